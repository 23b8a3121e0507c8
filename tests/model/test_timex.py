"""What TIMEX3 values mean as stretches of time."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.timex import (
    Period,
    compatible,
    contains,
    duration_days,
    granularity,
    intersects,
    period,
    precedes,
)

days = st.dates(min_value=dt.date(2, 1, 1), max_value=dt.date(9998, 12, 31))


def _values(day: dt.date) -> list[str]:
    year, week, _ = day.isocalendar()
    season_year = day.year - 1 if day.month <= 2 else day.year
    season = "WI" if day.month in (12, 1, 2) else ("SP", "SU", "FA")[day.month // 3 - 1]
    return [
        day.isoformat(),
        f"{day.year:04d}-{day.month:02d}",
        f"{day.year:04d}-Q{(day.month + 2) // 3}",
        f"{day.year:04d}-H{(day.month + 5) // 6}",
        f"{season_year:04d}-{season}",
        f"{year:04d}-W{week:02d}",
        f"{day.year:04d}",
        f"{day.year // 10:03d}",
        f"{day.year // 100:02d}",
    ]


values = st.one_of(
    days.flatmap(lambda day: st.sampled_from(_values(day))),
    days.map(lambda day: f"{day.isoformat()}TNI"),
    days.map(lambda day: f"{day.isoformat()}T23:59+05:30"),
)


@given(days)
def test_a_day_lies_in_every_period_that_is_named_after_it(day: dt.date) -> None:
    """The month, quarter, half, season, week, year, decade and century of a day contain it."""
    for value in _values(day):
        assert contains(value, day.isoformat()), value


@given(days)
def test_neighbouring_days_touch_and_do_not_overlap(day: dt.date) -> None:
    """Days are half-open: one ends where the next begins."""
    following = (day + dt.timedelta(days=1)).isoformat()
    first, second = period(day.isoformat()), period(following)
    assert first is not None and second is not None and first.end == second.start
    assert precedes(day.isoformat(), following) and not intersects(day.isoformat(), following)


@given(values, values)
def test_the_relations_agree_with_each_other(left: str, right: str) -> None:
    """Containing implies meeting, meeting goes both ways, and what precedes never meets."""
    if contains(left, right):
        assert intersects(left, right)
    assert intersects(left, right) == intersects(right, left) == compatible(left, right)
    if precedes(left, right):
        assert not intersects(left, right) and not precedes(right, left)
    assert intersects(left, right) or precedes(left, right) or precedes(right, left)


@given(values)
def test_every_period_contains_itself_and_is_not_empty(value: str) -> None:
    """A value names some time, and all of itself."""
    named = period(value)
    assert named is not None and named.end is not None and named.start < named.end
    assert contains(value, value) and granularity(value) is not None


@given(st.text(max_size=40) | st.from_regex(r"[0-9PTXWQH/:+\-]{0,30}", fullmatch=True))
def test_odd_values_never_raise(value: str) -> None:
    """Whatever stands in a value, the answer is None or False, never an exception."""
    period(value)
    granularity(value)
    duration_days(value)
    for other in ("2025", value, "P1D", "PAST_REF"):
        compatible(value, other)
        contains(value, other)
        precedes(other, value)


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("1950/1953", (1950, 1, 1), (1954, 1, 1)),
        ("2024-WI/2025-SP", (2024, 12, 1), (2025, 6, 1)),
        ("2025-W25-WE", (2025, 6, 21), (2025, 6, 23)),
        ("195", (1950, 1, 1), (1960, 1, 1)),
        ("195X", (1950, 1, 1), (1960, 1, 1)),
        ("19", (1900, 1, 1), (2000, 1, 1)),
        ("2025-06-18TMO", (2025, 6, 18), (2025, 6, 18, 12)),
        ("2025-06-18TNI", (2025, 6, 18, 18), (2025, 6, 19, 6)),
        ("2025-06-18T24:00", (2025, 6, 19), (2025, 6, 19, 0, 1)),
    ],
)
def test_named_stretches(value: str, start: tuple[int, ...], end: tuple[int, ...]) -> None:
    """Ranges, seasons, weekends, decades and parts of the day begin and end where their names say."""
    assert period(value) == Period(dt.datetime(*start), dt.datetime(*end))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value",
    ["", "PAST_REF", "P3D", "XXXX-WXX-2", "2025-02-30", "2025-13", "2025-W54", "2025-06-18T25:61", "0000"],
)
def test_values_without_a_stretch(value: str) -> None:
    """References, lengths, open and impossible values name no stretch of time."""
    assert period(value) is None and granularity(value) is None


def test_a_time_with_a_zone_is_moved() -> None:
    """11:10 in India is 05:40 in Greenwich."""
    assert intersects("2025-06-18T11:10+05:30", "2025-06-18T05:40Z")
    assert not intersects("2025-06-18T11:10+05:30", "2025-06-18T11:10Z")


def test_the_last_year_has_no_end_that_can_be_told() -> None:
    """9999 reaches past the last day of the calendar, and still contains its days."""
    named = period("9999")
    assert named is not None and named.end is None
    assert contains("9999", "9999-12-31") and not precedes("9999", "2025")


def test_lengths_are_exact() -> None:
    """Seven days are a week, ninety minutes a sixteenth of a day."""
    assert duration_days("P1W") == duration_days("P7D")
    assert duration_days("PT90M") == Fraction(1, 16)
    assert duration_days("PT5H30M") == Fraction(11, 48)
    assert duration_days("PXW") is None and duration_days("P") is None and duration_days("PT") is None


@given(values, values)
def test_what_two_share_lies_in_both(left: str, right: str) -> None:
    """The intersection is the largest stretch inside both: it begins and ends where one of them does."""
    one, other = period(left), period(right)
    assert one is not None and other is not None
    shared = one.intersection(other)
    assert shared == other.intersection(one)
    if shared is None:
        assert precedes(left, right) or precedes(right, left)
    else:
        assert one.contains(shared) and other.contains(shared)
        assert shared.start in (one.start, other.start) and shared.end in (one.end, other.end)


lengths = st.tuples(st.integers(0, 999), st.sampled_from("YMWD"))


@given(st.lists(lengths, min_size=1, max_size=4, unique_by=lambda part: part[1]))
def test_a_length_is_the_sum_of_its_parts(parts: list[tuple[int, str]]) -> None:
    """ "P1Y6M" lasts as long as a year and six months, to the fraction of a day."""
    parts.sort(key=lambda part: "YMWD".index(part[1]))
    whole = duration_days("P" + "".join(f"{count}{unit}" for count, unit in parts))
    alone = [duration_days(f"P{count}{unit}") for count, unit in parts]
    assert whole == sum(days for days in alone if days is not None)
    assert duration_days("P1Y6M") == duration_days("P18M")
