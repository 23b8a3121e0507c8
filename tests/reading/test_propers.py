"""Proper names by their shape."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.reading.encoder import Name
from firsthand.reading.entities import find_entities
from firsthand.reading.propers import find_propers
from firsthand.testing.plain import tokens_of


def names(text: str) -> list[tuple[str, str]]:
    return [(n.span.of(text), n.type) for n in find_propers(text, tokens_of(text), [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He told the Oro Times-News of it.", [("Oro Times-News", "organization")]),
        ("He met president Ana Pell-Finch, 41, there.", [("Ana Pell-Finch", "person")]),
        ("It met Norwegian President Ana Pell there.", [("Norwegian", "place"), ("Ana Pell", "person")]),
        ("He met the Secretary of Norway there.", [("Norway", "place")]),
        ("They went to the Ministry of Public Works.", [("Ministry of Public Works", "organization")]),
        (
            "It was the Securities and Harbour Commission.",
            [("Securities and Harbour Commission", "organization")],
        ),
        ("It sank in Oro, Pa., at noon.", [("Oro", "place"), ("Pa.", "organization")][:1]),
        ("They met the Workers' Party leader.", [("Workers' Party", "organization")]),
        ("They came on Monday in May.", []),
    ],
)
def test_names_are_whole_and_have_a_kind(text: str, expected):
    """Hyphens, titles, "of" and "and" inside bodies' names, days that are no names."""
    assert names(text)[: len(expected) or None] == expected


def test_every_mention_votes():
    """What one place says of a name holds at all."""
    text = "He said Varnix fell. Shares of the firm Varnix rose. It was Varnix."

    assert {kind for name, kind in names(text) if name == "Varnix"} == {"organization"}


def test_one_wrong_tag_does_not_carry():
    """The tagger's person is outvoted by "Varnix shares"."""
    text = "The Varnix shares fell. A Varnix spokesman left."
    tagged = [Name(4, 10, "person")]

    assert {n.type for n in find_propers(text, tokens_of(text), tagged)} == {"organization"}


def test_a_country_goes_by_its_name():
    """Adjective, capital and name are one entity, shown as the report names the country."""
    text = "Oslo agreed, so Norwegian ships left for Norway."
    (entity,) = find_entities(text, [], tokens_of(text))

    assert (entity.name, entity.type, len(entity.mentions)) == ("Norway", "place", 3)


def test_variants_of_one_person_are_one():
    """Hyphen or none, with an office in front or alone."""
    text = "The leader Lee Jong-un met Chairman of the State Board of the DPRK Lee Jong Un. He said Lee left."
    people = [e for e in find_entities(text, [], tokens_of(text)) if e.type == "person"]

    assert len(people) == 1
    assert len(people[0].mentions) == 3


@settings(max_examples=60)
@given(st.text(alphabet="AaBb .,-&'’“”\nof", max_size=80))
def test_names_are_true_spans(text: str):
    """Any text gives spans inside it, in order, none overlapping another."""
    found = find_propers(text, tokens_of(text), [])

    assert all(0 <= n.start < n.end <= len(text) and n.span.of(text).strip() for n in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
