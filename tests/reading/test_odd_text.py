"""Text that no newspaper prints: read to the end, spans exact, doubts told."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.model import Report, Span
from firsthand.reading import get_reader, read
from firsthand.reading.doubts import find_doubts
from firsthand.reading.encoder import MAX_PIECES, MAX_WORDS, Encoder
from firsthand.reading.sentences import split_sentences
from firsthand.testing import check_reading

PLAIN = "Mayor Ana Pell said on Friday that the dam had held. Nobody was hurt, she said.\n"


def kinds(text: str) -> list[str]:
    return [issue.kind for issue in read(Report(id="a", text=text, published="2032-01-30")).issues]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the dam held and the mayor said so and " * 40, "endless-sentence"),
        ("THE DAM HELD, OFFICIALS SAID ON FRIDAY. NOBODY WAS HURT IN THE TOWN. " * 6, "all-capitals"),
        ("The da\u200bm held, \u202ethe mayor said.", "unseen-characters"),
        ("“The dam held, the mayor said. " + PLAIN * 3, "open-quotation"),
        ("Der Damm hat gehalten und niemand wurde verletzt, sagte der Bürgermeister. " * 8, "language"),
    ],
)
def test_what_is_odd_is_told(text: str, kind: str):
    """One issue for each thing that makes reading unsure."""
    assert kind in kinds(text)


def test_plain_news_raises_no_doubt():
    """An issue on every report would be none."""
    assert kinds(PLAIN * 8) == []


def test_paragraphs_of_one_quotation_may_each_open_it():
    """As newspapers print them: only the last closes."""
    text = "“The dam held.\n“The bridge held.\n“All is well,” the mayor said."

    assert find_doubts(text, (), ()) == ()


@pytest.mark.parametrize("unit", ["word ", "“a, ", "X", "a.b ", "😀", "\u202e1 ", "a\n", "...!?”"])
def test_every_word_stands_in_one_window(unit: str):
    """No window is longer than the network, and none loses or repeats a word."""
    text = unit * 2500
    encoder = Encoder.shipped()
    sentences = split_sentences(text)
    windows = list(encoder.windows(text, sentences))
    words = [span for spans, _, _ in windows for span in spans]

    assert all(len(spans) <= MAX_WORDS for spans, _, _ in windows)
    assert all(sum(len(encoder._ids(w)) for w in surfaces) <= MAX_PIECES for _, surfaces, _ in windows)
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))
    assert "".join(w.of(text) for w in words) == "".join(text.split())


def test_a_window_holds_whole_paragraphs():
    """A paragraph that does not fit begins the next window."""
    text = (PLAIN.strip() + " ") * 9 + "\n" + (PLAIN.strip() + " ") * 9
    windows = list(Encoder.shipped().windows(text, split_sentences(text)))

    assert len(windows) == 2
    assert windows[1][0][0].start == text.index("\n") + 1


ODD = st.text(alphabet=st.sampled_from("aB.,“”\"'!? \n\u200b\u202e\u0301é9😀山said"), max_size=400) | st.text(
    max_size=120
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ODD)
def test_any_text_is_read_to_the_promises_of_the_seat(text: str):
    """Fuzzing: exact spans, trees within sentences, and the same reading twice."""
    report = Report(id="a", text=text)
    reading = get_reader("trained").read(report)

    check_reading(reading)
    assert reading == get_reader("trained").read(report)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from('a. !?"”\n'), max_size=80), st.integers(200, 400))
def test_long_paragraphs_lose_nothing(unit: str, times: int):
    """Paragraphs longer than the splitter sees at once keep every letter."""
    text = (unit + "b") * times
    spans = split_sentences(text)

    assert sum(c.isalnum() for s in spans for c in s.of(text)) == sum(c.isalnum() for c in text)
    assert all(s == s.trimmed(text) for s in spans)
    assert all(isinstance(s, Span) and len(s) for s in spans)
