"""Passages of reports that pass by on their way elsewhere.

Where several processes share the work, the index has one of its own: it takes the most time of all, and
the memory that it needs goes back when it ends.

Public: :class:`PassingReports`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType

from firsthand.lineage.passages import PassageIndex
from firsthand.model import Passage, Report, Span
from firsthand.model.outlets import Families

PORTION = 100  #: reports that are handed over at once
PORTION_CHARS = 1 << 21  #: or as few as make up so much text
AHEAD = 8  #: portions that wait at most, which bounds what the way there holds
PASSAGES = 5_000  #: handed back at once

_Passing = tuple[str, str, str | None]  #: id, text and outlet of a report
_Row = tuple[str, int, int, str, int, int, str, int]  #: a passage in plain values


class PassingReports:
    """Finds the passages that reports share with those before them; use as a context.

    Args:
        families: Which outlets have one publisher.
        apart: In a process of its own, if they are more than a portion. What is found is the same.

    Example:
        >>> line = "the dam above the town of Oro held through a night of heavy rain and wind"
        >>> reports = [Report(id=i, text=f"{i} said that {line}.") for i in ("Ana", "Bo")]
        >>> with PassingReports(Families(), apart=False) as passing:
        ...     ids = [report.id for report in passing.watch(reports)]
        ...     shared = list(passing.found())
        >>> ids, [(p.left, p.right, p.n_words) for p in shared]
        (['Ana', 'Bo'], [('Ana', 'Bo', 18)])
    """

    def __init__(self, families: Families, *, apart: bool) -> None:
        self._families, self._apart = families, apart
        self._pool: ProcessPoolExecutor | None = None
        self._here: _Found | None = None
        self._waiting: deque[Future[None]] = deque()

    def __enter__(self) -> PassingReports:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def watch(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The same reports; each is compared with those before it on its way."""
        portion: list[_Passing] = []
        size = 0
        for report in reports:
            portion.append((report.id, report.text, report.outlet))
            size += len(report.text)
            if len(portion) == PORTION or size >= PORTION_CHARS:
                self._hand_over(portion)
                portion, size = [], 0
            yield report
        self._hand_over(portion, is_last=True)

    def found(self) -> Iterator[Passage]:
        """All passages, once all reports have passed; can be asked for once."""
        if self._here is not None:
            yield from self._here.settled()
            self._here = None
        if self._pool is None:
            return
        for portion in self._waiting:
            portion.result()
        for start in range(0, self._pool.submit(_settle).result(), PASSAGES):
            yield from map(_of_row, self._pool.submit(_rows, start).result())

    def _hand_over(self, portion: list[_Passing], *, is_last: bool = False) -> None:
        if self._pool is None and self._apart and not is_last:
            self._pool = ProcessPoolExecutor(1, initializer=_begin, initargs=(self._families,))
        if self._pool is None:
            self._here = self._here or _Found(self._families)
            self._here.add(portion)
            return
        self._waiting.append(self._pool.submit(_add, portion))
        if len(self._waiting) > AHEAD:
            self._waiting.popleft().result()


class _Found:
    """The index, and what it has found so far."""

    def __init__(self, families: Families) -> None:
        self._index = PassageIndex(families)
        self._passages: list[Passage] = []

    def add(self, portion: list[_Passing]) -> None:
        reports = [Report(id=identifier, text=text, outlet=outlet) for identifier, text, outlet in portion]
        self._passages.extend(self._index.add_all(reports))

    def settled(self) -> tuple[Passage, ...]:
        return self._index.settled(self._passages)


# What the process of its own holds.
_found: _Found
_settled: tuple[Passage, ...]


def _begin(families: Families) -> None:
    global _found
    _found = _Found(families)


def _add(portion: list[_Passing]) -> None:
    _found.add(portion)


def _settle() -> int:
    global _settled
    _settled = _found.settled()
    return len(_settled)


def _rows(start: int) -> list[_Row]:
    return [
        (
            p.left,
            p.left_span.start,
            p.left_span.end,
            p.right,
            p.right_span.start,
            p.right_span.end,
            p.kind,
            p.n_words,
        )
        for p in _settled[start : start + PASSAGES]
    ]


def _of_row(row: _Row) -> Passage:
    left, left_start, left_end, right, right_start, right_end, kind, n_words = row
    return Passage(
        left=left,
        left_span=Span(left_start, left_end),
        right=right,
        right_span=Span(right_start, right_end),
        kind=kind,  # type: ignore[arg-type]
        n_words=n_words,
    )
