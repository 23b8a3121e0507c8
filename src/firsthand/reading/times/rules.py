"""What a rule of the grammar is: a pattern, a reader, examples.

A rule is a pattern over classes of words (see ``patterns``), a reader that says what a match means, and
examples: the expression stands in ``[[ ]]``, and type, value and mod are what the rule must give for a
report published on ``EXAMPLES_PUBLISHED``, a Wednesday. The examples are run as tests.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from firsthand.model.reading import TimeType
from firsthand.reading.times.context import Context
from firsthand.reading.times.words import QUOTES

EXAMPLES_PUBLISHED = "2025-06-18"
NO_TIME = "no time"  #: reason of what reads like a time and is none: an age, "will last two hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an expression means; ``reason`` says why a value stays open, ``problem`` what is impossible."""

    type: TimeType
    value: str
    mod: str | None = None
    end: int | None = None  #: token after the last, where the reader took fewer or more than the pattern
    start: int | None = None
    day: dt.date | None = None
    month: tuple[int, int] | None = None
    quarter: tuple[int, int] | None = None
    year: int | None = None
    clock: dt.datetime | None = None
    half: str = ""  #: the half of the day, "am", "pm" or "night", where the words tell it
    reason: str | None = None


_SENTENCE_ENDS = frozenset(("", ".", "!", "?", '"', "“", "”", ":", "`", "'"))


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a rule's pattern, with the words it covers."""

    match: re.Match[str]
    context: Context
    text: str

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def end(self) -> int:
        return self.match.end()

    def has(self, name: str) -> bool:
        """Whether the named part is there."""
        return self.match.start(name) >= 0

    def words(self, name: str) -> Sequence[str]:
        """The words of the named part, in lower case; none when it is not there."""
        start, end = self.match.span(name)
        return self.context.words[start:end] if start >= 0 else ()

    def word(self, name: str) -> str:
        """The first word of the named part, or ""."""
        start = self.match.start(name)
        return self.context.words[start] if start >= 0 else ""

    def surface(self, at: int) -> str:
        """The token at index ``at`` as it stands in the text; "" outside."""
        tokens = self.context.tokens
        if not 0 <= at < len(tokens):
            return ""
        return self.text[tokens[at].start : tokens[at].end]

    def is_name_part(self, at: int) -> bool:
        """Whether the token before ``at`` is a word with a capital letter inside a sentence."""
        before = self.surface(at - 1)
        return before[:1].isupper() and before.isalpha() and self.near(at - 2) not in _SENTENCE_ENDS

    def is_attribute(self, at: int) -> bool:
        """Whether the word at ``at`` stands before the common noun that it tells of: "the March storm"."""
        tokens = self.context.tokens
        head = tokens[at].head
        return tokens[at].relation == "compound" and head > at and tokens[head].tag == "NOUN"

    def is_joined(self, at: int) -> bool:
        """Whether nothing stands between the token at ``at`` and the one before it; there must be both."""
        tokens = self.context.tokens
        return tokens[at - 1].end == tokens[at].start

    def is_title(self, at: int) -> bool:
        """Whether the expression is the name of a programme: "60 Minutes", "This Week" in quotation marks."""
        return self.surface(at)[:1].isupper() and self.near(self.start - 1) in QUOTES

    def near(self, at: int) -> str:
        """The word at index ``at`` in lower case; "" outside."""
        return self.context.words[at] if 0 <= at < len(self.context.words) else ""

    @property
    def direction(self) -> int:
        return self.context.direction(self.start, self.end)


Reader = Callable[[Found], Meaning | None]
Example = tuple[str, str, str] | tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of naming a time."""

    name: str
    pattern: str
    read: Reader
    examples: tuple[Example, ...]


def entering(rules: list[Rule]) -> Callable[..., Callable[[Reader], Reader]]:
    """A decorator that enters a reader into ``rules`` under its own name."""

    def rule(pattern: str, *examples: Example) -> Callable[[Reader], Reader]:
        def enter(read: Reader) -> Reader:
            rules.append(Rule(read.__name__, pattern, read, examples))
            return read

        return enter

    return rule
