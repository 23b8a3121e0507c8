"""The trained encoder: words with their syntax, names and attributions, in one pass.

One small network (all-MiniLM-L6-v2 with several heads, int8, run by onnxruntime) reads windows of
whole sentences. Every window runs alone: what it finds does not depend on what else is read, so the
same text gives the same result, always.

Public: :class:`Encoder`, :class:`Analysis`. The model card is ``docs/models/reader.md``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.model import Span, Token
from firsthand.reading.lemmas import TRIES, Lemmas
from firsthand.reading.linking import RawAttribution, link_attributions
from firsthand.reading.pieces import Pieces
from firsthand.reading.shapes import shape_of
from firsthand.reading.tokens import tokenize
from firsthand.reading.trees import best_tree

MAX_WORDS = 300  #: words of a window; it was trained on as many
MAX_PIECES = 508  #: word pieces of a window; the encoder has 512 places, two are its marks
MAX_WORD_PIECES = 12  #: pieces of one word that are looked at; longer words are no words
OPENING = frozenset({"“", "``"})
CLOSING = frozenset({"”", "''"})
QUOTE_LIMIT = 150  #: words after which an open quotation is taken as never closed
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
    """What the encoder found in one text, in order of the text."""

    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    attributions: tuple[RawAttribution, ...]


class Encoder:
    """Reads texts with the shipped network.

    Loading takes about 0.1 s and happens at the first text. One instance serves one thread at a time.

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
        with resources.as_file(weights.joinpath("relations.npz")) as path:
            stored = np.load(path)
            #: (width, relations * width): one product gives every relation's view of a child
            self._bilinear: NDArray[np.float32] = np.ascontiguousarray(
                stored["bilinear"].astype(np.float32).reshape(-1, stored["bilinear"].shape[-1]).T
            )
            self._bias: NDArray[np.float32] = stored["bias"]
            self._flat: NDArray[np.float32] = stored["flat"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(threads, os.cpu_count() or 1)
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        with resources.as_file(weights.joinpath("reader.onnx")) as path:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )

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
        words = [list(tokenize(text, s.start, s.end)) for s in sentences]
        for window in self._windows(text, words):
            spans = [span for _, part in window for span in part]
            numbers = [number for number, part in window for _ in part]
            surfaces = [span.of(text) for span in spans]
            out = self._run(surfaces)
            base = len(tokens)
            tokens.extend(self._tokens(out, spans, surfaces, numbers, base))
            names.extend(self._names(out, spans, numbers))
            attributions.extend(link_attributions(out, spans, surfaces, numbers))
        return Analysis(tuple(tokens), tuple(names), tuple(attributions))

    def _windows(self, text: str, words: Sequence[Sequence[Span]]) -> list[list[tuple[int, list[Span]]]]:
        """Runs of whole sentences; a sentence longer than a window is cut into pieces of one."""
        windows: list[list[tuple[int, list[Span]]]] = []
        n_words = n_pieces = 0
        for number, sentence in enumerate(words):
            for part, pieces in self._parts(text, sentence):
                full = n_words + len(part) > MAX_WORDS or n_pieces + pieces > MAX_PIECES
                if not windows or full:
                    windows.append([])
                    n_words = n_pieces = 0
                windows[-1].append((number, part))
                n_words += len(part)
                n_pieces += pieces
        return windows

    def _parts(self, text: str, sentence: Sequence[Span]) -> list[tuple[list[Span], int]]:
        parts: list[tuple[list[Span], int]] = []
        current: list[Span] = []
        total = 0
        for span in sentence:
            n = len(self._ids(span.of(text)))
            if current and (total + n > MAX_PIECES or len(current) >= MAX_WORDS):
                parts.append((current, total))
                current, total = [], 0
            current.append(span)
            total += n
        if current:
            parts.append((current, total))
        return parts

    def _ids(self, word: str) -> list[int]:
        return self._pieces.of(word)[:MAX_WORD_PIECES]

    def _run(self, surfaces: Sequence[str]) -> dict[str, NDArray[Any]]:
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
        names = [output.name for output in self._session.get_outputs()]
        return {name: out[0] for name, out in zip(names, self._session.run(None, feed), strict=True)}

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
        edits = np.argsort(-out["lemma"], axis=1, kind="stable")[:, :TRIES]
        lemmas = Lemmas.shipped()
        heads = np.zeros(len(spans), dtype=np.int64)
        begin = 0
        for end in [*(i for i in range(1, len(numbers)) if numbers[i] != numbers[i - 1]), len(numbers)]:
            tree = best_tree(out["arc"][begin:end, begin:end])
            heads[begin:end] = np.array(tree, dtype=np.int64) + begin
            begin = end
        child, parent = out["child"], out["parent"][heads]
        bent = (child @ self._bilinear).reshape(len(child), -1, parent.shape[1])
        scores = (bent @ parent[:, :, None])[:, :, 0] + self._bias
        scores += np.concatenate([child, parent], axis=1) @ self._flat.T
        root = labels["relation"].index("root")
        is_root = heads == np.arange(len(heads))
        scores[~is_root, root] = -np.inf
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
        self, out: dict[str, NDArray[Any]], spans: Sequence[Span], numbers: Sequence[int]
    ) -> list[Name]:
        labels = [self._labels["name"][k] for k in out["name"].argmax(axis=1)]
        names: list[Name] = []
        open_type = ""
        for i, label in enumerate(labels):
            mark, _, kind = label.partition("-")
            goes_on = mark == "I" and kind == open_type and i and numbers[i] == numbers[i - 1]
            if goes_on:
                last = names[-1]
                names[-1] = Name(last.start, spans[i].end, last.type)
            elif mark in ("B", "I"):
                names.append(Name(spans[i].start, spans[i].end, NAME_TYPES[kind]))
            open_type = kind if mark in ("B", "I") else ""
        return names


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
