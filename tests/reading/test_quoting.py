"""Trees held against quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model import Token
from firsthand.reading.quoting import tied_by_quotations
from firsthand.reading.tokens import tokenize
from firsthand.testing.trees import a_parsed_reading

SAID = (
    '"|PUNCT|{open} Today|ADV|{today}|advmod it|PRON|4|nsubj rained|rain|VERB|{clause} ,|PUNCT|4|punct "|PUNCT|4|punct'
    " Pell|PROPN|8|nsubj said|say|VERB|{said} here|ADV|8|advmod .|PUNCT|8|punct"
)


@pytest.mark.parametrize(
    ("clause", "said"), [("8|ccomp", "0|root"), ("0|root", "4|parataxis")], ids=["held", "beside"]
)
def test_an_adjunct_inside_a_quotation_is_of_the_clause_quoted(clause: str, said: str):
    """ "Today" of “Today it rained,” Pell said here; "here" stays with "said"."""
    reading = a_parsed_reading(SAID.format(open="4|punct", today=8, clause=clause, said=said))
    tied = tied_by_quotations(reading.report.text, reading.tokens)

    assert [t.head for t in tied] == [3, 3, 3, *(t.head for t in reading.tokens[3:])]


def test_a_borrowed_word_stays_where_it_is():
    """A quotation without a clause takes nothing to itself."""
    reading = a_parsed_reading(
        'They|PRON|2|nsubj came|come|VERB|0|root "|PUNCT|4|punct soon|ADV|2|advmod "|PUNCT|4|punct .|PUNCT|2|punct'
    )

    assert tied_by_quotations(reading.report.text, reading.tokens) == reading.tokens


@given(st.data())
def test_a_tree_stays_a_tree(data: st.DataObject):
    """Whatever hangs where: every word still comes to the root, and only heads change."""
    text = 'a "b c d," e f "g h i" j'
    words = tokenize(text)
    relations = st.sampled_from(["obl", "advmod", "advcl", "ccomp", "parataxis", "nsubj"])
    order = data.draw(st.permutations(range(len(words))))
    heads = {order[0]: -1}
    for n, i in enumerate(order[1:], 1):
        heads[i] = data.draw(st.sampled_from(order[:n]))
    tokens = [
        Token(s.start, s.end, "", "", heads[i], data.draw(relations) if heads[i] >= 0 else "root", 0)
        for i, s in enumerate(words)
    ]
    tied = tied_by_quotations(text, tokens)

    assert [(t.start, t.end, t.relation) for t in tied] == [(t.start, t.end, t.relation) for t in tokens]
    for i in range(len(tied)):
        at, steps = i, 0
        while at >= 0:
            at, steps = tied[at].head, steps + 1
            assert steps <= len(tied)
