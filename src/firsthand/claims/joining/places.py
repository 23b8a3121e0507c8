"""Where frames stand: in which sentences, among which others, and in passages that two reports share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from firsthand.claims.frames import Frame, is_content
from firsthand.claims.joining import meaning
from firsthand.claims.joining.values import spread
from firsthand.claims.joining.vectors import Words, unit
from firsthand.model import Passage, Reading

#: What a word in the sentence before or after weighs beside one in the sentence itself.
BESIDE = 0.5
#: Axes that the words of sentences are folded to.
FOLDED = 1024


class Sentences:
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
        pair, at = spread(self._first[left], self._n[left])
        return pair, self._values[at], self._rows[right[pair], self._columns[at]]


class Places:
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
