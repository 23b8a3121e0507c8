"""Strands: points that tell of one thing and are read together, under the weightiest of them.

Ten points about one toll are ten matters to compare and one thing to read. Two points belong together
where their statements are mostly the same words, where they show one difference, where the decision that joins
claims came near to joining theirs (the same happening with another detail), where both count what became of
people or things in one way on days that go together ("12 people were killed", "the toll rose to 14"), where
one report alone has both from one speaker in sentences side by side, or where both only say who somebody is.

A point joins a strand by its link to the strand's leader alone, so that no chain of small likenesses
leads from one thing to another; but two points with one statement are read in one place.

Public: :func:`find_strands`.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from functools import lru_cache

from firsthand.claims.comparing.compare import GROWING
from firsthand.claims.comparing.counting import ANYBODY
from firsthand.claims.comparing.opposition import NEAR
from firsthand.claims.frames import Frame
from firsthand.claims.joining.meaning import word_similarity
from firsthand.model import Claim, Point, timex
from firsthand.model.names import fold

#: Mean chance of being one matter, over all pairs of claims of two points, from which they are of one thing;
#: and the chance of their best pair.
NEAR_MEAN = 0.12
NEAR_BEST = 0.3
#: Share of the shorter of two statements of one report that the other must hold.
SHARED = 0.6


def find_strands(
    points: Sequence[Point],
    groups: Sequence[Sequence[int]],
    frames: Sequence[Frame],
    probability: Mapping[tuple[int, int], float],
) -> list[str]:
    """For each point the id of the point that leads its strand, its own where it leads.

    Args:
        points: The points with their ids, heaviest first.
        groups: For each point the numbers of the frames that its claims were made of.
        frames: All frames of the story.
        probability: How surely two frames are of one matter, where that was asked.

    Cost: linear in ``probability``, quadratic in the points that count what grows.
    """
    home = {frame: number for number, group in enumerate(groups) for frame in group}
    total: dict[tuple[int, int], float] = {}
    best: dict[tuple[int, int], float] = {}
    for (i, j), p in probability.items():
        a, b = home.get(i, -1), home.get(j, -1)
        if a > b:
            a, b = b, a
        if a < 0 or a == b:
            continue
        total[a, b] = total.get((a, b), 0.0) + p
        best[a, b] = max(best.get((a, b), 0.0), p)
    linked: dict[int, set[int]] = {}
    for (a, b), p in total.items():
        if best[a, b] >= NEAR_BEST and p / (len(groups[a]) * len(groups[b])) >= NEAR_MEAN:
            linked.setdefault(b, set()).add(a)
    for a, b in _sharing(points):
        linked.setdefault(b, set()).add(a)
    beside = (
        *_tolls(points, groups, frames),
        *_differing_alike(points),
        *_in_one_breath(points, groups, frames),
    )
    for a, b in beside:
        linked.setdefault(b, set()).add(a)
    # Who is who in the story is read in one place, and under nothing else.
    roles = _roles(points, groups, frames)
    linked = {b: {a for a in heavier if a not in roles} for b, heavier in linked.items() if b not in roles}
    linked |= {b: {a for a in roles if a < b} for b in roles}
    leader: dict[int, int] = {}
    stated: dict[str, int] = {}
    for number, point in enumerate(points):
        alike = number if number in roles else stated.setdefault(fold(point.statement), number)
        leaders = [a for a in linked.get(number, ()) if leader[a] == a]
        leader[number] = min(leaders, default=leader.get(alike, number))
    return [points[leader[number]].id for number in range(len(points))]


def _sharing(points: Sequence[Point]) -> set[tuple[int, int]]:
    """Pairs of points, the heavier first, whose statements are mostly the same words.

    Of one report, or printed alike by several.
    """
    found = set()
    by_words: dict[str, int] = {}
    by_report: dict[str, list[int]] = {}
    for number, point in enumerate(points):
        first = by_words.setdefault(fold(point.statement), number)
        if first != number:
            found.add((first, number))
        report = next(c.report for c in point.claims if c.id == point.statement_claim)
        by_report.setdefault(report, []).append(number)
    for numbers in by_report.values():
        numbers.sort(key=lambda n: points[n].statement_span)
        for position, a in enumerate(numbers):
            span = points[a].statement_span
            for b in numbers[position + 1 :]:
                other = points[b].statement_span
                if other.start >= span.end:
                    break
                if span.overlap(other) >= SHARED * min(len(span), len(other)):
                    found.add((min(a, b), max(a, b)))
    return found


def _differing_alike(points: Sequence[Point]) -> set[tuple[int, int]]:
    """Pairs of points, the heavier first, that show one difference: each side of the one has words of a side of the
    other's.

    Cost: quadratic in the points that differ.
    """
    sides = {
        number: [
            [[c for c in point.claims if c.id in group] for group in difference.groups]
            for difference in point.differences
        ]
        for number, point in enumerate(points)
        if point.differences
    }
    return {
        (a, b)
        for a, b in itertools.combinations(sides, 2)
        if any(_meet(mine, theirs) for mine in sides[a] for theirs in sides[b])
    }


def _meet(mine: Sequence[Sequence[Claim]], theirs: Sequence[Sequence[Claim]]) -> bool:
    """Whether every side of the shorter difference has words that a side of its own of the other has."""
    few, many = sorted((mine, theirs), key=len)
    met = [
        {
            n
            for n, other in enumerate(many)
            if any(c.report == d.report and c.span.overlaps(d.span) for c in side for d in other)
        }
        for side in few
    ]
    return len(few) > 1 and all(met) and len(set().union(*met)) >= len(few)


def _tolls(
    points: Sequence[Point], groups: Sequence[Sequence[int]], frames: Sequence[Frame]
) -> set[tuple[int, int]]:
    """Pairs of points, the heavier first, that count one fate: the dead, the injured, the missing."""
    counts = {
        number: words
        for number, group in enumerate(groups)
        if points[number].kind == "quantity" and (words := _fates(frames[group[0]]))
    }
    days = {number: {c.time.value for c in points[number].claims if c.time} for number in counts}
    found = set()
    for (a, mine), (b, theirs) in itertools.combinations(counts.items(), 2):
        if _one_fate(mine, theirs):
            apart = [timex.compatible(x, y) for x in days[a] for y in days[b]]
            if not apart or any(apart):
                found.add((a, b))
    return found


def _in_one_breath(
    points: Sequence[Point], groups: Sequence[Sequence[int]], frames: Sequence[Frame]
) -> set[tuple[int, int]]:
    """Pairs of points, the heavier first, that one report alone has from one speaker in sentences side by side.

    What somebody said in one breath is read in one piece: "the dam must close", "it broke the law".
    """
    told: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for number, (point, group) in enumerate(zip(points, groups, strict=True)):
        origin = point.claims[0].origin
        if point.status == "single" and origin is not None and not origin.own_voice:
            first = frames[group[0]]
            told.setdefault((first.report, origin.name), []).append((first.sentence, number))
    return {
        (min(a, b), max(a, b))
        for said in told.values()
        for (s, a), (t, b) in itertools.combinations(sorted(said), 2)
        if t - s <= 1
    }


def _roles(points: Sequence[Point], groups: Sequence[Sequence[int]], frames: Sequence[Frame]) -> set[int]:
    """The points that say no more than who somebody is, and on which reports agree: "Mayor Ann Poe"."""
    return {
        number
        for number, (point, group) in enumerate(zip(points, groups, strict=True))
        if not point.differences and all(frames[i].bearer for i in group)
    }


@lru_cache(maxsize=4096)
def _one_fate(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return any(word_similarity(x, y) >= NEAR for x in mine for y in theirs)


def _fates(frame: Frame) -> frozenset[str]:
    """What became of those that a quantity counts: in the words for them, else in what is said of them."""
    if not set(frame.core) & (ANYBODY | GROWING):
        return frozenset()
    return frozenset(frame.core) & GROWING or frozenset(frame.predicate) & GROWING
