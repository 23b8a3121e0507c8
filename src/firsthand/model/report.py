"""Report: one published text, fixed for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from firsthand.model.scrambled import unscrambled

PublishedBasis = Literal["given", "metadata", "dateline", "caption", "inferred", "unknown"]

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something odd that was met on the way and did not stop the work.

    ``kind`` is a short name in lower case with hyphens; ``message`` says what was found, what was
    expected and what to do. ``start`` and ``end`` point into the report's text where that helps.
    """

    kind: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published text and what is known of it.

    ``text`` never changes once a report is made: every span in the system points into it.
    """

    id: str  #: kept when given, else derived from outlet, title, time and text
    text: str
    path: str | None = None  #: where it came from, as the user named it
    outlet: str | None = None  #: who published it
    author: str | None = None
    agencies: tuple[str, ...] = ()  #: text credits ("AFP"), from byline, dateline or copyright line
    title: str | None = None
    title_start: int | None = None  #: where the title stands in ``text``; None when outside it
    published: str | None = None  #: ISO 8601, as exactly as it is known
    published_basis: PublishedBasis = "unknown"
    modified: str | None = None
    language: str | None = None
    url: str | None = None
    extra: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    issues: tuple[Issue, ...] = ()

    @property
    def plain(self) -> str:
        """The text as it is to be read, place by place: with marks that were decoded wrong as what they were."""
        return unscrambled(self.text)

    @property
    def published_day(self) -> str | None:
        """The day of publication as ``YYYY-MM-DD``, or None when it is not known to the day."""
        return self.published[:10] if self.published and len(self.published) >= 10 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that was named as input and gave no report: where it stood and why.

    Leaving something out is a value, not an exception: it is counted and shown, and the rest goes on.
    """

    path: str
    reason: str
    line: int | None = None  #: 1-based line of a JSON Lines file
