"""Passages: found wherever they stand, told apart from stock lines, bounded on bad input."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.lineage import PassageIndex, find_passages
from firsthand.lineage.fingerprints import MOST, Seats, winnow
from firsthand.lineage.words import LONGEST, rows_of, words_of
from firsthand.model import Report
from firsthand.model.outlets import Families


def prose(n: int, seed: int) -> str:
    """Sentences of invented words: two seeds have no run of words in common."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("bdfgklmnprstvaeiou", k=chance.randint(3, 9))) for _ in range(n)]
    return " ".join(w.capitalize() + "." if k % 14 == 13 else w for k, w in enumerate(words))


def report(identifier: str, text: str, outlet: str | None = None) -> Report:
    return Report(id=identifier, text=text, outlet=outlet)


def test_reordered_sentences_are_found_one_by_one():
    """Paragraphs in another order are as many passages, each with its two places."""
    parts = [prose(28, seed) for seed in range(4)]
    left, right = report("a", "\n".join(parts)), report("b", "\n".join(reversed(parts)))
    found = find_passages([left, right])

    assert sorted(p.left_span.of(left.text) for p in found) == sorted(part.rstrip(".") for part in parts)
    assert all(p.left_span.of(left.text) == p.right_span.of(right.text) for p in found)


def test_a_trimmed_copy_is_one_passage_as_long_as_the_cut():
    """The first half of a report is found whole."""
    whole = prose(200, 1)
    half = whole[: whole.index(".", len(whole) // 2)]
    (found,) = find_passages([report("a", whole), report("b", half)])

    assert found.right_span.of(half) == half and found.n_words == len(half.split())


def test_an_edited_copy_stays_one_passage():
    """Every ninth word changed, dropped or doubled: most of it is still told as one stretch."""
    words = prose(180, 2).split()
    edited = [("zzz", "", f"{w} {w}")[k // 9 % 3] if k % 9 == 4 else w for k, w in enumerate(words)]
    found = find_passages([report("a", " ".join(words)), report("b", " ".join(edited))])

    assert sum(len(p.left_span) for p in found) > 0.9 * len(" ".join(words))


def test_house_style_is_no_edit():
    """Spelling, titles, numbers, quotation marks and accents of two desks give one row of words."""
    one = words_of("Mr. Müller’s “defense” center: two percent")
    two = words_of("MULLER'S defence centre – 2 per cent")

    assert one.numbers.tolist() == two.numbers.tolist()


def test_stock_lines_of_an_outlet_are_no_prose():
    """What stands under reports of different matters is boilerplate, also where it was met first."""
    line = prose(24, 99)
    found = find_passages([report(str(n), f"{prose(120, n)}\n{line}", "post.example") for n in range(5)])

    assert found and {p.kind for p in found} == {"boilerplate"}


def test_sister_editions_have_their_stock_lines_together():
    """A family's line needs no more prints than an outlet's."""
    line = prose(24, 99)
    families = Families(tuple((f"edition{n}.example", "North Press") for n in range(5)))
    reports = [report(str(n), f"{prose(120, n)}\n{line}", f"edition{n}.example") for n in range(4)]

    assert {p.kind for p in find_passages(reports, families)} == {"boilerplate"}
    assert {p.kind for p in find_passages(reports)} == {"prose"}


def test_a_paragraph_of_one_matter_is_no_stock_line():
    """Reports of one outlet that tell of one matter may share a paragraph: it stays prose."""
    background, names = prose(40, 98), prose(30, 97)
    reports = [report(str(n), f"{names}\n{prose(40, n)}\n{background}", "post.example") for n in range(5)]

    assert "boilerplate" not in {p.kind for p in find_passages(reports)}


def test_scripts_without_blanks_are_read_by_character():
    """A passage in Chinese is found, with its place."""
    shared = "港口當局表示昨晚沒有船隻離開碼頭因為風暴仍在繼續而且燈塔沒有燈光"
    left, right = report("a", f"首先。{shared}。最後"), report("b", f"據報道{shared}他們說")
    (found,) = find_passages([left, right])

    assert found.left_span.of(left.text) == found.right_span.of(right.text) == shared


def test_more_prints_than_the_index_keeps_cost_no_memory():
    """Of a text printed over and over, the first prints are held; each further one is told with the first."""
    index, text = PassageIndex(), prose(60, 3)
    found = [index.add(report(str(n), text)) for n in range(3 * MOST)]

    assert len(index) == MOST
    assert [(p.left, p.right) for p in found[-1]] == [("0", str(3 * MOST - 1))]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "so " * 40_000,
        "x" * 300_000,
        " ".join(chr(c) for c in range(0x100, 0x3000)),
        "\ud800 a\0b " * 99,
    ],
    ids=["empty", "one letter", "one word", "no blank", "mixed scripts", "odd characters"],
)
def test_odd_texts_are_taken_and_bounded(text: str):
    """Odd texts, alone and twice, give few passages, all of them true spans."""
    found = find_passages([report("a", text), report("b", f"{text} more"), report("c", text)])

    assert len(found) < 200
    assert all(0 <= p.left_span.start < p.left_span.end <= len(text) + 5 for p in found)


def test_a_word_longer_than_the_longest_is_cut():
    """No word is longer than its length can say."""
    row = words_of("a" * (2 * LONGEST + 3) + " b")

    assert row.lengths.tolist() == [LONGEST, LONGEST, 3, 1]
    assert row.span(0, 2).end == 2 * LONGEST + 3


@given(st.lists(st.text(max_size=60), max_size=6))
def test_words_are_true_spans_and_do_not_depend_on_company(texts: list[str]):
    """Each word covers characters of its own text; a text among others has the words it has alone."""
    for text, row in zip(texts, rows_of(texts), strict=True):
        alone = words_of(text)
        assert row.numbers.tolist() == alone.numbers.tolist() and row.starts.tolist() == alone.starts.tolist()
        ends = row.starts.astype(int) + row.lengths
        assert (ends <= len(text)).all() and (row.starts[1:] >= ends[:-1]).all()
        assert all(any(c.isalnum() or ord(c) > 127 for c in row.span(i, i).of(text)) for i in range(len(row)))


@given(st.lists(st.integers(0, 50), min_size=12, max_size=60), st.integers(0, 40), st.integers(0, 40))
def test_a_shared_run_of_twelve_words_shares_a_fingerprint(words: list[int], before: int, after: int):
    """The promise of winnowing, whatever stands around the run."""
    run = np.array(words, np.uint32)
    chance = np.random.default_rng(before * 41 + after)
    around = [chance.integers(100, 10**6, n).astype(np.uint32) for n in (before, after)]
    other = np.concatenate([around[0], run, around[1]])

    assert set(winnow(run).tolist()) & set(winnow(other).tolist())


@settings(max_examples=20)
@given(st.lists(st.lists(st.integers(0, 300), max_size=40, unique=True), max_size=12), st.integers(0, 16))
def test_seats_are_a_multimap(rows: list[list[int]], shift: int):
    """The index of arrays gives what a dict of lists gives, through growth and colliding chains."""
    seats, plain = Seats(), {}
    for owner, row in enumerate(rows):
        # Shifted by whole tables, different fingerprints fall on one chain.
        prints = np.array([p << shift for p in row], np.uint32)
        asking, owners = seats.holders(prints)
        assert sorted(zip(prints[asking].tolist(), owners.tolist(), strict=True)) == sorted(
            (p, o) for p in prints.tolist() for o in plain.get(p, ())
        )
        seats.seat(prints, owner)
        for p in prints.tolist():
            plain.setdefault(p, []).append(owner)


def test_an_index_that_has_grown_forgets_nobody():
    """Growing rehangs every chain."""
    seats = Seats()
    for owner in range(20):
        seats.seat(np.arange(owner, 10_000 * 20, 20, dtype=np.uint32), owner)
    asking, owners = seats.holders(np.arange(200, dtype=np.uint32))

    assert len(seats) == 200_000
    assert owners[np.argsort(asking)].tolist() == [n % 20 for n in range(200)]
