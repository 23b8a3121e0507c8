""" "Same answer?" on questions that many reports answer: the alignment as it stands.

    python benchmarks/quality/nanco.py nanco-dev.json [--embeddings MODEL_FOLDER]

The set (NAnCo, Laban et al. 2022, "Discord Questions") holds questions with answers of many reports, each
a stretch of a paragraph, grouped by meaning. *Stretches* is ``firsthand.compare`` on the answers, as anybody
calls it: paragraphs as reports, answers as stretches of them, one if the chance is at least a half. *Clauses*
are the frames that hold the answers, as an account of the paragraphs has them.

Balanced accuracy over all pairs of answers of a question: at the shipped threshold, at the one that is best
on the other questions, and (``swept``) at the one that would have been best on the very pairs, which shows
what a threshold could mend and is no result. Nothing is fitted to the set.

``--embeddings`` runs a sentence encoder beside it (needs ``sentence-transformers``): the cosine of two
answers, and of two answers behind their question, at the threshold that is best on the other questions.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

import numpy as np

from firsthand.claims import compare_phrases
from firsthand.claims.frames import Frame, cut_frames
from firsthand.claims.joining.align import align
from firsthand.model import Report, Span
from firsthand.model.likeness import EVEN
from firsthand.pipeline import read_story


def reports_of(answers: Sequence[Mapping[str, str]]) -> tuple[list[Report], list[Span]]:
    """A report for each answer, and where in it the answer stands; below its paragraph where it is not in it."""
    reports, spans = [], []
    for n, answer in enumerate(answers):
        text, said = answer["Paragraph"], answer["Answer"]
        if said not in text:
            text = f"{text}\n{said}"
        start = text.index(said)
        reports.append(Report(id=f"{n:04}", text=text))
        spans.append(Span(start, start + len(said)))
    return reports, spans


def frames_of(frames: Sequence[Frame], report: int, span: Span) -> list[int]:
    """The frames that tell an answer: those that share half of the shorter of the two with it."""
    return [
        i
        for i, f in enumerate(frames)
        if f.report == report and 2 * f.span.overlap(span) >= min(len(f.span), len(span))
    ]


def told(answers: Sequence[Mapping[str, str]]) -> dict[str, np.ndarray]:
    """For all pairs of answers in order, how like they are by each way of asking the product."""
    reports, spans = reports_of(answers)
    readings, lineage = read_story(reports)
    frames = [f for n, reading in enumerate(readings) for f in cut_frames(reading, n)]
    groups, probability = align(frames, readings, lineage.passages)
    point = {i: number for number, group in enumerate(groups) for i in group}
    telling = [frames_of(frames, n, span) for n, span in enumerate(spans)]
    chance, joined = [], []
    for a, b in itertools.combinations(telling, 2):
        pairs = [(min(i, j), max(i, j)) for i in a for j in b]
        chance.append(max((probability.get(pair, 0.0) for pair in pairs), default=0.0))
        joined.append(float(bool({point[i] for i in a} & {point[j] for j in b})))
    alike = compare_phrases(readings, lineage, list(enumerate(spans)))
    return {
        "stretches": np.array([row.chance for row in alike]),
        "clauses, best chance": np.array(chance),
        "clauses, one point holds both": np.array(joined),
    }


def balanced(same: np.ndarray, said: np.ndarray) -> float:
    """Mean of the shares of same and of other pairs that are told right."""
    return float((said[same].mean() + (~said[~same]).mean()) / 2)


def best_threshold(same: np.ndarray, score: np.ndarray) -> float:
    """The threshold with the best balanced accuracy."""
    return max(np.unique(score), key=lambda t: balanced(same, score >= t))


def embedded(folder: str, texts: Sequence[str]) -> np.ndarray:
    """Cosines of all pairs of texts in order."""
    from sentence_transformers import SentenceTransformer

    v = SentenceTransformer(folder, device="cpu").encode(list(texts), normalize_embeddings=True)
    return np.array([float(v[i] @ v[j]) for i, j in itertools.combinations(range(len(texts)), 2)])


def left_out(same: Sequence[np.ndarray], score: Sequence[np.ndarray]) -> np.ndarray:
    """What each question's pairs are said to be, at the threshold of the others."""
    said = []
    for k in range(len(score)):
        others = [n for n in range(len(score)) if n != k]
        t = best_threshold(
            np.concatenate([same[n] for n in others]), np.concatenate([score[n] for n in others])
        )
        said.append(score[k] >= t)
    return np.concatenate(said)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, help="questions with answers, JSON")
    parser.add_argument("--embeddings", help="folder of a sentence encoder to run beside")
    args = parser.parse_args()
    questions = json.loads(args.set.read_text("utf-8"))
    same = [
        np.array(
            [a["cluster_global"] == b["cluster_global"] for a, b in itertools.combinations(q["answers"], 2)]
        )
        for q in questions
    ]
    every = np.concatenate(same)
    print(f"{len(questions)} questions, {len(every)} pairs of answers, {int(every.sum())} of them one answer")
    print(f"{'':<44}{'as shipped':>11}{'of others':>11}{'swept':>8}   as shipped, by question")
    found = [told(q["answers"]) for q in questions]
    for name in found[0]:
        _show(name, same, [f[name] for f in found], EVEN)
    if args.embeddings:
        for name, front in (("answers", False), ("question and answer", True)):
            cosine = [
                embedded(
                    args.embeddings,
                    [(f"{q['question']} " if front else "") + a["Answer"] for a in q["answers"]],
                )
                for q in questions
            ]
            _show(f"embeddings of {name}", same, cosine, None)


def _show(
    name: str, same: Sequence[np.ndarray], score: Sequence[np.ndarray], threshold: float | None
) -> None:
    every, pooled = np.concatenate(same), np.concatenate(score)
    shipped, questions = "", ""
    if threshold is not None:
        shipped = f"{balanced(every, pooled >= threshold):.3f}"
        questions = " ".join(f"{balanced(s, c >= threshold):.3f}" for s, c in zip(same, score, strict=True))
    others = balanced(every, left_out(same, score))
    swept = balanced(every, pooled >= best_threshold(every, pooled))
    print(f"{name:<44}{shipped:>11}{others:>11.3f}{swept:>8.3f}   {questions}", flush=True)


if __name__ == "__main__":
    main()
