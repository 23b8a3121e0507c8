"""The day of a report whose record states one that its own text belies.

Pages give the day on which they were moved or touched as that of their text. What a report states holds unless
three clues agree on another day: what the report has with it (its address, or the newest post that it quotes with a
date), the weekdays that it names, and the reports of its story.

Public: :func:`redate`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from firsthand.intake.dating import FURTHEST, LEAST, SPAN_DAYS, day_of, weekdays_allow
from firsthand.intake.metadata import day_of_address
from firsthand.model import Issue, Report

SOON = 3  #: days after a post in which news quotes it
#: The end of a post as pages embed it: "— Ann Poe (@annpoe) April 2, 2031".
_POST = re.compile(
    r"\(@\w{1,30}\)\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (\d{1,2}), (\d{4})\b",
    re.ASCII | re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def redate(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports of one story, those that state a day long past their own with the day that they are of.

    A day is belied that lies more than ``FURTHEST`` days after another, on or around which companions were printed: the
    one of the report's address; or, where the weekdays that the report names fit the other and not the one stated,
    one right after the newest post that it quotes. A report of the same outlet with the very same stamp, to the
    minute, is of the same day, if its weekdays say so too.

    Returns:
        The same reports in the same order; those redated have ``published`` to the day, the basis "inferred" and an
        issue of kind "belied-date" that names what was stated.

    Cost: linear in the texts.

    Example:
        >>> def told(day, text):
        ...     return Report(id=text[:4] + day, text=text, published=day)
        >>> others = [told("2031-04-02", f"The dam held, mayor {n} said on Wednesday.") for n in "ABC"]
        >>> late = told("2031-04-28", "The dam held on Wednesday. It holds! — Ann Poe (@annpoe) April 2, 2031")
        >>> [report.published for report in redate([*others, late])][-1]
        '2031-04-02'
    """
    found: dict[int, date] = {}
    days = [day_of(report) for report in reports]
    for n, (report, stated) in enumerate(zip(reports, days, strict=True)):
        others = [day for k, day in enumerate(days) if k != n and day is not None]
        day = _of_address(report, stated, others) or _of_posts(report, stated, others)
        if day is not None:
            found[n] = day
    stamps: dict[tuple[str | None, str | None], date] = {}
    for n, day in sorted(found.items(), key=lambda row: row[1]):
        if _has_clock(reports[n]):
            stamps.setdefault((reports[n].outlet, reports[n].published), day)
    for n, report in enumerate(reports):
        sister = stamps.get((report.outlet, report.published))
        if n not in found and sister is not None and _fits_better(sister, days[n], report.text):
            found[n] = sister
    return tuple(_redated(report, found[n]) if n in found else report for n, report in enumerate(reports))


def _redated(report: Report, day: date) -> Report:
    issue = Issue(
        kind="belied-date",
        message=f"it states {report.published} as its time of publication, but its text and the reports of its story are"
        f" of {day.isoformat()}: it is read as of that day; correct the record if that is wrong",
    )
    return replace(
        report, published=day.isoformat(), published_basis="inferred", issues=(*report.issues, issue)
    )


def _has_clock(report: Report) -> bool:
    return "T" in (report.published or "") and "T00:00" not in (report.published or "")


def _of_address(report: Report, stated: date | None, others: Sequence[date]) -> date | None:
    """The day of a report's address, where it lies long before the day stated and companions are of it."""
    filed = day_of_address(report.url)
    day = date.fromisoformat(filed) if filed else None
    if stated is None or day is None or (stated - day).days <= FURTHEST:
        return None
    return day if sum(abs((other - day).days) <= SPAN_DAYS for other in others) >= LEAST else None


def _of_posts(report: Report, stated: date | None, others: Sequence[date]) -> date | None:
    """The day right after the newest post that a report quotes on which most companions were printed."""
    if stated is None or day_of_address(report.url) == stated.isoformat():
        return None
    posts = []
    for month, number, year in _POST.findall(report.text):
        try:
            posts.append(date(int(year), _MONTHS.index(month.lower()) + 1, int(number)))
        except ValueError:
            continue
    if not posts or (stated - max(posts)).days <= FURTHEST + SOON:
        return None
    counts = Counter(other for other in others if 0 <= (other - max(posts)).days <= SOON)
    left = [d for d, n in counts.items() if n >= LEAST and _fits_better(d, stated, report.text)]
    return min(left, key=lambda d: (-counts[d], d), default=None)


def _fits_better(day: date, stated: date | None, text: str) -> bool:
    """Whether a text names weekdays as news of one day does, and not of another."""
    return (
        stated is not None
        and weekdays_allow(day, text, behind=FURTHEST)
        and not weekdays_allow(stated, text, behind=FURTHEST)
    )
