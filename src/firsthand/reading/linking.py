"""From scores to attributions: each cue with its source and its content.

A cue is a run of words that the network marks. For each cue, every word of the window is outside,
source or content; the best sequence under the scores and a price for every change wins (Viterbi
1967). A change is cheap where sentences, clauses and quotations end and dear inside them, which keeps
spans whole without any rule about their form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.model import Span

#: The price of a change between two words, by what stands there. Found on PolNeAR dev (2026-11) by
#: coordinate search over linked F1; see docs/decisions/0006.
CHANGE_INSIDE = 2.2
CHANGE_AT_MARK = 1.0
CHANGE_AT_SENTENCE = 0.6
CUE_THRESHOLD = 0.5
REACH = 160  #: words on either side of a cue that may belong to it


@dataclass(frozen=True, slots=True)
class RawAttribution:
    """An attribution before its speaker is known. ``confidence`` in [0, 1]."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


def link_attributions(
    out: dict[str, NDArray[Any]], spans: Sequence[Span], surfaces: Sequence[str], numbers: Sequence[int]
) -> list[RawAttribution]:
    """The attributions of one window, in order of their cues.

    Cost: linear in the words of the window for each cue.
    """
    cue = _softmax(out["cue"])
    cues = _runs(cue)
    if not cues:
        return []
    price = _prices(surfaces, numbers)
    role = _softmax(out["role"])
    found = []
    for words in cues:
        at = words[0]
        low, high = max(0, at - REACH), min(len(spans), words[-1] + REACH)
        source, content = out["source"][at, low:high], out["content"][at, low:high]
        prior_source = np.log(role[low:high, 1:3].sum(axis=1) + 1e-3) - np.log(role[low:high, 0] + 1e-3)
        prior_content = np.log(role[low:high, 3:5].sum(axis=1) + 1e-3) - np.log(role[low:high, 0] + 1e-3)
        scores = np.stack(
            [np.zeros(high - low), source + 0.25 * prior_source, content + 0.25 * prior_content], axis=1
        )
        for word in words:
            scores[word - low] = (0.0, -30.0, -30.0)
        states = _best_sequence(scores, price[low:high])
        source_words = [low + i for i in np.nonzero(states == 1)[0]]
        content_words = [low + i for i in np.nonzero(states == 2)[0]]
        if not content_words:
            continue
        sure = float(cue[words, 1:].sum(axis=1).mean())
        chosen = [_sigmoid(content[i - low]) for i in content_words]
        chosen += [_sigmoid(source[i - low]) for i in source_words]
        found.append(
            RawAttribution(
                source=_spans(source_words, spans, surfaces),
                cue=_spans(list(words), spans, surfaces),
                content=_spans(content_words, spans, surfaces),
                confidence=round(sure * float(np.mean(chosen)), 4),
            )
        )
    return found


def _runs(cue: NDArray[np.float64]) -> list[list[int]]:
    """Runs of cue words: begin, inside, inside."""
    label = cue.argmax(axis=1)
    label[(cue[:, 1:].sum(axis=1) >= CUE_THRESHOLD) & (label == 0)] = 1
    runs: list[list[int]] = []
    for i in range(len(label)):
        if label[i] == 1 or (label[i] == 2 and (not runs or runs[-1][-1] != i - 1)):
            runs.append([i])
        elif label[i] == 2:
            runs[-1].append(i)
    return runs


def _prices(surfaces: Sequence[str], numbers: Sequence[int]) -> NDArray[np.float64]:
    """The price of a change between word ``i - 1`` and word ``i``."""
    price = np.full(len(surfaces), CHANGE_INSIDE)
    for i in range(1, len(surfaces)):
        if numbers[i] != numbers[i - 1]:
            price[i] = CHANGE_AT_SENTENCE
        elif not surfaces[i][0].isalnum() or not surfaces[i - 1][-1].isalnum():
            price[i] = CHANGE_AT_MARK
    return price


def _best_sequence(scores: NDArray[np.float64], price: NDArray[np.float64]) -> NDArray[np.int64]:
    n = len(scores)
    best = scores[0].copy()
    back = np.zeros((n, 3), dtype=np.int64)
    for i in range(1, n):
        stay_or_go = best[None, :] - price[i] * (1 - np.eye(3))
        back[i] = stay_or_go.argmax(axis=1)
        best = stay_or_go.max(axis=1) + scores[i]
    states = np.zeros(n, dtype=np.int64)
    states[-1] = int(best.argmax())
    for i in range(n - 1, 0, -1):
        states[i - 1] = back[i, states[i]]
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


def _sigmoid(x: float) -> float:
    return float(1.0 / (1.0 + np.exp(-float(x))))
