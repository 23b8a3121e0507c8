"""Placing an expression on the calendar: the nearest day, month, quarter that the context allows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from firsthand.model.reading import TimeType
from firsthand.reading.times import calendar
from firsthand.reading.times import words as w
from firsthand.reading.times.classes import CLASSES
from firsthand.reading.times.context import Anchor
from firsthand.reading.times.numbers import clock_value, digits_of
from firsthand.reading.times.rules import Found, Meaning

DEICTIC_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "overnight": 0, "overmorrow": 2}


def on_day(found: Found, day: dt.date, **more: object) -> Meaning:
    return Meaning(type="DATE", value=day.isoformat(), day=day, **more)  # type: ignore[arg-type]


def left_open(value: str = "", type: TimeType = "DATE", reason: str = "no publication time") -> Meaning:
    return Meaning(type=type, value=value, reason=reason)


def year_in(parts: Sequence[str]) -> int | None:
    for part in parts:
        if len(part) == 4 and part.isdigit():
            return int(part)
    return None


def month_number(word: str) -> int:
    return w.MONTHS.get(word) or w.SHORT_MONTHS[word]


#: What joins the two ends of a range.
_JOINS = frozenset(("to", "and", "through", "until", "till", "or", "-", "–", "—"))


def nearest_day(found: Found, month: int, number: int) -> dt.date | None:
    """The day of a bare "March 5": the tense decides, else the nearest to the anchor."""
    anchor = found.context.anchor
    if anchor is None:
        return None
    first = found.context.day
    if first and found.near(found.start - 1) in _JOINS and 2 <= found.start - found.context.day_at <= 4:
        # "from Dec. 20 to Jan. 5": the second day follows the first
        later = [calendar.day(first.year + years, month, number) for years in (0, 1)]
        return next((day for day in later if day is not None and day >= first), None)
    origin = anchor.day or calendar.day(anchor.year, anchor.month or 7, 1)
    if origin is None:
        return None
    choices = [
        day for year in (-1, 0, 1, 2) if (day := calendar.day(anchor.year + year, month, number)) is not None
    ]
    direction = found.direction or limit_ahead(found)
    if direction > 0:
        ahead = [day for day in choices if (day - origin).days >= -1]
        if ahead and (ahead[0] - origin).days < 300:
            return ahead[0]
    if direction < 0:
        back = [day for day in choices if (day - origin).days <= 1]
        if back and (origin - back[-1]).days < 300:
            return back[-1]
    return min(choices, key=lambda day: abs((day - origin).days), default=None)


def limit_ahead(found: Found) -> int:
    """1 after a preposition that sets a limit ahead ("until mid-November", "through January"), else 0."""
    return 1 if found.context.limit(found.start) in ("until", "till", "through", "by") else 0


def year_of_range(found: Found, month: int) -> int | None:
    """The year told only at the other end: "March" of "from March to June 2014", "between 3 March and …".

    None where no month and year follow a joining word.
    """
    if found.near(found.end) not in _JOINS:
        return None
    after = 0
    for at in range(found.end + 1, found.end + 6):
        word = found.near(at)
        if word in w.MONTHS and not after:
            after = w.MONTHS[word]
        elif word in CLASSES["edge_noun"] or word in ("the", ",", "of", "mid", "-", "early", "late"):
            continue
        elif len(word) == 4 and word.isascii() and word.isdigit():
            year = int(word)
            return None if not after or not 1300 <= year < 2200 else year if month <= after else year - 1
        elif not digits_of(word):
            return None
    return None


def nearest_month(found: Found, month: int) -> tuple[int, int] | None:
    """The month of a bare "in April"."""
    anchor = found.context.anchor
    first = found.context.month
    if (
        found.near(found.start - 1) in _JOINS
        and first
        and w.MONTHS.get(found.near(found.start - 2)) == first[1]
    ):
        # "between May and July": the second month follows the first
        return first[0] + (month < first[1]), month
    if anchor is None:
        return None
    now = anchor.month or 12
    ahead = (month - now) % 12
    direction = found.direction or limit_ahead(found)
    if direction > 0 or (direction == 0 and 0 < ahead <= 2 and anchor.month is not None):
        year = anchor.year if month >= now else anchor.year + 1
    else:
        year = anchor.year if month <= now else anchor.year - 1
    return year, month


#: With these, "until Tuesday" lies behind.
_OVER = frozenset(("not", "n't", "n’t", "nor", "lasted", "stayed", "waited", "ran"))


def nearest_weekday(found: Found, weekday: int) -> dt.date | None:
    """The day of a bare "Tuesday": on or before the anchor, or on or after it when the verb looks ahead."""
    anchor = found.context.anchor
    if anchor is None or anchor.day is None:
        return None
    back = (anchor.day.isoweekday() - weekday) % 7
    first = found.context.day
    if found.near(found.start - 1) in ("to", "through", "until") and found.context.day_at == found.start - 2:
        # "from Monday to Thursday": the end of a range does not lie before its beginning
        return first and calendar.shift(first, (weekday - first.isoweekday()) % 7)
    direction = found.direction
    if direction < 0 and found.surface(found.start - 1) in ("until", "till"):
        # "closed until Tuesday"; but "not until", "lasted until" and "Until Tuesday, …" tell the past
        before = found.context.words[max(0, found.start - 8) : found.start]
        direction = -1 if _OVER.intersection(before) else 1
    if direction > 0 and not (1 <= back <= _JUST_OVER and found.context.was_expected(found.start)):
        return calendar.shift(anchor.day, (7 - back) % 7)
    return weekday_behind(anchor, weekday)


#: What "was scheduled for Sunday" on a Monday is over; on a Friday it is to come.
_JUST_OVER = 2
#: The hour from which it can be the next day elsewhere: clocks are up to 14 hours ahead.
_NEXT_DAY_FROM = 10


def weekday_behind(anchor: Anchor, weekday: int) -> dt.date | None:
    """The last day of that name by the anchor, whose day must be known.

    The weekday that comes next is the next day: where it is told as past, the report is of a place where the day
    has come, and nobody calls a day six days back by its name alone. Not in the anchor's small hours, when
    it is the next day nowhere.
    """
    assert anchor.day is not None
    back = (anchor.day.isoweekday() - weekday) % 7
    return calendar.shift(anchor.day, 1 if back == 6 and latest_day(anchor) > anchor.day else -back)


def latest_day(anchor: Anchor) -> dt.date:
    """The latest day that can have come at the anchor, whose day must be known, somewhere on earth."""
    assert anchor.day is not None
    is_open = anchor.hour is None or anchor.hour >= _NEXT_DAY_FROM
    return (calendar.shift(anchor.day, 1) if is_open else None) or anchor.day


#: Hours by which a time of day told as past may lie ahead of a publication time, whose zone may be another.
_ZONES_APART = 8


def today_at(found: Found, hour: int) -> dt.date | None:
    """The day of speaking for a bare time of day; the day before, where what is told as past would lie ahead.

    "The share fell at mid-afternoon", printed at three in the morning. Not where the text has told of that
    day as past already: then the hour is the clock's of another place.
    """
    anchor = found.context.anchor
    if anchor is None or anchor.day is None:
        return None
    is_ahead = anchor.hour is not None and hour - anchor.hour > _ZONES_APART
    is_ahead = is_ahead and found.context.day != anchor.day
    return calendar.shift(anchor.day, -1) if is_ahead and found.direction < 0 else anchor.day


def with_clock(meaning: Meaning, parts: Sequence[str]) -> Meaning:
    """A date with a time of day."""
    clock = clock_value(parts)
    if clock is None:
        return meaning
    return Meaning(type="TIME", value=meaning.value + clock, day=meaning.day, reason=meaning.reason)


def with_part(meaning: Meaning, part: str) -> Meaning:
    """A date with a part of the day."""
    value = w.PARTS_OF_DAY[part]
    return Meaning(
        type="TIME",
        value=meaning.value + value,
        day=meaning.day,
        half=w.HALVES_OF_DAY[value],
        reason=meaning.reason,
    )


def month_day(found: Found, month: int, number: int, year: int | None) -> Meaning:
    """The meaning of a month and a day, with or without a year."""
    if year is not None:
        day = calendar.day(year, month, number)
        if day is None:
            return left_open(reason=f"there is no day {number} in month {month} of {year}")
        return on_day(found, day)
    far = year_of_range(found, month)
    if far is not None and (day := calendar.day(far, month, number)) is not None:
        return on_day(found, day)
    if calendar.day(2024, month, number) is None:
        return left_open(reason=f"there is no day {number} in month {month}")
    near = nearest_day(found, month, number)
    return left_open(f"XXXX-{month:02d}-{number:02d}") if near is None else on_day(found, near)


def is_capital(found: Found, at: int) -> bool:
    return found.surface(at)[:1].isupper()


def in_quarter(found: Found, year: int, number_: int) -> Meaning:
    return Meaning(type="DATE", value=f"{year:04d}-Q{number_}", quarter=(year, number_))


def step_quarter(of: tuple[int, int], steps: int) -> tuple[int, int]:
    count = of[0] * 4 + of[1] - 1 + steps
    return count // 4, count % 4 + 1


def relative_period(found: Found, unit: str, steps: int) -> Meaning:
    """The week, month, year … that lies ``steps`` after the anchor's."""
    anchor = found.context.anchor
    if anchor is None:
        return left_open()
    if unit == "year":
        year = anchor.year + steps
        return (
            Meaning(type="DATE", value=f"{year:04d}", year=year)
            if 0 < year < 10000
            else left_open(reason="out of range")
        )
    if unit == "decade":
        return Meaning(type="DATE", value=f"{anchor.year // 10 + steps:03d}")
    if unit == "century":
        return Meaning(type="DATE", value=f"{anchor.year // 100 + steps:02d}")
    if unit == "month":
        if anchor.month is None:
            return left_open(reason="the publication time is known to the year only")
        year, month = calendar.month_after(anchor.year, anchor.month, steps)
        return Meaning(type="DATE", value=f"{year:04d}-{month:02d}", month=(year, month))
    if unit == "quarter":
        if anchor.month is None:
            return left_open(reason="the publication time is known to the year only")
        year, number_ = step_quarter((anchor.year, (anchor.month - 1) // 3 + 1), steps)
        return in_quarter(found, year, number_)
    if anchor.day is None:
        return left_open(reason="the publication time is not known to the day")
    day = calendar.shift(anchor.day, steps * (1 if unit == "day" else 7))
    if day is None:
        return left_open(reason="the day lies outside the calendar")
    if unit == "day":
        return on_day(found, day)
    return Meaning(type="DATE", value=calendar.week(day) + ("-WE" if unit == "weekend" else ""))
