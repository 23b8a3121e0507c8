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
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from firsthand.claims.frames import Frame, is_content, names_of_tokens
from firsthand.claims.joining import meaning
from firsthand.model import Passage, Reading, timex
from firsthand.model.intervals import Interval, compatible
from firsthand.model.names import KnownNames, name_key, same_name
from firsthand.model.units import MEASURED, comparable

T = TypeVar("T", bound=Hashable)
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
        rarity = _rarity(readings, words)
        self.directions = unit(words.vectors)
        self.sentences = _Sentences(frames, readings, words, rarity)
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
        self.words = _Laid(lemma, weight, weight * is_core, weight * is_predicate, rarity[lemma])
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
        self.times = _Codes([f.time.value if f.time else None for f in frames], _times)
        self.time_own = np.array([f.is_time_own for f in frames], dtype=bool)
        self.quantities = _Quantities(frames)
        self.polarity = np.array([f.polarity == "denied" for f in frames])
        self.modality = np.array(
            [("stated", "planned", "possible", "estimated").index(f.modality) for f in frames]
        )
        self.is_lead = np.array([f.sentence < LEAD for f in frames], dtype=bool)
        self.places = _Places(frames, readings, passages)

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

    def _names(self, readings: Sequence[Reading]) -> _Sets:
        """Numbers of the names of each frame; names of one count once."""
        known = KnownNames()
        number = {name: known.number(name) for name in sorted({n for f in self.frames for n in f.names})}
        named = [names_of_tokens(reading) for reading in readings]
        self.doer = self._first_name(number, named, [f.doers_at for f in self.frames])
        self.undergoer = self._first_name(number, named, [f.undergoers_at for f in self.frames])
        return _Sets([sorted({number[name] for name in f.names}) for f in self.frames])

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

    def _speakers(self, readings: Sequence[Reading]) -> _Sets:
        """Numbers of those in whose words each frame is."""
        keys = [_speakers(f, readings[f.report]) for f in self.frames]
        numbers = {key: k for k, key in enumerate(sorted(frozenset().union(*keys)))}
        return _Sets([[numbers[key] for key in found] for found in keys])

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

    def _by_words(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.float32]:
        """What the words of two frames have in common, in the order of ``FEATURES``. Shape: ``(13, n)``."""
        # How near each word of the left frames is to every other of the story.
        lemmas = np.unique(self.words.lemma[:, np.unique(i)])
        near = self.directions[lemmas] @ self.directions.T
        np.clip(near, 0.0, 1.0, out=near)
        near[np.arange(len(lemmas)), lemmas] = 1.0
        near[:, -1] = 0.0  # where no word stands
        row = np.zeros(len(self.directions), dtype=np.int64)
        row[lemmas] = np.arange(0, near.size, near.shape[1])
        # Pairs of short frames together, so that none is laid out wider than it is.
        out = np.empty((13, len(i)), dtype=np.float32)
        order = np.lexsort((self.n_tokens[j], self.n_tokens[i]))
        for start in range(0, len(order), BLOCK):
            part = order[start : start + BLOCK]
            a, b = (self.words.of(side[part], self.n_tokens) for side in (i, j))
            out[:, part] = _word_features(a, b, near.take(row[a.lemma][:, None] + b.lemma))
        return out


def _in_turn(work: Callable[[Asked], Found], portions: Iterable[Asked]) -> Iterator[Found]:
    """What comes of each portion, in their order, some worked on at one time and few kept."""
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: deque[Future[Found]] = deque()
        for portion in portions:
            waiting.append(pool.submit(work, portion))
            if len(waiting) > THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Laid(NamedTuple):
    """The words of frames side by side: one row a place in the frame, one column a frame."""

    lemma: NDArray[np.int64]  #: its number; behind a frame's last word that of none
    weight: NDArray[np.float32]  #: how much it tells; nothing behind the last word, as below
    core: NDArray[np.float32]  #: the same, of words in the core
    predicate: NDArray[np.float32]  #: and of those in the predicate
    rarity: NDArray[np.float32]  #: how few of the story's sentences have it

    def of(self, frames: NDArray[np.int64], n_tokens: NDArray[np.int64]) -> _Laid:
        """The columns of some frames, with as many rows as the longest of them has words."""
        rows = slice(max(1, int(n_tokens[frames].max())))
        return _Laid(
            np.take(self.lemma[rows], frames, axis=1),
            *(np.take(told[rows], frames, axis=1) for told in self[1:]),
        )


def _cosines(
    directions: NDArray[np.float32], i: NDArray[np.int64], j: NDArray[np.int64]
) -> NDArray[np.float32]:
    """The cosines of some rows of length 1 with others; so many at a time as a processor holds at hand."""
    out = np.empty(len(i), dtype=np.float32)
    for start in range(0, len(i), BLOCK):
        part = slice(start, start + BLOCK)
        out[part] = np.einsum("ij,ij->i", directions[i[part]], directions[j[part]])
    return out


def _word_features(a: _Laid, b: _Laid, near: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
    """What the words of two frames have in common, for many pairs.

    Args:
        a: The words of the left frames.
        b: The words of the right frames.
        near: How near each word of the one is to each of the other. Shape: ``(n of a, n of b, pairs)``.
    """
    exact = a.lemma[:, None] == b.lemma
    shared = exact.any(axis=1)
    nearest_a, nearest_b = near.max(axis=1), near.max(axis=0)
    total_a, total_b = a.weight.sum(axis=0) + 1e-9, b.weight.sum(axis=0) + 1e-9
    in_a = (shared * a.weight).sum(axis=0)
    from_a = (nearest_a * a.weight).sum(axis=0) / total_a
    from_b = (nearest_b * b.weight).sum(axis=0) / total_b
    rare_a, rare_b = a.rarity.sum(axis=0) + 1e-9, b.rarity.sum(axis=0) + 1e-9
    rare_shared = np.sort(shared * a.rarity, axis=0)[::-1]
    rare_from_a = (nearest_a * a.rarity).sum(axis=0) / rare_a
    rare_from_b = (nearest_b * b.rarity).sum(axis=0) / rare_b
    return (
        2 * in_a / (total_a + total_b),
        in_a / np.minimum(total_a, total_b),
        (from_a + from_b) / 2,
        np.maximum(from_a, from_b),
        np.minimum(from_a, from_b),
        _soft(near, a.core, b.core),
        _soft(near, a.predicate, b.predicate),
        (exact & (a.predicate > 0)[:, None] & (b.predicate > 0)).any(axis=(0, 1)),
        rare_shared[0],
        rare_shared.sum(axis=0) / np.minimum(rare_a, rare_b),
        rare_shared[:RAREST].sum(axis=0),
        np.maximum(rare_from_a, rare_from_b),
        np.minimum(rare_from_a, rare_from_b),
    )


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


class _Sets:
    """Sets of numbers, one a frame, and how many any two have in common."""

    def __init__(self, sets: Sequence[Sequence[int]]) -> None:
        self.n = np.array([len(one) for one in sets], dtype=np.int64)
        self._first = np.cumsum(self.n) - self.n
        self._numbers = np.array([number for one in sets for number in sorted(one)], dtype=np.int64)
        self._size = int(self._numbers.max(initial=0)) + 1
        #: Frame and number in one, in order.
        self._keys = np.repeat(np.arange(len(sets)) * self._size, self.n) + self._numbers

    def in_common(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many numbers the sets of two frames share."""
        pair, at = _spread(self._first[i], self.n[i])
        asked = j[pair] * self._size + self._numbers[at]
        met = np.append(self._keys, -1)[np.searchsorted(self._keys, asked)] == asked
        return np.bincount(pair[met], minlength=len(i))


def _spread(first: NDArray[np.int64], n: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Runs of ``n`` places from ``first`` on, one after the other: the run of each place, and the places."""
    run = np.repeat(np.arange(len(n)), n)
    return run, np.arange(len(run)) + np.repeat(first - np.cumsum(n) + n, n)


def _rarity(readings: Sequence[Reading], words: Words) -> NDArray[np.float32]:
    """How few of the story's sentences have each word, in [0, 1]: the words that tell its matters apart.

    Shape: ``(n_words + 1,)``, the last of no word.
    """
    n = len(words.weights) + 1
    held = np.unique(words.sentence_of_token * n + words.of_token)
    counts = np.bincount(held % n, minlength=n)
    n_sentences = 1 + sum(len(reading.sentences) for reading in readings)
    rarity: NDArray[np.float32] = (
        np.log(n_sentences / np.maximum(counts, 1)) / np.log(max(2, n_sentences))
    ).astype(np.float32)
    rarity[-1] = 0
    return rarity


class _Sentences:
    """The rare words of the sentences that frames stand in, and where in their reports these are."""

    def __init__(
        self,
        frames: Sequence[Frame],
        readings: Sequence[Reading],
        words: Words,
        rarity: NDArray[np.float32],
    ) -> None:
        tells = rarity[:-1] * words.weights / meaning.UNKNOWN_WEIGHT
        starts = np.cumsum([0, *(len(r.sentences) for r in readings)])
        self.of = np.array([starts[f.report] + f.sentence for f in frames], dtype=np.int64)
        bags = np.zeros((int(starts[-1]), FOLDED), dtype=np.float32)
        content = np.array([is_content(t) for r in readings for t in r.tokens], dtype=bool)
        lemma = words.of_token[content]
        bags[words.sentence_of_token[content], lemma % FOLDED] = tells[lemma]
        around = bags.copy()
        for reading, start in zip(readings, starts, strict=False):
            bag, wide = (rows[start : start + len(reading.sentences)] for rows in (bags, around))
            wide[1:] = np.maximum(wide[1:], BESIDE * bag[:-1])
            wide[:-1] = np.maximum(wide[:-1], BESIDE * bag[1:])
        self.bags, self.around = _Bags(bags), _Bags(unit(around))
        self.lengths = np.sqrt(np.einsum("ij,ij->i", bags, bags)) + 1e-9
        sizes = np.array([max(1, len(r.sentences) - 1) for r in readings])
        self.place = np.array([f.sentence / sizes[f.report] for f in frames])
        self.depth = np.log1p(np.array([f.sentence for f in frames], dtype=np.float64))

    def compare(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> tuple[NDArray[np.float64], ...]:
        """(rarest word shared, all shared, cosine, cosine with the sentences beside, place apart, depth apart)."""
        n = len(self.lengths)
        asked, back = np.unique(self.of[i] * n + self.of[j], return_inverse=True)
        left, right = np.divmod(asked, n)
        pair, a, b = self.bags.beside(left, right)
        less = np.minimum(a, b)
        rarest = np.zeros(len(asked), dtype=np.float32)
        np.maximum.at(rarest, pair, less)
        own = np.bincount(pair, a * b, len(asked)) / (self.lengths[left] * self.lengths[right])
        beside, c, d = self.around.beside(left, right)
        columns = (
            rarest,
            np.bincount(pair, less, len(asked)),
            own,
            np.bincount(beside, c * d, len(asked)),
        )
        return (
            *(column[back] for column in columns),
            np.abs(self.place[i] - self.place[j]),
            np.abs(self.depth[i] - self.depth[j]),
        )


class _Bags:
    """Rows that are mostly nothing, and what two of them have in one place."""

    def __init__(self, rows: NDArray[np.float32]) -> None:
        self._rows = rows
        at, self._columns = np.nonzero(rows)
        self._values = rows[at, self._columns]
        self._n = np.bincount(at, minlength=len(rows))
        self._first = np.cumsum(self._n) - self._n

    def beside(
        self, left: NDArray[np.int64], right: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
        """For each place where a left row holds something: the number of the pair, what is there, and what
        the right row has there.
        """
        pair, at = _spread(self._first[left], self._n[left])
        return pair, self._values[at], self._rows[right[pair], self._columns[at]]


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


def _soft(near: NDArray[np.float32], a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    """Likeness both ways between the words that have weight. Shape: ``(pairs,)``; 0 where a side has none."""
    from_a = ((near * (b > 0)).max(axis=1) * a).sum(axis=0) / np.maximum(a.sum(axis=0), 1e-9)
    from_b = ((near * (a > 0)[:, None]).max(axis=0) * b).sum(axis=0) / np.maximum(b.sum(axis=0), 1e-9)
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
    sentence_of_token: NDArray[np.int64]  #: the sentence's number among those of all reports
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
        starts = np.cumsum([0, *(len(r.sentences) for r in readings)]).tolist()
        sentence_of_token = np.array(
            [start + t.sentence for r, start in zip(readings, starts, strict=False) for t in r.tokens],
            dtype=np.int64,
        )
        vectors = np.zeros((len(numbers) + 1, meaning.WIDTH), dtype=np.float32)
        for lemma, k in numbers.items():
            vectors[k] = meaning.phrase_vector([lemma])
        if numbers:
            counts = np.bincount(of_token, minlength=len(numbers))
            vectors[:-1] -= (counts @ vectors[:-1] / len(of_token)).astype(np.float32)
        weights = np.array([meaning.word_weight(lemma) for lemma in numbers], dtype=np.float32)
        return Words(of_token, sentence_of_token, vectors, weights)


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
