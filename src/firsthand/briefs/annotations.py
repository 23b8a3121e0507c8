"""Accounts as W3C Web Annotations (Recommendation of 2017-02-23): each claim on the words it stands in.

One annotation page. A claim's target is its report, by position and by quotation; its bodies are the
statement of its point, the point's status, and who the claim comes from. Positions count code points of
the report's text as Firsthand has it; the quotation finds the words in the page as published.

Public: :func:`write_annotations`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from firsthand.briefs.outline import STANCES, labels, standing
from firsthand.model import Account, Claim, Point, Report

AROUND = 32  #: characters of context before and after a quotation


def write_annotations(accounts: Sequence[Account]) -> str:
    """An annotation page of all claims."""
    items = [item for account in accounts for item in _annotations(account)]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:firsthand:claims:" + "+".join(quote(a.story.id, safe="") for a in accounts),
        "type": "AnnotationPage",
        "items": items,
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def address(report: Report) -> str:
    """The address of a report, or, where it has none, a name that is one (RFC 8141)."""
    return web_address(report) or f"urn:firsthand:report:{quote(report.id, safe='')}"


def web_address(report: Report) -> str | None:
    """The address that a report was published at, as a URI (RFC 3986); None when it has none."""
    if report.url and report.url.startswith(("http://", "https://")):
        return quote(report.url, safe="/:?#[]@!$&'()*+,;=%~-._")
    return None


def _annotations(account: Account) -> Iterator[dict[str, Any]]:
    reports = {reading.report.id: reading.report for reading in account.readings}
    names = labels(list(reports.values()))
    for point in account.points:
        for claim in point.claims:
            yield _annotation(account, point, claim, reports[claim.report], names)


def _annotation(
    account: Account, point: Point, claim: Claim, report: Report, names: dict[str, str]
) -> dict[str, Any]:
    story = quote(account.story.id, safe="")
    bodies = [
        _text(point.statement, "describing"),
        _text(point.as_stated.status, "classifying"),
        _text(standing(point, names), "assessing"),
    ]
    if (
        not any(claim.id in group for d in point.differences for group in d.groups)
        and claim.id not in point.says
    ):
        bodies.append(_text(STANCES["part"], "tagging"))
    if claim.origin is not None:
        bodies.append(_text(claim.origin.name, "identifying"))
    if point.decided or claim.decided:
        bodies.append(_text("decided by a person", "tagging"))
    start, end = claim.span.start, claim.span.end
    return {
        "id": f"urn:firsthand:claim:{story}:{quote(claim.id, safe='')}",
        "type": "Annotation",
        "motivation": ["classifying", "linking"],
        "generator": {
            "id": "urn:firsthand:software",
            "type": "Software",
            "name": f"Firsthand {account.method.get('version', '')}".strip(),
        },
        "body": bodies,
        "target": {
            "type": "SpecificResource",
            "source": address(report),
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": claim.text,
                    "prefix": report.text[max(0, start - AROUND) : start],
                    "suffix": report.text[end : end + AROUND],
                },
            ],
        },
    }


def _text(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}
