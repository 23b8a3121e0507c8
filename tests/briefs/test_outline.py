"""What every brief says: who is silent, what is read together, how a number changed, why a count is so."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import firsthand
from firsthand.briefs.html import render_html
from firsthand.briefs.json import account_json
from firsthand.briefs.markdown import render_markdown
from firsthand.briefs.outline import (
    GRAVITY,
    MARKS,
    STANCES,
    backing,
    course,
    fresh,
    leans,
    moments,
    others,
    outline,
    rank,
    roles,
    sayers,
    side_words,
    stances,
    standing,
    stated,
    table_rows,
)
from firsthand.briefs.terminal import columns, render_terminal
from firsthand.model import (
    Account,
    Antecedent,
    Claim,
    Difference,
    Lineage,
    Moment,
    Origin,
    OriginCount,
    Point,
    Reading,
    Report,
    Span,
    Story,
    Support,
    Value,
    When,
)

TEXT = "The mayor of Oro said 12 people died when the ferry sank on Friday."


def a_claim(number: int, **more: object) -> Claim:
    told: dict[str, object] = {"origin": Origin(name=f"Paper {number}", own_voice=True), **more}
    return Claim(
        id=f"c{number}",
        report=f"r{number}",
        span=Span(22, 31),
        text=TEXT[22:31],
        sentence=Span(0, len(TEXT)),
        **told,  # type: ignore[arg-type]
    )


def an_account(
    claims: list[Claim], days: list[str | None], status: str = "corroborated", **more: object
) -> Account:
    """An account of one point; report ``r1`` was printed on the first day, and so on."""
    told: dict[str, object] = {
        "origins": OriginCount(
            least=1, most=max(1, len(claims)), names=tuple(c.origin.name for c in claims if c.origin)
        ),
        **more,
    }
    point = Point(
        id="p1",
        statement=TEXT[22:],
        statement_claim=claims[0].id,
        statement_span=Span(22, len(TEXT) - 1),
        kind="quantity",
        status=status,  # type: ignore[arg-type]
        claims=tuple(claims),
        **told,  # type: ignore[arg-type]
    )
    readings = tuple(
        Reading(
            report=Report(id=f"r{n}", text=TEXT, outlet=f"Paper {n}", published=day),
            sentences=(Span(0, len(TEXT)),),
        )
        for n, day in enumerate(days, 1)
    )
    return Account(
        story=Story(
            id="s",
            title="Ferry",
            start="2032-01-30",
            end="2032-01-30",
            reports=tuple(f"r{n}" for n in range(1, len(days) + 1)),
        ),
        readings=readings,
        points=(replace(point, statement=TEXT[22 : len(TEXT) - 1]),),
        lineage=Lineage(),
        timeline=(),
        method={"version": "0"},
    )


def stood(account: Account) -> list[str]:
    return list(stances(outline(account), account.points[0]).values())


def test_a_report_printed_before_anybody_told_it_is_not_silent():
    """By the day; of a matter of that day by the hour, where both have one."""
    hours = ["2032-01-30T08:00+00:00", "2032-01-30T09:30+01:00", "2032-01-30T09:00+00:00"]
    that_day = When("2032-01-30", "DATE")

    assert stood(an_account([a_claim(2)], ["2032-01-29", "2032-01-30", "2032-01-31"])) == [
        "earlier",
        "says",
        "silent",
    ]
    assert stood(an_account([a_claim(2, time=that_day)], hours)) == ["earlier", "says", "silent"]
    assert stood(an_account([a_claim(2)], hours)) == ["silent", "says", "silent"]
    clocks = [hour[:16] for hour in hours]
    assert stood(an_account([a_claim(2, time=that_day)], clocks)) == ["silent", "says", "silent"]


def test_a_report_printed_before_it_happened_is_not_silent():
    """But what another report foretold could be known."""
    that_day = When("2032-02-03", "DATE")
    after = an_account([a_claim(2, time=that_day)], ["2032-01-30", "2032-02-04", "2032-02-05"])
    foretold = an_account([a_claim(2, time=that_day)], ["2032-01-30", "2032-01-30", "2032-02-05"])

    assert stood(after) == ["earlier", "says", "silent"]
    assert stood(foretold) == ["silent", "says", "silent"]


def test_what_was_over_long_before_could_be_known():
    """Background that only a later report tells is silence of the earlier ones."""
    spring = When("2031-04", "DATE")
    account = an_account([a_claim(2, time=spring)], ["2032-01-29", "2032-01-30"])

    assert stood(account) == ["silent", "says"]


def test_a_month_does_not_say_whether_a_report_came_too_early():
    """What happened some time in January may have been known on the 15th."""
    january = When("2032-01", "DATE")
    account = an_account([a_claim(2, time=january)], ["2032-01-15", "2032-01-30"])

    assert stood(account) == ["silent", "says"]


def test_a_report_that_has_the_words_is_not_called_too_early():
    """A sentence of it tells of the matter, if in another point."""
    account = an_account([a_claim(2)], ["2032-01-29", "2032-01-30"])
    words = an_account([a_claim(2), a_claim(3)], ["2032-01-29", "2032-01-30", "2032-01-30"])
    other = Report(id="r1", text="The lamp was lit.", published="2032-01-29")
    apart = replace(words, readings=(Reading(report=other, sentences=(Span(0, 17),)), *words.readings[1:]))

    assert stood(account) == ["earlier", "says"]  # what only one report has is compared with none
    assert stood(words) == ["nearby", "says", "says"]
    assert stood(apart) == ["earlier", "says", "says"]


def test_a_report_without_a_date_is_silent_and_makes_nobody_early():
    """Nothing is concluded from a day that is not known."""
    assert stood(an_account([a_claim(2)], [None, "2032-01-30"])) == ["silent", "says"]
    assert stood(an_account([a_claim(2)], ["2032-01-30", None])) == ["silent", "says"]


@pytest.mark.parametrize(
    ("kind", "word"), [("polarity", "denies"), ("attribution", "denies"), ("value", "differs")]
)
def test_stances_are_taken_to_the_statement(kind: str, word: str):
    """Who has another value differs, who denies denies, who tells both tells both."""
    claims = [a_claim(1), a_claim(2), replace(a_claim(3), id="c3a"), replace(a_claim(3), id="c3b")]
    sides = (("c1", "c3a"), ("c2", "c3b"))
    account = an_account(
        claims,
        ["2032-01-30"] * 4,
        "differs",
        differences=(Difference(kind=kind, groups=sides, explanation=""),),  # type: ignore[arg-type]
    )

    assert stood(account) == ["says", word, "both", "nearby"]  # the fourth has the words in no claim


def test_a_statement_shows_its_cuts_and_whom_it_means():
    """… where words were left out; in brackets the report's own words."""
    text = "Ana Pell left. In Oro she said that it rained, and slept."
    base = an_account([a_claim(1)], ["2032-01-30"])
    span = Span(text.index("she"), text.index(","))
    she = Span(text.index("she"), text.index("she") + 3)
    point = replace(
        base.points[0],
        statement=span.of(text),
        statement_span=span,
        antecedents=(Antecedent(she, Span(0, 8)),),
    )
    reading = Reading(
        report=replace(base.readings[0].report, text=text), sentences=(Span(0, 14), Span(15, len(text)))
    )
    made = outline(replace(base, points=(point,), readings=(reading,)))

    assert stated(made, point) == "… she [Ana Pell] said that it rained …"
    assert point.statement == span.of(text)


def counted(number: int, value: int) -> Claim:
    return replace(
        a_claim(number, value=Value(value=value, low=value, high=value, unit="person")),
        text=f"{value} people",
    )


def test_the_course_of_a_number_is_told_in_order_of_time():
    """Each value once, with who printed it and when; the earliest first, however the claims stand."""
    claims = [counted(3, 14), counted(1, 9), counted(2, 12)]
    account = an_account(
        claims,
        ["2032-01-29", "2032-01-30", "2032-01-31"],
        "differs",
        differences=(Difference(kind="value", groups=(("c3",), ("c1",), ("c2",)), explanation=""),),
        developed=True,
    )
    made = outline(account)

    assert [words for words, _ in course(made, account.points)] == ["9 people", "12 people", "14 people"]
    for shown in (render_terminal(account, width=200), render_markdown(account), render_html([account])):
        assert re.search(r"9 people.*12 people.*14 people", shown, re.DOTALL)


def test_how_a_number_began_is_no_step_behind_the_whole():
    """Who prints last may tell of the beginning: then there is no course, which would fall from 14 to 12."""
    claims = [counted(1, 14), counted(2, 12)]
    apart = Difference(kind="value", groups=(("c1",), ("c2",)), explanation="14 against 12")
    account = an_account(
        claims, ["2032-01-30", "2032-01-31"], status="differs", differences=(apart,), developed=True
    )
    (point,) = account.points

    assert course(outline(account), [point]) == ()
    told_by_the_last = replace(point, statement_claim="c2")
    assert len(course(outline(replace(account, points=(told_by_the_last,))), [told_by_the_last])) == 2


def test_a_count_unfolds_to_who_has_it_and_why_some_are_one(ferry: Path):
    """In every form the origins, the reports that have them and the merges are there to read."""
    reports = [r for r in firsthand.collect([ferry]) if isinstance(r, Report)]
    account = next(iter(firsthand.brief(reports)))
    made = outline(account)
    terminal = " ".join(render_terminal(account, width=400, show_all=True, show_why=True).split())
    markdown = render_markdown(account).replace("\\", "")
    page = render_html([account])
    for point in account.points:
        lines = backing(made, point)
        assert lines
        if point.as_stated.status == "corroborated":
            assert len(lines) >= 2
        for line in lines[:3]:
            words = " ".join(line.split())
            assert words in terminal
            is_short = point.as_stated.status == "single" or point.kind == "name" or point.id in made.repeats
            assert is_short or words in " ".join(markdown.split())
    assert page.count('<ul class="why">') == len(account.points)


def test_every_point_is_read_in_one_place(ferry: Path):
    """Sections and strands lose nothing and repeat nothing; the gravest leads its strand."""
    reports = [r for r in firsthand.collect([ferry]) if isinstance(r, Report)]
    account = next(iter(firsthand.brief(reports)))
    made = outline(account)
    read = [p.id for s in made.sections for p in s.points]

    assert sorted(read) == sorted(p.id for p in account.points)
    leaders = {p.id for p in account.points if p.strand == p.id}
    assert {p.strand for p in account.points} == leaders
    for entry in (e for s in made.sections for e in s.entries):
        assert len({p.strand for p in entry}) == 1
        assert rank(entry[0]) == min((rank(p) for p in entry), key=GRAVITY.index)


@pytest.mark.parametrize("n", [2, 30, 120])
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_table_fits_any_terminal_and_any_number_of_reports(n: int, width: int):
    """A column a report, or counts; never a line too wide."""
    claims = [a_claim(k) for k in range(1, n + 1, 2)] + ([a_claim(2)] if n == 2 else [])
    account = an_account(claims, ["2032-01-30"] * n)
    shown = render_terminal(account, width=width, show_all=True)

    assert "WHO SAYS WHAT" in shown
    assert max(columns(line) for line in shown.splitlines()) <= width
    if n == 30 and width >= 60:
        marks = "".join(MARKS[w] for w in stood(account))
        assert any(line.endswith(marks) for line in shown.splitlines())


def test_the_json_says_how_every_report_stands():
    """Those that are not listed are silent."""
    account = an_account([a_claim(2)], ["2032-01-29", "2032-01-30", "2032-01-31"])
    told = account_json(account)["points"][0]["stances"]

    assert told == {
        "says": ["r2"],
        "differs": [],
        "denies": [],
        "both": [],
        "part": [],
        "nearby": [],
        "earlier": ["r1"],
    }
    assert set(told) | {"silent"} == set(STANCES)


def a_part_told() -> Account:
    """Three reports of one matter; what the first says, the second says too, and the third in part."""
    account = an_account([a_claim(1), a_claim(2), a_claim(3)], ["2032-01-30"] * 3)
    support = Support(
        claims=("c1", "c2"), status="relayed", origins=OriginCount(least=1, most=1, names=("Ana Pell",))
    )
    return replace(account, points=(replace(account.points[0], support=support),))


def test_who_tells_a_part_is_not_named_beside_the_whole():
    """The list, the table and the count are of those who say all of it; the rest stand with their own words."""
    account = a_part_told()
    (point,) = account.points
    made = outline(account)
    shown = render_terminal(account, width=100)

    assert stood(account) == ["says", "says", "part"]
    assert sayers(made, point) == ["Paper 1", "Paper 2"]
    assert [beside.claim.id for beside in others(made, point)] == ["c3"]
    assert standing(point, made.labels) == "one origin: Ana Pell"
    assert "in Paper 1 and Paper 2\n" in shown and f"{MARKS['part']} Paper 3: “" in shown
    assert f"{MARKS['part']} Paper 3: “" in render_markdown(account)
    assert STANCES["part"] in render_html([account])
    assert [s.key for s in made.sections] == ["relayed"]


def test_what_one_report_says_and_others_in_part_is_no_shared_matter():
    """It is neither told as independently reported nor as what nobody else has."""
    account = a_part_told()
    alone = Support(claims=("c1",), status="single", origins=OriginCount(least=1, most=1, names=("r1",)))
    point = replace(account.points[0], support=alone)
    made = outline(replace(account, points=(point,)))

    assert [s.key for s in made.sections] == ["partly"]
    assert (
        rank(point) == "partly" and rank(replace(point, claims=point.claims[:1], status="single")) == "single"
    )
    assert account_json(replace(account, points=(point,)))["points"][0]["support"]["claims"] == ["c1"]


def test_the_table_is_the_same_in_every_form():
    """Rows and marks of Markdown and HTML are those of the outline."""
    account = an_account([a_claim(1), a_claim(2)], ["2032-01-30"] * 3)
    (row,) = table_rows(outline(account))
    marks = [MARKS[w] for w in row.stances]

    assert "| " + " | ".join(marks) + " |" in render_markdown(account)
    assert "".join(re.findall(r"<td class=\"\w+\" title=[^>]*>(.)</td>", render_html([account]))) == "".join(
        marks
    )


BURNED = "Officers said that the mill may have burned on Friday, and closed the northern quay on Saturday."
LONG = f"After a night in which nobody on the island of Oro had been able to sleep, o{BURNED[1:]}"


def timed(words: str, time: str, value: str, text: str = BURNED, **more: object) -> Claim:
    """A claim of a text in some of its words, told with a time."""
    start, at = text.index(words), text.index(time)
    when = When(value, "DATE", Span(at, at + len(time)), Span(start, at + len(time)))
    return replace(
        a_claim(1),
        span=Span(start, start + len(words)),
        text=words,
        sentence=Span(0, len(text)),
        time=when,
        **more,  # type: ignore[arg-type]
    )


def timeline(claim: Claim, *values: str, text: str = BURNED) -> list[tuple[str, list[str]]]:
    """The timeline of an account of one claim."""
    account = an_account([claim], ["2032-02-01"])
    reading = replace(
        account.readings[0],
        report=replace(account.readings[0].report, text=text),
        sentences=(Span(0, len(text)),),
    )
    account = replace(
        account,
        readings=(reading,),
        timeline=tuple(Moment(value, ("p1",)) for value in values),
    )
    return [(value, [words for _, words in told]) for value, told in moments(outline(account), 3)]


def test_a_time_is_told_in_the_words_that_state_it():
    """Cut where words of the sentence are left out; what may not have been is told with its whole sentence."""
    saturday = timed("closed the northern quay on Saturday", "Saturday", "2032-01-31")
    friday = timed("the mill may have burned on Friday", "Friday", "2032-01-30", modality="possible")

    assert timeline(saturday, "2032-01-31") == [("2032-01-31", ["… closed the northern quay on Saturday"])]
    assert timeline(friday, "2032-01-30") == [("2032-01-30", [BURNED])]


def test_what_tells_little_has_what_stands_before_it():
    """ "burned on Friday" by itself says not what burned."""
    claim = timed("burned on Friday", "Friday", "2032-01-30")

    assert timeline(claim, "2032-01-30") == [
        ("2032-01-30", ["Officers said that the mill may have burned on Friday …"])
    ]


def test_a_time_that_is_of_something_else_is_no_row():
    """A claim that states another time of the account is not told under this one."""
    claim = timed("closed the northern quay on Saturday", "Saturday", "2032-01-31")

    assert timeline(claim, "2032-01-31", "2032-02") == [
        ("2032-01-31", ["… closed the northern quay on Saturday"])
    ]


def test_many_words_are_cut_between_their_opening_and_their_time():
    """Who did it opens the words, and the time is among them, wherever it stands."""
    (row,) = timeline(timed(LONG[:-1], "Saturday", "2032-01-31", LONG), "2032-01-31", text=LONG)

    assert row[1][0].startswith(LONG[:40]) and row[1][0].endswith("on Saturday") and len(row[1][0]) < 170


def told_again(**more: object) -> Account:
    """A point of three reports, and one on part of its words that two of them have; ``more`` changes the second."""
    account = an_account([a_claim(1), a_claim(2), a_claim(3)], ["2032-01-30"] * 3, status="relayed")
    (first,) = account.points
    again = replace(first, id="p2", strand="p1", claims=first.claims[:2], **more)  # type: ignore[arg-type]
    return replace(account, points=(replace(first, strand="p1"), again))


def test_what_says_no_more_than_what_is_read_before_it_is_not_read():
    """In no form for readers, and in no row of the table; the reasons and the data have it."""
    account = told_again()
    made = outline(account)

    assert made.repeats == {"p2"}
    assert [[p.id for p in entry] for s in made.sections for entry in fresh(made, s)] == [["p1"]]
    assert len(table_rows(made)) == 1
    assert "12 people”:" not in render_terminal(account, show_all=True)
    assert render_markdown(account).count("**one origin**") == 1
    assert len(account_json(account)["points"]) == 2
    assert render_terminal(account, show_why=True).count("one origin") == 2


def test_what_another_report_says_or_reports_differ_on_is_read():
    """Words told before are told again for one who is not named beside them, and for a dispute."""
    (first, _) = told_again().points
    others_say = replace(first, support=Support(claims=("c1", "c3"), status="relayed", origins=first.origins))
    difference = Difference(kind="value", groups=(("c1",), ("c2",)), explanation="")

    assert not outline(replace(told_again(), points=(others_say, told_again().points[1]))).repeats
    assert not outline(told_again(differences=(difference,), status="differs")).repeats


@pytest.mark.parametrize(
    ("later", "is_repeat"),
    [
        ("when the ferry sank on Friday, 12 people died", True),
        ("when the ferry sank on Friday, 14 people died", False),
        ("when the ferry sank on Friday, no 12 people died", False),
        ("12 people of a village in the north died", False),
    ],
)
def test_nearly_all_of_the_words_are_as_good_as_all(later: str, is_repeat: bool):
    """Not without its numbers, nor with a word that turns it over."""
    assert (outline(told_again(statement=later)).repeats == {"p2"}) is is_repeat


def test_who_is_who_is_read_in_one_place():
    """A line for each name, with all the reports that have its words in one sentence; no row of the table."""
    account = an_account([a_claim(1), a_claim(2)], ["2032-01-30"] * 3, status="relayed")
    name = replace(account.points[0], kind="name", statement="mayor of Oro", statement_span=Span(4, 16))
    account = replace(account, points=(name,))
    made = outline(account)
    shown = render_terminal(account)

    assert [s.key for s in made.sections] == ["who"]
    assert roles(made, made.sections[0]) == (("mayor of Oro", "Paper 1, Paper 2 and Paper 3"),)
    assert "WHO IS WHO" in shown and "“mayor of Oro”: in Paper 1, Paper 2 and Paper 3" in shown
    assert "“mayor of Oro”: in Paper 1, Paper 2 and Paper 3" in render_markdown(account)
    assert table_rows(made) == ()


def test_who_has_only_the_number_is_told_of_the_number():
    """Neither the statement nor its row is theirs."""
    account = a_part_told()
    (point,) = account.points
    support = replace(point.support, is_of_part=True)  # type: ignore[type-var]
    account = replace(account, points=(replace(point, support=support),))
    (row,) = table_rows(outline(account))

    assert row.about == "12 people"
    assert "on “12 people”: one origin: Ana Pell" in render_terminal(account)
    assert account_json(account)["points"][0]["support"]["of"] == "part"
    assert "on “12 people”" not in render_terminal(a_part_told())


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("on Friday", "12 people died when the ferry sank on Friday"),
        ("12 people", "12 people"),
        ("when the ferry sank", "when the ferry sank"),
    ],
)
def test_a_side_of_a_word_or_two_stands_in_its_sentence(words: str, shown: str):
    """A day alone cannot be judged; a figure with what it counts can, and so can a clause."""
    start = TEXT.index(words)
    side = replace(a_claim(1), span=Span(start, start + len(words)), text=words)
    made = outline(an_account([side, a_claim(2)], ["2032-01-30"] * 2))

    assert shown in side_words(made, side)
    assert (side_words(made, side) == words) is (shown == words)


def test_one_difference_is_shown_once_with_all_its_reports():
    """Of two points that show it the fuller leads its strand, and the other is not read."""
    sides = (("c1",), ("c2", "c3"))
    full = an_account(
        [a_claim(1), a_claim(2), a_claim(3)],
        ["2032-01-30"] * 3,
        status="differs",
        differences=(Difference(kind="value", groups=sides, explanation=""),),
        strand="p1",
    )
    (first,) = full.points
    less = replace(
        first,
        id="p0",
        claims=first.claims[:2],
        differences=(Difference(kind="time", groups=(("c1",), ("c2",)), explanation=""),),
    )
    made = outline(replace(full, points=(less, first)))

    assert [[p.id for p in entry] for s in made.sections for entry in fresh(made, s)] == [["p1"]]
    assert made.repeats == {"p0"}


def test_a_row_is_of_what_two_reports_tell_or_one_tells_both_sides_of():
    """What one tells and others only have in the same point is no row."""
    account = a_part_told()
    alone = Support(claims=("c1",), status="single", origins=OriginCount(least=1, most=1, names=("r1",)))
    near = replace(account.points[0], support=alone, claims=account.points[0].claims[:2])
    both = Difference(kind="polarity", groups=(("c1",), ("c1b",)), explanation="")
    two = replace(
        near, claims=(near.claims[0], replace(near.claims[0], id="c1b")), support=None, differences=(both,)
    )

    assert len(table_rows(outline(account))) == 1
    assert len(table_rows(outline(replace(account, points=(two,))))) == 1
    apart = replace(near.claims[1], text="lamp", sentence=Span(0, 3))
    assert (
        table_rows(outline(replace(account, points=(replace(near, claims=(near.claims[0], apart)),)))) == ()
    )


def test_what_one_report_says_and_nobody_can_place_is_read_last():
    """ "They left the harbour" of whom? Never where the account says whom."""
    account = an_account([a_claim(1)], ["2032-01-30"], status="single")
    (point,) = account.points
    they = replace(point, id="p0", statement="They left the harbour")
    shown = render_terminal(
        replace(
            account, points=(they, *(replace(point, id=f"p{n}", statement=f"boat {n}") for n in range(1, 9)))
        )
    )

    assert leans(they) and not leans(point) and not leans(point.claims[0])
    assert not leans(replace(they, antecedents=(Antecedent(Span(0, 4), Span(5, 9)),)))
    assert "and 1 more" in shown


def test_what_was_said_on_a_day_is_told_with_the_day():
    """ "The mayor said on Saturday" by itself tells nothing."""
    text = "The mayor said on Saturday that the northern quay would stay shut."
    (row,) = timeline(
        timed("The mayor said on Saturday", "Saturday", "2032-01-31", text), "2032-01-31", text=text
    )

    assert row == ("2032-01-31", [text[:-1]])
