"""What makes a reading unsure: issues for text that the readers were not made for.

Reading goes on over all of it; whoever uses the reading can weigh it. Linear in the text.

Public: :func:`find_doubts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.model import Span, Token
from firsthand.model.report import Issue

LONG_SENTENCE = 200  #: words; the longest sentences of news have some hundred
LONG_QUOTATION = 3000  #: characters from an opening mark without a closing one
ENOUGH_WORDS = 40  #: words from which shares say something
#: Share of closed-class words below which a text is hardly English; news has a third and more.
LEAST_CLOSED = 0.1
MOST_CAPITALS = 0.7  #: share of words of all capitals
_CLOSED = frozenset(
    "the a an of to in on at by for from with as and or but that this it he she they we i you his her its their"
    " is are was were be been has have had will would not who which what".split()
)
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f]")
_DOUBLE = re.compile('["“”]')


def find_doubts(text: str, sentences: Sequence[Span], tokens: Sequence[Token]) -> tuple[Issue, ...]:
    """What is odd about a text, in the order of the checks.

    Example:
        >>> [doubt.kind for doubt in find_doubts("zero\\u200bwidth", [], [])]
        ['unseen-characters']
    """
    return tuple(
        issue
        for found in (_unseen(text), _long(text, sentences, tokens), _quotations(text), _words(text, tokens))
        for issue in found
    )


def _unseen(text: str) -> Iterator[Issue]:
    first = _UNSEEN.search(text)
    if first:
        n = sum(1 for _ in _UNSEEN.finditer(text))
        yield Issue(
            kind="unseen-characters",
            message=f"{n} invisible or direction-changing character{'s' * (n > 1)}, the first here; words that hold them are cut",
            start=first.start(),
            end=first.end(),
        )


def _long(text: str, sentences: Sequence[Span], tokens: Sequence[Token]) -> Iterator[Issue]:
    counts = [0] * len(sentences)
    for token in tokens:
        counts[token.sentence] += 1
    long = [n for n, count in enumerate(counts) if count > LONG_SENTENCE]
    if long:
        worst = max(long, key=lambda n: (counts[n], -n))
        yield Issue(
            kind="endless-sentence",
            message=f"{len(long)} sentence{'s' * (len(long) > 1)} of more than {LONG_SENTENCE} words, the longest "
            f"({counts[worst]}) here; its syntax is a guess. Expected: sentences that end, or lines",
            start=sentences[worst].start,
            end=sentences[worst].end,
        )


def _quotations(text: str) -> Iterator[Issue]:
    open_at: int | None = None
    for mark in _DOUBLE.finditer(text):
        closes = mark.group() == "”" or (mark.group() == '"' and open_at is not None)
        if closes:
            open_at = None
        elif open_at is None or mark.start() - open_at < LONG_QUOTATION:
            # Paragraphs of one quotation each open it anew.
            open_at = mark.start()
    if open_at is not None and len(text) - open_at > 0:
        yield Issue(
            kind="open-quotation",
            message="a quotation opens here and never closes; what is quoted after it is a guess",
            start=open_at,
            end=open_at + 1,
        )


def _words(text: str, tokens: Sequence[Token]) -> Iterator[Issue]:
    words = [w for w in (token.span.of(text) for token in tokens) if w[:1].isalpha()]
    if len(words) < ENOUGH_WORDS:
        return
    shouted = sum(len(w) > 1 and w.isupper() for w in words) / len(words)
    if shouted > MOST_CAPITALS:
        yield Issue(
            kind="all-capitals",
            message=f"{shouted:.0%} of the words are in capitals; names are told from other words less surely",
        )
    closed = sum(w.lower() in _CLOSED for w in words) / len(words)
    if closed < LEAST_CLOSED:
        yield Issue(
            kind="language",
            message=f"{closed:.0%} of the words are common English ones; expected English prose, where a third is",
        )
