"""Web archives: WARC (ISO 28500) through warcio, and WACZ (specs.webrecorder.net) around it.

A capture of a page, text or record is a report; everything else in an archive is passed over. Nothing is
unpacked to disk, and what unpacks to far more than it was is broken off.

Public: :func:`from_warc`, :func:`from_wacz`.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from firsthand.intake.formats import (
    MAX_FILE_BYTES,
    Bounded,
    Found,
    Place,
    holds_nothing,
    kind_of,
    read,
    unpacked,
)
from firsthand.model import LeftOut

MAX_MEMBERS = 10_000  #: files of one WACZ that are looked at
#: What a capture has to be to make a report.
_REPORTS = frozenset({"markup", "text", "json"})


def from_warc(
    raw: BinaryIO, place: Place, *, pages: frozenset[str] | None = None
) -> Iterator[Found | LeftOut]:
    """Read the captures of a WARC file (unpacked), one at a time.

    Args:
        raw: The file.
        place: Where it stands; it becomes what the captures were had through.
        pages: Addresses that are pages; what an archive caught beside them is left. None for all.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    n_captures = n_reports = 0
    try:
        for record in ArchiveIterator(raw):
            if record.rec_type not in ("response", "resource", "conversion"):
                continue
            n_captures += 1
            for item in _from_record(record, place, pages):
                n_reports += 1
                yield item
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError, OSError, KeyError) as error:
        yield LeftOut(
            path=place.path, reason=f"the archive breaks off here ({error}); what came before was read"
        )
        return
    if not n_reports:
        found = f"{n_captures} captures" if n_captures else "no capture"
        yield LeftOut(path=place.path, reason=f"the archive holds {found}, none of a page or text")


def _from_record(record: Any, place: Place, pages: frozenset[str] | None) -> Iterator[Found | LeftOut]:
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI") or ""
    if not url.startswith(("http://", "https://")) or (pages is not None and _bare(url) not in pages):
        return
    if record.http_headers is not None:
        if record.http_headers.get_statuscode() != "200":
            return
        media = record.http_headers.get_header("Content-Type")
    else:
        media = headers.get_header("Content-Type")
    media = (media or "").split(";")[0].strip().lower()
    kind = kind_of("", media)
    if kind not in _REPORTS:
        return
    data = record.content_stream().read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        yield LeftOut(path=url, reason=f"the page has over {MAX_FILE_BYTES >> 20} MB; one report has less")
        return
    # Sites send their pages' data as JSON too; only what says it is a report is one.
    if not data.strip() or holds_nothing(kind, data):
        return
    facts = {
        name: value
        for name in ("WARC-Record-ID", "WARC-Payload-Digest", "WARC-IP-Address")
        if (value := headers.get_header(name))
    }
    its = Place(
        path=url,
        media_type=media,
        via=place.path,
        retrieved=headers.get_header("WARC-Date"),
        facts=facts,
    )
    for item in read(kind, data, its):
        if isinstance(item, Found) and item.article == "file:":
            item = replace(item, report=replace(item.report, url=url), article=f"url:{url}")
        yield item


def from_wacz(raw: BinaryIO, size: int, place: Place) -> Iterator[Found | LeftOut]:
    """Read the WARC files in a WACZ file; where it lists its pages, only those are reports."""
    try:
        with zipfile.ZipFile(raw) as archive:
            members = sorted(archive.namelist()[:MAX_MEMBERS])
            warcs = [n for n in members if n.startswith("archive/") and n.endswith((".warc", ".warc.gz"))]
            pages = _pages(archive, [n for n in members if n.startswith("pages/") and n.endswith(".jsonl")])
            if not warcs:
                yield LeftOut(path=place.path, reason="the WACZ file has no archive/*.warc; expected one")
            for name in warcs:
                # The bound counts for all of a member, unpacked twice: from ZIP and from gzip.
                with archive.open(name) as member:
                    inner: BinaryIO = io.BufferedReader(Bounded(member, size))
                    if name.endswith(".gz"):
                        inner = unpacked(inner, size)
                    yield from from_warc(inner, replace(place, path=f"{place.path}!{name}"), pages=pages)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, OSError, ValueError) as error:
        yield LeftOut(path=place.path, reason=f"no whole WACZ file ({error}); fetch or pack it again")


def _pages(archive: zipfile.ZipFile, names: list[str]) -> frozenset[str] | None:
    found = set()
    for name in names:
        with archive.open(name) as member:
            for line in member.read(MAX_FILE_BYTES).splitlines():
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError):
                    continue
                if isinstance(row, dict) and isinstance(row.get("url"), str):
                    found.add(_bare(row["url"]))
    return frozenset(found) or None


def _bare(url: str) -> str:
    return url.split("#")[0].rstrip("/")
