"""Speed and memory of passages over corpora of any size, and over input that is bad on purpose.

    python benchmarks/speed/passages.py -n 100000 SET.jsonl [more]      the curve
    python benchmarks/speed/passages.py --bad -n 20000                  shapes that break quadratic methods

The corpus is grown from the sets (``benchmarks/corpus.py``) and handed over report by report; making it is
not counted. Times are CPU seconds of one process.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import corpus
from firsthand.lineage import PassageIndex
from firsthand.model import Report
from firsthand.settings import shipped_families


def curve(reports: Iterable[Report], every: int) -> None:
    """Print, for each stretch of reports, the cost of one and what is held."""
    index = PassageIndex(shipped_families())
    n_passages = 0
    spent = stretch = 0.0
    print(f"{'reports':>9}{'ms each':>10}{'CPU s':>9}{'passages':>10}{'MB':>7}")
    for n, report in enumerate(reports, 1):
        begun = time.process_time()
        n_passages += len(index.add(report))
        took = time.process_time() - begun
        spent += took
        stretch += took
        if n % every == 0:
            print(
                f"{n:>9,}{1000 * stretch / every:>10.3f}{spent:>9.1f}{n_passages:>10,}{_megabytes():>7,}",
                flush=True,
            )
            stretch = 0.0


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def bad(n: int) -> None:
    """Shapes that break quadratic methods: each with its time for ``n`` reports, or for ten megabytes."""
    chance = random.Random(0)
    words = [
        "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(5000)
    ]
    text = " ".join(chance.choices(words, k=300))
    scripts = [chr(c) for c in range(0x0100, 0x30000, 7) if chr(c).isalnum()]

    def mixed(k: int) -> str:
        return " ".join("".join(chance.choices(scripts, k=5)) for _ in range(k))

    long = " ".join(chance.choices(words, k=1_700_000))
    shapes: dict[str, Iterator[str]] = {
        "identical": (text for _ in range(n)),
        "identical but for a number": (f"{text} {k}" for k in range(n)),
        "one word each": (chance.choice(words) for _ in range(n)),
        "one sentence, each in another text": (
            " ".join([*chance.choices(words, k=40), *words[:25], *chance.choices(words, k=40)])
            for _ in range(n)
        ),
        "mixed scripts": (mixed(100) for _ in range(n // 10)),
        "ten megabytes, twice, the second with one word more": iter([long, f"{long} more"]),
        "ten megabytes of one word, twice": iter(["so " * 3_400_000, "so " * 3_400_001]),
        "ten megabytes without a blank, twice": iter(["x" * 10_000_000, "x" * 10_000_001]),
    }
    for name, texts in shapes.items():
        index, begun, found, count = PassageIndex(), time.process_time(), 0, 0
        for k, one in enumerate(texts):
            found += len(index.add(Report(id=str(k), text=one)))
            count += 1
        spent = time.process_time() - begun
        print(
            f"{name:<55}{count:>9,} reports{spent:>8.1f} s{1000 * spent / count:>10.2f} ms each{found:>10,} passages{_megabytes():>7,} MB",
            flush=True,
        )


def main() -> None:
    """Print the curve or the shapes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", help="JSON Lines with id, text and story")
    parser.add_argument("-n", type=int, default=10_000, help="how many reports")
    parser.add_argument("--bad", action="store_true", help="shapes that break quadratic methods")
    asked = parser.parse_args()
    if asked.bad:
        bad(asked.n)
    elif not asked.sets:
        parser.error("name the sets that the corpus is grown from")
    else:
        records = corpus.grow(corpus.load(asked.sets), asked.n)
        curve(
            (Report(id=r["id"], text=r["text"], outlet=r["outlet"]) for r in records), max(1, asked.n // 10)
        )


if __name__ == "__main__":
    main()
