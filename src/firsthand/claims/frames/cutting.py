"""All frames of one reading, in order of the text."""

from __future__ import annotations

import re
from dataclasses import replace

from firsthand.claims.frames.clauses import clause_frame
from firsthand.claims.frames.facets import place_frames, time_frames
from firsthand.claims.frames.frame import Frame
from firsthand.claims.frames.grammar import clause_of
from firsthand.claims.frames.index import Index
from firsthand.claims.frames.nouns import nominal_frames
from firsthand.claims.frames.quantities import quantity_frame
from firsthand.claims.frames.voices import untold
from firsthand.model import Reading, Span

#: Marks in pairs, and what may stand before one that closes.
PAIRED = (("“", "”"), ('"', '"'), ("(", ")"))
BEHIND = re.compile(r"[.,!?…]{0,3}[”\")]")


def cut_frames(reading: Reading, number: int) -> tuple[Frame, ...]:
    """Cut one reading into frames, in order of the text.

    Args:
        reading: A reading with syntax.
        number: The reading's index, which the frames carry.

    Returns:
        Clause frames and quantity frames. None overlaps noise.

    Cost: linear in the tokens, but for very deep sentences (each clause walks its own words).
    """
    index = Index(reading)
    frames: list[Frame] = []
    for head in sorted(index.clauses):
        frame = clause_frame(index, head, number)
        if frame is not None:
            frames.append(frame)
    for quantity in reading.quantities:
        frame = quantity_frame(index, quantity, number)
        if frame is not None:
            frames.append(frame)
    frames.extend(time_frames(index, number))
    frames.extend(place_frames(index, number))
    frames.extend(nominal_frames(index, number))
    # An order that somebody is quoted with is what they said.
    frames = [f for f in frames if f.attributions or clause_of(index, f.head) not in index.calls]
    frames.sort(key=lambda f: (f.span.start, f.span.end, f.kind))
    return tuple(replace(_closed(index, f), untold_by=untold(index, f)) for f in frames)


def _closed(index: Index, frame: Frame) -> Frame:
    """The frame with the mark behind or before it that closes a quotation or bracket inside: "called it a "trick""."""
    text, span = index.text, frame.span
    words = span.of(text)
    for opening, closing in PAIRED:
        left, right = words.count(opening), words.count(closing)
        behind = BEHIND.match(text, span.end)
        if (left > right or (opening == closing and left % 2)) and behind and behind[0].endswith(closing):
            span = Span(span.start, behind.end())
        elif right > left and span.start > 0 and text[span.start - 1] == opening:
            span = Span(span.start - 1, span.end)
    return replace(frame, span=span, clause=span if frame.clause == frame.span else frame.clause)
