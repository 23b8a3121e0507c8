"""Numbers as news writes them, with the bounds that their words allow.

Public: :func:`find_quantities`, the quantities of a text, from its tokens.

The parts: :mod:`.words` and :mod:`.measures` are the tables, :mod:`.numbers` reads digits and number words,
:mod:`.units` money, measures and rates, :mod:`.counted` what is counted, :mod:`.lookalikes` tells names,
years and codes apart, :mod:`.grammar` puts them together, :mod:`.neighbours` holds what one quantity lends
the next, :mod:`.examples` shows every rule at work.
Deliberately not here: dates and times (they are read before and handed in), and whether two quantities can
both be true (:mod:`firsthand.model.intervals`).
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model import Quantity, TimeExpression, Token
from firsthand.reading.quantities.grammar import find_in

__all__ = ["find_quantities"]


def find_quantities(
    text: str, tokens: Sequence[Token], *, times: Sequence[TimeExpression] = ()
) -> tuple[Quantity, ...]:
    """Find the quantities of a text, in order of their place.

    Numbers of things, money, measures, percentages, fractions, ratios, ranges, ages, rates, scores, vague
    numbers and ordinals (``kind`` says which; "second meeting" has kind "ordinal" and value 2).

    Args:
        text: The text; offsets count its Unicode code points.
        tokens: Its tokens in order. Where they carry syntax (``tag``, ``head``), what is counted is read
            from the tree; where they do not, from the words.
        times: Time expressions of the text. A number that belongs to a DATE, TIME or SET is no quantity,
            unless it counts a unit of time ("two days earlier"); a DURATION may be one ("3 months").

    Returns:
        Quantities, each with the bounds that its words allow. None for text without any; never an error.

    Cost: linear in the tokens.

    Example:
        >>> from firsthand.reading.tokens import tokenize
        >>> text = "At least 12 miners and dozens of helpers were paid $3.4bn."
        >>> tokens = [Token(s.start, s.end, "", "", -1, "", 0) for s in tokenize(text)]
        >>> for found in find_quantities(text, tokens):
        ...     print(text[found.start : found.end], found.value, found.low, found.high, found.unit_name)
        At least 12 miners 12 12 None miner
        dozens of helpers 12 12 120 helper
        $3.4bn 3400000000 3400000000 3400000000 dollar
    """
    return find_in(text, tokens, times)
