"""Alignment: which frames speak of one matter.

Two decisions, each a logistic model trained once on gold accounts (``training/alignment.py``) and
frozen. The first looks at a pair alone (``pairs``). The second sees only what the first says of the pair and
of its rivals: a frame of one report is set against all of another, and the one it fits best, where it is
also the other's best, is likely its matter even where the wording is far; so is one that a third report
leads to. Groups are then built from the surest pair down (``linking``).

Public: :func:`align`, :class:`Alignment`.

Method: mutual best match as in word alignment. The second decision sees no feature of the pair itself:
beside the features, the first one's odds tell it which story they were fitted without, and it learns to
read that instead (a leak of stacked models; decision record 0042).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.claims.frames import Frame
from firsthand.claims.joining.linking import linked
from firsthand.claims.joining.pairs import FEATURES, KINDS, Pairs
from firsthand.model import Passage, Reading

#: What the second decision sees of a pair. Of what its two frames have each, the lower and the higher.
RIVALS = (
    "chance",
    "rank_lower",
    "rank_higher",
    "mutual",
    "share_lower",
    "share_higher",
    "lead_lower",
    "lead_higher",
    "through_third",
    "through_thirds",
    "few_reports",
)
#: Best partners of a frame through which a third report may lead.
PARTNERS = 12
#: Ranks beyond this tell nothing more.
LAST_RANK = 5
#: Pairs that are looked at in one step: bounds memory.
BLOCK = 8192
#: Digits of a chance that hold on any machine.
DIGITS = 6
#: Below this chance a pair is as good as none.
FAINT = 0.03


@dataclass(frozen=True, slots=True)
class Alignment:
    """The frozen decisions: weights of a pair alone and among its rivals, the average two groups need.

    One row of weights a kind of frame (``KINDS``), bias first: what tells two tolls to be one tells
    little of two meetings.
    """

    alone: NDArray[np.float64]  #: shape ``(n_kinds, 1 + len(FEATURES))``
    among: NDArray[np.float64]  #: shape ``(n_kinds, 1 + len(RIVALS))``
    threshold: float

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped() -> Alignment:
        """The weights that come with the package."""
        raw = json.loads(
            resources.files("firsthand.claims.joining").joinpath("alignment.json").read_text("utf-8")
        )
        return Alignment.of(raw)

    @staticmethod
    def of(raw: Mapping[str, Any]) -> Alignment:
        """From the shape that is shipped: by decision and kind, a weight for each name."""

        def table(decision: str, names: Sequence[str]) -> NDArray[np.float64]:
            return np.array([[raw[decision][kind][name] for name in ("bias", *names)] for kind in KINDS])

        return Alignment(table("alone", FEATURES), table("among", RIVALS), float(raw["threshold"]))


def chances(
    features: NDArray[np.float64], kind: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Probabilities of a logistic model that has a row of weights for each kind. Shape: ``(n,)``."""
    odds = (features @ weights[:, 1:].T)[np.arange(len(kind)), kind] + weights[kind, 0]
    out: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30)))
    return out


def rivals(
    pairs: NDArray[np.int64], chance: NDArray[np.float64], report: NDArray[np.int64]
) -> NDArray[np.float64]:
    """How each pair stands among the others of its two frames, in the order of ``RIVALS``.

    Args:
        pairs: Candidate pairs ``i < j``, of equal chances the first in the order of frames. Shape: ``(n, 2)``.
        chance: The first decision's probability of each.
        report: The report of each frame.

    Returns:
        Shape: ``(n, len(RIVALS))``.

    Cost: O(n · log n).
    """
    return _beside(_columns(pairs, chance, report), slice(None))


def _beside(columns: Sequence[NDArray[Any]], rows: slice) -> NDArray[np.float64]:
    return np.stack([column[rows] for column in columns], dtype=np.float64, casting="unsafe").T


def _columns(
    pairs: NDArray[np.int64], chance: NDArray[np.float64], report: NDArray[np.int64]
) -> tuple[NDArray[Any], ...]:
    """What :func:`rivals` says, column by column, each in the smallest type that holds it."""
    n = len(pairs)
    if not n:
        return (np.zeros(0),) * len(RIVALS)
    odds = _odds(chance)
    # The place of each pair among all, the likeliest first: whole numbers sort faster, and have no equals.
    place = np.empty(n, dtype=np.int64)
    place[np.argsort(-chance, kind="stable")] = np.arange(n)
    with ThreadPoolExecutor(1) as beside:
        thirds = beside.submit(_thirds, pairs, chance, place, report)
        rank, best, second = _standing(pairs, chance, place, report)
    paired = np.zeros(len(report), dtype=bool)
    paired[pairs] = True
    # Which of the two frames stands left is an accident of the order of reports.
    return (
        odds,
        *_ordered(np.minimum(rank, LAST_RANK).astype(np.int8)),
        (rank == 0).all(axis=0),
        *_ordered(chance / best),
        *_ordered(odds - _odds(np.where(rank == 0, second, best))),
        *thirds.result(),
        # Where two reports are all, no third can lead from one to the other.
        np.broadcast_to(1 / max(1, len(np.unique(report[paired])) - 1), n),
    )


def _ordered(sides: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    return sides.min(axis=0), sides.max(axis=0)


def _odds(chance: NDArray[np.float64]) -> NDArray[np.float64]:
    p = np.clip(chance, 1e-4, 1 - 1e-4)
    out: NDArray[np.float64] = np.log(p / (1 - p))
    return out


def _standing(
    pairs: NDArray[np.int64],
    chance: NDArray[np.float64],
    place: NDArray[np.int64],
    report: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Of each side: the pair's rank among all of its frame with that other report, their best chance and
    their second. Shape: ``(2, n)`` each.
    """
    n = len(pairs)
    # A frame stands on the left of some of its pairs and on the right of others: both are its rivals.
    frames = np.concatenate([pairs[:, 0], pairs[:, 1]])
    others = np.concatenate([report[pairs[:, 1]], report[pairs[:, 0]]])
    key = frames * (int(report.max()) + 1) + others
    order = np.argsort(key * n + np.concatenate([place, place]))
    key, both = key[order], np.concatenate([chance, chance])[order]
    starts = np.r_[True, key[1:] != key[:-1]]
    group = np.cumsum(starts) - 1
    first = np.nonzero(starts)[0]
    rank_sorted = np.arange(2 * n) - first[group]
    best = both[first]
    last = np.r_[first[1:], 2 * n] - 1
    second = both[np.minimum(first + 1, last)]
    rank = np.empty(2 * n, dtype=np.int64)
    of_group = np.empty(2 * n, dtype=np.int64)
    rank[order], of_group[order] = rank_sorted, group
    return rank.reshape(2, n), best[of_group].reshape(2, n), second[of_group].reshape(2, n)


def _thirds(
    pairs: NDArray[np.int64],
    chance: NDArray[np.float64],
    place: NDArray[np.int64],
    report: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How surely a frame of a third report leads from one side to the other: the surest, and all together."""
    size = len(report)
    partner = np.full((size, PARTNERS), -1, dtype=np.int64)
    sure = np.zeros((size, PARTNERS))
    frames = np.concatenate([pairs[:, 0], pairs[:, 1]])
    others = np.concatenate([pairs[:, 1], pairs[:, 0]])
    order = np.argsort(frames * len(pairs) + np.concatenate([place, place]))
    frames, others, both = frames[order], others[order], np.concatenate([chance, chance])[order]
    rank = np.arange(len(frames)) - np.searchsorted(frames, frames)
    keep = rank < PARTNERS
    partner[frames[keep], rank[keep]] = others[keep]
    sure[frames[keep], rank[keep]] = both[keep]
    best, total = np.zeros(len(pairs)), np.zeros(len(pairs))
    for start in range(0, len(pairs), BLOCK):
        i, j = pairs[start : start + BLOCK].T
        x, y = partner[i], partner[j]
        # Partners in common are few: only where they are is more looked up.
        met = np.flatnonzero((x[:, :, None] == y[:, None, :]) & (x[:, :, None] >= 0))
        pair, p, q = np.unravel_index(met, (len(x), PARTNERS, PARTNERS))
        third = report[x[pair, p]]
        other = (third != report[i[pair]]) & (third != report[j[pair]])
        pair, p, q = pair[other], p[other], q[other]
        through = np.sqrt(sure[i[pair], p] * sure[j[pair], q])
        np.maximum.at(best, start + pair, through)
        total[start : start + BLOCK] = np.bincount(pair, through, minlength=len(i))
    return best, total


def _telling(frame: Frame) -> tuple[int | float | None, ...]:
    """What frames of one report share that tell one thing once: the number, or else the sentence."""
    q = frame.quantity
    return (frame.sentence,) if q is None else (q.value, q.low, q.high)


def align(
    frames: Sequence[Frame],
    readings: Sequence[Reading],
    passages: Sequence[Passage],
    alignment: Alignment | None = None,
) -> tuple[tuple[tuple[int, ...], ...], dict[tuple[int, int], float]]:
    """Group frames by matter.

    Returns:
        Groups of frame indices (each frame in exactly one), and the probability of every pair
        that was looked at and is not negligible.

    Cost: candidate pairs come from matrix products over the story's frames; joining is
    O(pairs · log pairs).
    """
    if not frames:
        return (), {}
    alignment = alignment or Alignment.shipped()
    probability = _probability(Pairs(frames, readings, passages), alignment)
    return linked(probability, [(f.report, _telling(f)) for f in frames], alignment.threshold), probability


def _probability(laid: Pairs, alignment: Alignment) -> dict[tuple[int, int], float]:
    """The chance of every candidate pair that is not negligible."""
    candidates = laid.candidates()
    kind = laid.kind[candidates[:, 0]]
    alone = np.zeros(len(candidates))
    for places, features in laid.blocks(candidates):
        alone[places] = chances(features, kind[places], alignment.alone)
    # Where two chances differ by less than arithmetic tells, the order of the frames decides.
    among = np.round(_among_rivals(candidates, alone, kind, laid.report, alignment.among), DIGITS)
    kept = among > FAINT
    left, right = candidates[kept].T.tolist()
    return dict(zip(zip(left, right, strict=True), among[kept].tolist(), strict=True))


def _among_rivals(
    pairs: NDArray[np.int64],
    chance: NDArray[np.float64],
    kind: NDArray[np.int64],
    report: NDArray[np.int64],
    weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The second decision of each pair, by what the first says of all."""
    columns = _columns(pairs, chance, report)
    out = np.empty(len(pairs))
    for start in range(0, len(pairs), BLOCK):
        rows = slice(start, start + BLOCK)
        out[rows] = chances(_beside(columns, rows), kind[rows], weights)
    return out
