"""Classes of words, and the parts that several patterns share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.reading.times import calendar
from firsthand.reading.times import words as w

NUMERIC_SETS: dict[str, frozenset[str]] = {
    # what a token of digits can be, by its shape
    "minute0": frozenset(("int", "two", "yy")),  # 00
    "month": frozenset(("int", "dd", "hour", "mm", "one")),  # 1 … 9
    "month2": frozenset(("int", "dd", "hour", "mm", "two", "yy")),  # 01 … 12
    "hour": frozenset(("int", "dd", "hour24", "two", "yy")),  # 13 … 24
    "day": frozenset(("int", "dd", "two", "yy")),  # 25 … 31
    "two": frozenset(("int", "two", "yy")),  # 32 … 99
    "year": frozenset(("int", "year")),  # 1500 … 2199
    "hhmm": frozenset(("int", "hhmm")),  # 0735, 2230
    "yearhhmm": frozenset(("int", "year", "hhmm")),  # 1735
    "oldhhmm": frozenset(("int", "oldyear", "hhmm")),  # 1030
    "oldyear": frozenset(("int", "oldyear")),  # 500 … 1499
    "int": frozenset(("int",)),
    "decimal": frozenset(("decimal",)),
    "clock": frozenset(("clock",)),  # 11:10
    "dotclock": frozenset(("dotclock", "decimal")),  # 11.10
    "ddth": frozenset(("ddth", "nth")),  # 1st … 31st
    "nth": frozenset(("nth",)),
    "dotdate": frozenset(("dotdate",)),  # 18.06.2025
    "compact": frozenset(("compact", "int")),  # 20250618
}
_ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
_DOT_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_DOT_CLOCK = re.compile(r"(\d{1,2})\.(\d{2})", re.ASCII)
_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,9}", re.ASCII)
_DECIMAL = re.compile(r"\d{1,9}\.\d{1,4}", re.ASCII)


def numeric_kind(word: str) -> str | None:
    """The shape of a token that begins with a digit; None when it can be no part of a time.

    Example:
        >>> numeric_kind("31"), numeric_kind("25:61"), numeric_kind("2025")
        ('day', None, 'yearhhmm')
    """
    if not word.isascii():
        return None
    if word.isdigit():
        size, number = len(word), int(word) if len(word) < 10 else 0
        if size == 1:
            return "month" if number else "int"
        if size == 2:
            if number == 0:
                return "minute0"
            return "month2" if number <= 12 else "hour" if number <= 24 else "day" if number <= 31 else "two"
        if size == 4:
            is_clock = number // 100 < 24 and number % 100 < 60
            if 1500 <= number < 2200:
                return "yearhhmm" if is_clock else "year"
            if word[0] == "0":
                return "hhmm" if is_clock else None
            if number < 1500:
                return "oldhhmm" if is_clock else "oldyear"
            return "hhmm" if is_clock else "int"
        if size == 3 and number >= 500:
            return "oldyear"
        if (
            size == 8
            and calendar.day(int(word[:4]), int(word[4:6]), int(word[6:]))
            and "19" <= word[:2] <= "20"
        ):
            return "compact"
        return "int" if size < 10 else None
    if (found := _CLOCK.fullmatch(word)) is not None:
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        return "clock" if hour <= 24 and minute < 60 and second < 60 and (hour < 24 or not minute) else None
    if (found := _DOT_DATE.fullmatch(word)) is not None:
        return "dotdate" if calendar.day(int(found[3]), int(found[2]), int(found[1])) else None
    if (found := _DOT_CLOCK.fullmatch(word)) is not None and 1 <= int(found[1]) <= 12 and int(found[2]) < 60:
        return "dotclock"
    if _DECIMAL.fullmatch(word):
        return "decimal"
    if (found := _ORDINAL.fullmatch(word)) is not None:
        return "ddth" if 1 <= int(found[1]) <= 31 else "nth"
    return "int" if _WHOLE.fullmatch(word) else None


CLASSES: dict[str, Sequence[str]] = {
    "month": tuple(w.MONTHS),
    "short_month": tuple(w.SHORT_MONTHS),
    "weekday": tuple(w.WEEKDAYS),
    "short_weekday": tuple(w.SHORT_WEEKDAYS),
    "weekdays": tuple(w.WEEKDAYS_PLURAL),
    "season": tuple(w.SEASONS),
    "seasons": tuple(w.SEASONS_PLURAL),
    "part": tuple(w.PARTS_OF_DAY),
    "parts": tuple(w.PARTS_PLURAL),
    "part_point": w.PART_POINTS,
    "noon": tuple(w.NOON),
    "unit": tuple(w.UNITS),
    "unit_one": tuple(w.UNITS_SINGULAR),
    "unit_many": tuple(w.UNITS_PLURAL),
    "period": ("day", "week", "weekend", "month", "quarter", "year", "decade", "century", "fortnight"),
    "numword": tuple(w.NUMBERS),
    "teenword": ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    "tensword": ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    "scale": tuple(w.SCALES),
    "ordinal": tuple(w.ORDINALS),
    "decade": tuple(w.DECADES),
    "part_of_year": ("q1", "q2", "q3", "q4", "h1", "h2"),
    "present": tuple(w.PRESENT),
    "past_word": tuple(w.PAST),
    "repeated": tuple(w.REPEATED),
    "zone": tuple(w.ZONES),
    "ampm": ("am", "pm", "a.m.", "p.m."),
    "hyphen": ("-", "–", "—", "‑"),
    "apos": ("'", "’", "‘", "`"),
    "poss": ("'s", "’s"),
    "article": ("a", "an"),
    "last": ("last", "past", "previous", "preceding", "prior", "recent"),
    "next": ("next", "coming", "following", "upcoming", "forthcoming"),
    "this": ("this", "current", "present"),
    "that": ("that", "same"),
    "bound": tuple(w.BOUNDS),
    "edge": ("early", "earlier", "late", "later", "mid"),
    "edge_noun": ("end", "beginning", "start", "close", "middle", "midpoint", "turn", "outset", "eve"),
}

MACROS: dict[str, str] = {
    "SPOKEN": "(teenword | 'twenty') hyphen? (tensword | teenword | 'ten') (hyphen? numword)?",
    "WHOLE": "(int | numword (hyphen? (numword | scale))*)",
    "NUMBER": "(int '/' int | decimal | int scale | int (int '/' int)? "
    " | numword (hyphen? (numword | scale) | 'and')*"
    " | article (scale | 'dozen'))",
    "VAGUE": "('several' | 'many' | 'few' | 'a' 'few' | 'a' 'good'? 'many' | 'some' | 'numerous'"
    " | 'countless'"
    " | ('hundreds' | 'thousands' | 'dozens' | 'tens' | 'scores') 'of' | 'a' 'number' 'of' | 'various')",
    "COUPLE": "('a' 'couple' 'of'? | 'couple' 'of')",
    "MORE": "('more' | 'full' | 'straight' | 'consecutive' | 'whole' | 'further' | 'additional'"
    " | 'successive'"
    " | 'trading' | 'business' | 'working' | 'long' | 'short' | 'solid' | 'calendar' | 'fiscal'"
    " | 'entire')",
    "DD": "(dd | ddth)",
    "MONTH": "(month | short_month)",
    "WD": "((weekday | short_weekday) ','?)",
    "ZONE": "('(' zone ')' | zone | 'local' 'time' | 'local'? ('eastern' | 'central'"
    " | 'mountain' | 'pacific') ('standard' | 'daylight')? 'time')",
    "CLOCK": "((clock | dotclock | hour | hour24) ampm | clock | noon | hour 'o' apos 'clock')",
    "THE_CLOCK": "(hour24 | hour) 'in' 'the' ('morning' | 'afternoon' | 'evening') | hour 'at' 'night'",
}
