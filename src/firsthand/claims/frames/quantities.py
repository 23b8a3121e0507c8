"""Frames of quantities: a number with what it counts, seen in its clause."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.claims.frames.frame import Frame
from firsthand.claims.frames.grammar import clause_of, modality_of, predicate_at, predicate_of, top_of, trim
from firsthand.claims.frames.index import Index, is_negated
from firsthand.claims.frames.times import n_dates, time_of, told_with
from firsthand.claims.frames.voices import attributions_of, stated_by
from firsthand.claims.frames.words import is_content
from firsthand.model import Quantity, Span, cover


def quantity_frame(index: Index, quantity: Quantity, number: int) -> Frame | None:
    reading, tokens, tree = index.reading, index.tokens, index.tree
    if any(
        t.start < quantity.end and quantity.start < t.end and t.type in ("DATE", "TIME", "SET")
        for t in reading.times
    ):
        return None
    if quantity.restates is not None:
        return None
    inside = index.inside(quantity.span)
    if not inside or any(index.noisy[i] for i in inside) or _points_back(index, quantity, inside):
        return None
    counted = index.inside(quantity.counted) if quantity.counted else []
    # "More than 40 of them": what is counted was named before, maybe in another sentence.
    pointing = _of_them(index, inside)
    is_here = bool(counted) and not pointing and tokens[counted[0]].sentence == tokens[inside[0]].sentence
    span = cover([quantity.span, *([quantity.counted] if quantity.counted and is_here else pointing)])
    head = top_of(index, counted if is_here else inside)
    clause_head = clause_of(index, head)
    own = tree.own(clause_head, index.clauses - {clause_head}) if clause_head >= 0 else inside
    clause = span
    if clause_head in own:
        kept = trim(index, [i for i in own if not index.noisy[i]], clause_head)
        clause = cover([span, *(tokens[i].span for i in kept)])
    time, is_own = time_of(index, clause_head, clause) if clause_head >= 0 else (None, False)
    core_at = tuple(i for i in counted if is_content(tokens[i]))
    core = tuple(tokens[i].lemma.lower() for i in core_at)
    if not core and quantity.unit_name != "-":
        core = tuple(quantity.unit_name.lower().split())
    negated = clause_head >= 0 and is_negated(index, clause_head)
    return Frame(
        report=number,
        kind="quantity",
        span=span,
        sentence=tokens[head].sentence,
        head=head,
        predicate=predicate_of(index, clause_head) if clause_head >= 0 else (),
        words=tuple(tokens[i].lemma.lower() for i in own if is_content(tokens[i])),
        core=core,
        words_at=tuple(i for i in own if is_content(tokens[i])),
        core_at=core_at,
        predicate_at=predicate_at(index, clause_head) if clause_head >= 0 else (),
        names=frozenset(index.names[i] for i in own if i in index.names),
        quantity=quantity,
        quantities=(quantity,),
        time=time,
        is_time_own=is_own,
        is_time_sole=is_own and n_dates(index, span) == 1,
        told_then=told_with(index, clause_head, time, clause),
        polarity="denied" if negated else "affirmed",
        modality=modality_of(index, clause_head, own) if clause_head >= 0 else "stated",
        attributions=attributions_of(index, quantity.span),
        clause=clause,
        stated_by=stated_by(index, clause_head) if clause_head >= 0 else None,
    )


def _points_back(index: Index, quantity: Quantity, number: Sequence[int]) -> bool:
    """Whether a number counts nothing anew: "the two countries", "both men", whom everybody knows."""
    before = number[0] - 1
    is_known = before >= 0 and index.text_of(before) in ("the", "these", "those")
    return is_known and quantity.value == 2 and quantity.kind == "cardinal" and len(number) <= 2


def _of_them(index: Index, number: Sequence[int]) -> list[Span]:
    """The words behind a number that point back at what it counts: "of them"."""
    behind = range(number[-1] + 1, min(number[-1] + 3, len(index.tokens)))
    is_so = [index.text_of(i) for i in behind] in (["of", "them"], ["of", "whom"], ["of", "which"])
    return [cover(index.tokens[i].span for i in behind)] if is_so else []
