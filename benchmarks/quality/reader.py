"""Syntax and names of the shipped reader, on gold words: tags, lemmas, trees, names.

    python benchmarks/quality/reader.py ../shared/data [--model reader-fp32.onnx]

EWT dev with Universal NER, in windows of one sentence and of up to 300 words, and the documents of news
in GUM that training holds out. Attributions have their own scorer; ``training.decoding`` prints them too.
``--model`` puts another network into the shipped reader's place, to see what int8 costs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training.reader.data import Window, by_words, syntax_windows, unnamed
from training.reader.names import names_of

from firsthand.model import Span
from firsthand.reading.encoder import NAME_TYPES, Encoder

NEWS_HELD = 6  #: as training.reader.train has it


def spans_of_labels(labels: list[str | None], numbers: list[int]) -> set[tuple[int, int, str]]:
    """(first word, last word, type) of every name in labels that begin (B) and go on (I)."""
    found: list[list] = []
    for i, label in enumerate(labels):
        mark, _, kind = (label or "O").partition("-")
        if mark == "I" and found and found[-1][1] == i - 1 and numbers[i] == numbers[i - 1]:
            found[-1][1] = i
        elif mark in ("B", "I"):
            found.append([i, i, NAME_TYPES[kind]])
    return {(a, b, kind) for a, b, kind in found}


def measure(encoder: Encoder, windows: list[Window]) -> dict[str, float]:
    """Percentages over windows of gold words."""
    hit: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for window in windows:
        if len(window.words) > 300 or sum(len(encoder._ids(w)) for w in window.words) > 508:
            continue
        out = encoder.run(window.words)
        spans = [Span(i, i + 1) for i in range(len(window.words))]
        tokens = encoder._tokens(out, spans, window.words, window.sentence, 0)
        for i, token in enumerate(tokens):
            head = i if token.head < 0 else token.head
            all_["words"] += 1
            hit["UPOS"] += token.tag == window.upos[i]
            hit["XPOS"] += token.features == window.xpos[i]
            hit["lemma"] += token.lemma.lower() == (window.lemma[i] or "").lower()
            hit["UAS"] += head == window.head[i]
            hit["LAS"] += head == window.head[i] and token.relation == window.relation[i]
        if window.name and window.name[0] is not None:
            gold = spans_of_labels(window.name, window.sentence)
            found = encoder._names(out, spans, window.words, window.sentence)
            mine = {(n.start, n.end - 1, n.type) for n in found}
            for kind in ("all", *NAME_TYPES.values()):
                g, m = ({x for x in s if kind in ("all", x[2])} for s in (gold, mine))
                hit[f"names {kind}"] += 2 * len(g & m)
                all_[f"names {kind}"] += len(g) + len(m)
    return {key: round(100 * n / (all_[key] if key in all_ else all_["words"]), 1) for key, n in hit.items()}


def main() -> None:
    """Print one line for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    encoder = Encoder(model=args.model)
    names = by_words(names_of(args.data / "entities" / "uner-ewt" / "en_ewt-ud-dev.iob2"))
    ewt = args.data / "syntax" / "ewt" / "en_ewt-ud-dev.conllu"
    news = sorted((args.data / "syntax" / "gum").glob("GUM_news_*.conllu"))[::NEWS_HELD]
    print("EWT dev, sentence by sentence ", measure(encoder, syntax_windows(ewt, names, (1,))))
    print("EWT dev, up to 300 words      ", measure(encoder, syntax_windows(ewt, names, (300,))))
    print(
        "GUM news held out, 300 words  ",
        measure(encoder, [w for p in news for w in syntax_windows(p, unnamed, (300,))]),
    )


if __name__ == "__main__":
    main()
