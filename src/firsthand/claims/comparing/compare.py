"""Comparison: what the claims of one point differ in, and whether later ones only update earlier ones.

Each difference is of one kind (value, time, polarity, name, attribution), groups the claims that
agree among themselves, and says in one line what differs.

Public: :func:`find_differences`, :func:`of_one_time`, :func:`has_developed`, :func:`grew_from_a_part`,
:func:`status_of`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence, Set
from datetime import timedelta

from firsthand.claims.comparing.counting import PART, may_be_one
from firsthand.claims.frames import FALSEHOODS, REPORTS
from firsthand.claims.joining.meaning import word_similarity
from firsthand.model import Claim, Difference, OriginCount, Quantity, timex
from firsthand.model.claim import DifferenceKind, Status, Value
from firsthand.model.intervals import Interval, compatible, is_total_of
from firsthand.model.names import fold
from firsthand.model.units import MEASURED, comparable

#: Likeness of two nouns from which they count one thing ("soldier", "troop").
SAME_THING = 0.55
#: Ratio of the smaller to the greater below which two values are of two matters: of counts ("3 dead", "14
#: dead"), and of measures, of which a text has many of one unit.
COUNTS_APART = 0.1
MEASURES_APART = 0.5
#: Reports this far apart tell two happenings of one kind: two launches, two quarters.
TWO_MONTHS = timedelta(days=61)
#: Words by which a report is said to tell what is not so, and a negation with two words behind it, folded.
_CALLED_FALSE = re.compile(
    rf"\b(?:{'|'.join(sorted(FALSEHOODS))})\s+(?:\w+\s+)?(?:{'|'.join(sorted(REPORTS))})s?\b", re.IGNORECASE
)
_NEGATED = re.compile(r"\b(?:not|never|no|cannot|without|\w+n t) \w+ \w+\b")
#: Ratio from which two values that agree are one value said twice.
SAME_VALUE = 0.9

#: Things that only grow in the course of an event: a later, higher count takes in the earlier one.
GROWING = frozenset(
    {
        "kill", "die", "dead", "death", "fatality", "victim", "toll", "casualty", "injure", "injured", "wound",
        "wounded", "hurt", "injury", "miss", "missing", "arrest", "detain", "evacuate", "rescue", "displace",
        "body", "recover", "affect", "destroy", "damage", "infect", "case", "hospitalize", "homeless",
    }
)  # fmt: skip

#: Things that only become fewer: the missing are found.
FALLING = frozenset({"missing", "miss", "unaccounted", "untraced"})


def interval_of(value: Value) -> Interval:
    """The interval that a claim's value allows."""
    return Interval.from_value(value.value, value.low, value.high, value.change)


def values_agree(a: Value, b: Value) -> bool:
    """Whether two values can be true of one matter. Different units never disagree: they do not meet, and
    neither do counts of things that have nothing in common (buses, relatives).
    """
    if a.unit != b.unit and "-" not in (a.unit, b.unit):
        if not _both_counts(a, b):
            return True
        left, right = a.unit.split()[-1], b.unit.split()[-1]
        if not may_be_one(left, right):
            return True
    return compatible(interval_of(a), interval_of(b))


def rival_numbers(a: Sequence[Quantity], b: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
    """The one number of each of two clauses about one matter that cannot both be right, if there is one.

    Numbers that agree are paired off first. What is left is at odds only where each side has just one
    number of its unit left, so that it is plain which stands against which.

    Example:
        >>> def people(n):
        ...     return Quantity(start=0, end=1, value=n, low=n, high=n, unit_name="person")
        >>> pair = rival_numbers([people(12), people(3)], [people(3), people(14)])
        >>> [q.value for q in pair]
        [12, 14]
        >>> rival_numbers([people(12)], [people(3), people(14)]) is None
        True
    """
    left, right = [q for q in a if q.value is not None], [q for q in b if q.value is not None]
    for q in list(left):
        match = next((r for r in right if one_unit(q, r) and compatible(bounds(q), bounds(r))), None)
        if match is not None:
            left.remove(q)
            right.remove(match)
    for whole, parts in ((left, right), (right, left)):
        # 5,000 builders and 1,000 sappers are the 6,000 of another report.
        if any(is_total_of(bounds(q), map(bounds, parts)) for q in whole):
            return None
    for q in left:
        rivals = [r for r in right if one_unit(q, r)]
        if (
            len(rivals) == 1
            and sum(one_unit(other, rivals[0]) for other in left) == 1
            and _near(q, rivals[0])
        ):
            return q, rivals[0]
    return None


def bounds(q: Quantity) -> Interval:
    """The interval that a number in a text allows."""
    return Interval.from_value(q.value, q.low, q.high, q.change)


def one_unit(a: Quantity, b: Quantity) -> bool:
    """Whether two numbers measure in one unit or count things of one name."""
    if a.kind in MEASURED or b.kind in MEASURED:
        return a.kind == b.kind and comparable(a.unit, b.unit)
    if "-" in (a.unit_name, b.unit_name):
        return False
    return word_similarity(a.unit_name.split()[-1], b.unit_name.split()[-1]) > SAME_THING


def _has_bound(value: Value) -> bool:
    return not (value.value is None and value.low is None and value.high is None)


def _both_counts(a: Value, b: Value) -> bool:
    return a.counted is not None and b.counted is not None


def find_differences(
    claims: Sequence[Claim],
    denials: Mapping[str, Set[str] | None],
    compare_times: bool,
) -> tuple[Difference, ...]:
    """What the claims of one point differ in.

    Args:
        claims: The claims of the point, in order of report and place.
        denials: Ids of claims that deny what others of the point assert, each with None; those that say that
            somebody did *not* say it, each with the ids of the claims that are said to come from there.
        compare_times: Whether the claims tell of one happening, so that two days cannot both be right.

    Returns:
        At most one difference of each kind. A denial that nobody's claim stands against is no difference.

    Cost: quadratic in the claims of the point.
    """
    found: list[Difference] = []
    valued = [c for c in claims if c.value is not None and _has_bound(c.value)]
    whole = [c for c in valued if not PART.match(c.text)]
    valued = whole or valued  # a part is at odds with no whole
    groups = _value_groups(valued)
    if len(groups) > 1:
        said = " against ".join(_shown(group) for group in groups)
        found.append(Difference(kind="value", groups=_ids(groups), explanation=said))
    if compare_times:
        timed = [c for c in claims if c.time is not None]
        groups = _groups(timed, lambda a, b: timex.compatible(a.time.value, b.time.value))
        groups = _at_odds(groups)
        if len(groups) > 1:
            said = " against ".join(_times(group) for group in groups)
            found.append(Difference(kind="time", groups=_ids(groups), explanation=said))
    denying = [c for c in claims if c.id in denials]
    silent = [c for c in denying if denials[c.id] is not None]
    told = frozenset[str]().union(*(denials[c.id] or () for c in silent))
    # What stands in the words of a denial is what it denies, and asserts nothing; nor does "a false report".
    free = [
        c
        for c in claims
        if c.polarity == "affirmed"
        and not _CALLED_FALSE.search(c.text)
        and not any(_overlap(c, d) for d in denying)
    ]
    sides: tuple[tuple[DifferenceKind, list[Claim], list[Claim]], ...] = (
        ("polarity", free, [c for c in denying if c not in silent]),
        ("attribution", [c for c in free if c.id in told], silent),
    )
    for kind, affirmed, denied in sides:
        if affirmed and denied:
            said = f"“{short(affirmed[0].text)}” against “{short(denied[0].text)}”"
            found.append(Difference(kind=kind, groups=_ids([affirmed, denied]), explanation=said))
    return tuple(found)


def of_one_time(
    differences: Sequence[Difference], claims: Sequence[Claim], published: Mapping[str, str | None]
) -> tuple[Difference, ...]:
    """The differences without those of numbers and times that reports print of two times: two months and more lie
    between them, and what they count is more often two happenings of one kind than one.

    Args:
        differences: Those of a point.
        claims: Its claims.
        published: Publication time of each report (ISO 8601), None where unknown.
    """
    printed = {c.id: timex.period((published.get(c.report) or "")[:10]) for c in claims}

    def near(a: str, b: str) -> bool:
        one, other = printed[a], printed[b]
        return one is None or other is None or abs(one.start - other.start) < TWO_MONTHS

    return tuple(
        d
        for d in differences
        if d.kind not in ("value", "time")
        or any(near(a, b) for x, y in itertools.combinations(d.groups, 2) for a in x for b in y)
    )


def has_developed(
    claims: Sequence[Claim], published: Mapping[str, str | None], words: frozenset[str]
) -> bool:
    """Whether differing values are one count that grew, never lower in a later report; or of the missing, that fell.

    Args:
        claims: Claims with values that differ.
        published: Publication time of each report (ISO 8601), None where unknown.
        words: Lemmas of the point; a count of something that only grows or only falls must be among them.
    """
    if not words & (GROWING | FALLING):
        return False
    course = []
    for claim in claims:
        if claim.value is None or claim.value.value is None:
            continue
        when = published.get(claim.report)
        if when is None:
            return False
        course.append((when, claim.value.value, claim.report))
    course.sort(key=lambda row: (row[0], row[1]))
    if len({report for _, _, report in course}) < 2 or course[0][0] == course[-1][0]:
        return False
    best: dict[str, float] = {}
    for when, value, _ in course:
        best[when] = max(best.get(when, 0.0), float(value))
    series = [best[when] for when in sorted(best)]
    if words & FALLING and series[0] > series[-1]:
        series.reverse()
    return all(a <= b for a, b in itertools.pairwise(series)) and series[0] < series[-1]


def grew_from_a_part(
    claims: Sequence[Claim], differences: Sequence[Difference], first: frozenset[str]
) -> bool:
    """Whether the smaller of the values that differ are all said to be of a beginning, and the greatest is not: "sent
    9,000 at first" and "14,000 fought".

    Args:
        claims: Claims with values that differ.
        differences: Their differences.
        first: Ids of the claims that are said to be of a beginning.
    """
    value = {c.id: c.value.value for c in claims if c.value is not None and c.value.value is not None}
    groups = [g for d in differences if d.kind == "value" for g in d.groups if value.keys() & set(g)]
    groups.sort(key=lambda group: max(value.get(c, 0) for c in group))
    return len(groups) > 1 and first.isdisjoint(groups[-1]) and all(first.issuperset(g) for g in groups[:-1])


def status_of(
    claims: Sequence[Claim],
    differences: Sequence[Difference],
    origins: OriginCount,
    is_overtaken: bool = False,
) -> Status:
    """The status of a point, as ``formats.md`` defines it; a denial that time has overtaken disputes nothing."""
    kinds = {difference.kind for difference in differences}
    if "attribution" in kinds or ("polarity" in kinds and not is_overtaken):
        return "disputed"
    if kinds:
        return "differs"
    if len({claim.report for claim in claims}) < 2:
        return "single"
    return "corroborated" if origins.most > 1 else "relayed"


def _groups(claims: Sequence[Claim], agree) -> list[list[Claim]]:  # type: ignore[no-untyped-def]
    """Claims in groups that agree among themselves; a vague claim goes with the first it fits.

    The sharpest claims make the groups: "over 10,000" fits both 12,000 and 14,000 and splits neither.
    """
    ordered = sorted(claims, key=lambda c: (_vagueness(c), c.id))
    groups: list[list[Claim]] = []
    for claim in ordered:
        home = next((g for g in groups if all(agree(claim, other) for other in g)), None)
        if home is None and groups and _vagueness(claim) > 0:
            home = next((g for g in groups if agree(claim, g[0])), None)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    return groups


def _value_groups(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims in groups whose values cannot all be true, one where nothing is at odds.

    What a report says first of a matter is what it says; numbers further down are of other times, places
    and parts. It is at odds with a report that says first what it says nowhere itself.
    """
    first: dict[str, Claim] = {}
    said: dict[str, list[Value]] = {}
    for claim in claims:
        if claim.value is not None:
            first.setdefault(claim.report, claim)
            said.setdefault(claim.report, []).append(claim.value)

    def says(report: str, value: Value) -> bool:
        return any(_same_value(value, other) for other in said[report])

    def against(a: Claim, b: Claim) -> bool:
        if a.value is None or b.value is None or values_agree(a.value, b.value):
            return False
        return _near(a.value, b.value) and not says(b.report, a.value) and not says(a.report, b.value)

    sides = [c for c in first.values() if any(against(c, other) for other in first.values())]
    # Of those who are at odds with nobody a count that is no more than a bound, and fits all sides, goes with the
    # first: it is an earlier count. Any other is on no side ("dozens").
    fitting = [c for c in first.values() if c not in sides and _is_lower_bound(c)]
    fitting = [c for c in fitting if all(_fits(c, side) for side in sides)]
    groups = _groups([*sides, *fitting], _fits) if sides else []
    return [
        [c for c in claims if any(c is g or (c.report == g.report and _agree_closely(c, g)) for g in group)]
        for group in groups
    ]


def _is_lower_bound(c: Claim) -> bool:
    return c.value is not None and c.value.counted is not None and c.value.high is None


def _fits(a: Claim, b: Claim) -> bool:
    return a.value is not None and b.value is not None and values_agree(a.value, b.value)


def _agree_closely(a: Claim, b: Claim) -> bool:
    return a.value is not None and b.value is not None and _same_value(a.value, b.value)


def _near(a: Quantity | Value, b: Quantity | Value) -> bool:
    """Whether two numbers are near enough to be of one matter: measures far apart are of two."""
    if a.unit == "%":
        return True
    small, great = _magnitudes(a, b)
    return small >= (COUNTS_APART if a.counted and b.counted else MEASURES_APART) * great


def _same_value(a: Value, b: Value) -> bool:
    small, great = _magnitudes(a, b)
    return small >= SAME_VALUE * great and values_agree(a, b)


def _magnitudes(a: Quantity | Value, b: Quantity | Value) -> tuple[float, float]:
    values = [next(abs(n) for n in (v.value, v.low, v.high) if n is not None) for v in (a, b)]
    return min(values), max(values)


def _at_odds(groups: Sequence[list[Claim]]) -> list[list[Claim]]:
    """The groups without claims of reports that stand in more than one."""
    homes: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for claim in group:
            homes.setdefault(claim.report, set()).add(number)
    kept = [[c for c in group if len(homes[c.report]) == 1] for group in groups]
    return [group for group in kept if group]


def _vagueness(claim: Claim) -> int:
    value = claim.value
    if value is None:
        return len(claim.time.value) * -1 if claim.time else 0
    if value.low is None or value.high is None:
        return 3
    return 2 if value.low != value.high else 1 if value.change == "~" else 0


def _ids(groups: Sequence[Sequence[Claim]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(claim.id for claim in group) for group in groups)


def _shown(group: Sequence[Claim]) -> str:
    return "“" + short(group[0].text) + "”"


def _overlap(told: Claim, denial: Claim) -> bool:
    """Whether a claim has words of a denial in its report, or in another prints what it negates, negated too."""
    if told.report == denial.report:
        return told.span.overlaps(denial.span)
    said = f" {fold(told.text)} "
    return any(f" {m[0]} " in said for m in _NEGATED.finditer(fold(denial.text)))


def _times(group: Sequence[Claim]) -> str:
    return ", ".join(dict.fromkeys(c.time.value for c in group if c.time is not None))


def short(text: str, limit: int = 90) -> str:
    words = " ".join(text.split())
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + " …"
