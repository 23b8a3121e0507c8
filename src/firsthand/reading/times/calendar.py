"""Days that move: Easter, holidays, weeks, seasons. Pure arithmetic on the proleptic Gregorian calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

Day = dt.date


def day(year: int, month: int, number: int) -> Day | None:
    """The day, or None when the calendar has no such day (31 June, year 0).

    Example:
        >>> day(2024, 2, 29), day(2025, 2, 29)
        (datetime.date(2024, 2, 29), None)
    """
    try:
        return Day(year, month, number)
    except ValueError:
        return None


def shift(origin: Day, days: int) -> Day | None:
    """``origin`` moved by ``days``, or None outside the years 1 to 9999."""
    try:
        return origin + dt.timedelta(days=days)
    except OverflowError:
        return None


def month_after(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month that lie ``months`` after the given one (before it, when negative).

    Example:
        >>> month_after(2025, 6, -8)
        (2024, 10)
    """
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


def easter(year: int) -> Day:
    """Easter Sunday of the Western churches.

    Reference: the anonymous Gregorian computus (Meeus, "Astronomical Algorithms", 1991, chapter 8).

    Example:
        >>> easter(2025)
        datetime.date(2025, 4, 20)
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    leap = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * leap) // 433
    month = (h + leap - 7 * m + 90) // 25
    return Day(year, month, (h + leap - 7 * m + 33 * month + 19) % 32)


def orthodox_easter(year: int) -> Day:
    """Easter Sunday of the Eastern churches, as a day of the Gregorian calendar.

    Reference: Meeus, "Astronomical Algorithms", 1991, chapter 8 (Julian calendar).

    Example:
        >>> orthodox_easter(2024)
        datetime.date(2024, 5, 5)
    """
    full_moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - full_moon + 34) % 7
    month, number = divmod(full_moon + weekday + 114, 31)
    return Day(year, month, number + 1) + dt.timedelta(days=year // 100 - year // 400 - 2)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> Day:
    """The ``nth`` Monday (1) … Sunday (7) of a month; -1 is the last one.

    Example:
        >>> nth_weekday(2025, 11, 4, 4)
        datetime.date(2025, 11, 27)
    """
    if nth > 0:
        first = Day(year, month, 1)
        return first + dt.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    following = month_after(year, month, 1)
    last = Day(*following, 1) - dt.timedelta(days=1)
    return last - dt.timedelta(days=(last.isoweekday() - weekday) % 7)


def week(of: Day) -> str:
    """ISO week of a day as a TIMEX3 value.

    Example:
        >>> week(Day(2025, 6, 18))
        '2025-W25'
    """
    year, number, _ = of.isocalendar()
    return f"{year:04d}-W{number:02d}"


def _fixed(month: int, number: int) -> Callable[[int], Day]:
    return lambda year: Day(year, month, number)


def _nth(month: int, weekday: int, nth: int, plus: int = 0) -> Callable[[int], Day]:
    return lambda year: nth_weekday(year, month, weekday, nth) + dt.timedelta(days=plus)


def _easter(plus: int) -> Callable[[int], Day]:
    return lambda year: easter(year) + dt.timedelta(days=plus)


def _election(year: int) -> Day:
    return nth_weekday(year, 11, 1, 1) + dt.timedelta(days=1)


#: Holidays by name, in lower case; a name needs a capital letter in the text.
HOLIDAYS: Mapping[str, Callable[[int], Day]] = {
    "new year's day": _fixed(1, 1),
    "new year's eve": _fixed(12, 31),
    "martin luther king day": _nth(1, 1, 3),
    "martin luther king jr. day": _nth(1, 1, 3),
    "groundhog day": _fixed(2, 2),
    "valentine's day": _fixed(2, 14),
    "presidents' day": _nth(2, 1, 3),
    "presidents day": _nth(2, 1, 3),
    "st. patrick's day": _fixed(3, 17),
    "april fools' day": _fixed(4, 1),
    "april fool's day": _fixed(4, 1),
    "ash wednesday": _easter(-46),
    "palm sunday": _easter(-7),
    "maundy thursday": _easter(-3),
    "good friday": _easter(-2),
    "holy saturday": _easter(-1),
    "easter sunday": _easter(0),
    "easter monday": _easter(1),
    "easter": _easter(0),
    "orthodox easter": orthodox_easter,
    "orthodox christmas": _fixed(1, 7),
    "shrove tuesday": _easter(-47),
    "mardi gras": _easter(-47),
    "ascension day": _easter(39),
    "pentecost": _easter(49),
    "whit sunday": _easter(49),
    "whit monday": _easter(50),
    "earth day": _fixed(4, 22),
    "may day": _fixed(5, 1),
    "victory day": _fixed(5, 9),
    "mother's day": _nth(5, 7, 2),
    "memorial day": _nth(5, 1, -1),
    "juneteenth": _fixed(6, 19),
    "father's day": _nth(6, 7, 3),
    "canada day": _fixed(7, 1),
    "independence day": _fixed(7, 4),
    "fourth of july": _fixed(7, 4),
    "july fourth": _fixed(7, 4),
    "bastille day": _fixed(7, 14),
    "labor day": _nth(9, 1, 1),
    "columbus day": _nth(10, 1, 2),
    "halloween": _fixed(10, 31),
    "all saints' day": _fixed(11, 1),
    "all saints day": _fixed(11, 1),
    "guy fawkes night": _fixed(11, 5),
    "election day": _election,
    "veterans day": _fixed(11, 11),
    "veterans' day": _fixed(11, 11),
    "remembrance sunday": _nth(11, 7, 2),
    "remembrance day": _fixed(11, 11),
    "armistice day": _fixed(11, 11),
    "thanksgiving day": _nth(11, 4, 4),
    "thanksgiving": _nth(11, 4, 4),
    "black friday": _nth(11, 4, 4, 1),
    "cyber monday": _nth(11, 4, 4, 4),
    "st. andrew's day": _fixed(11, 30),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "international women's day": _fixed(3, 8),
    "australia day": _fixed(1, 26),
    "anzac day": _fixed(4, 25),
}

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def season_start(year: int, season: str) -> tuple[int, int]:
    """Year and month with which a season begins; winter is of the year in which it begins."""
    return year, _SEASON_MONTHS[season]


def season_at(year: int, month: int) -> tuple[int, str]:
    """The season (northern, by whole months) that a month lies in.

    Example:
        >>> season_at(2025, 1)
        (2024, 'WI')
    """
    if month <= 2:
        return year - 1, "WI"
    return year, ("SP", "SU", "FA", "WI")[(month - 3) // 3] if month < 12 else "WI"
