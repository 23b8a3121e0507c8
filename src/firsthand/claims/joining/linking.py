"""Groups of frames from the chances of their pairs.

Two reports tell one matter as surely as the likeliest pair of their frames: the others are the same told again,
in a noun phrase within the clause or in another sentence. How well two groups fit is the average of that over
all pairs of their reports, with some pairs of no chance behind it, so that two lone claims have to be surer of
each other than a claim of a matter that many tell. A matter for which a report needs many tellings, sentences
or different numbers, is likely more than one, so the fit falls with the tellings a report.

Public: :func:`linked`.

Method: agglomeration over a sparse graph, the best fit first.
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Mapping, Sequence

#: Pairs of reports of no chance that stand behind every average, of a story that very many report; with few
#: reports there is less that could be mistaken for one matter.
DOUBT = 8.0


class _Group:
    """Some frames, and where they stand."""

    def __init__(self, frame: int, report: int, telling: Hashable) -> None:
        self.frames = [frame]
        self.reports = {report}
        self.tellings = {(report, telling)}

    def take(self, other: _Group) -> None:
        self.frames += other.frames
        self.reports |= other.reports
        self.tellings |= other.tellings


#: Across two groups the chance of the likeliest pair of frames of every two reports.
_Link = dict[tuple[int, int], float]


def linked(
    probability: Mapping[tuple[int, int], float], places: Sequence[tuple[int, Hashable]], threshold: float
) -> tuple[tuple[int, ...], ...]:
    """Group frames by matter.

    Args:
        probability: The chance of pairs ``(i, j)`` with ``i < j`` of frames of two reports; a pair that is not
            given has none.
        places: The report of each frame, and which telling of that report it is: frames of one telling share it.
        threshold: The fit that two groups need to be joined.

    Returns:
        Groups in order of their first member; each frame in exactly one. Ties break by index.

    Cost: O(pairs · log pairs) in practice.

    Example:
        >>> linked({(0, 1): 0.9, (1, 2): 0.2}, [(0, 7), (1, 3), (2, 5)], 0.12)
        ((0, 1), (2,))
    """
    groups = {i: _Group(i, *place) for i, place in enumerate(places)}
    links: dict[int, dict[int, _Link]] = {i: {} for i in groups}
    doubt = DOUBT * (1 - 1 / max(1, len({report for report, _ in places})))

    def fit(a: int, b: int) -> float:
        total = sum(links[a][b].values())
        if total / (1 + doubt) < threshold:
            return 0.0  # one pair of reports, a telling each, would fit best, and does not
        one, other = groups[a], groups[b]
        n, m = len(one.reports), len(other.reports)
        both = len(one.reports & other.reports)
        pairs = n * m - both - both * (both - 1) // 2
        tellings = len(one.tellings) + len(other.tellings) - len(one.tellings & other.tellings)
        return total / (pairs + doubt) * (n + m - both) / tellings

    heap: list[tuple[float, int, int]] = []
    for (i, j), chance in probability.items():
        reports = (places[i][0], places[j][0])
        links[i][j] = links[j][i] = {(min(reports), max(reports)): chance}
        if (good := fit(i, j)) >= threshold:
            heap.append((-good, i, j))
    heapq.heapify(heap)
    while heap:
        negative, i, j = heapq.heappop(heap)
        if i not in groups or j not in groups or j not in links[i] or fit(i, j) != -negative:
            continue  # gone, or an older estimate: the present one is in the heap if it is good enough
        groups[i].take(groups.pop(j))
        del links[i][j]
        for k, link in links.pop(j).items():
            if k == i:
                continue
            del links[k][j]
            if k in links[i]:
                known = links[i][k]
                for two, chance in link.items():
                    known[two] = max(chance, known.get(two, 0.0))
            else:
                links[i][k] = links[k][i] = link
        for k in links[i]:
            a, b = min(i, k), max(i, k)
            if (good := fit(a, b)) >= threshold:
                heapq.heappush(heap, (-good, a, b))
    return tuple(
        tuple(sorted(group.frames)) for group in sorted(groups.values(), key=lambda g: min(g.frames))
    )
