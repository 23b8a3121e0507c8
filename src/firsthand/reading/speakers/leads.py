"""A description that opens a report ("a top official"): the person who is named later and says the same.

Public: :func:`described_later`.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model import Span, Speaker
from firsthand.model.names import country_of
from firsthand.reading.speakers.pronouns import shown
from firsthand.reading.speakers.scene import Scene
from firsthand.reading.speakers.words import (
    OFFICES,
    ROLES,
)

INTRODUCED = 3  #: sentences within which a lead's description is named


def described_later(
    scene: Scene,
    speakers: list[Speaker | None],
    sources: Sequence[list[int]],
    cues: Sequence[list[int]],
    mentions: dict[int, list[Span]],
) -> None:
    """ "a top official" of a lead: the person named within the next sentences who says the same matter."""
    by_id = {e.id: number for number, e in enumerate(scene.entities)}
    for n, speaker in enumerate(speakers):
        if speaker is None or speaker.entity is not None or not sources[n]:
            continue
        segments = scene.segments(sources[n])
        core = scene.core(segments[0]) if segments else []
        if not core or scene.lemma(scene.head(core)) not in ROLES or scene.is_plural(scene.head(core)):
            continue
        country = country_of(shown(scene, segments[0]))
        sentence = scene.tokens[sources[n][0]].sentence
        mine = _weighty(scene, scene.attributions[n].content)
        best: tuple[int, int, int] | None = None
        for m, other in enumerate(speakers):
            said_by = by_id.get(other.entity or "") if other else None
            if m == n or said_by is None or scene.entities[said_by].type != "person" or not cues[m]:
                continue
            near = scene.tokens[cues[m][0]].sentence - sentence
            if not -1 <= near <= 8 or (country and country not in _countries(scene, said_by)):
                continue
            lemma = scene.lemma(scene.head(core))
            if (
                lemma not in ("man", "woman")
                and not scene.facts[said_by].titles
                & set().union({lemma}, *(g for g in OFFICES if lemma in g))
                and not (country and near > 0)
            ):
                continue
            shared = len(mine & _weighty(scene, scene.attributions[m].content))
            if shared >= 2 or (shared >= 1 and 0 < near <= 2):
                rank = (shared, -abs(near), -said_by)
                best = max(best, rank) if best else rank
        number = -best[2] if best is not None else _introduced(scene, core, country)
        if number is not None:
            speakers[n] = Speaker(scene.entities[number].name, scene.entities[number].id)
            mentions.setdefault(number, []).extend(scene.mention(sources[n]))


def _introduced(scene: Scene, core: Sequence[int], country: str | None) -> int | None:
    """Who is named first within the next sentences, of the office, the country and a word more of a description.

    "The port's safety chief said ... Ana Oro, head of safety at the port".
    """
    at, head = core[0], scene.head(core)
    sentence = scene.tokens[at].sentence
    lemma = scene.lemma(head)
    offices = set().union({lemma}, *(group for group in OFFICES if lemma in group))
    more = {scene.lemma(i) for i in core if i != head and i not in scene.at and scene.tokens[i].tag != "DET"}
    found: dict[int, int] = {}
    for i, number in sorted(scene.at.items()):
        if scene.entities[number].type == "person":
            found.setdefault(number, i)
    for number, first in found.items():
        facts = scene.facts[number]
        if (
            0 < scene.tokens[first].sentence - sentence <= INTRODUCED
            and offices & facts.titles
            and more & (facts.words - ROLES)
            and (country is None or country in _countries(scene, number))
        ):
            return number
    return None


def _countries(scene: Scene, number: int) -> set[str]:
    """Countries of a person's titles, or that stand in the sentences that name the person."""
    if scene.facts[number].countries:
        return scene.facts[number].countries
    found = set()
    for i, n in scene.at.items():
        if n == number:
            near = scene.text[
                scene.tokens[max(0, i - 10)].start : scene.tokens[min(len(scene.tokens) - 1, i + 12)].end
            ]
            country = country_of(near)
            if country:
                found.add(country)
    return found


def _weighty(scene: Scene, spans: Sequence[Span]) -> frozenset[str]:
    return frozenset(
        scene.tokens[i].lemma.lower()
        for i in scene.words(spans)
        if scene.tokens[i].tag in ("NOUN", "PROPN", "VERB", "NUM") and len(scene.tokens[i].lemma) > 3
    )
