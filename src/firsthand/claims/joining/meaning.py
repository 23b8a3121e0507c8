"""Meaning of words: static vectors distilled from a sentence encoder, and how much a word tells.

Vectors say whether two words may name one thing (labourer, worker); they never say that two claims
agree: that is for the typed comparison (``compare``). How they were made: ``training/vectors.py``.

Public: :func:`word_similarity`, :func:`word_vector`, :func:`word_weight`.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Endings that are taken off a word that has no vector, to find one that has.
_ENDINGS = ("'s", "s", "es", "ed", "ing", "er", "ers", "ly", "ness", "d", "ings")
WIDTH = 192  #: axes of a vector
UNKNOWN_WEIGHT = 7.0  #: of a word that the counts have never met


class _Table(NamedTuple):
    words: list[str]
    vectors: NDArray[np.int8]
    weights: NDArray[np.float16]


@lru_cache(maxsize=1)
def _table() -> _Table:
    folder = resources.files("firsthand.claims.joining").joinpath("vectors")
    words = folder.joinpath("words.txt").read_text("utf-8").splitlines()
    with resources.as_file(folder.joinpath("vectors.npy")) as path:
        vectors = np.load(path, mmap_mode="r").view(np.ndarray)  # a row of a memory map is made slowly
    with resources.as_file(folder.joinpath("weights.npy")) as path:
        weights = np.load(path)
    return _Table(words, vectors, weights)


@lru_cache(maxsize=65536)
def _row(word: str) -> int:
    """The row of a word, or of the word it is made from; -1 when there is none."""
    table = _table()
    low = word.lower()
    for form in (low, *(low.removesuffix(e) for e in _ENDINGS if low.endswith(e) and len(low) - len(e) > 3)):
        at = bisect_left(table.words, form)
        if at < len(table.words) and table.words[at] == form:
            return at
    return -1


@lru_cache(maxsize=65536)
def word_weight(word: str) -> float:
    """How much a word tells: the logarithm of reports per report that has it.

    Example:
        >>> word_weight("sapper") > word_weight("soldier") > word_weight("people")
        True
    """
    row = _row(word)
    if any(c.isdigit() for c in word):
        return 4.0
    return float(_table().weights[row]) if row >= 0 else UNKNOWN_WEIGHT


@lru_cache(maxsize=65536)
def word_vector(word: str) -> NDArray[np.float32]:
    """The direction of a word.

    Returns:
        A vector of length 1, or of length 0 where the word has none. Shape: ``(192,)``.
    """
    row = _row(word)
    if row < 0:
        return np.zeros(WIDTH, dtype=np.float32)
    vector = _table().vectors[row].astype(np.float32)
    out: NDArray[np.float32] = vector / np.float32(np.linalg.norm(vector) + 1e-9)
    return out


@lru_cache(maxsize=65536)
def word_similarity(a: str, b: str) -> float:
    """How near two words are in meaning, in [-1, 1]; 1 for the same word.

    Example:
        >>> word_similarity("labourer", "worker") > word_similarity("labourer", "minister")
        True
    """
    if a.lower() == b.lower():
        return 1.0
    return float(word_vector(a) @ word_vector(b))
