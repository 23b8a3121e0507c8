"""Quantities: quality and speed of Firsthand and of the libraries that are known for numbers.

    python benchmarks/quality/quantities.py --data newsquant.json --scorer score.py \\
        --python quantulum3=/path/to/python --python recognizers=/path/to/python

Each runner reads the same sentences in a process of its own, with the interpreter named for it (the
libraries want versions of their own), imports its library inside, and writes one JSON line per sentence
in the shape of ``firsthand read --json``. The scorer reads those lines; nothing is scored here. A runner
whose library is missing drops out of the table, a crash on a sentence counts as nothing found.

What the figures do not show: NewsQuant annotates no ordinals, some ages and few hyphenated durations,
and writes a range as one value; ranges are therefore printed as "low-high" for every runner that has
them. Speed is one core, texts one after the other, imports not counted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Found = list[dict[str, Any]]


def firsthand_runner() -> Callable[[str], Found]:
    """Firsthand without syntax: what the grammar does alone."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
    from firsthand.model import Token
    from firsthand.reading.quantities import find_quantities
    from firsthand.reading.tokens import tokenize

    def read(text: str) -> Found:
        tokens = [Token(s.start, s.end, "", "", -1, "", 0) for s in tokenize(text)]
        return [
            {"value": q.as_said, "unit_name": q.unit_name, "change": q.change}
            for q in find_quantities(text, tokens)
            if q.kind != "ordinal"
        ]

    return read


def firsthand_syntax_runner() -> Callable[[str], Found]:
    """Firsthand with the syntax of its encoder."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
    from firsthand.model import Span
    from firsthand.reading.encoder import Encoder
    from firsthand.reading.quantities import find_quantities

    encoder = Encoder.shipped()

    def read(text: str) -> Found:
        tokens = encoder.analyze(text, [Span(0, len(text))]).tokens
        return [
            {"value": q.as_said, "unit_name": q.unit_name, "change": q.change}
            for q in find_quantities(text, tokens)
            if q.kind != "ordinal"
        ]

    return read


def quantulum3_runner() -> Callable[[str], Found]:
    """quantulum3, with its classifier where the scikit-learn that it was trained with is there."""
    from quantulum3 import parser

    def read(text: str) -> Found:
        return [
            {
                "value": q.value,
                "unit_name": "-" if q.unit.name == "dimensionless" else q.unit.name,
                "change": "=",
            }
            for q in parser.parse(text)
        ]

    return read


def recognizers_runner() -> Callable[[str], Found]:
    """Recognizers-Text: its unit models first, then the numbers that no unit model took."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_age, recognize_currency, recognize_dimension

    models = (recognize_percentage, recognize_currency, recognize_dimension, recognize_age, recognize_number)

    def read(text: str) -> Found:
        taken: list[tuple[int, int]] = []
        found: Found = []
        for model in models:
            for hit in model(text, "en-us"):
                if any(hit.start <= end and start <= hit.end for start, end in taken):
                    continue
                taken.append((hit.start, hit.end))
                resolved = hit.resolution or {}
                value = str(resolved.get("value") or "")
                unit = "percentage" if value.endswith("%") else str(resolved.get("unit") or "-")
                found.append({"value": value.rstrip("%"), "unit_name": unit, "change": "="})
        return found

    return read


RUNNERS: dict[str, Callable[[], Callable[[str], Found]]] = {
    "firsthand": firsthand_runner,
    "firsthand-syntax": firsthand_syntax_runner,
    "quantulum3": quantulum3_runner,
    "recognizers": recognizers_runner,
}


def run(name: str, data: str, out: str, rounds: int) -> None:
    """Read all sentences with one runner; the last line on standard output is the seconds spent."""
    texts = [item["text"] for item in json.loads(Path(data).read_text("utf-8"))]
    read = RUNNERS[name]()
    read(texts[0])
    results: list[Found] = []
    crashes = 0
    begun = time.process_time()
    for _ in range(rounds):
        results, crashes = [], 0
        for text in texts:
            try:
                results.append(read(text))
            except Exception:
                crashes += 1
                results.append([])
    spent = (time.process_time() - begun) / rounds
    with open(out, "w", encoding="utf-8") as handle:
        for i, found in enumerate(results):
            handle.write(json.dumps({"report": {"id": str(i)}, "quantities": found}) + "\n")
    print(json.dumps({"seconds": spent, "sentences": len(texts), "crashes": crashes}))


def main() -> None:
    """Run every runner and print one table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", required=True, help="NewsQuant-style JSON list")
    options.add_argument("--scorer", help="the scorer that reads predictions")
    options.add_argument("--python", action="append", default=[], metavar="RUNNER=PATH")
    options.add_argument("--run", choices=RUNNERS, help=argparse.SUPPRESS)
    options.add_argument("--out", help=argparse.SUPPRESS)
    options.add_argument("--rounds", type=int, default=1)
    args = options.parse_args()
    if args.run:
        run(args.run, args.data, args.out, args.rounds)
        return
    interpreters = dict(pair.split("=", 1) for pair in args.python)
    print(f"{'runner':18} {'value':>7} {'+unit':>7} {'+change':>8} {'sentences/s':>12} {'crashes':>8}")
    for name in RUNNERS:
        with tempfile.TemporaryDirectory() as folder:
            out = str(Path(folder) / "predictions.jsonl")
            rounds = 20 if name == "firsthand" else 1
            command = [interpreters.get(name, sys.executable), __file__, "--data", args.data]
            command += ["--run", name, "--out", out, "--rounds", str(rounds)]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                print(f"{name:18} left out: {done.stderr.strip().splitlines()[-1][:80]}")
                continue
            cost = json.loads(done.stdout.strip().splitlines()[-1])
            figures = ["-", "-", "-"]
            if args.scorer:
                scored = subprocess.run(
                    [sys.executable, args.scorer, "quantities", "--data", args.data, "--pred", out],
                    capture_output=True,
                    text=True,
                    check=True,
                )
                figures = [
                    line.split("F1")[1].strip() for line in scored.stdout.splitlines() if " F1 " in line
                ]
            speed = cost["sentences"] / cost["seconds"]
            quality = f"{figures[0]:>7} {figures[1]:>7} {figures[2]:>8}"
            print(f"{name:18} {quality} {speed:12,.0f} {cost['crashes']:8}")


if __name__ == "__main__":
    main()
