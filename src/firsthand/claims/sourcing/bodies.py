"""Bodies: to which of them the people and the unnamed groups of a story belong.

A body is named by its noun, with a capital or without: "Harbour Trust", "the coast guard". A person belongs
to one by a title, an apposition or a verb of leading; a group that nobody names by its own words ("fire
department officials").

Public: :func:`affiliations`, :func:`body_of`, :func:`is_body`, :func:`is_kind`, :func:`is_relative`, :func:`state_of`.

Syntax follows Universal Dependencies v2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.claims.frames import Tree
from firsthand.model import Reading, Span
from firsthand.model.names import BODY_WORDS, LEGAL_FORMS, TITLES, country_of, fold, name_key

#: Relations by which a body hangs from the person or the title that belongs to it.
BELONGING = frozenset({"compound", "nmod", "amod", "flat"})
#: Verbs by which somebody leads a body or speaks for it.
LEADING = frozenset("head lead run command chair direct represent".split())
#: Nouns for who has a place in a body, beside titles.
MEMBERS = TITLES | frozenset(
    "head member official executive officer employee representative secretary adviser analyst lawyer attorney"
    " owner founder manager boss pilot captain lieutenant investigator inspector superintendent".split()
)
#: Nouns that stand for people, not for a body.
_PEOPLE = frozenset("officials spokesman spokeswoman".split())
#: Nouns of which a place has many: "a ferry company" says of which kind it is, not which.
_MANY = LEGAL_FORMS | frozenset(
    "airline airlines bank partners university college school hospital clinic church temple synagogue club news"
    " newspaper daily network studios house center centre museum theater theatre trust fund team front force"
    " media foundation institute firm carrier maker provider operator supplier lender retailer".split()
)
#: Offices of a state: who holds one speaks for its government.
STATE = frozenset(
    "president minister premier chancellor secretary envoy ambassador spokesman spokeswoman".split()
)
#: Houses and bodies that stand for a government, folded.
SEATS = {
    "white house": "us",
    "state department": "us",
    "pentagon": "us",
    "oval office": "us",
    "downing street": "uk",
    "foreign office": "uk",
    "elysee": "france",
    "elysee palace": "france",
    "blue house": "south korea",
    "bundesregierung": "germany",
    "kremlin": "russia",
}

_GROUP_OF = re.compile(
    r"(.+?) (?:officials?|officers?|sources?|spokes\w+|authorities|investigators|representatives?)",
    re.IGNORECASE,
)
_OF_GROUP = re.compile(
    r".*?\b(?:officials?|officers?|sources?|spokes\w+|representatives?|person|people) (?:of|from|at|in|for) (?:the )?(.+)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:.*['’]s?|his|her|their) (?P<noun>[a-z]+)$")


def is_body(name: str) -> bool:
    """Whether a name says which body is meant by its noun, in capitals or not: no bare noun, and none of many.

    Example:
        >>> [is_body(n) for n in ("the coast guard", "Health Ministry", "the ministry", "a ferry company", "Oro")]
        [True, True, False, False, False]
    """
    words = fold(name).removeprefix("the ").split()
    return len(words) > 1 and words[-1] in BODY_WORDS - _PEOPLE - _MANY


def is_kind(name: str) -> bool:
    """Whether a name tells by a common noun what kind of body is meant, be there a name in it or not.

    Example:
        >>> is_kind("the Varn-based bank"), is_kind("Varn Bank"), is_kind("ferry company")
        (True, False, True)
    """
    last = name.split()[-1:]
    return bool(last) and last[0].islower() and last[0] in _MANY


def body_of(name: str) -> str | None:
    """The body that a group of people which nobody names is of, by its own words.

    Example:
        >>> body_of("fire department officials"), body_of("a source at Harbour Trust"), body_of("officials")
        ('fire department', 'Harbour Trust', None)
    """
    for pattern in (_OF_GROUP, _GROUP_OF):
        found = pattern.fullmatch(" ".join(name.split()))
        if found is not None and (is_body(body := found[1]) or body[:1].isupper()):
            return body
    return None


def state_of(name: str) -> str | None:
    """The country that a name stands for as a state: itself, its government, a ministry; "" where it does not say.

    Example:
        >>> state_of("Norway"), state_of("the Danish foreign ministry"), state_of("the government")
        ('norway', 'denmark', '')
        >>> state_of("the White House"), state_of("Harbour Trust") is None
        ('us', True)
    """
    words = fold(name).removeprefix("the ").split()
    country = country_of(name)
    seat = SEATS.get(" ".join(words)) or SEATS.get(" ".join(words[1:]) if country else "")
    if seat is not None:
        return seat
    if {"government", "ministry"} & set(words):
        return country or ""
    return country if country is not None and len(name_key(name)) == 1 else None


def is_relative(name: str) -> bool:
    """Whether a name tells somebody by who is kin to him: "Ana Oro's father".

    Example:
        >>> is_relative("Ana Oro’s father"), is_relative("Oro’s company"), is_relative("Ana Oro")
        (True, False, False)
    """
    found = _RELATIVE.fullmatch(name)
    return found is not None and found["noun"] not in BODY_WORDS


def affiliations(readings: Sequence[Reading]) -> dict[tuple[str, ...], frozenset[str]]:
    """The bodies that each person of the story is said to belong to, by the key of the person's name.

    From titles and appositions ("Ana Oro, a spokeswoman of Blue Strait Lines", "coast guard commander Ben
    Pell") and from verbs of leading ("Ben Pell, who heads the coast guard").

    Cost: linear in the mentions and their phrases.
    """
    found: dict[tuple[str, ...], set[str]] = {}
    for reading in readings:
        tree = Tree(reading.tokens)
        at = {token.start: i for i, token in enumerate(reading.tokens)}
        bodies: dict[int, str] = {}
        for entity in reading.entities:
            if entity.type == "organization":
                for mention in entity.mentions:
                    if mention.start in at:
                        bodies[at[mention.start]] = entity.name
        for entity in reading.entities:
            if entity.type != "person":
                continue
            for mention in entity.mentions:
                if mention.start not in at:
                    continue
                head = at[mention.start]
                while (above := reading.tokens[head].head) >= 0 and (
                    mention.start <= reading.tokens[above].start < mention.end
                ):
                    head = above
                around = _around(tree, head)
                named = {bodies[i] for i in around if i in bodies}
                named |= _by_their_nouns(around, head, reading, tree)
                if named:
                    found.setdefault(name_key(entity.name), set()).update(named)
    return {key: frozenset(names) for key, names in found.items()}


def _around(tree: Tree, head: int) -> list[int]:
    """Tokens of what stands in apposition to a name, of its title, and of what they belong to."""
    roots = [c for c in tree.children[head] if tree.relation(c) in ("appos", *BELONGING)]
    above = tree.tokens[head].head
    if above >= 0 and tree.relation(head) in ("appos", "flat", "compound"):
        roots += [c for c in tree.children[above] if c != head and tree.relation(c) in BELONGING]
        roots += [above]
    roots += _led(tree, head)
    found: list[int] = []
    for root in roots:
        found.extend(i for i in _phrase(tree, root) if i != head)
    return sorted(set(found))


def _led(tree: Tree, head: int) -> list[int]:
    """What somebody is said to lead: "Pell, who heads the coast guard"."""
    return [
        c
        for clause in tree.children[head]
        if tree.relation(clause) == "acl" and tree.tokens[clause].lemma.lower() in LEADING
        for c in tree.children[clause]
        if tree.relation(c) == "obj"
    ]


def _phrase(tree: Tree, root: int) -> list[int]:
    """A noun phrase without the clauses in it: who was saved by a body does not belong to it."""
    found, open_ = [], [root]
    while open_:
        i = open_.pop()
        found.append(i)
        open_ += [c for c in tree.children[i] if tree.relation(c) in (*BELONGING, "conj", "appos", "case")]
    return found


def _by_their_nouns(around: Sequence[int], head: int, reading: Reading, tree: Tree) -> set[str]:
    """Bodies without a capital, of those whom a title or an office makes their members."""
    text, tokens = reading.report.plain, reading.tokens
    offices = {tokens[i].lemma.lower() for i in around}
    direct = {c for c in tree.children[head] if tree.relation(c) == "nmod"}.union(_led(tree, head))
    found = set()
    for i in around:
        if tokens[i].lemma.lower() not in BODY_WORDS - _PEOPLE - _MANY or tokens[i].tag not in (
            "NOUN",
            "PROPN",
        ):
            continue
        if not offices & MEMBERS and i not in direct:
            continue
        first = i
        while first - 1 in around and tokens[first - 1].tag in ("NOUN", "PROPN", "ADJ") and first - 1 != head:
            first -= 1
        words = " ".join(Span(tokens[first].start, tokens[i].end).of(text).split())
        if is_body(words):
            found.add(words)
    told = " ".join(tokens[i].span.of(text) for i in around if i != head)
    country = country_of(told) or next((SEATS[seat] for seat in SEATS if seat in fold(told)), None)
    if country is not None and offices & STATE:
        found.add(f"{country} government")
    return found
