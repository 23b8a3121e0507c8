"""Numbers, lengths and times of day as TIMEX3 values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from firsthand.reading.times import words as w


def number(parts: Sequence[str]) -> float | int | None:
    """The number that words and digits name; None when they name none.

    Example:
        >>> number(["twenty", "-", "four"]), number(["5", "1", "/", "2"]), number(["a", "hundred"])
        (24, 5.5, 100)
    """
    if "/" in parts:
        at = list(parts).index("/")
        below = int(parts[at + 1].replace(",", ""))
        if not below:
            return None
        whole = int(parts[0].replace(",", "")) if at == 2 else 0
        return whole + int(parts[at - 1].replace(",", "")) / below
    total: float | int = 0
    group: float | int = 0
    for part in parts:
        if part[0].isdigit():
            value = part.replace(",", "")
            group += float(value) if "." in value else int(value)
        elif part in w.NUMBERS:
            group += w.NUMBERS[part]
        elif part in ("a", "an"):
            group = 1
        elif part in w.SCALES:
            scale = w.SCALES[part]
            if scale == 100 or scale == 12:
                group = (group or 1) * scale
            else:
                total, group = total + (group or 1) * scale, 0
    return total + group


def digits_of(word: str) -> int:
    """The number at the front of "31" or "31st"; 0 where there is none.

    Example:
        >>> digits_of("31st"), digits_of("third")
        (31, 0)
    """
    return int("".join(takewhile(str.isdigit, word)) or 0)


def amount(value: float | int) -> str:
    """A number as it stands in a TIMEX3 value: no exponent, no trailing zeros."""
    if value == int(value):
        return str(int(value))
    return f"{value:.2f}".rstrip("0").rstrip(".")


def duration(value: float | int, unit: str) -> str:
    """The TIMEX3 value of so many of a unit.

    Example:
        >>> duration(5.5, "hours"), duration(2.5, "years"), duration(2, "fortnight")
        ('PT5H30M', 'P2Y6M', 'P4W')
    """
    designator, times = w.UNITS[unit]
    value *= times
    time = "T" if designator in ("TM", "H", "S") else ""
    designator = "D" if designator == "N" else designator[-1] if time else designator
    finer, parts = _FINER.get(time + designator, ("", 1))
    whole = int(value)
    rest = (value - whole) * parts
    if finer and rest and rest == int(rest):
        return f"P{time}{f'{whole}{designator}' if whole else ''}{int(rest)}{finer}"
    return f"P{time}{amount(value)}{designator}"


#: The unit in which the rest of a broken length is told, and how many of it make one.
_FINER = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60)}


_UNITS_IN_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")


def together(first: str, second: str) -> str | None:
    """Two lengths told as one; None where the second is not of a finer unit, or one of them is broken.

    Example:
        >>> together("P6Y", "P3M"), together("P2D", "PT12H"), together("PT3H", "PT20M"), together("P3D", "P2Y")
        ('P6Y3M', 'P2DT12H', 'PT3H20M', None)
    """
    units = [("T" if "T" in value else "") + value[-1] for value in (first, second)]
    if any(
        unit not in _UNITS_IN_ORDER or "." in value
        for unit, value in zip(units, (first, second), strict=True)
    ):
        return None
    if _UNITS_IN_ORDER.index(units[0]) >= _UNITS_IN_ORDER.index(units[1]):
        return None
    return first + (second[2:] if "T" in first else second[1:])


_CLOCK_PARTS = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::(\d{2}))?", re.ASCII)


def clock_value(parts: Sequence[str]) -> str | None:
    """``THH:MM`` of the words of a time of day, with its zone; None when there is no such time.

    Example:
        >>> clock_value(["11:10", "ist"]), clock_value(["5.10", "pm"]), clock_value(["noon"])
        ('T11:10+05:30', 'T17:10', 'T12:00')
    """
    hour, minute, second, zone = -1, 0, None, ""
    for part in parts:
        if part in w.NOON:
            hour, minute = int(w.NOON[part][1:3]), 0
        elif part[0].isdigit() and hour < 0 and (found := _CLOCK_PARTS.fullmatch(part)) is not None:
            hour, minute = int(found[1]), int(found[2] or 0)
            second = found[3]
        elif part in ("am", "a.m."):
            if not 1 <= hour <= 12:
                return None
            hour %= 12
        elif part in ("pm", "p.m.", "afternoon", "evening"):
            if part[0] == "p" and not 1 <= hour <= 23:
                return None
            hour = hour % 12 + 12 if hour <= 12 else hour
        elif part == "night" and hour <= 12:
            hour = hour + 12 if 6 <= hour < 12 else hour % 12
        elif part == "morning" and hour == 12:
            hour = 0
        elif part in w.ZONES and hour >= 0:
            east = w.ZONES[part]
            if east is not None:
                sign = "-" if east < 0 else "+"
                zone = "Z" if not east else f"{sign}{abs(east) // 60:02d}:{abs(east) % 60:02d}"
    if not 0 <= hour <= 24 or minute > 59:
        return None
    return f"T{hour:02d}:{minute:02d}" + (f":{second}" if second else "") + zone


def spoken(parts: Sequence[str]) -> int | None:
    """The year that is spelled out; None when the words name none.

    Example:
        >>> spoken(["nineteen", "ninety", "-", "six"]), spoken(["two", "thousand"]), spoken(["ten", "five"])
        (1996, 2000, None)
    """
    names = [part for part in parts if part in w.NUMBERS or part in w.SCALES]
    if "thousand" in names:
        year = number(names)
    else:
        ones = w.NUMBERS[names[2]] if len(names) > 2 else 0
        tens = w.NUMBERS[names[1]]
        if tens < 10 or ones >= 10 or (ones and tens < 20):
            return None
        year = w.NUMBERS[names[0]] * 100 + tens + ones
    return int(year) if year is not None and 1300 <= year < 2100 else None
