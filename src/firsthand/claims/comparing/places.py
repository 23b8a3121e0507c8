"""Places: where a matter is told to be or to come from, and whether two reports tell it of two places.

A place within another is no other place. What lies in what, the reports say themselves ("Orr, Westmark"); two places
that no report puts into one are not set against each other, since the one may hold the other.

Public: :class:`Place`, :func:`rival_places`, :func:`placed`, :func:`containment`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.claims.comparing.opposition import told_alike
from firsthand.claims.frames import Frame
from firsthand.model import Claim, Difference, Reading, Span
from firsthand.model.names import country_of, fold, is_country_word, name_key

#: Prepositions by the part that a place plays.
PARTS: dict[str, str] = {
    **dict.fromkeys("in at near on outside inside off".split(), "where"),
    **dict.fromkeys("from of".split(), "whence"),
    **dict.fromkeys("to into towards toward for".split(), "whither"),
}
_LEAD = re.compile(
    r"(\w+) (?:the )?(?:[a-z]+ (?:city|town|village|suburb|port|district|region|province) of )?$"
)
#: Longest name of a place, in words, that is looked at.
LONG = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A place and the part it plays in what is told: where, whence, whither."""

    name: str
    part: str


def containment(readings: Sequence[Reading]) -> Mapping[str, frozenset[str]]:
    """What each place lies in, as the reports of a story put it ("Orr, Westmark"), folded.

    Cost: linear in the mentions of places.
    """
    inside: dict[str, set[str]] = {}
    for reading in readings:
        text = reading.report.text
        spans = sorted(
            {m for e in reading.entities if e.type == "place" for m in e.mentions}, key=lambda m: m.start
        )
        by_start = {m.start: m for m in spans}
        for span in spans:
            first, _, rest = span.of(text).partition(", ")
            outer = rest
            if not rest and text[span.end : span.end + 2] == ", " and span.end + 2 in by_start:
                outer = by_start[span.end + 2].of(text).partition(", ")[0]
            if outer and len(first.split()) <= LONG:
                inside.setdefault(fold(first), set()).add(fold(outer))
    return {name: frozenset(outer) for name, outer in inside.items()}


def rival_places(
    members: Sequence[tuple[Frame, Claim]],
    named: Sequence[Sequence[tuple[int, int, Place]]],
    inside: Mapping[str, frozenset[str]],
) -> tuple[Difference, ...]:
    """Two places in the same part of clauses of one point, both in one region, if there are any.

    What both clauses name is paired off first; what is left is at odds only where each side has one place
    left in that part.

    Args:
        members: The frames and claims of the point.
        named: The places of each report (:func:`placed`).
        inside: What lies in what (:func:`containment`).

    Cost: quadratic in the members that name places.
    """
    told = [(f, c, _places(f, named[f.report])) for f, c in members if f.kind in ("clause", "place")]
    told = [row for row in told if row[2]]
    own: dict[int, set[str]] = {}
    for f, _, places in told:
        own.setdefault(f.report, set()).update(p.name for p in places)
    for k, (f, _, places) in enumerate(told):
        for g, _, others in told[k + 1 :]:
            pair = _left_over(places, others, inside) if f.report != g.report else None
            if pair is None or pair[0].name in own[g.report] or pair[1].name in own[f.report]:
                continue
            # Countries have nothing in common that would say that the clauses are of one matter.
            if all(is_country_word(one.name) for one in pair) and not told_alike(f, g):
                continue
            groups = tuple(
                tuple(c.id for _, c, its in told if any(p.name == one.name for p in its)) for one in pair
            )
            said = [one.name.title() for one in pair]
            return (Difference(kind="name", groups=groups, explanation=f"“{said[0]}” against “{said[1]}”"),)
    return ()


def _left_over(
    a: Sequence[Place], b: Sequence[Place], inside: Mapping[str, frozenset[str]]
) -> tuple[Place, Place] | None:
    """The one place of each side that the other has not, where both are in one part and one region."""
    left = [p for p in a if not any(_one_place(p, q, inside) for q in b)]
    right = [q for q in b if not any(_one_place(q, p, inside) for p in a)]
    if len(left) != 1 or len(right) != 1 or left[0].part != right[0].part:
        return None
    regions = [inside.get(one.name, frozenset()) for one in (left[0], right[0])]
    # Not by their capitals, which stand for cities here.
    are_countries = all(country_of(one.name) == one.name for one in (left[0], right[0]))
    return (left[0], right[0]) if regions[0] & regions[1] or are_countries else None


def _one_place(p: Place, q: Place, inside: Mapping[str, frozenset[str]]) -> bool:
    """Whether two names may name one place, or the one holds the other."""
    a, b = set(name_key(p.name)), set(name_key(q.name))
    return (
        bool(a and b and (a <= b or b <= a))
        or p.name in inside.get(q.name, frozenset())
        or q.name in inside.get(p.name, frozenset())
    )


def _places(frame: Frame, named: Sequence[tuple[int, int, Place]]) -> list[Place]:
    """The places that a frame names, of those that its report does."""
    first = bisect_left(named, frame.span.start, key=lambda row: row[0])
    found = []
    for start, end, place in named[first:]:
        if start >= frame.span.end:
            break
        if end <= frame.span.end:
            found.append(place)
    return found


def placed(reading: Reading) -> tuple[tuple[int, int, Place], ...]:
    """The places that a report names behind a preposition, in order, without those that only hold the one before."""
    text = reading.report.text
    #: Where a word ends that only tells of the next: "of Norland workers" is no place.
    attributes = {t.end for t in reading.tokens if t.relation in ("amod", "compound")}
    found: dict[int, tuple[int, int, Place]] = {}
    for entity in reading.entities:
        for mention in entity.mentions if entity.type == "place" else ():
            place = _placed(text, mention)
            if place is not None and mention.end not in attributes:
                found.setdefault(mention.start, (mention.start, mention.end, place))
    return tuple(row for _, row in sorted(found.items()))


def _placed(text: str, mention: Span) -> Place | None:
    lead = _LEAD.search(text[max(0, mention.start - 40) : mention.start])
    part = PARTS.get(lead[1].lower()) if lead else None
    name = fold(mention.of(text).partition(", ")[0])
    return Place(name, part) if part and name else None
