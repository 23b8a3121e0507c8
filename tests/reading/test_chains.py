"""The best labels of a run of words."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model import Span
from firsthand.reading.chains import Chain, best_labels
from firsthand.reading.encoder import Encoder


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_no_other_labels_are_better(seed: int, n: int):
    """Each of two sequences found together is worth as much as the best of all."""
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(n + 2, 3))
    steps = tuple(map(tuple, rng.normal(size=(3, 3)).tolist()))

    def worth(rows, path) -> float:
        return sum(row[k] for row, k in zip(rows, path, strict=True)) + sum(
            steps[a][b] for a, b in pairwise(path)
        )

    found = best_labels(scores, steps, [n, n + 2])
    for rows, path in ((scores[:n], found[:n]), (scores[n:], found[n:])):
        best = max(worth(rows, labels) for labels in product(range(3), repeat=len(rows)))
        assert worth(rows, path) == pytest.approx(best)


def test_what_is_added_to_outside_keeps_words_out():
    """The first label is outside."""
    chain = Chain(((1.0, 0.0), (0.0, 1.0)), (0.0, 0.0), ((0.0, 0.0), (0.0, 0.0)))
    words = np.array([[0.0, 1.0]])

    assert chain.best(words) == [1]
    assert chain.best(words, outside=2.0) == [0]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_names_never_cross_sentences_or_overlap(seed: int):
    """Whatever the network says of names, each stands in one sentence and none in another."""
    scores = np.random.default_rng(seed).normal(scale=4, size=(12, 7))
    numbers = [0] * 5 + [1] * 7
    words = ["Oro", "of", "the", "Pell", "Lines", "and", "Ana", "Oro", "of", "Varn", "at", "Marra"]
    spans = [Span(i, i + 1) for i in range(12)]
    names = Encoder.shipped()._names({"name": scores}, spans, words, numbers)

    assert all(words[name.start] not in ("of", "the", "and", "at") for name in names)
    assert all(a.end <= b.start for a, b in pairwise(names))
    assert all(numbers[name.start] == numbers[name.end - 1] for name in names)
