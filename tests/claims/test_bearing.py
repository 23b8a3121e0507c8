"""Bearing: who is named beside a statement says all of it, in whatever words."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import firsthand
from firsthand.briefs.outline import outline, sayers, stances
from firsthand.claims.bearing import Bearing
from firsthand.claims.frames import Frame, cut_frames
from firsthand.claims.statements import Stater
from firsthand.model import Claim, Point, Reading, Span, When


def readings_of(*texts: str) -> list[Reading]:
    return [
        firsthand.read(firsthand.Report(id=f"r{n}", text=text, outlet=f"Paper {n}", published="2032-01-31"))
        for n, text in enumerate(texts)
    ]


def claims_of(reading: Reading, number: int) -> list[tuple[Frame, Claim]]:
    """Every assertion of a reading as a claim."""
    return [
        (
            frame,
            Claim(
                id=f"c{number}.{k}",
                report=reading.report.id,
                span=frame.span,
                text=frame.span.of(reading.report.text),
                sentence=reading.sentences[frame.sentence],
                time=When(frame.time.value, frame.time.type) if frame.time else None,
                polarity=frame.polarity,
                modality=frame.modality,
            ),
        )
        for k, frame in enumerate(cut_frames(reading, number))
    ]


def bears(statement: str, other: str) -> bool:
    """Whether a report of the second text says all that the first says."""
    readings = readings_of(statement, other)
    bearing = Bearing(readings)
    _, claim = claims_of(readings[0], 0)[0]
    said = bearing.said(0, Span(0, len(statement.rstrip("."))), claim)
    return bearing.bears(said, claims_of(readings[1], 1))


SAID = [
    ("The ferry struck the reef on Friday.", "The ferry struck the reef at 7:20 a.m. on Friday."),
    ("About 40 relatives waited in the school of Tamsel.", "42 relatives waited in the school of Tamsel."),
    ("More than 6,000 people fled the town of Oro.", "More than 6,000 people fled the town of Oro by night."),
    ("The plane crashed near the bridge.", "The aircraft crashed near the bridge of Tamsel."),
    ("Ines Orlo, the harbour master, closed the port of Tamsel.", "Ines Orlo closed the port of Tamsel."),
    ("Police arrested two men in Lyon, France.", "Police arrested two men in Lyon."),
    ("Police arrested two men in Tamsel.", "Two men were arrested by police in Tamsel."),
    ("Soldiers shelled the town of Tamsel.", "The troops shelled the town of Tamsel for hours."),
]
UNSAID = [
    ("The ferry sank two miles from the port.", "The ferry sank near the port, and two bodies were found."),
    ("The ferry struck the reef at 7:20 a.m. on Friday.", "The ferry struck the reef on Friday."),
    ("At least 11 people died when the ferry sank.", "At least six people died when the ferry sank."),
    ("The plane crashed near the bridge of Tamsel.", "The plane crashed near the bridge."),
    ("The mayor resigned after the council published the letters.", "The mayor resigned."),
    ("The union accepted the offer of the bank.", "The union did not accept the offer of the bank."),
    (
        "The bridge of Tamsel is safe, engineer Ana Pell said.",
        "The bridge of Tamsel is safe, the mayor said.",
    ),
    ("The ferry, which carried 214 people, sank off Tamsel.", "The ferry sank off Tamsel."),
    ("The bank raised its offer to 82 crowns a share.", "The bank raised its offer for the harbour."),
    ("Farm workers gathered in the square of Tamsel.", "The Workers' Party met in the square of Tamsel."),
]


@pytest.mark.parametrize(("statement", "other"), SAID)
def test_who_says_as_much_or_more_is_named(statement: str, other: str):
    """In other words, in the passive, more exactly, with or without what somebody is called."""
    assert bears(statement, other)


@pytest.mark.parametrize(("statement", "other"), UNSAID)
def test_who_says_less_is_not_named(statement: str, other: str):
    """Without its hour, its number, its place, a second fact, its speaker; or the contrary."""
    assert not bears(statement, other)


def test_a_pronoun_takes_what_the_sentence_before_names():
    """ "He was shot" after "the driver fled" tells of the driver."""
    statement = "The driver was shot by the police."

    assert bears(statement, "The driver fled over the bridge. He was shot by the police.")
    assert not bears(statement, "The bridge was closed at noon. A dog was shot by the police.")


TEXTS = [
    "A ferry sank off Tamsel on Friday. Twelve people died, the coast guard said.",
    "The ferry sank off Tamsel on Friday, killing 12 people, according to the coast guard.",
    "Nine people died when a ferry sank. The mayor of Tamsel closed the port.",
    "",
]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4), st.randoms())
def test_those_who_bear_a_statement_are_of_the_point_in_any_order(texts: list[str], chance: random.Random):
    """The claim that gave the statement is among them, and the order of the claims changes nothing."""
    readings = readings_of(*texts)
    members = [row for n, reading in enumerate(readings) for row in claims_of(reading, n)]
    if not members:
        return
    frame, claim = members[chance.randrange(len(members))]
    bearing = Bearing(readings)
    said = bearing.said(frame.report, claim.sentence, claim)
    borne = {c.id for c in bearing.borne(said, members)}
    chance.shuffle(members)

    assert claim.id in borne <= {c.id for _, c in members}
    assert {c.id for c in Bearing(readings).borne(said, members)} == borne


def shorter(text: str) -> list[str]:
    """All wordings of what a report of one sentence asserts first, the whole one left out."""
    (reading,) = readings_of(text)
    frame, claim = claims_of(reading, 0)[0]
    return [w.span.of(text) for w in list(Stater([reading]).wordings(frame, claim))[1:]]


def test_a_statement_is_cut_to_what_the_reports_share():
    """What hangs loosely at its end is left out where that makes it the others' too."""
    assert "Police shot the driver near the bridge" in shorter(
        "Police shot the driver near the bridge, who had fled from the port of Tamsel."
    )
    assert "Three of the sailors drowned near the port" in shorter(
        "Three of the sailors drowned near the port when the storm came back."
    )
    assert "the ferry left the island of Marra on Friday" in shorter(
        "According to the harbour master, the ferry left the island of Marra on Friday."
    )


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("The council did not resign because the bank had failed.", "resign"),
        ("The men were arrested in the port three days after the ferry sank.", "three days"),
        ("The police accused the two young men of stealing blankets.", "men"),
        ("The ferry hit the reef and the mast, the bow and the bridge.", "mast"),
        ("The river was too deep and cold to cross when the storm came.", "cold"),
        ("The mayor of Tamsel said in the council on Friday, that taxes would fall.", "Friday"),
    ],
)
def test_no_cut_makes_a_statement_say_more_or_nothing(text: str, cut: str):
    """Not out of a denial, a length of time, what somebody is accused of, a list, a measure or a saying."""
    assert not any(s.endswith(cut) for s in shorter(text))


def the_point(words: str, *texts: str) -> tuple[Point, list[str], list[str]]:
    """The point of the texts whose statement has some words and that most reports have, who says it, all stances."""
    reports = [
        firsthand.Report(id=f"r{n}", text=text, outlet=f"Paper {n}", published="2032-01-31")
        for n, text in enumerate(texts)
    ]
    account = next(iter(firsthand.brief(reports)))
    point = max(
        (p for p in account.points if words in p.statement), key=lambda p: len({c.report for c in p.claims})
    )
    made = outline(account)
    return point, sayers(made, point), list(stances(made, point).values())


def test_a_wider_statement_is_credited_to_those_who_say_all_of_it():
    """Three reports have the landing; the statement is the one that all of them say."""
    point, said, stood = the_point(
        "landed",
        "The balloon landed on the roof of the school in Tamsel on Friday, and its pilot, a dentist, broke an arm.",
        "The balloon landed on the roof of the school in Tamsel on Friday.",
        "On Friday the balloon landed on the roof of the school in Tamsel, and 40 children watched it.",
    )

    assert said == ["Paper 0", "Paper 1", "Paper 2"] and stood == ["says"] * 3
    assert "dentist" not in point.statement and "children" not in point.statement


def test_who_gives_no_hour_is_not_named_beside_one():
    """Neither in a list, nor in the table, nor in the claims credited in the data."""
    reports = [
        firsthand.Report(id=f"r{n}", text=text, outlet=f"Paper {n}", published="2032-01-31")
        for n, text in enumerate(
            (
                "The balloon landed on the roof of the school in Tamsel at 6:40 a.m. on Friday.",
                "The balloon landed on the roof of the school in Tamsel.",
            )
        )
    ]
    account = next(iter(firsthand.brief(reports)))
    made = outline(account)
    timed = [p for p in account.points if "6:40" in p.statement]

    assert timed
    for point in timed:
        assert sayers(made, point) == ["Paper 0"]
        assert stances(made, point)["r1"] != "says"
        assert {c.report for c in point.claims if c.id in point.says} == {"r0"}
