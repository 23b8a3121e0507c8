"""Paths to reports: files, folders and standard input, one report at a time.

What cannot be made into a report is left out and named, with what was found, what was expected and
what to do; the rest goes on.

Public: :func:`collect`, :func:`take`, :func:`take_original`.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from firsthand.intake import formats
from firsthand.intake.decoding import what_is_it
from firsthand.intake.formats import Found, Place
from firsthand.model import Issue, LeftOut, Original, Report, Taken

EXPECTED = ".txt, .html, .jsonl, .ndjson, .jsonl.gz, .json, .xml, .warc, .warc.gz or .wacz"


def collect(paths: Sequence[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Report | LeftOut]:
    """Make reports of files and folders.

    Args:
        paths: Files (.txt; .html; .jsonl and .ndjson, also as .gz; .json and .xml that hold records,
            ninjs, NITF or a feed; .warc, .warc.gz and .wacz), folders of them (read in sorted order,
            hidden files passed over), or ``-`` for JSON Lines on ``stdin``.
        stdin: Where ``-`` reads from.

    Yields:
        Reports and what was left out, in the order of the input. Ids are unique: the same file or
        record twice is left out the second time, another content under a known id gets a new one.

    Cost: linear; holds one file, one line of JSON Lines or one record of an archive at a time.
    """
    seen: dict[str, str] = {}
    contents: dict[str, str] = {}
    for found in _items(paths, stdin):
        if isinstance(found, LeftOut):
            yield found
            continue
        item = found.report
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


def take(paths: Sequence[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Taken | LeftOut]:
    """Make reports of files and folders, each with its original and what makes it the article it is.

    As :func:`collect`, but nothing is told apart or put together here: that is a library's to do.
    """
    return (_taken(found) for found in _items(paths, stdin))


def take_original(original: Original, *, url: str | None = None) -> Iterator[Taken | LeftOut]:
    """Make reports of bytes that were had from elsewhere.

    Args:
        original: The bytes; their media type and their look say what they are.
        url: The address of the article, when the bytes are one.
    """
    kind = formats.kind_of(original.location, original.media_type, original.data)
    if kind is None:
        what = what_is_it(original.data) or original.media_type
        yield LeftOut(
            path=original.location, reason=f"what is there is {what}; expected a page, text, feed or archive"
        )
        return
    place = Place(
        path=original.location,
        media_type=original.media_type,
        via=original.via,
        retrieved=original.retrieved,
        facts=original.facts,
    )
    for found in formats.read(kind, original.data, place):
        if isinstance(found, Found) and found.article == "file:":
            # An address that a page gives itself may be that of a whole section: where it was had counts.
            address = url or original.location
            found = replace(found, report=replace(found.report, url=address), article=f"url:{address}")
        yield _taken(found)


def _taken(found: Found | LeftOut) -> Taken | LeftOut:
    if isinstance(found, LeftOut):
        return found
    key = found.article
    if key.startswith("url:"):
        key = "url:" + address_key(key.removeprefix("url:"))
    return Taken(report=found.report, original=found.original, key=key)


def address_key(url: str) -> str:
    """An address without what does not tell articles apart: scheme, fragment, tracking, case of the host.

    Example:
        >>> address_key("HTTPS://News.example:443/a?utm_source=feed&id=3#top")
        'news.example/a?id=3'
    """
    from courlan import normalize_url

    try:
        tidy = normalize_url(url)
    except ValueError:
        tidy = url
    rest = tidy.split("#!")[0].split("#")[0] if "#!" not in tidy else tidy
    return rest.split("://", 1)[-1].removeprefix("www.")


def _items(paths: Sequence[str | Path], stdin: BinaryIO | None) -> Iterator[Found | LeftOut]:
    for raw in paths:
        if str(raw) == "-":
            if stdin is None:
                yield LeftOut(path="-", reason="there is no standard input to read from; name a file")
            else:
                yield from formats.from_lines(stdin, Place(path="-"))
            continue
        path = Path(raw)
        if path.is_dir():
            yield from _from_folder(path)
        elif path.exists():
            yield from _from_file(path, named=True)
        else:
            yield LeftOut(path=str(path), reason="there is no such file or folder; check the path")


def _from_folder(folder: Path) -> Iterator[Found | LeftOut]:
    found = False
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            for item in _from_file(path, named=False):
                found = True
                yield item
    if not found:
        yield LeftOut(path=str(folder), reason=f"the folder holds no report; expected {EXPECTED} files")


def _from_file(path: Path, *, named: bool) -> Iterator[Found | LeftOut]:
    kind = formats.kind_of(path.name)
    place = Place(path=str(path), name=path.name, media_type=mimetypes.guess_type(path.name)[0])
    try:
        if kind is None:
            if named:
                yield LeftOut(path=str(path), reason=_unknown(path))
            return
        if kind in formats.STREAMED:
            with path.open("rb") as raw:
                yield from _of_file(formats.stream(kind, raw, path.stat().st_size, place), path)
            return
        size = path.stat().st_size
        if size > formats.MAX_FILE_BYTES:
            limit = formats.MAX_FILE_BYTES >> 20
            yield LeftOut(
                path=str(path),
                reason=f"the file has {size >> 20} MB; one report has at most {limit} MB: split it, or make JSON Lines of it",
            )
            return
        data = path.read_bytes()
        what = what_is_it(data)
        if what:
            yield LeftOut(
                path=str(path), reason=f"the file is {what}; expected text: convert it to .txt or .html"
            )
            return
        if not named and formats.holds_nothing(kind, data):
            # Folders hold .json and .xml files of all sorts.
            return
        yield from _of_file(formats.read(kind, data, place), path)
    except OSError as error:
        yield LeftOut(path=str(path), reason=f"could not be read: {error.strerror or error}")


def _of_file(items: Iterable[Found | LeftOut], path: Path) -> Iterator[Found | LeftOut]:
    for item in items:
        if isinstance(item, Found) and item.article == "file:":
            item = replace(item, article=f"file:{path.resolve()}")
        yield item


def _unknown(path: Path) -> str:
    with path.open("rb") as raw:
        kind = what_is_it(raw.read(65536))
    found = (
        f"the file is {kind}" if kind else f"the ending {path.suffix or '(none)'} says nothing of its form"
    )
    return f"{found}; expected {EXPECTED}: convert or rename it"
