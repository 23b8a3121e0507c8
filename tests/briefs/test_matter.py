"""Matter: which passages tell part of a statement, and in which words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.briefs.matter import Matters, stems
from firsthand.model import (
    Claim,
    Difference,
    Entity,
    Origin,
    OriginCount,
    Point,
    Quantity,
    Reading,
    Report,
    Span,
    Value,
)

#: What else the story tells: a word's weight is how few of its sentences have it.
BACKGROUND = (
    "The lamp was lit and the harbour was closed.",
    "The harbour master spoke of a long night.",
    "Fog lay on the water for three days.",
    "A library is to be built beside the church.",
    "The mayor praised the crew of the tug.",
    "Nobody was hurt when the mast fell.",
)


def a_reading(
    number: int,
    text: str,
    counted: dict[str, tuple[float | None, str]] | None = None,
    names: tuple[str, ...] = (),
) -> Reading:
    """One sentence; its numbers by their words, each with its value and what it counts; people by name."""
    quantities = tuple(
        Quantity(
            start=text.index(words),
            end=text.index(words) + len(words),
            value=value,
            low=1000,
            high=None,
            unit_name=unit,
        )
        for words, (value, unit) in (counted or {}).items()
    )
    entities = tuple(
        Entity(
            id=f"e{k}",
            name=name,
            type="person",
            mentions=(Span(text.index(name), text.index(name) + len(name)),),
        )
        for k, name in enumerate(names)
    )
    return Reading(
        report=Report(id=f"r{number}", text=text),
        sentences=(Span(0, len(text)),),
        quantities=quantities,
        entities=entities,
    )


def told(mine: Reading, theirs: Reading, words: str = "", part: str = "", **more: object) -> str | None:
    """The words that are shown of the second reading's claim beside the first's sentence."""
    claims = []
    for reading, chosen in ((mine, part), (theirs, words)):
        text = reading.report.text
        span = Span(text.index(chosen), text.index(chosen) + len(chosen)) if chosen else Span(0, len(text))
        claims.append(
            Claim(
                id=f"c-{reading.report.id}",
                report=reading.report.id,
                span=span,
                text=span.of(text),
                sentence=Span(0, len(text)),
                origin=Origin(name="Paper", own_voice=True),
                value=Value(value=None, low=1000, high=None, change="=", unit="-", counted=None)
                if chosen and reading.quantities
                else None,
            )
        )
    text = mine.report.text
    point = Point(
        id="p1",
        statement=text,
        statement_claim=claims[0].id,
        statement_span=Span(0, len(text)),
        kind="event",
        status="relayed",
        origins=OriginCount(least=1, most=2, names=("Paper",)),
        claims=tuple(claims),
        **more,  # type: ignore[arg-type]
    )
    others = [a_reading(n, words) for n, words in enumerate(BACKGROUND, 3)]
    found = Matters((mine, theirs, *others)).passage(point, claims[1])
    return None if found is None else found[1].of(theirs.report.text)


def test_a_passage_tells_part_where_it_has_words_that_few_sentences_have():
    """A word or two that all have is not enough."""
    mine = a_reading(1, "The divers searched the wreck of the barge with lamps and found its bell.")

    assert told(mine, a_reading(2, "Later the divers found a bell in the wreck.")) is not None
    assert told(mine, a_reading(2, "The harbour master spoke of the divers.")) is None


def test_what_counts_other_things_is_no_part():
    """Thousands of soldiers are no part of thousands of builders; builders are."""
    mine = a_reading(
        1, "Oro sends thousands of builders to the broken dam.", {"thousands of": (None, "builder")}
    )
    soldiers = a_reading(
        2, "Oro sends thousands of soldiers to the dam.", {"thousands of": (None, "soldier")}
    )
    builders = a_reading(2, "Oro sends thousands of builders by ship.", {"thousands of": (None, "builder")})

    assert told(mine, soldiers, "thousands of soldiers", "thousands of builders") is None
    assert told(mine, builders, "thousands of builders", "thousands of builders") is not None


def test_a_number_that_is_told_exactly_is_a_part_whatever_it_is_called():
    """5,200 builders and 5,200 people."""
    mine = a_reading(1, "Oro sends 5,200 builders to the dam.", {"5,200": (5200, "builder")})
    theirs = a_reading(2, "A brigade of 5,200 people will go there.", {"5,200": (5200, "person")})

    assert told(mine, theirs, "5,200 people", "5,200 builders") is not None


def test_what_is_of_others_by_name_has_to_tell_most_of_it():
    """Pell's earnings are no part of Oro's."""
    mine = a_reading(
        1, "Oro expects smaller earnings in the fourth quarter after a bad summer.", names=("Oro",)
    )
    other = a_reading(2, "Pell had earnings in the third quarter.", names=("Pell",))
    same = a_reading(2, "Oro had earnings in the third quarter.", names=("Oro",))

    assert told(mine, other) is None
    assert told(mine, same) is not None


def test_beside_what_is_denied_stands_only_what_tells_most_of_it():
    """A passage near a dispute takes no side in it."""
    mine = a_reading(1, "The divers searched the wreck of the barge with lamps and found its bell.")
    near = a_reading(2, "Later the divers came back to the wreck of the barge.")
    denial = Difference(kind="polarity", groups=(("c-r1",), ("c-r3",)), explanation="")

    assert told(mine, near) is not None
    assert told(mine, near, differences=(denial,)) is None


def test_words_of_the_sentence_stand_for_a_claim_that_shows_nothing():
    """From the first word that the statement has to the last."""
    mine = a_reading(1, "The divers searched the wreck of the barge with lamps and found its bell.")
    theirs = a_reading(2, "Then, at noon, divers found a bell in the wreck, they said.")

    assert told(mine, theirs, "at noon") == "at noon, divers found a bell in the wreck"


@given(st.text(max_size=60))
def test_stems_of_any_text_are_short_and_told_once(words: str):
    """Never a blank, never a capital name."""
    assert all(stem and " " not in stem for stem in stems(words))
    assert stems(words) == stems(words + " ")


def test_a_role_is_found_again_by_its_words():
    """All in one sentence, but for initials."""
    matters = Matters((a_reading(1, "The mayor, Ann Poe, spoke."), a_reading(2, "The mayor spoke to Ann.")))

    assert matters.has_words("r1", "Mayor Ann B. Poe")
    assert not matters.has_words("r2", "Mayor Ann B. Poe")
