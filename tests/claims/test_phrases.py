"""Stretches of text as frames of their own, and whether two say one thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import firsthand
from firsthand import Report, Span
from firsthand.claims.joining.phrases import OWN, phrase_frame
from firsthand.reading import read

QUESTION = (
    "The council said the bridge at Oster would stay shut until March 2031.",
    "Drivers will not cross at Oster before March 2031, according to the mayor.",
    "Repairs could keep the bridge closed for two more years, the engineers said.",
    "It may take two years until the bridge opens, said the engineers.",
)
ANSWERS = ("until March 2031", "before March 2031", "two more years", "two years")
REPORTS = [Report(id=str(n), text=text, published="2030-05-06") for n, text in enumerate(QUESTION)]
STRETCHES = [
    (str(n), Span(text.index(answer), text.index(answer) + len(answer)))
    for n, (text, answer) in enumerate(zip(QUESTION, ANSWERS, strict=True))
]


def test_answers_to_one_question_are_told_apart_by_their_own_words():
    """A date is the same date, a length of time the same length; the two are not one answer."""
    rows = firsthand.compare(REPORTS, STRETCHES)
    chance = {(row.left, row.right): row.chance for row in rows}

    assert list(chance) == [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    assert {pair for pair, p in chance.items() if p >= 0.5} == {(0, 1), (2, 3)}


def test_the_reasons_are_the_decisions_own():
    """Names of what was asked, the strongest first."""
    first = firsthand.compare(REPORTS, STRETCHES)[0]

    assert {name for name, _ in first.reasons} <= set(OWN)
    assert [abs(added) for _, added in first.reasons] == sorted(
        (abs(added) for _, added in first.reasons), reverse=True
    )


@given(st.permutations(range(len(REPORTS))))
def test_the_order_of_reports_changes_nothing(order: list[int]):
    """Stretches are numbered as they were given; reports may come in any order."""
    assert firsthand.compare([REPORTS[k] for k in order], STRETCHES) == firsthand.compare(REPORTS, STRETCHES)


def test_a_phrase_has_its_own_number_and_time():
    """Not those of its sentence."""
    reading = read(Report(id="a", text="On Monday 12 people left the 30 boats.", published="2030-05-06"))

    boats = phrase_frame(reading, 0, Span(25, 37))

    assert boats.quantity is not None
    assert (boats.quantity.value, boats.time) == (30, None)


def test_a_stretch_without_a_word_is_refused():
    """The message says where, and how long the text is."""
    with pytest.raises(
        ValueError, match=r"characters 5 to 6 of report 0 hold no whole word; .* 70 characters"
    ):
        firsthand.compare(REPORTS, [("0", Span(5, 6)), ("1", Span(0, 7))])


def test_one_stretch_has_no_pair():
    assert firsthand.compare(REPORTS, STRETCHES[:1]) == ()
