"""The cast: those who tell something in a story, each called by one name.

Reports call one person or body by many names: with and without an office, by a legal form, by what they
are ("the singer", "the electricity provider"). Here each gets the name that the story knows best, so that one
is counted once.

Public: :func:`called_alike`, :class:`Introduced`, :func:`is_one_letter_off`, :func:`one_stem`.

Syntax follows Universal Dependencies v2.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from firsthand.claims.frames import Tree
from firsthand.claims.sourcing.bodies import state_of
from firsthand.claims.sourcing.tellers import CLAUSE, CORE_ENDS
from firsthand.model import Origin, Reading
from firsthand.model.names import (
    COUNTRIES,
    DETERMINERS,
    GIVEN_NAMES,
    LEGAL_FORMS,
    TITLES,
    fold,
    is_country_word,
    is_described,
    is_group,
    name_key,
    same_name,
)
from firsthand.model.outlets import agency_of, is_media

#: Relations by which a name is told what it is: "the singer Oro", "Oro, a singer".
TELLING_WHAT = frozenset({"appos", "compound", "flat", "nmod"})
#: Nouns that say too little of anybody to tell who is meant.
ANYBODY = frozenset(
    "man woman person boy girl people official spokesman spokeswoman spokesperson source representative".split()
)
#: Words of a description that say nothing of who is meant.
SILENT = CORE_ENDS | frozenset("the and a an year old years".split())
OWNED = re.compile(r"\w['’]s? \w")
MISSPELLED = 7  #: letters from which a word that differs by one is the same name spelled wrong
LEAST_TOLD = 2  #: words of a description that must be known of somebody, where not all of them are
STEM = 6  #: letters in which two words of one stem begin alike: electric, electricity


@dataclass(slots=True, eq=False)
class _Known:
    """One name of the story, with the words by which reports say what it is."""

    name: str
    is_person: bool
    reports: set[int] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    mentions: int = 0


class Introduced:
    """The people and bodies that the reports of a story name, with what is said of what they are.

    Cost: linear in the mentions and their phrases to build; a description asks those that it may be.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.known: dict[tuple[str, ...], _Known] = {}
        self._by_noun: dict[str, list[_Known]] = {}
        for number, reading in enumerate(readings):
            tree = Tree(reading.tokens)
            at = {token.start: i for i, token in enumerate(reading.tokens)}
            for entity in reading.entities:
                if entity.type not in ("person", "organization"):
                    continue
                known = self.known.setdefault(
                    name_key(entity.name) or (entity.name,), _Known(entity.name, entity.type == "person")
                )
                known.reports.add(number)
                known.mentions += len(entity.mentions)
                known.words |= {w for w in fold(entity.name).split() if w not in LEGAL_FORMS}
                for mention in entity.mentions:
                    if mention.start in at:
                        self._introduce(known, tree, at[mention.start], mention.end)
        bodies = {key for key, known in self.known.items() if not known.is_person}
        self._people = [
            known
            for key, known in sorted(self.known.items())
            if known.is_person and len(key) > 1 and key[:1] not in bodies and key[-1:] not in bodies
        ]
        for known in self.known.values():
            if not known.is_person:
                known.nouns.add(fold(known.name).split()[-1] if fold(known.name) else "")
            for noun in known.nouns:
                self._by_noun.setdefault(noun, []).append(known)

    @staticmethod
    def _introduce(known: _Known, tree: Tree, head: int, end: int) -> None:
        tokens = tree.tokens
        first = tokens[head].start
        while (above := tokens[head].head) >= 0 and first <= tokens[above].start < end:
            head = above
        told = [c for c in tree.children[head] if tree.relation(c) in TELLING_WHAT]
        if above >= 0 and tree.relation(head) in ("appos", "flat", "compound"):
            told.append(above)
        if above >= 0 and tree.relation(head) == "nsubj" and tree.child(above, "cop") is not None:
            told.append(above)
        told += [c for i in told for c in tree.children[i] if tree.relation(c) == "conj" and c != head]
        for i in told:
            if tokens[i].tag != "NOUN" and tokens[i].lemma.lower() not in TITLES:
                continue
            known.nouns.add(tokens[i].lemma.lower())
            known.words.update(
                tokens[j].lemma.lower()
                for j in (i, *(c for c in tree.children[i] if tree.relation(c) in ("amod", *TELLING_WHAT)))
            )

    def said_of(self, name: str) -> frozenset[str]:
        """The words of a name and those by which reports say what it is.

        Example:
            >>> sorted(Introduced([]).said_of("Sheriff Ana Oro"))
            ['ana', 'oro', 'sheriff']
        """
        known = self.known.get(name_key(name))
        return frozenset(fold(name).split()) | (known.words if known is not None else frozenset())

    def is_person(self, name: str) -> bool:
        """Whether a name is known to be of a person."""
        known = self.known.get(name_key(name))
        return known is not None and known.is_person and len(name_key(name)) > 1

    def person_called(self, name: str, report: int) -> str | None:
        """The full name of a person whom a report calls by one of its words, as it or the story names him.

        Where the report names nobody so in full, a last name is that of the one person who bears it in the
        story; a given name is nobody's.
        """
        key = name_key(name)
        if len(key) != 1 or key[0] in COUNTRIES:
            return None
        bearers = [k for k in self._people if key[0] in (name_key(k.name)[0], name_key(k.name)[-1])]
        here = [k.name for k in bearers if report in k.reports] or [
            k.name
            for k in self._people
            if report in k.reports
            and len(key[0]) >= MISSPELLED
            and is_one_letter_off(key[0], name_key(k.name)[-1])
        ]
        names = here or [k.name for k in bearers if key[0] not in GIVEN_NAMES]
        names.sort(key=lambda n: (len(n), n))
        if names and all(_is_one_person(names[0], other) for other in names):
            return names[0]
        return None

    def meant(self, description: str, report: int) -> str | None:
        """Who is meant by a description that names nobody, where all its words are said of one only.

        Of those that the report itself names, else of all. "A singer" may be anybody.

        Returns:
            The name, or None.
        """
        words = fold(CLAUSE.split(description, maxsplit=1)[0]).split()
        if (
            not words
            or words[0] in DETERMINERS - {"the"}
            or is_group(description)
            or OWNED.search(description)
        ):
            return None
        ends = next((n for n, word in enumerate(words) if word in CORE_ENDS), len(words))
        capitals = {w for word in description.split() if word[:1].isupper() for w in fold(word).split()}
        said = [
            w
            for n, w in enumerate(words)
            if w not in SILENT and not w.isdigit() and (n < ends or w in capitals) and not is_country_word(w)
        ]
        nouns = {words[n - 1] for n in (words.index("and") if "and" in words[:ends] else ends, ends) if n}
        if not nouns <= set(said) or (nouns & ANYBODY and not set(said) - ANYBODY):
            return None
        fitting = [
            known
            for known in dict.fromkeys(k for noun in sorted(nouns) for k in self._by_noun.get(noun, ()))
            if _told_of(said, known.words)
            and _told_of(sorted(nouns), known.words | known.nouns, least=len(nouns))
        ]
        here = [known for known in fitting if report in known.reports]
        names = sorted({known.name for known in here or fitting}, key=lambda name: (-len(name), name))
        if names and all(_is_one_person(names[0], other) for other in names):
            return names[0]
        return None


def _told_of(said: Sequence[str], words: Set[str], least: int = LEAST_TOLD) -> bool:
    """Whether what a description says is said of somebody: all of it, or most of it when it says much."""
    told = sum(any(one_stem(word, other) for other in words) for word in said)
    return told == len(said) or (told >= least and 2 * told >= len(said))


def called_alike(
    origins: Sequence[Origin], reports: Sequence[int], readings: Sequence[Reading]
) -> list[Origin]:
    """The origins with everybody called by one name over the story.

    Args:
        origins: Of all frames.
        reports: The reading of each.
        readings: Of the story.

    Cost: linear in the origins; quadratic in the different names of the story.
    """
    story = Introduced(readings)
    called: dict[tuple[str, int], str] = {}
    for origin, report in zip(origins, reports, strict=True):
        for name in () if origin.own_voice else (origin.name, *origin.via):
            if (name, report) not in called:
                full = story.person_called(name, report)
                meant = story.meant(name, report) if _is_description(name) else _without_office(name, story)
                called[name, report] = agency_of(name) or full or meant or name
    uses = Counter(
        called[origin.name, report]
        for origin, report in zip(origins, reports, strict=True)
        if not origin.own_voice
    )
    spread: dict[str, set[int]] = {}
    for (_, report), name in called.items():
        spread.setdefault(name, set()).add(report)
    one = _one_name({name: (len(spread[name]), uses[name]) for name in spread})
    out = []
    for origin, report in zip(origins, reports, strict=True):
        if origin.own_voice:
            out.append(origin)
            continue
        name = one[called[origin.name, report]]
        via = tuple(dict.fromkeys(one[called[v, report]] for v in origin.via))
        out.append(replace(origin, name=name, via=tuple(v for v in via if not same_name(v, name))))
    return out


def _without_office(name: str, story: Introduced) -> str | None:
    """A person without the office, the firm or the medium before the name: "Blue Lines chief Ana Oro"."""
    words = name.split()
    for n in range(1, len(words) - 1):
        if not words[n - 1][:1].isupper():
            return None
        rest = " ".join(words[n:])
        person = story.known.get(name_key(rest))
        whole = story.known.get(name_key(name))
        if person is not None and person.is_person and person.name == rest:
            return rest if whole is None or person.mentions >= whole.mentions else None
    return None


def _one_name(uses: Mapping[str, tuple[int, int]]) -> dict[str, str]:
    """For each name, the one that most reports use for the same; a name that may be two stays as it is."""
    order = sorted(uses, key=lambda name: (-uses[name][0], -uses[name][1], len(name), name))
    heads: list[str] = []
    spelled: dict[
        str, str
    ] = {}  #: by the letters alone: "Harbour-Post" and "Harbour Post", "Oro" and "Oro Inc."
    one: dict[str, str] = {}
    for name in order:
        letters = "".join(word for word in name_key(name) if word not in LEGAL_FORMS)
        if is_country_word(name):
            letters = name  # a state as each report puts it: "Norway" or "Oslo"
        mine = [spelled[letters]] if letters in spelled else []
        if not mine and _may_be_called_else(name):
            mine = [h for h in heads if same_name(h, name) or _is_one_person(h, name)]
            heads += [name] * (len(mine) != 1)
        one[name] = mine[0] if len(mine) == 1 else name
        spelled.setdefault(letters or name, one[name])
    return one


def _is_one_person(a: str, b: str) -> bool:
    """Whether two names are one's, be a given name short or one letter of a long word another."""
    if same_name(a, b):
        return True
    x, y = name_key(a), name_key(b)
    other = [(v, w) for v, w in zip(x, y, strict=False) if v != w]
    if len(x) != len(y) or len(other) != 1:
        return False
    short, long = sorted(other[0], key=len)
    if len(x) == 2 and short == min(x[0], y[0], key=len) and long.startswith(short) and len(short) > 3:
        return True  # "Alex Oro" and "Alexander Oro"
    return len(short) >= (MISSPELLED if len(x) == 1 else 4) and is_one_letter_off(short, long)


def is_one_letter_off(a: str, b: str) -> bool:
    """Whether two words begin alike and differ by one letter: another, one more or one less.

    Example:
        >>> [is_one_letter_off("oronev", w) for w in ("oroniv", "oronnev", "oroney", "poronev", "oro")]
        [True, True, True, False, False]
    """
    short, long = sorted((a, b), key=len)
    if a[:1] != b[:1] or len(long) - len(short) > 1:
        return False
    at = next((n for n, (v, w) in enumerate(zip(short, long, strict=False)) if v != w), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _may_be_called_else(name: str) -> bool:
    """Whether a name is of a body or a person, no state and nobody that is only described."""
    if OWNED.search(name):
        return False  # "Ana Oro's father" is not she
    return not _is_description(name) and state_of(name) is None and " and " not in name and not is_media(name)


def _is_description(name: str) -> bool:
    return name[:1].islower() or is_described(name)


def one_stem(a: str, b: str) -> bool:
    """Whether two words are of one stem, by their beginnings.

    Example:
        >>> one_stem("electric", "electricity"), one_stem("resident", "residents"), one_stem("port", "post")
        (True, True, False)
    """
    a, b = a.removesuffix("s"), b.removesuffix("s")
    return a == b or (len(a) >= STEM and len(b) >= STEM and a[:STEM] == b[:STEM])
