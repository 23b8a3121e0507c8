"""The trained encoder: words with their syntax, names and attributions, in one pass.

One small network (all-MiniLM-L6-v2 with several heads, int8, run by onnxruntime) reads windows of
whole sentences. Every window runs alone: what it finds does not depend on what else is read, so the
same text gives the same result, always.

Public: :class:`Encoder`, :class:`Analysis`. The model card is ``docs/models/reader.md``.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

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
#: Windows, and ends of texts among them, that the network may be ahead: some MB each.
AHEAD = 6
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


Outputs = dict[str, NDArray[Any]]  #: of the network for one window, by name, without the batch axis


class Window(NamedTuple):
    """What the network reads at once: words, their surfaces, and the number of each one's sentence.

    A tuple, since all that work on it take its parts.
    """

    spans: list[Span]
    surfaces: list[str]
    numbers: list[int]


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of one sentence, and how many pieces they have."""

    number: int
    words: list[Span]
    pieces: int


class _Network:
    """The network in onnxruntime. One thread a run: what a run gives depends on nothing beside it."""

    def __init__(self, model: Path | None = None) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        shipped = resources.files("firsthand.reading").joinpath("weights", "reader.onnx")
        with resources.as_file(model or shipped) as file:
            self._session = onnxruntime.InferenceSession(
                str(file),
                options,
                providers=["CPUExecutionProvider"],
                # The fused operator takes four times as long as the two that it fuses.
                disabled_optimizers=["SkipLayerNormFusion"],
            )
        self._outputs = [output.name for output in self._session.get_outputs()]

    def run(self, feed: dict[str, NDArray[np.int64]]) -> Outputs:
        """The outputs for one window."""
        found = self._session.run(self._outputs, feed)
        return {name: out[0] for name, out in zip(self._outputs, found, strict=True)}


class Encoder:
    """Reads texts with the shipped network.

    Loading takes about 0.1 s and happens at the first text. The weights are mapped into memory, so that
    processes share them; 17 MB of packed matrices are each process's own. One instance serves one thread
    at a time, and has some of its own: each runs the network over a window while the thread that asked
    decodes another. A window is read by one of them alone, so their number changes nothing.

    Example:
        >>> text = "Mayor Ana Oro said the bridge fell on Monday."
        >>> analysis = Encoder.shipped().analyze(text, [Span(0, len(text))])
        >>> [text[name.start:name.end] for name in analysis.names]
        ['Ana Oro']
    """

    def __init__(self, threads: int = 2, model: Path | None = None) -> None:
        weights = resources.files("firsthand.reading").joinpath("weights")
        self._labels: dict[str, list[str]] = json.loads(weights.joinpath("labels.json").read_text("utf-8"))
        self._pieces = Pieces(weights.joinpath("vocabulary.txt").read_text("utf-8").splitlines())
        self._weights = Weights.from_json(weights.joinpath("decoding.json").read_text("utf-8"))
        with resources.as_file(weights.joinpath("relations.npz")) as path:
            stored = np.load(path)
            self._relation: NDArray[np.float32] = stored["weight"].astype(np.float32)
            self._relation_bias: NDArray[np.float32] = stored["bias"]
        self._workers = ThreadPoolExecutor(min(threads, os.cpu_count() or 1))
        # It loads while the first text is cut.
        self._network = self._workers.submit(_Network, model)

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

        Cost: linear in the text; some hundred sentences of news a second on two cores.
        """
        return next(self.analyze_all([(text, sentences)]))

    def analyze_all(self, texts: Iterable[tuple[str, Sequence[Span]]]) -> Iterator[Analysis]:
        """Read texts, given with their sentences, in their order. The network is some windows ahead."""
        tokens: list[Token] = []
        names: list[Name] = []
        attributions: list[RawAttribution] = []
        meanings: list[bytes] = []
        for window, out in self._ahead(self._windows_and_ends(texts)):
            if window is None:
                meaning = Meaning(MEANING_WIDTH, b"".join(meanings))
                yield Analysis(tuple(tokens), tuple(names), tuple(attributions), meaning)
                tokens, names, attributions, meanings = [], [], [], []
            else:
                tokens.extend(self._tokens(out, *window, len(tokens)))
                names.extend(self._names(out, *window))
                attributions.extend(link_attributions(out, *window, self._weights))
                meanings.append(_directions(out["meaning"]))

    def _windows_and_ends(self, texts: Iterable[tuple[str, Sequence[Span]]]) -> Iterator[Window | None]:
        """The windows of each text, then None."""
        for text, sentences in texts:
            yield from self.windows(text, sentences)
            yield None

    def _ahead(self, windows: Iterable[Window | None]) -> Iterator[tuple[Window | None, Outputs]]:
        """Windows with the network's outputs, in their order."""
        begun: deque[tuple[Window | None, Future[Outputs] | None]] = deque()
        for window in windows:
            begun.append((window, window and self._workers.submit(self._run, self._feed(window.surfaces))))
            if len(begun) > AHEAD:
                yield _ended(*begun.popleft())
        while begun:
            yield _ended(*begun.popleft())

    def windows(self, text: str, sentences: Sequence[Span]) -> Iterator[Window]:
        """What the network reads at once.

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

    def run(self, surfaces: Sequence[str]) -> Outputs:
        """The network's outputs for one window."""
        return self._run(self._feed(surfaces))

    def _run(self, feed: dict[str, NDArray[np.int64]]) -> Outputs:
        return self._network.result().run(feed)

    def _feed(self, surfaces: Sequence[str]) -> dict[str, NDArray[np.int64]]:
        ids = [self._ids(surface) for surface in surfaces]
        lengths = [len(of_word) for of_word in ids]

        def by_piece(values: Sequence[int]) -> NDArray[np.int64]:
            return np.pad(np.repeat(np.array(values, dtype=np.int64), lengths), 1)[None]

        return {
            "pieces": np.array([[101, *chain.from_iterable(ids), 102]], dtype=np.int64),
            "shapes": by_piece([shape_of(surface) for surface in surfaces]),
            "quote": by_piece(_quoted(surfaces)),
            "first": np.cumsum([[1, *lengths[:-1]]], axis=1, dtype=np.int64),
        }

    def _tokens(
        self,
        out: dict[str, NDArray[Any]],
        spans: Sequence[Span],
        surfaces: Sequence[str],
        numbers: Sequence[int],
        base: int,
    ) -> list[Token]:
        labels = self._labels
        tags, features = (
            [labels[head][k] for k in out[head].argmax(axis=1).tolist()] for head in ("upos", "xpos")
        )
        heads = np.zeros(len(spans), dtype=np.int64)
        begin = 0
        for end in _ends(numbers):
            heads[begin:end] = best_tree(out["arc"][begin:end, begin:end])
            heads[begin:end] += begin
            begin = end
        scores = np.maximum(out["child"] + out["parent"][heads], 0) @ self._relation.T + self._relation_bias
        is_root = heads == np.arange(len(heads))
        root = labels["relation"].index("root")
        scores[:, root] = np.where(is_root, np.inf, -np.inf)
        relations = [labels["relation"][k] for k in scores.argmax(axis=1).tolist()]
        above = np.where(is_root, -1, base + heads).tolist()
        lemmas = self._lemmas(out["lemma"], surfaces, tags)
        return [
            Token(span.start, span.end, lemma, tag, head, relation, number, feature)
            for span, lemma, tag, head, relation, number, feature in zip(
                spans, lemmas, tags, above, relations, numbers, features, strict=True
            )
        ]

    def _lemmas(
        self, scores: NDArray[np.float32], surfaces: Sequence[str], tags: Sequence[str]
    ) -> Iterator[str]:
        """The words' lemmas; the network's edits are ranked only where more than the best may be tried."""
        table, edits = Lemmas.shipped(), self._labels["lemma"]
        best = scores.argmax(axis=1).tolist()
        settled = [
            table.settled(surface, tag, edits[k])
            for surface, tag, k in zip(surfaces, tags, best, strict=True)
        ]
        few = iter(_best_few(scores[[lemma is None for lemma in settled]], TRIES).tolist())
        for lemma, surface in zip(settled, surfaces, strict=True):
            yield lemma if lemma is not None else table.chosen(surface, [edits[k] for k in next(few)])

    def _names(
        self,
        out: dict[str, NDArray[Any]],
        spans: Sequence[Span],
        surfaces: Sequence[str],
        numbers: Sequence[int],
    ) -> list[Name]:
        """The names of the best labels, sentence by sentence. No name begins with a preposition or article."""
        assert self._weights.names is not None
        ends = _ends(numbers)
        best = [self._labels["name"][k] for k in self._weights.names.best(out["name"], ends=ends)]
        found: list[Name] = []
        begin = 0
        for end in ends:
            run: tuple[int, str] | None = None
            for i, label in enumerate([*best[begin:end], "O"], begin):
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


def _ended(window: Window | None, future: Future[Outputs] | None) -> tuple[Window | None, Outputs]:
    return window, future.result() if future else {}


def _fit(parts: Sequence[_Part]) -> bool:
    words, pieces = sum(len(p.words) for p in parts), sum(p.pieces for p in parts)
    return words <= MAX_WORDS and pieces <= MAX_PIECES


def _joined(text: str, parts: Sequence[_Part]) -> Window:
    spans = [span for part in parts for span in part.words]
    return Window(
        spans, [span.of(text) for span in spans], [part.number for part in parts for _ in part.words]
    )


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
