"""Readings, stories and accounts as JSON: the shapes of ``docs/formats.md``.

Key order is fixed and numbers are written one way, so the same account gives the same bytes.

Public: :func:`reading_json`, :func:`stories_json`, :func:`account_json`, :func:`write_json`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import msgspec

from firsthand.briefs.admiralty import CREDIBILITY, Assessment, admiralty
from firsthand.briefs.outline import STANCES, Outline, outline, stances, stated
from firsthand.model import (
    RELIABILITY,
    Account,
    Claim,
    Decision,
    OriginCount,
    Passage,
    Placement,
    Point,
    Ratings,
    Reading,
    Report,
    Span,
    Story,
    action_name,
)


def reading_json(reading: Reading) -> dict[str, Any]:
    """One reading, schema ``firsthand/reading/1``."""
    text = reading.report.text
    return {
        "schema": "firsthand/reading/1",
        "report": {**_report(reading.report), "extra": dict(reading.report.extra)},
        "noise": _noise(reading),
        "sentences": [_span(s) for s in reading.sentences],
        "attributions": [
            {
                "source": [_span(s) for s in a.source],
                "cue": [_span(s) for s in a.cue],
                "content": [_span(s) for s in a.content],
                "form": a.form,
                "speaker": {"name": a.speaker.name, "entity": a.speaker.entity} if a.speaker else None,
                "relays": list(a.relays),
                "confidence": a.confidence,
            }
            for a in reading.attributions
        ],
        "times": [
            {"start": t.start, "end": t.end, "type": t.type, "value": t.value, "mod": t.mod}
            for t in reading.times
        ],
        "quantities": [
            {
                "start": q.start,
                "end": q.end,
                "value": q.as_said,
                "low": q.low,
                "high": q.high,
                "change": q.change,
                "unit": q.unit,
                "unit_name": q.unit_name,
                "counted": q.counted.of(text) if q.counted else None,
                "kind": q.kind,
                "convention": q.convention,
                "part_of": _span(q.part_of) if q.part_of else None,
                "restates": _span(q.restates) if q.restates else None,
            }
            # Ordinals place things and count none; they stand in claims ("second meeting").
            for q in reading.quantities
            if q.kind != "ordinal"
        ],
        "entities": [
            {"id": e.id, "name": e.name, "type": e.type, "mentions": [_span(m) for m in e.mentions]}
            for e in reading.entities
        ],
        "issues": [
            {
                k: v
                for k, v in (("kind", i.kind), ("message", i.message), ("start", i.start), ("end", i.end))
                if v is not None
            }
            for i in reading.issues
        ],
    }


def stories_json(stories: Sequence[Story]) -> dict[str, Any]:
    """All stories, schema ``firsthand/stories/1``."""
    return {
        "schema": "firsthand/stories/1",
        "stories": [
            {
                "id": s.id,
                "title": s.title,
                "from": s.start,
                "to": s.end,
                "reports": list(s.reports),
                "reasons": dict(s.reasons),
                "placements": [_placement(p) for p in s.placements],
            }
            for s in stories
        ],
    }


def _placement(placement: Placement) -> dict[str, Any]:
    return {
        "report": placement.report,
        "likest": placement.likest,
        "likeness": placement.likeness,
        "days_apart": placement.days_apart,
        "names": list(placement.names),
        "words": list(placement.words),
        "days_named": list(placement.days_named),
        "copy_of": placement.copy_of,
    }


def passage_json(passage: Passage) -> dict[str, Any]:
    """One passage that stands for itself, schema ``firsthand/passage/1``."""
    return {"schema": "firsthand/passage/1", **_passage(passage)}


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "left": {"report": passage.left, **_span(passage.left_span)},
        "right": {"report": passage.right, **_span(passage.right_span)},
        "kind": passage.kind,
        "words": passage.n_words,
    }


def account_json(account: Account, ratings: Ratings | None = None) -> dict[str, Any]:
    """One account, schema ``firsthand/account/1``; with ``ratings`` (which may be empty) the Admiralty view too."""
    story = account.story
    made = outline(account)
    assessed = {} if ratings is None else admiralty(account, ratings)
    return {
        "schema": "firsthand/account/1",
        "story": {"id": story.id, "title": story.title, "from": story.start, "to": story.end},
        "reports": [{**_report(r.report), "noise": _noise(r)} for r in account.readings],
        "points": [_point(p, made, assessed.get(p.id)) for p in account.points],
        "lineage": [
            {
                "from": link.source,
                "to": link.target,
                "kind": link.kind,
                "evidence": [
                    {"report": e.report, "start": e.span.start, "end": e.span.end} for e in link.evidence
                ],
                "confidence": link.confidence,
                "reason": link.reason,
                "sharing": link.sharing,
                "inferred": link.inferred,
            }
            for link in account.lineage.links
        ],
        "passages": [_passage(p) for p in account.lineage.passages],
        "imprints": [
            {"report": p.report, "publisher": p.publisher, "agency": p.agency, "basis": p.basis}
            for p in account.lineage.imprints
        ],
        "timeline": [{"value": m.value, "points": list(m.points)} for m in account.timeline],
        "method": dict(account.method),
        # Only where people decided something: an account of reports alone is what it always was.
        **({"decisions": [_decision(d) for d in account.decisions]} if account.decisions else {}),
    }


def write_json(accounts: Sequence[Account], ratings: Ratings | None = None) -> str:
    """Accounts as JSON Lines."""
    return "".join(
        msgspec.json.encode(account_json(account, ratings)).decode() + "\n" for account in accounts
    )


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "do": action_name(decision.action),
        **asdict(decision.action),
        "by": decision.by,
        "at": decision.at,
        "reason": decision.reason,
    }


def _point(point: Point, made: Outline, assessment: Assessment | None) -> dict[str, Any]:
    says, stated_ = point.says, point.as_stated
    return {
        "id": point.id,
        "statement": point.statement,
        "statement_claim": point.statement_claim,
        "statement_span": _span(point.statement_span),
        "statement_shown": stated(made, point),
        "antecedents": [{"pronoun": _span(a.pronoun), "words": _span(a.words)} for a in point.antecedents],
        "kind": point.kind,
        "status": point.status,
        "origins": _origins(point.origins),
        "support": {
            "claims": [c.id for c in point.claims if c.id in says],
            "status": stated_.status,
            "origins": _origins(stated_.origins),
            "of": "part" if point.support and point.support.is_of_part else "statement",
        },
        "claims": [_claim(c) for c in point.claims],
        "differences": [
            {"kind": d.kind, "groups": [list(g) for g in d.groups], "explanation": d.explanation}
            for d in point.differences
        ],
        "developed": point.developed,
        "joins": list(point.joins),
        "strand": point.strand or point.id,
        "stances": _stances(point, made),
        **({"admiralty": _assessment(assessment)} if assessment else {}),
        **({"decided": list(point.decided)} if point.decided else {}),
    }


def _origins(origins: OriginCount) -> dict[str, Any]:
    return {
        "least": origins.least,
        "most": origins.most,
        "names": list(origins.names),
        "reasons": list(origins.reasons),
    }


def _stances(point: Point, made: Outline) -> dict[str, list[str]]:
    """Stance → the reports that take it; every other report is silent."""
    out: dict[str, list[str]] = {word: [] for word in STANCES if word != "silent"}
    for report, word in stances(made, point).items():
        if word != "silent":
            out[word].append(report)
    return out


def _assessment(assessment: Assessment) -> dict[str, Any]:
    return {
        "credibility": {
            "grade": assessment.credibility,
            "words": CREDIBILITY[assessment.credibility],
            "reasons": list(assessment.reasons),
        },
        "reliability": [
            {"source": source, "grade": letter, "words": RELIABILITY[letter], "rated": is_rated}
            for source, letter, is_rated in assessment.reliability
        ],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    origin, value, time = claim.origin, claim.value, claim.time
    return {
        "id": claim.id,
        "report": claim.report,
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.text,
        "sentence": _span(claim.sentence),
        "origin": None
        if origin is None
        else {
            "name": origin.name,
            "entity": origin.entity,
            "via": list(origin.via),
            "own_voice": origin.own_voice,
        },
        "value": None
        if value is None
        else {
            "value": value.value,
            "low": value.low,
            "high": value.high,
            "change": value.change,
            "unit": value.unit,
            "counted": value.counted,
        },
        "time": None if time is None else {"value": time.value, "type": time.type},
        "polarity": claim.polarity,
        "modality": claim.modality,
        **({"opinion": True} if claim.opinion else {}),
        **({"decided": list(claim.decided)} if claim.decided else {}),
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "path": report.path,
        "outlet": report.outlet,
        "title": report.title,
        "published": report.published,
        "published_basis": report.published_basis,
        "language": report.language,
        "url": report.url,
        "text": report.text,
        "agencies": list(report.agencies),
    }


def _noise(reading: Reading) -> list[dict[str, Any]]:
    return [{"start": n.start, "end": n.end, "kind": n.kind} for n in reading.noise]


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
