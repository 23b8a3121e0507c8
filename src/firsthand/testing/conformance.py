"""What every reader must keep to, as one check that plug-in authors can run.

Public: :func:`check_reader`, :func:`check_reading`.
"""

from __future__ import annotations

from itertools import pairwise

from firsthand.model import Reading, Report, Span

ODD_TEXTS = (
    "",
    " \n\t ",
    "word " * 3000,
    "no marks no capitals and no end " * 60,
    "THE DAM HELD, OFFICIALS SAID ON FRIDAY. NOBODY WAS HURT.",
    "“A quotation that never closes, the mayor said on Friday. Nobody was hurt.",
    "zero\u200bwidth \u202eright to left\u202c \ufeff marks \x07 bells",
    "😀🎉 said the mayor 👩‍👩‍👧 on Friday",
    "x" * 20_000,
    "Der Damm hat gehalten. 大坝守住了。 Плотина выдержала.",
    "12,00,000 ١٢٣ 31 June 99999 25:61 $ € % 1/0",
    '"Yes," she said. "No," he said. ' * 40,
)
PLAIN = (
    "Mayor Ana Pell said on Friday that at least 12 people had been hurt. “We will rebuild the bridge,” Pell told reporters. "
    "The Water Board denied that the dam had failed. It was built in 1998, according to the Harbour Post."
)


def check_reader(reader: object) -> None:
    """Hold a reader to the seat's promises.

    Spans are exact and in order; sentences do not overlap; tokens lie in their sentence and their
    heads exist; two readings of one report are equal; odd text gives a reading, never an exception.

    Raises:
        AssertionError: A promise is broken; the message says which, on what text.
    """
    name = getattr(reader, "name", None)
    assert isinstance(name, str) and name, "a reader has a name"
    assert isinstance(getattr(reader, "version", None), str), f"{name} has a version"
    for text in (PLAIN, *ODD_TEXTS):
        report = Report(id="r", text=text, published="2032-01-30")
        reading = reader.read(report)  # type: ignore[attr-defined]
        check_reading(reading, f"{name} on {text[:40]!r}")
        assert reading == reader.read(report), f"{name} reads {text[:40]!r} in two ways"  # type: ignore[attr-defined]


def check_reading(reading: Reading, where: str = "a reading") -> None:
    """Hold one reading to the promises of :func:`check_reader`; ``where`` begins every message."""
    text = reading.report.text
    inside = Span(0, len(text))
    for kind, spans in (
        ("noise", [n.span for n in reading.noise]),
        ("sentences", list(reading.sentences)),
        ("tokens", [t.span for t in reading.tokens]),
    ):
        for span in spans:
            assert inside.contains(span) and len(span) > 0, (
                f"{where}: {kind} {span} is empty or outside the text"
            )
        for a, b in pairwise(spans):
            assert a.end <= b.start, f"{where}: {kind} {a} and {b} overlap or stand in the wrong order"
    for sentence in reading.sentences:
        assert sentence == sentence.trimmed(text), f"{where}: white space at the ends of sentence {sentence}"
        for noise in reading.noise:
            assert not sentence.overlaps(noise.span), f"{where}: sentence {sentence} crosses noise {noise}"
    for index, token in enumerate(reading.tokens):
        assert reading.sentences[token.sentence].contains(token.span), (
            f"{where}: token {index} is outside its sentence"
        )
        assert -1 <= token.head < len(reading.tokens) and token.head != index, (
            f"{where}: token {index} has no true head"
        )
        if token.head >= 0:
            same = reading.tokens[token.head].sentence == token.sentence
            assert same, f"{where}: token {index} has its head in another sentence"
    for attribution in reading.attributions:
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            assert inside.contains(span) and len(span) > 0, (
                f"{where}: attribution span {span} is outside the text"
            )
        assert attribution.cue and attribution.content, f"{where}: an attribution has a cue and a content"
        assert 0 <= attribution.confidence <= 1, (
            f"{where}: confidence {attribution.confidence} is no probability"
        )
    for span in (*(t.span for t in reading.times), *(q.span for q in reading.quantities)):
        assert inside.contains(span) and len(span) > 0, f"{where}: {span} is outside the text"
    ids = [entity.id for entity in reading.entities]
    assert len(ids) == len(set(ids)), f"{where}: two entities have one id"
    for entity in reading.entities:
        assert entity.mentions and all(inside.contains(m) for m in entity.mentions), (
            f"{where}: {entity} has no true mention"
        )
    for attribution in reading.attributions:
        if attribution.speaker is not None and attribution.speaker.entity is not None:
            assert attribution.speaker.entity in ids, (
                f"{where}: {attribution.speaker} is no entity of the reading"
            )
