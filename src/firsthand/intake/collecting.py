"""Paths to reports: files, folders and standard input, one report at a time.

What cannot be made into a report is left out and named, with what was found, what was expected and
what to do; the rest goes on.

Public: :func:`collect`.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from firsthand.intake.decoding import decode, what_is_it
from firsthand.intake.language import language_of
from firsthand.intake.markup import read_markup
from firsthand.intake.metadata import describe, iso
from firsthand.model import Issue, LeftOut, Report
from firsthand.model.outlets import agency_of

MAX_FILE_BYTES = 32 << 20  #: of one .txt or .html file, and of one line of JSON Lines
MAX_UNPACKED_BYTES = 16 << 30  #: of one .gz file
MAX_RATIO = 1000  #: unpacked to packed, past the first 64 MB: more is a bomb
TEXT_ENDINGS = frozenset({".txt", ".text"})
MARKUP_ENDINGS = frozenset({".html", ".htm", ".xhtml"})
LINES_ENDINGS = frozenset({".jsonl", ".ndjson"})
FIELDS = frozenset({"id", "text", "html", "title", "published", "outlet", "url", "language"})


def collect(paths: Sequence[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Report | LeftOut]:
    """Make reports of files and folders.

    Args:
        paths: Files (.txt, .html, .jsonl, .ndjson, each JSON Lines also as .gz), folders of them
            (read in sorted order, hidden files passed over), or ``-`` for JSON Lines on ``stdin``.
        stdin: Where ``-`` reads from.

    Yields:
        Reports and what was left out, in the order of the input. Ids are unique: the same file or
        record twice is left out the second time, another content under a known id gets a new one.

    Cost: linear; holds one file, or one line of JSON Lines, at a time.
    """
    seen: dict[str, str] = {}
    contents: dict[str, str] = {}
    for item in _items(paths, stdin):
        if isinstance(item, LeftOut):
            yield item
            continue
        digest = hashlib.sha256(f"{item.outlet}\0{item.title}\0{item.text}".encode()).hexdigest()
        # Two records with ids of their own are two reports, even word for word; two files are one.
        is_file = Path(item.path or "-").name == item.id
        if contents.get(digest) == item.id or (digest in contents and is_file):
            yield LeftOut(
                path=item.path or "-", reason=f"the same report as {contents[digest]}; it counts once"
            )
            continue
        contents.setdefault(digest, item.id)
        if item.id in seen:
            fresh = f"{item.id}#{digest[:8]}"
            issue = Issue(
                kind="id-taken",
                message=f"another report has the id {item.id!r}; this one is {fresh!r}. Give each report its own id.",
            )
            item = replace(item, id=fresh, issues=(*item.issues, issue))
        seen[item.id] = digest
        yield item


def _items(paths: Sequence[str | Path], stdin: BinaryIO | None) -> Iterator[Report | LeftOut]:
    for raw in paths:
        if str(raw) == "-":
            if stdin is None:
                yield LeftOut(path="-", reason="there is no standard input to read from; name a file")
            else:
                yield from _from_lines(stdin, "-")
            continue
        path = Path(raw)
        if path.is_dir():
            yield from _from_folder(path)
        elif path.exists():
            yield from _from_file(path, named=True)
        else:
            yield LeftOut(path=str(path), reason="there is no such file or folder; check the path")


def _from_folder(folder: Path) -> Iterator[Report | LeftOut]:
    found = False
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            for item in _from_file(path, named=False):
                found = True
                yield item
    if not found:
        yield LeftOut(
            path=str(folder),
            reason="the folder holds no report; expected .txt, .html, .jsonl or .jsonl.gz files",
        )


def _from_file(path: Path, *, named: bool) -> Iterator[Report | LeftOut]:
    ending = path.suffix.lower()
    inner = Path(path.stem).suffix.lower() if ending == ".gz" else ending
    try:
        if inner in LINES_ENDINGS:
            with path.open("rb") as raw:
                yield from _from_lines(_unpacked(raw, path) if ending == ".gz" else raw, str(path))
        elif inner in TEXT_ENDINGS | MARKUP_ENDINGS and ending != ".gz":
            yield _from_bytes(path, inner in MARKUP_ENDINGS)
        elif named:
            yield LeftOut(path=str(path), reason=_unknown(path))
    except OSError as error:
        yield LeftOut(path=str(path), reason=f"could not be read: {error.strerror or error}")


def _unknown(path: Path) -> str:
    with path.open("rb") as raw:
        kind = what_is_it(raw.read(65536))
    found = (
        f"the file is {kind}" if kind else f"the ending {path.suffix or '(none)'} says nothing of its form"
    )
    return f"{found}; expected .txt, .html, .jsonl, .ndjson or .jsonl.gz: convert or rename it"


def _from_bytes(path: Path, is_markup: bool) -> Report | LeftOut:
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES >> 20
        return LeftOut(
            path=str(path),
            reason=f"the file has {size >> 20} MB; one report has at most {limit} MB: split it, or make JSON Lines of it",
        )
    data = path.read_bytes()
    kind = what_is_it(data)
    if kind:
        return LeftOut(
            path=str(path), reason=f"the file is {kind}; expected text: convert it to .txt or .html"
        )
    text, issues = decode(data)
    if not text.strip():
        return LeftOut(path=str(path), reason="the file is empty; expected the text of a report")
    record = {"html" if is_markup else "text": text}
    return _report(record, str(path), path.name, issues)


def _unpacked(raw: BinaryIO, path: Path) -> BinaryIO:
    return io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=raw), path.stat().st_size))


class _Bounded(io.RawIOBase):
    """Unpacked bytes, until they are too many for what was packed."""

    def __init__(self, source: gzip.GzipFile, packed: int) -> None:
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


def _from_lines(raw: Iterable[bytes] | BinaryIO, path: str) -> Iterator[Report | LeftOut]:
    number = 0
    found = False
    stream = _as_utf8(raw if isinstance(raw, io.IOBase) else io.BytesIO(b"".join(raw)))
    while True:
        try:
            line = stream.readline(MAX_FILE_BYTES + 1)
            is_long = len(line) > MAX_FILE_BYTES
            while is_long and line and not line.endswith(b"\n"):
                line = stream.readline(MAX_FILE_BYTES)
        except (EOFError, zlib.error, gzip.BadGzipFile, ValueError, OSError) as error:
            reason = f"the archive breaks off here ({error}); what came before was read"
            yield LeftOut(path=path, line=number + 1, reason=reason)
            return
        if not line and not is_long:
            break
        number += 1
        if is_long:
            reason = f"the line has over {MAX_FILE_BYTES >> 20} MB; one report has less: split it"
            yield LeftOut(path=path, line=number, reason=reason)
            found = True
            continue
        if not line.strip():
            continue
        found = True
        yield _from_line(line, path, number)
    if not found:
        yield LeftOut(path=path, reason="the file is empty; expected one JSON record a line")


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


def _from_line(line: bytes, path: str, number: int) -> Report | LeftOut:
    text, issues = decode(line.rstrip(b"\r\n"))
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        return LeftOut(
            path=path, line=number, reason=f"no JSON: {error}; expected one record, whole, on the line"
        )
    if not isinstance(record, dict):
        kind = type(record).__name__
        return LeftOut(
            path=path, line=number, reason=f'a {kind} stands here; expected a record such as {{"text": "…"}}'
        )
    body = record.get("text") or record.get("html")
    if not isinstance(body, str) or not body.strip():
        return LeftOut(
            path=path, line=number, reason='the record has no "text" and no "html"; expected one of them'
        )
    return _report(record, path, None, issues, number)


def _report(
    record: Mapping[str, Any], path: str, name: str | None, issues: tuple[Issue, ...], line: int | None = None
) -> Report | LeftOut:
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
    # Lone surrogates cannot be written as UTF-8 again: nothing that is handed back may hold one.
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    said = describe(text)
    title = given.get("title") or (page.title if page else None) or said.title
    outlet = given.get("outlet") or (page.outlet if page else None)
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
        author=(page.author if page else None) or said.author,
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
