"""Custody: the bytes a report was made from, and where, when and how they were had.

After the Berkeley Protocol on digital open source investigations (2022), §§ 150-176: keep what was
collected as it was, with a hash, the time and the place; work on copies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from firsthand.model.report import NOTHING, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes that a report was made from, untouched, and where they were found.

    ``location`` is the file, address or archive record that held them; ``via`` the feed or archive
    that named it. ``retrieved`` is the ISO 8601 time at which they were had from there; None when
    they were read from this machine just now. ``facts`` are what the way there said of them (HTTP
    status and headers, the id of an archive record).
    """

    data: bytes
    location: str
    media_type: str = "application/octet-stream"
    via: str | None = None
    retrieved: str | None = None
    facts: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal.

        Example:
            >>> Original(data=b"", location="empty.txt").sha256[:8]
            'e3b0c442'
        """
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A report with its original.

    ``key`` names the article, however often it is met and however it changes: the address it was
    published at, the id its record gave it, or the file it stands in. Two reports with one key are
    two versions of one article. ``also`` are other names it goes by (an address that led to it).
    """

    report: Report
    original: Original
    key: str
    also: tuple[str, ...] = ()
