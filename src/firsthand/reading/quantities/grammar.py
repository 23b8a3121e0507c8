"""The grammar: from a number to a quantity, one pass from left to right.

A number is read where one begins (:mod:`.numbers`), told apart from what only looks like one
(:mod:`.lookalikes`), and then grows in both directions:

    before:  modifier ("more than"), direction ("fell"), sign, currency sign
    after:   range ("to 10"), unit or currency name, rate ("a month"), what is counted, modifier ("or more")

Each step is one method; the examples of the whole stand beside each other in :mod:`.examples` and run as
tests. No step looks further than a fixed number of tokens, so the cost is linear in the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from firsthand.model import Quantity, Span, TimeExpression, Token
from firsthand.model.intervals import reach
from firsthand.model.reading import Change
from firsthand.reading.quantities import words as w
from firsthand.reading.quantities.counted import Counted, find_counted, singular
from firsthand.reading.quantities.lookalikes import is_code, is_lookalike, is_lookalike_range, skip_code
from firsthand.reading.quantities.neighbours import ARE, SUMMED, Neighbours
from firsthand.reading.quantities.numbers import (
    Line,
    Number,
    and_a_part,
    digits,
    exact,
    is_year,
    number_at,
)
from firsthand.reading.quantities.units import CODES, HYPHENS, UnitAt, Units

_DASHES: Final = frozenset("-‐‑–—")
_OTHER_TRIGGERS: Final = ("a", "an", "half", "several", "no", "none", "nobody")
_TRIGGERS: Final = frozenset(
    [*w.ONES, *w.TENS, *w.VAGUE_PLURALS, *w.ORDINALS, *w.MULTIPLIERS, *_OTHER_TRIGGERS]
)
_ARTICLES: Final = frozenset({"a", "an"})
#: What makes an article the beginning of a number: "a million", "a third", "a few hundred".
_AFTER_ARTICLE: Final = frozenset([*w.SCALES, *w.PARTS, *w.PAIRS, *w.GROUPS, "few", "handful"])
_ONE_UNITS: Final = frozenset(
    "mile kilometre kilometer metre meter foot inch ton tonne pound kilogram kilo gallon litre liter acre "
    "minute hour day week month year decade century".split()
)
_NUMBER_WORDS: Final = frozenset([*w.ONES, *w.TENS, *w.SCALES, *w.VAGUE_PLURALS, "a", "an"])
_SIGNS: Final = frozenset([*w.CURRENCY_SIGNS, *w.GLYPHS])
#: Words and marks that may begin a quantity, and marks that never do.
_STARTS: Final = _TRIGGERS | frozenset(code.lower() for code in CODES) | {"y"}
_PLAIN_MARKS: Final = frozenset([*",;:!?()[]\"'“”’‘-–—/&", "'s", "’s", "n't", "n’t", "..", "...", "--"])
_MAX_PHRASE: Final = max(len(phrase.split()) for phrase in w.BEFORE)
_BEFORE: Final = {tuple(phrase.split()): change for phrase, change in w.BEFORE.items()}
_BEFORE_LAST: Final = frozenset(phrase[-1] for phrase in _BEFORE)
_AFTER: Final = {tuple(phrase.split()): change for phrase, change in w.AFTER.items()}
_AFTER_FIRST: Final = frozenset(phrase[0] for phrase in _AFTER)
#: Kinds that a verb of change may turn up or down, and words before the first end of a range.
_DIRECTED: Final = frozenset({"rate", "percentage", "money", "measure", "cardinal", "range"})
_ONE: Final = frozenset({"a", "an", "another", "one", "past", "last", "next", "coming"})
_ENDS: Final = frozenset({"between", "from"})
_AFTER_AGE: Final = frozenset("when by at and years in on this last next".split())
_AGE_VERBS: Final = frozenset({"is", "was", "turned", "turns", "be", "’s", "'s", "am"})
_AGE_CLOSES: Final = frozenset({",", ".", ";", ")", ""})
_CONTESTS: Final = frozenset(
    "won lost beat win loss victory defeat vote votes voted draw drew lead led".split()
)
#: Words at which a search for the far end of "from … to" stops.
_CLAUSE: Final = frozenset("and or but which who that when while because is was were are".split())


class Scan:
    """One pass over the tokens of a text; :meth:`run` gives the quantities in order."""

    def __init__(self, text: str, tokens: Sequence[Token], times: Sequence[TimeExpression]) -> None:
        self.tokens = tokens
        self.line = Line(text, [token.start for token in tokens], [token.end for token in tokens])
        self.units = Units(self.line)
        self.dates = [span for span in times if span.type in ("DATE", "TIME", "SET")]
        self.date_starts = [span.start for span in self.dates]
        self.near = Neighbours(self.line)
        self.found = self.near.found
        self.places = self.near.places

    def run(self) -> tuple[Quantity, ...]:
        """Read every quantity, from left to right."""
        done = 0
        for i, low in enumerate(self.line.lower):
            # nearly every token ends here: the test is the whole cost of a text without numbers
            if (low in _STARTS if low.isalpha() else low not in _PLAIN_MARKS) and i >= done:
                done = self._begin(i, low)
        return tuple(self.found)

    def _begin(self, i: int, low: str) -> int:
        """Read what begins at a token that may begin a quantity; gives the token to go on from."""
        line = self.line
        word, follows = line.words[i], line.low(i + 1)
        if low in _ARTICLES:
            if follows in _AFTER_ARTICLE:
                return self._word(i)
            if follows in _ONE_UNITS and (line.low(i - 1) in _BEFORE_LAST or line.low(i + 2) == "and"):
                return self._one_unit(i)
        elif low in _TRIGGERS:
            return self._word(i)
        elif word[0].isdigit():
            return self._ratio(i) if ":" in word else skip_code(line, i) or self._amount(i)
        elif word == ".":
            if follows[:1].isdigit() and line.glued(i + 1):
                return self._amount(i)  # ".75"
        elif word.isalpha():
            if word in CODES or (word == "Y" and follows == "="):
                return self._amount(i)
        elif word in _SIGNS or word[-1].isdigit() or (word[0].isupper() and word[-1] != "."):
            return self._amount(i)
        return i + 1

    # ------------------------------------------------------------ where a quantity may begin
    def _ratio(self, i: int) -> int:
        """ "a ratio of 3:1", "a 2:1 majority"."""
        line = self.line
        left, _, right = line.words[i].partition(":")
        over, under = digits(left), digits(right)
        named = "ratio" in (line.low(i - 1), line.low(i - 2), line.low(i + 1)) or line.low(i + 1) in (
            "majority", "margin", "odds",
        )  # fmt: skip
        if named and over and under and over[1] == under[1] == 1 and under[0]:
            value = exact(over[0], under[0])
            self.near.put(
                Quantity(start=line.starts[i], end=line.ends[i], value=value, low=value, high=value,
                         unit="ratio", unit_name="ratio", kind="ratio"),
                i, i + 1,
            )  # fmt: skip
        return i + 1

    def _word(self, i: int) -> int:
        """A word that may begin a number; gives the token to go on from."""
        low = self.line.lower[i]
        if low == "two" and self.line.low(i - 1) == "or" and self.line.low(i - 3) in _ONE:
            return self._or_two(i)
        if low in w.MULTIPLIERS:
            return self._multiplied(i)
        if low in ("no", "none", "nobody"):
            return self._zero(i)
        if low in w.ORDINALS:
            return self._ordinal(i)
        if low in w.TENS and self.line.low(i + 1) == "-" and self.line.low(i + 2) in w.ORDINALS:
            return self._add_ordinal(
                Number(i, i + 3, w.TENS[low] + w.ORDINALS[self.line.lower[i + 2]], 1, "ordinal")
            )
        return self._amount(i)

    def _amount(self, i: int) -> int:
        """A number with all that belongs to it."""
        line = self.line
        money, number = self.units.money_before(i)
        if number is None:
            number = number_at(line, i)
            if number is None:
                return self._ordinal_digits(i)
        first = (
            i if money is None else money.last
        )  # where the phrase begins; money.last holds its first token
        if money is not None:
            number = self.units.money_scale(number)
        elif number.form == "digits" and line.word(number.last) == "m" and self.units.is_million(number.last):
            number = number._replace(last=number.last + 1, top=number.top * 10**6, form="mixed")
        share = self._one_in(number)
        if share is not None:
            number = share
        first, sign, plus = self._sign(first, number)
        end = number.last
        unit = (money and money._replace(last=end)) or self.units.unit_at(number, end)
        if unit is None and line.low(i - 1) == "magnitude":
            unit = UnitAt("magnitude", "magnitude", "measure", end)
        if unit is not None:
            end = unit.last
        # ------------------------------------------------------ "5 to 7 per cent", "$3 to $5 billion"
        other = self._range_end(first, number, unit, end, money is not None)
        low_number, high_number = number, None
        if other is not None:
            high_number, unit, end, low_number = other
        unit_is_glued = (
            unit is not None and money is None and end == number.last + 1 and line.glued(number.last)
        )
        if money is None and is_code(line, number, unit_is_glued):
            return max(number.last, i + 1)
        if self._is_dated(number, unit) or self._is_inside_name(number):
            return max(number.last, i + 1)
        if line.low(i - 1) == "but" and line.low(i - 2) in ("all", "everything"):
            return max(number.last, i + 1)  # "all but two died" counts no two
        if unit is None:
            if high_number is None and is_lookalike(line, number, self.tokens):
                return max(number.last, i + 1)
            if high_number is not None and is_lookalike_range(line, number, high_number):
                return max(high_number.last, i + 1)
        counted: Counted | None = None
        kind = "cardinal" if unit is None else unit.kind
        age = self._age(number, unit, end)
        if age is not None:
            unit, end, kind = age, age.last, "age"
        elif unit is None or unit.kind == "percentage" or low_number.form == "fraction":
            if self._elided(number) and unit is None:
                pass
            elif high_number is not None and self._is_score(low_number, high_number):
                kind = "score"
            else:
                counted = self._counted(number, end, of_only=unit is not None)
            if counted is not None and unit is None:
                end = max(end, counted.last)
        if low_number.form == "fraction" and unit is None:
            kind = "fraction"
        if number.convention is not None and kind == "cardinal":
            kind = "vague"
        if unit is None and counted is None and not self._stands_alone(first, number, end):
            return max(number.last, i + 1)
        unit, end, kind = self.units.rate(unit, counted, end, kind)
        return self._add(first, end, low_number, high_number, unit, counted, kind, sign, plus)

    def _counted(self, number: Number, end: int, *, of_only: bool = False) -> Counted | None:
        """What is counted; "of them" counts what the quantity before it did."""
        line = self.line
        if (
            line.low(end) == "of"
            and line.low(end + 1) in ("them", "whom", "which", "these", "those")
            and not of_only
        ) and (
            line.low(end + 1) in ("them", "whom", "which")
            or line.low(end + 2) in w.STOPS
            or not line.word(end + 2).isalpha()
        ):
            after = end + 2 + (line.low(end + 2) in ARE)
            said = find_counted(line, self.tokens, number, after) if line.low(after) != "of" else None
            if said is not None and said.plural and said.lemma not in w.TOLL_WORDS:
                return said  # "two of them children", "three of whom were nurses"
            for earlier in reversed(self.found[-3:]):
                if earlier.counted is not None and earlier.kind in SUMMED:
                    return Counted(earlier.counted, earlier.unit_name, end + 2, True)
            return None
        return find_counted(line, self.tokens, number, end, of_only=of_only)

    def _is_inside_name(self, number: Number) -> bool:
        """Whether the number is part of the name of what was counted before: "two new 737 Max jets"."""
        if not self.found:
            return False
        span = self.found[-1].counted
        return span is not None and span.start <= self.line.starts[number.first] < span.end

    # ------------------------------------------------------------------- number forms
    def _one_in(self, number: Number) -> Number | None:
        """ "one in five", "three out of four", "1 in 10": a share of two whole numbers."""
        line, at = self.line, number.last
        if number.bottom != 1 or number.convention or number.form not in ("digits", "words"):
            return None
        if line.low(at) == "in":
            at += 1
            if line.low(at) == "every":
                at += 1
        elif line.low(at) == "out" and line.low(at + 1) == "of":
            at += 2
            if line.low(at) == "every":
                at += 1
        else:
            return None
        other = number_at(line, at) if at < line.n and line.lower[at] not in ("a", "an") else None
        if other is None or other.bottom != 1 or other.convention or not 0 < number.top < other.top:
            return None
        if line.low(number.last) == "in" and (
            number.top > 10
            or (other.top > 100 and other.top % 100)
            or self.units.unit_at(other, other.last) is not None
        ):
            return None
        return Number(number.first, other.last, number.top, other.top, "fraction")

    def _sign(self, first: int, number: Number) -> tuple[int, int, bool]:
        """A sign before the number: "minus 5", "minus-130", "-3", "$-50.8bn", "+0.2%"."""
        line = self.line
        before = line.word(first - 1)
        if number.convention is not None:
            return first, 1, False
        if line.low(first - 1) == "minus":
            return first - 1, -1, False
        if before in HYPHENS and line.low(first - 2) == "minus":
            return first - 2, -1, False
        if number.first > first and line.word(number.first - 1) in ("-", "−"):
            return first, -1, False
        if before in ("-", "−") and line.glued(first) and not line.glued(first - 1):
            return first - 1, -1, False
        if before == "+" and line.glued(first) and not line.glued(first - 1):
            return first - 1, 1, True
        return first, 1, False

    def _range_end(
        self, first: int, number: Number, unit: UnitAt | None, end: int, is_money: bool
    ) -> tuple[Number, UnitAt | None, int, Number] | None:
        """The second number of a range, the unit of both, the end, and the first number (scaled alike)."""
        line = self.line
        at = end
        if unit is None and line.word(at) in HYPHENS and line.low(at + 1) in ("to", "or", "and"):
            at += 1  # "three- to five-year"
        low, word = line.low(at), line.word(at)
        if (
            unit is None
            and not is_money
            and is_year(line.words[number.first])
            and line.low(number.first - 1) == "in"
        ):
            return None
        before = line.low(first - 1)
        is_from = before in ("from", "between", "ranging", "ranged") or line.low(first - 2) in (
            "between",
            "from",
        )
        if word in _DASHES:
            if line.low(at + 1) == "to" and line.glued(at + 1):
                at += 1
            nxt = at + 1
            is_digits = line.word(nxt)[:1].isdigit() or line.word(nxt) in w.CURRENCY_SIGNS
            if not is_digits and (number.form != "words" or line.low(nxt) not in w.ONES | w.TENS):
                return None
        elif low in ("to", "through"):
            nxt = at + 1 + (line.word(at + 1) in HYPHENS and line.glued(at + 2))
        elif low == "and":
            if not (before == "between" or line.low(first - 2) == "between"):
                return None
            nxt = at + 1
        elif low == "or":
            nxt = at + 1
        elif before == "from" and (far := self._far_end(at)) is not None:
            nxt, low = far, "to"
            if unit is not None:
                unit = self.units.rate(unit, None, end, unit.kind)[0]  # "from $75 per barrel in May to $45"
        else:
            return None
        if nxt >= line.n:
            return None
        money, second = self.units.money_before(nxt)
        if second is None:
            if line.lower[nxt] in ("a", "an", "half"):
                return None
            second = number_at(line, nxt)
            if second is not None and low == "to" and line.word(second.last) in _DASHES:
                # "from 24 to 33-35 billion": as far as the last number
                last_of_all = number_at(line, second.last + 1) if line.glued(second.last + 1) else None
                second = last_of_all if is_from and last_of_all is not None else second
            if second is None or second.form in ("vague", "fraction") or number.form == "vague":
                return None
        elif low == "or":
            return None
        if money is not None or is_money:
            second = self.units.money_scale(second)
        last = second.last
        if is_money or money is not None:
            if not is_money:
                return None
            if money is not None and unit is not None and money.symbol != unit.symbol.partition("/")[0]:
                return None
            after = self.units.unit_at(second, last)
            if after is not None and money is None:
                return None  # "$5 to 10 percent"
            shared = (unit or money)._replace(last=last)  # type: ignore[union-attr]
        else:
            shared = self.units.unit_at(second, last)
            if unit is not None and (shared is None or shared.symbol != unit.symbol):
                if not (is_from and shared is None and low == "to"):
                    return None
                shared = unit._replace(last=last)
            if shared is not None:
                last = shared.last
        if low == "to" and not is_from and not self._is_plain_range(first, number, unit, second, shared):
            return None
        if low == "or" and not (
            number.bottom == second.bottom == 1
            and number.top < second.top <= 2 * number.top + 1
            and (unit is None or shared is not None)
        ):
            return None
        scaled = self._scale_alike(number, second)
        is_falling = scaled.top * second.bottom > second.top * scaled.bottom
        if word in _DASHES and is_falling and shared is not None and shared.kind != "percentage":
            return None
        return second, shared, last, scaled

    def _far_end(self, at: int) -> int | None:
        """The number after "to" in "from $36,040 on Monday to $34,935", within a few plain words."""
        line = self.line
        for step in range(at, min(at + 7, line.n - 1)):
            low = line.lower[step]
            if low == "to":
                after = line.words[step + 1]
                return step + 1 if after[0].isdigit() or after in w.CURRENCY_SIGNS else None
            if low in _CLAUSE or not (line.words[step][0].isalnum()):
                return None
        return None

    def _is_plain_range(
        self, first: int, number: Number, unit: UnitAt | None, second: Number, shared: UnitAt | None
    ) -> bool:
        """Whether a bare "A to B" is a range and no movement ("rose 2 percent to 5 percent")."""
        if number.form == "mixed" and self._direction(first):
            return False  # "rose by $4.6 billion to $19 billion"
        if shared is None and unit is None:
            return self._is_contest(number, second) or number.top * second.bottom < second.top * number.bottom
        if unit is not None and self._direction(first):
            return False  # "rose 18 cents to 52 cents"
        rises = number.top * second.bottom <= second.top * number.bottom
        return rises or unit is None or unit.kind != "percentage"

    @staticmethod
    def _scale_alike(number: Number, second: Number) -> Number:
        """ "1 to 2 thousand", "$89 to $93 billion": the scale of the second holds for the first."""
        if (number.form != "digits" and number.form != "words") or (
            second.form != "mixed" and second.form != "words"
        ):
            return number
        if number.top >= 1000 * number.bottom:
            return number
        for scale in (10**12, 10**9, 10**7, 10**6, 10**5, 10**3):
            if second.top >= scale * second.bottom:
                if number.top * scale * second.bottom <= 2 * second.top * number.bottom:
                    return number._replace(top=number.top * scale)
                break
        return number

    def _is_score(self, number: Number, second: Number) -> bool:
        """ "2-0", "won 3-1", "52 to 48": two whole numbers of a game or vote, no unit."""
        if number.bottom != 1 or second.bottom != 1 or number.form != "digits" or second.form != "digits":
            return False
        return number.top >= second.top or self._is_contest(number, second)

    def _is_contest(self, number: Number, second: Number) -> bool:
        line = self.line
        first = number.first
        return not _CONTESTS.isdisjoint((line.low(first - 1), line.low(first - 2), line.low(second.last)))

    def _age(self, number: Number, unit: UnitAt | None, end: int) -> UnitAt | None:
        """ "50-year-old", "aged 35", "Name, 66,", "he will be 35"."""
        line = self.line
        if unit is not None:
            if unit.symbol not in ("a", "mo", "wk", "d"):
                return None
            at = end + (line.word(end) in HYPHENS)
            if line.low(at) in ("old", "olds"):
                return UnitAt(unit.symbol, f"{unit.name} of age", "age", at + 1)
            if line.low(end) == "of" and line.low(end + 1) == "age":
                return UnitAt(unit.symbol, f"{unit.name} of age", "age", end + 2)
            return None
        if number.bottom != 1 or not 0 < number.top < 125 or number.convention or number.form == "fraction":
            return None
        low, first = line.low(number.first - 1), number.first
        is_joined = low in ("and", "or") and bool(self.found) and self.places[-1][1] == first - 1
        if (
            is_joined
            and self.found[-1].kind == "age"
            and line.low(self.places[-1][0] - 1) in ("aged", "ages")
        ):
            return UnitAt("a", "year of age", "age", end)
        if low in ("aged", "age", "ages") or (low == "of" and line.low(first - 2) in ("age", "ages")):
            return UnitAt("a", "year of age", "age", end)
        if number.form not in ("digits", "words") or end < number.last:
            return None
        before, after = line.word(first - 2), line.low(end)
        is_name = before[:1].isupper() and before.isalpha() and before.lower() not in w.MONTHS
        if low == "," and is_name and number.form == "digits" and after in _AGE_CLOSES:
            return UnitAt("a", "year of age", "age", end)
        if low in _AGE_VERBS and number.top > 1 and (after in _AGE_CLOSES or after in _AFTER_AGE):
            subject = line.low(first - 3) if low == "be" else line.low(first - 2)
            named = line.word(first - 2).istitle() and after == "when"
            if low in ("turned", "turns") or named or subject in ("he", "she", "who", "i"):
                return UnitAt("a", "year of age", "age", end)
        return None

    # ------------------------------------------------------------- the word rules
    def _ordinal(self, i: int) -> int:
        """ "second meeting", "twenty-first": the place in a row, with what stands in the row."""
        line = self.line
        low = line.lower[i]
        if low == "second" and line.low(i - 1) in w.ONES.keys() | {"a", "per", "-", "every", "split"}:
            return i + 1
        number = Number(i, i + 1, w.ORDINALS[low], 1, "ordinal")
        return self._add_ordinal(number)

    def _ordinal_digits(self, i: int) -> int:
        line = self.line
        raw = line.words[i]
        if not raw[0].isdigit() or not raw[-2:].isalpha() or raw[-2:].lower() not in ("st", "nd", "rd", "th"):
            return i + 1
        read = digits(raw[:-2])
        if read is None or read[1] != 1 or self._in_date(i) or line.low(i - 1) in w.MONTHS:
            return i + 1
        if line.low(i + 1) in w.MONTHS | w.STREETS or line.low(i + 1) == "of":
            return i + 1
        return self._add_ordinal(Number(i, i + 1, read[0], 1, "ordinal"))

    def _add_ordinal(self, number: Number) -> int:
        line = self.line
        if self._in_date(number.first) or self.tokens[number.first].tag == "ADV":
            return number.last  # "when it first surfaced"
        if number_at(line, number.last) is not None:
            return number.last  # "the first nine months"
        counted = find_counted(line, self.tokens, number._replace(top=1), number.last)
        if counted is None or line.low(number.last) == "of" or counted.lemma in w.FIXED_ORDINALS:
            return number.last
        if line.words[number.first][0].isupper() and line.word(number.last)[:1].isupper():
            return number.last  # "First Energy"
        start, end = line.starts[number.first], line.ends[max(number.last, counted.last) - 1]
        value = number.value
        self.near.put(
            Quantity(start=start, end=end, value=value, low=value, high=value, unit=counted.lemma,
                     unit_name=counted.lemma, counted=counted.span, kind="ordinal"),
            number.first, number.last,
        )  # fmt: skip
        return number.last

    def _one_unit(self, i: int) -> int:
        """ "more than a mile", "an hour and a half": an article counts one beside a bound or a part."""
        line = self.line
        change = self._modifier(i)[1]
        unit = self.units.named(i + 1)
        if unit is None or self._in_date(i) is not None:
            return i + 1
        more = and_a_part(line, unit.last)
        if more is None and change not in (">", "<"):
            return i + 1
        under, end = more or (0, unit.last)
        number = Number(i, i + 1, under + 1, under or 1, "words")
        return self._add(i, end, number, None, unit._replace(last=end), None, unit.kind, 1, False)

    def _or_two(self, i: int) -> int:
        """ "a day or two", "another boat or two": the noun stands between the two numbers."""
        line = self.line
        noun = i - 2
        if not line.words[noun].isalpha() or line.lower[noun] in w.STOPS:
            return i + 1
        unit = self.units.named(noun)
        name = line.lower[noun] if unit is None else unit.name
        self.near.put(
            Quantity(start=line.starts[i - 3], end=line.ends[i], value=None, low=1, high=2,
                     unit=name if unit is None else unit.symbol, unit_name=name,
                     counted=Span(line.starts[noun], line.ends[noun]) if unit is None else None,
                     kind="range" if unit is None else unit.kind),
            i - 3, i + 1,
        )  # fmt: skip
        return i + 1

    def _multiplied(self, i: int) -> int:
        """ "more than doubled": a change by a factor; "halved" is a change by one half."""
        line = self.line
        factor = w.MULTIPLIERS[line.lower[i]]
        first, change = self._modifier(i)
        value: int | float = factor or 0.5
        low: int | float | None = value
        high: int | float | None = value
        if factor and change == ">":
            high = None
        elif factor and change == "<":
            low = None
        self.near.put(
            Quantity(start=line.starts[first], end=line.ends[i], value=value, low=low, high=high,
                     change="up" if factor else "down", unit="time", unit_name="time", kind="ratio"),
            first, i + 1,
        )  # fmt: skip
        return i + 1

    def _zero(self, i: int) -> int:
        """ "no passengers", "no one was hurt", "none survived": nobody is a number, zero."""
        line = self.line
        low = line.lower[i]
        if low == "no" and line.low(i + 1) in ("one", "-"):
            hit = next(
                (at for at in range(i + 2, min(i + 6, line.n)) if line.lower[at] in w.TOLL_WORDS), None
            )
            if line.low(i + 1) == "one" and hit is not None:
                return self._put_zero(i, i + 2, Span(line.starts[i], line.ends[i + 1]), "person")
            return i + 2
        if low in ("none", "nobody"):
            hit = next(
                (at for at in range(i + 1, min(i + 6, line.n)) if line.lower[at] in w.TOLL_WORDS), None
            )
            if hit is None:
                return i + 1
            return self._put_zero(i, i + 1, None, "person")
        for at in range(i + 1, min(i + 4, line.n)):
            if line.lower[at] in w.ZERO_NOUNS:
                lemma = singular(line.lower[at])
                return self._put_zero(i, at + 1, Span(line.starts[i + 1], line.ends[at]), lemma)
            if not line.words[at].isalpha() or line.lower[at] in w.STOPS:
                break
        return i + 1

    def _put_zero(self, first: int, last: int, counted: Span | None, lemma: str) -> int:
        line = self.line
        self.near.put(
            Quantity(start=line.starts[first], end=line.ends[last - 1], value=0, low=0, high=0, unit=lemma,
                     unit_name=lemma, counted=counted),
            first, last,
        )  # fmt: skip
        return last

    # ---------------------------------------------------------------- modifiers
    def _modifier(self, first: int) -> tuple[int, str | None]:
        """The modifier that ends right before token ``first``, and where the phrase then begins."""
        line = self.line
        lower = line.lower
        at, change = first, None
        for _ in range(3):  # "just over", "up to about", "more than an estimated"
            before = at - 1
            if before < 0 or lower[before] not in _BEFORE_LAST:
                if before >= 0 and lower[before] in HYPHENS and line.low(before - 1) == "sub":
                    return before - 1, "<"
                break
            for length in range(min(_MAX_PHRASE, before + 1), 0, -1):
                phrase = tuple(lower[before - length + 1 : before + 1])
                found = _BEFORE.get(phrase)
                if found is None:
                    continue
                if phrase == ("up", "to") and line.low(before - 2) in w.CREEPING:
                    found = "="  # "inching back up to 4.8 percent" is a level, "cut up to 700 jobs" a bound
                if phrase == ("over",) and (
                    line.low(before - 1) in w.OVER_WHAT or line.low(before + 1) in w.VAGUE_WORDS
                ):
                    return at, change  # "control over 138 sites", "over several weeks"
                at = before - length + 1
                change = found if change in (None, "=") else change
                break
            else:
                break
        return at, change

    def _direction(self, first: int) -> str | None:
        """The verb of change that governs the phrase at ``first``: "fell 5%", "down nearly 57%", "by 35%"."""
        line = self.line
        lower = line.lower
        at = first - 1
        if at >= 0 and lower[at] in ("from", "to", "between", "at"):
            return None
        by = False
        for _ in range(3):
            if at < 0:
                return None
            low = lower[at]
            if low == "up" and line.low(at - 1) in w.PHRASAL_UP:
                return None
            if low in w.DIRECTIONS:
                return w.DIRECTIONS[low] if low not in w.NEUTRAL_VERBS else None
            by = by or low == "by"
            if low not in w.BETWEEN_VERB_AND_NUMBER and not (by and low.endswith("ly")):
                break
            at -= 1
        if by:  # "grow sales by 35 per cent", "cut prices by"
            for step in range(at, max(at - 5, -1), -1):
                if lower[step] in w.DIRECTIONS:
                    return w.DIRECTIONS[lower[step]]
                if lower[step] == "upward" or lower[step] == "upwards":
                    return "up"
                if lower[step] == "downward" or lower[step] == "downwards":
                    return "down"
                if not lower[step].isalpha():
                    break
        return None

    def _after(self, end: int) -> tuple[int, str | None]:
        line = self.line
        if line.low(end) not in _AFTER_FIRST:
            return end, None
        for length in (3, 2, 1):
            if end + length <= line.n:
                found = _AFTER.get(tuple(line.lower[end : end + length]))
                if found is not None:
                    if line.words[end] in ("+", "-") and not line.glued(end):
                        continue
                    if line.lower[end] == "plus" and line.word(end + 1)[:1].isalnum():
                        continue
                    behind = line.low(end + length)
                    if line.lower[end] == "and" and (behind[:1].isdigit() or behind in _NUMBER_WORDS):
                        continue  # "seven dead and over 50 injured"
                    return end + length, found
        return end, None

    # ------------------------------------------------------------------ putting it together
    def _add(
        self, first: int, end: int, number: Number, second: Number | None, unit: UnitAt | None,
        counted: Counted | None, kind: str, sign: int, plus: bool,
    ) -> int:  # fmt: skip
        line = self.line
        # a modifier may stand right after the number too ("5,000 or more troops", "60-plus")
        number_end = (second or number).last
        _, after = self._after(number_end)
        if after is None:
            after_end, after = self._after(end)
            if after is not None:
                end = max(end, after_end)
        begin, change = self._modifier(first)
        change = change if change not in (None, "=") else after or change
        if number.convention is not None and change not in (">", "<"):
            change = None  # "dozens" is no exact number to be near to
        has_ends = second is not None and _ENDS.issuperset((line.low(begin - 1), line.low(first - 1)))
        direction: str | None = "up" if plus else None
        is_score = kind == "score" and (not has_ends or line.word(number.last) in _DASHES)
        if second is not None:
            # both ends are named, so a bound on one says no more: "from up to 20 miles to 30 miles"
            change = "~" if change in ("~", w.NEARLY) else None
            if second.top * number.bottom < number.top * second.bottom and not is_score:
                kind = "fall"  # the order of the ends says so; the ends themselves are levels
            kind = "range" if kind == "cardinal" else kind
        if direction is None and not has_ends and kind in _DIRECTED and (unit or _may_move(counted)):
            direction = self._direction(begin)
        if unit is None and counted is None and second is None:
            unit, kind = self.near.carried(begin, end, number, kind)
        if direction is None and second is None and unit is not None and line.low(begin - 1) == "by":
            direction = self.near.shared_direction(begin, unit)
        value, low, high = _bounds(number, second, sign, change)
        shown: Change = direction or (change or "=")[:1]  # type: ignore[assignment]
        symbol = unit.symbol if unit is not None else counted.lemma if counted is not None else "-"
        name = unit.name if unit is not None else counted.lemma if counted is not None else "-"
        quantity = Quantity(
            start=line.starts[begin], end=line.ends[end - 1], value=value, low=low, high=high, change=shown,
            unit=symbol, unit_name=name, counted=None if counted is None else counted.span, kind=kind,
            convention=number.convention,
        )  # fmt: skip
        quantity = self.near.part(self.near.restated(quantity, begin), begin, number_end)
        if quantity.restates is not None and line.word(end) == ")":
            self._rate_after_bracket(end + 1)
        self.near.put(quantity, begin, end)
        if unit is None and self._elided(number):
            self.near.waiting.append(len(self.found) - 1)
        elif self.near.waiting:
            self.near.share_unit(quantity)
        return max(end if unit is not None else number_end, number_end)

    def _rate_after_bracket(self, at: int) -> None:
        """ "3 million shekels ($1 million) a year": the rate behind the bracket is that of the first."""
        last = self.found[-1]
        unit, _, kind = self.units.rate(UnitAt(last.unit, last.unit_name, last.kind, at), None, at, last.kind)
        if kind == "rate" and unit is not None and last.kind != "rate":
            self.found[-1] = replace(last, unit=unit.symbol, unit_name=unit.name, kind=kind)

    def _elided(self, number: Number) -> bool:
        """ "four-, five- and six-cylinder": a hyphen that hangs over a comma, "and" or "or"."""
        line, at = self.line, number.last
        return line.word(at) == "-" and line.glued(at) and line.word(at + 1) in (",", "and", "or")

    # ------------------------------------------------------------------------- dates
    def _in_date(self, i: int) -> TimeExpression | None:
        at = bisect_left(self.date_starts, self.line.ends[i]) - 1
        return self.dates[at] if at >= 0 and self.dates[at].end > self.line.starts[i] else None

    def _is_dated(self, number: Number, unit: UnitAt | None) -> bool:
        """Whether the number belongs to a date. "Two days earlier" is a date and holds a quantity too."""
        if unit is not None and (unit.name in w.TIME_UNITS or unit.kind in ("money", "percentage", "age")):
            return False
        return self._in_date(number.first) is not None

    def _stands_alone(self, first: int, number: Number, end: int) -> bool:
        """Whether a number without unit and noun is worth keeping: "to 3.65", "reached 113", "killed 12"."""
        line = self.line
        if self._elided(number):
            return True
        if number.form == "vague":
            return line.low(end) in ("were", "are", "have", "had", "more", "others", "died")
        if number.form == "words" and number.top < 13 and number.bottom == 1:
            begin, change = self._modifier(first)
            before, after = line.low(begin - 1), line.low(end)
            if before == "of" and line.low(begin - 2) in _TOLLS and number.top > 1:
                return True
            is_subject = number.top > 1 and after in _PLURAL_VERBS and before not in _POINTERS
            return is_subject or change in (">", "<", "~", w.NEARLY) or before in _TOLL_VERBS
        return True


#: "Three were hurt", "of whom five stayed"; but "the two were held" points back and counts none.
_PLURAL_VERBS: Final = frozenset({"were", "are", "have", "had", "died", "remain", "remained", "survived"})
_POINTERS: Final = frozenset("the these those both all other last first next us them you we they".split())
#: "A toll of nine", "a crew of six": a number after "of" that says how many these are.
_TOLLS: Final = frozenset(
    "toll count tally total crew group team family party gang panel staff convoy".split()
)
_TOLL_VERBS: Final = frozenset(
    "killed killing injured injuring wounded wounding hurt hurting left leaving".split()
)


def _may_move(counted: Counted | None) -> bool:
    """Whether a verb of change moves the count itself: "fell 40 points"; "cut 500 jobs" is a plain count."""
    return counted is None or counted.lemma in ("point", "place", "spot")


def _bounds(
    number: Number, second: Number | None, sign: int, change: str | None
) -> tuple[int | float | None, int | float | None, int | float | None]:
    """Value, low and high of a number, a vague number or a range, as its modifier opens them."""
    value = sign * number.value
    if second is not None:
        other = sign * second.value
        return value if value == other else None, min(value, other), max(value, other)
    low: int | float | None = value
    high: int | float | None = value
    if number.low is not None and number.high is not None:
        low, high = sign * number.low, sign * number.high
    if change == ">":
        high = None
    elif change == "<":
        low = None
    elif change == w.NEARLY and low == high:
        short_by = reach(Fraction(number.top, number.bottom))
        least = Fraction(number.top, number.bottom) - short_by
        low, high = sorted((value, sign * exact(least.numerator, least.denominator)))
    return value, low, high


def find_in(text: str, tokens: Sequence[Token], times: Sequence[TimeExpression]) -> tuple[Quantity, ...]:
    """Run the grammar over one text."""
    return Scan(text, tokens, times).run()
