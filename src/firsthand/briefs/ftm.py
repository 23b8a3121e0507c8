"""Accounts as FollowTheMoney entities, one JSON object a line: for Aleph and its kin.

A report is an ``Article``, with the organisation that published it; an origin a ``Person``,
``Organization`` or ``LegalEntity``; a point an ``Event``, whose ``proof`` are its articles; a claim a
``Note`` on that event in its exact words. A link of lineage is an ``UnknownLink`` between the outlets.

Public: :func:`write_ftm`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

from firsthand.briefs.annotations import web_address
from firsthand.briefs.outline import attributed, labels, standing
from firsthand.model import Account, Claim, Point, Report

_SCHEMAS = {"person": "Person", "organization": "Organization"}
#: ISO 639-3, which FollowTheMoney uses, for the ISO 639-1 of reports; of others it says nothing.
_LANGUAGES = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "hi": "hin", "id": "ind", "it": "ita", "ja": "jpn",
    "ko": "kor", "nl": "nld", "pl": "pol", "pt": "por", "ru": "rus", "tr": "tur", "uk": "ukr", "zh": "zho",
}  # fmt: skip
#: What FollowTheMoney takes for a date: a prefix of ISO 8601.
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)?)?")


def write_ftm(accounts: Sequence[Account]) -> str:
    """Entities of all accounts; each once."""
    entities: dict[str, dict[str, Any]] = {}
    for account in accounts:
        _Account(account, entities).write()
    return "".join(json.dumps(e, ensure_ascii=False, sort_keys=True) + "\n" for e in entities.values())


class _Account:
    """Writes the entities of one account."""

    def __init__(self, account: Account, entities: dict[str, dict[str, Any]]) -> None:
        self._account, self._entities = account, entities
        self._reports = {reading.report.id: reading.report for reading in account.readings}
        self._labels = labels(list(self._reports.values()))
        self._types = {
            (reading.report.id, entity.id): entity.type
            for reading in account.readings
            for entity in reading.entities
        }

    def write(self) -> None:
        for reading in self._account.readings:
            self._article(reading.report)
        for point in self._account.points:
            event = self._event(point)
            for claim in point.claims:
                self._note(claim, event)
        for link in self._account.lineage.links:
            if link.source in self._reports and link.target in self._reports:
                self._put(
                    "UnknownLink",
                    f"{self._account.story.id}/{link.source}/{link.target}/{link.kind}",
                    subject=[self._outlet(self._reports[link.source])],
                    object=[self._outlet(self._reports[link.target])],
                    role=[link.kind],
                    summary=[link.reason],
                    proof=[_id("Article", link.source), _id("Article", link.target)],
                )

    def _article(self, report: Report) -> None:
        self._put(
            "Article",
            report.id,
            title=[report.title or self._labels[report.id]],
            author=[report.author],
            publisher=[report.outlet],
            publishedAt=[_date(report.published)],
            sourceUrl=[web_address(report)],
            language=[_LANGUAGES.get(report.language or "")],
            bodyText=[report.text],
        )

    def _event(self, point: Point) -> str:
        point = point.as_stated
        dates = sorted({_date(c.time.value) or "" for c in point.claims if c.time is not None})
        return self._put(
            "Event",
            f"{self._account.story.id}/{point.id}/{point.statement}",
            name=[point.statement],
            summary=[standing(point, self._labels)],
            keywords=[point.status, point.kind, "developed" if point.developed else None],
            date=dates,
            involved=[self._origin(c) for c in point.claims if c.origin is not None],
            proof=[_id("Article", c.report) for c in point.claims],
        )

    def _note(self, claim: Claim, event: str) -> None:
        self._put(
            "Note",
            f"{self._account.story.id}/{claim.id}/{claim.report}/{claim.text}",
            name=[attributed(claim, self._labels) or self._labels[claim.report]],
            description=[claim.text],
            summary=[f"characters {claim.span.start} to {claim.span.end} of the report"],
            entity=[event],
            proof=[_id("Article", claim.report)],
        )

    def _origin(self, claim: Claim) -> str:
        origin = claim.origin
        assert origin is not None
        if origin.own_voice:
            return self._outlet(self._reports[claim.report], origin.name)
        kind = self._types.get((claim.report, origin.entity or ""))
        return self._put(_SCHEMAS.get(kind or "", "LegalEntity"), origin.name, name=[origin.name])

    def _outlet(self, report: Report, name: str | None = None) -> str:
        name = name or report.outlet or self._labels[report.id]
        return self._put("Organization", name, name=[name])

    def _put(self, schema: str, key: str, **properties: Sequence[str | None]) -> str:
        identifier = _id(schema, key)
        told = {
            name: list(dict.fromkeys(v for v in values if v and v.strip()))
            for name, values in properties.items()
        }
        made = {"id": identifier, "schema": schema, "properties": {n: v for n, v in told.items() if v}}
        self._entities.setdefault(identifier, made)
        return identifier


def _id(schema: str, key: str) -> str:
    return "fh-" + hashlib.sha1(f"{schema}/{key}".encode(), usedforsecurity=False).hexdigest()


def _date(value: str | None) -> str | None:
    match = _DATE.match(value or "")
    return match.group() if match else None
