"""Train the decision that joins claims: gold accounts in, ``src/firsthand/claims/alignment.json`` out.

    python training/alignment.py STORY_FOLDER... [--write]

Each folder holds ``gold.json`` and ``reports/`` or ``reports.jsonl``. Frames are laid over the gold
claims that they cover; two frames that share a gold point are one matter, two that lie on different
points are not, and a frame that lies on none is not the matter of one that does. A logistic model is
fitted with every story left out in turn (the figures printed), then on all (the weights written).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from firsthand import collect, pipeline
from firsthand.claims.align import FEATURES, Pairs, pair_features
from firsthand.claims.frames import Frame, cut_frames
from firsthand.model import Reading

RIDGE = 2.0  #: penalty on every weight but the bias; chosen by the left-out stories' log loss
NEGATIVE_WEIGHT = 0.35  #: pairs with one frame on no gold point: mostly, not surely, different matters


def story(folder: Path) -> tuple[list[Reading], object, dict]:
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


def rows(folder: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, labels and weights of one story's candidate pairs."""
    readings, lineage, gold = story(folder)
    frames = [f for number, reading in enumerate(readings) for f in cut_frames(reading, number)]
    on = [gold_points(f, readings[f.report], gold) for f in frames]
    pairs = Pairs(frames, readings, lineage.passages)
    kept, labels, weights = [], [], []
    for i, j in pairs.candidates():
        if not on[i] and not on[j]:
            continue
        kept.append((i, j))
        labels.append(float(bool(on[i] & on[j])))
        weights.append(1.0 if on[i] and on[j] else NEGATIVE_WEIGHT)
    return pair_features(pairs, kept), np.array(labels), np.array(weights)


def fit(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Weighted ridge logistic regression by Newton's method; deterministic."""
    beta = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], RIDGE)
    penalty[0] = 1e-6
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (p - y)) + penalty * beta
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        beta -= step
        if np.abs(step).max() < 1e-8:
            break
    return beta


def average_precision(y: np.ndarray, score: np.ndarray) -> float:
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(y[order])
    return float((hits / np.arange(1, len(y) + 1) * y[order]).sum() / max(1, y.sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--folds", type=Path, help="write each story's left-out weights here (JSON)")
    args = parser.parse_args()
    data = {folder.resolve().name: rows(folder) for folder in args.folders}
    folds = {}
    for name, (x, y, _) in data.items():
        others = [d for other, d in data.items() if other != name] or list(data.values())
        beta = fit(*(np.concatenate(part) for part in zip(*others, strict=True)))
        folds[name] = dict(zip(FEATURES, map(float, beta), strict=True))
        score = x @ beta
        said = score > 0
        right = float((said & (y > 0)).sum())
        print(
            f"{name:<20} pairs {len(y):>6}  same {int(y.sum()):>5}  average precision {average_precision(y, score):.3f}"
            f"  P {right / max(1, said.sum()):.3f}  R {right / max(1, y.sum()):.3f}"
        )
    beta = fit(*(np.concatenate(part) for part in zip(*data.values(), strict=True)))
    weights = dict(zip(FEATURES, (round(float(b), 6) for b in beta), strict=True))
    print(json.dumps(weights, indent=1))
    if args.folds:
        args.folds.write_text(json.dumps(folds))
    if args.write:
        target = Path(pipeline.__file__).parent / "claims" / "alignment.json"
        target.write_text(json.dumps({"threshold": args.threshold, "weights": weights}, indent=1) + "\n")
        print(f"wrote {target}")


if __name__ == "__main__":
    main()
