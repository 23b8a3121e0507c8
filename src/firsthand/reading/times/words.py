"""The words of time: tables, and nothing else. To teach the grammar a word, add it here.

Keys are in lower case. ``CASED`` lists the words that are times only with a capital letter ("May",
"March", "Sun."); every other word counts in any capitals.
"""

from __future__ import annotations

from collections.abc import Mapping

MONTHS: Mapping[str, int] = {
    **dict.fromkeys(("january", "jan."), 1),
    **dict.fromkeys(("february", "feb", "feb."), 2),
    **dict.fromkeys(("march", "mar."), 3),
    **dict.fromkeys(("april", "apr", "apr."), 4),
    **dict.fromkeys(("may",), 5),
    **dict.fromkeys(("june", "jun."), 6),
    **dict.fromkeys(("july", "jul."), 7),
    **dict.fromkeys(("august", "aug", "aug."), 8),
    **dict.fromkeys(("september", "sept", "sep", "sept.", "sep."), 9),
    **dict.fromkeys(("october", "oct", "oct."), 10),
    **dict.fromkeys(("november", "nov", "nov."), 11),
    **dict.fromkeys(("december", "dec", "dec."), 12),
}
#: Short forms that are also names or words: months only beside a day ("Jun 5", "5 Mar").
SHORT_MONTHS: Mapping[str, int] = {"jan": 1, "mar": 3, "jun": 6, "jul": 7}

#: Monday is 1, as in ISO 8601.
WEEKDAYS: Mapping[str, int] = {
    **dict.fromkeys(("monday", "mon."), 1),
    **dict.fromkeys(("tuesday", "tue.", "tues."), 2),
    **dict.fromkeys(("wednesday", "wed.", "weds."), 3),
    **dict.fromkeys(("thursday", "thu.", "thur.", "thurs."), 4),
    **dict.fromkeys(("friday", "fri."), 5),
    **dict.fromkeys(("saturday", "sat."), 6),
    **dict.fromkeys(("sunday", "sun."), 7),
}
#: Short forms that are also words: weekdays only before a date ("Sun, Dec 31").
SHORT_WEEKDAYS: Mapping[str, int] = {
    "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
}  # fmt: skip
WEEKDAYS_PLURAL: Mapping[str, int] = {
    "mondays": 1, "tuesdays": 2, "wednesdays": 3, "thursdays": 4, "fridays": 5, "saturdays": 6, "sundays": 7,
}  # fmt: skip

CASED = frozenset((*MONTHS, *SHORT_MONTHS, *WEEKDAYS, *SHORT_WEEKDAYS, *WEEKDAYS_PLURAL))

SEASONS: Mapping[str, str] = {
    "spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI", "springtime": "SP",
    "summertime": "SU", "wintertime": "WI",
}  # fmt: skip
SEASONS_PLURAL: Mapping[str, str] = {"springs": "SP", "summers": "SU", "autumns": "FA", "winters": "WI"}

PARTS_OF_DAY: Mapping[str, str] = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "dawn": "TMO", "dusk": "TEV",
    "daybreak": "TMO", "sunrise": "TMO", "sunset": "TEV", "nightfall": "TNI", "lunchtime": "TAF",
    "midmorning": "TMO", "midafternoon": "TAF", "nighttime": "TNI",
}  # fmt: skip
#: The half of the day in which a part lies; a night lies in both.
HALVES_OF_DAY: Mapping[str, str] = {"TMO": "am", "TAF": "pm", "TEV": "pm", "TNI": "night"}
#: The hour from which a part of the day may be told.
PART_HOURS: Mapping[str, int] = {"TMO": 5, "TAF": 12, "TEV": 17, "TNI": 19}
#: Parts of the day that are points enough to stand alone: "at dawn", "by nightfall".
PART_POINTS = (
    "dawn",
    "dusk",
    "daybreak",
    "sunrise",
    "sunset",
    "nightfall",
    "lunchtime",
    "midmorning",
    "midafternoon",
)
PARTS_PLURAL: Mapping[str, str] = {
    "mornings": "TMO", "afternoons": "TAF", "evenings": "TEV", "nights": "TNI",
}  # fmt: skip
NOON: Mapping[str, str] = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}

#: Unit of a duration: designator of ISO 8601, and how many of it the word stands for.
UNITS: Mapping[str, tuple[str, int]] = {
    **dict.fromkeys(("second", "seconds", "sec", "secs"), ("S", 1)),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), ("TM", 1)),
    **dict.fromkeys(("hour", "hours", "hr", "hrs"), ("H", 1)),
    **dict.fromkeys(("day", "days"), ("D", 1)),
    **dict.fromkeys(("night", "nights"), ("N", 1)),
    **dict.fromkeys(("weekend", "weekends"), ("WE", 1)),
    **dict.fromkeys(("week", "weeks"), ("W", 1)),
    **dict.fromkeys(("fortnight", "fortnights"), ("W", 2)),
    **dict.fromkeys(("month", "months"), ("M", 1)),
    **dict.fromkeys(("quarter", "quarters"), ("Q", 1)),
    **dict.fromkeys(("year", "years", "yr", "yrs"), ("Y", 1)),
    **dict.fromkeys(("decade", "decades"), ("Y", 10)),
    **dict.fromkeys(("century", "centuries"), ("Y", 100)),
    **dict.fromkeys(("millennium", "millennia"), ("Y", 1000)),
}
UNITS_SINGULAR = frozenset((
    "second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "year", "decade", "century",
    "millennium",
))  # fmt: skip
UNITS_PLURAL = frozenset((
    "seconds", "minutes", "hours", "days", "weeks", "fortnights", "months", "quarters", "years", "decades",
    "centuries", "millennia", "hrs", "mins", "yrs", "nights", "weekends", "secs",
))  # fmt: skip
#: What a speed counts, and what a wage counts.
DISTANCES = frozenset((
    "miles", "mile", "km", "kms", "kilometers", "kilometres", "feet", "meters", "metres", "knots", "mi",
))  # fmt: skip
MONEY = frozenset(("dollars", "euros", "pounds", "cents", "rupees", "yen", "pesos", "yuan"))
#: Units that stand in names of programmes ("60 Minutes", "This Week") after a quotation mark.
QUOTES = frozenset(('"', "``", "''", "“", "'", "‘"))
#: Words for a unit left open ("decades" is more than one of ten years).
OPEN_UNITS: Mapping[str, str] = {
    "seconds": "PTXS", "minutes": "PTXM", "hours": "PTXH", "days": "PXD", "weeks": "PXW", "months": "PXM",
    "years": "PXY", "quarters": "PXQ", "decades": "PXDE", "centuries": "PXCE", "nights": "PXD",
    "weekends": "PXWE", "fortnights": "PXW", "millennia": "PXML", "hrs": "PTXH", "mins": "PTXM",
    "yrs": "PXY", "secs": "PTXS",
}  # fmt: skip

NUMBERS: Mapping[str, int] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES: Mapping[str, int] = {"hundred": 100, "thousand": 1000, "dozen": 12, "million": 1_000_000}
ORDINALS: Mapping[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
DECADES: Mapping[str, int] = {
    "twenties": 192, "thirties": 193, "forties": 194, "fifties": 195, "sixties": 196, "seventies": 197,
    "eighties": 198, "nineties": 199, "aughts": 200, "noughties": 200,
}  # fmt: skip

#: Adverbs and adjectives that place something without a date.
PRESENT = frozenset(("now", "currently", "nowadays", "presently", "current", "present-day"))
PAST = frozenset(("recently",))

#: Adverbs and adjectives of repetition.
REPEATED: Mapping[str, str] = {
    "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "fortnightly": "P2W",
    "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H",
}  # fmt: skip

#: Minutes east of Greenwich. Where an abbreviation has several meanings, the one usual in news.
ZONES: Mapping[str, int | None] = {
    "gmt": 0, "utc": 0, "z": 0, "wet": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180,
    "msk": 180, "ist": 330, "pkt": 300, "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "awst": 480,
    "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480,
    "hst": -600, "et": None, "ct": None, "mt": None, "pt": None,
}  # fmt: skip

#: Words that soften or bound a length or a date, and the TIMEX3 ``mod`` they stand for.
BOUNDS: Mapping[str, str] = {
    "nearly": "LESS_THAN", "almost": "LESS_THAN", "under": "LESS_THAN", "about": "APPROX", "around": "APPROX",
    "approximately": "APPROX", "roughly": "APPROX", "some": "APPROX", "over": "MORE_THAN",
    "circa": "APPROX",
}  # fmt: skip
EDGES: Mapping[str, str] = {
    "early": "START", "earlier": "START", "late": "END", "later": "END", "mid": "MID", "end": "END",
    "beginning": "START", "start": "START", "close": "END", "middle": "MID", "midpoint": "MID",
    "turn": "START", "latter": "END", "dawn": "START", "outset": "START", "eve": "BEFORE",
}  # fmt: skip

#: Verb forms that tell the past although they do not end in -ed, and need no tag to be seen.
IRREGULAR_PASTS = frozenset((
    "was", "were", "had", "did", "said", "told", "took", "went", "came", "made", "gave", "got", "saw",
    "met", "left", "held", "began", "became", "brought", "built", "bought", "caught", "chose", "cut",
    "drew", "drove", "fell", "felt", "fled", "flew", "fought", "found", "grew", "heard", "hit", "kept",
    "knew", "laid", "lay", "led", "lost", "meant", "paid", "put", "ran", "rang", "rose", "sank", "sat",
    "sent", "set", "shook", "shot", "showed", "shut", "slept", "sold", "spent", "spoke", "stood", "stole",
    "struck", "swept", "swore", "taught", "thought", "threw", "understood", "withdrew", "woke", "won",
    "wore", "wrote", "broke", "burst", "cast", "dealt", "died", "dug", "ate", "forgave", "forgot", "froze",
    "hid", "hung", "hurt", "lent", "lit", "overtook", "overthrew", "rode", "sought", "shrank", "slid",
    "sprang", "spread", "stuck", "swam", "tore", "undertook", "upheld", "wound", "underwent",
    "been", "gone", "done", "seen", "taken", "given", "known", "fallen", "risen", "written", "spoken",
    "broken", "chosen", "driven", "shown", "beaten", "born", "borne", "stolen", "thrown", "drawn",
))  # fmt: skip
#: Verbs whose past looks like their present.
UNCHANGED_PASTS = frozenset(("cut", "put", "set", "hit", "shut", "cast", "burst", "spread", "hurt", "lay"))
#: Words ahead of a verb that put it in the future.
FUTURE_MARKS = frozenset((
    "will", "wo", "shall", "'ll", "’ll", "would", "may", "might", "can", "should", "must",
))  # fmt: skip
#: Words whose complement lies ahead: "due Friday", "expects to leave on Monday".
EXPECTING = frozenset((
    "due", "scheduled", "expected", "slated", "expects", "plans", "planning", "hopes", "hoped", "intends",
    "intended", "expect", "plan", "hope", "intend", "supposed", "payable", "effective", "expire",
    "expires", "upcoming", "forthcoming", "matures", "likely", "postponed", "begin", "start",
    "resume", "reconvene", "reconvenes", "vow", "vows", "wants", "want", "looms", "poised", "seeks",
))  # fmt: skip
#: After "was" these tell what had been to come, and may be over.
ONCE_EXPECTED = frozenset(("due", "scheduled", "expected", "slated", "supposed"))
#: Verbs and adjectives that look ahead only together with "to": "planned to leave on Thursday".
EXPECTING_TO = frozenset((
    "planned", "set", "ready", "agreed", "vowed", "pledged", "promised", "threatened", "wanted", "willing",
    "going", "decided", "decides", "determined", "ordered", "required", "obliged", "urged", "asked", "offered",
))  # fmt: skip
#: Verbs that look ahead only to a limit: "extended the loan through January".
EXTENDING = frozenset(("extended", "delayed", "deferred", "gave", "given", "lengthened", "prolonged"))
#: Verbs that look ahead with "for": "called a meeting for Friday".
SETTING = frozenset(("set", "sets", "setting", "called", "calls", "calling", "moved", "rescheduled"))
#: Verbs of telling: their tense is that of the telling, not of what is told.
REPORTING = frozenset((
    "said", "told", "announced", "reported", "added", "stated", "declared", "confirmed", "noted", "wrote",
    "insisted", "claimed", "explained", "argued", "warned", "predicted", "estimated", "believed",
))  # fmt: skip
