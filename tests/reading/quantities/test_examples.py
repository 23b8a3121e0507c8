"""Every rule of the number grammar reads its own examples."""

from __future__ import annotations

import pytest

from firsthand.reading.quantities import counted, grammar, lookalikes, neighbours, numbers, units
from firsthand.reading.quantities.examples import RULES, read, short

CASES = [(rule, text, said) for rule, cases in RULES.items() for text, said in cases]


@pytest.mark.parametrize(("rule", "text", "said"), CASES, ids=[f"{c[0]}: {c[1]}" for c in CASES])
def test_example(rule: str, text: str, said: tuple[str, ...]) -> None:
    """What the example says is what is read."""
    assert tuple(short(quantity) for quantity in read(text)) == said


@pytest.mark.parametrize("rule", RULES)
def test_every_example_belongs_to_a_rule(rule: str) -> None:
    """The table names only rules that exist."""
    homes = (grammar.Scan, neighbours.Neighbours, units.Units, numbers, lookalikes, counted)
    assert any(hasattr(home, rule) for home in homes)
