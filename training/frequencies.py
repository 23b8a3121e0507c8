"""Count in how many reports each word stands: public data in, ``stories/frequencies.txt`` out.

    python training/frequencies.py ../shared/data

Words and counts only. Grouping weighs words by this table, so that its result does not depend on how
many other reports there are.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from firsthand.stories.features import terms

KEEP = 45_000  #: words; the rest count as met once


def texts(data: Path):
    for path in sorted((data / "stories").glob("*.jsonl")):
        for line in path.open(encoding="utf-8"):
            record = json.loads(line)
            yield (record.get("title") or "") + "\n" + (record.get("text") or "")
    for path in sorted((data / "attribution/polnear/train/text").glob("*.txt")):
        yield path.read_text("utf-8")


def main() -> None:
    counts: Counter[str] = Counter()
    n = 0
    for text in texts(Path(sys.argv[1])):
        counts.update(set(terms(text)))
        n += 1
    kept = sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:KEEP]
    kept = [(word, count) for word, count in kept if count > 1]
    target = Path("src/firsthand/stories/frequencies.txt")
    target.write_text(f"{n}\n" + "".join(f"{word} {count}\n" for word, count in kept), encoding="utf-8")
    print(f"{n} reports, {len(kept)} words, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
