"""Many news reports of one event in, one sourced account out.

The five verbs::

    collect(paths)      files and folders to reports
    read(report)        one report, marked up
    group(reports)      reports to stories
    brief(reports)      reports to accounts
    compare(reports, stretches)    stretches of their text to how surely each two say one thing

and on an account ``admiralty(account, ratings)``: how far it bears out each point, and how reliable your
own list (``parse_ratings(text)``) holds its sources.

The nouns are in ``firsthand.model``.

Example:
    >>> import firsthand
    >>> text = "The dam above Oro held on Friday, mayor Ana Pell said."
    >>> [account] = firsthand.brief([firsthand.Report(id="a", text=text)])
    >>> [point.status for point in account.points]
    ['single']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from firsthand.briefs.admiralty import admiralty
    from firsthand.intake import collect
    from firsthand.model import (
        Account,
        Claim,
        LeftOut,
        Likeness,
        Point,
        Reading,
        Report,
        Span,
        Story,
        parse_ratings,
    )
    from firsthand.pipeline import brief, compare, group
    from firsthand.reading import read
    from firsthand.settings import Settings

__all__ = [
    "Account",
    "Claim",
    "LeftOut",
    "Likeness",
    "Point",
    "Reading",
    "Report",
    "Settings",
    "Span",
    "Story",
    "admiralty",
    "brief",
    "collect",
    "compare",
    "group",
    "parse_ratings",
    "read",
]

_HOMES = {
    "admiralty": "firsthand.briefs.admiralty",
    "brief": "firsthand.pipeline",
    "collect": "firsthand.intake",
    "compare": "firsthand.pipeline",
    "group": "firsthand.pipeline",
    "read": "firsthand.reading",
    "Settings": "firsthand.settings",
}


def __getattr__(name: str) -> Any:
    # Names are fetched when they are asked for: the command line must start at once.
    if name in __all__:
        from importlib import import_module

        return getattr(import_module(_HOMES.get(name, "firsthand.model")), name)
    raise AttributeError(f"module 'firsthand' has no attribute {name!r}")
