"""Placing: reports that came, into the stories there are.

Reports that belong together (one, or a group that ``grouping`` made of what came at once) join the
story that they are most like on average, by the likeness and threshold of grouping; where they are
like two that are like each other, these become one. What they are compared with is chosen by whoever
calls: stories that share their weighty words.

Public: :class:`Placer`, :class:`Placement`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.model import Report, Story
from firsthand.stories.features import vector
from firsthand.stories.grouping import HALF_DAYS, THRESHOLD, day_number, story_of

#: Reports of a story that a new one is compared with: those nearest in time. More change nothing and cost.
MAX_COMPARED = 24
N_WORDS = 10  #: that a report is looked up by


@dataclass(frozen=True, slots=True)
class Placement:
    """Where reports belong: stories by name, best first. None: a new story; several: they are one."""

    stories: tuple[str, ...]
    likeness: float  #: average likeness to the first, in [0, 1]


class Placer:
    """Compares reports; remembers what it saw of each, by id and text.

    Cost of a placement: linear in the reports compared, at most ``MAX_COMPARED`` of each story.
    """

    def __init__(self) -> None:
        self._vectors: dict[tuple[str, int], dict[str, float]] = {}

    def words(self, report: Report) -> tuple[str, ...]:
        """The words by which companions of a report can be looked up, the weightiest first."""
        mine = self._vector(report)
        return tuple(sorted(mine, key=lambda term: (-mine[term], term))[:N_WORDS])

    def place(self, reports: Sequence[Report], stories: Mapping[str, Sequence[Report]]) -> Placement:
        """Say where reports that belong together belong among some stories, given by their reports."""
        scored = sorted(
            ((self._mean(reports, held), name) for name, held in stories.items()),
            key=lambda row: (-row[0], row[1]),
        )
        joined = [name for score, name in scored if score >= THRESHOLD]
        if not joined:
            return Placement((), scored[0][0] if scored else 0.0)
        best = joined[0]
        others = [n for n in joined[1:] if self._mean(stories[best], stories[n]) >= THRESHOLD]
        return Placement((best, *others), scored[0][0])

    def story(self, name: str, reports: Sequence[Report]) -> Story:
        """The story of these reports, under the name that it is known by."""
        rows = sorted(reports, key=lambda r: (r.published or "9999", r.id))
        return story_of(rows, [self._vector(report) for report in rows], name)

    def _vector(self, report: Report) -> dict[str, float]:
        key = (report.id, hash(report.text))
        if key not in self._vectors:
            self._vectors[key] = vector(report)
        return self._vectors[key]

    def _mean(self, ours: Sequence[Report], theirs: Sequence[Report]) -> float:
        if not theirs:
            return 0.0
        ours, theirs = _nearest(ours, theirs[0]), _nearest(theirs, ours[0])
        total = sum(self._likeness(a, b) for a in ours for b in theirs)
        return total / (len(ours) * len(theirs))

    def _likeness(self, a: Report, b: Report) -> float:
        mine, other = self._vector(a), self._vector(b)
        if len(mine) > len(other):
            mine, other = other, mine
        cosine = sum(weight * other[term] for term, weight in mine.items() if term in other)
        days = (day_number(a), day_number(b))
        if days[0] is not None and days[1] is not None:
            cosine *= 0.5 ** (abs(days[0] - days[1]) / HALF_DAYS)
        return float(cosine)


def _nearest(reports: Sequence[Report], to: Report) -> Sequence[Report]:
    if len(reports) <= MAX_COMPARED:
        return reports
    day = day_number(to) or 0
    return sorted(reports, key=lambda r: (abs((day_number(r) or day) - day), r.id))[:MAX_COMPARED]
