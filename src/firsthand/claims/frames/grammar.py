"""What the tree says of a predicate or a noun: its clause, its words, who does it to whom, whether it is so."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.claims.frames.index import Index
from firsthand.claims.frames.words import (
    CONDITIONS,
    DOUBTING,
    ESTIMATING,
    LIGHT,
    PLANNING,
    SUBJECTS,
    is_content,
)
from firsthand.model.claim import Modality


def parts_played(index: Index, verb: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The tokens of who does what the verb tells and of whom it is done to, active or passive.

    A clause that hangs from a noun says it of that noun; one without a subject that hangs from a verb has
    that verb's.
    """
    tokens, tree = index.tokens, index.tree
    doers: list[int] = []
    undergoers: list[int] = []
    is_passive = any(tokens[c].relation in ("aux:pass", "nsubj:pass") for c in tree.children[verb])
    for c in tree.children[verb]:
        relation = tokens[c].relation
        if relation == "obl:agent" or (relation == "nsubj" and not is_passive):
            doers += _words_of(index, c)
        elif relation in ("nsubj:pass", "nsubj", "obj"):
            undergoers += _words_of(index, c)
    subject = next((c for c in tree.children[verb] if tree.relation(c) in SUBJECTS), None)
    above = tokens[verb].head
    if above >= 0 and tree.relation(verb) == "acl" and (subject is None or tokens[subject].tag == "PRON"):
        # "the man seen by police", "the man seeing police", "the man who saw police": the noun plays the part.
        is_participle = subject is None and tree.child(verb, "mark") is None
        is_undergone = is_passive or (is_participle and not index.text_of(verb).endswith("ing"))
        (undergoers if is_undergone else doers).extend(_words_of(index, above))
    elif above >= 0 and subject is None and tree.relation(verb) in ("advcl", "conj", "xcomp"):
        of_above = tree.child(above, "nsubj")
        if of_above is not None:
            doers += _words_of(index, of_above)
    return tuple(sorted(set(doers))), tuple(sorted(set(undergoers)))


def _words_of(index: Index, noun: int) -> list[int]:
    """The content words of a noun phrase, and a pronoun that somebody's name is known for."""
    return [k for k in phrase_of(index, noun) if is_content(index.tokens[k]) or k in index.names]


def phrase_of(index: Index, head: int) -> list[int]:
    """The words of a noun phrase without what is set beside it."""
    tree = index.tree
    beside = [
        c
        for c in tree.children[head]
        if tree.relation(c) in ("conj", "cc", "appos", "punct", "case", "acl", "parataxis")
    ]
    return tree.own(head, index.clauses | frozenset(beside))


def trim(index: Index, own: list[int], head: int) -> list[int]:
    """Without marks, conjunctions and leading subordinators at the edges."""
    tokens, tree = index.tokens, index.tree
    start, end = 0, len(own)
    while (
        start < end
        and own[start] != head
        and (
            tokens[own[start]].tag in ("PUNCT", "CCONJ", "SCONJ")
            or tree.relation(own[start]) in ("cc", "punct", "mark")
        )
        and tokens[own[start]].lemma.lower() not in ("to", *CONDITIONS)
    ):
        start += 1
    while end > start + 1 and own[end - 1] != head and tokens[own[end - 1]].tag == "PUNCT":
        end -= 1
    return own[start:end]


def predicate_of(index: Index, head: int) -> tuple[str, ...]:
    """The lemmas of the predicate, outermost first."""
    return tuple(index.tokens[i].lemma.lower() for i in predicate_at(index, head))


def predicate_at(index: Index, head: int) -> tuple[int, ...]:
    """The predicate's tokens, through the verbs that it governs without a subject of their own."""
    chain = [head]
    below = index.tree.child(head, "xcomp")
    while below is not None and len(chain) < 5:
        chain.append(below)
        below = index.tree.child(below, "xcomp")
    return tuple(chain)


def matter_of(index: Index, head: int, verb: str) -> str:
    """The lemma that a negation is about: of a verb without a matter of its own, what it is said of
    ("made no claim", "there was no fire").
    """
    if verb not in LIGHT:
        return verb
    said_of = index.tree.child(head, "obj")
    if said_of is None and index.tree.child(head, "expl") is not None:
        said_of = index.tree.child(head, "nsubj")
    return verb if said_of is None else index.tokens[said_of].lemma.lower()


def modality_of(index: Index, head: int, own: Sequence[int]) -> Modality:
    tokens, tree = index.tokens, index.tree
    auxiliaries = {tokens[c].lemma.lower() for c in tree.children[head] if tree.relation(c) == "aux"}
    auxiliaries |= {index.text[tokens[c].start : tokens[c].end].lower() for c in tree.children[head]}
    predicate = set(predicate_of(index, head))
    marks = {tokens[c].lemma.lower() for c in tree.children[head] if tree.relation(c) == "mark"}
    if auxiliaries & DOUBTING or predicate & DOUBTING or marks & CONDITIONS:
        return "possible"
    if auxiliaries & {"will", "shall", "’ll", "'ll"} or (
        predicate & PLANNING and tree.child(head, "xcomp") is not None
    ):
        return "planned"
    if any(tokens[i].lemma.lower() in ESTIMATING and tokens[i].lemma.lower() != "some" for i in own):
        return "estimated"
    return "stated"


def clause_of(index: Index, token: int) -> int:
    """The clause head that governs the token, or the sentence's root."""
    steps = 0
    while token >= 0 and token not in index.clauses and steps < 200:
        head = index.tokens[token].head
        if head < 0:
            return token
        token = head
        steps += 1
    return token


def top_of(index: Index, inside: Sequence[int]) -> int:
    """The token of the group that governs the others."""
    members = set(inside)
    for i in inside:
        if index.tokens[i].head not in members and index.tokens[i].tag != "PUNCT":
            return i
    return inside[0]
