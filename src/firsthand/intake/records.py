"""A record to a report: what it says, what its page or text says of itself, and what is missing.

Public: :func:`make_report`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from firsthand.intake.language import language_of
from firsthand.intake.markup import read_markup
from firsthand.intake.metadata import day_of_address, describe, iso
from firsthand.model import Issue, LeftOut, Report
from firsthand.model.outlets import agency_of

FIELDS = frozenset({"id", "text", "html", "title", "published", "outlet", "url", "language"})
_SURROGATES = re.compile("[\ud800-\udfff]")


def make_report(
    record: Mapping[str, Any],
    path: str,
    *,
    name: str | None = None,
    issues: Sequence[Issue] = (),
    line: int | None = None,
    author: str | None = None,
) -> Report | LeftOut:
    """Make a report of a record (see ``docs/formats.md``, "What goes in").

    Args:
        record: The record; it has ``text`` or ``html``.
        path: Where it stands, for messages and ``Report.path``.
        name: The id of a report whose record has none (the name of a file); None for one made of its
            content.
        issues: What was met on the way here.
        line: 1-based line of a JSON Lines file.
        author: Who wrote it, where that is told outside the record.
    """
    record = _written(record)
    given = {key: value for key in FIELDS if isinstance(value := record.get(key), str) and value.strip()}
    page = None
    if "text" not in given:
        page = read_markup(given["html"])
        if not page.text.strip():
            return LeftOut(
                path=path,
                line=line,
                reason="the page has no main text (no body, or only furniture); expected an article",
            )
    text = record["text"] if page is None else page.text
    said = describe(text)
    title = given.get("title") or (page.title if page else None) or said.title
    outlet = given.get("outlet") or (page.outlet if page else None) or said.outlet
    url = given.get("url") or (page.url if page else None)
    published, basis = iso(given.get("published")), "given"
    notes = list(issues)
    if "published" in given and published is None:
        notes.append(
            Issue(
                kind="date-unread",
                message=f"published is {given['published']!r}; expected ISO 8601, such as 2031-04-02",
            )
        )
    if published is None and page is not None and page.published:
        published, basis = page.published, "metadata"
    if published is None and said.basis != "caption":
        published, basis = said.published, said.basis
    if published is None and (filed := day_of_address(url)) is not None:
        published, basis = filed, "metadata"
    if published is None:
        published, basis = said.published, said.basis
    language = given.get("language") or language_of(text) or (page.language if page else None)
    if language not in (None, "en"):
        notes.append(
            Issue(
                kind="language",
                message=f"the text looks like {language!r}; reading is made for English and may miss most",
            )
        )
    agencies = list(said.agencies)
    for agency in _url_agencies(url):
        if agency not in agencies:
            agencies.append(agency)
    digest = hashlib.sha256(f"{outlet}\0{title}\0{published}\0{text}".encode()).hexdigest()
    identifier = record.get("id")
    title_start = said.title_start if title == said.title else None
    return Report(
        id=str(identifier) if isinstance(identifier, (str, int)) and str(identifier) else name or digest[:16],
        text=text,
        path=path if line is None else f"{path}:{line}",
        outlet=outlet,
        author=author or (page.author if page else None) or said.author,
        agencies=tuple(agencies),
        title=title,
        title_start=title_start,
        published=published,
        published_basis=basis,  # type: ignore[arg-type]
        modified=page.modified if page else None,
        language=language,
        url=url,
        extra={k: v for k, v in record.items() if k not in FIELDS},
        issues=tuple(notes),
    )


def _written(value: Any) -> Any:
    """The same value; lone surrogates, which cannot be written as UTF-8 again, are replaced."""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value) if not value.isascii() else value
    if isinstance(value, Mapping):
        return {_written(key): _written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_written(item) for item in value]
    return value


def _url_agencies(url: str | None) -> list[str]:
    """Agencies whose feed an address shows ("/aponline/", "/wires/afp/")."""
    if not url:
        return []
    try:
        parts = urlsplit(url).path.lower().split("/")
    except ValueError:
        return []
    found = []
    for part in parts[:-1]:
        agency = agency_of(part.removesuffix("online").removesuffix("feed"))
        if agency and agency not in found:
            found.append(agency)
    return found
