"""Passages: the words that two reports share, with exact offsets on both sides.

1. words         each report as a row of numbers, without case, accents, marks and house style
2. fingerprints  a few of its runs of five words, looked up in an inverted index
3. stock lines   what stands under many reports of other matters leads nowhere (footers, idioms)
4. alignment     each report that shares two fingerprints is compared word by word

The index takes reports one by one, each compared with all before it, and grows with the words.

Public: :class:`PassageIndex`, :func:`find_passages`.

Method: positional fingerprints as in text-reuse detection (cf. Smith, Cordell and Dillon 2013),
verified by alignment. docs/decisions/0008 and 0013 have what was tried and measured.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from firsthand.lineage.alignment import MIN_WORDS, Aligner, Match
from firsthand.lineage.fingerprints import MOST, Indices, Seats, winnow
from firsthand.lineage.words import Numbers, Words, words_of
from firsthand.model import Passage, Report
from firsthand.model.outlets import Families

LEAST_SHARED = 2  #: fingerprints that two reports share before they are compared word by word
#: A line is stock when so many other reports of one publisher have it, or so many of whomever (an
#: agency's line, an idiom), that speak of other matters.
STOCK_OF_ONE = 2
STOCK_OF_ANY = 5
STOCK_ASKED = 12  #: reports of either sort that are asked what they speak of
STOCK_SHARE = 0.5  #: of the shorter report's fingerprints; who shares more shares a text, not a line
#: Two reports are of other matters when so few of one's long words outside what they share stand in the
#: other. On the development sets: under .2 are 94 % of pairs of two stories, 17 % of pairs of one.
UNLIKE = 0.2
LONG = 6  #: letters of a long word


@dataclass(frozen=True, slots=True)
class _Newcomer:
    """A report on its way into the index."""

    row: Words
    prints: Numbers
    publisher: int
    asking: Indices  #: with ``owners``: which of ``prints`` is held by which report
    owners: Indices
    aligner: Aligner = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "aligner", Aligner(self.row.numbers))

    def is_unlike(self, other: Words) -> bool:
        """Whether the two speak of other matters, by the long words outside what they share."""
        own = ~self.aligner.shared(other.numbers) & (self.row.lengths >= LONG)
        words = np.unique(self.row.numbers[own])
        return not len(words) or bool(np.isin(words, other.numbers).sum() < UNLIKE * len(words))


class PassageIndex:
    """Reports added one by one; each is compared with all before it.

    Cost: for each report its words, the reports it shares text with, and no more than ``MOST`` reports
    for one fingerprint. Memory: nine bytes a word and sixteen for each fingerprint (one in two and a
    half words); a text that was printed ``MOST`` times already takes nothing more.
    """

    def __init__(self, families: Families = Families()) -> None:  # noqa: B008 - frozen
        self._families = families
        self._seats = Seats()
        self._ids: list[str] = []
        self._rows: list[Words] = []
        self._n_prints: list[int] = []
        self._publishers: list[int] = []
        self._publisher_numbers: dict[str, int] = {}
        self._stock: set[int] = set()
        self._first_print: dict[bytes, int] = {}
        self._further_prints: Counter[int] = Counter()

    def __len__(self) -> int:
        """How many reports are held: not the prints of a text beyond its first ``MOST``."""
        return len(self._ids)

    def add(self, report: Report) -> tuple[Passage, ...]:
        """Add a report; the passages it shares with those before it, in order of report and place.

        Of a text that was added ``MOST`` times, a further print is told with the first alone. An outlet's
        stock lines show themselves at their third print: :meth:`settled` puts right what came before.
        """
        digest = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).digest()
        first = self._first_print.setdefault(digest, len(self._ids))
        if first < len(self._ids):
            self._further_prints[first] += 1
            if self._further_prints[first] >= MOST:
                row = self._rows[first]
                whole = Match((0, len(row) - 1), (0, len(row) - 1), len(row))
                return (self._passage(first, report.id, row, whole),) if len(row) >= MIN_WORDS else ()
        row = words_of(report.text)
        prints = winnow(row.numbers)
        prints = prints[~self._in_stock(prints)]
        new = _Newcomer(row, prints, self._publisher(report), *self._seats.holders(prints))
        found: list[Passage] = []
        for other in self._candidates(new):
            for match in new.aligner.matches(self._rows[other].numbers):
                passage = self._passage(other, report.id, row, match)
                if self._is_stock(row, match.right):
                    passage = replace(passage, kind="boilerplate")
                found.append(passage)
        self._seats.seat(prints[np.bincount(new.asking, minlength=len(prints)) < MOST], len(self._ids))
        self._ids.append(report.id)
        self._rows.append(row)
        self._n_prints.append(len(prints))
        self._publishers.append(new.publisher)
        return tuple(found)

    def settled(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        """The same passages, with those that are stock lines by what is known now marked so."""
        numbers = {identifier: n for n, identifier in enumerate(self._ids)}
        out = []
        for passage in passages:
            if passage.kind == "prose":
                row, span = self._rows[numbers[passage.left]], passage.left_span
                first, after = np.searchsorted(row.starts, [span.start, span.end]).tolist()
                if self._is_stock(row, (first, after - 1)):
                    passage = replace(passage, kind="boilerplate")
            out.append(passage)
        return tuple(out)

    def _passage(self, left: int, right: str, row: Words, match: Match) -> Passage:
        return Passage(
            left=self._ids[left],
            left_span=self._rows[left].span(*match.left),
            right=right,
            right_span=row.span(*match.right),
            n_words=match.n_words,
        )

    def _publisher(self, report: Report) -> int:
        """A number for whoever publishes a report; -1 - n, never met again, when nobody is named."""
        if not report.outlet:
            return -1 - len(self._ids)
        return self._publisher_numbers.setdefault(
            self._families.publisher(report.outlet), len(self._publisher_numbers)
        )

    def _candidates(self, new: _Newcomer) -> list[int]:
        """Reports that share enough fingerprints with a new one, stock lines left out."""
        others, counts = np.unique(new.owners, return_counts=True)
        others, counts = others[counts >= LEAST_SHARED], counts[counts >= LEAST_SHARED]
        if len(others) >= STOCK_OF_ONE and self._learn_stock(new, others, counts):
            prose = ~self._in_stock(new.prints)[new.asking]
            others, counts = np.unique(new.owners[prose], return_counts=True)
            others = others[counts >= LEAST_SHARED]
        return list(others.tolist())

    def _learn_stock(self, new: _Newcomer, others: Indices, counts: Indices) -> bool:
        """Find fingerprints that several reports of other matters have too; whether there are any."""
        sizes = np.array([min(len(new.prints), self._n_prints[n]) for n in others.tolist()])
        partly = others[counts < STOCK_SHARE * sizes].tolist()
        sisters = [n for n in partly if self._publishers[n] == new.publisher]
        found = False
        for asked, least in ((sisters, STOCK_OF_ONE), (partly, STOCK_OF_ANY)):
            strangers = (
                [n for n in _spread(asked) if new.is_unlike(self._rows[n])] if len(asked) >= least else ()
            )
            if len(strangers) < least:
                continue
            held = np.bincount(new.asking[np.isin(new.owners, strangers)], minlength=len(new.prints))
            stock = new.prints[held >= least].tolist()
            self._stock.update(stock)
            found = found or bool(stock)
        return found

    def _in_stock(self, prints: Numbers) -> npt.NDArray[np.bool_]:
        held = prints.tolist()
        if self._stock.isdisjoint(held):
            return np.zeros(len(prints), bool)
        return np.array([p in self._stock for p in held], bool)

    def _is_stock(self, row: Words, part: tuple[int, int]) -> bool:
        prints = winnow(row.numbers[part[0] : part[1] + 1])
        return bool(self._stock) and bool(2 * self._in_stock(prints).sum() >= len(prints))


def _spread(asked: list[int]) -> list[int]:
    """Some of them, from first to last."""
    return asked[:: max(1, len(asked) // STOCK_ASKED)][:STOCK_ASKED]


def find_passages(
    reports: Iterable[Report],
    families: Families = Families(),  # noqa: B008 - frozen
) -> tuple[Passage, ...]:
    """All passages that the reports share, each pair once."""
    index = PassageIndex(families)
    return index.settled([p for report in reports for p in index.add(report)])
