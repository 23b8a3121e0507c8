"""Quoted words: where a report prints the words of others, and one quotation in two wordings.

Public: :class:`Quotation`, :func:`quotations`, :func:`find_translations`.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from firsthand.lineage.words import Words, words_of
from firsthand.model import Passage, Reading, Span
from firsthand.model.names import same_name

LONGEST = 1200  #: characters between two marks; more is a mark that was never closed
LEAST_WORDS, MOST_WORDS = 6, 120  #: of a quotation that may have a second wording
ALIKE = (0.5, 0.92)  #: share of words in common, in order, of two wordings: less is another, more is the same
PART = 0.8  #: of the shorter one in one run: then it is the same quotation, cut
WEIGHTY = 5  #: letters of a word that brings two quotations together
COMMON = 8  #: quotations that one word may bring together; a commoner one brings nobody


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words of somebody, and of whom as far as the reading knows. ``marked``: between quotation marks."""

    span: Span
    speaker: str | None
    marked: bool


def quotations(reading: Reading) -> tuple[Quotation, ...]:
    """What stands between quotation marks, and the contents of attributions with their speakers.

    Cost: linear in the text, and in marks times attributions.
    """
    said = [(part, a.speaker.name if a.speaker else None) for a in reading.attributions for part in a.content]
    out = []
    for span in _marked(reading.report.text):
        speaker = next((name for part, name in said if name and 2 * part.overlap(span) > len(span)), None)
        out.append(Quotation(span, speaker, True))
    out += [Quotation(part, name, False) for part, name in said]
    return tuple(sorted(out, key=lambda q: (q.span, not q.marked, q.speaker or "")))


def _marked(text: str) -> list[Span]:
    out, start = [], -1
    for at, c in enumerate(text):
        if c in "“„" or (c == '"' and start < 0):
            start = at
        elif (c in "”" or c == '"') and start >= 0:
            if at - start < LONGEST:
                out.append(Span(start, at + 1))
            start = -1
    return out


def find_translations(
    readings: Sequence[Reading], quoted: Sequence[Sequence[Quotation]]
) -> tuple[Passage, ...]:
    """Pairs of quotations of two reports that say one thing in two wordings.

    They share half of their words and more, in order, and neither is a part of the other; speakers, where
    both are known, have one name.

    Cost: quotations that share a weighty word which is not common are compared, word by word.
    """
    held: list[tuple[int, Quotation, Words, list[int]]] = []
    by_word: dict[int, list[int]] = defaultdict(list)
    for i, (reading, mine) in enumerate(zip(readings, quoted, strict=True)):
        for quotation in mine:
            if not quotation.marked:
                continue
            words = words_of(quotation.span.of(reading.report.text))
            if LEAST_WORDS <= len(words) <= MOST_WORDS:
                for word in sorted(set(words.numbers[words.lengths >= WEIGHTY].tolist())):
                    by_word[word].append(len(held))
                held.append((i, quotation, words, words.numbers.tolist()))
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for places in by_word.values():
        if len(places) <= COMMON:
            for a, b in itertools.combinations(places, 2):
                shared[a, b] += 1
    found = []
    for (a, b), _ in sorted(shared.items()):
        (i, one, words, x), (j, two, _, y) = held[a], held[b]
        if i == j or (one.speaker and two.speaker and not same_name(one.speaker, two.speaker)):
            continue
        matcher = SequenceMatcher(None, x, y, autojunk=False)
        blocks = matcher.get_matching_blocks()
        longest = max(block.size for block in blocks)
        if ALIKE[0] <= matcher.ratio() <= ALIKE[1] and longest < PART * min(len(x), len(y)):
            found.append(
                Passage(
                    left=readings[i].report.id,
                    left_span=one.span,
                    right=readings[j].report.id,
                    right_span=two.span,
                    kind="translation",
                    n_words=sum(block.size for block in blocks),
                )
            )
    return tuple(found)
