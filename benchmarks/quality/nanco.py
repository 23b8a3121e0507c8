""" "Same answer?" on questions that many reports answer: the alignment as it stands.

    python benchmarks/quality/nanco.py nanco-dev.json [--embeddings MODEL_FOLDER]

The set (NAnCo, Laban et al. 2022, "Discord Questions") holds questions with answers of many reports, each
a stretch of a paragraph, grouped by meaning. Paragraphs are read as reports of one story, their frames
aligned with the shipped weights; two answers are one where a pair of their frames has the chance that two
groups need. Nothing is fitted to the set. Balanced accuracy over all pairs of answers of a question;
``swept`` is at the threshold that would have been best on the very pairs, which shows what a threshold
could mend and is no result.

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

from firsthand.claims.align import Alignment, align
from firsthand.claims.frames import Frame, cut_frames
from firsthand.model import Report, Span
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


def chances_of(answers: Sequence[Mapping[str, str]]) -> tuple[np.ndarray, np.ndarray]:
    """For all pairs of answers in order: the best chance of their frames, and whether a point holds both."""
    reports, spans = reports_of(answers)
    readings, lineage = read_story(reports)
    frames = [f for n, reading in enumerate(readings) for f in cut_frames(reading, n)]
    groups, probability = align(frames, readings, lineage.passages)
    point = {i: number for number, group in enumerate(groups) for i in group}
    told = [frames_of(frames, n, span) for n, span in enumerate(spans)]
    chance, joined = [], []
    for a, b in itertools.combinations(told, 2):
        pairs = [(min(i, j), max(i, j)) for i in a for j in b]
        chance.append(max((probability.get(pair, 0.0) for pair in pairs), default=0.0))
        joined.append(bool({point[i] for i in a} & {point[j] for j in b}))
    return np.array(chance), np.array(joined)


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
    threshold = Alignment.shipped().threshold
    found = [chances_of(q["answers"]) for q in questions]
    chance, joined = [c for c, _ in found], [j for _, j in found]
    every = np.concatenate(same)
    print(f"{len(questions)} questions, {len(every)} pairs of answers, {int(every.sum())} of them one answer")
    for q, s, c in zip(questions, same, chance, strict=True):
        print(f"  {balanced(s, c >= threshold):.3f}  {q['question']}")
    pooled = np.concatenate(chance)
    print(
        f"{'alignment, chance at the shipped ' + str(threshold):<52}{balanced(every, pooled >= threshold):.3f}"
    )
    print(f"{'alignment, one point holds both':<52}{balanced(every, np.concatenate(joined)):.3f}")
    print(f"{'alignment, threshold of the other questions':<52}{balanced(every, left_out(same, chance)):.3f}")
    print(f"{'alignment, swept':<52}{balanced(every, pooled >= best_threshold(every, pooled)):.3f}")
    if args.embeddings:
        for name, front in (("answers", False), ("question and answer", True)):
            cosine = [
                embedded(
                    args.embeddings,
                    [(f"{q['question']} " if front else "") + a["Answer"] for a in q["answers"]],
                )
                for q in questions
            ]
            pooled = np.concatenate(cosine)
            print(
                f"{'embeddings of ' + name + ', threshold of the others':<52}{balanced(every, left_out(same, cosine)):.3f}"
            )
            print(
                f"{'embeddings of ' + name + ', swept':<52}{balanced(every, pooled >= best_threshold(every, pooled)):.3f}"
            )


if __name__ == "__main__":
    main()
