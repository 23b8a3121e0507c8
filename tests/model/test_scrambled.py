"""Marks that were decoded wrong are read as what they were, place by place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model import Report
from firsthand.model.scrambled import unscrambled
from firsthand.reading import read

MARKS = "“”‘’–—…"


@given(st.text(alphabet=st.sampled_from("ab .,\n" + MARKS + "âÂ\x80\x99€é")))
def test_the_length_stays(text: str):
    """Every span of the text is a span of what is read, whatever stands in it."""
    assert len(unscrambled(text)) == len(text)


@given(st.text(alphabet=st.sampled_from("ab .,\n" + MARKS)))
def test_a_text_without_scrambled_marks_is_itself(text: str):
    """Nothing is mended where nothing is broken."""
    assert unscrambled(text) == text


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
@pytest.mark.parametrize("mark", ["“", "’", "—", "…"])
def test_both_wrong_readings_are_known(mark: str, encoding: str):
    """UTF-8 taken for Latin-1 and for Windows-1252."""
    scrambled = mark.encode().decode(encoding)

    assert unscrambled(f"rain {scrambled} fell").replace(" ", "") == f"rain{mark}fell"


def test_letters_stay():
    """A letter in place of two would part a word."""
    assert unscrambled("Oronâ\x80\x99s cafÃ©") == "Oron’s   cafÃ©"


def test_who_is_quoted_is_found():
    """The reader sees the quotation; the text and its spans are as they came."""
    plain = "“The dam held,” Ana Pell said on Monday. “Nobody was hurt by the water.”"
    text = "".join(c.encode().decode("latin-1") if c in MARKS else c for c in plain)
    reading = read(Report(id="a", text=text))

    assert reading.report.text == text
    assert {a.speaker.name for a in reading.attributions if a.speaker} == {"Ana Pell"}
    assert any("The dam held" in part.of(text) for a in reading.attributions for part in a.content)
