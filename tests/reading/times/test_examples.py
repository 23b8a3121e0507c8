"""Every rule of the grammar does what the examples beside it say."""

import pytest

from firsthand.model import Token
from firsthand.reading.times import Times, find_times
from firsthand.reading.times.grammar import COMPILED, PREFIX_PATTERN, RULES
from firsthand.reading.times.rules import EXAMPLES_PUBLISHED, Rule
from firsthand.reading.tokens import tokenize

CASES = [(rule, example) for rule in RULES for example in rule.examples]


def read(text: str, published: str | None = EXAMPLES_PUBLISHED) -> Times:
    tokens = [Token(s.start, s.end, "", "", -1, "", 0) for s in tokenize(text)]
    return find_times(text, tokens, published=published)


@pytest.mark.parametrize(
    ("rule", "example"), CASES, ids=[f"{rule.name}: {example[0]}" for rule, example in CASES]
)
def test_example(rule: Rule, example: tuple[str, ...]) -> None:
    """The marked words come out with exactly that span, type, value and mod."""
    marked, kind, value, *mod = example
    start = marked.index("[[")
    end = marked.index("]]") - 2
    text = marked.replace("[[", "").replace("]]", "")
    found = {(e.start, e.end): e for e in read(text).expressions}
    assert (start, end) in found, [(text[a:b], e.value) for (a, b), e in found.items()]
    expression = found[start, end]
    assert (expression.type, expression.value) == (kind, value)
    if mod:
        assert expression.mod == mod[0]


def test_every_rule_has_examples() -> None:
    """A rule without an example is a rule that nobody can check."""
    assert [rule.name for rule in RULES if not rule.examples] == []


def test_no_pattern_repeats_without_bound() -> None:
    """Every pattern reaches only so many tokens ahead, so that work stays linear whatever the text."""
    sources = [PREFIX_PATTERN.pattern, *(compiled.pattern for _, compiled in COMPILED)]
    assert not [source for source in sources if "*" in source or "+" in source]
