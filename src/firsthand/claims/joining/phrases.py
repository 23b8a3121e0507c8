"""Stretches of text as frames of their own, and whether two of them say one thing.

An answer to a question, a marked passage, a headline's half: no clause, but a noun phrase, a number, a time or a
name that stands for what it says. Each becomes a frame of just its words, and one decision over the same
features that join claims says of two whether they are one.

Public: :func:`compare_phrases`, :func:`phrase_frame`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from firsthand.claims.frames import NEGATIONS, Frame, is_content, names_of_tokens
from firsthand.claims.joining.pairs import FEATURES, Pairs
from firsthand.model import Lineage, Reading, Span
from firsthand.model.likeness import Likeness

#: What is asked of two stretches: all that their own words tell. What stands around them is left out: answers
#: to one question are told in sentences that are alike because of the question.
OWN = tuple(
    name
    for name in FEATURES
    if not name.startswith("sentence")
    and name not in ("lead", "surroundings", "place_apart", "depth_apart", "passage", "same_speaker")
)
_OWN_AT = [FEATURES.index(name) for name in OWN]
#: Reasons that are given for each pair.
REASONS = 5
#: Digits of a chance and of what a reason adds that hold on any machine.
DIGITS = 4


@lru_cache(maxsize=1)
def _weights() -> NDArray[np.float64]:
    """The shipped weights, bias first. Shape: ``(1 + len(OWN),)``."""
    raw = json.loads(
        resources.files("firsthand.claims.joining").joinpath("alignment.json").read_text("utf-8")
    )
    return np.array([raw["phrases"][name] for name in ("bias", *OWN)])


def compare_phrases(
    readings: Sequence[Reading], lineage: Lineage, stretches: Sequence[tuple[int, Span]]
) -> tuple[Likeness, ...]:
    """Say of every two stretches how surely they say one thing.

    Args:
        readings: The readings of the reports that hold the stretches; what is rare among them tells most.
        lineage: What the reports have from each other.
        stretches: The number of the reading and the place in its text of each.

    Returns:
        A row for each two, in order.

    Raises:
        ValueError: A stretch holds no word of its report.

    Cost: quadratic in the stretches.
    """
    if len(stretches) < 2:
        return ()
    laid = Pairs([phrase_frame(readings[n], n, span) for n, span in stretches], readings, lineage.passages)
    pairs = np.array(list(combinations(range(len(stretches)), 2)), dtype=np.int64)
    weights = _weights()
    found: list[Likeness | None] = [None] * len(pairs)
    for places, features in laid.blocks(pairs):
        added = features[:, _OWN_AT] * weights[1:]
        chance = 1.0 / (1.0 + np.exp(-np.clip(added.sum(axis=1) + weights[0], -30, 30)))
        most = np.argsort(-np.abs(added), axis=1, kind="stable")[:, :REASONS]
        for place, row, p, top in zip(places.tolist(), added, chance.tolist(), most.tolist(), strict=True):
            left, right = pairs[place].tolist()
            reasons = tuple((OWN[k], round(float(row[k]), DIGITS)) for k in top if row[k])
            found[place] = Likeness(left, right, round(p, DIGITS), reasons)
    return tuple(row for row in found if row is not None)


def phrase_frame(reading: Reading, number: int, span: Span) -> Frame:
    """The words of a stretch as a frame of their own.

    Args:
        reading: The reading of its report.
        number: The reading's index, which the frame carries.
        span: Where it stands; words that it cuts through are not of it.

    Raises:
        ValueError: It holds no whole word.
    """
    tokens = reading.tokens
    inside = [i for i, t in enumerate(tokens) if span.contains(t.span)]
    if not inside:
        raise ValueError(
            f"characters {span.start} to {span.end} of report {reading.report.id} hold no whole word; "
            f"a stretch needs one, and the text has {len(reading.report.text)} characters"
        )
    words = tuple(i for i in inside if is_content(tokens[i])) or tuple(inside)
    head = next((i for i in inside if tokens[i].head not in inside and tokens[i].tag != "PUNCT"), inside[0])
    names = names_of_tokens(reading)
    times = [t for t in reading.times if span.contains(t.span) and t.value[:1].isdigit()]
    quantities = tuple(
        q
        for q in reading.quantities
        if span.contains(q.span) and not any(q.start < t.end and t.start < q.end for t in times)
    )
    lemmas = tuple(tokens[i].lemma.lower() for i in words)
    return Frame(
        report=number,
        kind="clause",
        span=span,
        sentence=tokens[head].sentence,
        head=head,
        predicate=(),
        words=lemmas,
        core=lemmas,
        words_at=words,
        core_at=words,
        predicate_at=(),
        names=frozenset(names[i] for i in inside if i in names),
        quantity=quantities[0] if len(quantities) == 1 else None,
        quantities=quantities,
        time=times[0] if times else None,
        is_time_own=bool(times),
        is_time_sole=len(times) == 1,
        told_then=None,
        polarity="denied" if any(tokens[i].lemma.lower() in NEGATIONS for i in inside) else "affirmed",
        modality="stated",
        attributions=(),
        clause=span,
    )
