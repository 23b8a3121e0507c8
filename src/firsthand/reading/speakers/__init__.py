"""Speakers: who an attribution's source is, and who passed the words on.

A source is a noun phrase. Its first part says whom it names: a person or a body in it, a description
("the former minister", "the company", "their offices"), a document ("a statement"), or a pronoun. What
is no name is looked up among what the report has named, by salience, number, country and office, in the
order of the text: first what was named before, then, for a description that opens a report, who is named
later and says the same. Groups ("officials") stay groups; what cannot be resolved keeps its words and no
entity.

Public: :func:`resolve_speakers`.

The parts: :mod:`.words` is the tables, :mod:`.scene` what stands where, :mod:`.people` what the report
tells of those it names, :mod:`.resolving` takes one source apart and asks :mod:`.pronouns` or
:mod:`.descriptions`, :mod:`.leads` looks ahead for a description that opens a report, :mod:`.relays` finds
who passed the words on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.model import Attribution, Entity, Report, Span, Speaker, Token
from firsthand.model.names import same_name
from firsthand.reading.speakers.leads import described_later
from firsthand.reading.speakers.people import learn
from firsthand.reading.speakers.relays import pass_on, seen_by, told_to, who_speaks
from firsthand.reading.speakers.resolving import resolve
from firsthand.reading.speakers.scene import Said, Scene

__all__ = ["resolve_speakers"]


def resolve_speakers(
    text: str,
    tokens: Sequence[Token],
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    report: Report | None = None,
) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
    """Name the speaker and the relays of every attribution.

    Args:
        text, tokens: The report's text and its words.
        attributions: Without speakers.
        entities: The report's, in order of their first mention.
        report: For the outlet that speaks of itself in the text; may be left out.

    Returns:
        The attributions with speakers, and the entities with the descriptions and pronouns that were
        resolved to them among their mentions.

    Cost: linear in the tokens for each attribution.
    """
    scene = Scene(text, tokens, attributions, entities, report)
    learn(scene)
    cues = [scene.words(a.cue) for a in scene.attributions]
    sources = [scene.words(a.source) for a in scene.attributions]
    order = sorted(
        range(len(cues)), key=lambda n: (min([*sources[n], *cues[n]], default=0), min(cues[n], default=0))
    )
    speakers: list[Speaker | None] = [None] * len(cues)
    relays: list[list[str]] = [[] for _ in cues]
    mentions: dict[int, list[Span]] = {}
    naming: list[list[int]] = [[] for _ in cues]  #: the words that name each speaker
    for n in order:
        words, relay = who_speaks(scene, sources[n], cues[n])
        naming[n] = words
        found = resolve(scene, words, cues[n]) if words else None
        if found is None:
            found = _still(scene, cues[n])
        if relay:
            passing = resolve(scene, relay, cues[n])
            if passing is not None:
                relays[n].append(passing.speaker.name)
        relays[n] += told_to(scene, cues[n]) + seen_by(scene, sources[n])
        if found is None:
            continue
        speakers[n] = found.speaker
        scene.said.append(found)
        if words and found.entity is not None:
            mentions.setdefault(found.entity, []).extend(scene.mention(words))
    described_later(scene, speakers, naming, cues, mentions)
    pass_on(scene, speakers, relays, cues)
    out = tuple(
        replace(a, speaker=speakers[n], relays=_others(relays[n], speakers[n]))
        for n, a in enumerate(scene.attributions)
    )
    widened = tuple(
        replace(e, mentions=tuple(sorted({*e.mentions, *mentions.get(number, ())})))
        for number, e in enumerate(scene.entities)
    )
    return out, widened


def _still(scene: Scene, cue: Sequence[int]) -> Said | None:
    """ "Oro said it rained, adding that": who spoke before in the sentence."""
    if not cue or not scene.low[cue[0]].endswith("ing") or not scene.said:
        return None
    last = scene.said[-1]
    return last if last.at < cue[0] and last.sentence == scene.tokens[cue[0]].sentence else None


def _others(names: Sequence[str], speaker: Speaker | None) -> tuple[str, ...]:
    """Each name once, without the speaker's."""
    out: list[str] = []
    for name in names:
        if (speaker is None or not same_name(name, speaker.name)) and not any(
            same_name(name, o) for o in out
        ):
            out.append(name)
    return tuple(out)
