"""Streams: the result depends on the reports alone, and changes are told."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model import Report
from firsthand.stories import Stream, group, grouping, keep, keep_all, likeness

PLACES = "Lombra Varnes Oltu Kestrel Hadden Mirow Brenwick Oster Calder Teller".split()
DEEDS = ["flood", "strike", "election", "wildfire", "trial", "merger"]


@st.composite
def corpora(draw: st.DrawFn) -> list[Report]:
    """Small corpora of reports that overlap in all ways: copies, one matter, one place, no date."""
    chance = random.Random(draw(st.integers(0, 10_000)))
    reports = []
    for n in range(draw(st.integers(1, 25))):
        place, deed = chance.choice(PLACES), chance.choice(DEEDS)
        words = [place, deed, *chance.sample(PLACES, 2), *chance.choices(DEEDS, k=chance.randint(0, 8))]
        reports.append(
            Report(
                id=f"r{n:02}",
                text=f"In {place} a {deed} was told of. " + " ".join(f"The {w} went on." for w in words),
                published=None
                if chance.random() < 0.2
                else f"2031-0{chance.randint(1, 6)}-{chance.randint(10, 28)}",
            )
        )
        if chance.random() < 0.3:
            reports.append(Report(id=f"c{n:02}", text=reports[-1].text, published=reports[-1].published))
    return reports


@settings(max_examples=40, deadline=None)
@given(reports=corpora(), data=st.data())
def test_portions_and_order_do_not_matter(reports, data):
    """One report at a time, in any order, with stories asked for in between, ends as all at once."""
    expected = group(reports)
    arriving = data.draw(st.permutations(reports))
    size = data.draw(st.integers(1, 6))
    stream = Stream()
    for at in range(0, len(arriving), size):
        stream.add(map(keep, arriving[at : at + size]))
        stream.stories()

    assert stream.stories() == expected


@settings(max_examples=30, deadline=None)
@given(one=corpora())
def test_reports_of_another_world_change_nothing(one):
    """Stories of reports that share no weighty word with others are the same beside them."""
    strange = [
        Report(id=f"z{n}", text=f"Quillon {n % 3} Zembra vext marpo drell {n}. " * 3, published="2031-03-12")
        for n in range(6)
    ]

    assert set(group(one + strange)) == set(group(one)) | set(group(strange))


def test_processes_do_not_matter():
    """Two processes keep what one keeps, in the same order."""
    reports = [
        Report(id=str(n), text=f"The {PLACES[n % 10]} {DEEDS[n % 6]} of the year {n}.") for n in range(450)
    ]

    assert list(keep_all(reports, 2)) == list(keep_all(reports, 1))


FIRE = "A fire burned the grain hall at Mirow on Monday. Two firemen of Mirow were hurt, captain Ula Brandt said."
HALL = (
    "Ula Brandt, captain of the firemen, said the grain hall at Mirow burned on Monday and two men were hurt."
)


def test_changes_are_told():
    """New, grown and joined stories are named, with what they were."""
    stream = Stream()
    stream.add([keep(Report(id="b", text=FIRE, published="2031-05-06"))])
    (first,) = stream.stories()
    assert [(c.kind, c.story, c.before) for c in stream.changes()] == [("new", first.id, ())]

    stream.add([keep(Report(id="c", text=HALL, published="2031-05-07"))])
    (grown,) = stream.stories()
    assert grown.id == first.id
    assert [(c.kind, c.before) for c in stream.changes()] == [("grown", (first.id,))]

    stream.stories()
    assert stream.changes() == ()


def test_two_stories_become_one_when_a_report_shows_it():
    """A report between two that hardly touch joins them; the change names both."""
    harbour = "Dredging of the Calder harbour began. The dredger Petrel lifted mud near the old quay."
    fish = "Fishermen of Oster found oil on their nets. The cooperative of Oster asked for a survey."
    between = (
        f"{harbour} {fish} The Petrel had spilled oil, the survey of the Calder harbour and of Oster found."
    )
    stream = Stream()
    stream.add(
        [
            keep(Report(id="a", text=harbour, published="2031-05-06")),
            keep(Report(id="b", text=fish, published="2031-05-06")),
        ]
    )
    before = stream.stories()
    assert len(before) == 2
    stream.add(
        keep(Report(id=f"c{n}", text=f"{between} Part {n}.", published="2031-05-07")) for n in range(4)
    )
    (story,) = stream.stories()

    (change,) = stream.changes()
    assert (change.kind, set(change.before)) == ("joined", {s.id for s in before})
    assert len(story.reports) == 6


def test_a_report_that_comes_again_in_other_words_replaces_the_first():
    """One id is one report."""
    stream = Stream()
    stream.add([keep(Report(id="a", text=FIRE)), keep(Report(id="b", text=HALL))])
    assert len(stream.stories()) == 1
    stream.add([keep(Report(id="b", text="The chess club of Oster won the cup of the coast again."))])

    assert sorted(s.reports for s in stream.stories()) == [("a",), ("b",)]
    assert {c.kind for c in stream.changes()} == {"split"}


def test_stories_age_out():
    """Reports further apart than the window never touch; old ones can be let go."""
    old, new = (
        Report(id=i, text=FIRE, published=day) for i, day in (("a", "2031-01-06"), ("b", "2031-11-06"))
    )
    stream = Stream()
    stream.add([keep(old), keep(new)])
    assert len(stream.stories()) == 2
    stream.forget(before=keep(new).traits.day)

    assert [s.reports for s in stream.stories()] == [("b",)]


@pytest.mark.parametrize("seed", range(4))
def test_many_prints_of_one_text_have_few_pairs_and_one_story(monkeypatch, seed):
    """A text that comes with another number every time: pairs are bounded, whatever the order and portions."""
    monkeypatch.setattr(likeness, "MOST_COPIES", 3)
    monkeypatch.setattr(grouping, "MOST_COPIES", 3)
    text = "The buoy off Kestrel harbour measured a swell from the west and a rising wind. " * 4
    told = [Report(id=f"{n:02}", text=f"{text}Reading {n}.", published="2031-05-06") for n in range(30)]
    told += [
        Report(id=f"x{n}", text=f"A baker of Mirow won the lottery, sold {n} ovens and left.") for n in "ab"
    ]
    expected = group(told)
    chance = random.Random(seed)
    stream, arriving = Stream(), chance.sample(told, len(told))
    for at in range(0, len(arriving), 4):
        stream.add(map(keep, arriving[at : at + 4]))
        stream.stories()

    assert stream.stories() == expected
    assert [len(s.reports) for s in expected] == [30, 2]
    assert len(stream._compared._pairs.left) <= 3 * 30 + 1
