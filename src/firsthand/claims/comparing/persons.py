"""Persons: what reports say of one person beside the name (office, age, home, country), and where two say otherwise.

"Interior Minister Ana Oro" and "Ana Oro, the defence minister" are of two words in two sentences that tell two
matters; only over the whole story do they stand against each other. A report that says both says two things.

Public: :func:`rival_descriptions`, :class:`Description`, :func:`descriptions_of`, :func:`named_in`, :func:`full_names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from firsthand.claims.joining.meaning import word_similarity
from firsthand.model import Entity, Reading, Span, Token
from firsthand.model.names import KnownNames, country_of, fold, is_country_word

Aspect = Literal["name", "office", "age", "home", "country"]

#: Posts of which a person has one in one place at a time.
POSTS = frozenset(
    "minister mayor president governor premier chancellor chairman chairwoman chair ceo executive secretary director"
    " commander ambassador prosecutor speaker senator prefect commissioner sheriff coach captain superintendent"
    " chief head leader officer manager editor bishop rector".split()
)
#: Posts that nobody holds beside another of them.
EXCLUSIVE = frozenset(
    {"mayor", "president", "governor", "prime minister", "senator", "ambassador", "prefect"}
)
#: Other words for a post.
SAME_POST = {
    "premier": "prime minister",
    "ceo": "chief executive",
    "chief executive officer": "chief executive",
    "chairwoman": "chairman",
    "chair": "chairman",
}
#: What makes of a post another, lower one.
LOWER = frozenset("deputy vice assistant sub associate".split())
#: Words by which a post is no longer held, or held for a time.
FORMER = frozenset("former ex late retired outgoing then ousted longtime-former".split())
#: What a post is of tells nothing by these.
GENERIC = frozenset(
    "company firm group agency body academy association organization organisation institute federation state country national federal local regional new acting interim current chief"
    " top senior general its his her their region city town executive".split()
)
#: Likeness of two words from which what two posts are of may be one.
NEAR = 0.45
#: Words beside a name in which its office, age and home are looked for.
REACH = 18
_AGE_BEFORE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old(?: [\w’'-]+){0,3} $")
_AGE_AFTER = re.compile(r"(?:, | \()(?:aged |who is |who was )?(\d{1,3})(?=[,.;)]| from | of |$)")
_HOME = re.compile(r"(?:, (?:aged )?\d{1,3})?,? (?:of|from) (?:the [a-z]+ (?:city |village |town )?of )?")
_WITHIN = re.compile(r", ")
_ORIGIN = re.compile(r"\b(?:origin|descent|born|dual|extraction|heritage)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Description:
    """What one phrase of a report says of a person."""

    report: int
    person: str
    aspect: Aspect
    value: str  #: the post, the age, the place or the country
    of: frozenset[str]  #: what the post is of, or what holds the place; in lower case
    span: Span  #: the phrase with the name
    head: int  #: token index of the word that says it
    is_former: bool = False
    is_lower: bool = False  #: a deputy's


@dataclass(frozen=True, slots=True)
class RivalDescriptions:
    """Two things that reports say of one person, and the phrases that say each."""

    sides: tuple[tuple[Description, ...], tuple[Description, ...]]
    is_succession: bool = False  #: one says that it is so, the other that it was


def rival_descriptions(readings: Sequence[Reading]) -> list[RivalDescriptions]:
    """What reports of one story say differently of one person, each aspect at most once.

    Cost: linear in the mentions of persons, quadratic in the descriptions of one person.
    """
    known = KnownNames()
    of: dict[tuple[int, Aspect], list[Description]] = {}
    persons = full_names(readings)
    for number, reading in enumerate(readings):
        for said in descriptions_of(reading, number, persons):
            of.setdefault((known.number(said.person), said.aspect), []).append(said)
    found = []
    for _, descriptions in sorted(of.items(), key=lambda row: row[0]):
        rivals = _rivals(descriptions)
        if rivals is not None:
            found.append(rivals)
    return found


def _rivals(said: Sequence[Description]) -> RivalDescriptions | None:
    """The first two descriptions of one person that cannot both be, with all that say the same as each."""
    for k, a in enumerate(said):
        for b in said[k + 1 :]:
            if a.report == b.report or not _at_odds(a, b):
                continue
            is_of_posts = a.value != b.value and a.aspect == "office"
            left = [d for d in said if _same(d, a, is_of_posts)]
            right = [d for d in said if _same(d, b, is_of_posts)]
            if {d.report for d in left} & {d.report for d in right}:
                continue
            return RivalDescriptions((_once(left), _once(right)), a.is_former != b.is_former)
    return None


def _once(said: Sequence[Description]) -> tuple[Description, ...]:
    """The first of each report."""
    return tuple({d.report: d for d in reversed(said)}.values())[::-1]


def _same(a: Description, b: Description, is_of_posts: bool) -> bool:
    """Whether two descriptions say one thing; of posts that are of two kinds, whether they say one kind."""
    if a.aspect in ("age", "country"):
        return a.value == b.value
    if a.aspect == "home":
        return a.value == b.value or a.value in b.of or b.value in a.of
    return (
        a.value == b.value
        and a.is_former == b.is_former
        and a.is_lower == b.is_lower
        and (is_of_posts or not _of_others(a.of, b.of))
    )


def _at_odds(a: Description, b: Description) -> bool:
    """Whether two descriptions of one person cannot both be true."""
    if a.aspect in ("age", "country"):
        return a.value != b.value
    if a.aspect == "home":
        # A place within another is no other place; that two are side by side is known where one holds both.
        return a.value != b.value and bool(a.of & b.of) and a.value not in b.of and b.value not in a.of
    if a.value != b.value:
        return not (a.is_former or b.is_former) and {a.value, b.value} <= EXCLUSIVE
    if a.is_former != b.is_former:
        return not _of_others(a.of, b.of)
    if a.is_lower != b.is_lower:
        return bool(a.of & b.of)
    return _of_others(a.of, b.of)


def _of_others(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two posts are of matters that have nothing in common, each of which is said.

    Example:
        >>> _of_others(frozenset({"interior"}), frozenset({"defence"}))
        True
        >>> _of_others(frozenset({"transport", "ministry"}), frozenset()), _of_others(frozenset({"DGAC"}), frozenset({"aviation"}))
        (False, False)
    """
    left, right = ({w for w in words if not is_country_word(w)} for words in (a, b))
    if not left or not right or any(w.isupper() for w in left | right):
        return False
    return not any(word_similarity(v, w) > NEAR for v in left for w in right)


def descriptions_of(
    reading: Reading, number: int, persons: frozenset[str] = frozenset()
) -> Iterator[Description]:
    """What one report says beside the names of persons.

    Args:
        reading: A reading with syntax.
        number: Its index, which the descriptions carry.
        persons: Names that other reports have for persons, whatever this one takes them for.
    """
    text, tokens = reading.report.text, reading.tokens
    named = named_in(reading, persons)
    people = {i for _, name in named for i in name}
    places = {m.start: m for e in reading.entities if e.type == "place" for m in e.mentions}
    for person, name in named:
        span = Span(tokens[name[0]].start, tokens[name[-1]].end)
        yield from _offices(text, tokens, people, person, name, number)
        yield from _ages(text, person, span, name[0], number)
        yield from _homes(text, places, person, span, name[0], number)


def full_names(readings: Sequence[Reading]) -> frozenset[str]:
    """The names of more than one word that some report of the story has for a person."""
    return frozenset(e.name for r in readings for e in r.entities if e.type == "person" and " " in e.name)


def named_in(reading: Reading, persons: frozenset[str]) -> list[tuple[str, tuple[int, ...]]]:
    """Where persons are named in a report, by mention or by the words of a whole name, outside noise."""
    tokens = reading.tokens
    index = {token.start: i for i, token in enumerate(tokens)}
    found: dict[int, tuple[str, tuple[int, ...]]] = {}
    for entity in reading.entities:
        if entity.type == "person" and country_of(entity.name) is None:
            for mention in entity.mentions:
                name = _name_at(tokens, index, mention, entity)
                if name:
                    found.setdefault(name[-1], (entity.name, name))
    whole: dict[str, list[tuple[list[str], str]]] = {}
    for person in sorted(persons):
        words = fold(person).split()
        whole.setdefault(words[0], []).append((words, person))
    for i, token in enumerate(tokens):
        if token.tag == "PROPN":
            for words, person in whole.get(fold(token.lemma), ()):
                if [fold(t.lemma) for t in tokens[i : i + len(words)]] == words:
                    found.setdefault(i + len(words) - 1, (person, tuple(range(i, i + len(words)))))
    return [
        (person, name)
        for _, (person, name) in sorted(found.items())
        if not any(n.start < tokens[name[-1]].end and tokens[name[0]].start < n.end for n in reading.noise)
    ]


def _name_at(
    tokens: Sequence[Token], index: Mapping[int, int], mention: Span, entity: Entity
) -> tuple[int, ...]:
    """The tokens of the name in a mention, which may hold an office before it or behind."""
    words = set(fold(entity.name).split())
    found: list[int] = []
    i = index.get(mention.start, len(tokens))
    while i < len(tokens) and tokens[i].start < mention.end:
        is_name = tokens[i].tag == "PROPN" and words.issuperset(fold(tokens[i].lemma).split())
        if is_name:
            found.append(i)
        elif found and tokens[i].lemma != "-":
            break
        i += 1
    return tuple(range(found[0], found[-1] + 1)) if found else ()


def _offices(
    text: str, tokens: Sequence[Token], people: set[int], person: str, name: Sequence[int], number: int
) -> Iterator[Description]:
    before, at = _title(text, tokens, _before(text, tokens, people, name[0]))
    if at is not None:
        yield from _described(text, tokens, person, before, (*before, *name), at, number, False)
    after, was = _after(text, tokens, people, name[-1])
    at = next((k for k in range(len(after)) if _post_at(text, tokens, after, k)), None)
    # What stands behind a preposition is not what the person is.
    if at is not None and not any(tokens[i].tag == "ADP" for i in after[:at]):
        yield from _described(text, tokens, person, after, (*name, *after), at, number, was)


def _title(text: str, tokens: Sequence[Token], run: Sequence[int]) -> tuple[Sequence[int], int | None]:
    """The words of a title that ends right before a name ("chief of Oro Lines"), and which of them is the post."""
    of = [k for k, i in enumerate(run) if tokens[i].tag == "ADP"]
    if run and _post_at(text, tokens, run, len(run) - 1):
        own = run[of[-1] + 1 :] if of else run
        return own, len(own) - 1
    if of and of[0] and _post_at(text, tokens, run, of[0] - 1):
        return run, of[0] - 1
    return run, None


def _before(text: str, tokens: Sequence[Token], people: set[int], first: int) -> list[int]:
    """The words of a title before a name, in order."""
    run: list[int] = []
    i = first - 1
    while i >= 0 and len(run) < REACH and i not in people and tokens[i].sentence == tokens[first].sentence:
        word = tokens[i].span.of(text)
        if tokens[i].tag not in ("NOUN", "PROPN", "ADJ") and word not in ("of", "’s", "'s", "-"):
            break
        run.append(i)
        i -= 1
    while run and tokens[run[-1]].tag == "ADP":
        run.pop()
    return run[::-1]


def _after(text: str, tokens: Sequence[Token], people: set[int], last: int) -> tuple[list[int], bool]:
    """The words of an apposition, or of what a person is said to be, behind a name; and whether it was so."""
    i, was = last + 1, False
    end = min(len(tokens), last + 1 + REACH)

    def word(k: int) -> str:
        return tokens[k].span.of(text).lower() if k < len(tokens) else ""

    if word(i) == ",":
        i += 1
        if word(i) == "who" and word(i + 1) in ("is", "was"):
            was, i = word(i + 1) == "was", i + 2
    elif word(i) in ("is", "was"):
        was, i = word(i) == "was", i + 1
    else:
        return [], False
    run: list[int] = []
    while i < end and tokens[i].sentence == tokens[last].sentence and i not in people:
        is_word = tokens[i].tag in ("NOUN", "PROPN", "ADJ", "DET", "ADP") or word(i) in ("’s", "'s", "-")
        # A mark inside a word: "Côte d’Azur".
        is_inside = text[tokens[i].start - 1].isalnum() and text[tokens[i].end : tokens[i].end + 1].isalnum()
        if not is_word and not is_inside:
            break
        run.append(i)
        i += 1
    while run and tokens[run[0]].tag == "DET":
        run.pop(0)
    while run and tokens[run[-1]].tag in ("ADP", "DET"):
        run.pop()
    return run, was


def _post_at(text: str, tokens: Sequence[Token], run: Sequence[int], at: int) -> bool:
    return _lemma(text, tokens, run[at]) in POSTS and not (
        at + 1 < len(run) and _lemma(text, tokens, run[at + 1]) in POSTS
    )


def _lemma(text: str, tokens: Sequence[Token], i: int) -> str:
    lemma = tokens[i].lemma.lower()
    return lemma if lemma in POSTS else tokens[i].span.of(text).lower()


def _described(
    text: str,
    tokens: Sequence[Token],
    person: str,
    run: Sequence[int],
    whole: Sequence[int],
    at: int,
    number: int,
    was: bool,
) -> Iterator[Description]:
    """The office that a run of words names."""
    words = [_lemma(text, tokens, i) for i in run]
    post, first = words[at], at
    for before in ("prime", "chief"):
        if at and words[at - 1] == before:
            post, first = f"{before} {post}", at - 1
    if at > 1 and words[at - 2 : at + 1] == ["chief", "executive", "officer"]:
        post, first = "chief executive", at - 2
    if post in ("officer", "executive"):
        return  # no one post
    rest = [k for k in range(len(run)) if not first <= k <= at]
    if set(words) & {"and"} or any(words[k] in ("spokesman", "spokeswoman", "spokesperson") for k in rest):
        return
    of = frozenset(
        tokens[run[k]].span.of(text) if tokens[run[k]].span.of(text).isupper() else words[k]
        for k in rest
        if tokens[run[k]].tag in ("NOUN", "PROPN", "ADJ")
        and "-" not in text[tokens[run[k]].start - 1 : tokens[run[k]].end + 1]
        and words[k] not in GENERIC | FORMER | LOWER
        and words[k].isalpha()
    )
    start, end = min(tokens[i].start for i in whole), max(tokens[i].end for i in whole)
    yield Description(
        report=number,
        person=person,
        aspect="office",
        value=SAME_POST.get(post, post),
        of=of,
        span=Span(start, end),
        head=run[at],
        is_former=was
        or bool(FORMER & {w.removesuffix("-") for w in words})
        or any(w.startswith("ex-") for w in words),
        is_lower=bool(LOWER & set(words)),
    )


def _ages(text: str, person: str, name: Span, head: int, number: int) -> Iterator[Description]:
    before = _AGE_BEFORE.search(text[max(0, name.start - 60) : name.start])
    if before is not None:
        start = max(0, name.start - 60) + before.start()
        yield Description(number, person, "age", before[1], frozenset(), Span(start, name.end), head)
    after = _AGE_AFTER.match(text, name.end)
    if after is not None:
        yield Description(number, person, "age", after[1], frozenset(), Span(name.start, after.end(1)), head)


def _homes(
    text: str, places: Mapping[int, Span], person: str, name: Span, head: int, number: int
) -> Iterator[Description]:
    lead = _HOME.match(text, name.end)
    if lead is None or lead.end() not in places:
        return
    place = places[lead.end()]
    town, _, held = place.of(text).partition(", ")
    within = {held.lower()} if held else set()
    end = place.end
    comma = _WITHIN.match(text, end)
    if comma is not None and comma.end() in places:
        outer = places[comma.end()]
        within.add(outer.of(text).lower())
        end = outer.end
    yield Description(number, person, "home", town.lower(), frozenset(within), Span(name.start, end), head)
