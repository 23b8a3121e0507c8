"""Word shapes: what an uncased encoder cannot see."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=2**16)
def shape_of(word: str) -> int:
    """The shape class of a word, in [0, 8).

    0 lower case, 1 Capitalised, 2 ALL CAPITALS, 3 a single capital, 4 mixed (McCain, A320), 5 digits,
    6 marks, 7 anything else.

    Example:
        >>> [shape_of(w) for w in ("sent", "Korea", "KCNA", "K.", "McCain", "5,000", "“", "山")]
        [0, 1, 2, 3, 4, 5, 6, 7]
    """
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 5 if any(c.isdigit() for c in word) else 6
    if any(c.isdigit() for c in word):
        return 4
    if all(c.islower() for c in letters):
        return 0
    if all(c.isupper() for c in letters):
        return 3 if len(letters) == 1 else 2
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return 1
    return 4 if any(c.isupper() for c in letters) else 7
