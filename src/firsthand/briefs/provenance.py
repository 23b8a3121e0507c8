"""Accounts as W3C PROV (PROV-JSON, W3C member submission of 2013-04-24): who has what from whom.

Reports, claims and points are entities; outlets, speakers, people who decided and Firsthand are agents;
making the account is an activity. A claim is quoted from its report and attributed to its origin, who
acts through the relays; a report that has something from another is derived from it.

Public: :func:`write_prov`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from firsthand.briefs.annotations import address
from firsthand.model import Account, Report, action_name

_LINKS = {"copies": "prov:Quotation", "shares-copy": None, "credits": "prov:PrimarySource", "relays": None}


def write_prov(accounts: Sequence[Account]) -> str:
    """One PROV document."""
    document: dict[str, Any] = {
        "prefix": {"fh": "urn:firsthand:", "dcterms": "http://purl.org/dc/terms/"},
    }
    records: dict[str, dict[str, Any]] = defaultdict(dict)
    for account in accounts:
        _Account(account, records).write()
    document.update((kind, records[kind]) for kind in sorted(records))
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


class _Account:
    """Writes the records of one account."""

    def __init__(self, account: Account, records: dict[str, dict[str, Any]]) -> None:
        self._account, self._records = account, records
        self._story = _part(account.story.id)
        self._ids = {reading.report.id for reading in account.readings}

    def write(self) -> None:
        account = self._account
        method = account.method
        software = "fh:software"
        self._put(
            "agent",
            software,
            {
                "prov:type": _name("prov:SoftwareAgent"),
                "prov:label": f"Firsthand {method.get('version', '')}".strip(),
            },
        )
        making = f"fh:making/{self._story}"
        self._put("activity", making, {"fh:method": json.dumps(dict(method), sort_keys=True)})
        self._relate("wasAssociatedWith", {"prov:activity": making, "prov:agent": software})
        whole = f"fh:account/{self._story}"
        self._put("entity", whole, {"prov:label": account.story.title, "prov:type": _name("prov:Collection")})
        self._relate("wasGeneratedBy", {"prov:entity": whole, "prov:activity": making})
        for reading in account.readings:
            self._report(reading.report)
            self._relate("used", {"prov:activity": making, "prov:entity": _report(reading.report.id)})
        self._points(whole, making)
        self._lineage()
        for decision in account.decisions:
            self._put(
                "agent", _agent(decision.by), {"prov:type": _name("prov:Person"), "prov:label": decision.by}
            )
            entity = f"fh:decision/{_part(decision.id)}"
            told = {"prov:type": f"fh:{action_name(decision.action)}", "dcterms:created": decision.at}
            self._put(
                "entity",
                entity,
                {**told, "dcterms:description": decision.reason} if decision.reason else told,
            )
            self._relate("wasAttributedTo", {"prov:entity": entity, "prov:agent": _agent(decision.by)})
            self._relate("used", {"prov:activity": making, "prov:entity": entity})

    def _report(self, report: Report) -> None:
        told: dict[str, Any] = {
            "prov:label": report.title or report.id,
            "dcterms:identifier": address(report),
        }
        if report.published:
            told["dcterms:issued"] = report.published
        self._put("entity", _report(report.id), told)
        for name in (report.outlet, *report.agencies):
            if name:
                self._named(name)
                self._relate(
                    "wasAttributedTo", {"prov:entity": _report(report.id), "prov:agent": _agent(name)}
                )

    def _points(self, whole: str, making: str) -> None:
        for point in self._account.points:
            place = f"fh:point/{self._story}/{_part(point.id)}"
            told = {
                "prov:label": point.statement,
                "fh:status": point.as_stated.status,
                "fh:origins-least": point.as_stated.origins.least,
                "fh:origins-most": point.as_stated.origins.most,
            }
            self._put("entity", place, told)
            self._relate("hadMember", {"prov:collection": whole, "prov:entity": place})
            self._relate("wasGeneratedBy", {"prov:entity": place, "prov:activity": making})
            for claim in point.claims:
                entity = f"fh:claim/{self._story}/{_part(claim.id)}"
                span = {"fh:start": claim.span.start, "fh:end": claim.span.end}
                self._put("entity", entity, {"prov:value": claim.text, **span})
                self._relate("wasDerivedFrom", {"prov:generatedEntity": place, "prov:usedEntity": entity})
                self._relate(
                    "wasDerivedFrom",
                    {
                        "prov:generatedEntity": entity,
                        "prov:usedEntity": _report(claim.report),
                        "prov:type": _name("prov:Quotation"),
                    },
                )
                if claim.origin is not None:
                    self._named(claim.origin.name)
                    self._relate(
                        "wasAttributedTo", {"prov:entity": entity, "prov:agent": _agent(claim.origin.name)}
                    )
                    nearer = claim.origin.name
                    for relay in claim.origin.via:
                        self._named(relay)
                        self._relate(
                            "wasInfluencedBy",
                            {"prov:influencee": _agent(relay), "prov:influencer": _agent(nearer)},
                        )
                        nearer = relay

    def _lineage(self) -> None:
        for link in self._account.lineage.links:
            if link.target in self._ids:
                told: dict[str, Any] = {
                    "prov:generatedEntity": _report(link.source),
                    "prov:usedEntity": _report(link.target),
                    "fh:kind": link.kind,
                }
                kind = _LINKS.get(link.kind)
                if kind is not None:
                    told["prov:type"] = _name(kind)
                if link.kind == "shares-copy":
                    # Nothing says which was first.
                    self._relate(
                        "alternateOf",
                        {"prov:alternate1": _report(link.source), "prov:alternate2": _report(link.target)},
                    )
                else:
                    self._relate("wasDerivedFrom", told)
            else:
                self._named(link.target)
                self._relate(
                    "wasAttributedTo",
                    {"prov:entity": _report(link.source), "prov:agent": _agent(link.target)},
                )

    def _named(self, name: str) -> None:
        self._records["agent"].setdefault(_agent(name), {"prov:label": name})

    def _put(self, kind: str, identifier: str, told: Mapping[str, Any]) -> None:
        self._records[kind][identifier] = dict(told)

    def _relate(self, kind: str, told: Mapping[str, Any]) -> None:
        if dict(told) not in self._records[kind].values():
            self._records[kind][f"_:{kind}{len(self._records[kind]) + 1}"] = dict(told)


def _name(value: str) -> dict[str, str]:
    return {"$": value, "type": "prov:QUALIFIED_NAME"}


def _part(words: str) -> str:
    """Words as the local part of a qualified name: what is special there is quoted."""
    return quote(words, safe="").replace("%", "-").replace("~", "-7E")


def _report(identifier: str) -> str:
    return f"fh:report/{_part(identifier)}"


def _agent(name: str) -> str:
    return f"fh:agent/{_part(name)}"
