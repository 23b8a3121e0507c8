"""One pass over a report's tokens: where the grammar matches, and what it means there."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from firsthand.model import Issue, Span, TimeExpression, Token
from firsthand.model.timex import period
from firsthand.reading.times import calendar
from firsthand.reading.times import words as w
from firsthand.reading.times.classes import CLASSES
from firsthand.reading.times.context import Anchor, Context
from firsthand.reading.times.grammar import (
    BEGINNINGS,
    OPENERS,
    PREFIX_LETTERS,
    PREFIX_PATTERN,
    any_from,
    letter_of,
)
from firsthand.reading.times.patterns import OTHER
from firsthand.reading.times.placing import weekday_behind
from firsthand.reading.times.rules import NO_TIME, Found, Meaning, Rule


@dataclass(frozen=True, slots=True)
class Times:
    """The time expressions of a report in order, and what stayed open or was impossible."""

    expressions: tuple[TimeExpression, ...]
    issues: tuple[Issue, ...] = ()


#: Where to ask: at words that can be a time by themselves, and at those whose next word is one of the grammar's.
_ALONE = "".join(
    letter for letter, rules in OPENERS.items() if any(compiled.fullmatch(letter) for _, compiled in rules)
)
_OPENER = re.compile(f"[{_ALONE}]|[{BEGINNINGS}](?=[^{OTHER}])")
_CUES = frozenset(
    ("said", "told", "says", "added", "wrote", "announced", "declared", "asked", "stated", "tweeted")
)
#: How far from a quotation, in tokens, the day of speaking is looked for.
_QUOTATION_REACH = 14


def find_times(
    text: str,
    tokens: Sequence[Token],
    *,
    published: str | None,
    quotations: Sequence[Span] = (),
    sentences: Sequence[Span] = (),
) -> Times:
    """Find the times that a report names, and resolve them.

    Values follow TIMEX3 (TimeML 1.2.1) and the practice of TempEval-3. Relative expressions are anchored
    to ``published``, to days, months and years named before, and, inside ``quotations``, to the day of
    speaking where the sentence tells it ("…, he said on Monday"). What cannot be resolved has the value
    "" or an open one ("XXXX-WXX-2"), and an issue says why. An age of a person is no time.

    Args:
        text: The report's text.
        tokens: Its tokens, in order. Penn tags in ``Token.features`` are used where they are there.
        published: Publication time, ISO 8601 as exactly as it is known, or None.
        quotations: What stands between quotation marks.
        sentences: Sentences, for tokens that do not know theirs.

    Cost: linear in the tokens.

    Example:
        >>> from firsthand.reading.tokens import tokenize
        >>> text = "She arrived last Friday and stayed for three days."
        >>> tokens = [Token(s.start, s.end, "", "", -1, "", 0) for s in tokenize(text)]
        >>> [(e.value, e.type) for e in find_times(text, tokens, published="2025-06-18").expressions]
        [('2025-06-13', 'DATE'), ('P3D', 'DURATION')]
    """
    if not tokens:
        return Times(())
    surfaces = [text[token.start : token.end] for token in tokens]
    letters = "".join(map(letter_of, surfaces))
    candidates = [
        at
        for at in map(re.Match.start, _OPENER.finditer(letters))
        if any_from(letters[at]).match(letters, at)
    ]
    if not candidates:
        return Times(())
    words = list(map(str.lower, surfaces))
    context = Context(words, tokens, Anchor.parse(published), sentences)
    quoted = _Quotations(tokens, quotations)
    expressions: list[TimeExpression] = []
    issues: list[Issue] = []
    behind = 0
    for at in candidates:
        if at < behind:
            continue
        context.anchor = quoted.anchor(at, context) or context.published
        read = _read(text, letters, at, context)
        if read is None:
            continue
        start, end, meaning, rule = read
        if meaning.reason != NO_TIME:
            meaning = _sane(meaning)
            expressions.append(_expression(tokens, start, end, meaning))
            if meaning.reason is not None:
                issues.append(_issue(text, tokens, start, end, meaning.reason))
            context.remember(
                start,
                day=meaning.day,
                month=meaning.month,
                year=meaning.year,
                quarter=meaning.quarter,
                clock=meaning.clock,
                half=meaning.half,
            )
            if rule == "calendar_date" and meaning.day is not None:
                more = _second_day(text, letters, end, meaning.day, context)
                if more is not None:
                    second, day = more
                    expressions.append(
                        _expression(tokens, second, second + 1, Meaning(type="DATE", value=day.isoformat()))
                    )
                    context.remember(second, day=day)
                    end = second + 1
        behind = end
    return Times(tuple(expressions), tuple(issues))


def _sane(meaning: Meaning) -> Meaning:
    """``meaning``, without its value where no calendar has it (arithmetic that left the years 1 to 9999)."""
    value = meaning.value
    if (
        (meaning.day is not None and meaning.type == "DATE")
        or meaning.type in ("DURATION", "SET")
        or not value
        or "X" in value
        or value.endswith("_REF")
        or value.startswith("BC")
    ):
        return meaning
    if period(value) is not None:
        return meaning
    return Meaning(type=meaning.type, value="", mod=meaning.mod, reason="the time lies outside the calendar")


def _expression(tokens: Sequence[Token], start: int, end: int, meaning: Meaning) -> TimeExpression:
    return TimeExpression(
        start=tokens[start].start,
        end=tokens[end - 1].end,
        type=meaning.type,
        value=meaning.value,
        mod=meaning.mod,
    )


def _issue(text: str, tokens: Sequence[Token], start: int, end: int, reason: str) -> Issue:
    span = Span(tokens[start].start, tokens[end - 1].end)
    return Issue(
        kind="impossible-time" if reason.startswith("there is no day") else "open-time",
        message=f"the value of {span.of(text)!r} stays open: {reason}",
        start=span.start,
        end=span.end,
    )


Read = tuple[int, int, Meaning, str]


def _read(text: str, letters: str, at: int, context: Context) -> Read | None:
    """The best reading at token ``at``: with its prefix where it has one."""
    plain = _base(text, letters, at, context)
    if letters[at] in PREFIX_LETTERS:
        prefix = PREFIX_PATTERN.match(letters, at)
        if prefix is not None and prefix.end() < len(letters):
            inner = _base(text, letters, prefix.end(), context)
            if inner is not None and (plain is None or inner[1] > plain[1]):
                joined = _joined(prefix, inner, context)
                if joined is not None:
                    return joined
    return plain


def _joined(prefix: re.Match[str], inner: Read, context: Context) -> Read | None:
    """A prefix and the expression it belongs to; None where they are no pair."""
    start, end, meaning, rule = inner
    words = context.words[prefix.start() : prefix.end()]
    if start != prefix.end() or meaning.reason == NO_TIME:
        return None
    if prefix.start("bound") >= 0:
        first = context.words[start]
        if meaning.type == "DURATION":
            if first in ("the", "last", "next", "past", "recent", "coming") or (
                rule == "attribute_length" and words[0] in ("some", "over", "about")
            ):
                return None
            if words == ["over"] and rule == "length" and not first[0].isdigit() and first not in w.NUMBERS:
                return None  # "over several years" tells when, not how long
        elif rule != "shifted" and not (
            rule == "calendar_date" and words[0] in ("around", "about", "circa") and meaning.type == "DATE"
        ):
            return None
        return prefix.start(), end, replace(meaning, mod=_bound(words)), rule
    if prefix.start("beside") >= 0:
        # "the day after Christmas"; in "a day after Friday's vote" the vote is meant
        day = meaning.day and calendar.shift(meaning.day, 1 if words[-1] == "after" else -1)
        if day is None or meaning.type != "DATE" or rule == "deictic_day":
            return None
        return prefix.start(), end, replace(meaning, value=day.isoformat(), day=day), rule
    if (
        meaning.type not in ("DATE", "TIME")
        or meaning.value.endswith("_REF")
        or rule in ("attribute_length", "shifted")
    ):
        return None
    mod = next(w.EDGES[word] for word in words if word in w.EDGES)
    return prefix.start(), end, replace(meaning, mod=mod), rule


def _bound(words: Sequence[str]) -> str:
    if "least" in words or ("less" in words and "no" in words) or ("fewer" in words and "no" in words):
        return "EQUAL_OR_MORE"
    if "most" in words or "up" in words or "no" in words or "as" in words:
        return "EQUAL_OR_LESS"
    if "less" in words or "fewer" in words or "under" in words:
        return "LESS_THAN"
    if "more" in words or "over" in words:
        return "MORE_THAN"
    return "APPROX" if "exactly" in words else w.BOUNDS[words[0]]


def _base(text: str, letters: str, at: int, context: Context) -> Read | None:
    """The longest match of a rule at ``at`` that its reader accepts; the earlier rule on a tie."""
    matches = []
    for rule, compiled in OPENERS.get(letters[at], ()):
        match = compiled.match(letters, at)
        if match is not None and match.end() > at:
            matches.append((match, rule))
    matches.sort(key=_end, reverse=True)  # in the grammar's order where they end together
    tokens = context.tokens
    for match, rule in matches:
        end = match.end()
        if end > at + 1 and "\n\n" in text[tokens[at].end : tokens[end - 1].start]:
            continue
        meaning = rule.read(Found(match, context, text))
        if meaning is not None:
            start = at if meaning.start is None else meaning.start
            return start, meaning.end or end, meaning, rule.name
    return None


def _end(found: tuple[re.Match[str], Rule]) -> int:
    return found[0].end()


def _second_day(
    text: str, letters: str, end: int, day: dt.date, context: Context
) -> tuple[int, dt.date] | None:
    """The second day of "April 24 and 25": its token and what it means."""
    words = context.words
    if end + 1 >= len(words) or words[end] not in ("and", "to", "through", "or", "&"):
        return None
    word = words[end + 1]
    if not (word.isascii() and word.isdigit() and len(word) <= 2) or int(word) <= day.day:
        return None
    after = words[end + 2] if end + 2 < len(words) else ""
    if (
        (after.isalpha() and after not in _AFTER_A_DAY)
        or after in CLASSES["hyphen"]
        or after in ("%", "/", ":")
    ):
        return None
    second = calendar.day(day.year, day.month, int(word))
    return None if second is None else (end + 1, second)


_AFTER_A_DAY = frozenset(
    ("in", "at", "and", "for", "the", "when", "to", "with", "by", "as", "of", "after", "before")
)


class _Quotations:
    """Which tokens stand in quotations, and when their words were spoken. Filled once, then read."""

    __slots__ = ("_anchors", "_ends", "_spans", "_tokens")

    def __init__(self, tokens: Sequence[Token], quotations: Sequence[Span]) -> None:
        self._tokens = tokens
        self._spans = sorted(quotations)
        self._ends = [span.end for span in self._spans]
        self._anchors: dict[int, Anchor | None] = {}

    def anchor(self, at: int, context: Context) -> Anchor | None:
        """The day on which the words at token ``at`` were spoken; None outside quotations or unknown."""
        if not self._spans:
            return None
        token = self._tokens[at]
        index = bisect_left(self._ends, token.end)
        if index == len(self._spans) or self._spans[index].start > token.start:
            return None
        if index not in self._anchors:
            self._anchors[index] = self._spoken(self._spans[index], context)
        return self._anchors[index]

    def _spoken(self, quotation: Span, context: Context) -> Anchor | None:
        published = context.published
        if published is None or published.day is None:
            return None
        tokens, words = self._tokens, context.words
        after = bisect_left(tokens, quotation.end, key=lambda token: token.start)
        before = bisect_left(tokens, quotation.start, key=lambda token: token.start)
        for indices in (
            range(after, min(len(tokens), after + _QUOTATION_REACH)),
            range(before - 1, max(-1, before - 1 - _QUOTATION_REACH), -1),
        ):
            has_cue, day = False, None
            for at in indices:
                word = words[at]
                if word in (".", "!", "?"):
                    break
                has_cue = has_cue or word in _CUES
                if word == "yesterday":
                    day = calendar.shift(published.day, -1)
                elif word in w.WEEKDAYS:
                    day = weekday_behind(published, w.WEEKDAYS[word])
            if has_cue and day is not None:
                return Anchor.of(day)
        return None
