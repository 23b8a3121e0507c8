"""Words of a report as arrays: one number for each word, and where it stands.

Case, accents, quotation marks and house style are taken off before a word becomes a number, so two
prints of one text have one row of numbers. All is done on arrays of code points, many reports at once.

Public: :class:`Words`, :func:`words_of`, :func:`rows_of`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from firsthand.model import Span

LONGEST = 255  #: characters of a word; a longer one is cut into several
PIECE = 1 << 20  #: characters handled at once, which bounds the memory of a long report

#: What desks write differently and mean alike. A word that stands for nothing is left out.
STYLE = {
    **dict.fromkeys(("mr", "ms", "mrs", "dr", "cent"), ""),
    "percent": "per",
    **{
        word: str(n)
        for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
    },
    **{
        american: british
        for pair in (
            "defense defence", "offense offence", "center centre", "centers centres", "theater theatre", "labor labour",
            "harbor harbour", "color colour", "favor favour", "honor honour", "behavior behaviour", "neighbor neighbour",
            "neighbors neighbours", "rumors rumours", "program programme", "programs programmes", "organize organise",
            "organized organised", "organization organisation", "organizations organisations", "recognize recognise",
            "recognized recognised", "criticized criticised", "authorized authorised", "realize realise", "analyze analyse",
            "toward towards", "gray grey", "canceled cancelled", "traveled travelled", "traveling travelling", "license licence",
            "skeptical sceptical", "adviser advisor", "advisers advisors", "kiev kyiv",
        )
        for american, british in [pair.split()]
    },
}  # fmt: skip

_OUTSIDE, _LETTER, _ALONE, _JOINS, _MARK = 1, 2, 3, 4, 5
#: Scripts that put no blank between words: each character is a word.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")

_CLASS = np.zeros(0x110000, np.uint8)  # filled as characters are met; 0 is not met yet
_FOLDED = np.zeros(0x110000, np.uint32)
_WEIGHTS = np.array([0x9E3779B97F4A7C15 * (n + 1) % 2**64 | 1 for n in range(256)], np.uint64)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_DOWN = np.uint64(32)

Numbers = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one report: a number for each, and its place. Seven bytes a word, in a long text nine."""

    numbers: Numbers
    starts: npt.NDArray[np.uint16] | Numbers
    lengths: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.numbers)

    def span(self, first: int, last: int) -> Span:
        """From the first character of one word to the last of another."""
        return Span(int(self.starts[first]), int(self.starts[last]) + int(self.lengths[last]))


def words_of(text: str) -> Words:
    """The words of one text. Linear in the text.

    Example:
        >>> a, b = words_of("Defense minister Müller: “Two ships”"), words_of("defence minister Muller – 2 ships")
        >>> a.numbers.tolist() == b.numbers.tolist(), a.span(2, 3)
        (True, Span(start=17, end=29))
    """
    return rows_of([text])[0]


def rows_of(texts: Sequence[str]) -> list[Words]:
    """The words of several texts, each as if alone; cheaper than one by one."""
    rows: list[Words] = []
    held: list[str] = []
    size = 0
    for text in texts:
        if size + len(text) > PIECE and held:
            rows.extend(_cut(held))
            held, size = [], 0
        if len(text) > PIECE:
            rows.append(_long(text))
            continue
        held.append(text)
        size += len(text) + 1
    if held:
        rows.extend(_cut(held))
    return rows


def _long(text: str) -> Words:
    """The words of a text longer than a piece, cut where no word is."""
    parts, at = [], 0
    while at < len(text):
        end = min(len(text), at + PIECE)
        if end < len(text):
            end = max(text.rfind(" ", at, end), text.rfind("\n", at, end)) + 1 or end
        (part,) = _cut([text[at:end]])
        parts.append((part, at))
        at = end
    return Words(
        np.concatenate([p.numbers for p, _ in parts]),
        np.concatenate([p.starts.astype(np.uint32) + np.uint32(at) for p, at in parts]),
        np.concatenate([p.lengths for p, _ in parts]),
    )


def _cut(texts: Sequence[str]) -> list[Words]:
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    kind = _CLASS.take(codes)
    if not kind.all():
        _learn(np.unique(codes[kind == 0]))
        kind = _CLASS.take(codes)
    letter = (kind == _LETTER) | (kind == _MARK)
    alone = kind == _ALONE
    joins = kind == _JOINS
    joins[1:-1] &= letter[:-2] & letter[2:]
    joins[:1] = joins[-1:] = False
    inside = letter | alone | joins
    begins = inside.copy()
    begins[1:] &= ~inside[:-1] | alone[1:] | (alone[:-1] & (kind[1:] != _MARK))
    starts = np.flatnonzero(begins)
    ends = _ends(inside, begins)
    if len(starts) and (ends - starts).max() > LONGEST:
        own = np.repeat(starts, np.diff(np.append(starts, len(codes))))
        place = np.arange(int(starts[0]), len(codes)) - own
        begins[starts[0] :] |= inside[starts[0] :] & (place % LONGEST == 0)
        starts = np.flatnonzero(begins)
        ends = _ends(inside, begins)
    numbers = _numbers(codes, inside, starts)
    found = np.searchsorted(_STYLE_FROM, numbers)
    found[found == len(_STYLE_FROM)] = 0
    styled = _STYLE_FROM[found] == numbers if len(_STYLE_FROM) else np.zeros(len(numbers), bool)
    numbers = np.where(styled, _STYLE_TO[found], numbers) if styled.any() else numbers
    kept = numbers != 0
    if not kept.all():
        numbers, starts, ends = numbers[kept], starts[kept], ends[kept]
    lengths = (ends - starts).astype(np.uint8)
    borders = np.cumsum([0, *(len(t) + 1 for t in texts)])
    cuts = np.searchsorted(starts, borders)
    return [
        Words(
            numbers[a:b],
            (starts[a:b] - border).astype(np.uint16 if len(text) < 1 << 16 else np.uint32),
            lengths[a:b],
        )
        for text, a, b, border in zip(
            texts, cuts[:-1].tolist(), cuts[1:].tolist(), borders[:-1].tolist(), strict=True
        )
    ]


def _ends(inside: npt.NDArray[np.bool_], begins: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    last = inside.copy()
    last[:-1] &= ~inside[1:] | begins[1:]
    return np.flatnonzero(last) + 1


def _numbers(codes: Numbers, inside: npt.NDArray[np.bool_], starts: npt.NDArray[np.int64]) -> Numbers:
    """A number for each word from its letters and their places; 0 is nobody's."""
    if not len(starts):
        return np.zeros(0, np.uint32)
    folded = np.where(inside, _FOLDED.take(codes), np.uint32(0)).astype(np.uint64)
    place = np.cumsum(folded > 0)
    first = np.repeat(place[starts], np.diff(np.append(starts, len(codes))))
    folded[starts[0] :] *= _WEIGHTS.take((place[starts[0] :] - first) & 255)
    summed = np.add.reduceat(folded, starts)
    summed ^= summed >> _DOWN
    summed *= _MIX
    numbers = (summed >> _DOWN).astype(np.uint32)
    numbers[numbers == 0] = 1
    return numbers


def _learn(codes: Numbers) -> None:
    """Class and plain form of characters that are met for the first time."""
    for code in codes.tolist():
        character = chr(code)
        kind, folded = _OUTSIDE, 0
        if character in "'’ʼ":
            kind, folded = _JOINS, ord("'")
        elif unicodedata.category(character).startswith("M"):
            kind, folded = _MARK, 0 if unicodedata.combining(character) else code
        elif character.isalnum():
            kind = _ALONE if unicodedata.name(character, "").startswith(_UNSPACED) else _LETTER
            plain = unicodedata.normalize("NFKD", character.lower())
            folded = next((ord(c) for c in plain if c.isalnum()), code)
        _CLASS[code], _FOLDED[code] = kind, folded


_STYLE_FROM = np.zeros(0, np.uint32)
_STYLE_TO = np.zeros(0, np.uint32)


def _learn_style() -> None:
    global _STYLE_FROM, _STYLE_TO
    words = list(STYLE)
    rows = _cut([*words, *(STYLE[w] for w in words)])
    numbers = [int(row.numbers[0]) if len(row) else 0 for row in rows]
    pairs = sorted(zip(numbers[: len(words)], numbers[len(words) :], strict=True))
    _STYLE_FROM = np.array([a for a, _ in pairs], np.uint32)
    _STYLE_TO = np.array([b for _, b in pairs], np.uint32)


_learn_style()
