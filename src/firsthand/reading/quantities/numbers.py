"""Numbers as they are written: digits of several countries, words, scales, fractions, vague words.

:func:`number_at` reads one number that begins at a token. It knows nothing of units, money or nouns.
All arithmetic is on integers (a number is a fraction ``top / bottom``), so nothing is rounded before
the end: "3.4 billion" is 3400000000, "0.1" is the float that prints as 0.1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal, NamedTuple

from firsthand.reading.quantities import words as w

Form = Literal["digits", "words", "mixed", "vague", "fraction", "ordinal"]

#: More digits than this name no amount that news has: an account number, a key, a joke.
MAX_DIGITS = 30
_APOSTROPHES = frozenset("'’")
_TENTHS = re.compile(r"[1-9]\d{0,2}(?:st|nd|rd|th)")
_GROUP_SPACES = frozenset("\u00a0\u202f\u2009")


class Number(NamedTuple):
    """A number that stands at tokens ``first`` … ``last - 1``; its value is ``top / bottom``.

    ``low`` and ``high`` bound a vague number ("dozens"), and ``convention`` names who says so.
    """

    first: int
    last: int
    top: int
    bottom: int
    form: Form
    low: int | None = None
    high: int | None = None
    convention: str | None = None

    @property
    def value(self) -> int | float:
        """The value: an int where it is whole, else the nearest float."""
        return exact(self.top, self.bottom)


def exact(top: int, bottom: int) -> int | float:
    """``top / bottom`` as an int where it is whole, else as the nearest float.

    Example:
        >>> exact(34 * 10**8, 1), exact(1, 3), exact(7, 10)
        (3400000000, 0.3333333333333333, 0.7)
    """
    return top // bottom if top % bottom == 0 else top / bottom


def digits(raw: str) -> tuple[int, int] | None:
    """Read digits with separators as ``top / bottom``; None when they are no plain number.

    A comma between groups of three, or of two and at last three (India), parts thousands; a comma
    elsewhere is a decimal comma. A point is a decimal point, unless groups of three follow more than
    one. Where both stand the last is the decimal one.

    Example:
        >>> digits("5,000"), digits("3.4"), digits("1.234.567,8"), digits("2,00,000"), digits("3,5")
        ((5000, 1), (34, 10), (12345678, 10), (200000, 1), (35, 10))
        >>> digits("1.2.3"), digits("11:10"), digits("007"), digits("9" * 400)
        (None, None, None, None)
    """
    if raw.isdigit() and raw.isascii():
        if len(raw) > MAX_DIGITS or (len(raw) > 1 and raw[0] == "0"):
            return None
        return int(raw), 1
    if len(raw) > 2 * MAX_DIGITS or ":" in raw:
        return None
    if not raw.isascii():
        plain = _to_ascii(raw)
        return None if plain is None else digits(plain)
    comma, point = raw.count(","), raw.count(".")
    if comma and point:
        mark = "," if raw.rindex(",") > raw.rindex(".") else "."
        whole, _, decimals = raw.rpartition(mark)
        if mark in whole or not decimals.isdigit():
            return None
        groups = whole.split("." if mark == "," else ",")
    elif comma:
        groups, decimals = raw.split(","), ""
        if not _are_groups(groups):
            if comma > 1:
                return None
            groups, decimals = [groups[0]], groups[1]
    elif point > 1:
        groups, decimals = raw.split("."), ""
    else:
        head, _, decimals = raw.partition(".")
        groups = [head]
    if len(groups) > 1 and not _are_groups(groups):
        return None
    joined = "".join(groups)
    if len(joined) + len(decimals) > MAX_DIGITS or not (joined + decimals).isdigit():
        return None
    if len(joined) > 1 and joined[0] == "0":
        return None
    return int(joined + decimals), 10 ** len(decimals)


def _are_groups(groups: Sequence[str]) -> bool:
    if not 1 <= len(groups[0]) <= 3 or len(groups[-1]) != 3:
        return False
    middle = {len(group) for group in groups[1:-1]}
    return middle <= {3} or (middle <= {2} and len(groups[0]) <= 2)


def _to_ascii(raw: str) -> str | None:
    """Digits of one other script as ASCII; None when scripts are mixed."""
    zeros, plain = set(), []
    for char in raw:
        if char in ".,":
            plain.append(char)
            continue
        value = unicodedata.decimal(char, -1)
        if value < 0:
            return None
        zeros.add(ord(char) - value)
        plain.append(str(value))
    return "".join(plain) if len(zeros) == 1 else None


def is_year(word: str) -> bool:
    """Whether a token looks like a year of the calendar: four plain digits from 1400 to 2199."""
    return len(word) == 4 and word.isascii() and word.isdigit() and "1400" <= word <= "2199"


class Line:
    """The tokens of a text with what the rules ask again and again: words, their lower case, places."""

    __slots__ = ("ends", "lower", "n", "starts", "text", "words")

    def __init__(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.text = text
        self.starts = starts
        self.ends = ends
        self.words = [text[a:b] for a, b in zip(starts, ends, strict=True)]
        self.lower = [word.lower() for word in self.words]
        self.n = len(self.words)

    def glued(self, index: int) -> bool:
        """Whether token ``index`` begins where the one before it ends."""
        return 0 < index < self.n and self.starts[index] == self.ends[index - 1]

    def low(self, index: int) -> str:
        """The lower-case word at ``index``, "" outside the text."""
        return self.lower[index] if 0 <= index < self.n else ""

    def word(self, index: int) -> str:
        """The word at ``index``, "" outside the text."""
        return self.words[index] if 0 <= index < self.n else ""


def number_at(line: Line, i: int) -> Number | None:
    """Read the number that begins at token ``i``, as far as it goes; None when none does.

    Cost: linear in the tokens read.
    """
    word = line.word(i)
    if not word:
        return None
    first = word[0]
    if first.isdigit():
        found = _from_digits(line, i)
    elif word in w.GLYPHS:
        top, bottom = w.GLYPHS[word]
        found = Number(i, i + 1, top, bottom, "fraction")
    elif word == "." and i + 1 < line.n and line.glued(i + 1) and not line.glued(i):
        decimals = line.words[i + 1]
        found = None
        if decimals.isascii() and decimals.isdigit() and len(decimals) <= MAX_DIGITS:
            found = Number(i, i + 2, int(decimals), 10 ** len(decimals), "digits")
    else:
        return _from_words(line, i)
    return found and _scaled(line, found)


def _from_digits(line: Line, i: int) -> Number | None:
    raw = line.words[i]
    last = i + 1
    # "1'234'567" and "1 234 567" with the spaces that printers use for it
    while (
        last + 1 < line.n and line.words[last] in _APOSTROPHES and line.glued(last) and line.glued(last + 1)
    ):
        if len(raw) > 60 or len(line.words[last + 1]) != 3 or not line.words[last + 1].isdigit():
            break
        raw, last = raw + line.words[last + 1], last + 2
    last, raw = _spaced_groups(line, last, raw)
    while last < line.n and line.text[line.ends[last - 1] : line.starts[last]] in _GROUP_SPACES:
        if len(raw) > 60 or len(line.words[last]) != 3 or not line.words[last].isdigit():
            break
        raw, last = raw + line.words[last], last + 1
    read = digits(raw)
    if read is None:
        return None
    top, bottom = read
    mark = line.word(last)
    if mark in ("/", "⁄") and bottom == 1 and line.glued(last) and line.glued(last + 1):
        under = digits(line.words[last + 1]) if line.words[last + 1][0].isdigit() else None
        if under is None and _TENTHS.fullmatch(line.words[last + 1]):
            under = digits(line.words[last + 1][:-2])  # "1/10th"
        if under and under[1] == 1 and top < under[0] <= 1000 and line.word(last + 2) not in ("/", "⁄"):
            if (top, under[0]) != (9, 11):
                return Number(i, last + 2, top, under[0], "fraction")
            return None
    if mark in w.GLYPHS and bottom == 1:
        over, under_ = w.GLYPHS[mark]
        return Number(i, last + 1, top * under_ + over, under_, "digits")
    if bottom == 1 and line.word(last + 1) in ("/", "⁄") and line.glued(last + 1) and line.glued(last + 2):
        part = _from_digits(line, last) if mark and mark[0].isdigit() else None
        if part is not None and part.form == "fraction":
            return Number(i, part.last, top * part.bottom + part.top, part.bottom, "digits")
    if mark in ("×", "x") and line.word(last + 1) == "10":
        power = _power(line, last + 2)
        if power is not None:
            exponent, after = power
            if exponent >= 0:
                return Number(i, after, top * 10**exponent, bottom, "digits")
            return Number(i, after, top, bottom * 10**-exponent, "digits")
    return Number(i, last, top, bottom, "digits")


def _spaced_groups(line: Line, last: int, raw: str) -> tuple[int, str]:
    """Groups of three between plain spaces: "1 234 567", "5 000", "15 000"; two numbers in a row else."""
    if len(raw) > 3 or not raw.isdigit() or raw[0] == "0":
        return last, raw
    at, joined = last, raw
    while at < line.n and len(joined) <= MAX_DIGITS and line.text[line.ends[at - 1] : line.starts[at]] == " ":
        group = line.words[at]
        if len(group) != 3 or not group.isascii() or not group.isdigit():
            break
        joined, at = joined + group, at + 1
    if at - last >= 2 or (at - last == 1 and joined.endswith("000")):
        return at, joined
    return last, raw


def _power(line: Line, i: int) -> tuple[int, int] | None:
    sign, at = 1, i
    if line.word(at) == "^":
        at += 1
    if line.word(at) in ("-", "−", "–"):
        sign, at = -1, at + 1
    raw = line.word(at)
    if at == i or not raw.isascii() or not raw.isdigit() or int(raw[:4]) > 40 or len(raw) > 2:
        return None
    return sign * int(raw), at + 1


def _scaled(line: Line, number: Number) -> Number:
    """Take the scale words that follow: "1.8 billion", "4 hundred million", "3.4" "bn"."""
    top, bottom, last, form = number.top, number.bottom, number.last, number.form
    while last < line.n:
        low = line.lower[last]
        at = last
        if low == "-" and line.glued(last) and line.glued(last + 1) and line.low(last + 1) in w.SCALES:
            low, at = line.lower[last + 1], last + 1
        scale = w.SCALES.get(low) or w.SHORT_SCALES.get(low)
        if scale is None and line.glued(last):
            # letters that mean a scale even without money; "M" and "K" only
            scale = w.BARE_LETTERS.get(line.words[last])
        if scale is None or (low == "cr" and not line.glued(last) and line.word(last) != "cr"):
            break
        top, last, form = top * scale, at + 1, "mixed"
        if len(str(top)) > 2 * MAX_DIGITS:
            break
    if last == number.last:
        return number
    return Number(number.first, last, top, bottom, form if number.form == "digits" else number.form)


def _from_words(line: Line, i: int) -> Number | None:
    low = line.lower[i]
    if low in w.ONES or low in w.TENS:
        return _cardinal(line, i)
    if low in ("a", "an"):
        return _after_article(line, i)
    if low == "half":
        return _half(line, i)
    vague = w.VAGUE_PLURALS.get(low)
    if vague is not None:
        return _vague_plural(line, i, vague)
    if low == "several" or (low == "few" and line.low(i - 1) == "a"):
        return _several(line, i, w.VAGUE_WORDS[low])
    if low in w.SCALES and line.low(i - 1) in ("the", "per", "-"):
        return None
    if low == "dozen" and line.low(i - 1) in ("the", "per", "baker"):
        return None
    return None


def _cardinal(line: Line, i: int) -> Number | None:
    """ "two hundred and fifty-one thousand", "twenty-five", "one and a half million", "two-thirds"."""
    total = group = 0
    last, seen_scale = i, 0
    expect_small = True  # a tens or ones word may come
    while last < line.n:
        low = line.lower[last]
        if low in w.TENS and expect_small:
            group += w.TENS[low]
            last += 1
            at = last + 1 if line.word(last) in ("-", "‑", "–") else last
            unit = w.ONES.get(line.low(at), 0)
            if 1 <= unit <= 9 and (at == last + 1 or line.low(at) in w.ONES):
                group, last = group + unit, at + 1
            expect_small = False
        elif low in w.ONES and expect_small:
            group += w.ONES[low]
            last += 1
            expect_small = False
        elif low == "hundred" and 0 < group < 100:
            group, last, expect_small, seen_scale = group * 100, last + 1, True, 100
        elif low in w.SCALES and group and low != "hundred":
            scale = w.SCALES[low]
            total, group, last, expect_small, seen_scale = total + group * scale, 0, last + 1, True, scale
        elif low == "and" and seen_scale and line.low(last + 1) in w.ONES.keys() | w.TENS.keys():
            # "two hundred and fifty", but "two hundred and three days later five more" stays one reading
            if not expect_small:
                break
            last += 1
        elif low == "-" and line.glued(last) and line.low(last + 1) in w.SCALES and line.glued(last + 1):
            last += 1
        else:
            break
    top, bottom = total + group, 1
    if last == i:
        return None
    if line.low(last) == "dozen" or line.low(last) == "score":
        kind = w.GROUPS[line.low(last)]
        if line.low(last) == "dozen" or line.low(last + 1) == "of":
            return Number(i, last + 1, top * kind, 1, "words")
    return _word_parts(line, i, last, top, bottom)


def _word_parts(line: Line, i: int, last: int, top: int, bottom: int) -> Number:
    """What may follow a number in words: "-thirds", "and a half", "in five", "out of three"."""
    low = line.low(last)
    at = last + 1 if low in ("-", "‑") else last
    part = w.PARTS.get(line.low(at))
    plural = line.low(at).endswith("s") or line.low(at) == "halves"
    if part and top and top < part and bottom == 1 and (plural == (top > 1)):
        # "one third of voters", "three quarters"; but "one third party" and "one quarter" (of a year) are not
        follows = line.low(at + 1)
        is_time = line.low(at) == "quarters"  # "the next three quarters"
        if low == "-" or (plural and not is_time) or follows in ("of", "the"):
            return _part_of_scale(line, Number(i, at + 1, top, part, "fraction"))
    if low == "point" and line.low(last + 1) in w.ONES:
        return _scaled(line, _with_decimals(line, Number(i, last + 1, top, bottom, "words")))
    more = and_a_part(line, last)
    if more is not None:
        under, after = more
        return _scaled(line, Number(i, after, top * under + 1, under, "words"))
    return Number(i, last, top, bottom, "words")


def _with_decimals(line: Line, number: Number) -> Number:
    """ "two point five", "zero point zero three": digits said one by one after "point"."""
    top, bottom, last = number.top, number.bottom, number.last
    while w.ONES.get(line.low(last), 10) < 10 and last - number.last < 8:
        top, bottom, last = 10 * top + w.ONES[line.lower[last]], 10 * bottom, last + 1
    return number._replace(top=top, bottom=bottom, last=last)


def and_a_part(line: Line, at: int) -> tuple[int, int] | None:
    """ "and a half", "-and-a-half" from token ``at`` on: the denominator, and the token after it."""
    said: list[str] = []
    while len(said) < 3 and at < line.n:
        if line.words[at] not in "-‑":
            said.append(line.lower[at])
        at += 1
    if said[:2] == ["and", "a"] and said[2:] and said[2] in ("half", "quarter", "third"):
        return w.PARTS[said[2]], at
    return None


def _is_bare_share(line: Line, part: Number) -> bool:
    """ "fell by a third", "about a quarter, of its shops": a share with no "of" right behind it."""
    after = line.low(part.last)
    return line.low(part.first - 1) in w.BEFORE_SHARE and (not after.isalpha() or after in w.STOPS)


def _part_of_scale(line: Line, part: Number) -> Number:
    """ "a quarter of a million", "three-quarters of a billion": a number, where any other "of" is a share."""
    scale = w.SCALES.get(line.low(part.last + 2))
    if line.low(part.last) != "of" or line.low(part.last + 1) not in ("a", "one") or scale is None:
        return part
    return Number(part.first, part.last + 3, part.top * scale, part.bottom, "words")


def _after_article(line: Line, i: int) -> Number | None:
    """ "a hundred", "a million", "a dozen", "a third of", "a couple of", "a few hundred", "a handful of"."""
    low = line.low(i + 1)
    if low in w.SCALES:
        grown = Number(i, i + 2, w.SCALES[low], 1, "words")
        if low == "hundred" and line.low(i + 2) == "and" and line.low(i + 3) in w.ONES | w.TENS:
            rest = _cardinal(line, i + 3)
            if rest is not None and rest.bottom == 1 and rest.top < 100:
                grown = Number(i, rest.last, 100 + rest.top, 1, "words")
        more = and_a_part(line, i + 2)
        if more is not None:
            return Number(i, more[1], grown.top * (more[0] + 1), more[0], "words")
        return _scaled(line, grown)
    if low == "half" and line.low(i + 2) in ("-", "dozen", "million", "billion"):
        return None if line.low(i + 2) == "-" else _half(line, i + 1)
    if low in ("dozen", "score"):
        return (
            Number(i, i + 2, w.GROUPS[low], 1, "words") if low == "dozen" or line.low(i + 2) == "of" else None
        )
    if low in ("half", "quarter"):
        at = i + 2 + (line.low(i + 2) == "-")
        if line.low(at) in w.HALVED_UNITS:
            return Number(i, i + 2, 1, w.PARTS[low], "fraction")
    if low == "quarter" and line.low(i + 2) in w.SCALES:
        return _scaled(line, Number(i, i + 3, w.SCALES[line.low(i + 2)], 4, "words"))
    if low in w.PARTS and low != "half":
        part = Number(i, i + 2, 1, w.PARTS[low], "fraction")
        if line.low(i + 2) == "of":
            return _part_of_scale(line, part)
        return part if _is_bare_share(line, part) else None
    if low in w.PAIRS:
        at = i + 2 + (line.low(i + 2) == "of")
        if line.low(at) in w.SCALES or line.low(at) == "dozen":
            scale = w.SCALES.get(line.low(at), 12)
            return Number(i, at + 1, w.PAIRS[low] * scale, 1, "words")
        return Number(i, i + 2, w.PAIRS[low], 1, "words") if line.low(i + 2) == "of" else None
    if low == "few":
        vague = w.VAGUE_WORDS["few"]
        return _several(line, i, vague, start=i + 2) if line.low(i + 2) in (*w.SCALES, "dozen") else None
    if low == "handful" and line.low(i + 2) == "of":
        vague = w.VAGUE_WORDS["handful"]
        return Number(i, i + 2, vague.value, 1, "vague", vague.low, vague.high, vague.convention)
    return None


def _half(line: Line, i: int) -> Number | None:
    """ "half a million", "half of the voters", "half the city", "half a dozen", "half an hour"."""
    follows = line.low(i + 1)
    if follows in ("a", "an", "-"):
        low = line.low(i + 2)
        if low in w.HALVED_UNITS:
            return Number(i, i + 2, 1, 2, "fraction")
        if low in w.SCALES:
            return _scaled(line, Number(i, i + 3, w.SCALES[low], 2, "words"))
        return Number(i, i + 3, 6, 1, "words") if low == "dozen" else None
    if follows in w.SCALES:
        return Number(i, i + 2, w.SCALES[follows], 2, "words")
    if follows == "dozen":
        return Number(i, i + 2, 6, 1, "words")
    is_share = follows == "of" or (follows in w.OWNERS and line.word(i + 2).isalpha())
    half = Number(i, i + 1, 1, 2, "fraction")
    if (is_share and line.low(i - 1) not in w.OTHER_HALVES) or _is_bare_share(line, half):
        return half
    return None


def _vague_plural(line: Line, i: int, vague: w.Vague) -> Number | None:
    """ "dozens", "hundreds of thousands", "tens of millions of"."""
    low = line.lower[i]
    value, least, most, last = vague.value, vague.low, vague.high, i + 1
    follows = line.low(i + 1)
    if follows == "of":
        scale = w.VAGUE_PLURALS.get(line.low(i + 2))
        if scale is not None and scale.value > vague.value:
            factor = scale.value
            value, least, most, last = value * factor, least * factor, most * factor, i + 3
        elif low == "tens":
            return None
    elif low in w.NEEDS_OF:
        return None
    if line.low(i - 1) in ("-",):
        return None
    return Number(i, last, value, 1, "vague", least, most, vague.convention)


def _several(line: Line, i: int, vague: w.Vague, start: int | None = None) -> Number | None:
    """ "several hundred", "a few dozen", "several thousand", "several"."""
    at = i + 1 if start is None else start
    scale, last = 1, at
    while line.low(last) in w.SCALES or line.low(last) == "dozen":
        scale *= w.SCALES.get(line.lower[last], 12)
        last += 1
    return Number(
        i, last, vague.value * scale, 1, "vague", vague.low * scale, vague.high * scale, vague.convention
    )
