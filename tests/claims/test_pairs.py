"""Candidate pairs and their features: bounded, and the same however they are laid out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.claims.frames import cut_frames
from firsthand.claims.joining import pairs as pairs_module
from firsthand.claims.joining.pairs import AT_MOST, IN_ALL, NEAR, Pairs, _nearest
from firsthand.claims.joining.values import Codes
from firsthand.model import Passage, Report, Span
from firsthand.reading import read

TEXTS = (
    "Two ferries collided off Oro on Friday. Mayor Ana Pell said 12 people had died. The harbour was closed until Sunday.",
    "Twelve people died when ferries collided near Oro, Mayor Pell said. Blue Strait Lines denied that its ferry was overloaded.",
    "A collision of two ferries off Oro killed 14 people, the coast guard said on Saturday. The harbour was shut for two days.",
)


@pytest.fixture(scope="module")
def laid() -> Pairs:
    readings = [read(Report(id=f"r{n}", text=text, published="2031-03-08")) for n, text in enumerate(TEXTS)]
    frames = [f for n, reading in enumerate(readings) for f in cut_frames(reading, n)]
    passage = Passage(left="r0", left_span=Span(0, 40), right="r2", right_span=Span(0, 40), n_words=7)
    return Pairs(frames, readings, (passage,))


def by_rows(near: np.ndarray, report: np.ndarray) -> set[tuple[int, int]]:
    """What ``_nearest`` finds, one row and one candidate after the other."""
    found = set()
    for row, line in enumerate(near.tolist()):
        taken: dict[int, int] = {}
        n = 0
        for column in sorted(range(len(line)), key=lambda c: (-line[c], c)):
            r = int(report[column])
            if line[column] > np.float32(NEAR) and taken.get(r, 0) < AT_MOST and n < IN_ALL:
                taken[r] = taken.get(r, 0) + 1
                n += 1
                found.add((row, column))
    return found


@given(st.integers(0, 10_000), st.integers(1, 900), st.integers(1, 60))
def test_candidates_are_the_nearest_within_their_bounds(seed: int, n: int, n_reports: int):
    """However many frames one report has, and whatever is equally near."""
    chance = np.random.default_rng(seed)
    near = chance.integers(0, 200, (3, n)).astype(np.float32) / 200
    report = np.minimum(chance.geometric(0.05, n), n_reports)

    row, column = _nearest(near, report)

    assert set(zip(row.tolist(), column.tolist(), strict=True)) == by_rows(near, report)


def test_features_do_not_depend_on_portions(laid: Pairs, monkeypatch: pytest.MonkeyPatch):
    """Pairs of frames of any length, looked at one by one or together, have one row of features."""
    pairs = laid.candidates()
    together = laid.features(pairs)
    monkeypatch.setattr(pairs_module, "BLOCK", 1)

    assert len(pairs) > 10 and np.allclose(laid.features(pairs), together, atol=1e-5)
    assert np.allclose(laid.features(pairs[::-1])[::-1], together, atol=1e-5)


def test_a_shared_passage_carries_frames_over(laid: Pairs):
    """Frames at one place of a passage overlap, whichever side is asked; elsewhere not at all."""
    at = [n for n, f in enumerate(laid.frames) if f.span.start < 40 and f.report in (0, 2)]
    left = [n for n in at if laid.frames[n].report == 0]
    right = [n for n in at if laid.frames[n].report == 2]
    i, j = np.array([(a, b) for a in left for b in right]).T

    assert laid.places.overlap(i, j).max() > 0.3
    assert np.array_equal(laid.places.overlap(i, j) > 0, laid.places.overlap(j, i) > 0)
    others = np.array([n for n, f in enumerate(laid.frames) if f.report == 1])
    assert not laid.places.overlap(np.repeat(left[0], len(others)), others).any()


def test_each_pair_of_values_is_asked_about_once():
    """A thousand frames that have three values between them cost nine answers."""
    asked = []

    def answer(a: str, b: str) -> tuple[bool, ...]:
        asked.append((a, b))
        return a == b, a < b

    values = [None if n % 4 == 3 else "abc"[n % 4] for n in range(1000)]
    i, j = np.divmod(np.arange(1_000_000), 1000)
    equal, less = Codes(values, answer).compare(i, j, 2)

    assert len(asked) == len(set(asked)) == 9
    assert equal.sum() == 3 * 250**2 and less.sum() == 3 * 250**2
