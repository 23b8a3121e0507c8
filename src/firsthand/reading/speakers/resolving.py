"""One source as a phrase: a name in it, else a pronoun, a description, or its own words.

Public: :func:`resolve`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.model import Speaker
from firsthand.model.names import country_of
from firsthand.reading.speakers.descriptions import described
from firsthand.reading.speakers.pronouns import shown, stands_for, topic
from firsthand.reading.speakers.scene import Said, Scene
from firsthand.reading.speakers.words import (
    ARTICLES,
    BODIES,
    ISSUED,
    LINKS,
    PRONOUNS,
    ROLES,
)

DEMONYMS = ("an", "ese", "ish", "ian", "i", "ch")
#: Roles that a body has as well as a person.
HELD_BY_BODIES = frozenset("owner landlord sponsor lender".split())


def resolve(scene: Scene, words: Sequence[int], cue: Sequence[int] = ()) -> Said | None:
    """Who a source is."""
    words = _nearest(scene, words, cue)
    segments = scene.segments(words)
    if not segments:
        return None
    first = segments[0]
    if len(first) == 1 and scene.low[first[0]] in PRONOUNS:
        found = stands_for(scene, first[0], scene.low[first[0]])
        return replace(found, at=first[0], sentence=scene.tokens[first[0]].sentence) if found else None
    joined = _joined(scene, words, segments)
    if joined is not None:
        return joined
    core = scene.core(first)
    head = scene.head(core)
    if all(
        scene.tokens[i].tag in ("DET", "NUM") or scene.low[i] in ARTICLES | {"two", "three"} for i in core
    ):
        return None  # "the two"
    if _by_age(scene, core, head):
        found = topic(scene, first[0], head)
        if found is not None:
            return found
    named = _named(scene, core, head)
    if named is None and not scene.is_plural(head):
        for segment in segments[1:]:
            beside = scene.core(segment)
            person = next(
                (i for i in beside[:3] if scene.kind(i) == "person" and not scene.is_owner(i)), None
            )
            if person is not None and head not in scene.at and scene.lemma(head) not in BODIES | ISSUED:
                named = scene.at[person]
                break
            # "the ship's owner, Blue Lines": a body's name that is all of the apposition.
            body = scene.at.get(scene.head(beside)) if beside else None
            if (
                body is not None
                and _may_be_body(scene, body, head)
                and (all(scene.at.get(i) == body for i in beside) or scene.lemma(head) in BODIES)
                and head not in scene.at
                and (scene.lemma(head) not in ROLES | ISSUED or scene.lemma(head) in HELD_BY_BODIES)
            ):
                named = body
                break
    if named is None and not scene.is_plural(head) and scene.lemma(head) not in BODIES | ISSUED:
        named = _holder(scene, first, head)
    if named is not None:
        return scene.as_said(words, head, named)
    # Whatever the tagger takes it for: what stands before an office in apposition is a person.
    before = scene.low[first[0] - 1 : first[0]] == [","] and (
        scene.kind(first[0] - 2) == "person"
        or (scene.kind(first[0] - 2) == "place" and scene.at.get(first[0] - 3) == scene.at[first[0] - 2])
    )
    is_one = scene.lemma(head) in ROLES and not scene.is_plural(head)
    if before and is_one and scene.low[first[0]] not in ARTICLES:
        # The network took the apposition for the source: the name stands before its comma.
        return scene.as_said(words, head, scene.at[first[0] - 2])
    found = described(scene, words, first, core, head, cue, resolve)
    if found is not None:
        return found
    name = shown(scene, [i for segment in segments[:1] for i in segment])
    return scene.as_words(head, name) if name else None


def _by_age(scene: Scene, core: Sequence[int], head: int) -> bool:
    """Whether somebody is told by age alone, or with a country: "the 46-year-old", "the 46-year-old Dane"."""
    words = [scene.low[i] for i in core]
    is_nation = scene.kind(head) == "place" and scene.low[head].endswith(DEMONYMS)
    return words[:1] == ["the"] and "old" in words and (scene.low[head] == "old" or is_nation)


def _may_be_body(scene: Scene, number: int, head: int) -> bool:
    """Whether an entity can be the body that a noun tells of: beside "the news agency" whatever is no country."""
    entity = scene.entities[number]
    if entity.type == "place":
        return scene.lemma(head) in BODIES and country_of(entity.name) is None
    return entity.type == "organization"


def _holder(scene: Scene, phrase: Sequence[int], head: int) -> int | None:
    """The person at the end of an office's phrase: "Minister of Trade Ana Oro", not "lawyer for Ana Oro"."""
    last = phrase[-1]
    if last == head or scene.kind(last) != "person" or scene.is_owner(last):
        return None
    begins = last
    while scene.at.get(begins - 1) == scene.at[last]:
        begins -= 1
    is_governed = scene.low[begins - 1] in LINKS | ARTICLES | {"and", "or", ","}
    return None if is_governed or begins <= head else scene.at[last]


def _joined(scene: Scene, words: Sequence[int], segments: Sequence[Sequence[int]]) -> Said | None:
    """Several who speak together: "A and B" by their names, "X, Y and Z officials" by their words."""
    last = scene.core(segments[-1])
    if not any(scene.low[i] == "and" for i in last):
        return None
    head = scene.head(last)
    if len(segments) > 1 and scene.is_plural(head):
        run = scene.mention(words)[0]
        return Said(
            head,
            scene.tokens[head].sentence,
            scene.lemma(head),
            True,
            Speaker(run.of(scene.text)),
            None,
            "group",
        )
    first = scene.core(segments[0])
    names: dict[int, None] = {}
    for i in first if len(segments) == 1 else []:
        if scene.kind(i) in ("person", "place") and not scene.is_owner(i):
            names.setdefault(scene.at[i])
    people = [n for n in names if scene.entities[n].type == "person"]
    names = dict.fromkeys(people or names)
    if len(names) != 2 or head not in scene.at:
        return None
    both = " and ".join(scene.entities[n].name for n in names)
    return Said(head, scene.tokens[head].sentence, "", True, Speaker(both), None, "group")


def _nearest(scene: Scene, words: Sequence[int], cue: Sequence[int]) -> list[int]:
    """Of a source in pieces, the piece next to its cue."""
    runs: list[list[int]] = []
    for i in words:
        if runs and i - runs[-1][-1] <= 2:
            runs[-1].append(i)
        else:
            runs.append([i])
    if len(runs) < 2 or not cue:
        return list(words)
    return min(
        runs,
        key=lambda run: (
            not any(i in scene.at for i in run),
            min(abs(run[0] - max(cue)), abs(min(cue) - run[-1])),
        ),
    )


def _named(scene: Scene, core: Sequence[int], head: int) -> int | None:
    """The entity that the core of a source is: a person in it, else the body or place it ends in."""
    if scene.is_plural(head) and head not in scene.at:
        return None
    for i in reversed(core):
        if (
            scene.kind(i) == "person"
            and not scene.is_owner(i)
            and (
                i == head
                or scene.at.get(head) == scene.at[i]
                or (head not in scene.at and scene.lemma(head) not in ROLES | BODIES | ISSUED)
            )
        ):
            return scene.at[i]
    if head in scene.at and not scene.is_owner(head):
        return scene.at[head]
    if scene.lemma(head) in BODIES:
        # "the TASS news agency", "the Islamic State group"
        return next(
            (
                scene.at[i]
                for i in core
                if scene.kind(i) == "organization" and not scene.is_owner(i) and not scene.is_tied(i)
            ),
            None,
        )
    return None
