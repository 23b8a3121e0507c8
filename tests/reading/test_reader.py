"""The reader's seat, and what the shipped reader finds."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import SettingsError
from firsthand.model import Report
from firsthand.reading import get_reader, read
from firsthand.reading.noise import RULES, find_noise
from firsthand.reading.sentences import split_sentences
from firsthand.reading.trees import best_tree
from firsthand.testing import check_reader


@pytest.mark.parametrize("name", ["trained"])
def test_every_reader_keeps_the_promises_of_the_seat(name: str):
    """One suite for all readers."""
    check_reader(get_reader(name))


def test_an_unknown_reader_is_refused_with_those_there_are():
    """The message says what to choose from."""
    with pytest.raises(SettingsError, match="trained"):
        get_reader("nobody")


def test_who_says_what():
    """A plain attribution, with its speaker through a title and a pronoun."""
    text = (
        "Mayor Ana Pell said on Friday that the dam had held. She said that nobody had been hurt in the town of Oro. "
        "“We were lucky,” Pell told reporters."
    )
    reading = read(Report(id="a", text=text, published="2032-01-30"))
    said = [(a.speaker.name if a.speaker else None, a.content[0].of(text)) for a in reading.attributions]

    assert [name for name, _ in said] == ["Ana Pell", "Ana Pell", "Ana Pell"]
    assert "the dam had held" in said[0][1]
    assert "nobody had been hurt" in said[1][1]
    assert said[2][1].strip("“”,") == "We were lucky"


@pytest.mark.parametrize(("rule", "example"), [(r, e) for r in RULES for e in r.examples])
def test_each_rule_of_noise_finds_its_examples(rule, example: str):
    """The examples beside a rule are what it is for."""
    assert rule.pattern.search(example)


PROSE = "The dam above Oro held on Friday after a night of rain, mayor Ana Pell said, and people went home to their houses by noon."


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(n.kind, text[n.start : n.end]) for n in find_noise(Report(id="a", text=text, title=title))]


def test_prose_is_not_noise():
    """A plain report has none."""
    assert kinds(f"{PROSE}\n{PROSE}\n{PROSE}") == []


def test_headlines_after_the_end_are_noise():
    """Lines without a stop after the last paragraph are links to other reports."""
    text = f"{PROSE}\n{PROSE}\nActor buys lighthouse on the north coast\nTen ways to cook an old cabbage"

    assert [k for k, _ in kinds(text)] == ["related", "related"]


def test_furniture_under_trailing_headlines_does_not_hide_them():
    """A copyright line is no end of prose."""
    text = f"{PROSE}\n{PROSE}\nActor buys lighthouse on the north coast\n\n© 2032 Harbour Post"

    assert [k for k, _ in kinds(text)] == ["related", "boilerplate"]


def test_a_last_line_that_ends_in_a_quoted_sentence_is_prose():
    """A stop inside the marks ends a sentence; a headline's quotation has none."""
    assert (
        kinds(f"{PROSE}\n{PROSE}\nPell called the plan of Varn “a gift to the sea that we will not accept.”")
        == []
    )


def test_a_last_part_about_somebody_else_is_noise():
    """ "Meanwhile", and from there on only names that the report has not named."""
    other = (
        "Meanwhile, a fire in the Lindgren paper mill of Norrholm burned for nine hours, said Captain Eva Lindqvist.\n"
        "Lindqvist told the Norrholm Courier that the Lindgren family had lost its archive."
    )
    same = "Meanwhile, Ana Pell said the town of Oro would build a second dam with the Varn Water Board next year."

    assert [k for k, _ in kinds(f"{PROSE}\n{PROSE}\n{other}")] == ["related"]
    assert kinds(f"{PROSE}\n{PROSE}\n{same}") == []


def test_a_page_of_search_results_tells_nothing():
    """Lines that begin and break with dots are cut from other pages."""
    text = "Dam holds in Oro.\n... we saw the dam of Oro ... and the mayor was ...\n... held on Friday ... rain in the night ..."

    assert {k for k, _ in kinds(text)} == {"related"}


def test_a_programmes_list_keeps_what_its_first_sentence_is_about():
    """Of a broadcast's list, the other matters are noise."""
    text = (
        "The bridge above Oro held after a night of rain. Lemon prices fell in the south. The bridge will be inspected. "
        "We have that and more on this episode of Harbour Talk."
    )
    found = " ".join(words for _, words in kinds(text))

    assert "Lemon" in found
    assert "episode" in found
    assert "inspected" not in found


@pytest.mark.parametrize("line", ["Reuters", "Photo", "Reuters - AP - AFP", "Newsreel"])
def test_a_line_of_a_label_is_noise(line: str):
    """One word, or agencies only, is no prose."""
    assert line in [words for _, words in kinds(f"{PROSE}\n{line}\n{PROSE}")]


def test_a_caption_of_the_matter_is_kept_and_another_is_not():
    """A picture of the report's own people may tell something; one of another place may not."""
    ours = "Ana Pell meets people at the dam of Oro on January 30, 2032. (Photo by B. Finch / AFP)"
    other = "A man walks past a shop in the city of Varn on January 30, 2032. (Photo by B. Finch / AFP)"
    found = kinds(f"{PROSE}\n{ours}\n{other}\n{PROSE}")

    assert ("caption", other) in found
    assert all(ours != words for _, words in found)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "N. Arvia and the U.S. agreed. Sergei K. Oro left.",
            ["N. Arvia and the U.S. agreed.", "Sergei K. Oro left."],
        ),
        (
            "It opened at 9 a.m. on Friday. No. 3 was shut.",
            ["It opened at 9 a.m. on Friday.", "No. 3 was shut."],
        ),
        ("“Why?” he asked. “It fell.”", ["“Why?” he asked.", "“It fell.”"]),
        (
            "The mine was cleared of mines.N. Arvia left.",
            ["The mine was cleared of mines.", "N. Arvia left."],
        ),
        ("Dam holds\nThe dam held.", ["Dam holds", "The dam held."]),
    ],
)
def test_sentences_of_news(text: str, sentences: list[str]):
    """What news abbreviates, quotes and glues."""
    assert [s.of(text) for s in split_sentences(text)] == sentences


@given(st.text(alphabet=st.sampled_from('aB. ”“"?!,\n)(N.K.é5'), max_size=200))
def test_sentences_are_in_order_and_trimmed(text: str):
    """Spans never overlap, are never empty and lose no letter."""
    spans = split_sentences(text)

    assert all(s == s.trimmed(text) and len(s) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert sum(c.isalnum() for s in spans for c in s.of(text)) == sum(c.isalnum() for c in text)


@settings(max_examples=40)
@given(st.integers(1, 9), st.randoms(use_true_random=False))
def test_the_best_tree_is_a_tree_and_the_best(n: int, random):
    """One root, no cycle, and no better total among all trees of a small sentence."""
    import itertools

    import numpy as np

    n = min(n, 5)
    scores = np.array([[random.uniform(-3, 3) for _ in range(n)] for _ in range(n)], dtype=np.float32)

    def is_tree(heads) -> bool:
        if sum(h == i for i, h in enumerate(heads)) != 1:
            return False
        for i in range(n):
            at, steps = i, 0
            while heads[at] != at and steps <= n:
                at, steps = heads[at], steps + 1
            if steps > n:
                return False
        return True

    def total(heads) -> float:
        return float(sum(scores[i, h] for i, h in enumerate(heads)))

    found = best_tree(scores)
    assert is_tree(found)
    if n <= 4:
        best = max(total(h) for h in itertools.product(range(n), repeat=n) if is_tree(h))
        assert total(found) >= best - 1e-4


def test_clauses_of_like_meaning_are_near():
    """Means of word vectors over clauses: a paraphrase is nearer than another matter in the same words."""
    import numpy as np

    def meaning(text: str):
        found = read(Report(id="a", text=text)).meaning
        assert found is not None
        rows = np.frombuffer(found.data, dtype=np.int8).reshape(-1, found.width).astype(float)
        mean = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).mean(axis=0)
        return mean / np.linalg.norm(mean)

    strike = meaning("Thousands of teachers walked off the job on Monday over pay.")
    same = meaning("A strike by school staff about wages began at the start of the week.")
    other = meaning("Thousands of tourists walked along the beach on Monday in the sun.")

    assert strike @ same > strike @ other


def test_what_speakers_of_a_broadcast_say_to_each_other_is_noise():
    """Thanks and greetings between turns are noise, what they tell is not; in a report they stay."""
    text = (
        "ANA ORO, HOST:\nGood morning. The dam at Tamsel held all night.\nORO: How high is the water?\n"
        "PELL: It stands at nine metres.\nORO: Thank you for joining us.\nPELL: You're welcome."
    )
    found = [text[n.start : n.end] for n in find_noise(Report(id="a", text=text))]

    assert found == [
        "ANA ORO, HOST:",
        "Good morning.",
        "ORO: Thank you for joining us.",
        "PELL: You're welcome.",
    ]
    assert find_noise(Report(id="a", text="The dam held.\nThanks to the crew, nobody was hurt.")) == ()
