"""Accounts as a table (CSV, RFC 4180): one row for each claim, with its point, report and origin.

Public: :func:`write_csv`, :data:`COLUMNS`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from firsthand.model import Account, Claim, Point, Report

COLUMNS = (
    "story", "story_title", "point", "status", "developed", "kind", "statement", "origins_least", "origins_most",
    "origin_names", "claim", "report", "outlet", "report_title", "published", "published_basis", "url", "start",
    "end", "text", "origin", "via", "own_voice", "value", "low", "high", "change", "unit", "counted", "time",
    "time_type", "polarity", "modality", "decided", "opinion", "says_statement",
)  # fmt: skip
#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(accounts: Sequence[Account]) -> str:
    """The claims of accounts, a header first.

    A cell of a report's words that a spreadsheet would run as a formula begins with an apostrophe.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for account in accounts:
        reports = {reading.report.id: reading.report for reading in account.readings}
        for point in account.points:
            for claim in point.claims:
                table.writerow([_cell(v) for v in _row(account, point, claim, reports[claim.report])])
    return out.getvalue()


def _row(account: Account, point: Point, claim: Claim, report: Report) -> tuple[Any, ...]:
    origin, value, time = claim.origin, claim.value, claim.time
    return (
        account.story.id,
        account.story.title,
        point.id,
        point.status,
        point.developed,
        point.kind,
        point.statement,
        point.origins.least,
        point.origins.most,
        point.origins.names,
        claim.id,
        report.id,
        report.outlet,
        report.title,
        report.published,
        report.published_basis,
        report.url,
        claim.span.start,
        claim.span.end,
        claim.text,
        origin.name if origin else None,
        origin.via if origin else (),
        origin.own_voice if origin else None,
        value.value if value else None,
        value.low if value else None,
        value.high if value else None,
        value.change if value else None,
        value.unit if value else None,
        value.counted if value else None,
        time.value if time else None,
        time.type if time else None,
        claim.polarity,
        claim.modality,
        (*point.decided, *claim.decided),
        claim.opinion,
        claim.id in point.says,
    )


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        value = "; ".join(value)
    if isinstance(value, str):
        value = value.replace("\0", "\ufffd")
        return f"'{value}" if value.startswith(_FORMULA) else value
    return value
