"""Spans: the only place that does offset arithmetic.

Offsets count Unicode code points of ``Report.text``; never bytes, never tokens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of ``Report.text``.

    Example:
        >>> Span(3, 8).of("on Tuesday")
        'Tuesd'
        >>> Span(0, 5).overlaps(Span(4, 9))
        True
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end; found [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of ``text`` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: Span) -> int:
        """How many characters the two share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def trimmed(self, text: str) -> Span:
        """The same span without white space at its ends."""
        start, end = self.start, self.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start, end)


def cover(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of ``spans`` (at least one).

    Example:
        >>> cover([Span(8, 9), Span(2, 4)])
        Span(start=2, end=9)
    """
    spans = tuple(spans)
    return Span(min(s.start for s in spans), max(s.end for s in spans))
