"""The reader's seat: whatever turns a report into a reading.

A reader is any object with a name, a version and ``read``. The trained reader has the seat; others
take it by name, from the entry points of the group ``firsthand.readers``.

Public: :class:`Reader`, :class:`TrainedReader`, :func:`get_reader`, :func:`read`,
:func:`read_each`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable

from firsthand.errors import SettingsError
from firsthand.model import Noise, Reading, Report, Span
from firsthand.reading.assembly import assembled
from firsthand.reading.encoder import Encoder
from firsthand.reading.noise import find_noise
from firsthand.reading.sentences import split_sentences


@runtime_checkable
class Reader(Protocol):
    """What takes the reader's seat. ``firsthand.testing.check_reader`` says what it must keep to."""

    name: str
    version: str

    def read(self, report: Report) -> Reading:
        """Read one report. Odd text gives issues, never an exception."""
        ...


class TrainedReader:
    """The shipped reader: one trained encoder, then rules for what rules do best.

    1. noise         what is no part of the report
    2. sentences     outside noise
    3. analysis      words with syntax, names, attributions (the encoder)
    4. assembly      entities, speakers, times, quantities
    """

    name = "trained"
    version = "1"

    def read(self, report: Report) -> Reading:
        """Read one report.

        Cost: linear in the text; the encoder takes most of it.
        """
        return next(self.read_each([report]))

    def read_each(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Read reports in their order. The encoder is some windows ahead, in later reports too."""
        begun: deque[tuple[Report, tuple[Noise, ...], tuple[Span, ...]]] = deque()

        def texts() -> Iterator[tuple[str, tuple[Span, ...]]]:
            for report in reports:
                noise = find_noise(report)
                sentences = split_sentences(report.plain, noise)
                begun.append((report, noise, sentences))
                yield report.plain, sentences

        for analysis in Encoder.shipped().analyze_all(texts()):
            report, noise, sentences = begun.popleft()
            yield assembled(
                report,
                noise=noise,
                sentences=sentences,
                tokens=analysis.tokens,
                names=analysis.names,
                attributions=analysis.attributions,
                issues=report.issues,
                meaning=analysis.meaning,
            )


@lru_cache(maxsize=8)
def get_reader(name: str = "trained") -> Reader:
    """The reader of that name; ``NAME:ARGUMENT`` hands it one argument ("spacy:en_core_web_sm").

    Raises:
        SettingsError: No reader has the name; the message lists those that are there.
    """
    name, _, argument = name.partition(":")
    if name == TrainedReader.name:
        return TrainedReader()
    found = {point.name: point for point in entry_points(group="firsthand.readers")}
    if name not in found:
        known = ", ".join(sorted({TrainedReader.name, *found}))
        raise SettingsError(f"no reader is named {name!r}; there are: {known}")
    reader = found[name].load()(*([argument] if argument else []))
    if not isinstance(reader, Reader):
        raise SettingsError(f"{found[name].value} is no reader: it needs name, version and read(report)")
    return reader


def read(report: Report, reader: str = "trained") -> Reading:
    """Read one report with the named reader."""
    return get_reader(reader).read(report)


def read_each(reports: Iterable[Report], reader: str = "trained") -> Iterator[Reading]:
    """Read reports with the named reader, in their order; the shipped one is some reports ahead."""
    seat = get_reader(reader)
    return seat.read_each(reports) if isinstance(seat, TrainedReader) else map(seat.read, reports)
