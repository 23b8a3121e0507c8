"""Frames of noun phrases that tell what a clause could."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.claims.frames.frame import Frame
from firsthand.claims.frames.grammar import clause_of, phrase_of
from firsthand.claims.frames.index import Index, is_negated
from firsthand.claims.frames.times import n_dates, time_of, told_with
from firsthand.claims.frames.voices import attributions_of
from firsthand.claims.frames.words import DENIALS, base_of, is_content
from firsthand.claims.happenings import happening
from firsthand.model import Reading, Span, cover
from firsthand.model.names import TITLES, fold

#: Forms of address, which say nothing of who bears them.
HONORIFICS = frozenset("mr mrs ms miss mx sir madam dame dr".split())
#: Titles of offices that a reader may take for a part of the name.
OFFICES = TITLES - HONORIFICS


def phrase_frames(reading: Reading, number: int, phrases: Sequence[tuple[Span, int]]) -> list[Frame]:
    """Frames of phrases that say what somebody is; each a span and the token that says it."""
    index = Index(reading)
    frames = []
    for span, head in phrases:
        content = [i for i in index.inside(span) if is_content(index.tokens[i])]
        predicate = (index.tokens[head].lemma.lower(),)
        frames.append(_noun_frame(index, number, head, span, content, predicate, span))
    return frames


def nominal_frames(index: Index, number: int) -> list[Frame]:
    """Noun phrases that tell what a clause could: a happening with whom or what it befell, and who holds
    which part ("the death of the driver", "the mayor, Ann Poe").
    """
    tokens = index.tokens
    frames = []
    said: set[tuple[str, tuple[str, ...]]] = set()
    for i, token in enumerate(tokens):
        if index.noisy[i] or i in index.clauses or not _is_description(index, i):
            continue
        bearer = _bearer(index, i)
        event = happening(token.lemma.lower()) if i not in index.names else None
        if bearer is None and (event is None or not _has_argument(index, i) or _is_unasserted(index, i)):
            continue
        own = (
            phrase_of(index, i)
            if bearer is None
            else sorted({*phrase_of(index, i), *phrase_of(index, bearer)})
        )
        own = [k for k in own if not index.noisy[k]]
        while own and own[0] != i and tokens[own[0]].tag in ("DET", "PUNCT", "ADP", "CCONJ"):
            own = own[1:]
        while own and tokens[own[-1]].tag == "PUNCT":
            own = own[:-1]
        content = [k for k in own if is_content(tokens[k])]
        if len(content) < 2 or i not in content or _has_gap(index, own):
            continue
        span = cover(tokens[k].span for k in own)
        predicate = tuple(dict.fromkeys((token.lemma.lower(), *(event or ()))))
        frame = _noun_frame(index, number, i, span, own, predicate, token.span)
        frame = replace(frame, undergoers_at=frame.core_at)
        if bearer is not None:
            # Who somebody is, the report tells, whoever speaks of them, but for words in quotation marks.
            told = frame.attributions if index.is_quoted(token.start) else ()
            time = frame.time if frame.is_time_own else None
            frame = replace(frame, bearer=index.names[bearer], attributions=told, time=time)
        # Whoever is called a thing at every mention is said to be it once.
        if not frame.bearer or (frame.bearer, frame.words) not in said:
            frames.append(frame)
            said.add((frame.bearer, frame.words))
    return frames


def _noun_frame(
    index: Index,
    number: int,
    head: int,
    span: Span,
    own: Sequence[int],
    predicate: tuple[str, ...],
    told: Span,
) -> Frame:
    """The frame of a noun phrase that tells what a clause could; ``told`` is what its attributions have to hold."""
    content = [k for k in own if is_content(index.tokens[k])]
    core = [k for k in content if k != head]
    time, is_own = time_of(index, head, span)
    return Frame(
        report=number,
        kind="clause",
        span=span,
        sentence=index.tokens[head].sentence,
        head=head,
        predicate=predicate,
        words=tuple(index.tokens[k].lemma.lower() for k in content),
        core=tuple(index.tokens[k].lemma.lower() for k in core),
        words_at=tuple(content),
        core_at=tuple(core),
        predicate_at=(head,),
        names=frozenset(index.names[k] for k in own if k in index.names),
        quantity=None,
        quantities=(),
        time=time,
        is_time_own=is_own,
        is_time_sole=is_own and n_dates(index, span) == 1,
        told_then=told_with(index, head, time, span),
        polarity="affirmed",
        modality="stated",
        attributions=attributions_of(index, told),
        clause=span,
        is_nominal=True,
    )


def _is_unasserted(index: Index, noun: int) -> bool:
    """Whether the clause around a happening says that there was none: "made no claim", "denied the theft"."""
    head = clause_of(index, noun)
    return is_negated(index, head) or base_of(index.tokens[head].lemma.lower(), DENIALS) in DENIALS


def _has_gap(index: Index, own: Sequence[int]) -> bool:
    """Whether words of something else stand between the phrase's."""
    return any(index.tokens[k].tag != "PUNCT" for k in set(range(own[0], own[-1])) - set(own))


def _has_argument(index: Index, noun: int) -> bool:
    tree, tokens = index.tree, index.tokens
    return any(
        tree.relation(c) in ("nmod", "compound")
        and any(is_content(tokens[k]) for k in tree.own(c, index.clauses))
        for c in tree.children[noun]
    )


def _is_description(index: Index, noun: int) -> bool:
    """Whether a noun says what something is and is no part of its name; with a capital too, where it stands as a
    title before the name of a person ("President Ann Poe").
    """
    token = index.tokens[noun]
    if token.tag != "PROPN":
        return token.tag == "NOUN" and not _is_of_name(index, noun)
    lemma, name = token.lemma.lower().rstrip("."), _named_behind(index, noun)
    is_title = token.relation == "nmod:desc" or (name is not None and index.tokens[name - 1].tag != "PUNCT")
    is_other = len(lemma) > 1 and lemma not in HONORIFICS and not _is_of_name(index, noun)
    return is_title and (lemma in OFFICES or is_other)


def _is_of_name(index: Index, token: int) -> bool:
    """Whether a word is one of the name that it mentions, and says nothing of who bears it."""
    words = fold(index.names.get(token, "")).split()
    return bool(words) and fold(index.text_of(token)).rstrip(".") in words


def _bearer(index: Index, noun: int) -> int | None:
    """Whoever is named beside the noun that says what they are."""
    tree, tokens = index.tree, index.tokens
    head = tokens[noun].head
    if tokens[noun].relation in ("appos", "compound", "nmod:desc") and _is_of_name(index, head):
        # A noun inside a name's phrase says what its bearer is only of people ("police chief Ann Poe").
        return head if tree.relation(noun) == "appos" or index.people[head] else None
    beside = next(
        (c for c in tree.children[noun] if tree.relation(c) == "appos" and _is_of_name(index, c)), None
    )
    return _named_behind(index, noun) if beside is None else beside


def _named_behind(index: Index, noun: int) -> int | None:
    """The name of a person right behind the words of a noun, however the parser hangs it.

    "Ferry captain Ann Poe resigned" has one subject, of which a parser may make two, or hang the name from the
    captain.
    """
    tree, tokens = index.tree, index.tokens
    below = [
        c for c in tree.children[noun] if c > noun and _is_of_name(index, c) and tree.child(c, "case") is None
    ]
    named = {k for c in below for k in tree.subtree(c)}
    name = max(k for k in phrase_of(index, noun) if k not in named) + 1
    while name < len(tokens) and index.text_of(name) == ",":
        name += 1
    if name >= len(tokens) or not index.people[name] or not _is_of_name(index, name):
        return None
    if name in below:
        return name if tree.relation(name) in ("appos", "nmod") else None
    is_twin = tokens[name].head == tokens[noun].head and tokens[name].relation == tokens[noun].relation
    return name if is_twin and tree.relation(noun) != "conj" else None
