"""The best labels of a run of words, when labels depend on the ones before them.

A linear-chain conditional random field (Lafferty et al. 2001): the network scores every word for itself;
a small table says what those scores are worth to each label, another what it adds that one label follows
another. Both are trained (``training/chain.py``). The best sequence is found by Viterbi's algorithm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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

    def best(self, words: NDArray[Any], outside: float = 0.0) -> list[int]:
        """The best labels. words: the network's scores, a row a word; ``outside`` is added to label 0.

        Cost: words times labels squared.
        """
        emitted = words @ np.array(self.scores).T + np.array(self.bias)
        emitted[:, 0] += outside
        return best_labels(emitted.tolist(), self.steps)


def best_labels(scores: Sequence[Sequence[float]], steps: Table) -> list[int]:
    """The sequence with the highest sum of scores and steps. scores: of every label, word by word."""
    labels = range(len(steps))
    into = [[steps[a][b] for a in labels] for b in labels]
    best = list(scores[0])
    back = []
    for row in scores[1:]:
        came, following = [], []
        for b in labels:
            reached = [x + y for x, y in zip(best, into[b], strict=True)]
            top = max(reached)
            came.append(reached.index(top))
            following.append(top + row[b])
        back.append(came)
        best = following
    path = [best.index(max(best))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]
