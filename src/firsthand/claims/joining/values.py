"""What frames have one of, or some: names, times, numbers; and how those of any two go together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from firsthand.claims.frames import Frame
from firsthand.model import timex
from firsthand.model.intervals import Interval, compatible
from firsthand.model.names import same_name
from firsthand.model.units import MEASURED, comparable

T = TypeVar("T", bound=Hashable)

#: Numbers from which equality tells: two reports both say "two" of many things.
TELLING_NUMBER = 12


class Sets:
    """Sets of numbers, one a frame, and how many any two have in common."""

    def __init__(self, sets: Sequence[Sequence[int]]) -> None:
        self.n = np.array([len(one) for one in sets], dtype=np.int64)
        self._first = np.cumsum(self.n) - self.n
        self._numbers = np.array([number for one in sets for number in sorted(one)], dtype=np.int64)
        self._size = int(self._numbers.max(initial=0)) + 1
        #: Frame and number in one, in order.
        self._keys = np.repeat(np.arange(len(sets)) * self._size, self.n) + self._numbers

    def in_common(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many numbers the sets of two frames share."""
        pair, at = spread(self._first[i], self.n[i])
        asked = j[pair] * self._size + self._numbers[at]
        met = np.append(self._keys, -1)[np.searchsorted(self._keys, asked)] == asked
        return np.bincount(pair[met], minlength=len(i))


def spread(first: NDArray[np.int64], n: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Runs of ``n`` places from ``first`` on, one after the other: the run of each place, and the places."""
    run = np.repeat(np.arange(len(n)), n)
    return run, np.arange(len(run)) + np.repeat(first - np.cumsum(n) + n, n)


class Codes(Generic[T]):
    """Values that many frames share, numbered, and how any two of them go together.

    Each pair of values is asked about once, whatever the number of frames that have them.
    """

    def __init__(self, values: Sequence[T | None], answer: Callable[[T, T], tuple[bool, ...]]) -> None:
        numbers: dict[T, int] = {}
        self.codes = np.array(
            [-1 if v is None else numbers.setdefault(v, len(numbers)) for v in values], dtype=np.int64
        )  #: -1 where a frame has none
        self._values = list(numbers)
        self._answer = answer
        self._known: dict[int, tuple[bool, ...]] = {}

    def ask(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The places where both frames have a value, and the answers there. Shapes: ``(k,)``, ``(k, answers)``."""
        a, b = self.codes[i], self.codes[j]
        places = np.nonzero((a >= 0) & (b >= 0))[0]
        if not len(places):
            return places, np.zeros((0, 0), dtype=bool)
        asked, back = np.unique(a[places] * len(self._values) + b[places], return_inverse=True)
        answers = [self._of(key) for key in asked.tolist()]
        return places, np.array(answers, dtype=bool)[back]

    def compare(self, i: NDArray[np.int64], j: NDArray[np.int64], n: int) -> tuple[NDArray[np.float64], ...]:
        """The ``n`` answers of each pair as 0 or 1; 0 where a frame has no value."""
        out = np.zeros((n, len(i)))
        places, answers = self.ask(i, j)
        if len(places):
            out[:, places] = answers.T
        return tuple(out)

    def _of(self, key: int) -> tuple[bool, ...]:
        if key not in self._known:
            a, b = divmod(key, len(self._values))
            self._known[key] = self._answer(self._values[a], self._values[b])
        return self._known[key]


def times_apart(a: str, b: str) -> tuple[bool, ...]:
    """(equal, different but compatible, at odds)."""
    fits = a == b or timex.compatible(a, b)
    return a == b, a != b and fits, not fits


class _Number(NamedTuple):
    """What tells of a frame's quantity how it goes with another."""

    kind: str
    unit: str
    value: float | int | None
    interval: Interval | None


def _number(frame: Frame) -> _Number | None:
    q = frame.quantity
    if q is None:
        return None
    known = q.value is not None
    interval = Interval.from_value(q.value, q.low, q.high, q.change) if known else None
    return _Number(q.kind, q.unit, q.value, interval)


def _numbers(a: _Number, b: _Number) -> tuple[bool, ...]:
    """(equal, compatible, at odds, units apart, equal and telling)."""
    measured = a.kind in MEASURED or b.kind in MEASURED
    apart = measured and a.unit != b.unit
    if a.interval is None or b.interval is None:
        return False, False, False, apart, False
    equal = a.value == b.value
    fits = not equal and compatible(a.interval, b.interval)
    return equal, fits, not equal and not fits, apart, equal and abs(a.value or 0) >= TELLING_NUMBER


def _sort_apart(a: tuple[str, str], b: tuple[str, str]) -> tuple[bool, ...]:
    """(two ages, numbers that cannot be of one matter: a rank and a count, kinds that do not compare)."""
    (kind, unit), (other, unit_of_other) = a, b
    ages = (kind == "age") + (other == "age")
    if (kind == "ordinal") != (other == "ordinal") or ages == 1:
        # An age is no length of time.
        return False, True
    measured = kind in MEASURED or other in MEASURED
    return ages == 2, not ages and measured and not comparable(unit, unit_of_other)


class Quantities:
    """The numbers of quantity frames, and how any two of them go together."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self.names = [f.names for f in frames]
        self._numbers = Codes([_number(f) for f in frames], _numbers)
        self._sorts = Codes(
            [(f.quantity.kind, f.quantity.unit) if f.quantity else None for f in frames], _sort_apart
        )

    def must_part(self, pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Pairs that cannot be of one matter: a rank and a count, numbers of different kinds."""
        out = np.zeros(len(pairs), dtype=bool)
        places, answers = self._sorts.ask(pairs[:, 0], pairs[:, 1])
        if not len(places):
            return out
        ages, apart = answers.T
        out[places] = apart
        for k in places[ages].tolist():
            # Two people's ages are two matters.
            i, j = pairs[k].tolist()
            out[k] = bool(self.names[i] and self.names[j] and not _meet(self.names[i], self.names[j]))
        return out

    def compare(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> tuple[NDArray[np.float64], ...]:
        """(equal, compatible, at odds, units apart, equal and telling), each 0 or 1."""
        return self._numbers.compare(i, j, 5)


def _meet(a: frozenset[str], b: frozenset[str]) -> bool:
    return any(same_name(x, y) for x in a for y in b)
