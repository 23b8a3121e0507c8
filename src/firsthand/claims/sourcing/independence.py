"""Independence: how many origins of one point can be told apart, with bounds and a reason for every merge.

The convention, as the public formats state or imply it:

- Who is named for a matter is an origin: a person, a body, an outlet that others cite for it. A person and
  the body that the person belongs to are one, and so are two names under which the same words stand.
- Who is only described ("officials", "a person briefed on the matter") is nobody new where one of those
  named may be meant: one of them, so that the others stay apart. A description that names a body
  ("fire department officials") is that body.
- A report that names nobody speaks in its outlet's own voice, and adds an origin; but not where it gives the
  number that a named source gives, nor where the matter is the named source's own act. Of the day and the
  place of an act many can know.
- Who tells what cannot be true beside what another tells does not have it from there.

Public: :func:`count_origins`, :class:`Source`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from firsthand.claims.comparing.compare import bounds, one_unit
from firsthand.claims.frames import FrameKind
from firsthand.claims.sourcing.bodies import body_of, is_body, is_kind, is_relative, state_of
from firsthand.claims.sourcing.cast import Introduced, one_stem
from firsthand.claims.sourcing.origins import Desk
from firsthand.claims.sourcing.tellers import CLAUSE, is_paper
from firsthand.model import Origin, OriginCount, Quantity
from firsthand.model.intervals import compatible
from firsthand.model.names import DETERMINERS, country_of, fold, is_described, name_key, same_name, title_of
from firsthand.model.outlets import is_media

Side = tuple[int, int]  #: a difference of the point, and a group of it
TIME_UNITS = frozenset("second minute hour day week month year decade century".split())
GUESSED = 3  #: times its least that a number may be, from which it is a guess
FEW = 4  #: a number from which somebody must have counted
#: Words of a description that do not say of which kind somebody is.
VAGUE = frozenset(
    "official officials authority authorities source sources person people spokesman spokeswoman spokesperson"
    " government representative representatives some many several others other few most all more investigators"
    " senior top local unnamed anonymous former briefed familiar matter situation move plan plans talks knowledge"
    " of in at on with for from by to about the and s u three four five".split()
)
#: Words from which two claims are one quotation when they are the same.
QUOTED = 5


@dataclass(frozen=True, slots=True)
class Source:
    """One claim's origin as counting needs it."""

    report: str
    origin: Origin
    desk: Desk  #: whose words they are where the report names nobody
    participants: frozenset[str] = frozenset()  #: who the claim tells of
    kind: FrameKind = "clause"
    is_said: bool = True  #: tells of words or plans, which begin with whose they are
    numbers: tuple[Quantity, ...] = ()  #: the numbers in its clause
    words: str = ""
    sides: frozenset[Side] = frozenset()  #: of each difference, the group that it stands in
    matter: int = 0  #: claims with one number are of one matter beyond doubt


@dataclass(slots=True)
class _Party:
    """Those under one name, or reports that speak with one voice, with what they tell, each thing once."""

    name: str
    reports: set[str] = field(default_factory=set)
    sides: set[Side] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    numbers: dict[tuple[object, ...], Quantity] = field(default_factory=dict)
    participants: set[str] = field(default_factory=set)
    is_said: bool = False  #: tells of words or plans
    is_placed: bool = False  #: says when or where, and may tell no more

    def tell(self, source: Source) -> None:
        """Add what one claim of the party tells."""
        self.reports.add(source.report)
        self.sides |= source.sides
        self.said.add(fold(source.words))
        for q in source.numbers:
            if q.value is not None and q.kind not in ("age", "ordinal"):
                self.numbers[q.kind, q.unit, q.unit_name, q.value, q.low, q.high, q.change] = q
        self.participants |= source.participants
        self.is_said |= source.is_said
        self.is_placed |= source.kind in ("time", "place")


def count_origins(
    sources: Sequence[Source],
    belongs: Mapping[tuple[str, ...], frozenset[str]],
    story: Introduced,
) -> OriginCount:
    """Count the independent origins of one point.

    Args:
        sources: The origin of each claim.
        belongs: The bodies of each person, see ``bodies.affiliations``.
        story: What reports say that those are whom they name.

    Returns:
        Bounds with reasons. ``most`` counts those that something tells apart, ``least`` those that
        must be distinct and tell one matter beyond doubt; the sides of a difference are told apart by it.

    Cost: quadratic in the sources' names.
    """
    reasons: list[str] = []
    named = _named(sources, reasons)
    groups = _grouped(named, belongs, story, reasons)
    own = _own_voices(sources, named, reasons)
    own = {key: party for key, party in own.items() if not _has_it_from(party, named, belongs, reasons)}
    if len(own) > 1 or (own and groups):
        reasons.append("reports that name nobody may share a source: counted as one at least")
    # An outlet that is cited may have it from whom the others name, as one that tells it itself may.
    certain = sum(any(not _is_nobody(p.name) and not is_media(p.name) for p in g) for g in groups)
    most = len(groups) + len(own)
    least = min(max(1, certain), max(1, most))
    matters = {source.matter for source in sources}
    if least > 1 and len(matters) > 1 and not any(source.sides for source in sources):
        # Who tells something near the matter is an origin of another, and confirms nothing.
        surely = max(
            count_origins([s for s in sources if s.matter == matter], belongs, story).least
            for matter in matters
        )
        if surely < least:
            least = surely
            reasons.append("some claims are of this matter with doubt: their origins may be of another")
    return OriginCount(
        least=least,
        most=max(1, most),
        names=tuple([*(_best(group) for group in groups), *(party.name for party in own.values())]),
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _named(sources: Sequence[Source], reasons: list[str]) -> list[_Party]:
    """Those whom reports name for the matter, each once."""
    named: list[_Party] = []
    for source in sources:
        if source.origin.own_voice:
            continue
        name = source.origin.name
        party = next((p for p in named if same_name(name, p.name)), None)
        if party is None:
            party = _Party(name)
            named.append(party)
        party.tell(source)
        if name != party.name:
            reasons.append(f"{name} and {party.name} are one")
    return named


def _own_voices(
    sources: Sequence[Source], named: Sequence[_Party], reasons: list[str]
) -> dict[tuple[str, ...], _Party]:
    """The voices that tell the matter themselves, but those of a text that names somebody for it elsewhere."""
    own: dict[tuple[str, ...], _Party] = {}
    spoken: dict[tuple[str, ...], list[frozenset[Side]]] = {}
    for source in sources:
        if not source.origin.own_voice:
            spoken.setdefault(_text_of(source), []).append(source.sides)
    for source in sources:
        desk = source.desk
        if not source.origin.own_voice:
            continue
        if any(not _apart(sides, source.sides) for sides in spoken.get(_text_of(source), ())):
            continue
        if any(same_name(party.name, desk.name) for party in named):
            reasons.append(f"{desk.name} speaks in its own voice and is named by another report")
            continue
        own.setdefault(desk.key, _Party(desk.name)).tell(source)
    for key, party in own.items():
        if len(party.reports) > 1:
            reason = next((s.desk.reason for s in sources if s.desk.key == key and s.desk.reason), None)
            reasons.append(
                f"{len(party.reports)} reports speak with one voice, {party.name}"
                + (f": {reason}" if reason else "")
            )
    return own


def _text_of(source: Source) -> tuple[str, ...]:
    """What tells one text from another: an agency's is one wherever it is printed, an outlet writes many."""
    return (source.report,) if source.desk.reason is None else source.desk.key


def _has_it_from(
    party: _Party,
    named: Sequence[_Party],
    belongs: Mapping[tuple[str, ...], frozenset[str]],
    reasons: list[str],
) -> bool:
    """Whether reports that name nobody may have the matter from one of those that others name for it."""
    for other in named:
        if _apart(party.sides, other.sides):
            continue
        if not is_media(other.name) and _one_figure(party, other):
            reasons.append(f"reports that name nobody may have the figure from {other.name}")
            return True
        actors = (other.name, *sorted(belongs.get(name_key(other.name), ())))
        if party.is_said and not party.is_placed and any(_is_about(party, actor) for actor in actors):
            reasons.append(
                f"{other.name} tells of its own act; reports that name nobody may have it from there"
            )
            return True
    return False


def _is_about(party: _Party, name: str) -> bool:
    """Whether what is told is of somebody, by name or by the same description."""
    if any(same_name(name, participant) for participant in party.participants):
        return True
    return is_described(name) and any(f" {fold(name)} " in f" {words} " for words in party.said)


def _one_figure(a: _Party, b: _Party) -> bool:
    """Whether two give one number of one matter, which somebody must have counted.

    An age many can know, and so they can that there were two or three.
    """
    return any(
        one_unit(q, r) and _is_counted(q) and compatible(bounds(q), bounds(r))
        for q in a.numbers.values()
        for r in b.numbers.values()
    )


def _is_counted(q: Quantity) -> bool:
    """Whether a number is one that somebody counted: no two or three, no stretch of time, which many know, and no
    guess ("dozens", "thousands").
    """
    if q.low and q.high and q.high >= GUESSED * q.low:
        return False
    return q.value is not None and (q.value >= FEW or q.value % 1 != 0) and q.unit_name not in TIME_UNITS


def _grouped(
    named: Sequence[_Party],
    belongs: Mapping[tuple[str, ...], frozenset[str]],
    story: Introduced,
    reasons: list[str],
) -> list[list[_Party]]:
    """Parties that count as one: those that are, then each that is only described with one that it may be."""
    groups: list[list[_Party]] = []
    for party in sorted(named, key=lambda p: _is_nobody(p.name)):
        joined, rest = [party], []
        for group in groups:
            why = next((w for other in group if (w := _are_one(party, other, belongs))), None)
            if why is None:
                rest.append(group)
            else:
                reasons.append(why)
                joined = [*group, *joined]
        if len(joined) > 1 or not _is_nobody(party.name):
            groups = [*rest, joined]
            continue
        homes = [g for g in groups if all(_may_be(party, other, belongs, story) for other in g)]
        home = next(
            (g for g in homes if any(_is_like(party, other) for other in g)), homes[0] if homes else None
        )
        if home is None:
            groups.append(joined)
        else:
            reasons.append(f"{party.name}: not named, so not told apart from {_best(home)}")
            home.append(party)
    order = [party.name for party in named]
    return sorted(groups, key=lambda group: min(order.index(p.name) for p in group))


def _is_nobody(name: str) -> bool:
    """Whether a name describes without saying who is meant."""
    if is_relative(name) or is_kind(name) or is_paper(name):
        return True
    return is_described(name) and not is_body(name) and body_of(name) is None


def _are_one(a: _Party, b: _Party, belongs: Mapping[tuple[str, ...], frozenset[str]]) -> str | None:
    """Why two parties are one; None where nothing shows it."""
    for person, body in ((a, b), (b, a)):
        if any(same_name(body.name, other) for other in belongs.get(name_key(person.name), ())):
            return f"{person.name} is of {body.name}"
        of = body_of(person.name)
        others = (body.name, body_of(body.name) or "", *belongs.get(name_key(body.name), ()))
        if of is not None and any(same_name(other, of) for other in others):
            return f"{person.name} are of {body.name}"
    here, there = (_state(party.name, belongs) for party in (a, b))
    if here is not None and there is not None and (here == there or "" in (here, there)):
        return f"{a.name} and {b.name} are of one state"
    for of_it, state in ((a.name, there), (b.name, here)):
        # "Norway says" is said by its army, its police or its officials.
        if state and country_of(of_it) == state and (is_body(of_it) or is_described(of_it)):
            return f"{of_it} are of {title_of(state)}"
    if any(len(words.split()) >= QUOTED for words in a.said & b.said):
        return f"{a.name} and {b.name} have the same words"
    return None


def _state(name: str, belongs: Mapping[tuple[str, ...], frozenset[str]]) -> str | None:
    """The state that a name speaks for: itself, its government, who holds an office of it or is of its seat."""
    state = state_of(name)
    of = body_of(name)
    if state is None and of is not None:
        state = state_of(of)
    if state is None:
        bodies = sorted(belongs.get(name_key(name), ()))
        state = next((found for body in bodies if (found := state_of(body))), None)
    return state


def _may_be(
    described: _Party,
    other: _Party,
    belongs: Mapping[tuple[str, ...], frozenset[str]],
    story: Introduced,
) -> bool:
    """Whether somebody who is only described may be the other.

    "Officials" may be anybody who holds an office; "residents" are no analyst, and "police" no newspaper.
    """
    if _apart(described.sides, other.sides):
        return False
    if is_media(other.name) != is_media(described.name):
        return False
    here, there = country_of(described.name), country_of(other.name)
    if here is not None and there is not None and here != there:
        return False
    if is_relative(described.name):
        return not is_body(other.name) and not belongs.get(name_key(other.name))
    if is_paper(described.name):
        # Somebody issued it: a body that is named, if any.
        return not story.is_person(other.name) and not _is_nobody(other.name)
    if is_kind(described.name) and not is_described(other.name):
        # "The power company" may be any firm, and whose man a person is.
        return not story.is_person(other.name) or bool(belongs.get(name_key(other.name)))
    if _holds_office(described.name) and is_body(other.name):
        return True  # "rescue officials" may be the coast guard's
    told = {*story.said_of(other.name)}.union(
        *(fold(body).split() for body in belongs.get(name_key(other.name), ()))
    )
    kinds: list[tuple[frozenset[str], Set[str]]] = [(_kind(described.name), told)]
    if _is_nobody(other.name):
        kinds.append((_kind(other.name), frozenset(fold(described.name).split())))
    return all(not kind or any(one_stem(a, b) for a in kind for b in words) for kind, words in kinds)


def _holds_office(description: str) -> bool:
    """Whether a description is of those who hold an office: "rescue officials", no "law enforcement sources"."""
    words = fold(description).split()
    return bool(words) and words[-1] in ("official", "officials", "authority", "authorities")


def _kind(description: str) -> frozenset[str]:
    """The words of a description that say of which kind somebody is, if any does: "a law enforcement source"."""
    words = fold(CLAUSE.split(description, maxsplit=1)[0]).split()
    country = country_of(description)
    return frozenset(
        w for w in words if w not in VAGUE and w not in DETERMINERS and not (country and country_of(w))
    )


def _is_like(described: _Party, other: _Party) -> bool:
    """Whether the other is of the kind that the description tells: "the ministry" of the ministries."""
    kind = fold(described.name).split()[-1:]
    if kind == ["government"] or kind == ["officials"]:
        return state_of(other.name) is not None
    return fold(other.name).split()[-1:] == kind


def _apart(a: Set[Side], b: Set[Side]) -> bool:
    """Whether two stand in one difference and in no group of it together."""
    return any(number == other and group != side for number, group in a for other, side in b) and not a & b


def _best(group: Sequence[_Party]) -> str:
    """The name that tells most: a named source before a described one."""
    return min(group, key=lambda party: (_is_nobody(party.name), is_described(party.name))).name
