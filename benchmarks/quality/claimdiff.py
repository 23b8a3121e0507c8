"""What one claim does to another: ClaimDiff by cross-validation over events, with baselines beside it.

    python benchmarks/quality/claimdiff.py FOLDER --embeddings MODEL_FOLDER --falke falke-val.json

The set (Ko et al. 2023, "ClaimDiff") holds pairs of claims of two articles on one event; people marked whether
the second strengthens the first, weakens it, or neither. Two tasks of yes and no, by balanced accuracy,
average of the two F1 and area under the curve, pooled over five folds that never part an event. Every row
is the same logistic model (balanced, its ridge chosen within the training folds) over other features:

- ``cosine``      the cosine of the two claims by a sentence encoder
- ``embeddings``  their vectors u, v, |u - v| and u * v
- ``entailment``  stands in for a model of inference where none with a licence is at hand: a logistic model of
  whether one sentence follows from another, fitted to the sentences and right and wrong summaries of
  Falke et al. (2019) on u * v, |u - v|, words and numbers found and not found, and negations; asked both
  ways, with its parts
- ``firsthand``   what the product sees: the pair features of the two claims whole and of their likeliest pair of
  frames, the chances of all, and where the readings differ in numbers, polarity, modality, attribution and
  names
- both of the last and ``embeddings``

Needs ``sentence-transformers``, which brings ``scikit-learn``. Nothing of it is in the product.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

import numpy as np

from firsthand.claims.comparing.compare import rival_numbers
from firsthand.claims.frames import Frame, cut_frames
from firsthand.claims.joining.align import Alignment, chances
from firsthand.claims.joining.pairs import FEATURES, Pairs
from firsthand.model import Reading, Report, Span
from firsthand.model.names import same_name
from firsthand.reading import read_all

FOLDS = 5
RIDGES = (0.0003, 0.003, 0.03, 0.3)
NEGATIONS = frozenset(
    "not no never none nobody nothing neither nor without cannot deny denied denies reject rejected refuse refused false"
    " but however although despite though".split()
)
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")

Pair = Mapping[str, Any]


# ------------------------------------------------------------------ what the product sees


@dataclass(frozen=True)
class Told:
    """One claim as it was read: its place in the report that all claims of its article make up."""

    report: int
    span: Span


def told(pairs: Sequence[Pair]) -> tuple[list[Report], dict[tuple[str, str, str], Told]]:
    """A report for each article, its claims one below the other, and where each stands."""
    claims: dict[tuple[str, str], list[str]] = defaultdict(list)
    for pair in pairs:
        for side in "ab":
            held = claims[pair["topic"], pair[f"article_{side}"]]
            if pair[f"claim_{side}"] not in held:
                held.append(pair[f"claim_{side}"])
    dates = {pair["topic"]: pair["date"] for pair in pairs}
    reports, places = [], {}
    for number, ((topic, article), texts) in enumerate(sorted(claims.items())):
        at = 0
        for text in texts:
            places[topic, article, text] = Told(number, Span(at, at + len(text)))
            at += len(text) + 1
        reports.append(Report(id=f"{number:04}", text="\n".join(texts), published=dates[topic]))
    return reports, places


def seen(pairs: Sequence[Pair]) -> np.ndarray:
    """The features of the product, a row for each pair."""
    reports, places = told(pairs)
    readings = read_all(reports)
    by_topic: dict[str, list[int]] = defaultdict(list)
    for n, pair in enumerate(pairs):
        by_topic[pair["topic"]].append(n)
    rows: list[Any] = [None] * len(pairs)
    for topic, numbers in by_topic.items():
        sides = [
            [places[topic, pairs[n][f"article_{side}"], pairs[n][f"claim_{side}"]] for side in "ab"]
            for n in numbers
        ]
        used = sorted({t.report for row in sides for t in row})
        local = {r: k for k, r in enumerate(used)}
        held = [readings[r] for r in used]
        frames = [f for k, reading in enumerate(held) for f in cut_frames(reading, k)]
        # Each claim also stands as one frame of all its words.
        whole: dict[Told, int] = {}
        wholes: list[Frame] = []
        for claim in sorted({t for row in sides for t in row}, key=lambda t: (t.report, t.span)):
            parts = [f for f in frames if f.report == local[claim.report] and claim.span.contains(f.span)]
            if parts:
                whole[claim] = len(frames) + len(whole)
                wholes.append(_as_one(parts, claim.span, held[local[claim.report]]))
        laid = Pairs([*frames, *wholes], held, ())
        for n, row in zip(numbers, sides, strict=True):
            ends = [whole.get(t) for t in row]
            alike = laid.features(np.array([ends]))[0] if None not in ends else np.zeros(len(FEATURES))
            rest = _row(frames, held, laid, [(local[t.report], t.span) for t in row])
            rows[n] = np.concatenate([alike, rest])
    return np.array(rows)


def _as_one(parts: Sequence[Frame], span: Span, reading: Reading) -> Frame:
    """A claim of several frames as one frame."""

    def at(*rows: Sequence[int]) -> tuple[int, ...]:
        return tuple(sorted(set().union(*rows)))

    def lemmas(places: Sequence[int]) -> tuple[str, ...]:
        return tuple(reading.tokens[i].lemma.lower() for i in places)

    words = at(*(f.words_at for f in parts))
    core, predicate = at(*(f.core_at for f in parts)), at(*(f.predicate_at for f in parts))
    return replace(
        parts[0],
        kind="clause",
        span=span,
        words=lemmas(words),
        words_at=words,
        core=lemmas(core),
        core_at=core,
        predicate=lemmas(predicate),
        predicate_at=predicate,
        names=frozenset().union(*(f.names for f in parts)),
        quantity=None,
    )


def _row(
    frames: Sequence[Frame], readings: Sequence[Reading], laid: Pairs, sides: Sequence[tuple[int, Span]]
) -> np.ndarray:
    inside = [
        [i for i, f in enumerate(frames) if f.report == report and span.contains(f.span)]
        for report, span in sides
    ]
    grid = np.array([(i, j) for i in inside[0] for j in inside[1]], dtype=np.int64).reshape(-1, 2)
    one_kind = grid[laid.kind[grid[:, 0]] == laid.kind[grid[:, 1]]]
    alignment = Alignment.shipped()
    if len(one_kind):
        features = laid.features(one_kind)
        chance = chances(features, laid.kind[one_kind[:, 0]], alignment.alone)
        best = np.argmax(chance)
        aligned = features[best]
        # How much of each claim has a fellow in the other.
        ways = [
            np.array([chance[one_kind[:, way] == i].max() for i in np.unique(one_kind[:, way])])
            for way in (0, 1)
        ]
        told_of = [chance.max(), *(w.mean() for w in ways), *(w.min() for w in ways), np.log1p(len(chance))]
    else:
        aligned, told_of = np.zeros(len(FEATURES)), [0.0] * 6
    facts = [
        _facts([frames[i] for i in rows], readings[report], span)
        for rows, (report, span) in zip(inside, sides, strict=True)
    ]
    return np.concatenate(
        [aligned, told_of, *facts, facts[1] - facts[0], _against(frames, readings, inside, sides)]
    )


def _facts(frames: Sequence[Frame], reading: Reading, span: Span) -> np.ndarray:
    """What one claim has: numbers, times, names, denials, plans, doubts, words of others, direct speech."""
    spoken = [a for a in reading.attributions if any(span.contains(c) for c in a.cue)]
    words = span.of(reading.report.text)
    own = [t for t in reading.tokens if span.contains(t.span)]
    return np.array(
        [
            np.log1p(len(own)),
            len({f.quantity.start for f in frames if f.quantity}),
            sum(f.time is not None and f.is_time_own for f in frames) > 0,
            len(frozenset().union(*(f.names for f in frames))),
            sum(f.polarity == "denied" for f in frames),
            sum(f.is_contested or f.is_speech_denied for f in frames),
            sum(f.modality == "planned" for f in frames),
            sum(f.modality in ("possible", "estimated") for f in frames),
            len(spoken),
            sum(a.speaker is not None for a in spoken),
            sum(a.form == "direct" for a in spoken),
            any(c in words for c in '“"'),
            sum(t.tag in ("ADJ", "ADV") for t in own) / max(1, len(own)),
            sum(t.tag == "PROPN" for t in own) / max(1, len(own)),
            sum(t.tag == "PRON" for t in own) / max(1, len(own)),
            any(t.lemma.lower() in NEGATIONS for t in own),
        ],
        dtype=float,
    )


def _against(
    frames: Sequence[Frame],
    readings: Sequence[Reading],
    inside: Sequence[Sequence[int]],
    sides: Sequence[tuple[int, Span]],
) -> np.ndarray:
    """Where two claims differ or meet: numbers, names, speakers, denials."""
    numbers = [
        list(
            {
                q.start: q for i in rows for q in (*frames[i].quantities, *filter(None, [frames[i].quantity]))
            }.values()
        )
        for rows in inside
    ]
    names = [frozenset().union(*(frames[i].names for i in rows)) for rows in inside]
    shared = sum(any(same_name(a, b) for b in names[1]) for a in names[0])
    speakers = [
        {a.speaker.name for a in readings[r].attributions if a.speaker and any(s.contains(c) for c in a.cue)}
        for r, s in sides
    ]
    one_voice = any(same_name(a, b) for a in speakers[0] for b in speakers[1])
    denied = [any(frames[i].polarity == "denied" for i in rows) for rows in inside]
    return np.array(
        [
            rival_numbers(*numbers) is not None,
            bool(numbers[0] and numbers[1]),
            shared,
            bool(names[0] and names[1] and not shared),
            shared / max(1, min(map(len, names))),
            one_voice,
            bool(speakers[0] and speakers[1] and not one_voice),
            denied[0] != denied[1],
        ],
        dtype=float,
    )


# ------------------------------------------------------------------ baselines


def words_of(text: str) -> set[str]:
    """Lower-case words and numbers."""
    return {w.lower() for w in _WORD.findall(text)}


def crossed(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """u, v, |u - v| and u * v side by side."""
    return np.hstack([u, v, np.abs(u - v), u * v])


def entailing(premise: str, hypothesis: str) -> list[float]:
    """Words, numbers and negations of a hypothesis that its premise has, and has not."""
    p, h = words_of(premise), words_of(hypothesis)
    numbers = {w for w in h if w[0].isdigit()}
    negated = [bool(NEGATIONS & side) for side in (p, h)]
    return [
        len(h & p) / max(1, len(h)),
        len(h & p) / max(1, len(p)),
        len(numbers & p),
        len(numbers - p),
        float(negated[0] != negated[1]),
        float(negated[1]),
        float(np.log(max(1, len(h)) / max(1, len(p)))),
    ]


class Entailment:
    """Whether one sentence follows from another, learned from right and wrong summaries."""

    def __init__(self, encode: Any, triples: Sequence[Mapping[str, str]]) -> None:
        self._encode = encode
        texts = [(t["article_sent"], t[f"{kind}_sent"]) for t in triples for kind in ("correct", "incorrect")]
        self._model = model(0.01).fit(self._features(texts), [1, 0] * len(triples))

    def _features(self, texts: Sequence[tuple[str, str]]) -> np.ndarray:
        u, v = (self._encode([t[k] for t in texts]) for k in (0, 1))
        return np.hstack([u * v, np.abs(u - v), np.array([entailing(*t) for t in texts])])

    def asked(self, pairs: Sequence[Pair]) -> np.ndarray:
        """The odds and the parts of both ways for each pair."""
        columns = []
        for first, second in (("claim_a", "claim_b"), ("claim_b", "claim_a")):
            texts = [(p[first], p[second]) for p in pairs]
            columns += [
                self._model.decision_function(self._features(texts))[:, None],
                np.array([entailing(*t) for t in texts]),
            ]
        return np.hstack(columns)


# ------------------------------------------------------------------ one model for every row


def model(ridge: float) -> Any:
    """Features brought to one scale, then a balanced logistic model."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(C=ridge, class_weight="balanced", max_iter=300))


def crossed_out(x: np.ndarray, y: np.ndarray, topics: np.ndarray) -> np.ndarray:
    """The odds of each pair by models that never saw its event."""
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import GroupKFold

    out = np.zeros(len(y))
    for train, test in GroupKFold(FOLDS).split(x, y, topics):
        inner = list(GroupKFold(2).split(train, y[train], topics[train]))
        chosen = max(
            RIDGES,
            key=lambda c: np.mean(
                [
                    roc_auc_score(
                        y[train][b], model(c).fit(x[train][a], y[train][a]).decision_function(x[train][b])
                    )
                    for a, b in inner
                ]
            ),
        )
        out[test] = model(chosen).fit(x[train], y[train]).decision_function(x[test])
    return out


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="holds strength-train.json and weak-train.json")
    parser.add_argument("--embeddings", required=True, help="folder of a sentence encoder")
    parser.add_argument("--falke", type=Path, required=True, help="sentences with right and wrong summaries")
    parser.add_argument("--keep", type=Path, help="keep what the product sees here, and take it from there")
    args = parser.parse_args()
    from sentence_transformers import SentenceTransformer
    from sklearn.metrics import balanced_accuracy_score, f1_score, roc_auc_score

    warnings.filterwarnings("ignore")
    tasks = {
        name: json.loads((args.folder / f"{file}-train.json").read_text("utf-8"))["data"]
        for name, file in (("strengthens", "strength"), ("weakens", "weak"))
    }
    pairs = tasks["strengthens"]
    label = {name: {p["pair_id"]: p["relation"] for p in rows} for name, rows in tasks.items()}
    topics = np.array([p["topic"] for p in pairs])
    if args.keep and args.keep.exists():
        product = np.load(args.keep)
    else:
        product = seen(pairs)
        if args.keep:
            np.save(args.keep, product)
    encoder = SentenceTransformer(args.embeddings, device="cpu")
    encoded: dict[str, np.ndarray] = {}

    def encode(texts: Sequence[str]) -> np.ndarray:
        new = sorted({t for t in texts if t not in encoded})
        if new:
            encoded.update(
                zip(new, encoder.encode(new, normalize_embeddings=True, show_progress_bar=False), strict=True)
            )
        return np.array([encoded[t] for t in texts])

    u, v = (encode([p[f"claim_{side}"] for p in pairs]) for side in "ab")
    entailment = Entailment(encode, json.loads(args.falke.read_text("utf-8"))).asked(pairs)
    cosine, embeddings = (u * v).sum(axis=1, keepdims=True), crossed(u, v)
    rows = {
        "cosine": cosine,
        "embeddings": embeddings,
        "entailment": entailment,
        "firsthand": product,
        "firsthand and embeddings": np.hstack([product, embeddings]),
    }
    for task, by_id in label.items():
        y = np.array([by_id[p["pair_id"]] for p in pairs])
        print(f"{task}: {y.sum()} of {len(y)} pairs, {len(set(topics))} events")
        print(f"  {'':<26}{'balanced':>9}{'F1':>7}{'area':>7}")
        most = np.full(len(y), int(y.mean() > 0.5))
        print(
            f"  {'always the commoner':<26}{0.5:>9.3f}{f1_score(y, most, average='macro'):>7.3f}{0.5:>7.3f}"
        )
        for name, x in rows.items():
            odds = crossed_out(x, y, topics)
            said = odds > 0
            print(
                f"  {name:<26}{balanced_accuracy_score(y, said):>9.3f}{f1_score(y, said, average='macro'):>7.3f}{roc_auc_score(y, odds):>7.3f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
