"""Grouping things by how like they are: what stories do with reports and claims with frames."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Mapping, Sequence


def average_link(
    n: int,
    likeness: Mapping[tuple[int, int], float],
    threshold: float,
    owners: Sequence[int] | None = None,
    doubt: float = 0.0,
) -> tuple[tuple[int, ...], ...]:
    """Group ``n`` things by average-link agglomeration over a sparse graph.

    The likest two groups are joined while the average over all their cross pairs stays at or above
    the threshold. Pairs that are not given count as 0. Ties break by index, so the result is one.

    Args:
        n: How many things there are, numbered from 0.
        likeness: Likeness of pairs ``(i, j)`` with ``i < j``.
        threshold: The average that two groups need.
        owners: Whose each thing is. Pairs of one owner say nothing for or against a join and do not
            count in the average; without owners every pair counts.
        doubt: So many pairs of no likeness stand behind every average (a shrunken mean), so that one pair
            has to be likelier than many have to be.

    Returns:
        Groups in order of their first member; each number in exactly one.

    Cost: O(pairs · log pairs) in practice.

    Example:
        >>> average_link(4, {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.2, (2, 3): 0.8}, 0.5)
        ((0, 1), (2, 3))
    """

    def average(across: float, n: int, m: int, within_n: float, within_m: float) -> float:
        return across / (n * m + doubt)

    return agglomerate(n, likeness, threshold, average, owners=owners)


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
    owners: Sequence[int] | None = None,
) -> tuple[tuple[int, ...], ...]:
    """Group ``n`` things: the two groups that fit best are joined while any two fit well enough.

    As :func:`average_link`, with any measure of fit in place of the average; the threshold is at least 0. Two
    groups with no pair at or above the threshold never join, and what joins in one part of the graph changes
    nothing in a part that no such pair connects with it.

    ``sizes`` and ``inside``, where given, are the numbers of things that each of the ``n`` already
    stands for, and the sums of likeness among them; ``likeness`` is then summed over their cross pairs.
    With ``owners``, ``fit`` is given the number of cross pairs of two owners and 1 in place of two sizes.
    """
    members: dict[int, list[int]] = {i: [i] for i in range(n)}
    size = list(sizes) if sizes is not None else [1] * n
    within = list(inside) if inside is not None else [0.0] * n
    links: dict[int, dict[int, float]] = {i: {} for i in range(n)}
    owned = {i: Counter((owners[i],)) for i in range(n)} if owners is not None else {}

    def fits(a: int, b: int) -> float:
        if owners is None:
            return fit(links[a][b], size[a], size[b], within[a], within[b])
        few, many = sorted((owned[a], owned[b]), key=len)
        pairs = size[a] * size[b] - sum(number * many[owner] for owner, number in few.items())
        return fit(links[a][b], max(1, pairs), 1, within[a], within[b])

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
        if owners is not None:
            owned[i] += owned.pop(j)
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
