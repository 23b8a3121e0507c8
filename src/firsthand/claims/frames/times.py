"""When what a clause tells happened."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from firsthand.claims.frames.grammar import clause_of, top_of
from firsthand.claims.frames.index import Index
from firsthand.claims.frames.words import SPEECH, base_of
from firsthand.model import Span, TimeExpression, cover, timex

#: What stands between a clause and its time: a preposition, or nothing ("the dam burst | this year").
TIMING = frozenset(("", *"on in at by until till since before after from".split()))
#: Lengths in days up to which "so many days after" tells a day.
_FAR = 60
#: Words between a time and its verb up to which it is that verb's.
_STEPS = 4
#: Lengths by which people reckon roughly.
_RECKONED = re.compile(r"\b(week|month|year)s? (?:ago|earlier|later|before|after)\Z", re.IGNORECASE)
#: Words before "since" in which that is said which was never so since.
_COMPARED = 12
#: Stretches that end with the day of printing.
_UP_TO_NOW = re.compile(r"the (?:past|last) (?:week|month|year|decade)\Z", re.IGNORECASE)
#: How a time hangs that is part of what something is called.
_NAMING = frozenset(("nummod", "compound", "amod", "flat", "nmod:poss"))


def time_of(index: Index, head: int, span: Span) -> tuple[TimeExpression | None, bool]:
    """The time of the clause: its own, else that of the clauses that govern it.

    What a clause below the governing one happened at is not the governing one's, but of a clause that tells
    when: "when it burned on Monday, the mayor fled". What happened so many days after or before the governing
    clause is that far from its day.
    """
    tokens = index.tokens
    own = _time_among(index, head) or _pick_time(index, span, tokens[head].start)
    if own is not None and not _is_of_other(index, head, own):
        return own, True
    behind = _time_behind(index, span)
    if behind is not None:
        return behind, False
    told = _time_among(index, head) or _time_when(index, head)
    if told is not None:
        return told, False
    apart: list[TimeExpression] = []
    days = 0
    steps = 0
    while tokens[head].head >= 0 and steps < 20:
        if tokens[head].relation == "acl:relcl":
            return _time_at(index, tokens[head].head), False
        lapse, count = _lapse(index, head)
        if lapse is not None:
            if count is None:
                return None, False
            apart.append(lapse)
            days += count
        head = clause_of(index, tokens[head].head)
        steps += 1
        found = _time_among(index, head) or _time_when(index, head)
        if found is not None:
            return (_days_from(found, days, apart[0]) if apart else found), False
    return None, False


def _is_of_other(index: Index, head: int, time: TimeExpression) -> bool:
    """Whether a time among the words of a clause is that of a clause in it that describes somebody or something:
    "the bridge, which had opened in 2012, fell".
    """
    tokens = index.tokens
    inside = index.inside(time.span)
    at = top_of(index, inside) if inside else -1
    for _ in range(_STEPS):
        if at < 0 or at == head:
            return False
        if tokens[at].relation == "acl:relcl" and tokens[at].head != head:
            return True
        at = tokens[at].head
    return False


def told_with(index: Index, head: int, time: TimeExpression | None, words: Span) -> Span | None:
    """The words of a clause with its time, where the time is said of it and of nothing else.

    "It was built in 2012" and "in 2012, when it opened" tell it of the building and the opening; what stands by a
    thing named in a clause ("they cancelled a match on Friday") is that thing's, but for a place, which has no day:
    "it fell in Harbour on Monday". Of what somebody said at that time the words say so ("the mayor said on Monday
    that it fell"). None where it is not so told, or the words name no time when something was.
    """
    inside = index.inside(time.span) if time is not None else ()
    if time is None or not inside:
        return None
    tokens = index.tokens
    if tokens[head].relation == "acl:relcl" and tokens[head].head in inside:
        return cover([words, time.span])
    at = top_of(index, inside)
    said = clause_of(index, tokens[head].head) if tokens[head].relation in ("ccomp", "parataxis") else -1
    if said >= 0 and tokens[at].head == said and base_of(tokens[said].lemma.lower(), SPEECH) in SPEECH:
        return cover([words, tokens[said].span, time.span])
    if _is_rough(index, head, at, time):
        return None
    of_one_time = _telling_when(index, head)
    for _ in range(_STEPS):
        above = tokens[at].head
        if above == head:
            return cover([words, time.span])
        if above < 0 or not (
            index.places[above] or tokens[above].relation == "xcomp" or above in of_one_time
        ):
            return None
        at = above
    return None


def _is_rough(index: Index, head: int, top: int, time: TimeExpression) -> bool:
    """Whether the words of a time do not name when something was.

    "The 2012 act" is a name, unless it is by the day ("the 3 March meeting"); "two weeks ago" is no day, "the past
    year" no year, and what "is today" so is of no day.
    """
    words, fineness = time.span.of(index.reading.report.text), timex.granularity(time.value)
    reckoned = _RECKONED.search(words)
    return (
        (index.tokens[top].relation in _NAMING and fineness != "day")
        or (reckoned is not None and fineness not in (reckoned[1].lower(), "year"))
        or _UP_TO_NOW.match(words) is not None
        or _is_compared(index, index.inside(time.span)[0])
        or (words.lower() == "today" and _is_standing(index, head))
    )


def _is_standing(index: Index, head: int) -> bool:
    """Whether a clause tells in the present how things are."""
    cop = index.tree.child(head, "cop")
    return index.tokens[head if cop is None else cop].features in ("VBZ", "VBP")


def _lapse(index: Index, head: int) -> tuple[TimeExpression | None, int | None]:
    """The length between a clause and the one that governs it, and the days from that one to this.

    "The mayor left two days after it burned": two days, and -2. Nothing where no length is told, or one that says how
    long something went on ("shut for two days after it burned"); no days where it is no count of days.
    """
    mark = index.tree.child(head, "mark")
    sign = {"after": -1, "before": 1}.get(index.text_of(mark)) if mark is not None else None
    if mark is None or sign is None:
        return None, None
    start, text = index.tokens[mark].start, index.text
    for time in index.reading.times:
        if time.type != "DURATION" or time.end > start or not text[time.end : start].isspace():
            continue
        if index.tree.child(top_of(index, index.inside(time.span)), "case") is not None:
            return None, None
        days = timex.duration_days(time.value)
        is_count = days is not None and days.denominator == 1 and days <= _FAR and time.mod is None
        return time, sign * int(days) if days is not None and is_count else None
    return None, None


def _days_from(time: TimeExpression, days: int, told: TimeExpression) -> TimeExpression | None:
    """The day so many days from ``time``, in the words that tell how many; None where that is no day."""
    period = timex.period(time.value)
    if period is None or timex.granularity(time.value) not in ("day", "part", "hour", "minute"):
        return None
    try:
        day = period.start.date() + dt.timedelta(days=days)
    except OverflowError:
        return None
    return replace(told, type="DATE", value=day.isoformat(), mod=None)


def _time_at(index: Index, token: int) -> TimeExpression | None:
    """The time that a token is a word of."""
    start = index.tokens[token].start
    return _pick_time(index, index.tokens[token].span, start, frozenset((start,)))


def _time_among(index: Index, head: int) -> TimeExpression | None:
    """The time among a clause's own words."""
    own = [index.tokens[i] for i in index.tree.own(head, index.clauses - {head})]
    starts = frozenset(token.start for token in own)
    return _pick_time(index, Span(own[0].start, own[-1].end), index.tokens[head].start, starts)


def _time_when(index: Index, head: int) -> TimeExpression | None:
    """The time of the clause below that tells when a clause happened: with "when", or of the same doer's same doing.

    "They cleared it after checks on Monday, closing the road": what has no subject of its own is of one time with
    what governs it.
    """
    found = (_time_among(index, below) for below in _telling_when(index, head))
    return next((time for time in found if time is not None), None)


def _telling_when(index: Index, head: int) -> list[int]:
    """The clauses below one that are of one time with it."""
    tree, tokens = index.tree, index.tokens
    return [
        below
        for below in tree.children[head]
        if tree.relation(below) == "advcl"
        and (
            any(tokens[c].lemma.lower() == "when" for c in tree.children[below])
            or (tokens[below].features == "VBG" and tree.child(below, "nsubj") is None)
        )
    ]


def _time_behind(index: Index, span: Span) -> TimeExpression | None:
    """The time right behind a clause ("had to pay | until May 2031 - though"), wherever the tree hangs it."""
    words = index.text
    return next(
        (
            t
            for t in index.dates
            if span.end < t.start <= span.end + 12
            and t.value[:1].isdigit()
            and words[span.end : t.start].strip() in TIMING
        ),
        None,
    )


def _is_compared(index: Index, first: int) -> bool:
    """Whether the time that begins at a token is one since which there was no such thing: "the first flood since 1953"."""
    if first < 1 or index.text_of(first - 1) != "since":
        return False
    tokens = index.tokens
    before = range(max(0, first - 1 - _COMPARED), first - 1)
    return any(
        tokens[i].sentence == tokens[first].sentence
        and (tokens[i].features in ("JJS", "RBS") or index.text_of(i) in ("first", "only"))
        for i in before
    )


def n_dates(index: Index, span: Span) -> int:
    return sum(span.start <= t.start and t.end <= span.end for t in index.dates)


def _pick_time(
    index: Index, span: Span, near: int, starts: frozenset[int] | None = None
) -> TimeExpression | None:
    """The time inside a span that is nearest to a place in it; with ``starts``, only of those words."""
    inside = [
        t
        for t in index.dates
        if t.start < span.end
        and span.start < t.end
        and (starts is not None or (span.start <= t.start and t.end <= span.end))
        and t.value[:1].isdigit()
        and (starts is None or any(t.start <= start < t.end for start in starts))
        and not any(_is_compared(index, i) for i in index.inside(t.span)[:1])
    ]
    return min(inside, key=lambda t: (abs(t.start - near), t.start)) if inside else None
