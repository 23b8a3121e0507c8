"""Rivals: numbers of two reports that fill one place of one matter, and cannot both be right.

Alignment takes two numbers far from each other for two matters, since most are. Numbers that miss each
other by little, of one unit and among the same words, are one matter told twice: "$148.9 billion
including debt" and "with debt included, $146 billion". The nearer the numbers, the fewer words have to
agree; and words that the whole story is full of tell little.

Public: :func:`rival_frames`.

Method: overlap of context words weighted by how rare they are in the story (Spärck Jones 1972), near
words counting for less than the same ones.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from firsthand.claims.comparing.compare import bounds, one_unit
from firsthand.claims.comparing.counting import ANYBODY, fates
from firsthand.claims.frames import LIGHT, Frame
from firsthand.claims.joining import meaning
from firsthand.model import Quantity, Reading
from firsthand.model.intervals import compatible
from firsthand.model.names import same_name

#: Tokens to either side of a number that speak of it, whatever clause the parser gives them to.
WINDOW = 25
#: Ratio of the smaller number to the greater below which two are two matters, however they are told.
NEAREST = 0.5
#: And from which a bound ("less than 55") is near enough to stand against a number.
NEAR_BOUND = 0.9
#: What numbers that meet must share in words, and what more for each part of their distance.
SHARED_AT_LEAST = 1.0
SHARED_BY_DISTANCE = 35.0
#: A bound tells little by itself, and must share so many times as much.
OF_BOUND = 2.0
#: Numbers this near need share but one word.
NEXT_TO = 0.975
#: Likeness from which two words are near, and what they count for, of what the same word does.
NEAR_WORD = 0.5
OF_SAME_WORD = 0.7
#: Numbers below it are dense: that two are near tells nothing.
DENSE = 10
#: Stories of fewer sentences say too little of which words are rare; theirs are told as if of so many.
FEW_SENTENCES = 100
#: Words that are part of a number.
SCALES = frozenset("hundred thousand million billion trillion dozen percent per cent % $ £ €".split())
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})


def rival_frames(frames: Sequence[Frame], readings: Sequence[Reading]) -> list[tuple[int, int]]:
    """Pairs of quantity frames of two reports that stand against each other, the surest first.

    A report that has both numbers says two things, and so none of its is a rival of the other.

    Args:
        frames: All frames of the story.
        readings: Its readings.

    Returns:
        Pairs ``i < j`` of indices.

    Cost: linear in pairs of numbers of one unit that lie within ``NEAREST`` of each other.
    """
    numbers = sorted(
        (abs(f.quantity.value), i)
        for i, f in enumerate(frames)
        if f.quantity is not None and f.quantity.value and f.quantity.kind != "ordinal"
    )
    told: dict[int, list[Quantity]] = {}
    for _, i in numbers:
        told.setdefault(frames[i].report, []).append(_number(frames[i]))
    around = Surroundings(frames, readings)
    found: list[tuple[float, int, int]] = []
    for place, (value, i) in enumerate(numbers):
        for greater, j in numbers[place + 1 :]:
            ratio = float(value / greater)
            if ratio < NEAREST:
                break
            if greater < DENSE or not _at_odds(frames[i], frames[j], ratio):
                continue
            a, b = _number(frames[i]), _number(frames[j])
            if any(one_unit(q, a) and says(q, a) for q in told[frames[j].report]):
                continue
            if any(one_unit(q, b) and says(q, b) for q in told[frames[i].report]):
                continue
            shared, words = around.shared(i, j)
            needed = SHARED_AT_LEAST + SHARED_BY_DISTANCE * (1 - ratio)
            if {a.change, b.change} & {"<", ">"}:
                needed *= OF_BOUND
            if shared >= needed and (words > 1 or ratio >= NEXT_TO):
                found.append((shared / needed, min(i, j), max(i, j)))
    return [(i, j) for _, i, j in sorted(found, key=lambda row: (-row[0], row[1:]))]


def _at_odds(f: Frame, g: Frame, ratio: float) -> bool:
    """Whether two reports give one kind of number that cannot be both."""
    a, b = _number(f), _number(g)
    if f.report == g.report or not one_unit(a, b) or compatible(bounds(a), bounds(b)):
        return False
    if "age" in (a.kind, b.kind) and not any(same_name(x, y) for x in f.names for y in g.names):
        return False
    if _is_range(a) or _is_range(b):
        return False
    if not fates(f).isdisjoint(fates(g)) or not (fates(f) and fates(g)):
        return ratio >= NEAR_BOUND or not {a.change, b.change} & {"<", ">"}
    return False


def _is_range(q: Quantity) -> bool:
    """Whether the words give two numbers: an outlook, which other numbers narrow rather than contest."""
    return q.low is not None and q.high is not None and q.low != q.high


def says(q: Quantity, number: Quantity) -> bool:
    """Whether a number says the same as another: both can be true, and they lie close. Units are not looked at."""
    if q.value is None or number.value is None:
        return False
    small, great = sorted((abs(q.value), abs(number.value)))
    return small >= NEAR_BOUND * great and compatible(bounds(q), bounds(number))


def _number(frame: Frame) -> Quantity:
    assert frame.quantity is not None  # quantity frames only
    return frame.quantity


class Surroundings:
    """The words around what frames say, and how much those of two have in common.

    Cost: linear in the story's tokens to build; a pair costs the product of its words.
    """

    def __init__(self, frames: Sequence[Frame], readings: Sequence[Reading]) -> None:
        self._frames = frames
        self._readings = readings
        sentences: list[set[str]] = []
        for reading in readings:
            own: dict[int, set[str]] = {}
            for token in reading.tokens:
                own.setdefault(token.sentence, set()).add(token.lemma.lower())
            sentences.extend(own.values())
        self._common = Counter(word for words in sentences for word in words)
        self._n = max(len(sentences), FEW_SENTENCES)
        self._words: dict[int, list[str]] = {}

    def shared(self, i: int, j: int) -> tuple[float, int]:
        """The weight of what two frames' surroundings share, and in how many words; a noun that counts no mere
        people is one of them where it is the same.
        """
        counted = self._counted(i) | self._counted(j)
        left = [w for w in self._around(i) if w not in counted]
        right = [w for w in self._around(j) if w not in counted]
        if not left or not right:
            return 0.0, 0
        near = (
            np.stack([meaning.word_vector(w) for w in left])
            @ np.stack([meaning.word_vector(w) for w in right]).T
        )
        nouns = {_number(self._frames[k]).unit_name.lower() for k in (i, j)}
        is_telling = len(nouns) == 1 and not nouns & ANYBODY
        is_count = is_telling and _number(self._frames[i]).kind == "cardinal"
        total, words = (self._telling(nouns.pop()), 1) if is_count else (0.0, 0)
        for row, word in enumerate(left):
            if word in right:
                total, words = total + self._telling(word), words + 1
                continue
            best = int(near[row].argmax())
            if near[row, best] > NEAR_WORD:
                least = min(self._telling(word), self._telling(right[best]))
                total, words = total + OF_SAME_WORD * float(near[row, best]) * least, words + 1
        return total, words

    def _telling(self, word: str) -> float:
        return math.log((self._n + 1) / (self._common[word] + 1))

    def _counted(self, i: int) -> frozenset[str]:
        return frozenset(_number(self._frames[i]).unit_name.lower().split())

    def _around(self, i: int) -> list[str]:
        if i not in self._words:
            frame = self._frames[i]
            tokens = self._readings[frame.report].tokens
            inside = [k for k, t in enumerate(tokens) if _number(frame).start <= t.start < _number(frame).end]
            if not inside:
                inside = [frame.head]
            first, last = inside[0] - WINDOW, inside[-1] + WINDOW
            near = {
                k
                for k in range(max(0, first), min(len(tokens), last + 1))
                if tokens[k].sentence == tokens[inside[0]].sentence
            }
            chosen = sorted((near | set(frame.words_at)) - set(inside))
            words = (tokens[k].lemma.lower() for k in chosen if tokens[k].tag in CONTENT)
            self._words[i] = sorted({w for w in words if _tells(w)})
        return self._words[i]


def _tells(word: str) -> bool:
    """Whether a word tells what a number is of; of other numbers only a year does."""
    if word in LIGHT or word in SCALES:
        return False
    if any(c.isdigit() for c in word):
        return word.isdigit() and len(word) == 4
    return any(c.isalnum() for c in word)
