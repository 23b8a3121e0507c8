"""Alignment: which frames speak of one matter.

Every pair of frames that may meet gets a row of features: meaning of the words, of what is counted
and of the predicate, names, number, time, place in a shared passage. A logistic model, trained once
on gold accounts (``training/alignment.py``) and frozen, turns the row into a probability; groups are
then built from the surest pair down, and two groups join only while their pairs agree on average.

Public: :func:`pair_features`, :func:`align`, :class:`Alignment`.

Method: average-link agglomeration over a sparse graph of candidate pairs.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from firsthand.claims import meaning
from firsthand.claims.frames import Frame
from firsthand.model import Passage, Reading, Span, timex
from firsthand.model.grouping import average_link
from firsthand.model.intervals import Interval, compatible
from firsthand.model.names import name_key, same_name
from firsthand.model.units import comparable

FEATURES = (
    "bias",
    "shared_words",
    "contained_words",
    "soft_words",
    "core",
    "predicate",
    "names_shared",
    "names_apart",
    "value_equal",
    "value_fits",
    "value_apart",
    "unit_apart",
    "time_equal",
    "time_fits",
    "time_apart",
    "passage",
    "sentence",
    "is_quantity",
    "polarity_apart",
    "modality_apart",
    "same_report",
    "ordinal_apart",
    "soft_x_core",
    "quantity_core",
    "telling_value_equal",
    "telling_value_equal_x_core",
    "same_core_word",
    "same_predicate",
    "sentence_squared",
    "passage_x_soft",
    "names_x_soft",
    "same_speaker",
    "lead",
)


#: How like two frames' words must be for a closer look, across reports and within one. Lower finds no
#: more joins that survive on the gold stories and costs time (2026-11).
CANDIDATE_CLOSE = 0.12
CANDIDATE_CLOSE_AT_HOME = 0.35
#: Numbers from which equality tells: two reports both say "two" of many things.
TELLING_NUMBER = 12
#: Overlap of two frames' places in a passage from which they are one, and how sure that is.
SAME_PLACE = 0.75
SAME_PLACE_CHANCE = 0.97
PASSAGE = FEATURES.index("passage")


@dataclass(frozen=True, slots=True)
class Alignment:
    """The frozen decision: one weight for each feature, and the average that two groups need."""

    weights: NDArray[np.float64]
    threshold: float

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped() -> Alignment:
        """The weights that come with the package."""
        raw = json.loads(resources.files("firsthand.claims").joinpath("alignment.json").read_text("utf-8"))
        weights = np.array([raw["weights"][name] for name in FEATURES])
        return Alignment(weights, float(raw["threshold"]))


class Lexicon:
    """The content words of one story: their vectors, weights and likeness.

    Cost: quadratic in the distinct words of the story for ``likeness``, in one matrix product.
    """

    def __init__(self, frames: Sequence[Frame]) -> None:
        words = sorted({w for f in frames for w in (*f.words, *f.core, *f.predicate)})
        self.number = {word: i for i, word in enumerate(words)}
        self.weight = np.array([meaning.word_weight(w) for w in words]) if words else np.zeros(0)
        vectors = np.stack([meaning.phrase_vector([w]) for w in words]) if words else np.zeros((0, 1))
        # Below .3 two words are merely from the same world; above it they begin to share a sense.
        self.likeness = np.clip((vectors @ vectors.T - 0.3) / 0.7, 0.0, 1.0)
        np.fill_diagonal(self.likeness, 1.0)

    def ids(self, words: Sequence[str]) -> NDArray[np.int64]:
        return np.array(sorted({self.number[w] for w in words}), dtype=np.int64)


def _soft(lexicon: Lexicon, a: NDArray[np.int64], b: NDArray[np.int64]) -> tuple[float, float, float]:
    """(shared, contained, soft): exact overlap, overlap of the shorter, likeness both ways; all weighted."""
    if not len(a) or not len(b):
        return 0.0, 0.0, 0.0
    block = lexicon.likeness[np.ix_(a, b)]
    wa, wb = lexicon.weight[a], lexicon.weight[b]
    exact = block > 0.999
    in_a = float(wa[exact.any(axis=1)].sum())
    total_a, total_b = float(wa.sum()), float(wb.sum())
    shared = 2 * in_a / (total_a + total_b)
    contained = in_a / min(total_a, total_b)
    near_a = float((block.max(axis=1) * wa).sum()) / total_a
    near_b = float((block.max(axis=0) * wb).sum()) / total_b
    return shared, contained, (near_a + near_b) / 2


class Pairs:
    """Features of pairs of one story's frames."""

    def __init__(
        self, frames: Sequence[Frame], readings: Sequence[Reading], passages: Sequence[Passage]
    ) -> None:
        self.frames = frames
        self.readings = readings
        self.lexicon = Lexicon(frames)
        self.words = [self.lexicon.ids(f.words) for f in frames]
        self.core = [self.lexicon.ids(f.core) for f in frames]
        self.predicate = [
            self.lexicon.ids([p for p in f.predicate if p in self.lexicon.number]) for f in frames
        ]
        self.intervals = [_interval(f) for f in frames]
        sentences: dict[tuple[int, int], list[str]] = {}
        for frame in frames:
            sentences.setdefault((frame.report, frame.sentence), []).extend(frame.words)
        ids = {key: self.lexicon.ids(words) for key, words in sentences.items()}
        self.sentence = [ids[f.report, f.sentence] for f in frames]
        self.speakers = [_speakers(f, readings[f.report]) for f in frames]
        self.passages: dict[tuple[str, str], list[tuple[Span, Span]]] = {}
        for p in passages:
            self.passages.setdefault((p.left, p.right), []).append((p.left_span, p.right_span))
            self.passages.setdefault((p.right, p.left), []).append((p.right_span, p.left_span))

    def candidates(self) -> list[tuple[int, int]]:
        """Pairs of frames of one kind that share a weighty word or lie close in meaning."""
        pairs: list[tuple[int, int]] = []
        n = len(self.frames)
        weight, likeness = self.lexicon.weight, self.lexicon.likeness
        if not n or not len(weight):
            return pairs
        bag = np.zeros((n, len(weight)), dtype=np.float32)
        for i, ids in enumerate(self.words):
            bag[i, ids] = weight[ids]
            bag[i, self.core[i]] = weight[self.core[i]]
        soft = bag @ likeness.astype(np.float32)
        norm = np.sqrt(np.maximum((soft * bag).sum(axis=1), 1e-9))
        close = (soft @ bag.T) / norm[:, None] / norm[None, :]
        kind = np.array([KINDS.index(f.kind) for f in self.frames])
        report = np.array([f.report for f in self.frames])
        for i in range(n):
            js = np.nonzero((close[i, i + 1 :] > CANDIDATE_CLOSE) & (kind[i + 1 :] == kind[i]))[0] + i + 1
            pairs.extend(
                (i, int(j)) for j in js if report[j] != report[i] or close[i, j] > CANDIDATE_CLOSE_AT_HOME
            )
        return pairs

    def must_part(self, i: int, j: int) -> bool:
        """Whether two frames cannot be of one matter: a rank and a count, numbers of different kinds, or
        two numbers that one sentence sets side by side."""
        a, b = self.frames[i], self.frames[j]
        if a.quantity is None or b.quantity is None:
            return False
        if (a.quantity.kind == "ordinal") != (b.quantity.kind == "ordinal"):
            return True
        if a.report == b.report and a.sentence == b.sentence:
            return a.quantity.value != b.quantity.value
        measured = a.quantity.kind in MEASURED or b.quantity.kind in MEASURED
        return measured and not comparable(a.quantity.unit, b.quantity.unit)

    def row(self, i: int, j: int) -> list[float]:
        """The features of one pair, in the order of ``FEATURES``."""
        a, b = self.frames[i], self.frames[j]
        lexicon = self.lexicon
        shared, contained, soft = _soft(lexicon, self.words[i], self.words[j])
        _, _, core = _soft(lexicon, self.core[i], self.core[j])
        _, _, predicate = _soft(lexicon, self.predicate[i], self.predicate[j])
        _, _, sentence = _soft(lexicon, self.sentence[i], self.sentence[j])
        names = sum(any(same_name(x, y) for y in b.names) for x in a.names)
        smaller = min(len(a.names), len(b.names))
        names_shared = names / smaller if smaller else 0.0
        names_apart = float(smaller > 0 and names == 0)
        is_quantity = float(a.kind == "quantity")
        value_equal = value_fits = value_apart = unit_apart = ordinal_apart = telling = 0.0
        if a.quantity is not None and b.quantity is not None:
            ordinal_apart = float((a.quantity.kind == "ordinal") != (b.quantity.kind == "ordinal"))
            same_unit = a.quantity.unit == b.quantity.unit
            measured = a.quantity.kind in MEASURED or b.quantity.kind in MEASURED
            unit_apart = float(measured and not same_unit)
            x, y = self.intervals[i], self.intervals[j]
            if x is not None and y is not None:
                if a.quantity.value == b.quantity.value:
                    value_equal = 1.0
                    telling = float(abs(a.quantity.value or 0) >= TELLING_NUMBER)
                elif compatible(x, y):
                    value_fits = 1.0
                else:
                    value_apart = 1.0
        time_equal = time_fits = time_apart = 0.0
        if a.time is not None and b.time is not None:
            if a.time.value == b.time.value:
                time_equal = 1.0
            elif timex.compatible(a.time.value, b.time.value):
                time_fits = 1.0
            else:
                time_apart = 1.0 if a.is_time_own and b.is_time_own else 0.5
        passage = self._in_passage(a, b)
        return [
            1.0,
            shared,
            contained,
            soft,
            core,
            predicate,
            names_shared,
            names_apart,
            value_equal,
            value_fits,
            value_apart,
            unit_apart,
            time_equal,
            time_fits,
            time_apart,
            passage,
            sentence,
            is_quantity,
            float(a.polarity != b.polarity),
            float(a.modality != b.modality),
            float(a.report == b.report),
            ordinal_apart,
            soft * core,
            is_quantity * core,
            telling,
            telling * core,
            float(bool(set(a.core[-1:]) & set(b.core[-1:]))),
            float(bool(set(a.predicate) & set(b.predicate))),
            sentence * sentence,
            passage * soft,
            names_shared * soft,
            float(bool(self.speakers[i] & self.speakers[j])),
            float(a.sentence < 4 and b.sentence < 4),
        ]

    def _in_passage(self, a: Frame, b: Frame) -> float:
        """How far the two stand at the same place of one shared passage, in [0, 1]."""
        left = self.readings[a.report].report.id
        right = self.readings[b.report].report.id
        best = 0.0
        for x, y in self.passages.get((left, right), ()):
            inside = x.overlap(a.span)
            if not inside or not y.overlap(b.span):
                continue
            # Carry a's place over in proportion: passages are shared almost word for word.
            scale = len(y) / max(1, len(x))
            start = y.start + (max(a.span.start, x.start) - x.start) * scale
            end = y.start + (min(a.span.end, x.end) - x.start) * scale
            over = min(end, b.span.end) - max(start, b.span.start)
            whole = max(end, b.span.end) - min(start, b.span.start)
            best = max(best, over / whole)
        return best


KINDS = ("clause", "quantity", "time", "place")
MEASURED = frozenset({"money", "percentage", "measure", "rate", "age"})


def _speakers(frame: Frame, reading: Reading) -> frozenset[tuple[str, ...]]:
    """Keys of those whose words the frame is in."""
    speakers = (reading.attributions[n].speaker for n in frame.attributions)
    return frozenset(name_key(s.name) for s in speakers if s is not None)


def _interval(frame: Frame) -> Interval | None:
    q = frame.quantity
    return None if q is None or q.value is None else Interval.from_value(q.value, q.low, q.high, q.change)


def pair_features(pairs: Pairs, candidates: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
    """Features of the candidate pairs. Shape: ``(n_pairs, len(FEATURES))``."""
    if not candidates:
        return np.zeros((0, len(FEATURES)))
    return np.array([pairs.row(i, j) for i, j in candidates])


def align(
    frames: Sequence[Frame],
    readings: Sequence[Reading],
    passages: Sequence[Passage],
    alignment: Alignment | None = None,
) -> tuple[tuple[tuple[int, ...], ...], dict[tuple[int, int], float]]:
    """Group frames by matter.

    Returns:
        Groups of frame indices (each frame in exactly one), and the probability of every pair
        that was looked at.

    Cost: candidate pairs come from one matrix product over the story's words; joining is
    O(pairs · log pairs).
    """
    alignment = alignment or Alignment.shipped()
    pairs = Pairs(frames, readings, passages)
    candidates = pairs.candidates()
    features = pair_features(pairs, candidates)
    scores = features @ alignment.weights
    probability = {pair: float(p) for pair, p in zip(candidates, 1.0 / (1.0 + np.exp(-scores)), strict=True)}
    return average_link(len(frames), probability, alignment.threshold), probability
