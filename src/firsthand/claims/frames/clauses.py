"""Frames of clauses: a predicate with its own words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from firsthand.claims.frames.frame import Frame
from firsthand.claims.frames.grammar import (
    matter_of,
    modality_of,
    parts_played,
    predicate_at,
    predicate_of,
    trim,
)
from firsthand.claims.frames.index import Index, content_has_clause, is_negated
from firsthand.claims.frames.times import n_dates, time_of, told_with
from firsthand.claims.frames.voices import attributions_of, speaks, stated_by
from firsthand.claims.frames.words import (
    CONTESTING,
    DENIALS,
    FALSEHOODS,
    REFUSED,
    REPORTING,
    REPORTS,
    SPEECH,
    base_of,
    is_content,
)
from firsthand.model import cover


def clause_frame(index: Index, head: int, number: int) -> Frame | None:
    tree, tokens = index.tree, index.tokens
    own = tree.own(head, index.clauses - {head})
    own = [i for i in own if not index.noisy[i]]
    if head not in own:
        return None
    own = trim(index, own, head)
    around = attributions_of(index, tokens[head].span)
    speaking = speaks(index, head)
    verb = base_of(tokens[head].lemma.lower(), DENIALS | SPEECH)
    subject = tree.child(head, "nsubj")
    is_called_false = verb in FALSEHOODS and tree.child(head, "cop") is not None and subject is not None
    is_refusal = verb == "deny" and _is_refusal(index, head)
    if is_refusal:
        verb = "refuse"
    denied = is_negated(index, head) != (is_called_false or verb in DENIALS)
    is_telling = False
    if speaking is not None:
        if not denied and content_has_clause(index, index.reading.attributions[speaking]):
            # When and where somebody told it is a matter of its own, beside what they told.
            is_telling = _tells_when(index, head, own)
            if not is_telling:
                return None
        # A claim that keeps its verb of saying is its speaker's.
        around = (speaking, *(n for n in around if n != speaking))
    if not denied and verb in SPEECH and _says_nothing(index, head, own):
        return None
    span = cover(tokens[i].span for i in own)
    is_speech_denied = False
    denied_words: tuple[str, ...] = ()
    matter = head
    if denied and verb in SPEECH | DENIALS:
        below = [
            c
            for c in tree.children[head]
            if tree.relation(c) in ("ccomp", "xcomp", "obj")
            or (tree.relation(c) == "advcl" and not _tells(index, c))
        ]
        if below:
            span = cover([span, *(tokens[i].span for c in below for i in tree.subtree(c))])
            own = [i for i in index.inside(span) if not index.noisy[i]]
        # What stands behind the verb is what it denies, however the parser hangs it.
        behind = [i for i in index.inside(span) if i > head and is_content(tokens[i])]
        denied_words = tuple(tokens[i].lemma.lower() for i in behind)
        is_speech_denied = verb in REPORTING
        if below and len(behind) > 1:
            matter = below[0]
    if is_called_false and denied and subject is not None:
        denied_words = tuple(tokens[i].lemma.lower() for i in tree.subtree(subject) if is_content(tokens[i]))
    content = [i for i in own if is_content(tokens[i])]
    is_state = tree.child(head, "cop") is not None and subject is not None
    if len(content) < 2 and len(own) < 4 and not ((denied or is_state) and content):
        return None
    if matter != head:
        # Of one matter with a denial is what asserts the thing denied, not what else the denier did.
        inside = set(tree.subtree(matter))
        own = [i for i in own if i in inside]
        content = [i for i in own if is_content(tokens[i])]
    time, is_own = time_of(index, head, span)
    starts = [tokens[i].start for i in own]
    quantities = tuple(
        q
        for q in index.reading.quantities
        if q.kind != "ordinal"
        and q.restates is None
        and bisect_left(starts, q.start) < bisect_left(starts, q.end)
        and not any(t.start < q.end and q.start < t.end for t in index.reading.times)
    )
    core = [
        i
        for i in own
        if tree.relation(i)
        in ("nsubj", "obj", "iobj", "obl", "nmod", "compound", "amod", "appos", "conj", "flat")
        and is_content(tokens[i])
    ]
    doers, undergoers = parts_played(index, matter)
    return Frame(
        report=number,
        kind="clause",
        span=span,
        sentence=tokens[head].sentence,
        head=matter,
        predicate=predicate_of(index, matter),
        words=tuple(tokens[i].lemma.lower() for i in content),
        core=tuple(tokens[i].lemma.lower() for i in core),
        words_at=tuple(content),
        core_at=tuple(core),
        predicate_at=predicate_at(index, matter),
        names=frozenset(index.names[i] for i in own if i in index.names),
        quantity=None,
        quantities=quantities,
        time=time,
        is_time_own=is_own,
        is_time_sole=is_own and n_dates(index, span) == 1,
        told_then=None if is_telling else told_with(index, head, time, span),
        polarity="denied" if denied else "affirmed",
        modality=modality_of(index, head, own),
        attributions=around,
        clause=span,
        doers_at=doers,
        undergoers_at=undergoers,
        denied=matter_of(index, head, verb) if denied else "",
        denied_words=denied_words,
        is_contested=subject is not None
        and (
            (is_called_false and denied)
            or (
                matter != head
                and (verb in CONTESTING or (verb in DENIALS and tokens[matter].lemma.lower() in REPORTS))
            )
        ),
        is_speech_denied=is_speech_denied,
        stated_by=stated_by(index, head),
        is_nominal=is_telling,
        is_telling=is_telling,
    )


def _tells_when(index: Index, head: int, own: Sequence[int]) -> bool:
    """Whether a clause that tells that somebody speaks has the time or the place of it: "wrote on Monday"."""
    tree, tokens = index.tree, index.tokens
    return any(
        c in own
        and tree.relation(c) == "obl"
        and any(is_content(tokens[k]) for k in tree.own(c, index.clauses))
        for c in tree.children[head]
    )


def _tells(index: Index, clause: int) -> bool:
    """Whether somebody speaks in a clause: "denied a report, where a clerk said that …" does not end with what the clerk said."""
    is_of_speech = index.tokens[clause].lemma.lower() in SPEECH
    return is_of_speech and index.tree.child(clause, "nsubj") is not None


def _is_refusal(index: Index, head: int) -> bool:
    """Whether to deny is to refuse there, and not to say that something is not so: "was denied a visa"."""
    tree = index.tree
    thing = tree.child(head, "obj")
    if thing is None:
        below = tree.child(head, "obl")
        case = tree.child(below, "case") if below is not None else None
        return case is not None and index.text_of(case) == "to" and tree.relation(head) == "acl"
    is_passive = any(index.tokens[c].relation == "nsubj:pass" for c in tree.children[head])
    to_somebody = tree.child(head, "iobj") is not None
    things = (c for c in tree.children[head] if tree.relation(c) == "obj")
    return is_passive or to_somebody or any(index.tokens[c].lemma.lower() in REFUSED for c in things)


def _says_nothing(index: Index, head: int, own: Sequence[int]) -> bool:
    """Whether a clause only tells that somebody speaks, where what is said stands around it: "the army said"."""
    tree = index.tree
    is_put_in = tree.relation(head) in ("parataxis", "acl") and index.tokens[head].lemma.lower() == "say"
    is_beside = is_put_in or tree.child(head, "ccomp") is not None
    told = [
        c for c in tree.children[head] if c in own and tree.relation(c) in ("obj", "obl", "xcomp", "advmod")
    ]
    return is_beside and not any(
        is_content(index.tokens[i]) or index.tokens[i].tag == "NUM"
        for c in told
        for i in tree.own(c, index.clauses)
    )
