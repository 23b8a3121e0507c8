"""Arithmetic on TIMEX3 values: which stretch of time a value names, and how two of them lie to each other.

``period`` turns a value into a half-open stretch of time; ``contains``, ``intersects``, ``compatible`` and
``precedes`` compare two values, ``granularity`` says how fine a value is and ``duration_days`` how long a
length is. Everything is exact (whole minutes and seconds, fractions of days) and nothing raises on odd
text: what names no stretch of time gives None or False.

Times without a zone are taken as they stand; a time with a zone is moved to UTC. A value with a zone and
one without are compared as if the latter were UTC, which is right to within half a day: compare days, not
minutes, where the zone of one side is unknown.

Reference: TimeML 1.2.1, "Guidelines for Temporal Expression (TIMEX3) Annotation"; ISO 8601.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

Granularity = Literal[
    "second", "minute", "hour", "part", "day", "weekend", "week", "month", "season", "quarter", "half",
    "year", "decade", "century",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open stretch of time ``[start, end)``.

    ``end`` is None when the stretch reaches past the last day that can be told (31 December 9999).
    """

    start: dt.datetime
    end: dt.datetime | None

    def contains(self, other: Period) -> bool:
        """Whether ``other`` lies wholly inside."""
        if other.end is None:
            return self.end is None and self.start <= other.start
        return self.start <= other.start and (self.end is None or other.end <= self.end)

    def intersection(self, other: Period) -> Period | None:
        """What the two share; None when they share nothing.

        Example:
            >>> week, month = period("2025-W27"), period("2025-06")
            >>> week.intersection(month) == period("2025-06-30")
            True
        """
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends, default=None)
        return Period(start, end) if end is None or start < end else None

    def intersects(self, other: Period) -> bool:
        """Whether the two share any time."""
        return self.intersection(other) is not None


#: Months in which a season begins, and how many it lasts; winter is of the year in which it begins.
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}
#: Hours of the parts of a day; a night runs into the next morning. Wide on purpose: "evening" is no clock.
_PARTS = {
    "TMO": (0, 12), "TMI": (11, 14), "TAF": (12, 18), "TEV": (17, 24), "TNI": (18, 30), "TDT": (6, 18),
}  # fmt: skip

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(T.+)?", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d{1,2})(-WE|-[1-7])?", re.ASCII)
_IN_YEAR = re.compile(r"(?:FY)?(\d{4})-(SP|SU|FA|AU|WI|Q[1-4]|H[12]|\d{2})", re.ASCII)
_YEARS = re.compile(r"(?:FY)?(\d{4}|\d{3}X?|\d{2}X{0,2})", re.ASCII)
_CLOCK = re.compile(r"T(\d{2})(?::?(\d{2})(?::?(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII)
_N = r"\d+(?:\.\d+)?"
#: A length: parts in the order of ISO 8601, or one of the units that TIMEX3 adds.
_LENGTH = re.compile(
    rf"P(?=.)(?:{_N}Y)?(?:{_N}M)?(?:{_N}W)?(?:{_N}D)?(?:T(?=.)(?:{_N}H)?(?:{_N}M)?(?:{_N}S)?)?"
    rf"|P{_N}(?:DE|CE|ML|WE|Q|N)",
    re.ASCII,
)
_PART = re.compile(r"(\d+(?:\.\d+)?)([A-Z]+)", re.ASCII)
#: Longest value that is read: no honest value is longer.
_LONGEST = 80


def _start(year: int, month: int = 1) -> dt.datetime | None:
    """First moment of a month; None outside the years 1 to 9999."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.datetime(year, month, 1) if 1 <= year <= 9999 else None


def _months(year: int, month: int, count: int) -> Period | None:
    start = _start(year, month)
    return None if start is None else Period(start, _start(year, month + count))


def _after(start: dt.datetime, **length: int) -> dt.datetime | None:
    try:
        return start + dt.timedelta(**length)
    except OverflowError:
        return None


def _day(year: int, month: int, number: int) -> dt.datetime | None:
    try:
        return dt.datetime(year, month, number)
    except ValueError:
        return None


def _of_day(day: dt.datetime, tail: str) -> Period | None:
    """The stretch that ``T…`` names on a day."""
    if tail in _PARTS:
        first, last = _PARTS[tail]
        return Period(day + dt.timedelta(hours=first), _after(day, hours=last))
    found = _CLOCK.fullmatch(tail)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        return None
    start = _after(day, hours=hour, minutes=minute, seconds=second)
    zone = found[4]
    if zone is not None and zone != "Z" and start is not None:
        digits = zone[1:].replace(":", "")
        east = int(digits[:2]) * 60 + int(digits[2:] or 0)
        start = _after(start, minutes=-east if zone[0] == "+" else east)
    if start is None:
        return None
    length = {"seconds": 1} if found[3] else {"minutes": 1} if found[2] else {"hours": 1}
    return Period(start, _after(start, **length))


@lru_cache(maxsize=65536)
def period(value: str) -> Period | None:
    """The stretch of time that a DATE or TIME value names; None when it names none.

    Handled: years, months, days, times of day with and without zone, parts of the day (``TMO`` …),
    seasons (``2024-WI`` begins in December 2024), quarters, halves, ISO weeks and weekends, decades
    ("195", "195X"), centuries ("19", "19XX"), fiscal years ("FY2024", taken as the calendar year) and
    ranges ("1950/1953": from the first moment of the first to the last of the second). References
    ("PAST_REF"), lengths, sets and values with open parts ("XXXX-04") name no stretch.

    Example:
        >>> period("2024-WI")
        Period(start=datetime.datetime(2024, 12, 1, 0, 0), end=datetime.datetime(2025, 3, 1, 0, 0))
        >>> period("2025-06-18T11:10+05:30").start
        datetime.datetime(2025, 6, 18, 5, 40)
        >>> period("2025-06-31") is None, period("PRESENT_REF") is None
        (True, True)
    """
    if len(value) > _LONGEST:
        return None
    if "/" in value:
        first, _, last = value.partition("/")
        begin, end = (None, None) if "/" in last else (period(first), period(last))
        if begin is None or end is None or end.start < begin.start:
            return None
        return Period(begin.start, end.end)
    if (found := _DAY.fullmatch(value)) is not None:
        day = _day(int(found[1]), int(found[2]), int(found[3]))
        if day is None or found[4] is None:
            return None if day is None else Period(day, _after(day, days=1))
        return _of_day(day, found[4])
    if (found := _IN_YEAR.fullmatch(value)) is not None:
        year, part = int(found[1]), found[2]
        if part in _SEASONS:
            return _months(year, _SEASONS[part], 3)
        if part[0] == "Q":
            return _months(year, int(part[1]) * 3 - 2, 3)
        if part[0] == "H":
            return _months(year, int(part[1]) * 6 - 5, 6)
        return _months(year, int(part), 1) if 1 <= int(part) <= 12 else None
    if (found := _WEEK.fullmatch(value)) is not None:
        try:
            monday = dt.datetime.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:
            return None
        tail = found[3]
        if tail is None:
            return Period(monday, _after(monday, days=7))
        if tail == "-WE":
            saturday = _after(monday, days=5)
            return None if saturday is None else Period(saturday, _after(monday, days=7))
        day = _after(monday, days=int(tail[1]) - 1)
        return None if day is None else Period(day, _after(day, days=1))
    if (found := _YEARS.fullmatch(value)) is not None:
        digits = found[1].rstrip("X")
        years = 10 ** (4 - len(digits))
        first_year = int(digits) * years
        if first_year == 0 and years > 1:
            # the first decade and century of the calendar have no year 0
            return _months(1, 1, (years - 1) * 12)
        return _months(first_year, 1, years * 12)
    return None


def granularity(value: str) -> Granularity | None:
    """How fine a DATE or TIME value is; of a range, how fine its finer end is. None where it names none.

    Example:
        >>> granularity("2024-WI"), granularity("2025-06-18TMO"), granularity("195"), granularity("P3D")
        ('season', 'part', 'decade', None)
    """
    if period(value) is None:
        return None
    if "/" in value:
        ends = [end for end in map(granularity, value.split("/")) if end is not None]
        return min(ends, key=_ORDER.index)
    if (found := _DAY.fullmatch(value)) is not None:
        tail = found[4]
        if tail is None:
            return "day"
        if tail in _PARTS:
            return "part"
        clock = _CLOCK.fullmatch(tail)
        return "second" if clock and clock[3] else "minute" if clock and clock[2] else "hour"
    if (found := _IN_YEAR.fullmatch(value)) is not None:
        part = found[2]
        if part in _SEASONS:
            return "season"
        return "quarter" if part[0] == "Q" else "half" if part[0] == "H" else "month"
    if (found := _WEEK.fullmatch(value)) is not None:
        return "week" if found[3] is None else "weekend" if found[3] == "-WE" else "day"
    found = _YEARS.fullmatch(value)
    digits = len(found[1].rstrip("X")) if found else 4
    return "year" if digits == 4 else "decade" if digits == 3 else "century"


_ORDER: tuple[Granularity, ...] = (
    "second", "minute", "hour", "part", "day", "weekend", "week", "month", "season", "quarter", "half",
    "year", "decade", "century",
)  # fmt: skip


def contains(outer: str, inner: str) -> bool:
    """Whether the time that ``inner`` names lies wholly in that of ``outer``; False where one names none.

    Example:
        >>> contains("2025-06", "2025-06-17"), contains("2025-06-17", "2025-06"), contains("2025", "P3D")
        (True, False, False)
    """
    first, second = period(outer), period(inner)
    return first is not None and second is not None and first.contains(second)


def intersects(left: str, right: str) -> bool:
    """Whether two values share any time; False where one of them names none.

    Example:
        >>> intersects("2025-W25", "2025-06-17"), intersects("2025-06-17", "2025-06-18")
        (True, False)
    """
    first, second = period(left), period(right)
    return first is not None and second is not None and first.intersects(second)


#: References that leave the point open, and what they say of it.
_REFERENCES = frozenset(("PAST_REF", "PRESENT_REF", "FUTURE_REF"))


def compatible(left: str, right: str) -> bool:
    """Whether both values can be true of one happening.

    Two values are compatible when one lies within the other or they share some time: "June" and "17
    June", "Tuesday night" and the small hours of Wednesday. Equal values always are. A value that names
    no stretch of time ("", "PAST_REF", "XXXX-WXX-2", a length) contradicts nothing, except that lengths
    are compared with lengths: they must be equal in days.

    Example:
        >>> compatible("2025-06", "2025-06-17"), compatible("2025-06-17", "2025-06-18")
        (True, False)
        >>> compatible("PAST_REF", "2025-06-17"), compatible("P7D", "P1W"), compatible("P1W", "P2W")
        (True, True, False)
    """
    if left == right:
        return True
    first, second = period(left), period(right)
    if first is not None and second is not None:
        return first.intersects(second)
    if first is None and second is None and left not in _REFERENCES and right not in _REFERENCES:
        one, other = duration_days(left), duration_days(right)
        return one is None or other is None or one == other
    return True


def precedes(left: str, right: str) -> bool:
    """Whether all of ``left`` lies before all of ``right``; False where one names no stretch of time.

    Example:
        >>> precedes("2025-06-17", "2025-06-18"), precedes("2025-06", "2025-06-18")
        (True, False)
    """
    first, second = period(left), period(right)
    if first is None or second is None or first.end is None:
        return False
    return first.end <= second.start


#: Days in a unit. Months and years are averages: the Gregorian calendar has 146,097 days in 400 years.
_YEAR_DAYS = Fraction(146_097, 400)
_UNIT_DAYS = {
    "D": Fraction(1), "N": Fraction(1), "W": Fraction(7), "WE": Fraction(2), "M": _YEAR_DAYS / 12,
    "Q": _YEAR_DAYS / 4, "Y": _YEAR_DAYS, "DE": _YEAR_DAYS * 10, "CE": _YEAR_DAYS * 100,
    "ML": _YEAR_DAYS * 1000,
}  # fmt: skip
_CLOCK_DAYS = {"H": Fraction(1, 24), "M": Fraction(1, 24 * 60), "S": Fraction(1, 24 * 60 * 60)}


def duration_days(value: str) -> Fraction | None:
    """How many days a length lasts, exactly; None for an open one ("PXW") and for what is no length.

    A month and a year are taken at their average (30.436875 and 365.2425 days), a weekend as two days.

    Example:
        >>> duration_days("P2W"), duration_days("PT36H"), duration_days("P1Y"), duration_days("PXW")
        (Fraction(14, 1), Fraction(3, 2), Fraction(146097, 400), None)
        >>> duration_days("P1Y6M") == duration_days("P1Y") * Fraction(3, 2)
        True
    """
    if len(value) > _LONGEST or _LENGTH.fullmatch(value) is None:
        return None
    date, _, time = value[1:].partition("T")
    return sum(
        (
            Fraction(number) * days[unit]
            for part, days in ((date, _UNIT_DAYS), (time, _CLOCK_DAYS))
            for number, unit in _PART.findall(part)
        ),
        Fraction(0),
    )
