"""Quantities: what every result keeps to, bad input, dates beside numbers, and syntax."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from firsthand.model import Quantity, TimeExpression, Token
from firsthand.reading.quantities import find_quantities
from firsthand.reading.quantities.examples import RULES, read, short
from firsthand.reading.tokens import tokenize


def bare(text: str) -> list[Token]:
    return [
        Token(start=span.start, end=span.end, lemma="", tag="", head=-1, relation="", sentence=0)
        for span in tokenize(text)
    ]


def with_syntax(text: str, *rows: tuple[str, str, int, str]) -> list[Token]:
    """Tokens with (lemma, UPOS, head, relation) for each word of the text."""
    spans = list(tokenize(text))
    assert len(spans) == len(rows)
    return [
        Token(start=span.start, end=span.end, lemma=lemma, tag=tag, head=head, relation=relation, sentence=0)
        for span, (lemma, tag, head, relation) in zip(spans, rows, strict=True)
    ]


def check(text: str, quantities: tuple[Quantity, ...]) -> None:
    """What holds for every result."""
    before = -1
    for quantity in quantities:
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.start >= before
        before = quantity.start
        assert text[quantity.start : quantity.end].strip() == text[quantity.start : quantity.end]
        for number in (quantity.value, quantity.low, quantity.high):
            assert number is None or math.isfinite(number)
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        if quantity.value is not None:
            assert quantity.low is None or quantity.low <= quantity.value
            assert quantity.high is None or quantity.value <= quantity.high
        if quantity.counted is not None:
            assert 0 <= quantity.counted.start < quantity.counted.end <= len(text)
        if quantity.restates is not None:
            assert quantity.restates in [other.span for other in quantities]
        if quantity.part_of is not None:
            assert quantity.part_of in [other.span for other in quantities if other is not quantity]
        assert quantity.unit and quantity.unit_name
        assert quantity.as_said is not None or None in (quantity.low, quantity.high)


MARKS = [*list("$€-–(),.%½+×"), "to", "and", "or", "of", "them", "1", "2019"]
EXAMPLE_WORDS = {word for cases in RULES.values() for text, _ in cases for word in text.split()}
words = st.sampled_from(sorted(EXAMPLE_WORDS | set(MARKS)))


@example("a fall of -several hundred")
@example("half of")
@given(st.lists(words, max_size=25).map(" ".join))
@settings(max_examples=400, deadline=None)
def test_any_words_in_any_order(text: str) -> None:
    """No order of the grammar's own words breaks it, and all bounds stay in order."""
    check(text, read(text))


@given(st.text(alphabet="0123456789.,:-–/$€£%()'’ +×^¼½٣४５mkbnMK aet", max_size=60))
@settings(max_examples=400, deadline=None)
@example("9" * 400)
@example("1" + ",000" * 150)
@example("0." + "1" * 300)
@example("5×10^99999999999")
@example("1-2-3-4-5-6 to 7 or 8 and 9")
@example("between 5 and 10 to 20 and 30")
@example("from 3-4 to 5-6 to 7 m, $1-2-$3 to 4%")
@example("$$$$1 to $$2 to $3")
def test_any_digits_and_marks(text: str) -> None:
    """Digits, marks and scripts in any mixture give sensible readings or none."""
    check(text, read(text))


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text(text: str) -> None:
    """No text is an error, and the same text gives the same quantities."""
    found = read(text)
    check(text, found)
    assert found == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 400 + " people",
        "3٤ people",
        "1.2.3 people",
        "1,23,4 people",
        "a ratio of 3:0",
        "a ratio of 12:0 at 25:61",
        "1/0 and 5/0 people",
        "10^999 people",
        "1e400 people",
        "1,2,3,4 people",
        "1.000,00.5 dollars",
        "12٣ people and 一二 men",
        "9" * 29 + "9999 million billion trillion people",
        "million",
        "0099 people",
    ],
)
def test_no_sensible_reading_is_no_reading(text: str) -> None:
    """What can be read as no number, or as two, is left alone."""
    assert [short(quantity) for quantity in read(text)] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567.89 dollars", 1234567.89),
        ("1.234.567,89 euros", 1234567.89),
        ("1'234'567 francs", 1234567),
        ("12,34,567 rupees", 1234567),
        ("1 234 567 kroner", 1234567),
        ("1\u202f234\u202f567 euros", 1234567),
        ("٣٤ people", 34),
        ("３４ people", 34),
        ("3,5 percent", 3.5),
        (".75 percent", 0.75),
    ],
)
def test_separators_of_several_countries(text: str, value: float) -> None:
    """Thousands and decimals are told apart as their countries write them."""
    assert [quantity.value for quantity in read(text)] == [value]


def test_no_float_surprises() -> None:
    """A value is an int where the words name a whole number, else the nearest float."""
    found = read("$4.35 billion, $0.1, 1.1 million people")
    assert [repr(quantity.value) for quantity in found] == ["4350000000", "0.1", "1100000"]


def test_bounds_follow_the_words() -> None:
    """ "More than" has no upper bound, "as many as" no lower one, a plain number has both."""
    more, most, plain, about = read(
        "more than 6,000 men, as many as 14,000 men, 5,000 men, roughly 4,000 men"
    )
    assert (more.value, more.low, more.high, more.change) == (6000, 6000, None, ">")
    assert (most.value, most.low, most.high, most.change) == (14000, None, 14000, "<")
    assert (plain.value, plain.low, plain.high, plain.change) == (5000, 5000, 5000, "=")
    assert (about.value, about.low, about.high, about.change) == (4000, 4000, 4000, "~")


def test_vague_numbers_name_their_convention() -> None:
    """ "Dozens" is counted as ACLED counts it, and says so."""
    (dozens,) = read("dozens of villagers")
    assert (dozens.value, dozens.low, dozens.high, dozens.convention) == (12, 12, 120, "ACLED")


def test_what_is_counted_has_its_words() -> None:
    """The span of what is counted covers the noun with its modifiers."""
    text = "as many as 900 North Korean sailors"
    (quantity,) = read(text)
    assert quantity.counted is not None
    assert quantity.counted.of(text) == "North Korean sailors"
    assert quantity.unit_name == "sailor"


def test_bracket_points_to_what_it_restates() -> None:
    """The second unit of a pair says which quantity it repeats."""
    text = "over 8 miles (13 kilometres) of tunnel"
    first, second = read(text)
    assert second.restates == first.span
    assert (second.change, second.low, second.high) == (">", 13, None)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("6,000 troops, including 1,000 sappers", {"1,000 sappers": "6,000 troops"}),
        ("80 people died, including three women and two boys", {
            "three women": "80 people", "two boys": "80 people"}),
        ("14 people, three of whom were nurses", {"three of whom were nurses": "14 people"}),
        ("10 of the 12 victims", {"10 of the 12 victims": "12 victims"}),
        ("Among the 12 dead were three nurses.", {"three nurses": "12 dead"}),
        ("$5 million, including $2 million in cash", {"$2 million": "$5 million"}),
        ("$5 million and five cars, including 1,000 pumps", {}),
        ("Two boats sank. Three boats, too", {}),
    ],
)  # fmt: skip
def test_a_part_points_to_its_total(text: str, parts: dict[str, str]) -> None:
    """A part knows what it is a part of; nothing else does."""
    found = {q.span.of(text): q.part_of.of(text) for q in read(text) if q.part_of is not None}
    assert found == parts


def test_nearly_is_bounded_from_above() -> None:
    """ "Nearly 80" is below 80, as far as "about" reaches; a share without a last digit by a tenth."""
    (people,) = read("nearly 80 people")
    assert (people.value, people.low, people.high, people.change) == (80, 75, 80, "~")
    (share,) = read("almost half the staff")
    assert (share.low, share.high) == (0.45, 0.5)


def test_a_vague_number_prints_its_range() -> None:
    """ "Dozens" names no number: the range of its convention is printed, and "about" adds nothing."""
    dozens, more = read("about dozens of boats; more than dozens of boats")
    assert (dozens.as_said, dozens.change) == ("12.0-120.0", "=")
    assert (more.as_said, more.change, more.high) == (12, ">", None)


def test_an_adverb_is_no_ordinal() -> None:
    """ "When it first surfaced" places nothing."""
    text = "It first surfaced here."
    tokens = with_syntax(
        text,
        ("it", "PRON", 2, "nsubj"),
        ("first", "ADV", 2, "advmod"),
        ("surface", "VERB", -1, "root"),
        ("here", "ADV", 2, "advmod"),
        (".", "PUNCT", 2, "punct"),
    )
    assert find_quantities(text, tokens) == ()


def test_syntax_finds_the_counted_noun() -> None:
    """With a tree the number's own head is taken, whatever its spelling looks like."""
    text = "The 12 cattle thief suspects fled."
    tokens = with_syntax(
        text,
        ("the", "DET", 4, "det"),
        ("12", "NUM", 4, "nummod"),
        ("cattle", "NOUN", 3, "compound"),
        ("thief", "NOUN", 4, "compound"),
        ("suspect", "NOUN", 5, "nsubj"),
        ("flee", "VERB", -1, "root"),
        (".", "PUNCT", 5, "punct"),
    )
    (quantity,) = find_quantities(text, tokens)
    assert quantity.unit_name == "suspect"
    assert quantity.counted is not None
    assert quantity.counted.of(text) == "cattle thief suspects"


def test_a_date_is_no_quantity_and_a_duration_may_be_one() -> None:
    """Numbers inside a DATE are left to it; "3 months" stays a quantity beside its time."""
    text = "On day 12 of month 5 it took 3 months."
    date = TimeExpression(start=3, end=20, type="DATE", value="2025-05-12")
    duration = TimeExpression(start=29, end=37, type="DURATION", value="P3M")
    found = find_quantities(text, bare(text), times=(date, duration))
    assert [short(quantity) for quantity in found] == ["3 month"]


def test_two_days_earlier_is_a_date_and_holds_a_quantity() -> None:
    """An amount of time inside a DATE is a quantity too."""
    text = "Two days earlier the dam broke."
    date = TimeExpression(start=0, end=16, type="DATE", value="2025-05-12")
    assert [short(q) for q in find_quantities(text, bare(text), times=(date,))] == ["2 day"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("15-22 miles", "15.0-22.0"),
        ("It fell from 9 to 4.", "9.0-4.0"),
        ("five men", 5),
        ("They won 3-1.", "3.0-1.0"),
    ],
)
def test_as_said(text: str, said: object) -> None:
    """A range prints both ends in the order of the words, a number prints itself."""
    (quantity,) = read(text)
    assert quantity.as_said == said


@pytest.mark.parametrize(
    "piece", ["1-", "5 to ", "$1,", "two hundred and ", "a ", "of them 3 ", "(", "one in "]
)
def test_time_grows_with_the_text(piece: str) -> None:
    """Twice the text takes about twice the time, whatever it repeats."""
    spent = []
    for n in (2_000, 8_000):
        text = piece * n
        tokens = bare(text)
        begun = time.process_time()
        find_quantities(text, tokens)
        spent.append(time.process_time() - begun)
    assert spent[1] < 12 * spent[0] + 0.1
