"""Frames of the time and the place of a happening."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.claims.frames.frame import Frame, FrameKind
from firsthand.claims.frames.grammar import clause_of, modality_of, predicate_at, predicate_of, top_of, trim
from firsthand.claims.frames.index import Index, is_negated
from firsthand.claims.frames.times import time_of, told_with
from firsthand.claims.frames.voices import attributions_of, stated_by
from firsthand.claims.frames.words import (
    CONDITIONS,
    DOUBTING,
    NEGATIONS,
    PLANNING,
    SPEECH,
    base_of,
    is_content,
)
from firsthand.model import TimeExpression, cover

#: Prepositions that place something that has a name, and those that place it by themselves.
PLACING = frozenset("in at near on outside inside along off beside behind across around over from".split())
PLACING_ALONE = frozenset({"near", "outside", "inside", "along", "beside", "behind", "across"})
#: Words between a happening and its time or place up to which they are told together.
BESIDE = 4


def time_frames(index: Index, number: int) -> list[Frame]:
    """When something happened: each resolved time with the verb or the noun of the happening."""
    frames = []
    for time in index.reading.times:
        if time.type not in ("DATE", "TIME") or not time.value[:1].isdigit():
            continue
        inside = index.inside(time.span)
        if not inside or any(index.noisy[i] for i in inside):
            continue
        frame = _facet(index, "time", inside, time, number)
        if frame is not None:
            frames.append(frame)
    return frames


def place_frames(index: Index, number: int) -> list[Frame]:
    """Where something happened: each place, as the words around it put it, with the happening."""
    tokens, tree = index.tokens, index.tree
    frames: list[Frame] = []
    seen: set[int] = set()
    for i in range(len(tokens)):
        if index.noisy[i] or tree.relation(i) not in ("obl", "nmod", "advmod", "conj", "appos"):
            continue
        case = tree.child(i, "case")
        if case is None or tokens[case].lemma.lower() not in PLACING:
            continue
        below = [k for k in tree.own(i, index.clauses) if not index.noisy[k]]
        is_named = any(index.places[k] for k in below)
        if not is_named and tokens[case].lemma.lower() not in PLACING_ALONE:
            continue
        if any(t.start < tokens[i].end and tokens[i].start < t.end for t in index.reading.times):
            continue
        if any(tokens[k].tag == "NUM" for k in below) and not is_named:
            continue
        if seen & set(below):
            continue  # a place within a place is said with it
        seen.update(below)
        frame = _facet(index, "place", below, None, number)
        if frame is not None:
            frames.append(frame)
    return frames


def _facet(
    index: Index, kind: FrameKind, inside: Sequence[int], time: TimeExpression | None, number: int
) -> Frame | None:
    """A time or a place with the happening that it is said of."""
    tokens, tree = index.tokens, index.tree
    governor = tokens[top_of(index, inside)].head
    if governor < 0 or index.noisy[governor] or governor in inside:
        return None
    by_noun = tokens[governor].tag in ("NOUN", "PROPN") and governor not in index.clauses
    head = governor if by_noun else clause_of(index, governor)
    if index.noisy[head] or tokens[head].sentence != tokens[inside[0]].sentence:
        return None
    if not by_noun and base_of(tokens[head].lemma.lower(), SPEECH) in SPEECH:
        return None  # when and where somebody spoke
    own = [i for i in tree.own(head, index.clauses - {head}) if not index.noisy[i]]
    if head not in own:
        return None
    while tokens[inside[0]].tag == "PUNCT":
        inside = inside[1:]
    clause = cover(tokens[i].span for i in (*trim(index, own, head), *inside))
    apart = max(inside[0] - head, head - inside[-1])
    # Near its happening a time or place is told with it, and with what guards it; far from it, by itself:
    # the words between are of other matters.
    guards = [c for c in tree.children[head] if _is_guard(index, c)]
    span = cover(tokens[i].span for i in (*inside, *((head, *guards) if apart <= BESIDE else ())))
    left = set(inside)
    content = [i for i in own if is_content(tokens[i]) and i not in left]
    core = [i for i in inside if is_content(tokens[i])] if kind == "place" else content
    when = time if time is not None else time_of(index, head, clause)[0]
    return Frame(
        report=number,
        kind=kind,
        span=span,
        sentence=tokens[head].sentence,
        head=head,
        predicate=predicate_of(index, head),
        words=tuple(tokens[i].lemma.lower() for i in content),
        core=tuple(tokens[i].lemma.lower() for i in core),
        words_at=tuple(content),
        core_at=tuple(core),
        predicate_at=predicate_at(index, head),
        names=frozenset(index.names[i] for i in own if i in index.names and i not in left),
        quantity=None,
        quantities=(),
        time=when,
        is_time_own=time is not None,
        is_time_sole=time is not None,
        told_then=told_with(index, head, when, clause),
        polarity="denied" if is_negated(index, head) else "affirmed",
        modality=modality_of(index, head, own),
        attributions=attributions_of(index, tokens[head].span),
        clause=clause,
        stated_by=stated_by(index, head),
    )


def _is_guard(index: Index, token: int) -> bool:
    """Whether a word beside a verb says that it was not, or only may have been, or would be."""
    words = {index.tokens[token].lemma.lower(), index.text_of(token)}
    if index.tree.relation(token) in ("aux", "mark"):
        return bool(words & (DOUBTING | PLANNING | CONDITIONS | {"would", "should", "can", "must"}))
    return index.tree.relation(token) == "advmod" and bool(words & (NEGATIONS | DOUBTING))
