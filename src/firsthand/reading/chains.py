"""The best labels of a run of words, when labels depend on the ones before them.

A linear-chain conditional random field (Lafferty et al. 2001): the network scores every word for itself;
a small table says what those scores are worth to each label, another what it adds that one label follows
another. Both are trained (``training/chain.py``). The best sequence is found by Viterbi's algorithm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Table = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """A trained chain over ``len(bias)`` labels.

    ``scores`` has a row of weights for every label, ``bias`` what is added to each, ``steps[a][b]`` what
    it adds that ``b`` follows ``a``.

    Example:
        >>> chain = Chain(((1.0, 0.0), (0.0, 1.0)), (0.0, 0.0), ((0.0, -5.0), (-5.0, 0.0)))
        >>> chain.best(np.array([[3.0, 0.0], [0.0, 1.0], [3.0, 0.0]]))
        [0, 0, 0]
    """

    scores: Table
    bias: tuple[float, ...]
    steps: Table

    @staticmethod
    def of(stored: dict[str, Any]) -> Chain:
        """A chain as ``decoding.json`` has it."""
        return Chain(
            tuple(map(tuple, stored["scores"])), tuple(stored["bias"]), tuple(map(tuple, stored["steps"]))
        )

    def best(self, words: NDArray[Any], outside: float = 0.0, ends: Sequence[int] | None = None) -> list[int]:
        """The best labels.

        Args:
            words: The network's scores, a row a word.
            outside: Is added to label 0.
            ends: One past the last word of each run, where the words are several; no run depends on another.

        Cost: words times labels squared.
        """
        emitted = words @ np.array(self.scores).T + np.array(self.bias)
        emitted[:, 0] += outside
        return best_labels(emitted, self.steps, [len(emitted)] if ends is None else ends)


def best_labels(scores: NDArray[np.float64], steps: Table, ends: Sequence[int]) -> list[int]:
    """The sequences with the highest sums of scores and steps, one behind the other.

    Args:
        scores: Of every label, a row a word.
        steps: What it adds that one label follows another.
        ends: One past the last word of each run. All runs are taken forward together, word by word.
    """
    lengths = np.diff(ends, prepend=0).tolist()
    worth = np.zeros((max(lengths), len(ends), len(steps)))
    for run, (end, length) in enumerate(zip(ends, lengths, strict=True)):
        worth[:length, run] = scores[end - length : end]
    table = np.array(steps)
    for before, here in pairwise(worth):
        here += np.maximum.reduce(before[:, :, None] + table, axis=1)
    came = (worth[:-1, :, :, None] + table).argmax(axis=2).tolist()
    best: list[int] = []
    for run, length in enumerate(lengths):
        path = [int(worth[length - 1, run].argmax())]
        for i in range(length - 2, -1, -1):
            path.append(came[i][run][path[-1]])
        best += reversed(path)
    return best
