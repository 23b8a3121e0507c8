"""Distil word vectors from all-MiniLM-L6-v2: ``claims/joining/vectors.npz`` out.

    python -m training.vectors ../shared/data

Every word of the vocabulary goes through the encoder alone, so that rare words keep their meaning;
the common direction is taken out, the rest is turned to its main axes and stored in 8 bits. Words and
numbers only; no text is kept.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from training.frequencies import texts
from training.reader.net import Reader
from training.reader.train import minilm

SIZE = 192
COMMON = 2  #: leading directions that all words share and that tell nothing


def vocabulary(data: Path, tokenizer: Tokenizer) -> tuple[list[str], dict[str, int], int]:
    """Words to embed, the number of reports that have each, and the number of reports."""
    reports: Counter[str] = Counter()
    n = 0
    for text in texts(data):
        reports.update(set(re.findall(r"[^\W\d_]+", text.lower())))
        n += 1
    words = {w for w, c in reports.items() if c >= 2 and len(w) > 1}
    words |= {w for w in tokenizer.get_vocab() if re.fullmatch(r"[a-z]{2,}", w)}
    return sorted(words), dict(reports), n


@torch.no_grad()
def embed(words: list[str], tokenizer: Tokenizer) -> np.ndarray:
    """Mean-pooled sentence vectors of single words. Shape: (words, 384)."""
    net = Reader({k: ["x"] for k in ("upos", "xpos", "lemma", "name", "relation")})
    net.load_minilm(minilm())
    net.eval()
    out = np.zeros((len(words), 384), dtype=np.float32)
    ids = [tokenizer.encode(w, add_special_tokens=False).ids[:10] for w in words]
    order = sorted(range(len(words)), key=lambda i: (len(ids[i]), i))
    at = 0
    while at < len(order):
        size = len(ids[order[at]])
        batch = [i for i in order[at : at + 1024] if len(ids[i]) == size]
        pieces = torch.tensor([[101, *ids[i], 102] for i in batch])
        zero = torch.zeros_like(pieces)
        first = torch.arange(pieces.shape[1])[None].expand(len(batch), -1)
        hidden = net.encode(pieces, zero, zero, torch.ones_like(pieces), first)
        out[batch] = hidden.mean(1).numpy()
        at += len(batch)
    return out


def main() -> None:
    torch.manual_seed(7)
    torch.set_num_threads(2)
    tokenizer = Tokenizer.from_file(str(minilm() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    words, reports, n = vocabulary(Path(sys.argv[1]), tokenizer)
    x = embed(words, tokenizer)
    x -= x.mean(0)
    _, _, axes = np.linalg.svd(x[:: max(1, len(x) // 20000)], full_matrices=False)
    x = x @ axes[COMMON : COMMON + SIZE].T
    x /= np.linalg.norm(x, axis=1, keepdims=True) + 1e-9
    scale = np.abs(x).max(axis=1, keepdims=True) / 127
    stored = np.round(x / scale).astype(np.int8)
    weight = np.array([np.log((n + 1) / (reports.get(w, 1) + 0.5)) for w in words], dtype=np.float16)
    target = Path("src/firsthand/claims/joining/vectors")
    target.mkdir(exist_ok=True)
    np.save(target / "vectors.npy", stored)
    np.save(target / "weights.npy", weight)
    (target / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    print(len(words), "words", stored.nbytes / 1e6, "MB")


if __name__ == "__main__":
    main()
