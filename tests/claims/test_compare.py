"""Comparison: what differs, what has only developed, and the status that follows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from firsthand.claims.comparing.compare import (
    find_differences,
    grew_from_a_part,
    has_developed,
    status_of,
)
from firsthand.model import Claim, OriginCount, Span, Value, When


def a_claim(identifier: str, report: str, value: float | None = None, **known: object) -> Claim:
    words = known.pop("text", f"{value} people")
    made = None
    if value is not None:
        bounds = {"low": value, "high": value, **known.pop("bounds", {})}  # type: ignore[dict-item]
        made = Value(value=value, counted="people", change=str(known.pop("change", "=")), **bounds)
    return Claim(
        id=identifier,
        report=report,
        span=Span(0, len(str(words))),
        text=str(words),
        sentence=Span(0, len(str(words))),
        value=made,
        **known,  # type: ignore[arg-type]
    )


ONE = OriginCount(least=1, most=1, names=("Ana Oro",))
TWO = OriginCount(least=1, most=2, names=("Ana Oro", "Ben Pell"))


def test_different_numbers_differ():
    """Six and eight cannot both be the toll."""
    (difference,) = find_differences([a_claim("1", "a", 6), a_claim("2", "b", 8)], {}, compare_times=False)

    assert (difference.kind, difference.groups) == ("value", (("1",), ("2",)))


def test_a_bound_that_holds_both_splits_neither():
    """ "Over 10,000" fits 12,000 and 14,000; these two still differ."""
    claims = [
        a_claim("1", "a", 10000, change=">", bounds={"high": None}),
        a_claim("2", "b", 12000),
        a_claim("3", "c", 14000),
    ]
    (difference,) = find_differences(claims, {}, compare_times=False)

    assert sorted(len(group) for group in difference.groups) == [1, 2]


def test_compatible_numbers_do_not_differ():
    """ "At least six" and eight agree."""
    claims = [a_claim("1", "a", 6, change=">", bounds={"high": None}), a_claim("2", "b", 8)]

    assert find_differences(claims, {}, compare_times=False) == ()


def test_a_toll_that_grows_has_developed():
    """Six on Friday and eight on Saturday are one count that grew."""
    claims = [a_claim("1", "a", 6), a_claim("2", "b", 8)]
    published = {"a": "2032-01-30", "b": "2032-01-31"}

    assert has_developed(claims, published, frozenset({"die", "people"}))
    assert not has_developed(claims, {"a": "2032-01-31", "b": "2032-01-30"}, frozenset({"die"}))
    assert not has_developed(claims, published, frozenset({"aboard"}))


def test_two_tolls_of_one_hour_are_a_conflict():
    """Numbers of the same time do not update each other."""
    claims = [a_claim("1", "a", 6), a_claim("2", "b", 8)]
    published = {"a": "2032-01-30T10:00", "b": "2032-01-30T10:00"}

    assert not has_developed(claims, published, frozenset({"die"}))


def test_days_differ_only_for_one_happening():
    """Two days are at odds when both claims state when one thing happened."""
    claims = [
        a_claim("1", "a", time=When("2032-01-30", "DATE")),
        a_claim("2", "b", time=When("2032-01-31", "DATE")),
    ]

    assert [d.kind for d in find_differences(claims, {}, compare_times=True)] == ["time"]
    assert find_differences(claims, {}, compare_times=False) == ()


def test_a_denial_disputes():
    """An assertion and its denial are a dispute; not mentioning is a difference of attribution."""
    claims = [
        a_claim("1", "a", text="the radar failed"),
        a_claim("2", "b", text="denied that", polarity="denied"),
    ]
    silence: dict[str, frozenset[str] | None] = {"2": frozenset({"1"})}

    assert [d.kind for d in find_differences(claims, {"2": None}, compare_times=False)] == ["polarity"]
    assert [d.kind for d in find_differences(claims, silence, compare_times=False)] == ["attribution"]
    assert status_of(claims, find_differences(claims, {"2": None}, compare_times=False), TWO) == "disputed"


def test_silence_is_at_odds_only_with_what_is_said_to_come_from_there():
    """Who has it from somebody else is on no side."""
    claims = [
        a_claim("1", "a", text="the radar failed, Harbour Radio said"),
        a_claim("2", "c", text="the radar failed, the mayor said"),
        a_claim("3", "b", text="Harbour Radio did not mention the radar", polarity="denied"),
    ]
    (difference,) = find_differences(claims, {"3": frozenset({"1"})}, compare_times=False)

    assert (difference.kind, difference.groups) == ("attribution", (("1",), ("3",)))


def test_the_status_follows_reports_and_origins():
    """One report is single; two with one origin relayed; two with two corroborated."""
    two = [a_claim("1", "a", 6), a_claim("2", "b", 6)]

    assert status_of(two[:1], (), ONE) == "single"
    assert status_of(two, (), ONE) == "relayed"
    assert status_of(two, (), TWO) == "corroborated"


def test_counts_of_things_with_nothing_in_common_do_not_meet():
    """Two buses and forty relatives stand beside each other, not against each other."""
    buses, relatives = a_claim("1", "a", 2), a_claim("2", "b", 40)
    buses = replace(buses, value=replace(buses.value, unit="bus"))
    relatives = replace(relatives, value=replace(relatives.value, unit="relative"))

    assert find_differences([buses, relatives], {}, compare_times=False) == ()


def test_the_dead_and_people_are_counts_of_one_thing():
    """ "Eight dead" against "at least 14 people" is a conflict of tolls."""
    dead = a_claim("1", "a", 8)
    dead = replace(dead, value=replace(dead.value, unit="dead"))
    people = a_claim("2", "b", 14, change=">", bounds={"high": None})
    people = replace(people, value=replace(people.value, unit="people"))
    (difference,) = find_differences([dead, people], {}, compare_times=False)

    assert difference.groups == (("1",), ("2",))


def test_a_denial_that_nobody_stands_against_is_no_dispute():
    """It is a claim like any other: no report here has what it denies."""
    denial = a_claim("1", "a", text="The company denied it", polarity="denied")

    assert find_differences([denial], {"1": None}, compare_times=False) == ()
    assert status_of([denial], (), ONE) == "single"


def test_what_a_denial_holds_asserts_nothing():
    """ "denied that the dam broke" holds "the dam broke", which nobody here asserts."""
    denial = a_claim("1", "a", text="Oro denied that the dam broke", polarity="denied")
    inner = replace(a_claim("2", "a", text="the dam broke"), span=Span(16, 29))

    assert find_differences([denial, inner], {"1": None}, compare_times=False) == ()


@given(st.integers(0, 30), st.integers(1, 30), st.integers(0, 30), st.integers(1, 30))
def test_the_sides_of_a_dispute_share_no_words(start: int, length: int, other: int, width: int):
    """Whichever part of a denial an assertion of the same report holds, it is no side of a dispute with it."""
    denial = replace(a_claim("1", "a", text="denied", polarity="denied"), span=Span(start, start + length))
    told = replace(a_claim("2", "a", text="told"), span=Span(other, other + width))
    found = find_differences([denial, told], {"1": None}, compare_times=False)

    assert bool(found) is not denial.span.overlaps(told.span)


def test_the_words_of_a_denial_are_no_side_in_another_report():
    """Two papers that print one sentence do not dispute it."""
    denial = a_claim("1", "a", text="possible since they don’t want it", polarity="denied")
    whole = a_claim("2", "b", text="to hold her as long as possible since they don't want it")

    assert find_differences([denial, whole], {"1": None}, compare_times=False) == ()


def test_who_calls_a_report_false_does_not_assert_it():
    """The denier's side has two voices, and the other none."""
    denial = a_claim("1", "a", text="The police denied rumours of a second fire", polarity="denied")
    beside = a_claim("2", "b", text="among them a false report of a second fire")

    assert find_differences([denial, beside], {"1": None}, compare_times=False) == ()


def test_who_is_at_odds_with_nobody_is_on_no_side():
    """ "Dozens" fits 80 and 84; "at least 60" is an earlier count."""
    dozens = a_claim("1", "a", 12, bounds={"high": 120})
    sixty = a_claim("2", "b", 60, change=">", bounds={"high": None})
    (difference,) = find_differences(
        [dozens, sixty, a_claim("3", "c", 80), a_claim("4", "d", 84)], {}, compare_times=False
    )
    sides = {claim for side in difference.groups for claim in side}

    assert sides == {"2", "3", "4"}


def test_a_beginning_has_grown():
    """9,000 at first and 14,000 in the end contradict each other no more than a toll that grows."""
    claims = [a_claim("1", "a", 9000), a_claim("2", "b", 14000)]
    differences = find_differences(claims, {}, compare_times=False)

    assert grew_from_a_part(claims, differences, frozenset({"1"}))
    assert not grew_from_a_part(claims, differences, frozenset({"2"}))
    assert not grew_from_a_part(claims, differences, frozenset({"1", "2"}))
    assert not grew_from_a_part(claims, differences, frozenset())


def test_a_part_is_at_odds_with_no_whole():
    """Nine of the dead are some of the twelve."""
    claims = [a_claim("1", "a", 9, text="nine of the dead"), a_claim("2", "b", 12, text="12 people")]

    assert find_differences(claims, {}, compare_times=False) == ()
