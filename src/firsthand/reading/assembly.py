"""From words, names and attributions to a whole reading: what every reader does alike.

Public: :func:`assembled`.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model import Attribution, Noise, Reading, Report, Span, Token
from firsthand.model.reading import Meaning, QuoteForm
from firsthand.model.report import Issue
from firsthand.reading.doubts import find_doubts
from firsthand.reading.encoder import Name
from firsthand.reading.entities import find_entities
from firsthand.reading.linking import RawAttribution
from firsthand.reading.mending import mend_attributions
from firsthand.reading.quantities import find_quantities
from firsthand.reading.quoting import tied_by_quotations
from firsthand.reading.speakers import resolve_speakers
from firsthand.reading.times import find_times

_OPENING, _CLOSING = '“"„«', '”"“»'


def assembled(
    report: Report,
    *,
    noise: tuple[Noise, ...],
    sentences: tuple[Span, ...],
    tokens: tuple[Token, ...],
    names: Sequence[Name],
    attributions: Sequence[RawAttribution],
    issues: tuple[Issue, ...],
    meaning: Meaning | None = None,
) -> Reading:
    """The reading of a report whose words, names and attributions are known.

    1. quotations    what a quoted clause holds hangs from it
    2. entities      names brought together
    3. mending       attributions held against grammar and quotation marks
    4. speakers      sources resolved, relays named
    5. times         found and resolved
    6. quantities    with bounds and what they count
    """
    text = report.plain
    tokens = tied_by_quotations(text, tokens)
    entities = find_entities(text, names, tokens)
    formed = tuple(_formed(text, raw) for raw in mend_attributions(text, tokens, attributions))
    formed, entities = resolve_speakers(text, tokens, formed, entities, report)
    quotations = tuple(span for a in formed if a.form == "direct" for span in a.content)
    times = find_times(text, tokens, published=report.published, quotations=quotations, sentences=sentences)
    return Reading(
        report=report,
        noise=noise,
        sentences=sentences,
        tokens=tokens,
        attributions=formed,
        times=times.expressions,
        quantities=find_quantities(text, tokens, times=times.expressions),
        entities=entities,
        meaning=meaning,
        issues=(*issues, *find_doubts(text, sentences, tokens), *times.issues),
    )


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
