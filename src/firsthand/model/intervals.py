"""Arithmetic for claims: what numbers a statement allows, and whether two statements can both be true.

Public: :class:`Interval`, :func:`compatible`, :func:`includes`, :func:`is_total_of`. Everything is
exact: ints, and floats as the decimal number that they print as, become fractions; no figure is rounded.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

#: "About", "some", "an estimated": within half of the last non-zero digit ("some 12,000" is 11,500 to
#: 12,500), and never further away than a tenth ("about 5,000" is 4,500 to 5,500).
ABOUT_AT_MOST = Fraction(1, 10)
#: A plain number from a thousand up may be a rounding to its last non-zero digit, at most half a per cent
#: off: "$121 billion" is what another report prints as "$121.4 billion". Below a thousand news counts.
ROUNDED_AT_MOST = Fraction(1, 200)
ROUNDED_FROM = 1000

Bound = Fraction | None


def exact(number: int | float) -> Fraction | None:
    """``number`` as a fraction, a float as the decimal that it prints as; None where it is not finite.

    Example:
        >>> exact(0.1), exact(5000), exact(float("inf"))
        (Fraction(1, 10), Fraction(5000, 1), None)
    """
    if isinstance(number, int):
        return Fraction(number)
    if not math.isfinite(number):
        return None
    return Fraction(Decimal(repr(number)))


@lru_cache(maxsize=4096)
def precision(value: Fraction) -> Fraction:
    """Half of the place of the last non-zero digit: how far a rounded number may stand from what it rounds.

    Example:
        >>> [str(precision(exact(number))) for number in (12000, 121, 6.5, 0)]
        ['500', '1/2', '1/20', '0']
    """
    if value == 0:
        return Fraction(0)
    top, bottom = abs(value.numerator), value.denominator
    place = Fraction(1)
    if bottom == 1:
        while top % 10 == 0:
            top //= 10
            place *= 10
        return place / 2
    for _ in range(20):  # a decimal of at most 20 places; a third has no last digit
        place /= 10
        if (value / place).denominator == 1:
            return place / 2
    return Fraction(0)


def reach(value: Fraction) -> Fraction:
    """How far "about" reaches to either side of a number (:data:`ABOUT_AT_MOST`).

    Example:
        >>> [str(reach(exact(number))) for number in (12000, 80, 20, 0)]
        ['500', '5', '2', '0']
    """
    most = abs(value) * ABOUT_AT_MOST
    return min(precision(value) or most, most)


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers that a statement allows: from ``low`` to ``high``, both included, None for no bound.

    ``direction`` is 1 for a rise, -1 for a fall, 0 for a plain amount. ``slack`` says how far an outside
    number may lie and still be the same number rounded; it is 0 for bounds and for vague numbers, whose
    interval already says all.
    """

    low: Bound
    high: Bound
    direction: int = 0
    slack: Fraction = Fraction(0)

    @classmethod
    def from_value(
        cls,
        value: int | float | None,
        low: int | float | None = None,
        high: int | float | None = None,
        change: str = "=",
    ) -> Interval:
        """The interval of a quantity or of a claim's value (same four fields).

        Args:
            value: The number that the words name, None for a range.
            low: Least number the words allow, None for no bound.
            high: Greatest number the words allow, None for no bound.
            change: "=", "~", "<", ">", "up" or "down".

        Example:
            >>> Interval.from_value(6000, 6000, None, ">")
            Interval(low=Fraction(6000, 1), high=None, direction=0, slack=Fraction(0, 1))
            >>> about = Interval.from_value(12000, 12000, 12000, "~")
            >>> str(about.low), str(about.high)
            ('11500', '12500')
        """
        named = None if value is None else exact(value)
        least = None if low is None else exact(low)
        most = None if high is None else exact(high)
        if named is not None and least is None and most is None and change not in ("<", ">"):
            least = most = named
        elif named is not None and least is None and most is None:
            least, most = (named, None) if change == ">" else (None, named)
        if least is not None and most is not None and least > most:
            least, most = most, least
        direction = {"up": 1, "down": -1}.get(change, 0)
        slack = Fraction(0)
        if named is not None and least == most == named:
            if change == "~":
                least, most = named - reach(named), named + reach(named)
            elif abs(named) >= ROUNDED_FROM:
                slack = min(precision(named), abs(named) * ROUNDED_AT_MOST)
        if direction < 0 and named is not None and named < 0 and least is not None and most is not None:
            least, most = -most, -least  # "fell -1.5 percent" and "fell 1.5 percent" say the same
        return cls(least, most, direction, slack)

    @property
    def is_point(self) -> bool:
        """Whether only one number is allowed."""
        return self.low is not None and self.low == self.high


def compatible(a: Interval, b: Interval) -> bool:
    """Whether both statements can be true of one number.

    1. A rise and a fall never agree; a plain amount agrees with either.
    2. Equal numbers agree, and so do intervals that share a number: "over 10,000" and 14,000,
       "thousands" and 5,000, "8 to 15.5 percent" and 15.5 percent.
    3. "About" reaches as far as rounding does (:data:`ABOUT_AT_MOST`): "some 12,000" and "an estimated
       14,000" do not agree.
    4. A plain number from a thousand up agrees with what it may be a rounding of (:data:`ROUNDED_AT_MOST`):
       $121 billion and $121.4 billion do, $103 billion and $105 billion do not.

    Symmetric and reflexive; not transitive ("over 10,000" agrees with 12,000 and with 14,000).

    Example:
        >>> some, estimated = (Interval.from_value(n, n, n, "~") for n in (12000, 14000))
        >>> over = Interval.from_value(10000, 10000, None, ">")
        >>> compatible(some, estimated), compatible(over, estimated)
        (False, True)
    """
    if a.direction * b.direction < 0:
        return False
    slack = max(a.slack, b.slack)
    return _at_most(a.low, b.high, slack) and _at_most(b.low, a.high, slack)


def _at_most(low: Bound, high: Bound, slack: Fraction) -> bool:
    return low is None or high is None or low <= high + slack


def includes(a: Interval, b: Interval) -> bool:
    """Whether everything that ``b`` allows ``a`` allows too: ``b`` says the same or more exactly.

    Reflexive and transitive. Roundings do not count here.

    Example:
        >>> includes(Interval.from_value(10000, 10000, None, ">"), Interval.from_value(14000, 14000, 14000))
        True
    """
    if a.direction * b.direction < 0 or (a.direction != 0 and b.direction == 0):
        return False
    below = a.low is None or (b.low is not None and a.low <= b.low)
    above = a.high is None or (b.high is not None and b.high <= a.high)
    return below and above


def total(parts: Iterable[Interval]) -> Interval:
    """What the sum of the parts may be; no part gives zero.

    Example:
        >>> crew, passengers = (Interval.from_value(n, n, n) for n in (2, 10))
        >>> total([crew, passengers]).low == 12
        True
    """
    low: Bound = Fraction(0)
    high: Bound = Fraction(0)
    slack = Fraction(0)
    for part in parts:
        low = None if low is None or part.low is None else low + part.low
        high = None if high is None or part.high is None else high + part.high
        slack += part.slack
    return Interval(low, high, 0, slack)


def is_total_of(whole: Interval, parts: Iterable[Interval]) -> bool:
    """Whether ``whole`` can be the sum of at least two ``parts``: "12 people", "two crew and 10 citizens".

    Example:
        >>> twelve, two, ten = (Interval.from_value(n, n, n) for n in (12, 2, 10))
        >>> is_total_of(twelve, [two, ten]), is_total_of(twelve, [ten])
        (True, False)
    """
    counted = list(parts)
    return len(counted) >= 2 and compatible(whole, total(counted))
