"""Silver syntax: what a teacher that only knows syntax and names says of news windows.

The treebanks hold little news, and the attribution set holds nothing but news without syntax. A network
that learns both at once learns that newspaper pages need no syntax, and tags them badly (measured: one
closed-class word in twenty wrong, against one in a hundred of single sentences). A teacher trained on
the treebanks alone reads the news windows sentence by sentence; what it is sure of becomes their
labels.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch.nn.utils.rnn import pad_sequence

from firsthand.reading.shapes import shape_of
from firsthand.reading.tokens import tokenize
from training.reader.data import IGNORE, Window, quotes
from training.reader.net import OUTPUTS, Reader

SURE = 0.6  #: probability from which the teacher's word counts
SURE_OF_NAME = 0.85  #: likewise for names, which it misses more often than it errs
MOST_WORDS = 150  #: of a sentence that is labelled
WORDS_A_BATCH = 4096
WORDS_OF_NEWS = 300  #: words of each further report that are labelled


def news_windows(
    path: Path, split: Callable, every: int, begin: int = 0, limit: int = WORDS_OF_NEWS
) -> list[Window]:
    """The beginning of every n-th report of a JSON Lines file, as one unlabelled window."""
    windows = []
    for number, line in enumerate(path.open(encoding="utf-8")):
        if number % every != begin:
            continue
        text = json.loads(line)["text"][:6000]
        words: list[str] = []
        sentence: list[int] = []
        for n, span in enumerate(split(text)):
            part = [t.of(text) for t in tokenize(text, span.start, span.end)]
            if len(words) + len(part) > limit:
                break
            words += part
            sentence += [n] * len(part)
        if len(words) < 40:
            continue
        window = Window(words, sentence, quotes(words))
        window.cue = [0] * len(words)
        window.news = True
        windows.append(window)
    return windows


@torch.no_grad()
def label_windows(
    net: Reader,
    labels: dict[str, list[str]],
    windows: Sequence[Window],
    pieces_of: Callable[[str], list[int]],
) -> None:
    """Give windows the tags, lemma edits, heads, relations and names that a network is sure of.

    It reads every sentence alone, and each only once: windows overlap. Names that a window has stay.
    """
    net.eval()
    where: dict[tuple[tuple[str, ...], tuple[int, ...]], list[tuple[Window, int]]] = {}
    for window in windows:
        n = len(window.words)
        window.upos, window.xpos, window.relation = ([None] * n for _ in range(3))
        window.lemma_rule = [None] * n
        if not window.has_names:
            window.name = [None] * n
        window.head = [IGNORE] * n
        begin = 0
        for end in range(1, n + 1):
            if end == n or window.sentence[end] != window.sentence[begin]:
                if end - begin <= MOST_WORDS:
                    key = tuple(window.words[begin:end]), tuple(window.in_quote[begin:end])
                    where.setdefault(key, []).append((window, begin))
                begin = end
    batch: list[tuple[tuple[str, ...], tuple[int, ...]]] = []
    for key in sorted(where, key=lambda k: (len(k[0]), k)):
        batch.append(key)
        if len(batch) * len(key[0]) > WORDS_A_BATCH:
            _label(net, labels, batch, where, pieces_of)
            batch = []
    if batch:
        _label(net, labels, batch, where, pieces_of)
    net.train()


def _label(net, labels, batch, where, pieces_of) -> None:
    rows = []
    for words, quoted in batch:
        ids, shapes, quote, first = [101], [0], [0], []
        for word, q in zip(words, quoted, strict=True):
            pieces = pieces_of(word)
            first.append(len(ids))
            ids += pieces
            shapes += [shape_of(word)] * len(pieces)
            quote += [q] * len(pieces)
        rows.append(([*ids, 102], [*shapes, 0], [*quote, 0], [1] * (len(ids) + 1), first))
    fits = [len(row[0]) <= 512 for row in rows]
    rows = [row for row, fit in zip(rows, fits, strict=True) if fit]
    batch = [key for key, fit in zip(batch, fits, strict=True) if fit]
    if not rows:
        return
    feed = [
        pad_sequence([torch.tensor(x) for x in column], batch_first=True)
        for column in zip(*rows, strict=True)
    ]
    half = {
        name: p if name.split(".")[0] in ("words", "places", "shapes", "quote", "norm") else p.bfloat16()
        for name, p in net.named_parameters()
    }
    found = torch.func.functional_call(net, half, tuple(feed))
    out = {key: value.float() for key, value in zip(OUTPUTS, found, strict=True)}
    lengths = torch.tensor([len(words) for words, _ in batch])
    beyond = torch.arange(out["arc"].shape[1])[None] >= lengths[:, None]
    sure, head = out["arc"].masked_fill(beyond[:, None, :], -1e4).softmax(-1).max(-1)
    up = torch.gather(out["parent"], 1, head[:, :, None].expand(-1, -1, out["parent"].shape[-1]))
    certain, relation = net.relate(out["child"], up).softmax(-1).max(-1)
    best = {key: out[key].softmax(-1).max(-1) for key in ("upos", "xpos", "lemma", "name")}
    for b, key in enumerate(batch):
        for window, begin in where[key]:
            for kind, target in (
                ("upos", window.upos),
                ("xpos", window.xpos),
                ("lemma", window.lemma_rule),
                ("name", window.name),
            ):
                if kind == "name" and window.has_names:
                    continue
                sure_of = SURE_OF_NAME if kind == "name" else SURE
                for i in range(len(key[0])):
                    if best[kind][0][b, i] >= sure_of:
                        target[begin + i] = labels[kind][best[kind][1][b, i]]
            for i in range(len(key[0])):
                if sure[b, i] >= SURE:
                    window.head[begin + i] = begin + int(head[b, i])
                    if certain[b, i] >= SURE:
                        window.relation[begin + i] = labels["relation"][relation[b, i]]
