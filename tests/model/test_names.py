"""When two names name one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.names import KnownNames, SameNames, same_in_report, same_name

NAMES = st.sampled_from(
    "Ana Oro|Oro|Ana|Ms Oro|A. Oro|Oro Lines Inc.|Oro Lines|Post|Harbour Post|HP|UK Defense Ministry|officials|".split(
        "|"
    )
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Oro", "Ana Oro"),
        ("Ms Oro", "Ana M. Oro"),
        ("Oro Lines", "Oro Lines Group Inc."),
        ("Goldman", "Goldman Sachs"),
        ("UK Defense Ministry", "the British defence ministry"),
        ("Ministry of Defence of Britain", "UK Defence Ministry"),
        ("KCNA", "North Korea's Korean Central News Agency"),
        ("Kim", "Kim Jong Un"),
    ],
)
def test_one_name_in_two_forms(a: str, b: str):
    """Last names, titles, legal forms, orders of words, acronyms, family names that come first."""
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("John", "John Smith"),
        ("John", "Elton John"),
        ("Post", "Harbour Post"),
        ("Ministry", "Defence Ministry"),
        ("Ana Oro", "Ben Oro"),
        ("Kim Jong Un", "Kim Yo Jong"),
        ("Russian officials", "Russian"),
        ("France", "Radio France"),
    ],
)
def test_two_names_that_share_a_word(a: str, b: str):
    """A given name, a common noun of bodies or a country alone name nobody."""
    assert not same_name(a, b)


def test_within_a_report_a_given_name_is_enough():
    """A report that has named Ana Oro may go on with Ana; another report's Ana is anybody."""
    assert same_in_report("Ana", "Ana Oro")
    assert not same_in_report("Ana", "Ben Oro")


@given(NAMES, NAMES)
def test_sameness_is_symmetric(a: str, b: str):
    """Neither comparison depends on the order."""
    assert same_name(a, b) == same_name(b, a)
    assert same_in_report(a, b) == same_in_report(b, a)


@given(st.lists(NAMES, max_size=20))
def test_known_names_are_numbered_as_if_each_was_asked_about(names: list[str]):
    """The index that spares asking leaves out no name that would be the same."""
    known = KnownNames()
    seen: list[str] = []
    for name in names:
        expected = next((k for k, other in enumerate(seen) if same_name(name, other)), len(seen))
        assert known.number(name) == expected
        if expected == len(seen):
            seen.append(name)


@given(st.lists(NAMES, max_size=20), NAMES)
def test_same_names_are_those_that_asking_each_would_find(names: list[str], asked: str):
    assert SameNames(names).of(asked) == {name for name in names if same_name(asked, name)}
