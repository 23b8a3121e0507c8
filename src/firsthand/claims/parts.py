"""Parts: who tells a number, a time or a place as another report does, whatever else stands beside it there.

A point on a number is stated by words that say more than the number. Of these not all need to be told by who tells
it: what is counted does, and so does enough of what is said of it that one matter is meant.

Public: :func:`tells_part`, :func:`is_precise`.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.claims.bearing import is_number
from firsthand.claims.frames import Frame
from firsthand.claims.joining.meaning import word_similarity, word_weight
from firsthand.model import Quantity, timex

#: Likeness of two words from which one may stand for the other.
SAME = 0.6
#: What two clauses have in common, as a share of what the shorter tells, and in words, from which they tell one thing.
SHARED, WORDS = 0.34, 2
#: Letters of a TIMEX3 value that tell a day.
DAY = 10
#: Digits from which a number is known again by itself.
PRECISE = 3


def tells_part(own: Frame, other: Frame) -> bool:
    """Whether a frame of another report tells the number, the time or the place that one is about.

    Both have been found to be of one matter; none where they are of other kinds, or clauses.
    """
    if own.kind != other.kind or own.polarity != other.polarity:
        return False
    if own.quantity is not None and other.quantity is not None:
        return (
            is_number(own.quantity, other.quantity)
            and _is_count_of_one(own, other)
            and (is_precise(own.quantity) or _is_said_of_one(own, other))
        )
    if own.kind == "time" and own.time is not None and other.time is not None:
        mine, theirs = own.time.value, other.time.value
        is_same = mine == theirs or (
            len(mine) == DAY and timex.contains(mine, theirs)
        )  # a day, and its morning
        return is_same and _is_deed_of_one(own, other)
    return own.kind == "place" and set(own.core) <= set(other.core) and _is_deed_of_one(own, other)


def _is_count_of_one(own: Frame, other: Frame) -> bool:
    """Whether two numbers count one kind of thing, or measure by one unit."""
    a, b = own.quantity, other.quantity
    assert a is not None and b is not None
    if a.kind != b.kind:
        return False
    return a.unit_name == b.unit_name or word_similarity(a.unit_name, b.unit_name) >= SAME


def is_precise(q: Quantity) -> bool:
    """Whether a number has so many digits that no other thing has it: 284.46, 143; a year has them too."""
    if q.value is None or q.convention is not None:
        return False
    return len(f"{float(q.value):.10g}".replace(".", "").strip("0")) >= PRECISE


def _is_deed_of_one(own: Frame, other: Frame) -> bool:
    """Whether one thing happened: a ship that left on Friday did not sink then."""
    return any(
        word_similarity(verb, theirs) >= SAME for verb in own.predicate for theirs in other.predicate
    ) and _is_said_of_one(own, other)


def _is_said_of_one(own: Frame, other: Frame) -> bool:
    """Whether what is said beside has enough in common: its words, or others that may stand for them."""
    met = [w for w in own.words if any(word_similarity(w, o) >= SAME for o in other.words)]
    least = min(_weight(own.words), _weight(other.words))
    return len(met) >= WORDS and _weight(met) >= SHARED * least


def _weight(words: Sequence[str]) -> float:
    return sum(word_weight(w) for w in words)
