"""What a report tells of the people it names: titles, countries, bodies, gender.

Public: :func:`learn`.
"""

from __future__ import annotations

from collections import Counter

from firsthand.model.names import country_of
from firsthand.reading.speakers.scene import Person, Scene
from firsthand.reading.speakers.words import (
    ARTICLES,
    BODIES,
    FEMALE,
    LINKS,
    MALE,
    MEN,
    ROLES,
    WOMEN,
)


def learn(scene: Scene) -> None:
    """Fill the facts of every entity of the scene, from titles and appositions, then from pronouns."""
    for number in range(len(scene.entities)):
        scene.facts[number] = _facts(scene, number)
    _genders(scene)


def _facts(scene: Scene, number: int) -> Person:
    """Titles, countries and gender of a person: the words before each mention and in apposition to it."""
    found = Person()
    firsts = [i for i, n in scene.at.items() if n == number and scene.at.get(i - 1) != number]
    for first in firsts:
        after = first
        while scene.at.get(after) == number:
            after += 1
        before = first - 1
        while (
            before >= 0
            and first - before <= 8
            and scene.tokens[before].sentence == scene.tokens[first].sentence
            and (scene.surfaces[before][0].isalnum() or scene.low[before] in ("-", "'s", "’s"))
            and (
                scene.tokens[before].tag not in ("VERB", "AUX", "CCONJ", "SCONJ", "PRON")
                or scene.low[before - 1] == "-"
            )
            and scene.low[before] not in LINKS | {"and", "said"}
        ):
            before -= 1
        _take(scene, found, range(before + 1, first))
        if after < len(scene.tokens) and scene.low[after] in (",", "("):
            stop = after + 1
            while (
                stop < len(scene.tokens)
                and stop - after <= 14
                and scene.low[stop] not in (",", ")", ".", ";", "”", '"', "said", "says", "told")
                and scene.tokens[stop].sentence == scene.tokens[first].sentence
            ):
                stop += 1
            opening = scene.low[after + 1] if after + 1 < stop else ""
            role = next((i for i in range(after + 1, stop) if scene.lemma(i) in ROLES | BODIES), None)
            # An apposition begins with an article or an office; "Oro, Pell and Finch" is a list.
            if role is not None and (
                opening in ARTICLES | {"who"} or role - after <= 4 or _ends_np(scene, role)
            ):
                _take(scene, found, range(after + 1, stop))
    return found


def _genders(scene: Scene) -> None:
    """Where titles say nothing: the pronouns of the sentences that name one person only."""
    people: dict[int, set[int]] = {}
    for i, number in scene.at.items():
        if scene.entities[number].type == "person":
            people.setdefault(scene.tokens[i].sentence, set()).add(number)
    counts: dict[int, Counter[str]] = {}
    for i, word in enumerate(scene.low):
        named = people.get(scene.tokens[i].sentence, set())
        if len(named) == 1 and (word in MALE | FEMALE or word in ("his", "hers")):
            she = word in FEMALE or word == "hers"
            counts.setdefault(min(named), Counter())["she" if she else "he"] += 1
    for number, count in counts.items():
        if not scene.facts[number].gender:
            (best, n), *rest = count.most_common()
            if n > 1 and not rest:
                scene.facts[number].gender = best


def _ends_np(scene: Scene, i: int) -> bool:
    return i + 1 >= len(scene.tokens) or scene.low[i + 1] in LINKS


def _take(scene: Scene, found: Person, words: range) -> None:
    lemmas = {scene.lemma(i) for i in words}
    found.words |= lemmas
    found.titles |= lemmas & ROLES
    found.bodies += [scene.at[i] for i in words if scene.kind(i) == "organization"]
    if words:
        country = country_of(scene.text[scene.tokens[words[0]].start : scene.tokens[words[-1]].end])
        if country:
            found.countries.add(country)
    if lemmas & WOMEN:
        found.gender = "she"
    elif lemmas & MEN:
        found.gender = "he"
