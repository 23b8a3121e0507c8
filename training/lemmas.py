"""The words of the treebanks: ``src/firsthand/reading/weights/lemmas.txt`` out.

    python -m training.lemmas ../shared/data

One line for each inflected form that was annotated, ``TAG form lemma`` (the commonest lemma of the
form under the tag), then one for each lemma that needs no line: what counts as a word.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from training.reader.data import conllu

OPEN = frozenset({"VERB", "AUX", "NOUN", "ADJ", "ADV"})
WORD = re.compile(r"[a-z][a-z'’-]*")


def main() -> None:
    data = Path(sys.argv[1]) / "syntax"
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in [data / "ewt" / "en_ewt-ud-train.conllu", *sorted((data / "gum").glob("GUM_*.conllu"))]:
        for sentence in conllu(path):
            for row in sentence["rows"]:
                if row[3] in OPEN and "Typo=Yes" not in row[5]:
                    counts[row[3], row[1].lower()][row[2].lower()] += 1
    best = {key: min(c, key=lambda lemma: (-c[lemma], lemma)) for key, c in counts.items()}
    inflected = sorted(
        (tag, form, lemma)
        for (tag, form), lemma in best.items()
        if form != lemma and WORD.fullmatch(form) and WORD.fullmatch(lemma)
    )
    implied = {lemma for _, _, lemma in inflected}
    plain = sorted({lemma for lemma in best.values() if WORD.fullmatch(lemma)} - implied)
    lines = [" ".join(row) for row in inflected] + plain
    target = Path("src/firsthand/reading/weights/lemmas.txt")
    target.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(inflected)} forms, {len(implied) + len(plain)} lemmas, {target.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
