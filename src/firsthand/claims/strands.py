"""Strands: points that tell of one thing and are read together, under the weightiest of them.

Ten points about one toll are ten matters to compare and one thing to read. Two points belong together
where their statements are mostly the same words, whichever reports print them, where they show one difference, where
the decision that joins claims came near to joining theirs (the same happening with another detail), where both count
what became of people or things in one way on days that go together ("12 people were killed", "the toll rose to 14"),
where both have one number that no other thing has, where both begin with one deed of somebody named, done to one thing
at times that go together ("Oro will send 40 divers", "Oro is to send divers and boats"), where one report alone has
both from one speaker in sentences side by side, or where both only say who somebody is.

A point joins a strand by its link to the strand's leader alone, so that no chain of small likenesses
leads from one thing to another; but two points with one statement are read in one place.

Public: :func:`find_strands`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from firsthand.claims.comparing.compare import GROWING
from firsthand.claims.comparing.counting import ANYBODY
from firsthand.claims.comparing.opposition import NEAR
from firsthand.claims.frames import LIGHT, TELLING, Frame
from firsthand.claims.joining.meaning import word_similarity, word_weight
from firsthand.claims.parts import is_precise
from firsthand.model import Claim, Point, timex
from firsthand.model.names import fold

#: Mean chance of being one matter, over all pairs of claims of two points, from which they are of one thing;
#: and the chance of their best pair.
NEAR_MEAN = 0.12
NEAR_BEST = 0.3
#: Share of the shorter of two statements of one report that the other must hold.
SHARED = 0.6
#: Words of the shortest statement that is looked for in others, share of all words of two from which they are mostly the
#: same, and letters of the words that are compared. A word that more statements have does not lead from one to another.
FEWEST, ALIKE, LETTERS, COMMON = 5, 0.55, 4, 30
#: What the words tell, names and the verb aside, that two clauses of one deed have in common.
OBJECT = 3.0


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
        *_worded_alike(points),
        *_of_one_number(points, groups, frames),
        *_of_one_deed(points, groups, frames),
        *_tolls(points, groups, frames),
        *_differing_alike(points),
        *_in_one_breath(points, groups, frames),
    )
    for a, b in beside:
        linked.setdefault(b, set()).add(a)
    # Who is who in the story is read in one place, and under nothing else.
    roles = {number for number, point in enumerate(points) if point.kind == "name" and not point.differences}
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


def _worded_alike(points: Sequence[Point]) -> Iterator[tuple[int, int]]:
    """Pairs of points, the heavier first, of which one statement holds the other's, or most words of both are the same.

    Cost: the statements that share a word which at most ``COMMON`` of them have.
    """
    words = [f" {fold(point.statement)} " for point in points]
    content = [frozenset(w for w in text.split() if len(w) >= LETTERS or w.isdigit()) for text in words]
    having: dict[str, list[int]] = {}
    for number, mine in enumerate(content):
        for word in sorted(mine):
            having.setdefault(word, []).append(number)
    met = {
        pair
        for numbers in having.values()
        if len(numbers) <= COMMON
        for pair in itertools.combinations(numbers, 2)
    }
    for a, b in sorted(met):
        mine, theirs = content[a], content[b]
        shared = len(mine & theirs)
        if shared >= FEWEST and shared >= ALIKE * (len(mine) + len(theirs) - shared):
            yield a, b
        elif shared == min(len(mine), len(theirs)):  # as it is where one holds the other
            short, long = sorted((words[a], words[b]), key=len)
            if len(short.split()) >= FEWEST and short in long:
                yield a, b


def _of_one_number(
    points: Sequence[Point], groups: Sequence[Sequence[int]], frames: Sequence[Frame]
) -> Iterator[tuple[int, int]]:
    """Pairs of points, the heavier first, with one number that has so many digits that no other thing has it: in what
    states them, or on a side of what differs.
    """
    counts: dict[tuple[int, int], list[Frame]] = {}  #: by report and sentence
    for frame in frames:
        if frame.quantity is not None and is_precise(frame.quantity):
            counts.setdefault((frame.report, frame.sentence), []).append(frame)
    having: dict[tuple[object, str], int] = {}
    for number, (point, group) in enumerate(zip(points, groups, strict=True)):
        own = _own(point, group, frames)
        at_odds = {claim for d in point.differences for side in d.groups for claim in side}
        told = [
            *(f for f in counts.get((own.report, own.sentence), ()) if point.statement_span.contains(f.span)),
            *(frames[i] for i, c in zip(group, point.claims, strict=True) if c.id in at_odds),
        ]
        for q in (f.quantity for f in told):
            if q is not None and is_precise(q):
                first = having.setdefault((q.value, q.unit_name), number)
                if first != number:
                    yield first, number


def _of_one_deed(
    points: Sequence[Point], groups: Sequence[Sequence[int]], frames: Sequence[Frame]
) -> Iterator[tuple[int, int]]:
    """Pairs of points, the heavier first, whose statements begin with one deed: its verb, somebody named, and what it
    is done to, at times that go together.

    Cost: quadratic in the statements that begin with one verb and one name.
    """
    clauses: dict[tuple[int, int], list[Frame]] = {}  #: by report and sentence
    for frame in frames:
        if frame.kind == "clause" and not frame.is_nominal and not frame.is_aside:
            clauses.setdefault((frame.report, frame.sentence), []).append(frame)
    deeds: dict[tuple[str, str], list[tuple[int, Frame]]] = {}
    for number, (point, group) in enumerate(zip(points, groups, strict=True)):
        own = _own(point, group, frames)
        first = min(
            (f for f in clauses.get((own.report, own.sentence), ()) if point.statement_span.contains(f.span)),
            key=lambda f: (f.span.start, -f.span.end),
            default=None,
        )
        if point.differences:
            continue  # what differs is read first, and would lead what nobody disputes
        if first is not None and first.span.start - point.statement_span.start <= len(first.span):
            for verb in set(first.predicate) - TELLING - LIGHT:
                for name in first.names:
                    deeds.setdefault((verb, fold(name)), []).append((number, first))
    for told in deeds.values():
        for (a, f), (b, g) in itertools.combinations(told, 2):
            if a != b and _is_done_to_one(f, g):
                yield min(a, b), max(a, b)


def _own(point: Point, group: Sequence[int], frames: Sequence[Frame]) -> Frame:
    """The frame of the claim that states a point."""
    return frames[next(i for i, c in zip(group, point.claims, strict=True) if c.id == point.statement_claim)]


def _is_done_to_one(f: Frame, g: Frame) -> bool:
    """Whether two clauses of one verb have a doer in common, where both show one, and words for what it is done to."""
    doers, others = (
        frozenset(w for w, i in zip(h.words, h.words_at, strict=True) if i in h.doers_at) for h in (f, g)
    )
    if doers and others and doers.isdisjoint(others):
        return False
    named = {part for name in (*f.names, *g.names) for part in fold(name).split()}
    shared = (set(f.words) & set(g.words)) - named - doers - {*f.predicate, *g.predicate}
    goes = f.time is None or g.time is None or timex.compatible(f.time.value, g.time.value)
    return f.polarity == g.polarity and goes and sum(word_weight(w) for w in sorted(shared)) >= OBJECT


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


@lru_cache(maxsize=4096)
def _one_fate(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return any(word_similarity(x, y) >= NEAR for x in mine for y in theirs)


def _fates(frame: Frame) -> frozenset[str]:
    """What became of those that a quantity counts: in the words for them, else in what is said of them."""
    if not set(frame.core) & (ANYBODY | GROWING):
        return frozenset()
    return frozenset(frame.core) & GROWING or frozenset(frame.predicate) & GROWING
