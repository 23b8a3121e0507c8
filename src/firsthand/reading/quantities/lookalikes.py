"""What only looks like a quantity: years, clock times, names, addresses, telephone numbers, codes.

Decided from at most four tokens on either side. The rules ask in this order: is the number glued to
letters (a code)? a clock time? a year? a label ("Channel 5")? part of a name ("S&P 500")? an address?
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from firsthand.model import Token
from firsthand.reading.quantities import words as w
from firsthand.reading.quantities.counted import find_counted
from firsthand.reading.quantities.numbers import Line, Number, is_year

_WEB_MARKS: Final = frozenset("%=?&_@#^")
_DASHES: Final = frozenset("-–—.")
_PRONOUN_BEFORE: Final = frozenset(
    "each this that which the every any no another first last next latter other same wrong right "
    "good bad big new old not like".split()
)
_ONE_AFTER: Final = frozenset(
    "another or thing way who whose that 's ’s on is was will would has had".split()
)
_AMOUNT_BEFORE: Final = frozenset(
    "more less about some over under nearly least almost roughly around to than".split()
)


def skip_code(line: Line, i: int) -> int | None:
    """Skip a run of digits that is a code: "555-0199", "18.06.2025", "192.168.0.1", "1-800-555-0100".

    Gives the token after it, or None when token ``i`` begins none.
    """
    word = line.words[i]
    last = i + 1
    parts = [word]
    while (
        last + 1 < line.n
        and line.words[last] in "-–/"
        and line.glued(last)
        and line.glued(last + 1)
        and line.words[last + 1][0].isdigit()
    ):
        parts.append(line.words[last + 1])
        last += 2
    if len(parts) >= 3:
        return last
    if len(parts) == 2:
        second = parts[1]
        if len(second) > 1 and second[0] == "0" and second.isdigit():
            return last
        is_over = line.words[i + 1] == "/" and word.isdecimal() and second.isdecimal() and len(word) < 4
        if is_over and int(word) >= int(second[:4]):
            return last  # "50/50", "120/80": no fraction
        if line.words[i + 1] == "/" and (word, second) in (("24", "7"), ("9", "11")):
            return last
        if len(word) == 3 and len(second) == 4 and word.isdigit() and second.isdigit():
            return last
        if is_year(word) and second.isdigit() and (len(second) == 2 or is_year(second)):
            return last
    if len(parts) == 1 and len(word) > 2 and word[0] == "0" and word.isdigit():
        while line.word(last).isdigit():
            last += 1
        return last  # "0800 1111"
    if len(parts) == 1 and line.word(i - 1) == "+" and len(word) <= 3 and line.word(i + 1)[:1].isdigit():
        last = i + 1
        while line.word(last)[:1].isdigit() or line.word(last) in ("(", ")", "-"):
            last += 1
        return last if last - i > 2 else None
    return None


def is_code(line: Line, number: Number, unit_is_glued: bool) -> bool:
    """Whether a number is part of an address on the web or of a numbered clause, whatever follows it."""
    first = number.first
    if line.word(number.last) == "^":
        return True  # "10^999"
    if line.glued(first) and line.words[first - 1] in _WEB_MARKS:
        return True  # "?page=20&size=5m", "%2820%29"
    return unit_is_glued and line.low(first - 1) in w.LABELS  # "section 18C"


def is_lookalike_range(line: Line, number: Number, second: Number) -> bool:
    """Whether a range without a unit is none: "between 2014 and 2017", "16-18 Industrial Avenue"."""
    if is_year(line.words[number.first]) and is_year(line.words[second.first]):
        return True
    if line.low(number.first - 1) in w.NAMED_NUMBERS:
        return True  # "a Boeing 737-800"
    return _is_address(line, second.first, second.last)


def is_lookalike(line: Line, number: Number, tokens: Sequence[Token]) -> bool:
    """Whether a number without unit or currency is no quantity."""
    first, last = number.first, number.last
    if number.form == "words":
        return _is_pronoun(line, number) or _is_named(line, number, tokens)
    if number.form not in ("digits", "mixed"):
        return False
    word = line.words[first]
    before, low_before = line.word(first - 1), line.low(first - 1)
    after, low_after = line.word(last), line.low(last)
    if after and line.glued(last) and after.isalnum() and number.form == "digits":
        return True  # "5G", "40s", "2D"
    if before == "-" and line.low(first - 2) in w.NAMED_NUMBERS:
        return True
    if low_after in ("zip", "zipcode"):
        return True
    if line.glued(first):
        if before.isalnum() or before in ("#", "@", "_", "/", "&"):
            return True
        if before in ("'", "’") and line.glued(first - 1) and line.word(first - 2).isalnum():
            return True
        if before in _DASHES and line.glued(first - 1):
            prefix = line.low(first - 2)
            if prefix not in ("minus", "plus", "sub") and prefix[:1].isalnum():
                return True  # "TA-25", "COVID-19", "mid-20s"
    if low_after in w.CLOCK and low_after != "hours":
        return True
    is_first_day = low_after in ("and", "or", "to", "-", "–") and line.word(last + 1).isdigit()
    if is_first_day and line.low(last + 2) in w.MONTHS and number.top < 32:
        return True  # "on 14 and 16 March"
    if low_before in w.MONTHS or (low_after in w.MONTHS and number.top < 32 and number.bottom == 1):
        return low_before != "may" or before == "May"
    if low_after == "°":
        return False
    if is_year(word) and last == first + 1 and not _year_is_amount(line, number, tokens):
        return True
    return _is_named(line, number, tokens)


def _year_is_amount(line: Line, number: Number, tokens: Sequence[Token]) -> bool:
    if line.low(number.first - 1) in (
        "in",
        "since",
        "by",
        "from",
        "until",
        "till",
        "of",
        "during",
        "and",
        "to",
    ):
        return False
    counted = find_counted(line, tokens, number, number.last)
    if counted is None or not counted.plural:
        return False
    return line.low(number.first - 1) in _AMOUNT_BEFORE or line.words[number.first].endswith("00")


def _is_pronoun(line: Line, number: Number) -> bool:
    """ "one" as a pronoun: "the one", "each one", "one another", "one who"."""
    if number.top != 1 or number.bottom != 1 or line.low(number.first) != "one":
        return False
    before, after = line.low(number.first - 1), line.low(number.last)
    if before == "only":
        before = line.low(number.first - 2)  # "the only one", but "only one choice"
    if after == "of" or (after == "or" and line.low(number.last + 1) in ("more", "two")):
        return False
    if after == "-" and line.low(number.last + 1) in w.ONE_COMPOUNDS:
        return True
    if after.endswith("ing") and line.word(number.last + 1) in ("a", "an", "the", "in", "on"):
        return True  # "including one involving an organiser"
    if before in _PRONOUN_BEFORE or after in _ONE_AFTER:
        return True
    if after == "day" and line.low(number.last + 1) not in ("of",):
        return before not in ("for", "in", "within", "just", "only")
    return (not after.isalpha() and after != "-") or (after in w.STOPS and line.word(number.last).islower())


def _is_named(line: Line, number: Number, tokens: Sequence[Token]) -> bool:
    """A number inside a name or after a label: "Channel 5", "S&P 500", "iPhone 11", "787 Dreamliner"."""
    first, last = number.first, number.last
    before, low_before = line.word(first - 1), line.low(first - 1)
    after = line.word(last)
    small = number.bottom == 1 and number.form != "mixed" and "," not in line.words[first]
    if not small:
        return False
    if number.form == "digits" and _is_address(line, first, last):
        return True
    if low_before in w.NAMED_NUMBERS or before == "#":
        return True
    if low_before in w.LABELS:
        if before[:1].isupper():
            return True
        counted = find_counted(line, tokens, number, last)
        return counted is None or not counted.plural
    if number.form == "words":
        return bool(
            before[:1].isupper() and not _opens_sentence(line, first - 1) and line.words[first][:1].isupper()
        )
    if before[:1].isupper() and before not in ("I",) and not _opens_sentence(line, first - 1):
        counted = find_counted(line, tokens, number, last)
        return counted is None or not counted.plural or counted.first_upper
    if after[:1].isupper() and not after.isupper():
        counted = find_counted(line, tokens, number, last)
        return counted is None or not counted.plural
    return False


def _opens_sentence(line: Line, i: int) -> bool:
    return i <= 0 or line.words[i - 1] in (".", "!", "?", "”", '"', ":", "\u2014")


def _is_address(line: Line, first: int, last: int) -> bool:
    """ "16-18 Industrial Avenue", "9 E 71st St": capitals up to a word for a street."""
    for at in range(last, min(last + 5, line.n)):
        word = line.words[at]
        if not (word[:1].isupper() or word[:1].isdigit() or word in "-–."):
            return False
        if line.lower[at] in w.STREETS and at > last - 1 and word[:1].isupper():
            return at > last or line.low(at) in ("ave", "rue")
    return False
