"""Bytes to text: encodings found by mark, by form, or taken as the likeliest.

Public: :func:`decode`, :func:`what_is_it`.
"""

from __future__ import annotations

import re

from firsthand.model import Issue

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
    (b"OggS", "a media file"),
    (b"ID3", "a media file"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def what_is_it(data: bytes) -> str | None:
    """What the bytes are when they are no text ("a PDF file", "binary data"), else None.

    Example:
        >>> what_is_it(b"%PDF-1.7 ..."), what_is_it("Regen fiel.".encode())
        ('a PDF file', None)
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if any(data.startswith(mark) for mark, _ in _MARKS) or _wide(data):
        return None
    head = data[:65536]
    if head.count(0) > 0 or sum(b < 9 or 13 < b < 27 for b in head) > 0.02 * max(1, len(head)):
        return "binary data"
    return None


def decode(data: bytes) -> tuple[str, tuple[Issue, ...]]:
    """Decode bytes.

    Byte-order marks and UTF-8 are certain; UTF-16 without a mark is told by its zero bytes; all else is
    read as Windows-1252, which news pages of that age use, and an issue says so.

    Returns:
        The text, newline characters as they stand, and what was unsure.

    Example:
        >>> decode("Café".encode("cp1252"))[0], decode("Café".encode("utf-16-le"))[0]
        ('Café', 'Café')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), ()
    wide = _wide(data)
    if wide:
        guessed = Issue(
            kind="encoding-guessed", message=f"no byte-order mark: read as {wide}; expected UTF-8"
        )
        return data.decode(wide, "replace"), (guessed,)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        text = data.decode("cp1252", "replace")
        message = (
            f"byte {error.start} is no UTF-8; the text was read as Windows-1252. "
            "If letters look wrong, save the file as UTF-8."
        )
        return text, (Issue(kind="encoding-guessed", message=message),)


def _wide(data: bytes) -> str | None:
    head = data[:2000]
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None
