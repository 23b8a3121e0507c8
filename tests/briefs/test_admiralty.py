"""The Admiralty view: two axes, never merged; grades from the account, letters from the user's list alone."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import firsthand
from firsthand.briefs.admiralty import CAUTION, CREDIBILITY, admiralty
from firsthand.briefs.forms import FORMS
from firsthand.briefs.html import render_html
from firsthand.briefs.json import account_json
from firsthand.briefs.markdown import escaped, render_markdown
from firsthand.briefs.terminal import render_terminal
from firsthand.cli import main
from firsthand.errors import SettingsError
from firsthand.model import (
    Account,
    Claim,
    Difference,
    Lineage,
    Origin,
    OriginCount,
    Point,
    Ratings,
    Reading,
    Report,
    Span,
    Story,
    parse_ratings,
)
from firsthand.settings import load_ratings

TEXT = "The dam held."


def a_claim(number: int, origin: str, *, own_voice: bool = False, **more: object) -> Claim:
    return Claim(
        id=f"c{number}",
        report=f"r{number}",
        span=Span(0, 12),
        text=TEXT[:12],
        sentence=Span(0, 13),
        origin=Origin(name=origin, own_voice=own_voice),
        **more,  # type: ignore[arg-type]
    )


def an_account(claims: list[Claim], status: str, least: int, most: int, **more: object) -> Account:
    """An account of one point; ``least`` and ``most`` are the bounds of its origins."""
    names = tuple(dict.fromkeys(c.origin.name for c in claims if c.origin))
    point = Point(
        id="p1",
        statement=TEXT[:12],
        statement_claim=claims[0].id,
        statement_span=Span(0, 12),
        kind="event",
        status=status,  # type: ignore[arg-type]
        origins=OriginCount(least=least, most=most, names=names),
        claims=tuple(claims),
        **more,  # type: ignore[arg-type]
    )
    readings = tuple(
        Reading(
            report=Report(id=c.report, text=TEXT, outlet=f"Paper {c.report}", published="2032-01-30"),
            sentences=(Span(0, 13),),
        )
        for c in claims
    )
    return Account(
        story=Story(
            id="s", title="Dam", start="2032-01-30", end="2032-01-30", reports=tuple(c.report for c in claims)
        ),
        readings=readings,
        points=(point,),
        lineage=Lineage(),
        timeline=(),
        method={"version": "0"},
    )


def split(claims: list[Claim], *sizes: int) -> tuple[Difference, ...]:
    ids = [c.id for c in claims]
    groups, at = [], 0
    for size in sizes:
        groups.append(tuple(ids[at : at + size]))
        at += size
    return (Difference(kind="polarity", groups=tuple(groups), explanation=""),)


TWO = [a_claim(1, "Ana Pell"), a_claim(2, "Coast Guard")]
THREE = [*TWO, a_claim(3, "Harbour Trust")]
GRADES = [
    (1, an_account(TWO, "corroborated", 2, 2)),
    (2, an_account(TWO, "corroborated", 1, 2)),
    (3, an_account([a_claim(1, "Ana Pell"), a_claim(2, "Ana Pell")], "relayed", 1, 1)),
    (3, an_account([a_claim(1, "Ana Pell")], "single", 1, 1)),
    (4, an_account(TWO, "disputed", 2, 2, differences=split(TWO, 1, 1))),
    (4, an_account(THREE, "disputed", 3, 3, differences=split(THREE, 2, 1))),
    (5, an_account(THREE, "disputed", 3, 3, differences=split(THREE, 1, 2))),
    (6, an_account([a_claim(1, "Paper r1", own_voice=True)], "single", 1, 1)),
    (6, an_account([a_claim(1, "officials")], "single", 1, 1)),
]


@pytest.mark.parametrize(("grade", "account"), GRADES)
def test_each_grade_has_its_ground(grade: int, account: Account):
    """What stands behind a point, and what against it, makes its grade; the reason is said."""
    seen = admiralty(account)["p1"]

    assert seen.credibility == grade
    assert seen.reasons and all(seen.reasons)


def test_only_independent_origins_confirm():
    """However many reports print one origin's word, it is not confirmed."""
    claims = [a_claim(n, "Ana Pell") for n in range(1, 31)]

    assert admiralty(an_account(claims, "relayed", 1, 1))["p1"].credibility == 3


def test_a_number_that_has_grown_contradicts_nothing():
    """An earlier toll is no witness against a later one."""
    grown = (Difference(kind="value", groups=(("c1",), ("c2",)), explanation=""),)
    seen = admiralty(an_account(TWO, "differs", 2, 2, differences=grown, developed=True))["p1"]

    assert seen.credibility == 1
    assert any("changed over time" in reason for reason in seen.reasons)


def test_nobody_is_rated_but_by_the_users_list():
    """Without a list every source stands as F and says that it is not rated."""
    for source, letter, is_rated in admiralty(GRADES[0][1])["p1"].reliability:
        assert (letter, is_rated) == ("F", False), source


@given(
    st.dictionaries(
        st.sampled_from(["Ana Pell", "Coast Guard", "Paper r1", "Paper r2"]), st.sampled_from("ABCDEF")
    )
)
def test_the_two_axes_never_touch(letters: dict[str, str]):
    """No rating changes a grade, and each source keeps the letter it was given."""
    ratings = parse_ratings("".join(f"{letter}\t{name}\n" for name, letter in letters.items()))
    for grade, account in GRADES:
        seen = admiralty(account, ratings)["p1"]
        assert seen.credibility == grade
        assert {s: x for s, x, rated in seen.reliability if rated}.items() <= letters.items()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Harbour Post B", "line 1: found 'Harbour Post B', expected a letter from A"),
        ("\n# ours\nG Harbour Post", "line 3: found 'G Harbour Post'"),
        (
            "B",
            "line 1: found 'B', expected a letter from A (reliable) to F (cannot be judged) and then the name",
        ),
        ("A Harbour Post\nC harbour post", "line 2: 'harbour post' is C here and A on line 1; keep one"),
    ],
)
def test_a_list_that_is_not_understood_is_refused_with_its_line(text: str, said: str, tmp_path: Path):
    """What was found, what was expected, what to do; and the file's name."""
    path = tmp_path / "ratings.txt"
    path.write_text(text)
    with pytest.raises(SettingsError) as error:
        load_ratings(path)

    assert said in str(error.value) and str(path) in str(error.value)


@given(st.text(max_size=200))
def test_no_list_breaks_the_reader_of_lists(text: str):
    """Any text is a list or is refused."""
    try:
        ratings = parse_ratings(text)
    except ValueError as error:
        assert str(error).startswith("line ")
    else:
        assert set(ratings.letters.values()) <= set("ABCDEF")


def test_every_brief_shows_both_axes_and_the_caution():
    """Terminal, Markdown, HTML and JSON; the same grades and letters in each."""
    account = GRADES[4][1]
    ratings = parse_ratings("B Ana Pell")
    words = CREDIBILITY[4]
    for shown in (
        render_terminal(account, width=200, ratings=ratings),
        render_markdown(account, ratings).replace("\\", ""),
        render_html([account], ratings),
    ):
        assert words in shown and "Ana Pell B" in shown and "not rated" in shown
    assert CAUTION in render_terminal(account, width=400, ratings=ratings)
    assert escaped(CAUTION) in render_markdown(account, ratings)
    told = account_json(account, ratings)["points"][0]["admiralty"]
    assert told["credibility"]["grade"] == 4 and told["credibility"]["words"] == words
    assert {"source": "Ana Pell", "grade": "B", "words": "usually reliable", "rated": True} in told[
        "reliability"
    ]


def test_without_being_asked_nothing_is_graded():
    """A brief without the view says nothing of credibility."""
    account = GRADES[0][1]

    assert "redibility" not in render_terminal(account) + render_markdown(account) + render_html([account])
    assert "admiralty" not in account_json(account)["points"][0]


def test_the_json_keeps_its_schema(ferry: Path):
    """With the view and without."""
    schema = json.loads(
        (Path(firsthand.__file__).parent / "schemas" / "account.schema.json").read_text("utf-8")
    )
    reports = [r for r in firsthand.collect([ferry]) if isinstance(r, Report)]
    for account in firsthand.brief(reports):
        for ratings in (None, Ratings(), parse_ratings("A Northern Wire")):
            jsonschema.validate(account_json(account, ratings), schema)


def test_forms_without_a_place_for_it_say_so(tmp_path: Path):
    """A spreadsheet has no column for it; the command names the forms that have one."""
    with pytest.raises(
        ValueError, match="CSV has no place for the Admiralty view; choose one of json, markdown"
    ):
        FORMS["csv"].write([], Ratings())
    path = tmp_path / "a.txt"
    path.write_text("The dam above Oro held on Friday, mayor Ana Pell said.")
    got = CliRunner().invoke(main, ["brief", str(path), "--admiralty", "--format", "csv"])

    assert got.exit_code == 2 and "expected terminal, json, markdown, html, text" in got.output


def test_the_command_grades_with_the_users_list(tmp_path: Path):
    """--reliability FILE implies the view; a bad list is a usage error that names its line."""
    path, ratings = tmp_path / "a.txt", tmp_path / "ratings"
    path.write_text("The dam above Oro held on Friday, mayor Ana Pell said.")
    ratings.write_text("C  Ana Pell\n")
    got = CliRunner().invoke(main, ["brief", str(path), "--reliability", str(ratings)])
    ratings.write_text("very good: Ana Pell\n")
    bad = CliRunner().invoke(main, ["brief", str(path), "--reliability", str(ratings)])

    assert got.exit_code == 0 and "credibility 3 (possibly true)" in got.output and "Ana Pell C" in got.output
    assert bad.exit_code == 2 and "line 1: found" in bad.output and "B  Harbour Post" in bad.output
