"""Copies: reports that tell one text again, which are one story at once.

Two reports are copies when they are all but the same in their words, or when they are alike and share so
many fingerprints that much of the shorter one stands in the other. Fingerprints of lines that stand
under reports of different matters (footers, notes on a paper's own services) do not count: of the
reports that have such a line, some that follow each other are not alike.

What is a copy depends on the reports alone, not on the order or the portions in which they come.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from firsthand.stories.features import Kept
from firsthand.stories.likeness import COPY, Ints, Pairs, runs

ALIKE = 0.15  #: likeness that two reports need at least, whatever they share
LEAST_PRINTS = 9  #: fingerprints that two copies share: about forty words
SHARE = 0.25  #: of the shorter report's fingerprints, at least


def copies(held: Sequence[Kept], pairs: Pairs) -> Ints:
    """For each report, the first that it hangs together with by copies; itself, if none.

    Cost: linear in the fingerprints of reports that are alike.
    """
    same = pairs.likeness >= COPY
    sizes = np.array([len(one.prints) for one in held], np.int64)
    shorter = np.minimum(sizes[pairs.left], sizes[pairs.right])
    least = np.maximum(LEAST_PRINTS, np.ceil(SHARE * shorter))
    maybe = np.flatnonzero(~same & (pairs.likeness >= ALIKE) & (pairs.shared >= least))
    if len(maybe):
        shared = [
            _common(held[a], held[b]) for a, b in zip(pairs.left[maybe], pairs.right[maybe], strict=True)
        ]
        prints = np.concatenate(shared)
        at_large = _at_large(held, pairs, np.unique(prints))
        told = np.concatenate(([0], np.cumsum(~_is_among(prints, at_large))))
        ends = np.cumsum([len(row) for row in shared])
        same[maybe] = told[ends] - told[np.concatenate(([0], ends[:-1]))] >= least[maybe]
    return np.array(_components(len(held), pairs.left[same], pairs.right[same]), np.int64)


def count_shared(held: Sequence[Kept], left: Ints, right: Ints) -> NDArray[np.int32]:
    """How many fingerprints each pair of reports shares.

    Cost: linear in the fingerprints of the reports that are asked for.
    """
    shared = np.zeros(len(left), np.int32)
    if not any(len(one.prints) for one in held):
        return shared
    order = np.argsort(left, kind="stable")
    mark = np.zeros(
        1 << 20, bool
    )  # of two prints that meet in a seat one in ten thousand is taken for shared
    for a, b in runs(left[order]):
        mine = _seats(held[int(left[order[a]])])
        if not len(mine):
            continue
        mark[mine] = True
        rows = [_seats(held[j]) for j in right[order[a:b]].tolist()]
        ends = np.cumsum([len(row) for row in rows])
        hits = np.concatenate(([0], np.cumsum(mark[np.concatenate(rows)], dtype=np.int64)))
        shared[order[a:b]] = hits[ends] - hits[np.concatenate(([0], ends[:-1]))]
        mark[mine] = False
    return shared


def _seats(one: Kept) -> NDArray[np.uint32]:
    return np.frombuffer(one.prints, np.uint32) & np.uint32((1 << 20) - 1)


def _common(one: Kept, other: Kept) -> NDArray[np.uint32]:
    mine, theirs = (np.frombuffer(kept.prints, np.uint32) for kept in (one, other))
    return mine[_is_among(mine, theirs)]


def _is_among(prints: NDArray[np.uint32], known: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which fingerprints stand in an ascending row of some."""
    if not len(known):
        return np.zeros(len(prints), bool)
    found: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, prints), len(known) - 1)] == prints
    return found


def _at_large(held: Sequence[Kept], pairs: Pairs, asked: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Of fingerprints, those that stand under different matters.

    Of the reports that have one, in their settled order, two that follow each other are not alike.
    """
    found_print, found_at = [], []
    for at, one in enumerate(held):
        prints = np.frombuffer(one.prints, np.uint32)
        prints = prints[_is_among(prints, asked)]
        found_print.append(prints)
        found_at.append(np.full(len(prints), at, np.int64))
    prints, holders = np.concatenate(found_print), np.concatenate(found_at)
    order = np.argsort(prints, kind="stable")
    prints, holders = prints[order], holders[order]
    follows = np.flatnonzero(prints[1:] == prints[:-1])
    asked_pairs = holders[follows] * len(held) + holders[follows + 1]
    alike = pairs.left * len(held) + pairs.right  # ascending, as pairs are
    place = np.minimum(np.searchsorted(alike, asked_pairs), len(alike) - 1)
    large: NDArray[np.uint32] = np.unique(prints[follows[alike[place] != asked_pairs]])
    return large


def _components(n: int, left: Ints, right: Ints) -> list[int]:
    """For each of ``n``, the least number that it hangs together with."""
    parent = list(range(n))

    def root(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for i, j in zip(left.tolist(), right.tolist(), strict=True):
        a, b = root(i), root(j)
        if a != b:
            parent[max(a, b)] = min(a, b)
    return [root(x) for x in range(n)]
