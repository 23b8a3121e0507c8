"""A spaCy pipeline in the reader's seat, with pipelines that the tests build themselves."""

from __future__ import annotations

import pytest

from firsthand.errors import SettingsError
from firsthand.model import Report
from firsthand.reading import get_reader
from firsthand.testing import check_reader

spacy = pytest.importorskip("spacy", reason="spaCy is an optional extra and is not installed")

from spacy.language import Language  # noqa: E402
from spacy.tokens import Doc, Span  # noqa: E402

from firsthand.reading.spacy_adapter import SpacyReader  # noqa: E402

TEXT = "Mayor Ana Pell said the dam was built by engineers."
#: word: (tag, lemma, head, relation) in spaCy's English labels
PARSE = {
    "Mayor": ("PROPN", "Mayor", "Pell", "compound"),
    "Ana": ("PROPN", "Ana", "Pell", "compound"),
    "Pell": ("PROPN", "Pell", "said", "nsubj"),
    "said": ("VERB", "say", "said", "ROOT"),
    "the": ("DET", "the", "dam", "det"),
    "dam": ("NOUN", "dam", "built", "nsubjpass"),
    "was": ("AUX", "be", "built", "auxpass"),
    "built": ("VERB", "build", "said", "ccomp"),
    "by": ("ADP", "by", "built", "agent"),
    "engineers": ("NOUN", "engineer", "by", "pobj"),
    ".": ("PUNCT", ".", "said", "punct"),
}


@Language.component("parse_by_table")
def parse_by_table(doc: Doc) -> Doc:
    """Parses the words of the table; others hang on the first word."""
    place = {word.text: word.i for word in doc}
    for word in doc:
        tag, lemma, head, relation = PARSE.get(word.text, ("X", word.text, doc[0].text, "dep"))
        word.pos_, word.lemma_ = tag, lemma
        word.dep_ = relation
        word.head = doc[place.get(head, word.i)]
    if "Ana" in place and "Pell" in place:
        doc.set_ents([Span(doc, place["Ana"], place["Pell"] + 1, label="PERSON")])
    return doc


def a_parser():
    nlp = spacy.blank("en")
    nlp.add_pipe("parse_by_table")
    return nlp


@pytest.mark.parametrize("nlp", [spacy.blank("en"), a_parser()], ids=["blank", "parsing"])
def test_any_pipeline_keeps_the_promises_of_the_seat(nlp):
    """With a parser and without."""
    check_reader(SpacyReader(nlp))


def test_what_a_pipeline_finds_is_in_the_reading():
    """Names, universal relations, and an attribution by its syntax."""
    reading = SpacyReader(a_parser()).read(Report(id="a", text=TEXT))
    word = {token.span.of(TEXT): token for token in reading.tokens}
    (said,) = reading.attributions

    assert [entity.name for entity in reading.entities] == ["Ana Pell"]
    assert word["dam"].relation == "nsubj:pass"
    assert (word["engineers"].relation, word["by"].relation) == ("obl:agent", "case")
    assert reading.tokens[word["by"].head] == word["engineers"]
    assert [s.of(TEXT) for s in said.source] == ["Mayor Ana Pell"]
    assert [s.of(TEXT) for s in said.content] == ["the dam was built by engineers"]


def test_a_pipeline_that_parses_nothing_says_so():
    """No syntax, no attributions, and an issue."""
    reading = SpacyReader(spacy.blank("en")).read(Report(id="a", text=TEXT))

    assert reading.attributions == ()
    assert [issue.kind for issue in reading.issues] == ["unparsed"]


def test_a_pipeline_that_is_not_installed_is_refused():
    """With how to get it."""
    with pytest.raises(SettingsError, match="spacy download"):
        get_reader("spacy:no_such_pipeline")
