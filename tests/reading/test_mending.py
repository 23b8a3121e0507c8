"""Attributions held against grammar and quotation marks."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.reading.linking import RawAttribution
from firsthand.reading.mending import FORMS, mend_attributions, quotations
from firsthand.testing.plain import at, tokens_of
from firsthand.testing.trees import a_parsed_reading


def raw(text: str, source: str, cue: str, *content: str) -> RawAttribution:
    sources = (at(text, source),) if source else ()
    return RawAttribution(sources, (at(text, cue),), tuple(at(text, c) for c in content), 0.9)


def mended(text: str, *found: RawAttribution) -> list[tuple[list[str], list[str], list[str]]]:
    return [
        tuple([s.of(text) for s in spans] for spans in (a.source, a.cue, a.content))  # type: ignore[misc]
        for a in mend_attributions(text, tokens_of(text), found)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The dam above Oro held, the harbour mayor said.",
            (["the harbour mayor"], ["said"], ["The dam above Oro held"]),
        ),
        (
            "The dam above Oro held, said Ana Pell in a letter.",
            (["Ana Pell"], ["said"], ["The dam above Oro held"]),
        ),
        (
            "Dock officials say the dam above Oro held.",
            (["Dock officials"], ["say"], ["the dam above Oro held"]),
        ),
        (
            "The charge sheet against Pell, seen by a paper, included three counts of fraud.",
            (["The charge sheet against Pell, seen by a paper"], ["included"], ["three counts of fraud"]),
        ),
    ],
)
def test_grammar_finds_what_the_network_passed_over(text: str, expected):
    """Behind a comma, inverted, in front, and of a document."""
    assert mended(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Mayors of the United States met.",
        "They want to say nothing of it at all.",
        "The claims of the firm were paid.",
    ],
)
def test_nouns_and_infinitives_are_no_statements(text: str):
    """ "States", "to say" and "claims" say nothing."""
    assert mended(text) == []


def test_content_goes_on_across_a_gap():
    """The sign and the number that the network left out are part of what was said."""
    text = "Oro said it lost $ 4 million in May."
    assert mended(text, raw(text, "Oro", "said", "it lost", "million in May"))[0][2] == [
        "it lost $ 4 million in May"
    ]


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        (
            "In May the dam held for two weeks after a storm, the harbour mayor said.",
            ("the harbour mayor", "said", "for two weeks after a storm"),
            (["the harbour mayor"], ["said"], ["In May the dam held for two weeks after a storm"]),
        ),
        (
            "The dam fell, and the bridge over the bay held, the mayor said.",
            ("the mayor", "said", "the bridge over the bay held"),
            (["the mayor"], ["said"], ["the bridge over the bay held"]),
        ),
        (
            "The dam held, its director, Ana Pell, said.",
            ("its director", "said", "The dam held"),
            (["its director, Ana Pell"], ["said"], ["The dam held"]),
        ),
        (
            "Fishermen who saw it told the paper that the dam held.",
            ("Fishermen who", "told", "that the dam held"),
            (["Fishermen"], ["told"], ["that the dam held"]),
        ),
        (
            "The list is of Osk. Blue Lines denied that the ferry was full.",
            ("Osk", "denied", "that the ferry was full"),
            (["Blue Lines"], ["denied"], ["that the ferry was full"]),
        ),
    ],
    ids=["whole clause", "joined clause", "name beside a title", "relative", "own subject"],
)
def test_what_the_network_took_in_part_is_made_whole(text: str, given, expected):
    """The clause before the cue, the name beside a title, and the subject of the cue's own sentence."""
    assert mended(text, raw(text, *given)) == [expected]


@pytest.mark.parametrize(
    ("tree", "given", "expected"),
    [
        (
            "The|DET|2|det dam|NOUN|3|nsubj broke|break|VERB|5|ccomp ,|PUNCT|5|punct said|say|VERB|0|root Oro|PROPN|8|nmod:poss"
            " 's|PART|6|case board|NOUN|5|nsubj of|ADP|10|case works|NOUN|8|nmod .|PUNCT|5|punct",
            ("", "said", "The dam broke", "Oro 's board of works"),
            (["Oro 's board of works"], ["said"], ["The dam broke"]),
        ),
        (
            "The|DET|2|det man|NOUN|9|nsubj ,|PUNCT|6|punct who|PRON|6|nsubj police|NOUN|6|nsubj said|say|VERB|2|acl:relcl"
            " fled|flee|VERB|6|ccomp ,|PUNCT|6|punct came|come|VERB|0|root back|ADV|9|advmod .|PUNCT|9|punct",
            ("", "said", "fled"),
            (["police"], ["said"], ["fled"]),
        ),
        (
            "Ana|PROPN|10|nsubj Pell|PROPN|1|flat ,|PUNCT|4|punct chief|NOUN|1|appos ,|PUNCT|7|punct which|PRON|7|nsubj"
            " stands|stand|VERB|4|acl:relcl for|ADP|9|case boatmen|NOUN|7|obl said|say|VERB|0|root it|PRON|12|nsubj"
            " held|hold|VERB|10|ccomp .|PUNCT|10|punct",
            ("Ana Pell , chief|for boatmen", "said", "it held"),
            (["Ana Pell , chief"], ["said"], ["it held"]),
        ),
        (
            "The|DET|2|det army|NOUN|3|nsubj confirmed|confirm|VERB|0|root that|SCONJ|8|mark nets|NOUN|8|nsubj:pass"
            " had|have|AUX|8|aux been|be|AUX|8|aux:pass cut|cut|VERB|3|ccomp .|PUNCT|3|punct",
            ("The army", "confirmed", "that nets"),
            (["The army"], ["confirmed"], ["that nets had been cut"]),
        ),
        (
            "Ida|PROPN|2|nsubj says|say|VERB|0|root she|PRON|4|nsubj left|leave|VERB|2|ccomp and|CCONJ|7|cc was|AUX|7|aux:pass"
            " hurt|VERB|2|conj .|PUNCT|2|punct",
            ("Ida", "says", "she left and"),
            (["Ida"], ["says"], ["she left and was hurt"]),
        ),
    ],
    ids=["behind the verb", "two subjects", "in pieces", "verb", "and"],
)
def test_the_tree_says_who_says_it_and_where_it_ends(tree: str, given, expected):
    """The subject behind its verb, next to it, and of pieces; a clause with its verb, and what "and" joins."""
    reading = a_parsed_reading(tree)
    text = reading.report.text
    source, cue, *content = given
    found = RawAttribution(
        tuple(at(text, part) for part in source.split("|") if part),
        (at(text, cue),),
        tuple(at(text, part) for part in content),
        0.9,
    )
    (mended_one,) = mend_attributions(text, reading.tokens, [found])

    assert expected == tuple(
        [s.of(text) for s in spans] for spans in (mended_one.source, mended_one.cue, mended_one.content)
    )


def test_a_cue_behind_its_clause_tells_nothing_of_the_next_line():
    """ "The bridge held, Oro Radio reported" is what the radio reported, not the line below."""
    text = "The old bridge held, Oro Radio reported\nIt rose in a year of storms."
    found = mended(text, raw(text, "Oro Radio", "reported", "It rose in a year of storms"))

    assert found == [(["Oro Radio"], ["reported"], ["The old bridge held"])]


def test_a_headline_in_marks_is_no_part_of_the_lead():
    """Another line's quotation is a cue's only where the cue quotes; what lies between is no part of either."""
    text = "Mayor: “A black day for Oro”\n\nEight boats sank in the bay, the coast guard said."
    found = mended(
        text, raw(text, "the coast guard", "said", "A black day for Oro", "Eight boats sank in the bay")
    )

    assert found == [(["the coast guard"], ["said"], ["Eight boats sank in the bay"])]


def test_words_belong_to_the_cue_of_their_own_sentence():
    """A cue that took the next sentence's source and content gives them back."""
    text = "Pell said the dam held. Finch said the road was shut."
    first = raw(text, "Pell", "said", "the dam held", "the road was shut")
    second = RawAttribution(
        (at(text, "Finch"),), (at(text, "said", 1),), (at(text, "the road was shut"),), 0.9
    )

    assert [content for *_, content in mended(text, first, second)] == [
        ["the dam held"],
        ["the road was shut"],
    ]


def test_a_quotation_goes_on_in_the_next_paragraph():
    """A paragraph that is one quotation, without a cue, is the same speaker's."""
    text = "“The dam held,” said Pell.\n\n“We will build another one behind it next year.”"
    found = mended(text, raw(text, "Pell", "said", "The dam held"))

    assert found[0][2][-1] == "We will build another one behind it next year."


def test_what_is_said_inside_a_quotation_does_not_end_it():
    """ "We are told ..." inside the next paragraph's quotation is in the words of the one quoted."""
    text = "“The dam held,” said Pell.\n\n“We were told that another one will stand behind it.”"
    inner = RawAttribution((at(text, "We"),), (at(text, "told"),), (at(text, "that another one"),), 0.9)
    found = mended(text, raw(text, "Pell", "said", "The dam held"), inner)

    assert found[0][2][-1] == "We were told that another one will stand behind it."


def test_forms_are_finite():
    """Nouns that look like verbs are left out."""
    assert {"said", "says", "denies", "denied", "told"} <= FORMS.keys()
    assert not {"states", "shares", "posts", "report"} & FORMS.keys()


@given(st.text(alphabet="ab “”\"'‘’.\n", max_size=60))
def test_quotations_are_in_order(text: str):
    """Spans lie in the text, in order, none overlapping another."""
    found = quotations(text)

    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from("Ana Pell said says , . “ ” the dam that according to what and told".split()),
        max_size=24,
    )
)
def test_any_words_can_be_mended(words: list[str]):
    """Odd word orders give attributions whose spans are true, never an exception."""
    text = " ".join(words)
    for found in mend_attributions(text, tokens_of(text), ()):
        assert found.cue and found.content
        assert all(s.of(text).strip() for s in (*found.source, *found.cue, *found.content))


def test_a_straight_mark_may_be_closed_by_a_curled_one():
    """Of a quotation that ends with another mark than it began with, what stands behind is outside."""
    text = '"The dam held. Nobody was hurt,” Ana Pell said.'

    assert [span.of(text) for span in quotations(text)] == ['"The dam held. Nobody was hurt,”']


def test_according_to_cites_what_stands_behind_it():
    """ "…, in fog, according to Ana Pell": the fog told nothing."""
    reading = a_parsed_reading(
        "Ships|ship|NOUN|2|nsubj left|leave|VERB|0|root ,|PUNCT|2|punct in|ADP|5|case fog|NOUN|2|obl ,|PUNCT|2|punct"
        " according|VERB|9|case to|ADP|7|fixed Ana|PROPN|2|obl Pell|PROPN|9|flat .|PUNCT|2|punct"
    )
    text = reading.report.text
    (found,) = mend_attributions(text, reading.tokens, [raw(text, "in fog", "according to", "Ships left")])

    assert [span.of(text) for span in found.source] == ["Ana Pell"]
    assert found.content[0].of(text).startswith("Ships left")
