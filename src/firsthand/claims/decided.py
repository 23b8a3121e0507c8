"""What people decided, carried out on frames, groups and origins before points are made of them.

So a decision goes through the same counting and comparing as everything else: a joined point has its
origins counted anew, a parted one its differences found anew. Decisions act in the order they were
made.

Public: :func:`kept_frames`, :func:`regrouped`, :func:`named_origins`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from firsthand.claims.frames import Frame
from firsthand.model import (
    Anchor,
    Decision,
    JoinPoints,
    NameSpeaker,
    Origin,
    PartPoint,
    Reading,
    SetAside,
    Span,
)

#: Share of the words that an anchor and a claim have in common from which the claim is meant. A claim
#: that a better reader cuts a little wider or narrower is still the same.
SAME = 0.5


def kept_frames(
    frames: Sequence[Frame], readings: Sequence[Reading], decisions: Iterable[Decision]
) -> list[Frame]:
    """The frames without those that people set aside: one claim, or all within what is noise."""
    gone: set[int] = set()
    for decision in decisions:
        if not isinstance(decision.action, SetAside):
            continue
        if decision.action.as_noise:
            place = _place(decision.action.words, readings)
            if place is not None:
                number, span = place
                gone |= {i for i, f in enumerate(frames) if f.report == number and f.span.overlaps(span)}
        else:
            gone.update(_meant(decision.action.words, frames, readings))
    return [frame for i, frame in enumerate(frames) if i not in gone]


def regrouped(
    groups: Sequence[Sequence[int]],
    frames: Sequence[Frame],
    readings: Sequence[Reading],
    decisions: Iterable[Decision],
) -> tuple[list[tuple[int, ...]], dict[int, tuple[str, ...]]]:
    """The groups of frames as people joined and parted them.

    Returns:
        The groups, and for the frames of groups that a decision shaped, its ids.
    """
    held = [set(group) for group in groups]
    shaped: dict[int, list[str]] = {}
    for decision in decisions:
        action = decision.action
        if not isinstance(action, (JoinPoints, PartPoint)):
            continue
        meant = {i for anchor in action.claims for i in _meant(anchor, frames, readings)}
        touched = [group for group in held if group & meant]
        if isinstance(action, JoinPoints):
            if len(touched) < 2:
                # One matter already: by another decision, or by a better reading.
                continue
            made = set().union(*touched)
            held = [group for group in held if not group & meant] + [made]
        else:
            if not meant or meant in touched:
                continue
            held = [rest for group in held if (rest := group - meant)] + [meant]
            made = set().union(*touched)
        for i in made:
            shaped.setdefault(i, []).append(decision.id)
    return [tuple(sorted(group)) for group in held], {i: tuple(ids) for i, ids in shaped.items()}


def named_origins(
    origins: Sequence[Origin],
    frames: Sequence[Frame],
    readings: Sequence[Reading],
    decisions: Iterable[Decision],
) -> tuple[list[Origin], Mapping[int, str]]:
    """The origins with the speakers that people named, and for each frame so named the decision's id."""
    out = list(origins)
    named: dict[int, str] = {}
    for decision in decisions:
        if isinstance(decision.action, NameSpeaker):
            for i in _meant(decision.action.claim, frames, readings):
                out[i] = Origin(name=decision.action.name, via=decision.action.via)
                named[i] = decision.id
    return out, named


def _meant(anchor: Anchor, frames: Sequence[Frame], readings: Sequence[Reading]) -> list[int]:
    """The frames that an anchor means: those nearest to its words, if near enough."""
    place = _place(anchor, readings)
    if place is None:
        return []
    number, span = place
    shares = {
        i: _share(frame.span, span)
        for i, frame in enumerate(frames)
        if frame.report == number and frame.span.overlaps(span)
    }
    best = max(shares.values(), default=0.0)
    return [i for i, share in shares.items() if share == best] if best >= SAME else []


def _place(anchor: Anchor, readings: Sequence[Reading]) -> tuple[int, Span] | None:
    for number, reading in enumerate(readings):
        if reading.report.id == anchor.report:
            span = anchor.find(reading.report.text)
            return None if span is None else (number, span)
    return None


def _share(a: Span, b: Span) -> float:
    common = a.overlap(b)
    return common / (len(a) + len(b) - common)
