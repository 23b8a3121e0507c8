"""Descriptions: a document by who issued it, a person by office, a body by what it is.

Looked up among what the report has named, by office, number and country, the last named first.

Public: :func:`described`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from firsthand.model.names import country_of, fold, same_name
from firsthand.model.outlets import is_media
from firsthand.reading.speakers.pronouns import shown, topic
from firsthand.reading.speakers.scene import Said, Scene
from firsthand.reading.speakers.words import (
    ARTICLES,
    BODIES,
    GENERIC_BODIES,
    ISSUED,
    ISSUING,
    LINKS,
    OFFICES,
    PICTURES,
    POSSESSIVES,
    PROFESSIONS,
    ROLES,
)

#: Words by which somebody is told of who has not been told of before.
INTRODUCING = frozenset({"a", "an", "another", "one", "some"})
AHEAD = 100  #: words by which a statement that stands before its speaker is farther than any behind
_HANDLE = re.compile(r"@(\w+)")
#: What people write to each other: whom a report names most has not written it.
LETTERS = frozenset({"letter", "email", "note", "memo", "message"})
PAPERS_OF_NEWS = frozenset({"newspaper", "paper", "daily"})

Resolve = Callable[[Scene, Sequence[int]], Said | None]


def described(
    scene: Scene,
    words: Sequence[int],
    first: Sequence[int],
    core: Sequence[int],
    head: int,
    cue: Sequence[int],
    resolve: Resolve,
) -> Said | None:
    """A description looked up: a document by who issued it, a person by office, a body by what it is."""
    lemma = scene.lemma(head)
    if lemma in ISSUED:
        return _issued(scene, words, first, core, head, resolve)
    by = next(
        (
            k
            for k, i in enumerate(words[:-1])
            if scene.low[i] in ("by", "from") and scene.low[i - 1] in ISSUING
        ),
        None,
    )
    if lemma in PICTURES or (by is not None and lemma not in ROLES | BODIES):
        # "the plan announced by Oro": what was announced is his who did.
        return resolve(scene, words[by + 1 :]) if by is not None else None
    if scene.is_plural(head):
        return None
    article = scene.low[first[0]]
    country = country_of(scene.text[scene.tokens[core[0]].start : scene.tokens[head].end])
    owner = next((i for i in core if i in scene.at and scene.is_owner(i)), None)
    if lemma in BODIES:
        return _body(scene, first, core, head, lemma, country, owner)
    if lemma in ROLES and article not in ("some", "another"):
        return _office(scene, first, core, head, lemma, country, article)
    if article in ("the", "that", "this"):
        return _again(scene, head, lemma)
    return None


def _again(scene: Scene, head: int, lemma: str) -> Said | None:
    """ "the source": who spoke before under the same noun."""
    before = [s for s in scene.said if s.head == lemma and s.at < head]
    return replace(before[-1], at=head, sentence=scene.tokens[head].sentence) if before else None


def _issued(
    scene: Scene, words: Sequence[int], first: Sequence[int], core: Sequence[int], head: int, resolve: Resolve
) -> Said | None:
    """A statement's issuer: named behind "from" or "by", before it, or who spoke last in one."""
    handle = _handle(scene, words)
    if handle is not None:
        return scene.as_words(head, handle)
    behind = [i for i in first if i > head]
    link = next((k for k, i in enumerate(behind) if scene.low[i] in ("from", "by", "of", "to")), None)
    if link is not None and scene.low[behind[link]] != "to" and behind[link + 1 :]:
        found = resolve(scene, behind[link + 1 :])
        if found is not None:
            return replace(found, head=scene.lemma(head))
    before = [i for i in core if i < head and scene.low[i] not in ARTICLES]
    if before and scene.low[before[-1]] in ("'s", "’s", "'", "’"):
        found = resolve(scene, [i for i in core if i < before[-1]])
        if found is not None:
            return replace(found, head=scene.lemma(head))
    issuer = next((i for i in before if i in scene.at or scene.lemma(i) in BODIES), None)
    if issuer is not None:
        if issuer in scene.at:
            return scene.as_said(words, head, scene.at[issuer])
        body = _salient_body(scene, head, frozenset()) if scene.lemma(issuer) in GENERIC_BODIES else None
        if body is not None:
            return scene.as_said(words, head, body)
        return scene.as_words(issuer, shown(scene, [i for i in before if i <= issuer]))
    lemma = scene.lemma(head)
    if lemma == "article":
        return None
    again = _again(scene, head, lemma)
    near = [s for s in scene.said if scene.tokens[head].sentence - s.sentence <= 6]
    spoke = [(-s.sentence, place, -n) for n, s in enumerate(near) if (place := _in_a(scene, s, lemma))]
    spoken = near[-min(spoke)[-1]] if spoke else None
    if spoken is not None and spoken.entity is not None:
        facts = scene.facts[spoken.entity]
        if facts.titles & {"spokesman", "spokeswoman", "spokesperson"} and facts.bodies:
            return scene.as_said(words, head, facts.bodies[0])
    if lemma in LETTERS and spoken is None:
        return again
    if spoken is not None or again is not None:
        return replace(spoken or again, at=head, sentence=scene.tokens[head].sentence)  # type: ignore[type-var]
    body = _salient_body(scene, head, frozenset())
    return scene.as_said(words, head, body) if body is not None else None


def _handle(scene: Scene, words: Sequence[int]) -> str | None:
    """The handle in a source: "the Twitter account @oro"."""
    found = _HANDLE.search(scene.text, scene.tokens[words[0]].start, scene.tokens[words[-1]].end)
    return found[1] if found is not None else None


def _in_a(scene: Scene, said: Said, noun: str) -> int:
    """How far behind a speaker "in a statement" stands in the sentence, farther where it stands before; 0: nowhere."""
    found = [
        i - said.at if i > said.at else AHEAD + said.at - i
        for i in range(max(1, said.at - 8), min(len(scene.tokens), said.at + 24))
        if scene.tokens[i].sentence == said.sentence
        and scene.lemma(i) == noun
        and not {"a", "the", "an"}.isdisjoint(scene.low[max(0, i - 2) : i])
        and scene.low[i + 1 : i + 2] != ["to"]
    ]
    return min(found, default=0)


def _body(
    scene: Scene,
    first: Sequence[int],
    core: Sequence[int],
    head: int,
    lemma: str,
    country: str | None,
    owner: int | None,
) -> Said | None:
    if owner is not None and scene.kind(owner) != "person":
        if lemma == "board":
            return scene.as_said(first, head, scene.at[owner])
        return None
    modifiers = {
        fold(scene.surfaces[i])
        for i in core
        if i < head and i not in scene.at and scene.surfaces[i][0].isalnum()
    } - ARTICLES
    for number in scene.before(first[0]):
        entity = scene.entities[number]
        if entity.type != "organization" or (country and country_of(entity.name) not in (None, country)):
            continue
        mine = {fold(w) for m in entity.mentions for w in m.of(scene.text).split()}
        named = mine | set(fold(entity.name).split())
        if lemma in named and (modifiers <= named or not modifiers - {"state", "news"}):
            return scene.as_said(first, head, number)
    again = [
        s
        for s in scene.said
        if scene.low[first[0]] not in INTRODUCING
        and s.head == lemma
        and s.at < head
        and (country is None or country_of(s.speaker.name) == country)
        and modifiers <= set(fold(s.speaker.name).split())
    ]
    if again:
        return replace(again[-1], at=head, sentence=scene.tokens[head].sentence)
    earlier = None if scene.low[first[0]] in INTRODUCING else _earlier_phrase(scene, head, lemma, country)
    if earlier is not None:
        return scene.as_words(head, earlier)
    if lemma in GENERIC_BODIES and scene.low[first[0]] in ("the", "this", "that", "its"):
        salient = _salient_body(
            scene, first[0], {scene.lemma(i) for i in core if scene.surfaces[i][0].isalnum()} - ARTICLES
        )
        if salient is not None:
            return scene.as_said(first, head, salient)
    return None


def _earlier_phrase(scene: Scene, head: int, lemma: str, country: str | None) -> str | None:
    """ "the army" where "the Israeli army" stood before: the fuller phrase's words."""
    alike = {lemma} | ({"army", "military"} if lemma in ("army", "military") else set())
    if country is not None:
        return None
    for i in range(head - 1, 0, -1):
        if scene.lemma(i) in alike and i not in scene.at:
            before = i - 1
            if scene.low[before] in ("'s", "’s"):
                before -= 1
            if scene.kind(before) == "place":
                number = scene.at[before]
                start = before
                while scene.at.get(start - 1) == number:
                    start -= 1
                return scene.text[scene.tokens[start].start : scene.tokens[i].end]
    return None


def _office(
    scene: Scene,
    first: Sequence[int],
    core: Sequence[int],
    head: int,
    lemma: str,
    country: str | None,
    article: str,
) -> Said | None:
    """The person whose titles have the office, named before; for a new description, named later."""
    offices = set().union(*(group for group in OFFICES if lemma in group), {lemma})
    modifiers = {scene.lemma(i) for i in first if i != head and scene.low[i] not in ARTICLES | LINKS}
    modifiers |= {fold(scene.surfaces[i]) for i in first if i != head} - ARTICLES - LINKS
    is_known = article in ("the", "that", "this") or article in POSSESSIVES
    best: tuple[tuple[float, ...], int] | None = None
    for number, entity in enumerate(scene.entities):
        if entity.type != "person":
            continue
        facts = scene.facts[number]
        exact = lemma in facts.titles
        if not exact and not (
            offices & facts.titles and lemma in ("official", "leader", "chief", "spokesperson")
        ):
            continue
        if country is not None and facts.countries and country not in facts.countries:
            continue
        if lemma == "official" and country is not None and country not in facts.countries:
            continue
        if _says_more(scene, first, head, number, exact):
            continue
        mentions = [i for i, n in scene.at.items() if n == number]
        before = [i for i in mentions if i < first[0]]
        overlap = len(modifiers & facts.words)
        if article in ("a", "an") and not _opens(scene, first[0], min(mentions), 12 if overlap else 6):
            continue
        if not before and not (article in ("a", "an") or exact):
            continue
        near = -abs((max(before) if before else min(mentions)) - first[0])
        of_it = country is not None and country in facts.countries
        rank = (float(of_it), float(exact), float(overlap), float(bool(before) == is_known), float(near))
        if best is None or rank > best[0]:
            best = (rank, number)
    if best is not None and (best[0][1] or is_known or country is not None):
        if not is_known and not best[0][2] and country is None:
            return None
        return scene.as_said(first, head, best[1])
    if not is_known or article in POSSESSIVES:
        return None
    return _again(scene, head, lemma) or (topic(scene, first[0], head) if lemma in PROFESSIONS else None)


def _says_more(scene: Scene, first: Sequence[int], head: int, number: int, exact: bool) -> bool:
    """Whether a description says of somebody what nothing in the report says of the person: "deputy", or, by an
    office that is only like the person's, "of Oro".
    """
    facts = scene.facts[number]
    lower = {scene.low[i] for i in first} & {"deputy", "vice", "assistant"}
    named = {
        scene.at[i]
        for i in first
        if i > head and i in scene.at and country_of(scene.entities[scene.at[i]].name) is None
    }
    return not lower <= facts.words or (not exact and bool(named) and named.isdisjoint(facts.bodies))


def _opens(scene: Scene, at: int, named: int, reach: int) -> bool:
    """Whether a description stands before the name it may be of, within ``reach`` sentences."""
    return at < named and scene.tokens[named].sentence - scene.tokens[at].sentence <= reach


def _is_thing(scene: Scene, i: int) -> bool:
    """Whether a name stands as things do: "a Varn Falcon", "his Varn Falcon"; not "a Varn Lines spokesman"."""
    last = i
    while scene.at.get(last + 1) == scene.at[i]:
        last += 1
    behind = scene.tokens[last + 1].tag if last + 1 < len(scene.tokens) else ""
    return scene.low[i - 1] in ("a", "an", "his", "her", "my") and behind in (
        "PUNCT",
        "ADP",
        "VERB",
        "AUX",
        "CCONJ",
    )


def _salient_body(scene: Scene, at: int, words: frozenset[str] | set[str]) -> int | None:
    """The body a report is about at a token: what it names most, what it named last as its matter."""
    sentence = scene.tokens[at].sentence
    scores: dict[int, float] = {}
    things: set[int] = set()
    for i, number in scene.at.items():
        entity = scene.entities[number]
        if i >= at or entity.type != "organization" or scene.at.get(i - 1) == number:
            continue
        if same_name(entity.name, scene.outlet) or (
            is_media(entity.name) and not words & {*PAPERS_OF_NEWS, "agency"}
        ):
            continue
        if _is_thing(scene, i):
            things.add(number)
        if (words & PAPERS_OF_NEWS or {"news", "agency"} <= words) and not is_media(entity.name):
            continue
        behind = sentence - scene.tokens[i].sentence
        is_first = (
            i == 0 or scene.tokens[i - 1].sentence != scene.tokens[i].sentence or scene.low[i - 1] == "the"
        )
        near = 1.0 if behind <= 1 else 0.4 if behind <= 3 else 0.0
        scores[number] = scores.get(number, 0.0) + 1.0 + near * (1.5 if is_first else 1.0)
    scores = {number: score for number, score in scores.items() if number not in things}
    for number in scores:
        # "the Varn-based firm": what it is called elsewhere.
        scores[number] += 3.0 * len(words & scene.facts[number].words)
        if scene.entities[number].name in scene.title:
            scores[number] += 2.0
    # What tells one body from others: "Varn", not "based" and "firm".
    told = words - BODIES - {"base", "based", "-"}
    called = {n: scores[n] for n in scores if told & scene.facts[n].words}
    scores = called or scores
    for said in scene.said[-3:]:
        if said.entity in scores and sentence - said.sentence <= 3:
            scores[said.entity] += 2.0
    return min(scores, key=lambda n: (-scores[n], n)) if scores else None
