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

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from firsthand.claims.frames import Frame, names_of_tokens
from firsthand.claims.joining.places import Places, Sentences
from firsthand.claims.joining.values import Codes, Quantities, Sets, times_apart
from firsthand.claims.joining.vectors import Words, context_vectors, rarity, unit
from firsthand.claims.joining.wording import Laid, word_features
from firsthand.model import Passage, Reading
from firsthand.model.names import KnownNames, name_key

Asked = TypeVar("Asked")
Found = TypeVar("Found")

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
AT_MOST = 16
#: And in all others together.
IN_ALL = 120
#: Tokens of a frame that are compared one by one; what goes beyond is left out.
WIDEST = 24
#: The first sentences, where a report tells its matter.
LEAD = 4
#: Pairs that are compared at one time, those of them whose words are, and cells of a table of frames by
#: frames: bound memory.
PORTION = 32_768
BLOCK = 1024
CELLS = 4_000_000
#: Portions that are worked on at one time; arithmetic on arrays lets other threads go on.
THREADS = 2


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
        rare = rarity(readings, words)
        self.directions = unit(words.vectors)
        self.sentences = Sentences(frames, readings, words, rare)
        #: Numbers of the tokens among all reports' tokens, so that one array holds every vector.
        first = np.cumsum([0, *(len(r.tokens) for r in readings)]).tolist()
        rows = [_tokens(f) for f in frames]
        self.n_tokens = np.array([len(row) for row in rows], dtype=np.int64)
        tokens, is_core, is_predicate = (
            np.full((max(map(len, rows), default=1) or 1, len(frames)), nothing)
            for nothing in (-1, False, False)
        )
        self.last_core = np.full(len(frames), -1, dtype=np.int64)
        for k, (frame, row) in enumerate(zip(frames, rows, strict=True)):
            tokens[: len(row), k] = [first[frame.report] + t for t in row]
            is_core[: len(row), k] = [t in frame.core_at for t in row]
            is_predicate[: len(row), k] = [t in frame.predicate_at for t in row]
            if frame.core_at:
                self.last_core[k] = words.of_token[first[frame.report] + frame.core_at[-1]]
        lemma = np.append(words.of_token, len(words.weights))[tokens]
        weight = np.append(words.weights, np.float32(0))[lemma]
        self.words = Laid(lemma, weight, weight * is_core, weight * is_predicate, rare[lemma])
        heads = np.array([first[f.report] + f.head for f in frames], dtype=np.int64)
        around = context_vectors(readings)
        anywhere = self._views(words.vectors, words.of_token, heads, tokens, words.sentence_of_token)
        #: Head, clause and sentence of each frame, by what the words mean anywhere and where they stand.
        self.views = [
            anywhere,
            anywhere
            if around is None
            else self._views(around, np.arange(len(around)), heads, tokens, words.sentence_of_token),
        ]
        self.clause = self.views[0][1]
        self.bag = self._bag()
        self.names = self._names(readings)
        self.speakers = self._speakers(readings)
        self.times = Codes([f.time.value if f.time else None for f in frames], times_apart)
        self.time_own = np.array([f.is_time_own for f in frames], dtype=bool)
        self.quantities = Quantities(frames)
        self.polarity = np.array([f.polarity == "denied" for f in frames])
        self.modality = np.array(
            [("stated", "planned", "possible", "estimated").index(f.modality) for f in frames]
        )
        self.is_lead = np.array([f.sentence < LEAD for f in frames], dtype=bool)
        self.places = Places(frames, readings, passages)

    def _views(
        self,
        vectors: NDArray[np.float32],
        of_token: NDArray[np.int64],
        heads: NDArray[np.int64],
        tokens: NDArray[np.int64],
        sentence_of_token: NDArray[np.int64],
    ) -> tuple[NDArray[np.float32], ...]:
        """The directions of each frame's head, of its words and of its whole sentence.

        Args:
            vectors: What tokens mean.
            of_token: The row of each token in them.
            heads: The token at the head of each frame.
            tokens: The tokens of each frame, a column a frame, -1 behind its last.
            sentence_of_token: The sentence of each token.
        """
        clause = np.zeros((len(heads), vectors.shape[1]), dtype=np.float32)
        for row, weight in zip(tokens, self.words.weight, strict=True):
            held = np.nonzero(row >= 0)[0]
            clause[held] += vectors[of_token[row[held]]] * weight[held, None]
        sentences = np.zeros((len(self.sentences.lengths), vectors.shape[1]), dtype=np.float32)
        opens = np.append(np.nonzero(np.diff(sentence_of_token, prepend=-1))[0], len(sentence_of_token))
        for k in range(0, len(opens) - 1, BLOCK):
            part = opens[k : k + BLOCK + 1]
            inside = vectors[of_token[part[0] : part[-1]]]
            sentences[sentence_of_token[part[:-1]]] = np.add.reduceat(inside, part[:-1] - part[0], axis=0)
        return unit(vectors[of_token[heads]]), unit(clause), unit(sentences)[self.sentences.of]

    def _bag(self) -> NDArray[np.float32]:
        """Weighted words of each frame, folded to a fixed width and of length 1: for candidates only."""
        width = 512
        bag = np.zeros((len(self.frames), width), dtype=np.float32)
        np.add.at(bag, (np.arange(len(bag)), self.words.lemma % width), self.words.weight)
        return unit(bag)

    def _names(self, readings: Sequence[Reading]) -> Sets:
        """Numbers of the names of each frame; names of one count once."""
        known = KnownNames()
        number = {name: known.number(name) for name in sorted({n for f in self.frames for n in f.names})}
        named = [names_of_tokens(reading) for reading in readings]
        self.doer = self._first_name(number, named, [f.doers_at for f in self.frames])
        self.undergoer = self._first_name(number, named, [f.undergoers_at for f in self.frames])
        return Sets([sorted({number[name] for name in f.names}) for f in self.frames])

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

    def _speakers(self, readings: Sequence[Reading]) -> Sets:
        """Numbers of those in whose words each frame is."""
        keys = [_speakers(f, readings[f.report]) for f in self.frames]
        numbers = {key: k for k, key in enumerate(sorted(frozenset().union(*keys)))}
        return Sets([[numbers[key] for key in found] for found in keys])

    def candidates(self) -> NDArray[np.int64]:
        """Pairs ``i < j`` of one kind in two reports that lie near in meaning or words. Shape: ``(n, 2)``.

        Pairs that cannot be one matter (a rank and a count, metres and dollars) are left out.
        """
        found = [part for kind in range(len(KINDS)) for part in self._near(np.nonzero(self.kind == kind)[0])]
        # Most are found from both sides: sorted, they lie beside each other.
        both = np.sort(np.concatenate(found))
        pairs = np.stack(np.divmod(both[np.diff(both, prepend=-1) > 0], len(self.frames)), axis=1)
        return pairs[~self.quantities.must_part(pairs)]

    def _near(self, here: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
        """The candidates among some frames, a number for each pair."""
        clause, bag, report = self.clause[here], self.bag[here], self.report[here]
        folded = np.ascontiguousarray(bag.T)

        def nearest(part: slice) -> NDArray[np.int64]:
            near = clause[part] @ clause.T
            for row, words in zip(near, bag[part], strict=True):
                held = np.flatnonzero(words)  # few: the product of all would be mostly of nothing
                np.maximum(row, words[held] @ folded[held], out=row)
            near[report[part, None] == report[None, :]] = -1
            of, column = _nearest(near, report)
            a, b = here[part][of], here[column]
            found: NDArray[np.int64] = np.minimum(a, b) * len(self.frames) + np.maximum(a, b)
            return found

        rows = max(1, CELLS // max(1, len(here)))
        return _in_turn(nearest, [slice(k, k + rows) for k in range(0, len(here), rows)])

    def features(self, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
        """One row a pair, in the order of ``FEATURES``. Shape: ``(n, len(FEATURES))``."""
        out = np.zeros((len(pairs), len(FEATURES)))
        for places, rows in self.blocks(pairs):
            out[places] = rows
        return out

    def blocks(self, pairs: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64]]]:
        """The features of the pairs in portions: the places of some in ``pairs``, and a row for each.

        Pairs of one frame come together, so that what its words and sentence are like is looked up once.
        """
        order = np.argsort(pairs[:, 0], kind="stable")
        portions = [order[start : start + PORTION] for start in range(0, len(pairs), PORTION)]
        yield from zip(
            portions, _in_turn(lambda places: self._portion(*pairs[places].T), portions), strict=True
        )

    def _portion(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.float64]:
        shared, contained, soft, soft_best, soft_worst, core, predicate, same_predicate, *rare = (
            self._by_words(i, j)
        )
        names = self.names.in_common(i, j)
        fewer = np.minimum(self.names.n[i], self.names.n[j])
        equal, fits, value_apart, unit_apart, telling = self.quantities.compare(i, j)
        time_equal, time_fits, time_apart = self.times.compare(i, j, 3)
        columns = (
            shared,
            contained,
            soft,
            soft_best,
            soft_worst,
            core,
            predicate,
            *(_cosines(view, i, j) for views in self.views for view in views),
            names / np.maximum(fewer, 1),
            (fewer > 0) & (names == 0),
            equal,
            fits,
            value_apart,
            unit_apart,
            time_equal,
            time_fits,
            time_apart * np.where(self.time_own[i] & self.time_own[j], 1.0, 0.5),
            self.places.overlap(i, j),
            self.polarity[i] != self.polarity[j],
            self.modality[i] != self.modality[j],
            soft * core,
            telling,
            telling * core,
            (self.last_core[i] == self.last_core[j]) & (self.last_core[i] >= 0),
            same_predicate,
            self.speakers.in_common(i, j) > 0,
            self.is_lead[i] & self.is_lead[j],
            *rare,
            *self.sentences.compare(i, j),
            *_agree(self.doer[i], self.doer[j]),
            *_agree(self.undergoer[i], self.undergoer[j]),
        )
        return np.stack(columns, dtype=np.float64, casting="unsafe").T

    def _lemmas(self, frames: NDArray[np.int64]) -> NDArray[np.int64]:
        """The numbers of the words of some frames, in order."""
        has = np.zeros(len(self.directions), dtype=bool)
        has[self.words.lemma[:, np.unique(frames)]] = True
        return np.flatnonzero(has)

    def _by_words(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.float32]:
        """What the words of two frames have in common, in the order of ``FEATURES``. Shape: ``(13, n)``."""
        # How near each word of the left frames is to each of the right ones.
        left, right = self._lemmas(i), self._lemmas(j)
        near = self.directions[left] @ self.directions[right].T
        np.clip(near, 0.0, 1.0, out=near)
        row, column = (np.zeros(len(self.directions), dtype=np.int64) for _ in range(2))
        row[left] = np.arange(0, near.size, near.shape[1])
        column[right] = np.arange(len(right))
        both = np.intersect1d(left, right, assume_unique=True)
        near.reshape(-1)[row[both] + column[both]] = 1.0
        if right[-1] == len(self.directions) - 1:
            near[:, -1] = 0.0  # where no word stands
        # Pairs of short frames together, so that none is laid out wider than it is.
        out = np.empty((13, len(i)), dtype=np.float32)
        order = np.lexsort((self.n_tokens[j], self.n_tokens[i]))
        for start in range(0, len(order), BLOCK):
            part = order[start : start + BLOCK]
            a, b = (self.words.of(side[part], self.n_tokens) for side in (i, j))
            out[:, part] = word_features(a, b, near.take(row[a.lemma][:, None] + column[b.lemma]))
        return out


def _in_turn(work: Callable[[Asked], Found], portions: Sequence[Asked]) -> Iterator[Found]:
    """What comes of each portion, in their order, some worked on at one time and few kept."""
    if len(portions) < 2:
        yield from map(work, portions)
        return
    # Threads of linear algebra beside these would wait for each other.
    with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(THREADS) as pool:
        waiting: deque[Future[Found]] = deque()
        for portion in portions:
            waiting.append(pool.submit(work, portion))
            if len(waiting) > THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _cosines(
    directions: NDArray[np.float32], i: NDArray[np.int64], j: NDArray[np.int64]
) -> NDArray[np.float32]:
    """The cosines of some rows of length 1 with others; so many at a time as a processor holds at hand."""
    out = np.empty(len(i), dtype=np.float32)
    for start in range(0, len(i), BLOCK):
        part = slice(start, start + BLOCK)
        out[part] = np.einsum("ij,ij->i", directions[i[part]], directions[j[part]])
    return out


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
    place = np.flatnonzero(keep)
    # Rows in order, the nearest first, of equals the first: numbers above 0 have the order of their bits.
    order = np.argsort((place // n << 32) - near.reshape(-1)[place].view(np.int32), kind="stable")
    row, column = np.divmod(place[order], n)
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


def _speakers(frame: Frame, reading: Reading) -> frozenset[tuple[str, ...]]:
    """Keys of those whose words the frame is in."""
    speakers = (reading.attributions[number].speaker for number in frame.attributions)
    return frozenset(name_key(s.name) for s in speakers if s is not None)


def _tokens(frame: Frame) -> list[int]:
    """The tokens that are compared: the frame's content words, what is counted, the predicate."""
    return sorted({*frame.words_at, *frame.core_at, *frame.predicate_at})[:WIDEST]
