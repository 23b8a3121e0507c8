"""Origins: who a claim comes from, and how many stand behind a point."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.claims.frames import cut_frames
from firsthand.claims.sourcing.bodies import affiliations
from firsthand.claims.sourcing.cast import Introduced, called_alike
from firsthand.claims.sourcing.independence import Source, count_origins
from firsthand.claims.sourcing.origins import desk_of, origin_of, voices
from firsthand.model import (
    Attribution,
    Entity,
    Lineage,
    Link,
    Origin,
    Passage,
    Quantity,
    Reading,
    Report,
    Span,
    Speaker,
)
from firsthand.testing.trees import a_parsed_reading


def a_report(identifier: str, **known: object) -> Report:
    return Report(id=identifier, text="The bridge fell.", **known)  # type: ignore[arg-type]


def count(
    *origins: tuple[str, Origin],
    reports: tuple[Report, ...] = (),
    lineage: Lineage | None = None,
    participants: frozenset[str] = frozenset(),
    belongs: dict[tuple[str, ...], frozenset[str]] | None = None,
    story: Introduced | None = None,
    **told: tuple[object, ...],
):
    """Count; ``told`` gives further fields of the sources, a value for each."""
    reports = reports or tuple(a_report(r, outlet=r) for r in dict.fromkeys(r for r, _ in origins))
    found = voices([Reading(report=r) for r in reports], lineage or Lineage())
    desks = {r.id: voice.desk for r, voice in zip(reports, found, strict=True)}
    sources = [
        replace(
            Source(report, origin, desks[report], participants),
            **{key: values[n] for key, values in told.items()},
        )
        for n, (report, origin) in enumerate(origins)
    ]
    return count_origins(sources, belongs or {}, story or Introduced([]))


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


def test_who_tells_something_near_the_matter_confirms_nothing():
    """Two named people are two at least where their claims are surely of one matter, and may be otherwise."""
    two = (("a", named("Ana Oro")), ("b", named("Ben Pell")))
    near, of_one = count(*two, matter=(0, 1)), count(*two, ("c", named("Cy Vale")), matter=(0, 0, 2))

    assert (near.least, near.most) == (1, 2)
    assert near.reasons == ("some claims are of this matter with doubt: their origins may be of another",)
    assert (of_one.least, of_one.most) == (2, 3)


def test_sides_of_a_difference_are_two_however_doubtful_their_matter():
    """What they say of it tells them apart."""
    counted = count(
        ("a", named("Ana Oro")),
        ("b", named("Ben Pell")),
        matter=(0, 1),
        sides=(frozenset({(0, 0)}), frozenset({(0, 1)})),
    )

    assert counted.least == 2


def test_groups_that_nobody_names_are_not_told_apart():
    """Officials here and authorities there: nothing shows that they are two."""
    counted = count(("a", named("senior officials")), ("b", named("local authorities")))

    assert (counted.least, counted.most) == (1, 1)


def test_groups_of_two_kinds_may_be_two():
    """Residents are no engineers; that neither is named leaves one at least."""
    counted = count(
        ("a", named("residents")), ("b", named("harbour engineers")), ("c", named("some residents"))
    )

    assert (counted.least, counted.most) == (1, 2)


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


def people(value: float, kind: str = "cardinal") -> tuple[Quantity, ...]:
    return (Quantity(start=0, end=1, value=value, low=value, high=value, unit_name="person", kind=kind),)


def test_a_figure_comes_from_who_is_named_for_it():
    """Somebody counted: reports that print that number and name nobody may have it from there."""
    told = (("a", named("Ana Oro")), ("b", OWN))

    assert count(*told, numbers=(people(12), people(12))).most == 1
    assert count(*told, numbers=(people(12), people(40))).most == 2
    assert count(*told, numbers=(people(12, "age"), people(12, "age"))).most == 2


def test_a_guess_comes_from_nobody():
    """ "Dozens" is no number that somebody counted."""
    dozens = (Quantity(start=0, end=1, value=12, low=12, high=120, unit_name="person", kind="vague"),)

    assert count(("a", named("Ana Oro")), ("b", OWN), numbers=(dozens, dozens)).most == 2


def test_an_outlet_that_is_cited_has_counted_nothing():
    """A newspaper that is named for a figure is one that prints it, as the others do."""
    told = (("a", named("Harbour News")), ("b", OWN))

    assert count(*told, numbers=(people(12), people(12))).most == 2
    assert count(("a", named("Harbour News")), ("b", named("Ana Oro"))).least == 1


def test_many_can_know_the_day_of_an_act():
    """A report that only dates another's act adds its own voice; one that tells the act does not."""
    told = (("a", named("Ana Oro")), ("b", OWN))
    acts = frozenset({"Ana Oro"})

    assert count(*told, participants=acts, kind=("time", "time")).most == 2
    assert count(*told, participants=acts, kind=("clause", "clause")).most == 1


def test_who_tells_otherwise_does_not_have_it_from_there():
    """Of two sides of a difference neither is the source of the other, named or not."""
    sides = (frozenset({(0, 0)}), frozenset({(0, 1)}))

    assert count(("a", named("Ana Oro")), ("b", named("officials"))).most == 1
    assert count(("a", named("Ana Oro")), ("b", named("officials")), sides=sides).most == 2
    assert count(("a", named("Ana Oro")), ("a", OWN)).most == 1
    assert count(("a", named("Ana Oro")), ("a", OWN), sides=sides).names == ("Ana Oro", "a")


def test_a_description_is_one_of_those_it_may_be():
    """Officials may be Oro or Pell, which makes Oro and Pell no one."""
    counted = count(("a", named("officials")), ("b", named("Ana Oro")), ("c", named("Ben Pell")))

    assert (counted.most, counted.names) == (2, ("Ana Oro", "Ben Pell"))


def test_a_group_is_of_the_body_that_its_words_name():
    """Officials of a body that has no capital are that body and no other."""
    told = (("a", named("harbour police officers")), ("b", named("harbour police")), ("c", named("Ana Oro")))

    assert count(*told).names == ("harbour police officers", "Ana Oro")


def test_one_quotation_has_one_speaker():
    """Who is named in two ways for the same words is one, and the reason is told."""
    told = (("a", named("Ana Oro")), ("b", named("Ben Pell’s sister")))
    words = ("the sea came in at night", "The sea came in at night")

    assert count(*told, words=words).reasons == ("Ben Pell’s sister and Ana Oro have the same words",)
    assert count(*told, words=("the sea rose", "the sea rose")).reasons != count(*told, words=words).reasons


def test_a_state_and_its_government_are_one():
    """A country that speaks is its government, its ministries, its officials; another's is not."""
    assert count(("a", named("Norway")), ("b", named("Norwegian foreign ministry"))).most == 1
    assert count(("a", named("Norway")), ("b", named("Norwegian navy"))).most == 1
    assert count(("a", named("Norway")), ("b", named("Danish government"))).most == 2


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


def a_person_in(conllish: str, name: str) -> Reading:
    reading = a_parsed_reading(conllish)
    start = reading.report.text.index(name)
    person = Entity(id=name, name=name, type="person", mentions=(Span(start, start + len(name)),))
    return replace(reading, entities=(person,))


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        (
            "The|DET|5|det coast|NOUN|3|compound guard|NOUN|4|compound commander|NOUN|5|compound Oro|PROPN|6|nsubj"
            " spoke|VERB|0|root .|PUNCT|6|punct",
            {"coast guard"},
        ),
        (
            "Oro|PROPN|7|nsubj who|PRON|3|nsubj heads|head|VERB|1|acl:relcl the|DET|6|det coast|NOUN|6|compound"
            " guard|NOUN|3|obj spoke|VERB|0|root",
            {"coast guard"},
        ),
        (
            "Oro|PROPN|7|nsubj of|ADP|5|case the|DET|5|det coast|NOUN|5|compound guard|NOUN|1|nmod"
            " ,|PUNCT|7|punct spoke|VERB|0|root",
            {"coast guard"},
        ),
        (
            "Oro|PROPN|10|nsubj ,|PUNCT|4|punct a|DET|4|det pilot|NOUN|1|appos saved|save|VERB|4|acl by|ADP|9|case"
            " the|DET|9|det coast|NOUN|9|compound guard|NOUN|5|obl spoke|VERB|0|root",
            set(),
        ),
    ],
    ids=["title", "leads it", "of it", "saved by it"],
)
def test_bodies_without_a_capital_have_members(sentence: str, bodies: set[str]):
    """A title, an office or a verb of leading makes a member; being helped by a body does not."""
    found = affiliations([a_person_in(sentence, "Oro")])

    assert found.get(("oro",), frozenset()) == bodies


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


def test_between_others_words_a_report_speaks_for_itself():
    """What stands in a shared passage is the other's telling, and so is a sentence in mostly the same words."""
    said = "The dam at Varn broke on Monday after a week of heavy rain in the northern hills."
    reworded = "On Monday after heavy rain in the hills the dam at Varn broke again"
    more = "Children of the lower town spent that night in a school and were fed by their teachers there."

    def of_words(*sentences: str, **report: str) -> Reading:
        return a_parsed_reading(
            "\n".join(" ".join(f"{w}|NOUN|0|root" for w in line.split()) for line in sentences), **report
        )

    model = of_words(said, id="a", outlet="Harbour Post")
    rewrite = of_words(said, reworded, more, more, id="b", outlet="Evening Courier")
    whole = Span(0, len(said))
    lineage = Lineage(
        links=(Link(source="b", target="a", kind="copies", evidence=(), confidence=0.9, reason="one text"),),
        passages=(Passage(left="a", left_span=whole, right="b", right_span=whole),),
    )

    _, voice = voices([model, rewrite], lineage)

    told = [voice.at(sentence).name for sentence in rewrite.sentences]
    assert told == ["Harbour Post", "Harbour Post", "Evening Courier", "Evening Courier"]


def test_a_report_with_a_source_adds_no_own_voice():
    """Where a report names its source once, its own voice on the matter is that source's."""
    counted = count(("a", named("Ana Oro")), ("a", OWN))

    assert (counted.least, counted.most) == (1, 1)


def test_another_report_of_an_outlet_keeps_its_voice():
    """Whom one report of an outlet names does not speak for its other reports; one text of an agency is one."""
    reports = (a_report("a", outlet="Post"), a_report("b", outlet="Post"))
    prints = tuple(replace(r, agencies=("Meridian",)) for r in reports)
    told = (("a", named("Ana Oro")), ("b", OWN))

    assert count(*told, reports=reports).most == 2
    assert count(*told, reports=prints).most == 1


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
    ("people", "bodies", "expected"),
    [
        (("Ines Oro",), (), "Ines Oro"),
        (("Ines Oro", "Ines M. Oro"), (), "Ines Oro"),
        (("Ines Oro", "Ben Oro"), (), "Oro"),
        ((), (), "Oro"),
        (("Ines Oro",), ("Oro",), "Oro"),
    ],
    ids=["one bearer", "one bearer in two forms", "two bearers", "none", "a body"],
)
def test_a_last_name_is_told_in_full_where_the_story_has_one_bearer(
    people: tuple[str, ...], bodies: tuple[str, ...], expected: str
):
    """One report says "Oro", another gives the whole name; two who bear it stay unnamed, and so does a firm."""
    kinds = [*((name, "person") for name in people), *((name, "organization") for name in bodies)]
    readings = [
        Reading(
            report=a_report(f"r{n}", outlet=f"r{n}"),
            entities=(Entity(id="e1", name=name, type=kind, mentions=()),),
        )
        for n, (name, kind) in enumerate(kinds)
    ]

    readings.append(Reading(report=a_report("names nobody", outlet="names nobody")))
    report = len(readings) - 1

    assert [o.name for o in called_alike([named("Oro"), OWN], [report, report], readings)] == [expected, ""]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Ines", "Ines Oro"),
        ("Oro", "Ines Oro"),
        ("Harbour Trust chief Ines Oro", "Ines Oro"),
        ("Inez Oro", "Ines Oro"),
        ("Harbor Trust", "Harbour Trust"),
        ("Ines Oro’s father", "Ines Oro’s father"),
        ("Harbour Trust Inc.", "Harbour Trust"),
        ("Oslo", "Oslo"),
    ],
)
def test_everybody_has_one_name(told: str, expected: str):
    """Given name, last name, an office before it, another spelling, a legal form: one name; kin is somebody else."""
    readings = [
        Reading(
            report=a_report("a", outlet="a"),
            entities=(
                Entity(id="e1", name="Ines Oro", type="person", mentions=()),
                Entity(id="e2", name="Harbour Trust", type="organization", mentions=()),
            ),
        )
    ]
    origins = [
        named("Ines Oro"),
        named("Ines Oro"),
        named("Harbour Trust"),
        named("Harbour Trust"),
        named(told),
    ]

    assert called_alike(origins, [0] * len(origins), readings)[-1].name == expected


def said_by(sentence: str, source: str, cue: str, content: str, speaker: Speaker | None) -> str:
    """The origin of the first clause of a sentence in which the reader has marked an attribution."""
    reading = a_parsed_reading(sentence)
    text = reading.report.text

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    attribution = Attribution(
        source=(span(source),), cue=(span(cue),), content=(span(content),), form="indirect", speaker=speaker
    )
    reading = replace(reading, attributions=(attribution,))
    frame = next(f for f in cut_frames(reading, 0) if f.kind == "clause")
    return origin_of(frame, reading, desk_of(reading.report)).name


INDICTED = "Norway|PROPN|2|nsubj {verb}|{lemma}|VERB|0|root a|DET|4|det pilot|NOUN|2|obj"


@pytest.mark.parametrize(
    ("verb", "lemma", "origin"), [("indicted", "indict", "r1"), ("praised", "praise", "Norway")]
)
def test_a_deed_is_the_reports_telling(verb: str, lemma: str, origin: str):
    """ "Norway indicted a pilot" is no saying of Norway's, though a cue was marked; praise is one."""
    sentence = INDICTED.format(verb=verb, lemma=lemma)

    assert said_by(sentence, "Norway", verb, "a pilot", Speaker("Norway")) == origin


def test_a_people_tells_nothing():
    """What Norwegians think is told by the report; what Norway says by Norway."""
    sentence = INDICTED.format(verb="praised", lemma="praise")

    assert said_by(sentence, "Norway", "praised", "a pilot", Speaker("Norwegians")) == "r1"


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("Oro and Pell were both there", "r1"),
        ("both sides", "r1"),
        ("and rescue workers", "r1"),
        ("a Varn Bank clerk who knows the case", "a Varn Bank clerk"),
        ("a man who gave his name as Oro", "a man who gave his name as Oro"),
    ],
)
def test_a_name_is_no_clause_and_no_stump(name: str, origin: str):
    """What was cut wrong names nobody; a clause behind a name that says enough is left out."""
    sentence = "They|PRON|2|nsubj praised|praise|VERB|0|root a|DET|4|det pilot|NOUN|2|obj"

    assert said_by(sentence, "They", "praised", "a pilot", Speaker(name)) == origin


def test_a_name_runs_up_to_its_cue():
    """ "A spokesman for the | harbour authority | said": the source was cut short."""
    sentence = (
        "spokesman|NOUN|6|nsubj for|ADP|5|case the|DET|5|det harbour|NOUN|5|compound authority|NOUN|1|nmod"
        " praised|praise|VERB|0|root pilots|NOUN|6|obj"
    )

    found = said_by(sentence, "spokesman for the", "praised", "pilots", Speaker("spokesman for the"))

    assert found == "spokesman for the harbour authority"


def test_who_is_said_not_to_have_told_it_tells_nothing():
    """That the harbour did not report the storm is the report's own word."""
    sentence = (
        "Harbour|PROPN|4|nsubj did|do|AUX|4|aux not|PART|4|advmod report|report|VERB|0|root the|DET|6|det"
        " storm|NOUN|4|obj"
    )

    assert said_by(sentence, "Harbour", "did not report", "the storm", Speaker("Harbour")) == "r1"
