"""Sentences for training: lines, then nupunkt."""

from __future__ import annotations

import nupunkt

from firsthand.model import Span


def split(text: str) -> tuple[Span, ...]:
    """Sentences of a plain text, none across a line's end."""
    spans, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            for start, end in nupunkt.sent_spans(line):
                span = Span(at + start, at + end).trimmed(text)
                if len(span):
                    spans.append(span)
        at += len(line)
    return tuple(spans)
