"""Stories: B-cubed F1 on sets with gold stories, and what each signal adds.

    python benchmarks/quality/stories.py SET.jsonl [more] [--ablations]

The sets are JSON Lines of reports with ``id``, ``text``, ``story`` and, where known, ``title``,
``published``, ``outlet`` and ``url``. An ablation takes one signal away and leaves all else as shipped; the
threshold is then chosen anew among nine, so that a figure shows the signal and not the scale.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from firsthand.intake import collect
from firsthand.lineage import prints_of
from firsthand.model import Report
from firsthand.stories import Stream, copies, features, grouping, keep_all, likeness

THRESHOLDS = (0.07, 0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.15, 0.17)
FEW = {"COHESION": 0.0, "MASS": 0.0}
ABLATIONS: dict[str, dict[str, Any]] = {
    "average links alone": {"grouping": FEW},
    "no cohesion": {"grouping": {"COHESION": 0.0}},
    "no mass": {"grouping": {"MASS": 0.0}},
    "no days apart": {"likeness": {"DECAY": 0.0, "UNDATED": 1.0, "WINDOW_DAYS": 10**9}},
    **{f"no {kind}": {"shares": {kind: 0.0}} for kind in features.SHARES if kind != "body"},
    "body alone": {"shares": {kind: 0.0 for kind in features.SHARES if kind != "body"}},
    "every pair": {"likeness": {"PROMISE": 0.0, "NEAR": 0.02}, "grouping": {"FLOOR": 0.02}},
    "copies by likeness alone": {"copies": {"LEAST_PRINTS": 10**9}},
    "the lone stay alone": {"grouping": {"_take_in": lambda home, pairs: home}},
}


def b_cubed(gold: dict[str, str], said: dict[str, str]) -> float:
    """F1 of B-cubed precision and recall (Bagga and Baldwin 1998)."""
    both = Counter((gold[i], said[i]) for i in gold)
    by_gold, by_said = Counter(gold.values()), Counter(said.values())
    precision = sum(n * n / by_said[s] for (_, s), n in both.items()) / len(gold)
    recall = sum(n * n / by_gold[g] for (g, _), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def load(path: Path) -> tuple[list[Report], dict[str, str]]:
    """Reports as intake makes them, and the gold story of each."""
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    gold = {r["id"]: r.pop("story") for r in records}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)
        file.flush()
        reports = [r for r in collect([file.name]) if isinstance(r, Report) and r.id in gold]
    return reports, {r.id: gold[r.id] for r in reports}


@contextmanager
def changed(change: dict[str, Any]) -> Iterator[None]:
    """The configuration with some of it taken away."""
    rooms = {"grouping": grouping, "likeness": likeness, "copies": copies}
    before = {room: {k: getattr(rooms[room], k) for k in change[room]} for room in rooms if room in change}
    shares = features.SHARES
    try:
        for room in before:
            for name, value in change[room].items():
                setattr(rooms[room], name, value)
        features.SHARES = {**shares, **change.get("shares", {})}
        yield
    finally:
        features.SHARES = shares
        for room, values in before.items():
            for name, value in values.items():
                setattr(rooms[room], name, value)


def streams(sets: list[tuple[list[Report], dict[str, str]]]) -> list[Stream]:
    """The reports of each set, read: what their stories are at one threshold or another is told from these."""
    out = []
    for reports, _ in sets:
        stream = Stream()
        stream.add(keep_all(reports, prints_of=prints_of))
        out.append(stream)
    return out


def told(read: list[Stream], sets: list[tuple[list[Report], dict[str, str]]]) -> list[float]:
    """F1 of each set that was read, in per cent."""
    out = []
    for stream, (_, gold) in zip(read, sets, strict=True):
        said = {i: story.id for story in stream.stories() for i in story.reports}
        out.append(100 * b_cubed(gold, {i: said[i] for i in gold}))
    return out


def scores(sets: list[tuple[list[Report], dict[str, str]]]) -> list[float]:
    """F1 of each set, in per cent."""
    return told(streams(sets), sets)


def main() -> None:
    """Print a row for the shipped configuration and, if asked, one for each ablation."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--ablations", action="store_true")
    asked = parser.parse_args()
    sets = [load(path) for path in asked.sets]
    print("".join(f"{path.stem[-14:]:>15}" for path in asked.sets), "  mean")

    def row(name: str, found: list[float]) -> None:
        print("".join(f"{f:15.1f}" for f in found), f"{sum(found) / len(found):6.1f}  {name}", flush=True)

    row("as shipped", scores(sets))
    for name, change in ABLATIONS.items() if asked.ablations else ():
        with changed(change):
            read, tries = streams(sets), []
            for threshold in THRESHOLDS:
                with changed({"grouping": {"THRESHOLD": threshold}}):
                    tries.append((told(read, sets), threshold))
        found, threshold = max(tries, key=lambda t: sum(t[0]))
        row(f"{name} (threshold {threshold})", found)


if __name__ == "__main__":
    main()
