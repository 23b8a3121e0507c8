"""Learn what likeness and fit weigh: sets with gold stories in, one configuration for all out.

    python -m training.stories SET.jsonl [more] [--hold-out]

A search over one number at a time (twice through all, steps halved the second time) that maximises the
mean B-cubed F1 over the sets, each at the threshold and a little below and above it, so that no lucky
cut decides. With ``--hold-out`` each set in turn is left out of the search and then measured. It prints the
numbers; they are frozen by hand in ``stories/features.py``, ``likeness.py`` and ``grouping.py``, where a
reader looks for them. About ten minutes a search on a free core.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.quality.stories import changed, load, scores

from firsthand.stories import features, grouping, likeness

#: Room, name and steps of each number that is learned. The share of the body is the unit.
STEPS: dict[tuple[str, str], tuple[float, ...]] = {
    ("shares", "lead"): (-0.15, 0.15),
    ("shares", "title"): (-0.1, 0.1),
    ("shares", "names"): (-0.1, 0.1),
    ("shares", "numbers"): (-0.015, 0.03),
    ("shares", "days"): (-0.03, 0.03),
    ("likeness", "DECAY"): (-0.025, 0.025, 0.05),
    ("likeness", "DECAY_DAYS"): (-0.5, 1.0, 2.0),
    ("likeness", "UNDATED"): (-0.05, 0.05),
    ("grouping", "COHESION"): (-0.2, 0.2),
    ("grouping", "LOOSE"): (-0.04, 0.04),
    ("grouping", "MASS"): (-0.05, 0.05, 0.1),
    ("grouping", "THRESHOLD"): (-0.01, 0.01),
    ("grouping", "CLEAR"): (-0.1, 0.1),
}
AROUND = ((0.93, 0.25), (1.0, 0.5), (1.07, 0.25))  #: parts of the threshold, and their weights
GAIN = 0.02  #: least gain for a step, in points of F1

Numbers = dict[tuple[str, str], float]
Sets = list[tuple[list[features.Report], dict[str, str]]]


def shipped() -> Numbers:
    """The numbers as they stand in the code."""
    rooms = {"likeness": vars(likeness), "grouping": vars(grouping), "shares": features.SHARES}
    return {(room, name): rooms[room][name] for room, name in STEPS}


def worth(numbers: Numbers, sets: Sets) -> float:
    """Mean F1 over the sets, over the threshold and its neighbourhood."""
    total = 0.0
    for part, weight in AROUND:
        change: dict[str, dict[str, float]] = {"shares": {}, "likeness": {}, "grouping": {}}
        for (room, name), value in numbers.items():
            change[room][name] = value
        change["grouping"]["THRESHOLD"] *= part
        with changed(change):
            found = scores(sets)
        total += weight * sum(found) / len(found)
    return total


def search(sets: Sets) -> tuple[Numbers, float]:
    """The numbers from which no single step gains, starting from those shipped."""
    numbers = shipped()
    best = worth(numbers, sets)
    for scale in (1.0, 0.5):
        for key, steps in STEPS.items():
            for step in steps:
                tried = {**numbers, key: round(numbers[key] + scale * step, 4)}
                if tried[key] < 0 or (key[1] in ("THRESHOLD", "LOOSE", "DECAY_DAYS") and tried[key] < 0.01):
                    continue
                if (value := worth(tried, sets)) > best + GAIN:
                    numbers, best = tried, value
                    print(f"  {best:.2f}  {key[1]} {tried[key]}", flush=True)
    return numbers, best


def main() -> None:
    """Print the numbers, and what they are worth."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--hold-out", action="store_true")
    asked = parser.parse_args()
    sets = [load(path) for path in asked.sets]
    numbers, best = search(sets)
    print(f"all sets: {best:.2f}", {name: value for (_, name), value in numbers.items()})
    for at, path in enumerate(asked.sets) if asked.hold_out else ():
        learned, _ = search(sets[:at] + sets[at + 1 :])
        print(f"{path.stem} left out: {worth(learned, sets[at : at + 1]):.1f}", flush=True)


if __name__ == "__main__":
    main()
