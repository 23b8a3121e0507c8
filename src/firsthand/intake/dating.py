"""Dating a report that states no date, from the reports of its story that do.

The weekdays a report speaks of ("on Wednesday", "on Sunday") fix its day once one of them is tied to a
date. Companions tie them: they are printed within days, and speak of the same weekdays in like words.

Public: :func:`infer_published`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from firsthand.model import Report

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
#: Score by which the best day must win over the next: a wrong date is worse than none.
MARGIN = 0.08
SPAN_DAYS = 6  #: how far from its companions' days a report may be printed


def infer_published(report: Report, companions: Sequence[Report]) -> Report:
    """The report with the day that its weekdays and its companions imply, else as it was.

    A day is scored by how well the weekdays that the report names, counted back from it, fall on the
    days that companions give to the same weekdays in sentences of like words; the newest weekday of
    news is the day of publication or the day before.

    Args:
        report: A report without a publication time.
        companions: The other reports of its story.

    Returns:
        The same report, or one with ``published`` to the day and ``published_basis`` "inferred".
    """
    if report.published is not None:
        return report
    known = sorted(
        date.fromisoformat(c.published_day) for c in companions if c.published_day and _valid(c.published_day)
    )
    mentions = _mentions(report.text)
    if not known or not mentions:
        return report
    tied = _tied(companions)
    first, last = known[0], known[-1]
    middle = known[len(known) // 2]
    scored = []
    for offset in range((last - first).days + 2 * SPAN_DAYS + 1):
        day = first - timedelta(days=SPAN_DAYS) + timedelta(days=offset)
        scored.append((_score(day, mentions, tied) - 0.06 * abs((day - middle).days), -offset, day))
    scored.sort(reverse=True)
    if len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN:
        return report
    if scored[0][0] <= 0:
        return report
    return replace(report, published=scored[0][2].isoformat(), published_basis="inferred")


def _valid(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _mentions(text: str) -> list[tuple[int, frozenset[str]]]:
    """Weekdays that a text names, with the words around each."""
    found = []
    for match in _WEEKDAY.finditer(text):
        prefix = text[max(0, match.start() - 12) : match.start()].lower()
        if re.search(r"\b(?:every|each|next|coming)\s+$", prefix):
            continue
        number = next(n for n, d in enumerate(_DAYS) if d.startswith(match.group(1).lower()))
        around = text[max(0, match.start() - 180) : match.end() + 120].lower()
        found.append((number, frozenset(_WORD.findall(around))))
    return found


def _tied(companions: Sequence[Report]) -> list[tuple[date, frozenset[str]]]:
    """Days that companions' weekdays stand for: the last such day up to their publication."""
    found = []
    for companion in companions:
        if not companion.published_day or not _valid(companion.published_day):
            continue
        printed = date.fromisoformat(companion.published_day)
        for number, words in _mentions(companion.text):
            found.append((_last(number, printed), words))
    return found


def _last(weekday: int, day: date) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _score(
    day: date, mentions: Sequence[tuple[int, frozenset[str]]], tied: Sequence[tuple[date, frozenset[str]]]
) -> float:
    total = 0.0
    newest = None
    for number, words in mentions:
        resolved = _last(number, day)
        newest = resolved if newest is None else max(newest, resolved)
        best = 0.0
        for other, theirs in tied:
            alike = len(words & theirs) / max(6, min(len(words), len(theirs)))
            if other == resolved:
                best = max(best, alike)
            elif other.weekday() == number:
                best = max(best, 0.0) if alike < 0.2 else best - 0.3 * alike
        total += best
    if newest is not None:
        behind = (day - newest).days
        total += 0.4 if behind == 0 else 0.25 if behind == 1 else -0.3 * (behind - 1)
    return total
