"""What the words of a story mean: by themselves, and where they stand; and how few sentences have them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from firsthand.claims.joining import meaning
from firsthand.model import Reading


class Words(NamedTuple):
    """The words of a story by their lemmas: what each may name, and how much it tells."""

    of_token: NDArray[np.int64]  #: the lemma's number for each token of all reports
    sentence_of_token: NDArray[np.int64]  #: the sentence's number among those of all reports
    vectors: NDArray[np.float32]  #: static, the story's common direction taken out; a row of nothing last
    weights: NDArray[np.float32]

    @staticmethod
    def of(readings: Sequence[Reading]) -> Words:
        """The words of all reports, numbered as they come."""
        numbers: dict[str, int] = {}
        of_token = np.array(
            [numbers.setdefault(t.lemma.lower(), len(numbers)) for r in readings for t in r.tokens],
            dtype=np.int64,
        )
        starts = np.cumsum([0, *(len(r.sentences) for r in readings)]).tolist()
        sentence_of_token = np.array(
            [start + t.sentence for r, start in zip(readings, starts, strict=False) for t in r.tokens],
            dtype=np.int64,
        )
        vectors = np.zeros((len(numbers) + 1, meaning.WIDTH), dtype=np.float32)
        for lemma, k in numbers.items():
            vectors[k] = meaning.word_vector(lemma)
        if numbers:
            counts = np.bincount(of_token, minlength=len(numbers))
            vectors[:-1] -= (counts @ vectors[:-1] / len(of_token)).astype(np.float32)
        weights = np.array([meaning.word_weight(lemma) for lemma in numbers], dtype=np.float32)
        return Words(of_token, sentence_of_token, vectors, weights)


def context_vectors(readings: Sequence[Reading]) -> NDArray[np.float32] | None:
    """What every token means where it stands, so that the mean over a clause is the clause's; a row of
    nothing last. None where a reader knows words only. Shape: ``(n_tokens + 1, width)``.
    """
    known = [r.meaning for r in readings if r.meaning is not None]
    if not known or len(known) < len(readings):
        return None
    n_tokens = sum(len(r.tokens) for r in readings)
    out = np.zeros((n_tokens + 1, known[0].width), dtype=np.float32)
    start = 0
    for m in known:
        rows = np.frombuffer(m.data, dtype=np.int8).reshape(-1, m.width)
        out[start : start + len(rows)] = unit(rows.astype(np.float32))
        start += len(rows)
    if n_tokens:
        out[:-1] -= out[:-1].mean(axis=0)
    return out


def rarity(readings: Sequence[Reading], words: Words) -> NDArray[np.float32]:
    """How few of the story's sentences have each word, in [0, 1]: the words that tell its matters apart.

    Shape: ``(n_words + 1,)``, the last of no word.
    """
    n = len(words.weights) + 1
    held = np.unique(words.sentence_of_token * n + words.of_token)
    counts = np.bincount(held % n, minlength=n)
    n_sentences = 1 + sum(len(reading.sentences) for reading in readings)
    rarity: NDArray[np.float32] = (
        np.log(n_sentences / np.maximum(counts, 1)) / np.log(max(2, n_sentences))
    ).astype(np.float32)
    rarity[-1] = 0
    return rarity


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows brought to length 1; rows of nothing stay so."""
    length = np.sqrt((rows * rows).sum(axis=-1, keepdims=True))
    out: NDArray[np.float32] = rows / np.maximum(length, 1e-9)
    return out
