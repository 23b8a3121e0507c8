"""Silver syntax: what a teacher that only knows syntax and names says of news windows.

The treebanks hold little news, and the attribution set holds nothing but news without syntax. A network
that learns both at once learns that newspaper pages need no syntax, and tags them badly (measured: one
closed-class word in twenty wrong, against one in a hundred of single sentences). A teacher trained on
the treebanks alone reads the news windows sentence by sentence; what it is sure of becomes their
labels.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import torch

from firsthand.reading.shapes import shape_of
from firsthand.reading.tokens import tokenize
from training.reader.data import IGNORE, Window, quotes
from training.reader.net import OUTPUTS, Reader

SURE = 0.6  #: probability from which the teacher's word counts
WORDS_OF_NEWS = 300  #: words of each further report that are labelled


def news_windows(path: Path, split: Callable, every: int, limit: int = WORDS_OF_NEWS) -> list[Window]:
    """The beginning of every n-th report of a JSON Lines file, as one unlabelled window."""
    windows = []
    for number, line in enumerate(path.open(encoding="utf-8")):
        if number % every:
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
        windows.append(window)
    return windows


class Teacher:
    """A trained network that labels windows."""

    def __init__(self, folder: Path, pieces_of: Callable[[str], list[int]]) -> None:
        self.labels = json.loads((folder / "labels.json").read_text("utf-8"))
        self.net = Reader(self.labels)
        self.net.load_state_dict(torch.load(folder / "network.pt"))
        self.net.eval()
        self.pieces_of = pieces_of

    def label(self, window: Window) -> None:
        """Give a window the tags, lemma edits, heads, relations and names that the teacher is sure of."""
        n = len(window.words)
        window.upos, window.xpos, window.relation, window.name = ([None] * n for _ in range(4))
        window.lemma_rule = [None] * n
        window.head = [IGNORE] * n
        begin = 0
        for end in range(1, n + 1):
            if end == n or window.sentence[end] != window.sentence[begin]:
                if end - begin <= 150:
                    self._sentence(window, begin, end)
                begin = end

    @torch.no_grad()
    def _sentence(self, window: Window, begin: int, end: int) -> None:
        ids, shapes, quote, first = [101], [0], [0], []
        for word, quoted in zip(window.words[begin:end], window.in_quote[begin:end], strict=True):
            pieces = self.pieces_of(word)
            first.append(len(ids))
            ids += pieces
            shapes += [shape_of(word)] * len(pieces)
            quote += [quoted] * len(pieces)
        if len(ids) > 509:
            return
        row = lambda values: torch.tensor([values])  # noqa: E731
        mask = row([1] * (len(ids) + 1))
        found = self.net(row([*ids, 102]), row([*shapes, 0]), row([*quote, 0]), mask, row(first))
        out = {key: value[0].float() for key, value in zip(OUTPUTS, found, strict=True)}
        for key, target in (("upos", "upos"), ("xpos", "xpos"), ("lemma", "lemma_rule"), ("name", "name")):
            sure, best = out[key].softmax(-1).max(-1)
            values = getattr(window, target)
            for i in range(end - begin):
                if sure[i] >= SURE:
                    values[begin + i] = self.labels[key][best[i]]
        sure, head = out["arc"].softmax(-1).max(-1)
        relation = self.net.relate(out["child"], out["parent"][head]).softmax(-1)
        certain, label = relation.max(-1)
        for i in range(end - begin):
            if sure[i] >= SURE:
                window.head[begin + i] = begin + int(head[i])
                if certain[i] >= SURE:
                    window.relation[begin + i] = self.labels["relation"][label[i]]
