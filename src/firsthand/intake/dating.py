"""Dating a report that states no date, from the reports of its story that do.

A wrong date is worse than none: it moves every weekday of the report. So two clues must agree. The
weekdays a report speaks of ("on Wednesday") leave two days of each week, since news tells of today and
yesterday; companions of one story are printed within days of each other, most of them on one day. And
where a companion prints the same text, its day is the report's, if the weekdays allow it.

Public: :func:`infer_published`, :func:`day_of`, :func:`weekdays_allow`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from firsthand.model import Report

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_DATED = re.compile(
    r",? (?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
_NOT_PAST = re.compile(r"\b(?:every|each|next|coming|until|till|before|by|from|alternate)\s+$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
FURTHEST = 4  #: days back that a bare weekday stands for; further back news says "last"
SHINGLE = 6  #: words of a run that two prints of one text share
COPIED = 0.5  #: share of a report's runs that make it a print of a companion
LEAST = 2  #: companions that must be printed on the day
LEAD = 1.5  #: how many times more than on the other day that the weekdays leave
SPAN_DAYS = 1  #: how far from its companions' days a report may be printed


def infer_published(report: Report, companions: Sequence[Report]) -> Report:
    """The report with the day that its weekdays and its companions agree on, else as it was.

    Args:
        report: A report without a publication time.
        companions: The other reports of its story.

    Returns:
        The same report, or one with ``published`` to the day and ``published_basis`` "inferred".

    Cost: linear in the texts.

    Example:
        >>> def told(day, text):
        ...     return Report(id=text[:4] + str(day), text=text, published=day)
        >>> others = [told("2031-04-02", f"The dam held, mayor {n} said on Wednesday.") for n in "ABC"]
        >>> found = infer_published(told(None, "On Wednesday the dam held."), others)
        >>> found.published, found.published_basis
        ('2031-04-02', 'inferred')
        >>> infer_published(told(None, "The dam held."), others).published
    """
    if report.published is not None:
        return report
    dated = [(day, c) for c in companions if (day := day_of(c)) is not None]
    if not dated:
        return report
    day = _of_one_text(report, dated) or _of_weekdays(report, [day for day, _ in dated])
    if day is None:
        return report
    return replace(report, published=day.isoformat(), published_basis="inferred")


def weekdays_allow(day: date, text: str, *, behind: int = 1) -> bool:
    """Whether a text printed on a day would name these weekdays: the newest no more than ``behind`` days
    back, and none that would lie nearly a week back.

    False for a text that names none.
    """
    back = [(day.weekday() - weekday) % 7 for weekday in _weekdays(text)]
    return bool(back) and min(back) <= behind and max(back) <= FURTHEST


def day_of(report: Report) -> date | None:
    """The day that a report states, or None."""
    try:
        return date.fromisoformat(report.published_day or "")
    except ValueError:
        return None


def _of_one_text(report: Report, dated: Sequence[tuple[date, Report]]) -> date | None:
    """The day of the companions that print the same text, when it is one day and the weekdays allow it."""
    mine = _runs(report.text)
    if len(mine) < 20:
        return None
    days = {day for day, other in dated if len(mine & _runs(other.text)) >= COPIED * len(mine)}
    if len(days) != 1:
        return None
    (day,) = days
    return day if not _weekdays(report.text) or weekdays_allow(day, report.text) else None


@lru_cache(maxsize=512)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = [w.lower() for w in _WORD.findall(text)]
    return frozenset(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def _of_weekdays(report: Report, days: Sequence[date]) -> date | None:
    """The day, among those that the weekdays leave, on which most companions were printed."""
    counts = Counter(days)
    first, last = min(days) - timedelta(days=SPAN_DAYS), max(days) + timedelta(days=SPAN_DAYS)
    window = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if len(window) > 60:
        return None
    left = sorted(
        (day for day in window if weekdays_allow(day, report.text)), key=lambda day: (-counts[day], day)
    )
    if not left or counts[left[0]] < LEAST:
        return None
    runner_up = counts[left[1]] if len(left) > 1 else 0
    return left[0] if counts[left[0]] >= LEAD * runner_up else None


def _weekdays(text: str) -> list[int]:
    """Weekdays that a text names of the past, Monday 0."""
    found = []
    for match in _WEEKDAY.finditer(text):
        if _DATED.match(text, match.end()):
            continue  # a day that is written out binds nothing
        if not _NOT_PAST.search(text[max(0, match.start() - 14) : match.start()]):
            found.append(next(n for n, d in enumerate(_DAYS) if d.startswith(match.group(1).lower())))
    return found
