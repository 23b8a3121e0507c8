"""Training data as windows of words with labels.

A window is a run of whole sentences. Each word has what its source set annotates; what a set does not
annotate is ``IGNORE`` and costs nothing in training.
"""

from __future__ import annotations

import collections
import itertools
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from firsthand.model import Span
from firsthand.reading.tokens import tokenize
from training.reader.names import Labels, Others

IGNORE = -100


@dataclass
class Window:
    """Words of consecutive sentences with their labels (plain strings; ``None``: not annotated)."""

    words: list[str]
    sentence: list[int]
    in_quote: list[int]
    upos: list[str | None] = field(default_factory=list)
    xpos: list[str | None] = field(default_factory=list)
    lemma: list[str | None] = field(default_factory=list)
    lemma_rule: list[str | None] = field(default_factory=list)  #: the edit, where a teacher names it
    head: list[int] = field(default_factory=list)  #: index in the window; own index for a root; IGNORE
    relation: list[str | None] = field(default_factory=list)
    name: list[str | None] = field(default_factory=list)
    has_names: bool = False  #: of its own, whatever a teacher says
    has_attributions: bool = False
    news: bool = False  #: of a report, not of a treebank
    cue: list[int] = field(default_factory=list)  #: 0 outside, 1 begins, 2 inside
    links: list[tuple[int, list[int], list[int]]] = field(
        default_factory=list
    )  #: first cue word, sources, contents


def quotes(words: list[str]) -> list[int]:
    """1 for words between an opening and a closing quotation mark. Never carried over 150 words."""
    inside, out, since = False, [], 0
    for word in words:
        if word in ("“", "``"):
            inside, since = True, 0
        elif word in ("”", "''"):
            inside = False
        elif word == '"':
            inside, since = not inside, 0
        since += 1
        if since > 150:
            inside = False
        out.append(int(inside and word not in ("“", "``", '"')))
    return out


def conllu(path: Path) -> list[dict]:
    """Sentences of one CoNLL-U file."""
    sentences, rows = [], []
    for line in path.open(encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if rows:
                sentences.append({"rows": rows})
            rows = []
        elif not line.startswith("#"):
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
    if rows:
        sentences.append({"rows": rows})
    return sentences


def by_words(names: Mapping[tuple[str, ...], Labels]) -> Callable[[list[list[str]]], Labels]:
    """The labels of a sentence of a treebank by its words, where they are known."""
    return lambda rows: names.get(tuple(row[1] for row in rows), unnamed(rows))


def unnamed(rows: list[list[str]]) -> Labels:
    return [None] * len(rows)


#: Most words of a treebank window, in turn. All lengths that reading meets must be met in training:
#: with short windows alone, tags fail in long ones, whose length the network takes for another task.
LENGTHS = (300, 110, 300, 200, 60)


def syntax_windows(
    path: Path,
    names: Callable[[list[list[str]]], Labels],
    lengths: tuple[int, ...] = LENGTHS,
    begin: int = 0,
) -> list[Window]:
    """Windows of a treebank: consecutive sentences up to so many words (a longer sentence alone).

    Args:
        names: The name labels of a sentence, given the cells of its rows.
    """
    windows, current = [], None
    for sentence in conllu(path):
        rows = sentence["rows"]
        words = [r[1] for r in rows]
        if (
            current is None
            or len(current.words) + len(words) > lengths[(begin + len(windows)) % len(lengths)]
        ):
            current = Window([], [], [])
            windows.append(current)
        base = len(current.words)
        current.words += words
        current.sentence += [current.sentence[-1] + 1 if current.sentence else 0] * len(words)
        current.upos += [r[3] for r in rows]
        current.xpos += [r[4] for r in rows]
        current.lemma += [r[2] for r in rows]
        current.head += [base + (int(r[6]) - 1 if r[6] != "0" else i) for i, r in enumerate(rows)]
        current.relation += [r[7] for r in rows]
        current.name += names(rows)
    for window in windows:
        window.in_quote = quotes(window.words)
    return windows


def name_windows(
    reports: Sequence[Sequence[tuple[list[str], Labels]]], limit: int = LENGTHS[0]
) -> list[Window]:
    """Windows of reports whose sentences have name labels, and nothing else."""
    windows = []
    for sentences in reports:
        window = None
        for words, labels in sentences:
            if window is None or len(window.words) + len(words) > limit:
                window = Window([], [], [], has_names=True, news=True)
                windows.append(window)
            window.sentence += [window.sentence[-1] + 1 if window.sentence else 0] * len(words)
            window.words += words
            window.name += labels
    for window in windows:
        window.in_quote = quotes(window.words)
        window.cue = [0] * len(window.words)
    return windows


def with_other_names(window: Window, others: Others, share: float, rng: random.Random) -> Window:
    """The window with some names replaced, whose lemmas are then unknown."""
    words = others.drawn(window.words, window.name, share, rng)
    lemma = [x if a == b else None for a, b, x in zip(window.words, words, window.lemma, strict=True)]
    return replace(window, words=words, lemma=lemma)


def polnear(folder: Path, split) -> list[tuple[str, str, list[dict[str, list[tuple[int, int]]]]]]:
    """(name, text, attributions) of a PolNeAR folder; an attribution has spans by role."""
    reports = []
    for path in sorted((folder / "text").glob("*.txt")):
        annotations = sorted(
            p
            for p in (folder / "attributions").iterdir()
            if p.name.startswith(path.stem + "_") and p.suffix == ".ann"
        )
        if not annotations:
            continue
        text = path.open(encoding="utf-8", newline="").read()
        spans, found = {}, []
        for line in annotations[0].open(encoding="utf-8"):
            part = line.rstrip("\n").split("\t")
            if len(part) < 2:
                continue
            if re.fullmatch(r"T\d+", part[0]):
                spans[part[0]] = [
                    tuple(map(int, piece.split())) for piece in part[1].partition(" ")[2].split(";")
                ]
            elif re.fullmatch(r"E\d+", part[0]):
                roles = collections.defaultdict(list)
                for item in part[1].split():
                    role, _, ref = item.partition(":")
                    roles[re.sub(r"\d+$", "", role).lower()] += spans.get(ref, [])
                found.append(dict(roles))
        reports.append((path.stem, text, found))
    return reports


def polnear_windows(folder: Path, split, limit: int = 300, stride: int = 150, begin: int = 0) -> list[Window]:
    """Overlapping windows of whole sentences over PolNeAR.

    Args:
        split: A function from text to sentence spans.
        limit: Most words of a window. stride: new words of the next window, about.
        begin: Words of the first window, where it is not to be a whole one.
    """
    windows = []
    for _, text, attributions in polnear(folder, split):
        tokens: list[Span] = []
        sentence: list[int] = []
        for number, span in enumerate(split(text)):
            for token in tokenize(text, span.start, span.end):
                tokens.append(token)
                sentence.append(number)
        starts = [i for i in range(len(tokens)) if i == 0 or sentence[i] != sentence[i - 1]] + [len(tokens)]
        marked = []
        for a in attributions:
            inside = {
                role: [
                    i
                    for i, t in enumerate(tokens)
                    if any(s < t.end and t.start < e for s, e in a.get(role, []))
                    and any(c.isalnum() for c in t.of(text))
                ]
                for role in ("source", "cue", "content")
            }
            if inside["cue"]:
                marked.append(inside)
        at = 0
        while at < len(starts) - 1:
            stop = at + 1
            most = begin if begin and not at else limit
            while stop < len(starts) - 1 and starts[stop + 1] - starts[at] <= most:
                stop += 1
            begin, end = starts[at], min(starts[stop], starts[at] + 2 * limit)
            words = [t.of(text) for t in tokens[begin:end]]
            n = len(words)
            window = Window(words, [s - sentence[begin] for s in sentence[begin:end]], quotes(words))
            window.upos = window.xpos = window.lemma = window.relation = window.name = [None] * n
            window.head = [IGNORE] * n
            window.has_attributions = window.news = True
            window.cue = [0] * n
            for inside in marked:
                cue = [i - begin for i in inside["cue"] if begin <= i < end]
                if len(cue) != len(inside["cue"]):
                    continue
                content = [i - begin for i in inside["content"] if begin <= i < end]
                for previous, i in zip([-9, *cue], cue, strict=False):
                    window.cue[i] = max(window.cue[i], 0) or (2 if i == previous + 1 else 1)
                window.links.append(
                    (cue[0], [i - begin for i in inside["source"] if begin <= i < end], content)
                )
                # A discontinuous cue is one cue: its later pieces point to the first.
                for previous, i in itertools.pairwise(cue):
                    if i != previous + 1:
                        window.cue[i] = 2
            windows.append(window)
            if stop >= len(starts) - 1:
                break
            new = most - limit + stride if begin and not at else stride
            following = at + 1
            while following < stop and starts[following] - starts[at] < new:
                following += 1
            at = following
    return windows
