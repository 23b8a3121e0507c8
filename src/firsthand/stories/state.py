"""A stream on disk: reports that were taken in are never read again.

The file is a first line that names the format and the configuration, then portions: four bytes of
length, four of CRC-32, and MessagePack. A portion that was torn by a power cut is dropped, and what it
held is read again.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from firsthand.errors import SettingsError
from firsthand.stories.features import SHARES, Kept, frequencies
from firsthand.stories.packing import packed, unpacked

PORTION = 500  #: reports that are written at a time


class State:
    """What was kept of reports, in a file that only grows.

    Args:
        path: The file; made when it is not there.

    Raises:
        SettingsError: The file is none of ours, or was made with another configuration.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._head = _head()
        self._good = 0  #: bytes up to which the file is whole

    def load(self) -> Iterator[Kept]:
        """All that the file holds, in the order in which it came."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            head = file.readline(200)
            if head != self._head:
                found = "a state of another version" if head.startswith(_NAME[:-2]) else "no state of stories"
                raise SettingsError(
                    f"{self._path}: found {found}, expected one of this version; name another file, and it will"
                    " be made anew"
                )
            self._good = file.tell()
            while (portion := self._portion(file)) is not None:
                yield from map(unpacked, portion)

    def save(self, kept: Iterable[Kept]) -> Iterator[Kept]:
        """Write what comes, a portion at a time, and hand it on. Load first."""
        mode = "r+b" if self._good else "wb"
        with self._path.open(mode) as file:
            if self._good:
                file.truncate(self._good)
                file.seek(self._good)
            else:
                file.write(self._head)
            waiting: list[Any] = []
            try:
                for one in kept:
                    waiting.append(packed(one))
                    if len(waiting) == PORTION:
                        _write(file, waiting)
                        waiting = []
                    yield one
            finally:
                if waiting:
                    _write(file, waiting)

    def _portion(self, file: IO[bytes]) -> list[Any] | None:
        prefix = file.read(8)
        payload = file.read(int.from_bytes(prefix[:4], "big"))
        if len(prefix) < 8 or zlib.crc32(payload) != int.from_bytes(prefix[4:], "big"):
            return None
        self._good = file.tell()
        rows: list[Any] = msgspec.msgpack.decode(payload)
        return rows


_NAME = b"firsthand stories state 2 "


def _head() -> bytes:
    n, counts = frequencies()
    configuration = repr((sorted(SHARES.items()), n, len(counts), sum(counts.values()))).encode()
    return _NAME + f"{zlib.crc32(configuration):08x}\n".encode()


def _write(file: IO[bytes], rows: list[Any]) -> None:
    payload = msgspec.msgpack.encode(rows)
    file.write(len(payload).to_bytes(4, "big") + zlib.crc32(payload).to_bytes(4, "big") + payload)
    file.flush()
