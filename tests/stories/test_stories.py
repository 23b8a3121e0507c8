"""Stories: one event together, another apart, whatever the order."""

from __future__ import annotations

import random
from pathlib import Path

from firsthand import collect
from firsthand.model import Report
from firsthand.stories import group


def ferry_reports(ferry: Path) -> list[Report]:
    return [r for r in collect([ferry]) if isinstance(r, Report)]


def test_the_stray_report_stands_alone(ferry: Path):
    """Eight reports of the wreck are one story, the chess title is another."""
    stories = group(ferry_reports(ferry))

    assert [len(s.reports) for s in stories] == [8, 1]
    assert stories[1].reports == ("08-stray.txt",)


def test_every_report_is_in_exactly_one_story(ferry: Path):
    """None is lost, none stands twice."""
    reports = ferry_reports(ferry)
    placed = [r for s in group(reports) for r in s.reports]

    assert sorted(placed) == sorted(r.id for r in reports)


def test_order_of_arrival_does_not_matter(ferry: Path):
    """Shuffled input gives equal stories."""
    reports = ferry_reports(ferry)
    expected = group(reports)
    for seed in range(3):
        random.Random(seed).shuffle(reports)
        assert group(reports) == expected


def test_other_reports_do_not_change_a_story(ferry: Path):
    """A story is the same with and without a stray beside it."""
    reports = ferry_reports(ferry)
    alone = group([r for r in reports if r.id != "08-stray.txt"])

    assert alone[0] == group(reports)[0]


def test_a_placement_says_why(ferry: Path):
    """Each report has the words that placed it."""
    story = group(ferry_reports(ferry))[0]

    assert all("ferry" in why or "marra" in why for _, why in story.reasons)


def test_many_prints_of_one_text_are_one_story_at_once():
    """A thousand identical reports are placed as one."""
    text = (
        "The dam above the town of Oro held through a night of heavy rain, officials of the water board said."
    )
    prints = [Report(id=str(n), text=text, published="2032-01-30") for n in range(1000)]
    (story,) = group(prints)

    assert len(story.reports) == 1000


def test_no_reports_give_no_stories():
    """Nothing in, nothing out."""
    assert group([]) == ()
