"""How like reports are: an index of weighty words proposes pairs, whole vectors decide.

Pairs are found through the words that weigh most in each report (an inverted index), within a window of
days, and never more than :data:`REACH` a word: so the cost of a report is bounded whatever comes. The
likeness of a pair is the product of their vectors, damped by the days between them; it depends on the
two reports alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from firsthand.stories.features import MAX_KEYS, Traits

NEAR = 0.07  #: likeness below which a pair counts as 0
PROMISE = 0.015  #: part of the likeness that shared keys must give for a pair to be looked at whole
COPY = 0.85  #: likeness from which two reports are one text, told again
MOST_COPIES = (
    64  #: earlier copies that a report is paired with, the nearest in order: enough to hang together
)
REACH = 1_000  #: reports on either side, in order of day, that one word brings together
WINDOW_DAYS = 180  #: reports further apart never touch: a story that gets none for so long has aged out
DECAY, DECAY_DAYS = 0.1, 1.0  #: likeness falls as (1 + days / DECAY_DAYS) ** -DECAY
UNDATED = 0.8  #: factor where one of the two has no day
MAX_TERMS = 256  #: of a vector, the heaviest
_SLOTS = 1 << 19  #: of the scratch vector; two terms of a pair that meet in a slot are one in a million

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


class Pairs(NamedTuple):
    """Pairs of reports by their places, ``left < right``, and their likeness in (0, 1].

    ``shared`` is how many fingerprints a pair shares (:func:`firsthand.stories.copies.count_shared`); 0
    until they are counted.
    """

    left: Ints
    right: Ints
    likeness: Floats
    shared: NDArray[np.int32]

    @classmethod
    def of(cls, left: Ints, right: Ints, likeness: Floats) -> Pairs:
        """Pairs whose fingerprints are not counted yet."""
        return cls(left, right, likeness, np.zeros(len(left), np.int32))


def runs(numbers: Ints) -> list[tuple[int, int]]:
    """Where equal numbers that stand side by side begin and end.

    Example:
        >>> runs(np.array([4, 4, 7, 4])), runs(np.array([], np.int64))
        ([(0, 2), (2, 3), (3, 4)], [])
    """
    begins = np.flatnonzero(np.diff(numbers, prepend=-1)).tolist()
    return list(zip(begins, [*begins[1:], len(numbers)], strict=True)) if begins else []


def few_copies(left: Ints, right: Ints, like: Floats) -> NDArray[np.bool_]:
    """Which pairs stay when each report has its nearest :data:`MOST_COPIES` earlier copies only.

    Pairs come in order. So a text that is printed again and again has no more pairs than others have.

    Example:
        >>> left, right = np.triu_indices(MOST_COPIES + 3, 1)
        >>> stays = few_copies(left, right, np.full(len(left), 0.9, np.float32))
        >>> int((~stays).sum()), list(zip(left[~stays].tolist(), right[~stays].tolist()))
        (3, [(0, 65), (0, 66), (1, 66)])
    """
    stays = np.ones(len(left), bool)
    copies = np.flatnonzero(like >= COPY)
    if len(copies) and np.bincount(right[copies]).max() > MOST_COPIES:
        copies = copies[np.argsort(right[copies], kind="stable")]
        for a, b in runs(right[copies]):
            stays[copies[a : max(a, b - MOST_COPIES)]] = False
    return stays


def damping(days: NDArray[np.float64]) -> NDArray[np.float64]:
    """What days apart leave of a likeness; NaN is for days not known.

    Example:
        >>> [round(float(x), 2) for x in damping(np.array([0.0, 1.0, 30.0, 500.0, np.nan]))]
        [1.0, 0.93, 0.71, 0.0, 0.8]
    """
    kept = np.where(days > WINDOW_DAYS, 0.0, (1.0 + days / DECAY_DAYS) ** -DECAY)
    return np.where(np.isnan(days), UNDATED, kept)


def find_pairs(held: Sequence[Traits], fresh: NDArray[np.bool_] | None = None) -> Pairs:
    """The pairs of reports that are alike, each once.

    Args:
        held: Traits in a settled order: by day, the undated last.
        fresh: Which of them are new; pairs of two old ones are left out. All, if not given.

    Cost: about a tenth of a millisecond a report and two microseconds a pair that is looked at.
    """
    seats = _Seats(held)
    asked = range(len(held)) if fresh is None else np.flatnonzero(fresh).tolist()
    rows = [(at, *seats.alike(at, fresh)) for at in asked]
    if not rows:
        return Pairs.of(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))
    mine = np.repeat([at for at, _, _ in rows], [len(others) for _, others, _ in rows]).astype(np.int64)
    others = np.concatenate([o for _, o, _ in rows])
    like = np.concatenate([p for _, _, p in rows])
    return Pairs.of(np.minimum(mine, others), np.maximum(mine, others), like)


class _Seats:
    """The index: for each weighty word, the places of the reports that have it, in order."""

    def __init__(self, held: Sequence[Traits]) -> None:
        n = len(held)
        self._days = np.array([np.nan if t.day is None else t.day for t in held], np.float64)
        first_days = np.nan_to_num(self._days, nan=-np.inf) - WINDOW_DAYS
        self._lows = np.searchsorted(self._days, first_days)  #: where the window of each begins
        self._terms = np.zeros((n, MAX_TERMS), np.int32)
        self._weights = np.zeros((n, MAX_TERMS), np.float32)
        numbers: dict[str, int] = {}
        keys = np.full((n, MAX_KEYS), -1, np.int64)
        weights_of_keys = np.zeros((n, MAX_KEYS), np.float64)
        for at, one in enumerate(held):
            terms, weights = np.asarray(one.terms, np.uint32), np.asarray(one.weights, np.float32)
            if len(terms) > MAX_TERMS:
                heaviest = np.sort(np.argsort(-weights, kind="stable")[:MAX_TERMS])
                terms, weights = terms[heaviest], weights[heaviest]
            self._terms[at, : len(terms)] = terms % _SLOTS
            self._weights[at, : len(weights)] = weights
            for rank, key in enumerate(one.keys):
                keys[at, rank] = numbers.setdefault(key, len(numbers))
            weights_of_keys[at, : len(one.keys)] = one.key_weights
        flat = keys.ravel()
        order = np.argsort(flat, kind="stable")
        order = order[np.searchsorted(flat[order], 0) :]
        self._places = order // MAX_KEYS  #: all postings, word by word, each in order
        bounds = np.searchsorted(flat[order], np.arange(len(numbers) + 1))
        self._at = np.full(len(flat), -1, np.int64)  #: where a report's own posting stands
        self._at[order] = np.arange(len(order))
        self._first = np.where(flat >= 0, bounds[flat], 0)
        self._end = np.where(flat >= 0, bounds[np.minimum(flat + 1, len(numbers))], 0)
        self._key_weights = weights_of_keys.ravel()
        self._weights_there = self._key_weights[order]  #: of all postings
        self._scratch = np.zeros(_SLOTS, np.float64)

    def alike(self, at: int, fresh: NDArray[np.bool_] | None) -> tuple[Ints, Floats]:
        """The reports like one of them, and how like: of those that are fresh, the earlier only."""
        row = slice(at * MAX_KEYS, (at + 1) * MAX_KEYS)
        mine = self._at[row]
        has = mine >= 0
        begins = np.maximum(self._first[row], mine - REACH)[has].tolist()
        ends = np.minimum(self._end[row], (mine if fresh is None else mine + REACH) + 1)[has].tolist()
        if not begins:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        found = np.concatenate([self._places[a:b] for a, b in zip(begins, ends, strict=True)])
        shared = np.concatenate(
            [
                self._weights_there[a:b] * w
                for a, b, w in zip(begins, ends, self._key_weights[row][has].tolist(), strict=True)
            ]
        )
        low = int(self._lows[at])
        near = found >= low
        promise = np.bincount(found[near] - low, shared[near])
        others = np.flatnonzero(promise >= PROMISE)
        promise, others = promise[others], others + low
        apart = damping(np.abs(self._days[others] - self._days[at]))
        kept = promise * apart >= PROMISE
        kept &= others < at if fresh is None else (others < at) | ((others > at) & ~fresh[others])
        others, apart = others[kept], apart[kept]
        terms = self._terms[at]
        self._scratch[terms] = 0
        np.add.at(self._scratch, terms, self._weights[at])
        like = np.einsum("ij,ij->i", self._scratch[self._terms[others]], self._weights[others])
        self._scratch[terms] = 0
        # Rounded, so that the order of adding up, which differs by the side that is looked from, is not seen.
        like = np.minimum(np.round(like * apart, 6), 1.0).astype(np.float32)
        kept = like >= NEAR
        copies = np.flatnonzero((like >= COPY) & (others < at))
        kept[copies[:-MOST_COPIES]] = False
        return others[kept], like[kept]
