"""Stories as reports come: one by one or in bulk, in any order.

What the stories are depends on the reports alone: not on the order or the portions in which they came,
nor on the number of processes. A stream keeps what grouping needs of each report (some four kilobytes)
and the likeness of pairs, so two reports are compared once; stories are told anew when they are asked
for.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from itertools import chain, islice
from typing import Any, NamedTuple

import numpy as np

from firsthand.model import Card, Report, Story, StoryChange
from firsthand.stories.copies import copies, count_shared
from firsthand.stories.features import Kept, PrintsOf, digest, keep, no_prints
from firsthand.stories.grouping import join, tell_stories
from firsthand.stories.likeness import Pairs, few_copies, find_pairs
from firsthand.stories.packing import packed, unpacked

PORTION = 200  #: reports that a process takes at a time
_NO_DAY = 10**7  #: sorts after every day
_Print = tuple[str, int | None]  #: the words of a report and its day


def keep_all(
    reports: Iterable[Report], processes: int = 1, prints_of: PrintsOf = no_prints
) -> Iterator[Kept]:
    """What is kept of each report, in order. More processes change the time, never the result.

    ``prints_of`` has to be a function of a module where there are several processes.
    """
    source = iter(reports)
    first = list(islice(source, PORTION))
    if processes <= 1 or len(first) < PORTION:
        for report in chain(first, source):
            yield keep(report, prints_of)
        return
    with ProcessPoolExecutor(processes) as pool:
        waiting: deque[Future[list[list[Any]]]] = deque()
        while portion := first or list(islice(source, PORTION)):
            first = []
            waiting.append(pool.submit(_keep_portion, [_Sent.of(report) for report in portion], prints_of))
            if len(waiting) > 2 * processes:
                yield from map(unpacked, waiting.popleft().result())
        for kept in waiting:
            yield from map(unpacked, kept.result())


class _Sent(NamedTuple):
    """What another process needs of a report."""

    id: str
    text: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None

    @classmethod
    def of(cls, report: Report) -> _Sent:
        return cls(report.id, report.text, report.title, report.outlet, report.published, report.url)


def _keep_portion(sent: list[_Sent], prints_of: PrintsOf) -> list[list[Any]]:
    return [packed(keep(Report(**one._asdict()), prints_of)) for one in sent]


def _print(kept: Kept) -> _Print:
    return kept.words, kept.traits.day


class Stream:
    """Reports that come, and the stories that they are.

    A report whose id is known already replaces the earlier one.

    Example:
        >>> stream = Stream()
        >>> stream.add([keep(Report(id="a", text="The dam above Oro broke on Friday."))])
        >>> [story.reports for story in stream.stories()]
        [('a',)]
        >>> stream.add([keep(Report(id="b", text="A dam broke above Oro on Friday, and Oro is under water."))])
        >>> [story.reports for story in stream.stories()]
        [('a', 'b')]
        >>> [change.kind for change in stream.changes()]
        ['grown']
    """

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}
        self._first: dict[_Print, Kept] = {}  #: of those with the same words and day
        self._compared = _Compared()
        self._told: tuple[Story, ...] = ()
        self._told_before: tuple[Story, ...] = ()

    def __len__(self) -> int:
        return len(self._kept)

    def has(self, report: Report) -> bool:
        """Whether this very report, by id and words, was taken in."""
        one = self._kept.get(report.id)
        return one is not None and one.words == digest(report.text)

    def cards(self) -> dict[str, Card]:
        """For each id, what names its report."""
        return {identifier: one.card for identifier, one in self._kept.items()}

    def add(self, kept: Iterable[Kept]) -> None:
        """Take reports in. Cost: next to nothing; they are compared when stories are asked for.

        Reports with the same words, title and day hold one vector together.
        """
        for one in kept:
            first = self._first.setdefault(_print(one), one)
            if first is not one and (first.traits, first.heading) == (one.traits, one.heading):
                one = replace(first, card=one.card, is_titled=one.is_titled)
            self._kept[one.card.id] = one

    def forget(self, before: int) -> None:
        """Let go of the reports of days before one (a proleptic ordinal), whose stories have aged out.

        Reports that come later for those days start stories of their own.
        """
        self._kept = {i: k for i, k in self._kept.items() if (k.traits.day or _NO_DAY) >= before}
        self._first = {_print(k): k for k in reversed(self._kept.values())}

    def stories(self) -> tuple[Story, ...]:
        """The stories of all reports, the largest first, then by day and id.

        Cost: some twenty microseconds for each report that was there before, and for each new one what
        comparing costs (:func:`firsthand.stories.likeness.find_pairs`).
        """
        prints: dict[_Print, list[Kept]] = defaultdict(list)
        for one in self._kept.values():
            prints[_print(one)].append(one)
        # Word for word the same on one day is one text: it is placed once, and weighs once.
        rows = [sorted(same, key=lambda k: k.card.id) for same in prints.values()]
        rows.sort(key=lambda same: (same[0].traits.day or _NO_DAY, same[0].card.id))
        held = [same[0] for same in rows]
        pairs = self._compared.pairs(held)
        twins: list[list[Card]] = [[k.card for k in same] for same in rows]
        first = copies(held, pairs)
        self._told_before = self._told
        self._told = tell_stories(held, twins, pairs, first, join(first, pairs))
        return self._told

    def changes(self) -> tuple[StoryChange, ...]:
        """What the last two calls of :meth:`stories` tell differently."""
        old = {i: story.id for story in self._told_before for i in story.reports}
        heirs = Counter(
            one for s in self._told for one in {old[i] for i in s.reports if i in old}
        )  # how many stories now have reports of one that was
        sizes = {story.id: len(story.reports) for story in self._told_before}
        changes = []
        for story in self._told:
            before = tuple(sorted({old[i] for i in story.reports if i in old}))
            if any(heirs[one] > 1 for one in before):
                kind = "split"
            elif len(before) > 1:
                kind = "joined"
            elif not before:
                kind = "new"
            elif sizes[before[0]] != len(story.reports):
                kind = "grown"
            else:
                continue
            changes.append(StoryChange(kind=kind, story=story.id, before=before))
        return tuple(changes)


class _Compared:
    """Pairs of reports that were compared, by the numbers in which the reports came to be held."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}  #: the identity of what is kept → its number
        self._alive: list[Kept] = []  #: by number; holds what the identities stand for
        self._pairs = Pairs.of(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))

    def pairs(self, held: list[Kept]) -> Pairs:
        """All pairs among reports in their settled order; only what is new is compared."""
        fresh = np.array([id(one) not in self._numbers for one in held], bool)
        found = find_pairs([one.traits for one in held], None if fresh.all() else fresh)
        for at in np.flatnonzero(fresh).tolist():
            self._numbers[id(held[at])] = len(self._alive)
            self._alive.append(held[at])
        numbers = np.array([self._numbers[id(one)] for one in held], np.int64)
        places = np.full(len(self._alive), -1, np.int64)
        places[numbers] = np.arange(len(held))
        left, right = places[self._pairs.left], places[self._pairs.right]
        known = (left >= 0) & (right >= 0)
        a = np.concatenate([np.minimum(left, right)[known], found.left])
        b = np.concatenate([np.maximum(left, right)[known], found.right])
        p = np.concatenate([self._pairs.likeness[known], found.likeness])
        n = np.concatenate([self._pairs.shared[known], count_shared(held, found.left, found.right)])
        order = np.lexsort((b, a))
        order = order[few_copies(a[order], b[order], p[order])]
        self._alive = [held[place] for place in range(len(held))]
        self._numbers = {id(one): place for place, one in enumerate(self._alive)}
        self._pairs = Pairs(a[order], b[order], p[order], n[order])
        return self._pairs
