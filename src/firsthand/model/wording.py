"""Wording: what is different between two versions of a text, in exact spans of both.

Public: :func:`wording_changes`, :class:`WordingChange`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from firsthand.model.text import Span

#: Pieces of a text that are compared one by one; longer texts are compared by lines, then taken whole.
MAX_PIECES = 6000
_WORDS = re.compile(r"\w+|[^\w\s]|\s+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class WordingChange:
    """Words of the old text and the words of the new that stand in their place; either may be empty."""

    before: Span
    after: Span


def wording_changes(before: str, after: str) -> tuple[WordingChange, ...]:
    """What was taken out, put in or replaced, in order.

    What lies between two changes is the same in both texts. Words are compared (Ratcliff and Obershelp
    1988, as difflib has it); cost is bounded by ``MAX_PIECES``.

    Example:
        >>> [change] = wording_changes("Six people died.", "Eight people died.")
        >>> change.before.of("Six people died."), change.after.of("Eight people died.")
        ('Six', 'Eight')
    """
    # What is the same at both ends needs no comparing, and mostly that is nearly all.
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    while start > 0 and not before[start - 1].isspace():
        start -= 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    while end > 0 and not before[len(before) - end].isspace():
        end -= 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    return tuple(_changes(old, new, start))


def _changes(old: str, new: str, at: int) -> Iterator[WordingChange]:
    for pieces in (_WORDS, _LINES):
        a, b = pieces.findall(old), pieces.findall(new)
        if max(len(a), len(b)) <= MAX_PIECES:
            break
    else:
        yield WordingChange(Span(at, at + len(old)), Span(at, at + len(new)))
        return
    a_at, b_at = _offsets(a, at), _offsets(b, at)
    for kind, i, j, k, n in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            yield WordingChange(Span(a_at[i], a_at[j]), Span(b_at[k], b_at[n]))


def _offsets(pieces: list[str], at: int) -> list[int]:
    out = [at]
    for piece in pieces:
        out.append(out[-1] + len(piece))
    return out
