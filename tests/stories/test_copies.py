"""Copies are one story at once; lines that stand under everything join nobody."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.lineage import prints_of
from firsthand.model import Report, Story
from firsthand.stories import Stream, copies, group, keep


def words(n: int, seed: str) -> str:
    """So many invented words in sentences of fifteen."""
    chance = random.Random(seed)
    made = ["".join(chance.choices("bdfgklmnprstv", k=3)) + chance.choice("aeiou") for _ in range(n)]
    return " ".join(" ".join(made[at : at + 15]).capitalize() + "." for at in range(0, n, 15))


def together(stories: tuple[Story, ...]) -> list[tuple[str, ...]]:
    return sorted(story.reports for story in stories)


LONG = Report(id="a", title="Long", text=words(150, "matter"), published="2031-03-01")
#: The last half of the long one under words of its own.
PASTED = Report(id="b", title="Other", text=words(45, "own") + " " + LONG.text[-400:], published="2031-03-04")


def test_a_report_that_prints_much_of_another_is_its_copy():
    """Its own beginning and title do not hide whose text it prints."""
    (story,) = group([LONG, PASTED], prints_of=prints_of)

    assert story.reports == ("a", "b")
    assert [p.copy_of for p in story.placements] == [None, "a"]


def test_without_fingerprints_copies_are_known_by_likeness_alone():
    """Then the same report is no copy."""
    found = {p.report: p.copy_of for s in group([LONG, PASTED]) for p in s.placements}

    assert found == {"a": None, "b": None}


def test_a_footer_makes_no_copy():
    """Two reports that are a little alike, with one long line below: as below reports of other matters."""
    common, footer = words(30, "place"), words(60, "footer")
    rows = [
        Report(
            id=name,
            text=f"{common if name in 'xy' else ''} {words(100, name)} {footer}",
            published=f"2031-03-0{n}",
            outlet="Post",
        )
        for n, name in enumerate("xqyz", 1)
    ]
    held = [keep(r, prints_of) for r in rows]
    stream = Stream()
    stream.add(held)
    found = {p.report: p.copy_of for s in stream.stories() for p in s.placements}

    assert set(found.values()) == {None}
    # The line alone is enough to be a copy where nothing shows that it is a line.
    stream = Stream()
    stream.add([held[0], held[2]])
    assert {p.report: p.copy_of for s in stream.stories() for p in s.placements}["y"] == "x"


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_order_and_portions_do_not_matter_to_copies(seed, data):
    """Prints, cuts and pastes that come in any order end as all at once."""
    chance = random.Random(seed)
    texts = [words(120, f"{seed} {n}") for n in range(3)]
    rows = []
    for n in range(data.draw(st.integers(2, 9))):
        one, other = chance.choice(texts), chance.choice(texts)
        cut = chance.randrange(100, len(one))
        rows.append(
            Report(id=f"r{n}", text=one[:cut] + " " + other[cut:], published=f"2031-03-{n + 10}", title="x")
        )
    expected = group(rows, prints_of=prints_of)
    stream = Stream()
    for row in data.draw(st.permutations(rows)):
        stream.add([keep(row, prints_of)])
        stream.stories()

    assert stream.stories() == expected


@pytest.mark.parametrize("n", [1, 2])
def test_a_lone_report_goes_to_the_only_story_that_is_near(n: int):
    """A teaser of the matter joins; where two stories are equally near it stays alone."""
    names = ["Oltu", "Varnes"]
    rows = [
        Report(
            id=f"{place}{k}",
            text=f"{words(40, place)} {words(50, f'{place}{k}')}",
            title=place,
            published="2031-03-01",
        )
        for place in names[:n]
        for k in range(3)
    ]
    teaser = Report(
        id="teaser",
        text=" ".join(words(40, place)[:60] for place in names[:n]) + " " + words(60 * n, "else"),
        title="Search",
        published="2031-03-02",
    )
    stories = group([*rows, teaser])

    assert len(stories) == (1 if n == 1 else 3)


def test_a_lone_report_near_another_lone_one_stays_and_says_what_they_share():
    """Two that are alone and a little alike are two stories."""
    common = words(6, "common")
    rows = [
        Report(id=n, title=f"{n}x", text=f"{common} {common} {words(160, n)}", published="2031-03-01")
        for n in ("p", "q")
    ]
    stories = group(rows)

    assert together(stories) == [("p",), ("q",)]
    for story in stories:
        (placement,) = story.placements
        assert placement.likest is None and set(placement.words) == set(common.lower().rstrip(".").split())
        assert placement.reason.startswith("alone: shares ") and placement.reason.endswith("one story")


def test_a_year_that_no_table_knows_tells_nothing():
    """A dateline's year in the future joins no two reports."""
    rows = [
        Report(
            id=n,
            text=f"May 3, 2093, 09:15 GMT\n{words(25, n)} It was May 2093.",
            published="2093-05-03",
        )
        for n in ("p", "q")
    ]

    assert together(group(rows)) == [("p",), ("q",)]


def test_too_few_fingerprints_make_no_copy(monkeypatch):
    """The bound holds what a copy is."""
    monkeypatch.setattr(copies, "LEAST_PRINTS", 10**6)
    found = {p.report: p.copy_of for s in group([LONG, PASTED], prints_of=prints_of) for p in s.placements}

    assert found == {"a": None, "b": None}


def test_the_same_words_on_another_day_are_a_copy():
    """What is printed again a week later is known for what it is."""
    again = replace(LONG, id="c", published="2031-03-08")
    (story,) = group([LONG, again], prints_of=prints_of)

    assert [p.copy_of for p in story.placements] == [None, "a"]
