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
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from firsthand.lineage.alignment import MIN_WORDS, Aligner, Match
from firsthand.lineage.fingerprints import MOST, RUN, WINDOW, Indices, Seats, among, counted, distinct, winnow
from firsthand.lineage.words import Numbers, Words, rows_of, words_of
from firsthand.model import Passage, Report
from firsthand.model.lineage import PassageKind
from firsthand.model.outlets import Families

LEAST_SHARED = 2  #: fingerprints that two reports share before they are compared word by word
#: A line is stock when so many other reports of one publisher have it, or so many of whomever (an
#: agency's line, an idiom), that all speak of different matters.
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
    aligner: Aligner


def _is_unlike(mine: Words, aligner: Aligner, other: Words) -> bool:
    """Whether two reports speak of other matters, by the long words outside what they share."""
    own = ~aligner.shared(other.numbers) & (mine.lengths >= LONG)
    words = distinct(mine.numbers[own])
    return not len(words) or bool(among(words, other.numbers).sum() < UNLIKE * len(words))


class PassageIndex:
    """Reports added one by one; each is compared with all before it.

    Cost: for each report its words, the reports it shares text with, and no more than ``MOST`` reports
    for one fingerprint. Memory: seven bytes a word and sixteen for each fingerprint (one in four and a
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
        self._outlets: dict[str, int] = {}  #: the publisher's number of each outlet that was met
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
        return self._add(report, words_of(report.text))

    def add_all(self, reports: Sequence[Report]) -> list[Passage]:
        """Add reports one after the other; cheaper than with :meth:`add`, since their words are cut at once."""
        texts = list(dict.fromkeys(report.text for report in reports))
        rows = dict(zip(texts, rows_of(texts), strict=True))
        return [passage for report in reports for passage in self._add(report, rows[report.text])]

    def _add(self, report: Report, row: Words) -> tuple[Passage, ...]:
        digest = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).digest()
        first = self._first_print.setdefault(digest, len(self._ids))
        if first < len(self._ids):
            self._further_prints[first] += 1
            if self._further_prints[first] >= MOST:
                whole = Match((0, len(row) - 1), (0, len(row) - 1), len(row))
                return (self._passage(first, report.id, row, whole),) if len(row) >= MIN_WORDS else ()
        by_place = winnow(row.numbers)
        prints = distinct(by_place)
        prints = prints[~self._in_stock(prints)]
        asking, owners = self._seats.holders(prints)
        new = _Newcomer(row, prints, self._publisher(report), asking, owners, Aligner(row.numbers))
        matches = [
            (other, match)
            for other in self._candidates(new)
            for match in new.aligner.matches(self._rows[other].numbers)
        ]
        stock = self._stock_places(by_place)
        found = tuple(
            self._passage(other, report.id, row, match, "boilerplate" if stock(match.right) else "prose")
            for other, match in matches
        )
        self._seats.seat(prints[np.bincount(asking, minlength=len(prints)) < MOST], len(self._ids))
        self._ids.append(report.id)
        self._rows.append(row)
        self._n_prints.append(len(prints))
        self._publishers.append(new.publisher)
        return found

    def settled(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        """The same passages, with those that are stock lines by what is known now marked so."""
        numbers = {identifier: n for n, identifier in enumerate(self._ids)}
        places: dict[str, Callable[[tuple[int, int]], bool]] = {}
        out = []
        for passage in passages:
            if passage.kind == "prose" and self._stock:
                row, span = self._rows[numbers[passage.left]], passage.left_span
                if passage.left not in places:
                    places[passage.left] = self._stock_places(winnow(row.numbers))
                first, after = np.searchsorted(row.starts, [span.start, span.end]).tolist()
                if places[passage.left]((first, after - 1)):
                    passage = replace(passage, kind="boilerplate")
            out.append(passage)
        return tuple(out)

    def _passage(
        self, left: int, right: str, row: Words, match: Match, kind: PassageKind = "prose"
    ) -> Passage:
        return Passage(
            left=self._ids[left],
            left_span=self._rows[left].span(*match.left),
            right=right,
            right_span=row.span(*match.right),
            kind=kind,
            n_words=match.n_words,
        )

    def _publisher(self, report: Report) -> int:
        """A number for whoever publishes a report; -1 - n, never met again, when nobody is named."""
        if not report.outlet:
            return -1 - len(self._ids)
        number = self._outlets.get(report.outlet)
        if number is None:
            number = self._outlets[report.outlet] = self._publisher_numbers.setdefault(
                self._families.publisher(report.outlet), len(self._publisher_numbers)
            )
        return number

    def _candidates(self, new: _Newcomer) -> list[int]:
        """Reports that share enough fingerprints with a new one, stock lines left out."""
        others, counts = counted(new.owners)
        others, counts = others[counts >= LEAST_SHARED], counts[counts >= LEAST_SHARED]
        if len(others) >= STOCK_OF_ONE and self._learn_stock(new, others, counts):
            prose = ~self._in_stock(new.prints)[new.asking]
            others, counts = counted(new.owners[prose])
            others = others[counts >= LEAST_SHARED]
        return list(others.tolist())

    def _learn_stock(self, new: _Newcomer, others: Indices, counts: Indices) -> bool:
        """Find fingerprints that several reports of other matters have too; whether there are any."""
        sizes = np.array([min(len(new.prints), self._n_prints[n]) for n in others.tolist()])
        partly = others[counts < STOCK_SHARE * sizes].tolist()
        sisters = [n for n in partly if self._publishers[n] == new.publisher]
        found = False
        for asked, least in ((sisters, STOCK_OF_ONE), (partly, STOCK_OF_ANY)):
            strangers = self._strangers(new, asked) if len(asked) >= least else []
            if len(strangers) < least:
                continue
            held = np.bincount(new.asking[among(new.owners, np.array(strangers))], minlength=len(new.prints))
            stock = new.prints[held >= least].tolist()
            self._stock.update(stock)
            found = found or bool(stock)
        return found

    def _strangers(self, new: _Newcomer, asked: list[int]) -> list[int]:
        """Some of the reports asked, each of another matter than the new one and than each other."""
        met = [(new.row, new.aligner)]
        strangers = []
        for n in asked[:: max(1, len(asked) // STOCK_ASKED)][:STOCK_ASKED]:
            row = self._rows[n]
            if all(_is_unlike(mine, aligner, row) for mine, aligner in met):
                met.append((row, Aligner(row.numbers)))
                strangers.append(n)
        return strangers

    def _in_stock(self, prints: Numbers) -> npt.NDArray[np.bool_]:
        held = prints.tolist()
        if self._stock.isdisjoint(held):
            return np.zeros(len(prints), bool)
        return np.array([p in self._stock for p in held], bool)

    def _stock_places(self, by_place: Numbers) -> Callable[[tuple[int, int]], bool]:
        """Says of a part of a row of words, by its first and last, whether half of it and more is stock."""
        known = self._stock.intersection(by_place.tolist()) if self._stock else set()
        if not known:
            return lambda part: False
        before = np.cumsum(
            among(by_place, np.fromiter(known, np.uint32, len(known))), dtype=np.int64
        ).tolist()

        def is_stock(part: tuple[int, int]) -> bool:
            first, last = part[0], min(part[1] - RUN - WINDOW + 2, len(before) - 1)
            if last < first:
                return False
            return bool(2 * (before[last] - (before[first - 1] if first else 0)) >= last - first + 1)

        return is_stock


def find_passages(
    reports: Iterable[Report],
    families: Families = Families(),  # noqa: B008 - frozen
) -> tuple[Passage, ...]:
    """All passages that the reports share, each pair once."""
    index = PassageIndex(families)
    return index.settled(index.add_all(list(reports)))
