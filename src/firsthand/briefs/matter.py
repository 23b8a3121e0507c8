"""Matter: whether a passage tells part of what a statement says, and in which of its words.

A story's reports all have its names and its few great words; that a passage has them too says nothing. A word
that few sentences have tells a matter: the weight of a word is the logarithm of the story's sentences per sentence
that has it (inverse document frequency, Spärck Jones 1972). A passage tells part of a statement where it has a share of
what the statement tells, counts nothing else by its numbers, and is not about others by name.

Public: :class:`Matters`, :func:`stems`.
"""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from firsthand.model import Claim, Point, Quantity, Reading, Span
from firsthand.model.names import fold, same_name

#: Letters from which a word has a matter of its own, and those that tell it.
LEAST_LETTERS = 4
STEM = 5
#: Share of what a statement tells from which a sentence tells part of it: where the claim has its number, where not,
#: and where the sentence is of others by name or the statement is denied by somebody.
PART_BY_NUMBER, PART, MOST = 0.15, 0.2, 0.5
#: Words that a sentence has of a statement; share of what it has of it from which a claim alone shows that.
WORDS, ALONE = 2, 0.75
#: Numbers up to this one are told of too many things to be known again by themselves.
SMALL = 12
#: Letters of a sentence that are shown with a claim in it.
ROOM = 140
#: Letters before a mark that are shown too: no "deepening military" of "deepening military ties,".
STUMP = 40
_STOP = re.compile(r"[,;:.!?—–]|\n")
_TELLING = re.compile(rf"[^\W\d_]{{{LEAST_LETTERS},}}|\d[\d,.]*")


@lru_cache(maxsize=65536)
def stems(words: str) -> frozenset[str]:
    """The numbers, and the beginnings of all but short words, names aside.

    Example:
        >>> sorted(stems("the divers of Oro saved 1,200 people in 2031."))
        ['1,200', '2031', 'diver', 'peopl', 'saved']
    """
    return frozenset(
        word.rstrip(".,") if word[0].isdigit() else fold(word)[:STEM]
        for word in _TELLING.findall(words)
        if word.lower() == word
    )


@lru_cache(maxsize=65536)
def _words(words: str) -> frozenset[str]:
    return frozenset(fold(words).split())


class Matters:
    """What each word tells in one story, and who is named and what is counted where.

    Cost: linear in the readings to build; a question costs the words, names and numbers of two sentences.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = {reading.report.id: reading for reading in readings}
        self._n = 1
        self._having: Counter[str] = Counter()
        for reading in readings:
            for sentence in reading.sentences:
                self._having.update(stems(sentence.of(reading.report.text)))
                self._n += 1

    def weight(self, words: frozenset[str]) -> float:
        """What some words tell together."""
        return math.fsum(math.log((self._n + 1) / max(1, self._having[word])) for word in words)

    def has_words(self, report: str, words: str) -> bool:
        """Whether one sentence of a report has all of some words, but for single letters."""
        asked = {word for word in fold(words).split() if len(word) > 1}
        reading = self._readings[report]
        return any(asked <= _words(sentence.of(reading.report.text)) for sentence in reading.sentences)

    def has_verb(self, report: str, span: Span) -> bool:
        """Whether a verb that has a tense stands among some words."""
        tokens = self._readings[report].tokens
        first = bisect_left(tokens, span.start, key=lambda token: token.start)
        inside = itertools.takewhile(lambda token: token.end <= span.end, tokens[first:])
        return any(t.tag in ("VERB", "AUX") and t.features in ("VBD", "VBZ", "VBP", "MD") for t in inside)

    def passage(self, point: Point, claim: Claim) -> tuple[float, Span] | None:
        """Where a claim, or its sentence, tells part of what a point's statement says, and how much; None where it
        does not.
        """
        own = next(c for c in point.claims if c.id == point.statement_claim)
        text = self._readings[claim.report].report.text
        matter = stems(point.statement)
        there = matter & stems(claim.sentence.of(text))
        told = self.weight(there)
        is_denied = any(d.kind in ("polarity", "attribution") for d in point.differences)
        numbers = self._numbers(own, point.statement_span, claim)
        if any(_is_equal(q, r) and _is_known_again(q) for q, r in numbers):
            least, n_least = PART_BY_NUMBER, 1
        else:
            least, n_least = PART, min(WORDS, len(matter))
            if numbers and not any(_is_of_one(q, r) for q, r in numbers):
                return None  # thousands of troops, of workers
        if is_denied or self._is_of_others(own.report, point.statement_span, claim):
            least = MOST
        if len(there) < n_least or told < least * self.weight(matter):
            return None
        if self.weight(matter & stems(claim.text)) >= ALONE * told:
            return told, claim.span
        return told, self._around(claim, text, there)

    def _around(self, claim: Claim, text: str, there: frozenset[str]) -> Span:
        """The words of a claim's sentence from the first to the last that the statement has, with the claim."""
        at = [
            (word.start(), word.end())
            for word in _TELLING.finditer(text, claim.sentence.start, claim.sentence.end)
            if stems(word.group()) & there
        ]
        start = min(claim.span.start, *(a for a, _ in at))
        end = max(claim.span.end, *(b for _, b in at))
        stop = _STOP.search(text, end, claim.sentence.end)
        end = stop.start() if stop and stop.start() - end <= STUMP else end
        if end - start > ROOM and claim.span.end - start > ROOM:
            start = min(claim.span.start, max(a for a, _ in at))
        return Span(start, end)

    def _is_of_others(self, report: str, statement: Span, claim: Claim) -> bool:
        """Whether people and bodies are named in both, and none in the one is named in the other."""
        mine = self._named(report, statement)
        theirs = self._named(claim.report, claim.sentence)
        return bool(mine and theirs) and not any(same_name(a, b) for a in mine for b in theirs)

    def _named(self, report: str, span: Span) -> tuple[str, ...]:
        reading = self._readings[report]
        return tuple(
            entity.name
            for entity in reading.entities
            if entity.type in ("person", "organization")
            and any(
                m.overlaps(span)
                and not set(fold(entity.name).split()).isdisjoint(fold(m.of(reading.report.text)).split())
                for m in entity.mentions
            )
        )

    def _numbers(self, own: Claim, statement: Span, claim: Claim) -> list[tuple[Quantity, Quantity]]:
        """The numbers of a statement and of a claim that meet: that of the statement's claim with each, else equals."""
        mine = self._counted(own.report, own.span if own.value is not None else statement)
        theirs = self._counted(claim.report, claim.span)
        return [(q, r) for q in mine for r in theirs if own.value is not None or _is_equal(q, r)]

    def _counted(self, report: str, span: Span) -> list[Quantity]:
        return [q for q in self._readings[report].quantities if span.contains(q.span)]


def _is_equal(q: Quantity, r: Quantity) -> bool:
    return (q.value, q.value is None and (q.low, q.high)) == (r.value, r.value is None and (r.low, r.high))


def _is_of_one(q: Quantity, r: Quantity) -> bool:
    return "-" in (q.unit_name, r.unit_name) or q.unit_name == r.unit_name


def _is_known_again(q: Quantity) -> bool:
    return q.value is not None and q.convention is None and q.kind != "percentage" and abs(q.value) > SMALL
