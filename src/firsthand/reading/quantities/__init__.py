"""Numbers as news writes them, with the bounds that their words allow.

Public: :func:`find_quantities`, and :func:`value_as_said` for what is printed.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model import Quantity, TimeExpression, Token
from firsthand.reading.quantities.grammar import find_in

__all__ = ["find_quantities", "value_as_said"]


def find_quantities(
    text: str, tokens: Sequence[Token], *, times: Sequence[TimeExpression] = ()
) -> tuple[Quantity, ...]:
    """Find the quantities of a text: numbers, money, measures, shares, ages, scores, tolls, ordinals."""
    return find_in(text, tokens, times)


def value_as_said(quantity: Quantity) -> int | float | str | None:
    """The number, or both ends of a range as "low-high"."""
    if quantity.value is None and quantity.low is not None and quantity.high is not None:
        ends = (float(quantity.low), float(quantity.high))
        first, second = reversed(ends) if quantity.change == "down" or quantity.kind == "score" else ends
        return f"{first}-{second}"
    return quantity.value
