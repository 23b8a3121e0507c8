"""Independence: how many origins of one point can be told apart, with bounds and a reason for every merge.

Two sources count as one where one is the other's body or spokesman, and where one is a group that
nobody names and nothing sets apart ("officials", "a person briefed on the matter"). A report that names
nobody speaks in its outlet's own voice; it adds nobody where the matter is another's own act or figure:
who prints the company's number has it from the company, named or not.

Public: :func:`count_origins`, :func:`affiliations`, :class:`Source`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.claims.frames import Tree
from firsthand.claims.origins import Desk
from firsthand.model import Origin, OriginCount, Reading
from firsthand.model.names import country_of, is_described, name_key, same_name
from firsthand.model.outlets import is_media

#: Relations by which a body hangs from the person or the title that belongs to it.
BELONGING = frozenset({"compound", "nmod", "amod", "flat"})


@dataclass(frozen=True, slots=True)
class Source:
    """One claim's origin as counting needs it."""

    report: str
    origin: Origin
    participants: frozenset[str]  #: who the claim tells of


def affiliations(readings: Sequence[Reading]) -> dict[tuple[str, ...], frozenset[str]]:
    """The bodies that each person of the story is said to belong to, by the key of the person's name.

    From appositions and titles: "Ana Oro, a spokeswoman of Blue Strait Lines", "Blue Strait Lines
    director Ana Oro".

    Cost: linear in the mentions and their phrases.
    """
    found: dict[tuple[str, ...], set[str]] = {}
    for reading in readings:
        tree = Tree(reading.tokens)
        at = {token.start: i for i, token in enumerate(reading.tokens)}
        bodies: dict[int, str] = {}
        for entity in reading.entities:
            if entity.type == "organization":
                for mention in entity.mentions:
                    if mention.start in at:
                        bodies[at[mention.start]] = entity.name
        for entity in reading.entities:
            if entity.type != "person":
                continue
            for mention in entity.mentions:
                if mention.start not in at:
                    continue
                head = at[mention.start]
                while reading.tokens[head].head >= 0 and _inside(
                    reading, reading.tokens[head].head, mention.start, mention.end
                ):
                    head = reading.tokens[head].head
                named = {bodies[i] for i in _around(tree, head) if i in bodies}
                if named:
                    found.setdefault(name_key(entity.name), set()).update(named)
    return {key: frozenset(names) for key, names in found.items()}


def _inside(reading: Reading, index: int, start: int, end: int) -> bool:
    return start <= reading.tokens[index].start < end


def _around(tree: Tree, head: int) -> list[int]:
    """Tokens of what stands in apposition to a name, of its title, and of what they belong to."""
    roots = [c for c in tree.children[head] if tree.relation(c) in ("appos", *BELONGING)]
    above = tree.tokens[head].head
    if above >= 0 and tree.relation(head) in ("appos", "flat", "compound"):
        roots += [c for c in tree.children[above] if c != head and tree.relation(c) in BELONGING]
    found: list[int] = []
    for root in roots:
        found.extend(i for i in tree.subtree(root) if i != head)
    return found


def count_origins(
    sources: Sequence[Source],
    voices: Mapping[str, Desk],
    belongs: Mapping[tuple[str, ...], frozenset[str]],
    is_figure: bool,
) -> OriginCount:
    """Count the independent origins of one point.

    Args:
        sources: The origin of each claim.
        voices: The desk of each report id.
        belongs: The bodies of each person, see :func:`affiliations`.
        is_figure: Whether the matter is a number, which somebody must have counted.

    Returns:
        Bounds with reasons. ``most`` counts those that something tells apart, ``least`` those that
        must be distinct.

    Cost: quadratic in the sources' names.
    """
    reasons: list[str] = []
    named: list[str] = []
    spoken: set[tuple[str, ...]] = set()
    for source in sources:
        if source.origin.own_voice:
            continue
        spoken.add(voices[source.report].key)
        if not any(same_name(source.origin.name, other) for other in named):
            named.append(source.origin.name)
        elif source.origin.name not in named:
            other = next(n for n in named if same_name(n, source.origin.name))
            reasons.append(f"{source.origin.name} and {other} are one")
    people = [n for n in named if not is_media(n)]
    if people and len(people) < len(named):
        passing = ", ".join(n for n in named if is_media(n))
        reasons.append(f"{passing} may pass on what others are named for")
        named = people
    groups, why = _grouped(named, belongs)
    reasons += why
    own = _own_voices(sources, voices, spoken, named, reasons)
    # An outlet that is named passes on what it found: others may have found it too.
    if own and named:
        actors = frozenset().union(*(s.participants for s in sources))
        actor = next((n for n in named if any(same_name(n, a) for a in actors)), None)
        if actor is not None:
            reasons.append(f"{actor} tells of its own act; reports that name nobody may have it from there")
            own = {}
        elif is_figure:
            reasons.append(f"reports that name nobody may have the figure from {named[0]}")
            own = {}
    if len(own) > 1 or (own and named):
        reasons.append("reports that name nobody may share a source: counted as one at least")
    certain = sum(any(not is_described(n) for n in group) for group in groups)
    most = len(groups) + len(own)
    return OriginCount(
        least=min(max(1, certain), max(1, most)),
        most=max(1, most),
        names=tuple([*(_best(group) for group in groups), *own.values()]),
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _own_voices(
    sources: Sequence[Source],
    voices: Mapping[str, Desk],
    spoken: set[tuple[str, ...]],
    named: Sequence[str],
    reasons: list[str],
) -> dict[tuple[str, ...], str]:
    """The voices that tell the matter themselves, but those of a text that names somebody for it elsewhere."""
    own: dict[tuple[str, ...], str] = {}
    reports: dict[tuple[str, ...], set[str]] = {}
    for source in sources:
        desk = voices[source.report]
        if not source.origin.own_voice or desk.key in spoken:
            continue
        if any(same_name(name, desk.name) for name in named):
            reasons.append(f"{desk.name} speaks in its own voice and is named by another report")
            continue
        own.setdefault(desk.key, desk.name)
        reports.setdefault(desk.key, set()).add(source.report)
    for key, told in reports.items():
        if len(told) > 1:
            reason = next((d.reason for d in voices.values() if d.key == key and d.reason), None)
            reasons.append(
                f"{len(told)} reports speak with one voice, {own[key]}" + (f": {reason}" if reason else "")
            )
    return own


def _grouped(
    named: Sequence[str], belongs: Mapping[tuple[str, ...], frozenset[str]]
) -> tuple[list[list[str]], list[str]]:
    """Names that count as one, and why.

    Joins carry on: where one report gives the matter to officials whom nobody names, and they may be
    either of two that others name, nothing tells those two apart for this matter.
    """
    groups: list[list[str]] = []
    reasons = []
    for name in sorted(named, key=is_described):
        joined = [name]
        rest = []
        for group in groups:
            why = next((w for other in group if (w := _one(name, other, belongs))), None)
            if why is None:
                rest.append(group)
            else:
                reasons.append(why)
                joined = [*group, *joined]
        groups = [*rest, joined]
    return sorted(groups, key=lambda group: named.index(group[0])), reasons


def _one(a: str, b: str, belongs: Mapping[tuple[str, ...], frozenset[str]]) -> str | None:
    """Why ``a`` counts as one with ``b``; None when something tells them apart."""
    for person, body in ((a, b), (b, a)):
        if any(same_name(body, other) for other in belongs.get(name_key(person), ())):
            return f"{person} is of {body}"
    if is_described(a):
        here, there = country_of(a), country_of(b)
        if here is None or there is None or here == there:
            return f"{a}: not named, so not told apart from {b}"
    return None


def _best(group: Sequence[str]) -> str:
    """The name that tells most: a named source before a described one."""
    return min(group, key=lambda name: (is_described(name), group.index(name)))
