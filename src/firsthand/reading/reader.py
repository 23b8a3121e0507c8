"""The reader's seat: whatever turns a report into a reading.

A reader is any object with a name, a version and ``read``. The trained reader has the seat; others
take it by name, from the entry points of the group ``firsthand.readers``.

Public: :class:`Reader`, :class:`TrainedReader`, :func:`get_reader`, :func:`read`.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable

from firsthand.errors import SettingsError
from firsthand.model import Attribution, Reading, Report, Span
from firsthand.model.reading import QuoteForm
from firsthand.reading.encoder import Encoder
from firsthand.reading.entities import find_entities
from firsthand.reading.linking import RawAttribution
from firsthand.reading.mending import mend_attributions
from firsthand.reading.noise import find_noise
from firsthand.reading.quantities import find_quantities
from firsthand.reading.sentences import split_sentences
from firsthand.reading.speakers import resolve_speakers
from firsthand.reading.times import find_times

_OPENING, _CLOSING = '“"„«', '”"“»'


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
    4. entities      names brought together
    5. speakers      sources resolved, relays named
    6. times         found and resolved
    7. quantities    with bounds and what they count
    """

    name = "trained"
    version = "1"

    def read(self, report: Report) -> Reading:
        """Read one report.

        Cost: linear in the text; the encoder takes most of it.
        """
        text = report.text
        noise = find_noise(report)
        sentences = split_sentences(text, noise)
        analysis = Encoder.shipped().analyze(text, sentences)
        entities = find_entities(text, analysis.names, analysis.tokens)
        mended = mend_attributions(text, analysis.tokens, analysis.attributions)
        attributions = tuple(_formed(text, raw) for raw in mended)
        attributions, entities = resolve_speakers(text, analysis.tokens, attributions, entities, report)
        quotations = tuple(span for a in attributions if a.form == "direct" for span in a.content)
        times = find_times(
            text, analysis.tokens, published=report.published, quotations=quotations, sentences=sentences
        )
        quantities = find_quantities(text, analysis.tokens, times=times.expressions)
        return Reading(
            report=report,
            noise=noise,
            sentences=sentences,
            tokens=analysis.tokens,
            attributions=attributions,
            times=times.expressions,
            quantities=quantities,
            entities=entities,
            issues=(*report.issues, *times.issues),
        )


@lru_cache(maxsize=8)
def get_reader(name: str = "trained") -> Reader:
    """The reader of that name.

    Raises:
        SettingsError: No reader has the name; the message lists those that are there.
    """
    if name == TrainedReader.name:
        return TrainedReader()
    found = {point.name: point for point in entry_points(group="firsthand.readers")}
    if name not in found:
        known = ", ".join(sorted({TrainedReader.name, *found}))
        raise SettingsError(f"no reader is named {name!r}; there are: {known}")
    reader = found[name].load()()
    if not isinstance(reader, Reader):
        raise SettingsError(f"{found[name].value} is no reader: it needs name, version and read(report)")
    return reader


def read(report: Report, reader: str = "trained") -> Reading:
    """Read one report with the named reader."""
    return get_reader(reader).read(report)


def _formed(text: str, raw: RawAttribution) -> Attribution:
    return Attribution(
        source=raw.source,
        cue=raw.cue,
        content=raw.content,
        form=_form(text, raw.content),
        confidence=raw.confidence,
    )


def _form(text: str, content: tuple[Span, ...]) -> QuoteForm:
    """Direct when all of it stands in quotation marks, mixed when some does."""
    quoted = 0
    for span in content:
        before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 2]
        words = span.of(text)
        if before and before in _OPENING and any(c in _CLOSING for c in after + words[-1:]):
            quoted += 1
        elif any(c in words for c in '“”"„«') or (before and before in _OPENING):
            return "mixed"
    if content and quoted == len(content):
        return "direct"
    return "mixed" if quoted else "indirect"
