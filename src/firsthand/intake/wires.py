"""What agencies and sites hand to machines: ninjs and NITF reports, JSON records, feeds with full texts.

ninjs 1 to 3 and NITF 3 are standards of the International Press Telecommunications Council (iptc.org).
XML is read without entities, document types or network.

Public: :func:`from_json`, :func:`from_xml`, :func:`is_report_json`, :func:`is_report_xml`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from firsthand.intake.feeds import is_feed_json, is_feed_xml, read_feed
from firsthand.intake.formats import Found, Place, made
from firsthand.intake.metadata import iso
from firsthand.intake.xml import tree_of
from firsthand.model import LeftOut

MAX_RECORDS = 100_000  #: of one JSON list
#: Fewer characters of a feed's item are its teaser, not its report.
MIN_FULL_TEXT = 400
_PARAGRAPHS = frozenset({"p", "hl2", "block-quote", "bq", "li", "dd"})
#: What stands in an NITF body and is no running text of it.
_BESIDE = frozenset({"media", "table", "nitf-table", "note", "fn"})


def is_report_json(text: str) -> bool:
    """Whether JSON holds reports: a record of ours, ninjs, a JSON Feed, or a list of such."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, dict) and (
        _is_ninjs(first)
        or is_feed_json(first)
        or any(isinstance(first.get(k), str) for k in ("text", "html"))
    )


def from_json(text: str, data: bytes, place: Place) -> Iterator[Found | LeftOut]:
    """Read a JSON document: a record, ninjs, a JSON Feed, or a list of records."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield LeftOut(path=place.path, reason=f"no JSON: {error}; expected a record, ninjs or a JSON Feed")
        return
    if isinstance(value, dict) and is_feed_json(value):
        yield from _from_feed(data, place)
        return
    records = value if isinstance(value, list) else [value]
    for number, record in enumerate(records[:MAX_RECORDS], 1):
        line = number if isinstance(value, list) else None
        its = json.dumps(record, ensure_ascii=False).encode() if line else data
        if isinstance(record, dict) and _is_ninjs(record):
            yield _from_ninjs(record, its, place, line)
        elif isinstance(record, dict) and any(
            isinstance(record.get(k), str) and record[k].strip() for k in ("text", "html")
        ):
            yield made(
                record,
                its,
                place,
                line=line,
                article=None if line or record.get("id") else "file:",
                name=None if line else place.name,
            )
        else:
            yield LeftOut(
                path=place.path,
                line=line,
                reason='no report: expected a record with "text" or "html", ninjs with a body, or a JSON Feed',
            )


def _is_ninjs(record: Mapping[str, Any]) -> bool:
    return isinstance(record.get("uri"), str) and any(
        key in record for key in ("body_text", "body_html", "body_xhtml", "bodies", "headline", "headlines")
    )


def _from_ninjs(item: Mapping[str, Any], data: bytes, place: Place, line: int | None) -> Found | LeftOut:
    bodies = {
        str(body.get("contenttype") or body.get("contentType") or "text/plain"): body.get("value")
        for body in _records(item.get("bodies"))
    }
    plain = item.get("body_text") or bodies.get("text/plain")
    marked = (
        item.get("body_html")
        or item.get("body_xhtml")
        or bodies.get("text/html")
        or bodies.get("application/xhtml+xml")
    )
    if not isinstance(plain, str) and not isinstance(marked, str):
        return LeftOut(
            path=place.path,
            line=line,
            reason=f"ninjs item {item['uri']!r} has no body ({item.get('type', 'no type')}); expected body_text or body_html",
        )
    headlines = [h.get("value") for h in _records(item.get("headlines"))]
    byline = item.get("byline") or item.get("by")
    record: dict[str, Any] = {
        "id": item["uri"],
        "title": item.get("headline") or next((h for h in headlines if isinstance(h, str)), None),
        "published": item.get("firstcreated")
        or item.get("contentcreated")
        or item.get("versioncreated")
        or item.get("versionCreated"),
        "outlet": _first_text(item, "copyrightholder", "source", "provider", "copyrightHolder"),
        "language": item.get("language"),
        "url": item.get("href") or item.get("link"),
        "ninjs": {
            k: item[k]
            for k in ("version", "versioncreated", "located", "urgency", "ednote", "pubstatus")
            if k in item
        },
    }
    record["text" if isinstance(plain, str) and plain.strip() else "html"] = (
        plain
        if isinstance(plain, str) and plain.strip()
        else f"<html><body><article>{marked}</article></body></html>"
    )
    return made(
        {k: v for k, v in record.items() if v is not None},
        data,
        place,
        line=line,
        author=byline if isinstance(byline, str) else None,
    )


def _records(value: object) -> list[Mapping[str, Any]]:
    """The records of a list, or of a map by name (ninjs 3 may have either)."""
    if isinstance(value, Mapping):
        value = list(value.values())
    return (
        [v for v in value if isinstance(v, Mapping)]
        if isinstance(value, Sequence) and not isinstance(value, str)
        else []
    )


def _first_text(item: Mapping[str, Any], *keys: str) -> str | None:
    for key in keys:
        value = item.get(key)
        if isinstance(value, Mapping):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return value
    return None


def is_report_xml(data: bytes) -> bool:
    """Whether XML is NITF or a feed."""
    return is_feed_xml(data) or _nitf(data) is not None


def from_xml(data: bytes, place: Place) -> Iterator[Found | LeftOut]:
    """Read an XML document: NITF, or a feed whose items hold their texts."""
    root = _nitf(data)
    if root is not None:
        yield _from_nitf(root, data, place)
    elif is_feed_xml(data):
        yield from _from_feed(data, place)
    else:
        yield LeftOut(path=place.path, reason="XML of another kind; expected NITF, RSS or Atom")


def _nitf(data: bytes) -> Any:
    if b"<nitf" not in data[:8192]:
        return None
    root = tree_of(data)
    if root is None:
        return None
    for element in root.iter():
        if isinstance(element.tag, str) and "}" in element.tag:
            element.tag = element.tag.split("}", 1)[1]
    return root if root.tag == "nitf" else root.find(".//nitf")


def _from_nitf(root: Any, data: bytes, place: Place) -> Found | LeftOut:
    def words(path: str) -> str | None:
        found = root.find(path)
        return (" ".join("".join(found.itertext()).split()) or None) if found is not None else None

    def attribute(path: str, name: str) -> str | None:
        found = root.find(path)
        return (found.get(name) or "").strip() or None if found is not None else None

    paragraphs = list(_paragraphs(root.find(".//body.content")))
    title = words(".//hedline/hl1") or words(".//head/title")
    byline = words(".//byline/person") or words(".//byline")
    dateline = words(".//body.head/dateline")
    if not paragraphs:
        return LeftOut(path=place.path, reason="NITF without a paragraph in body.content; expected a text")
    # The dateline belongs to the text as it is printed: it credits the agency.
    if dateline and not paragraphs[0].startswith(dateline):
        paragraphs.insert(0, dateline)
    identifier = attribute(".//docdata/doc-id", "id-string")
    record = {
        "id": identifier,
        "title": title,
        "text": "\n\n".join(paragraphs),
        "published": _nitf_time(
            attribute(".//docdata/date.issue", "norm")
            or attribute(".//docdata/date.release", "norm")
            or attribute(".//pubdata", "date.publication")
            or attribute(".//body.head/dateline/story.date", "norm")
        ),
        "outlet": attribute(".//pubdata", "name")
        or words(".//distributor")
        or attribute(".//docdata/doc-id", "regsrc"),
        "url": attribute(".//pubdata", "ex-ref"),
    }
    return made(
        {k: v for k, v in record.items() if v is not None},
        data,
        place,
        article=None if identifier else "file:",
        name=place.name,
        author=byline.removeprefix("By ").removeprefix("by ") if byline else None,
    )


def _paragraphs(content: Any) -> Iterator[str]:
    if content is None:
        return
    for element in content:
        if not isinstance(element.tag, str) or element.tag in _BESIDE:
            continue
        if element.tag in _PARAGRAPHS:
            words = " ".join("".join(element.itertext()).split())
            if words:
                yield words
        else:
            yield from _paragraphs(element)


def _nitf_time(norm: str | None) -> str | None:
    """ISO 8601 in its basic form ("20320130T120000Z"), as NITF writes it, in the extended one."""
    if norm is None or iso(norm) is None:
        return norm
    try:
        made_ = datetime.fromisoformat(norm)
    except ValueError:
        return norm
    return made_.date().isoformat() if "T" not in norm else made_.isoformat()


def _from_feed(data: bytes, place: Place) -> Iterator[Found | LeftOut]:
    """The items of a saved feed that hold their whole text; the others need their pages."""
    feed = read_feed(data, place.path)
    n_short = 0
    for number, item in enumerate(feed.items, 1):
        record = item.record()
        if record is None or len(item.html or "") < MIN_FULL_TEXT:
            n_short += 1
            continue
        yield made(record, item.data, place, line=number)
    if n_short:
        yield LeftOut(
            path=place.path,
            reason=f"{n_short} of {len(feed.items)} items of the feed hold no whole text; add the feed by its address to have their pages fetched",
        )
    if not feed.items:
        yield LeftOut(path=place.path, reason="the feed has no items")
