"""Exact conversion between the units that news prints, so that two claims can be compared.

A small table in place of a library: the factors are exact by definition (a mile is 1609.344 metres since
1959), fractions lose nothing, and no import is paid for. A test checks every row against ``pint``.
Currencies are no units: their rates change by the minute.

Public: :func:`convert`, :func:`dimension`, :func:`comparable`.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final

#: Kinds of quantities that have a unit; the rest counts things.
MEASURED: Final[frozenset[str]] = frozenset({"money", "percentage", "measure", "rate", "age"})

#: Dimension, then each symbol of it with its factor to the first one.
_F = Fraction
TABLE: Final[dict[str, dict[str, Fraction]]] = {
    "length": {
        "m": _F(1), "km": _F(1000), "cm": _F(1, 100), "mm": _F(1, 1000), "um": _F(1, 10**6),
        "nm": _F(1, 10**9), "in": _F(254, 10000), "ft": _F(3048, 10000), "yd": _F(9144, 10000),
        "mi": _F(1609344, 1000), "nmi": _F(1852), "ly": _F(9460730472580800),
    },
    "area": {
        "m2": _F(1), "km2": _F(10**6), "cm2": _F(1, 10**4), "ha": _F(10**4), "in2": _F(64516, 10**8),
        "ft2": _F(9290304, 10**8), "yd2": _F(83612736, 10**8), "mi2": _F(2589988110336, 10**6),
        "acre": _F(40468564224, 10**7),
    },
    "volume": {
        "l": _F(1), "ml": _F(1, 1000), "cl": _F(1, 100), "m3": _F(1000), "cm3": _F(1, 1000),
        "ft3": _F(28316846592, 10**9), "yd3": _F(764554857984, 10**9), "gal": _F(3785411784, 10**9),
        "qt": _F(946352946, 10**9), "pt": _F(473176473, 10**9), "floz": _F(295735295625, 10**13),
        "bbl": _F(158987294928, 10**9),
    },
    "mass": {
        "kg": _F(1), "g": _F(1, 1000), "mg": _F(1, 10**6), "ug": _F(1, 10**9), "t": _F(1000),
        "lb": _F(45359237, 10**8), "oz": _F(45359237, 16 * 10**8), "ton": _F(45359237 * 2000, 10**8),
        "ozt": _F(311034768, 10**10), "ct": _F(2, 10**4),
    },
    "time": {
        "s": _F(1), "ms": _F(1, 1000), "ns": _F(1, 10**9), "min": _F(60), "h": _F(3600), "d": _F(86400),
        "wk": _F(604800),
    },
    # Months and years have no fixed number of days: they convert among themselves only.
    "calendar": {"mo": _F(1), "a": _F(12), "decade": _F(120), "century": _F(1200)},
    "speed": {
        "km/h": _F(1), "m/s": _F(36, 10), "mph": _F(1609344, 10**6), "kn": _F(1852, 1000),
    },
    "power": {
        "W": _F(1), "kW": _F(1000), "MW": _F(10**6), "GW": _F(10**9), "TW": _F(10**12),
    },
    "energy": {
        "J": _F(1), "kJ": _F(1000), "Wh": _F(3600), "kWh": _F(3600 * 10**3), "MWh": _F(3600 * 10**6),
        "GWh": _F(3600 * 10**9), "TWh": _F(3600 * 10**12), "cal": _F(4184, 1000), "kcal": _F(4184),
    },
    "pressure": {
        "Pa": _F(1), "hPa": _F(100), "kPa": _F(1000), "MPa": _F(10**6), "GPa": _F(10**9), "mbar": _F(100),
    },
    "frequency": {"Hz": _F(1), "kHz": _F(1000), "MHz": _F(10**6), "GHz": _F(10**9)},
    "information": {
        "B": _F(1), "kB": _F(10**3), "MB": _F(10**6), "GB": _F(10**9), "TB": _F(10**12), "PB": _F(10**15),
    },
    "voltage": {"V": _F(1), "kV": _F(1000)},
    "share": {"%": _F(1), "bp": _F(1, 100)},
    "temperature": {"degC": _F(1), "degF": _F(5, 9), "K": _F(1)},
}  # fmt: skip
#: Zero points: what to add after scaling to degrees Celsius.
_ZERO: Final = {"degC": _F(0), "degF": _F(-160, 9), "K": _F(-27315, 100)}
_BY_SYMBOL: Final = {
    symbol: (name, factor) for name, factors in TABLE.items() for symbol, factor in factors.items()
}


def dimension(unit: str) -> str | None:
    """What a unit measures ("length"), None for a currency, a rate or a thing counted.

    Example:
        >>> dimension("mi2"), dimension("USD")
        ('area', None)
    """
    found = _BY_SYMBOL.get(unit)
    return None if found is None else found[0]


@lru_cache(maxsize=4096)
def comparable(a: str, b: str) -> bool:
    """Whether numbers in these units can be compared: the same unit, or two of one dimension.

    Rates compare when both halves do ("km/d" with "mi/d").

    Example:
        >>> comparable("mi", "km"), comparable("USD", "USD"), comparable("USD", "EUR"), comparable("mi", "kg")
        (True, True, False, False)
    """
    return convert(Fraction(1), a, b) is not None


def convert(value: Fraction, source: str, target: str) -> Fraction | None:
    """``value`` of unit ``source`` in unit ``target``, exact; None where the two do not compare.

    Args:
        value: The number.
        source: Its unit, a symbol as in ``Quantity.unit`` ("mi", "USD", "bbl/day").
        target: The unit wanted.

    Example:
        >>> convert(Fraction(7), "mi", "km"), convert(Fraction(212), "degF", "degC")
        (Fraction(176022, 15625), Fraction(100, 1))
        >>> convert(Fraction(1), "USD", "EUR") is None
        True
    """
    if source == target:
        return value
    a, b = _BY_SYMBOL.get(source), _BY_SYMBOL.get(target)
    if a is not None and b is not None:
        if a[0] != b[0]:
            return None
        if a[0] == "temperature":
            return (value * a[1] + _ZERO[source] - _ZERO[target]) / b[1]
        return value * a[1] / b[1]
    if "/" in source and "/" in target:
        top = convert(value, source.partition("/")[0], target.partition("/")[0])
        under = convert(Fraction(1), source.partition("/")[2], target.partition("/")[2])
        return None if top is None or under is None or under == 0 else top / under
    return None
