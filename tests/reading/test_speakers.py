"""Who an attribution's source is, and through whom it came."""

from __future__ import annotations

import pytest

from firsthand.model import Report
from firsthand.reading import read
from firsthand.testing.plain import spoken


@pytest.mark.parametrize(
    ("text", "said", "names"),
    [
        (
            "Assistant coach Ben Pell said the game was fair. He said it rained.",
            (("Assistant coach Ben Pell", "said", "the game was fair"), ("He", "said", "it rained")),
            ["Ben Pell", "Ben Pell"],
        ),
        (
            "Ana Pell, director of the Oro Harbour Authority, said the dam held.",
            (("Ana Pell, director of the Oro Harbour Authority", "said", "the dam held"),),
            ["Ana Pell"],
        ),
        (
            "The port's lawyer, Cara Finch, said the case was closed.",
            (("The port's lawyer, Cara Finch", "said", "the case was closed"),),
            ["Cara Finch"],
        ),
        (
            "The ship's owner, Varn Coast Lines, said the ship was sound.",
            (("The ship's owner, Varn Coast Lines", "said", "the ship was sound"),),
            ["Varn Coast Lines"],
        ),
        (
            "The professor, Varn University, said the ship was sound.",
            (("The professor, Varn University", "said", "the ship was sound"),),
            ["professor"],
        ),
        (
            "Oro Lines Inc. closed its port. The company said trade fell.",
            (("The company", "said", "trade fell"),),
            ["Oro Lines Inc."],
        ),
        (
            "The British defence ministry said ships left. The ministry said nobody was hurt.",
            (
                ("The British defence ministry", "said", "ships left"),
                ("The ministry", "said", "nobody was hurt"),
            ),
            ["British defence ministry", "British defence ministry"],
        ),
        (
            "Mayor Ben Pell spoke. The Varn mayor said water rose.",
            (("The Varn mayor", "said", "water rose"),),
            ["Ben Pell"],
        ),
        (
            "Norwegian, Danish and Swedish police officials said trade fell.",
            (("Norwegian, Danish and Swedish police officials", "said", "trade fell"),),
            ["Norwegian, Danish and Swedish police officials"],
        ),
        (
            "Ana Pell and Ben Finch said the dam held.",
            (("Ana Pell and Ben Finch", "said", "the dam held"),),
            ["Ana Pell and Ben Finch"],
        ),
        (
            "Harbour Port Agency (HPA) closed a dock. HPA officials said trade fell.",
            (("HPA officials", "said", "trade fell"),),
            ["Harbour Port Agency officials"],
        ),
        (
            "Varn-based Oro Lines Inc. closed its port. The Varn-based firm said trade fell.",
            (("The Varn-based firm", "said", "trade fell"),),
            ["Oro Lines Inc."],
        ),
        (
            "Varn-based Oro Lines Inc. closed its port. Tolm-based Pell Boats Inc. grew. Pell Boats Inc. bid. Pell Boats"
            " Inc. rose. The Varn-based firm said trade fell.",
            (("The Varn-based firm", "said", "trade fell"),),
            ["Oro Lines Inc."],
        ),
        (
            "Mayor Ben Pell spoke. The plan announced by Pell said trade rose.",
            (("The plan announced by Pell", "said", "trade rose"),),
            ["Ben Pell"],
        ),
        (
            "The dam held, mayor Ben Pell said, citing the strength of new gates.",
            (("mayor Ben Pell", "said", "The dam held"),),
            ["Ben Pell"],
        ),
        (
            "The dam held, mayor Ben Pell said, citing records of the crews.",
            (("mayor Ben Pell", "said", "The dam held"),),
            ["Ben Pell"],
        ),
        (
            "The dam held, mayor Ben Pell said, adding that nobody was hurt.",
            (("mayor Ben Pell", "said", "The dam held"), ("", "adding", "nobody was hurt")),
            ["Ben Pell", "Ben Pell"],
        ),
        (
            "The minister of trade Ben Pell said trade fell.",
            (("The minister of trade Ben Pell", "said", "trade fell"),),
            ["Ben Pell"],
        ),
        (
            "Ana Pell said it rained. Trade fell, reported the Harbour Post.",
            (("Ana Pell", "said", "it rained"), ("Ana Pell", "reported", "Trade fell")),
            ["Ana Pell", "Harbour Post"],
        ),
        ("He said it rained.", (("He", "said", "it rained"),), [None]),
        (
            "Ana Pell left the stage. The singer said it rained.",
            (("The singer", "said", "it rained"),),
            ["Ana Pell"],
        ),
        (
            "Ana Pell left the stage. The witness said it rained.",
            (("The witness", "said", "it rained"),),
            ["witness"],
        ),
        (
            "Ana Pell and Ben Finch left the stage. The singer said it rained.",
            (("The singer", "said", "it rained"),),
            ["singer"],
        ),
        (
            "Ana Pell left the stage. The 46-year-old said it rained.",
            (("The 46-year-old", "said", "it rained"),),
            ["Ana Pell"],
        ),
        (
            "Mayor Ben Pell spoke. The deputy mayor of Oro said water rose.",
            (("The deputy mayor of Oro", "said", "water rose"),),
            ["deputy mayor of Oro"],
        ),
        (
            "Norwegian Minister of Trade Ana Pell said trade fell.",
            (("Norwegian Minister of Trade Ana Pell", "said", "trade fell"),),
            ["Ana Pell"],
        ),
        (
            "A group called Dam Watch said it rained. Another group, the Varn Observatory, said water rose.",
            (
                ("A group called Dam Watch", "said", "it rained"),
                ("Another group, the Varn Observatory", "said", "water rose"),
            ),
            ["a group called Dam Watch", "Varn Observatory"],
        ),
        (
            "Trade fell in North Korea, experts said.",
            (("experts", "said", "Trade fell in North Korea"),),
            ["experts"],
        ),
        (
            "Oro Lines closed. The Twitter account @dam_watch said it rained.",
            (("The Twitter account @dam_watch", "said", "it rained"),),
            ["dam_watch"],
        ),
        (
            "Ben Pell said it rained.\nANA FINCH LEFT\nHe said water rose.",
            (("Ben Pell", "said", "it rained"), ("He", "said", "water rose")),
            ["Ben Pell", "Ben Pell"],
        ),
        (
            "Ben Pell said it rained. “Cara Finch saw it,” he said.",
            (("Ben Pell", "said", "it rained"), ("he", "said", "Cara Finch saw it")),
            ["Ben Pell", "Ben Pell"],
        ),
        (
            "Ana Pell, the coach, said it rained. Cara Finch left. She also said water rose.",
            (("Ana Pell", "said", "it rained"), ("She", "said", "water rose")),
            ["Ana Pell", "Ana Pell"],
        ),
    ],
)
def test_a_source_is_resolved(text: str, said, names: list[str | None]):
    """Names, appositions, descriptions, bodies, pronouns; what cannot be resolved stays open."""
    found, _ = spoken(text, *said)

    assert [name for name, _ in found] == names


def test_a_description_that_opens_a_report_is_who_is_named_later():
    """ "an assistant coach" of the lead is the assistant coach of the third sentence."""
    text = "An assistant coach said the game was unfair. Nobody else spoke. Assistant coach Ben Pell said it rained."
    found, entities = spoken(
        text,
        ("An assistant coach", "said", "the game was unfair"),
        ("Assistant coach Ben Pell", "said", "it rained"),
    )

    assert [name for name, _ in found] == ["Ben Pell", "Ben Pell"]
    assert any(m.of(text) == "An assistant coach" for e in entities for m in e.mentions)


def test_a_description_that_opens_a_report_is_who_is_introduced_next():
    """ "the port's safety chief" of the lead is the head of safety whom the next sentence names."""
    text = "Trade fell, Norway's safety chief said. Ana Pell, head of the Norwegian safety council, met the mayor."
    found, _ = spoken(text, ("Norway's safety chief", "said", "Trade fell"))
    stranger, _ = spoken(
        text.replace("Norwegian safety", "Danish harbour"), ("Norway's safety chief", "said", "Trade fell")
    )

    assert [name for name, _ in found] == ["Ana Pell"]
    assert [name for name, _ in stranger] == ["Norway's safety chief"]


@pytest.mark.parametrize(
    ("text", "said", "relays"),
    [
        (
            "The dam held, Ana Pell told the Harbour Post.",
            (("Ana Pell", "told", "The dam held"),),
            [("Harbour Post",)],
        ),
        (
            "The Harbour Post reported that Ana Pell said the dam held.",
            (
                ("The Harbour Post", "reported", "Ana Pell said the dam held"),
                ("Ana Pell", "said", "the dam held"),
            ),
            [(), ("Harbour Post",)],
        ),
        (
            "The Varn news agency quoted Ana Pell as saying the dam held.",
            (("The Varn news agency", "quoted", "the dam held"),),
            [("Varn",)],
        ),
        (
            "The charge sheet, seen by the Harbour Post, said trade fell.",
            (("The charge sheet, seen by the Harbour Post", "said", "trade fell"),),
            [("Harbour Post",)],
        ),
    ],
)
def test_who_passed_it_on(text: str, said, relays):
    """Hearers, reports around reports, quoting agencies and papers that saw a document."""
    found, _ = spoken(text, *said)

    assert [r for _, r in found] == relays


def test_a_statement_is_its_issuers():
    """A statement speaks for the one who issued it; a charge sheet for itself."""
    text = "A statement from Oro Lines Inc. said trade fell. The charge sheet said nobody was hurt."
    found, _ = spoken(
        text,
        ("A statement from Oro Lines Inc.", "said", "trade fell"),
        ("The charge sheet", "said", "nobody was hurt"),
    )

    assert [name for name, _ in found] == ["Oro Lines Inc.", "charge sheet"]


def test_a_letter_is_his_who_wrote_in_one():
    """Whom a report names most has not written it, nor has whom it was sent to."""
    text = "Ana Pell said in an open letter that trade fell. Oro Lines closed. Oro Lines left. The letter said water rose."
    found, _ = spoken(text, ("Ana Pell", "said", "trade fell"), ("The letter", "said", "water rose"))
    sent, _ = spoken(
        "A letter to Oro Lines said water rose.", ("A letter to Oro Lines", "said", "water rose")
    )

    assert [name for name, _ in found] == ["Ana Pell", "Ana Pell"]
    assert [name for name, _ in sent] == ["a letter to Oro Lines"]


def test_what_is_added_without_a_name_is_the_last_speakers():
    """ "Adding" with no source of its own goes on with who spoke before it."""
    text = "Ana Pell, the mayor, said the dam held, adding that nobody was hurt."
    found, _ = spoken(text, ("Ana Pell", "said", "the dam held"), ("", "adding", "that nobody was hurt"))

    assert [name for name, _ in found] == ["Ana Pell", "Ana Pell"]


def test_who_is_quoted_by_somebody_speaks():
    """ "was quoted by the agency as saying": the agency passes it on."""
    text = "Ana Pell, the mayor, was quoted by the Interfax news agency as saying that forty people had left the town."
    found = [a for a in read(Report(id="a", text=text)).attributions if a.speaker]

    assert {a.speaker.name for a in found if a.speaker} == {"Ana Pell"}
    assert {relay for a in found for relay in a.relays} == {"Interfax"}
