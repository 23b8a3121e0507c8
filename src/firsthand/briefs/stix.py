"""Accounts as a STIX 2.1 bundle (OASIS Standard of 2021-06-10).

An outlet, agency or speaker is an ``identity``; a claim a ``note`` in its exact words; a point a
``grouping`` of its claims; a story's account a ``report``. Ids are made of what the objects say (UUID 5),
and times are the reports' own, so the same account gives the same bundle. Nothing says "confidence":
STIX means by it that something is true, which Firsthand does not know.

Public: :func:`write_stix`.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Sequence
from typing import Any

from firsthand.briefs.annotations import web_address
from firsthand.briefs.outline import attributed, labels, standing
from firsthand.model import Account, Claim, Point, Report

#: The namespace of our ids, itself made of a name (RFC 4122, appendix C).
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:firsthand:stix")
UNDATED = "1970-01-01T00:00:00.000Z"
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d))?(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?)?")


def write_stix(accounts: Sequence[Account]) -> str:
    """One bundle."""
    objects: dict[str, dict[str, Any]] = {}
    for account in accounts:
        _Account(account, objects).write()
    ids = ",".join(sorted(objects))
    bundle = {
        "type": "bundle",
        "id": f"bundle--{uuid.uuid5(NAMESPACE, ids)}",
        "objects": list(objects.values()),
    }
    return json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"


class _Account:
    """Writes the objects of one account."""

    def __init__(self, account: Account, objects: dict[str, dict[str, Any]]) -> None:
        self._account, self._objects = account, objects
        self._reports = {reading.report.id: reading.report for reading in account.readings}
        self._labels = labels(list(self._reports.values()))
        day = account.story.end or account.story.start
        self._time = f"{day}T00:00:00.000Z" if day else UNDATED
        self._maker = self._identity("Firsthand", "system", UNDATED)

    def write(self) -> None:
        refs: list[str] = []
        for point in self._account.points:
            notes = [self._note(point, claim) for claim in point.claims]
            refs += notes
            refs.append(self._point(point, notes))
        story = self._account.story
        for link in self._account.lineage.links:
            if link.source in self._reports and link.target in self._reports:
                refs.append(self._link(link.source, link.target, link.kind, link.reason))
        if not refs:
            # A report without a thing to report on is no STIX report.
            return
        self._put(
            "report",
            story.id,
            self._time,
            name=story.title or story.id,
            description=f"What {len(self._reports)} reports say of one story, and who stands behind it.",
            report_types=["observed-data"],
            published=self._time,
            object_refs=list(dict.fromkeys(refs)),
            external_references=[_reference(self._labels[r.id], r) for r in self._reports.values()],
        )

    def _note(self, point: Point, claim: Claim) -> str:
        report = self._reports[claim.report]
        about = [self._outlet(report)]
        authors = []
        if claim.origin is not None:
            about.insert(0, self._identity(claim.origin.name, "unknown", UNDATED))
            authors = [attributed(claim, self._labels)]
        return self._put(
            "note",
            f"{self._account.story.id}/{claim.id}/{report.id}/{claim.text}",
            _time(report.published) or self._time,
            abstract=(report.title or self._labels[report.id])[:500],
            content=claim.text,
            authors=[a for a in authors if a] or None,
            object_refs=list(dict.fromkeys(about)),
            labels=[claim.polarity, claim.modality, *(["opinion"] if claim.opinion else [])],
            external_references=[
                {
                    **_reference(self._labels[report.id], report),
                    "description": f"characters {claim.span.start} to {claim.span.end} of the report's text",
                }
            ],
        )

    def _point(self, point: Point, notes: list[str]) -> str:
        return self._put(
            "grouping",
            f"{self._account.story.id}/{point.id}/{point.statement}",
            self._time,
            name=point.statement[:500],
            description=standing(point, self._labels),
            context="unspecified",
            object_refs=list(dict.fromkeys(notes)),
            labels=[
                point.as_stated.status,
                *(["developed"] if point.developed else []),
                *(["decided by a person"] if point.decided else []),
            ],
        )

    def _link(self, source: str, target: str, kind: str, reason: str) -> str:
        return self._put(
            "relationship",
            f"{self._account.story.id}/{source}/{target}/{kind}",
            self._time,
            relationship_type="related-to" if kind == "shares-copy" else "derived-from",
            description=f"{self._labels[source]} {kind} {self._labels[target]}"
            + (f": {reason}" if reason else ""),
            source_ref=self._outlet(self._reports[source]),
            target_ref=self._outlet(self._reports[target]),
        )

    def _outlet(self, report: Report) -> str:
        return self._identity(report.outlet or self._labels[report.id], "organization", UNDATED)

    def _identity(self, name: str, kind: str, time: str) -> str:
        return self._put("identity", name, time, name=name, identity_class=kind)

    def _put(self, kind: str, key: str, time: str, **told: Any) -> str:
        identifier = f"{kind}--{uuid.uuid5(NAMESPACE, f'{kind}/{key}')}"
        made = {
            "type": kind,
            "spec_version": "2.1",
            "id": identifier,
            "created": time,
            "modified": time,
            **({"created_by_ref": self._maker} if kind != "identity" else {}),
            **{name: value for name, value in told.items() if value is not None},
        }
        self._objects.setdefault(identifier, made)
        return identifier


def _reference(label: str, report: Report) -> dict[str, str]:
    told = {"source_name": report.outlet or label, "external_id": report.id}
    url = web_address(report)
    if url is not None:
        told["url"] = url
    return told


def _time(published: str | None) -> str | None:
    """A publication time as STIX writes it, in UTC to the millisecond."""
    from datetime import UTC, datetime

    match = _TIME.match(published or "")
    if match is None:
        return None
    day, clock, seconds, _, zone = match.groups()
    try:
        made = datetime.fromisoformat(
            f"{day}T{clock or '00:00'}:{seconds or '00'}{(zone or '+00:00').replace('Z', '+00:00')}"
        )
    except ValueError:
        return None
    return made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
