"""From scores of heads to a tree: one root, no cycles, the best total.

Method: greedy choice where it already is a tree, else Chu–Liu/Edmonds (Edmonds 1967).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

EXACT_WORDS = 8  #: up to so many words every root is tried
ROOTS_TRIED = 2  #: of a longer sentence


def best_tree(scores: NDArray[np.float32]) -> list[int]:
    """The heads of the best tree.

    Args:
        scores: ``scores[i, j]`` says how well ``j`` heads ``i``; ``scores[i, i]`` that ``i`` is the
            root. Shape: ``(n, n)``.

    Returns:
        A head for each word, its own index for the one root. In sentences of more than
        ``EXACT_WORDS`` words whose greedy choice is no tree, only the likeliest roots are tried.

    Cost: O(n²) where the greedy choice is a tree (nearly always), O(n³) at worst.

    Example:
        >>> best_tree(np.array([[0, 9, 1], [0, 8, 1], [2, 7, 9.0]], dtype=np.float32))
        [1, 1, 1]
    """
    n = len(scores)
    if n == 0:
        return []
    greedy = scores.argmax(axis=1)
    roots = [i for i in range(n) if greedy[i] == i]
    if len(roots) == 1 and _is_tree(greedy):
        return [int(h) for h in greedy]
    off = scores.astype(np.float64).copy()
    diagonal = off.diagonal().copy()
    np.fill_diagonal(off, -np.inf)
    if n == 1:
        return [0]
    # One root: each that may win is tried; in long sentences those that lose least by heading nothing.
    loss = diagonal - off.max(axis=1)
    roots = sorted(range(n), key=lambda i: (-loss[i], i))[: n if n <= EXACT_WORDS else ROOTS_TRIED]
    best: list[int] = []
    best_total = -np.inf
    for root in roots:
        heads = _edmonds(off, root)
        total = diagonal[root] + sum(off[i, heads[i]] for i in range(n) if i != root)
        if total > best_total:
            best_total = total
            best = [*heads[:root], root, *heads[root + 1 :]]
    return best


def _is_tree(heads: NDArray[np.int64]) -> bool:
    n = len(heads)
    state = [0] * n
    for start in range(n):
        path = []
        i = start
        while state[i] == 0:
            state[i] = 1
            path.append(i)
            if heads[i] == i:
                break
            i = int(heads[i])
            if state[i] == 1:
                return False
        for j in path:
            state[j] = 2
    return True


def _edmonds(scores: NDArray[np.float64], root: int) -> list[int]:
    """Chu–Liu/Edmonds with contraction, iteratively, on a dense matrix; the root keeps index -1."""
    n = len(scores)
    heads = [-1] * n
    for i in range(n):
        if i != root:
            heads[i] = int(scores[i].argmax())
    cycle = _cycle(heads, root)
    if cycle is None:
        return heads
    inside = set(cycle)
    outside = [i for i in range(n) if i not in inside]
    size = len(outside) + 1
    small = np.full((size, size), -np.inf)
    number = {old: new for new, old in enumerate(outside)}
    enter: dict[int, int] = {}
    leave: dict[int, int] = {}
    members = sorted(inside)
    kept = sum(scores[i, heads[i]] for i in members)
    for old in outside:
        for other in outside:
            small[number[old], number[other]] = scores[old, other]
        best = max(members, key=lambda m: (scores[old, m], -m))
        small[number[old], size - 1] = scores[old, best]
        leave[old] = best
        gains = [(kept - scores[m, heads[m]] + scores[m, old], -m) for m in members]
        gain, negative = max(gains)
        small[size - 1, number[old]] = gain
        enter[old] = -negative
    np.fill_diagonal(small, -np.inf)
    solved = _edmonds(small, number[root])
    for old in outside:
        if old != root:
            up = solved[number[old]]
            heads[old] = leave[old] if up == size - 1 else outside[up]
    above = outside[solved[size - 1]]
    heads[enter[above]] = above
    return heads


def _cycle(heads: list[int], root: int) -> list[int] | None:
    n = len(heads)
    state = [0] * n
    for start in range(n):
        path = []
        i = start
        while i >= 0 and i != root and state[i] == 0:
            state[i] = 1
            path.append(i)
            i = heads[i]
        if i >= 0 and i != root and state[i] == 1:
            return path[path.index(i) :]
        for j in path:
            state[j] = 2
    return None
