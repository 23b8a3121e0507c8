"""Speed of the grammars: cutting tokens, finding times, finding quantities, and the three together.

    python benchmarks/speed/grammars.py reports.txt [more files] [--syntax]

One core, processor time, the best of some rounds. Sentences are those of the reader. With ``--syntax`` the
encoder reads the texts first, outside the clock, and both grammars get its tokens with tags and trees;
without it they get bare tokens.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from firsthand.model import Token
from firsthand.reading.encoder import Encoder
from firsthand.reading.quantities import find_quantities
from firsthand.reading.sentences import split_sentences
from firsthand.reading.times import find_times
from firsthand.reading.tokens import tokenize

PUBLISHED = "2025-06-18"


def best(step: Callable[[], None], rounds: int) -> float:
    """Seconds of processor time of the fastest round."""
    spent = []
    for _ in range(rounds):
        begun = time.process_time()
        step()
        spent.append(time.process_time() - begun)
    return min(spent)


def main() -> None:
    """Print sentences and tokens a second for each step and for all."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("texts", nargs="+", help="files of plain text, one report each")
    options.add_argument("--syntax", action="store_true", help="read tags and trees first")
    options.add_argument("--rounds", type=int, default=5)
    args = options.parse_args()
    texts = [Path(path).read_text("utf-8", errors="replace") for path in args.texts]
    sentences = [split_sentences(text, ()) for text in texts]
    if args.syntax:
        encoder = Encoder.shipped()
        tokens = [encoder.analyze(text, s).tokens for text, s in zip(texts, sentences, strict=True)]
    else:
        tokens = [tuple(Token(s.start, s.end, "", "", -1, "", 0) for s in tokenize(t)) for t in texts]
    given = list(zip(texts, sentences, tokens, strict=True))
    times = [
        find_times(text, cut, published=PUBLISHED, sentences=parts).expressions for text, parts, cut in given
    ]

    def cut_tokens() -> None:
        for text, parts, _ in given:
            for part in parts:
                tokenize(text, part.start, part.end)

    def read_times() -> None:
        for text, parts, cut in given:
            find_times(text, cut, published=PUBLISHED, sentences=parts)

    def read_quantities() -> None:
        for (text, _, cut), found in zip(given, times, strict=True):
            find_quantities(text, cut, times=found)

    n_sentences, n_tokens = sum(map(len, sentences)), sum(map(len, tokens))
    print(f"{len(texts)} texts, {n_sentences:,} sentences, {n_tokens:,} tokens")
    spent = {
        "cutting tokens": best(cut_tokens, args.rounds),
        "finding times": best(read_times, args.rounds),
        "finding quantities": best(read_quantities, args.rounds),
    }
    for name, seconds in [*spent.items(), ("all three", sum(spent.values()))]:
        print(f"{name:20}{n_sentences / seconds:10,.0f} sentences/s {n_tokens / seconds:12,.0f} tokens/s")


if __name__ == "__main__":
    main()
