"""From scores to attributions: each cue with its source and its content.

A cue is a run of words that the network marks. For each cue, every word of the window is outside,
source or content; the best sequence under the scores and a price for every border wins (Viterbi
1967). A content's border costs what the network thinks of it as a border; a source's costs less where
marks and sentences stand. That keeps spans whole without any rule about their form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.model import Span


@dataclass(frozen=True, slots=True)
class Weights:
    """What decoding leans on. Found on PolNeAR dev (2026-11) by coordinate search over exact contents
    and linked attributions together (``training/decoding.py``); see docs/decisions/0006.
    """

    cue: float = 0.75  #: probability from which a word is of a cue
    role: float = 0.25  #: weight of what a word is of any attribution beside what it is of this one
    source: float = 0.2  #: added to every source score
    content: float = 0.0  #: added to every content score
    begin: float = 0.25  #: price of a content's beginning, times -log of its probability
    end: float = 0.15  #: likewise for its end
    change: float = 1.5  #: price of a source's border inside a clause
    change_at_mark: float = 1.0  #: at a mark
    change_at_sentence: float = 0.2  #: between sentences
    content_change: float = 0.0  #: least price of a content's border


WEIGHTS = Weights()
REACH = 200  #: words on either side of a cue that may belong to it


@dataclass(frozen=True, slots=True)
class RawAttribution:
    """An attribution before its speaker is known. ``confidence`` in [0, 1]."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


def link_attributions(
    out: Mapping[str, NDArray[Any]],
    spans: Sequence[Span],
    surfaces: Sequence[str],
    numbers: Sequence[int],
    weights: Weights = WEIGHTS,
) -> list[RawAttribution]:
    """The attributions of one window, in order of their cues.

    Args:
        out: The network's outputs by name; ``source``, ``content``, ``begin`` and ``end`` have shape
            (words, words): for a cue's first word, a score for every word.
        spans, surfaces, numbers: The window's words, and the sentence of each.

    Cost: linear in the words of the window; all cues of a window are decoded at once.
    """
    cue = _softmax(out["cue"])
    cues = _runs(cue, weights.cue)
    if not cues or not len(spans):
        return []
    at = [words[0] for words in cues]
    n = len(spans)
    role = _softmax(out["role"])
    outside = np.log(role[:, 0] + 1e-3)
    scores = np.zeros((len(cues), n, 3))
    scores[:, :, 1] = (
        out["source"][at] + weights.source + weights.role * (np.log(role[:, 1:3].sum(1) + 1e-3) - outside)
    )
    scores[:, :, 2] = (
        out["content"][at] + weights.content + weights.role * (np.log(role[:, 3:5].sum(1) + 1e-3) - outside)
    )
    for k, words in enumerate(cues):
        scores[k, words, 1:] = -30.0
        scores[k, : max(0, words[0] - REACH), 1:] = -30.0
        scores[k, words[-1] + REACH :, 1:] = -30.0
    price = _prices(surfaces, numbers, weights) / 2
    enter = np.zeros((len(cues), n, 3))
    leave = np.zeros((len(cues), n, 3))  #: leave[:, i]: after word i - 1
    enter[:, :, 1] = leave[:, :, 1] = price
    enter[:, :, 2] = weights.content_change + weights.begin * _surprise(out["begin"][at])
    leave[:, 1:, 2] = weights.content_change + weights.end * _surprise(out["end"][at])[:, :-1]
    states = _best_sequences(scores, enter, leave)
    found = []
    for k, words in enumerate(cues):
        source_words = [int(i) for i in np.nonzero(states[k] == 1)[0]]
        content_words = [int(i) for i in np.nonzero(states[k] == 2)[0]]
        if not content_words:
            continue
        content = _spans(content_words, spans, surfaces)
        if not content:
            continue
        sure = float(cue[words, 1:].sum(axis=1).mean())
        parts = [_sigmoid(out["content"][at[k], content_words]).mean()]
        if source_words:
            parts.append(_sigmoid(out["source"][at[k], source_words]).mean())
        found.append(
            RawAttribution(
                source=_spans(source_words, spans, surfaces),
                cue=_spans(words, spans, surfaces),
                content=content,
                confidence=round(sure * float(np.mean(parts)), 4),
            )
        )
    return found


def _runs(cue: NDArray[np.float64], threshold: float) -> list[list[int]]:
    """Runs of cue words: begin, inside, inside."""
    label = cue.argmax(axis=1)
    label[(cue[:, 1:].sum(axis=1) >= threshold) & (label == 0)] = 1
    label[cue[:, 1:].sum(axis=1) < threshold] = 0
    runs: list[list[int]] = []
    for i in range(len(label)):
        if label[i] == 1 or (label[i] == 2 and (not runs or runs[-1][-1] != i - 1)):
            runs.append([i])
        elif label[i] == 2:
            runs[-1].append(i)
    return runs


def _prices(surfaces: Sequence[str], numbers: Sequence[int], weights: Weights) -> NDArray[np.float64]:
    """The price of a source's border between word ``i - 1`` and word ``i``."""
    price = np.full(len(surfaces), weights.change)
    for i in range(1, len(surfaces)):
        if numbers[i] != numbers[i - 1]:
            price[i] = weights.change_at_sentence
        elif not surfaces[i][0].isalnum() or not surfaces[i - 1][-1].isalnum():
            price[i] = weights.change_at_mark
    price[0] = weights.change_at_sentence
    return price


def _best_sequences(
    scores: NDArray[np.float64], enter: NDArray[np.float64], leave: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The best state of every word for every cue (Viterbi). All shapes: (cues, words, states)."""
    n_cues, n, n_states = scores.shape
    same = np.arange(n_states)
    best = scores[:, 0] - enter[:, 0]
    back = np.zeros((n, n_cues, n_states), dtype=np.int64)
    for i in range(1, n):
        # change[c, b, a]: from state a to state b
        change = best[:, None, :] - leave[:, i, None, :] - enter[:, i, :, None]
        change[:, same, same] = best
        back[i] = change.argmax(axis=2)
        best = change.max(axis=2) + scores[:, i]
    states = np.zeros((n_cues, n), dtype=np.int64)
    states[:, -1] = best.argmax(axis=1)
    rows = np.arange(n_cues)
    for i in range(n - 1, 0, -1):
        states[:, i - 1] = back[i, rows, states[:, i]]
    return states


def _spans(words: list[int], spans: Sequence[Span], surfaces: Sequence[str]) -> tuple[Span, ...]:
    """Spans of runs of words, without marks at their ends; a gap that is only marks is no gap."""
    runs: list[list[int]] = []
    for word in words:
        if runs and all(not _has_letters(surfaces[i]) for i in range(runs[-1][-1] + 1, word)):
            runs[-1].append(word)
        else:
            runs.append([word])
    out = []
    for run in runs:
        inside = [i for i in range(run[0], run[-1] + 1) if _has_letters(surfaces[i])]
        if inside:
            out.append(Span(spans[inside[0]].start, spans[inside[-1]].end))
    return tuple(out)


def _has_letters(surface: str) -> bool:
    return any(c.isalnum() for c in surface) or surface in ("$", "£", "€", "%")


def _softmax(x: NDArray[Any]) -> NDArray[np.float64]:
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True), dtype=np.float64)


def _sigmoid(x: NDArray[Any]) -> NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-x.astype(np.float64))), dtype=np.float64)


def _surprise(x: NDArray[Any]) -> NDArray[np.float64]:
    """-log of the probability that a score stands for."""
    return np.logaddexp(0.0, -x.astype(np.float64))
