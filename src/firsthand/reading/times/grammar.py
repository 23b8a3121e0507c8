"""The grammar: one rule for each way of naming a time, with its examples beside it.

A rule is a pattern over classes of words (see ``patterns``), a reader that says what a match means, and
examples: the expression stands in ``[[ ]]``, and type, value and mod are what the rule must give for a
report published on Wednesday, 18 June 2025. The examples are run as tests. At a token the longest match
wins, then the earlier rule.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from firsthand.model.reading import TimeType
from firsthand.reading.times import calendar, words as w
from firsthand.reading.times.context import REACH, Anchor, Context
from firsthand.reading.times.patterns import OTHER, Alphabet

EXAMPLES_PUBLISHED = "2025-06-18"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an expression means; ``reason`` says why a value stays open, ``problem`` what is impossible."""

    type: TimeType
    value: str
    mod: str | None = None
    end: int | None = None  #: token after the last, where the reader took fewer or more than the pattern
    start: int | None = None
    day: dt.date | None = None
    month: tuple[int, int] | None = None
    quarter: tuple[int, int] | None = None
    year: int | None = None
    clock: dt.datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a rule's pattern, with the words it covers."""

    match: re.Match[str]
    context: Context
    text: str

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def end(self) -> int:
        return self.match.end()

    def has(self, name: str) -> bool:
        """Whether the named part is there."""
        return self.match.start(name) >= 0

    def words(self, name: str) -> Sequence[str]:
        """The words of the named part, in lower case; none when it is not there."""
        start, end = self.match.span(name)
        return self.context.words[start:end] if start >= 0 else ()

    def word(self, name: str) -> str:
        """The first word of the named part, or ""."""
        start = self.match.start(name)
        return self.context.words[start] if start >= 0 else ""

    def surface(self, at: int) -> str:
        """The token at index ``at`` as it stands in the text; "" outside."""
        tokens = self.context.tokens
        if not 0 <= at < len(tokens):
            return ""
        return self.text[tokens[at].start : tokens[at].end]

    def near(self, at: int) -> str:
        """The word at index ``at`` in lower case; "" outside."""
        return self.context.words[at] if 0 <= at < len(self.context.words) else ""

    @property
    def direction(self) -> int:
        return self.context.direction(self.start, self.end)


Reader = Callable[[Found], Meaning | None]
Example = tuple[str, str, str] | tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of naming a time."""

    name: str
    pattern: str
    read: Reader
    examples: tuple[Example, ...]


RULES: list[Rule] = []


def rule(pattern: str, *examples: Example) -> Callable[[Reader], Reader]:
    """Enter a reader into the grammar under its own name."""

    def enter(read: Reader) -> Reader:
        RULES.append(Rule(read.__name__, pattern, read, examples))
        return read

    return enter


# ------------------------------------------------------------------ word classes
_NUMERIC_SETS: dict[str, frozenset[str]] = {
    # what a token of digits can be, by its shape
    "minute0": frozenset(("int", "two", "yy")),  # 00
    "month": frozenset(("int", "dd", "hour", "mm", "one")),  # 1 … 9
    "month2": frozenset(("int", "dd", "hour", "mm", "two", "yy")),  # 01 … 12
    "hour": frozenset(("int", "dd", "hour24", "two", "yy")),  # 13 … 24
    "day": frozenset(("int", "dd", "two", "yy")),  # 25 … 31
    "two": frozenset(("int", "two", "yy")),  # 32 … 99
    "year": frozenset(("int", "year")),  # 1500 … 2199
    "hhmm": frozenset(("int", "hhmm")),  # 0735
    "yearhhmm": frozenset(("int", "year", "hhmm")),  # 1735
    "oldyear": frozenset(("int", "oldyear")),  # 500 … 1499
    "int": frozenset(("int",)),
    "decimal": frozenset(("decimal",)),
    "clock": frozenset(("clock",)),  # 11:10
    "dotclock": frozenset(("dotclock", "decimal")),  # 11.10
    "ddth": frozenset(("ddth", "nth")),  # 1st … 31st
    "nth": frozenset(("nth",)),
    "compact": frozenset(("compact", "int")),  # 20250618
}
_ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
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
            return (
                "month2" if number <= 12 else "hour" if number <= 24 else "day" if number <= 31 else "two"
            )
        if size == 4:
            is_clock = number // 100 < 24 and number % 100 < 60
            if 1500 <= number < 2200:
                return "yearhhmm" if is_clock else "year"
            if word[0] == "0":
                return "hhmm" if is_clock else None
            return "oldyear" if 1000 <= number < 1500 else "int"
        if size == 3 and number >= 500:
            return "oldyear"
        if size == 8 and calendar.day(int(word[:4]), int(word[4:6]), int(word[6:])) and "19" <= word[:2] <= "20":
            return "compact"
        return "int" if size < 10 else None
    if (found := _CLOCK.fullmatch(word)) is not None:
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        return "clock" if hour <= 24 and minute < 60 and second < 60 and (hour < 24 or not minute) else None
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
    "noon": tuple(w.NOON),
    "unit": tuple(w.UNITS),
    "unit_one": tuple(w.UNITS_SINGULAR),
    "unit_many": tuple(w.UNITS_PLURAL),
    "period": ("day", "week", "weekend", "month", "quarter", "year", "decade", "century"),
    "numword": tuple(w.NUMBERS),
    "teenword": ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    "tensword": ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    "scale": tuple(w.SCALES),
    "ordinal": tuple(w.ORDINALS),
    "decade": tuple(w.DECADES),
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
    "NUMBER": "(int '/' int | decimal | int scale | int (int '/' int)? | numword (hyphen? (numword | scale) | 'and')*"
    " | article (scale | 'dozen'))",
    "VAGUE": "('several' | 'many' | 'few' | 'a' 'few' | 'a' 'good'? 'many' | 'some' | 'numerous' | 'countless'"
    " | ('hundreds' | 'thousands' | 'dozens' | 'tens' | 'scores') 'of' | 'a' 'number' 'of' | 'various')",
    "COUPLE": "('a' 'couple' 'of'? | 'couple' 'of')",
    "MORE": "('more' | 'full' | 'straight' | 'consecutive' | 'whole' | 'further' | 'additional' | 'successive'"
    " | 'trading' | 'business' | 'working' | 'long' | 'short' | 'solid' | 'calendar' | 'fiscal' | 'entire')",
    "DD": "(dd | ddth)",
    "MONTH": "(month | short_month)",
    "WD": "((weekday | short_weekday) ','?)",
    "ZONE": "('(' zone ')' | zone | 'local' 'time' | 'eastern' ('standard' | 'daylight')? 'time')",
    "CLOCK": "((clock | dotclock | hour | hour24) ampm | clock | noon | hour 'o' apos 'clock')",
    "THE_CLOCK": "(hour24 | hour) 'in' 'the' ('morning' | 'afternoon' | 'evening') | hour 'at' 'night'",
}


# ------------------------------------------------------------------------ numbers
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


def amount(value: float | int) -> str:
    """A number as it stands in a TIMEX3 value: no exponent, no trailing zeros."""
    if value == int(value):
        return str(int(value))
    return f"{value:.2f}".rstrip("0").rstrip(".")


def duration(value: float | int, unit: str) -> str:
    """The TIMEX3 value of so many of a unit.

    Example:
        >>> duration(5.5, "hours"), duration(3, "decades"), duration(2, "fortnight")
        ('PT5H30M', 'P30Y', 'P4W')
    """
    designator, times = w.UNITS[unit]
    value *= times
    if designator in ("TM", "H", "S"):
        if designator == "H" and value != int(value) and (value * 60) == int(value * 60):
            whole = int(value)
            return f"PT{whole}H{round((value - whole) * 60)}M" if whole else f"PT{round(value * 60)}M"
        return f"PT{amount(value)}{designator[-1]}"
    return f"P{amount(value)}{'D' if designator == 'N' else designator}"


# ------------------------------------------------------------------ dates: helpers
def _day(found: Found, day: dt.date, **more: object) -> Meaning:
    return Meaning(type="DATE", value=day.isoformat(), day=day, **more)  # type: ignore[arg-type]


def _open(value: str = "", type: TimeType = "DATE", reason: str = "no publication time") -> Meaning:
    return Meaning(type=type, value=value, reason=reason)


def _year_of(parts: Sequence[str]) -> int | None:
    for part in parts:
        if len(part) == 4 and part.isdigit():
            return int(part)
    return None


def month_number(word: str) -> int:
    return w.MONTHS.get(word) or w.SHORT_MONTHS[word]


def nearest_day(found: Found, month: int, number: int) -> dt.date | None:
    """The day of a bare "March 5": the tense decides, else the nearest to the anchor."""
    anchor = found.context.anchor
    if anchor is None:
        return None
    origin = anchor.day or calendar.day(anchor.year, anchor.month or 7, 1)
    if origin is None:
        return None
    choices = [
        day for year in (-1, 0, 1, 2) if (day := calendar.day(anchor.year + year, month, number)) is not None
    ]
    direction = found.direction or _limit(found)
    if direction > 0:
        ahead = [day for day in choices if (day - origin).days >= -1]
        if ahead and (ahead[0] - origin).days < 300:
            return ahead[0]
    if direction < 0:
        back = [day for day in choices if (day - origin).days <= 1]
        if back and (origin - back[-1]).days < 300:
            return back[-1]
    return min(choices, key=lambda day: abs((day - origin).days), default=None)


def _limit(found: Found) -> int:
    """1 after a preposition that sets a limit ahead ("until mid-November", "through January"), else 0."""
    at = found.start - 1
    while found.near(at) in CLASSES["edge"] or found.near(at) in CLASSES["hyphen"]:
        at -= 1
    return 1 if found.near(at) in ("until", "till", "through", "by") else 0


def nearest_month(found: Found, month: int) -> tuple[int, int] | None:
    """The month of a bare "in April"."""
    anchor = found.context.anchor
    if anchor is None:
        return None
    now = anchor.month or 12
    ahead = (month - now) % 12
    direction = found.direction or _limit(found)
    if direction > 0 or (direction == 0 and 0 < ahead <= 2 and anchor.month is not None):
        year = anchor.year if month >= now else anchor.year + 1
    else:
        year = anchor.year if month <= now else anchor.year - 1
    return year, month


def nearest_weekday(found: Found, weekday: int) -> dt.date | None:
    """The day of a bare "Tuesday": on or before the anchor, or on or after it when the verb looks ahead."""
    anchor = found.context.anchor
    if anchor is None or anchor.day is None:
        return None
    back = (anchor.day.isoweekday() - weekday) % 7
    direction = found.direction
    if direction < 0 and found.near(found.start - 1) in ("until", "till") and found.surface(found.start - 1)[0] == "u":
        # "postponed until Tuesday"; but "not until Tuesday" and "Until Tuesday, …" tell the past
        direction = -1 if {"not", "n't", "n’t", "nor"} & set(
            found.context.words[max(0, found.start - 8) : found.start]
        ) else 1
    if direction > 0:
        return calendar.shift(anchor.day, (7 - back) % 7)
    return calendar.shift(anchor.day, -back)


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


def with_clock(meaning: Meaning, parts: Sequence[str]) -> Meaning:
    """A date with a time of day."""
    clock = clock_value(parts)
    if clock is None:
        return meaning
    return Meaning(type="TIME", value=meaning.value + clock, day=meaning.day, reason=meaning.reason)


def with_part(meaning: Meaning, part: str) -> Meaning:
    """A date with a part of the day."""
    return Meaning(
        type="TIME", value=meaning.value + w.PARTS_OF_DAY[part], day=meaning.day, reason=meaning.reason
    )


def month_day(found: Found, month: int, number: int, year: int | None) -> Meaning:
    """The meaning of a month and a day, with or without a year."""
    if year is not None:
        day = calendar.day(year, month, number)
        if day is None:
            return _open(reason=f"there is no day {number} in month {month} of {year}")
        return _day(found, day)
    if calendar.day(2024, month, number) is None:
        return _open(reason=f"there is no day {number} in month {month}")
    near = nearest_day(found, month, number)
    return _open(f"XXXX-{month:02d}-{number:02d}") if near is None else _day(found, near)


def _is_capital(found: Found, at: int) -> bool:
    return found.surface(at)[:1].isupper()


# ---------------------------------------------------------------- dates: full ones
@rule(
    "<how:'last' | 'this' | 'next'>? <wd:WD>? (<m:MONTH> 'the'? <d:DD> (','? <y:year>)? | 'the'? <d_:DD> ('of' | hyphen)? <m_:MONTH> ((',' | hyphen)? <y_:year>)?)"
    " ((',' | '/' | '|' | 'at' | ',' 'at' | hyphen)? <c:CLOCK ZONE?>)?",
    ("It began on [[March 5, 1946]].", "DATE", "1946-03-05"),
    ("It began on [[5 March 1946]].", "DATE", "1946-03-05"),
    ("They met on [[June 15]].", "DATE", "2025-06-15"),
    ("They will meet on [[July 4]].", "DATE", "2025-07-04"),
    ("It opened on [[the 3rd of May]].", "DATE", "2025-05-03"),
    ("Posted [[Sunday, Dec. 31, 2017]].", "DATE", "2017-12-31"),
    ("Updated: [[June 18, 2025 / 11:10 IST]]", "TIME", "2025-06-18T11:10+05:30"),
    ("They saw it on [[31 June 2025]].", "DATE", ""),
)
def calendar_date(found: Found) -> Meaning | None:
    month_word = found.word("m") or found.word("m_")
    number_word = found.word("d") or found.word("d_")
    year = _year_of(found.words("y") or found.words("y_"))
    number_at = found.match.start("d") if found.has("d") else found.match.start("d_")
    # "March 20 percent", "June 5 million" are no days; "10 May" before "be" is a verb
    after = found.near(found.end)
    if year is None and not found.has("c") and after in ("percent", "per", "%", "million", "billion", "people"):
        return None
    if found.has("d_") and month_word == "may" and year is None and found.near(number_at - 1) not in ("on", "of", "the"):
        return None
    start = found.start + 1 if found.has("how") else None
    digits = re.match(r"\d+", number_word)
    if digits is None:
        return None
    meaning = month_day(found, month_number(month_word), int(digits.group()), year)
    if found.has("c") and meaning.value:
        meaning = with_clock(meaning, found.words("c"))
    return Meaning(
        type=meaning.type, value=meaning.value, day=meaning.day, reason=meaning.reason, start=start
    )


@rule(
    "<m:MONTH> <a:DD> hyphen <b:DD> (','? <y:year>)? | <a_:DD> hyphen <b_:DD> <m_:MONTH> (','? <y_:year>)?",
    ("The fair runs [[July 3-5]].", "DATE", "2025-07-03/2025-07-05"),
    ("It was held [[3-5 March 2024]].", "DATE", "2024-03-03/2024-03-05"),
)
def day_range(found: Found) -> Meaning | None:
    month = month_number(found.word("m") or found.word("m_"))
    year = _year_of(found.words("y") or found.words("y_"))
    first, last = (
        re.match(r"\d+", found.word(a) or found.word(a + "_")) for a in ("a", "b")
    )
    if first is None or last is None:
        return None
    start = month_day(found, month, int(first.group()), year)
    if start.day is None:
        return start
    end = calendar.day(start.day.year, month, int(last.group()))
    if end is None or end <= start.day:
        return None
    return Meaning(type="DATE", value=f"{start.value}/{end.isoformat()}", day=end)


_ISO = re.compile(
    r"(\d{4})[-/.](\d{2})[-/.](\d{2})(?:[T ]+(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?(?![\d-])",
    re.ASCII,
)


@rule(
    "year (hyphen | '/') two | compact | decimal",
    ("date [[2025-06-19]] Our reporter", "DATE", "2025-06-19"),
    ("Posted [[2016-07-15 13:14]] by staff", "TIME", "2016-07-15T13:14"),
)
def iso_date(found: Found) -> Meaning | None:
    tokens = found.context.tokens
    start = tokens[found.start].start
    matched = _ISO.match(found.text, start)
    if matched is None:
        word = found.near(found.start)
        if len(word) == 8 and word.isdigit() and found.end == found.start + 1:
            day = calendar.day(int(word[:4]), int(word[4:6]), int(word[6:]))
            return None if day is None else _day(found, day)
        return None
    day = calendar.day(int(matched[1]), int(matched[2]), int(matched[3]))
    end = found.start
    while end < len(tokens) and tokens[end].end <= matched.end():
        end += 1
    if day is None:
        return Meaning(type="DATE", value="", end=end, reason=f"there is no day {matched.group()}")
    if matched[4] is None or int(matched[4]) > 24 or int(matched[5]) > 59:
        return _day(found, day, end=end)
    zone = (matched[7] or "").replace("UTC", "Z").replace("GMT", "Z")
    value = f"{day.isoformat()}T{matched[4]}:{matched[5]}" + (f":{matched[6]}" if matched[6] else "") + zone
    return Meaning(type="TIME", value=value, day=day, end=end)


@rule(
    "<a:dd> '/' <b:dd> '/' <y:year|yy>",
    ("The form is dated [[11/02/89]].", "DATE", "1989-11-02"),
    ("The form is dated [[25/12/2024]].", "DATE", "2024-12-25"),
)
def slashed_date(found: Found) -> Meaning | None:
    first, second, year = (int(found.word(name)) for name in ("a", "b", "y"))
    if year < 100:
        year += 1900 if year > 50 else 2000
    # American order unless the first number can be no month
    day = calendar.day(year, first, second) if first <= 12 else calendar.day(year, second, first)
    return None if day is None else _day(found, day)


@rule(
    "<m:month> (',' | 'of' | 'in')? (<y:year> | <sp:SPOKEN>) | <m_:month> (',' | 'of')? <rel:('this' | 'last' | 'next' | 'that' | 'the' 'same' | 'the' 'following') 'year'>",
    ("It began in [[March 2025]].", "DATE", "2025-03"),
    ("They joined in [[October this year]].", "DATE", "2025-10"),
    ("In 2014 they fled; in [[August of that year]] they came back.", "DATE", "2014-08"),
)
def month_year(found: Found) -> Meaning | None:
    if found.has("y") or found.has("sp"):
        year: int | None = int(found.word("y")) if found.has("y") else spoken(found.words("sp"))
        if year is None:
            return None
        month = w.MONTHS[found.word("m")]
    else:
        month = w.MONTHS[found.word("m_")]
        relation = found.words("rel")
        year = found.context.year if relation[0] == "that" or relation[-2] in ("same", "following") else None
        if year is None:
            anchor = found.context.anchor
            if anchor is None:
                return _open(f"XXXX-{month:02d}")
            year = anchor.year + {"last": -1, "next": 1}.get(relation[0], 0)
        elif relation[-2] == "following":
            year += 1
    return Meaning(type="DATE", value=f"{year:04d}-{month:02d}", month=(year, month))


#: Words that make the next word a time rather than a name ("in May", "last March").
_BEFORE_MONTH = frozenset((
    "in", "since", "until", "till", "by", "from", "of", "for", "during", "before", "after", "through", "last",
    "next", "this", "early", "late", "mid", "to", "and", "the", "between", "every", "each", "-", "on", "earlier",
    "later", "or", "till", "as", "past", "previous",
))  # fmt: skip


def _is_month(found: Found, at: int) -> bool:
    """Whether the word at ``at`` names a month: "May" and "March" are also names and verbs."""
    word = found.near(at)
    if word not in ("may", "march", "april", "june", "august"):
        return True
    before = found.near(at - 1)
    if before in _BEFORE_MONTH:
        return word not in ("may", "march") or before not in ("to", "and", "the", "of", "or", "as") or (
            before in ("the", "of") and word == "march" and False
        ) or before in ("to", "and", "or") and found.near(at - 2) in w.MONTHS
    previous = found.surface(at - 1)
    if previous[:1].isupper() and previous[:1].isalpha():
        return False
    return word not in ("may", "march")


@rule(
    "<how:last | next | this | 'the' (last | next)>? <m:month>",
    ("They deployed [[last August]].", "DATE", "2024-08"),
    ("He came in [[April]].", "DATE", "2025-04"),
    ("He will come in [[April]].", "DATE", "2026-04"),
    ("The hearing is set for [[next January]].", "DATE", "2026-01"),
)
def month_alone(found: Found) -> Meaning | None:
    at = found.match.start("m")
    month = w.MONTHS[found.word("m")]
    if not _is_capital(found, at) or not _is_month(found, at):
        return None
    how = found.words("how")
    anchor = found.context.anchor
    if anchor is None:
        return _open(f"XXXX-{month:02d}")
    kind = how[-1] if how else ""
    now = anchor.month or 12
    if kind in CLASSES["last"]:
        year = anchor.year - (month >= now)
    elif kind in CLASSES["next"]:
        year = anchor.year + (month <= now)
    elif kind in CLASSES["this"]:
        year = anchor.year
    else:
        near = nearest_month(found, month)
        year = near[0] if near else anchor.year
    return Meaning(type="DATE", value=f"{year:04d}-{month:02d}", month=(year, month))


# ------------------------------------------------------------------------- years
#: After a bare number these words make it a count, not a year.
_COUNTED_AFTER = frozenset((
    "percent", "%", "people", "troops", "soldiers", "workers", "dollars", "euros", "pounds", "miles", "points",
    "jobs", "men", "women", "tons", "tonnes", "shares", "feet", "meters", "metres", "km", "kilometers", "votes",
    "hours", "units", "million", "billion", "homes", "houses", "employees", "members", "patients", "copies",
    "students", "acres", "cars", "more", "other", "yen", "barrels", "times", "residents", "deaths", "cases",
    "miners", "children", "refugees", "words", "pages", "kilometres", "kilograms", "kg", "pesos", "rubles",
    "yards", "per", "or", "vehicles", "stores", "seats", "sq", "square", "cubic", "calories", "rupees", "gallons",
))  # fmt: skip
_YEAR_BEFORE = frozenset((
    "in", "since", "until", "till", "by", "from", "of", "for", "during", "before", "after", "through", "early",
    "late", "mid", "to", "and", "the", "between", "fiscal", "year", "(", "-", "–", ",", "over", "around", "circa",
    "than", "a", "its", "his", "their", "into", "as", "post", "pre", "on", "throughout", "our", "her", "that",
))  # fmt: skip


@rule(
    "<y:year>",
    ("He was killed in [[1995]].", "DATE", "1995"),
    ("The [[1996]] Olympic bombing shook the city.", "DATE", "1996"),
)
def year_alone(found: Found) -> Meaning | None:
    at = found.start
    before, after = found.near(at - 1), found.near(found.end)
    if before in ("$", "€", "£", "#", "no", "no.", "number", "room", "flight", "about", "some", "nearly", "least", "most", "than", "almost", "only", "another"):
        return None
    if after in _COUNTED_AFTER or after in ("/", "'") and found.near(found.end + 1)[:1].isdigit():
        return None
    if after in CLASSES["hyphen"] and found.near(found.end + 1)[:1].isdigit():
        return None
    if after in CLASSES["hyphen"] and found.near(found.end + 1)[:1].isalpha() and found.near(found.end + 1) != "and":
        # "2000-seat hall"
        return None
    if before in CLASSES["hyphen"] and found.near(at - 2)[:1].isdigit():
        return None
    number_value = int(found.word("y"))
    if before not in _YEAR_BEFORE and not (1900 <= number_value <= 2059):
        return None
    return Meaning(type="DATE", value=f"{number_value:04d}", year=number_value)


@rule(
    "<a:year> hyphen <b:year | yy>",
    ("The [[1950-53]] Korean War divided the land.", "DATE", "1950/1953"),
    ("He ruled in [[1922-1943]].", "DATE", "1922/1943"),
)
def year_range(found: Found) -> Meaning | None:
    first, last = int(found.word("a")), int(found.word("b"))
    if last < 100:
        last += first // 100 * 100
    if not first < last <= first + 100 or last > 2100:
        return None
    after = found.near(found.end)
    if found.near(found.start - 1) in CLASSES["hyphen"]:
        return None  # a telephone number
    if after in _COUNTED_AFTER or found.surface(found.end) in CLASSES["hyphen"]:
        return None
    return Meaning(type="DATE", value=f"{first:04d}/{last:04d}", year=last)


def spoken(parts: Sequence[str]) -> int | None:
    """The year that is spelled out; None when the words name none.

    Example:
        >>> spoken(["nineteen", "ninety", "-", "six"]), spoken(["two", "thousand"]), spoken(["twenty", "five"])
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


@rule(
    "'the'? 'year'? <c:SPOKEN> | 'the' 'year' <k:'two' 'thousand' ('and'? numword)?>",
    ("Atlanta, [[nineteen ninety-six]].", "DATE", "1996"),
    ("Before [[the year two thousand]] few had heard of it.", "DATE", "2000"),
)
def spoken_year(found: Found) -> Meaning | None:
    year = spoken(found.words("c") or found.words("k"))
    return None if year is None else Meaning(type="DATE", value=f"{year:04d}", year=year)


@rule(
    "'fiscal' 'year'? <y:year> | <y_:year> 'fiscal' 'year' | 'the' 'year' <y__:year>",
    ("Sales rose in [[fiscal 2024]].", "DATE", "2024"),
)
def fiscal_year(found: Found) -> Meaning | None:
    year = int(found.word("y") or found.word("y_") or found.word("y__"))
    return Meaning(type="DATE", value=f"{year:04d}", year=year)


@rule(
    "'the'? ('early' | 'late' | 'mid' hyphen? | 'middle')? (<y:year> <s:'s'> | apos <yy:yy> 's' | <w:decade>)"
    " | ('the' ('early' | 'late' | 'mid' hyphen?)? | ('early' | 'late' | 'mid') hyphen?) <yy_:yy> 's'",
    ("They met in [[the 1990s]].", "DATE", "199"),
    ("They met in [[the late 1980s]].", "DATE", "198", "END"),
    ("They met in [[the nineties]].", "DATE", "199"),
)
def decade(found: Found) -> Meaning | None:
    if found.has("y"):
        value = found.word("y")
        if value[3] != "0":
            return None
        value = value[:3]
    elif found.has("yy") or found.has("yy_"):
        two = int(found.word("yy") or found.word("yy_"))
        if two % 10:
            return None
        value = f"{19 if two >= 30 else 20}{two // 10}"
    else:
        before = found.near(found.match.start("w") - 1)
        if before in ("his", "her", "their", "my", "your", "our") or found.near(found.start) not in ("the",):
            return None  # "in her thirties" is an age
        value = f"19{w.DECADES[found.word('w')]}"
    mod = next((w.EDGES[x] for x in found.context.words[found.start : found.end] if x in w.EDGES), None)
    return Meaning(type="DATE", value=value, mod=mod)


@rule(
    "'the'? ('early' | 'late' | 'mid' hyphen?)? <n:ordinal | nth> hyphen? 'century' | 'the' 'turn' 'of' 'the' 'century'",
    ("Nobody had seen it since [[the 19th century]].", "DATE", "18"),
)
def century(found: Found) -> Meaning | None:
    if not found.has("n"):
        return None
    word = found.word("n")
    value = w.ORDINALS.get(word) or int(re.match(r"\d+", word).group())  # type: ignore[union-attr]
    if not 1 <= value <= 21:
        return None
    mod = next((w.EDGES[x] for x in found.context.words[found.start : found.end] if x in w.EDGES), None)
    return Meaning(type="DATE", value=f"{value - 1:02d}", mod=mod)


# ---------------------------------------------------------------------- weekdays
@rule(
    "(<how:last | next | this | that | 'the' ('following' | 'previous')> )? <d:weekday> (','? <part:part>)? (<week:'last' | 'next' | 'this'> 'week')?"
    " | <d_:weekday> 'a' 'week' 'ago'",
    ("He said on [[Tuesday]] that it was over.", "DATE", "2025-06-17"),
    ("They will meet on [[Tuesday]].", "DATE", "2025-06-24"),
    ("It was signed [[last Friday]].", "DATE", "2025-06-13"),
    ("She left on [[Sunday night]].", "TIME", "2025-06-15TNI"),
    ("The vote is [[next Monday]].", "DATE", "2025-06-23"),
)
def weekday(found: Found) -> Meaning | None:
    number_ = w.WEEKDAYS[found.word("d") or found.word("d_")]
    at = found.match.start("d") if found.has("d") else found.match.start("d_")
    if not _is_capital(found, at):
        return None
    how = found.words("how")
    anchor = found.context.anchor
    kind = how[-1] if how else ""
    if kind in ("following", "that", "same", "previous") and found.context.day is not None:
        origin = found.context.day
        if kind == "following":
            day: dt.date | None = calendar.shift(origin, (number_ - origin.isoweekday() - 1) % 7 + 1)
        elif kind == "previous":
            day = calendar.shift(origin, -((origin.isoweekday() - number_ - 1) % 7 + 1))
        else:
            day = calendar.shift(origin, -((origin.isoweekday() - number_) % 7))
    elif anchor is None or anchor.day is None:
        meaning = _open(f"XXXX-WXX-{number_}")
        return with_part(meaning, found.word("part")) if found.has("part") else meaning
    elif found.has("d_"):
        day = nearest_weekday(found, number_)
        day = day and calendar.shift(day, -7)
    elif found.has("week"):
        monday = calendar.shift(anchor.day, 1 - anchor.day.isoweekday())
        weeks = {"last": -7, "next": 7, "this": 0}[found.word("week")]
        day = monday and calendar.shift(monday, weeks + number_ - 1)
    elif kind in ("last", "past", "previous", "recent", "preceding", "prior"):
        day = calendar.shift(anchor.day, -((anchor.day.isoweekday() - number_ - 1) % 7 + 1))
    elif kind in ("next", "coming", "upcoming", "following", "forthcoming"):
        day = calendar.shift(anchor.day, (number_ - anchor.day.isoweekday() - 1) % 7 + 1)
    elif kind == "this":
        ahead = (number_ - anchor.day.isoweekday()) % 7
        day = calendar.shift(anchor.day, ahead if found.direction >= 0 else (ahead - 7) % -7)
    else:
        day = nearest_weekday(found, number_)
    if day is None:
        return _open(reason="the day lies outside the calendar")
    meaning = _day(found, day)
    return with_part(meaning, found.word("part")) if found.has("part") else meaning


# ------------------------------------------------------------ days told by a word
_DEICTIC_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "overnight": 0, "overmorrow": 2}


@rule(
    "('the' 'day' <shift:'before' | 'after'>)? <d:'today' | 'tonight' | 'yesterday' | 'tomorrow'> <part:part>?"
    " | ('mid' hyphen | 'early' | 'late')? <part_:part> <d_:'today' | 'yesterday' | 'tomorrow'>",
    ("It opens [[today]].", "DATE", "2025-06-18"),
    ("It opened [[yesterday morning]].", "TIME", "2025-06-17TMO"),
    ("It opens [[tonight]].", "TIME", "2025-06-18TNI"),
    ("It opened [[the day before yesterday]].", "DATE", "2025-06-16"),
)
def deictic_day(found: Found) -> Meaning | None:
    word = found.word("d") or found.word("d_")
    if word == "today" and found.near(found.start - 1) == "usa":
        return None  # a newspaper
    anchor = found.context.anchor
    if anchor is None or anchor.day is None:
        return _open("XXXX-XX-XXTNI" if word == "tonight" else "", "TIME" if word == "tonight" else "DATE")
    days = _DEICTIC_DAYS[word] + {"before": -1, "after": 1, "": 0}[found.word("shift")]
    day = calendar.shift(anchor.day, days)
    if day is None:
        return _open(reason="the day lies outside the calendar")
    if word == "tonight":
        return Meaning(type="TIME", value=f"{day.isoformat()}TNI", day=day)
    meaning = _day(found, day)
    part = found.word("part") or found.word("part_")
    return with_part(meaning, part) if part else meaning


@rule(
    "<how:this | 'last' | 'that' | 'the' ('same' | 'next' | 'following' | 'previous')> <part:part>",
    ("They voted [[this morning]].", "TIME", "2025-06-18TMO"),
    ("They voted [[last night]].", "TIME", "2025-06-17TNI"),
    ("He came on June 3 and left [[the following morning]].", "TIME", "2025-06-04TMO"),
)
def part_of_day(found: Found) -> Meaning | None:
    kind = found.words("how")[-1]
    part = found.word("part")
    anchor = found.context.anchor
    if kind in ("that", "same", "next", "following", "previous"):
        origin = found.context.day
        days = {"next": 1, "following": 1, "previous": -1}.get(kind, 0)
    else:
        origin = anchor.day if anchor else None
        days = -1 if kind == "last" else 0
    day = origin and calendar.shift(origin, days)
    if day is None:
        return _open(f"XXXX-XX-XX{w.PARTS_OF_DAY[part]}", "TIME")
    return with_part(_day(found, day), part)


# ------------------------------------------------------------------ time of day
@rule(
    "<c:CLOCK ZONE? | THE_CLOCK> (','? 'on'? (<t:'today' | 'yesterday' | 'tomorrow' | 'tonight'> | <wd:weekday> <p:part>? (','? <m:month> <d:DD> (','? <y:year>)?)?"
    " | <m_:month> <d_:DD> (','? <y_:year>)?"
    " | <n:DD> <m__:month> <y__:year>?))? | <z:hhmm> zone",
    ("He was taken at [[10 p.m. Wednesday]].", "TIME", "2025-06-18T22:00"),
    ("It happened at [[5am]].", "TIME", "2025-06-18T05:00"),
    ("The offer ends at [[5 p.m. EST, Nov. 6]].", "TIME", "2025-11-06T17:00-05:00"),
    ("The train leaves at [[4 in the morning]].", "TIME", "2025-06-18T04:00"),
    ("The clocks stopped at [[0735 GMT]].", "TIME", "2025-06-18T07:35Z"),
)
def time_of_day(found: Found) -> Meaning | None:
    words = found.words("c")
    context = found.context
    if found.has("z"):
        digits = found.word("z")
        clock = clock_value([f"{digits[:2]}:{digits[2:]}", *context.words[found.start + 1 : found.end]])
    elif len(words) == 1 and words[0][0].isdigit() and found.near(found.start - 1) in _SCORES:
        return None
    elif len(words) == 1 and words[0][0].isdigit() and words[0].count(":") == 2:
        return None  # a running time or a position more often than a time of day
    else:
        clock = clock_value(words)
    if clock is None:
        return None
    anchor = context.anchor
    day: dt.date | None = None
    if found.has("t"):
        day = anchor and anchor.day and calendar.shift(anchor.day, _DEICTIC_DAYS[found.word("t")])
    elif found.has("m") or found.has("m_") or found.has("m__"):
        name = "m" if found.has("m") else "m_" if found.has("m_") else "m__"
        number_word = found.word({"m": "d", "m_": "d_", "m__": "n"}[name])
        year = _year_of(found.words({"m": "y", "m_": "y_", "m__": "y__"}[name]))
        meaning = month_day(found, month_number(found.word(name)), int(re.match(r"\d+", number_word).group()), year)  # type: ignore[union-attr]
        day = meaning.day
        if day is None:
            return Meaning(type="TIME", value=meaning.value + clock if meaning.value else "", reason=meaning.reason)
    elif found.has("wd"):
        day = nearest_weekday(found, w.WEEKDAYS[found.word("wd")])
        if day is None:
            return _open(f"XXXX-WXX-{w.WEEKDAYS[found.word('wd')]}{clock}", "TIME")
    else:
        # a bare time of day is of the day named last in the same sentence, else of the report's
        day = context.day_in_sentence(found.start) or (anchor.day if anchor else None)
    if day is None:
        return _open(f"XXXX-XX-XX{clock}", "TIME")
    time = re.match(r"T(\d\d):(\d\d)", clock)
    hour, minute = int(time[1]), int(time[2])  # type: ignore[index]
    moment = dt.datetime(day.year, day.month, day.day, hour, minute) if hour < 24 else None
    return Meaning(type="TIME", value=day.isoformat() + clock, day=day, clock=moment)


_SCORES = frozenset(("(", "of", "score", "ratio", "lead"))


# ------------------------------------------------------------------- quarters
_QUARTER_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


def _quarter(found: Found, year: int, number_: int) -> Meaning:
    return Meaning(type="DATE", value=f"{year:04d}-Q{number_}", quarter=(year, number_))


def latest_quarter(anchor: Anchor, number_: int) -> int:
    """The year of the last quarter of that number that had begun by the anchor."""
    return anchor.year if (anchor.month or 12) > (number_ - 1) * 3 else anchor.year - 1


@rule(
    "(<poss:('this' | 'last' | 'next') 'year' poss | <py:year> poss> | <the:'the' | 'its' | 'this' | 'last' | 'next'>)? (<fy:'fiscal'> hyphen?)? <y:year>? ('fiscal' | 'year' hyphen 'ago' | 'year' hyphen 'earlier')? <q:ordinal | nth> hyphen? 'fiscal'? 'quarter'"
    " ('of' ('fiscal' | 'the' 'year')? (<y_:year> | <rel:'this' | 'last' | 'next' | 'the'> 'year'))?",
    ("Net income rose in [[the first quarter]].", "DATE", "2025-Q1"),
    ("Its [[third-quarter]] loss grew.", "DATE", "2024-Q3"),
    ("It lost money in [[the last quarter of 2017]].", "DATE", "2017-Q4"),
    ("It may close in [[next year's first quarter]].", "DATE", "2026-Q1"),
)
def quarter(found: Found) -> Meaning | None:
    number_ = _QUARTER_WORDS.get(found.word("q"))
    if number_ is None:
        return None
    start = found.start
    the = found.word("the")
    is_attribute = found.near(found.end - 2) in CLASSES["hyphen"]
    if the == "its" or (the == "the" and is_attribute):
        start += 1  # "the third-quarter loss": the article is the loss's
    explicit = found.word("y") or found.word("y_") or found.word("py")
    anchor = found.context.anchor
    back = "ago" in found.context.words[found.start : found.end] or "earlier" in found.context.words[
        found.start : found.end
    ]
    if explicit:
        year = int(explicit)
    elif anchor is None:
        return _open(f"XXXX-Q{number_}")
    elif found.has("poss") or found.has("rel"):
        word = found.word("poss") or found.word("rel")
        year = anchor.year + {"last": -1, "next": 1}.get(word, 0)
    else:
        year = latest_quarter(anchor, number_)
        if found.direction > 0 and (anchor.month or 1) > number_ * 3 + 3:
            year = anchor.year + 1  # the next one is nearer than the last
        if back:
            year -= 1
    meaning = _quarter(found, year, number_)
    # a charge expected in the fourth quarter is not what later figures are about
    told = None if found.direction > 0 else meaning.quarter
    return Meaning(type="DATE", value=meaning.value, quarter=told, start=start)


@rule(
    "'the' ('last' | 'final') 'quarter' 'of' <y:year> | 'the' <h:'first' | 'second' | 'latter'> 'half' 'of' (<y_:year> | <rel:'this' | 'last' | 'next' | 'the'> 'year')"
    " | 'q' <q:one> <y__:year>? | <h_:'first' | 'second'> hyphen 'half' <y___:year>?",
    ("It fell in [[the second half of 2024]].", "DATE", "2024-H2"),
)
def half_year(found: Found) -> Meaning | None:
    anchor = found.context.anchor
    explicit = found.word("y") or found.word("y_") or found.word("y__") or found.word("y___")
    if explicit:
        year = int(explicit)
    elif anchor is None:
        return _open()
    else:
        year = anchor.year + {"last": -1, "next": 1}.get(found.word("rel"), 0)
    if found.has("y") or found.has("q"):
        number_ = int(found.word("q") or 4)
        return _quarter(found, year, number_) if 1 <= number_ <= 4 else None
    half = 1 if (found.word("h") or found.word("h_")) == "first" else 2
    return Meaning(type="DATE", value=f"{year:04d}-H{half}", year=year)


@rule(
    "('the' (<late:'latest' | 'current' | 'same' | 'most' 'recent'> | <y:year> | 'year' hyphen <back:'ago' | 'earlier'> | 'corresponding' | 'comparable' | 'prior' hyphen 'year')?"
    " | <this:'this' | 'last' | 'next'> | <py:('this' | 'last' | 'next') 'year' poss>) <what:'quarter' | 'period'>"
    " (<tail:'of'? 'the'? ('last' | 'previous') 'year' | 'a' 'year' ('ago' | 'earlier' | 'before')>)?",
    ("Its third-quarter loss grew; in [[the latest quarter]] it fell again.", "DATE", "2024-Q3"),
    ("Sales rose [[this quarter]].", "DATE", "2025-Q2"),
)
def same_quarter(found: Found) -> Meaning | None:
    context = found.context
    anchor = context.anchor
    words = context.words[found.start : found.end]
    if found.has("tail") and context.quarter is None and anchor is not None:
        return Meaning(type="DATE", value=f"{anchor.year - 1:04d}")
    if "period" in words and not found.has("tail") and (len(words) == 2 and not found.has("y") or found.word("this") or words[1] in ("same", "current")):
        return None
    known = context.quarter
    if found.has("this"):
        if anchor is None or anchor.month is None:
            return _open()
        now = (anchor.month - 1) // 3 + 1
        year, number_ = _step_quarter((anchor.year, now), {"last": -1, "next": 1}.get(found.word("this"), 0))
        return _quarter(found, year, number_)
    if known is None:
        if anchor is None or anchor.month is None:
            return _open()
        known = _step_quarter((anchor.year, (anchor.month - 1) // 3 + 1), -1)
        if "period" in words and not found.has("late"):
            return None
    year, number_ = known
    if found.has("y"):
        year = int(found.word("y"))
    elif found.has("py"):
        if anchor is None:
            return _open()
        year = anchor.year + {"last": -1, "next": 1}.get(found.word("py"), 0)
    elif found.has("back") or "corresponding" in words or "comparable" in words or "prior" in words or found.has("tail"):
        year -= 1
        # a comparison names the base, and the talk goes on about the later one
        return Meaning(type="DATE", value=f"{year:04d}-Q{number_}")
    return Meaning(type="DATE", value=f"{year:04d}-Q{number_}")


def _step_quarter(of: tuple[int, int], steps: int) -> tuple[int, int]:
    count = of[0] * 4 + of[1] - 1 + steps
    return count // 4, count % 4 + 1


# ------------------------------------------------------- last week, this year, …
def relative_period(found: Found, unit: str, steps: int) -> Meaning:
    """The week, month, year … that lies ``steps`` after the anchor's."""
    anchor = found.context.anchor
    if anchor is None:
        return _open()
    if unit == "year":
        year = anchor.year + steps
        return Meaning(type="DATE", value=f"{year:04d}", year=year) if 0 < year < 10000 else _open(reason="out of range")
    if unit == "decade":
        return Meaning(type="DATE", value=f"{anchor.year // 10 + steps:03d}")
    if unit == "century":
        return Meaning(type="DATE", value=f"{anchor.year // 100 + steps:02d}")
    if unit == "month":
        if anchor.month is None:
            return _open(reason="the publication time is known to the year only")
        year, month = calendar.month_after(anchor.year, anchor.month, steps)
        return Meaning(type="DATE", value=f"{year:04d}-{month:02d}", month=(year, month))
    if unit == "quarter":
        if anchor.month is None:
            return _open(reason="the publication time is known to the year only")
        year, number_ = _step_quarter((anchor.year, (anchor.month - 1) // 3 + 1), steps)
        return _quarter(found, year, number_)
    if anchor.day is None:
        return _open(reason="the publication time is not known to the day")
    day = calendar.shift(anchor.day, steps * (1 if unit == "day" else 7))
    if day is None:
        return _open(reason="the day lies outside the calendar")
    if unit == "day":
        return _day(found, day)
    return Meaning(type="DATE", value=calendar.week(day) + ("-WE" if unit == "weekend" else ""))


@rule(
    "<how:'the'? (last | next) | 'this' ('past' | 'coming')? | 'the'? ('current' | 'present')> ('calendar' | 'fiscal' | 'full')? <u:period> ('or' ('so' | 'two'))?",
    ("He came [[last year]].", "DATE", "2024"),
    ("He came [[this month]].", "DATE", "2025-06"),
    ("They talked [[last week]].", "DATE", "2025-W24"),
    ("They will talk [[next month]].", "DATE", "2025-07"),
    ("They talked [[last weekend]].", "DATE", "2025-W24-WE"),
)
def relative_unit(found: Found) -> Meaning | None:
    how = found.words("how")
    unit = found.word("u")
    kind = how[-1]
    context = found.context
    if how[0] == "the" and kind in ("following", "previous", "preceding", "next", "prior") and unit != "century":
        # told from what was named before, where something was
        steps = 1 if kind in ("following", "next") else -1
        if unit == "day" and context.day is not None:
            day = calendar.shift(context.day, steps)
            return None if day is None else _day(found, day)
        if unit == "month" and context.month is not None:
            year, month = calendar.month_after(*context.month, steps)
            return Meaning(type="DATE", value=f"{year:04d}-{month:02d}", month=(year, month))
        if unit == "year" and context.year is not None and kind != "next":
            year = context.year + steps
            return Meaning(type="DATE", value=f"{year:04d}", year=year)
        if unit == "week" and context.day is not None and kind != "next":
            day = calendar.shift(context.day, 7 * steps)
            return None if day is None else Meaning(type="DATE", value=calendar.week(day))
    if kind == "recent":
        return None
    if unit == "day" and kind not in ("next", "previous", "following"):
        return None
    if unit == "decade" and kind in ("past", "last", "coming", "next"):
        return Meaning(type="DURATION", value="P10Y")
    if unit == "century" and kind in ("past",):
        return Meaning(type="DURATION", value="P100Y")
    steps = -1 if kind in CLASSES["last"] else 1 if kind in CLASSES["next"] else 0
    if unit == "weekend":
        anchor = context.anchor
        if anchor is not None and anchor.day is not None:
            if kind == "past" and anchor.day.isoweekday() >= 6:
                steps = 0
            if kind == "coming" and anchor.day.isoweekday() < 6:
                steps = 0
    return relative_period(found, unit, steps)


@rule(
    "'the'? (<n:ordinal> | <last:'last' | 'final'>) <u:'week' | 'weekend'> (('of' | 'in') <m:month> (','? <y:year>)?)",
    ("It rained in [[the first week of May]].", "DATE", "2025-W18"),
    ("It rained in [[the last week of March 2024]].", "DATE", "2024-W13"),
)
def week_of_month(found: Found) -> Meaning | None:
    month = w.MONTHS[found.word("m")]
    year = int(found.word("y")) if found.has("y") else None
    if year is None:
        near = nearest_month(found, month)
        if near is None:
            return _open()
        year = near[0]
    if found.has("last"):
        day: dt.date | None = calendar.nth_weekday(year, month, 4, -1)
    else:
        nth = w.ORDINALS[found.word("n")]
        day = calendar.nth_weekday(year, month, 4, nth) if nth <= 4 else None
    if day is None:
        return None
    return Meaning(type="DATE", value=calendar.week(day) + ("-WE" if found.word("u") == "weekend" else ""))


@rule(
    "'the' 'weekend' | 'weekend'",
    ("Over [[the weekend]], talks failed.", "DATE", "2025-W24-WE"),
)
def the_weekend(found: Found) -> Meaning | None:
    anchor = found.context.anchor
    if found.near(found.start) == "weekend" and found.near(found.start - 1) in ("every", "each", "a", "long", "per"):
        return None
    if anchor is None or anchor.day is None:
        return _open()
    at_weekend = anchor.day.isoweekday() >= 6
    ahead = found.direction > 0
    return relative_period(found, "weekend", 0 if at_weekend or ahead else -1)


@rule(
    "'that' 'same'? <u:'day' | 'week' | 'month' | 'year'>"
    " | 'the' 'same' <u_:'day' | 'week' | 'month' | 'year'> <back:'last' 'year' | 'a' 'year' ('ago' | 'earlier' | 'before')>?",
    ("He came on 3 May 2021 and left [[the same day]].", "DATE", "2021-05-03"),
    ("In 2014 they fled, and [[that year]] they came back.", "DATE", "2014"),
)
def that_period(found: Found) -> Meaning | None:
    context = found.context
    unit = found.word("u") or found.word("u_")
    if found.has("back") and unit != "month":
        return None
    if unit == "day" and context.day is not None:
        return _day(found, context.day)
    if unit == "week" and context.day is not None:
        return Meaning(type="DATE", value=calendar.week(context.day))
    if unit == "month" and context.month is not None:
        year, month = context.month
        if found.has("back"):
            return Meaning(type="DATE", value=f"{year - 1:04d}-{month:02d}")
        return Meaning(type="DATE", value=f"{year:04d}-{month:02d}", month=context.month)
    if unit == "year" and context.year is not None:
        return Meaning(type="DATE", value=f"{context.year:04d}", year=context.year)
    return _open(reason=f"no {unit} was named before")


@rule(
    "<end:'year' (hyphen | poss)? 'end'> | 'the' 'year' poss <end_:'end'>"
    " | ('the' ('full' | 'fiscal' | 'whole')? | 'its' 'fiscal') 'year' <ended:'ended' | 'ending' | 'to'>?"
    " | 'the' <u:'day' | 'month' | 'week' | 'decade' | 'century'>",
    ("Sales for [[the year]] were flat.", "DATE", "2025"),
    ("For [[the year]] ended March 31 it lost money.", "DURATION", "P1Y"),
    ("It will be done by [[year's end]].", "DATE", "2025", "END"),
)
def the_period(found: Found) -> Meaning | None:
    anchor = found.context.anchor
    if found.has("end") or found.has("end_"):
        if anchor is None:
            return _open()
        return Meaning(type="DATE", value=f"{anchor.year:04d}", mod="END", year=anchor.year)
    if found.has("u"):
        # only as "the end of the month": alone it is rarely a time of its own
        if found.near(found.start - 1) not in ("of", "in"):
            return None
        if found.near(found.start - 2) not in (*CLASSES["edge_noun"], *CLASSES["edge"]):
            return None
        if found.word("u") == "day" and found.context.day is not None:
            return _day(found, found.context.day)
        return relative_period(found, found.word("u"), 0)
    if found.has("ended"):
        end = found.end - 1
        after = found.near(found.end)
        if found.word("ended") != "to" or after in w.MONTHS:
            found.context.reports_quarter = False
            return Meaning(type="DURATION", value="P1Y", end=end)
        return Meaning(type="DATE", value=f"{anchor.year:04d}", end=end) if anchor else _open()
    if found.near(found.end) in ("that", "when", "of", "after", "before", "in", "since", "he", "she", "they", "it", "-"):
        return None
    found.context.reports_quarter = False
    year = found.context.year if found.near(found.start - 2) in CLASSES["edge"] else None
    if anchor is None and year is None:
        return _open()
    return Meaning(type="DATE", value=f"{year or anchor.year:04d}")  # type: ignore[union-attr]


@rule(
    "('the' | 'its')? ('first' | 'second' | 'third' | 'fourth' | 'fiscal' | 'latest')? 'quarter' ('ended' | 'ending') <m:month> <d:dd>",
    ("Profit fell in [[the quarter]] ended March 31.", "DATE", "2025-Q1"),
)
def quarter_ended(found: Found) -> Meaning | None:
    anchor = found.context.anchor
    words = found.context.words
    end = next(at for at in range(found.start, found.end) if words[at] == "quarter") + 1
    month = w.MONTHS[found.word("m")]
    if anchor is None:
        return Meaning(type="DATE", value="", end=end, reason="no publication time")
    year = anchor.year if month <= (anchor.month or 12) else anchor.year - 1
    # the calendar quarter that the company's quarter covers most of
    year, number_ = _step_quarter((year, 1), (month + 1) // 3 - 1)
    start = found.start + 1 if words[found.start] == "its" else None
    return Meaning(type="DATE", value=f"{year:04d}-Q{number_}", quarter=(year, number_), start=start, end=end)


# --------------------------------------------------------------------- the seasons
@rule(
    "<how:last | next | this ('past' | 'coming')? | 'that' | 'the' | 'the' ('past' | 'last' | 'coming' | 'following' | 'next')>? <s:season>"
    " ('and' <s_:season>)? (('of' | ',')? <y:year> | 'of' <rel:'that' | 'last' | 'this' | 'next'> 'year')?",
    ("They fought [[last fall]].", "DATE", "2024-FA"),
    ("They fought in [[the fall of 2024]].", "DATE", "2024-FA"),
    ("Through [[this past winter and spring]] they fought.", "DATE", "2024-WI/2025-SP"),
    ("They came in [[spring]].", "DATE", "2025-SP"),
)
def season(found: Found) -> Meaning | None:
    word = found.word("s")
    how = found.words("how")
    kind = how[-1] if how else ""
    if word in ("fall", "spring") and not found.has("y") and not found.has("rel"):
        before = found.near(found.start - 1)
        if not how and before not in ("in", "late", "early", "mid", "since", "until", "by", "during", "-", "of", "and"):
            return None
        if kind == "the" and (found.near(found.end) == "of" or before not in ("in", "during", "through", "since", "until", "by", "over", "for", "throughout", "into", "of", "from")):
            return None
    elif not how and not found.has("y") and not found.has("rel"):
        before, after = found.near(found.start - 1), found.near(found.end)
        if before not in ("in", "late", "early", "mid", "since", "until", "by", "during", "of", "over", "for", "through", "and", "-", "throughout"):
            return None
        if after in ("olympics", "games"):
            return None
    anchor = found.context.anchor
    season_ = w.SEASONS[word]
    if found.has("y"):
        year = int(found.word("y"))
    elif anchor is None:
        return _open(f"XXXX-{season_}")
    elif found.has("rel"):
        year = anchor.year + {"last": -1, "next": 1}.get(found.word("rel"), 0)
        if found.word("rel") == "that" and found.context.year is not None:
            year = found.context.year
    else:
        year = _season_year(found, season_, kind, anchor)
    value = f"{year:04d}-{season_}"
    if found.has("s_"):
        second = w.SEASONS[found.word("s_")]
        later = year if calendar.season_start(year, second) > calendar.season_start(year, season_) else year + 1
        value = f"{value}/{later:04d}-{second}"
    return Meaning(type="DATE", value=value, year=year)


def _season_year(found: Found, season_: str, kind: str, anchor: Anchor) -> int:
    """The year in which the season that is meant begins."""
    now = calendar.season_at(anchor.year, anchor.month or 7)
    month = anchor.month or 7
    begun = calendar.season_start(anchor.year, season_)[1] <= month
    running = now[1] == season_
    latest = now[0] if running else anchor.year if begun else anchor.year - 1
    if kind == "last":
        return latest - 1 if running else latest
    if kind in ("next", "coming", "following", "upcoming"):
        return (now[0] if running else latest) + 1
    if "past" in found.words("how"):
        return latest
    if kind == "this":
        if season_ == "WI":
            return now[0] if running else latest if month <= 4 else anchor.year
        return anchor.year
    if found.direction > 0:
        return latest if running else latest + 1
    return latest


# ---------------------------------------------------------------- ago, later, from now
_MINUTES = {"S": Fraction(1, 60), "TM": Fraction(1), "H": Fraction(60)}


def _clock_shift(found: Found, unit: str, count: float | int, sign: int, how: str) -> Meaning | None:
    """The time of day that lies so many hours or minutes from the one named last."""
    clock = found.context.clock
    if how == "ago":
        return _open(type="TIME", reason="the publication time is not known to the hour")
    minutes = Fraction(count) * _MINUTES[w.UNITS[unit][0]] * sign
    if clock is None or found.start - found.context.clock_at > 4 * REACH or abs(minutes) > 2880:
        return None  # the length alone, without "later"
    moved = clock + dt.timedelta(minutes=float(minutes))
    return Meaning(type="TIME", value=moved.strftime("%Y-%m-%dT%H:%M"), day=moved.date(), clock=moved)


def _calendar_shift(found: Found, unit: str, count: float | int, sign: int, origin: Anchor) -> Meaning:
    """The point that lies ``count`` units before or after ``origin``, no finer than the unit tells."""
    designator, times = w.UNITS[unit]
    steps = count * times * sign
    whole = int(steps)
    if designator == "Y":
        year = origin.year + whole
        if not 0 < year < 10000:
            return _open(reason="the year lies outside the calendar")
        if abs(steps) == 1 and origin.month is not None:
            return Meaning(type="DATE", value=f"{year:04d}-{origin.month:02d}", month=(year, origin.month))
        return Meaning(type="DATE", value=f"{year:04d}", year=year)
    if designator in ("M", "Q"):
        if origin.month is None:
            return _open(reason="the origin is known to the year only")
        year, month = calendar.month_after(origin.year, origin.month, whole * (3 if designator == "Q" else 1))
        if not 0 < year < 10000:
            return _open(reason="the month lies outside the calendar")
        return Meaning(type="DATE", value=f"{year:04d}-{month:02d}", month=(year, month))
    if origin.day is None:
        return _open(reason="the origin is not known to the day")
    if abs(whole) > 4_000_000:
        return _open(reason="the day lies outside the calendar")
    days = {"D": 1, "N": 1, "W": 7, "WE": 7}[designator]
    day = calendar.shift(origin.day, whole * days)
    return _open(reason="the day lies outside the calendar") if day is None else _day(found, day)


def year_before(context: Context) -> Meaning | None:
    """What "a year earlier" is compared with in figures of a company: the same quarter, or the year."""
    if context.quarter is None:
        return None
    year, number_ = context.quarter
    return Meaning(type="DATE", value=f"{year - 1:04d}-Q{number_}" if context.reports_quarter else f"{year - 1:04d}")


@rule(
    "(<n:NUMBER> | <a:article> | <c:COUPLE> | <v:VAGUE>) <u:unit> <how:'ago' | 'earlier' | 'later' | 'from' 'now' | 'hence' | 'before' | 'previously' | 'from' 'today'>",
    ("He was seen [[a year ago]].", "DATE", "2024-06"),
    ("He was seen [[two months ago]].", "DATE", "2025-04"),
    ("He was seen [[10 days ago]].", "DATE", "2025-06-08"),
    ("He was seen [[41 years ago]].", "DATE", "1984"),
    ("He was seen [[several years ago]].", "DATE", "PAST_REF"),
    ("He came on May 20 and was seen [[two days earlier]].", "DATE", "2025-05-18"),
    ("They will vote [[six months from now]].", "DATE", "2025-12"),
    ("It took off at 12:10 p.m. and fell [[ten minutes later]].", "TIME", "2025-06-18T12:20"),
)
def shifted(found: Found) -> Meaning | None:
    unit = found.word("u")
    how = found.word("how")
    context = found.context
    if how in ("before", "previously") and found.near(found.end) not in (".", ",", ";", "!", "?", "”", '"', ""):
        return None  # "two days before the vote" is a length and an event
    sign = 1 if how in ("later", "from", "hence") else -1
    if found.has("v"):
        return Meaning(type="DATE", value="FUTURE_REF" if sign > 0 else "PAST_REF")
    count = 2 if found.has("c") else 1 if found.has("a") else number(found.words("n"))
    if count is None:
        return None
    if w.UNITS[unit][0] in ("S", "TM", "H"):
        return _clock_shift(found, unit, count, sign, how)
    origin = context.anchor
    if how in ("earlier", "later", "before", "previously"):
        designator = w.UNITS[unit][0]
        if how == "earlier" and designator == "Y" and count == 1 and (base := year_before(context)):
            return base
        if context.day is not None:
            origin = Anchor.of(context.day)
        elif context.month is not None and designator in ("M", "Y", "Q"):
            origin = Anchor(*context.month)
        elif context.year is not None and designator == "Y":
            origin = Anchor(context.year)
    elif how == "ago" and unit == "year" and count == 1 and (base := year_before(context)):
        return base
    if origin is None:
        return _open(reason="no publication time")
    return _calendar_shift(found, unit, count, sign, origin)


@rule(
    "'year' hyphen ('ago' | 'earlier')",
    ("Its third-quarter loss beat the [[year-earlier]] one.", "DATE", "2023-Q3"),
)
def year_earlier(found: Found) -> Meaning | None:
    context = found.context
    if (base := year_before(context)) is not None:
        return base
    if context.anchor is None:
        return _open()
    return Meaning(type="DATE", value=f"{context.anchor.year - 1:04d}")


# ---------------------------------------------------------------------- durations
@rule(
    "(<the:'the' (last | next | 'first' | 'final' | 'latest') | 'the' | (last | next)>)? (<n:NUMBER> <half_:'and' 'a' 'half'>? (<to:'to' | 'or' | hyphen> NUMBER)? | <c:COUPLE> | <v:VAGUE>) MORE* <u:unit>"
    " (<half:'and' 'a' 'half'> | 'or' ('so' | 'more'))?",
    ("He spoke for [[three days]].", "DURATION", "P3D"),
    ("Over [[the past three years]] it grew.", "DURATION", "P3Y"),
    ("It lasted [[a couple of years]].", "DURATION", "P2Y"),
    ("It lasted [[several weeks]].", "DURATION", "PXW"),
    ("It lasted [[5 1/2 hours]].", "DURATION", "PT5H30M"),
    ("In [[the last twenty four hours]] it fell.", "DURATION", "PT24H"),
    ("It lasted [[a hundred years]].", "DURATION", "P100Y"),
)
def length(found: Found) -> Meaning | None:
    unit = found.word("u")
    the = found.words("the")
    if unit in w.UNITS_SINGULAR or unit in ("night", "weekend", "sec", "min", "hr", "yr"):
        words = found.words("n")
        if found.has("v") and unit not in ("time",):
            return None
        if not found.has("v") and words and words != ("one",) and list(words) not in (["one"], ["1"], ["half"]):
            # "five year low", "three hour meeting": an attribute without its hyphen
            if found.near(found.end) in w.UNITS or unit in ("second", "quarter"):
                return None
    if unit in ("second", "quarter", "min", "sec") and the and the[-1] == "the":
        return None
    if found.has("v"):
        if unit not in w.OPEN_UNITS:
            return None
        if list(found.words("v")) == ["many"] and found.near(found.start - 1) in ("so", "how", "too", "as"):
            return None
        return Meaning(type="DURATION", value=w.OPEN_UNITS[unit])
    count = 2 if found.has("c") else number(found.words("n"))
    if count is None or count >= 10**9:
        return None
    if found.word("half") == "and" or found.has("half_"):
        count += 0.5
    if unit == "day" and list(found.words("n")) == ["one"] and found.direction > 0:
        return Meaning(type="DATE", value="FUTURE_REF")
    mod = "EQUAL_OR_MORE" if found.has("to") else None
    if unit == "months" and count in (6, 9) and the and found.near(found.start - 1) in ("in", "for"):
        found.context.reports_quarter = False
    return Meaning(type="DURATION", value=duration(count, unit), mod=mod)


@rule(
    "<a:article> ('full' | 'whole' | 'single' | 'further' | 'solid')? <u:unit_one> ('or' ('so' | 'two' | 'more'))?",
    ("The trial took [[a month]].", "DURATION", "P1M"),
    ("It took [[an hour]].", "DURATION", "PT1H"),
    ("The men earn $800 [[a month]].", "SET", "P1M"),
)
def one_unit(found: Found) -> Meaning | None:
    unit = found.word("u")
    if unit in ("second", "quarter"):
        return None
    after = found.near(found.end)
    if after in CLASSES["hyphen"]:
        return None
    if after in ("and",) and found.near(found.end + 1) == "a":
        return None
    value = duration(1, unit)
    if is_rate(found):
        return Meaning(type="SET", value=value)
    if unit in ("day", "century", "minute", "week", "decade") and found.near(found.start - 1) in ("such", "quite"):
        return None
    if after in ("of", "when", "that", "in", "for", "to") and unit == "day":
        return None
    return Meaning(type="DURATION", value=value)


_RATE_WORDS = frozenset((
    "dollars", "euros", "pounds", "yen", "rubles", "roubles", "cents", "times", "twice", "once", "hours", "barrels",
    "tons", "tonnes", "percent", "%", "people", "units", "cars", "million", "billion", "francs", "marks", "shares",
    "share", "days", "visitors", "tourists", "interviews", "cases", "deaths", "patients", "flights", "passengers",
    "copies", "trips", "pounds", "bottles", "crimes", "rupees", "pesos", "yuan", "miles", "visits",
))  # fmt: skip


def is_rate(found: Found) -> bool:
    """Whether "a month" tells a rate: it follows an amount ("$800 a month", "twice a week")."""
    if found.near(found.end) in ("ago", "earlier", "later", "before", "from", "after"):
        return False
    before = found.near(found.start - 1)
    if before in _RATE_WORDS or before in ("thousand", "hundred", "million", "billion"):
        return True
    if before[:1].isdigit():
        return True
    return found.near(found.start - 2) in ("million", "billion") or (
        found.near(found.start - 2)[:1].isdigit() and before.endswith("s") and not before.endswith("ss")
        and found.surface(found.start - 2)[:1].isdigit() and before not in w.UNITS and before.isalpha()
    )


@rule(
    "<n:NUMBER | 'half' | 'several' | 'multi'> hyphen <u:unit> (hyphen ('long' | 'old' <young:'old'>?))? 'period'? | <v:unit_many> hyphen ('long' | 'old')"
    " | <one:unit_one> hyphen 'long'",
    ("She began a [[16-hour]] flight.", "DURATION", "PT16H"),
    ("It broke an [[8-month-old]] truce.", "DURATION", "P8M"),
    ("The [[three-year-long]] war goes on.", "DURATION", "P3Y"),
    ("The [[decades-long]] feud goes on.", "DURATION", "PXDE"),
)
def attribute_length(found: Found) -> Meaning | None:
    words = found.context.words[found.start : found.end]
    if found.has("v"):
        return Meaning(type="DURATION", value=w.OPEN_UNITS.get(found.word("v"), "PXX"))
    if found.has("one"):
        return Meaning(type="DURATION", value=duration(1, found.word("one")))
    unit = found.word("u")
    if "old" in words and (unit in ("year", "years", "yr") or is_person_ahead(found)):
        return Meaning(type="DURATION", value="", reason=AGE)
    if unit in ("quarter", "second") or found.near(found.end) in CLASSES["hyphen"] and found.near(found.end + 1) == "old":
        return Meaning(type="DURATION", value="", reason=AGE) if found.near(found.end + 1) == "old" else None
    first = found.word("n")
    if first in ("several", "multi"):
        plural = unit if unit in w.OPEN_UNITS else unit + "s"
        return Meaning(type="DURATION", value=w.OPEN_UNITS.get(plural, "PXX"))
    count = 0.5 if first == "half" else number(found.words("n"))
    if count is None or unit == "quarters":
        return None  # "three-quarters" is a share
    return Meaning(type="DURATION", value=duration(count, unit))


AGE = "age"  #: reason of a length that is the age of a person: no time by the practice of TimeML
_PEOPLE = frozenset((
    "boy", "girl", "son", "daughter", "baby", "child", "infant", "man", "woman", "brother", "sister", "nephew",
    "niece", "grandson", "granddaughter", "toddler", "twins",
))  # fmt: skip


def is_person_ahead(found: Found) -> bool:
    """Whether the next noun names a person, so that the length before it is an age."""
    return any(found.near(found.end + step) in _PEOPLE for step in range(2)) or found.near(found.end) in (".", ",")


@rule(
    "'half' article <u:unit_one> | article? 'half' hyphen <u_:unit_one> | article <u__:unit_one> 'and' 'a' 'half'",
    ("They waited [[half an hour]].", "DURATION", "PT30M"),
    ("They waited [[a year and a half]].", "DURATION", "P1.5Y"),
)
def half_unit(found: Found) -> Meaning | None:
    unit = found.word("u") or found.word("u_") or found.word("u__")
    count = 1.5 if found.has("u__") else 0.5
    return Meaning(type="DURATION", value=duration(count, unit))


@rule(
    "<the:'the' ('past' | 'last' | 'next' | 'coming' | 'recent') | ('recent' | 'past' | 'coming' | 'future')> ('few' | 'several' | 'couple' 'of')? <u:unit_many> | <v:unit_many>",
    ("It fell in [[recent weeks]].", "DURATION", "PXW"),
    ("It rose over [[the past few months]].", "DURATION", "PXM"),
    ("It went on for [[years]].", "DURATION", "PXY"),
)
def open_length(found: Found) -> Meaning | None:
    if found.has("v"):
        unit = found.word("v")
        before = found.near(found.start - 1)
        if before not in ("for", "within", "in", "over", "of", "after", "took", "take", "takes", "spent", "follows", "lasted", "last", "several", "through", "during", "spend", "until") or unit == "seconds":
            return None
        after = found.near(found.end)
        if before in ("of",) and after != "of":
            return None
        if before == "in" and after not in (".", ",", ";", "to"):
            return None
        return Meaning(type="DURATION", value=w.OPEN_UNITS[unit])
    if found.word("u") in ("years", "decades") and list(found.words("the")) in (["recent"], ["past"]):
        return Meaning(type="DATE", value="PAST_REF")
    return Meaning(type="DURATION", value=w.OPEN_UNITS[found.word("u")])


# -------------------------------------------------------------------------- sets
@rule(
    "<r:repeated> | ('every' | 'each') <n:WHOLE | 'other'>? <u:unit> | ('per' | '/') <p:unit_one>",
    ("They meet [[daily]].", "SET", "P1D"),
    ("They meet [[every day]].", "SET", "P1D"),
    ("They meet [[every two years]].", "SET", "P2Y"),
)
def repeated_unit(found: Found) -> Meaning | None:
    if found.has("r"):
        if found.surface(found.start)[:1].isupper() and found.surface(found.start - 1)[:1].isupper():
            return None  # "Evening Weekly", a name
        return Meaning(type="SET", value=w.REPEATED[found.word("r")])
    if found.has("p"):
        if found.near(found.start) == "/":
            return None
        return Meaning(type="SET", value=duration(1, found.word("p")))
    count = 1 if not found.has("n") else 2 if found.word("n") == "other" else number(found.words("n"))
    if count is None:
        return None
    return Meaning(type="SET", value=duration(count, found.word("u")))


@rule(
    "('every' | 'each') (<d:weekday> | <m:month> | <s:season> | <p:part>) | 'on'? <ds:weekdays> | <ss:seasons> | <ps:parts>",
    ("They march [[each July]].", "SET", "XXXX-07"),
    ("They march [[every Friday]].", "SET", "XXXX-WXX-5"),
    ("They march on [[Fridays]].", "SET", "XXXX-WXX-5"),
)
def repeated_date(found: Found) -> Meaning | None:
    start = found.start + 1 if found.near(found.start) == "on" else None
    if found.has("d") or found.has("ds"):
        number_ = w.WEEKDAYS.get(found.word("d")) or w.WEEKDAYS_PLURAL[found.word("ds")]
        return Meaning(type="SET", value=f"XXXX-WXX-{number_}", start=start)
    if found.has("m"):
        return Meaning(type="SET", value=f"XXXX-{w.MONTHS[found.word('m')]:02d}")
    if found.has("s") or found.has("ss"):
        return Meaning(type="SET", value=f"XXXX-{w.SEASONS.get(found.word('s')) or w.SEASONS_PLURAL[found.word('ss')]}")
    part = w.PARTS_OF_DAY.get(found.word("p")) or w.PARTS_PLURAL[found.word("ps")]
    return Meaning(type="SET", value=f"XXXX-XX-XX{part}")


# -------------------------------------------------------------- now, soon, the past
@rule(
    "('right' | 'just' | 'until' | 'even')? <now:present> | 'these' 'days' | 'at' <pres:'present'> | <moment:'at' ('this' | 'the') 'moment'>",
    ("They are [[now]] at sea.", "DATE", "PRESENT_REF"),
    ("They do it [[right now]].", "DATE", "PRESENT_REF"),
    ("The [[current]] rules are old.", "DATE", "PRESENT_REF"),
)
def present(found: Found) -> Meaning | None:
    start: int | None = None
    if found.has("now"):
        start = found.match.start("now")
        if found.word("now") == "now" and found.near(start - 1) == "right":
            start -= 1
    elif found.has("pres"):
        start = found.start + 1
    elif found.has("moment"):
        start = found.start + 1
    return Meaning(type="DATE", value="PRESENT_REF", start=start)


@rule(
    "('more' | 'most')? <p:past_word> | 'the' <past:'past'> | 'long' 'ago'",
    ("He [[recently]] left.", "DATE", "PAST_REF"),
    ("In [[the past]] it was so.", "DATE", "PAST_REF"),
)
def past(found: Found) -> Meaning | None:
    if found.has("past") and (
        found.near(found.end) in w.UNITS or found.near(found.start - 1) not in ("in", "of", "from", "with")
    ):
        return None
    if found.word("p") == "previously" and found.surface(found.start) == "previously":
        return None  # "a previously announced plan" places nothing
    return Meaning(type="DATE", value="PAST_REF")


@rule(
    "'the' ('near' | 'foreseeable' | 'immediate' | 'distant')? 'future'",
    ("In [[the near future]] it ends.", "DATE", "FUTURE_REF"),
)
def future(found: Found) -> Meaning | None:
    return Meaning(type="DATE", value="FUTURE_REF")


# -------------------------------------------------------------------- holidays
def _holiday_pattern() -> str:
    names = []
    for name in sorted(calendar.HOLIDAYS, key=lambda name: (-len(name.split()), name)):
        parts = name.replace("'s", " 's").replace("s'", "s '").split()
        names.append(" ".join("poss" if p == "'s" else "apos" if p == "'" else f"'{p}'" for p in parts))
    return f"<how:last | next | 'this'>? <h:{' | '.join(names)}> (('of' | ',')? <y:year>)?"


@rule(
    _holiday_pattern(),
    ("They met on [[Christmas Eve]].", "DATE", "2024-12-24"),
    ("They met on [[Easter Sunday]].", "DATE", "2025-04-20"),
    ("He was found [[last Thanksgiving]].", "DATE", "2024-11-28"),
)
def holiday(found: Found) -> Meaning | None:
    at = found.match.start("h")
    if not _is_capital(found, at):
        return None
    name = " ".join(found.words("h")).replace("’", "'").replace(" '", "'")
    of_year = calendar.HOLIDAYS.get(name)
    if of_year is None or found.near(found.end) in ("island", "parade", "uprising", "rising", "bunny"):
        return None
    if found.has("y"):
        return _day(found, of_year(int(found.word("y"))))
    anchor = found.context.anchor
    if anchor is None or anchor.day is None:
        return _open()
    days = [of_year(year) for year in range(max(1, anchor.year - 1), min(9999, anchor.year + 1) + 1)]
    kind = found.word("how")
    direction = 1 if kind in CLASSES["next"] else -1 if kind in CLASSES["last"] else found.direction
    if direction > 0:
        chosen = next((day for day in days if day >= anchor.day), days[-1])
    elif direction < 0:
        chosen = next((day for day in reversed(days) if day <= anchor.day), days[0])
    else:
        chosen = min(days, key=lambda day: abs((day - anchor.day).days))  # type: ignore[operator]
    return _day(found, chosen)


#: What may stand before an expression and belongs to it.
PREFIX = (
    "<bound:bound | 'more' 'than' | 'less' 'than' | 'fewer' 'than' | 'no' ('more' | 'less' | 'fewer') 'than' | 'at' ('least' | 'most') | 'up' 'to' | 'as' ('much' | 'many' | 'long' | 'little' | 'few') 'as' | 'well' 'over' | 'just' ('over' | 'under')>"
    " | <edge:('the' 'very'?)? edge_noun 'of' | edge hyphen? 'in'?>"
)

ALPHABET = Alphabet(CLASSES, MACROS, (PREFIX, *(r.pattern for r in RULES)), _NUMERIC_SETS.values())
COMPILED = tuple((r, ALPHABET.compile(r.pattern)) for r in RULES)
PREFIX_PATTERN = ALPHABET.compile(PREFIX)

_OPENERS: dict[str, list[tuple[Rule, re.Pattern[str]]]] = {}
for _rule, _compiled in COMPILED:
    for _letter in ALPHABET.openers(_compiled):
        _OPENERS.setdefault(_letter, []).append((_rule, _compiled))
#: For each letter, the rules that can begin with it, in the grammar's order.
OPENERS = {letter: tuple(rules) for letter, rules in _OPENERS.items()}
PREFIX_LETTERS = ALPHABET.openers(PREFIX_PATTERN)
NUMERIC_LETTERS = {kind: ALPHABET.letter(names) for kind, names in _NUMERIC_SETS.items()}

#: Each word as it may stand in the text (lower, Title, UPPER), with its letter.
SURFACES: dict[str, str] = {}
for _word, _letter in ALPHABET.words().items():
    for _form in (_word.capitalize(), _word.upper(), _word):
        if _form == _word and _word in w.CASED and _word[0].isalpha():
            continue
        SURFACES[_form] = _letter


def letter_of(word: str) -> str:
    """The letter of a token as it stands in the text."""
    letter = SURFACES.get(word)
    if letter is not None:
        return letter
    if word[0].isdigit():
        kind = numeric_kind(word)
        return OTHER if kind is None else NUMERIC_LETTERS[kind]
    return OTHER
