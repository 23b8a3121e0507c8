"""HTML to a report's parts: main text and what the page says of itself.

The main text comes from trafilatura (fast, then in full where little is found). Title, author, outlet
and times come from JSON-LD and meta elements, then from the visible text; nothing is fetched.

Public: :func:`read_markup`, :class:`Page`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from firsthand.intake.metadata import iso

MAX_NESTING = 400  #: deeper markup is no page
_JSON_LD = re.compile(r"<script\b[^>]{0,300}application/ld\+json[^>]{0,300}>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_META = re.compile(r"<meta\b([^>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_CANONICAL = re.compile(r"<link\b[^>]{0,500}rel\s*=\s*[\"']?canonical[\"']?[^>]{0,500}>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]*>([^<]{1,500})", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^>]{0,500}>(.{1,1000}?)</h1", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,500}>")
_TIME = re.compile(r"<time\b[^>]{0,300}datetime\s*=\s*[\"']([^\"']{4,40})[\"']", re.IGNORECASE)
_LANG = re.compile(r"<html\b[^>]{0,500}\blang\s*=\s*[\"']?([A-Za-z]{2,3})", re.IGNORECASE)
_OPEN_CLOSE = re.compile(
    r"<(/?)(div|span|table|tr|td|ul|ol|li|section|article|b|i|em|strong|font|blockquote)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page gives. ``text`` is "" when it has no main text."""

    text: str
    title: str | None
    author: str | None
    outlet: str | None
    published: str | None
    modified: str | None
    url: str | None
    language: str | None


def read_markup(markup: str) -> Page:
    """Read a page.

    Cost: linear in the markup but for extraction, which is bounded by ``intake.collecting``'s limits;
    markup nested deeper than ``MAX_NESTING`` is flattened first.
    """
    meta = _metas(markup)
    linked = list(_linked(markup))
    title = (
        _first(linked, "headline")
        or meta.get("og:title")
        or meta.get("twitter:title")
        or _page_title(markup)
        or _heading(markup)
    )
    return Page(
        text=_main_text(markup),
        title=_clean(title),
        author=_clean(_author(linked) or meta.get("author") or meta.get("article:author")),
        outlet=_clean(_publisher(linked) or meta.get("og:site_name") or meta.get("application-name")),
        published=iso(
            _first(linked, "datePublished")
            or meta.get("article:published_time")
            or meta.get("datepublished")
            or meta.get("date")
            or meta.get("dc.date")
            or meta.get("pubdate")
            or meta.get("parsely-pub-date")
            or _time(markup)
        ),
        modified=iso(
            _first(linked, "dateModified") or meta.get("article:modified_time") or meta.get("og:updated_time")
        ),
        url=_canonical(markup) or meta.get("og:url"),
        language=_language(markup),
    )


def _main_text(markup: str) -> str:
    import trafilatura

    if _depth(markup) > MAX_NESTING:
        markup = re.sub(_OPEN_CLOSE.pattern + r"[^>]*>", " ", markup, flags=re.IGNORECASE)
    best = ""
    for fast in (True, False):
        found = trafilatura.extract(markup, fast=fast, include_comments=False, include_tables=False) or ""
        if len(found) > len(best):
            best = found
        if len(best) > 400:
            break
    return best


def _depth(markup: str) -> int:
    depth = deepest = 0
    for found in _OPEN_CLOSE.finditer(markup):
        depth += -1 if found.group(1) else 1
        deepest = max(deepest, depth)
    return deepest


def _metas(markup: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for found in _META.finditer(markup):
        pairs = {
            m.group(1).lower(): m.group(2) or m.group(3) or m.group(4) or ""
            for m in _ATTRIBUTE.finditer(found.group(1))
        }
        name = (pairs.get("property") or pairs.get("name") or pairs.get("itemprop") or "").lower()
        if name and pairs.get("content"):
            out.setdefault(name, pairs["content"])
    return out


def _linked(markup: str) -> Iterator[dict[str, Any]]:
    """JSON-LD objects, flattened one level; broken ones are passed over."""
    for found in _JSON_LD.finditer(markup):
        # Searched from the last end on, once: many openings without an end cost no more than one.
        end = _SCRIPT_END.search(markup, found.end())
        if end is None:
            return
        try:
            data = json.loads(markup[found.end() : end.start()].strip())
        except (ValueError, RecursionError):
            continue
        stack = data if isinstance(data, list) else [data]
        for item in stack[:50]:
            if isinstance(item, dict):
                yield item
                graph = item.get("@graph")
                if isinstance(graph, list):
                    yield from (part for part in graph[:50] if isinstance(part, dict))


def _first(linked: list[dict[str, Any]], key: str) -> str | None:
    return next((item[key] for item in linked if isinstance(item.get(key), str)), None)


def _author(linked: list[dict[str, Any]]) -> str | None:
    for item in linked:
        authors = item.get("author")
        if authors is None:
            continue
        names = [
            a.get("name") if isinstance(a, dict) else a
            for a in (authors if isinstance(authors, list) else [authors])
        ]
        known = [n for n in names if isinstance(n, str)]
        if known:
            return ", ".join(known[:6])
    return None


def _publisher(linked: list[dict[str, Any]]) -> str | None:
    for item in linked:
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return str(publisher["name"])
    return None


def _page_title(markup: str) -> str | None:
    found = _TITLE.search(markup)
    return found.group(1) if found else None


def _heading(markup: str) -> str | None:
    """The first heading that a reader sees."""
    found = _HEADING.search(markup)
    return _TAG.sub(" ", found.group(1)) if found else None


def _time(markup: str) -> str | None:
    found = _TIME.search(markup)
    return found.group(1) if found else None


def _canonical(markup: str) -> str | None:
    found = _CANONICAL.search(markup)
    if not found:
        return None
    href = next((m for m in _ATTRIBUTE.finditer(found.group()) if m.group(1).lower() == "href"), None)
    return (href.group(2) or href.group(3) or href.group(4)) if href else None


def _language(markup: str) -> str | None:
    found = _LANG.search(markup[:5000])
    return found.group(1).lower() if found else None


def _clean(value: str | None) -> str | None:
    import html

    return " ".join(html.unescape(value).split())[:500] or None if value else None
