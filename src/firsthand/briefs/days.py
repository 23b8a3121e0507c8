"""Days and times as people write them.

Public: :func:`in_words`, :func:`days`.
"""

from __future__ import annotations

import re

_MONTHS = "January February March April May June July August September October November December".split()
_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_TIMEX = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-W(?P<week>\d\d)|-Q(?P<quarter>\d)|-(?P<season>SP|SU|FA|WI))?"
    r"(?:T(?:(?P<clock>\d\d:\d\d)(?::\d\d)?(?P<zone>Z|[+-]\d\d:\d\d)?|(?P<part>MO|MI|AF|EV|NI|DT)))?"
)


def in_words(value: str) -> str:
    """A TIMEX3 value or ISO 8601 time as people write it; what is not understood stays as it is.

    Example:
        >>> in_words("2032-01-30T05:45"), in_words("2032-W06"), in_words("2031-11"), in_words("2032-01-30TEV")
        ('30 January 2032, 05:45', 'week 6 of 2032', 'November 2031', '30 January 2032, evening')
        >>> in_words("2031-WI/2032-SP"), in_words("2032-01-30T00:00:00")
        ('winter 2031 to spring 2032', '30 January 2032')
    """
    first, slash, last = value.partition("/")
    if slash:
        return f"{in_words(first)} to {in_words(last)}"
    found = _TIMEX.fullmatch(value)
    if found is None:
        return value
    year = found["year"]
    if found["week"]:
        return f"week {int(found['week'])} of {year}"
    if found["quarter"]:
        return f"quarter {found['quarter']} of {year}"
    if found["season"]:
        return f"{_SEASONS[found['season']]} {year}"
    if not found["month"]:
        return year
    if not 1 <= int(found["month"]) <= 12:
        return value
    day = f"{int(found['day'])} " if found["day"] else ""
    words = f"{day}{_MONTHS[int(found['month']) - 1]} {year}"
    if found["clock"] and not value.endswith("T00:00:00"):
        zone = {"Z": " UTC", "+00:00": " UTC", None: ""}.get(found["zone"], f" {found['zone']}")
        return f"{words}, {found['clock']}{zone}"
    return f"{words}, {_PARTS[found['part']]}" if found["part"] else words


def days(start: str | None, end: str | None) -> str:
    """The days that a story runs over, in words.

    Example:
        >>> days("2032-01-30", "2032-02-01"), days("2032-01-30", "2032-01-31"), days(None, None)
        ('30 January – 1 February 2032', '30–31 January 2032', 'no date')
    """
    if not start or not end:
        return in_words(start or end or "") or "no date"
    if start == end:
        return in_words(start)
    a, b = in_words(start).split(), in_words(end).split()
    if len(a) == len(b) == 3 and a[2] == b[2]:
        # What both ends share is said once, at the end.
        a = a[:1] if a[1] == b[1] else a[:2]
        return f"{a[0]}–{' '.join(b)}" if len(a) == 1 else f"{' '.join(a)} – {' '.join(b)}"
    return f"{' '.join(a)} – {' '.join(b)}"
