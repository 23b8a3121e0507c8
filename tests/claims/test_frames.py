"""Frames: what is cut from a sentence, and what it is said to speak of."""

from dataclasses import replace

import pytest

import firsthand
from firsthand.claims.frames import cut_frames
from firsthand.claims.sourcing.origins import origin_of, voices
from firsthand.model import (
    Attribution,
    Entity,
    Lineage,
    Noise,
    Quantity,
    Reading,
    Span,
    Speaker,
    TimeExpression,
)
from firsthand.testing.trees import a_parsed_reading


def spans(reading: Reading) -> list[str]:
    return [f.span.of(reading.report.text) for f in cut_frames(reading, 0)]


def find(reading: Reading, words: str) -> Span:
    start = reading.report.text.index(words)
    return Span(start, start + len(words))


FLOOD = (
    "The|DET|2|det flood|NOUN|3|nsubj destroyed|destroy|VERB|0|root the|DET|5|det bridge|NOUN|3|obj ,"
    "|PUNCT|7|punct killing|kill|VERB|3|advcl two|NUM|9|nummod farmers|farmer|NOUN|7|obj .|PUNCT|3|punct"
)


def test_a_participle_clause_stands_for_itself():
    """A clause that hangs from another is a frame of its own and leaves the other."""
    reading = a_parsed_reading(FLOOD)

    assert spans(reading) == ["The flood destroyed the bridge", "killing two farmers"]


def test_a_quantity_is_a_frame_with_what_it_counts():
    """A number and its noun make a quantity frame inside their clause."""
    reading = a_parsed_reading(FLOOD)
    counted = find(reading, "farmers")
    two = find(reading, "two")
    quantity = Quantity(
        start=two.start, end=two.end, value=2, low=2, high=2, counted=counted, unit_name="farmer"
    )
    frames = [f for f in cut_frames(replace(reading, quantities=(quantity,)), 0) if f.kind == "quantity"]

    assert [(f.span.of(reading.report.text), f.core, f.predicate) for f in frames] == [
        ("two farmers", ("farmer",), ("kill",))
    ]


def test_noise_makes_no_frame():
    """What was judged to be no part of the report never becomes a claim."""
    reading = a_parsed_reading(FLOOD)
    noisy = replace(reading, noise=(Noise(0, len(reading.report.text), "related"),))

    assert cut_frames(noisy, 0) == ()


SAID = (
    "Officials|official|NOUN|2|nsubj said|say|VERB|0|root the|DET|4|det dam|NOUN|6|nsubj had|have|AUX|6|aux "
    "burst|burst|VERB|2|ccomp on|ADP|8|case Monday|PROPN|6|obl .|PUNCT|2|punct"
)


def attributed(reading: Reading) -> Reading:
    content = find(reading, "the dam had burst on Monday")
    return replace(
        reading,
        attributions=(
            Attribution(
                source=(find(reading, "Officials"),),
                cue=(find(reading, "said"),),
                content=(content,),
                form="indirect",
            ),
        ),
    )


def test_the_frame_of_saying_is_no_claim_of_its_own():
    """ "Officials said" asserts what was said, not that they spoke."""
    reading = attributed(a_parsed_reading(SAID))
    frames = cut_frames(reading, 0)

    assert [(f.span.of(reading.report.text), f.attributions) for f in frames] == [
        ("the dam had burst on Monday", (0,))
    ]


def test_a_time_is_the_clauses_own_or_comes_from_above():
    """A clause without a time has that of the clause that governs it, and says so."""
    reading = a_parsed_reading(
        "On|ADP|2|case Monday|PROPN|5|obl the|DET|4|det river|NOUN|5|nsubj rose|rise|VERB|0|root ,|PUNCT|7|punct "
        "flooding|flood|VERB|5|advcl the|DET|9|det town|NOUN|7|obj .|PUNCT|5|punct"
    )
    monday = find(reading, "Monday")
    time = TimeExpression(start=monday.start, end=monday.end, type="DATE", value="2031-03-03")
    frames = cut_frames(replace(reading, times=(time,)), 0)

    assert [(f.predicate, f.time is not None, f.is_time_own) for f in frames if f.kind == "clause"] == [
        (("rise",), True, True),
        (("flood",), True, False),
    ]


def test_a_denial_takes_what_it_denies():
    """ "denied losing the bridge" is one claim, denied."""
    reading = a_parsed_reading(
        "Arvia|PROPN|2|nsubj denied|deny|VERB|0|root losing|lose|VERB|2|xcomp the|DET|5|det bridge|NOUN|3|obj .|PUNCT|2|punct"
    )
    (frame,) = cut_frames(reading, 0)

    assert (frame.span.of(reading.report.text), frame.polarity) == (
        "Arvia denied losing the bridge",
        "denied",
    )


def test_not_until_a_time_is_from_then_on():
    """ "did not open until May" says that it opened."""
    reading = a_parsed_reading(
        "Arvia|PROPN|4|nsubj did|do|AUX|4|aux not|PART|4|advmod open|VERB|0|root until|ADP|6|case May|PROPN|4|obl .|PUNCT|4|punct"
    )

    assert {f.polarity for f in cut_frames(reading, 0)} == {"affirmed"}


def test_a_deed_taken_for_a_cue_has_no_speaker():
    """ "filed a lawsuit" is the report's telling, whoever filed it; "welcomed a plan" is its speaker's."""
    for verb, lemma, told in (("filed", "file", ()), ("welcomed", "welcome", (0,))):
        reading = a_parsed_reading(
            f"Residents|resident|NOUN|2|nsubj {verb}|{lemma}|VERB|0|root lawsuits|lawsuit|NOUN|2|obj against|ADP|5|case"
            " Arvia|PROPN|3|nmod .|PUNCT|2|punct"
        )
        cued = replace(
            reading,
            attributions=(
                Attribution(
                    source=(find(reading, "Residents"),),
                    cue=(find(reading, verb),),
                    content=(find(reading, "lawsuits against Arvia"),),
                    form="indirect",
                ),
            ),
        )
        frame = next(f for f in cut_frames(cued, 0) if not f.is_nominal)

        assert frame.attributions == told


def test_what_nobody_did_is_no_happening():
    """ "made no attack on Oster": there was none to tell of."""
    reading = a_parsed_reading(
        "Arvia|PROPN|3|nsubj never|ADV|3|advmod made|make|VERB|0|root an|DET|5|det attack|NOUN|3|obj on|ADP|7|case"
        " Oster|PROPN|5|nmod .|PUNCT|3|punct"
    )

    assert [f for f in cut_frames(reading, 0) if f.is_nominal] == []


def test_not_mentioning_is_a_denied_speech():
    """That an agency did not mention a thing is told as such."""
    reading = a_parsed_reading(
        "The|DET|2|det agency|NOUN|5|nsubj did|do|AUX|5|aux not|PART|5|advmod mention|mention|VERB|0|root "
        "sending|send|VERB|5|advcl workers|worker|NOUN|6|obj .|PUNCT|5|punct"
    )
    frame = cut_frames(reading, 0)[0]

    assert (frame.span.of(reading.report.text), frame.polarity, frame.is_speech_denied) == (
        "The agency did not mention sending workers",
        "denied",
        True,
    )


def test_will_makes_a_plan():
    """What will be done is planned, not done."""
    reading = a_parsed_reading(
        "Arvia|PROPN|3|nsubj will|AUX|3|aux send|VERB|0|root forty|NUM|5|nummod engineers|engineer|NOUN|3|obj .|PUNCT|3|punct"
    )

    assert [f.modality for f in cut_frames(reading, 0)] == ["planned"]


def test_a_noun_of_a_happening_with_whom_it_befell_is_a_frame():
    """ "The death of the driver" tells what "the driver died" does, inside whatever clause it stands in."""
    reading = a_parsed_reading(
        "The|DET|2|det death|NOUN|6|nsubj of|ADP|5|case the|DET|5|det driver|NOUN|2|nmod shocked|shock|VERB|0|root"
        " Oster|PROPN|6|obj .|PUNCT|6|punct"
    )
    nominal = [f for f in cut_frames(reading, 0) if f.is_nominal]

    assert [(f.span.of(reading.report.text), f.predicate, f.core) for f in nominal] == [
        ("death of the driver", ("death", "die"), ("driver",))
    ]


def test_a_noun_alone_or_of_a_thing_is_no_frame():
    """ "The death" names nobody, and "the wall of the house" is nothing that happened."""
    reading = a_parsed_reading(
        "The|DET|2|det death|NOUN|3|nsubj stained|stain|VERB|0|root the|DET|5|det wall|NOUN|3|obj of|ADP|8|case"
        " the|DET|8|det house|NOUN|5|nmod .|PUNCT|3|punct"
    )

    assert [f for f in cut_frames(reading, 0) if f.is_nominal] == []


def test_who_is_what_is_a_frame():
    """A name with its office beside it: "Ann Poe, mayor of Oster"."""
    reading = a_parsed_reading(
        "Ann|PROPN|8|nsubj Poe|PROPN|1|flat ,|PUNCT|4|punct mayor|NOUN|1|appos of|ADP|6|case Oster|PROPN|4|nmod"
        " ,|PUNCT|4|punct resigned|resign|VERB|0|root .|PUNCT|8|punct"
    )
    name = find(reading, "Ann Poe")
    named = replace(reading, entities=(Entity(id="e1", name="Ann Poe", type="person", mentions=(name,)),))

    assert [(f.span.of(reading.report.text), f.names) for f in cut_frames(named, 0) if f.is_nominal] == [
        ("Ann Poe, mayor of Oster".replace("Poe,", "Poe ,"), frozenset({"Ann Poe"}))
    ]


def roles(sentence: str, name: str, mention: str) -> list[tuple[str, str]]:
    """What a reading says that somebody is, where it names them; ``mention`` is all that it takes for the name."""
    reading = a_parsed_reading(sentence)
    spans = tuple(sorted({find(reading, mention), find(reading, name)}))
    named = replace(reading, entities=(Entity(id="e1", name=name, type="person", mentions=spans),))
    return [(f.span.of(reading.report.text), f.predicate[0]) for f in cut_frames(named, 0) if f.bearer]


@pytest.mark.parametrize(
    "sentence",
    [
        "Harbour|NOUN|2|compound Master|PROPN|3|nmod:desc Ann|PROPN|5|nsubj Poe|PROPN|3|flat resigned|resign|VERB|0|root .|PUNCT|5|punct",
        # One subject of which the parser made two.
        "Harbour|NOUN|2|compound master|NOUN|5|nsubj Ann|PROPN|5|nsubj Poe|PROPN|3|flat resigned|resign|VERB|0|root .|PUNCT|5|punct",
        # The name hangs from the title.
        "Harbour|NOUN|2|compound Master|PROPN|5|nsubj Ann|PROPN|2|nmod Poe|PROPN|3|flat resigned|resign|VERB|0|root .|PUNCT|5|punct",
    ],
)
def test_a_title_before_a_name_is_a_frame(sentence: str):
    """Whatever the parser hangs from what, and whether or not the reader takes the title for a part of the name."""
    whole = sentence.split("|")[0]

    for mention in ("Ann Poe", f"{whole} {sentence.split()[1].split('|')[0]} Ann Poe"):
        assert [text.lower() for text, _ in roles(sentence, "Ann Poe", mention)] == ["harbour master ann poe"]


def test_an_office_behind_a_name_is_a_frame_though_it_is_in_the_mention():
    """A reader may take "the mayor, Ann Poe" for one mention of her."""
    sentence = (
        "The|DET|2|det mayor|NOUN|6|nsubj ,|PUNCT|4|punct Ann|PROPN|2|appos Poe|PROPN|4|flat"
        " resigned|resign|VERB|0|root .|PUNCT|6|punct"
    )

    assert roles(sentence, "Ann Poe", "The mayor , Ann Poe") == [("mayor , Ann Poe", "mayor")]


def test_forms_of_address_and_words_of_the_name_are_no_roles():
    """ "Mr. Poe" says nothing of him, nor does "A. Poe"."""
    for before in ("Mr.", "A.", "Ann"):
        sentence = f"{before}|PROPN|2|nmod:desc Poe|PROPN|3|nsubj resigned|resign|VERB|0|root .|PUNCT|3|punct"
        assert roles(sentence, f"{before} Poe", f"{before} Poe") == []


def test_who_is_called_a_thing_again_is_said_to_be_it_once():
    """A title at every mention is one claim of the report."""
    said = "Mayor|PROPN|2|nmod:desc Poe|PROPN|3|nsubj left|leave|VERB|0|root .|PUNCT|3|punct"
    reading = a_parsed_reading(f"{said}\n{said}")
    second = reading.report.text.rindex("Poe")
    mentions = (find(reading, "Poe"), Span(second, second + 3))
    named = replace(reading, entities=(Entity(id="e1", name="Poe", type="person", mentions=mentions),))

    assert [f.span.start for f in cut_frames(named, 0) if f.bearer] == [0]


def test_a_short_denial_says_something():
    """ "but made no arrest": two words that tell, one of which is "no"."""
    reading = a_parsed_reading(
        "Police|NOUN|2|nsubj searched|search|VERB|0|root homes|home|NOUN|2|obj but|CCONJ|5|cc made|make|VERB|2|conj"
        " no|DET|7|det arrest|NOUN|5|obj .|PUNCT|2|punct"
    )

    assert [(f.span.of(reading.report.text), f.polarity) for f in cut_frames(reading, 0)] == [
        ("Police searched homes", "affirmed"),
        ("made no arrest", "denied"),
    ]


def test_a_noun_with_its_own_subject_is_a_clause_wherever_it_hangs():
    """ "…, of which Oster is a member": the preposition does not make it an adjunct."""
    reading = a_parsed_reading(
        "The|DET|2|det league|NOUN|9|nsubj of|ADP|4|case which|PRON|7|nmod Oster|PROPN|7|nsubj is|be|AUX|7|cop"
        " member|NOUN|2|nmod ,|PUNCT|7|punct met|meet|VERB|0|root today|NOUN|9|obl .|PUNCT|9|punct"
    )

    assert "of which Oster is member" in spans(reading)


def test_when_somebody_spoke_is_a_frame_beside_what_they_said():
    """ "The mayor wrote on Monday that the dam broke": when she did is a matter; that she did, alone, is none."""
    told = {}
    for when in ("on|ADP|5|case Monday|PROPN|3|obl", "then|ADV|3|advmod there|ADV|3|advmod"):
        reading = a_parsed_reading(
            f"The|DET|2|det mayor|NOUN|3|nsubj wrote|write|VERB|0|root {when} that|SCONJ|9|mark the|DET|8|det"
            " dam|NOUN|9|nsubj broke|break|VERB|3|ccomp .|PUNCT|3|punct"
        )
        said = Attribution(
            source=(find(reading, "The mayor"),),
            cue=(find(reading, "wrote"),),
            content=(find(reading, "that the dam broke"),),
            form="indirect",
        )
        frames = cut_frames(replace(reading, attributions=(said,)), 0)
        told[when] = [(f.span.of(reading.report.text), f.is_telling, f.is_aside) for f in frames]

    assert list(told.values()) == [
        [("The mayor wrote on Monday", True, True), ("the dam broke", False, False)],
        [("the dam broke", False, False)],
    ]


def test_a_verb_taken_for_a_cue_keeps_what_it_tells_of_a_noun():
    """What somebody "sparked" is a debate, whatever clause hangs from the noun."""
    reading = a_parsed_reading(
        "Officials|official|NOUN|2|nsubj sparked|spark|VERB|0|root debate|NOUN|2|obj on|ADP|5|case plans|plan|NOUN|3|nmod"
        " to|PART|7|mark sell|VERB|5|acl the|DET|9|det bridge|NOUN|7|obj .|PUNCT|2|punct"
    )
    cued = replace(
        reading,
        attributions=(
            Attribution(
                source=(find(reading, "Officials"),),
                cue=(find(reading, "sparked"),),
                content=(find(reading, "debate on plans to sell the bridge"),),
                form="indirect",
            ),
        ),
    )

    assert "Officials sparked debate on plans" in spans(cued)


def test_a_place_far_from_its_happening_is_told_by_itself():
    """What stands between a happening and its place is of other matters, and no part of the place's words."""
    reading = a_parsed_reading(
        "A|DET|2|det gale|NOUN|3|nsubj damaged|damage|VERB|0|root a|DET|6|det brick|NOUN|6|compound school|NOUN|3|obj"
        " and|CCONJ|10|cc two|NUM|10|nummod parked|ADJ|10|amod buses|bus|NOUN|6|conj in|ADP|12|case Oster|PROPN|3|obl .|PUNCT|3|punct"
    )
    oster = find(reading, "Oster")
    named = replace(reading, entities=(Entity(id="e1", name="Oster", type="place", mentions=(oster,)),))

    assert [f.span.of(reading.report.text) for f in cut_frames(named, 0) if f.kind == "place"] == ["in Oster"]


def test_a_time_right_behind_a_clause_is_the_clauses():
    """ "until May 2031", which the tree hangs elsewhere, dates the clause it stands behind."""
    reading = a_parsed_reading(
        "Oro|PROPN|2|nsubj paid|pay|VERB|0|root the|DET|4|det rent|NOUN|2|obj until|ADP|6|case May|PROPN|9|obl"
        " though|SCONJ|9|mark Pell|PROPN|9|nsubj left|leave|VERB|2|advcl"
    )
    may = find(reading, "May")
    reading = replace(
        reading, times=(TimeExpression(start=may.start, end=may.end, type="DATE", value="2031-05"),)
    )
    frame = next(f for f in cut_frames(reading, 0) if f.span.of(reading.report.text).startswith("Oro paid"))

    assert frame.time is not None and frame.time.value == "2031-05"


ASKED = (
    "Police|police|NOUN|4|nsubj did|do|AUX|4|aux not|PART|4|advmod say|say|VERB|0|root who|PRON|6|nsubj "
    "opened|open|VERB|4|ccomp the|DET|8|det gate|NOUN|6|obj .|PUNCT|4|punct"
)
DENIED = "Pell|PROPN|2|nsubj denied|deny|VERB|0|root that|SCONJ|6|mark the|DET|5|det dam|NOUN|6|nsubj broke|break|VERB|2|ccomp .|PUNCT|2|punct"
DOUBTED = DENIED.replace("denied|deny", "doubts|doubt")
NO_SIGN = (
    "There|PRON|2|expl is|be|VERB|0|root no|DET|4|det sign|NOUN|2|nsubj that|SCONJ|8|mark the|DET|7|det dam|NOUN|8|nsubj "
    "broke|break|VERB|4|acl .|PUNCT|2|punct"
)


@pytest.mark.parametrize("tree", [ASKED, DENIED, DOUBTED, NO_SIGN])
def test_what_is_asked_denied_or_doubted_is_no_claim_of_its_own(tree: str):
    """Its words alone would say what the report does not: they stand with the verb that governs them."""
    reading = a_parsed_reading(tree)

    assert spans(reading) == [reading.report.text.rstrip(".").strip()]


def test_an_if_stays_with_its_clause_and_makes_it_possible():
    """ "if the dam breaks" never reads "the dam breaks"."""
    reading = a_parsed_reading(
        "Pell|PROPN|2|nsubj pays|pay|VERB|0|root if|SCONJ|6|mark the|DET|5|det dam|NOUN|6|nsubj breaks|break|VERB|2|advcl .|PUNCT|2|punct"
    )

    assert [(f.span.of(reading.report.text), f.modality) for f in cut_frames(reading, 0)][-1] == (
        "if the dam breaks",
        "possible",
    )


def test_a_facet_keeps_its_not():
    """When something did not happen is no time at which it did."""
    reading = a_parsed_reading(
        "The|DET|2|det dam|NOUN|5|nsubj did|do|AUX|5|aux not|PART|5|advmod break|break|VERB|0|root on|ADP|7|case"
        " Monday|PROPN|5|obl .|PUNCT|5|punct"
    )
    monday = find(reading, "Monday")
    time = TimeExpression(start=monday.start, end=monday.end, type="DATE", value="2031-03-03")
    facet = next(f for f in cut_frames(replace(reading, times=(time,)), 0) if f.kind == "time")

    assert facet.span.of(reading.report.text).startswith("not break")


def test_the_two_sides_count_nothing():
    """ "The two towns" are known; "two towns" are counted."""
    for article, counted in (("The|DET|3|det ", 0), ("", 1)):
        shift = 1 if article else 0
        reading = a_parsed_reading(
            f"{article}two|NUM|{2 + shift}|nummod towns|town|NOUN|{3 + shift}|nsubj agreed|agree|VERB|0|root .|PUNCT|{3 + shift}|punct"
        )
        towns = find(reading, "towns")
        two = find(reading, "two towns")
        quantity = Quantity(
            start=two.start, end=two.end, value=2, low=2, high=2, counted=towns, unit_name="town"
        )
        frames = cut_frames(replace(reading, quantities=(quantity,)), 0)

        assert sum(f.kind == "quantity" for f in frames) == counted


def test_a_number_that_points_back_stays_in_its_sentence():
    """ "Ten of them" counts those of the sentence before and does not reach into it."""
    reading = a_parsed_reading(
        "The|DET|2|det nurses|nurse|NOUN|3|nsubj left|leave|VERB|0|root .|PUNCT|3|punct\n"
        "Ten|NUM|4|nsubj of|ADP|3|case them|PRON|1|nmod returned|return|VERB|0|root .|PUNCT|4|punct",
    )
    ten, nurses = find(reading, "Ten"), find(reading, "nurses")
    quantity = Quantity(
        start=ten.start, end=ten.end, value=10, low=10, high=10, counted=nurses, unit_name="nurse"
    )
    (frame,) = [f for f in cut_frames(replace(reading, quantities=(quantity,)), 0) if f.kind == "quantity"]

    assert (frame.span.of(reading.report.text), frame.predicate) == ("Ten of them", ("return",))


def test_a_clause_has_no_time_of_a_clause_beside_it():
    """ "Pell said the town, which burned in May, would rise": May is when it burned."""
    reading = a_parsed_reading(
        "Pell|PROPN|2|nsubj said|say|VERB|0|root help|NOUN|5|nsubj would|AUX|5|aux reach|reach|VERB|2|ccomp Tamsel|PROPN|5|obj"
        " ,|PUNCT|9|punct which|PRON|9|nsubj burned|burn|VERB|6|acl:relcl in|ADP|11|case May|PROPN|9|obl .|PUNCT|2|punct"
    )
    may = find(reading, "May")
    time = TimeExpression(start=may.start, end=may.end, type="DATE", value="2031-05")
    frames = cut_frames(replace(reading, times=(time,)), 0)

    assert {f.predicate[0]: f.time is not None for f in frames if f.kind == "clause"} == {
        "reach": False,
        "burn": True,
    }


def test_a_clause_has_the_time_of_the_clause_that_tells_when():
    """ "When it burned in May, Pell fled": Pell fled in May; not so of "because"."""
    words = (
        "{}|SCONJ|3|{} it|PRON|3|nsubj burned|burn|VERB|8|advcl in|ADP|5|case May|PROPN|3|obl ,|PUNCT|3|punct"
        " Pell|PROPN|8|nsubj fled|flee|VERB|0|root Tamsel|PROPN|8|obj .|PUNCT|8|punct"
    )

    def timed(word: str, relation: str) -> bool:
        reading = a_parsed_reading(words.format(word, relation))
        may = find(reading, "May")
        time = TimeExpression(start=may.start, end=may.end, type="DATE", value="2031-05")
        frames = cut_frames(replace(reading, times=(time,)), 0)
        return any(f.predicate == ("flee",) and f.time is not None for f in frames)

    assert timed("When", "advmod") and not timed("Because", "mark")


def timed(reading: Reading, **values: str) -> dict[str, str | None]:
    """The time of each clause by its verb, where the words given (with "_" for spaces) mean times."""
    times = tuple(
        TimeExpression(
            start=span.start, end=span.end, type="DURATION" if value[0] == "P" else "DATE", value=value
        )
        for words, value in values.items()
        for span in [find(reading, words.replace("_", " "))]
    )
    frames = cut_frames(replace(reading, times=times), 0)
    return {f.predicate[0]: f.time.value if f.time else None for f in frames if f.kind == "clause"}


LAPSE = (
    "Pell|PROPN|2|nsubj sailed|sail|VERB|0|root home|ADV|2|advmod on|ADP|5|case Monday|PROPN|2|obl ,|PUNCT|2|punct"
    " two|NUM|8|nummod days|day|NOUN|11|obl {}|SCONJ|11|mark fire|NOUN|11|nsubj gutted|gut|VERB|2|advcl"
    " the|DET|13|det mill|NOUN|11|obj .|PUNCT|2|punct"
)


@pytest.mark.parametrize(
    ("mark", "length", "expected"),
    [
        ("after", "P2D", "2031-05-03"),
        ("before", "P2D", "2031-05-07"),
        ("after", "P2M", None),
        ("while", "P2D", "2031-05-05"),
    ],
)
def test_what_came_days_after_is_days_before(mark: str, length: str, expected: str | None) -> None:
    """ "She sailed on Monday, two days after fire gutted the mill": the fire was on Saturday."""
    reading = a_parsed_reading(LAPSE.format(mark))

    assert timed(reading, Monday="2031-05-05", two_days=length) == {"sail": "2031-05-05", "gut": expected}


def test_how_long_it_went_on_is_no_time_between():
    """ "The port was shut on Monday for two days after fire gutted the mill": two days are not between the two."""
    reading = a_parsed_reading(
        "Ports|port|NOUN|2|nsubj shut|shut|VERB|0|root on|ADP|4|case Monday|PROPN|2|obl for|ADP|7|case two|NUM|7|nummod"
        " days|day|NOUN|2|obl after|SCONJ|10|mark fire|NOUN|10|nsubj gutted|gut|VERB|2|advcl mills|mill|NOUN|10|obj .|PUNCT|2|punct"
    )

    assert timed(reading, Monday="2031-05-05", two_days="P2D")["gut"] == "2031-05-05"


def test_a_day_of_a_year_is_none_days_after() -> None:
    """Two days after a year are no day that could be told."""
    reading = a_parsed_reading(LAPSE.format("after"))

    assert timed(reading, Monday="2031", two_days="P2D") == {"sail": "2031", "gut": None}


def test_a_clause_has_the_time_of_its_participle_clause():
    """ "The flood destroyed the bridge, killing two on Monday": one happening; not where another does it."""
    words = (
        "Floods|flood|NOUN|2|nsubj destroyed|destroy|VERB|0|root bridges|bridge|NOUN|2|obj ,|PUNCT|6|punct"
        " {} killing|kill|VERB|2|advcl farmers|farmer|NOUN|6|obj on|ADP|9|case Monday|PROPN|6|obl .|PUNCT|2|punct"
    )

    def destroyed(word: str) -> str | None:
        reading = a_parsed_reading(words.format(word))
        tokens = [replace(t, features="VBG" if t.lemma == "kill" else "") for t in reading.tokens]
        return timed(replace(reading, tokens=tuple(tokens)), Monday="2031-05-05")["destroy"]

    assert destroyed("thereby|ADV|6|advmod") == "2031-05-05"
    assert destroyed("mud|NOUN|6|nsubj") is None


def test_a_clause_has_the_time_right_behind_it():
    """ "The mill will burn this year, he claimed": of the burning, though the tree hangs it elsewhere."""
    reading = a_parsed_reading(
        "Mills|mill|NOUN|3|nsubj will|AUX|3|aux burn|burn|VERB|0|root down|ADV|3|advmod this|DET|6|det year|NOUN|9|obl"
        " ,|PUNCT|9|punct he|PRON|9|nsubj claimed|claim|VERB|3|parataxis loudly|ADV|9|advmod .|PUNCT|3|punct"
    )

    assert timed(reading, this_year="2031")["burn"] == "2031"


def test_a_clause_about_a_time_is_of_that_time():
    """ "The best year was 2015, when Pell won the cup": the cup was won in 2015."""
    reading = a_parsed_reading(
        "The|DET|3|det best|ADJ|3|amod year|NOUN|5|nsubj was|be|AUX|5|cop 2015|NUM|0|root ,|PUNCT|9|punct when|ADV|9|advmod"
        " Pell|PROPN|9|nsubj won|win|VERB|5|acl:relcl the|DET|11|det cup|NOUN|9|obj .|PUNCT|5|punct"
    )

    assert timed(reading, **{"2015": "2015"})["win"] == "2015"


def test_what_the_report_adds_to_somebodys_words_is_the_reports():
    """A clause beside a name inside indirect speech has no speaker; what is said has."""
    reading = a_parsed_reading(
        "Pell|PROPN|2|nsubj said|say|VERB|0|root help|NOUN|5|nsubj would|AUX|5|aux reach|reach|VERB|2|ccomp Tamsel|PROPN|5|obj"
        " ,|PUNCT|9|punct which|PRON|9|nsubj burned|burn|VERB|6|acl:relcl in|ADP|11|case May|PROPN|9|obl .|PUNCT|2|punct"
    )
    attribution = Attribution(
        source=(find(reading, "Pell"),),
        cue=(find(reading, "said"),),
        content=(find(reading, "help would reach Tamsel , which burned in May"),),
        form="indirect",
        speaker=Speaker("Pell"),
    )
    cued = replace(reading, attributions=(attribution,))
    (voice,) = voices([cued], Lineage())
    origins = {
        f.predicate[0]: origin_of(f, cued, voice.desk) for f in cut_frames(cued, 0) if f.kind == "clause"
    }

    assert origins["reach"].name == "Pell"
    assert origins["burn"].own_voice


def read_spans(text: str) -> list[str]:
    """The words of the frames of a text as the reader parses it."""
    return spans(firsthand.read(firsthand.Report(id="a", text=text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tom Reve called the new toll of Oro a “cheap trick” in March.", "a “cheap trick"),
        ('Tom Reve called the new toll of Oro a "cheap trick."', 'a "cheap trick'),
        ("The crowd threw stones at them (the guards), the mayor of Oro said.", "them (the guards"),
    ],
)
def test_a_quotation_or_bracket_inside_is_closed(text, words):
    """The mark that closes belongs to the words that it closes."""
    for span in (s for s in read_spans(text) if words in s):
        assert span[span.index(words) + len(words) :].lstrip(".")[:1] in ("”", '"', ")")
    assert any(words in s for s in read_spans(text))


def test_who_speaks_of_what_stands_around_is_no_claim():
    """ "The army confirmed" tells nothing without what it confirmed, which stands for itself."""
    reading = a_parsed_reading(
        "The|DET|2|det army|NOUN|3|nsubj confirmed|confirm|VERB|0|root gas|NOUN|6|nsubj:pass was|be|AUX|6|aux:pass"
        " used|use|VERB|3|ccomp .|PUNCT|3|punct"
    )

    assert spans(reading) == ["gas was used"]


def told(tree: str, words: str, value: str, **features: str) -> dict[str, str | None]:
    """The words that tell each clause with its time, by its verb or noun, where some words mean a time."""
    reading = a_parsed_reading(tree)
    span = find(reading, words)
    tokens = tuple(replace(t, features=features.get(t.lemma, "")) for t in reading.tokens)
    time = TimeExpression(start=span.start, end=span.end, type="DATE", value=value)
    frames = cut_frames(replace(reading, tokens=tokens, times=(time,)), 0)
    return {
        f.predicate[0]: f.told_then.of(reading.report.text) if f.told_then else None
        for f in frames
        if f.kind == "clause"
    }


def test_a_matter_is_told_with_a_time_of_its_own_verb():
    """ "Mills burned in May": the words tell the burning and the month."""
    words = "Mills|mill|NOUN|2|nsubj burned|burn|VERB|0|root in|ADP|4|case May|PROPN|2|obl .|PUNCT|2|punct"

    assert told(words, "May", "2031-05")["burn"] == "Mills burned in May"


def test_a_time_of_a_thing_named_is_not_when_it_was_told():
    """ "They cancelled matches in May": the matches may be in May; of a place in a clause it is the clause's."""
    words = (
        "They|PRON|2|nsubj cancelled|cancel|VERB|0|root matches|match|NOUN|2|obj in|ADP|5|case May|PROPN|3|nmod"
        " .|PUNCT|2|punct"
    )
    of_a_name = "They|PRON|2|nsubj praised|praise|VERB|0|root the|DET|5|det 2012|NUM|5|nummod act|NOUN|2|obj .|PUNCT|2|punct"

    assert told(words, "May", "2031-05")["cancel"] is None
    assert told(of_a_name, "2012", "2012")["praise"] is None


def test_what_is_reckoned_roughly_is_of_no_day():
    """ "Two weeks ago" names no day, and "the past year" no year; "two years ago" a year."""
    ago = "Mills|mill|NOUN|2|nsubj burned|burn|VERB|0|root two|NUM|4|nummod {}|NOUN|5|obl ago|ADV|2|advmod .|PUNCT|2|punct"
    up_to_now = (
        "Mills|mill|NOUN|2|nsubj burned|burn|VERB|0|root in|ADP|6|case the|DET|6|det past|ADJ|6|amod year|NOUN|2|obl"
        " .|PUNCT|2|punct"
    )

    standing = "It|PRON|4|nsubj is|be|AUX|4|cop today|NOUN|4|obl port|NOUN|0|root .|PUNCT|4|punct"

    assert told(standing, "today", "2031-05-05", be="VBZ") == {"port": None}
    assert told(standing, "today", "2031-05-05", be="VBD") == {"port": "It is today port"}
    assert told(ago.format("weeks"), "two weeks ago", "2031-05-05")["burn"] is None
    assert told(ago.format("years"), "two years ago", "2029")["burn"] == "Mills burned two years ago"
    assert told(up_to_now, "the past year", "2030")["burn"] is None


def test_since_when_there_was_no_such_thing_is_not_when_it_was():
    """ "It was the worst fire since 1953": the fire was not in 1953; "shut since 1953" was."""
    worst = (
        "It|PRON|5|nsubj was|be|AUX|5|cop the|DET|5|det worst|ADJ|5|amod fire|NOUN|0|root since|ADP|7|case 1953|NUM|5|nmod"
        " .|PUNCT|5|punct"
    )
    reading = a_parsed_reading(worst)
    tokens = tuple(replace(t, features="JJS" if t.lemma == "worst" else "") for t in reading.tokens)
    shut = a_parsed_reading(
        "Mills|mill|NOUN|3|nsubj were|be|AUX|3|aux shut|shut|VERB|0|root since|ADP|5|case 1953|NUM|3|obl .|PUNCT|3|punct"
    )

    assert timed(replace(reading, tokens=tokens), **{"1953": "1953"}) == {"fire": None}
    assert timed(shut, **{"1953": "1953"})["shut"] == "1953"


def test_what_somebody_said_then_is_told_with_the_saying():
    """ "Pell said on Monday mills burned": the words say that it was said on Monday."""
    words = (
        "Pell|PROPN|2|nsubj said|say|VERB|0|root on|ADP|4|case Monday|PROPN|2|obl that|SCONJ|7|mark mills|mill|NOUN|7|nsubj"
        " burned|burn|VERB|2|ccomp down|ADV|7|advmod .|PUNCT|2|punct"
    )

    assert told(words, "Monday", "2031-05-05")["burn"] == "said on Monday that mills burned down"


def test_a_clause_does_not_take_the_time_of_one_that_describes_something_in_it():
    """ "The mill, which opened in May, burned down": May is when it opened."""
    reading = a_parsed_reading(
        "The|DET|2|det mill|NOUN|8|nsubj ,|PUNCT|5|punct which|PRON|5|nsubj opened|open|VERB|2|acl:relcl in|ADP|7|case"
        " May|PROPN|5|obl burned|burn|VERB|0|root down|ADV|8|advmod .|PUNCT|8|punct"
    )

    assert timed(reading, May="2031-05") == {"burn": None, "open": "2031-05"}
