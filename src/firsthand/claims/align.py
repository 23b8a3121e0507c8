"""Alignment: which frames speak of one matter.

Two decisions, each a logistic model trained once on gold accounts (``training/alignment.py``) and
frozen. The first looks at a pair alone (``pairs``). The second looks at the same pair among its rivals:
a frame of one report is set against all of another, and the one it fits best, where it is also the
other's best, is likely its matter even where the wording is far; so is one that a third report leads
to. Groups are then built from the surest pair down, and two join only while their pairs agree on average.

Public: :func:`align`, :class:`Alignment`.

Method: mutual best match as in word alignment, then average-link agglomeration over a sparse graph.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.claims.frames import Frame
from firsthand.claims.pairs import FEATURES, KINDS, Pairs
from firsthand.model import Passage, Reading
from firsthand.model.grouping import average_link

#: What the second decision adds to the features of a pair.
RIVALS = (
    "chance",
    "rank_left",
    "rank_right",
    "mutual",
    "share_left",
    "share_right",
    "lead_left",
    "lead_right",
    "through_third",
    "through_thirds",
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
#: Pairs of no chance that stand behind every average of chances: two lone claims have to be surer of each
#: other than a claim of a matter that many already tell.
DOUBT = 1.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """The frozen decisions: weights of a pair alone and among its rivals, the average two groups need.

    One row of weights a kind of frame (``KINDS``), bias first: what tells two tolls to be one tells
    little of two meetings.
    """

    alone: NDArray[np.float64]  #: shape ``(n_kinds, 1 + len(FEATURES))``
    among: NDArray[np.float64]  #: shape ``(n_kinds, 1 + len(FEATURES) + len(RIVALS))``
    threshold: float

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped() -> Alignment:
        """The weights that come with the package."""
        raw = json.loads(resources.files("firsthand.claims").joinpath("alignment.json").read_text("utf-8"))
        return Alignment.of(raw)

    @staticmethod
    def of(raw: Mapping[str, Any]) -> Alignment:
        """From the shape that is shipped: by decision and kind, a weight for each name."""
        names = ("bias", *FEATURES)
        return Alignment(
            alone=np.array([[raw["alone"][kind][name] for name in names] for kind in KINDS]),
            among=np.array([[raw["among"][kind][name] for name in (*names, *RIVALS)] for kind in KINDS]),
            threshold=float(raw["threshold"]),
        )


def chances(
    features: NDArray[np.float64], kind: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Probabilities of a logistic model that has a row of weights for each kind. Shape: ``(n,)``."""
    return _chance(_leaning(features, kind, weights[:, 1:]) + weights[kind, 0])


def _leaning(
    features: NDArray[np.float64], kind: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What the features of each row add to its odds, by the weights of its kind."""
    out: NDArray[np.float64] = (features @ weights.T)[np.arange(len(kind)), kind]
    return out


def _chance(odds: NDArray[np.float64]) -> NDArray[np.float64]:
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
    n = len(pairs)
    if not n:
        return np.zeros((0, len(RIVALS)))
    odds = _odds(chance)
    # The place of each pair among all, the likeliest first: whole numbers sort faster, and have no equals.
    place = np.empty(n, dtype=np.int64)
    place[np.argsort(-chance, kind="stable")] = np.arange(n)
    (rank_left, rank_right), (best_left, best_right), (next_left, next_right) = _standing(
        pairs, chance, place, report
    )
    through, throughs = _thirds(pairs, chance, place, report)
    columns = (
        odds,
        np.minimum(rank_left, LAST_RANK),
        np.minimum(rank_right, LAST_RANK),
        (rank_left == 0) & (rank_right == 0),
        chance / best_left,
        chance / best_right,
        odds - _odds(np.where(rank_left == 0, next_left, best_left)),
        odds - _odds(np.where(rank_right == 0, next_right, best_right)),
        through,
        throughs,
    )
    return np.stack(columns, dtype=np.float64, casting="unsafe").T


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
    laid = Pairs(frames, readings, passages)
    candidates = laid.candidates()
    kind = laid.kind[candidates[:, 0]]
    # Features are never held for all pairs at one time: what they add to either decision is.
    first, second = alignment.alone[kind, 0], alignment.among[kind, 0]
    of_rivals = alignment.among[:, -len(RIVALS) :]
    for places, features in laid.blocks(candidates):
        first[places] += _leaning(features, kind[places], alignment.alone[:, 1:])
        second[places] += _leaning(features, kind[places], alignment.among[:, 1 : -len(RIVALS)])
    second += _leaning(rivals(candidates, _chance(first), laid.report), kind, of_rivals)
    # Where two chances differ by less than arithmetic tells, the order of the frames decides.
    among = np.round(_chance(second), DIGITS)
    kept = among > FAINT
    probability = {
        (i, j): p for (i, j), p in zip(candidates[kept].tolist(), among[kept].tolist(), strict=True)
    }
    groups = average_link(
        len(frames), probability, alignment.threshold, owners=laid.report.tolist(), doubt=DOUBT
    )
    return groups, probability
