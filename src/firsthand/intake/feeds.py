"""Feeds and lists of feeds: RSS, Atom, JSON Feed and OPML, read from bytes.

RSS and Atom are read by feedparser; JSON Feed 1 (jsonfeed.org) and OPML 2 (opml.org) here. Where an
item came from (``<source>``) is kept: it names the outlet of an item that a search or another feed
hands on.

Public: :func:`read_feed`, :class:`FeedDocument`, :class:`FeedItem`, :func:`read_outlines`,
:func:`write_outlines`, :func:`is_feed`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin
from xml.sax.saxutils import quoteattr

from firsthand.intake.decoding import decode
from firsthand.intake.metadata import iso
from firsthand.intake.xml import tree_of

MAX_ITEMS = 5000  #: of one feed; what comes after is not read
MAX_OUTLINES = 10_000
MAX_DEPTH = 50  #: folders within folders of an OPML list


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item of a feed. ``source`` and ``source_url`` are its ``<source>``: where the feed has it from.

    ``html`` is the content that the feed itself carries, a teaser or the whole; ``data`` the item's
    values as JSON: the original of a report that is made of nothing else.
    """

    url: str | None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    source: str | None = None
    source_url: str | None = None
    html: str | None = None
    id: str | None = None
    data: bytes = b""

    def record(self, feed: str | None = None) -> dict[str, Any] | None:
        """The item as a record of one report, if it has any words."""
        if not self.html or not self.html.strip():
            return None
        told = {
            "html": f"<html><body><article>{self.html}</article></body></html>",
            "title": self.title,
            "published": self.published,
            "outlet": self.source or feed,
            "url": self.url,
        }
        return {k: v for k, v in told.items() if v is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """A feed as it was read. ``problem`` says what was wrong with its form, when it was read all the same."""

    title: str | None
    url: str | None
    items: tuple[FeedItem, ...]
    problem: str | None = None


def is_feed(data: bytes) -> bool:
    """Whether the bytes are a feed."""
    if is_feed_xml(data):
        return True
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
        return False
    try:
        value = json.loads(decode(data)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and is_feed_json(value)


def is_feed_xml(data: bytes) -> bool:
    """Whether XML is RSS, RDF or Atom, by its root."""
    head = data[:8192].lower()
    return any(mark in head for mark in (b"<rss", b"<rdf:rdf", b"<feed")) and b"<html" not in head


def is_feed_json(value: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a JSON Feed."""
    return "jsonfeed.org" in str(value.get("version", "")) and isinstance(value.get("items"), list)


def read_feed(data: bytes, location: str) -> FeedDocument:
    """Read a feed; whatever is broken in it, what can be read is.

    Args:
        data: RSS 0.9 to 2, Atom or JSON Feed.
        location: Its address, to complete links that are relative to it.
    """
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _json_feed(data, location)
    import feedparser

    parsed = feedparser.parse(data, response_headers={"content-location": location}, sanitize_html=False)
    items = tuple(_item(entry, location) for entry in parsed.entries[:MAX_ITEMS])
    problem = str(parsed.get("bozo_exception")) if parsed.get("bozo") else None
    return FeedDocument(
        title=_text(parsed.feed.get("title")),
        url=_link(parsed.feed.get("link"), location),
        items=items,
        problem=problem,
    )


def _item(entry: Any, location: str) -> FeedItem:
    bodies = [c.get("value") for c in entry.get("content", ())] + [entry.get("summary")]
    whole = max((b for b in bodies if isinstance(b, str)), key=len, default=None)
    # As a plain mapping: feedparser's own gives the time of publication for one of change.
    updated = dict.get(entry, "updated_parsed")
    stamp = dict.get(entry, "published_parsed") or updated
    source = entry.get("source") or {}
    made = {
        "url": _link(entry.get("link"), location),
        "title": _text(entry.get("title")),
        "published": _stamp(stamp),
        "updated": _stamp(updated),
        "author": _text(entry.get("author")),
        "source": _text(source.get("title")),
        "source_url": _link(source.get("href") or source.get("link"), location),
        "html": whole,
        "id": _text(entry.get("id")),
    }
    return FeedItem(**made, data=_as_json(made))


def _json_feed(data: bytes, location: str) -> FeedDocument:
    try:
        value = json.loads(decode(data)[0])
    except (ValueError, RecursionError) as error:
        return FeedDocument(title=None, url=None, items=(), problem=f"no JSON: {error}")
    raw = value.get("items") if isinstance(value, dict) else None
    items = []
    for entry in (raw if isinstance(raw, list) else [])[:MAX_ITEMS]:
        if not isinstance(entry, dict):
            continue
        several = entry.get("authors")
        authors = several if isinstance(several, list) else [entry.get("author")]
        names = [a["name"] for a in authors if isinstance(a, dict) and isinstance(a.get("name"), str)]
        text = entry.get("content_text")
        html = entry.get("content_html") or (_as_html(text) if isinstance(text, str) else None)
        made = {
            # An item that comments on another page has that page's address apart.
            "url": _link(entry.get("external_url") or entry.get("url"), location),
            "title": _text(entry.get("title")),
            "published": iso(entry.get("date_published")),
            "updated": iso(entry.get("date_modified")),
            "author": ", ".join(names) or None,
            "html": html if isinstance(html, str) else None,
            "id": _text(entry.get("id")),
        }
        items.append(FeedItem(**made, data=json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace")))
    return FeedDocument(
        title=_text(value.get("title")) if isinstance(value, dict) else None,
        url=_link(value.get("home_page_url"), location) if isinstance(value, dict) else None,
        items=tuple(items),
    )


def _as_html(text: str) -> str:
    from html import escape

    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))


def _as_json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def _stamp(parsed: Any) -> str | None:
    """A time that feedparser read, which is in UTC."""
    if parsed is None:
        return None
    year, month, day, hour, minute, second = (int(n) for n in parsed[:6])
    return iso(f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{min(second, 59):02d}+00:00")


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _link(value: object, base: str) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        whole = urljoin(base, value.strip())
    except ValueError:
        return None
    return whole if whole.startswith(("http://", "https://")) else None


def read_outlines(data: bytes) -> tuple[tuple[str, str | None, str | None], ...]:
    """Feeds of an OPML list: address, title and folder of each, in order, each address once.

    Example:
        >>> read_outlines(b'<opml><body><outline text="Coast"><outline text="Post" xmlUrl="https://p.example/f"/></outline></body></opml>')
        (('https://p.example/f', 'Post', 'Coast'),)
    """
    root = tree_of(data)
    found: dict[str, tuple[str, str | None, str | None]] = {}
    queue: list[tuple[Any, str | None, int]] = [(root, None, 0)] if root is not None else []
    while queue and len(found) < MAX_OUTLINES:
        element, folder, depth = queue.pop(0)
        for child in element:
            if not isinstance(child.tag, str) or depth > MAX_DEPTH:
                continue
            name = _text(child.get("title") or child.get("text"))
            url = _link(child.get("xmlUrl") or child.get("xmlurl"), "")
            if url:
                found.setdefault(url, (url, name, folder))
            inner = name if child.tag == "outline" and not url else folder
            queue.append((child, inner, depth + 1))
    return tuple(found.values())


def write_outlines(feeds: Iterable[tuple[str, str | None, str | None]]) -> str:
    """An OPML 2 list of feeds (address, title, folder of each).

    Example:
        >>> read_outlines(write_outlines([("https://p.example/f", 'A "b"', "Coast")]).encode())
        (('https://p.example/f', 'A "b"', 'Coast'),)
    """
    folders: dict[str | None, list[tuple[str, str | None]]] = {}
    for url, title, folder in feeds:
        folders.setdefault(folder, []).append((url, title))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "<head><title>Firsthand</title></head>",
        "<body>",
    ]
    for folder in sorted(folders, key=lambda f: (f is not None, f or "")):
        inner = [
            f'<outline type="rss" text={quoteattr(title or url)} xmlUrl={quoteattr(url)}/>'
            for url, title in folders[folder]
        ]
        lines += inner if folder is None else [f"<outline text={quoteattr(folder)}>", *inner, "</outline>"]
    return "\n".join([*lines, "</body>", "</opml>", ""])
