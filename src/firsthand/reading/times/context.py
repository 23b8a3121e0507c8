"""What an expression is anchored to: when the report was published, what was named before, which tense.

A ``Context`` walks through one report with the grammar. It knows the publication time as exactly as it
is given, the last day, month, quarter and year that the text named, and it can say whether the verb
around an expression points back or ahead.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from firsthand.model import Span, Token
from firsthand.reading.times import calendar
from firsthand.reading.times.words import (
    EDGES,
    EXPECTING,
    EXPECTING_TO,
    EXTENDING,
    FUTURE_MARKS,
    IRREGULAR_PASTS,
    ONCE_EXPECTED,
    REPORTING,
    SETTING,
    UNCHANGED_PASTS,
)

Direction = Literal[-1, 0, 1]

#: Midnight to the second is a day whose hour is not known.
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](?!00:00)(\d{2}):)?)?)?", re.ASCII)
#: How far, in tokens, the verb of an expression is looked for on each side.
REACH = 20
#: How far, in tokens, the day of a story holds for times of day, and how far its verb of telling is looked for.
STORY_REACH = 20 * REACH
_TELLING_REACH = 6
_PAST_TAGS = frozenset(("VBD", "VBN"))
_SENTENCE_ENDS = frozenset((".", "!", "?"))
_CLAUSE_ENDS = frozenset((*_SENTENCE_ENDS, ";", ":"))


@dataclass(frozen=True, slots=True)
class Anchor:
    """A point in time as exactly as it is known: a year, a month of it, a day of that, an hour of the day."""

    year: int
    month: int | None = None
    day: dt.date | None = None
    hour: int | None = None

    @classmethod
    def parse(cls, value: str | None) -> Anchor | None:
        """Read the front of an ISO 8601 time; None when it is missing or no such day exists.

        Example:
            >>> Anchor.parse("2025-06")
            Anchor(year=2025, month=6, day=None, hour=None)
        """
        found = _PUBLISHED.match(value or "")
        if found is None or not 1 <= int(found[1]) <= 9999:
            return None
        year = int(found[1])
        if found[2] is None or not 1 <= int(found[2]) <= 12:
            return cls(year)
        if found[3] is None:
            return cls(year, int(found[2]))
        day = calendar.day(year, int(found[2]), int(found[3]))
        hour = int(found[4]) if found[4] is not None else None
        return cls(year, int(found[2]), day, hour)

    @classmethod
    def of(cls, day: dt.date) -> Anchor:
        """The anchor of a known day."""
        return cls(day.year, day.month, day)


class Context:
    """Anchors of one report. Not a dataclass: it changes while the report is read from left to right."""

    __slots__ = (
        "anchor",
        "clock",
        "clock_at",
        "compared_at",
        "day",
        "day_at",
        "half",
        "half_told_at",
        "is_fiscal",
        "month",
        "named_quarter",
        "named_quarter_at",
        "published",
        "quarter",
        "reports_quarter",
        "starts",
        "story_at",
        "story_day",
        "tokens",
        "words",
        "year",
        "year_at",
    )

    def __init__(
        self,
        words: Sequence[str],
        tokens: Sequence[Token],
        published: Anchor | None,
        sentences: Sequence[Span] = (),
    ) -> None:
        #: sentence starts; empty when the tokens' own sentence tells enough
        self.starts = [sentence.start for sentence in sentences]
        self.words = words  #: the tokens' words, in lower case
        self.tokens = tokens
        self.published = published
        self.anchor = published  #: time of speaking: the publication time, or that of a quotation
        self.day: dt.date | None = None  #: last day named
        self.day_at = -1  #: token where it was named
        self.story_day: dt.date | None = None  #: last day on which something happened, beyond being told
        self.story_at = -1  #: token where it was named
        self.month: tuple[int, int] | None = None  #: last month named
        self.quarter: tuple[int, int] | None = None  #: quarter that the report's figures are of
        self.named_quarter: tuple[int, int] | None = None  #: last quarter named
        self.named_quarter_at = -1  #: token where it was named
        self.clock: dt.datetime | None = None  #: last time of day named
        self.clock_at = -1  #: token where it was named
        self.half = ""  #: half of the day told last: "am", "pm", "night"
        self.half_told_at = -1  #: token where it was told
        self.compared_at = -1  #: token where "the latest quarter" was told last
        self.is_fiscal = False  #: whether that quarter goes by a company's own number
        self.reports_quarter = False  #: whether the figures told last were of that quarter
        self.year: int | None = None  #: last year named
        self.year_at = -1  #: token where a year was named by itself

    def remember(
        self,
        at: int,
        *,
        day: dt.date | None = None,
        month: tuple[int, int] | None = None,
        year: int | None = None,
        quarter: tuple[int, int] | None = None,
        clock: dt.datetime | None = None,
        half: str = "",
    ) -> None:
        """Keep what was just named at token ``at``, and what it lies in."""
        if half:
            self.half, self.half_told_at = half, at
        if clock is not None:
            self.clock, self.clock_at = clock, at
        if day is not None:
            self.day, self.month, self.year = day, (day.year, day.month), day.year
            self.day_at = at
            if self._is_of_story(at, clock is not None):
                self.story_day, self.story_at = day, at
        elif month is not None:
            self.month, self.year = month, month[0]
        elif quarter is not None:
            self.named_quarter, self.named_quarter_at, self.year = quarter, at, quarter[0]
            # figures are of the latest quarter that is over; an earlier one is named beside it
            if self.quarter is None or (quarter > self.quarter and self.is_over(quarter)):
                self.quarter = quarter
            self.reports_quarter = True
        elif year is not None:
            self.year, self.year_at = year, at

    @property
    def today(self) -> dt.date | None:
        """The day of speaking, as far as it is known."""
        return self.anchor.day if self.anchor is not None else None

    def is_over(self, quarter: tuple[int, int]) -> bool:
        """Whether a calendar quarter had ended by the publication time; True when that is not known."""
        now = self.published
        return now is None or quarter < (now.year, ((now.month or 12) - 1) // 3 + 1)

    def is_compared(self, at: int) -> bool:
        """Whether the sentence of token ``at`` tells of "the latest quarter" before it."""
        return self.compared_at >= 0 and self._same_sentence(self.compared_at, at, 4 * REACH)

    def quarter_at(self, at: int) -> tuple[int, int] | None:
        """The quarter that figures at token ``at`` are of: one named in the sentence, else the report's."""
        is_near = self.named_quarter is not None and self._same_sentence(self.named_quarter_at, at, 4 * REACH)
        return self.named_quarter if is_near else self.quarter

    def _same_sentence(self, before: int, at: int, reach: int) -> bool:
        """Whether tokens ``before`` and ``at`` stand in one sentence, at most ``reach`` tokens apart."""
        if at - before > reach or self.tokens[at].sentence != self.tokens[before].sentence:
            return False
        return not _SENTENCE_ENDS.intersection(self.words[before:at])

    def day_in_sentence(self, at: int) -> dt.date | None:
        """The day named last, if that was in the sentence of token ``at``.

        Where it is the day of telling, the day told of before it: "It burned on Monday. He said on Wednesday that the
        bell rang at noon."
        """
        if self.day is None or not self._same_sentence(self.day_at, at, 2 * REACH):
            return None
        is_of_telling = self.story_at < self.day_at
        return (self.day_of_story(at) if is_of_telling else None) or self.day

    def day_of_clock(self, at: int) -> dt.date | None:
        """The day of the clock time told last, if no day was named since and it is near token ``at``.

        Times of one course of events follow each other: "left at 12:10 p.m. Sunday. At 12:20 p.m. ...".
        """
        is_near = self.clock is not None and at - self.clock_at <= 2 * REACH and self.day_at <= self.clock_at
        return self.clock.date() if self.clock is not None and is_near else None

    def day_of_story(self, at: int) -> dt.date | None:
        """The day that the report narrates at token ``at``: the last on which something happened.

        Only one of the week before publication, or the day after it, which may have come elsewhere: what lies
        further back is history, told in passing.
        """
        today = self.published.day if self.published is not None else None
        if self.story_day is None or today is None or at - self.story_at > STORY_REACH:
            return None
        return self.story_day if -7 <= (self.story_day - today).days <= 1 else None

    def _is_of_story(self, at: int, is_clock: bool) -> bool:
        """Whether something happened on the day named at token ``at``.

        Not where it is the day of telling ("the mayor said on Tuesday"), a limit ("since Tuesday"), or yet to come.
        """
        if not is_clock and at and self.words[at - 1] in _LIMITS:
            return False  # a time of day after 10 p.m. on Tuesday is on Tuesday
        for before in range(at - 1, max(-1, at - 1 - _TELLING_REACH), -1):
            word = self.words[before]
            if word in _CLAUSE_ENDS:
                break
            points = self._points(before)
            if points or word in REPORTING:
                return points < 0 and word not in REPORTING
        return True

    def half_at(self, at: int) -> str:
        """Which half of the day ("am", "pm", "night") was told last, if it is near token ``at``; "" when none was."""
        return self.half if at - self.half_told_at <= 6 * REACH else ""

    def direction(self, start: int, end: int) -> Direction:
        """Whether the verb of the expression at tokens ``[start, end)`` points back (-1) or ahead (1).

        The nearest verb to the left within the sentence decides; where there is none, the nearest to
        the right. 0 when no verb shows it. Cost: at most ``2 * REACH`` tokens.
        """
        words, tokens = self.words, self.tokens
        sentence = tokens[start].sentence
        if words[end : end + 1] in (["'s"], ["’s"]):
            return 0  # "Wednesday's ruling": the verb tells of the ruling's effect, not of its day
        if words[max(0, start - 3) : start] in (["as", "soon", "as"], ["as", "early", "as"]):
            return 1
        if words[max(0, start - 2) : start] == ["ahead", "of"]:
            return 1
        stop = max(0, start - REACH)
        at = start - 1
        while at >= stop:
            word = words[at]
            if word in _CLAUSE_ENDS or tokens[at].sentence != sentence:
                break
            if word in SETTING and words[start - 1] == "for":
                return 1
            found = self._points(at, beside=at == start - 1)
            if found:
                if word in EXTENDING and self.limit(start):
                    return 1
                if word not in REPORTING or start - at <= 3:
                    return found
                # "said it is calling bonds on Dec. 7": the verb of telling says nothing of what it tells
                return 0
            at -= 1
        stop = min(len(words), end + REACH)
        for at in range(end, stop):
            word = words[at]
            if word in _CLAUSE_ENDS or tokens[at].sentence != sentence:
                break
            found = self._points(at)
            if found:
                return found
        return 0

    def was_expected(self, start: int) -> bool:
        """Whether the expression at token ``start`` tells what had been expected: "was scheduled to leave on Sunday"."""
        for at in range(start - 1, max(0, start - REACH), -1):
            if self.words[at] in _CLAUSE_ENDS:
                return False
            if self.words[at] in ONCE_EXPECTED:
                return self.words[at - 1] in ("was", "were")
        return False

    def limit(self, start: int) -> str:
        """The preposition of a limit before the expression at ``start`` ("until mid-November"), or ""."""
        at = start - 1
        while at >= 0 and self.words[at] in _EDGES:
            at -= 1
        return (
            self.words[at] if at >= 0 and self.words[at] in ("until", "till", "through", "by", "to") else ""
        )

    def _points(self, at: int, *, beside: bool = False) -> Direction:
        """Where the verb at token ``at`` points; 0 when the word there is no verb or does not say.

        ``beside``: the expression follows it directly.
        """
        words = self.words
        word = words[at]
        token = self.tokens[at]
        if word == "may" and self._is_month(at):
            return 0
        if word in FUTURE_MARKS:
            # "would have won", "could have been": the past after all
            is_past = "have" in words[at + 1 : at + 3] and word not in ("will", "wo", "'ll", "’ll")
            return -1 if is_past else 1
        if word == "likely" and words[at + 1 : at + 2] != ["to"]:
            return 0  # "was likely the same": of what is not known, not of what is to come
        if word in EXPECTING and not self._is_noun(at):
            # "had been due to expire on Friday" tells what is over
            return -1 if "had" in words[max(0, at - 4) : at] else 1
        if token.features in _PAST_TAGS:
            is_past_form = True
        elif word in IRREGULAR_PASTS:
            # a tagger may be wrong about "said"; about "set" and "cut" only the tag can tell
            is_past_form = not token.features or word not in UNCHANGED_PASTS
        else:
            is_past_form = (
                len(word) > 3
                and word.endswith("ed")
                and not (word.endswith("eed") and word not in _PAST_IN_EED)
                and word not in _NOT_PAST
                # an adjective tells no time, but "issued Thursday" is none
                and (token.features[:1] not in ("J", "N") or (beside and token.features == "JJ"))
            )
        if not is_past_form:
            # "set to resume", "scheduled for": the participle alone does not look ahead
            return 1 if word == "to" and words[at - 1] in EXPECTING_TO else 0
        after = words[at + 1] if at + 1 < len(words) else ""
        if (word in EXPECTING_TO and after == "to") or (
            word in ("planned", "set", "ready") and after == "for"
        ):
            return 1
        if word == "planned" and after in _DETERMINERS:
            return 1
        if token.features == "VBN" and at > 0 and words[at - 1] in ("is", "are", "'s", "’s"):
            return 0
        if words[at : at + 2] == ["followed", "by"]:
            return 0
        # "will be paid", "to be completed by", "should soon be published": a bare "be" lies ahead,
        # but "could be found" tells what was tried
        before = words[max(0, at - 3) : at]
        return 1 if "be" in before[1:] and "could" not in before else -1

    def _is_month(self, at: int) -> bool:
        """Whether "may" at token ``at`` is the month: "in May", "May 3"."""
        words, tag = self.words, self.tokens[at].features
        if tag:
            return tag != "MD"
        after = words[at + 1] if at + 1 < len(words) else ""
        return after[:1].isdigit() or (at > 0 and words[at - 1] in _BEFORE_MAY)

    def _is_noun(self, at: int) -> bool:
        """Whether the word at token ``at`` is a noun by itself: "the plan", not "they plan", "a plan to go"."""
        if self.words[at + 1 : at + 2] == ["to"]:
            return False
        tag = self.tokens[at].features
        if tag:
            return tag[:1] == "N"
        before = self.words[at - 1] if at else ""
        if self.words[at] in ("plan", "hope"):
            return not (before in _SUBJECTS or before.endswith("s"))
        return before in _DETERMINERS


_EDGES = frozenset((*EDGES, "-", "–", "‑"))
_LIMITS = frozenset(("since", "until", "till", "through", "by", "before", "after", "from"))
_BEFORE_MAY = frozenset((
    "in", "between", "since", "from", "until", "till", "by", "of", "last", "next", "this", "during", "before",
    "after", "through", "-", "–", "late", "early", "mid",
))  # fmt: skip
_SUBJECTS = frozenset(("i", "we", "you", "they", "who", "to", "also", "not", "n't", "n’t"))
_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her", "this", "that", "any", "no"))
_NOT_PAST = frozenset(("hundred", "united"))
_PAST_IN_EED = frozenset(("agreed", "freed", "decreed", "guaranteed", "disagreed"))
