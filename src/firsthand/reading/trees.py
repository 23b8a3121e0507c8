"""From scores of heads to a tree: one root, no cycles, the best total.

Method: the best head of every word under the likeliest root, where that is a tree; else Chu–Liu/Edmonds
(Edmonds 1967) under that root; and where another root might do better, over the words and a root above
them. Arcs from that root cost so much that the best tree has one of them only, which makes it the best
tree with one root (Stanojević and Cohen 2021).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def best_tree(scores: NDArray[np.float32]) -> list[int]:
    """The heads of the best tree.

    Args:
        scores: ``scores[i, j]`` says how well ``j`` heads ``i``; ``scores[i, i]`` that ``i`` is the
            root. Shape: ``(n, n)``.

    Returns:
        A head for each word, its own index for the one root.

    Cost: O(n²) where the best heads are a tree (nearly always), O(n³) at worst.

    Example:
        >>> best_tree(np.array([[0, 9, 1], [0, 8, 1], [2, 7, 9.0]], dtype=np.float32))
        [1, 1, 1]
    """
    n = len(scores)
    if n < 2:
        return [0] * n
    # Under a given root no tree is worth more than the best heads of all other words.
    apart = scores.astype(np.float64)
    np.fill_diagonal(apart, -np.inf)
    top = apart.max(axis=1)
    bounds = scores.diagonal() - top + top.sum()
    root = int(bounds.argmax())
    heads: list[int] = apart.argmax(axis=1).tolist()
    heads[root] = -1
    if _cycle(heads) is not None:
        # Word i is node i + 1 below the root, node 0, which nothing heads.
        below = np.full((n + 1, n + 1), -np.inf)
        below[1:, 1:] = apart
        below[1:, 0] = scores.diagonal() - (n + 1) * float(1 + scores.max() - scores.min())
        alone = below.copy()
        alone[1:, 0] = -np.inf
        alone[root + 1] = -np.inf
        alone[root + 1, 0] = 0.0
        heads = [head - 1 for head in _edmonds(alone)[1:]]
        worth = bounds[root] - sum(top[i] - apart[i, head] for i, head in enumerate(heads) if head >= 0)
        bounds[root] = -np.inf
        if worth < bounds.max():
            heads = [head - 1 for head in _edmonds(below)[1:]]
            root = heads.index(-1)
    heads[root] = root
    return heads


def _edmonds(scores: NDArray[np.float64]) -> list[int]:
    """The best heads below node 0, whose own is -1. ``scores[i, j]``: ``j`` heads ``i``."""
    heads: list[int] = scores.argmax(axis=1).tolist()
    heads[0] = -1
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    # The cycle becomes one node, the last of a smaller graph.
    inside = np.array(sorted(cycle))
    outside = np.array([i for i in range(len(heads)) if i not in cycle])
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, inside)]
    small[:-1, -1] = leaving.max(axis=1)
    kept = scores[inside, [heads[i] for i in inside]]
    entering = scores[np.ix_(inside, outside)] - kept[:, None] + kept.sum()
    small[-1, :-1] = entering.max(axis=0)
    last = len(outside)
    for new, above in enumerate(_edmonds(small)):
        if new == last:
            heads[inside[entering[:, above].argmax()]] = int(outside[above])
        elif above == last:
            heads[outside[new]] = int(inside[leaving[new].argmax()])
        else:
            heads[outside[new]] = int(outside[above]) if above >= 0 else -1
    return heads


def _cycle(heads: list[int]) -> set[int] | None:
    """The nodes of a cycle, if there is one. -1: no head."""
    seen = [0] * len(heads)
    for start in range(len(heads)):
        node, walk = start, start + 1
        while node >= 0 and not seen[node]:
            seen[node] = walk
            node = heads[node]
        if node >= 0 and seen[node] == walk:
            cycle = {node}
            following = heads[node]
            while following != node:
                cycle.add(following)
                following = heads[following]
            return cycle
    return None
