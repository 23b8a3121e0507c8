"""The library: reports, readings, stories, accounts and decisions, kept.

:mod:`firsthand.library.protocol` says what a library does, whatever database stands behind it.
"""

from firsthand.library.places import default_place, open_library
from firsthand.library.protocol import (
    WHAT,
    AccountRow,
    Added,
    Entry,
    Feed,
    Filters,
    Hit,
    Library,
    Page,
    ReportRow,
    Retrieval,
    StoryRow,
    Version,
)

__all__ = [
    "WHAT",
    "AccountRow",
    "Added",
    "Entry",
    "Feed",
    "Filters",
    "Hit",
    "Library",
    "Page",
    "ReportRow",
    "Retrieval",
    "StoryRow",
    "Version",
    "default_place",
    "open_library",
]
