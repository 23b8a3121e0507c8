"""Comparison: what differs, what has only developed, and the status that follows."""

from __future__ import annotations

from firsthand.claims.compare import find_differences, has_developed, status_of
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
