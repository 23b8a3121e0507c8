"""Find what decoding leans on, and calibrate its confidence: ``python -m training.decoding DATA``.

1. Chains of tags and of names over the network's scores, trained on its outputs for training texts.
2. Prices: coordinate search over ``firsthand.reading.linking.Weights`` on PolNeAR's development reports,
   for exact sources, cues and contents and for linked attributions together.
3. Confidence: logistic regression from the evidence of an attribution to whether it is right (linked),
   on every other report; its calibration is measured on the rest.

The outputs of the network are computed once. Figures for 2 are on the same reports and therefore a
little too good. Writes ``weights/decoding.json`` and ``docs/models/reliability.svg``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from firsthand.model import Span
from firsthand.reading.chains import Chain
from firsthand.reading.encoder import Encoder
from firsthand.reading.linking import TAGS, RawAttribution, Weights, link_attributions
from firsthand.reading.sentences import split_sentences
from training.chain import illegal_steps, name_examples, tag_examples, train_chain
from training.reader.data import polnear
from training.reader.names import runs

GRID: dict[str, tuple[float, ...]] = {
    "outside": (0.0, -0.3, 0.3, 0.6),
    "role": (0.1, 0.25, 0.5, 0.8),
    "source_role": (0.0, 0.05, 0.1, 0.25),
    "source": (-0.3, 0.0, 0.2, 0.5),
    "content": (-0.4, -0.2, 0.0, 0.3),
    "begin": (0.1, 0.15, 0.25, 0.5, 1.0),
    "end": (0.1, 0.15, 0.25, 0.5, 1.0),
    "change": (1.0, 1.5, 2.2, 3.0),
    "change_at_mark": (0.4, 0.7, 1.0, 1.5),
    "change_at_sentence": (0.2, 0.4, 1.0),
    "content_change": (0.0, 0.3),
}
ROLES = ("source", "cue", "content")
WORTH = {"source": 0.4, "cue": 0.4, "content": 0.8, "overlap": 0.5, "linked": 0.8}
BINS = 10
TAGS_EVERY = 5  #: of so many training windows one teaches the chain of tags
NAME_SENTENCES = 3000  #: of EWT that teach the chain of names
TARGET = Path("src/firsthand/reading/weights/decoding.json")
DIAGRAM = Path("docs/models/reliability.svg")


@dataclass(frozen=True)
class Window:
    """What decoding needs of one window."""

    report: str
    out: dict[str, NDArray]
    spans: list[Span]
    surfaces: list[str]
    numbers: list[int]


def letters(text: str, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Places of letters and digits: quotation marks and blanks are not annotated alike by all."""
    return frozenset(i for s, e in spans for i in range(s, e) if text[i].isalnum())


def is_linked(mine: dict[str, frozenset[int]], gold: dict[str, frozenset[int]]) -> bool:
    """Cue and source overlap, and the content by one half."""
    both, either = gold["content"] & mine["content"], gold["content"] | mine["content"]
    same_source = gold["source"] & mine["source"] or not (gold["source"] or mine["source"])
    return bool(gold["cue"] & mine["cue"] and same_source and 2 * len(both) >= len(either))


Judged = list[tuple[RawAttribution, dict[str, frozenset[int]], bool]]


Decoder = Callable[[Window], list[RawAttribution]]


def decoder(weights: Weights) -> Decoder:
    """The shipped decoding with those weights."""
    return lambda w: link_attributions(w.out, w.spans, w.surfaces, w.numbers, weights)


def judge(windows: Sequence[Window], reports: dict, decode: Decoder) -> dict[str, Judged]:
    """Every attribution found, its letters by role, and whether it is linked rightly, by report."""
    found: dict[str, Judged] = {name: [] for name in reports}
    free = {name: list(gold) for name, (_, gold) in reports.items()}
    for w in windows:
        text = reports[w.report][0]
        for a in decode(w):
            mine = {r: letters(text, [(s.start, s.end) for s in getattr(a, r)]) for r in ROLES}
            hit = next((g for g in free[w.report] if is_linked(mine, g)), None)
            if hit is not None:
                free[w.report].remove(hit)
            found[w.report].append((a, mine, hit is not None))
    return found


def score(found: dict[str, Judged], reports: dict) -> dict[str, float]:
    """F1 of exact parts, of contents that overlap at all, and of linked attributions, in percent."""
    hits, all_ = Counter(), Counter()
    for name, (_, gold) in reports.items():
        for role in ROLES:
            theirs = Counter(g[role] for g in gold if g[role])
            mine = Counter(parts[role] for _, parts, _ in found[name] if parts[role])
            all_[role] += sum(theirs.values()) + sum(mine.values())
            hits[role] += sum((theirs & mine).values())
        contents = [g["content"] for g in gold if g["content"]]
        said = [parts["content"] for _, parts, _ in found[name] if parts["content"]]
        all_["overlap"] += 2 * (len(contents) + len(said))
        hits["overlap"] += sum(any(a & b for b in said) for a in contents)
        hits["overlap"] += sum(any(a & b for b in contents) for a in said)
        all_["linked"] += len(gold) + len(found[name])
        hits["linked"] += sum(right for _, _, right in found[name])
    return {key: 200 * hits[key] / max(1, all_[key]) for key in WORTH}


def logistic(features: NDArray, right: NDArray, ridge: float = 1.0) -> NDArray:
    """Logistic regression by Newton's method, with a ridge on all but the constant."""
    weights = np.zeros(features.shape[1])
    penalty = ridge * np.diag([0.0] + [1.0] * (features.shape[1] - 1))
    for _ in range(30):
        p = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (p - right) + penalty @ weights
        bend = (features * (p * (1 - p))[:, None]).T @ features + penalty + 1e-9 * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights


def bins(confidence: NDArray, right: NDArray) -> list[tuple[float, float, int]]:
    """(mean confidence, share that is right, how many) of each tenth of the scale that is not empty."""
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        (float(confidence[place == b].mean()), float(right[place == b].mean()), int((place == b).sum()))
        for b in range(BINS)
        if (place == b).any()
    ]


def calibration_error(rows: Sequence[tuple[float, float, int]]) -> float:
    """Expected calibration error (Naeini et al. 2015) over equal bins."""
    return sum(n * abs(said - right) for said, right, n in rows) / sum(n for _, _, n in rows)


def diagram(rows: Sequence[tuple[float, float, int]], error: float) -> str:
    """Reliability diagram: what share is right, by what confidence says. The area of a dot is its count."""
    most = max(n for _, _, n in rows)
    dots = "".join(
        f'<circle cx="{40 + 300 * said:.1f}" cy="{320 - 300 * right:.1f}" r="{3 + 9 * (n / most) ** 0.5:.1f}"/>'
        for said, right, n in rows
    )
    ticks = "".join(
        f'<text x="{40 + 30 * k}" y="336" text-anchor="middle">{k / 10}</text>'
        f'<text x="34" y="{324 - 30 * k}" text-anchor="end">{k / 10}</text>'
        for k in range(0, 11, 2)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 370" font-family="sans-serif" font-size="10">\n'
        "<title>Confidence of attributions against how many are right</title>\n"
        '<rect width="360" height="370" fill="#fff"/>\n'
        '<path d="M40 20V320H340" fill="none" stroke="#555"/><path d="M40 320L340 20" stroke="#999" stroke-dasharray="4 3"/>\n'
        f'<g fill="#555">{ticks}</g>\n<g fill="#1f5f8b" fill-opacity=".75">{dots}</g>\n'
        '<text x="190" y="352" text-anchor="middle">confidence</text>\n'
        f'<text x="48" y="34">share that is right; expected calibration error {error:.3f}</text>\n</svg>\n'
    )


def outputs(data: Path) -> tuple[list[Window], dict]:
    """The network's outputs on PolNeAR dev, and each report's text and gold."""
    encoder = Encoder()
    windows, reports = [], {}
    for name, text, attributions in polnear(data / "attribution" / "polnear" / "dev", split_sentences):
        reports[name] = text, [{r: letters(text, a.get(r, [])) for r in ROLES} for a in attributions]
        for spans, surfaces, numbers in encoder.windows(text, split_sentences(text)):
            out = encoder.run(surfaces)
            kept = {k: v for k, v in out.items() if k in ("cue", "role", "source", "content", "begin", "end")}
            windows.append(Window(name, kept, spans, surfaces, numbers))
    return windows, reports


def search(windows: Sequence[Window], reports: dict, weights: Weights) -> Weights:
    """Coordinate search, once through the grid."""

    def worth(figures: dict[str, float]) -> float:
        return sum(WORTH[k] * v for k, v in figures.items())

    best = score(judge(windows, reports, decoder(weights)), reports)
    for key, values in GRID.items():
        for candidate in values:
            tried = replace(weights, **{key: candidate})
            figures = score(judge(windows, reports, decoder(tried)), reports)
            if worth(figures) > worth(best) + 0.02:
                weights, best = tried, figures
        print(key, getattr(weights, key), {k: round(v, 1) for k, v in best.items()}, flush=True)
    return weights


def chains(encoder: Encoder, data: Path) -> tuple[Chain, Chain]:
    """The chains of tags and of names. How readily a name is seen is chosen on EWT dev."""
    tags = train_chain(tag_examples(encoder, data, TAGS_EVERY), TAGS)
    ewt, uner = data / "syntax" / "ewt", data / "entities" / "uner-ewt"
    labels = encoder._labels["name"]
    believing = Chain(
        tuple(tuple(float(a == b) for b in labels) for a in labels),
        (0.0,) * len(labels),
        tuple(map(tuple, illegal_steps(labels).tolist())),
    )
    taught = name_examples(
        encoder, ewt / "en_ewt-ud-train.conllu", uner / "en_ewt-ud-train-first-commit.iob2", NAME_SENTENCES
    )
    names = train_chain(taught, believing)
    held = name_examples(encoder, ewt / "en_ewt-ud-dev.conllu", uner / "en_ewt-ud-dev.iob2", NAME_SENTENCES)

    def worth(outside: float) -> float:
        right = said = 0
        for scores, gold in held:
            sets = [
                {tuple(x) for x in runs([labels[k] for k in path])}
                for path in (gold.tolist(), names.best(scores, outside))
            ]
            right += 2 * len(sets[0] & sets[1])
            said += len(sets[0]) + len(sets[1])
        return right / said

    outside = max((0.0, -0.3, -0.6, -1.0, -1.4), key=worth)
    print(f"names: outside {outside}, F1 {100 * worth(outside):.1f}", flush=True)
    return tags, replace(names, bias=(names.bias[0] + outside, *names.bias[1:]))


def calibrate(windows: Sequence[Window], reports: dict, weights: Weights) -> tuple[Weights, list]:
    """The weights with a confidence fitted on every other report; bins on the others."""
    found = judge(windows, reports, decoder(weights))
    halves: list[list[tuple[tuple[float, ...], bool]]] = [[], []]
    for number, name in enumerate(sorted(found)):
        halves[number % 2] += [(a.evidence, right) for a, _, right in found[name]]
    (x, y), (held, truth) = ((np.array([e for e, _ in h]), np.array([r for _, r in h])) for h in halves)
    fitted = logistic(x, y)
    return (
        replace(weights, confidence=tuple(round(float(w), 4) for w in fitted)),
        bins(1 / (1 + np.exp(-held @ fitted)), truth),
    )


def main() -> None:
    data = Path(sys.argv[1])
    tags, names = chains(Encoder(), data)
    windows, reports = outputs(data)
    begin = Weights(tags=tags, names=names)
    weights, rows = calibrate(windows, reports, search(windows, reports, begin))
    error = calibration_error(rows)
    for said, right, n in rows:
        print(f"said {said:.2f}  right {right:.2f}  of {n}")
    print(f"expected calibration error {error:.3f} on the reports that confidence was not fitted on")
    TARGET.write_text(json.dumps(asdict(weights), indent=1) + "\n", encoding="utf-8")
    DIAGRAM.write_text(diagram(rows, error), encoding="utf-8")


if __name__ == "__main__":
    main()
