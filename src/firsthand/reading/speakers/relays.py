"""Relays: who passed the words on, from the attribution's own structure.

"TASS quoted Oro as saying", "told the Harbour Post", "papers seen by the Harbour Post", a report within a report.

Public: :func:`who_speaks`, :func:`told_to`, :func:`seen_by`, :func:`pass_on`.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model import Speaker
from firsthand.model.names import is_group
from firsthand.model.outlets import is_media
from firsthand.reading.speakers.scene import Scene
from firsthand.reading.speakers.words import BODIES, ISSUED, PAPERS, QUOTING, ROLES


def who_speaks(scene: Scene, source: list[int], cue: list[int]) -> tuple[list[int], list[int]]:
    """The words that name the speaker and those that name who quotes him.

    "TASS quoted Oro as saying", "the agency said, citing the coast guard": the object of the quoting
    verb speaks.
    """
    words = _behind(scene, source, cue) or source or _subject(scene, cue)
    if not cue:
        return words, []
    undergone = _quoted_by(scene, cue)
    if undergone is not None:
        return undergone
    first, last = min(cue), max(cue)
    verb = next(
        (i for i in cue if scene.low[i] in QUOTING),
        None,
    )
    if verb is None:
        verb = next(
            (
                i
                for i in range(last + 1, min(len(scene.tokens), last + 8))
                if scene.low[i] == "citing" and scene.tokens[i].sentence == scene.tokens[last].sentence
            ),
            None,
        )
    if verb is None or (verb and scene.low[verb - 1] in ("was", "were", "is", "are", "been")):
        return words, []
    behind = [
        i
        for i in range(verb + 1, min(len(scene.tokens), verb + 14))
        if scene.tokens[i].sentence == scene.tokens[verb].sentence
    ]
    quoted = []
    for i in behind:
        if scene.low[i] in ("as", ",", ".", "for", "that", "said", "saying") or i in source:
            break
        quoted.append(i)
    ahead = [i for i in words if i < max(first, verb)]
    if scene.low[verb].startswith(("cite", "citing")) and (
        not _can_speak(scene, quoted) or _is_own(scene, words, quoted)
    ):
        return words, []
    if quoted and (ahead or not set(words) & set(quoted)):
        return quoted, [i for i in words if i not in quoted]
    return words, []


def _quoted_by(scene: Scene, cue: Sequence[int]) -> tuple[list[int], list[int]] | None:
    """ "Oro was quoted by TASS as saying": who is quoted, and who quotes him; None where it is not said so."""
    first = min(cue)
    verb = next(
        (
            i
            for i in (*cue, *range(first - 1, max(-1, first - 12), -1))
            if scene.low[i] in ("quoted", "cited")
            and scene.low[i - 1] in ("was", "were", "is", "are", "been")
            and scene.tokens[i].sentence == scene.tokens[first].sentence
        ),
        None,
    )
    if verb is None or (verb not in cue and scene.low[first] not in ("as", "saying", "telling")):
        return None
    subject = _subject(scene, [verb], "nsubj:pass")
    if not subject or scene.low[verb + 1 : verb + 2] != ["by"]:
        return None
    stop = next(
        (i for i in range(verb + 2, len(scene.tokens)) if scene.low[i] in ("as", ",", ".", "saying")),
        len(scene.tokens),
    )
    return subject, list(range(verb + 2, min(stop, verb + 14)))


def _behind(scene: Scene, source: Sequence[int], cue: Sequence[int]) -> list[int]:
    """The name right behind the cue's verb ("..., reported the Harbour Post"), of a source sentences away."""
    if not source or not cue:
        return []
    at = max(cue) + 1
    sentence = scene.tokens[at - 1].sentence
    if any(scene.tokens[i].sentence == sentence for i in source):
        return []
    if at < len(scene.tokens) and scene.low[at] == "the":
        at += 1
    name = [i for i in range(at, min(len(scene.tokens), at + 8)) if scene.at.get(i) == scene.at.get(at)]
    if at not in scene.at or scene.tokens[at].sentence != sentence or name[-1] - at >= len(name):
        return []
    behind = name[-1] + 1
    is_last = behind >= len(scene.tokens) or scene.tokens[behind].sentence != sentence
    return name if is_last or scene.low[behind] in (",", ".", ";") else []


def _can_speak(scene: Scene, quoted: Sequence[int]) -> bool:
    """Whether what somebody cites can have said something: "citing the coast guard", not "citing high winds"."""
    segments = scene.segments(quoted)
    if not segments:
        return False
    head = scene.head(scene.core(segments[0]))
    return (
        head in scene.at
        or scene.lemma(head) in ROLES | BODIES | ISSUED | PAPERS
        or is_group(scene.surfaces[head])
    )


def _is_own(scene: Scene, words: Sequence[int], quoted: Sequence[int]) -> bool:
    """Whether somebody who speaks for himself shows papers: "the mayor said, citing lists"."""
    heads = [
        scene.head(scene.core(scene.segments(part)[0])) for part in (words, quoted) if scene.segments(part)
    ]
    if len(heads) < 2:
        return False
    speaks = scene.kind(heads[0]) == "person" if heads[0] in scene.at else scene.lemma(heads[0]) in ROLES
    return speaks and scene.lemma(heads[1]) in PAPERS | ISSUED


def told_to(scene: Scene, cue: Sequence[int]) -> list[str]:
    """ "told the Harbour Post": the outlet that the words were spoken to."""
    for verb in cue:
        if scene.low[verb] not in ("told", "tell", "tells", "telling"):
            continue
        for i in range(verb + 1, min(len(scene.tokens), verb + 8)):
            if scene.tokens[i].sentence != scene.tokens[verb].sentence or scene.low[i] in (",", ".", "that"):
                break
            if i in scene.at and scene.kind(i) in ("organization", "place"):
                name = scene.entities[scene.at[i]].name
                is_body = scene.kind(i) == "organization" or " " in name
                if is_media(name) or (scene.low[i - 1] in ("told", "tell", "the") and is_body):
                    return [name]
    return []


def seen_by(scene: Scene, source: Sequence[int]) -> list[str]:
    """ "court papers seen by the Harbour Post": the outlet that saw them."""
    for i in source:
        if scene.low[i] in ("seen", "obtained", "reviewed", "viewed") and scene.low[i + 1 : i + 2] == ["by"]:
            named = next((j for j in range(i + 2, min(len(scene.tokens), i + 5)) if j in scene.at), None)
            if named is not None:
                return [scene.entities[scene.at[named]].name]
    return []


def pass_on(
    scene: Scene, speakers: Sequence[Speaker | None], relays: list[list[str]], cues: Sequence[list[int]]
) -> None:
    """An attribution inside another's content came through the other's speaker."""
    for n, inner in enumerate(scene.attributions):
        if speakers[n] is None or not inner.cue:
            continue
        around = []
        for m, outer in enumerate(scene.attributions):
            if m == n or speakers[m] is None:
                continue
            if any(part.contains(inner.cue[0]) for part in outer.content) and not any(
                part.contains(outer.cue[0]) for part in inner.content if outer.cue
            ):
                around.append((sum(map(len, outer.content)), m))
        for _, m in sorted(around):
            relays[n].append(speakers[m].name)  # type: ignore[union-attr]
            relays[n] += relays[m]


def _subject(scene: Scene, cue: Sequence[int], relation: str = "nsubj") -> list[int]:
    """The words of the cue verb's subject by its tree, where the network found no source."""
    for verb in cue:
        for i in range(max(0, verb - 30), min(len(scene.tokens), verb + 12)):
            if scene.tokens[i].head == verb and scene.tokens[i].relation == relation:
                inside = {i}
                for j in range(max(0, i - 10), min(len(scene.tokens), i + 10)):
                    if scene.tokens[j].head in inside and not scene.tokens[j].relation.startswith(
                        ("acl", "punct")
                    ):
                        inside.add(j)
                return sorted(inside)
    at = min(cue, default=0)
    near = [i for i in range(max(0, at - 4), at) if scene.kind(i) == "person"]
    return near[-1:] if near and scene.tokens[near[-1]].sentence == scene.tokens[at].sentence else []
