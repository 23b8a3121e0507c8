"""A linear-chain conditional random field over what the network says of every word (Lafferty et al. 2001).

The network scores every word for itself. Which labels follow which, and how its scores of cues and of
roles bear on each other, is trained here on its outputs for the training reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from firsthand.reading.chains import Chain
from firsthand.reading.encoder import MAX_PIECES, MAX_WORDS, Encoder
from training.reader.data import by_words, polnear_windows, syntax_windows
from training.reader.names import names_of
from training.reader.sentences import split

RATE = 0.03
WINDOWS_A_BATCH = 25


Example = tuple[NDArray[np.float32], NDArray[np.int64]]  #: a window's scores by word, and its gold labels
UNLIKELY = -8.0  #: what a step that cannot be begins with


def scores_of(out: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
    """What the chain of tags sees of a window: scores of cues and of roles. (words, 8)"""
    return np.concatenate([out["cue"], out["role"]], axis=1).astype(np.float32)


def tag_examples(encoder: Encoder, data: Path, every: int) -> list[Example]:
    """Every n-th window of the attribution reports: outside, cue, source, content."""
    found = []
    for window in polnear_windows(data / "attribution/polnear/train", split, 300, 300)[::every]:
        if len(window.words) > MAX_WORDS or sum(len(encoder._ids(w)) for w in window.words) > MAX_PIECES:
            continue
        tags = np.zeros(len(window.words), dtype=np.int64)
        for base, part in ((5, 2), (3, 1)):
            for link in window.links:
                for previous, i in zip([-9, *link[part]], link[part], strict=False):
                    tags[i] = base + (previous == i - 1)
        cue = np.array(window.cue)
        tags[cue > 0] = cue[cue > 0]
        found.append((scores_of(encoder.run(window.words)), tags))
    return found


def name_examples(encoder: Encoder, conllu: Path, names: Path, most: int) -> list[Example]:
    """The first sentences of a treebank with Universal NER."""
    number = {label: n for n, label in enumerate(encoder._labels["name"])}
    windows = syntax_windows(conllu, by_words(names_of(names)), (1,))
    return [
        (encoder.run(w.words)["name"], np.array([number[x] for x in w.name if x]))
        for w in windows[:most]
        if w.name[0] is not None and len(w.words) <= MAX_WORDS
    ]


def illegal_steps(labels: Sequence[str]) -> torch.Tensor:
    """Steps into the inside of a name from anywhere but the same name."""
    return torch.tensor(
        [[UNLIKELY if b[0] == "I" and a[1:] != b[1:] else 0.0 for b in labels] for a in labels]
    )


class Field(nn.Module):
    """The field in training; it begins as a chain that believes the network."""

    def __init__(self, begin: Chain) -> None:
        super().__init__()
        self.emit = nn.Linear(len(begin.scores[0]), len(begin.bias))
        self.steps = nn.Parameter(torch.tensor(begin.steps))
        with torch.no_grad():
            self.emit.weight.copy_(torch.tensor(begin.scores))
            self.emit.bias.copy_(torch.tensor(begin.bias))

    def chain(self) -> Chain:
        """What ships."""

        def table(x: torch.Tensor) -> Any:
            return tuple(tuple(round(v, 3) for v in row) for row in x.tolist())

        return Chain(table(self.emit.weight), table(self.emit.bias[None])[0], table(self.steps))

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


def train_chain(examples: Sequence[Example], begin: Chain, epochs: int = 8) -> Chain:
    """A trained chain, seeded."""
    torch.manual_seed(7)
    field = Field(begin)
    optimizer = torch.optim.Adam(field.parameters(), lr=RATE)
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / epochs)
        for at in range(0, len(examples), WINDOWS_A_BATCH):
            batch = examples[at : at + WINDOWS_A_BATCH]
            lengths = torch.tensor([len(gold) for _, gold in batch])
            scores, gold = (
                nn.utils.rnn.pad_sequence([torch.from_numpy(x) for x in rows], batch_first=True)
                for rows in zip(*batch, strict=True)
            )
            loss = field.loss(scores, gold, lengths)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"chain, epoch {epoch + 1}: {float(loss.detach()):.3f}", flush=True)
    return field.chain()
