"""Origins: who a claim first comes from, and through whom.

A claim's origin is found by walking its attributions from the inside out, then the lineage of its
report. How many origins of a point are independent is counted elsewhere (``independence``).

Public: :func:`origin_of`, :func:`desks`, :class:`Desk`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.claims.frames import Frame
from firsthand.model import Attribution, Entity, Lineage, Origin, Reading, Report, Speaker
from firsthand.model.names import name_key, same_name
from firsthand.model.outlets import is_media, outlet_name

#: Verbs by which somebody says who or what another is, where no attribution was found.
TELLING = frozenset({"identify", "describe", "name", "blame", "accuse", "praise", "condemn"})


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose words a report's own voice is: its outlet, or the agency whose text it prints."""

    name: str
    via: tuple[str, ...]
    key: tuple[str, ...]  #: equal for reports whose own voice is one voice
    reason: str | None  #: why two reports of this key count as one


def desk_of(report: Report) -> Desk:
    """Whose voice speaks where the report names nobody.

    An agency that is credited for the text speaks, the outlet relays it.
    """
    outlet = outlet_name(report.outlet) if report.outlet else report.id
    if len(report.agencies) == 1:
        agency = report.agencies[0]
        via = (outlet,) if not same_name(agency, outlet) else ()
        return Desk(agency, via, name_key(agency) or (agency,), f"text of {agency}")
    return Desk(outlet, (), ("report", outlet), None)


def desks(readings: Sequence[Reading], lineage: Lineage) -> tuple[Desk, ...]:
    """The desk of each report, with reports that print or rewrite one text brought to one desk.

    Cost: linear in reports and links.
    """
    found = {reading.report.id: desk_of(reading.report) for reading in readings}
    parent = {identifier: identifier for identifier in found}

    def root(identifier: str) -> str:
        while parent[identifier] != identifier:
            identifier = parent[identifier]
        return identifier

    reasons: dict[str, str] = {}
    for link in lineage.links:
        if link.kind in ("copies", "shares-copy") and link.source in found and link.target in found:
            a, b = root(link.source), root(link.target)
            if a != b:
                # The copied report stays at the root: its desk is the one that speaks.
                if link.kind == "shares-copy" and (found[a].reason and not found[b].reason):
                    a, b = b, a
                parent[a] = b
                reasons[b] = link.reason or "one text"
    out = []
    for reading in readings:
        identifier = reading.report.id
        top = root(identifier)
        desk = found[top]
        if top != identifier or top in reasons:
            own = outlet_name(reading.report.outlet) if reading.report.outlet else identifier
            via = desk.via if top == identifier else tuple(v for v in (own,) if not same_name(v, desk.name))
            desk = Desk(desk.name, via, desk.key, desk.reason or reasons.get(top))
        out.append(desk)
    return tuple(out)


def origin_of(frame: Frame, reading: Reading, desk: Desk) -> Origin:
    """The origin of one frame: the innermost speaker, else the report's own voice.

    Speakers further out, and the relays that the attributions name, are the way it came
    (``Origin.via``, nearest to the origin first).
    """
    numbers = frame.attributions or (() if frame.is_speech_denied else _around(frame, reading))
    held: list[Attribution] = [reading.attributions[number] for number in numbers]
    name: str | None = None
    entity: str | None = None
    via: list[str] = []
    for attribution in held:
        who = _who(attribution, reading)
        if name is None:
            if who is not None:
                name, entity = who, attribution.speaker.entity if attribution.speaker else None
        elif who is not None and not same_name(who, name):
            via.append(who)
        via.extend(attribution.relays)
    if name is None and frame.stated_by is not None:
        return Origin(name=frame.stated_by, via=tuple(_unique(via)))
    if name is None and not via and (teller := _teller(frame, reading)) is not None:
        return Origin(name=teller.name, entity=teller.id)
    if name is None and not via and (speaker := _between(frame, reading)) is not None:
        return Origin(name=speaker.name, entity=speaker.entity)
    if name is None:
        if via:
            return Origin(name=via[0], via=tuple(_unique(via[1:])), own_voice=False)
        return Origin(name=desk.name, via=desk.via, own_voice=True)
    return Origin(name=name, entity=entity, via=tuple(v for v in _unique(via) if not same_name(v, name)))


def _teller(frame: Frame, reading: Reading) -> Entity | None:
    """The named subject of a verb by which one says who or what somebody is: "Oro identified the pilot"."""
    head = reading.tokens[frame.head]
    if head.tag != "VERB" or head.lemma.lower() not in TELLING:
        return None
    subject = next(
        (
            t
            for t in reading.tokens[max(0, frame.head - 30) : frame.head]
            if t.head == frame.head and t.relation == "nsubj"
        ),
        None,
    )
    if subject is None:
        return None
    return next((e for e in reading.entities if any(m.contains(subject.span) for m in e.mentions)), None)


def _between(frame: Frame, reading: Reading) -> Speaker | None:
    """Who speaks in the sentence before and in the one after, when it is one and the paragraph is one.

    Reports give a long answer in several sentences and name the speaker at both ends.
    """
    text = reading.report.text
    if not 0 < frame.sentence < len(reading.sentences) - 1:
        return None
    before, after = reading.sentences[frame.sentence - 1], reading.sentences[frame.sentence + 1]
    if "\n" in text[before.end : after.start]:
        return None
    sides = [
        [a.speaker for a in reading.attributions if a.speaker and any(side.contains(c) for c in a.cue)]
        for side in (before, after)
    ]
    return next((s for s in sides[0] if any(same_name(s.name, other.name) for other in sides[1])), None)


def _around(frame: Frame, reading: Reading) -> tuple[int, ...]:
    """Attributions that a frame stands in by most of its words, or that it holds whole, cue and source.

    A frame's head may stand outside the content ("*what the army says was* a riot"), or be the cue's own
    verb with its object ("called for an end").
    """
    found = []
    for number, attribution in enumerate(reading.attributions):
        held = sum(
            max(0, min(part.end, frame.span.end) - max(part.start, frame.span.start))
            for part in attribution.content
        )
        is_whole = bool(attribution.source) and all(
            frame.span.contains(part) for part in (*attribution.source, *attribution.cue)
        )
        if 2 * held >= len(frame.span) or (is_whole and held):
            speaker = attribution.speaker
            passes_on = speaker is None or is_media(speaker.name)
            found.append((passes_on, sum(map(len, attribution.content)), number))
    return tuple(number for *_, number in sorted(found))


def _who(attribution: Attribution, reading: Reading) -> str | None:
    if attribution.speaker is not None:
        return attribution.speaker.name
    text = reading.report.text
    words = " ".join(part.of(text) for part in attribution.source).strip()
    # A pronoun that nobody resolved names nobody.
    if not words or words.lower() in {"he", "she", "it", "they", "i", "we", "you", "who", "that", "which"}:
        return None
    return " ".join(words.split())


def _unique(names: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for name in names:
        if not any(same_name(name, other) for other in kept):
            kept.append(name)
    return kept
