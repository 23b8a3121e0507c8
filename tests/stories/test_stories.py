"""Stories: one event together, another apart, whatever the order."""

from __future__ import annotations

import random
from pathlib import Path

from firsthand import collect
from firsthand.model import Report
from firsthand.stories import group


def ferry_reports(ferry: Path) -> list[Report]:
    return [r for r in collect([ferry]) if isinstance(r, Report)]


QUAKE = (
    "A magnitude {size} earthquake shook {place} on {day}, killing {dead} people, the interior ministry"
    " said. Rescue teams dug through collapsed houses in {town} and {village}, and the army sent tents."
    " {chief}, who leads the civil guard, said that the road to {town} was blocked by landslides."
)
LOMBRA = {"size": "6.1", "place": "Lombra", "town": "Varnes", "village": "Oltu", "chief": "Pia Redmer"}
KESTREL = {"size": "5.4", "place": "Kestrel", "town": "Hadden", "village": "Mirow", "chief": "Jon Aske"}


def quakes(where: dict[str, str], day: str, name: str) -> list[Report]:
    return [
        Report(
            id=f"{name}{n}",
            text=QUAKE.format(**where, day=day, dead=dead) + more,
            published=f"2031-0{3 if name == 'l' else 9}-1{n}",
        )
        for n, (dead, more) in enumerate(
            [
                (12, f" Schools in {where['town']} stay closed until Monday."),
                (15, f" Aftershocks were felt as far as {where['village']} harbour."),
                (17, f" {where['chief']} asked for blankets and clean water."),
                (17, f" The bridge at {where['village']} was closed to lorries."),
            ]
        )
    ]


def test_the_stray_report_stands_alone(ferry: Path):
    """Eight reports of the wreck are one story, the chess title is another."""
    stories = group(ferry_reports(ferry))

    assert [len(s.reports) for s in stories] == [8, 1]
    assert stories[1].reports == ("08-stray.txt",)


def test_two_earthquakes_of_one_year_stay_apart():
    """Reports in nearly the same words, but of another place, people and season, are another story."""
    stories = group(quakes(LOMBRA, "Tuesday", "l") + quakes(KESTREL, "Friday", "k"))

    assert sorted(s.reports for s in stories) == [("k0", "k1", "k2", "k3"), ("l0", "l1", "l2", "l3")]


def test_headlines_without_a_common_word_meet_through_their_bodies():
    """What the texts tell decides, not what stands above them."""
    body = (
        "Ostrava Steel will close its mill at Brenwick in June, with the loss of 800 jobs, its head Ida Marn"
        " told workers on Monday. The union of Brenwick metal workers called a strike."
    )
    stories = group(
        [
            Report(id="a", title="Mill shuts", text=body, published="2031-04-02"),
            Report(
                id="b",
                title="Eight hundred face the sack",
                text="The union called a strike after Ida Marn said that the Brenwick mill of Ostrava Steel would"
                " close in June. Some 800 metal workers at Brenwick lose their jobs.",
                published="2031-04-02",
            ),
        ]
    )

    assert [s.reports for s in stories] == [("a", "b")]


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
    """A story is the same with and without others beside it."""
    reports = ferry_reports(ferry)
    others = quakes(LOMBRA, "Tuesday", "l") + quakes(KESTREL, "Friday", "k")
    alone, together = group(reports), group(reports + others)

    assert set(alone) | set(group(others)) == set(together)


def test_a_placement_says_why(ferry: Path):
    """Each report has the one it is likest, and the names and words that the two share."""
    story = group(ferry_reports(ferry))[0]

    assert [p.report for p in story.placements] == list(story.reports)
    for placement in story.placements:
        assert placement.likest in story.reports and placement.likest != placement.report
        assert 0 < placement.likeness <= 1
        assert "marra" in placement.names or "ferry" in placement.words
    assert {p.days_apart for p in story.placements} >= {0, 1, None}


def test_a_report_alone_has_no_likest(ferry: Path):
    """Standing alone is said as such."""
    (placement,) = group(ferry_reports(ferry))[1].placements

    assert (placement.likest, placement.likeness, placement.words) == (None, 0.0, ())


def test_the_day_in_an_address_stands_for_a_day_not_given():
    """Reports far apart by their addresses are damped as by their dates."""
    text = "The council of Hadden voted to widen the harbour road. Jon Aske spoke against it."
    near = [
        Report(id=str(n), text=f"{text} {n}", url=f"https://example.org/2031/05/1{n}/road") for n in range(2)
    ]
    far = [near[0], Report(id="9", text=f"{text} 9", url="https://example.org/2033/05/17/road")]

    assert [len(group(near)), len(group(far))] == [1, 2]


def test_no_reports_give_no_stories():
    """Nothing in, nothing out."""
    assert group([]) == ()
