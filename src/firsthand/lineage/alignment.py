"""Alignment of two reports that share fingerprints: where exactly, and how much.

Runs of three words and more that stand in both are chained, in order and near each other, into
passages: the chain that keeps the most words for the fewest skipped. A chain needs a run of five.

Public: :class:`Match`, :class:`Aligner`.

Method: collinear chaining of anchors with gap costs (Ohlebusch and Abouelhoda 2006), as in aligners of
genomes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from firsthand.lineage.fingerprints import RUN, Indices, Longs, among, grams
from firsthand.lineage.words import Numbers

ANCHOR = 3  #: words of the shortest run that a passage may be held together by
MOST_PLACES = 4  #: places of one run of words that are looked at
MAX_GAP = 16  #: words that an edit may add, drop or change inside a passage
MAX_DRIFT = 12  #: by how far the two sides may run apart at one edit
GAP_COST = 0.6  #: of a shared word, for each word skipped
MIN_WORDS = 12  #: shared words of a passage
MIN_DENSITY = 0.5  #: share of a passage's words that are shared
LOOK_BACK = 12  #: runs before one that are tried as its neighbour


@dataclass(frozen=True, slots=True)
class Match:
    """A passage in words: first and last on either side, and how many are shared."""

    left: tuple[int, int]
    right: tuple[int, int]
    n_words: int


class Aligner:
    """One row of words, ready to be compared with many.

    Cost: n log n in its words once; then m log n in the words of each other row for the runs, linear in
    the runs for the chains.
    """

    def __init__(self, numbers: Numbers) -> None:
        made = grams(numbers, ANCHOR)
        self._order = np.argsort(made, kind="stable")
        self._held = made[self._order]
        self._n = len(numbers)

    def matches(self, left: Numbers) -> list[Match]:
        """The passages shared with another row, in order of this row (the right side)."""
        at_left, at_right, lengths = self._runs(left)
        return _passages(at_left, at_right, lengths)

    def shared(self, left: Numbers) -> npt.NDArray[np.bool_]:
        """For each of this row's words, whether it stands in a run that the other row has too."""
        told = np.zeros(self._n, bool)
        if len(self._held):
            mine = self._order[among(self._held, grams(left, ANCHOR))]
            for k in range(ANCHOR):
                told[mine + k] = True
        return told

    def _runs(self, left: Numbers) -> tuple[Indices, Indices, Indices]:
        """Runs that stand in both: places on the left, on the right, and lengths in words.

        Short ones count only near the diagonal of one that is long enough to be no accident.
        """
        places_left, places_right = self._anchors(grams(left, ANCHOR))
        if not len(places_left):
            return places_left, places_right, places_left
        # By diagonal, then by place: one number holds both.
        width = self._n + 1
        key = np.sort((places_left - places_right + self._n) * width + places_right)
        begins = np.concatenate(([0], np.flatnonzero(key[1:] - key[:-1] != 1) + 1))
        lengths = np.concatenate((begins[1:], [len(key)])) - begins + (ANCHOR - 1)
        diagonal, places_right = np.divmod(key[begins], width)
        diagonal -= self._n
        sure = diagonal[lengths >= RUN]  # ascending
        if not len(sure):
            return sure, sure, sure
        after = np.searchsorted(sure, diagonal)
        near = np.abs(sure[np.minimum(after, len(sure) - 1)] - diagonal) <= MAX_DRIFT
        near |= np.abs(sure[np.maximum(after - 1, 0)] - diagonal) <= MAX_DRIFT
        diagonal, places_right, lengths = diagonal[near], places_right[near], lengths[near]
        order = np.argsort(places_right, kind="stable")
        diagonal, places_right, lengths = diagonal[order], places_right[order], lengths[order]
        return places_right + diagonal, places_right, lengths

    def _anchors(self, left: Longs) -> tuple[Indices, Indices]:
        """Places of equal runs: for each on the left, the first few on the right."""
        held, order = self._held, self._order
        first = np.searchsorted(held, left)
        on = np.flatnonzero(first < len(held))
        on = on[held[first[on]] == left[on]]
        first = first[on]
        places_left, places_right = [on], [order[first]]
        for _ in range(MOST_PLACES - 1):
            first = first + 1
            more = np.flatnonzero(first < len(held))
            more = more[held[first[more]] == left[on[more]]]
            if not len(more):
                break
            on, first = on[more], first[more]
            places_left.append(on)
            places_right.append(order[first])
        return np.concatenate(places_left), np.concatenate(places_right)


def _passages(lefts: Indices, rights: Indices, sizes: Indices) -> list[Match]:
    """Runs, in order of the right side, chained into passages."""
    at_left, at_right, lengths = lefts.tolist(), rights.tolist(), sizes.tolist()
    found = []
    for chain in _chains(at_left, at_right, lengths):
        l0, r0 = at_left[chain[0]], at_right[chain[0]]
        shared, seen_left, seen_right = 0, l0, r0
        for k in chain:
            n, left, right = lengths[k], at_left[k], at_right[k]
            # Where runs overlap on either side, words are counted once.
            shared += max(0, n - max(0, seen_left - left, seen_right - right))
            seen_left, seen_right = max(seen_left, left + n), max(seen_right, right + n)
        if shared >= MIN_WORDS and shared >= MIN_DENSITY * max(seen_left - l0, seen_right - r0):
            found.append(Match((l0, seen_left - 1), (r0, seen_right - 1), shared))
    # A passage whose right side a longer one already holds is a repetition.
    found.sort(key=lambda m: (m.right[0] - m.right[1], m.right[0], m.left[0]))
    kept: list[Match] = []
    for match in found:
        if not any(k.right[0] <= match.right[0] and match.right[1] <= k.right[1] for k in kept):
            kept.append(match)
    kept.sort(key=lambda m: (m.right, m.left))
    return kept


def _chains(at_left: list[int], at_right: list[int], lengths: list[int]) -> list[list[int]]:
    """Runs in chains, the best first; each run in one. Runs come in order of the right side."""
    n = len(lengths)
    score = [float(length) for length in lengths]
    most = score[:]  #: the best score up to each run
    before = [-1] * n
    for i in range(n):
        li, ri, best = at_left[i], at_right[i], 0.0
        for j in range(i - 1, max(-1, i - 1 - LOOK_BACK), -1):
            if best >= most[j]:
                break  # nobody further back can be better
            gap_left = li - at_left[j] - lengths[j]
            gap_right = ri - at_right[j] - lengths[j]
            if gap_left > MAX_GAP or gap_right > MAX_GAP or at_left[j] >= li or at_right[j] >= ri:
                continue
            if -MAX_DRIFT <= gap_left - gap_right <= MAX_DRIFT:
                if gap_left < gap_right:
                    gap_left, gap_right = gap_right, gap_left
                gain = score[j]
                if gap_left > 0:
                    gain -= GAP_COST * gap_left
                if gap_right < 0:
                    gain += gap_right
                if gain > best:
                    best, before[i] = gain, j
        score[i] += best
        most[i] = score[i] if not i or score[i] > most[i - 1] else most[i - 1]
    used = [False] * n
    chains = []
    # Of a passage that is long and dense enough the score is at least this.
    enough = MIN_WORDS * (1 - GAP_COST * (1 - MIN_DENSITY) / MIN_DENSITY)
    for i in sorted((i for i in range(n) if score[i] >= enough), key=lambda i: (-score[i], i)):
        chain, at = [], i
        while at >= 0 and not used[at]:
            used[at] = True
            chain.append(at)
            at = before[at]
        if chain and max(lengths[k] for k in chain) >= RUN:
            chains.append(chain[::-1])
    return chains
