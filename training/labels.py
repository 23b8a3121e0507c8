"""Stories labelled for the alignment, unfolded beside their texts.

    python -m training.labels DATA/stories OUT

``training/labels/`` holds, for each of some stories of the public sets, which stretches of its reports speak of one
matter: offsets only, as the texts are their publishers'. This writes one folder a story with ``gold.json`` and
``reports.jsonl``, which ``training.alignment`` reads and any scorer of accounts.

The labels were made by language models that read each story whole and did not see what Firsthand says of it (decision
record 0051); no person has checked them. They are finer and fuller than an account for readers would be: every matter
that two reports tell, however differently, and neighbours that are easily mistaken for it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

LABELS = Path(__file__).parent / "labels"
#: What a pair of a labelled story weighs in training beside one of an account made for readers.
WEIGHT = 0.4


def unfold(stories: Path, out: Path) -> list[Path]:
    """Write the labelled stories whose set is among the files of ``stories``; returns their folders.

    Raises:
        ValueError: A report that is labelled is not in its set, or its words are not where they should be.
    """
    folders = []
    for path in sorted(LABELS.glob("*.json")):
        labelled = json.loads(path.read_text("utf-8"))
        wanted = {report["id"]: report["length"] for report in labelled["reports"]}
        lines = (stories / f"{labelled['set']}.jsonl").read_text("utf-8").splitlines()
        reports = {report["id"]: report for report in map(json.loads, lines) if report["id"] in wanted}
        for name, length in wanted.items():
            if name not in reports or len(reports[name]["text"]) != length:
                raise ValueError(
                    f"{path.name}: {labelled['set']} has no report {name} of {length} characters"
                )
        for point in labelled["points"]:
            for claim in point["claims"]:
                claim["text"] = reports[claim["report"]]["text"][claim["start"] : claim["end"]]
        folder = out / path.stem
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "reports.jsonl").write_text(
            "".join(json.dumps({k: v for k, v in reports[n].items() if k != "story"}) + "\n" for n in wanted),
            "utf-8",
        )
        gold = {"points": labelled["points"], "noise": [], "lineage": [], "weight": WEIGHT}
        (folder / "gold.json").write_text(json.dumps(gold, indent=1), "utf-8")
        folders.append(folder)
    return folders


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    for folder in unfold(arguments.stories, arguments.out):
        print(folder)
