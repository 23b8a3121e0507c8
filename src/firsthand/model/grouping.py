"""Grouping things by how like they are."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence

#: Says how well two groups fit: (sum of likeness across, size, size, sum within, sum within) → a number
#: that is at most the average likeness across.
Fit = Callable[[float, int, int, float, float], float]


def agglomerate(
    n: int,
    likeness: Mapping[tuple[int, int], float],
    threshold: float,
    fit: Fit,
    *,
    sizes: Sequence[int] | None = None,
    inside: Sequence[float] | None = None,
) -> tuple[tuple[int, ...], ...]:
    """Group ``n`` things: the two groups that fit best are joined while any two fit well enough.

    Two groups with no pair at or above the threshold never join, and what joins in one part of the graph
    changes nothing in a part that no such pair connects with it. Pairs that are not given count as 0; ties
    break by index. The threshold is at least 0.

    ``sizes`` and ``inside``, where given, are the numbers of things that each of the ``n`` already
    stands for, and the sums of likeness among them; ``likeness`` is then summed over their cross pairs.
    Groups come in order of their first member; each number is in exactly one.

    Example:
        >>> likeness = {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.2, (2, 3): 0.8}
        >>> agglomerate(4, likeness, 0.5, lambda across, n, m, *within: across / (n * m))
        ((0, 1), (2, 3))
    """
    members: dict[int, list[int]] = {i: [i] for i in range(n)}
    size = list(sizes) if sizes is not None else [1] * n
    within = list(inside) if inside is not None else [0.0] * n
    links: dict[int, dict[int, float]] = {i: {} for i in range(n)}

    def fits(a: int, b: int) -> float:
        return fit(links[a][b], size[a], size[b], within[a], within[b])

    heap: list[tuple[float, int, int]] = []
    for (i, j), p in likeness.items():
        links[i][j] = links[j][i] = p
        if p >= threshold and (good := fits(i, j)) >= threshold:
            heap.append((-good, i, j))
    heapq.heapify(heap)
    while heap:
        negative, i, j = heapq.heappop(heap)
        if i not in members or j not in members or j not in links[i]:
            continue
        if fits(i, j) != -negative:
            continue  # an older estimate; the present one is in the heap if it is good enough
        members[i].extend(members.pop(j))
        within[i] += within[j] + links[i][j]
        size[i] += size[j]
        del links[i][j]
        for k, p in links.pop(j).items():
            if k == i:
                continue
            del links[k][j]
            links[i][k] = links[k][i] = links[i].get(k, 0.0) + p
        for k, p in links[i].items():
            # What is little over all cross pairs is no more on average.
            if p < threshold:
                continue
            a, b = min(i, k), max(i, k)
            if (good := fits(a, b)) >= threshold:
                heapq.heappush(heap, (-good, a, b))
    return tuple(tuple(sorted(group)) for group in sorted(members.values(), key=min))
