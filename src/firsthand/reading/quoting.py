"""Trees held against quotation marks: what stands in the quotation of a clause hangs from that clause.

A parser of single words may hang "last year" of “Last year it rained,” he said from "said". The marks know
better.

Public: :func:`tied_by_quotations`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from firsthand.model import Token
from firsthand.reading.mending import quotations

#: Relations by which a quoted clause hangs from the verb that brings it.
_BROUGHT = frozenset(("ccomp", "parataxis"))
#: Relations of what belongs to the clause that it stands in.
_ADJUNCTS = frozenset(("obl", "advmod", "advcl"))


def tied_by_quotations(text: str, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens, with every adjunct inside a quoted clause hung from it, and none from the verb of saying.

    Cost: linear in the text.

    Example:
        >>> def word(start, end, head, relation):
        ...     return Token(start, end, "", "", head, relation, 0)
        >>> text = '"Today it rained," he said.'
        >>> said = [word(1, 6, 4, "advmod"), word(7, 9, 2, "nsubj"), word(10, 16, 4, "ccomp")]
        >>> said += [word(19, 21, 4, "nsubj"), word(22, 26, -1, "root")]
        >>> [token.head for token in tied_by_quotations(text, said)]
        [2, 2, 4, 4, -1]
    """
    out = list(tokens)
    starts = [token.start for token in tokens]
    for quote in quotations(text):
        inside = range(bisect_left(starts, quote.start), bisect_left(starts, quote.end))
        clauses = {
            tokens[i].head: i
            for i in reversed(inside)
            if tokens[i].head >= 0
            and tokens[i].head not in inside
            and tokens[i].relation.partition(":")[0] in _BROUGHT
        }
        for i in inside:
            above = tokens[i].head
            if above < 0 or above in inside:
                continue
            clause = clauses.get(above, tokens[above].head)
            if clause in inside and tokens[i].relation.partition(":")[0] in _ADJUNCTS:
                out[i] = replace(tokens[i], head=clause)
    return tuple(out)
