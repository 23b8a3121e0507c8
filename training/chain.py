"""A linear-chain conditional random field over what the network says of every word (Lafferty et al. 2001).

The network scores every word for itself. Which labels follow which, and how its scores of cues and of
roles bear on each other, is trained here on its outputs for the training reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from firsthand.reading.encoder import Encoder
from training.reader.data import polnear_windows
from training.reader.sentences import split

CUES = 3  #: labels of a chain of cues: outside, begins, goes on
TAGS = 7  #: those, and beginning or going on of a source and of a content
RATE = 0.03
WINDOWS_A_BATCH = 25


@dataclass(frozen=True)
class Example:
    """A window of training words: the network's eight scores of each, and its gold labels."""

    scores: NDArray[np.float32]
    cue: NDArray[np.int64]
    role: NDArray[np.int64]


def scores_of(out: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
    """What a chain sees of a window: scores of cues and of roles. (words, 8)"""
    return np.concatenate([out["cue"], out["role"]], axis=1).astype(np.float32)


def examples(encoder: Encoder, data: Path, every: int) -> list[Example]:
    """Every n-th window of the training reports."""
    found = []
    for window in polnear_windows(data / "attribution/polnear/train", split, 300, 300)[::every]:
        if len(window.words) > 300 or sum(len(encoder._ids(w)) for w in window.words) > 508:
            continue
        role = np.zeros(len(window.words), dtype=np.int64)
        for base, at in ((3, 2), (1, 1)):
            for link in window.links:
                for previous, i in zip([-9, *link[at]], link[at], strict=False):
                    if not role[i] or base == 1:
                        role[i] = base + (previous == i - 1)
        found.append(Example(scores_of(encoder.run(window.words)), np.array(window.cue), role))
    return found


class Chain(nn.Module):
    """The field. ``labels`` is ``CUES`` or ``TAGS``."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.labels = labels
        self.emit = nn.Linear(8, labels)
        self.steps = nn.Parameter(torch.zeros(labels, labels))
        with torch.no_grad():
            self.emit.weight.zero_()
            self.emit.bias.zero_()
            for label, column in ((1, 1), (2, 2), (3, 4), (4, 5), (5, 6), (6, 7)):
                if label < labels:
                    self.emit.weight[label, column] = 1.0

    def gold(self, example: Example) -> NDArray[np.int64]:
        """The labels of a window's words."""
        if self.labels == CUES:
            return example.cue
        tags: NDArray[np.int64] = np.where(
            example.cue > 0, example.cue, np.where(example.role > 0, example.role + 2, 0)
        )
        return tags

    def loss(self, scores: torch.Tensor, gold: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """-log of the probability of the gold labels, a word. scores: (batch, words, 8)."""
        emitted = self.emit(scores)
        at = torch.arange(gold.shape[1])[None] < lengths[:, None]
        right = emitted.gather(2, gold[:, :, None])[:, :, 0] * at
        moved = self.steps[gold[:, :-1], gold[:, 1:]] * at[:, 1:]
        total = emitted[:, 0]
        for i in range(1, gold.shape[1]):
            following = torch.logsumexp(total[:, :, None] + self.steps, 1) + emitted[:, i]
            total = torch.where(at[:, i, None], following, total)
        return (torch.logsumexp(total, 1) - right.sum(1) - moved.sum(1)).sum() / lengths.sum()


def train_chain(examples: Sequence[Example], labels: int, epochs: int = 8) -> Chain:
    """Train a chain, seeded."""
    torch.manual_seed(7)
    chain = Chain(labels)
    optimizer = torch.optim.Adam(chain.parameters(), lr=RATE)
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / epochs)
        for begin in range(0, len(examples), WINDOWS_A_BATCH):
            batch = examples[begin : begin + WINDOWS_A_BATCH]
            lengths = torch.tensor([len(e.cue) for e in batch])
            scores, gold = (
                nn.utils.rnn.pad_sequence([torch.from_numpy(x) for x in rows], batch_first=True)
                for rows in ([e.scores for e in batch], [chain.gold(e) for e in batch])
            )
            loss = chain.loss(scores, gold, lengths)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"chain of {labels}, epoch {epoch + 1}: {float(loss.detach()):.3f}", flush=True)
    return chain
