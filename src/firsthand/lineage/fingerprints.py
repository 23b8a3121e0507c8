"""Fingerprints of reports and the inverted index from a fingerprint to the reports that have it.

A fingerprint is the hash of a run of words; of every few that follow each other the least is taken
(winnowing), so that two texts with a long enough run in common always share one, wherever it stands.
The index is a hash table in arrays: the heads of chains, and for each seat the fingerprint, the report
and the seat before it.

Public: :func:`prints_of`, :func:`grams`, :func:`winnow`, :func:`distinct`, :func:`counted`, :func:`among`,
:class:`Seats`.

Method: Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting" (2003).
"""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
import numpy.typing as npt

from firsthand.lineage.words import Numbers, words_of

RUN = 5  #: words of a fingerprint; four let idioms through, six lose edited copies
WINDOW = 8  #: of so many fingerprints one is taken: a shared run of twelve words always shares one
MOST = 64  #: reports that a fingerprint leads to: the first that had it

SLICE = 1 << 20  #: seats hung at once when the index grows

Longs = npt.NDArray[np.uint64]
Indices = npt.NDArray[np.int64]

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xC2B2AE3D27D4EB4F)
_DOWN = np.uint64(29)
_NONE = np.uint32(0xFFFFFFFF)


def grams(numbers: Numbers, n: int) -> Longs:
    """A hash of each run of ``n`` words, by its first word; empty when there are fewer words."""
    count = len(numbers) - n + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    made = numbers[:count].astype(np.uint64)
    for k in range(1, n):
        made *= _FACTOR
        made += numbers[k : count + k]
    made *= _MIX
    made ^= made >> _DOWN
    return made


def winnow(numbers: Numbers) -> Numbers:
    """The fingerprints of one row of words, by place: of each ``WINDOW`` runs that follow each other the least.

    Example:
        >>> row = np.arange(40, dtype=np.uint32)
        >>> shared = set(winnow(row).tolist()) & set(winnow(np.concatenate([row[20:31], row[:9]])).tolist())
        >>> len(shared) > 0
        True
    """
    prints = (grams(numbers, RUN) >> np.uint64(32)).astype(np.uint32)
    if len(prints) <= WINDOW:
        return prints
    least = prints[: len(prints) - WINDOW + 1].copy()
    for k in range(1, WINDOW):
        np.minimum(least, prints[k : len(least) + k], out=least)
    return least


def prints_of(text: str) -> array[int]:
    """The fingerprints of a text, rising and each once, of type "I": what it shares with others, in short.

    Cost: a fifth of a millisecond for a report of usual length; four bytes for each (one in four and a
    half words).
    """
    return array("I", distinct(winnow(words_of(text).numbers)).tobytes())


def distinct(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Each number once, in ascending order (``np.unique`` without its overhead)."""
    return counted(numbers)[0]


def counted(numbers: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], Indices]:
    """Each number once, in ascending order, and how often it is there."""
    held = np.sort(numbers)
    if not len(held):
        return held, np.zeros(0, np.int64)
    begins = np.concatenate(([0], np.flatnonzero(held[1:] != held[:-1]) + 1))
    return held[begins], np.concatenate((begins[1:], [len(held)])) - begins


def among(numbers: npt.NDArray[Any], others: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """For each number, whether it is one of the others (``np.isin`` without its overhead)."""
    if not len(others):
        return np.zeros(len(numbers), bool)
    held = np.sort(others)
    place = np.searchsorted(held, numbers)
    place[place == len(held)] = 0
    return np.asarray(held[place] == numbers)


class Seats:
    """Which reports have a fingerprint: the first ``MOST`` of them. Sixteen bytes a seat."""

    def __init__(self) -> None:
        self._heads = np.full(1 << 16, -1, np.int32)
        self._keys = np.zeros(1 << 16, np.uint32)
        self._owners = np.zeros(1 << 16, np.int32)
        self._before = np.zeros(1 << 16, np.int32)
        self._n = 0

    def __len__(self) -> int:
        return self._n

    def holders(self, prints: Numbers) -> tuple[Indices, Indices]:
        """Pairs (index into ``prints``, report that has it)."""
        at = self._heads[prints & np.uint32(len(self._heads) - 1)]
        asking = np.flatnonzero(at >= 0)
        at = at[asking]
        found_asking, found_owner = [], []
        while len(asking):
            same = self._keys[at] == prints[asking]
            found_asking.append(asking[same])
            found_owner.append(self._owners[at[same]])
            at = self._before[at]
            on = at >= 0
            asking, at = asking[on], at[on]
        if not found_asking:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        return np.concatenate(found_asking), np.concatenate(found_owner).astype(np.int64)

    def seat(self, prints: Numbers, owner: int) -> None:
        """Seat one report at its fingerprints (each given once)."""
        end = self._n + len(prints)
        if end > len(self._keys):
            self._grow(end)
        new = np.arange(self._n, end, dtype=np.int32)
        self._keys[new] = prints
        self._owners[new] = owner
        self._link(new)
        self._n = end

    def _link(self, seats: npt.NDArray[np.int32]) -> None:
        """Hang seats before the heads of their chains; of several at one chain, the later first."""
        buckets = (self._keys[seats] & np.uint32(len(self._heads) - 1)).astype(np.int64)
        order = np.argsort(buckets, kind="stable")
        seats, buckets = seats[order], buckets[order]
        before = self._heads[buckets]
        again = buckets[1:] == buckets[:-1]
        before[1:][again] = seats[:-1][again]
        self._before[seats] = before
        self._heads[buckets] = seats  # of equal ones the last stays

    def _grow(self, least: int) -> None:
        """Room for ``least`` seats and half as many again; the chains are hung anew when they get long."""
        room = max(least, 3 * len(self._keys) // 2)
        for name in ("_keys", "_owners", "_before"):
            held = getattr(self, name)
            setattr(self, name, np.concatenate([held[: self._n], np.zeros(room - self._n, held.dtype)]))
        if room > len(self._heads):
            self._heads = np.full(1 << (room - 1).bit_length(), -1, np.int32)
            for start in range(0, self._n, SLICE):  # a slice at a time bounds what sorting takes
                self._link(np.arange(start, min(start + SLICE, self._n), dtype=np.int32))
