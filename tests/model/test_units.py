"""Units: the table against a well-kept units library, and what converts into what."""

from __future__ import annotations

from fractions import Fraction

import pytest

from firsthand.model.units import TABLE, comparable, convert, dimension

#: Symbols that the library spells otherwise.
PINT = {
    "um": "micrometer", "in": "inch", "nmi": "nautical_mile", "ly": "light_year", "m2": "meter**2",
    "km2": "kilometer**2", "cm2": "centimeter**2", "ha": "hectare", "in2": "inch**2", "ft2": "foot**2",
    "yd2": "yard**2", "mi2": "mile**2", "acre": "(4840 * yard**2)", "m3": "meter**3", "cm3": "centimeter**3",
    "ft3": "foot**3", "yd3": "yard**3", "gal": "gallon", "qt": "quart", "pt": "pint", "floz": "fluid_ounce",
    "bbl": "oil_barrel", "ug": "microgram", "ton": "short_ton", "t": "metric_ton", "ozt": "troy_ounce",
    "ct": "(0.2 * gram)", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "(12 * month)",
    "decade": "(120 * month)", "century": "(1200 * month)", "km/h": "kilometer/hour", "m/s": "meter/second",
    "mph": "mile/hour", "kn": "knot", "B": "byte", "kB": "kilobyte", "MB": "megabyte", "GB": "gigabyte",
    "TB": "terabyte", "PB": "petabyte", "%": "percent", "bp": "(0.01 * percent)", "cal": "calorie",
    "mbar": "millibar", "Pa": "pascal", "hPa": "hectopascal",
}  # fmt: skip


def test_every_factor_agrees_with_pint() -> None:
    """Each row of the table is what ``pint`` computes, in its exact (non-float) mode."""
    pint = pytest.importorskip("pint")
    registry = pint.UnitRegistry(non_int_type=Fraction)
    for name, factors in TABLE.items():
        if name == "temperature":
            continue
        base = next(iter(factors))
        for symbol, factor in factors.items():
            theirs = registry.parse_expression(PINT.get(symbol, symbol)).to(PINT.get(base, base)).magnitude
            assert abs(theirs / factor - 1) < Fraction(1, 10**12), (symbol, theirs, factor)


def test_temperatures_have_zero_points() -> None:
    """Fahrenheit and Celsius meet at minus 40, water boils at 212."""
    assert convert(Fraction(-40), "degF", "degC") == -40
    assert convert(Fraction(100), "degC", "degF") == 212
    assert convert(Fraction(0), "degC", "K") == Fraction(27315, 100)


@pytest.mark.parametrize("name", TABLE)
def test_there_and_back_is_where_we_were(name: str) -> None:
    """Conversion loses nothing."""
    for source in TABLE[name]:
        for target in TABLE[name]:
            there = convert(Fraction(7, 3), source, target)
            assert there is not None
            assert convert(there, target, source) == Fraction(7, 3)


def test_what_does_not_compare() -> None:
    """Currencies, and units of two dimensions, give None rather than a number."""
    assert convert(Fraction(1), "USD", "EUR") is None
    assert convert(Fraction(1), "mi", "kg") is None
    assert not comparable("worker", "soldier")
    assert comparable("worker", "worker")
    assert dimension("worker") is None


def test_rates_convert_by_halves() -> None:
    """A rate compares when both of its halves do."""
    assert convert(Fraction(1), "USD/h", "USD/d") == 24
    assert convert(Fraction(1), "USD/h", "EUR/h") is None
