"""Every form of an account is valid by its own standard's tools, whatever stands in the reports."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from firsthand import Report, brief, collect
from firsthand.briefs.forms import FORMS
from firsthand.cli.output import FORM_NAMES
from firsthand.model import (
    Account,
    Anchor,
    Decision,
    Evidence,
    JoinPoints,
    Lineage,
    Link,
    Origin,
    RateSource,
    Span,
    Story,
)
from firsthand.testing import an_account

HOSTILE = '=HYPERLINK("http://x.example") </script><b>"quoted"</b>\x00 \u202e%s {x} 😀; a: b\n\tnext, line'


@pytest.fixture(scope="module")
def ferry_account() -> Account:
    folder = Path(__file__).resolve().parents[2] / "examples" / "ferry"
    return next(iter(brief(r for r in collect([folder]) if isinstance(r, Report))))


@pytest.fixture(scope="module")
def hostile_account() -> Account:
    """An account whose reports, outlets, ids and origins are written to break what reads them."""
    reports = [
        Report(
            id=f"{n}/{HOSTILE}",
            text=HOSTILE * 2,
            title=HOSTILE,
            outlet=f"{HOSTILE}{n}",
            url="https://news.example/a b?q=ä|" + '"' if n == 1 else "javascript:alert(1)",
            published=published,
            agencies=("AFP",),
            language="en",
        )
        for n, published in enumerate(("2032-01-30T10:00:00+02:00", None, "not a date"))
    ]
    made = an_account(Story(id=HOSTILE, title=HOSTILE, start=None, end=None, reports=()), reports, "disputed")
    [point] = made.points
    claims = tuple(
        replace(c, origin=Origin(name=HOSTILE, via=(HOSTILE, "TASS")), decided=("d1",)) for c in point.claims
    )
    anchor = Anchor(report=reports[0].id, start=0, end=3, words=HOSTILE[:3])
    return replace(
        made,
        points=(replace(point, claims=claims, decided=("d2",)),),
        lineage=Lineage(
            links=tuple(
                Link(
                    source=reports[0].id,
                    target=target,
                    kind=kind,
                    evidence=(Evidence(report=reports[0].id, span=Span(0, 3)),),
                    confidence=0.5,
                    reason=HOSTILE,
                )
                for kind in ("copies", "shares-copy", "credits", "relays")
                for target in (reports[1].id, HOSTILE)
            )
        ),
        decisions=(
            Decision(
                id="d2",
                action=JoinPoints(claims=(anchor, anchor)),
                by=HOSTILE,
                at="2032-02-01T00:00:00Z",
                reason=HOSTILE,
            ),
            Decision(
                id="d3",
                action=RateSource(source=HOSTILE, reliability="F"),
                by="ana",
                at="2032-02-01T00:00:00Z",
            ),
        ),
    )


@pytest.fixture(params=["ferry", "hostile", "both", "none"])
def accounts(
    request: pytest.FixtureRequest, ferry_account: Account, hostile_account: Account
) -> list[Account]:
    return {
        "ferry": [ferry_account],
        "hostile": [hostile_account],
        "both": [ferry_account, hostile_account],
        "none": [],
    }[request.param]


def test_every_form_can_be_asked_for():
    """The command line offers what there is, and the terminal."""
    assert set(FORM_NAMES) == {"terminal", *FORMS}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_form_is_text_and_the_same_each_time(form: str, accounts: list[Account]):
    """Every form takes any accounts, gives UTF-8 and does not vary."""
    made = FORMS[form].write(accounts)

    assert made.encode() == FORMS[form].write(accounts).encode()


def test_json_holds_decisions_and_keeps_its_schema(accounts: list[Account]):
    """One account a line, valid by the shipped schema; decisions stand where people made some."""
    from importlib import resources

    import jsonschema

    schema = json.loads(
        resources.files("firsthand.schemas").joinpath("account.schema.json").read_text("utf-8")
    )
    lines = [json.loads(line) for line in FORMS["json"].write(accounts).splitlines()]
    for line, account in zip(lines, accounts, strict=True):
        jsonschema.validate(line, schema)
        assert [d["id"] for d in line.get("decisions", [])] == [d.id for d in account.decisions]


def test_csv_is_a_table_that_no_spreadsheet_runs(accounts: list[Account]):
    """Rows are of one width, one for each claim; nothing begins a formula."""
    rows = list(csv.DictReader(io.StringIO(FORMS["csv"].write(accounts)), strict=True))

    assert len(rows) == sum(len(p.claims) for a in accounts for p in a.points)
    for row in rows:
        assert None not in row and None not in row.values()
        assert not [
            v
            for v in row.values()
            if v[:1] in ("=", "+", "@", "\t", "\r") or (v[:1] == "-" and not v[1:2].isdigit())
        ]
    for row in rows:
        if not row["text"].startswith("'"):
            report = next(
                r.report for a in accounts for r in a.readings if r.report.id == row["report"].lstrip("'")
            )
            assert report.text[int(row["start"]) : int(row["end"])] == row["text"]


#: The terms of the Web Annotation vocabulary (W3C Recommendation, 2017) that we use, as its JSON-LD
#: context (Appendix A) defines them.
OA = "http://www.w3.org/ns/oa#"
CONTEXT: dict[str, Any] = {
    "oa": OA,
    "as": "http://www.w3.org/ns/activitystreams#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    "Annotation": "oa:Annotation",
    "AnnotationPage": "as:OrderedCollectionPage",
    "SpecificResource": "oa:SpecificResource",
    "TextualBody": "oa:TextualBody",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "Software": "as:Application",
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    **{m: f"oa:{m}" for m in ("assessing", "classifying", "describing", "identifying", "linking", "tagging")},
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "generator": {"@type": "@id", "@id": "as:generator"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "value": "rdf:value",
    "format": "dc:format",
    "name": "foaf:name",
}
#: What the Web Annotation Data Model says MUST be, for what we use of it.
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "properties": {
        "id": {"type": "string", "format": "uri", "pattern": "^[a-z]+:"},
        "type": {"const": "Annotation"},
        "body": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "value"],
                "properties": {"type": {"const": "TextualBody"}, "value": {"type": "string"}},
            },
        },
        "target": {
            "type": "object",
            "required": ["source", "selector"],
            "properties": {
                "source": {"type": "string", "pattern": r"^(https?|urn):[^\s\"<>|]+$"},
                "selector": {
                    "type": "array",
                    "items": {
                        "oneOf": [
                            {
                                "required": ["type", "start", "end"],
                                "properties": {
                                    "type": {"const": "TextPositionSelector"},
                                    "start": {"type": "integer", "minimum": 0},
                                    "end": {"type": "integer", "minimum": 0},
                                },
                            },
                            {
                                "required": ["type", "exact"],
                                "properties": {
                                    "type": {"const": "TextQuoteSelector"},
                                    "exact": {"type": "string"},
                                },
                            },
                        ]
                    },
                },
            },
        },
    },
}


def test_annotations_keep_to_the_model_and_its_context(accounts: list[Account]):
    """Each claim is an annotation; every key and type means something in the vocabulary; words are true."""
    import jsonschema
    from pyld import jsonld

    page = json.loads(FORMS["annotations"].write(accounts))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    claims = [c for a in accounts for p in a.points for c in p.claims]
    assert len(page["items"]) == len(claims)
    for item, claim in zip(page["items"], claims, strict=True):
        jsonschema.validate(item, ANNOTATION)
        position, quotation = item["target"]["selector"]
        assert (position["start"], position["end"], quotation["exact"]) == (
            claim.span.start,
            claim.span.end,
            claim.text,
        )
    keys = _keys({k: v for k, v in page.items() if k != "@context"})
    assert keys <= set(CONTEXT), "JSON-LD drops a key that the context does not know"

    expanded = jsonld.expand({**page, "@context": CONTEXT})
    if claims:
        [made] = expanded
        listed = made["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
        assert len(listed) == len(claims)
        assert listed[0]["@type"] == [OA + "Annotation"]
        [target] = listed[0][OA + "hasTarget"]
        kinds = {s["@type"][0] for s in target[OA + "hasSelector"]}
        assert kinds == {OA + "TextPositionSelector", OA + "TextQuoteSelector"}


def _keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {k for v in value.values() for k in _keys(v)}
    if isinstance(value, list):
        return {k for v in value for k in _keys(v)}
    return set()


def test_prov_is_read_by_the_prov_library(accounts: list[Account]):
    """The document loads, goes to PROV-N and back to itself, and says whose words each claim is."""
    from prov.model import ProvAttribution, ProvDerivation, ProvDocument, ProvEntity

    text = FORMS["prov"].write(accounts)
    document = ProvDocument.deserialize(content=text, format="json")
    assert ProvDocument.deserialize(content=document.serialize(format="json"), format="json") == document
    assert document.get_provn()
    n_claims = sum(len(p.claims) for a in accounts for p in a.points)
    n_reports = sum(len(a.readings) for a in accounts)
    entities = {str(e.identifier) for e in document.get_records(ProvEntity)}
    assert len([e for e in entities if "/claim/" in e or "claim/" in e]) == n_claims
    assert len([e for e in entities if e.startswith("fh:report/")]) == n_reports
    # Every entity and agent that a relation names is there.
    agents = {str(r.identifier) for r in document.get_records() if r.get_type().localpart == "Agent"}
    for relation in document.get_records((ProvAttribution, ProvDerivation)):
        for _, end in relation.formal_attributes[:2]:
            assert end is None or str(end) in entities | agents


def test_stix_is_valid_by_the_validator_and_the_library(accounts: list[Account]):
    """The bundle passes OASIS's validator and parses; every reference leads to an object of the bundle."""
    import stix2
    import stix2validator

    text = FORMS["stix"].write(accounts)
    if not accounts:
        assert json.loads(text)["objects"] == []
        return
    results = stix2validator.validate_string(text, stix2validator.ValidationOptions(version="2.1"))
    assert results.is_valid, [
        str(e) for r in getattr(results, "object_results", [results]) for e in r.errors or ()
    ][:5]
    bundle = stix2.parse(text, allow_custom=False, version="2.1")
    ids = {o["id"] for o in bundle["objects"]}
    for thing in bundle["objects"]:
        for name in ("object_refs",):
            assert set(thing.get(name, ())) <= ids
        for name in ("created_by_ref", "source_ref", "target_ref"):
            assert thing.get(name) is None or thing[name] in ids
    notes = sorted(o["content"] for o in bundle["objects"] if o["type"] == "note")
    assert set(notes) == {c.text for a in accounts for p in a.points for c in p.claims}


def test_ftm_is_valid_by_its_model(accounts: list[Account]):
    """Every entity has its schema's properties and valid values; every reference leads to an entity."""
    from followthemoney import model
    from followthemoney.types import registry

    lines = [json.loads(line) for line in FORMS["ftm"].write(accounts).splitlines()]
    ids = {line["id"] for line in lines}
    assert len(ids) == len(lines)
    for line in lines:
        schema = model.get(line["schema"])
        assert schema is not None
        schema.validate(line)
        proxy = model.get_proxy(line, cleaned=False)
        for prop in proxy.iterprops():
            if prop.type == registry.entity:
                assert set(proxy.get(prop)) <= ids
            if prop.type in (registry.date, registry.url):
                assert len(proxy.get(prop)) == len(line["properties"][prop.name]), (prop.name, line)
    notes = [line for line in lines if line["schema"] == "Note"]
    assert {n["properties"]["description"][0] for n in notes} == {
        c.text for a in accounts for p in a.points for c in p.claims
    }
