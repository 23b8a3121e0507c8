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

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from firsthand.claims import meaning
from firsthand.claims.frames import Frame, is_content, names_of_tokens
from firsthand.model import Passage, Reading, timex
from firsthand.model.intervals import Interval, compatible
from firsthand.model.names import KnownNames, name_key, same_name
from firsthand.model.units import MEASURED, comparable

T = TypeVar("T", bound=Hashable)

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
    "rarest_shared",
    "rare_contained",
    "rare_shared",
    "rare_soft_best",
    "rare_soft_worst",
    "sentence_rarest",
    "sentence_rare",
    "sentence_cosine",
    "surroundings",
    "place_apart",
    "depth_apart",
    "doers_shared",
    "doers_apart",
    "undergoers_shared",
    "undergoers_apart",
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
#: The rarest words that two frames share, which together tell what a single one may not.
RAREST = 3
#: What a word in the sentence before or after weighs beside one in the sentence itself.
BESIDE = 0.5
#: Axes that the words of sentences are folded to.
FOLDED = 1024
#: The first sentences, where a report tells its matter.
LEAD = 4
#: Pairs that are compared at one time, and cells of a table of frames by frames: bound memory.
BLOCK = 512
CELLS = 4_000_000


class Pairs:
    """The frames of one story as arrays, their candidate pairs and the features of each.

    Cost: one matrix product of the frames of a kind by each other, in blocks; features are linear in the
    candidate pairs, of which a frame asks for at most ``AT_MOST`` in each other report and ``IN_ALL`` in all.
    """

    def __init__(
        self, frames: Sequence[Frame], readings: Sequence[Reading], passages: Sequence[Passage]
    ) -> None:
        self.frames = frames
        self.report = np.array([f.report for f in frames], dtype=np.int64)
        self.kind = np.array([KINDS.index(f.kind) for f in frames], dtype=np.int64)
        words = Words.of(readings)
        rows = [_tokens(f) for f in frames]
        width = max((len(r) for r in rows), default=1) or 1
        n = len(frames)
        self.n_tokens = np.array([len(r) for r in rows], dtype=np.int64)
        self.tokens = np.full((n, width), -1, dtype=np.int64)
        self.weight = np.zeros((n, width), dtype=np.float32)
        self.core = np.zeros((n, width), dtype=bool)
        self.predicate = np.zeros((n, width), dtype=bool)
        #: Numbers of the tokens among all reports' tokens, so that one array holds every vector.
        offsets = np.cumsum([0, *(len(r.tokens) for r in readings)])
        self.directions = unit(words.vectors)
        self.lemma = np.full((n, width), -1, dtype=np.int64)
        last = np.full(n, -1, dtype=np.int64)
        for i, (frame, row) in enumerate(zip(frames, rows, strict=True)):
            k = len(row)
            at = offsets[frame.report] + np.array(row, dtype=np.int64)
            self.tokens[i, :k] = at
            self.lemma[i, :k] = words.of_token[at]
            self.weight[i, :k] = words.weights[words.of_token[at]]
            core, predicate = set(frame.core_at), set(frame.predicate_at)
            self.core[i, :k] = [t in core for t in row]
            self.predicate[i, :k] = [t in predicate for t in row]
            if frame.core_at:
                last[i] = words.of_token[offsets[frame.report] + frame.core_at[-1]]
        self.last_core = last
        around = context_vectors(readings)
        anywhere = self._views(readings, offsets, words.vectors, words.of_token)
        #: Head, clause and sentence of each frame, by what the words mean anywhere and where they stand.
        self.views = [
            anywhere,
            anywhere
            if around is None
            else self._views(readings, offsets, around, np.arange(len(around) - 1)),
        ]
        self.clause = self.views[0][1]
        self.bag = self._bag()
        self.names = self._names(readings)
        self.speakers = self._speakers(readings)
        self.times = _Codes([f.time.value if f.time else None for f in frames], _times)
        self.time_own = np.array([f.is_time_own for f in frames], dtype=bool)
        self.quantities = _Quantities(frames)
        self.polarity = np.array([f.polarity == "denied" for f in frames])
        self.modality = np.array(
            [("stated", "planned", "possible", "estimated").index(f.modality) for f in frames]
        )
        rarity = _rarity(readings, words, offsets)
        self.rarity = np.where(self.lemma >= 0, rarity[self.lemma], np.float32(0))
        self.sentences = _Sentences(frames, readings, words, offsets, rarity)
        self.is_lead = np.array([f.sentence < LEAD for f in frames], dtype=bool)
        self.places = _Places(frames, readings, passages)

    def _views(
        self,
        readings: Sequence[Reading],
        offsets: NDArray[np.int64],
        vectors: NDArray[np.float32],
        of_token: NDArray[np.int64],
    ) -> tuple[NDArray[np.float32], ...]:
        """The directions of each frame's head, of its words and of its whole sentence.

        Args:
            readings: The reports' readings.
            offsets: Where each report's tokens begin among all.
            vectors: Their last row is nothing, for the places of short frames.
            of_token: The row of each token.
        """
        width = vectors.shape[1]
        rows = np.append(of_token, -1)[self.tokens]
        heads = of_token[np.array([offsets[f.report] + f.head for f in self.frames], dtype=np.int64)]
        clause = np.zeros((len(self.frames), width), dtype=np.float32)
        for k in range(0, len(clause), BLOCK):
            part = slice(k, k + BLOCK)
            clause[part] = (vectors[rows[part]] * self.weight[part, :, None]).sum(axis=1)
        sentences: list[NDArray[np.float32]] = []
        for reading, start in zip(readings, offsets, strict=False):
            number = np.array([t.sentence for t in reading.tokens], dtype=np.int64)
            out = np.zeros((len(reading.sentences) + 1, width), dtype=np.float32)
            np.add.at(out, number, vectors[of_token[start : start + len(reading.tokens)]])
            sentences.append(unit(out))
        sentence = np.zeros((len(self.frames), width), dtype=np.float32)
        for k, f in enumerate(self.frames):
            sentence[k] = sentences[f.report][f.sentence]
        return unit(vectors[heads]), unit(clause), sentence

    def _bag(self) -> NDArray[np.float32]:
        """Weighted words of each frame, folded to a fixed width and of length 1: for candidates only."""
        width = 512
        bag = np.zeros((len(self.frames), width), dtype=np.float32)
        at = np.where(self.lemma >= 0, self.lemma, 0) % width
        np.add.at(bag, (np.arange(len(bag))[:, None], at), self.weight)
        return unit(bag)

    def _names(self, readings: Sequence[Reading]) -> NDArray[np.int64]:
        """Numbers of the names of each frame; names of one count once. Shape: ``(n_frames, most)``."""
        known = KnownNames()
        number = {name: known.number(name) for name in sorted({n for f in self.frames for n in f.names})}
        named = [names_of_tokens(reading) for reading in readings]
        self.doer = self._first_name(number, named, [f.doers_at for f in self.frames])
        self.undergoer = self._first_name(number, named, [f.undergoers_at for f in self.frames])
        return _padded([sorted({number[name] for name in f.names}) for f in self.frames])

    def _first_name(
        self,
        number: Mapping[str, int],
        named: Sequence[Mapping[int, str]],
        tokens: Sequence[Sequence[int]],
    ) -> NDArray[np.int64]:
        """The number of the first name among each frame's tokens, -1 where there is none."""
        found = [
            next((number[named[f.report][t]] for t in row if named[f.report].get(t) in number), -1)
            for f, row in zip(self.frames, tokens, strict=True)
        ]
        return np.array(found, dtype=np.int64)

    def _speakers(self, readings: Sequence[Reading]) -> NDArray[np.int64]:
        """Numbers of those in whose words each frame is. Shape: ``(n_frames, most)``."""
        keys = [_speakers(f, readings[f.report]) for f in self.frames]
        numbers = {key: k for k, key in enumerate(sorted(frozenset().union(*keys)))}
        return _padded([[numbers[key] for key in found] for found in keys])

    def candidates(self) -> NDArray[np.int64]:
        """Pairs ``i < j`` of one kind in two reports that lie near in meaning or words. Shape: ``(n, 2)``.

        Pairs that cannot be one matter (a rank and a count, metres and dollars) are left out.
        """
        found: list[NDArray[np.int64]] = []
        for kind in range(len(KINDS)):
            here = np.nonzero(self.kind == kind)[0]
            clause, bag, report = self.clause[here], self.bag[here], self.report[here]
            rows = max(1, CELLS // max(1, len(here)))
            for start in range(0, len(here), rows):
                part = slice(start, start + rows)
                near = np.maximum(clause[part] @ clause.T, bag[part] @ bag.T)
                near[report[part, None] == report[None, :]] = -1
                row, column = _nearest(near, report)
                found.append(np.stack([here[start + row], here[column]], axis=1))
        pairs = np.concatenate(found)
        pairs.sort(axis=1)
        pairs = np.unique(pairs, axis=0)
        return pairs[~self.quantities.must_part(pairs)]

    def features(self, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
        """One row a pair, in the order of ``FEATURES``. Shape: ``(n, len(FEATURES))``."""
        out = np.zeros((len(pairs), len(FEATURES)))
        for places, rows in self.blocks(pairs):
            out[places] = rows
        return out

    def blocks(self, pairs: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64]]]:
        """The features of the pairs in portions: the places of some in ``pairs``, and a row for each.

        Pairs of short frames come together, so that none is laid out wider than it is.
        """
        order = np.lexsort((self.n_tokens[pairs[:, 1]], self.n_tokens[pairs[:, 0]]))
        for start in range(0, len(pairs), BLOCK):
            places = order[start : start + BLOCK]
            yield places, self._block(pairs[places])

    def _block(self, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
        i, j = pairs[:, 0], pairs[:, 1]
        # Only so many places as the longest frame of each side has tokens.
        at, to = (slice(max(1, int(self.n_tokens[side].max()))) for side in (i, j))
        a = self.directions[self.lemma[i, at]]
        b = self.directions[self.lemma[j, to]]
        near = a @ b.transpose(0, 2, 1)
        np.clip(near, 0.0, 1.0, out=near)
        la, lb = self.lemma[i, at], self.lemma[j, to]
        exact = (la[:, :, None] == lb[:, None, :]) & (la >= 0)[:, :, None]
        near[exact] = 1.0
        wa, wb = self.weight[i, at], self.weight[j, to]
        total_a, total_b = wa.sum(axis=1) + 1e-9, wb.sum(axis=1) + 1e-9
        in_a = (exact.any(axis=2) * wa).sum(axis=1)
        from_a = (near.max(axis=2) * wa).sum(axis=1) / total_a
        from_b = (near.max(axis=1) * wb).sum(axis=1) / total_b
        soft = (from_a + from_b) / 2
        ra, rb = self.rarity[i, at], self.rarity[j, to]
        rare_a, rare_b = ra.sum(axis=1) + 1e-9, rb.sum(axis=1) + 1e-9
        shared_rare = np.sort(exact.any(axis=2) * ra, axis=1)[:, ::-1]
        rare_from_a = (near.max(axis=2) * ra).sum(axis=1) / rare_a
        rare_from_b = (near.max(axis=1) * rb).sum(axis=1) / rare_b
        core = _soft(near, wa * self.core[i, at], wb * self.core[j, to])
        predicate = _soft(near, wa * self.predicate[i, at], wb * self.predicate[j, to])
        same_predicate = (
            (exact & self.predicate[i, at][:, :, None] & self.predicate[j, to][:, None, :])
            .any(axis=(1, 2))
            .astype(float)
        )
        shared, apart = self._name_overlap(i, j)
        equal, fits, value_apart, unit_apart, telling = self.quantities.compare(i, j)
        time_equal, time_fits, time_apart = self.times.compare(i, j, 3)
        time_apart = time_apart * np.where(self.time_own[i] & self.time_own[j], 1.0, 0.5)
        columns = (
            2 * in_a / (total_a + total_b),
            in_a / np.minimum(total_a, total_b),
            soft,
            np.maximum(from_a, from_b),
            np.minimum(from_a, from_b),
            core,
            predicate,
            *(np.einsum("ij,ij->i", view[i], view[j]) for views in self.views for view in views),
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
            (_in_common(self.speakers[i], self.speakers[j]) > 0).astype(float),
            (self.is_lead[i] & self.is_lead[j]).astype(float),
            shared_rare[:, 0],
            shared_rare.sum(axis=1) / np.minimum(rare_a, rare_b),
            shared_rare[:, :RAREST].sum(axis=1),
            np.maximum(rare_from_a, rare_from_b),
            np.minimum(rare_from_a, rare_from_b),
            *self.sentences.compare(i, j),
            *_agree(self.doer[i], self.doer[j]),
            *_agree(self.undergoer[i], self.undergoer[j]),
        )
        return np.stack([np.asarray(c, dtype=np.float64) for c in columns], axis=1)

    def _name_overlap(
        self, i: NDArray[np.int64], j: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        a, b = self.names[i], self.names[j]
        smaller = np.minimum((a >= 0).sum(axis=1), (b >= 0).sum(axis=1))
        common = _in_common(a, b)
        shared = common / np.maximum(smaller, 1)
        return shared, ((smaller > 0) & (common == 0)).astype(float)


def _nearest(near: NDArray[np.float32], report: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    """Rows and columns of each row's candidates: nearest first, so many of one report and in all."""
    row, column = _above(near, report, 2 * IN_ALL)
    if near.shape[1] > 2 * IN_ALL:
        # A row whose nearest are mostly of few reports is looked through to its end.
        short = np.bincount(row, minlength=len(near)) < IN_ALL
        again, more = _above(near[short], report, near.shape[1])
        kept = ~short[row]
        row = np.concatenate([row[kept], np.nonzero(short)[0][again]])
        column = np.concatenate([column[kept], more])
    return row, column


def _above(
    near: NDArray[np.float32], report: NDArray[np.int64], deep: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The candidates among the ``deep`` nearest of each row."""
    n = near.shape[1]
    keep = near > NEAR
    if deep < n:
        keep &= near >= np.partition(near, n - deep, axis=1)[:, n - deep, None]
    row, column = np.nonzero(keep)
    order = np.lexsort((column, -near[row, column], row))
    row, column = row[order], column[order]
    kept = _place_among(row * (report.max(initial=0) + 1) + report[column]) < AT_MOST
    row, column = row[kept], column[kept]
    kept = _place_among(row) < IN_ALL
    return row[kept], column[kept]


def _place_among(key: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of one key stand before each."""
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    first = np.searchsorted(ordered, ordered, side="left")
    out = np.empty(len(key), dtype=np.int64)
    out[order] = np.arange(len(key)) - first
    return out


def _agree(a: NDArray[np.int64], b: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(one name, two names), each 0 or 1; -1 is no name."""
    both = (a >= 0) & (b >= 0)
    return (both & (a == b)).astype(float), (both & (a != b)).astype(float)


def _padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Rows of numbers side by side, -1 where a row is at its end. Shape: ``(n, longest)``."""
    out = np.full((len(rows), max(map(len, rows), default=0)), -1, dtype=np.int64)
    for k, row in enumerate(rows):
        out[k, : len(row)] = row
    return out


def _in_common(a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many numbers two padded rows share; no row has one twice."""
    out: NDArray[np.int64] = ((a[:, :, None] == b[:, None, :]) & (a >= 0)[:, :, None]).sum(axis=(1, 2))
    return out


def _rarity(readings: Sequence[Reading], words: Words, offsets: NDArray[np.int64]) -> NDArray[np.float32]:
    """How few of the story's sentences have each word, in [0, 1]: the words that tell its matters apart.

    Shape: ``(n_words + 1,)``, the last of no word.
    """
    counts = np.zeros(len(words.weights) + 1, dtype=np.int64)
    for reading, start in zip(readings, offsets, strict=False):
        lemmas = words.of_token[start : start + len(reading.tokens)].tolist()
        seen = {(token.sentence, lemma) for token, lemma in zip(reading.tokens, lemmas, strict=True)}
        np.add.at(counts, [lemma for _, lemma in seen], 1)
    n_sentences = 1 + sum(len(reading.sentences) for reading in readings)
    rarity: NDArray[np.float32] = (
        np.log(n_sentences / np.maximum(counts, 1)) / np.log(max(2, n_sentences))
    ).astype(np.float32)
    return rarity


class _Sentences:
    """The rare words of the sentences that frames stand in, and where in their reports these are."""

    def __init__(
        self,
        frames: Sequence[Frame],
        readings: Sequence[Reading],
        words: Words,
        offsets: NDArray[np.int64],
        rarity: NDArray[np.float32],
    ) -> None:
        tells = rarity[:-1] * words.weights / meaning.UNKNOWN_WEIGHT
        starts = np.cumsum([0, *(len(r.sentences) for r in readings)])
        self.of = np.array([starts[f.report] + f.sentence for f in frames], dtype=np.int64)
        bags = np.zeros((int(starts[-1]), FOLDED), dtype=np.float32)
        around = np.zeros_like(bags)
        for reading, first, start in zip(readings, offsets, starts, strict=False):
            bag = bags[start : start + len(reading.sentences)]
            for k, token in enumerate(reading.tokens, int(first)):
                if is_content(token):
                    lemma = words.of_token[k]
                    bag[token.sentence, lemma % FOLDED] = tells[lemma]
            wide = around[start : start + len(reading.sentences)]
            wide[:] = bag
            wide[1:] = np.maximum(wide[1:], BESIDE * bag[:-1])
            wide[:-1] = np.maximum(wide[:-1], BESIDE * bag[1:])
        self.bags, self.around = bags, unit(around)
        self.lengths = np.sqrt(np.einsum("ij,ij->i", bags, bags)) + 1e-9
        sizes = np.array([max(1, len(r.sentences) - 1) for r in readings])
        self.place = np.array([f.sentence / sizes[f.report] for f in frames])
        self.depth = np.log1p(np.array([f.sentence for f in frames], dtype=np.float64))

    def compare(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> tuple[NDArray[np.float64], ...]:
        """(rarest word shared, all shared, cosine, cosine with the sentences beside, place apart, depth apart)."""
        (left, right), back = np.unique(np.stack([self.of[i], self.of[j]]), axis=1, return_inverse=True)
        a, b = self.bags[left], self.bags[right]
        shared = np.minimum(a, b)
        columns = (
            shared.max(axis=1),
            shared.sum(axis=1),
            np.einsum("ij,ij->i", a, b) / (self.lengths[left] * self.lengths[right]),
            np.einsum("ij,ij->i", self.around[left], self.around[right]),
        )
        return (
            *(np.asarray(c, dtype=np.float64)[back.reshape(-1)] for c in columns),
            np.abs(self.place[i] - self.place[j]),
            np.abs(self.depth[i] - self.depth[j]),
        )


class _Codes(Generic[T]):
    """Values that many frames share, numbered, and how any two of them go together.

    Each pair of values is asked about once, whatever the number of frames that have them.
    """

    def __init__(self, values: Sequence[T | None], answer: Callable[[T, T], tuple[bool, ...]]) -> None:
        numbers: dict[T, int] = {}
        self.codes = np.array(
            [-1 if v is None else numbers.setdefault(v, len(numbers)) for v in values], dtype=np.int64
        )  #: -1 where a frame has none
        self._values = list(numbers)
        self._answer = answer
        self._known: dict[int, tuple[bool, ...]] = {}

    def ask(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The places where both frames have a value, and the answers there. Shapes: ``(k,)``, ``(k, answers)``."""
        a, b = self.codes[i], self.codes[j]
        places = np.nonzero((a >= 0) & (b >= 0))[0]
        if not len(places):
            return places, np.zeros((0, 0), dtype=bool)
        asked, back = np.unique(a[places] * len(self._values) + b[places], return_inverse=True)
        answers = [self._of(key) for key in asked.tolist()]
        return places, np.array(answers, dtype=bool)[back]

    def compare(self, i: NDArray[np.int64], j: NDArray[np.int64], n: int) -> tuple[NDArray[np.float64], ...]:
        """The ``n`` answers of each pair as 0 or 1; 0 where a frame has no value."""
        out = np.zeros((n, len(i)))
        places, answers = self.ask(i, j)
        if len(places):
            out[:, places] = answers.T
        return tuple(out)

    def _of(self, key: int) -> tuple[bool, ...]:
        if key not in self._known:
            a, b = divmod(key, len(self._values))
            self._known[key] = self._answer(self._values[a], self._values[b])
        return self._known[key]


def _times(a: str, b: str) -> tuple[bool, ...]:
    """(equal, different but compatible, at odds)."""
    fits = a == b or timex.compatible(a, b)
    return a == b, a != b and fits, not fits


class _Number(NamedTuple):
    """What tells of a frame's quantity how it goes with another."""

    kind: str
    unit: str
    value: float | int | None
    interval: Interval | None


def _number(frame: Frame) -> _Number | None:
    q = frame.quantity
    if q is None:
        return None
    known = q.value is not None
    interval = Interval.from_value(q.value, q.low, q.high, q.change) if known else None
    return _Number(q.kind, q.unit, q.value, interval)


def _numbers(a: _Number, b: _Number) -> tuple[bool, ...]:
    """(equal, compatible, at odds, units apart, equal and telling)."""
    measured = a.kind in MEASURED or b.kind in MEASURED
    apart = measured and a.unit != b.unit
    if a.interval is None or b.interval is None:
        return False, False, False, apart, False
    equal = a.value == b.value
    fits = not equal and compatible(a.interval, b.interval)
    return equal, fits, not equal and not fits, apart, equal and abs(a.value or 0) >= TELLING_NUMBER


def _sort_apart(a: tuple[str, str], b: tuple[str, str]) -> tuple[bool, ...]:
    """(two ages, numbers that cannot be of one matter: a rank and a count, kinds that do not compare)."""
    (kind, unit), (other, unit_of_other) = a, b
    ages = (kind == "age") + (other == "age")
    if (kind == "ordinal") != (other == "ordinal") or ages == 1:
        # An age is no length of time.
        return False, True
    measured = kind in MEASURED or other in MEASURED
    return ages == 2, not ages and measured and not comparable(unit, unit_of_other)


class _Quantities:
    """The numbers of quantity frames, and how any two of them go together."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self.names = [f.names for f in frames]
        self._numbers = _Codes([_number(f) for f in frames], _numbers)
        self._sorts = _Codes(
            [(f.quantity.kind, f.quantity.unit) if f.quantity else None for f in frames], _sort_apart
        )

    def must_part(self, pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Pairs that cannot be of one matter: a rank and a count, numbers of different kinds."""
        out = np.zeros(len(pairs), dtype=bool)
        places, answers = self._sorts.ask(pairs[:, 0], pairs[:, 1])
        if not len(places):
            return out
        ages, apart = answers.T
        out[places] = apart
        for k in places[ages].tolist():
            # Two people's ages are two matters.
            i, j = pairs[k].tolist()
            out[k] = bool(self.names[i] and self.names[j] and not _meet(self.names[i], self.names[j]))
        return out

    def compare(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> tuple[NDArray[np.float64], ...]:
        """(equal, compatible, at odds, units apart, equal and telling), each 0 or 1."""
        return self._numbers.compare(i, j, 5)


def _meet(a: frozenset[str], b: frozenset[str]) -> bool:
    return any(same_name(x, y) for x in a for y in b)


class _Places:
    """Where frames stand in passages that two reports share."""

    def __init__(
        self, frames: Sequence[Frame], readings: Sequence[Reading], passages: Sequence[Passage]
    ) -> None:
        self.report = np.array([f.report for f in frames], dtype=np.int64)
        self.span = np.array([(f.span.start, f.span.end) for f in frames], dtype=np.float64).reshape(-1, 2)
        number = {r.report.id: k for k, r in enumerate(readings)}
        self.n_reports = len(readings)
        rows = []
        for p in passages:
            here, there = (p.left_span.start, p.left_span.end), (p.right_span.start, p.right_span.end)
            left, right = number[p.left], number[p.right]
            rows.append((left * self.n_reports + right, *here, *there))
            rows.append((right * self.n_reports + left, *there, *here))
        rows.sort(key=lambda row: row[0])
        #: Of each passage, both ways: whose it is, and its two spans, in order of the reports.
        self.key = np.array([row[0] for row in rows], dtype=np.int64)
        self.sides = np.array([row[1:] for row in rows], dtype=np.float64).reshape(-1, 4)

    def overlap(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.float64]:
        """How far the two stand at the same place of one shared passage, in [0, 1].

        The first is carried over to the other report in proportion: passages are shared almost word for word.
        """
        out = np.zeros(len(i))
        key = self.report[i] * self.n_reports + self.report[j]
        first = np.searchsorted(self.key, key, side="left")
        count = np.searchsorted(self.key, key, side="right") - first
        # One row for each pair and each passage of its two reports.
        pair = np.repeat(np.arange(len(i)), count)
        if not len(pair):
            return out
        passage = np.arange(len(pair)) + np.repeat(first - np.cumsum(count) + count, count)
        left, left_end, right, right_end = self.sides[passage].T
        a, a_end = self.span[i[pair]].T
        b, b_end = self.span[j[pair]].T
        met = (np.minimum(a_end, left_end) > np.maximum(a, left)) & (
            np.minimum(b_end, right_end) > np.maximum(b, right)
        )
        scale = (right_end - right) / np.maximum(1.0, left_end - left)
        start = right + (np.maximum(a, left) - left) * scale
        end = right + (np.minimum(a_end, left_end) - left) * scale
        over = np.minimum(end, b_end) - np.maximum(start, b)
        share = over / (np.maximum(end, b_end) - np.minimum(start, b))
        np.maximum.at(out, pair[met], share[met])
        return out


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


class Words(NamedTuple):
    """The words of a story by their lemmas: what each may name, and how much it tells."""

    of_token: NDArray[np.int64]  #: the lemma's number for each token of all reports
    vectors: NDArray[np.float32]  #: static, the story's common direction taken out; a row of nothing last
    weights: NDArray[np.float32]

    @staticmethod
    def of(readings: Sequence[Reading]) -> Words:
        """The words of all reports, numbered as they come."""
        numbers: dict[str, int] = {}
        of_token = np.array(
            [numbers.setdefault(t.lemma.lower(), len(numbers)) for r in readings for t in r.tokens],
            dtype=np.int64,
        )
        vectors = np.zeros((len(numbers) + 1, meaning.WIDTH), dtype=np.float32)
        for lemma, k in numbers.items():
            vectors[k] = meaning.phrase_vector([lemma])
        if numbers:
            counts = np.bincount(of_token, minlength=len(numbers))
            vectors[:-1] -= (counts @ vectors[:-1] / len(of_token)).astype(np.float32)
        weights = np.array([meaning.word_weight(lemma) for lemma in numbers], dtype=np.float32)
        return Words(of_token, vectors, weights)


def context_vectors(readings: Sequence[Reading]) -> NDArray[np.float32] | None:
    """What every token means where it stands, so that the mean over a clause is the clause's; a row of
    nothing last. None where a reader knows words only. Shape: ``(n_tokens + 1, width)``.
    """
    known = [r.meaning for r in readings if r.meaning is not None]
    if not known or len(known) < len(readings):
        return None
    n_tokens = sum(len(r.tokens) for r in readings)
    out = np.zeros((n_tokens + 1, known[0].width), dtype=np.float32)
    start = 0
    for m in known:
        rows = np.frombuffer(m.data, dtype=np.int8).reshape(-1, m.width)
        out[start : start + len(rows)] = unit(rows.astype(np.float32))
        start += len(rows)
    if n_tokens:
        out[:-1] -= out[:-1].mean(axis=0)
    return out
