"""The forms in which reports come, each read from bytes: text, pages, records, wires, feeds, archives.

Public: :func:`kind_of`, :func:`read`, :func:`stream`, :func:`from_lines`, :class:`Found`, :class:`Place`.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Literal

from firsthand.intake.decoding import decode
from firsthand.intake.records import make_report
from firsthand.model import Issue, LeftOut, Original, Report
from firsthand.model.report import NOTHING

MAX_FILE_BYTES = 32 << 20  #: of one report's file or page, and of one line of JSON Lines
MAX_UNPACKED_BYTES = 16 << 30  #: of one archive
MAX_RATIO = 1000  #: unpacked to packed, past the first 64 MB: more is a bomb

Kind = Literal["text", "markup", "lines", "packed lines", "json", "xml", "warc", "packed warc", "wacz"]
#: Kinds that are read as they come, whatever their size.
STREAMED = frozenset({"lines", "packed lines", "warc", "packed warc", "wacz"})

_ENDINGS: Mapping[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".html": "markup",
    ".htm": "markup",
    ".xhtml": "markup",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".jsonl.gz": "packed lines",
    ".ndjson.gz": "packed lines",
    ".json": "json",
    ".ninjs": "json",
    ".xml": "xml",
    ".nitf": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".warc": "warc",
    ".warc.gz": "packed warc",
    ".wacz": "wacz",
}
_MEDIA: Mapping[str, Kind] = {
    "text/html": "markup",
    "application/xhtml+xml": "markup",
    "text/plain": "text",
    "application/jsonl": "lines",
    "application/x-ndjson": "lines",
    "application/json": "json",
    "application/feed+json": "json",
    "application/ld+json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/rss+xml": "xml",
    "application/atom+xml": "xml",
    "application/rdf+xml": "xml",
    "application/nitf+xml": "xml",
    "application/warc": "warc",
    "application/wacz": "wacz",
}
_ENDING = re.compile(r"((?:\.(?:jsonl|ndjson|warc))?\.[a-z0-9]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where bytes stand: ``path`` as the user named it, ``name`` for the id of what it holds.

    The rest goes into the originals that are made of it.
    """

    path: str
    name: str | None = None
    media_type: str | None = None
    via: str | None = None
    retrieved: str | None = None
    facts: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A report with its original. ``article`` says what it is one version of.

    It begins with "id:", "url:" or "text:", or is "file:" for the file that was read.
    """

    report: Report
    original: Original
    article: str


def kind_of(name: str, media_type: str | None = None, data: bytes | None = None) -> Kind | None:
    """What form bytes have, by what is said of them, else by their name, else by their look.

    Example:
        >>> kind_of("a.jsonl.gz"), kind_of("a.pdf"), kind_of("https://x.example/a", "text/html; charset=utf-8")
        ('packed lines', None, 'markup')
    """
    if data is not None and data[:2] == b"\x1f\x8b" and name.lower().endswith("warc.gz"):
        return "packed warc"
    said = _MEDIA.get((media_type or "").split(";")[0].strip().lower())
    if said is None or said == "text":
        # Servers call anything plain text; a name tells more.
        found = _ENDING.search(name.lower().split("?")[0])
        said = (_ENDINGS.get(found.group(1)) if found else None) or said
    if data is not None and said in (None, "text", "xml", "markup"):
        head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if head.startswith((b"<!doctype html", b"<html")):
            return "markup"
        if head.startswith(b"<?xml") or re.match(rb"<(?:rss|feed|rdf:rdf|nitf)\b", head):
            return "markup" if b"<html" in head else "xml"
        if said is None and head.startswith((b"{", b"[")):
            return "json"
    return said


def read(kind: Kind, data: bytes, place: Place) -> Iterator[Found | LeftOut]:
    """Read what was read whole."""
    if kind in STREAMED:
        yield from stream(kind, io.BytesIO(data), len(data), place)
        return
    text, issues = decode(data)
    if not text.strip():
        yield LeftOut(path=place.path, reason="the file is empty; expected the text of a report")
    elif kind == "json":
        from firsthand.intake.wires import from_json

        yield from from_json(text, data, place)
    elif kind == "xml":
        from firsthand.intake.wires import from_xml

        yield from from_xml(data, place)
    else:
        record = {"html" if kind == "markup" else "text": text}
        yield made(record, data, place, article="file:", name=place.name, issues=issues)


def holds_nothing(kind: Kind, data: bytes) -> bool:
    """Whether a .json or .xml file is none of the forms that reports come in."""
    from firsthand.intake.wires import is_report_json, is_report_xml

    if kind == "json":
        return not is_report_json(decode(data)[0])
    return kind == "xml" and not is_report_xml(data)


def stream(kind: Kind, raw: BinaryIO, size: int, place: Place) -> Iterator[Found | LeftOut]:
    """Read an archive or lines as they come; ``size`` is how many bytes there are."""
    if kind in ("lines", "packed lines"):
        yield from from_lines(unpacked(raw, size) if kind == "packed lines" else raw, place)
        return
    from firsthand.intake import archives

    if kind == "wacz":
        yield from archives.from_wacz(raw, size, place)
    else:
        yield from archives.from_warc(unpacked(raw, size) if kind == "packed warc" else raw, place)


def made(
    record: Mapping[str, Any],
    data: bytes,
    place: Place,
    *,
    article: str | None = None,
    name: str | None = None,
    issues: tuple[Issue, ...] = (),
    line: int | None = None,
    author: str | None = None,
    location: str | None = None,
) -> Found | LeftOut:
    """A report of a record, with the bytes it was read from."""
    report = make_report(record, place.path, name=name, issues=issues, line=line, author=author)
    if isinstance(report, LeftOut):
        return report
    identifier = record.get("id")
    if article is None:
        if isinstance(identifier, (str, int)) and str(identifier):
            article = f"id:{identifier}"
        elif isinstance(record.get("url"), str) and record["url"]:
            article = f"url:{record['url']}"
        else:
            article = f"text:{report.id}"
    original = Original(
        data=data,
        location=location or (place.path if line is None else f"{place.path}:{line}"),
        media_type=place.media_type or "application/octet-stream",
        via=place.via,
        retrieved=place.retrieved,
        facts=place.facts,
    )
    return Found(report=report, original=original, article=article)


def unpacked(raw: BinaryIO, size: int) -> BinaryIO:
    """What a gzip file of ``size`` bytes unpacks to, until that is too much."""
    return io.BufferedReader(Bounded(gzip.GzipFile(fileobj=raw), size))


class Bounded(io.RawIOBase):
    """Unpacked bytes, until they are too many for what was packed."""

    def __init__(self, source: Any, packed: int) -> None:
        self._source, self._packed, self._read = source, max(1, packed), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._source.read(min(len(buffer), 1 << 20))
        self._read += len(data)
        if self._read > MAX_UNPACKED_BYTES or (
            self._read > 64 << 20 and self._read > MAX_RATIO * self._packed
        ):
            raise ValueError(f"unpacks to more than {MAX_RATIO} times its size")
        buffer[: len(data)] = data
        return len(data)


def from_lines(raw: BinaryIO, place: Place) -> Iterator[Found | LeftOut]:
    """Read JSON Lines, one report a line."""
    number = 0
    found = False
    lines = _as_utf8(raw)
    while True:
        try:
            line = lines.readline(MAX_FILE_BYTES + 1)
            is_long = len(line) > MAX_FILE_BYTES
            while is_long and line and not line.endswith(b"\n"):
                line = lines.readline(MAX_FILE_BYTES)
        except (EOFError, zlib.error, gzip.BadGzipFile, ValueError, OSError) as error:
            reason = f"the archive breaks off here ({error}); what came before was read"
            yield LeftOut(path=place.path, line=number + 1, reason=reason)
            return
        if not line and not is_long:
            break
        number += 1
        if is_long:
            reason = f"the line has over {MAX_FILE_BYTES >> 20} MB; one report has less: split it"
            yield LeftOut(path=place.path, line=number, reason=reason)
            found = True
            continue
        if not line.strip():
            continue
        found = True
        yield _from_line(line, place, number)
    if not found:
        yield LeftOut(path=place.path, reason="the file is empty; expected one JSON record a line")


def _as_utf8(stream: Any) -> Any:
    """The stream, or, where it begins with the mark of a wide encoding, its lines as UTF-8.

    A wide file is held whole, up to ``MAX_FILE_BYTES``: its lines cannot be cut before decoding.
    """
    if not hasattr(stream, "peek"):
        stream = io.BufferedReader(stream)
    if stream.peek(2)[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return stream
    text, _ = decode(stream.read(MAX_FILE_BYTES))
    return io.BytesIO(text.encode("utf-8", "replace"))


def _from_line(line: bytes, place: Place, number: int) -> Found | LeftOut:
    text, issues = decode(line.rstrip(b"\r\n"))
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        return LeftOut(
            path=place.path,
            line=number,
            reason=f"no JSON: {error}; expected one record, whole, on the line",
        )
    if not isinstance(record, dict):
        kind = type(record).__name__
        return LeftOut(
            path=place.path,
            line=number,
            reason=f'a {kind} stands here; expected a record such as {{"text": "…"}}',
        )
    body = record.get("text") or record.get("html")
    if not isinstance(body, str) or not body.strip():
        return LeftOut(
            path=place.path,
            line=number,
            reason='the record has no "text" and no "html"; expected one of them',
        )
    return made(record, line, place, issues=issues, line=number)
