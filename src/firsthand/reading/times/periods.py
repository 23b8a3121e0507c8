"""Rules for years, decades, centuries, quarters, seasons, and "last week", "that year", "the weekend"."""

from __future__ import annotations

import datetime as dt

from firsthand.reading.times import calendar
from firsthand.reading.times import words as w
from firsthand.reading.times.classes import CLASSES
from firsthand.reading.times.context import Anchor
from firsthand.reading.times.numbers import digits_of, number, spoken
from firsthand.reading.times.placing import (
    in_quarter,
    left_open,
    month_day,
    nearest_month,
    on_day,
    relative_period,
    step_quarter,
)
from firsthand.reading.times.rules import Found, Meaning, Rule, entering

RULES: list[Rule] = []
rule = entering(RULES)


# ------------------------------------------------------------------------- years
#: After a bare number these words make it a count, not a year.
_COUNTED_AFTER = frozenset((
    "percent", "%", "people", "troops", "soldiers", "workers", "dollars", "euros", "pounds", "miles",
    "points",
    "jobs", "men", "women", "tons", "tonnes", "shares", "feet", "meters", "metres", "km", "kilometers",
    "votes",
    "hours", "units", "million", "billion", "homes", "houses", "employees", "members", "patients", "copies",
    "students", "acres", "cars", "more", "other", "yen", "barrels", "times", "residents", "deaths", "cases",
    "miners", "children", "refugees", "words", "pages", "kilometres", "kilograms", "kg", "pesos", "rubles",
    "yards", "per", "or", "vehicles", "stores", "seats", "sq", "square", "cubic", "calories", "rupees",
    "gallons",
))  # fmt: skip
_YEAR_BEFORE = frozenset((
    "in", "since", "until", "till", "by", "from", "of", "for", "during", "before", "after", "through",
    "early",
    "late", "mid", "to", "and", "the", "between", "fiscal", "year", "(", "-", "–", ",", "over", "around",
    "circa",
    "than", "a", "its", "his", "their", "into", "as", "post", "pre", "on", "throughout", "our", "her", "that",
))  # fmt: skip


@rule(
    "<y:year> | apos <yy:yy>",
    ("He was killed in [[1995]].", "DATE", "1995"),
    ("It was the best year since [['82]].", "DATE", "1982"),
    ("The [[1996]] Olympic bombing shook the city.", "DATE", "1996"),
    ("It was built in [[1996]] – by hand.", "DATE", "1996"),
)
def year_alone(found: Found) -> Meaning | None:
    at = found.start
    before, after = found.near(at - 1), found.near(found.end)
    if found.has("yy"):
        two = int(found.word("yy"))
        if before not in ("since", "in", "of", "from", "until") or after in ("'", "’", "s"):
            return None
        return Meaning(type="DATE", value=f"{19 if two >= 30 else 20}{two:02d}")
    if before in (
        "$",
        "€",
        "£",
        "#",
        "no",
        "no.",
        "number",
        "room",
        "flight",
        "about",
        "some",
        "nearly",
        "least",
        "most",
        "than",
        "almost",
        "only",
        "another",
    ):
        return None
    if after == "or" and found.near(found.end + 1) not in ("more", "so", "fewer", "less"):
        after = ""
    if (
        after in _COUNTED_AFTER
        or before == "/"
        or (after in ("/", "'") and found.near(found.end + 1)[:1].isdigit())
    ):
        return None
    if after in CLASSES["hyphen"] and found.near(found.end + 1)[:1].isdigit():
        return None
    if (
        after in CLASSES["hyphen"]
        and found.near(found.end + 1)[:1].isalpha()
        and found.near(found.end + 1) != "and"
        and found.is_joined(found.end)
    ):
        # "2000-seat hall", but not "in 2000 – by hand"
        return None
    if before in CLASSES["hyphen"] and found.near(at - 2)[:1].isdigit():
        return None
    if (
        before not in _YEAR_BEFORE
        and len(after) > 3
        and after.endswith("s")
        and found.surface(found.end).islower()
    ):
        return None  # "delivered 2000 pieces"
    number_value = int(found.word("y"))
    if number_value == 2000 and found.is_name_part(at) and before not in w.SEASONS:
        return None  # an index, a list, a program
    if before not in _YEAR_BEFORE and not (1900 <= number_value <= 2059):
        return None
    return Meaning(type="DATE", value=f"{number_value:04d}", year=number_value)


@rule(
    "(<y:int> | <y_:year> | <y__:oldyear>) ('bc' | 'b.c.' | 'bce') | ('ad' | 'a.d.') (<a:int>"
    " | <a_:oldyear> | <a__:year>)",
    ("He was killed in [[44 BC]].", "DATE", "BC0044"),
    ("The city fell in [[AD 476]].", "DATE", "0476"),
)
def era(found: Found) -> Meaning | None:
    before_christ = found.word("y") or found.word("y_") or found.word("y__")
    number_ = number([before_christ or found.word("a") or found.word("a_") or found.word("a__")])
    marks = [found.surface(at) for at in (found.start, found.end - 1)]
    if number_ is None or not 0 < number_ < 10_000 or not any(mark.isupper() for mark in marks):
        return None
    return Meaning(type="DATE", value=f"{'BC' if before_christ else ''}{int(number_):04d}")


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


@rule(
    "'the'? 'year'? <c:SPOKEN> | 'the' 'year' <k:'two' 'thousand' ('and'? numword)?>",
    ("Atlanta, [[nineteen ninety-six]].", "DATE", "1996"),
    ("Before [[the year two thousand]] few had heard of it.", "DATE", "2000"),
)
def spoken_year(found: Found) -> Meaning | None:
    year = spoken(found.words("c") or found.words("k"))
    return None if year is None else Meaning(type="DATE", value=f"{year:04d}", year=year)


@rule(
    "('fiscal' 'year'? | 'fy') <y:year> (hyphen <to:year | yy>)? | <y_:year> 'fiscal' 'year'"
    " | 'the' 'year' <y__:year>",
    ("Sales rose in [[fiscal 2024]].", "DATE", "2024"),
    ("Sales rose in [[FY 2023-24]].", "DATE", "2023/2024"),
)
def fiscal_year(found: Found) -> Meaning | None:
    year = int(found.word("y") or found.word("y_") or found.word("y__"))
    if found.has("to"):
        last = year // 100 * 100 + int(found.word("to")) % 100
        return Meaning(type="DATE", value=f"{year:04d}/{last:04d}", year=last) if last > year else None
    return Meaning(type="DATE", value=f"{year:04d}", year=year)


@rule(
    "'the'? ('early' | 'late' | 'mid' hyphen? | 'middle')? (<y:year> <s:'s'> | apos <yy:yy> 's'"
    " | <w:decade>)"
    " | ('the' ('early' | 'late' | 'mid' hyphen?)? | ('early' | 'late' | 'mid') hyphen?) <yy_:yy> 's'",
    ("They met in [[the 1990s]].", "DATE", "199"),
    ("They met in [[the late 1980s]].", "DATE", "198", "END"),
    ("They met in [[the nineties]].", "DATE", "199"),
    ("They met in [[the aughts]].", "DATE", "200"),
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
        value = str(w.DECADES[found.word("w")])
    mod = next((w.EDGES[x] for x in found.context.words[found.start : found.end] if x in w.EDGES), None)
    return Meaning(type="DATE", value=value, mod=mod)


@rule(
    "'the'? ('early' | 'late' | 'mid' hyphen?)? <n:ordinal | nth> hyphen? 'century'"
    " | 'the' 'turn' 'of' 'the' 'century'",
    ("Nobody had seen it since [[the 19th century]].", "DATE", "18"),
)
def century(found: Found) -> Meaning | None:
    if not found.has("n"):
        return None
    word = found.word("n")
    value = w.ORDINALS.get(word) or digits_of(word)
    if not 1 <= value <= 21:
        return None
    mod = next((w.EDGES[x] for x in found.context.words[found.start : found.end] if x in w.EDGES), None)
    return Meaning(type="DATE", value=f"{value - 1:02d}", mod=mod)


# ------------------------------------------------------------------- quarters
_QUARTER_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


def latest_quarter(anchor: Anchor, number_: int) -> int:
    """The year of the last quarter of that number that had begun by the anchor."""
    return anchor.year if (anchor.month or 12) > (number_ - 1) * 3 else anchor.year - 1


@rule(
    "(<poss:('this' | 'last' | 'next') 'year' poss | <py:year> poss> | <the:'the' | 'its' | 'this'"
    " | 'last' | 'next'>)? (<fy:'fiscal'> hyphen?)? <y:year>? ('fiscal' | 'year' hyphen 'ago'"
    " | 'year' hyphen 'earlier')? <q:ordinal | nth> hyphen? 'fiscal'? 'quarter'"
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
    back = (
        "ago" in found.context.words[found.start : found.end]
        or "earlier" in found.context.words[found.start : found.end]
    )
    if explicit:
        year = int(explicit)
    elif anchor is None:
        return left_open(f"XXXX-Q{number_}")
    elif found.has("poss") or found.has("rel"):
        word = found.word("poss") or found.word("rel")
        year = anchor.year + {"last": -1, "next": 1}.get(word, 0)
    else:
        year = latest_quarter(anchor, number_)
        if found.direction > 0 and (anchor.month or 1) > number_ * 3 + 3:
            year = anchor.year + 1  # the next one is nearer than the last
        if back:
            year -= 1
    meaning = in_quarter(found, year, number_)
    # a charge expected in the fourth quarter is not what later figures are about
    is_told = meaning.quarter is not None and (found.direction <= 0 or found.context.is_over(meaning.quarter))
    told = meaning.quarter if is_told else None
    found.context.is_fiscal = "fiscal" in found.context.words[found.start : found.end]
    return Meaning(type="DATE", value=meaning.value, quarter=told, start=start)


@rule(
    "'the' ('last' | 'final') 'quarter' 'of' <y:year> | 'the' <h:'first' | 'second'"
    " | 'latter' | 'last'> 'half' 'of' (<y_:year> | <rel:'this' | 'last' | 'next' | 'the'> 'year')"
    " | <h_:'first' | 'second'> hyphen 'half' <y___:year>? | <q:part_of_year> 'of'? <y__:year>"
    " | <y____:year> hyphen? <q_:part_of_year>",
    ("It fell in [[the second half of 2024]].", "DATE", "2024-H2"),
    ("It fell in [[Q3 2024]].", "DATE", "2024-Q3"),
    ("It fell in [[2024 H1]].", "DATE", "2024-H1"),
)
def half_year(found: Found) -> Meaning | None:
    anchor = found.context.anchor
    explicit = found.word("y") or found.word("y_") or found.word("y__") or found.word("y___")
    explicit = explicit or found.word("y____")
    if explicit:
        year = int(explicit)
    elif anchor is None:
        return left_open()
    else:
        year = anchor.year + {"last": -1, "next": 1}.get(found.word("rel"), 0)
    if found.has("y"):
        return in_quarter(found, year, 4)
    if found.has("q") or found.has("q_"):
        part = found.word("q") or found.word("q_")
        if part[0] == "q":
            return in_quarter(found, year, int(part[1]))
        return Meaning(type="DATE", value=f"{year:04d}-{part.upper()}", year=year)
    half = 1 if (found.word("h") or found.word("h_")) == "first" else 2
    return Meaning(type="DATE", value=f"{year:04d}-H{half}", year=year)


@rule(
    "('the' (<late:'latest' | 'current' | 'same' | 'most' 'recent'> | <y:year>"
    " | ('corresponding' | 'comparable')? 'year' hyphen <back:'ago' | 'earlier'> | 'corresponding' | 'comparable'"
    " | 'prior' hyphen 'year')?"
    " | <this:'this' | 'last' | 'next'> | <py:('this' | 'last'"
    " | 'next') 'year' poss>) <what:'quarter' | 'period'>"
    " (<tail:'of'? 'the'? ('last' | 'previous') 'year' | 'a' 'year' ('ago' | 'earlier' | 'before')>)?",
    ("Its third-quarter loss grew; in [[the latest quarter]] it fell again.", "DATE", "2024-Q3"),
    ("Sales rose [[this quarter]].", "DATE", "2025-Q2"),
    ("Sales rose 4% in May from [[the same period last year]].", "DATE", "2024-05"),
)
def same_quarter(found: Found) -> Meaning | None:
    context = found.context
    anchor = context.anchor
    words = context.words[found.start : found.end]
    if found.has("tail") and context.quarter is None and anchor is not None:
        if context.month is not None and "period" in words:
            year, month = context.month
            return Meaning(type="DATE", value=f"{year - 1:04d}-{month:02d}")
        return Meaning(type="DATE", value=f"{anchor.year - 1:04d}")
    if (
        "period" in words
        and not found.has("tail")
        and (
            (len(words) == 2 and not found.has("y")) or found.word("this") or words[1] in ("same", "current")
        )
    ):
        return None
    if found.near(found.end) in CLASSES["hyphen"] and found.near(found.end + 1) == "to":
        return None  # "the quarter-to-quarter comparison"
    known = context.quarter
    if known is not None and not context.reports_quarter and "period" in words and found.has("y"):
        return Meaning(type="DATE", value=found.word("y"))  # figures of nine months or of a year
    if found.has("this") or "current" in words:
        if anchor is None or anchor.month is None:
            return left_open()
        now = (anchor.month - 1) // 3 + 1
        year, number_ = step_quarter((anchor.year, now), {"last": -1, "next": 1}.get(found.word("this"), 0))
        if known == step_quarter((year, number_), -1) and found.near(found.end) in CLASSES["poss"]:
            year, number_ = (
                known  # "this quarter's loss", of a quarter that still runs, is of the one reported
            )
        return Meaning(type="DATE", value=f"{year:04d}-Q{number_}")
    if known is None:
        if anchor is None or anchor.month is None:
            return left_open()
        known = step_quarter((anchor.year, (anchor.month - 1) // 3 + 1), -1)
        if "period" in words and not found.has("late"):
            return None
    if found.has("late"):
        context.compared_at = found.start
    year, number_ = known
    if found.has("y"):
        year = int(found.word("y"))
    elif found.has("py"):
        if anchor is None:
            return left_open()
        year = anchor.year + {"last": -1, "next": 1}.get(found.word("py"), 0)
    elif (
        found.has("back")
        or "corresponding" in words
        or "comparable" in words
        or "prior" in words
        or found.has("tail")
    ):
        year -= 1
    return Meaning(type="DATE", value=f"{year:04d}-Q{number_}")


@rule(
    "('the' | 'its')? 'fiscal'? hyphen? (<q:'first' | 'second' | 'third' | 'fourth'> hyphen? | 'latest')?"
    " 'fiscal'? 'quarter' ('ended' | 'ending') <m:month> <d:dd> (','? <y:year>)?",
    ("Profit fell in [[the quarter]] ended March 31.", "DATE", "2025-Q1"),
    ("Profit fell in [[the fourth quarter]] ended March 31.", "DATE", "2025-Q4"),
)
def quarter_ended(found: Found) -> Meaning | None:
    anchor = found.context.anchor
    words = found.context.words
    end = next(at for at in range(found.start, found.end) if words[at] == "quarter") + 1
    month = w.MONTHS[found.word("m")]
    start = found.start + 1 if words[found.start] == "its" else None
    known = found.context.quarter
    if found.context.is_fiscal and known is not None and not found.has("q"):
        return Meaning(type="DATE", value=f"{known[0]:04d}-Q{known[1]}", start=start, end=end)
    found.context.is_fiscal = found.has("q")
    if found.has("y"):
        year = int(found.word("y"))
    elif anchor is None:
        return Meaning(type="DATE", value="", end=end, start=start, reason="no publication time")
    else:
        year = anchor.year if month <= (anchor.month or 12) else anchor.year - 1
    if found.has("q"):
        number_ = _QUARTER_WORDS[found.word("q")]  # a fiscal quarter goes by its company's number
    else:
        # the calendar quarter that the company's quarter covers most of
        year, number_ = step_quarter((year, 1), (month + 1) // 3 - 1)
    return Meaning(type="DATE", value=f"{year:04d}-Q{number_}", quarter=(year, number_), start=start, end=end)


# ------------------------------------------------------- last week, this year, …
@rule(
    "<how:'the'? (last | next) | 'this' ('past' | 'coming')? | 'the'? ('current'"
    " | 'present') | 'the' <latest:'latest' | 'most' 'recent'>> <fiscal:'calendar' | 'fiscal' | 'full'>? <u:period> ('or' ('so' | 'two'))?",
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
    if found.is_title(found.match.start("u")):
        return None
    if (
        how[0] == "the"
        and kind in ("following", "previous", "preceding", "next", "prior")
        and unit != "century"
    ):
        # told from what was named before, where something was
        steps = 1 if kind in ("following", "next") else -1
        if unit == "day" and context.day is not None:
            day = calendar.shift(context.day, steps)
            return None if day is None else on_day(found, day)
        if unit == "month" and context.month is not None:
            year, month = calendar.month_after(*context.month, steps)
            return Meaning(type="DATE", value=f"{year:04d}-{month:02d}", month=(year, month))
        if unit == "year" and context.year is not None and kind != "next":
            year = context.year + steps
            return Meaning(type="DATE", value=f"{year:04d}", year=year)
        if unit == "week" and context.day is not None and kind != "next":
            day = calendar.shift(context.day, 7 * steps)
            return None if day is None else Meaning(type="DATE", value=calendar.week(day))
    if found.has("latest"):
        if not found.has("fiscal") or unit != "year":
            return None
        return relative_period(found, unit, -1)
    if unit == "year" and list(how) == ["last"] and context.is_compared(found.start) and context.quarter:
        year, number_ = (
            context.quarter
        )  # "in the latest quarter it lost $2 million, after $1 million last year"
        return Meaning(type="DATE", value=f"{year - 1:04d}-Q{number_}")
    if kind == "recent":
        return None
    if unit == "day" and kind not in ("next", "previous", "following"):
        return None
    if unit == "fortnight":
        return Meaning(type="DURATION", value="P2W")
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
    "'the'? (<n:ordinal> | <last:'last' | 'final'>) <u:'week' | 'weekend'> (('of'"
    " | 'in') (<m:month> (','? <y:year>)? | <y_:year>))",
    ("It rained in [[the first week of May]].", "DATE", "2025-W18"),
    ("It rained in [[the last week of March 2024]].", "DATE", "2024-W13"),
    ("It rained in [[the first week of 2021]].", "DATE", "2021-W01"),
)
def week_of_month(found: Found) -> Meaning | None:
    year = int(found.word("y") or found.word("y_")) if found.has("y") or found.has("y_") else None
    month = w.MONTHS[found.word("m")] if found.has("m") else 12 if found.has("last") else 1
    if year is None:
        near = nearest_month(found, month)
        if near is None:
            return left_open()
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
    "'the' 'week' ('of' | 'ending' | 'ended' | 'beginning') <m:month> <d:dd> (','? <y:year>)?",
    ("They will be heard in [[the week of July 7]].", "DATE", "2025-W28"),
)
def week_of_day(found: Found) -> Meaning | None:
    year = int(found.word("y")) if found.has("y") else None
    meaning = month_day(found, w.MONTHS[found.word("m")], int(found.word("d")), year)
    return meaning if meaning.day is None else Meaning(type="DATE", value=calendar.week(meaning.day))


@rule(
    "'the' 'weekend' | 'weekend'",
    ("Over [[the weekend]], talks failed.", "DATE", "2025-W24-WE"),
)
def the_weekend(found: Found) -> Meaning | None:
    anchor = found.context.anchor
    if found.near(found.start) == "weekend" and found.near(found.start - 1) in (
        "every",
        "each",
        "a",
        "long",
        "per",
    ):
        return None
    if anchor is None or anchor.day is None:
        return left_open()
    at_weekend = anchor.day.isoweekday() >= 6
    ahead = found.direction > 0
    return relative_period(found, "weekend", 0 if at_weekend or ahead else -1)


@rule(
    "'that' 'same'? <u:'day' | 'week' | 'month' | 'quarter' | 'year'>"
    " | 'the' 'same' <u_:'day' | 'week' | 'month' | 'year'> <back:'last' 'year'"
    " | 'a' 'year' ('ago' | 'earlier' | 'before')>?",
    ("He came on 3 May 2021 and left [[the same day]].", "DATE", "2021-05-03"),
    ("In 2014 they fled, and [[that year]] they came back.", "DATE", "2014"),
)
def that_period(found: Found) -> Meaning | None:
    context = found.context
    unit = found.word("u") or found.word("u_")
    if found.has("back") and unit != "month":
        return None
    if unit == "day" and context.day is not None:
        return on_day(found, context.day)
    if unit == "week" and context.day is not None:
        return Meaning(type="DATE", value=calendar.week(context.day))
    if unit == "month" and context.month is not None:
        year, month = context.month
        if found.has("back"):
            return Meaning(type="DATE", value=f"{year - 1:04d}-{month:02d}")
        return Meaning(type="DATE", value=f"{year:04d}-{month:02d}", month=context.month)
    if unit == "quarter" and context.named_quarter is not None:
        return in_quarter(found, *context.named_quarter)
    if unit == "year" and context.year is not None:
        return Meaning(type="DATE", value=f"{context.year:04d}", year=context.year)
    return None  # "that day" of a story in general


#: "Player of the year" is a title.
_HONOURED = frozenset((
    "coach", "player", "person", "man", "woman", "team", "game", "song", "film", "book", "album", "record",
    "rookie", "car", "word", "photo", "athlete", "manager", "teacher", "designer",
))  # fmt: skip
#: What markets do with the day: "ended the day at 20".
_CLOSING = frozenset(("end", "ended", "ending", "ends", "finish", "finished", "closed", "close", "began"))
#: After "the year" these tell which year: another one, that they describe.
_AFTER_OTHER_YEARS = frozenset((
    "that", "when", "of", "after", "before", "in", "since", "he", "she", "they", "it", "-", "one",
))  # fmt: skip


@rule(
    "<end:'year' (hyphen | poss)? 'end' | 'end' 'of' 'year'> | 'the' 'year' poss <end_:'end'>"
    " | ('the' ('full' | 'fiscal' | 'whole')? | 'its' 'fiscal') 'year' <ended:'ended' | 'ending' | 'to'>?"
    " | 'the' <u:'day' | 'month' | 'week' | 'decade' | 'century'>",
    ("Sales for [[the year]] were flat.", "DATE", "2025"),
    ("For [[the year]] ended March 31 it lost money.", "DURATION", "P1Y"),
    ("It will be done by [[year's end]].", "DATE", "2025", "END"),
    ("Shares fell on Monday and ended [[the day]] at 20.", "DATE", "2025-06-16"),
)
def the_period(found: Found) -> Meaning | None:
    anchor = found.context.anchor
    if found.has("end") or found.has("end_"):
        if anchor is None:
            return left_open()
        return Meaning(type="DATE", value=f"{anchor.year:04d}", mod="END", year=anchor.year)
    if found.has("u"):
        if found.word("u") == "day" and found.near(found.start - 1) in _CLOSING:
            day = found.context.day or found.context.today
            return None if day is None else on_day(found, day)
        # only as "the end of the month": alone it is rarely a time of its own
        if found.near(found.start - 1) not in ("of", "in"):
            return None
        if found.word("u") == "day" and found.near(found.start - 1) == "in":
            return None  # "later in the day"
        if found.near(found.start - 2) not in (*CLASSES["edge_noun"], *CLASSES["edge"]):
            return None
        if found.word("u") == "day" and found.context.day is not None:
            return on_day(found, found.context.day)
        return relative_period(found, found.word("u"), 0)
    if found.has("ended"):
        end = found.end - 1
        after = found.near(found.end)
        if found.word("ended") != "to" or after in w.MONTHS:
            found.context.reports_quarter = False
            return Meaning(type="DURATION", value="P1Y", end=end)
        return Meaning(type="DATE", value=f"{anchor.year:04d}", end=end) if anchor else left_open()
    after = found.near(found.end)
    if after in _AFTER_OTHER_YEARS or after[:1].isdigit():
        return None
    if found.near(found.start - 1) == "of" and found.near(found.start - 2) in _HONOURED:
        return None
    found.context.reports_quarter = False
    year = found.context.year if found.near(found.start - 2) in CLASSES["edge"] else None
    if anchor is None and year is None:
        return left_open()
    return Meaning(type="DATE", value=f"{year or anchor.year:04d}")  # type: ignore[union-attr]


# --------------------------------------------------------------------- the seasons
@rule(
    "<how:last | next | this ('past' | 'coming')? | 'that' | 'the' | 'the' ('past' | 'last'"
    " | 'coming' | 'following' | 'next')>? <s:season>"
    " ('and' <s_:season>)? (('of' | ',')? (<y:year> (hyphen yy)? | <sp:SPOKEN>)"
    " | 'of' <rel:'that' | 'last' | 'this' | 'next'> 'year')?",
    ("They fought [[last fall]].", "DATE", "2024-FA"),
    ("They fought in [[the fall of 2024]].", "DATE", "2024-FA"),
    ("They fought in [[the winter of 2023-24]].", "DATE", "2023-WI"),
    ("Through [[this past winter and spring]] they fought.", "DATE", "2024-WI/2025-SP"),
    ("They came in [[spring]].", "DATE", "2025-SP"),
)
def season(found: Found) -> Meaning | None:
    word = found.word("s")
    how = found.words("how")
    kind = how[-1] if how else ""
    told = int(found.word("y")) if found.has("y") else spoken(found.words("sp")) if found.has("sp") else None
    if told is None and found.near(found.end) in ("olympics", "games", "paralympics"):
        return None  # a name
    if word in ("fall", "spring") and told is None and not found.has("rel"):
        before = found.near(found.start - 1)
        if not how and before not in (
            "in",
            "late",
            "early",
            "mid",
            "since",
            "until",
            "by",
            "during",
            "-",
            "of",
            "and",
        ):
            return None
        if kind == "the" and (
            found.near(found.end) == "of"
            or before
            not in (
                "in",
                "during",
                "through",
                "since",
                "until",
                "by",
                "over",
                "for",
                "throughout",
                "into",
                "of",
                "from",
            )
        ):
            return None
    elif not how and told is None and not found.has("rel"):
        before = found.near(found.start - 1)
        if before not in (
            "in",
            "late",
            "early",
            "mid",
            "since",
            "until",
            "by",
            "during",
            "of",
            "over",
            "for",
            "through",
            "and",
            "-",
            "throughout",
        ):
            return None
    anchor = found.context.anchor
    season_ = w.SEASONS[word]
    if told is not None:
        year = told
    elif anchor is None:
        return left_open(f"XXXX-{season_}")
    elif found.has("rel"):
        year = anchor.year + {"last": -1, "next": 1}.get(found.word("rel"), 0)
        if found.word("rel") == "that" and found.context.year is not None:
            year = found.context.year
    else:
        year = _season_year(found, season_, kind, anchor)
    value = f"{year:04d}-{season_}"
    if found.has("s_"):
        second = w.SEASONS[found.word("s_")]
        later = (
            year if calendar.season_start(year, second) > calendar.season_start(year, season_) else year + 1
        )
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
