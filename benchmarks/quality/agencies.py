"""Agencies named right: on gold stories, and on PolNeAR's ``wire`` column as a second check.

    python benchmarks/quality/agencies.py [--gold STORY ...] [--polnear FOLDER ...]

A gold story is a folder with ``gold.json`` (``lineage`` names the agency of each report, or null) and
``reports.jsonl`` or ``reports/``. There the whole lineage answers: credits, outlets, copies. A folder of
PolNeAR has ``metadata.tsv`` and texts under ``*/text/`` or ``text/``; there a text is asked alone what it says
of itself, so of the reports with a wire those count whose head or foot names it.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from firsthand.intake import collect
from firsthand.intake.metadata import find_agencies
from firsthand.model import Report
from firsthand.model.outlets import AGENCIES, agency_of
from firsthand.pipeline import read_story

HEAD, FOOT = 600, 300  #: characters in which a report names its agency


def of_gold(folder: Path) -> Iterator[tuple[str, str | None, str | None]]:
    """(report, agency of the gold, agency told) for the reports of one story."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    wanted = {row["report"]: row["agency"] for row in gold["lineage"] if "agency" in row}
    lines = folder / "reports.jsonl"
    found = collect([lines if lines.exists() else folder / "reports"])
    _, lineage = read_story([r for r in found if isinstance(r, Report)])
    for imprint in lineage.imprints:
        if imprint.report in wanted:
            yield imprint.report, _one_name(wanted[imprint.report]), imprint.agency


def of_polnear(folder: Path) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """(report, agency of the column, agencies told), where a text names it or the column has none."""
    texts = {path.stem: path for path in folder.rglob("text/*.txt")}
    with next(folder.rglob("metadata.tsv")).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            path = texts.get(Path(row["filename"]).stem) or texts.get(row["filename"])
            if path is None or row["wire"] in ("NA", ""):
                continue
            text = path.read_text("utf-8")
            wire = None if row["wire"] == "None" else _one_name(row["wire"])
            if wire is None or _names(wire, f"{text[:HEAD]}\n{text[-FOOT:]}"):
                yield row["filename"], wire, find_agencies(text)


def _one_name(name: str | None) -> str | None:
    return None if name is None else agency_of(name) or name


def _names(agency: str, text: str) -> bool:
    forms = (agency, *AGENCIES.get(agency, ()))
    return any(re.search(rf"\b{re.escape(form)}\b", text) for form in forms)


def main() -> None:
    """Print both shares, and each report that is told wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--polnear", type=Path, nargs="*", default=[])
    asked = parser.parse_args()
    told = [(*row[:2], (row[2],) if row[2] else ()) for folder in asked.gold for row in of_gold(folder)]
    for name, rows in (
        ("gold", told),
        ("PolNeAR", [row for folder in asked.polnear for row in of_polnear(folder)]),
    ):
        if not rows:
            continue
        named = [row for row in rows if row[1]]
        right = [row for row in named if row[1] in row[2]]
        others = [row for row in rows if not row[1]]
        still = [row for row in others if not row[2]]
        print(
            f"{name}: {len(right)} of {len(named)} named right ({100 * len(right) / max(1, len(named)):.1f} %);"
            f" none told for {len(still)} of {len(others)} without one"
        )
        for report, wanted, said in rows:
            if (wanted and wanted not in said) or (said and not wanted):
                print(f"  {report}: expected {wanted}, found {', '.join(said) or None}")


if __name__ == "__main__":
    main()
