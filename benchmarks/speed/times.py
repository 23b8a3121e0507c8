"""Speed of finding times alone: tokens given, one core, processor time, the best of some rounds.

    python benchmarks/speed/times.py reports.txt [more files]

Sentences are counted by their closing marks. Cutting tokens is timed apart, since the reader cuts them
once for everything.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from firsthand.model import Token
from firsthand.reading.times import find_times
from firsthand.reading.tokens import tokenize

ROUNDS = 5


def main() -> None:
    """Print tokens and sentences a second."""
    texts = [Path(path).read_text("utf-8", errors="replace") for path in sys.argv[1:]]
    sentences = sum(len(re.findall(r"[.!?][\"'”’)]*\s", text)) + 1 for text in texts)
    begun = time.process_time()
    cut = [[Token(s.start, s.end, "", "", -1, "", 0) for s in tokenize(text)] for text in texts]
    cutting = time.process_time() - begun
    n_tokens = sum(map(len, cut))
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for text, tokens in zip(texts, cut, strict=True):
            find_times(text, tokens, published="2025-06-18")
        best = min(best, time.process_time() - begun)
    print(f"{len(texts)} texts, {sentences:,} sentences, {n_tokens:,} tokens")
    print(f"finding times   {sentences / best:12,.0f} sentences/s {n_tokens / best:12,.0f} tokens/s")
    print(f"cutting tokens  {sentences / cutting:12,.0f} sentences/s {n_tokens / cutting:12,.0f} tokens/s")


if __name__ == "__main__":
    main()
