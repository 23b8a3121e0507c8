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

    __slots__ = ("frames", "n", "reports", "tellings")

    def __init__(self, frame: int, report: int, telling: Hashable) -> None:
        self.frames = [frame]
        self.reports = 1 << report  #: a bit a report
        self.n = 1  #: how many reports that are
        self.tellings = {(report, telling)}

    def take(self, other: _Group) -> None:
        self.frames += other.frames
        self.reports |= other.reports
        self.n = self.reports.bit_count()
        self.tellings |= other.tellings


#: What leads from one group to another: the chances of the likeliest pair of frames of every two reports, added up,
#: and each of them; where there is but one, only its reports. A story of hundreds of reports has millions, and few
#: of them ever grow.
_Link = tuple[float, int | dict[int, float]]


def _together(one: _Link, other: _Link) -> _Link:
    chances, more = ({which: total} if isinstance(which, int) else which for total, which in (one, other))
    for reports, chance in more.items():
        chances[reports] = max(chance, chances.get(reports, 0.0))
    return sum(chances.values()), chances


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
    least = threshold * (1 + doubt)  #: one pair of reports, a telling each, fits best

    def fit(one: _Group, other: _Group, total: float) -> float:
        n, m = one.n, other.n
        common = one.reports & other.reports
        both = common.bit_count()
        pairs = n * m - both - both * (both - 1) // 2
        fits = total / (pairs + doubt)
        if fits < threshold:
            return fits  # more than a telling a report makes it no better
        tellings = len(one.tellings) + len(other.tellings)
        if both:
            tellings -= len(one.tellings & other.tellings)
        return fits * (n + m - both) / tellings

    heap: list[tuple[float, int, int]] = []
    for (i, j), chance in probability.items():
        links[i][j] = links[j][i] = (chance, 1 << places[i][0] | 1 << places[j][0])
        if chance >= least and (good := fit(groups[i], groups[j], chance)) >= threshold:
            heap.append((-good, i, j))
    heapq.heapify(heap)
    while heap:
        negative, i, j = heapq.heappop(heap)
        if i not in groups or j not in groups or j not in links[i]:
            continue  # gone
        group = groups[i]
        if fit(group, groups[j], links[i][j][0]) != -negative:
            continue  # an older estimate: the present one is in the heap if it is good enough
        group.take(groups.pop(j))
        beside = links[i]
        del beside[j]
        for k, link in links.pop(j).items():
            if k == i:
                continue
            del links[k][j]
            if k in beside:
                beside[k] = links[k][i] = _together(beside[k], link)
            else:
                beside[k] = links[k][i] = link
        for k, (total, _) in beside.items():
            if total >= least and (good := fit(group, groups[k], total)) >= threshold:
                heapq.heappush(heap, (-good, min(i, k), max(i, k)))
    return tuple(
        tuple(sorted(group.frames)) for group in sorted(groups.values(), key=lambda g: min(g.frames))
    )
