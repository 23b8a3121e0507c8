"""What stands against what over a whole story: persons, places, moments, counts of occurrences, what was lacking.

From texts of our own, read whole and told as accounts. Each kind of conflict has its fact, and beside it a fact
of likeness without conflict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand import Report
from firsthand.claims.comparing.groups import Opposed, brought_together, by_group
from firsthand.claims.comparing.moments import told_of_one
from firsthand.claims.comparing.persons import descriptions_of, full_names
from firsthand.claims.comparing.places import containment, placed
from firsthand.claims.frames import cut_frames
from firsthand.claims.points import find_points
from firsthand.model import Anchor, Decision, Difference, Entity, JoinPoints, Point, Span, TimeExpression
from firsthand.pipeline import read_story
from firsthand.testing.trees import a_parsed_reading


def told(*texts: str, days: tuple[int, ...] = ()) -> tuple[Point, ...]:
    """The points of some reports of one event, printed on one day unless said."""
    given_days = days or (4,) * len(texts)
    reports = [
        Report(id=f"r{n}", text=text, published=f"2031-03-{day:02}T09:00:00+00:00", outlet=f"Paper {n}")
        for n, (text, day) in enumerate(zip(texts, given_days, strict=True))
    ]
    readings, lineage = read_story(reports)
    return find_points(readings, lineage)


def differences(points: tuple[Point, ...], *parts: str) -> Iterator[tuple[Point, Difference]]:
    """The differences whose line sets these words against each other."""
    for point in points:
        for difference in point.differences:
            if all(part in difference.explanation for part in parts):
                yield point, difference


def the_one(points: tuple[Point, ...], *parts: str) -> tuple[Point, Difference]:
    return next(differences(points, *parts))


BLAST = "An explosion destroyed a storage hall of the chemical plant in Tolm, Westmark, on Tuesday."


FIRE = "An explosion destroyed a storage hall of the chemical plant on Tuesday."


def test_two_offices_of_one_person():
    """Interior minister in one report, defence minister in the other."""
    points = told(
        f"{BLAST} Interior Minister Petra Lund came to the plant.",
        f"{BLAST} Petra Lund, the defence minister, spoke to the families.",
    )
    point, difference = the_one(points, "Interior Minister Petra Lund", "the defence minister")

    assert (point.status, difference.kind) == ("differs", "name")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Defence Minister Petra Lund came.", "Petra Lund, the minister of defense, came."),
        ("Mayor Petra Lund came.", "Petra Lund, the mayor of Tolm, came."),
        ("Petra Lund, a former governor, came.", "Petra Lund, the mayor of Tolm, came."),
        ("Westmark’s trade minister, Petra Lund, came.", "Petra Lund, who leads a party, came."),
    ],
)
def test_one_office_in_other_words_is_no_difference(one: str, other: str):
    """A title in another order, with less of it, or of another time."""
    assert not list(differences(told(f"{BLAST} {one}", f"{BLAST} {other}"), "Lund"))


def test_an_office_that_was_given_up_is_an_update():
    """Chief executive first, former chief executive three weeks later."""
    points = told(
        f"{BLAST} Chief executive Oskar Vey said that he would stay.",
        f"{BLAST} Oskar Vey, the former chief executive, did not speak.",
        days=(4, 25),
    )
    point, _ = the_one(points, "Chief executive Oskar Vey", "former")

    assert point.status == "differs" and point.developed


def test_two_ages_of_one_person():
    """Fifty-four in one report, fifty-seven in the other; who has the same name and age is nobody's difference."""
    points = told(
        f"{BLAST} Oskar Vey, 54, was hurt. Ida Ost, 30, was not.",
        f"{BLAST} Police named the man as 57-year-old Oskar Vey. Ida Ost, 30, saw him fall.",
    )

    assert list(differences(points, "Vey, 54", "57-year-old Oskar Vey"))
    assert not list(differences(points, "Ost"))


def test_descriptions_point_into_the_text():
    """What is read beside a name is read where it stands."""
    text = f"{BLAST} Oskar Vey, 54, the manager of the plant, met Interior Minister Petra Lund of Kelby, Westmark."
    (reading,), _ = read_story([Report(id="r", text=text)])
    said = list(descriptions_of(reading, 0, full_names([reading])))

    assert {(d.aspect, d.value) for d in said} >= {("age", "54"), ("office", "minister")}
    assert all(d.span.of(text).strip() and d.person.split()[-1] in d.span.of(text) for d in said)


def test_two_towns_of_one_region():
    """Told to have happened in two towns of one region."""
    points = told(
        f"{FIRE} The blast killed three workers at the plant in the town of Tolm, Westmark.",
        f"{FIRE} The blast killed three workers at the plant in Harnow, Westmark, early on Tuesday.",
    )
    point, difference = the_one(points, "Tolm", "Harnow")

    assert (point.status, difference.kind) == ("differs", "name")


def test_a_place_within_another_is_no_other_place():
    """In Tolm, in Westmark: the reports say themselves that the one holds the other."""
    points = told(
        f"{FIRE} The blast killed three workers at the plant in the town of Tolm, Westmark.",
        f"{FIRE} The blast killed three workers at the plant in Westmark, early on Tuesday.",
    )

    assert not [d for p in points for d in p.differences if d.kind == "name"]


def test_a_people_is_no_place():
    """ "The use of Norwegian workers" against "the use of UN workers" is no difference of places."""
    reading = a_parsed_reading(
        "They|PRON|2|nsubj came|come|VERB|0|root of|ADP|5|case Norwegian|ADJ|5|amod hands|NOUN|2|obl from|ADP|7|case"
        " Oslo|PROPN|2|obl .|PUNCT|2|punct"
    )
    text = reading.report.text
    places = [
        Entity(
            id=f"e{n}",
            type="place",
            name=name,
            mentions=(Span(text.index(name), text.index(name) + len(name)),),
        )
        for n, name in enumerate(("Norwegian", "Oslo"))
    ]

    assert [place.name for *_, place in placed(replace(reading, entities=tuple(places)))] == ["oslo"]


@pytest.mark.parametrize(
    ("other", "are_apart"), [("2031-09", True), ("2031-09-05", True), ("2031-12-29", False)]
)
def test_months_apart_are_two_happenings(other: str, are_apart: bool):
    """A crash in September and one on 31 December are two; one on 29 and one on 31 December may be one."""
    readings = []
    for word, value in (("then", other), ("soon", "2031-12-31")):
        reading = a_parsed_reading(
            f"Oro|PROPN|2|nsubj burned|burn|VERB|0|root {word}|ADV|2|advmod .|PUNCT|2|punct"
        )
        at = reading.report.text.index(word)
        time = TimeExpression(start=at, end=at + len(word), type="DATE", value=value)
        readings.append(replace(reading, times=(time,)))
    frames = [cut_frames(one, number)[0] for number, one in enumerate(readings)]

    assert (not told_of_one(frames, readings)) is are_apart


def test_what_lies_in_what_is_what_the_reports_say():
    readings, _ = read_story([Report(id="r", text=BLAST)])

    assert containment(readings) == {"tolm": frozenset({"westmark"})}


def test_two_clock_times_of_one_happening():
    """The blast happened at 6:40, the explosion occurred at about 7:15."""
    points = told(
        f"{BLAST} The blast happened at 6:40 a.m., the fire service said.",
        f"{BLAST} The explosion occurred at about 7:15 a.m., a guard said.",
    )
    point, difference = the_one(points, "6:40", "7:15")

    assert (point.status, difference.kind) == ("differs", "time")


def test_a_rough_hour_contradicts_no_minute_near_it():
    """ "Around noon" and 12:10 are one time."""
    points = told(
        f"{BLAST} The blast happened around noon, a guard said.",
        f"{BLAST} The blast happened at 12:10 p.m., the fire service said.",
    )

    assert not [d for p in points for d in p.differences if d.kind == "time"]


def test_two_years_of_one_deed():
    """Built in 1987, built in 1992."""
    points = told(
        f"{BLAST} The storage hall was built in 1987.",
        f"{BLAST} Fire broke out in the storage hall, which was built in 1992.",
    )

    assert the_one(points, "1987", "1992")[1].kind == "time"


def test_how_often_in_how_long():
    """Third this year and second this year cannot both be; second this month and third this year can."""
    points = told(
        f"{BLAST} It was the second fire at the plant this year.",
        f"{BLAST} It was the third fire at the plant this year, the union said.",
    )
    agreeing = told(
        f"{BLAST} It was the second fire at the plant this month.",
        f"{BLAST} It was the third fire at the plant this year, the union said.",
    )

    assert the_one(points, "second fire", "third fire")[0].status == "differs"
    assert not list(differences(agreeing, "second fire", "third fire"))


def test_what_one_says_was_lacking_and_another_had():
    """No working sprinklers, said one; the sprinklers had worked, said the other."""
    points = told(
        f"{BLAST} The owner, Norvane Chemie, said that the sprinklers had worked.",
        f"{BLAST} Firefighters said that the hall had no working sprinklers.",
    )
    point, difference = the_one(points, "no working sprinklers", "the sprinklers had worked")

    assert (point.status, difference.kind) == ("disputed", "polarity")


def test_one_speaker_contradicts_another_within_a_report():
    points = told(
        f"{BLAST} Governor Ana Riis said that the plant had run for weeks without a working alarm. The director,"
        " Oskar Vey, rejected that. He said that the alarm had been working when the plant exploded."
    )
    point, _ = the_one(points, "without a working alarm", "the alarm had been working")

    assert point.status == "disputed"


def test_whose_words_overlap_by_place_alone():
    """Offsets of two reports have nothing to do with each other."""
    points = told(
        f"{BLAST} The owner said that the sprinklers had worked.",
        f"{BLAST} The guards said that there were no working sprinklers.",
    )

    assert list(differences(points, "no working sprinklers"))


def test_contrary_ways_of_one_named_thing():
    """Shares of one firm that rose and fell; those of another firm stand against neither."""
    points = told(
        f"{BLAST} Norvane shares rose 2 percent.",
        f"{BLAST} Norvane fell 4 percent. Castor shares rose 1 percent.",
    )

    assert list(differences(points, "Norvane shares rose", "Norvane fell"))
    assert not list(differences(points, "Castor"))


def test_what_is_only_supposed_stands_against_nothing():
    points = told(
        f"{BLAST} Regulators approved the restart of the plant.",
        f"{BLAST} Norvane would pay a fee if regulators blocked the restart of the plant.",
    )

    assert not list(differences(points, "approved", "blocked"))


def test_one_and_several():
    """A guard was hurt, guards were hurt; what is counted is left to the counts."""
    points = told(
        f"{BLAST} The blast injured a guard at the gate of the plant.",
        f"{BLAST} The blast injured guards at the gate of the plant.",
    )

    assert list(differences(points, "a guard", "guards"))


def test_who_was_not_identified_is_named_later():
    points = told(
        f"{BLAST} The driver of the lorry has not been identified, police said.",
        f"{BLAST} The driver, Jon Aske, left the lorry at the gate.",
        days=(4, 6),
    )
    point, _ = the_one(points, "has not been identified", "Jon Aske")

    assert point.status == "differs" and point.developed


def test_people_on_board_are_one_count():
    """However far the numbers are from each other, and wherever they stand."""
    points = told(
        "A ferry carrying 214 people sank off Tolm on Tuesday.",
        "A ferry sank off Tolm on Tuesday. Its captain left first. Boats came at once. The sea was calm. The mayor said"
        " that more than 300 people had been on board.",
    )

    assert list(differences(points, "214 people", "more than 300 people"))


def test_the_missing_become_fewer():
    """Thirty-seven on Tuesday, twelve on Thursday: found in between."""
    points = told(
        "A ferry sank off Tolm on Tuesday. 37 people were missing.",
        "A ferry sank off Tolm on Tuesday. 12 people were still missing on Thursday.",
        days=(4, 6),
    )

    assert any(point.developed for point, _ in differences(points, "37", "12"))


def test_what_a_denied_report_says_is_what_is_denied():
    points = told(
        f"{BLAST} A spokesman for Norvane denied a newspaper report that the pumps had leaked twice in May.",
        f"{BLAST} The pumps had leaked twice in May, a former clerk said.",
    )

    assert any(p.status == "disputed" for p in points)


@given(st.lists(st.integers(0, 5), min_size=2, max_size=4, unique=True))
def test_opposed_frames_end_in_one_group(chosen: list[int]):
    """Both sides stand together after they are brought together, and no frame is lost or doubled."""
    text = " ".join(f"The boat number {n} sank near the harbour." for n in range(6))
    (reading,), _ = read_story([Report(id="r", text=text)])
    frames = [f for f in cut_frames(reading, 0) if f.kind == "clause"][:6]
    pair = Opposed(kind="value", sides=((chosen[0],), tuple(chosen[1:])), said=("a", "b"))
    groups = brought_together([(n,) for n in range(len(frames))], frames, [pair])

    assert sorted(i for group in groups for i in group) == list(range(len(frames)))
    assert list(by_group([pair], groups).values()) == [[pair]]


def test_against_a_denial_stands_what_it_denies():
    """Of a point that holds two matters, here by a person's decision, the dispute shows and states the one denied."""
    texts = (
        "Ana Pell, the mayor of Tamsel, met Tom Reve in Oro on Tuesday. The sending of the workers was discussed in the"
        " meeting of Pell with Tom Reve in Oro, Harbour Radio reported.",
        "Ana Pell met Tom Reve in Oro on Tuesday. Harbour Radio did not mention sending labourers to Oro in a report on"
        " the meeting between Pell and Tom Reve.",
    )
    reports = [Report(id=f"r{n}", text=text, outlet=f"Paper {n}") for n, text in enumerate(texts)]
    readings, lineage = read_story(reports)
    words = (
        "Ana Pell, the mayor of Tamsel, met Tom Reve in Oro on Tuesday",
        "The sending of the workers was discussed in the meeting of Pell with Tom Reve in Oro",
    )
    anchors = [Anchor(report="r0", start=(at := texts[0].index(w)), end=at + len(w), words=w) for w in words]
    joined = Decision(id="d1", action=JoinPoints(claims=tuple(anchors)), by="ana", at="2031-03-05T09:00:00Z")

    [point] = [p for p in find_points(readings, lineage, [joined]) if p.status == "disputed"]
    said = {claim.id: claim.text for claim in point.claims}
    [sides] = [[[said[c] for c in g] for g in d.groups] for d in point.differences if d.kind == "attribution"]

    assert any("met Tom Reve" in w for w in said.values())
    assert "workers" in point.statement
    assert all("workers" in w for w in sides[0])


def test_what_only_says_which_thing_was_not_lacking():
    """Trains without passengers are passenger trains all the same."""
    points = told(
        "Two work trains hit each other in the tunnel of Oro. There were no passengers on the trains, the mayor said.",
        "Two work trains hit each other in the tunnel of Oro that carries passenger trains to Tamsel.",
    )

    assert not any(point.status == "disputed" for point in points)


def test_a_plan_that_came_true_is_an_update():
    """To be closed in the first report, closed in the later one: told by the later."""
    points = told(
        f"{FIRE} The ministry of labour plans to close the chemical plant in Tolm.",
        f"{FIRE} The ministry of labour closed the chemical plant in Tolm.",
        days=(4, 8),
    )
    point, difference = the_one(points, "plans to close", "closed")

    assert difference.kind == "time" and point.developed
    assert point.statement == "The ministry of labour closed the chemical plant in Tolm"


def test_how_far_one_thing_moved_on_one_day():
    """Two falls of one firm's shares; another firm's stand against nothing."""
    first = "Oro Lines met its creditors. Shares of Oro Lines fell 4.2 percent. Shares of Pell Ferries fell 9 percent."
    second = "Oro Lines met its creditors on Monday. Oro Lines shares dropped 1.1 percent in early trading."
    point, difference = the_one(told(first, second), "4.2 percent", "1.1 percent")
    assert difference.kind == "value" and point.status == "differs"
    assert not any(differences(told(first, second), "9 percent"))
    assert not any(differences(told(first, second, days=(4, 6)), "4.2 percent"))
    assert not any(differences(told(first, second.replace("1.1", "4")), "4.2 percent"))


def test_what_two_clauses_differ_in_is_a_point_of_its_own():
    """One gunman in one report, gunmen in the other: nothing else is in the point."""
    points = told(
        f"{FIRE} A gunman shot a guard in front of the plant.",
        f"{FIRE} Gunmen shot a guard in front of the plant, and the gate was closed.",
    )
    point, difference = the_one(points, "gunman", "Gunmen")
    assert {c.id for c in point.claims} == {c for side in difference.groups for c in side}


def test_what_was_not_done_and_was():
    """Denied of a thing and told of it, in other sentences; of a share of it, nothing is denied."""
    first = f"{FIRE} In a letter to the council, the inspectors did not name Lund."
    points = told(first, f"{FIRE} On page nine the inspectors named Petra Lund as the owner of the hall.")
    _, difference = the_one(points, "did not name Lund", "named Petra Lund")
    assert difference.kind == "polarity"

    first = f"{FIRE} The inspectors did not name the owner of the hall."
    points = told(first, f"{FIRE} On page nine the inspectors named the street.")
    assert not any(differences(points, "did not name", "named"))
