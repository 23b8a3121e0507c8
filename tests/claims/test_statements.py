"""Statements: the clearest wording, cut so that it says no more than its report did."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import firsthand
from firsthand.briefs.outline import Outline, outline, stated
from firsthand.claims.frames import cut_frames
from firsthand.claims.points import find_points
from firsthand.claims.statements import Stater
from firsthand.model import Claim, Entity, Lineage, Point, Reading, Span
from firsthand.testing.trees import a_parsed_reading


def told(*texts: str) -> Outline:
    """The account of reports with these texts, arranged for reading."""
    reports = [
        firsthand.Report(id=f"r{n}", text=text, outlet=f"Paper {n}", published="2032-01-30")
        for n, text in enumerate(texts)
    ]
    return outline(next(iter(firsthand.brief(reports))))


def statements(text: str) -> list[str]:
    made = told(text)
    return [stated(made, point) for point in made.account.points]


#: A sentence, words of it that a statement may be made of, and words without which they say too much.
KEPT = [
    ("The Oro ferry will sail on Friday if the harbour opens, the mayor said.", "will sail", "if"),
    ("If the dam breaks, the village of Tamsel will be flooded, engineers said.", "flooded", "If"),
    ("The ministry of Oro denied that soldiers had fired on the crowd.", "had fired", "denied"),
    ("Ana Pell did not say that the bridge was unsafe.", "bridge", "did not say"),
    ("It is unclear whether the pilot survived the crash near Tamsel.", "survived", "unclear whether"),
    ("Harbour Trust hopes that the strike will end on Monday.", "will end", "hopes"),
    ("The union claimed that 400 workers walked out of the plant in Oro.", "walked out", "claimed"),
    ("There is no sign that the fire in Tamsel was set on purpose.", "on purpose", "no sign"),
    ("Unless the two sides agree, 3,000 nurses will walk out on Monday.", "walk out", "Unless"),
    ("Police have yet to confirm that two men were arrested in Oro.", "arrested", "yet to confirm"),
    ("The mayor would resign only if the council asked him to, she said.", "would resign", "only if"),
    ("Rescuers doubt that anyone survived the sinking of the Marra Star.", "survived", "doubt"),
    ("Nobody said that the bridge had collapsed.", "collapsed", "Nobody"),
    ("The bank fell short of saying that accounts were frozen.", "frozen", "fell short"),
    ("Had the alarm sounded, the 12 sailors would have lived, the coast guard said.", "lived", "Had"),
    (
        "The army said it had shelled the town but denied that civilians had died there.",
        "civilians",
        "denied",
    ),
    ("The mayor said the ferry will sail on Friday if the harbour opens.", "will sail", "if"),
    (
        "The mayor said on Monday that taxes would fall by 3 percent, unless the council objected.",
        "would fall",
        "unless",
    ),
    ("The bridge was sold to a bank in Oro, the paper claimed.", "was sold", "claimed"),
    ("Reportedly, the chairman of Blue Strait Lines has resigned.", "resigned", "Reportedly"),
]


@pytest.mark.parametrize(("text", "said", "kept"), KEPT, ids=[row[2] for row in KEPT])
def test_what_a_sentence_hangs_on_is_never_cut_off(text: str, said: str, kept: str):
    """A condition, a denial, a doubt or a hope stays with what it bears on."""
    found = [s for s in statements(text) if said in s]

    assert found and all(kept in s for s in found)


SUBJECTS = st.sampled_from(
    ["The harbour of Oro", "Blue Strait Lines", "Mayor Ana Pell", "The dam above Tamsel"]
)
DEEDS = st.sampled_from(["close the bridge", "stop the night ferry", "sell two ships", "flood the old town"])
GUARDS = st.sampled_from(
    ["{s} will {d} if the storm returns.", "{s} might {d} on Monday.", "Unless it rains, {s} will {d}.",
     "It is unclear whether {s} will {d}.", "Officials denied that {s} would {d}.",
     "The council hopes that {s} will {d}.", "{s} will not {d}.", "The council doubts that {s} will {d}."]
)  # fmt: skip
MARKS = ("if ", "might", "unless", "unclear", "denied", "hopes", "not ", "doubts")


@settings(max_examples=40, deadline=None)
@given(SUBJECTS, DEEDS, GUARDS, st.booleans())
def test_no_statement_asserts_what_its_report_only_guards(subject: str, deed: str, guard: str, is_long: bool):
    """Whatever is done by whom, and however long the sentence: the guard stays where the deed is."""
    text = guard.format(s=subject, d=deed)
    if is_long:
        text = (
            text[:-1]
            + ", which the paper of the town, founded in 1901 and read by many, has told for weeks in long and careful columns, page after page."
        )
    for statement in statements(text):
        if deed.split()[0] in statement:
            assert any(mark in statement.lower() for mark in MARKS), statement


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([row[0] for row in KEPT]), min_size=1, max_size=4, unique=True))
def test_a_statement_is_words_of_its_report(sentences: list[str]):
    """Without the marks of cuts and what stands in brackets, it is a stretch of the report."""
    made = told(" ".join(sentences))
    for point in made.account.points:
        report = made.claims[point.statement_claim].report
        span = point.statement_span
        assert made.texts[report][span.start : span.end] == point.statement
        assert point.statement.strip() == point.statement != ""


def test_a_pronoun_climbs_to_who_is_meant():
    """ "It had shut the bridge" is told with the clause that says who."""
    (found,) = {
        s
        for s in statements("In April, North Oro confirmed it had shut the bridge to Tamsel.")
        if "bridge" in s
    }

    assert "North Oro confirmed it had shut the bridge" in found


def best(*sentences: str) -> str:
    """The statement of a point that the first clause of each sentence is of."""
    readings = [a_parsed_reading(sentence, id=f"r{n}") for n, sentence in enumerate(sentences)]
    members = []
    for number, reading in enumerate(readings):
        frame = next(f for f in cut_frames(reading, number) if f.kind == "clause")
        text = reading.report.text
        claim = Claim(
            id=f"c{number}",
            report=reading.report.id,
            span=frame.span,
            text=frame.span.of(text),
            sentence=reading.sentences[0],
            polarity=frame.polarity,
        )
        members.append((frame, claim))
    found = Stater(readings).best(members, {})
    return found.span.of(next(r for r in readings if r.report.id == found.claim.report).report.text)


NAMED = (
    "Mayor|PROPN|2|compound Pell|PROPN|3|nsubj opened|open|VERB|0|root the|DET|5|det bridge|NOUN|3|obj"
    " in|ADP|7|case Tamsel|PROPN|3|obl .|PUNCT|3|punct"
)
UNNAMED = (
    "She|PRON|2|nsubj opened|open|VERB|0|root the|DET|4|det bridge|NOUN|2|obj"
    " in|ADP|6|case Tamsel|PROPN|2|obl .|PUNCT|2|punct"
)
NEGATED = (
    "Mayor|PROPN|2|compound Pell|PROPN|5|nsubj did|do|AUX|5|aux not|PART|5|advmod open|VERB|0|root the|DET|7|det"
    " bridge|NOUN|5|obj in|ADP|9|case Tamsel|PROPN|5|obl .|PUNCT|5|punct"
)
HEADLINE = (
    "Pell|PROPN|3|nsubj to|PART|3|mark open|VERB|0|root bridge|NOUN|3|obj in|ADP|6|case Tamsel|PROPN|3|obl"
)


@pytest.mark.parametrize("order", [1, -1])
def test_the_wording_with_a_name_is_taken(order: int):
    """Of two wordings the one that names who, in whatever order they come."""
    assert best(*(UNNAMED, NAMED)[::order]) == "Mayor Pell opened the bridge in Tamsel"


@pytest.mark.parametrize("order", [1, -1])
def test_a_whole_clause_goes_before_a_headline(order: int):
    """An infinitive of a headline is no sentence."""
    assert best(*(HEADLINE, NAMED)[::order]) == "Mayor Pell opened the bridge in Tamsel"


@pytest.mark.parametrize("order", [1, -1])
def test_an_assertion_states_what_another_denies(order: int):
    """Where one asserts and another denies, the assertion leads; a headline too."""
    assert best(*(NEGATED, HEADLINE)[::order]) == "Pell to open bridge in Tamsel"


#: "Pell resigned . She left Oro ." with the pronoun resolved.
LEFT = """
Pell|PROPN|2|nsubj resigned|resign|VERB|0|root .|PUNCT|2|punct
She|she|PRON|2|nsubj left|leave|VERB|0|root Oro|PROPN|2|obj today|NOUN|2|obl .|PUNCT|2|punct
"""


def resolved(name: str, *others: Entity) -> tuple[Reading, list[Point]]:
    base = a_parsed_reading(LEFT)
    text = base.report.text
    she = text.index("She")
    person = Entity(id="e1", name=name, type="person", mentions=(Span(0, 4), Span(she, she + 3)))
    reading = Reading(
        report=base.report, sentences=base.sentences, tokens=base.tokens, entities=(person, *others)
    )
    return reading, list(find_points((reading,), Lineage()))


def test_a_pronoun_that_stays_gets_its_antecedent_in_the_reports_words():
    """She [Pell] left Oro."""
    reading, points = resolved("Ana Pell")
    point = next(p for p in points if "left" in p.statement)
    (antecedent,) = point.antecedents

    assert antecedent.pronoun.of(reading.report.text) == "She"
    assert antecedent.words.of(reading.report.text) == "Pell"


def test_no_antecedent_where_somebody_else_was_named_in_between():
    """A guess would make the report say what it does not."""
    other = Entity(id="e2", name="Resigned", type="person", mentions=(Span(5, 13),))
    text = LEFT.replace("resigned|resign|VERB", "Resigned|resign|VERB")
    base = a_parsed_reading(text)
    she = base.report.text.index("She")
    person = Entity(id="e1", name="Pell", type="person", mentions=(Span(0, 4), Span(she, she + 3)))
    reading = Reading(
        report=base.report, sentences=base.sentences, tokens=base.tokens, entities=(person, other)
    )
    points = find_points((reading,), Lineage())

    assert not any(p.antecedents for p in points)


def test_every_frame_can_be_stated():
    """However odd the syntax, a claim has a statement that holds its words."""
    reading = a_parsed_reading(
        "of|ADP|0|root of|ADP|1|case 12|NUM|1|nummod men|NOUN|1|dep fell|VERB|1|dep .|PUNCT|1|punct"
    )
    points = find_points((reading,), Lineage())

    assert all(p.statement_span.contains(p.claims[0].span) for p in points)


REEF = "The|DET|2|det ferry|NOUN|3|nsubj hit|hit|VERB|0|root the|DET|5|det reef|NOUN|3|obj"


@pytest.mark.parametrize("label", ["", " via|ADP|7|case AFP|PROPN|5|nmod .|PUNCT|3|punct"])
def test_a_picture_and_a_headline_state_nothing_that_a_sentence_states(label: str):
    """Words under a picture and over a text give way to a sentence, even one without a name."""
    assert best(REEF + " .|PUNCT|3|punct", REEF.replace("ferry", "Ferry") + label) == "The ferry hit the reef"


def test_a_turn_of_a_broadcast_is_told_without_its_label():
    """ "PELL: The dam held" is stated by what was said."""
    assert best(
        "PELL:|PROPN|4|parataxis The|DET|3|det dam|NOUN|4|nsubj held|hold|VERB|0|root all|DET|6|det night|NOUN|4|obl .|PUNCT|4|punct"
    ).startswith("The dam held")


def test_what_a_subject_did_not_do_is_not_cut_off():
    """ "hit the reef but did not sink" keeps its "but", however the parser hangs it."""
    tree = REEF + (
        " but|CCONJ|9|cc did|do|AUX|9|aux not|PART|9|advmod sink|sink|VERB|10|parataxis Tamsel|PROPN|3|dislocated .|PUNCT|3|punct"
    )
    assert "did not sink" in best(tree)


def test_a_condition_keeps_its_but():
    """ "pays if they agree but a court forbids it": without the "but" it would say the opposite."""
    tree = (
        "The|DET|2|det firm|NOUN|3|nsubj said|say|VERB|0|root Oro|PROPN|5|nsubj pays|pay|VERB|3|ccomp Tamsel|PROPN|5|obj"
        " a|DET|8|det fee|NOUN|5|obj if|SCONJ|11|mark they|PRON|11|nsubj agree|VERB|5|advcl but|CCONJ|17|cc"
        " the|DET|14|det court|NOUN|17|nsubj then|ADV|17|advmod soon|ADV|17|advmod forbids|forbid|VERB|5|conj"
        " the|DET|19|det deal|NOUN|17|obj .|PUNCT|3|punct"
    )
    reading = a_parsed_reading(tree, id="r0")
    text = reading.report.text
    frame = next(f for f in cut_frames(reading, 0) if "pays" in f.span.of(text) and f.kind == "clause")
    claim = Claim(
        id="c0", report="r0", span=frame.span, text=frame.span.of(text), sentence=reading.sentences[0]
    )
    told = [wording.span.of(text) for wording in Stater([reading]).wordings(frame, claim)]

    assert told and all("forbids" in words or "if they" not in words for words in told), told


def test_a_word_that_links_to_the_sentence_before_is_left_out():
    """ "But" says nothing without what it is set against."""
    found = statements(
        "The dam held. But the mayor of Oro accused the owners of hiding two cracks and the village was cleared after a"
        " quarrel."
    )

    assert not any(words.removeprefix("… ").startswith(("But", "And")) for words in found)
    assert any("accused the owners" in words for words in found)


def test_a_verb_whose_doer_hangs_elsewhere_takes_its_sentence_along():
    """ "also helped, the owner said" alone would say nothing."""
    reading = a_parsed_reading(
        "half|NOUN|2|nsubj comes|come|VERB|0|root while|SCONJ|4|mark selling|sell|VERB|2|advcl tugs|tug|NOUN|4|obj"
        " also|ADV|7|advmod broke|break|VERB|10|ccomp the|DET|9|det owner|NOUN|10|nsubj said|say|VERB|2|conj"
        " in|ADP|13|case a|DET|13|det letter|NOUN|7|obl .|PUNCT|2|punct",
        id="r0",
    )
    text = reading.report.text
    frame = next(f for f in cut_frames(reading, 0) if "break" in f.predicate)
    claim = Claim(
        id="c0", report="r0", span=frame.span, text=frame.span.of(text), sentence=reading.sentences[0]
    )
    said = Stater([reading]).best([(frame, claim)], {}).span.of(text)

    assert said.startswith("half comes while selling tugs also broke")
