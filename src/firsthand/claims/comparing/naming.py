"""Names that two reports give one thing: a body spelled in two ways, or called by two names.

A body has one spelling of its own; a person or a place whose name comes from another script has several,
and those agree. A name that one report has in both ways is a slip of its own.

One person has one first name: two of them with one rare surname, in reports of which none has both, are a difference
where neither is short for the other nor another spelling of it.

Public: :func:`rival_names`, :func:`rival_first_names`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from firsthand.claims.comparing.groups import Opposed
from firsthand.claims.comparing.persons import Description, RivalDescriptions
from firsthand.claims.frames import Frame
from firsthand.claims.joining.meaning import word_weight
from firsthand.model import Reading
from firsthand.model.names import fold, same_name

#: Letters of a word from which one letter more, less or other is a spelling and not another word.
LONG = 6
#: How much a word tells that two names of one thing must share.
TELLING = 4.0
#: Words between a first name and a surname.
PARTICLES = frozenset("al el bin ibn de del da di van von der la le".split())
#: Letters that a first name has at least; with fewer it is an initial.
SHORT = 3
#: Letters that stand for one sound when a name is brought from another script.
ONE_SOUND = (
    frozenset("iyej"),
    frozenset("uow"),
    frozenset("kcqg"),
    frozenset("sz"),
    frozenset("ae"),
    frozenset("fv"),
)
SOUNDS = str.maketrans({"j": "y", "w": "v", "c": "k", "q": "k", "z": "s"})
#: Short first names that do not begin as the whole one does.
NICKNAMES = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "bob/robert rob/robert bill/william billy/william will/william liam/william dick/richard rick/richard"
        " jim/james jimmy/james jamie/james jack/john johnny/john ted/edward ned/edward ted/theodore hank/henry"
        " harry/henry harry/harold chuck/charles charlie/charles peggy/margaret meg/margaret maggie/margaret"
        " betty/elizabeth liz/elizabeth beth/elizabeth tony/anthony sasha/alexander alex/alexander sandy/alexander"
        " polly/mary molly/mary nancy/ann larry/lawrence bernie/bernard gene/eugene drew/andrew nick/nicholas"
        " kate/catherine kate/katherine sally/sarah bud/robert misha/mikhail volodya/vladimir"
    ).split()
)
#: Chance that two clauses are of one matter from which the names in them are set against each other.
LIKELY = 0.2


def rival_names(
    groups: Sequence[tuple[int, ...]],
    frames: Sequence[Frame],
    readings: Sequence[Reading],
    probability: Mapping[tuple[int, int], float],
) -> list[Opposed]:
    """The two names that clauses of one group have for one thing.

    Two names are shown where most reports have them, once: a name spelled in two ways is one difference,
    not one for every sentence that it stands in.

    Cost: linear in the names of the story, and in the pairs of them that share a word that tells.
    """
    used: dict[str, set[int]] = {}
    bodies: set[str] = set()
    for number, reading in enumerate(readings):
        for entity in reading.entities:
            used.setdefault(entity.name, set()).add(number)
            if entity.type == "organization":
                bodies.add(entity.name)
    found: dict[int, Opposed] = {}
    holding: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for name in set().union(*(frames[i].names for i in group)):
            holding.setdefault(name, set()).add(number)
    for a, b in _perhaps_alike(used):
        if a not in bodies and b not in bodies:
            continue
        is_spelling = spelled_alike(a, b)
        if not is_spelling and not _called_alike(a, b):
            continue
        if used[a] & used[b] or same_name(a, b):
            continue
        best: tuple[int, int] | None = None
        for number in sorted(holding.get(a, set()) & holding.get(b, set())):
            group = groups[number]
            if frames[group[0]].kind not in ("clause", "quantity"):
                continue
            sides = _sides(a, b, group, frames)
            if not all(sides) or not (is_spelling or _likely(sides, frames, probability)):
                continue
            reports = len({frames[i].report for i in (*sides[0], *sides[1])})
            if best is None or reports > best[0]:
                best = (reports, number)
        if best is not None and best[1] not in found:
            sides = _sides(a, b, groups[best[1]], frames)
            found[best[1]] = Opposed(kind="name", sides=sides, said=(a, b))
    return list(found.values())


def rival_first_names(readings: Sequence[Reading]) -> list[RivalDescriptions]:
    """The two first names that reports have for one person, where each report first names them.

    Cost: linear in the names of the story.
    """
    used: dict[str, dict[str, dict[int, Description]]] = {}
    places = {fold(e.name).lower() for r in readings for e in r.entities if e.type == "place"}
    for number, reading in enumerate(readings):
        starts = {token.start: i for i, token in enumerate(reading.tokens)}
        for entity in reading.entities:
            words = fold(entity.name).lower().split()
            if entity.type != "person" or len(words) < 2 or words[-1] in places:
                continue
            first = [w for w in words[:-1] if w not in PARTICLES]
            for mention in entity.mentions:
                said = fold(mention.of(reading.report.text)).lower().split()
                is_whole = said[:1] == words[:1] and said[-1:] == words[-1:] and mention.start in starts
                if is_whole and word_weight(words[-1]) > TELLING:
                    named = Description(
                        number,
                        entity.name,
                        "name",
                        " ".join(first),
                        frozenset(),
                        mention,
                        starts[mention.start],
                    )
                    used.setdefault(words[-1], {}).setdefault(" ".join(first), {}).setdefault(number, named)
    found: list[RivalDescriptions] = []
    for _, firsts in sorted(used.items()):
        if len(firsts) == 2 and _are_two(*sorted(firsts)):
            left, right = (tuple(of[n] for n in sorted(of)) for _, of in sorted(firsts.items()))
            if not {d.report for d in left} & {d.report for d in right}:
                found.append(RivalDescriptions((left, right)))
    return found


def _are_two(a: str, b: str) -> bool:
    """Whether two first names are of two people: neither is short for the other, nor the same in other letters.

    Example:
        >>> _are_two("petra", "ingrid"), _are_two("bob", "robert"), _are_two("sergey", "sergei"), _are_two("anna", "annika")
        (True, False, False, False)
        >>> _are_two("evgeny", "yevgeni")
        False
        >>> _are_two("marek", "marok")
        True
    """
    if min(len(a), len(b)) < SHORT or " " in a + b or frozenset((a, b)) in NICKNAMES:
        return False
    if len(a) == len(b):
        other = [(v, w) for v, w in zip(a, b, strict=True) if v != w]
        if len(other) == 1:
            return not any(set(other[0]) <= letters for letters in ONE_SOUND)
    return a[:2] != b[:2] and _consonants(a) != _consonants(b)


def _consonants(name: str) -> str:
    """What another script's name keeps, however its vowels are written."""
    kept = [c for c in name.translate(SOUNDS) if c not in "aeiouy"]
    return "".join(c for c, before in zip(kept, ["", *kept], strict=False) if c != before)


def _perhaps_alike(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of names, in order, that share a word that tells, or all but a letter: no others can be alike."""
    marked: dict[tuple[str, ...], set[str]] = {}
    for name in names:
        words = fold(name).lower().split()
        marks: set[tuple[str, ...]] = {(word,) for word in words if word_weight(word) > TELLING}
        for k, word in enumerate(words):
            if len(word) >= LONG:
                shorter = (word[:n] + word[n + 1 :] for n in range(len(word)))
                marks |= {(*words[:k], form, *words[k + 1 :], str(k)) for form in (word, *shorter)}
        for mark in marks:
            marked.setdefault(mark, set()).add(name)
    return sorted({pair for alike in marked.values() for pair in itertools.combinations(sorted(alike), 2)})


def spelled_alike(a: str, b: str) -> bool:
    """Whether two names differ by one letter of one long word, and not by its plural.

    Example:
        >>> spelled_alike("Meridien Power", "Meridian Power"), spelled_alike("Baker Mill", "Baker Mills")
        (True, False)
    """
    left, right = fold(a).lower().split(), fold(b).lower().split()
    if len(left) != len(right):
        return False
    apart = [(v, w) for v, w in zip(left, right, strict=True) if v != w]
    if len(apart) != 1:
        return False
    short, long = sorted(apart[0], key=len)
    if len(short) < LONG or long == short + "s":
        return False
    if len(short) == len(long):
        return sum(v != w for v, w in zip(short, long, strict=True)) == 1
    return any(long[:k] + long[k + 1 :] == short for k in range(len(long)))


def _called_alike(a: str, b: str) -> bool:
    """Whether two names share a word that tells, and each has one that the other lacks."""
    left, right = set(fold(a).lower().split()), set(fold(b).lower().split())
    shared = {w for w in left & right if word_weight(w) > TELLING}
    return bool(shared) and all(
        any(word_weight(w) > 1.0 for w in rest) for rest in (left - right, right - left)
    )


def _sides(
    a: str, b: str, group: Sequence[int], frames: Sequence[Frame]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    left, right = (tuple(i for i in group if name in frames[i].names) for name in (a, b))
    return left, right


def _likely(
    sides: tuple[tuple[int, ...], tuple[int, ...]],
    frames: Sequence[Frame],
    probability: Mapping[tuple[int, int], float],
) -> bool:
    """Whether some clauses of the two sides are of one matter, and what else the one names the other does."""
    for i in sides[0]:
        for j in sides[1]:
            left, right = frames[i].names, frames[j].names
            if (
                probability.get((min(i, j), max(i, j)), 0.0) >= LIKELY
                and min(len(left - right), len(right - left)) == 1
            ):
                return True
    return False
