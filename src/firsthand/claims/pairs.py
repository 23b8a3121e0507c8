"""Pairs of frames and what tells whether two speak of one matter.

A story's frames are laid out as arrays once; candidate pairs come from matrix products, and each gets a
row of features: words shared and words near in meaning where they stand, what is counted, the
predicate, the whole sentence, names, numbers, times, a place in a shared passage. No feature knows any
word by name.

Public: :class:`Pairs`, :data:`FEATURES`.

Method: token-level late interaction (Khattab and Zaharia 2020) over the reader's vectors of meaning;
where a reader has none, over static word vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from firsthand.claims import meaning
from firsthand.claims.frames import Frame
from firsthand.model import Passage, Reading, Span, timex
from firsthand.model.intervals import Interval, compatible
from firsthand.model.names import name_key, same_name
from firsthand.model.units import MEASURED, comparable

FEATURES = (
    "shared_words",
    "contained_words",
    "soft_words",
    "soft_best",
    "soft_worst",
    "core",
    "predicate",
    "head",
    "clause",
    "sentence",
    "head_around",
    "clause_around",
    "sentence_around",
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
    "polarity_apart",
    "modality_apart",
    "soft_x_core",
    "telling_value_equal",
    "telling_value_equal_x_core",
    "same_core_word",
    "same_predicate",
    "same_speaker",
    "lead",
)

KINDS = ("clause", "quantity", "time", "place")
#: How near two frames must lie, in meaning or in words, for a closer look. Nine in ten pairs of gold
#: claims of one matter hold a pair of frames above it.
NEAR = 0.15
#: The most candidates of one frame in one other report, nearest first: what keeps a story of hundreds of
#: reports affordable.
AT_MOST = 24
#: And in all others together.
IN_ALL = 160
#: Tokens of a frame that are compared one by one; what goes beyond is left out.
WIDEST = 24
#: Numbers from which equality tells: two reports both say "two" of many things.
TELLING_NUMBER = 12
#: The first sentences, where a report tells its matter.
LEAD = 4
#: Pairs that are compared at one time: bounds memory.
BLOCK = 512


class Pairs:
    """The frames of one story as arrays, their candidate pairs and the features of each.

    Cost: one matrix product of frames by frames in blocks; features are linear in the candidate pairs,
    of which a frame has at most ``AT_MOST`` in each other report.
    """

    def __init__(
        self, frames: Sequence[Frame], readings: Sequence[Reading], passages: Sequence[Passage]
    ) -> None:
        self.frames = frames
        self.report = np.array([f.report for f in frames], dtype=np.int64)
        self.kind = np.array([KINDS.index(f.kind) for f in frames], dtype=np.int64)
        words, context = word_vectors(readings), context_vectors(readings)
        rows = [_tokens(f) for f in frames]
        width = max((len(r) for r in rows), default=1)
        n = len(frames)
        self.tokens = np.full((n, width), -1, dtype=np.int64)
        self.weight = np.zeros((n, width), dtype=np.float32)
        self.core = np.zeros((n, width), dtype=bool)
        self.predicate = np.zeros((n, width), dtype=bool)
        #: Numbers of the tokens among all reports' tokens, so that one array holds every vector.
        offsets = np.cumsum([0, *(len(r.tokens) for r in readings)])
        self.vectors = _stacked(words)
        self.directions = unit(self.vectors)
        around = _stacked(context)
        lemmas: dict[str, int] = {}
        lemma_of = [
            [lemmas.setdefault(t.lemma.lower(), len(lemmas)) for t in reading.tokens] for reading in readings
        ]
        self.lemma = np.full((n, width), -1, dtype=np.int64)
        last = np.full(n, -1, dtype=np.int64)
        for i, (frame, row) in enumerate(zip(frames, rows, strict=True)):
            k = len(row)
            self.tokens[i, :k] = [offsets[frame.report] + t for t in row]
            self.lemma[i, :k] = [lemma_of[frame.report][t] for t in row]
            self.weight[i, :k] = [
                meaning.word_weight(readings[frame.report].tokens[t].lemma.lower()) for t in row
            ]
            core, predicate = set(frame.core_at), set(frame.predicate_at)
            self.core[i, :k] = [t in core for t in row]
            self.predicate[i, :k] = [t in predicate for t in row]
            if frame.core_at:
                last[i] = lemma_of[frame.report][frame.core_at[-1]]
        self.last_core = last
        heads = [offsets[f.report] + f.head for f in frames]
        self.views = [
            (
                unit(kind[heads]),
                unit((kind[self.tokens] * self.weight[:, :, None]).sum(axis=1)),
                self._sentences(readings, offsets, kind),
            )
            for kind in (self.vectors, around)
        ]
        self.clause = self.views[0][1]
        self.bag = self._bag()
        self.names = self._names()
        self.speakers = self._speakers(readings)
        self.times = _codes([f.time.value if f.time else None for f in frames], timex.compatible)
        self.time_own = np.array([f.is_time_own for f in frames], dtype=bool)
        self.quantities = _Quantities(frames)
        self.polarity = np.array([f.polarity == "denied" for f in frames])
        self.modality = np.array(
            [("stated", "planned", "possible", "estimated").index(f.modality) for f in frames]
        )
        self.is_lead = np.array([f.sentence < LEAD for f in frames], dtype=bool)
        self.places = _Places(frames, readings, passages)

    def _sentences(
        self, readings: Sequence[Reading], offsets: NDArray[np.int64], around: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """The mean of each frame's whole sentence. Shape: ``(n_frames, width)``."""
        means: list[NDArray[np.float32]] = []
        for reading, start in zip(readings, offsets, strict=False):
            number = np.array([t.sentence for t in reading.tokens], dtype=np.int64)
            block = around[start : start + len(reading.tokens)]
            out = np.zeros((len(reading.sentences) + 1, block.shape[1]), dtype=np.float32)
            np.add.at(out, number, block)
            means.append(unit(out))
        empty = np.zeros((0, around.shape[1]), dtype=np.float32)
        return np.array([means[f.report][f.sentence] for f in self.frames]) if self.frames else empty

    def _bag(self) -> NDArray[np.float32]:
        """Weighted words of each frame, folded to a fixed width and of length 1: for candidates only."""
        width = 512
        bag = np.zeros((len(self.frames), width), dtype=np.float32)
        at = np.where(self.lemma >= 0, self.lemma, 0) % width
        for i in range(len(self.frames)):
            np.add.at(bag[i], at[i], self.weight[i])
        return unit(bag)

    def _names(self) -> NDArray[np.bool_]:
        """Which names each frame has; names of one count once. Shape: ``(n_frames, n_names)``."""
        known: list[str] = []
        numbers: dict[str, int] = {}
        for name in sorted({name for f in self.frames for name in f.names}):
            match = next((k for k, other in enumerate(known) if same_name(name, other)), None)
            if match is None:
                match = len(known)
                known.append(name)
            numbers[name] = match
        return _members([[numbers[name] for name in f.names] for f in self.frames], len(known))

    def _speakers(self, readings: Sequence[Reading]) -> NDArray[np.bool_]:
        """In whose words each frame is. Shape: ``(n_frames, n_speakers)``."""
        keys = [_speakers(f, readings[f.report]) for f in self.frames]
        numbers = {key: k for k, key in enumerate(sorted(frozenset().union(*keys)))}
        return _members([[numbers[key] for key in found] for found in keys], len(numbers))

    def candidates(self) -> NDArray[np.int64]:
        """Pairs ``i < j`` of one kind in two reports that lie near in meaning or words. Shape: ``(n, 2)``.

        Pairs that cannot be one matter (a rank and a count, metres and dollars) are left out.
        """
        found: list[NDArray[np.int64]] = []
        n = len(self.frames)
        rows = max(1, 2_000_000 // max(1, n))
        for start in range(0, n, rows):
            stop = min(n, start + rows)
            near = np.maximum(self.clause[start:stop] @ self.clause.T, self.bag[start:stop] @ self.bag.T)
            near[self.kind[start:stop, None] != self.kind[None, :]] = -1
            near[self.report[start:stop, None] == self.report[None, :]] = -1
            keep = near > NEAR
            for k in range(stop - start):
                js = np.nonzero(keep[k])[0]
                js = js[np.lexsort((js, -near[k, js]))]
                taken: dict[int, int] = {}
                kept: list[int] = []
                for j, r in zip(js.tolist(), self.report[js].tolist(), strict=True):
                    if taken.get(r, 0) < AT_MOST and len(kept) < IN_ALL:
                        taken[r] = taken.get(r, 0) + 1
                        kept.append(j)
                found.append(np.stack([np.full(len(kept), start + k), np.array(kept, np.int64)], axis=1))
        if not found:
            return np.zeros((0, 2), dtype=np.int64)
        pairs = np.concatenate(found)
        pairs.sort(axis=1)
        pairs = np.unique(pairs, axis=0)
        return pairs[~self.quantities.must_part(pairs)]

    def features(self, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
        """One row a pair, in the order of ``FEATURES``. Shape: ``(n, len(FEATURES))``."""
        blocks = [self._block(pairs[k : k + BLOCK]) for k in range(0, len(pairs), BLOCK)]
        return np.concatenate(blocks) if blocks else np.zeros((0, len(FEATURES)))

    def _block(self, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
        i, j = pairs[:, 0], pairs[:, 1]
        a = self.directions[self.tokens[i]]
        b = self.directions[self.tokens[j]]
        near = np.clip(a @ b.transpose(0, 2, 1), 0.0, 1.0)
        la, lb = self.lemma[i], self.lemma[j]
        there = (la[:, :, None] >= 0) & (lb[:, None, :] >= 0)
        exact = (la[:, :, None] == lb[:, None, :]) & there
        near = np.where(exact, 1.0, near) * there
        wa, wb = self.weight[i], self.weight[j]
        total_a, total_b = wa.sum(axis=1) + 1e-9, wb.sum(axis=1) + 1e-9
        in_a = (exact.any(axis=2) * wa).sum(axis=1)
        from_a = (near.max(axis=2) * wa).sum(axis=1) / total_a
        from_b = (near.max(axis=1) * wb).sum(axis=1) / total_b
        soft = (from_a + from_b) / 2
        core = _soft(near, wa * self.core[i], wb * self.core[j])
        predicate = _soft(near, wa * self.predicate[i], wb * self.predicate[j])
        same_predicate = (
            (exact & self.predicate[i][:, :, None] & self.predicate[j][:, None, :])
            .any(axis=(1, 2))
            .astype(float)
        )
        shared, apart = self._name_overlap(i, j)
        equal, fits, value_apart, unit_apart, telling = self.quantities.compare(i, j)
        time_equal, time_fits, time_apart = self.times.compare(i, j)
        time_apart = time_apart * np.where(self.time_own[i] & self.time_own[j], 1.0, 0.5)
        columns = (
            2 * in_a / (total_a + total_b),
            in_a / np.minimum(total_a, total_b),
            soft,
            np.maximum(from_a, from_b),
            np.minimum(from_a, from_b),
            core,
            predicate,
            *((view[i] * view[j]).sum(axis=1) for views in self.views for view in views),
            shared,
            apart,
            equal,
            fits,
            value_apart,
            unit_apart,
            time_equal,
            time_fits,
            time_apart,
            self.places.overlap(i, j),
            (self.polarity[i] != self.polarity[j]).astype(float),
            (self.modality[i] != self.modality[j]).astype(float),
            soft * core,
            telling,
            telling * core,
            ((self.last_core[i] == self.last_core[j]) & (self.last_core[i] >= 0)).astype(float),
            same_predicate,
            (self.speakers[i] & self.speakers[j]).any(axis=1).astype(float),
            (self.is_lead[i] & self.is_lead[j]).astype(float),
        )
        return np.stack([np.asarray(c, dtype=np.float64) for c in columns], axis=1)

    def _name_overlap(
        self, i: NDArray[np.int64], j: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        a, b = self.names[i], self.names[j]
        smaller = np.minimum(a.sum(axis=1), b.sum(axis=1))
        common = (a & b).sum(axis=1)
        shared = common / np.maximum(smaller, 1)
        return shared, ((smaller > 0) & (common == 0)).astype(float)


def _members(rows: Sequence[Sequence[int]], n: int) -> NDArray[np.bool_]:
    table = np.zeros((len(rows), n), dtype=bool)
    for k, row in enumerate(rows):
        table[k, row] = True
    return table


class _Codes:
    """Values that many frames share, numbered, with a table of how any two of them go together."""

    def __init__(self, codes: NDArray[np.int64], fits: NDArray[np.bool_]) -> None:
        self.codes = codes  #: -1 where a frame has none
        self.fits = fits

    def compare(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> tuple[NDArray[np.float64], ...]:
        """(equal, different but compatible, at odds), each 0 or 1."""
        a, b = self.codes[i], self.codes[j]
        both = (a >= 0) & (b >= 0)
        equal = both & (a == b)
        fits = both & ~equal & self.fits[a, b]
        return equal.astype(float), fits.astype(float), (both & ~equal & ~fits).astype(float)


def _codes(values: Sequence[str | None], agree: Callable[[str, str], bool]) -> _Codes:
    known = sorted({v for v in values if v is not None})
    number = {v: k for k, v in enumerate(known)}
    fits = np.array([[agree(a, b) for b in known] for a in known], dtype=bool).reshape(len(known), len(known))
    if not known:
        fits = np.zeros((1, 1), dtype=bool)
    return _Codes(np.array([-1 if v is None else number[v] for v in values], dtype=np.int64), fits)


class _Quantities:
    """The numbers of quantity frames, and how any two of them go together."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self.of = [f.quantity for f in frames]
        self.there = np.array([q is not None for q in self.of], dtype=bool)
        self.names = [f.names for f in frames]
        self.interval = [_interval(f) for f in frames]

    def must_part(self, pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Pairs that cannot be of one matter: a rank and a count, numbers of different kinds."""
        out = np.zeros(len(pairs), dtype=bool)
        for k in np.nonzero(self.there[pairs[:, 0]] & self.there[pairs[:, 1]])[0].tolist():
            out[k] = self._must_part(*pairs[k].tolist())
        return out

    def _must_part(self, i: int, j: int) -> bool:
        a, b = self.of[i], self.of[j]
        if a is None or b is None:
            return False
        if (a.kind == "ordinal") != (b.kind == "ordinal"):
            return True
        if "age" in (a.kind, b.kind):
            # Two people's ages are two matters, and an age is no length of time.
            both = self.names[i] and self.names[j]
            return a.kind != b.kind or bool(both and not _meet(self.names[i], self.names[j]))
        measured = a.kind in MEASURED or b.kind in MEASURED
        return measured and not comparable(a.unit, b.unit)

    def compare(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> tuple[NDArray[np.float64], ...]:
        """(equal, compatible, at odds, units apart, equal and telling), each 0 or 1."""
        out = np.zeros((5, len(i)))
        for k in np.nonzero(self.there[i] & self.there[j])[0].tolist():
            x, y = int(i[k]), int(j[k])
            a, b = self.of[x], self.of[y]
            if a is None or b is None:
                continue
            out[3, k] = float((a.kind in MEASURED or b.kind in MEASURED) and a.unit != b.unit)
            u, v = self.interval[x], self.interval[y]
            if u is None or v is None:
                continue
            if a.value == b.value:
                out[0, k] = 1.0
                out[4, k] = float(abs(a.value or 0) >= TELLING_NUMBER)
            elif _compatible(u, v):
                out[1, k] = 1.0
            else:
                out[2, k] = 1.0
        return tuple(out)


def _meet(a: frozenset[str], b: frozenset[str]) -> bool:
    return any(same_name(x, y) for x in a for y in b)


class _Places:
    """Where frames stand in passages that two reports share."""

    def __init__(
        self, frames: Sequence[Frame], readings: Sequence[Reading], passages: Sequence[Passage]
    ) -> None:
        self.frames = frames
        self.ids = [r.report.id for r in readings]
        self.passages: dict[tuple[str, str], list[tuple[Span, Span]]] = {}
        for p in passages:
            self.passages.setdefault((p.left, p.right), []).append((p.left_span, p.right_span))
            self.passages.setdefault((p.right, p.left), []).append((p.right_span, p.left_span))
        self.report = np.array([f.report for f in frames], dtype=np.int64)
        #: Which reports share any passage.
        self.meet = np.array([[(a, b) in self.passages for b in self.ids] for a in self.ids], dtype=bool)

    def overlap(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.float64]:
        """How far the two stand at the same place of one shared passage, in [0, 1]."""
        out = np.zeros(len(i))
        if not self.passages:
            return out
        for k in np.nonzero(self.meet[self.report[i], self.report[j]])[0].tolist():
            a, b = self.frames[int(i[k])], self.frames[int(j[k])]
            shared = self.passages.get((self.ids[a.report], self.ids[b.report]))
            if shared:
                out[k] = max((_carried(a.span, b.span, *spans) for spans in shared), default=0.0)
        return out


def _carried(a: Span, b: Span, left: Span, right: Span) -> float:
    """Overlap of ``b`` with ``a`` carried over from the left side of a passage to its right side.

    In proportion: passages are shared almost word for word.
    """
    inside = left.overlap(a)
    if not inside or not right.overlap(b):
        return 0.0
    scale = len(right) / max(1, len(left))
    start = right.start + (max(a.start, left.start) - left.start) * scale
    end = right.start + (min(a.end, left.end) - left.start) * scale
    over = min(end, b.end) - max(start, b.start)
    return max(0.0, over / (max(end, b.end) - min(start, b.start)))


@lru_cache(maxsize=65536)
def _compatible(a: Interval, b: Interval) -> bool:
    return compatible(a, b)


def _interval(frame: Frame) -> Interval | None:
    q = frame.quantity
    return None if q is None or q.value is None else Interval.from_value(q.value, q.low, q.high, q.change)


def _speakers(frame: Frame, reading: Reading) -> frozenset[tuple[str, ...]]:
    """Keys of those whose words the frame is in."""
    speakers = (reading.attributions[number].speaker for number in frame.attributions)
    return frozenset(name_key(s.name) for s in speakers if s is not None)


def _tokens(frame: Frame) -> list[int]:
    """The tokens that are compared: the frame's content words, what is counted, the predicate."""
    return sorted({*frame.words_at, *frame.core_at, *frame.predicate_at})[:WIDEST]


def _soft(near: NDArray[np.float32], wa: NDArray[np.float32], wb: NDArray[np.float32]) -> NDArray[np.float32]:
    """Likeness both ways between the tokens that have weight. Shape: ``(n,)``; 0 where a side has none."""
    masked = near * (wa > 0)[:, :, None] * (wb > 0)[:, None, :]
    total_a, total_b = wa.sum(axis=1), wb.sum(axis=1)
    from_a = (masked.max(axis=2) * wa).sum(axis=1) / np.maximum(total_a, 1e-9)
    from_b = (masked.max(axis=1) * wb).sum(axis=1) / np.maximum(total_b, 1e-9)
    out: NDArray[np.float32] = (from_a + from_b) / 2
    return out


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows brought to length 1; rows of nothing stay so."""
    length = np.sqrt((rows * rows).sum(axis=-1, keepdims=True))
    out: NDArray[np.float32] = rows / np.maximum(length, 1e-9)
    return out


def word_vectors(readings: Sequence[Reading]) -> list[NDArray[np.float32]]:
    """The static vector of every token's lemma, the story's common direction taken out: what words may
    name one thing. Shape: ``(n_tokens, width)`` each.
    """
    lemmas = sorted({t.lemma for reading in readings for t in reading.tokens})
    known = {lemma: meaning.phrase_vector([lemma]) for lemma in lemmas}
    blocks = []
    for reading in readings:
        rows = [known[t.lemma] for t in reading.tokens]
        blocks.append(np.stack(rows) if rows else np.zeros((0, meaning.WIDTH), dtype=np.float32))
    return _centred(blocks)


def context_vectors(readings: Sequence[Reading]) -> list[NDArray[np.float32]]:
    """What every token means where it stands, so that the mean over a clause is the clause's; static
    vectors where a reader knows none. Shape: ``(n_tokens, width)`` each.
    """
    if not readings or any(r.meaning is None for r in readings):
        return word_vectors(readings)
    return _centred(
        [
            unit(np.frombuffer(r.meaning.data, dtype=np.int8).reshape(-1, r.meaning.width).astype(np.float32))
            for r in readings
            if r.meaning is not None
        ]
    )


def _centred(blocks: Sequence[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    everything = np.concatenate(blocks) if blocks else np.zeros((0, 1), dtype=np.float32)
    if not len(everything):
        return list(blocks)
    centre = everything.mean(axis=0)
    return [block - centre for block in blocks]


def _stacked(blocks: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """One array of all reports' tokens, with a row of nothing at its end for the places of short frames."""
    width = blocks[0].shape[1] if blocks else 1
    return np.concatenate([*blocks, np.zeros((1, width), dtype=np.float32)])
