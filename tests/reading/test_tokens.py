"""Tokens: every mark in exactly one token, and the cuts that the readers rely on."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from firsthand.reading.tokens import tokenize

PIECES = st.sampled_from(
    ["Mr.", "Mr", "U.S.", "a.m", "didn't", "don’t", "Ana's", "5,000", "3.4bn", "11:10", "21st", "e.g.", "_x",
     "café", "٣٤", "--", "...", ".", ",", "-", "n't", "'s", "’", "(", " ", "  ", "\n", "J. ", "No.", "$", "½"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=20).map("".join)))
@settings(max_examples=500, deadline=None)
@example("J. Doe didn't... pay--the U.S. 5,000th!")
def test_every_mark_is_in_one_token(text: str) -> None:
    """Tokens run in order, none is empty or holds a space, and nothing but spaces lies between them."""
    end = 0
    for span in tokenize(text):
        assert span.start >= end and span.start < span.end
        assert text[end : span.start].strip() == ""
        assert not any(char.isspace() for char in span.of(text))
        end = span.end
    assert text[end:].strip() == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The dogs barked, then slept.", "The dogs barked , then slept ."),
        ("Ana’s boat didn't sink; it's here", "Ana ’s boat did n't sink ; it 's here"),
        ("It can’t. They won't.", "It ca n’t . They wo n't ."),
        (
            "Mr. Doe of Acme Inc. paid $3.4bn at 11:10 a.m.",
            "Mr. Doe of Acme Inc. paid $ 3.4 bn at 11:10 a.m.",
        ),
        ("J. Doe of the U.S. (and N. Roe)", "J. Doe of the U.S. ( and N. Roe )"),
        ("the 21st and 1,000th of 5,000, 6 or 7", "the 21st and 1,000th of 5,000 , 6 or 7"),
        ("12-year-old, 1950-53 ... and--well", "12 - year - old , 1950 - 53 ... and -- well"),
        ("café_noir naïve COVID19 5G", "café_noir naïve COVID19 5 G"),
        ("see https://example.org/a?b=1", "see https : / / example . org / a ? b = 1"),
    ],
)
def test_cuts(text: str, words: str) -> None:
    """Clitics, hyphens, abbreviations, numbers and units are cut as the treebanks cut them."""
    assert [span.of(text) for span in tokenize(text)] == words.split()


def test_a_part_of_a_text_keeps_its_offsets() -> None:
    """Offsets count in the whole text, and words outside the part stay outside."""
    text = "One two three four"
    assert [span.of(text) for span in tokenize(text, 4, 13)] == ["two", "three"]
