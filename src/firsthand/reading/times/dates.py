"""Rules for days and months by name, weekdays, holidays and times of day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from firsthand.reading.times import calendar
from firsthand.reading.times import words as w
from firsthand.reading.times.classes import CLASSES
from firsthand.reading.times.numbers import clock_value, digits_of, spoken
from firsthand.reading.times.placing import (
    DEICTIC_DAYS,
    is_capital,
    latest_day,
    left_open,
    month_day,
    month_number,
    nearest_month,
    nearest_weekday,
    on_day,
    today_at,
    with_clock,
    with_part,
    year_in,
    year_of_range,
)
from firsthand.reading.times.rules import Found, Meaning, Rule, entering

RULES: list[Rule] = []
rule = entering(RULES)


# ---------------------------------------------------------------- dates: full ones
@rule(
    "<how:'last' | 'this' | 'next'>? <wd:WD>? (<m:MONTH> 'the'? <d:DD> ((',' | 'of')? <y:year>)?"
    " | 'the'? <d_:DD> ('of' | hyphen)? <m_:MONTH> ((',' | 'of' | hyphen)? <y_:year>)?)"
    " ((',' | '/' | '|' | 'at' | ',' 'at' | hyphen)? <c:CLOCK ZONE?>)?",
    ("It began on [[March 5, 1946]].", "DATE", "1946-03-05"),
    ("It began on [[5 March 1946]].", "DATE", "1946-03-05"),
    ("It began on [[the 5th of March of 1946]].", "DATE", "1946-03-05"),
    ("They fought from [[June 15]] to July 3, 1862.", "DATE", "1862-06-15"),
    ("They met on [[June 15]].", "DATE", "2025-06-15"),
    ("They will meet on [[July 4]].", "DATE", "2025-07-04"),
    ("It opened on [[the 3rd of May]].", "DATE", "2025-05-03"),
    ("Posted [[Sunday, Dec. 31, 2017]].", "DATE", "2017-12-31"),
    ("Updated: [[June 18, 2025 / 11:10 IST]]", "TIME", "2025-06-18T11:10+05:30"),
    ("They saw it on [[31 June 2025]].", "DATE", ""),
    ("The 19 [[Sept. 11]] hijackers died.", "DATE", "2001-09-11"),
)
def calendar_date(found: Found) -> Meaning | None:
    month_word = found.word("m") or found.word("m_")
    number_word = found.word("d") or found.word("d_")
    year = year_in(found.words("y") or found.words("y_"))
    number_at = found.match.start("d") if found.has("d") else found.match.start("d_")
    # "March 20 percent", "June 5 million" are no days; "10 May" before "be" is a verb
    after = found.near(found.end)
    if (
        year is None
        and not found.has("c")
        and after in ("percent", "per", "%", "million", "billion", "people")
    ):
        return None
    if (
        found.has("d_")
        and month_word == "may"
        and year is None
        and found.near(number_at - 1) not in _BEFORE_DAYS
    ):
        return None
    if found.has("d_") and year is None and after.isdigit() and 0 < digits_of(after) <= 31:
        return None  # "the 19 Sept. 11 hijackers"
    start = found.start + 1 if found.has("how") else None
    if (month_word[:3], digits_of(number_word), year) == ("sep", 11, None) and after in _ATTACKS:
        year = 2001  # a date that has become a name
    meaning = month_day(found, month_number(month_word), digits_of(number_word), year)
    if found.has("c") and meaning.value:
        meaning = with_clock(meaning, found.words("c"))
    return Meaning(
        type=meaning.type, value=meaning.value, day=meaning.day, reason=meaning.reason, start=start
    )


_BEFORE_DAYS = frozenset((
    "on", "of", "the", "between", "and", "from", "to", "since", "until", "till", "by", "before", "after",
))  # fmt: skip
_ATTACKS = frozenset((
    "attack", "attacks", "terrorist", "terror", "hijackings", "hijackers", "victims", "survivors", "families",
    "memorial", "commission",
))  # fmt: skip


@rule(
    "<m:MONTH> <a:DD> hyphen <b:DD> (','? <y:year>)? | <a_:DD> hyphen <b_:DD> <m_:MONTH> (','? <y_:year>)?",
    ("The fair runs [[July 3-5]].", "DATE", "2025-07-03/2025-07-05"),
    ("It was held [[3-5 March 2024]].", "DATE", "2024-03-03/2024-03-05"),
)
def day_range(found: Found) -> Meaning | None:
    month = month_number(found.word("m") or found.word("m_"))
    year = year_in(found.words("y") or found.words("y_"))
    first, last = (digits_of(found.word(name) or found.word(name + "_")) for name in ("a", "b"))
    start = month_day(found, month, first, year)
    if start.day is None:
        return start
    end = calendar.day(start.day.year, month, last)
    if end is None or end <= start.day:
        return None
    return Meaning(type="DATE", value=f"{start.value}/{end.isoformat()}", day=end)


_ISO = re.compile(
    r"(\d{4})[-/.](\d{2})[-/.](\d{2})"
    r"(?:[T ]+(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?(?![\d-])",
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
            return None if day is None else on_day(found, day)
        return None
    day = calendar.day(int(matched[1]), int(matched[2]), int(matched[3]))
    end = found.start
    while end < len(tokens) and tokens[end].end <= matched.end():
        end += 1
    if day is None:
        return Meaning(type="DATE", value="", end=end, reason=f"there is no day {matched.group()}")
    if matched[4] is None or int(matched[4]) > 24 or int(matched[5]) > 59:
        return on_day(found, day, end=end)
    zone = (matched[7] or "").replace("UTC", "Z").replace("GMT", "Z")
    value = f"{day.isoformat()}T{matched[4]}:{matched[5]}" + (f":{matched[6]}" if matched[6] else "") + zone
    return Meaning(type="TIME", value=value, day=day, end=end)


@rule(
    "dotdate",
    ("The form is dated [[18.06.2025]].", "DATE", "2025-06-18"),
)
def dotted_date(found: Found) -> Meaning | None:
    number_, month, year = map(int, found.near(found.start).split("."))
    day = calendar.day(year, month, number_)
    return None if day is None else on_day(found, day)


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
    return None if day is None else on_day(found, day)


@rule(
    "<m:mm> '/' <d:dd>",
    ("They saw it over the bay on [[5/26]].", "DATE", "2025-05-26"),
)
def slashed_day(found: Found) -> Meaning | None:
    before, after = found.near(found.start - 1), found.near(found.end)
    month, number_ = int(found.word("m")), int(found.word("d"))
    # "24/7", "5/16 inch", "a 9/11 report": only what cannot be another thing
    if month > 12 or number_ <= 12 or before[:1].isdigit() or before == "/" or after in _BEHIND_FRACTIONS:
        return None
    return month_day(found, month, number_, None)


#: Behind these, "5/16" is a part of something; or a longer date.
_BEHIND_FRACTIONS = frozenset(("/", "of", "-", "inch", "inches", "mile", "miles", "scale", '"', "″"))


@rule(
    "<m:month> (',' | 'of' | 'in')? (<y:year> | <sp:SPOKEN>) | <m_:month> (','"
    " | 'of')? <rel:('this' | 'last' | 'next' | 'that' | 'the' 'same' | 'the' 'following') 'year'>",
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
                return left_open(f"XXXX-{month:02d}")
            year = anchor.year + {"last": -1, "next": 1}.get(relation[0], 0)
        elif relation[-2] == "following":
            year += 1
    return Meaning(type="DATE", value=f"{year:04d}-{month:02d}", month=(year, month))


#: Words that make the next word a time rather than a name ("in May", "last March").
_BEFORE_MONTH = frozenset((
    "in", "since", "until", "till", "by", "from", "of", "for", "during", "before", "after", "through", "last",
    "next", "this", "early", "late", "mid", "to", "and", "the", "between", "every", "each", "-", "on",
    "earlier",
    "later", "or", "till", "as", "past", "previous",
))  # fmt: skip


def _is_month(found: Found, at: int) -> bool:
    """Whether the word at ``at`` names a month: "May" and "March" are also names and verbs."""
    word = found.near(at)
    if word not in ("may", "march", "april", "june", "august"):
        return True
    before = found.near(at - 1)
    if (
        word == "march"
        and before not in ("'s", "’s")
        and found.is_attribute(at)
        and not found.is_name_part(at)
    ):
        return True
    if before in _BEFORE_MONTH:
        return (
            word not in ("may", "march")
            or before not in ("to", "and", "the", "of", "or", "as")
            or (before in ("to", "and", "or") and found.near(at - 2) in w.MONTHS)
            or (before == "of" and found.near(at - 2) in w.EDGES)
        )
    previous = found.surface(at - 1)
    if previous[:1].isupper() and previous[:1].isalpha():
        return False
    return word not in ("may", "march")


@rule(
    "<how:last | next | this | 'the' (last | next)>? <m:month>",
    ("They deployed [[last August]].", "DATE", "2024-08"),
    ("They fought from [[November]] to February 2015.", "DATE", "2014-11"),
    ("He came in [[April]].", "DATE", "2025-04"),
    ("He will come in [[April]].", "DATE", "2026-04"),
    (
        "The finder will receive a prize of 500 crowns and a free place at the great fair of the coast in [[April]].",
        "DATE",
        "2026-04",
    ),
    ("The hearing is set for [[next January]].", "DATE", "2026-01"),
)
def month_alone(found: Found) -> Meaning | None:
    at = found.match.start("m")
    month = w.MONTHS[found.word("m")]
    if not is_capital(found, at) or not _is_month(found, at) or found.near(found.end).isdigit():
        return None
    if found.near(at - 1) in ("$", "#", "@"):
        return None  # a share, a tag
    how = found.words("how")
    anchor = found.context.anchor
    far = None if how else year_of_range(found, month)
    if far is not None:
        return Meaning(type="DATE", value=f"{far:04d}-{month:02d}", month=(far, month))
    if anchor is None:
        return left_open(f"XXXX-{month:02d}")
    kind = how[-1] if how else ""
    now = anchor.month or 12
    if kind in CLASSES["last"]:
        # in March, "last February" is not the month before: that one is "last month"
        year = anchor.year - (month >= now - 1)
    elif kind in CLASSES["next"]:
        year = anchor.year + (month <= now)
    elif kind in CLASSES["this"]:
        year = anchor.year
    else:
        near = nearest_month(found, month)
        year = near[0] if near else anchor.year
    return Meaning(type="DATE", value=f"{year:04d}-{month:02d}", month=(year, month))


# ---------------------------------------------------------------------- weekdays
@rule(
    "(<how:last | next | this | that | 'the' ('following'"
    " | 'previous')> )? <d:weekday> (','? <part:part>)? ('of'? <week:'last' | 'next' | 'this'> 'week')?"
    " | <d_:weekday> 'a' 'week' 'ago'",
    ("He said on [[Tuesday]] that it was over.", "DATE", "2025-06-17"),
    ("They will meet on [[Tuesday]].", "DATE", "2025-06-24"),
    ("It was signed [[last Friday]].", "DATE", "2025-06-13"),
    ("She left on [[Sunday night]].", "TIME", "2025-06-15TNI"),
    ("The vote is [[next Monday]].", "DATE", "2025-06-23"),
    ("They met on [[Monday of last week]].", "DATE", "2025-06-09"),
)
def weekday(found: Found) -> Meaning | None:
    number_ = w.WEEKDAYS[found.word("d") or found.word("d_")]
    at = found.match.start("d") if found.has("d") else found.match.start("d_")
    if not is_capital(found, at):
        return None
    how = found.words("how")
    # "following Tuesday's vote" is after a Tuesday, "the following Tuesday" is one
    start = at if list(how) == ["following"] else None
    anchor = found.context.anchor
    kind = how[-1] if how and start is None else ""
    if kind in ("following", "that", "same", "previous") and found.context.day is not None:
        origin = found.context.day
        if kind == "following":
            day: dt.date | None = calendar.shift(origin, (number_ - origin.isoweekday() - 1) % 7 + 1)
        elif kind == "previous":
            day = calendar.shift(origin, -((origin.isoweekday() - number_ - 1) % 7 + 1))
        else:
            day = calendar.shift(origin, -((origin.isoweekday() - number_) % 7))
    elif anchor is None or anchor.day is None:
        meaning = left_open(f"XXXX-WXX-{number_}")
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
        return left_open(reason="the day lies outside the calendar")
    meaning = on_day(found, day)
    if found.has("part"):
        meaning = with_part(meaning, found.word("part"))
    return meaning if start is None else replace(meaning, start=start)


@rule(
    "'the'? (<n:ordinal | nth> | <last:'last'>) <d:weekday> ('of' | 'in') (<m:month> ((',' | 'of')? <y:year>)?"
    " | <each:'every' | 'each' | 'the'> 'month')",
    ("They vote on [[the first Tuesday in November 2024]].", "DATE", "2024-11-05"),
    ("They vote on [[the last Monday in May]].", "DATE", "2025-05-26"),
    ("They meet on [[the first Tuesday of every month]].", "SET", "XXXX-WXX-2"),
)
def weekday_of_month(found: Found) -> Meaning | None:
    weekday_ = w.WEEKDAYS[found.word("d")]
    if found.has("each"):
        return Meaning(type="SET", value=f"XXXX-WXX-{weekday_}")
    nth = -1 if found.has("last") else w.ORDINALS.get(found.word("n")) or digits_of(found.word("n"))
    month = w.MONTHS[found.word("m")]
    if nth > 4:
        return None
    if found.has("y"):
        return on_day(found, calendar.nth_weekday(int(found.word("y")), month, weekday_, nth))
    near = nearest_month(found, month)
    return left_open() if near is None else on_day(found, calendar.nth_weekday(*near, weekday_, nth))


# ------------------------------------------------------------ days told by a word
@rule(
    "('the' 'day' <shift:'before' | 'after'>)? <d:'today' | 'tonight' | 'yesterday'"
    " | 'tomorrow'> <part:part>?"
    " | ('mid' hyphen | 'early' | 'late')? <part_:part> <d_:'today' | 'yesterday' | 'tomorrow'>",
    ("It opens [[today]].", "DATE", "2025-06-18"),
    ("It opened [[yesterday morning]].", "TIME", "2025-06-17TMO"),
    ("It opens [[tonight]].", "TIME", "2025-06-18TNI"),
    ("It opened [[the day before yesterday]].", "DATE", "2025-06-16"),
)
def deictic_day(found: Found) -> Meaning | None:
    word = found.word("d") or found.word("d_")
    if found.near(found.start - 1) == "usa" or (
        found.surface(found.start)[:1].isupper() and found.is_name_part(found.start)
    ):
        return None  # "USA TODAY"
    anchor = found.context.anchor
    if anchor is None or anchor.day is None:
        return left_open(
            "XXXX-XX-XXTNI" if word == "tonight" else "", "TIME" if word == "tonight" else "DATE"
        )
    days = DEICTIC_DAYS[word] + {"before": -1, "after": 1, "": 0}[found.word("shift")]
    day = calendar.shift(anchor.day, days)
    if day is None:
        return left_open(reason="the day lies outside the calendar")
    if word == "tonight":
        return Meaning(type="TIME", value=f"{day.isoformat()}TNI", day=day)
    meaning = on_day(found, day)
    part = found.word("part") or found.word("part_")
    return with_part(meaning, part) if part else meaning


@rule(
    "<how:this | 'last' | 'that' | 'the' ('same' | 'next' | 'following' | 'previous')?> <part:part>"
    " | 'mid' hyphen? <point_:part> | <point:part_point> | 'overnight'",
    ("They voted [[this morning]].", "TIME", "2025-06-18TMO"),
    ("They voted [[last night]].", "TIME", "2025-06-17TNI"),
    ("He came on June 3 and left [[the following morning]].", "TIME", "2025-06-04TMO"),
    ("They came on June 3; in [[the afternoon]] they left.", "TIME", "2025-06-03TAF"),
    ("They came on June 3; by [[dusk]] they had left.", "TIME", "2025-06-03TEV"),
    ("Snow fell [[overnight]].", "TIME", "2025-06-17TNI"),
)
def part_of_day(found: Found) -> Meaning | None:
    anchor = found.context.anchor
    if not found.has("how"):
        before = found.near(found.start - 1)
        if found.has("point") or found.has("point_"):
            if before not in ("at", "by", "before", "until", "till", "after", "since", "from"):
                return None
            part = found.word("point") or found.word("point_")
            day = found.context.day_in_sentence(found.start) or today_at(
                found, w.PART_HOURS[w.PARTS_OF_DAY[part]]
            )
        else:
            # what happened overnight was over when the report was written
            if before in ("an", "the", "its", "their"):
                return None
            origin = found.context.day_in_sentence(found.start) or found.context.today
            day = origin and calendar.shift(origin, -1)
            part = "night"
        if day is None:
            return left_open(f"XXXX-XX-XX{w.PARTS_OF_DAY[part]}", "TIME")
        return Meaning(type="TIME", value=day.isoformat() + w.PARTS_OF_DAY[part])
    kind = found.words("how")[-1]
    part = found.word("part")
    if kind == "the":
        # "in the morning", of the day that the story is at
        if found.near(found.start - 1) != "in" or found.near(found.end) in ("of", "hours", "after", "before"):
            return None
        day = found.context.day or found.context.today
        if day is None:
            return left_open(f"XXXX-XX-XX{w.PARTS_OF_DAY[part]}", "TIME")
        return with_part(on_day(found, day), part)
    if kind in ("that", "same", "next", "following", "previous"):
        origin = found.context.day
        days = {"next": 1, "following": 1, "previous": -1}.get(kind, 0)
    else:
        origin = anchor.day if anchor else None
        days = -1 if kind == "last" else 0
    day = origin and calendar.shift(origin, days)
    if day is None:
        missing = "no publication time" if kind in ("last", *CLASSES["this"]) else "no day was named before"
        return left_open(f"XXXX-XX-XX{w.PARTS_OF_DAY[part]}", "TIME", missing)
    return with_part(on_day(found, day), part)


# ------------------------------------------------------------------ time of day
def _holiday_names() -> str:
    """The part of a pattern that matches any holiday's name, longer names first."""
    names = []
    for name in sorted(calendar.HOLIDAYS, key=lambda name: (-len(name.split()), name)):
        parts = name.replace("'s", " 's").replace("s'", "s '").split()
        names.append(" ".join("poss" if p == "'s" else "apos" if p == "'" else f"'{p}'" for p in parts))
    return " | ".join(names)


HOLIDAY = _holiday_names()


@rule(
    "(<c:CLOCK ZONE? | THE_CLOCK> | <z:hhmm> <east:zone>) (','? 'on'? (<t:'today' | 'yesterday' | 'tomorrow' | 'tonight'>"
    " | (weekday part? ','?)? (<m:month> <d:DD> | <d_:DD> <m_:month>) (','? <y:year>)?"
    f" | <wd:weekday> part? | <h:{HOLIDAY}>))?",
    ("It opened at [[3pm on Friday 6 June]].", "TIME", "2025-06-06T15:00"),
    ("He was taken at [[10 p.m. Wednesday]].", "TIME", "2025-06-18T22:00"),
    ("It happened at [[5am]].", "TIME", "2025-06-18T05:00"),
    ("The offer ends at [[5 p.m. EST, Nov. 6]].", "TIME", "2025-11-06T17:00-05:00"),
    ("The train leaves at [[4 in the morning]].", "TIME", "2025-06-18T04:00"),
    ("It opened at [[noon on Christmas Eve]].", "TIME", "2024-12-24T12:00"),
    ("It left at 9 a.m. Monday. It fell at [[9:20 a.m.]]", "TIME", "2025-06-16T09:20"),
    ("The clocks stopped at [[0735 GMT]].", "TIME", "2025-06-18T07:35Z"),
    ("The clocks stopped at [[1030 GMT on Monday]].", "TIME", "2025-06-16T10:30Z"),
)
def time_of_day(found: Found) -> Meaning | None:
    words = found.words("c")
    context = found.context
    if found.has("z"):
        digits = found.word("z")
        clock = clock_value([f"{digits[:2]}:{digits[2:]}", found.word("east")])
    elif len(words) == 1 and words[0][0].isdigit() and found.near(found.start - 1) in _SCORES:
        return None
    elif len(words) == 1 and words[0][0].isdigit() and words[0].count(":") == 2:
        return None  # a running time or a position more often than a time of day
    else:
        clock = clock_value(words)
    if clock is None or (words and words[0] == "noon" and found.near(found.start - 1) == "high"):
        return None
    half = next(("am" if word[0] == "a" else "pm" for word in words if word in CLASSES["ampm"]), "")
    if not half and _is_bare(found):
        clock = _in_half(clock, context.half_at(found.start))
    anchor = context.anchor
    day: dt.date | None = None
    if found.has("t"):
        if anchor is not None and anchor.day is not None:
            day = calendar.shift(anchor.day, DEICTIC_DAYS[found.word("t")])
    elif month_word := found.word("m") or found.word("m_"):
        number_ = digits_of(found.word("d") or found.word("d_"))
        meaning = month_day(found, month_number(month_word), number_, year_in(found.words("y")))
        day = meaning.day
        if day is None:
            return Meaning(
                type="TIME", value=meaning.value + clock if meaning.value else "", reason=meaning.reason
            )
    elif found.has("h"):
        day = _nearest_holiday(found, _holiday_of(found))
    elif found.has("wd"):
        day = nearest_weekday(found, w.WEEKDAYS[found.word("wd")])
        if day is None:
            return left_open(f"XXXX-WXX-{w.WEEKDAYS[found.word('wd')]}{clock}", "TIME")
    else:
        # a bare time of day is of the day named beside it or last in the same sentence, else of the clock
        # time told just before, else of the report's
        day = (
            _day_after_bracket(found)
            or _day_of_range(found)
            or context.day_in_sentence(found.start)
            or context.day_of_clock(found.start)
            or (context.day_of_story(found.start) if found.direction <= 0 else None)
            or today_at(found, int(clock[1:3]))
        )
    if day is None:
        return left_open(f"XXXX-XX-XX{clock}", "TIME")
    time = re.match(r"T(\d\d):(\d\d)", clock)
    hour, minute = int(time[1]), int(time[2])  # type: ignore[index]
    moment = dt.datetime(day.year, day.month, day.day, hour, minute) if hour < 24 else None
    if moment is not None and clock.endswith("Z") and found.near(found.start - 1) == "(":
        moment = _same_moment(found, moment)
        day = moment.date()
    return Meaning(type="TIME", value=day.isoformat() + clock, day=day, clock=moment, half=half)


#: Hours by which clocks lie behind and ahead of Greenwich's.
_ZONES = (dt.timedelta(hours=-12), dt.timedelta(hours=14))


def _same_moment(found: Found, moment: dt.datetime) -> dt.datetime:
    """The moment by Greenwich of a local time told before the bracket, on the day that some zone allows.

    "At 6:07 a.m. on Tuesday (2107 GMT)" is of Monday there.
    """
    local = found.context.clock
    if local is None or found.start - found.context.clock_at > _BEFORE_BRACKET:
        return moment
    for days in (0, -1, 1):
        moved = moment + dt.timedelta(days=days)
        if _ZONES[0] <= local - moved <= _ZONES[1]:
            return moved
    return moment


_BEFORE_BRACKET = 8  #: tokens of a local time and its day, before a bracket


def _is_bare(found: Found) -> bool:
    """Whether a time of day may be of either half: "10:25", not "0735 GMT", "03:10", "10:25 on Friday"."""
    words = found.words("c")
    is_alone = len(words) > 0 and not any(found.has(name) for name in ("t", "m", "m_", "wd", "h"))
    is_open = is_alone and words[0][0] in "123456789" and not w.NOON.keys() & {*words}
    return is_open and not any(w.ZONES.get(word, -1) == 0 or word in _HALVES for word in words)


#: With these a time of day is of one half.
_HALVES = frozenset(("morning", "afternoon", "evening", "night"))
_EVENING = 6  #: of a night, hours from this one on are those before midnight


def _in_half(clock: str, half: str) -> str:
    """``clock`` in the half of the day in which the story is: "10:25" after "10:20 p.m." is T22:25."""
    hour = int(clock[1:3])
    if hour < 12 and (half == "pm" or (half == "night" and hour >= _EVENING)):
        return f"T{hour + 12:02d}{clock[3:]}"
    return f"T00{clock[3:]}" if half == "am" and hour == 12 else clock


def _day_after_bracket(found: Found) -> dt.date | None:
    """The day of "10:35 a.m. (0735 GMT) Friday" and "4 in the morning (4 a.m. EDT Friday)"."""
    at = found.end
    if found.near(at - 1) == "(" or found.near(at) == ")":
        at = at + 1 if found.near(at) == ")" else at
    elif found.near(at) == "(":
        last = min(at + 8, len(found.context.words))
        at = next((at for at in range(at, last) if found.near(at) in w.WEEKDAYS or found.near(at) == ")"), at)
        at += found.near(at) == ")"
    at += found.near(at) == "on"
    number_ = w.WEEKDAYS.get(found.near(at))
    return None if number_ is None or not is_capital(found, at) else nearest_weekday(found, number_)


def _day_of_range(found: Found) -> dt.date | None:
    """The day told at the other end: "9 a.m." of "from 9 a.m. to 5 p.m. on June 3"."""
    if found.near(found.end) not in ("to", "until", "till", "and", "through", "-", "–"):
        return None
    for at in range(found.end + 1, found.end + 6):
        word, after = found.near(at), found.near(at + 1)
        if word in w.WEEKDAYS and is_capital(found, at):
            return nearest_weekday(found, w.WEEKDAYS[word])
        if word in w.MONTHS and digits_of(after):
            return month_day(found, w.MONTHS[word], digits_of(after), None).day
        if not (word[:1].isdigit() or word in CLASSES["ampm"] or word in w.NOON or word in ("on", "of", ",")):
            return None
    return None


_SCORES = frozenset(("(", "of", "score", "ratio", "lead"))


# -------------------------------------------------------------------- holidays
#: After a holiday's name these make it a kind of thing rather than a day.
_THINGS_OF_HOLIDAYS = frozenset((
    "island", "parade", "uprising", "rising", "bunny", "egg", "eggs", "tree", "trees", "lights", "list",
    "card", "cards", "carol", "carols", "gift", "gifts", "present", "presents", "shopping", "sales", "song",
    "songs", "costume", "costumes", "turkey", "market", "markets", "decorations", "party", "dinner",
))  # fmt: skip


@rule(
    f"<how:last | next | 'this'>? <h:{HOLIDAY}> <span:'week' | 'weekend'>? (('of' | ',')? <y:year>)?",
    ("They met on [[Christmas Eve]].", "DATE", "2024-12-24"),
    ("They met on [[Easter Sunday]].", "DATE", "2025-04-20"),
    ("They met over [[Easter weekend]].", "DATE", "2025-W16-WE"),
    ("He was found [[last Thanksgiving]].", "DATE", "2024-11-28"),
)
def holiday(found: Found) -> Meaning | None:
    at = found.match.start("h")
    if not is_capital(found, at):
        return None
    of_year = _holiday_of(found)
    if len(found.words("h")) == 1 and found.near(found.match.end("h")) in _THINGS_OF_HOLIDAYS:
        return None
    span = found.word("span")
    if found.has("y"):
        return _holiday_span(found, of_year(int(found.word("y"))), span)
    day = _nearest_holiday(found, of_year, found.word("how"), span)
    return left_open() if day is None else _holiday_span(found, day, span)


def _holiday_of(found: Found) -> Callable[[int], dt.date]:
    """The day of the holiday named, by year."""
    return calendar.HOLIDAYS[" ".join(found.words("h")).replace("’", "'").replace(" '", "'")]


def _nearest_holiday(
    found: Found, of_year: Callable[[int], dt.date], how: str = "", span: str = ""
) -> dt.date | None:
    """The holiday that is meant: "last" and "next" decide, else the tense, else the nearest."""
    anchor = found.context.anchor
    if anchor is None or anchor.day is None:
        return None
    today = anchor.day
    days = [of_year(year) for year in range(max(1, today.year - 1), min(9999, today.year + 1) + 1)]
    near = min(days, key=lambda day: abs((day - today).days))
    if span and not how and abs((near - today).days) <= 9:
        return near  # "as Easter week began" is of the one at hand
    direction = 1 if how in CLASSES["next"] else -1 if how in CLASSES["last"] else found.direction
    if direction > 0:
        return next((day for day in days if day >= today), days[-1])
    if direction < 0:
        latest = today if how else latest_day(anchor)
        return next((day for day in reversed(days) if day <= latest), days[0])
    return near


def _holiday_span(found: Found, day: dt.date, span: str) -> Meaning:
    """The holiday itself, or the week or weekend that goes by its name."""
    if not span:
        return on_day(found, day)
    if span == "weekend" and day.isoweekday() <= 2:
        day = calendar.shift(day, -day.isoweekday()) or day  # a holiday on Monday ends its weekend
    return Meaning(type="DATE", value=calendar.week(day) + ("-WE" if span == "weekend" else ""))
