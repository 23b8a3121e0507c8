"""The trained encoder: words with their syntax, names and attributions, in one pass.

One small network (all-MiniLM-L6-v2 with several heads, int8, run by onnxruntime) reads windows of
whole sentences. Every window runs alone: what it finds does not depend on what else is read, so the
same text gives the same result, always.

Public: :class:`Encoder`, :class:`Analysis`. The model card is ``docs/models/reader.md``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.model import Span, Token
from firsthand.model.reading import Meaning
from firsthand.reading.lemmas import TRIES, Lemmas
from firsthand.reading.linking import RawAttribution, Weights, link_attributions
from firsthand.reading.pieces import Pieces
from firsthand.reading.shapes import shape_of
from firsthand.reading.tokens import tokenize
from firsthand.reading.trees import best_tree

MAX_WORDS = 300  #: words of a window; it was trained on as many
MAX_PIECES = 508  #: word pieces of a window; the encoder has 512 places, two are its marks
MAX_WORD_PIECES = 12  #: pieces of one word that are looked at; longer words are no words
OPENING = frozenset({"“", "``"})
CLOSING = frozenset({"”", "''"})
#: Words with which no name begins, as they are written inside a sentence.
NO_NAMES = frozenset("of the a an in on at by for to from with and".split())
QUOTE_LIMIT = 150  #: words after which an open quotation is taken as never closed
MEANING_WIDTH = 96  #: numbers that say what a word means where it stands
NAME_TYPES = {"PER": "person", "ORG": "organization", "LOC": "place"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text. ``type`` is person, organization or place."""

    start: int
    end: int
    type: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the encoder found in one text, in order of the text.

    ``meaning`` has a row of 96 numbers for every token. The mean of a clause's rows points where
    all-MiniLM-L6-v2 would point for the clause (see docs/decisions/0023): cosines of such means tell how
    alike two clauses are.
    """

    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    attributions: tuple[RawAttribution, ...]
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of one sentence, and how many pieces they have."""

    number: int
    words: list[Span]
    pieces: int


class Encoder:
    """Reads texts with the shipped network.

    Loading takes about 0.1 s and happens at the first text. The weights are mapped into memory, so that
    processes share them; 17 MB of packed matrices are each process's own. One instance serves one thread
    at a time.

    Example:
        >>> text = "Mayor Ana Oro said the bridge fell on Monday."
        >>> analysis = Encoder.shipped().analyze(text, [Span(0, len(text))])
        >>> [text[name.start:name.end] for name in analysis.names]
        ['Ana Oro']
    """

    def __init__(self, threads: int = 2) -> None:
        import onnxruntime

        weights = resources.files("firsthand.reading").joinpath("weights")
        self._labels: dict[str, list[str]] = json.loads(weights.joinpath("labels.json").read_text("utf-8"))
        self._pieces = Pieces(weights.joinpath("vocabulary.txt").read_text("utf-8").splitlines())
        self._weights = Weights.from_json(weights.joinpath("decoding.json").read_text("utf-8"))
        with resources.as_file(weights.joinpath("relations.npz")) as path:
            stored = np.load(path)
            self._relation: NDArray[np.float32] = stored["weight"].astype(np.float32)
            self._relation_bias: NDArray[np.float32] = stored["bias"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(threads, os.cpu_count() or 1)
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        with resources.as_file(weights.joinpath("reader.onnx")) as path:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        self._outputs = [output.name for output in self._session.get_outputs()]

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped() -> Encoder:
        """The one encoder of this process."""
        return Encoder()

    def analyze(self, text: str, sentences: Sequence[Span]) -> Analysis:
        """Read a text.

        Args:
            text: The report's text.
            sentences: Its sentences, in order, none overlapping another. What stands in none is not read.

        Returns:
            Tokens with tags, lemmas, heads and relations; names; attributions.

        Cost: linear in the text; one to two hundred sentences of news a second on two cores.
        """
        tokens: list[Token] = []
        names: list[Name] = []
        attributions: list[RawAttribution] = []
        meanings: list[bytes] = []
        for spans, surfaces, numbers in self.windows(text, sentences):
            out = self.run(surfaces)
            tokens.extend(self._tokens(out, spans, surfaces, numbers, len(tokens)))
            names.extend(self._names(out, spans, surfaces, numbers))
            attributions.extend(link_attributions(out, spans, surfaces, numbers, self._weights))
            meanings.append(_directions(out["meaning"]))
        meaning = Meaning(MEANING_WIDTH, b"".join(meanings))
        return Analysis(tuple(tokens), tuple(names), tuple(attributions), meaning)

    def windows(
        self, text: str, sentences: Sequence[Span]
    ) -> Iterator[tuple[list[Span], list[str], list[int]]]:
        """What the network reads at once: the words of a window, their surfaces, and their sentences' numbers.

        A window is a run of whole paragraphs; a paragraph longer than a window is cut between sentences,
        and a sentence longer than one between words.
        """
        window: list[_Part] = []
        for paragraph in _paragraphs(text, sentences):
            parts = [part for number in paragraph for part in self._parts(text, number, sentences[number])]
            if window and not _fit([*window, *parts]):
                yield _joined(text, window)
                window = []
            for part in parts:
                if window and not _fit([*window, part]):
                    yield _joined(text, window)
                    window = []
                window.append(part)
        if window:
            yield _joined(text, window)

    def _parts(self, text: str, number: int, sentence: Span) -> Iterator[_Part]:
        """The words of a sentence, in parts that fit a window: nearly always one."""
        words: list[Span] = []
        total = 0
        for span in tokenize(text, sentence.start, sentence.end):
            n = len(self._ids(span.of(text)))
            if words and (total + n > MAX_PIECES or len(words) >= MAX_WORDS):
                yield _Part(number, words, total)
                words, total = [], 0
            words.append(span)
            total += n
        if words:
            yield _Part(number, words, total)

    def _ids(self, word: str) -> list[int]:
        return self._pieces.of(word)[:MAX_WORD_PIECES]

    def run(self, surfaces: Sequence[str]) -> dict[str, NDArray[Any]]:
        """The network's outputs for one window, by name, without the batch axis."""
        pieces, shapes, quote, first = [101], [0], [0], []
        inside = _quoted(surfaces)
        for surface, quoted in zip(surfaces, inside, strict=True):
            ids = self._ids(surface)
            first.append(len(pieces))
            pieces.extend(ids)
            shapes.extend([shape_of(surface)] * len(ids))
            quote.extend([quoted] * len(ids))

        def row(values: Sequence[int]) -> NDArray[np.int64]:
            return np.array([values], dtype=np.int64)

        feed = {
            "pieces": row([*pieces, 102]),
            "shapes": row([*shapes, 0]),
            "quote": row([*quote, 0]),
            "mask": row([1] * (len(pieces) + 1)),
            "first": row(first),
        }
        found = self._session.run(self._outputs, feed)
        return {name: out[0] for name, out in zip(self._outputs, found, strict=True)}

    def _tokens(
        self,
        out: dict[str, NDArray[Any]],
        spans: Sequence[Span],
        surfaces: Sequence[str],
        numbers: Sequence[int],
        base: int,
    ) -> list[Token]:
        labels = self._labels
        upos, xpos = (out[k].argmax(axis=1) for k in ("upos", "xpos"))
        edits = _best_few(out["lemma"], TRIES)
        lemmas = Lemmas.shipped()
        heads = np.zeros(len(spans), dtype=np.int64)
        begin = 0
        for end in _ends(numbers):
            heads[begin:end] = best_tree(out["arc"][begin:end, begin:end])
            heads[begin:end] += begin
            begin = end
        scores = np.maximum(out["child"] + out["parent"][heads], 0) @ self._relation.T + self._relation_bias
        is_root = heads == np.arange(len(heads))
        scores[~is_root, labels["relation"].index("root")] = -np.inf
        relation = scores.argmax(axis=1)
        tokens = []
        for i, span in enumerate(spans):
            tag = labels["upos"][upos[i]]
            tokens.append(
                Token(
                    start=span.start,
                    end=span.end,
                    lemma=lemmas.of(surfaces[i], tag, [labels["lemma"][k] for k in edits[i]]),
                    tag=tag,
                    head=-1 if is_root[i] else base + int(heads[i]),
                    relation="root" if is_root[i] else labels["relation"][relation[i]],
                    sentence=numbers[i],
                    features=labels["xpos"][xpos[i]],
                )
            )
        return tokens

    def _names(
        self,
        out: dict[str, NDArray[Any]],
        spans: Sequence[Span],
        surfaces: Sequence[str],
        numbers: Sequence[int],
    ) -> list[Name]:
        """The names of the best labels, sentence by sentence. No name begins with a preposition or article."""
        labels, chain = self._labels["name"], self._weights.names
        assert chain is not None
        found: list[Name] = []
        begin = 0
        for end in _ends(numbers):
            run: tuple[int, str] | None = None
            best = [labels[k] for k in chain.best(out["name"][begin:end])]
            for i, label in enumerate([*best, "O"], begin):
                if run and label != f"I-{run[1]}":
                    first = next((k for k in range(run[0], i) if surfaces[k] not in NO_NAMES), i)
                    if first < i:
                        found.append(Name(spans[first].start, spans[i - 1].end, NAME_TYPES[run[1]]))
                    run = None
                if run is None and label != "O":
                    run = i, label[2:]
            begin = end
        return found


def _ends(numbers: Sequence[int]) -> list[int]:
    """One past the last word of every sentence. numbers: the sentence of each word."""
    return [*(i for i in range(1, len(numbers)) if numbers[i] != numbers[i - 1]), len(numbers)]


def _paragraphs(text: str, sentences: Sequence[Span]) -> Iterator[list[int]]:
    """Numbers of the sentences of every paragraph: no line ends between them."""
    paragraph: list[int] = []
    for number, sentence in enumerate(sentences):
        if paragraph and "\n" in text[sentences[number - 1].end : sentence.start]:
            yield paragraph
            paragraph = []
        paragraph.append(number)
    if paragraph:
        yield paragraph


def _fit(parts: Sequence[_Part]) -> bool:
    words, pieces = sum(len(p.words) for p in parts), sum(p.pieces for p in parts)
    return words <= MAX_WORDS and pieces <= MAX_PIECES


def _joined(text: str, parts: Sequence[_Part]) -> tuple[list[Span], list[str], list[int]]:
    spans = [span for part in parts for span in part.words]
    return spans, [span.of(text) for span in spans], [part.number for part in parts for _ in part.words]


def _directions(rows: NDArray[np.float32]) -> bytes:
    """Rows as signed bytes, each scaled to its own largest number."""
    scale = 127 / np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-9)
    data: bytes = np.rint(rows * scale).astype(np.int8).tobytes()
    return data


def _best_few(scores: NDArray[np.float32], few: int) -> NDArray[np.int64]:
    """The columns of the highest scores of every row, best first."""
    best = np.argpartition(-scores, few, axis=1)[:, :few]
    order = np.argsort(-np.take_along_axis(scores, best, axis=1), axis=1, kind="stable")
    return np.take_along_axis(best, order, axis=1)


def _quoted(surfaces: Sequence[str]) -> list[int]:
    """1 for words inside double quotation marks, as the network was taught."""
    inside, since, out = False, 0, []
    for word in surfaces:
        if word in OPENING:
            inside, since = True, 0
        elif word in CLOSING:
            inside = False
        elif word == '"':
            inside, since = not inside, 0
        since += 1
        if since > QUOTE_LIMIT:
            inside = False
        out.append(int(inside and word not in OPENING and word != '"'))
    return out
