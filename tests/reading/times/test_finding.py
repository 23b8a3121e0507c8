"""Anchoring, open values, bad input and the promises about spans."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from firsthand.model import Span, Token
from firsthand.model.timex import duration_days, period
from firsthand.reading.times import Times, find_times, finding
from firsthand.reading.times.context import Context
from firsthand.reading.times.grammar import RULES
from firsthand.reading.tokens import tokenize


def read(text: str, published: str | None = "2025-06-18", quotations: tuple[Span, ...] = ()) -> Times:
    tokens = [Token(s.start, s.end, "", "", -1, "", 0) for s in tokenize(text)]
    return find_times(text, tokens, published=published, quotations=quotations)


def values(text: str, published: str | None = "2025-06-18") -> list[str]:
    return [e.value for e in read(text, published).expressions]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("The share fell at dusk.", "2025-06-18T03:15:00", "2025-06-17TEV"),
        ("The share fell at 4 p.m.", "2025-06-18T03:15:00", "2025-06-17T16:00"),
        ("The share will fall at 4 p.m.", "2025-06-18T03:15:00", "2025-06-18T16:00"),
        ("It fell on Wednesday. It rose at 4 p.m.", "2025-06-18T03:15:00", "2025-06-18T16:00"),
        ("The share fell at 4 p.m.", "2025-06-18T14:00:00", "2025-06-18T16:00"),
        ("The share fell at 4 p.m.", "2025-06-18T00:00:00", "2025-06-18T16:00"),
        ("The share fell at 4 p.m.", "2025-06-18", "2025-06-18T16:00"),
    ],
    ids=["part of the day", "clock", "to come", "told", "zones", "day alone", "day"],
)
def test_what_is_past_does_not_lie_ahead(text: str, published: str, expected: str) -> None:
    """A time of day told as past was the day before, where it had not come yet in any near time zone."""
    assert values(text, published)[-1:] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They vote at the end of May.", ["2025-05"]),
        ("Work began in the middle of March.", ["2025-03"]),
        ("The hero of March was a walker.", []),
        ("It was built in 2000 – by hand.", ["2000"]),
        ("It has a 2000-seat hall.", []),
    ],
)
def test_words_that_are_times_only_beside_others(text: str, expected: list[str]) -> None:
    """ "of May" is a month behind an edge of it; a year before a dash between words is no part of a compound."""
    assert values(text) == expected


@pytest.mark.parametrize(("head", "relation", "expected"), [(2, "compound", ["2025-03"]), (3, "nsubj", [])])
def test_a_month_before_what_happened_in_it(head: int, relation: str, expected: list[str]) -> None:
    """ "The March storm" is of a month; "the March went" is of a walk."""
    text = "The March storm came."
    rows = [("DET", 2, "det"), ("PROPN", head, relation), ("NOUN", 3, "nsubj"), ("VERB", -1, "root")]
    tokens = [
        Token(s.start, s.end, "", tag, above, how, 0)
        for s, (tag, above, how) in zip(tokenize(text), [*rows, ("PUNCT", 3, "punct")], strict=True)
    ]

    assert [e.value for e in find_times(text, tokens, published="2025-06-18").expressions] == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2025-06-23", "2025-06-24"),
        ("2025-06-23T00:00:00", "2025-06-24"),
        ("2025-06-23T21:30:00", "2025-06-24"),
        ("2025-06-23T06:30:00", "2025-06-17"),
        ("2025-06-22", "2025-06-17"),
    ],
    ids=["day alone", "no hour", "evening", "small hours", "five days"],
)
def test_the_weekday_that_comes_next_is_told_where_it_has_come(published: str, expected: str) -> None:
    """A bare weekday told as past is the next day elsewhere rather than six days back, if clocks allow it."""
    assert values("The kiln burst on Tuesday.", published) == [expected]


def test_a_holiday_told_on_its_eve_has_come_elsewhere() -> None:
    """What was said in a speech of New Year's Day is of the day at hand, not of a year ago."""
    text = "The king thanked the bakers in a speech on New Year's Day."
    assert values(text, "2024-12-31") == ["2025-01-01"]
    assert values(text, "2024-12-31T03:00:00") == ["2024-01-01"]
    assert values(text, "2024-12-30") == ["2024-01-01"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The barge sank on Monday. Its crew left it. The bridge fell at 3 p.m.", "2025-06-16T15:00"),
        ("The barge sank on Monday. The pilot said on Tuesday that it fell at 3 p.m.", "2025-06-16T15:00"),
        ("The pilot said on Tuesday that it was late. The bridge fell at 3 p.m.", "2025-06-18T15:00"),
        ("The barge sank on Monday. The court will meet at 3 p.m.", "2025-06-18T15:00"),
        ("The barge had been closed since Monday. The bridge fell at 3 p.m.", "2025-06-18T15:00"),
        ("The court will meet on Friday. The bridge fell at 3 p.m.", "2025-06-18T15:00"),
        ("The barge sank on 2 May. The bridge fell at 3 p.m.", "2025-06-18T15:00"),
        ("It began shortly after 10 p.m. on Monday. It was over by 11:20 p.m.", "2025-06-16T23:20"),
    ],
    ids=["told", "told before", "telling", "to come", "limit", "ahead", "history", "after a clock"],
)
def test_a_time_of_day_is_of_the_day_narrated(text: str, expected: str) -> None:
    """Without a day beside it: of the last day on which something happened, not of one of telling or history."""
    assert values(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By 10:20 p.m. it was over. The bells stopped about 10:25.", "2025-06-18T22:25"),
        ("By 10:20 a.m. it was over. The bells stopped about 10:25.", "2025-06-18T10:25"),
        ("Hail fell on Tuesday evening. It stopped at 5:52 local eastern time.", "2025-06-17T17:52"),
        ("Hail fell on Tuesday night. It stopped at 9:40.", "2025-06-17T21:40"),
        ("Hail fell on Tuesday evening. It stopped at 0952 GMT.", "2025-06-17T09:52Z"),
        ("Hail fell on Tuesday evening. It stopped at 09:52.", "2025-06-17T09:52"),
        ("Hail fell on Tuesday evening. The clerk left at 9:30 on Wednesday.", "2025-06-18T09:30"),
    ],
    ids=["clock", "morning", "part", "night", "zone", "24 hours", "another day"],
)
def test_a_time_of_day_is_in_the_half_told_before(text: str, expected: str) -> None:
    """An hour without "a.m." or "p.m." is in the half of the day in which the story is."""
    assert values(text)[-1] == expected


def test_a_bracket_holds_the_same_moment_by_greenwich() -> None:
    """Its day is the one on which a zone of that local time can be."""
    assert values("The kite fell at 6:07 a.m. local time on Tuesday (2107 GMT).")[-1] == "2025-06-16T21:07Z"
    assert values("The kite fell at 11:36 a.m. on Tuesday (1936 GMT).")[-1] == "2025-06-17T19:36Z"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The tram was scheduled to leave on Tuesday, but left late.", ["2025-06-17"]),
        ("The fair was scheduled to open on Friday, but was put off.", ["2025-06-20"]),
        ("The tram is scheduled to leave on Tuesday.", ["2025-06-24"]),
        ("The stone was likely of the June 3 fall.", ["2025-06-03"]),
    ],
)
def test_what_had_been_expected_is_over_when_its_day_is(text: str, expected: list[str]) -> None:
    """ "Was scheduled for Tuesday", on a Wednesday, is of the day before; "likely" alone looks nowhere."""
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The plate was 5/16 inch thick.",
        "The bakery is open 24/7.",
        "They read the report of 9/11 again.",
        "The Long March-5 rocket flew.",
        "The skater hoped for the Winter Olympics.",
    ],
)
def test_what_only_looks_like_a_day_or_a_season(text: str) -> None:
    assert [e.value for e in read(text).expressions if e.type == "DATE"] == []


def test_years_later_count_from_the_year_named_last() -> None:
    """ "A year later" is told from 2014, where that was named after the day."""
    assert values("On June 3 they spoke. They had met in 2014. A year later they sang.")[-1] == "2015"


@pytest.mark.parametrize("published", ["2025-06-18", "2025-06-19", "2025-06-20", "2025-06-22"])
def test_reports_of_several_days_mean_the_same_tuesday(published: str) -> None:
    """What was said on Tuesday is of one Tuesday, whichever day of the week after it a report is printed."""
    assert values("The minister said on Tuesday that talks went on.", published) == ["2025-06-17"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Monday.", "2025-06-16"),
        ("They will meet on Monday.", "2025-06-23"),
        ("They are scheduled to meet on Monday.", "2025-06-23"),
        ("The treaty is to be signed on Monday.", "2025-06-23"),
        ("He would have left on Monday.", "2025-06-16"),
        ("The vote was postponed until Monday.", "2025-06-23"),
        ("He did not know it until Monday.", "2025-06-16"),
        ("They could come as early as Monday.", "2025-06-23"),
        ("On Monday the council met.", "2025-06-16"),
        ("They had been asked for names on Monday.", "2025-06-16"),
        ("They were asked to leave on Monday.", "2025-06-23"),
        ("A meeting was called for Monday.", "2025-06-23"),
        ("On Monday, the council called for an end.", "2025-06-16"),
        ("It had been due to end on Monday.", "2025-06-16"),
        ("They announced the plan Monday.", "2025-06-16"),
    ],
)
def test_tense_decides(text: str, expected: str) -> None:
    """The verb around a bare weekday says whether it is the last or the next one."""
    assert values(text) == [expected]


def test_tags_decide_where_they_are_there() -> None:
    """With Penn tags the tense is read from them, not from the ending of the word."""
    text = "The team quit Monday."
    spans = list(tokenize(text))
    tags = ["DT", "NN", "VBD", "NNP", "."]
    tokens = [Token(s.start, s.end, "", "", -1, "", 0, tag) for s, tag in zip(spans, tags, strict=True)]
    assert [e.value for e in find_times(text, tokens, published="2025-06-18").expressions] == ["2025-06-16"]


def test_a_quotation_is_anchored_to_the_day_of_speaking() -> None:
    """In words spoken on Monday, today is Monday."""
    text = "“We leave today,” she said on Monday."
    quoted = read(text, quotations=(Span(0, 17),))
    assert [e.value for e in quoted.expressions] == ["2025-06-16", "2025-06-16"]


def test_expressions_lean_on_each_other() -> None:
    """Days, months and years named before give the origin of what is told after them."""
    text = "It began on 3 March 2014. Two days later he fled. In August of that year he returned."
    assert values(text) == ["2014-03-03", "2014-03-05", "2014-08"]


def test_without_a_publication_time_values_stay_open_with_a_reason() -> None:
    """What can be told without an anchor is told; the rest is open, and an issue says why."""
    result = read(
        "On Tuesday, 3 May 2021, they met; they meet again on Friday, and last year they did.", None
    )
    assert [e.value for e in result.expressions] == ["2021-05-03", "XXXX-WXX-5", ""]
    assert [issue.kind for issue in result.issues] == ["open-time", "open-time"]
    assert "no publication time" in result.issues[0].message


def test_impossible_dates_have_no_value_and_an_issue() -> None:
    """31 June is found, named impossible, and given no value."""
    result = read("They met on 31 June 2025.")
    assert [e.value for e in result.expressions] == [""]
    assert [issue.kind for issue in result.issues] == ["impossible-time"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They fought in the winter of 2023-24 and last spring.", ["2023-WI", "2025-SP"]),
        ("Profit rose in the second quarter of this year and in fiscal 2024.", ["2025-Q2", "2024"]),
        ("They met last week, this weekend and in the week of July 7.", ["2025-W24", "2025-W25-WE", "2025-W28"]),
        ("He came early Friday, at dawn on Saturday.", ["2025-06-13", "2025-06-13TMO", "2025-06-14"]),
        ("It fell in 44 BC and burned in AD 79.", ["BC0044", "0079"]),
        ("In the late 1980s, the '90s and the 19th century it stood.", ["198", "199", "18"]),
        ("The 1950-53 Korean War was over.", ["1950/1953"]),
        ("Posted June 18, 2025 / 11:10 IST by staff", ["2025-06-18T11:10+05:30"]),
        ("The blast came at 14:30 GMT on Tuesday.", ["2025-06-17T14:30Z"]),
        ("It came at 10:35 a.m. (0735 GMT) Friday.", ["2025-06-13T10:35", "2025-06-13T07:35Z", "2025-06-13"]),
        ("Over the past three years it grew, and a year ago it stopped.", ["P3Y", "2024-06"]),
        ("They met on Easter Monday, Orthodox Easter 2024 and Thanksgiving 2023.",
         ["2025-04-21", "2024-05-05", "2023-11-23"]),
        ("They left the day after Christmas.", ["2024-12-26"]),
        ("It ran from November to February 2015.", ["2014-11", "2015-02"]),
        ("It lasted from 9 a.m. to 5 p.m. on June 3.", ["2025-06-03T09:00", "2025-06-03T17:00"]),
        ("It was exposed between May and July, and from November to January.",
         ["2025-05", "2025-07", "2024-11", "2025-01"]),
        ("They were away from Dec. 20 to Jan. 5.", ["2024-12-20", "2025-01-05"]),
        ("From Monday to Thursday they talk.", ["2025-06-16", "2025-06-19"]),
        ("They vote on the first Tuesday in November 2024.", ["2024-11-05"]),
        ("They meet every other Friday and on Sundays.", ["XXXX-WXX-5", "XXXX-WXX-7"]),
        ("He was jailed for six years and three months.", ["P6Y3M"]),
        ("The one-year anniversary came.", ["P1Y"]),
        ("On June 3 he fled; two days later he was caught; the following morning he spoke.",
         ["2025-06-03", "2025-06-05", "2025-06-06TMO"]),
    ],
)  # fmt: skip
def test_kinds_of_times(text: str, expected: list[str]) -> None:
    """Seasons, quarters, weeks, parts of day, eras, decades, zones, holidays, ranges, rows: each its value."""
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It earned $3 million in the third quarter, up from $2 million a year earlier.", ["2024-Q3", "2023-Q3"]),
        ("Its third-quarter loss grew. A charge is expected in the fourth quarter. In the latest quarter it"
         " fell.", ["2024-Q3", "2024-Q4", "2024-Q3"]),
        ("It lost money in its fiscal first quarter. In the quarter ended Sept. 29 it sold ships.",
         ["2024-Q1", "2024-Q1", "2024-09-29"]),
        ("Its third-quarter loss grew. In the nine months it lost $2 million, compared with $1 million a year"
         " earlier.", ["2024-Q3", "P9M", "2023"]),
    ],
)  # fmt: skip
def test_figures_of_companies_keep_their_quarter(text: str, expected: list[str]) -> None:
    """What is compared with "a year earlier" is the quarter that the figures are of."""
    assert values(text, "2024-11-02") == expected


@pytest.mark.parametrize(
    "text",
    [
        "They met on 31 June 2025.", "They met on 30 February.", "Dated 2024-13-45 by hand", "On 13/13/2024 it rained.",
        "In the year 1 and the year 99999 they met.", "At 25:61 they left.", "He is 99999 years from home",
        "On ３１ June they met.", "On ٣ May ٢٠٢٤ they met.", "9" * 400 + " years ago",
    ],
)  # fmt: skip
def test_impossible_times_get_no_nonsense_value(text: str) -> None:
    """No exception, no value outside the calendar; an issue where an impossible date was found."""
    result = read(text)
    for e in result.expressions:
        if e.type in ("DATE", "TIME") and e.value and "X" not in e.value and not e.value.endswith("_REF"):
            assert period(e.value) is not None, e
        if not e.value:
            assert any(issue.start == e.start for issue in result.issues)


@pytest.mark.parametrize(
    "text",
    [
        "at 25:61 they left", "the number 99999 stood there", "she scored 31-17 and won",
        "call 555-2010-2015",
        "a 27-year-old man", "he May be right", "we march on", "a 2,000-seat hall", "$1950 were stolen",
        "flight 1815 landed", "in her thirties", "three-quarters of them", "USA TODAY wrote", "٣١ يونيو",
        "Theresa May spoke",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_time(text: str) -> None:
    """Scores, numbers, names, ages and impossible clocks are no times."""
    assert read(text).expressions == ()


WORDS = [
    "31", "June", "2025", "99999", "1", "25:61", "0:00", "the", "last", "next", "year", "quarter", "ago", "a",
    "of", "Tuesday", "early", "end", "-", "/", ",", "'s", "and", "half", "three", "hundred", "thousand",
    "per",
    "٣", "２０２５", "0", "00", "30th", "years", "later", "week", "this", "Easter", "noon", "p.m.",
    "13", "IST",
    "said", "will", ".", "'", "90", "s", "winter", "to", "century", "99th", "fiscal", "every", "other",
    "9999",
    "1/0", "\n\n", "–", "mid", "before", "decades", "long", "old", "999999999", "Q", "first", "12:30:45",
    "FY", "weekend", "day", "after", "until", "on", "nights", "in", "(", ")", "soon", "overnight", "6", "3", "months",
    "FY", "weekend", "day", "after", "until", "on", "June", "nights", "other", "in", "(", ")", "soon", "overnight",
]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join) | st.text(max_size=80)
anchors = st.sampled_from(
    ["2025-06-18", "2025-06", "2025", "0001-01-01", "9999-12-31T23:59", None, "nonsense", "2025-02-30"]
)


@settings(max_examples=600, deadline=None)
@given(texts, anchors)
@example("1/0 years ago", "2025-06-18")
@example("Eastern time midnight", "9999-12-31")
@example("999999999 thousand years later", "9999-12-31T23:59")
def test_odd_text_gives_true_spans_and_no_nonsense(text: str, published: str | None) -> None:
    """Nothing raises; spans lie in the text, in order, apart; every value means what its type says."""
    result = read(text, published)
    before = 0
    for e in result.expressions:
        assert before <= e.start < e.end <= len(text)
        assert not text[e.start].isspace() and not text[e.end - 1].isspace()
        before = e.end
        if e.type in ("DURATION", "SET") and e.value and "X" not in e.value:
            assert duration_days(e.value) is not None, e
        if e.type in ("DATE", "TIME") and e.value and "X" not in e.value and not e.value.endswith("_REF"):
            assert period(e.value) is not None, e
        if not e.value or (e.value.startswith("XXXX") and e.type != "SET"):
            assert any(i.start == e.start for i in result.issues), e
    assert read(text, published) == result


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([ex[0] for r in RULES for ex in r.examples]), min_size=2, max_size=4))
def test_grammar_examples_in_any_order_do_not_break_each_other(sentences: list[str]) -> None:
    """Each marked expression is still found when the examples stand together in one report."""
    text, spans = "", []
    for marked in sentences:
        start, end = marked.index("[["), marked.index("]]") - 2
        spans.append((len(text) + start, len(text) + end))
        text += marked.replace("[[", "").replace("]]", "") + "\n\n"
    found = {(e.start, e.end) for e in read(text).expressions}
    assert found >= set(spans)


def test_long_text_takes_linear_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times the text asks the rules ten times as often, not more."""
    asked = 0
    ask = finding._base

    def counting(text: str, letters: str, at: int, context: Context) -> finding.Read | None:
        nonlocal asked
        asked += 1
        return ask(text, letters, at, context)

    monkeypatch.setattr(finding, "_base", counting)

    def work(times: int) -> int:
        nonlocal asked
        asked = 0
        read("the last of the first half of the early last three hundred and two thousand - " * times)
        return asked

    assert 0 < work(1000) <= 10.5 * work(100)
