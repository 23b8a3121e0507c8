"""What a quantity takes from those found before it in the same sentence.

Public: :class:`Neighbours`, the quantities found so far, and what they lend: the unit or the direction that is
not repeated, the total of a part, the quantity that a bracket restates. See docs/decisions/0012.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from firsthand.model import Quantity
from firsthand.model.reading import Change
from firsthand.reading.quantities import words as w
from firsthand.reading.quantities.numbers import Line, Number
from firsthand.reading.quantities.units import OPENERS, UnitAt

#: Quantities that add up, and the words that open a part.
SUMMED: Final = frozenset({"cardinal", "vague", "range", "money", "fraction"})
_AMONG: Final = frozenset(
    {("among", "them"), ("among", "whom"), ("of", "whom"), ("of", "which"), ("of", "them")}
)
_OF_THEM: Final = frozenset(
    {("of", "them"), ("of", "whom"), ("of", "which"), ("of", "those"), ("of", "these")}
)
ARE: Final = frozenset({"are", "were", "is", "was"})
#: Prepositions after which a bare number may share the unit of an earlier one: "by 2 percent …, by 1".
_CARRYING: Final = frozenset({"by", "at", "to"})
_CARRIED: Final = frozenset({"percentage", "money", "measure", "rate"})
_FULL_STOPS: Final = frozenset({".", "!", "?", ";"})


class Neighbours:
    """The quantities found so far, in order, each with its first and last token."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.found: list[Quantity] = []
        self.places: list[tuple[int, int]] = []  #: first and last token of each quantity found
        self.waiting: list[int] = []  #: quantities that share the unit of the next: "four-, five- and …"

    def earlier(self, begin: int) -> list[tuple[Quantity, int]]:
        """The last quantities of the same sentence, nearest first, with the token each begins at."""
        earlier: list[tuple[Quantity, int]] = []
        stop = begin
        for index in range(len(self.found) - 1, max(len(self.found) - 5, -1), -1):
            first, last = self.places[index]
            if stop - last > 20 or not _FULL_STOPS.isdisjoint(self.line.words[last:stop]):
                break
            earlier.append((self.found[index], first))
            stop = first
        return earlier

    def carried(self, begin: int, end: int, number: Number, kind: str) -> tuple[UnitAt | None, str]:
        """ "A rose by 2 percent, B by 1", "ended at 1,460 points, … at 1,330": the unit is not repeated."""
        line = self.line
        word = line.low(begin - 1)
        if word not in _CARRYING or number.form not in ("digits", "mixed"):
            return None, kind
        for earlier, first in self.earlier(begin):
            before = line.low(first - 1)
            is_same = before == word or (word == "to" and before == "from")
            is_unit = earlier.kind in _CARRIED or earlier.unit_name == "point"
            size = earlier.high or earlier.low
            if is_same and is_unit and size and 1 <= 10 * abs(number.value / size) <= 100:
                return UnitAt(earlier.unit, earlier.unit_name, earlier.kind, end), earlier.kind
        return None, kind

    def shared_direction(self, begin: int, unit: UnitAt) -> str | None:
        """ "A was down 2.3%, B by 2.6%": the verb is not repeated."""
        nearest = self.earlier(begin)[:1]
        if nearest and nearest[0][0].unit == unit.symbol and nearest[0][0].change in ("up", "down"):
            return nearest[0][0].change
        return None

    def restated(self, quantity: Quantity, begin: int) -> Quantity:
        """ "7 miles (11 km)", "$3.1 million (£2.4m)": the bracket says the same in another unit."""
        line = self.line
        if not self.found or begin < 1 or line.words[begin - 1] not in OPENERS:
            return quantity
        last, (_, last_end) = self.found[-1], self.places[-1]
        if last_end > begin - 1 or begin - 1 - last_end > 1 or last.unit == quantity.unit:
            return quantity
        comparable = {"money": "money", "measure": "measure", "rate": "rate"}
        if comparable.get(last.kind) != quantity.kind:
            return quantity
        change: Change = last.change if quantity.change == "=" and last.change != "=" else quantity.change
        low = None if last.low is None and change == last.change else quantity.low
        high = None if last.high is None and change == last.change else quantity.high
        source = last.restates or last.span
        return replace(quantity, change=change, low=low, high=high, restates=source)

    def part(self, quantity: Quantity, begin: int, end: int) -> Quantity:
        """ "6,000, including 1,000 sappers", "two of them", "10 of the 12": which quantity it is a part of."""
        line = self.line
        if quantity.kind not in SUMMED or not self.found:
            return quantity
        words = (line.low(begin - 2), line.low(begin - 1))
        earlier = self.earlier(begin)
        is_whole = words[0] == "of" and words[1] in w.OWNERS
        is_whole = is_whole or (words[1] in ("'s", "’s") and line.low(begin - 3) == "of")
        if earlier and quantity.counted is not None and is_whole:
            part = earlier[0][0]
            if self.places[-1][1] >= begin - 3 and part.kind in SUMMED and _may_hold(quantity, part):
                self.found[-1] = replace(part, part_of=quantity.span)
            return quantity
        is_part = (
            words[1] == "including"
            or words in _AMONG
            or (line.low(end), line.low(end + 1)) in _OF_THEM
            or (bool(earlier) and self.is_opened(earlier[0][1], begin))
        )
        joins = words[1] in ("and", ",") and self.places[-1][1] >= begin - 2
        for total, _ in earlier:
            if joins and total.part_of is not None:
                return replace(quantity, part_of=total.part_of)  # "including three women and two boys"
            if is_part and _may_hold(total, quantity):
                return replace(quantity, part_of=total.span)
        return quantity

    def is_opened(self, first: int, begin: int) -> bool:
        """ "Of the 12 killed, three …", "Among the 12 dead were three …"."""
        line = self.line
        opening = line.low(first - 1) in w.OWNERS and line.low(first - 2) in ("of", "among")
        return opening and (line.low(begin - 1) == "," or line.low(begin - 1) in ARE)

    def share_unit(self, quantity: Quantity) -> None:
        for index in self.waiting:
            self.found[index] = replace(
                self.found[index], unit=quantity.unit, unit_name=quantity.unit_name, kind=quantity.kind,
                counted=quantity.counted,
            )  # fmt: skip
        self.waiting.clear()

    def put(self, quantity: Quantity, first: int, last: int) -> None:
        self.found.append(quantity)
        self.places.append((first, last))


def _may_hold(total: Quantity, part: Quantity) -> bool:
    """Whether ``part`` may be a part of ``total``: not more than it, and money of money."""
    if part.kind == "fraction":
        return True
    if total.kind not in SUMMED or ("money" in (total.kind, part.kind) and total.unit != part.unit):
        return False
    return total.high is None or part.low is None or part.low <= total.high
