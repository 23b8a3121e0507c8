"""Origins: who a claim comes from, and how many stand behind a point."""

from __future__ import annotations

from firsthand.claims.origins import count_origins, desk_of, desks
from firsthand.model import Lineage, Link, Origin, Reading, Report


def a_report(identifier: str, **known: object) -> Report:
    return Report(id=identifier, text="The bridge fell.", **known)  # type: ignore[arg-type]


def count(*origins: tuple[str, Origin], reports: tuple[Report, ...] = (), lineage: Lineage | None = None):
    reports = reports or tuple(a_report(r) for r in dict.fromkeys(r for r, _ in origins))
    found = desks([Reading(report=r) for r in reports], lineage or Lineage())
    return count_origins(origins, {r.id: d for r, d in zip(reports, found, strict=True)})


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


def test_groups_may_be_the_same_people():
    """Officials here and officials there may be the same ones: at least one, at most two."""
    counted = count(("a", named("rescue officials")), ("b", named("port authorities")))

    assert (counted.least, counted.most) == (1, 2)


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
