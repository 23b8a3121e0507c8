"""Origins: who a claim first comes from, and through whom.

A claim's origin is found by walking its attributions from the inside out, then the lineage of its
report. How many origins of a point are independent is counted elsewhere (``independence``).

Public: :func:`trace`, :func:`origin_of`, :func:`voices`, :class:`Voice`,
:class:`Desk`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.claims.frames import LIGHT, Frame
from firsthand.claims.sourcing.cast import called_alike
from firsthand.claims.sourcing.tellers import CLAUSE, PRONOUNS, can_tell
from firsthand.claims.sourcing.telling import Telling
from firsthand.model import Attribution, Lineage, Origin, Reading, Report, Span
from firsthand.model.names import is_people, name_key, same_name
from firsthand.model.outlets import is_media, outlet_name

LEAD = 4  #: sentences behind a headline that it may retell
WEIGHTY = 5  #: words from which a sentence can be known again in others
REWORDED = 0.5  #: share of them that another sentence has, from which one is a rewrite of the other
RETOLD = 3  #: words, the predicate's among them, that a headline shares with what it retells
#: Words that by themselves name nobody.
NOBODY = frozenset(
    "he she it they i we you who that which the a an this those these both two three sides countries nations"
    " governments companies firms parties pair".split()
)
#: Words of a clause, which no name has; and words that no phrase ends with.
CLAUSAL_WORDS = frozenset("is are was were has had have been be".split())
LONGEST = 90  #: letters of a name with its office
OPEN_WORDS = frozenset("a an the of for to at in by with and or".split())


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


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words one report's own voice is, place by place.

    A report that prints words of another speaks with the other's voice where it does, and with its own in
    between.
    """

    desk: Desk  #: of what it prints or rewrites
    own: Desk | None = None  #: of the rest; None where all of it is one text
    copied: tuple[Span, ...] = ()  #: what it has in common with the reports of ``desk``

    def at(self, span: Span) -> Desk:
        """The desk whose words stand at a place."""
        if self.own is None or any(part.overlaps(span) for part in self.copied):
            return self.desk
        return self.own


def voices(readings: Sequence[Reading], lineage: Lineage) -> tuple[Voice, ...]:
    """The voice of each report, with reports that print or rewrite one text brought to one desk.

    What prints an agency's text is all the agency's, and so is a report half of which stands in others, and
    what is rewritten from a report that it credits. Any other speaks for itself outside the passages.

    Cost: linear in reports, links and passages.
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
    shared: dict[str, list[Span]] = {}
    for passage in lineage.passages:
        if passage.left in found and passage.right in found and root(passage.left) == root(passage.right):
            shared.setdefault(passage.left, []).append(passage.left_span)
            shared.setdefault(passage.right, []).append(passage.right_span)
    said: dict[str, Counter[frozenset[str]]] = {}  #: the sentences of each text's reports
    out = []
    for reading in readings:
        identifier = reading.report.id
        top = root(identifier)
        desk = found[top]
        own: Desk | None = None
        copied = tuple(sorted(set(shared.get(identifier, ())), key=lambda span: (span.start, span.end)))
        if top != identifier or top in reasons:
            if top != identifier and found[identifier].reason is None and copied:
                own = None if 2 * _covered(copied) >= len(reading.report.text) else found[identifier]
                if top not in said:
                    group = (_words_of(r) for r in readings if root(r.report.id) == top)
                    said[top] = Counter(words for sentences in group for words in set(sentences))
                copied += _retold(reading, said[top])
            outlet = outlet_name(reading.report.outlet) if reading.report.outlet else identifier
            via = (
                desk.via if top == identifier else tuple(v for v in (outlet,) if not same_name(v, desk.name))
            )
            desk = Desk(desk.name, via, desk.key, desk.reason or reasons.get(top))
        out.append(Voice(desk, own, copied if own is not None else ()))
    return tuple(out)


def _retold(reading: Reading, said: Mapping[frozenset[str], int]) -> tuple[Span, ...]:
    """The sentences of a report that tell, mostly in the same words, what a sentence of another tells.

    ``said``: the words of each sentence of the report and those that it has words from, with how many have it.
    """
    mine = _words_of(reading)
    own = set(mine)
    theirs = [words for words, n in said.items() if len(words) >= WEIGHTY and n > (words in own)]
    return tuple(
        sentence
        for sentence, words in zip(reading.sentences, mine, strict=True)
        if len(words) >= WEIGHTY and any(len(words & other) >= REWORDED * len(words) for other in theirs)
    )


def _words_of(reading: Reading) -> list[frozenset[str]]:
    """The words of each sentence that weigh something."""
    found: list[set[str]] = [set() for _ in reading.sentences]
    for token in reading.tokens:
        if token.tag in ("NOUN", "PROPN", "VERB", "NUM", "ADJ"):
            found[token.sentence].add(token.lemma.lower())
    return [frozenset(words) for words in found]


def _covered(spans: Sequence[Span]) -> int:
    """Characters in the spans, each once; the spans come in order."""
    total = end = 0
    for span in spans:
        total += max(0, span.end - max(span.start, end))
        end = max(end, span.end)
    return total


def trace(frames: Sequence[Frame], readings: Sequence[Reading], desks: Sequence[Desk]) -> tuple[Origin, ...]:
    """The origin of every frame; a headline that names nobody has its matter from whom the lead names for it.

    Args:
        frames: Of all readings, in order of each text.
        readings: Of the story.
        desks: The desk of each frame: whose words it is where it names nobody.

    Cost: linear in the frames, each with its own sentence and the attributions of its report.
    """
    tellings = [Telling(reading) for reading in readings]
    found = [
        origin_of(f, readings[f.report], desk, tellings[f.report])
        for f, desk in zip(frames, desks, strict=True)
    ]
    heads_of = [_headlines(reading) for reading in readings]
    at_head: list[list[int]] = [[] for _ in readings]
    for i, f in enumerate(frames):
        if f.sentence <= max(heads_of[f.report], default=-1) + LEAD:
            at_head[f.report].append(i)
    for heads, mine in zip(heads_of, at_head, strict=True):
        for i in mine:
            if frames[i].sentence not in heads or not found[i].own_voice:
                continue
            lead = next(
                (
                    found[j]
                    for j in mine
                    if frames[j].sentence not in heads
                    and not found[j].own_voice
                    and set(frames[i].predicate) & set(frames[j].predicate) - LIGHT
                    and len(set(frames[i].words) & set(frames[j].words)) >= RETOLD
                ),
                None,
            )
            found[i] = lead or found[i]
    return tuple(called_alike(found, [f.report for f in frames], readings))


def _headlines(reading: Reading) -> frozenset[int]:
    """The sentences before the text proper: lines without a full stop at its beginning."""
    text = reading.report.plain
    found: list[int] = []
    for number, sentence in enumerate(reading.sentences[:4]):
        if text[sentence.end : sentence.end + 1] != "\n" or sentence.of(text)[-1:] in '.!?”"':
            break
        found.append(number)
    return frozenset(found)


def origin_of(frame: Frame, reading: Reading, desk: Desk, telling: Telling | None = None) -> Origin:
    """The origin of one frame: the innermost speaker, else the report's own voice.

    Speakers further out, and the relays that the attributions name, are the way it came
    (``Origin.via``, nearest to the origin first). ``telling`` is the reading's, made here where it is not
    given.
    """
    telling = telling or Telling(reading)
    teller = telling.teller(frame)
    numbers = frame.attributions or (() if frame.is_speech_denied else _around(frame, reading))
    held: list[Attribution] = [
        reading.attributions[n] for n in numbers if n not in frame.untold_by and n not in telling.untold
    ]
    if frame.is_speech_denied:
        # Of whom it is said that he did not say it does not say so himself.
        held = [a for a in held if not any(frame.span.contains(part) for part in a.cue)]
    name: str | None = None
    entity: str | None = None
    via: list[str] = []
    if teller is not None and (teller.is_nearer or not held):
        name, entity, via = teller.speaker.name, teller.speaker.entity, list(teller.via)
    for attribution in held:
        who = _who(attribution, reading)
        if who is not None and is_people(who):
            continue  # a people does and thinks, and tells nothing
        if name is None:
            if who is not None:
                name, entity = who, attribution.speaker.entity if attribution.speaker else None
        elif who is not None and not same_name(who, name):
            via.append(who)
        via.extend(attribution.relays)
    if name is None and teller is not None and not via:
        name, entity = teller.speaker.name, teller.speaker.entity
    if name is not None and is_media(name) and same_name(name, desk.name):
        return Origin(name=desk.name, via=desk.via, own_voice=True)
    if name is None:
        if via:
            return Origin(name=via[0], via=tuple(_unique(via[1:])), own_voice=False)
        return Origin(name=desk.name, via=desk.via, own_voice=True)
    return Origin(name=name, entity=entity, via=tuple(v for v in _unique(via) if not same_name(v, name)))


def _around(frame: Frame, reading: Reading) -> tuple[int, ...]:
    """Attributions that a frame stands in by most of its words, or that it holds whole, cue and source.

    A frame's head may stand outside the content ("*what the army says was* a riot"), or be the cue's own
    verb with its object ("called for an end").
    """
    found = []
    for number, attribution in enumerate(reading.attributions):
        held = sum(part.overlap(frame.span) for part in attribution.content)
        if not held:
            continue
        is_whole = bool(attribution.source) and all(
            frame.span.contains(part) for part in (*attribution.source, *attribution.cue)
        )
        if 2 * held >= len(frame.span) or is_whole:
            speaker = attribution.speaker
            passes_on = speaker is None or is_media(speaker.name)
            found.append((passes_on, sum(map(len, attribution.content)), number))
    return tuple(number for *_, number in sorted(found))


def _who(attribution: Attribution, reading: Reading) -> str | None:
    speaker = attribution.speaker
    if speaker is not None and (speaker.entity is not None or not _is_cut_wrong(speaker.name)):
        name = speaker.name
    else:
        text = reading.report.plain
        name = " ".join(part.of(text) for part in attribution.source).partition(",")[0]
        if name and name.split()[-1].lower() in OPEN_WORDS and attribution.cue:
            # What runs up to the cue is the rest of it: "a spokesman for the | harbour authority | said".
            between = Span(
                attribution.source[0].start, max(attribution.source[0].end, attribution.cue[0].start)
            )
            name = between.of(text).partition(",")[0] if len(between) < LONGEST else name
    words = name.split()
    before = CLAUSE.split(" ".join(words), maxsplit=1)[0].split()
    if any(word[0].isupper() for word in before[1:]):
        words = before  # what says enough without the clause: not "a man who gave his name as Oro"
    is_cited = _is_cited(attribution, reading)
    name = " ".join(before if is_cited else words)
    if _is_cut_wrong(name) or not name or {word.lower() for word in words} <= PRONOUNS:
        return None
    if is_cited:
        return name  # whatever it is, the report has it from there: "according to legend"
    # A number or a bare "two sides" that nobody resolved names nobody.
    return name if can_tell(name) and not {word.lower() for word in words} <= NOBODY else None


def _is_cited(attribution: Attribution, reading: Reading) -> bool:
    """Whether the source stands behind "according to", where nothing stands that the report does not cite."""
    cue, source = attribution.cue[:1], attribution.source[:1]
    is_behind = bool(cue and source) and source[0].start >= cue[0].end
    return is_behind and cue[0].of(reading.report.plain).lower().startswith("according")


def _is_cut_wrong(name: str) -> bool:
    """Whether what should name somebody is a clause, or begins or ends within a phrase."""
    words = name.lower().split()
    return bool(words) and (
        not CLAUSAL_WORDS.isdisjoint(words) or words[0] in ("and", "or", "but") or words[-1] in OPEN_WORDS
    )


def _unique(names: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for name in names:
        if not any(same_name(name, other) for other in kept):
            kept.append(name)
    return kept
