"""Units and money around a number: which one begins, or ends, at a token.

Public: :class:`Units`, which reads currency signs before a number, units, currencies and rates after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final, NamedTuple

from firsthand.reading.quantities import words as w
from firsthand.reading.quantities.counted import Counted, is_plural, singular
from firsthand.reading.quantities.measures import NAMES, SHARED, SYMBOLS, Unit
from firsthand.reading.quantities.numbers import Line, Number, digits, is_year, number_at

HYPHENS: Final = frozenset("-‐‑–—−")
CODES: Final = frozenset(w.CURRENCY_CODES) - w.GLUED_ONLY
OPENERS: Final = frozenset("([/")
_CLOSERS: Final = frozenset('.,;:)]!?”"')
#: How many tokens to either side may decide what a shared symbol means.
_NEAR: Final = 14
_GLUED_MONEY: Final = re.compile(
    "(" + "|".join(sorted((re.escape(code) for code in w.CURRENCY_CODES), key=len, reverse=True)) + r")"
    r"(\d[\d,]*(?:\.\d+)?)(bn|mn|tn|m|k|M|B|K)?(?![^\W_])"
)
_GLUED_DOLLAR: Final = re.compile(r"\$(US|AU|A|CA|C|NZ)(\d[\d,]*(?:\.\d+)?)(bn|m|k|M|B|K)?(?![^\W_])")
_RATE_HEADS: Final = frozenset(
    "share barrel head person gallon ounce ton tonne pound litre liter night piece bottle ticket unit "
    "mile kilometer kilometre kilogram gram acre hectare square day week month year hour minute "
    "second quarter season game vote pupil student household family customer user room seat plate pop".split()
)
_CURRENCY_FIRST: Final = (
    frozenset(name.split()[0] for name in w.CURRENCY_NAMES)
    | frozenset(f"{name}s" for name in w.CURRENCY_NAMES if " " not in name)
    | {"pennies"}
)


class UnitAt(NamedTuple):
    """What stands after a number (or, for money, before it): symbol, name, kind, and where it ends."""

    symbol: str
    name: str
    kind: str
    last: int


class Units:
    """Reads the units of one line of tokens."""

    def __init__(self, line: Line) -> None:
        self.line = line

    def money_before(self, i: int) -> tuple[UnitAt | None, Number | None]:
        """The currency before a number: "$", "US $", "$A", "HK$", "USD 10", "RM23.50", "Y=590".

        The unit's ``last`` holds the first token of the phrase until the number is known.
        """
        line = self.line
        word = line.words[i]
        sign = w.CURRENCY_SIGNS.get(word)
        if sign is not None:
            first, at, currency = i, i + 1, self._currency(i, sign)
            if word == "$":
                if line.word(i + 1) in w.DOLLARS and line.glued(i + 1):
                    currency, at = w.DOLLARS[line.words[i + 1]], i + 2
                elif line.word(i + 1) and line.glued(i + 1) and line.words[i + 1][0] in "AUCN":
                    return self._glued_dollar(i)
                before = w.DOLLARS.get(line.word(i - 1))
                if before is not None and (line.glued(i) or len(line.words[i - 1]) > 1):
                    currency, first = before, i - 1
            if line.word(at) in HYPHENS and line.glued(at):
                at += 1
            number = number_at(line, at) if line.word(at)[:1].isdigit() or line.word(at) == "." else None
            if number is None:
                return None, None
            return UnitAt(currency.code, currency.name, "money", first), number
        if word in CODES:
            at = i + 1 + (line.word(i + 1) in HYPHENS or (line.word(i + 1) == "." and line.glued(i + 1)))
            number = number_at(line, at) if line.word(at)[:1].isdigit() else None
            if number is None:
                return None, None
            currency = self._currency(i, w.CURRENCY_CODES[word])
            return UnitAt(currency.code, currency.name, "money", i), number
        if word == "Y" and line.word(i + 1) == "=" and line.word(i + 2)[:1].isdigit():
            number = number_at(line, i + 2)
            return (None, None) if number is None else (UnitAt("JPY", "japanese yen", "money", i), number)
        if word[0].isupper() and word[-1].isalnum() and not word.isalpha():
            return self._glued_code(i)
        return None, None

    def _glued_code(self, i: int) -> tuple[UnitAt | None, Number | None]:
        line = self.line
        match = _GLUED_MONEY.match(line.text, line.starts[i])
        if match is None or (line.glued(i) and line.words[i - 1] not in OPENERS | {"(", "“", '"', "~"}):
            return None, None
        code, raw, letter = match.groups()
        read = digits(raw.rstrip(","))
        if read is None or (code in ("R", "P", "N", "Y") and letter is None and "," not in raw):
            return None, None
        last = bisect_left(line.starts, match.end())
        scale = w.SHORT_SCALES.get(letter or "", w.MONEY_LETTERS.get(letter or "", 1))
        currency = w.CURRENCY_CODES[code]
        number = Number(i, last, read[0] * scale, read[1], "digits")
        following = line.low(last)
        if letter is None and following in w.SCALES:
            number = number._replace(last=last + 1, top=number.top * w.SCALES[following], form="mixed")
        return UnitAt(currency.code, currency.name, "money", i), number

    def _glued_dollar(self, i: int) -> tuple[UnitAt | None, Number | None]:
        """ "$US55,931", "$A82.5m", where the letters and the first digits are one token."""
        line = self.line
        match = _GLUED_DOLLAR.match(line.text, line.starts[i])
        if match is None:
            return None, None
        code, raw, letter = match.groups()
        read = digits(raw.rstrip(","))
        if read is None:
            return None, None
        last = bisect_left(line.starts, match.end())
        scale = w.SHORT_SCALES.get(letter or "", w.MONEY_LETTERS.get(letter or "", 1))
        number = Number(i, last, read[0] * scale, read[1], "digits")
        if letter is None and line.low(last) in w.SCALES:
            number = number._replace(last=last + 1, top=number.top * w.SCALES[line.lower[last]], form="mixed")
        return UnitAt(w.DOLLARS[code].code, w.DOLLARS[code].name, "money", i), number

    def money_scale(self, number: Number) -> Number:
        """Letters that are a scale after money only: "£2m", "$40k"."""
        line, last = self.line, number.last
        if number.form == "digits" and line.glued(last):
            scale = w.MONEY_LETTERS.get(line.word(last))
            if scale is not None:
                return number._replace(last=last + 1, top=number.top * scale, form="mixed")
        return number

    def unit_at(self, number: Number, at: int) -> UnitAt | None:
        """The unit or currency that begins at token ``at``: "%", "km/h", "square miles", "-year", "euros"."""
        line = self.line
        if at >= line.n:
            return None
        start = at
        hyphen = line.words[at] in HYPHENS
        if hyphen:
            if not line.glued(at) and not line.glued(at + 1):
                return None
            start += 1
            if start >= line.n:
                return None
        elif number.form == "fraction" and line.lower[at] == "of" and line.low(at + 1) in ("a", "an"):
            unit = self.named(at + 2)
            return unit if unit is not None and unit.kind == "measure" else None
        word, low = line.words[start], line.lower[start]
        if not hyphen and number.form not in ("words", "vague", "fraction"):
            money = self._money_after(number, start)
            if money is not None:
                return money
            found = self.symbol(number, start)
            if found is not None:
                return found
        elif word in ("%", "°"):
            found = self.symbol(number, start)
            if found is not None:
                return found
        if low == "of" and (number.form == "vague" or line.low(number.last - 1) in w.PAIRS):
            start += 1
            low = line.low(start)
        if not low or not (low in NAMES or low in _CURRENCY_FIRST):
            return self.symbol(number, start) if hyphen and number.form not in ("words", "vague") else None
        return self.named(start, number, hyphen)

    def is_million(self, at: int) -> bool:
        """Whether a glued "m" is a million: "1.5m people", "2.3m UK homes"; else it is a metre."""
        line = self.line
        if not line.glued(at):
            return False
        for step in (at + 1, at + 2):
            word = line.word(step)
            if not word.isalpha() or (line.lower[step] in w.STOPS and not word.isupper()):
                return False
            if is_plural(word, line.lower[step]):
                return True
        return False

    def _in_context(self, at: int) -> Unit | None:
        """The unit of a symbol that several share, where a word near by decides: "2.5 F" of a capacitor."""
        rows = SHARED.get(self.line.word(at))
        if rows is None:
            return None
        near = self.line.lower[max(at - _NEAR, 0) : at + _NEAR]
        return next((unit for deciding, unit in rows if not deciding.isdisjoint(near)), None)

    def _currency(self, at: int, usual: w.Currency) -> w.Currency:
        """The currency of a sign that several countries share: "¥", "kr"."""
        shared = self._in_context(at)
        if shared is None or shared.kind != "money":
            return usual
        return w.Currency(shared.symbol, shared.name)

    def symbol(self, number: Number, start: int) -> UnitAt | None:
        """The unit whose symbol begins at token ``start``: "km/h", "°C", "sq ft"."""
        line = self.line
        shared = self._in_context(start)
        if shared is not None and not (line.glued(start + 1) and line.word(start + 1) not in _CLOSERS):
            return UnitAt(shared.symbol, shared.name, shared.kind, start + 1)
        for rest, unit in SYMBOLS.get(line.word(start), ()):
            last = start + 1 + len(rest)
            if last > line.n or tuple(line.words[start + 1 : last]) != rest:
                continue
            symbol = line.words[start]
            if (
                not rest
                and symbol.isalpha()
                and len(symbol) == 1
                and symbol.isupper()
                and line.word(last) in ("-", "'", "’")
                and (line.glued(last) and line.glued(last + 1))
            ):
                continue
            if symbol == "′" and (is_year(line.words[number.first]) or line.low(last) == "s"):
                continue  # "2022′s"
            if symbol in ("°", "º"):
                return self._degrees(unit, last)
            compound = self._compound(unit, last)
            return compound or UnitAt(unit.symbol, unit.name, unit.kind, last)
        # "1.3 A/cm2": an ampere only in a compound
        if line.word(start) == "A" and line.word(start + 1) == "/":
            return self._compound(Unit("A", "ampere"), start + 1)
        return None

    def _degrees(self, unit: Unit, last: int) -> UnitAt:
        scale = {"c": ("degC", "celsius"), "f": ("degF", "fahrenheit"), "celsius": ("degC", "celsius"),
                 "fahrenheit": ("degF", "fahrenheit")}.get(self.line.low(last))  # fmt: skip
        if scale is None:
            return UnitAt(unit.symbol, unit.name, unit.kind, last)
        return UnitAt(scale[0], scale[1], "measure", last + 1)

    def _compound(self, unit: Unit, at: int) -> UnitAt | None:
        """ "A/cm2", "kg/m3": a unit over a unit."""
        line = self.line
        if line.word(at) != "/" or not line.glued(at) or not line.glued(at + 1):
            return None
        for rest, under in SYMBOLS.get(line.word(at + 1), ()):
            if not rest:
                return UnitAt(
                    f"{unit.symbol}/{under.symbol}", f"{unit.name} per {under.name}", "rate", at + 2
                )
        return None

    def named(self, start: int, number: Number | None = None, hyphen: bool = False) -> UnitAt | None:
        line = self.line
        lower = line.lower
        low = line.low(start)
        for length in (4, 3, 2, 1):  # the longest currency name wins: "hong kong dollars"
            if start + length > line.n:
                continue
            last_word = lower[start + length - 1]
            name = " ".join([*lower[start : start + length - 1], singular(last_word)])
            currency = w.CURRENCY_NAMES.get(name)
            if currency is not None and not (name == "real" and last_word == "real"):
                if (
                    length == 1
                    and low in ("won", "real", "rand", "sterling")
                    and not _may_be_money(line, start)
                ):
                    continue
                return UnitAt(currency.code, currency.name, "money", start + length)
        for rest, unit in NAMES.get(low, ()):
            last = start + 1 + len(rest)
            if last > line.n or tuple(lower[start + 1 : last]) != rest:
                continue
            if unit.symbol == "s" and not rest and line.word(last) in HYPHENS and line.glued(last):
                return None  # "two second-half goals"
            if unit.symbol == "s" and number is not None and is_year(line.words[number.first]):
                return None  # "the 1988 second quarter"
            if unit.symbol == "lb" and self._is_money_pound(number, last):
                return UnitAt("GBP", "pound sterling", "money", last)
            if unit.kind == "percentage" and line.word(last) == "." and low == "pct":
                last += 1
            return UnitAt(unit.symbol, unit.name, unit.kind, last)
        return None

    def _is_money_pound(self, number: Number | None, last: int) -> bool:
        """A pound is money where millions are counted, a price follows in brackets, or a copy says so."""
        line = self.line
        if number is not None and (number.top >= 10**6 * number.bottom and number.form != "digits"):
            return True
        if line.word(last) != "(":
            return False
        return not w.CURRENCY_SIGNS.keys().isdisjoint(line.words[last + 1 : last + 4])

    def _money_after(self, number: Number, at: int) -> UnitAt | None:
        """A sign or code after the number: "1,200€", "110 JPY", "68p", "50c"."""
        line = self.line
        word = line.words[at]
        sign = w.CURRENCY_SIGNS.get(word)
        if sign is not None and line.glued(at) and word != "$" and not line.word(at + 1)[:1].isdigit():
            currency = self._currency(at, sign)
            return UnitAt(currency.code, currency.name, "money", at + 1)
        if word == "$" and line.glued(at) and not (line.glued(at + 1) and line.word(at + 1)[:1].isdigit()):
            return UnitAt("USD", "dollar", "money", at + 1)
        if word in CODES and not line.word(at + 1)[:1].isdigit():
            currency = self._currency(at, w.CURRENCY_CODES[word])
            return UnitAt(currency.code, currency.name, "money", at + 1)
        if word == "p" and number.form == "digits":
            return UnitAt("GBp", "penny", "money", at + 1)
        if word == "c" and line.glued(at):
            return UnitAt("USc", "cent", "money", at + 1)
        return None

    def rate(
        self, unit: UnitAt | None, counted: Counted | None, end: int, kind: str
    ) -> tuple[UnitAt | None, int, str]:
        """ "$800 a month", "per barrel", "3,000 tests per day", "52,000 barrel-a-day"."""
        line = self.line
        if unit is None and counted is None:
            return unit, end, kind
        at = end
        if (
            unit is not None
            and unit.kind == "money"
            and line.word(at) in ("US", "U.S.", "Canadian", "CAD", "USD")
        ):
            at += 1
        if line.word(at) in HYPHENS and line.low(at + 1) in ("a", "per", "an"):
            at += 1
        low = line.low(at)
        per = low == "per" or (low == "/" and unit is not None)
        if low == "for" and line.low(at + 1) == "every":
            per, at = True, at + 1
        if not per and low not in ("a", "an", "each", "apiece"):
            return (
                unit,
                at
                if unit is not None
                and unit.kind == "money"
                and at > end
                and at < end + 2
                and line.word(at - 1) not in HYPHENS
                else end,
                kind,
            )
        if low in ("each", "apiece"):
            return unit, end, kind
        at += 1
        if line.word(at) in HYPHENS:
            at += 1
        name = None
        named = self.named(at) if at < line.n else None
        if named is not None and named.kind == "measure":
            name, last = named.name, named.last
        elif (symbol := self.symbol(Number(0, 0, 1, 1, "digits"), at) if per else None) is not None:
            name, last = symbol.name, symbol.last
        else:
            step = at
            if line.word(step)[:1].isupper() and line.low(step + 1) in _RATE_HEADS:
                step += 1
            head = line.low(step)
            lone = not line.word(step + 1).isalpha() or line.low(step + 1) in w.STOPS
            if head in _RATE_HEADS or (per and lone and head.isalpha() and head not in w.STOPS):
                name, last = singular(head), step + 1
        if name is None or (not per and named is None and name not in _RATE_HEADS):
            return unit, end, kind
        if not per and line.low(last) in (
            "earlier",
            "ago",
            "later",
            "before",
            "after",
            "from",
            "old",
            "prior",
        ):
            return unit, end, kind  # "$6.8 billion a year earlier"
        if name == "head":
            name = "person"
        if not per and unit is None and counted is not None and name not in w.TIME_UNITS:
            return unit, end, kind
        base = unit.symbol if unit is not None else counted.lemma  # type: ignore[union-attr]
        base_name = unit.name if unit is not None else counted.lemma  # type: ignore[union-attr]
        if unit is not None and unit.kind == "age":
            return unit, end, kind
        return UnitAt(f"{base}/{name}", f"{base_name} per {name}", "rate", last), last, "rate"


def _may_be_money(line: Line, at: int) -> bool:
    """ "won" and "real" are words of their own; money where a number with a scale stands before."""
    return line.low(at - 1) in w.SCALES or line.low(at - 1) in w.SHORT_SCALES
