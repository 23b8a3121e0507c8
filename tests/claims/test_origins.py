"""Origins: who a claim comes from, and how many stand behind a point."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.claims.frames import cut_frames
from firsthand.claims.independence import Source, affiliations, count_origins
from firsthand.claims.origins import desk_of, desks, in_full, origin_of
from firsthand.model import Attribution, Entity, Lineage, Link, Origin, Reading, Report, Span, Speaker
from firsthand.testing.trees import a_parsed_reading


def a_report(identifier: str, **known: object) -> Report:
    return Report(id=identifier, text="The bridge fell.", **known)  # type: ignore[arg-type]


def count(
    *origins: tuple[str, Origin],
    reports: tuple[Report, ...] = (),
    lineage: Lineage | None = None,
    participants: frozenset[str] = frozenset(),
    belongs: dict[tuple[str, ...], frozenset[str]] | None = None,
    is_figure: bool = False,
):
    reports = reports or tuple(a_report(r, outlet=r) for r in dict.fromkeys(r for r, _ in origins))
    found = desks([Reading(report=r) for r in reports], lineage or Lineage())
    sources = [Source(report, origin, participants) for report, origin in origins]
    voices = {r.id: d for r, d in zip(reports, found, strict=True)}
    return count_origins(sources, voices, belongs or {}, is_figure)


def named(name: str) -> Origin:
    return Origin(name=name)


OWN = Origin(name="", own_voice=True)


def test_many_reports_of_one_speaker_are_one_origin():
    """Five reports that repeat one official are one origin, not five."""
    counted = count(*((f"r{n}", named("Ana Oro")) for n in range(5)))

    assert (counted.least, counted.most, counted.names) == (1, 1, ("Ana Oro",))


def test_two_names_of_one_person_are_one_origin():
    """A last name with a title is the person, and the merge is told."""
    counted = count(("a", named("Ana M. Oro")), ("b", named("Ms Oro")))

    assert (counted.most, counted.reasons) == (1, ("Ms Oro and Ana M. Oro are one",))


def test_two_speakers_are_two_origins():
    """Two named people must be distinct."""
    counted = count(("a", named("Ana Oro")), ("b", named("Ben Pell")))

    assert (counted.least, counted.most) == (2, 2)


def test_groups_that_nobody_names_are_not_told_apart():
    """Officials here and officials there: nothing shows that they are two."""
    counted = count(("a", named("rescue officials")), ("b", named("port authorities")))

    assert (counted.least, counted.most) == (1, 1)


def test_officials_of_two_countries_are_two():
    """What sets unnamed groups apart is their country."""
    counted = count(("a", named("Norwegian officials")), ("b", named("Danish officials")))

    assert counted.most == 2


def test_a_person_and_the_body_of_that_person_are_one():
    """A spokeswoman and the company that she speaks for are one origin, and the merge is told."""
    belongs = {("ana", "oro"): frozenset({"Blue Strait Lines"})}
    counted = count(("a", named("Ana Oro")), ("b", named("Blue Strait Lines")), belongs=belongs)

    assert (counted.most, counted.reasons) == (1, ("Ana Oro is of Blue Strait Lines",))


def test_who_prints_an_actors_own_act_adds_nobody():
    """A company's own offer has one origin, however many print it without naming the company as source."""
    told = (("a", named("Ana Oro")), ("b", OWN), ("c", OWN))

    assert count(*told).most == 3
    assert count(*told, participants=frozenset({"Ana Oro"})).most == 1


def test_a_figure_comes_from_who_is_named_for_it():
    """Somebody counted: reports that print a number and name nobody may have it from there."""
    told = (("a", named("Ana Oro")), ("b", OWN))

    assert count(*told, is_figure=True).most == 1


def test_one_text_that_names_its_source_once_names_it_for_all_its_prints():
    """A print that cut the attribution is no second voice."""
    reports = tuple(a_report(r, outlet=r, agencies=("Meridian",)) for r in ("a", "b"))
    counted = count(("a", named("Ana Oro")), ("b", OWN), reports=reports)

    assert (counted.most, counted.names) == (1, ("Ana Oro",))


def test_affiliations_stand_in_apposition():
    """ "Ana Oro, director of Blue Strait Lines" belongs to the company."""
    reading = a_parsed_reading(
        "Ana|PROPN|6|nsubj Oro|PROPN|1|flat ,|PUNCT|4|punct director|NOUN|1|appos of|ADP|7|case"
        " spoke|VERB|0|root Strait|PROPN|4|nmod Lines|PROPN|7|flat .|PUNCT|6|punct"
    )

    def entity(name: str, kind: str) -> Entity:
        start = reading.report.text.index(name)
        return Entity(id=name, name=name, type=kind, mentions=(Span(start, start + len(name)),))

    person, body = entity("Ana Oro", "person"), entity("Strait Lines", "organization")

    assert affiliations([replace(reading, entities=(person, body))]) == {
        ("ana", "oro"): frozenset({"Strait Lines"})
    }


def test_own_voices_are_one_at_least():
    """Two reports that name nobody may share a source: one to two."""
    counted = count(
        ("a", OWN), ("b", OWN), reports=(a_report("a", outlet="Post"), a_report("b", outlet="Wire"))
    )

    assert (counted.least, counted.most, counted.names) == (1, 2, ("Post", "Wire"))


def test_prints_of_one_agency_are_one_voice():
    """An agency's text under two mastheads is one origin."""
    reports = tuple(a_report(r, outlet=r, agencies=("Meridian",)) for r in ("a", "b"))
    counted = count(("a", OWN), ("b", OWN), reports=reports)

    assert (counted.most, counted.names) == (1, ("Meridian",))


def test_a_rewrite_speaks_with_the_voice_of_its_model():
    """A report that has its text from another adds no origin."""
    link = Link(source="b", target="a", kind="copies", evidence=(), confidence=0.7, reason="credits Post")
    reports = (a_report("a", outlet="Post"), a_report("b", outlet="Wire"))
    counted = count(("a", OWN), ("b", OWN), reports=reports, lineage=Lineage(links=(link,)))

    assert (counted.most, counted.names) == (1, ("Post",))
    assert any("credits Post" in reason for reason in counted.reasons)


def test_a_report_with_a_source_adds_no_own_voice():
    """Where a report names its source once, its own voice on the matter is that source's."""
    counted = count(("a", named("Ana Oro")), ("a", OWN))

    assert (counted.least, counted.most) == (1, 1)


def test_an_agencys_name_stands_for_the_outlet_that_prints_it():
    """The agency speaks and the outlet relays."""
    desk = desk_of(a_report("a", outlet="Post", agencies=("Meridian",)))

    assert (desk.name, desk.via) == ("Meridian", ("Post",))


FOUND = "Oro|PROPN|2|nsubj identified|identify|VERB|0|root the|DET|4|det pilot|NOUN|2|obj as|ADP|6|case Pell|PROPN|2|obl"


def test_who_identifies_somebody_is_the_origin():
    """ "Oro identified the pilot": Oro tells it, though no attribution was found."""
    reading = a_parsed_reading(FOUND)
    entity = Entity(id="e1", name="Ana Oro", type="person", mentions=(Span(0, 3),))
    reading = replace(reading, entities=(entity,))
    (frame,) = [f for f in cut_frames(reading, 0) if f.kind == "clause"]

    assert origin_of(frame, reading, desk_of(reading.report)) == Origin(name="Ana Oro", entity="e1")


def test_a_frame_mostly_inside_an_attribution_is_its_speakers():
    """The clause holds the cue and its source and most of what is said."""
    reading = a_parsed_reading(FOUND)
    attribution = Attribution(
        source=(Span(0, 3),),
        cue=(Span(4, 14),),
        content=(Span(15, 32),),
        form="indirect",
        speaker=Speaker("Ana Oro"),
    )
    frame = next(f for f in cut_frames(reading, 0) if f.kind == "clause")
    reading = replace(reading, attributions=(attribution,))

    assert origin_of(frame, reading, desk_of(reading.report)).name == "Ana Oro"


@pytest.mark.parametrize(("last", "origin"), [("Ana Oro", "Ana Oro"), ("Ben Pell", "r1")])
def test_a_sentence_between_two_of_one_speaker_is_that_speakers(last: str, origin: str):
    """One paragraph, one speaker at both ends: the middle is hers too; of two speakers it is nobody's."""
    text = "Oro spoke . The bridge fell yesterday . Oro spoke ."
    tokens = a_parsed_reading(
        "Oro|PROPN|2|nsubj spoke|speak|VERB|0|root .|PUNCT|2|punct\n"
        "The|DET|2|det bridge|NOUN|3|nsubj fell|fall|VERB|0|root yesterday|NOUN|3|obl .|PUNCT|3|punct\n"
        "Oro|PROPN|2|nsubj spoke|speak|VERB|0|root .|PUNCT|2|punct"
    )
    reading = replace(tokens, report=replace(tokens.report, text=text))
    said = [
        Attribution(source=(), cue=(Span(s, s + 5),), content=(), form="indirect", speaker=Speaker(name))
        for s, name in ((4, "Ana Oro"), (text.rindex("spoke"), last))
    ]
    frame = next(f for f in cut_frames(reading, 0) if f.kind == "clause" and "bridge" in f.span.of(text))

    assert (
        origin_of(frame, replace(reading, attributions=tuple(said)), desk_of(reading.report)).name == origin
    )


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (("Ines Oro",), "Ines Oro"),
        (("Ines Oro", "Ines M. Oro"), "Ines Oro"),
        (("Ines Oro", "Ben Oro"), "Oro"),
        ((), "Oro"),
    ],
    ids=["one bearer", "one bearer in two forms", "two bearers", "none"],
)
def test_a_last_name_is_told_in_full_where_the_story_has_one_bearer(people: tuple[str, ...], expected: str):
    """One report says "Oro", another gives the whole name; two who bear it stay unnamed."""
    readings = [
        Reading(
            report=a_report(f"r{n}", outlet=f"r{n}"),
            entities=(Entity(id="e1", name=name, type="person", mentions=()),),
        )
        for n, name in enumerate(people)
    ]

    assert [o.name for o in in_full([named("Oro"), OWN], readings)] == [expected, ""]
