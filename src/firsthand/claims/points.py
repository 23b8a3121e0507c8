"""Points: the matters of a story, with their claims, origins, differences and status.

The room's whole method, in order:

1. **frames**      every report is cut into assertions (``frames``)
2. **alignment**   frames about one matter are grouped (``align``)
3. **origins**     each frame is traced through attribution and lineage (``origins``)
4. **comparison**  values, times, polarity and attribution are compared (``compare``)
5. **statements**  the clearest wording of each point is chosen and cut (``statements``)
6. **order**       points by weight: how many reports, how prominent, how disputed; those about one thing
                   are told together (``strands``)

Public: :func:`find_points`, :func:`timeline`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise

from firsthand.claims.bearing import Bearing
from firsthand.claims.comparing.compare import (
    find_differences,
    grew_from_a_part,
    has_developed,
    of_one_time,
    short,
    status_of,
)
from firsthand.claims.comparing.contradiction import accusations, contradictions
from firsthand.claims.comparing.counting import is_of_a_beginning, part_unlike
from firsthand.claims.comparing.denials import absences, denials_of, is_overtaken, join_denials
from firsthand.claims.comparing.groups import Opposed, brought_together, by_group
from firsthand.claims.comparing.moments import (
    not_yet_and_done,
    planned_and_done,
    rival_times,
    told_of_one,
)
from firsthand.claims.comparing.naming import rival_first_names, rival_names
from firsthand.claims.comparing.occurrences import is_counted_over, rival_occurrences
from firsthand.claims.comparing.opposition import (
    SURE,
    clause_contraries,
    clause_values,
    join_numbers,
    one_or_more,
    pairs_within,
    rival_contraries,
    rival_moves,
    rival_negations,
    told_numbers,
)
from firsthand.claims.comparing.persons import rival_descriptions
from firsthand.claims.comparing.places import Place, containment, placed, rival_places
from firsthand.claims.comparing.roles import part_roles
from firsthand.claims.comparing.unnamed import later_named
from firsthand.claims.decided import kept_frames, named_origins, regrouped
from firsthand.claims.frames import PLANNING, TELLING, Frame, cut_frames, phrase_frames
from firsthand.claims.joining.align import align
from firsthand.claims.joining.meaning import word_similarity
from firsthand.claims.opinions import Opinions
from firsthand.claims.parts import tells_part
from firsthand.claims.sourcing.bodies import affiliations
from firsthand.claims.sourcing.cast import Introduced
from firsthand.claims.sourcing.independence import Source, count_origins
from firsthand.claims.sourcing.origins import Desk, trace, voices
from firsthand.claims.statements import Stater, Wording
from firsthand.claims.strands import find_strands
from firsthand.errors import UntracedStatement
from firsthand.model import (
    Claim,
    Decision,
    Difference,
    Lineage,
    Moment,
    Origin,
    Point,
    Quantity,
    Reading,
    Support,
    Value,
    When,
    timex,
)
from firsthand.model.names import fold, same_name

#: Likeness of two words from which one may stand for the other.
SAME_WORD = 0.45
#: Chance from which two claims are one matter beyond the doubt that a lower bound of origins leaves.
BEYOND_DOUBT = 0.7
#: Kinds of differences in which one side denies what the other says.
DENYING = ("polarity", "attribution")
MATTER = 4  #: words behind a verb that denies, which say what it denies
ALIKE = 0.6  #: share of the longer claim's words from which two tell one thing in the same words
SPOKEN = TELLING | PLANNING  #: what somebody says, offers or plans
AGAIN = 2  #: words of a matter by which a report tells it again
#: Reports of a point, from the first, of which it is asked whether they say what a wording says.
ASKED = 12
#: What being contested adds to the weight of a point, in reports.
CONTENTION = {"disputed": 1.0, "differs": 0.5}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for reference cycles: the millions of small objects made meanwhile hold none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def find_points(
    readings: Sequence[Reading], lineage: Lineage, decisions: Sequence[Decision] = ()
) -> tuple[Point, ...]:
    """Find every matter on which the reports of one story make claims.

    Args:
        readings: The readings of the story's reports, in the story's order.
        lineage: What the reports have from each other.
        decisions: What people settled, in the order they did; it holds over what is found here.

    Returns:
        Points in order of weight. Every claim's text equals the words at its span.

    Cost: cutting is linear in the text; alignment dominates (see ``align``).
    """
    frames = [frame for number, reading in enumerate(readings) for frame in cut_frames(reading, number)]
    frames = kept_frames(frames, readings, decisions)
    found, probability = align(frames, readings, lineage.passages)
    found = part_unlike(part_roles(found, frames), frames, probability)
    found = join_numbers(found, frames, readings, probability)
    found, answering = join_denials(found, frames, readings)
    described, opposed = _described_apart(frames, readings)
    opposed += [
        *rival_times(frames, readings),
        *not_yet_and_done(frames, readings),
        *later_named(frames, readings),
        *rival_contraries(frames, readings),
        *rival_moves(frames, readings),
        *rival_negations(frames, readings),
        *rival_occurrences(frames, readings),
        *absences(frames, readings),
        *contradictions(frames, readings, probability),
        *accusations(frames, readings),
    ]
    frames = [*frames, *described]
    found = brought_together(
        [*found, *((len(frames) - n - 1,) for n in range(len(described)))], frames, opposed
    )
    groups, shaped = regrouped(found, frames, readings, decisions)
    groups = [group for group in groups if not _is_aside(group, frames)]
    speaking = voices(readings, lineage)
    desks = [speaking[f.report].at(readings[f.report].sentences[f.sentence]) for f in frames]
    traced = trace(frames, readings, desks)
    origins, named = named_origins(traced, frames, readings, decisions)
    claims = [
        replace(claim, decided=(named[i],)) if i in named else claim
        for i, claim in enumerate(_claims(frames, readings, origins))
    ]
    belongs = affiliations(readings)
    introduced = Introduced(readings)
    published = {reading.report.id: reading.report.published for reading in readings}
    stater, bearing = Stater(readings), Bearing(readings)
    places = [placed(reading) for reading in readings], containment(readings)
    opposed += rival_names(groups, frames, readings, probability)
    opposed += [o for group in groups for o in planned_and_done(frames, group, readings)]
    standing = by_group(opposed, groups)
    rivals: dict[tuple[int, int], tuple[int, int]] = {}

    def tell(group: Sequence[int], pairs: Sequence[tuple[int, int, float]]) -> Point:
        return _point(
            [(frames[i], claims[i]) for i in group],
            readings,
            published,
            [desks[i] for i in group],
            belongs,
            introduced,
            [(claims[i].id, claims[j].id) for i, j, p in pairs if p >= SURE],
            [
                (claims[i].id, claims[j].id)
                for i, j in (
                    *((i, j) for i, j, p in pairs if p >= BEYOND_DOUBT),
                    *pairwise(i for i in group if i in shaped),  # what people joined is one matter
                )
            ],
            _joins(group, claims, pairs),
            _closeness(group, claims, pairs),
            stater,
            bearing,
            {claims[i].id: claims[answering[i]].id for i in group if i in answering},
            [(o, _shown(o, group, claims)) for o in standing.get(of[group[0]], ()) if _meet(o, group)],
            places,
            rivals,
        )

    told: list[tuple[tuple[int, ...], Point]] = []
    of = {i: number for number, group in enumerate(groups) for i in group}
    # Numbers first: the clauses that tell them differ with them.
    for group, pairs in sorted(
        zip(groups, pairs_within(groups, probability), strict=True),
        key=lambda row: (frames[row[0][0]].kind != "quantity", row[0]),
    ):
        point = tell(group, pairs)
        while apart := () if shaped.keys() & set(group) else _at_odds(point, group, frames):
            told.append((apart, tell(apart, _among(apart, pairs))))
            group = tuple(i for i in group if i not in apart)
            point = tell(group, _among(group, pairs))
        told.append((tuple(group), point))
        if frames[group[0]].kind == "quantity":
            rivals |= _rivals(told[-1], len(told), frames)
    told.sort(key=lambda row: row[0])
    groups = [group for group, _ in told]
    points = [
        replace(point, decided=tuple(dict.fromkeys(d for i in group for d in shaped.get(i, ()))))
        for group, point in told
    ]
    lengths = {reading.report.id: max(1, len(reading.report.text)) for reading in readings}
    asides = [all(frames[i].is_aside for i in group) for group in groups]
    order = sorted(range(len(points)), key=lambda n: _weight(points[n], lengths, asides[n]))
    points = [replace(points[n], id=f"p{number}") for number, n in enumerate(order, 1)]
    strands = find_strands(points, [groups[n] for n in order], frames, probability)
    return tuple(replace(point, strand=strand) for point, strand in zip(points, strands, strict=True))


def _at_odds(point: Point, group: Sequence[int], frames: Sequence[Frame]) -> tuple[int, ...]:
    """The frames of a group that its point's differences are of, where other clauses are left; none where the group stays whole.

    What differs is one matter, and the rest of the group may be others: a point of their own keeps them from
    being shown as contested. A denial, a time and a number concern all that is told beside them.
    """
    if frames[group[0]].kind != "clause" or any(d.kind not in ("value", "name") for d in point.differences):
        return ()
    differing = {claim for d in point.differences for side in d.groups for claim in side}
    sides = tuple(i for i, c in zip(group, point.claims, strict=True) if c.id in differing)
    counts = any(d.kind == "value" for d in point.differences) and all(frames[i].quantities for i in sides)
    is_more = any(not frames[i].is_nominal for i in group if i not in sides)
    return sides if is_more and not counts else ()


def _among(group: Sequence[int], pairs: Sequence[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    inside = frozenset(group)
    return [(i, j, p) for i, j, p in pairs if i in inside and j in inside]


def _meet(opposed: Opposed, group: Sequence[int]) -> bool:
    return all(set(side).intersection(group) for side in opposed.sides)


def _rivals(
    told: tuple[Sequence[int], Point], number: int, frames: Sequence[Frame]
) -> dict[tuple[int, int], tuple[int, int]]:
    """The numbers of a point that differ, by report and place: the number of the difference, and the side."""
    group, point = told
    found: dict[tuple[int, int], tuple[int, int]] = {}
    side_of = {
        claim: side
        for d in point.differences
        if d.kind == "value"
        for side, ids in enumerate(d.groups)
        for claim in ids
    }
    for i, claim in zip(group, point.claims, strict=True):
        quantity = frames[i].quantity
        if claim.id in side_of and quantity is not None:
            found[frames[i].report, quantity.start] = (number, side_of[claim.id])
    return found


def _is_aside(group: Sequence[int], frames: Sequence[Frame]) -> bool:
    """Whether only noun phrases of one report are in it: they help to join, and their clauses tell them."""
    return all(frames[i].is_nominal for i in group) and len({frames[i].report for i in group}) == 1


def timeline(points: Sequence[Point]) -> tuple[Moment, ...]:
    """The days of the story in order, each with the points that happened then.

    A point stands at the times that its claims state in their own words: a time of the clause that governs a claim,
    or of something named in it, need not be the matter's. Times without an order (a season's name without a year)
    stay out.
    """
    rows: dict[str, list[str]] = {}
    for point in points:
        values = {c.time.value for c in point.claims if c.time is not None and c.time.told is not None}
        for value in sorted(values):
            rows.setdefault(value, []).append(point.id)
    dated = [(timex.period(value), value) for value in rows]
    ordered = sorted((p.start, p.end, value) for p, value in dated if p is not None)
    return tuple(Moment(value, tuple(rows[value])) for _, _, value in ordered)


def _claims(frames: Sequence[Frame], readings: Sequence[Reading], origins: Sequence[Origin]) -> list[Claim]:
    counts: dict[int, int] = {}
    out = []
    opinions = [Opinions(reading) for reading in readings]
    for frame, origin in zip(frames, origins, strict=True):
        report = readings[frame.report].report
        counts[frame.report] = counts.get(frame.report, 0) + 1
        out.append(
            Claim(
                id=f"c{frame.report + 1}.{counts[frame.report]}",
                report=report.id,
                span=frame.span,
                text=frame.span.of(report.text),
                sentence=readings[frame.report].sentences[frame.sentence],
                origin=origin,
                value=_value(frame.quantity, report.text) if frame.quantity else None,
                time=When(frame.time.value, frame.time.type, frame.time.span, frame.told_then)
                if frame.time
                else None,
                polarity=frame.polarity,
                modality=frame.modality,
                opinion=opinions[frame.report].holds(frame),
            )
        )
    return out


def _value(quantity: Quantity, text: str) -> Value:
    return Value(
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        change=quantity.change,
        unit=quantity.unit if quantity.unit != "-" else quantity.unit_name,
        counted=quantity.counted.of(text) if quantity.counted else None,
    )


def _point(
    members: Sequence[tuple[Frame, Claim]],
    readings: Sequence[Reading],
    published: Mapping[str, str | None],
    desks: Sequence[Desk],
    belongs: Mapping[tuple[str, ...], frozenset[str]],
    introduced: Introduced,
    sure: Sequence[tuple[str, str]],
    beyond: Sequence[tuple[str, str]],
    joins: tuple[str, ...],
    closeness: Mapping[str, float],
    stater: Stater,
    bearing: Bearing,
    answering: Mapping[str, str],
    opposed: Sequence[tuple[Opposed, Difference]],
    places: tuple[Sequence[Sequence[tuple[int, int, Place]]], Mapping[str, frozenset[str]]],
    rivals: Mapping[tuple[int, int], tuple[int, int]],
) -> Point:
    frames = [frame for frame, _ in members]
    claims = [claim for _, claim in members]
    claims = _inherit(frames, claims)
    members = list(zip(frames, claims, strict=True))
    denials = denials_of(members, readings, frozenset(answering))
    dated = {n for n in told_of_one(frames, readings) if not stater.is_pictured(frames[n])}
    timed = [
        replace(
            c,
            time=c.time if n in dated else None,
            value=None if is_counted_over(f, readings[f.report]) else c.value,
        )
        for n, (f, c) in enumerate(members)
    ]
    differences = find_differences(timed, denials, compare_times=bool(dated))
    if frames[0].kind == "clause" and not any(d.kind == "value" for d in differences):
        among = (
            clause_values(members, sure, readings)
            or clause_contraries(members, readings)
            or one_or_more(members, readings)
            or told_numbers(members, rivals)
        )
        differences = (*among, *differences)
    kept = {d.kind for d in differences}
    if "name" not in kept and not any(d.kind == "name" for _, d in opposed):
        differences = (*differences, *rival_places(members, *places))
    differences = (*differences, *(d for _, d in opposed if d.kind not in kept))
    differences = of_one_time(differences, claims, published)
    denied = _denied_most(members, differences, frozenset(answering.values()))
    differences = _answering(differences, denied, claims)
    sources = dict(zip((c.id for c in claims), _sources(members, desks, differences, beyond), strict=True))
    origins = count_origins([s for s in sources.values() if s is not None], belongs, introduced)
    words = frozenset(w for f in frames for w in (*f.words, *f.predicate))
    kinds = {d.kind for d in differences}
    overtaken = "polarity" in kinds and is_overtaken(members, denials, published)
    first = frozenset(c.id for f, c in members if is_of_a_beginning(f, readings[f.report]))
    developed = (
        overtaken
        or ("value" in kinds and grew_from_a_part(claims, differences, first))
        or ("value" in kinds and has_developed(_counted(members, readings, differences), published, words))
        or any(o.is_update for o, _ in opposed)
    )
    status = status_of(claims, differences, origins, overtaken)
    # A point that differs is stated by a claim that does, so that the heading is of what follows; one that has
    # developed by the latest.
    at_odds = {claim for difference in differences for group in difference.groups for claim in group}
    shown = frozenset(at_odds)
    disputed = denied or _asserted(differences, claims)
    at_odds = set(_latest(differences, claims, published, first)) if developed else disputed or at_odds
    stated = [(f, c) for f, c in members if c.id in at_odds] or members
    # A noun phrase states a point only where nothing else does.
    best = stater.best(
        [(f, c) for f, c in stated if not f.is_nominal] or stated, closeness, _lack(members, shown, bearing)
    )
    text = readings[frames[claims.index(best.claim)].report].report.text
    if best.span.of(text) == "":
        raise UntracedStatement(f"point of claim {best.claim.id} has no words to stand for it")
    support = None
    if len({claim.report for claim in claims}) > 1:
        own = frames[claims.index(best.claim)]
        said = bearing.said(own.report, best.span, best.claim)
        borne = bearing.borne(said, members)
        partly = [c for f, c in members if f.report != own.report and tells_part(own, f)]
        is_of_part = not {c.report for c in partly} <= {c.report for c in borne}
        if is_of_part:
            ids = {c.id for c in (*borne, *partly)}
            borne = tuple(c for c in claims if c.id in ids)
        if len(borne) < len(claims) or is_of_part:
            told = {claim.id for claim in borne} | shown
            theirs = count_origins(
                [s for i, s in sources.items() if s is not None and i in told], belongs, introduced
            )
            support = Support(
                claims=tuple(claim.id for claim in borne),
                status=status_of([c for c in claims if c.id in told], differences, theirs, overtaken),
                origins=theirs,
                is_of_part=is_of_part,
            )
    return Point(
        id="",
        statement=best.span.of(text),
        statement_claim=best.claim.id,
        statement_span=best.span,
        kind=_kind(frames),
        status=status,
        origins=origins,
        claims=tuple(claims),
        differences=differences,
        developed=developed,
        joins=joins,
        antecedents=best.antecedents,
        support=support,
    )


def _lack(
    members: Sequence[tuple[Frame, Claim]], at_odds: Set[str], bearing: Bearing
) -> Callable[[Wording], float] | None:
    """For a wording the share of the reports of a point, but for those that are at odds in it, that do not bear it out.

    None where no other report could.
    """
    by_report: dict[int, list[tuple[Frame, Claim]]] = {}
    for frame, claim in members:
        if claim.id not in at_odds:
            by_report.setdefault(frame.report, []).append((frame, claim))
    if len({f.report for f, _ in members}) < 2 or not by_report:
        return None
    number = {claim.id: frame.report for frame, claim in members}

    def lack(wording: Wording) -> float:
        own = number[wording.claim.id]
        said = bearing.said(own, wording.span, wording.claim)
        asked = [told for report, told in by_report.items() if report != own][:ASKED]
        return sum(not bearing.bears(said, told) for told in asked) / max(1, len(asked))

    return lack


def _counted(
    members: Sequence[tuple[Frame, Claim]], readings: Sequence[Reading], differences: Sequence[Difference]
) -> list[Claim]:
    """The claims of a point with their numbers; of clauses that differ, with the one number in each."""
    differing = {c for d in differences if d.kind == "value" for group in d.groups for c in group}
    return [
        replace(c, value=_value(f.quantities[0], readings[f.report].report.text))
        if f.kind == "clause" and len(f.quantities) == 1 and c.id in differing
        else c
        for f, c in members
    ]


def _denied_most(
    members: Sequence[tuple[Frame, Claim]], differences: Sequence[Difference], answered: frozenset[str]
) -> set[str]:
    """Of the claims that a denial stands against those that it was found to answer, with those mostly in the same
    words, and those that tell most of what it denies, or half as much as those; none without one.

    A point may hold more than one matter; what is disputed is the one that is denied. The words next to the
    verb that denies weigh most; names and times, of which a story is full, weigh nothing.
    """
    groups = [group for d in differences if d.kind in DENYING for group in d.groups]
    opposed = {claim for group in groups for claim in group}
    denied = [
        (w, 1 / n) for f, c in members if c.id in opposed for n, w in enumerate(_denied_words(f)[:MATTER], 1)
    ]
    told = {
        c.id: sum(
            x for w, x in denied if any(word_similarity(w, o) >= SAME_WORD for o in _unnamed(f, f.words))
        )
        for f, c in members
        if c.id in opposed and c.polarity == "affirmed" and not f.is_nominal
    }
    most = max(told.values(), default=0.0)
    words = {c.id: set(_unnamed(f, f.words)) for f, c in members if c.id in told}
    alike = {
        claim
        for claim in told
        for other in answered & words.keys()
        if len(words[claim] & words[other]) >= ALIKE * max(len(words[claim]), len(words[other]))
    }
    return alike | {claim for claim, n in told.items() if n >= most / 2 > 0.0}


def _asserted(differences: Sequence[Difference], claims: Sequence[Claim]) -> set[str]:
    """What a denial stands against: it is this that is disputed, and not the denial."""
    opposed = {claim for d in differences if d.kind in DENYING for group in d.groups for claim in group}
    return {c.id for c in claims if c.id in opposed and c.polarity == "affirmed"}


def _denied_words(frame: Frame) -> list[str]:
    """What a denial denies: words of who did what behind a verb that denies, else the word that is negated."""
    said = {*frame.predicate, *frame.core}
    words = [w for w in frame.denied_words if w in said] or [frame.denied] * bool(frame.denied)
    return _unnamed(frame, words)


def _unnamed(frame: Frame, words: Sequence[str]) -> list[str]:
    """The words that are of no name."""
    named = {part for name in frame.names for part in fold(name).split()}
    return [w for w in words if w not in named]


def _answering(
    differences: Sequence[Difference], denied: set[str], claims: Sequence[Claim]
) -> tuple[Difference, ...]:
    """The differences, with only those claims set against a denial that tell what it denies, where any does."""
    text = {claim.id: claim.text for claim in claims}
    shown = []
    for d in differences:
        groups = tuple(tuple(c for c in g if c in denied) if denied.intersection(g) else g for g in d.groups)
        if d.kind in DENYING and groups != d.groups:
            said = " against ".join(f"“{short(text[group[0]])}”" for group in groups)
            d = replace(d, groups=groups, explanation=said)
        shown.append(d)
    return tuple(shown)


def _sources(
    members: Sequence[tuple[Frame, Claim]],
    desks: Sequence[Desk],
    differences: Sequence[Difference],
    beyond: Sequence[tuple[str, str]],
) -> list[Source | None]:
    """The claims as counting needs them: who tells each, what it tells, on which side of each difference, and
    which of them are one matter beyond doubt.
    """
    sides: dict[str, set[tuple[int, int]]] = {}
    for number, difference in enumerate(differences):
        for side, group in enumerate(difference.groups):
            for claim in group:
                sides.setdefault(claim, set()).add((number, side))
    part = {c.id: {n} for n, (_, c) in enumerate(members)}
    for a, b in beyond:
        if part[a] is not part[b]:
            whole = part[a] | part[b]
            part.update((members[n][1].id, whole) for n in whole)
    return [
        Source(
            c.report,
            c.origin,
            desk,
            f.names,
            f.kind,
            f.modality == "planned" or not SPOKEN.isdisjoint(f.predicate),
            f.quantities,
            c.text,
            frozenset(sides.get(c.id, ())),
            min(part[c.id]),
        )
        if c.origin is not None
        else None
        for (f, c), desk in zip(members, desks, strict=True)
    ]


def _latest(
    differences: Sequence[Difference],
    claims: Sequence[Claim],
    published: Mapping[str, str | None],
    first: frozenset[str],
) -> tuple[str, ...]:
    """The group of claims that tells how a number, what nobody had done yet, or what was planned, stands last: not
    what is said to be of a beginning.
    """
    printed = {claim.id: published.get(claim.report) or "" for claim in claims}
    kinds = {"value", "polarity", "name"} & {difference.kind for difference in differences} or {"time"}
    groups = [group for d in differences if d.kind in kinds for group in d.groups]
    return max(groups, key=lambda group: (not first.issuperset(group), max(printed[c] for c in group)))


def _inherit(frames: Sequence[Frame], claims: Sequence[Claim]) -> list[Claim]:
    """A report that has a matter from somebody at one place has it from there where it says the same again.

    The same: an equal number, or words of the matter in common; a point may hold more than one matter.
    """
    named = [
        (frame, claim.origin)
        for frame, claim in zip(frames, claims, strict=True)
        if claim.origin is not None and not claim.origin.own_voice
    ]
    out = []
    for frame, claim in zip(frames, claims, strict=True):
        if claim.origin is not None and claim.origin.own_voice and not frame.bearer:
            known = next((o for f, o in named if f.report == frame.report and _says_again(frame, f)), None)
            claim = replace(claim, origin=known) if known is not None else claim
        out.append(claim)
    return out


def _says_again(a: Frame, b: Frame) -> bool:
    if a.quantity is not None and b.quantity is not None:
        same = (a.quantity.value, a.quantity.low, a.quantity.high)
        return same == (b.quantity.value, b.quantity.low, b.quantity.high)
    return len(set(a.words) & set(b.words)) >= AGAIN


def _kind(frames: Sequence[Frame]) -> str:
    if frames[0].kind == "quantity":
        return "quantity"
    if all(f.bearer for f in frames):
        return "name"
    if any(f.polarity == "denied" for f in frames):
        return "denial"
    return "event"


def _described_apart(
    frames: Sequence[Frame], readings: Sequence[Reading]
) -> tuple[list[Frame], list[Opposed]]:
    """Phrases of two reports that say of one person what cannot both be, as frames behind those that there are."""
    made: list[Frame] = []
    opposed: list[Opposed] = []
    cut = {(f.report, f.head): i for i, f in enumerate(frames) if f.bearer}
    for rivals in (*rival_descriptions(readings), *rival_first_names(readings)):
        sides: list[tuple[int, ...]] = []
        for side in rivals.sides:
            members = []
            for said in side:
                known = cut.get((said.report, said.head))
                members.append(len(frames) + len(made) if known is None else known)
                if known is None:
                    made += phrase_frames(readings[said.report], said.report, [(said.span, said.head)])
            sides.append(tuple(members))
        words = [side[0].span.of(readings[side[0].report].report.text) for side in rivals.sides]
        opposed.append(
            Opposed(
                kind="name",
                sides=(sides[0], sides[1]),
                said=(words[0], words[1]),
                also=tuple(
                    i
                    for i in cut.values()
                    if rivals.sides[0][0].aspect == "office"
                    and same_name(frames[i].bearer, rivals.sides[0][0].person)
                ),
                is_update=rivals.is_succession,
            )
        )
    return made, opposed


def _shown(opposed: Opposed, group: Sequence[int], claims: Sequence[Claim]) -> Difference:
    """An opposition as the point shows it that holds the group."""
    sides = tuple(tuple(claims[i].id for i in side if i in group) for side in opposed.sides)
    a, b = opposed.said
    return Difference(kind=opposed.kind, groups=sides, explanation=f"“{short(a)}” against “{short(b)}”")


def _joins(
    group: Sequence[int], claims: Sequence[Claim], pairs: Sequence[tuple[int, int, float]]
) -> tuple[str, ...]:
    """For each claim but the first, the surest of those before it; the first where none is sure at all."""
    surest = dict.fromkeys(group[1:], (0.0, -group[0]))
    for i, j, p in pairs:
        surest[j] = max(surest[j], (p, -i))
    return tuple(f"{claims[j].id} joins {claims[-i].id}: {p:.2f}" for j, (p, i) in surest.items())


def _closeness(
    group: Sequence[int], claims: Sequence[Claim], pairs: Sequence[tuple[int, int, float]]
) -> dict[str, float]:
    """How surely each claim of a point is of one matter with the others, on average; from 0 to 1."""
    total = dict.fromkeys(group, 0.0)
    for i, j, p in pairs:
        total[i] += p
        total[j] += p
    return {claims[i].id: total[i] / max(1, len(group) - 1) for i in group}


def _weight(point: Point, lengths: Mapping[str, int], is_aside: bool) -> tuple[float, int, str]:
    """What a point weighs in its story, heaviest first.

    How many reports have it counts most. Where a report tells it counts up to one report more (its first
    words count one, its last none), and so does that it is disputed, or half that its reports differ.

    What is said in passing (``is_aside``: "Mayor Ann Poe", "the mayor said on Monday"), and agreed on, weighs
    nothing.
    """
    first: dict[str, int] = {}
    for claim in point.claims:
        first[claim.report] = min(claim.span.start, first.get(claim.report, claim.span.start))
    prominence = sum(1 - start / lengths[report] for report, start in first.items()) / len(first)
    weight = len(first) + prominence + CONTENTION.get(point.status, 0.0)
    if is_aside and point.status not in CONTENTION:
        weight = 0.0
    lead = min(point.claims, key=lambda c: (c.span.start, c.report))
    return (-round(weight, 6), lead.span.start, lead.report)
