"""Moments: when one happening is told to have been, and whether two reports tell it of two times.

A time is compared only where it is the happening's own ("ran aground at 7:20 a.m."), not a bound ("since May")
and not the same words printed on another day ("Monday", "Monday").

What is yet to come in one report and has come in another is a difference of time too: where the second was printed
later, an update.

Public: :func:`told_of_one`, :func:`rival_times`, :func:`planned_and_done`, :func:`not_yet_and_done`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from firsthand.claims.comparing.groups import Opposed
from firsthand.claims.comparing.opposition import told_alike
from firsthand.claims.frames import LIGHT, Frame
from firsthand.claims.joining.meaning import word_similarity, word_weight
from firsthand.model import Reading, timex

#: Likeness of two predicates from which they may tell one happening, and from which they do.
NEAR = 0.45
SAME = 0.6
#: Words before a time by which it is a bound of something, not when it happened.
BOUNDS = frozenset("since until till before after by from between to".split())
ABOUT = frozenset("about around roughly approximately shortly nearly almost some".split())
ROUGH_HOURS = frozenset("noon midday midnight noontime".split())
#: What a clock time that is given roughly may miss by, and one of a full or half hour.
ROUGH = timedelta(minutes=5)
ROUND = timedelta(minutes=30)
#: How much the words tell that two clauses must share beside what they tell, for their clocks to be compared.
SHARED = 4.0
#: Days of which one happening cannot have two: further apart, they are of two happenings.
FAR = 45
#: What the clocks of two places may make of one moment.
A_DAY = timedelta(days=1)
#: What the day on which a report was printed may make of that on which something happened.
A_WEEK = timedelta(days=7)
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
#: Tokens before a verb in which its auxiliaries stand.
BEFORE = 6
#: And around it in which what it is done to stands.
REACH = 15
#: Verbs that only say that something was.
HAPPENING = frozenset("happen occur begin start".split())
#: Clock times further apart than this are of two happenings.
APART = timedelta(hours=3)


def told_of_one(members: Sequence[Frame], readings: Sequence[Reading]) -> frozenset[int]:
    """Which frames of a group, by place in it, give times of one happening.

    They tell what the first of them tells that another is at odds with; none where all agree.
    """
    dated = [i for i, f in enumerate(members) if _is_dated(f, readings[f.report])]
    for i in dated:
        alike = [
            j
            for j in dated
            if i != j
            and _tells_alike(members[i], members[j])
            and not _one_time_otherwise(members[i], members[j], readings)
        ]
        if any(members[j].report != members[i].report and not _agree(members[i], members[j]) for j in alike):
            return frozenset((i, *alike))
    return frozenset()


def planned_and_done(
    frames: Sequence[Frame], group: Sequence[int], readings: Sequence[Reading]
) -> list[Opposed]:
    """Clauses of one group of which some say that it will be done and others, of other reports, that it was.

    One verb tells both, and something that both name stands beside it. A report that says both says two things.

    Args:
        frames: All frames of the story.
        group: Those of one group.
        readings: The story's readings.
    """
    clauses = [i for i in group if frames[i].kind == "clause" and not frames[i].is_nominal]
    planned = [i for i in clauses if frames[i].modality == "planned" and frames[i].polarity == "affirmed"]
    done = [i for i in clauses if _is_done(frames[i], readings[frames[i].report])]
    for i in planned:
        sides = (
            tuple(k for k in planned if k == i or _tells_one(frames[k], frames[i])),
            tuple(k for k in done if _tells_one(frames[i], frames[k])),
        )
        reports = [{frames[k].report for k in side} for side in sides]
        if not all(sides) or reports[0] & reports[1]:
            continue
        printed = [[readings[n].report.published or "" for n in numbers] for numbers in reports]
        said = [frames[side[0]].span.of(readings[frames[side[0]].report].report.text) for side in sides]
        known = all(printed[0]) and all(printed[1])
        return [
            Opposed(
                kind="time",
                sides=sides,
                said=(said[0], said[1]),
                is_update=known and max(printed[0]) <= min(printed[1]),
            )
        ]
    return []


def not_yet_and_done(frames: Sequence[Frame], readings: Sequence[Reading]) -> list[Opposed]:
    """What one report says is yet to be done ("has yet to name the buyer", "has not yet named"), against the clauses of
    others that it was: by one verb, of one thing.

    Cost: linear in the tokens; for a report that has such a verb, in the frames.
    """
    done: dict[str, list[int]] = {}
    for i, f in enumerate(frames):
        if f.kind == "clause" and not f.is_nominal and _is_done(f, readings[f.report]):
            done.setdefault(f.predicate[-1], []).append(i)
    found: list[Opposed] = []
    for number, reading in enumerate(readings):
        verbs = _yet_to_do(reading)
        clauses = [i for i, f in enumerate(frames) if verbs and f.report == number and f.kind == "clause"]
        for verb in verbs:
            token, thing = reading.tokens[verb], _objects(reading, verb)
            holding = next((i for i in clauses if frames[i].span.contains(token.span)), None)
            if holding is None:
                continue
            after = [
                j
                for j in done.get(token.lemma.lower(), ())
                if frames[j].report != number
                and thing & _objects(readings[frames[j].report], frames[j].head)
                and told_alike(frames[holding], frames[j])
            ]
            if not after:
                continue
            printed = reading.report.published or ""
            later = [readings[frames[j].report].report.published or "" for j in after]
            said = [frames[k].span.of(readings[frames[k].report].report.text) for k in (holding, after[0])]
            found.append(
                Opposed(
                    kind="time",
                    sides=((holding,), tuple(after)),
                    said=(said[0], said[1]),
                    is_update=bool(printed) and printed <= min(later),
                )
            )
    return found


def _yet_to_do(reading: Reading) -> list[int]:
    """The verbs of what a report says is yet to be done, by token."""
    tokens = reading.tokens
    found = []
    for i, token in enumerate(tokens[:-2]):
        if token.lemma.lower() != "yet":
            continue
        is_open = tokens[i + 1].lemma.lower() == "to" or tokens[i - 1].lemma.lower() in ("not", "n't", "n’t")
        behind = range(i + 1, min(i + BEFORE, len(tokens)))
        verb = next((k for k in behind if tokens[k].tag == "VERB"), None)
        if is_open and verb is not None and tokens[verb].sentence == token.sentence:
            found.append(verb)
    return found


def _objects(reading: Reading, verb: int) -> set[str]:
    """The common nouns that something is done to, by a verb or, in the passive, that it is told of."""
    tokens = reading.tokens
    return {
        t.lemma.lower()
        for t in tokens[max(0, verb - REACH) : verb + REACH]
        if t.head == verb and t.relation in ("obj", "nsubj:pass") and t.tag == "NOUN"
    }


def _is_done(f: Frame, reading: Reading) -> bool:
    """Whether a clause tells, in the past, what came about."""
    if f.modality != "stated" or f.polarity != "affirmed" or len(f.predicate) > 1:
        return False
    tokens = reading.tokens
    below = {
        t.lemma.lower()
        for t in tokens[max(0, f.head - BEFORE) : f.head]
        if t.head == f.head and t.tag == "AUX"
    }
    if below & {"would", "should", "must"}:
        return False
    return tokens[f.head].features == "VBD" or (
        tokens[f.head].features == "VBN" and bool(below & {"be", "have"})
    )


def _tells_one(f: Frame, g: Frame) -> bool:
    """Whether two clauses tell one act: by one verb, and two words or a name beside it."""
    if f.predicate[-1] != g.predicate[-1] or f.predicate[-1] in LIGHT:
        return False
    common = set(f.core) & set(g.core)
    return bool(f.names & g.names and common) or len(common) > 1


def rival_times(frames: Sequence[Frame], readings: Sequence[Reading]) -> list[Opposed]:
    """Clock times, and years, that two reports give for one happening and that miss each other, over the whole story.

    Two clauses tell one happening if one verb or near ones tell it, and they share words that tell. A report
    that has both times tells two happenings.

    Cost: quadratic in the clock times of the story, and in its years.
    """
    dated = [i for i, f in enumerate(frames) if f.time is not None and _is_dated(f, readings[f.report])]
    clocks = [i for i in dated if frames[i].kind == "time" and _clock(frames[i]) is not None]
    years = [i for i in dated if frames[i].kind == "clause" and _is_year(frames[i])]

    def miss(f: Frame, g: Frame) -> bool:
        return _clocks_miss(f, g, readings)

    def other_year(f: Frame, g: Frame) -> bool:
        return not _agree(f, g) and not _one_time_otherwise(f, g, readings)

    def of_one(f: Frame, g: Frame) -> bool:
        return f is g or _of_one_deed(f, g, readings)

    return [
        *_rivals(clocks, frames, readings, _one_act, miss),
        *_rivals(years, frames, readings, of_one, other_year),
    ]


def _rivals(
    dated: Sequence[int],
    frames: Sequence[Frame],
    readings: Sequence[Reading],
    is_one: Callable[[Frame, Frame], bool],
    misses: Callable[[Frame, Frame], bool],
) -> list[Opposed]:
    """Times of two reports that are told of one happening and miss each other."""
    found: list[Opposed] = []
    for n, i in enumerate(dated):
        for j in dated[n + 1 :]:
            f, g = frames[i], frames[j]
            if f.report == g.report or not misses(f, g) or not is_one(f, g):
                continue
            sides = tuple(
                tuple(k for k in dated if not misses(frames[k], one) and is_one(frames[k], one))
                for one in (f, g)
            )
            if {frames[k].report for k in sides[0]} & {frames[k].report for k in sides[1]}:
                continue
            said = tuple(frame.span.of(readings[frame.report].report.text) for frame in (f, g))
            if not any(set(o.sides[0]) | set(o.sides[1]) >= {i, j} for o in found):
                found.append(Opposed(kind="time", sides=(sides[0], sides[1]), said=(said[0], said[1])))
    return found


def _is_year(f: Frame) -> bool:
    return f.time is not None and f.modality == "stated" and timex.granularity(f.time.value) == "year"


def _of_one_deed(f: Frame, g: Frame, readings: Sequence[Reading]) -> bool:
    """Whether two clauses say by one verb that something was done to one thing: "the hall, built in 1987"."""
    if f.predicate[-1] != g.predicate[-1] or f.predicate[-1] in LIGHT | HAPPENING:
        return False
    parts = []
    for frame in (f, g):
        tokens = readings[frame.report].tokens
        at = frame.undergoers_at or frame.doers_at
        parts.append({tokens[i].lemma.lower() for i in at if tokens[i].tag in ("NOUN", "PROPN")})
    return bool(parts[0] and parts[1]) and (parts[0] <= parts[1] or parts[1] <= parts[0])


def _is_dated(f: Frame, reading: Reading) -> bool:
    """Whether a frame gives the one time of what it tells."""
    if f.time is None or not f.is_time_sole or f.polarity == "denied" or f.kind not in ("clause", "time"):
        return False
    before = reading.report.text[: f.time.start].split()[-3:]
    return not BOUNDS & {word.lower().strip("“\"'(,") for word in before}


def _tells_alike(f: Frame, g: Frame) -> bool:
    """Whether two frames tell one happening: by their predicates, and something that both have beside them."""
    if not any(
        word_similarity(a, b) > NEAR
        for a in f.predicate
        for b in g.predicate
        if a not in LIGHT and b not in LIGHT
    ):
        return False
    return bool(f.names & g.names or set(f.core) & set(g.core))


def _one_act(f: Frame, g: Frame) -> bool:
    """Whether two clauses tell one act, as far as their words say; of "the blast happened" the noun tells it."""
    if _far_apart(f, g):
        return False
    acts = [[w for w in frame.predicate if w not in LIGHT | HAPPENING] for frame in (f, g)]
    if not any(acts):
        return f is g or any(
            word_similarity(a, b) >= SAME for a in f.core for b in g.core if _is_telling(a, b)
        )
    if not any(word_similarity(a, b) >= SAME for a in acts[0] for b in acts[1]):
        return False
    common = set(f.words) & set(g.words) - set(f.predicate) - set(g.predicate)
    return f is g or sum(word_weight(w) for w in common if w.isalpha()) >= SHARED


def _far_apart(f: Frame, g: Frame) -> bool:
    """Whether too many days lie between two clock times, whose days may be those on which their reports were printed."""
    days = [timex.period(frame.time.value.partition("T")[0]) for frame in (f, g) if frame.time]
    starts = sorted(day.start for day in days if day is not None)
    return len(starts) > 1 and starts[-1] - starts[0] > A_WEEK


def _is_telling(a: str, b: str) -> bool:
    return a.isalpha() and b.isalpha() and min(word_weight(a), word_weight(b)) > SHARED / 2


def _agree(f: Frame, g: Frame) -> bool:
    assert f.time is not None and g.time is not None  # dated frames only
    return timex.compatible(f.time.value, g.time.value)


def _one_time_otherwise(f: Frame, g: Frame, readings: Sequence[Reading]) -> bool:
    """Whether two values that miss each other are one time: the same words of two days, or a rough length back."""
    assert f.time is not None and g.time is not None  # dated frames only
    if _agree(f, g):
        return False
    a, b = (frame.time.span.of(readings[frame.report].report.text).lower() for frame in (f, g) if frame.time)
    if a == b or _one_weekday(a, f, g) or _one_weekday(b, g, f) or _days_apart(f, g) > FAR:
        return True
    if _is_later_news(f, g, readings) or _is_later_news(g, f, readings):
        return True
    years = [frame.time.value[:4] for frame in (f, g) if frame.time]
    if ("ago" in a or "ago" in b) and all(y.isdigit() for y in years):
        return abs(int(years[0]) - int(years[1])) <= 1
    if _clock(f) is None or _clock(g) is None:
        return False
    return _far_apart(f, g) or not _clocks_miss(f, g, readings)


def _is_later_news(f: Frame, g: Frame, readings: Sequence[Reading]) -> bool:
    """Whether the second of two frames tells of a time when the first report was out: it is of another happening."""
    assert g.time is not None  # dated frames only
    printed = timex.period((readings[f.report].report.published or "")[:10])
    happened = timex.period(g.time.value[:10])
    return (
        f.modality == "stated"
        and printed is not None
        and printed.end is not None
        and happened is not None
        and happened.start > printed.end + A_DAY
    )


def _one_weekday(words: str, f: Frame, g: Frame) -> bool:
    """Whether one time is a mere weekday, counted from a day that may be wrong, and the other is of that weekday."""
    assert f.time is not None and g.time is not None  # dated frames only
    days = [timex.period(frame.time.value[:10]) for frame in (f, g) if frame.time]
    if not set(words.split()) & WEEKDAYS or any(c.isdigit() for c in words) or None in days:
        return False
    return len({day.start.weekday() for day in days if day is not None}) == 1


def _days_apart(f: Frame, g: Frame) -> int:
    """How many days lie between a day that one time names and the day, month or year that the other does; else none."""
    values = [frame.time.value.partition("T")[0] for frame in (f, g) if frame.time]
    exact = {timex.granularity(value) for value in values}
    periods = [period for period in map(timex.period, values) if period is not None]
    if exact not in ({"day"}, {"day", "month"}, {"day", "year"}) or len(periods) < 2:
        return 0
    earlier, later = sorted(periods, key=lambda period: period.start)
    return max((later.start - earlier.end).days, 0) if earlier.end is not None else 0


def _clock(f: Frame) -> timedelta | None:
    """The time of day that a frame gives to the minute."""
    value = f.time.value if f.time is not None else ""
    hour, _, minute = value.partition("T")[2].partition(":")
    return (
        timedelta(hours=int(hour), minutes=int(minute[:2]))
        if hour.isdigit() and minute[:2].isdigit()
        else None
    )


def _clocks_miss(f: Frame, g: Frame, readings: Sequence[Reading]) -> bool:
    """Whether two times of one day cannot be one, roughly as they are given."""
    a, b = _clock(f), _clock(g)
    if a is None or b is None:
        return False
    allowed = timedelta(0)
    for frame, clock in ((f, a), (g, b)):
        if frame.time is not None and (
            frame.time.mod == "APPROX" or _is_rough(frame, readings[frame.report])
        ):
            allowed = max(allowed, ROUND if clock % ROUND == timedelta(0) else ROUGH)
    return allowed < abs(a - b) < APART


def _is_rough(f: Frame, reading: Reading) -> bool:
    assert f.time is not None  # dated frames only
    text = reading.report.text
    words = {*text[: f.time.start].lower().split()[-2:], *f.time.span.of(text).lower().split()}
    return bool(words & (ABOUT | ROUGH_HOURS))
