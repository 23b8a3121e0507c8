"""The Admiralty view: how far an account bears out each point, and how reliable people hold its sources.

The two axes of the Admiralty code (NATO AJP-2.1) are kept apart and never merged into one grade:

- **credibility of the information**, 1 to 6, follows from the account alone, with its reasons: it says what
  these reports show about each other, not what is true;
- **reliability of the source**, A to F, is taken from the user's own list and from nowhere else; a source
  that is not on it stands as F, "cannot be judged".

What is graded is the statement of a point. The rules, the first that holds:

====  ===========================  ==================================================================
5     improbable                   others contradict it, of two or more independent origins, and one has it
4     doubtful                     others contradict it, or somebody is said to
1     confirmed by other sources   two or more origins that must be distinct have it
2     probably true                two or more have it who may share a source
3     possibly true                one named origin has it, however often it is printed
6     truth cannot be judged       nobody is named for it, or only somebody who is described
====  ===========================  ==================================================================

Public: :func:`admiralty`, :class:`Assessment`, :data:`CREDIBILITY`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from firsthand.briefs.outline import labels, listed
from firsthand.model import Account, Claim, Point, Ratings
from firsthand.model.names import is_described, same_name
from firsthand.model.outlets import outlet_name

#: The credibility of information in the words of the code.
CREDIBILITY: Mapping[int, str] = MappingProxyType(
    {
        1: "confirmed by other sources",
        2: "probably true",
        3: "possibly true",
        4: "doubtful",
        5: "improbable",
        6: "truth cannot be judged",
    }
)
#: What stands under every view of the grades.
CAUTION = (
    "Credibility 1 to 6 in the words of the Admiralty code (NATO AJP-2.1): what these reports show about each "
    "other, not what is true. Reliability A to F is your own list’s; F stands for every source that it does not "
    "rate. The two are never merged."
)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The two axes for one point."""

    credibility: int  #: 1 to 6, see ``CREDIBILITY``
    reasons: tuple[str, ...]  #: why, the ground first
    reliability: tuple[tuple[str, str, bool], ...]  #: each source, its letter, and whether the list rates it


def admiralty(account: Account, ratings: Ratings | None = None) -> dict[str, Assessment]:
    """Assess the statement of every point of an account.

    Args:
        account: What is assessed.
        ratings: The user's list of sources; without it every source stands as F.

    Returns:
        Point id → assessment, in the order of the points.

    Cost: linear in the claims.

    Example:
        >>> import firsthand
        >>> text = "The dam above Oro held on Friday, mayor Ana Pell said."
        >>> [account] = firsthand.brief([firsthand.Report(id="a", text=text, outlet="Post")])
        >>> seen = firsthand.admiralty(account, firsthand.parse_ratings("C  Ana Pell"))["p1"]
        >>> seen.credibility, seen.reliability
        (3, (('Ana Pell', 'C', True), ('Post', 'F', False)))
    """
    ratings = ratings or Ratings()
    names = labels([reading.report for reading in account.readings])
    outlets = {r.report.id: outlet_name(r.report.outlet) for r in account.readings if r.report.outlet}
    return {
        point.id: Assessment(*_credibility(point, names), _reliability(point, ratings, outlets, names))
        for point in (p.as_stated for p in account.points)
    }


def _credibility(point: Point, names: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    grade, ground = _ground(point, names)
    reasons = [ground]
    kinds = {claim.modality for claim in point.claims}
    if kinds == {"planned"}:
        reasons.append("told as a plan: what is graded is that it was said")
    elif kinds <= {"possible", "estimated"}:
        reasons.append("told as possible or estimated: what is graded is that it was said")
    if point.developed:
        reasons.append("the number has changed over time; later reports update earlier ones")
    return grade, tuple(reasons)


def _ground(point: Point, names: Mapping[str, str]) -> tuple[int, str]:
    with_it, against = _sides(point)
    if against:
        mine, theirs = _origins(point, with_it), _origins(point, against)
        shown = listed([names.get(n, n) for n in theirs], 4)
        if len(theirs) > 1 and len(mine) < 2 and point.origins.least > 1:
            return 5, f"contradicted by {len(theirs)} origins: {shown}"
        return 4, f"contradicted by {shown}"
    if point.differences and not point.developed:
        return 4, "it denies what somebody is said to assert"
    origins = point.origins
    shown = listed([names.get(n, n) for n in origins.names], 5)
    if point.status in ("corroborated", "differs", "disputed") and origins.most > 1:
        if origins.least > 1:
            return 1, f"{origins.least} independent origins at least: {shown}"
        return 2, f"{origins.most} origins that may share a source: {shown}"
    n = len({claim.report for claim in point.claims})
    where = f"{n} reports have it" if n > 1 else "one report has it"
    speakers = [c.origin.name for c in point.claims if c.origin is not None and not c.origin.own_voice]
    told = [name for name in speakers if not is_described(name)]
    if told:
        return 3, f"one origin, {names.get(told[0], told[0])}; {where} and nothing here contradicts it"
    if speakers:
        return 6, f"its origin is described and not named ({speakers[0]}); {where}"
    return 6, f"nobody is named for it; {where}"


def _sides(point: Point) -> tuple[list[Claim], list[Claim]]:
    """The claims that go with the statement, and those that cannot be true beside it.

    Where a number has developed, an earlier one contradicts nothing.
    """
    against: set[str] = set()
    for difference in point.differences:
        if point.developed and difference.kind == "value":
            continue
        mine = next((g for g in difference.groups if point.statement_claim in g), None)
        if mine is not None:
            against |= {c for group in difference.groups if group is not mine for c in group}
    return (
        [c for c in point.claims if c.id not in against],
        [c for c in point.claims if c.id in against],
    )


def _origins(point: Point, claims: list[Claim]) -> list[str]:
    """The origins of a point, as they are counted there, that stand behind some of its claims."""
    found: list[str] = []
    for claim in claims:
        if claim.origin is None:
            continue
        mine = claim.origin.name
        name = next((n for n in point.origins.names if n == mine or same_name(n, mine)), mine)
        if name not in found:
            found.append(name)
    return found


def _reliability(
    point: Point, ratings: Ratings, outlets: Mapping[str, str], names: Mapping[str, str]
) -> tuple[tuple[str, str, bool], ...]:
    """Every source of a point once: its origins, those who relayed it, the outlets that print it."""
    sources: list[str] = []
    for claim in point.claims:
        if claim.origin is not None:
            sources += [claim.origin.name, *claim.origin.via]
    sources += [outlets.get(claim.report, names[claim.report]) for claim in point.claims]
    rows: dict[str, tuple[str, str, bool]] = {}
    for source in sources:
        letter = ratings.of(source)
        rows.setdefault(source, (names.get(source, source), letter or "F", letter is not None))
    return tuple(rows.values())


def reliability_words(assessment: Assessment, most: int = 6) -> str:
    """The sources of a point with their letters: "Harbour Post B, Ana Oro F (not rated)"."""
    rated = [f"{source} {letter}" for source, letter, is_rated in assessment.reliability if is_rated]
    others = [source for source, _, is_rated in assessment.reliability if not is_rated]
    if not others:
        return listed(rated, most)
    rest = f"{listed(others, most)}: F, not rated"
    return f"{', '.join(rated)}; {rest}" if rated else rest
