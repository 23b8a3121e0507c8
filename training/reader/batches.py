"""Windows as arrays of numbers, and batches of them."""

from __future__ import annotations

import random

import numpy as np
import torch

from firsthand.reading.lemmas import rule_of
from firsthand.reading.shapes import shape_of
from training.reader.data import IGNORE, Window

MAX_PIECES = 510
PIECES_A_BATCH = 4096
LINKS = ("source", "content", "begin", "end")  #: what is scored for every pair of a cue and a word


class Encoded:
    """One window as arrays."""

    def __init__(self, window: Window, number: dict[str, dict[str, int]], pieces_of) -> None:
        ids, shapes, quote, first = [101], [0], [0], []
        for word, q in zip(window.words, window.in_quote, strict=False):
            pieces = pieces_of(word)
            if len(ids) + len(pieces) > MAX_PIECES:
                break
            first.append(len(ids))
            ids += pieces
            shapes += [shape_of(word)] * len(pieces)
            quote += [q] * len(pieces)
        n = self.n = len(first)
        self.ids, self.shapes, self.quote, self.first = [*ids, 102], [*shapes, 0], [*quote, 0], first
        self.sentence = window.sentence[:n]
        self.news = window.news
        self.words = window.words[:n]

        def labels(key: str) -> list[int]:
            return [number[key].get(x, IGNORE) if x is not None else IGNORE for x in getattr(window, key)[:n]]

        self.upos, self.xpos, self.name, self.relation = map(labels, ("upos", "xpos", "name", "relation"))
        rules = window.lemma_rule or [
            rule_of(word, lemma) if lemma else None
            for word, lemma in zip(window.words, window.lemma, strict=False)
        ]
        self.lemma = [number["lemma"].get(rule, IGNORE) if rule else IGNORE for rule in rules[:n]]
        self.head = [h if h < n else IGNORE for h in window.head[:n]]
        self.cue = window.cue[:n] if window.has_attributions else [IGNORE] * n
        self.links = [link for link in window.links if link[0] < n]
        self.parts: list[tuple[int, int]] = []  #: first and last word of parts whose meaning is known
        self.aims = np.zeros((0, 0), dtype=np.float32)
        self.role = [IGNORE] * n
        if window.has_attributions:
            self.role = [0] * n
            for base, at in ((3, 2), (1, 1)):
                for link in self.links:
                    inside = [i for i in link[at] if i < n]
                    for previous, i in zip([-9, *inside], inside, strict=False):
                        if not self.role[i] or base == 1:
                            self.role[i] = base + (previous == i - 1)


def batches(items: list[Encoded], seed: int) -> list[list[Encoded]]:
    """Batches of like length with a bounded number of pieces, in a seeded order."""
    rng = random.Random(seed)
    keyed = sorted(items, key=lambda e: (len(e.ids) // 16, rng.random()))
    out, current = [], []
    for item in keyed:
        if current and (len(current) + 1) * max(len(item.ids), len(current[0].ids)) > PIECES_A_BATCH:
            out.append(current)
            current = []
        current.append(item)
    out.append(current)
    rng.shuffle(out)
    return out


def tensors(batch: list[Encoded]) -> dict[str, torch.Tensor]:
    p, w = max(len(e.ids) for e in batch), max(e.n for e in batch)

    def pad(rows, size, value):
        out = np.full((len(rows), size), value, dtype=np.int64)
        for i, row in enumerate(rows):
            out[i, : len(row)] = row
        return torch.from_numpy(out)

    t = {k: pad([getattr(e, k) for e in batch], p, 0) for k in ("ids", "shapes", "quote")}
    t["mask"] = pad([[1] * len(e.ids) for e in batch], p, 0)
    t["first"] = pad([e.first for e in batch], w, 0)
    for k in ("upos", "xpos", "lemma", "name", "relation", "head", "cue", "role"):
        t[k] = pad([getattr(e, k) for e in batch], w, IGNORE)
    t["sentence"] = pad([e.sentence for e in batch], w, -1)
    rows: list[tuple[int, int, int]] = []
    marks: dict[str, list[np.ndarray]] = {key: [] for key in LINKS}
    for b, e in enumerate(batch):
        for cue, src, con in e.links:
            rows.append((b, cue, e.n))
            content = [i for i in con if i < e.n]
            # Marks inside a content carry no letters and are not annotated: a run goes on over them.
            inside = {
                "source": [i for i in src if i < e.n],
                "content": content,
                "begin": [i for k, i in enumerate(content) if not k or i - content[k - 1] > 3],
                "end": [i for k, i in enumerate(content) if k == len(content) - 1 or content[k + 1] - i > 3],
            }
            for key, at in inside.items():
                row = np.zeros(w, dtype=np.float32)
                row[at] = 1
                marks[key].append(row)
    parts = [(b, *part) for b, e in enumerate(batch) for part in e.parts]
    t["parts"] = torch.tensor(parts, dtype=torch.int64).reshape(-1, 3)
    if parts:
        t["aims"] = torch.from_numpy(np.concatenate([e.aims for e in batch if e.parts]))
    t["links"] = torch.tensor(rows, dtype=torch.int64).reshape(-1, 3)
    for key, made in marks.items():
        t["link_" + key] = torch.from_numpy(np.array(made)) if rows else torch.zeros(0, w)
    return t
