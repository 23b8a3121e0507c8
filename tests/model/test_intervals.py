"""Intervals: what two statements about one number have to do with each other."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.intervals import (
    Interval,
    compatible,
    exact,
    includes,
    is_total_of,
    precision,
    reach,
    total,
)

BILLION = 10**9


def said(text: str) -> Interval:
    """An interval from a short form: "12", "~12", ">12", "<12", "up 3", "down 3", "3..5"."""
    if ".." in text:
        low, high = (float(part) for part in text.split(".."))
        return Interval.from_value(None, low, high)
    if text.startswith(("up ", "down ")):
        change, number = text.split()
        return Interval.from_value(float(number), float(number), float(number), change)
    if text[0] in "~<>":
        value = float(text[1:])
        low, high = {"~": (value, value), "<": (None, value), ">": (value, None)}[text[0]]
        return Interval.from_value(value, low, high, text[0])
    return Interval.from_value(float(text), float(text), float(text))


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("5000", "5000", True),
        ("5", "6", False),
        ("84", "85", False),
        (">10000", "14000", True),
        (">10000", "~12000", True),
        ("<14000", "~14000", True),
        ("~12000", "~14000", False),
        ("~12000", "12345", True),
        ("5", ">7", False),
        ("1000..10000", "5000", True),  # "thousands"
        ("12..120", "5000", False),  # "dozens"
        ("121e9", "~121e9", True),
        ("121e9", ">121e9", True),
        ("121e9", "121.4e9", True),
        ("103e9", "105e9", False),
        ("145.5e6", "~145e6", True),
        ("143e6", "145.5e6", False),
        (">200000", "209000", True),
        ("5000", "5400", False),
        ("8..15.5", "15.5", True),
        ("up 3", "down 3", False),
        ("up 3", "3", True),
        ("3", "3.2", False),
        ("0.1", "0.1", True),
    ],
)
def test_compatible(a: str, b: str, agree: bool) -> None:
    """The documented rules hold for the cases they were written for, in both orders."""
    assert compatible(said(a), said(b)) is agree
    assert compatible(said(b), said(a)) is agree


def test_a_fall_of_a_negative_number_is_that_fall() -> None:
    """ "fell -1.5 percent" and "fell 1.5 percent" say the same."""
    assert compatible(Interval.from_value(-1.5, -1.5, -1.5, "down"), said("down 1.5"))


def test_twelve_is_two_and_ten() -> None:
    """A toll is the sum of its parts, never of one part alone."""
    assert is_total_of(said("12"), [said("2"), said("10")])
    assert not is_total_of(said("13"), [said("2"), said("10")])
    assert not is_total_of(said("12"), [said("12")])
    assert is_total_of(said(">12"), [said("2"), said(">10")])


def test_nearly_eighty_is_not_eighty_four() -> None:
    """What "nearly" bounds from above disagrees with more; "about" does not."""
    nearly, about, more = Interval.from_value(80, 75, 80, "~"), said("~80"), said(">84")
    assert not compatible(nearly, more)
    assert compatible(about, more)
    assert compatible(nearly, said("78"))


@given(st.fractions(max_denominator=10**6))
def test_about_reaches_a_tenth_at_most(value: Fraction) -> None:
    """ "About" never reaches further than a tenth, and reaches somewhere unless the number is zero."""
    assert 0 <= reach(value) <= abs(value) / 10
    assert (reach(value) == 0) == (value == 0)


def test_no_bound_swallows_everything() -> None:
    """A quantity with nothing known agrees with all numbers."""
    assert compatible(Interval.from_value(None), said("3"))


def test_infinity_and_nan_are_no_numbers() -> None:
    """Floats that are no numbers become "not known" rather than an error."""
    assert exact(float("inf")) is None
    assert exact(float("nan")) is None
    assert Interval.from_value(float("nan")).low is None


def test_precision_of_a_third_is_none() -> None:
    """A number without a last digit is no rounding."""
    assert precision(Fraction(1, 3)) == 0


numbers = st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e12, 1e12, allow_nan=False))
changes = st.sampled_from(["=", "~", "<", ">", "up", "down"])


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    change = draw(changes)
    if draw(st.booleans()):
        ends = draw(st.lists(numbers, min_size=2, max_size=2))
        return Interval.from_value(None, ends[0], ends[1], change)
    value = draw(numbers)
    low = None if change == "<" else value
    high = None if change == ">" else value
    return Interval.from_value(value, low, high, change)


@given(intervals(), intervals())
def test_compatible_is_symmetric(a: Interval, b: Interval) -> None:
    """Order does not matter."""
    assert compatible(a, b) == compatible(b, a)


@given(intervals())
def test_everything_agrees_with_itself(a: Interval) -> None:
    """Compatibility and inclusion are reflexive."""
    assert compatible(a, a)
    assert includes(a, a)


@given(intervals(), intervals(), intervals())
def test_includes_is_transitive(a: Interval, b: Interval, c: Interval) -> None:
    """What includes what includes a third includes the third."""
    if includes(a, b) and includes(b, c):
        assert includes(a, c)


@given(intervals(), intervals())
def test_what_includes_is_compatible(a: Interval, b: Interval) -> None:
    """If everything that ``b`` allows is allowed by ``a``, they can both be true."""
    if includes(a, b):
        assert compatible(a, b)


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=6))
def test_a_sum_is_the_total_of_its_parts(parts: list[int]) -> None:
    """Whole numbers add up exactly."""
    pieces = [Interval.from_value(n, n, n) for n in parts]
    assert is_total_of(Interval.from_value(sum(parts), sum(parts), sum(parts)), pieces)
    assert total(pieces).low == sum(parts)


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_floats_mean_the_decimal_they_print_as(n: int, places: int) -> None:
    """0.1 is a tenth here."""
    value = n / 10**places
    assert exact(value) == Fraction(repr(value)) if "e" not in repr(value) else True
