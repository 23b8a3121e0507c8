"""Readings made by hand: words with plain tags and no tree, for tests of what goes by the order of words."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model import Attribution, Entity, Span, Token
from firsthand.reading.entities import find_entities
from firsthand.reading.sentences import split_sentences
from firsthand.reading.speakers import resolve_speakers
from firsthand.reading.tokens import tokenize

VERBS = frozenset(
    "said says say told held broke fell quoted cited reported announced confirmed closed was were had has is are"
    " spoke added wrote showed posted rose left seen met called".split()
)
SMALL = {
    "the": "DET",
    "a": "DET",
    "an": "DET",
    "and": "CCONJ",
    "that": "SCONJ",
    "of": "ADP",
    "in": "ADP",
    "on": "ADP",
}


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a text: capitals are names, listed verbs are verbs, the rest are nouns."""
    found = []
    for number, sentence in enumerate(split_sentences(text)):
        for span in tokenize(text, sentence.start, sentence.end):
            word = span.of(text)
            low = word.lower()
            tag = (
                "PUNCT"
                if not word[0].isalnum()
                else SMALL.get(low) or ("VERB" if low in VERBS else "PRON" if low in PRONOUNS else "")
            ) or ("PROPN" if word[0].isupper() else "NOUN")
            features = "NNS" if tag == "NOUN" and low.endswith("s") else ""
            found.append(Token(span.start, span.end, low, tag, -1, "", number, features))
    return tuple(found)


PRONOUNS = frozenset("he she it they who which his her".split())


def at(text: str, words: str, nth: int = 0) -> Span:
    """Where words stand in a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def spoken(
    text: str, *said: tuple[str, str, str] | tuple[str, str, str, int]
) -> tuple[list[tuple[str | None, tuple[str, ...]]], tuple[Entity, ...]]:
    """Speakers and relays of attributions that are given as (source, cue, content[, which source])."""
    attributions: Sequence[Attribution] = [
        Attribution(
            source=(at(text, row[0], row[3] if len(row) > 3 else 0),) if row[0] else (),
            cue=(_cue(text, row),),
            content=(at(text, row[2]),),
            form="indirect",
        )
        for row in said
    ]
    tokens = tokens_of(text)
    out, entities = resolve_speakers(text, tokens, attributions, find_entities(text, [], tokens))
    return [(a.speaker.name if a.speaker else None, a.relays) for a in out], entities


def _cue(text: str, row: tuple[str, str, str] | tuple[str, str, str, int]) -> Span:
    """The cue next to the source."""
    near = at(text, row[0], row[3] if len(row) > 3 else 0).start if row[0] else 0
    found, start = [], text.find(row[1])
    while start >= 0:
        found.append(start)
        start = text.find(row[1], start + 1)
    best = min(found, key=lambda s: abs(s - near))
    return Span(best, best + len(row[1]))
