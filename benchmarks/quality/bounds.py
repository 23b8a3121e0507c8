"""Bounds: for how many claims of gold accounts the number that they state is read in their words.

    python benchmarks/quality/bounds.py FOLDER [more folders] [--misses]

A folder holds ``gold.json`` (points with claims; a claim with a number has "value", "min" or "max") and the
reports, as ``reports.jsonl`` or in ``reports/``. A claim counts as read when a quantity that overlaps its
span has its bounds: both of a plain value, the lower one of a "min", the upper one of a "max". "approx"
leaves the bounds open; a fall is a negative value or a value marked "down"; shares agree to three digits.

Claims that state their number in several figures ("two crew and 10 passengers" for 12, "8 percent … and
15.5 percent" for 8 to 15.5) are counted apart, as read when the figures come to the claim's number. What
is left then is mostly no number in the words ("an old man and his son" for 2).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from firsthand.intake import collect
from firsthand.model import Quantity, Report
from firsthand.model.intervals import Interval, total
from firsthand.reading import read

Claim = dict[str, Any]


def same(found: float | None, wanted: float | None) -> bool:
    """Whether two bounds are one: equal, or a share rounded to three digits."""
    if found is None or wanted is None:
        return found is wanted
    return abs(float(found) - wanted) <= (0.005 if abs(wanted) < 1 else 1e-9 * abs(wanted))


def states(quantity: Quantity, claim: Claim) -> bool:
    """Whether a quantity has the bounds of a claim."""
    value, least, most = (claim.get(key) for key in ("value", "min", "max"))
    if least is not None or most is not None:
        low = least is None or same(quantity.low, least)
        high = most is None or same(quantity.high, most)
        return low and high and quantity.low != quantity.high
    sign = -1 if quantity.change == "down" and value < 0 else 1
    named = quantity.value is not None and same(sign * quantity.value, value)
    return named and (bool(claim.get("approx")) or quantity.low == quantity.high)


def come_to(quantities: Sequence[Quantity], claim: Claim) -> bool:
    """Whether several figures sum up to the claim's number, or are both ends of its range."""
    if len(quantities) < 2:
        return False
    intervals = [Interval.from_value(q.value, q.low, q.high, q.change) for q in quantities]
    summed = total(intervals)
    least, most = claim.get("min", claim.get("value")), claim.get("max", claim.get("value"))
    if same(None if summed.low is None else float(summed.low), least):
        return True
    ends = [q.value for q in quantities if q.value is not None]
    return bool(ends) and least is not None and most is not None and (min(ends), max(ends)) == (least, most)


def numbered(folder: Path) -> Iterator[Claim]:
    """The claims of a gold account that have a number."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    for point in gold["points"]:
        for claim in point["claims"]:
            numbers = [claim.get(key) for key in ("value", "min", "max")]
            if any(isinstance(number, int | float) for number in numbers):
                yield claim


def main() -> None:
    """Print one line for each account and one for all."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--misses", action="store_true", help="print the claims that are not read")
    args = options.parse_args()
    print(f"{'account':28}{'claims':>8}{'read':>8}{'in several figures':>20}")
    sums = [0, 0, 0]
    for folder in args.folders:
        path = folder / "reports.jsonl"
        reports = collect([str(path if path.exists() else folder / "reports")])
        found = {}
        for report in reports:
            if isinstance(report, Report):
                found[report.id] = found[Path(report.path or "").name] = read(report).quantities
        counts = [0, 0, 0]
        for claim in numbered(folder):
            inside = [q for q in found[claim["report"]] if q.start < claim["end"] and claim["start"] < q.end]
            one = any(states(quantity, claim) for quantity in inside)
            several = not one and come_to(inside, claim)
            counts = [counts[0] + 1, counts[1] + one, counts[2] + several]
            if args.misses and not one and not several:
                numbers = {key: claim[key] for key in ("value", "min", "max") if key in claim}
                print(f"  {folder.name}: {numbers} {claim['text'][:100]!r}")
        print(f"{folder.name:28}{counts[0]:8}{counts[1]:8}{counts[2]:20}")
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
    print(f"{'all':28}{sums[0]:8}{sums[1]:8}{sums[2]:20}")


if __name__ == "__main__":
    main()
