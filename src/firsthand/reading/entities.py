"""Entities: the people, bodies and places that a report names, each under one name.

Mentions that name one are brought together (``firsthand.model.names``): full and last names, titles,
hyphens and accents, acronyms with the long form that the report gives beside them.

Public: :func:`find_entities`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from firsthand.model import Entity, Span, Token
from firsthand.model.names import (
    TITLES,
    country_nouns,
    country_of,
    fold,
    is_country_word,
    name_key,
    same_in_report,
    title_of,
)
from firsthand.model.outlets import agency_of, is_media, known_media
from firsthand.reading.encoder import Name
from firsthand.reading.propers import find_propers

_INITIAL = re.compile(r"[A-Z]\. ")
_FIRST_NAME = re.compile(r"\b[A-Z][^\W\d_]+ $")
_LEAD_WORDS = re.compile(r"(?<=[a-z,] )(?:[A-Z][^\W\d_]+ ){1,3}$|(?<=\b[Tt]he )(?:[A-Z][^\W\d_]+ ){1,3}$")
_CAPITALISED = re.compile(r"\b[A-Z][^\W\d_]{3,}\b")
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"\S+")
_OFFICE_OF = re.compile(r"\b(?:Minister|Secretary) (?:of|for) $")
_BRACKETED = re.compile(r"\s*\(([A-Z][A-Z.]{1,8})\)")


def find_entities(text: str, names: Sequence[Name], tokens: Sequence[Token] = ()) -> tuple[Entity, ...]:
    """Group the names of one text into entities.

    Args:
        text: The report's text.
        names: The tagger's names, in order of the text, with their type.
        tokens: The words of the text, by which names are found whole.

    Returns:
        Entities in order of their first mention. A place and a body of one name stay two.

    Cost: names × entities; reports name tens.

    Example:
        >>> text = "Ana M. Oro spoke. Ms Oro left."
        >>> [e.name for e in find_entities(text, [Name(0, 10, "person"), Name(21, 24, "person")])]
        ['Ana Oro']
    """
    names = _completed(text, _settled(text, find_propers(text, tokens, names)))
    groups: list[tuple[str, list[Span]]] = []
    by_key: dict[tuple[str, tuple[str, ...]], int] = {}
    acronyms = _acronyms(text, names)
    order = sorted(range(len(names)), key=lambda i: (-len(name_key(names[i].span.of(text))), names[i].start))
    for i in order:
        span = names[i].span
        surface = span.of(text)
        kind = names[i].type
        long = acronyms.get(surface)
        key = name_key(long or surface)
        if not key:
            continue
        home = by_key.get((kind, key))
        if home is None:
            home = next(
                (
                    g
                    for g, (other, spans) in enumerate(groups)
                    if other == kind and _same(text, span, long or surface, spans[0], kind)
                ),
                None,
            )
        if home is None:
            home = len(groups)
            groups.append((kind, []))
        by_key[kind, key] = home
        groups[home][1].append(span)
    found = []
    for kind, spans in groups:
        spans.sort()
        found.append((spans[0].start, kind, tuple(spans)))
    found.sort()
    return tuple(
        Entity(id=f"e{n}", name=_display([s.of(text) for s in spans], kind), type=kind, mentions=spans)
        for n, (_, kind, spans) in enumerate(found, 1)
    )


def _settled(text: str, names: Sequence[Name]) -> list[Name]:
    """Names with one type for one surface: what is known of it, else what most of its mentions are.

    The tagger sees each mention alone; a report means one thing by one name. A bare title is no name.
    """
    votes: dict[str, Counter[str]] = {}
    for name in names:
        votes.setdefault(name.span.of(text), Counter())[name.type] += 1
    kinds = {surface: min(count, key=lambda kind: (-count[kind], kind)) for surface, count in votes.items()}
    settled = []
    for name in names:
        surface = name.span.of(text)
        words = [w.strip(".,").lower() for w in surface.split()]
        is_office = any(w in TITLES for w in words) and all(
            w in TITLES or w == "the" or is_country_word(w) for w in words
        )
        if is_office or all(w == "the" for w in words) or surface.islower():
            continue
        kind = kinds[surface]
        if is_country_word(surface):
            kind = "place"
        elif agency_of(surface) or (len(words) > 1 and is_media(surface) and kind != "person"):
            kind = "organization"
        settled.append(Name(name.start, name.end, kind))
    return settled


def _joined(text: str, names: list[Name]) -> list[Name]:
    """Neighbours of one type with nothing but a blank or hyphen between them are one name."""
    out: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start, n.end)):
        if (
            out
            and out[-1].type == name.type
            and name.type != "place"
            and text[out[-1].end : name.start] in (" ", "-")
        ):
            out[-1] = Name(out[-1].start, name.end, name.type)
        else:
            out.append(name)
    # A name that begins with an initial has its first name before it; a body's name may begin with
    # capitalised words that the tagger left out, inside a sentence.
    for number, name in enumerate(out):
        if name.type == "person" and len(words := [*_WORD.finditer(text, name.start, name.end)]) > 2:
            if _OFFICE_OF.search(text, max(0, name.start - 20), name.start):
                # "Minister of Trade Ana Oro": what the office is of is no given name.
                out[number] = Name(words[-2].start(), name.end, name.type)
        elif name.type == "person" and _INITIAL.match(text, name.start):
            first = _FIRST_NAME.search(text, max(0, name.start - 20), name.start)
            if first and (number == 0 or out[number - 1].end <= first.start()):
                out[number] = Name(first.start(), name.end, name.type)
        elif name.type == "organization":
            lead = _LEAD_WORDS.search(text, max(0, name.start - 40), name.start)
            if lead and (number == 0 or out[number - 1].end <= lead.start()):
                out[number] = Name(lead.start(), name.end, name.type)
    return out


def _completed(text: str, names: list[Name]) -> list[Name]:
    """Names with those that the tagger missed: last names of people it found, agencies and known outlets."""
    names = _joined(text, names)
    taken: set[int] = set()
    for name in names:
        taken.update(range(name.start, name.end))
    last: dict[str, str] = {}
    for name in names:
        words = name.span.of(text).split()
        if name.type == "person" and len(words) > 1 and len(words[-1]) > 3 and words[-1].isalpha():
            last.setdefault(words[-1], "person")
    found = list(names)
    for match in _CAPITALISED.finditer(text):
        kind = last.get(match.group())
        if kind and match.start() not in taken:
            found.append(Name(match.start(), match.end(), kind))
            taken.update(range(match.start(), match.end()))
    for match in known_media().finditer(text):
        if not taken & set(range(match.start(), match.end())):
            found.append(Name(match.start(), match.end(), "organization"))
    found.sort(key=lambda name: (name.start, name.end))
    return found


def _same(text: str, span: Span, name: str, other: Span, kind: str) -> bool:
    """Whether a name is a shorter or another form of one that the report has given before."""
    long = other.of(text)
    if kind == "place":
        return name_key(name) == name_key(long)
    if not same_in_report(name, long):
        return False
    # A body's first word means the body where the full name was given first: "Oro" and later "Oro
    # Workforce Services" are two.
    is_short = kind == "organization" and len(name_key(name)) == 1 and len(name_key(long)) > 2
    return not is_short or other.start <= span.start or name_key(long)[0] != name_key(name)[0]


def _acronyms(text: str, names: Sequence[Name]) -> dict[str, str]:
    """Acronym → the long form before its bracket."""
    found: dict[str, str] = {}
    for name in names:
        bracket = _BRACKETED.match(text, name.end)
        if bracket:
            found.setdefault(bracket.group(1), name.span.of(text))
    return found


def _display(surfaces: Sequence[str], kind: str) -> str:
    """The name to show: the fullest that is common, a person's without titles and initials."""
    cleaned = Counter(_clean(s, kind) for s in surfaces)
    country = country_of(surfaces[0]) if all(is_country_word(s) for s in surfaces) else None
    if country is not None:
        # A country by its name, not by its adjective or its capital, as the report writes it.
        nouns = [s for s in cleaned if fold(s) in country_nouns(country)]
        return (
            min(nouns, key=lambda s: (s != title_of(country), -cleaned[s], s)) if nouns else title_of(country)
        )
    return min(cleaned, key=lambda s: (-min(len(s.split()), 3 if kind == "person" else 6), -cleaned[s], s))


def _clean(surface: str, kind: str) -> str:
    words = _POSSESSIVE.sub("", " ".join(surface.split())).split()
    if words and words[0].lower() == "the":
        words = words[1:]
    if kind == "person":
        while len(words) > 1 and words[0].strip(".").lower() in TITLES:
            words = words[1:]
        if len(words) > 2:
            words = [w for w in words if len(w.strip(".")) > 1 or w == words[0]]
    return " ".join(words) or surface
