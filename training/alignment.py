"""Train the decision that joins claims: gold accounts in, ``src/firsthand/claims/joining/alignment.json`` out.

    python training/alignment.py STORY_FOLDER... [--write]

Each folder holds ``gold.json`` and ``reports/`` or ``reports.jsonl``; ``training.labels`` unfolds those of public
stories, whose pairs weigh less. Frames are laid over the gold
claims that they cover; two frames that share a gold point are one matter, two that lie on different
points are not, and a frame that lies on none is not the matter of one that does. The second decision
learns from the chances that the first gives the very stories it was fitted to: chances of left-out stories
carry the labels of all others into it (decision record 0042). Figures printed are of stories that neither
decision saw; the weights written are of all.

The claims of a gold account, each a stretch of text, also train the decision on stretches
(``claims/joining/phrases.py``): two of one point say one thing, two of different points do not. Both sorts weigh alike.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np

from firsthand import collect, pipeline
from firsthand.claims.frames import Frame, cut_frames
from firsthand.claims.joining.align import RIVALS, chances, rivals
from firsthand.claims.joining.pairs import FEATURES, KINDS, Pairs
from firsthand.claims.joining.phrases import OWN, phrase_frame
from firsthand.model import Lineage, Reading, Span

RIDGE = 20.0  #: penalty on every weight but the bias, features brought to one scale
#: Kinds of frames that are weighed alike: facets are too few to learn from apart.
KIND_GROUPS = (("clause",), ("quantity",), ("time", "place"))
#: Sizes of the parts that stories are also cut into: two reports have no third to lead from one to the other.
PARTS = (2, 3, 5)
#: Into how many parts stories are dealt, each of which is scored by weights of all others.
FOLDS = 10
NEGATIVE_WEIGHT = 0.3  #: pairs with one frame on no gold point: mostly, not surely, different matters


def story(folder: Path) -> tuple[list[Reading], Lineage, dict]:
    """The readings and lineage of one gold story, as the main job makes them."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    paths = [folder / "reports.jsonl"] if (folder / "reports.jsonl").exists() else [folder / "reports"]
    reports = [item for item in collect([str(p) for p in paths]) if hasattr(item, "text")]
    readings, lineage = pipeline.read_story(reports)
    return list(readings), lineage, gold


def gold_points(frame: Frame, reading: Reading, gold: dict) -> frozenset[str]:
    """The gold points that the frame covers, by the scorer's rule, without those whose value it belies."""
    found = set()
    for point in gold["points"]:
        for claim in point["claims"]:
            if claim["report"] != reading.report.id:
                continue
            over = min(frame.span.end, claim["end"]) - max(frame.span.start, claim["start"])
            if over < 0.5 * min(len(frame.span), claim["end"] - claim["start"]):
                continue
            want = claim.get("value", claim.get("min", claim.get("max")))
            q = frame.quantity
            if isinstance(want, (int, float)) and not isinstance(want, bool) and q is not None:
                have = (q.value, q.low, q.high)
                if not any(h is not None and abs(h - want) < 1e-6 * max(1, abs(want)) for h in have):
                    continue
            found.add(point["id"])
    return frozenset(found)


@dataclass(frozen=True)
class Rows:
    """The candidate pairs of one story: features, labels, weights; all pairs, as rivals are among all."""

    pairs: np.ndarray
    kind: np.ndarray
    report: np.ndarray
    features: np.ndarray
    same: np.ndarray
    weight: np.ndarray


def rows(readings: Sequence[Reading], lineage: Lineage, gold: dict) -> Rows:
    """Features, labels and weights of one story's candidate pairs; weight 0 where gold says nothing."""
    frames = [f for number, reading in enumerate(readings) for f in cut_frames(reading, number)]
    on = [gold_points(f, readings[f.report], gold) for f in frames]
    laid = Pairs(frames, readings, lineage.passages)
    pairs = laid.candidates()
    same = np.array([bool(on[i] & on[j]) for i, j in pairs.tolist()], dtype=float)
    weight = np.array(
        [1.0 if on[i] and on[j] else NEGATIVE_WEIGHT if on[i] or on[j] else 0.0 for i, j in pairs.tolist()]
    )
    weight *= gold.get("weight", 1.0)
    return Rows(pairs, laid.kind[pairs[:, 0]], laid.report, laid.features(pairs), same, weight)


def phrase_rows(readings: Sequence[Reading], lineage: Lineage, gold: dict) -> Rows:
    """Features and labels of all pairs of one story's gold claims in two reports; either sort weighs alike."""
    number = {reading.report.id: k for k, reading in enumerate(readings)}
    claims = [
        (point["id"], number[claim["report"]], Span(claim["start"], claim["end"]))
        for point in gold["points"]
        for claim in point["claims"]
    ]
    # What stands where no words were read, as in a caption that is noise, is no stretch to learn from.
    claims = [
        (point, k, span)
        for point, k, span in claims
        if any(span.contains(t.span) for t in readings[k].tokens)
    ]
    frames = [phrase_frame(readings[k], k, span) for _, k, span in claims]
    laid = Pairs(frames, readings, lineage.passages)
    pairs = np.array(
        [(i, j) for i, j in combinations(range(len(frames)), 2) if frames[i].report != frames[j].report]
    )
    same = np.array([claims[i][0] == claims[j][0] for i, j in pairs.tolist()], dtype=float)
    features = laid.features(pairs)[:, [FEATURES.index(name) for name in OWN]]
    return Rows(pairs, laid.kind[pairs[:, 0]], laid.report, features, same, np.ones(len(pairs)))


def fit_phrases(parts: Sequence[Rows]) -> np.ndarray:
    """The weights of the decision on stretches, bias first."""
    share = np.concatenate([r.same for r in parts]).mean()
    even = [
        (r.features, replace(r, weight=np.where(r.same > 0, 0.5 / share, 0.5 / (1 - share)))) for r in parts
    ]
    return fit_rows(even, groups=(("clause",),))[0]


def even_accuracy(r: Rows, weights: np.ndarray) -> float:
    """The mean of the shares of pairs of either sort that are told right."""
    said = r.features @ weights[1:] + weights[0] >= 0
    return float((said[r.same > 0].mean() + (~said[r.same == 0]).mean()) / 2)


def fit_rows(
    parts: Sequence[tuple[np.ndarray, Rows]], groups: Sequence[tuple[str, ...]] = KIND_GROUPS
) -> np.ndarray:
    """A row of weights for each kind, bias first: weighted ridge logistic regression by Newton's method.

    Every kind has the shared weights; each group of kinds but the first adds weights of its own, which are
    penalised like the rest. Features are brought to one scale. Deterministic.

    Cost: a group's rows meet only the shared weights and its own, so one small product a group fills its
    four blocks of the normal equations.
    """
    features = np.concatenate([x[r.weight > 0] for x, r in parts])
    kind = np.concatenate([r.kind[r.weight > 0] for _, r in parts])
    same = np.concatenate([r.same[r.weight > 0] for _, r in parts])
    weight = np.concatenate([r.weight[r.weight > 0] for _, r in parts])
    z = np.hstack([np.ones((len(features), 1)), features])
    width = z.shape[1]
    inside = [np.isin(kind, [KINDS.index(k) for k in group]) for group in groups]
    by_group = [(z[rows], same[rows], weight[rows]) for rows in inside]
    scales = [_spread(z, np.ones(len(z), dtype=bool)), *(_spread(z, rows) for rows in inside[1:])]
    scales[0][0] = 1.0  # the bias of all, which nothing penalises
    penalty = np.full((len(groups), width), RIDGE) * np.stack(scales) ** 2
    penalty[0, 0] = 1e-6
    beta = np.zeros((len(groups), width))
    for _ in range(40):
        gradient, hessian = penalty * beta, np.zeros((len(groups), width, len(groups), width))
        for number, (x, y, w) in enumerate(by_group):
            p = 1 / (1 + np.exp(-np.clip(x @ (beta[0] + (beta[number] if number else 0)), -30, 30)))
            slope, curve = x.T @ (w * (p - y)), (x * (w * p * (1 - p))[:, None]).T @ x
            blocks = {0, number}
            for a in blocks:
                gradient[a] += slope
                for b in blocks:
                    hessian[a, :, b] += curve
        size = beta.size
        step = np.linalg.solve(hessian.reshape(size, size) + np.diag(penalty.ravel()), gradient.ravel())
        beta -= step.reshape(beta.shape)
        if np.abs(step * np.stack(scales).ravel()).max() < 1e-6:
            break
    table = np.tile(beta[0], (len(KINDS), 1))
    for number, group in enumerate(groups[1:], 1):
        for k in group:
            table[KINDS.index(k)] += beta[number]
    return table


def _spread(z: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The standard deviation of each column where other rows count as nothing."""
    share = rows.sum() / len(z)
    mean = z[rows].mean(axis=0) * share
    return np.sqrt(np.maximum((z[rows] ** 2).mean(axis=0) * share - mean**2, 0.0)) + 1e-9


def both(data: Sequence[Rows]) -> tuple[np.ndarray, np.ndarray]:
    """The two decisions fitted to some stories."""
    alone = fit_rows([(r.features, r) for r in data])
    parts = [part for r in data for part in (r, *parted(r))]
    among = fit_rows([(with_rivals(r, chances(r.features, r.kind, alone)), r) for r in parts])
    return alone, among


def parted(r: Rows) -> Iterator[Rows]:
    """The story as it would be of a few of its reports: those of each part, by turns."""
    sides = r.report[r.pairs]
    for size in PARTS:
        for start in range(0, int(r.report.max()) + 1 - size, size):
            inside = ((sides >= start) & (sides < start + size)).all(axis=1)
            if inside.any():
                yield replace(
                    r,
                    pairs=r.pairs[inside],
                    kind=r.kind[inside],
                    features=r.features[inside],
                    same=r.same[inside],
                    weight=r.weight[inside],
                )


def with_rivals(r: Rows, chance: np.ndarray) -> np.ndarray:
    """What the second decision sees of a story's pairs, by what the first says of them."""
    return rivals(r.pairs, chance, r.report)


def folds(data: dict[str, Rows]) -> tuple[dict[str, tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray]:
    """Both decisions without the part that each story is in, and both of all stories."""
    part = {name: number % FOLDS for number, name in enumerate(data)}
    without = [both([r for name, r in data.items() if part[name] != k]) for k in sorted(set(part.values()))]
    return {name: without[k] for name, k in part.items()}, *both(list(data.values()))


def average_precision(y: np.ndarray, score: np.ndarray) -> float:
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(y[order])
    return float((hits / np.arange(1, len(y) + 1) * y[order]).sum() / max(1, y.sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    parser.add_argument("--threshold", type=float, default=0.094)
    parser.add_argument("--folds", type=Path, help="write the weights without each story here (JSON)")
    args = parser.parse_args()
    stories = {folder.resolve().name: story(folder) for folder in args.folders}
    data = {name: rows(*parts) for name, parts in stories.items()}
    # The decision on stretches learns from accounts made for readers alone: finer labels cost it (record 0051).
    stretches = {name: phrase_rows(*parts) for name, parts in stories.items() if "weight" not in parts[2]}
    left_out, alone, among = folds(data)
    for name, r in data.items():
        first, second = left_out[name]
        chance = chances(r.features, r.kind, first)
        final = chances(with_rivals(r, chance), r.kind, second)
        k = r.weight > 0
        said = ""
        if name in stretches:
            phrases = fit_phrases([r for other, r in stretches.items() if other != name])
            said = f"  stretches, balanced accuracy {even_accuracy(stretches[name], phrases):.3f}"
        print(
            f"{name:<20} pairs {int(k.sum()):>6}  same {int(r.same.sum()):>5}  average precision: alone"
            f" {average_precision(r.same[k], chance[k]):.3f}  among rivals {average_precision(r.same[k], final[k]):.3f}{said}"
        )
    if args.folds:
        args.folds.write_text(json.dumps({n: named(*w, args.threshold) for n, w in left_out.items()}))
    if args.write:
        phrases = fit_phrases(list(stretches.values()))
        shipped = named(alone, among, args.threshold) | {"phrases": by_name(phrases, OWN)}
        target = Path(pipeline.__file__).parent / "claims" / "joining" / "alignment.json"
        target.write_text(json.dumps(shipped, indent=1) + "\n")
        print(f"wrote {target}")


def named(alone: np.ndarray, among: np.ndarray, threshold: float) -> dict:
    """The weights of both decisions as they are shipped."""

    def rows_of(table: np.ndarray, names: Sequence[str]) -> dict:
        return {kind: by_name(row, names) for kind, row in zip(KINDS, table, strict=True)}

    return {
        "threshold": threshold,
        "alone": rows_of(alone, FEATURES),
        "among": rows_of(among, RIVALS),
    }


def by_name(row: np.ndarray, names: Sequence[str]) -> dict[str, float]:
    return dict(zip(("bias", *names), (round(float(b), 6) for b in row), strict=True))


if __name__ == "__main__":
    main()
