"""Occurrences: which time it was that something happened ("his third visit in two months"), and who says otherwise.

How often something happened in a time is at least how often it happened in a shorter one: "third in two weeks" cannot
stand beside "second in a month". Ordinals without such a time ("the second goal") are left alone.

Public: :func:`rival_occurrences`, :func:`is_counted_over`.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.claims.comparing.groups import Opposed
from firsthand.claims.frames import Frame
from firsthand.claims.joining.meaning import word_similarity, word_weight
from firsthand.model import Reading, timex
from firsthand.model.names import same_name

#: Characters behind an ordinal in which the time that it is counted over stands.
BEHIND = 90
#: Lengths that are given roughly are one up to this ratio.
ROUGHLY = 1.1
#: Likeness of two nouns from which they may name one kind of happening.
NEAR = 0.3
#: How much the words tell that two clauses must share beside what they count, where they name nobody in common.
SHARED = 3.0
#: Nouns that stand for any happening.
ANY = frozenset({"time", "occasion", "instance"})


def rival_occurrences(frames: Sequence[Frame], readings: Sequence[Reading]) -> list[Opposed]:
    """Two reports' ordinals of one happening that cannot both be, counted over the times they give.

    One happening: nouns that are near or stand for any, and words that both share or somebody whom both name.

    Cost: quadratic in the story's ordinals.
    """
    counted = [
        (i, float(f.quantity.value), days)
        for i, f in enumerate(frames)
        if f.quantity is not None
        and f.quantity.kind == "ordinal"
        and f.quantity.value
        and f.quantity.value > 1  # what is first is told of much else
        and (days := _days(f, readings[f.report])) is not None
    ]
    for i, n, days in counted:
        for j, other, span in counted:
            if frames[i].report == frames[j].report or n <= other or days > span * ROUGHLY:
                continue
            if _one_kind(frames[i], frames[j], readings):
                also = tuple(k for k, _, _ in counted if _one_kind(frames[k], frames[i], readings))
                said = [_said(frames[k], readings) for k in (i, j)]
                return [Opposed(kind="value", sides=((i,), (j,)), said=(said[0], said[1]), also=also)]
    return []


def is_counted_over(f: Frame, reading: Reading) -> bool:
    """Whether a frame is an ordinal that is counted over a time, so that it cannot be compared without."""
    return f.quantity is not None and f.quantity.kind == "ordinal" and _days(f, reading) is not None


def _days(f: Frame, reading: Reading) -> float | None:
    """Over how many days an ordinal is counted; None where the text does not say."""
    assert f.quantity is not None  # ordinals only
    sentence = reading.sentences[f.sentence]
    for time in reading.times:
        if f.quantity.end <= time.start < min(f.quantity.end + BEHIND, sentence.end):
            if time.type == "DURATION":
                days = timex.duration_days(time.value)
                return float(days) if days is not None else None
            period = timex.period(time.value)
            if (
                period is not None
                and timex.granularity(time.value) in ("week", "month", "year")
                and period.end
            ):
                return (period.end - period.start).days
    return None


def _one_kind(f: Frame, g: Frame, readings: Sequence[Reading]) -> bool:
    a, b = (frame.quantity.unit_name.lower().split()[-1] for frame in (f, g) if frame.quantity is not None)
    if not ({a, b} & ANY or word_similarity(a, b) > NEAR):
        return False
    common = {w for w in set(f.words) & set(g.words) if w.isalpha()} - {a, b}
    if sum(map(word_weight, common)) >= SHARED:
        return True
    left, right = (_named(frame, readings[frame.report]) for frame in (f, g))
    return any(same_name(x, y) for x in left for y in right)


def _named(f: Frame, reading: Reading) -> set[str]:
    """Whom the sentence of a frame names; where it names nobody, the sentence before."""
    for number in (f.sentence, f.sentence - 1):
        sentence = reading.sentences[max(number, 0)]
        found = {
            e.name
            for e in reading.entities
            if e.type in ("person", "organization") and any(sentence.contains(m) for m in e.mentions)
        }
        if found:
            return found
    return set()


def _said(f: Frame, readings: Sequence[Reading]) -> str:
    """The ordinal with the time that it is counted over, in the report's words."""
    reading = readings[f.report]
    ends = [t.end for t in reading.times if f.span.end <= t.start < f.span.end + BEHIND]
    return reading.report.text[f.span.start : min(ends, default=f.span.end)]
