"""What parts of sentences mean, as the sentence encoder sees it: the aim of the head ``meaning``.

all-MiniLM-L6-v2 gives one vector for one text. The reader's word vectors keep that meaning: the mean
of a head's outputs over the words of a clause, taken inside its window, is drawn to the vector that
the frozen encoder gives the clause alone, on its first principal axes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from training.reader.net import MEANING_WIDTH, Reader

LEAST = 4  #: words of a part
MOST_PIECES = 120
CUTS = frozenset(",;:—–()“”\"``''")
PIECES_A_BATCH = 8192


def parts_of(window) -> list[tuple[int, int, tuple[int, ...]]]:
    """Parts of an encoded window: sentences, and what stands between their marks. (first, last, pieces)"""
    out = []

    def add(first: int, last: int) -> None:
        while first < last and not any(c.isalnum() for c in window.words[first]):
            first += 1
        while last > first and not any(c.isalnum() for c in window.words[last]):
            last -= 1
        if last - first + 1 >= LEAST:
            stop = window.first[last + 1] if last + 1 < window.n else len(window.ids) - 1
            pieces = tuple(window.ids[window.first[first] : stop][:MOST_PIECES])
            out.append((first, last, pieces))

    begin = cut = 0
    for i in range(1, window.n + 1):
        if i == window.n or window.sentence[i] != window.sentence[i - 1]:
            add(begin, i - 1)
            if cut > begin:
                add(cut, i - 1)
            begin = cut = i
        elif window.words[i] in CUTS:
            add(cut, i - 1)
            cut = i + 1
    return out


@torch.no_grad()
def aims(encoder: Reader, parts: Sequence[tuple[int, int, tuple[int, ...]]]) -> np.ndarray:
    """The sentence encoder's unit vector of every part: (parts, width)."""
    encoder.eval()
    half = {
        name: p.bfloat16() if name.split(".")[0] in ("layers", "upos") else p
        for name, p in encoder.named_parameters()
    }
    distinct = sorted({pieces for _, _, pieces in parts}, key=lambda x: (len(x), x))
    vectors: dict[tuple[int, ...], np.ndarray] = {}
    at = 0
    while at < len(distinct):
        stop = at + 1
        while stop < len(distinct) and (stop + 1 - at) * (len(distinct[stop]) + 2) <= PIECES_A_BATCH:
            stop += 1
        batch = distinct[at:stop]
        width = len(batch[-1]) + 2
        ids = torch.zeros(len(batch), width, dtype=torch.int64)
        mask = torch.zeros_like(ids)
        for row, pieces in enumerate(batch):
            ids[row, : len(pieces) + 2] = torch.tensor([101, *pieces, 102])
            mask[row, : len(pieces) + 2] = 1
        states = torch.func.functional_call(
            _States(encoder), {"net." + k: v for k, v in half.items()}, (ids, mask)
        )
        mean = (states.float() * mask[:, :, None]).sum(1)
        for pieces, vector in zip(batch, torch.nn.functional.normalize(mean, dim=1).numpy(), strict=True):
            vectors[pieces] = vector
        at = stop
    return np.stack([vectors[pieces] for _, _, pieces in parts])


class _States(torch.nn.Module):
    def __init__(self, net: Reader) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.net.states(ids, ids * 0, ids * 0, mask)


def principal(vectors: np.ndarray, width: int = MEANING_WIDTH) -> np.ndarray:
    """The first axes of the vectors about the origin, so that inner products are kept: (width, from)."""
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    return np.ascontiguousarray(axes[:, ::-1][:, :width].T)
