"""Many news reports of one event in, one sourced account out.

The four verbs::

    collect(paths)      files and folders to reports
    read(report)        one report, marked up
    group(reports)      reports to stories
    brief(reports)      reports to accounts

The nouns are in ``firsthand.model``.
"""

from firsthand.intake import collect
from firsthand.model import Account, Claim, Point, Reading, Report, Story
from firsthand.pipeline import brief, group
from firsthand.reading import read
from firsthand.settings import Settings

__all__ = [
    "Account",
    "Claim",
    "Point",
    "Reading",
    "Report",
    "Settings",
    "Story",
    "brief",
    "collect",
    "group",
    "read",
]
