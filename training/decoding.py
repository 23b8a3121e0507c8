"""Find the prices that decoding leans on: ``python -m training.decoding DATA``.

Coordinate search over ``firsthand.reading.linking.Weights`` on PolNeAR's development reports, for
exact sources, cues and contents and for linked attributions together. The outputs of the network are
computed once. Figures on the same reports are therefore a little too good.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

from firsthand.reading.encoder import Encoder
from firsthand.reading.linking import Weights, link_attributions
from firsthand.reading.sentences import split_sentences
from firsthand.reading.tokens import tokenize
from training.reader.data import polnear

GRID: dict[str, tuple[float, ...]] = {
    "cue": (0.5, 0.6, 0.7, 0.75),
    "role": (0.1, 0.25, 0.5),
    "source": (0.0, 0.2, 0.5),
    "content": (0.0, 0.2, 0.5),
    "begin": (0.15, 0.25, 0.5, 1.0),
    "end": (0.1, 0.15, 0.25, 0.5, 1.0),
    "change": (1.0, 1.5, 2.2),
    "change_at_mark": (0.7, 1.0),
    "change_at_sentence": (0.2, 0.4),
    "content_change": (0.0, 0.3),
}
ROLES = ("source", "cue", "content")


def letters(text: str, spans) -> frozenset[int]:
    """Places of letters and digits: quotation marks and blanks are not annotated alike by all."""
    return frozenset(i for s, e in spans for i in range(s, e) if text[i].isalnum())


def f1(hits: float, said: int, gold: int) -> float:
    return 200 * hits / max(1, said + gold)


def score(windows, reports, weights: Weights) -> dict[str, float]:
    """F1 of exact parts and of linked attributions (content overlap of one half)."""
    said: dict[str, list[dict[str, frozenset[int]]]] = {name: [] for name in reports}
    for name, out, spans, surfaces, numbers in windows:
        text = reports[name][0]
        for a in link_attributions(out, spans, surfaces, numbers, weights):
            parts = {r: letters(text, [(s.start, s.end) for s in getattr(a, r)]) for r in ROLES}
            said[name].append(parts)
    counts: Counter[str] = Counter()
    for name, (_, gold) in reports.items():
        for role in ROLES:
            left = Counter(g[role] for g in gold if g[role])
            mine = [p[role] for p in said[name] if p[role]]
            counts[role + "gold"] += sum(left.values())
            counts[role + "said"] += len(mine)
            counts[role] += sum((left & Counter(mine)).values())
        free = list(gold)
        counts["linkedgold"] += len(gold)
        counts["linkedsaid"] += len(said[name])
        for p in said[name]:
            for g in free:
                same_source = g["source"] & p["source"] or not (g["source"] or p["source"])
                both, either = g["content"] & p["content"], g["content"] | p["content"]
                if g["cue"] & p["cue"] and same_source and 2 * len(both) >= len(either):
                    counts["linked"] += 1
                    free.remove(g)
                    break
    return {k: f1(counts[k], counts[k + "said"], counts[k + "gold"]) for k in (*ROLES, "linked")}


def main() -> None:
    data = Path(sys.argv[1]) / "attribution" / "polnear" / "dev"
    encoder = Encoder()
    windows, reports = [], {}
    for name, text, attributions in polnear(data, split_sentences):
        reports[name] = text, [{r: letters(text, a.get(r, [])) for r in ROLES} for a in attributions]
        words = [list(tokenize(text, s.start, s.end)) for s in split_sentences(text)]
        for window in encoder._windows(text, words):
            spans = [span for _, part in window for span in part]
            surfaces = [span.of(text) for span in spans]
            out = encoder._run(surfaces)
            windows.append((name, out, spans, surfaces, [n for n, part in window for _ in part]))
    weights = Weights()
    best = score(windows, reports, weights)
    value = np.dot([best[k] for k in (*ROLES, "linked")], (0.4, 0.4, 0.7, 1.0))
    for key, values in GRID.items():
        for candidate in values:
            tried = replace(weights, **{key: candidate})
            found = score(windows, reports, tried)
            total = np.dot([found[k] for k in (*ROLES, "linked")], (0.4, 0.4, 0.7, 1.0))
            if total > value + 0.02:
                weights, best, value = tried, found, total
        print(key, getattr(weights, key), {k: round(v, 1) for k, v in best.items()}, flush=True)
    print(weights)


if __name__ == "__main__":
    main()
