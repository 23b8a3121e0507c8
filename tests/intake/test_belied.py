"""Dates of printing that a report's own text belies."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.intake import redate
from firsthand.model import Report

STORY = "The dam of Oro broke on Tuesday night. On Wednesday the water board opened an inquiry."
QUOTED = f"{STORY} It is gone, all of it — Ann Poe (@annpoe) January 28, 2032"


def a_report(identifier: str, text: str, published: str | None, **more: str) -> Report:
    return Report(id=identifier, text=text, published=published, **more)  # type: ignore[arg-type]


COMPANIONS = tuple(a_report(r, STORY, "2032-01-28") for r in "bcd")


def day_of(report: Report, companions: tuple[Report, ...] = COMPANIONS) -> str | None:
    return next(r for r in redate([*companions, report]) if r.id == report.id).published


def test_a_stamp_long_after_post_weekdays_and_companions_is_not_believed():
    """The page was touched in February; its post, its weekdays and its story are of 28 January."""
    late = a_report("a", QUOTED, "2032-02-15T21:30:00")
    found = redate([late, *COMPANIONS])[0]

    assert (found.published, found.published_basis) == ("2032-01-28", "inferred")
    assert [issue.kind for issue in found.issues] == ["belied-date"]
    assert "2032-02-15T21:30:00" in found.issues[0].message


@pytest.mark.parametrize(
    "late",
    [
        a_report("a", STORY, "2032-02-15"),
        a_report("a", QUOTED.replace("Tuesday", "Saturday").replace("Wednesday", "Sunday"), "2032-02-15"),
        a_report("a", QUOTED, "2032-02-03"),
        a_report("a", QUOTED, "2032-02-15", url="https://post.example/2032/02/15/dam"),
        a_report("a", QUOTED.replace("January 28", "January 88"), "2032-02-15"),
    ],
    ids=["no post", "weekdays of the stamp", "soon after", "address of the stamp", "no such day"],
)
def test_a_stamp_that_may_be_right_holds(late: Report):
    """A later piece about an old post is one."""
    assert day_of(late) == late.published


def test_companions_must_be_of_the_other_day():
    """One companion, or companions of other weeks, are no clue."""
    late = a_report("a", QUOTED, "2032-02-15")

    assert day_of(late, COMPANIONS[:1]) == "2032-02-15"
    assert day_of(late, tuple(replace(c, published="2032-02-14") for c in COMPANIONS)) == "2032-02-15"


def test_the_address_has_the_day_of_a_page_that_was_touched_later():
    """ "/2032/01/28/" against a stamp of April, where the story is of January."""
    late = a_report("a", "The dam broke.", "2032-04-07T11:52:04", url="https://post.example/2032/01/28/dam")

    assert day_of(late) == "2032-01-28"
    assert day_of(replace(late, published="2032-01-30")) == "2032-01-30"
    assert day_of(late, COMPANIONS[:1]) == "2032-04-07T11:52:04"


def test_a_report_with_the_very_stamp_of_a_belied_one_is_of_its_day():
    """One outlet touched both pages in one minute; not so a stamp of midnight, which is a bare day."""
    late = a_report("a", QUOTED, "2032-02-15T21:30:00", outlet="Oro Post")
    sister = a_report("s", STORY, "2032-02-15T21:30:00", outlet="Oro Post")

    assert day_of(sister, (*COMPANIONS, late)) == "2032-01-28"
    assert day_of(replace(sister, outlet="Bay News"), (*COMPANIONS, late)) == sister.published
    midnight = [replace(r, published="2032-02-15T00:00:00") for r in (late, sister)]
    assert day_of(midnight[1], (*COMPANIONS, midnight[0])) == "2032-02-15T00:00:00"


@given(
    st.permutations([*COMPANIONS, a_report("a", QUOTED, "2032-02-15T21:30:00"), a_report("n", STORY, None)])
)
def test_the_order_of_reports_does_not_matter(reports: list[Report]):
    """Nor are reports lost, added or put elsewhere."""
    found = redate(reports)

    assert [r.id for r in found] == [r.id for r in reports]
    assert {r.id: r.published for r in found} == {
        **dict.fromkeys("abcd", "2032-01-28"),
        "n": None,
    }
