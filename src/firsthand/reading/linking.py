"""From scores to attributions: each cue with its source and its content.

Cues are what a trained chain over the network's scores makes of the window (``chains``). Every word of the window is then the content of one
cue or of none, and the best such sequence under the scores and a price for every border wins (Viterbi
1967): contents never cross, as in the annotations that the network learned from. A content's border
costs what the network thinks of it as a border. Sources, which several cues may share, are found
likewise for each cue among the words that are left; a border costs less where marks and sentences
stand. That keeps spans whole without any rule about their form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.model import Span
from firsthand.reading.chains import Chain

#: A chain that believes the network: of eight scores, one for each label, and no word on what follows what.
TAGS = Chain(
    ((0.0,) * 8, *(tuple(float(k == column) for k in range(8)) for column in (1, 2, 4, 5, 6, 7))),
    (0.0,) * 7,
    ((0.0,) * 7,) * 7,
)


@dataclass(frozen=True, slots=True)
class Weights:
    """What decoding leans on, as ``weights/decoding.json`` has it.

    The chain of cues is trained on the network's outputs for PolNeAR train. The prices are found by
    coordinate search over exact parts and linked attributions together, the confidence by logistic
    regression, on PolNeAR dev (``training/decoding.py``).
    """

    outside: float = 0.0  #: added to every word's score of being of no cue, source or content
    role: float = 0.25  #: weight of a word's being content of any attribution beside this one's
    source_role: float = 0.1  #: likewise of its being a source of any
    source: float = 0.2  #: added to every source score
    content: float = 0.0  #: added to every content score
    begin: float = 0.25  #: price of a content's beginning, times -log of its probability
    end: float = 0.15  #: likewise for its end
    change: float = 1.5  #: price of a source's border inside a clause
    change_at_mark: float = 1.0  #: at a mark
    change_at_sentence: float = 0.2  #: between sentences
    content_change: float = 0.0  #: least price of a content's border
    confidence: tuple[float, ...] = ()  #: weights of the features of ``_evidence``; none: half sure
    tags: Chain = TAGS  #: over scores of cues and roles: outside, then begins and goes on of each part
    names: Chain | None = None  #: over the scores of names, in the order of ``labels.json``

    @staticmethod
    def from_json(text: str) -> Weights:
        """The weights of a stored table."""
        stored = json.loads(text)
        stored["confidence"] = tuple(stored.get("confidence", ()))
        stored |= {key: Chain.of(stored[key]) for key in ("tags", "names") if stored.get(key)}
        return Weights(**stored)


NEVER = -30.0  #: the score of what cannot be
REACH = 200  #: words on either side of a cue that may belong to it


@dataclass(frozen=True, slots=True)
class RawAttribution:
    """An attribution before its speaker is known.

    ``confidence`` is the probability, in [0, 1], that cue and source are right and most of the content;
    ``evidence`` what it was reckoned from.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    evidence: tuple[float, ...] = ()


def link_attributions(
    out: Mapping[str, NDArray[Any]],
    spans: Sequence[Span],
    surfaces: Sequence[str],
    numbers: Sequence[int],
    weights: Weights,
) -> list[RawAttribution]:
    """The attributions of one window, in order of their cues.

    Args:
        out: The network's outputs by name; ``source``, ``content``, ``begin`` and ``end`` have shape
            (words, words): for a cue's first word, a score for every word.
        spans, surfaces, numbers: The window's words, and the sentence of each.

    Cost: linear in the words of the window; all cues of a window are decoded at once.
    """
    cue = _softmax(out["cue"])
    cues = _cues(np.concatenate([out["cue"], out["role"]], axis=1), weights)
    if not cues:
        return []
    at = [words[0] for words in cues]
    role = _softmax(out["role"])
    outside = np.log(role[:, 0] + 1e-3)
    beyond = _beyond_reach(cues, len(spans))
    content_scores = out["content"][at].astype(np.float64) + weights.content
    content_scores += weights.role * (np.log(role[:, 3:5].sum(1) + 1e-3) - outside)
    content_scores[beyond] = NEVER
    begin = weights.content_change + weights.begin * _surprise(out["begin"][at])
    end = weights.content_change + weights.end * _surprise(out["end"][at])
    owner = _contents(content_scores, begin, end)
    source_scores = out["source"][at].astype(np.float64) + weights.source
    source_scores += weights.source_role * (np.log(role[:, 1:3].sum(1) + 1e-3) - outside)
    source_scores[beyond | (owner >= 0)] = NEVER
    is_source = _sources(source_scores, _prices(surfaces, numbers, weights) / 2)
    found = []
    for k, words in enumerate(cues):
        source_words = np.flatnonzero(is_source[k]).tolist()
        content_words = np.flatnonzero(owner == k).tolist()
        content = spans_of_words(content_words, spans, surfaces)
        said = spans_of_words(words, spans, surfaces)
        if not content or not said:
            continue
        evidence = _evidence(
            cue[words, 1:].sum(axis=1),
            _sigmoid(out["source"][at[k]]),
            _sigmoid(out["content"][at[k]]),
            _sigmoid(out["begin"][at[k]]),
            _sigmoid(out["end"][at[k]]),
            role[:, 3:5].sum(axis=1),
            source_words,
            content_words,
        )
        found.append(
            RawAttribution(
                source=spans_of_words(source_words, spans, surfaces),
                cue=said,
                content=content,
                confidence=_confidence(evidence, weights.confidence),
                evidence=evidence,
            )
        )
    return found


def _evidence(
    cue: NDArray[np.float64],
    source: NDArray[np.float64],
    content: NDArray[np.float64],
    begin: NDArray[np.float64],
    end: NDArray[np.float64],
    any_content: NDArray[np.float64],
    source_words: Sequence[int],
    content_words: Sequence[int],
) -> tuple[float, ...]:
    """What speaks for an attribution: log-odds of its parts, and how large they are.

    cue: probabilities of the cue's words; the others: of all words of the window.
    """
    firsts = [i for k, i in enumerate(content_words) if not k or content_words[k - 1] < i - 1]
    lasts = [i for i in content_words if i + 1 not in set(content_words)]
    beyond = [content[i] for i in (firsts[0] - 1, lasts[-1] + 1) if 0 <= i < len(content)]
    inside = content[content_words]
    return tuple(
        round(float(x), 4)
        for x in (
            1.0,
            _log_odds(cue.mean()),
            _log_odds(cue.min()),
            _log_odds(inside.mean()),
            _log_odds(inside.min()),
            _log_odds(max(beyond, default=0.0)),
            _log_odds(begin[firsts].mean()),
            _log_odds(end[lasts].mean()),
            _log_odds(any_content[content_words].mean()),
            bool(source_words),
            _log_odds(source[source_words].mean()) if source_words else 0.0,
            0.0 if source_words else _log_odds(source.max()),
            np.log(len(content_words)),
            len(firsts) - 1,
        )
    )


def _confidence(evidence: Sequence[float], weights: Sequence[float]) -> float:
    total = float(np.dot(evidence, weights)) if weights else 0.0
    return round(1.0 / (1.0 + float(np.exp(-total))), 3)


def _cues(scores: NDArray[Any], weights: Weights) -> list[list[int]]:
    """Runs of cue words. scores: of cues and roles, (words, 8)."""
    runs: list[list[int]] = []
    for i, label in enumerate(weights.tags.best(scores, weights.outside)):
        if label == 2 and runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        elif label in (1, 2):
            runs.append([i])
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


def _beyond_reach(cues: Sequence[Sequence[int]], n: int) -> NDArray[np.bool_]:
    """Words that cannot be of a cue's source or content: too far away, or of a cue. (cues, words)"""
    beyond = np.zeros((len(cues), n), dtype=np.bool_)
    for k, words in enumerate(cues):
        beyond[:, words] = True
        beyond[k, : max(0, words[0] - REACH)] = True
        beyond[k, words[-1] + REACH :] = True
    return beyond


def _contents(
    scores: NDArray[np.float64], begin: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Whose content every word is: the number of a cue, or -1. All cues at once (Viterbi).

    Args:
        scores: What a word adds as content of each cue; outside adds nothing. begin, end: the price of
            a run of it that begins, or ends, with that word. All of shape (cues, words).
    """
    n_cues, n = scores.shape

    def by_word(rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """A row a word, with one column more: outside, the last state, costs and adds nothing."""
        return np.concatenate([rows, np.zeros((1, n))]).T.copy()

    begins, ends = by_word(begin), by_word(end)
    worth = by_word(scores)  #: of each state when a word is in it, the best way there included
    worth[0] -= begins[0]
    left = np.empty_like(worth)  #: what each state is worth once it has been left
    for i in range(1, n):
        np.subtract(worth[i - 1], ends[i - 1], out=left[i])
        worth[i] += np.maximum(worth[i - 1], left[i].max() - begins[i])
    from_ = left[1:].argmax(axis=1)
    stays = worth[:-1] >= left[1:].max(axis=1, keepdims=True) - begins[1:]
    worth[-1] -= ends[-1]
    owner = np.empty(n, dtype=np.int64)
    owner[-1] = worth[-1].argmax()
    for i in range(n - 1, 0, -1):
        owner[i - 1] = owner[i] if stays[i - 1, owner[i]] else from_[i - 1]
    owner[owner == n_cues] = -1
    return owner


def _sources(scores: NDArray[np.float64], price: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which words are of each cue's source (Viterbi, all cues side by side).

    scores: (cues, words); price: of a border before each word.
    """
    n_cues, n = scores.shape
    worth = np.zeros((n, 2, n_cues))  #: of being in a cue's source at a word, and of not being in it
    worth[:, 0] = scores.T
    worth[0, 0] -= price[0]
    for i in range(1, n):
        worth[i] += np.maximum(worth[i - 1], worth[i - 1, ::-1] - price[i])
    stays = worth[:-1] >= worth[:-1, ::-1] - price[1:, None, None]
    found = np.zeros((n_cues, n), dtype=np.bool_)
    found[:, -1] = worth[-1, 0] > worth[-1, 1]
    for i in range(n - 1, 0, -1):
        found[:, i - 1] = np.where(found[:, i], stays[i - 1, 0], ~stays[i - 1, 1])
    return found


def spans_of_words(words: list[int], spans: Sequence[Span], surfaces: Sequence[str]) -> tuple[Span, ...]:
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


def _log_odds(p: float) -> float:
    inside = min(max(float(p), 1e-3), 1 - 1e-3)
    return float(np.log(inside / (1 - inside)))


def _surprise(x: NDArray[Any]) -> NDArray[np.float64]:
    """-log of the probability that a score stands for."""
    return np.logaddexp(0.0, -x.astype(np.float64))
