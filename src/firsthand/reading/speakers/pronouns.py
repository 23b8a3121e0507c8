"""Pronouns: who "he", "it" and "who" stand for.

Looking back a few sentences, by gender, by who spoke last and by what a sentence opens with.

Public: :func:`stands_for`, :func:`shown`, :func:`topic`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from firsthand.model.names import BODY_WORDS, country_of, fold
from firsthand.model.outlets import is_media
from firsthand.reading.speakers.scene import Said, Scene
from firsthand.reading.speakers.words import (
    AUXILIARIES,
    BODIES,
    BODY_PRONOUNS,
    FEMALE,
    GROUP_PRONOUNS,
    LINKS,
    MALE,
    MEN,
    POSSESSIVES,
    PROFESSIONS,
    RELATIVES,
    ROLES,
    SELF,
    WOMEN,
)

NEAR = 2  #: sentences in which somebody unnamed is still meant by a pronoun
TOPIC = 2  #: sentences back in which somebody is whom a report is telling of
LOUD = 3  #: letters from which a word all in capitals is of a heading, no acronym
REACH = 4  #: sentences a pronoun looks back


def shown(scene: Scene, words: Sequence[int]) -> str:
    """The source's own words, without "the" or a sentence's capital at the start, short forms of names written out."""
    if not words:
        return ""
    run = [words[0]]
    for i in words[1:]:
        if i - run[-1] > 2:
            break
        run.append(i)
    text = scene.text[scene.tokens[run[0]].start : scene.tokens[run[-1]].end]
    if run[0] in scene.at and scene.kind(run[0]) == "organization":
        number = scene.at[run[0]]
        stop = run[0]
        while scene.at.get(stop + 1) == number:
            stop += 1
        short = scene.text[scene.tokens[run[0]].start : scene.tokens[stop].end]
        if short.isupper() and stop < run[-1]:
            text = (
                scene.entities[number].name + scene.text[scene.tokens[stop].end : scene.tokens[run[-1]].end]
            )
    name = " ".join(text.split()).strip("“”\"'’‘ ,")
    first, _, rest = name.partition(" ")
    if first.lower() in POSSESSIVES and rest:
        owner = stands_for(scene, run[0], POSSESSIVES[first.lower()])
        if owner is not None:
            return f"{owner.speaker.name}’s {rest}"
    if first.lower() == "the" and rest:
        return rest
    is_common = scene.tokens[run[0]].tag in ("DET", "NOUN", "NUM") and run[0] not in scene.at
    return name[:1].lower() + name[1:] if is_common and first == first.capitalize() else name


def stands_for(scene: Scene, at: int, word: str) -> Said | None:
    """Who a pronoun stands for, looking back a few sentences."""
    sentence = scene.tokens[at].sentence
    if word in RELATIVES:
        found = _related(scene, at)
        if found is not None:
            return found
        for i in range(at - 1, max(-1, at - 12), -1):
            if scene.tokens[i].sentence != sentence:
                break
            if i in scene.at and not scene.is_owner(i):
                return scene.as_said([i], i, scene.at[i])
            if scene.lemma(i) in ROLES | BODIES and scene.low[i] not in RELATIVES:
                start = i
                while (
                    start > 0
                    and scene.tokens[start - 1].sentence == sentence
                    and scene.tokens[start - 1].tag in ("DET", "ADJ", "NOUN", "PROPN", "PRON")
                ):
                    start -= 1
                if scene.low[start - 1] == ",":
                    continue  # an apposition: the name before it
                return scene.as_words(i, shown(scene, list(range(start, i + 1))))
        return None
    recent = [s for s in scene.said if s.at < at and sentence - s.sentence <= REACH]
    if word in GROUP_PRONOUNS:
        return next((s for s in reversed(recent) if s.is_plural or s.kind in ("group", "organization")), None)
    if word in BODY_PRONOUNS:
        return _it(scene, at, sentence, recent)
    if word in SELF or word in MALE | FEMALE:
        gender = "she" if word in FEMALE else "he" if word in MALE else ""
        return _he(scene, at, sentence, recent, gender)
    return None


def _related(scene: Scene, at: int) -> Said | None:
    """What a relative pronoun's clause hangs from, by the tree; a body in apposition is who it stands beside."""
    verb = scene.tokens[at].head
    while verb >= 0 and scene.tokens[verb].relation == "conj":
        verb = scene.tokens[verb].head
    if verb < 0 or scene.tokens[verb].relation != "acl:relcl":
        return None
    noun = scene.tokens[verb].head
    while 0 <= noun < at and noun not in scene.at and scene.tokens[noun].relation == "appos":
        noun = scene.tokens[noun].head
    if 0 <= noun < at and noun in scene.at and not scene.is_owner(noun):
        return scene.as_said([noun], noun, scene.at[noun])
    return None


def _fits(scene: Scene, said: Said, gender: str) -> bool:
    if said.kind != "person" or said.is_plural:
        return False
    known = scene.facts[said.entity].gender if said.entity is not None else ""
    if said.entity is None:
        known = "she" if said.head in WOMEN else "he" if said.head in MEN else ""
    return not gender or not known or known == gender


def _he(scene: Scene, at: int, sentence: int, recent: Sequence[Said], gender: str) -> Said | None:
    """The last speaker who fits, unless somebody else was the matter of a sentence since."""
    last = next((s for s in reversed(recent) if _fits(scene, s, gender)), None)
    if last is not None and scene.low[at + 1 : at + 2] == ["also"]:
        return last
    floor = last.sentence if last is not None else sentence - REACH
    for number in range(sentence, floor, -1):
        for i in _openers(scene, number, at):
            if scene.kind(i) == "person" and not scene.is_owner(i) and _in_sight(scene, i, at):
                known = scene.facts[scene.at[i]].gender
                if not gender or not known or known == gender:
                    return scene.as_said([i], i, scene.at[i])
        unnamed = (
            _by_profession(scene, number, at) or _somebody(scene, number, at, gender)
            if sentence - number < NEAR
            else None
        )
        if unnamed is not None:
            return unnamed
    if last is not None:
        return last
    for i in range(at - 1, -1, -1):
        if sentence - scene.tokens[i].sentence > REACH:
            break
        if scene.kind(i) == "person" and not scene.is_owner(i) and _in_sight(scene, i, at):
            known = scene.facts[scene.at[i]].gender
            if not gender or not known or known == gender:
                return scene.as_said([i], i, scene.at[i])
    return next((s for s in reversed(recent) if _may_be_person(scene, s)), None)


def _may_be_person(scene: Scene, said: Said) -> bool:
    """Whether a speaker whom the tagger took for no person can be one: a name that is of no country, body or outlet."""
    if said.entity is None or said.is_plural or said.kind == "group":
        return False
    name = scene.entities[said.entity].name
    return country_of(name) is None and not is_media(name) and fold(name).split()[-1] not in BODY_WORDS


def topic(scene: Scene, at: int, head: int) -> Said | None:
    """The one whom the last sentence that names anybody at its beginning is of: "Ana Oro sang. The singer …".

    For a description by a profession, which says of a person what she is whatever the tagger takes the name for.
    """
    sentence = scene.tokens[at].sentence
    people: dict[int, set[int]] = {}
    for i, number in scene.at.items():
        entity = scene.entities[number]
        may_be = entity.type == "person" or (
            entity.type == "organization" and fold(entity.name).split()[-1] not in BODY_WORDS
        )
        is_near = i < at and 0 <= sentence - scene.tokens[i].sentence <= TOPIC
        if may_be and is_near and i not in scene.headings and scene.opens(i) and not scene.is_owner(i):
            people.setdefault(scene.tokens[i].sentence, set()).add(number)
    last = people[max(people)] if people else set()
    number = min(last, default=-1)
    if len(last) != 1 or scene.facts[number].titles - {scene.lemma(head)}:
        return None
    return replace(scene.as_said([at], head, number), kind="person")


def _by_profession(scene: Scene, number: int, at: int) -> Said | None:
    """Who is told by a profession as the subject of a sentence: "The singer broke the news. She said …"."""
    first = bisect_left(scene.tokens, number, key=lambda t: t.sentence)
    if scene.low[first : first + 1] != ["the"]:
        return None
    subject = next((i for i in range(first, at) if scene.tokens[i].relation.startswith("nsubj")), None)
    is_one = subject is not None and scene.lemma(subject) in PROFESSIONS and not scene.is_plural(subject)
    return topic(scene, first, subject) if is_one and subject is not None else None


def _somebody(scene: Scene, number: int, at: int, gender: str) -> Said | None:
    """Who is told of for the first time, unnamed, as the subject of a sentence: "An officer came. He said …"."""
    first = bisect_left(scene.tokens, number, key=lambda t: t.sentence)
    if scene.low[first : first + 1] not in (["a"], ["an"]):
        return None
    for i in range(first, at):
        token = scene.tokens[i]
        if token.sentence != number or token.tag in ("VERB", "AUX") or scene.low[i] in LINKS:
            return None
        if token.relation.startswith("nsubj") and scene.lemma(i) in ROLES and not scene.is_plural(i):
            known = "she" if scene.lemma(i) in WOMEN else "he" if scene.lemma(i) in MEN else ""
            is_meant = i not in scene.at and (not gender or not known or known == gender)
            return scene.as_words(i, shown(scene, list(range(first, i + 1)))) if is_meant else None
    return None


def _in_sight(scene: Scene, i: int, at: int) -> bool:
    """Whether a pronoun may mean who is named at a word: not in a heading, nor in words quoted when it stands outside."""
    is_loud = scene.surfaces[i].isupper() and len(scene.surfaces[i]) > LOUD
    return i not in scene.headings and not is_loud and (at in scene.quoted or i not in scene.quoted)


def _it(scene: Scene, at: int, sentence: int, recent: Sequence[Said]) -> Said | None:
    """The body or country that the sentence before is about, else the last body that spoke."""
    for number in range(sentence, sentence - 3, -1):
        spoke = next(
            (s for s in reversed(recent) if s.sentence == number and s.kind in ("organization", "place")),
            None,
        )
        if spoke is not None:
            return spoke
        for i in _openers(scene, number, at):
            if scene.kind(i) in ("organization", "place") and not scene.is_owner(i):
                return scene.as_said([i], i, scene.at[i])
    return next((s for s in reversed(recent) if s.kind == "organization"), None)


def _openers(scene: Scene, number: int, before: int) -> list[int]:
    """First words of the names that open a sentence: its subject, by tree or by place."""
    out = []
    later = []
    start = next((i for i in range(before - 1, -1, -1) if scene.tokens[i].sentence < number), -1) + 1
    is_open = True
    for i in range(start, before):
        if scene.tokens[i].sentence != number:
            break
        is_open &= i == start or scene.tokens[i].tag not in ("VERB", "AUX")
        if i not in scene.at or scene.at.get(i - 1) == scene.at[i]:
            continue
        stop = i + 1
        while scene.at.get(stop) == scene.at[i]:
            stop += 1
        ahead = scene.low[i - 1] if i > start else ""
        if is_open and i < start + 12 and ahead not in LINKS | {"on"}:
            out.append(i)
        elif (
            stop < len(scene.tokens)
            and ahead not in LINKS
            and (scene.tokens[stop].tag in ("VERB", "AUX") or scene.low[stop] in AUXILIARIES)
        ):
            later.append(i)
    return out + later
