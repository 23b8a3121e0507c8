"""Rules for lengths, for points told by a length ("two days earlier"), and for repetition."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from firsthand.reading.times import calendar
from firsthand.reading.times import words as w
from firsthand.reading.times.classes import CLASSES
from firsthand.reading.times.context import REACH, Anchor, Context
from firsthand.reading.times.numbers import duration, number, together
from firsthand.reading.times.placing import (
    left_open,
    on_day,
)
from firsthand.reading.times.rules import NO_TIME, Found, Meaning, Rule, entering

RULES: list[Rule] = []
rule = entering(RULES)


# ---------------------------------------------------------------- ago, later, from now
_MINUTES = {"S": Fraction(1, 60), "TM": Fraction(1), "H": Fraction(60)}


def _clock_shift(found: Found, unit: str, count: float | int, sign: int, how: str) -> Meaning | None:
    """The time of day that lies so many hours or minutes from the one named last."""
    clock = found.context.clock
    if how == "ago":
        return left_open(type="TIME", reason="the publication time is not known to the hour")
    minutes = Fraction(count) * _MINUTES[w.UNITS[unit][0]] * sign
    if clock is None or found.start - found.context.clock_at > 4 * REACH or abs(minutes) > 2880:
        return None  # the length alone, without "later"
    moved = clock + dt.timedelta(minutes=float(minutes))
    return Meaning(type="TIME", value=moved.strftime("%Y-%m-%dT%H:%M"), day=moved.date(), clock=moved)


def _calendar_shift(
    found: Found, unit: str, count: float | int, sign: int, origin: Anchor, how: str
) -> Meaning:
    """The point that lies ``count`` units before or after ``origin``, no finer than the unit tells."""
    designator, times = w.UNITS[unit]
    steps = count * times * sign
    whole = int(steps)
    if designator == "Y":
        year = origin.year + whole
        if not 0 < year < 10000:
            return left_open(reason="the year lies outside the calendar")
        if abs(steps) == 1 and origin.month is not None and how == "ago":
            return Meaning(type="DATE", value=f"{year:04d}-{origin.month:02d}", month=(year, origin.month))
        return Meaning(type="DATE", value=f"{year:04d}", year=year)
    if designator in ("M", "Q"):
        if origin.month is None:
            return left_open(reason="the origin is known to the year only")
        year, month = calendar.month_after(origin.year, origin.month, whole * (3 if designator == "Q" else 1))
        if not 0 < year < 10000:
            return left_open(reason="the month lies outside the calendar")
        return Meaning(type="DATE", value=f"{year:04d}-{month:02d}", month=(year, month))
    if origin.day is None:
        return left_open(reason="the origin is not known to the day")
    if abs(whole) > 4_000_000:
        return left_open(reason="the day lies outside the calendar")
    days = {"D": 1, "N": 1, "W": 7, "WE": 7}[designator]
    day = calendar.shift(origin.day, whole * days)
    if day is None:
        return left_open(reason="the day lies outside the calendar")
    if designator == "W" and count > 2:
        return Meaning(type="DATE", value=calendar.week(day))
    return on_day(found, day)


def year_before(context: Context, at: int) -> Meaning | None:
    """What "a year earlier" is compared with in figures of a company: the same quarter, or the year."""
    quarter = context.quarter_at(at)
    if quarter is None:
        return None
    year, number_ = quarter
    return Meaning(
        type="DATE", value=f"{year - 1:04d}-Q{number_}" if context.reports_quarter else f"{year - 1:04d}"
    )


@rule(
    "(<n:NUMBER> | <a:article> | <c:COUPLE> | <v:VAGUE>) <u:unit> ('or' ('so' | 'two' | 'more'))? <how:'ago' | 'earlier' | 'later'"
    " | 'from' 'now' | 'hence' | 'before' | 'previously' | 'from' 'today'>",
    ("He was seen [[a year ago]].", "DATE", "2024-06"),
    ("He was seen [[two months ago]].", "DATE", "2025-04"),
    ("He was seen [[10 days ago]].", "DATE", "2025-06-08"),
    ("He was seen [[six weeks ago]].", "DATE", "2025-W19"),
    ("He was seen [[a week or so ago]].", "DATE", "2025-06-11"),
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
    if how in ("before", "previously") and found.near(found.end) not in (
        ".",
        ",",
        ";",
        "!",
        "?",
        "”",
        '"',
        "",
    ):
        return None  # "two days before the vote" is a length and an event
    sign = 1 if how in ("later", "from", "hence") else -1
    if found.has("v"):
        if how in ("earlier", "later", "before", "previously"):
            return Meaning(type="DURATION", value=w.OPEN_UNITS.get(unit, "PXX"))
        return Meaning(type="DATE", value="FUTURE_REF" if sign > 0 else "PAST_REF")
    count = 2 if found.has("c") else 1 if found.has("a") else number(found.words("n"))
    if count is None:
        return None
    if w.UNITS[unit][0] in ("S", "TM", "H"):
        return _clock_shift(found, unit, count, sign, how)
    origin = context.anchor
    if how in ("earlier", "later", "before", "previously"):
        designator = w.UNITS[unit][0]
        if (
            how == "earlier"
            and designator == "Y"
            and count == 1
            and (base := year_before(context, found.start))
        ):
            return base
        if context.year is not None and designator == "Y" and context.year_at > context.day_at:
            origin = Anchor(context.year)  # "They met in 2014. A year later …": no day was named since
        elif context.day is not None:
            origin = Anchor.of(context.day)
        elif context.month is not None and designator in ("M", "Y", "Q"):
            origin = Anchor(*context.month)
        elif context.year is not None and designator == "Y":
            origin = Anchor(context.year)
    elif how == "ago" and unit == "year" and count == 1 and (base := year_before(context, found.start)):
        return base
    if origin is None:
        return left_open(reason="no publication time")
    return _calendar_shift(found, unit, count, sign, origin, how)


@rule(
    "'year' hyphen ('ago' | 'earlier')",
    ("Its third-quarter loss beat the [[year-earlier]] one.", "DATE", "2023-Q3"),
)
def year_earlier(found: Found) -> Meaning | None:
    context = found.context
    if (base := year_before(context, found.start)) is not None:
        return base
    if context.anchor is None:
        return left_open()
    return Meaning(type="DATE", value=f"{context.anchor.year - 1:04d}")


# ---------------------------------------------------------------------- durations
@rule(
    "(<the:'the' (last | next | 'first' | 'final' | 'latest' | 'year' hyphen ('ago' | 'earlier')) | 'the'"
    " | (last | next)>)? (<n:NUMBER> <half_:'and' 'a' 'half'>? (<to:'to' | 'or' | hyphen> NUMBER)?"
    " | <c:COUPLE> | <v:VAGUE>) MORE* <u:unit>"
    " (<half:'and' 'a' 'half'> | 'or' ('so' | 'more') | 'and'? <rest:NUMBER> <finer:unit>)?",
    ("He was jailed for [[six years and three months]].", "DURATION", "P6Y3M"),
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
    if found.is_title(found.match.start("u")):
        return None
    if list(the) == ["last"] and found.near(found.start - 1) in _BEFORE_VERBS:
        # "will last two hours": a verb
        return Meaning(type="DURATION", value="", reason=NO_TIME, end=found.start + 1)
    if found.near(found.end) == "old" and found.near(found.end - 1) == unit and is_age(found):
        return Meaning(type="DURATION", value="", reason=NO_TIME)
    if unit in w.UNITS_SINGULAR or unit in ("night", "weekend", "sec", "min", "hr", "yr"):
        # "five year low", "three hour meeting": an attribute without its hyphen
        is_several = found.word("n") not in ("", "one", "1")
        if found.has("v") or (
            is_several and (found.near(found.end) in w.UNITS or unit in ("second", "quarter"))
        ):
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
    if (count, unit, found.near(found.end + 1)) in _ALWAYS and found.near(found.end) == "a":
        return Meaning(type="DURATION", value="", end=found.end + 2, reason=NO_TIME)  # "24 hours a day"
    if found.word("half") == "and" or found.has("half_"):
        count += 0.5
    is_one_day = unit == "day" and list(found.words("n")) == ["one"] and found.near(found.start - 1) != "by"
    if is_one_day and found.direction > 0:
        return Meaning(type="DATE", value="FUTURE_REF")
    mod = "EQUAL_OR_MORE" if found.has("to") else None
    if unit == "months" and count in (6, 9) and the and found.near(found.start - 1) in ("in", "for"):
        found.context.reports_quarter = False
    value = duration(count, unit)
    if not found.has("rest"):
        return Meaning(type="DURATION", value=value, mod=mod)
    rest = number(found.words("rest"))
    whole = None if rest is None else together(value, duration(rest, found.word("finer")))
    if whole is None or found.near(found.end) in ("ago", "earlier", "later", "before", "after"):
        return Meaning(type="DURATION", value=value, mod=mod, end=found.match.end("u"))
    return Meaning(type="DURATION", value=whole, mod=mod)


_BEFORE_VERBS = frozenset((
    "will", "would", "to", "could", "can", "may", "might", "should", "must", "n't", "n’t", "not", "did", "does",
))  # fmt: skip
_ALWAYS = frozenset(((24, "hours", "day"), (7, "days", "week"), (365, "days", "year")))


@rule(
    "<a:article> ('full' | 'whole' | 'single' | 'further' | 'solid' | 'additional' | 'extra' | 'entire')?"
    " <u:unit_one> ('or' ('so'"
    " | 'two' | 'more'))?",
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
    if w.UNITS[unit][0] in _SPEED_UNITS and found.near(found.start - 1) in w.DISTANCES:
        return None  # "60 miles an hour"
    if is_rate(found):
        return Meaning(type="SET", value=value)
    if unit in ("day", "century", "minute", "week", "decade") and found.near(found.start - 1) in (
        "such",
        "quite",
    ):
        return None
    if after in ("of", "when", "that", "in", "for", "to") and unit == "day":
        return None
    return Meaning(type="DURATION", value=value)


_SPEED_UNITS = frozenset(("S", "TM", "H"))
_RATE_WORDS = frozenset((
    "dollars", "euros", "pounds", "yen", "rubles", "roubles", "cents", "times", "twice", "once", "hours",
    "barrels",
    "tons", "tonnes", "percent", "%", "people", "units", "cars", "million", "billion", "francs", "marks",
    "shares",
    "share", "days", "visitors", "tourists", "interviews", "cases", "deaths", "patients", "flights",
    "passengers",
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
        found.near(found.start - 2)[:1].isdigit()
        and before.endswith("s")
        and not before.endswith("ss")
        and found.surface(found.start - 2)[:1].isdigit()
        and before not in w.UNITS
        and before.isalpha()
    )


@rule(
    "<n:NUMBER | 'half' | 'several' | 'multi'> hyphen <u:unit> (hyphen ('long'"
    " | 'old' <young:'old'>?))? 'period'? | <v:unit_many> hyphen ('long' | 'old')"
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
        return Meaning(type="DURATION", value="", reason=NO_TIME)
    if unit in ("quarter", "second") or (
        found.near(found.end) in CLASSES["hyphen"] and found.near(found.end + 1) == "old"
    ):
        return (
            Meaning(type="DURATION", value="", reason=NO_TIME) if found.near(found.end + 1) == "old" else None
        )
    first = found.word("n")
    if first in ("several", "multi"):
        plural = unit if unit in w.OPEN_UNITS else unit + "s"
        return Meaning(type="DURATION", value=w.OPEN_UNITS.get(plural, "PXX"))
    count = 0.5 if first == "half" else number(found.words("n"))
    if count is None or unit == "quarters":
        return None  # "three-quarters" is a share
    return Meaning(type="DURATION", value=duration(count, unit))


_PEOPLE = frozenset((
    "boy", "girl", "son", "daughter", "baby", "child", "infant", "man", "woman", "brother", "sister",
    "nephew",
    "niece", "grandson", "granddaughter", "toddler", "twins",
))  # fmt: skip


def is_age(found: Found) -> bool:
    """Whether "old" after the length tells the age of somebody: "52 years old", not "three days old"."""
    return found.near(found.end - 1) in ("year", "years", "yr", "yrs") or is_person_ahead(found)


def is_person_ahead(found: Found) -> bool:
    """Whether the next noun names a person, so that the length before it is an age."""
    return any(found.near(found.end + step) in _PEOPLE for step in range(2)) or found.near(found.end) in (
        ".",
        ",",
    )


@rule(
    "'half' article <u:unit_one> | article? 'half' hyphen <u_:unit_one>"
    " | article <u__:unit_one> 'and' 'a' 'half'",
    ("They waited [[half an hour]].", "DURATION", "PT30M"),
    ("They waited [[a year and a half]].", "DURATION", "P1Y6M"),
)
def half_unit(found: Found) -> Meaning | None:
    unit = found.word("u") or found.word("u_") or found.word("u__")
    count = 1.5 if found.has("u__") else 0.5
    return Meaning(type="DURATION", value=duration(count, unit))


#: What stands before a bare plural that measures: "for years", "within hours".
_BEFORE_OPEN = frozenset((
    "for", "within", "in", "over", "of", "after", "took", "take", "takes", "spent", "follows", "lasted",
    "last", "several", "through", "during", "spend", "until",
))  # fmt: skip


@rule(
    "<the:'the' ('past' | 'last' | 'next' | 'coming' | 'recent') | ('recent' | 'past' | 'coming'"
    " | 'future')> ('few' | 'several' | 'couple' 'of')? <u:unit_many> | <v:unit_many>"
    " | 'the' <v_:unit_many> <story:'ahead' | 'to' 'come' | 'that' 'followed'>?"
    " | 'the' <stage:'first' | 'early' | 'final' | 'opening' | 'closing'> <v__:unit_many>"
    " | <while:'a' 'while' | 'some' 'time'>",
    ("It fell in [[recent weeks]].", "DURATION", "PXW"),
    ("It rose over [[the past few months]].", "DURATION", "PXM"),
    ("It went on for [[years]].", "DURATION", "PXY"),
    ("It will fall in [[the weeks ahead]].", "DURATION", "PXW"),
    ("They were seen in [[the first hours]] of the war.", "DURATION", "PTXH"),
    ("He stayed for [[a while]].", "DURATION", "PXX"),
)
def open_length(found: Found) -> Meaning | None:
    before, after = found.near(found.start - 1), found.near(found.end)
    if found.has("while"):
        return Meaning(type="DURATION", value="PXX") if before in ("for", "quite", "after", "in") else None
    if found.has("stage"):
        if (found.word("stage"), found.word("v__")) == ("early", "hours"):
            return None  # "the early hours of Friday" are of Friday
        return Meaning(type="DURATION", value=w.OPEN_UNITS[found.word("v__")])
    if found.has("v_"):
        if not found.has("story") and before not in ("over", "through", "down"):
            return None
        return Meaning(type="DURATION", value=w.OPEN_UNITS[found.word("v_")])
    if found.has("v"):
        unit = found.word("v")
        if before not in _BEFORE_OPEN or unit == "seconds":
            return None
        if before == "of" and after != "of":
            return None
        if before == "in" and after not in (".", ",", ";", "to"):
            return None
        return Meaning(type="DURATION", value=w.OPEN_UNITS[unit])
    unit, how = found.word("u"), list(found.words("the"))
    if unit in ("years", "decades") and how in (["recent"], ["past"]):
        return Meaning(type="DATE", value="PAST_REF")
    if unit == "quarters":
        # quarters of a company are counted, not lived through: this places, and measures nothing
        return Meaning(type="DATE", value="FUTURE_REF" if how[-1] in ("coming", "future") else "PAST_REF")
    return Meaning(type="DURATION", value=w.OPEN_UNITS[unit])


# -------------------------------------------------------------------------- sets
@rule(
    "<r:repeated> | ('every' | 'each') <n:WHOLE | 'other'>? <u:unit> | ('per' | '/') <p:unit_one>",
    ("They meet [[daily]].", "SET", "P1D"),
    ("They meet [[every day]].", "SET", "P1D"),
    ("They meet [[every two years]].", "SET", "P2Y"),
)
def repeated_unit(found: Found) -> Meaning | None:
    if found.has("r"):
        is_capital = found.surface(found.start)[:1].isupper()
        if is_capital and (found.surface(found.end)[:1].isupper() or found.is_name_part(found.start)):
            return None  # "the Daily Post", "the Capital Daily": a name
        before = found.near(found.start - 1)
        if before == "average" or before in _RATE_WORDS:
            return None  # "rose 3% annually", "the average daily volume": part of a quantity
        return Meaning(type="SET", value=w.REPEATED[found.word("r")])
    if found.has("p"):
        if found.near(found.start) == "/" or (
            w.UNITS[found.word("p")][0] in _SPEED_UNITS and found.near(found.start - 1) not in w.MONEY
        ):
            return None  # "60 miles per hour", "15 million instructions per second": a measure
        return Meaning(type="SET", value=duration(1, found.word("p")))
    count = 1 if not found.has("n") else 2 if found.word("n") == "other" else number(found.words("n"))
    if count is None:
        return None
    return Meaning(type="SET", value=duration(count, found.word("u")))


#: What stands before a bare plural that repeats: "he works nights", "in winters".
_HABITUAL = frozenset((
    "in", "on", "during", "most", "many", "some", "works", "work", "worked", "working", "and", "or", "weekend",
    "weekday", "school", "of",
))  # fmt: skip


@rule(
    "(<other:weekday> ('and' | 'or'))? <nights:WD> <ps_:parts> | ('every' | 'each') 'other'? (<d:weekday> | <m:month> | <s:season> | <p:part>) | 'on'? <ds:weekdays>"
    " | <row:'the' (last | next) NUMBER>? (<ss:seasons> | <ps:parts>)",
    ("They march [[each July]].", "SET", "XXXX-07"),
    ("They march [[every Friday]].", "SET", "XXXX-WXX-5"),
    ("They march [[every other Friday]].", "SET", "XXXX-WXX-5"),
    ("They march on [[Fridays]].", "SET", "XXXX-WXX-5"),
    ("They march on [[Friday nights]].", "SET", "XXXX-WXX-5TNI"),
    ("They marched for [[the past three summers]].", "SET", "XXXX-SU"),
)
def repeated_date(found: Found) -> Meaning | None:
    start = found.start + 1 if found.near(found.start) == "on" else None
    is_bare = (found.has("ps") or found.has("ss")) and not found.has("row") and start is None
    if is_bare and found.near(found.start - 1) not in _HABITUAL:
        return None  # "those dark nights" are some, not all
    if found.has("nights"):
        if found.has("other"):  # two times in one: this one, and the next by itself
            value = f"XXXX-WXX-{w.WEEKDAYS[found.word('other')]}{w.PARTS_PLURAL[found.word('ps_')]}"
            return Meaning(type="SET", value=value, end=found.match.end("other"))
        day = w.WEEKDAYS.get(found.word("nights")) or w.SHORT_WEEKDAYS[found.word("nights")]
        return Meaning(type="SET", value=f"XXXX-WXX-{day}{w.PARTS_PLURAL[found.word('ps_')]}")
    if found.has("d") or found.has("ds"):
        number_ = w.WEEKDAYS.get(found.word("d")) or w.WEEKDAYS_PLURAL[found.word("ds")]
        return Meaning(type="SET", value=f"XXXX-WXX-{number_}", start=start)
    if found.has("m"):
        return Meaning(type="SET", value=f"XXXX-{w.MONTHS[found.word('m')]:02d}")
    if found.has("s") or found.has("ss"):
        return Meaning(
            type="SET", value=f"XXXX-{w.SEASONS.get(found.word('s')) or w.SEASONS_PLURAL[found.word('ss')]}"
        )
    part = w.PARTS_OF_DAY.get(found.word("p")) or w.PARTS_PLURAL[found.word("ps")]
    return Meaning(type="SET", value=f"XXXX-XX-XX{part}")
