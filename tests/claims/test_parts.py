"""Parts: who tells a number, a time or a place as another report does."""

from __future__ import annotations

import pytest

import firsthand
from firsthand.briefs.outline import outline, sayers
from firsthand.claims.frames import Frame, cut_frames
from firsthand.claims.parts import is_precise, tells_part
from firsthand.model import Quantity


def the_frame(number: int, kind: str, words: str, text: str) -> Frame:
    """The frame of a kind whose span has some words."""
    reading = firsthand.read(firsthand.Report(id=f"r{number}", text=text, published="2032-01-31"))
    return next(f for f in cut_frames(reading, number) if f.kind == kind and words in f.span.of(text))


@pytest.mark.parametrize(
    ("kind", "words", "mine", "theirs", "tells"),
    [
        # What is counted is asked together with the number.
        (
            "quantity",
            "thousands of",
            "Oro is sending thousands of builders to the dam in Tamsel.",
            "Oro is sending thousands of soldiers to the dam in Tamsel.",
            False,
        ),
        (
            "quantity",
            "thousands of",
            "Oro is sending thousands of soldiers to the dam in Tamsel.",
            "To the dam in Tamsel Oro sends thousands of troops.",
            True,
        ),
        # A number of many digits is known again whatever is said of it.
        (
            "quantity",
            "3,250 crowns",
            "Her bill was quickly corrected to 3,250 crowns.",
            "In the end the widow owed 3,250 crowns.",
            True,
        ),
        # A round one is not.
        (
            "quantity",
            "30 percent",
            "A law of the council cut the tax on boats to 30 percent.",
            "The share of women among the pilots of the harbour rose to 30 percent.",
            False,
        ),
        # A time, where one thing happened then.
        (
            "time",
            "Friday",
            "The divers searched the wreck of the barge on Friday.",
            "On Friday divers searched the barge and its wreck, and found a bell.",
            True,
        ),
        (
            "time",
            "Friday",
            "The divers searched the wreck of the barge on Friday.",
            "The mayor of Tamsel opened a new library on Friday.",
            False,
        ),
        (
            "time",
            "Friday",
            "The barge with 12 divers left the harbour of Tamsel on Friday.",
            "The barge with its divers sank off the harbour of Tamsel on Friday.",
            False,
        ),
    ],
)
def test_a_part_is_told_with_what_it_is_of(kind: str, words: str, mine: str, theirs: str, tells: bool):
    """The number with what it counts, the time with what happened."""
    other = next(w for w in (words, words.split()[0]) if w in theirs)
    assert tells_part(the_frame(0, kind, words, mine), the_frame(1, kind, other, theirs)) is tells


def test_a_clause_is_no_part():
    """Clauses are asked for whole."""
    text = "The divers searched the wreck of the barge on Friday."
    frame = the_frame(0, "clause", "searched", text)

    assert not tells_part(frame, the_frame(1, "clause", "searched", text))


@pytest.mark.parametrize(
    ("value", "convention", "known"),
    [
        (284.46, None, True),
        (145.5e6, None, True),
        (5000, None, False),
        (35, None, False),
        (None, None, False),
    ],
)
def test_many_digits_make_a_number_known(value: float | None, convention: str | None, known: bool):
    """Zeros at its end are no digits that tell."""
    q = Quantity(start=0, end=1, value=value, low=value, high=value, convention=convention)
    assert is_precise(q) is known


def test_who_has_the_number_is_named_beside_it():
    """Not only who says all of the sentence that states the point."""
    texts = (
        "The pay of the pilot was quickly corrected to 3,257 crowns, and the clerk was sorry.",
        "The pay of the pilot was quickly corrected to 3,257 crowns, and the clerk was sorry.",
        "In truth the pay of the pilot was 3,257 crowns.",
    )
    reports = [
        firsthand.Report(id=f"r{n}", text=text, outlet=f"Paper {n}", published="2032-01-31")
        for n, text in enumerate(texts)
    ]
    account = next(iter(firsthand.brief(reports)))
    made = outline(account)
    (point,) = [
        p for p in account.points if p.kind == "quantity" and len({c.report for c in p.claims}) == len(texts)
    ]

    assert sayers(made, point) == ["Paper 0", "Paper 1", "Paper 2"]
