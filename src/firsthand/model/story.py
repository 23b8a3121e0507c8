"""Story: the reports of one event."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A set of reports on one happening.

    ``reports`` are ids in order of publication, then of id. ``start`` and ``end`` are days
    (``YYYY-MM-DD``) or None. ``reasons`` says for each report what placed it here.
    """

    id: str
    title: str
    start: str | None
    end: str | None
    reports: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...] = ()
