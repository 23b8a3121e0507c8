"""Comparison: what differs, what has only developed, and the status that follows."""

from __future__ import annotations

from dataclasses import replace

from firsthand.claims.comparing.compare import find_differences, has_developed, status_of
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

    assert [d.kind for d in find_differences(claims, {"2": False}, compare_times=False)] == ["polarity"]
    assert [d.kind for d in find_differences(claims, {"2": True}, compare_times=False)] == ["attribution"]
    assert status_of(claims, find_differences(claims, {"2": False}, compare_times=False), TWO) == "disputed"


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


def test_who_denies_says_that_somebody_asserts():
    """A denial is a dispute even where no report here has the assertion."""
    denial = a_claim("1", "a", text="The company denied it", polarity="denied")
    (difference,) = find_differences([denial], {"1": False}, compare_times=False)

    assert (difference.kind, difference.groups) == ("polarity", (("1",),))
    assert status_of([denial], [difference], ONE) == "disputed"


def test_what_a_denial_holds_asserts_nothing():
    """ "denied that the dam broke" holds "the dam broke", which nobody here asserts."""
    denial = a_claim("1", "a", text="Oro denied that the dam broke", polarity="denied")
    inner = replace(a_claim("2", "a", text="the dam broke"), span=Span(16, 29))
    (difference,) = find_differences([denial, inner], {"1": False}, compare_times=False)

    assert difference.groups == (("1",),)


def test_a_part_is_at_odds_with_no_whole():
    """Nine of the dead are some of the twelve."""
    claims = [a_claim("1", "a", 9, text="nine of the dead"), a_claim("2", "b", 12, text="12 people")]

    assert find_differences(claims, {}, compare_times=False) == ()
