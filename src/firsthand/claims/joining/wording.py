"""What the words of two frames have in common, word by word, for many pairs at a time.

Method: token-level late interaction (Khattab and Zaharia 2020).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: The rarest words that two frames share, which together tell what a single one may not.
RAREST = 3


class Laid(NamedTuple):
    """The words of frames side by side: one row a place in the frame, one column a frame."""

    lemma: NDArray[np.int64]  #: its number; behind a frame's last word that of none
    weight: NDArray[np.float32]  #: how much it tells; nothing behind the last word, as below
    core: NDArray[np.float32]  #: the same, of words in the core
    predicate: NDArray[np.float32]  #: and of those in the predicate
    rarity: NDArray[np.float32]  #: how few of the story's sentences have it

    def of(self, frames: NDArray[np.int64], n_tokens: NDArray[np.int64]) -> Laid:
        """The columns of some frames, with as many rows as the longest of them has words."""
        rows = slice(max(1, int(n_tokens[frames].max())))
        return Laid(
            np.take(self.lemma[rows], frames, axis=1),
            *(np.take(told[rows], frames, axis=1) for told in self[1:]),
        )


def word_features(a: Laid, b: Laid, near: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
    """What the words of two frames have in common, for many pairs.

    Args:
        a: The words of the left frames.
        b: The words of the right frames.
        near: How near each word of the one is to each of the other. Shape: ``(n of a, n of b, pairs)``.
    """
    exact = a.lemma[:, None] == b.lemma
    shared = exact.any(axis=1)
    nearest_a, nearest_b = near.max(axis=1), near.max(axis=0)
    total_a, total_b = a.weight.sum(axis=0) + 1e-9, b.weight.sum(axis=0) + 1e-9
    in_a = (shared * a.weight).sum(axis=0)
    from_a = (nearest_a * a.weight).sum(axis=0) / total_a
    from_b = (nearest_b * b.weight).sum(axis=0) / total_b
    rare_a, rare_b = a.rarity.sum(axis=0) + 1e-9, b.rarity.sum(axis=0) + 1e-9
    rare_shared = np.sort(shared * a.rarity, axis=0)[::-1]
    rare_from_a = (nearest_a * a.rarity).sum(axis=0) / rare_a
    rare_from_b = (nearest_b * b.rarity).sum(axis=0) / rare_b
    return (
        2 * in_a / (total_a + total_b),
        in_a / np.minimum(total_a, total_b),
        (from_a + from_b) / 2,
        np.maximum(from_a, from_b),
        np.minimum(from_a, from_b),
        _soft(near, a.core, b.core),
        _soft(near, a.predicate, b.predicate),
        (exact & (a.predicate > 0)[:, None] & (b.predicate > 0)).any(axis=(0, 1)),
        rare_shared[0],
        rare_shared.sum(axis=0) / np.minimum(rare_a, rare_b),
        rare_shared[:RAREST].sum(axis=0),
        np.maximum(rare_from_a, rare_from_b),
        np.minimum(rare_from_a, rare_from_b),
    )


def _soft(near: NDArray[np.float32], a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    """Likeness both ways between the words that have weight. Shape: ``(pairs,)``; 0 where a side has none."""
    from_a = ((near * (b > 0)).max(axis=1) * a).sum(axis=0) / np.maximum(a.sum(axis=0), 1e-9)
    from_b = ((near * (a > 0)[:, None]).max(axis=0) * b).sum(axis=0) / np.maximum(b.sum(axis=0), 1e-9)
    out: NDArray[np.float32] = (from_a + from_b) / 2
    return out
