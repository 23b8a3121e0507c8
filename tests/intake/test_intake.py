"""Intake: what a text or page says of itself, and parsers that never fail."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.intake import collect, infer_published
from firsthand.intake.decoding import decode, what_is_it
from firsthand.intake.language import language_of
from firsthand.intake.markup import read_markup
from firsthand.intake.metadata import day_of_address, describe, parse_date
from firsthand.model import Report

PROSE = "The dam above the town of Oro held through a night of heavy rain, officials of the water board said, and people went home by noon."


@pytest.mark.parametrize(
    ("head", "published", "basis"),
    [
        (" date 2032-01-30 ", "2032-01-30", "metadata"),
        ("January 30, 2032 / 11:10 IST\n", "2032-01-30T11:10+05:30", "dateline"),
        ("Published: 30 January 2032 09:12 GMT\n", "2032-01-30T09:12+00:00", "dateline"),
        (
            "Oro, seen on January 30, 2032. (Photo by A. Pell / AFP)\nRain fell on Friday.\n",
            "2032-01-30",
            "caption",
        ),
        (
            "Oro, released on January 31, 2032. (Photo by A. Pell / AFP)\nRain fell on Friday.\n",
            "2032-01-31",
            "caption",
        ),
        ("Oro, seen on January 27, 2032. (Photo by A. Pell / AFP)\nRain fell on Friday.\n", None, "unknown"),
        ("", None, "unknown"),
    ],
)
def test_a_text_says_when_it_was_published(head: str, published: str | None, basis: str):
    """Each way to state a date is told from the others."""
    found = describe(head + PROSE)

    assert (found.published, found.basis) == (published, basis)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://post.example/world/2032/jan/30/oro-dam", "2032-01-30"),
        ("https://post.example/2032/1/30/oro-dam.html?from=feed", "2032-01-30"),
        ("https://post.example/2032/01/30", "2032-01-30"),
        ("https://post.example/news/2032-01-30-oro-dam", "2032-01-30"),
        ("https://post.example/2032/02/30/oro-dam", None),
        ("https://post.example/2032/dam/30/oro", None),
        ("https://post.example/2032/01/301/oro", None),
        ("https://post.example/oro?day=/2032/01/30/", None),
        ("https://[broken/2032/01/30/oro", None),
        (None, None),
    ],
)
def test_an_address_files_its_page_under_a_day(url: str | None, day: str | None):
    """Only what its path says, and only a day that exists."""
    assert day_of_address(url) == day


@given(st.text())
def test_any_address_can_be_read(path: str):
    """Whatever stands in an address, it tells a day of the calendar or none."""
    day = day_of_address("https://post.example/" + path)
    assert day is None or date.fromisoformat(day)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_of_an_address_is_found(day: date):
    assert day_of_address(f"https://post.example/{day:%Y/%m/%d}/oro") == day.isoformat()


@pytest.mark.parametrize(
    ("fields", "head", "published", "basis"),
    [
        ({}, "", "2032-01-30", "metadata"),
        ({"published": "2032-01-31"}, "", "2032-01-31", "given"),
        ({}, "Published: 31 January 2032 09:12 GMT\n", "2032-01-31T09:12+00:00", "dateline"),
        (
            {},
            "Oro, released on January 29, 2032. (Photo by A. Pell / AFP)\nRain fell on Friday.\n",
            "2032-01-30",
            "metadata",
        ),
    ],
    ids=["nothing else", "given", "dateline", "caption"],
)
def test_an_address_dates_a_report_that_tells_no_date(
    tmp_path: Path, fields: dict[str, str], head: str, published: str, basis: str
):
    """What the record or the text states comes first; a caption, which dates a picture, comes after."""
    record = {"text": head + PROSE, "url": "https://post.example/2032/01/30/oro-dam", **fields}
    (tmp_path / "reports.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    (report,) = collect([str(tmp_path / "reports.jsonl")])

    assert isinstance(report, Report)
    assert (report.published, report.published_basis) == (published, basis)


def test_a_file_photograph_dates_nothing():
    """An old picture's date is not the report's."""
    assert describe(f"FILE - Oro on May 3, 2011. (Photo by Ana Pell / AFP)\n{PROSE}").published is None


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        (f"ORO, Jan. 30 (Reuters) - {PROSE}", ("Reuters",)),
        (f"{PROSE}\nCopyright 2032 The Associated Press. All rights reserved.", ("Associated Press",)),
        (f"PORT ALDEN (MPA) — {PROSE}\nCopyright 2032 Meridian Press Agency.", ("Meridian Press Agency",)),
        (f"Oro after the rain. (Photo by Ana Pell / AFP)\n{PROSE}", ()),
    ],
)
def test_agencies_are_credited_for_text_not_for_pictures(text: str, agencies: tuple[str, ...]):
    """A dateline and a copyright line credit; a photographer's line does not."""
    assert describe(text).agencies == agencies


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"{PROSE}\n© 2032 Harbour Post", "Harbour Post"),
        (f"{PROSE}\nCopyright The Harbour Post Company 2032. All rights reserved.", "Harbour Post"),
        (
            f"PORT ALDEN (MPA) — {PROSE}\nCopyright 2032 Meridian Press Agency.\n© Harbour Post 2032",
            "Harbour Post",
        ),
        (f"By Ana Pell, Oro Herald\n{PROSE}", "Oro Herald"),
        (f"By Ana Pell\n{PROSE}", None),
        (f"{PROSE}\nCopyright 2032 The Associated Press. All rights reserved.", None),
        (f"{PROSE}\n© Pell Images", None),
        (f"{PROSE}\nCopyright law is the field of the Harbour Post.", None),
    ],
)
def test_a_copyright_line_or_byline_names_the_outlet(text: str, outlet: str | None):
    """Whose page it is stands under or over the text; agencies and pictures are no outlet."""
    assert describe(text).outlet == outlet


def test_a_headline_is_a_title_and_prose_is_none():
    """A short first line above prose is the title; a first paragraph is not."""
    assert describe(f"Dam holds after night of rain\n\n{PROSE}").title == "Dam holds after night of rain"
    assert describe(f"{PROSE}\n{PROSE}").title is None


def test_a_page_tells_its_data():
    """JSON-LD and meta elements give title, author, outlet and times."""
    markup = (
        '<html lang="en"><head><meta property="og:site_name" content="Coast Today">'
        '<script type="application/ld+json">{"headline": "Dam holds", "datePublished": "2032-01-30T08:00:00Z",'
        ' "author": [{"name": "Ana Pell"}]}</script></head><body><article>'
        + f"<p>{PROSE}</p>" * 4
        + "</article></body></html>"
    )
    page = read_markup(markup)

    assert (page.title, page.author, page.outlet, page.published) == (
        "Dam holds",
        "Ana Pell",
        "Coast Today",
        "2032-01-30T08:00:00Z",
    )
    assert PROSE in page.text


def test_a_bare_page_tells_what_a_reader_sees(tmp_path: Path):
    """Without data of its own: the heading, the byline, the printed time and the copyright line."""
    seen = (
        "<h1>Dam above Oro <em>holds</em></h1><p>By Ana Pell</p><p>Published: 30 January 2032 09:12 GMT</p>"
        + f"<p>{PROSE}</p>" * 3
        + "<p>© 2032 Oro Herald</p>"
    )
    (tmp_path / "a.html").write_text(f"<html><body><article>{seen}</article></body></html>")
    (report,) = [item for item in collect([tmp_path]) if isinstance(item, Report)]

    assert (report.title, report.author, report.outlet) == ("Dam above Oro holds", "Ana Pell", "Oro Herald")
    assert (report.published, report.published_basis) == ("2032-01-30T09:12+00:00", "dateline")


def test_broken_data_in_a_page_is_passed_over():
    """Malformed JSON-LD costs its data, not the page."""
    page = read_markup('<script type="application/ld+json">{"headline": </script><p>' + PROSE * 4 + "</p>")

    assert PROSE in page.text and page.published is None


def a_report(identifier: str, text: str, published: str | None = None) -> Report:
    return Report(id=identifier, text=text, published=published)


BROKEN = "The dam of Oro broke on Tuesday night. On Wednesday the water board opened an inquiry into the dam."
OPENED = "The water board opened an inquiry into the dam of Oro on Wednesday."


def test_weekdays_and_companions_together_date_a_report():
    """Tuesday and Wednesday leave two days; most companions were printed on one of them."""
    companions = [a_report(r, OPENED, day) for r, day in (("b", "2032-01-28"), ("c", "2032-01-28"))]
    dated = infer_published(a_report("a", BROKEN), companions)

    assert (dated.published, dated.published_basis) == ("2032-01-28", "inferred")


@pytest.mark.parametrize(
    "days", [("2032-01-29",), ("2032-01-28", "2032-01-29"), ("2032-02-11", "2032-02-19")]
)
def test_one_clue_alone_dates_nothing(days: tuple[str, ...]):
    """One companion, companions at odds, and companions of other weeks decide nothing."""
    companions = [a_report(f"c{n}", OPENED, day) for n, day in enumerate(days)]

    assert infer_published(a_report("a", BROKEN), companions).published is None


def test_a_print_of_one_text_has_its_day():
    """The same text with a day is the day of the print without one, unless the weekdays forbid it."""
    text = " ".join(f"{BROKEN} Part {n} of the wall lies in the river." for n in range(4))

    assert infer_published(a_report("a", text), [a_report("b", text, "2032-01-28")]).published == "2032-01-28"
    assert infer_published(a_report("a", text), [a_report("b", text, "2032-02-01")]).published is None


def test_days_to_come_and_days_written_out_bind_nothing():
    """ "before Sunday" and "Thursday, Dec. 28, 2031" say nothing of the day of printing."""
    text = f"{BROKEN} Work ends before Sunday. It was filmed on Thursday, Dec. 28, 2031."
    companions = [a_report(r, OPENED, "2032-01-28") for r in ("b", "c")]

    assert infer_published(a_report("a", text), companions).published == "2032-01-28"


def test_nothing_to_go_by_leaves_a_report_undated():
    """Without weekdays or dated companions there is no date."""
    assert (
        infer_published(a_report("a", "The dam broke."), [a_report("b", "x", "2032-01-29")]).published is None
    )
    assert infer_published(a_report("a", "It broke on Friday."), [a_report("b", "x")]).published is None


@given(st.binary(max_size=400))
def test_bytes_always_decode(data: bytes):
    """Any bytes give text or a name for what they are; never an exception."""
    what_is_it(data)
    text, _ = decode(data)

    assert isinstance(text, str)


@given(st.text(max_size=400))
def test_any_text_can_be_described(text: str):
    """Odd text gives what was found; offsets are true."""
    found = describe(text)
    language_of(text)
    parse_date(text)

    if found.title is not None and found.title_start is not None:
        assert text[found.title_start :].startswith(found.title)


@given(st.text(alphabet="<>/=\"' abdivmetascript!-[]{}&;", max_size=300))
def test_any_markup_can_be_read(markup: str):
    """Tag soup gives a page, if an empty one."""
    read_markup(markup)
