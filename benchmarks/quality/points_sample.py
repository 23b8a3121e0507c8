"""Precision of points: a sample drawn, read twice, and counted.

    points_sample.py draw FOLDER... --to READING_FOLDER     100 points: a sheet to read, a file for verdicts
    points_sample.py take FIRST.csv SECOND.csv              two readers' verdicts into points_sample.csv here
    points_sample.py report                                 precision, and how far the two agree

``draw`` runs Firsthand over story folders (``reports/`` or ``reports.jsonl`` in each) and draws by a seed:
each status has its share of the sample (``SHARES``, or all its points where there are fewer), and within a
status the stories take turns, so that rare statuses and small stories are read too. What is drawn is the
same on any machine. The sheet holds the words of the reports and is never written inside the project.

A reader fills two columns of the verdict file. ``verdict``: *right* where every claim is of the matter that
the statement tells, and status, origins and differences are true by the texts; *partly* where a reader
would be told something true with a flaw; *wrong* where what is told is false. ``fault``, where not right:
one of ``FAULTS``.

``points_sample.csv`` keeps the places of claims and the verdicts, no words. Precision is told with the
Wilson interval (95 %) as drawn, then weighted by how many points each status has; agreement is Cohen's kappa.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from firsthand import collect, pipeline
from firsthand.model import Account, Point, Report

PROJECT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).with_suffix(".csv")
VERDICTS = ("right", "partly", "wrong")
#: What is wrong with a point: it holds claims of two matters; its status; whom it names or how many; what it
#: says differs, or fails to; its heading; a number or time; words that are no claim.
FAULTS = ("mixed", "status", "origins", "difference", "statement", "value", "noise")
#: Share of the sample by status. What only one report says is most of every account and easiest to get
#: right, so it has a fifth; what makes an account worth reading has the rest.
SHARES = {"disputed": 0.2, "differs": 0.2, "corroborated": 0.2, "relayed": 0.2, "single": 0.2}
KEY = ("number", "story", "status", "weight", "claims")
COLUMNS = (*KEY, "first", "first_fault", "second", "second_fault")


@dataclass(frozen=True)
class Drawn:
    """A point of the sample, and how many points of its status in all stories it stands for."""

    story: str
    account: Account
    point: Point
    weight: float

    @property
    def claims(self) -> str:
        """The places of the claims: ``report start-end``, one behind the other."""
        return "; ".join(f"{c.report} {c.span.start}-{c.span.end}" for c in self.point.claims)

    def key(self, number: int) -> dict[str, str]:
        """The columns that say which point is meant."""
        values = (str(number), self.story, self.point.status, f"{self.weight:.3f}", self.claims)
        return dict(zip(KEY, values, strict=True))


# ------------------------------------------------------------------ drawing


def draw(accounts: Mapping[str, Account], n: int = 100, seed: int = 0) -> list[Drawn]:
    """A sample of ``n`` points, or of all there are, in order of story and place in its account."""
    strata: dict[str, dict[str, list[Point]]] = {status: {} for status in SHARES}
    for story in sorted(accounts):
        for point in accounts[story].points:
            strata[point.status].setdefault(story, []).append(point)
    n_points = {status: sum(map(len, by_story.values())) for status, by_story in strata.items()}
    chosen: list[Drawn] = []
    for status, quota in quotas(n_points, n).items():
        turns = _in_turn(strata[status], random.Random(f"{seed} {status}"))[:quota]
        weight = n_points[status] / max(1, len(turns))
        chosen += [Drawn(story, accounts[story], point, weight) for story, point in turns]
    place = {(s, p.id): k for s, a in accounts.items() for k, p in enumerate(a.points)}
    return sorted(chosen, key=lambda d: (d.story, place[d.story, d.point.id]))


def quotas(n_points: Mapping[str, int], n: int) -> dict[str, int]:
    """How many points of each status are drawn; what a rare status leaves free goes to the others."""
    left, open_ = min(n, sum(n_points.values())), dict(n_points)
    out: dict[str, int] = {}
    while open_:
        share = sum(SHARES[status] for status in open_)
        scarce = [s for s in open_ if open_[s] <= left * SHARES[s] / share]
        if not scarce:
            exact = {s: left * SHARES[s] / share for s in open_}
            out.update({s: int(exact[s]) for s in open_})
            for s in sorted(open_, key=lambda s: (int(exact[s]) - exact[s], s))[
                : left - sum(map(int, exact.values()))
            ]:
                out[s] += 1
            break
        for s in scarce:
            out[s] = open_.pop(s)
            left -= out[s]
    return {status: out.get(status, 0) for status in n_points}


def _in_turn(by_story: Mapping[str, Sequence[Point]], chance: random.Random) -> list[tuple[str, Point]]:
    """All points, each story's shuffled, the stories taking turns in an order of their own."""
    stories = sorted(by_story)
    chance.shuffle(stories)
    held = {story: chance.sample(list(by_story[story]), len(by_story[story])) for story in stories}
    longest = max(map(len, held.values()), default=0)
    return [(s, held[s][k]) for k in range(longest) for s in stories if k < len(held[s])]


def sheet(drawn: Sequence[Drawn]) -> str:
    """The sample as text to read beside the reports."""
    out = []
    for number, one in enumerate(drawn, 1):
        point, origins = one.point, one.point.origins
        texts = {r.report.id: r.report.text for r in one.account.readings}
        out.append(f"## {number}. {one.story}: {point.status}\n\n**{point.statement}**\n")
        out.append(f"origins {origins.least} to {origins.most}: {', '.join(origins.names)}")
        out += [f"- {reason}" for reason in origins.reasons]
        out += [
            f"differs in {d.kind}: {d.explanation} {list(map(list, d.groups))}" for d in point.differences
        ]
        for claim in point.claims:
            who = claim.origin.name if claim.origin else "?"
            said = claim.sentence.of(texts[claim.report]).replace("\n", " ")
            out.append(
                f"- {claim.id} [{claim.report} {claim.span.start}-{claim.span.end}] by {who}: «{claim.text}» in: {said}"
            )
        out.append("")
    return "\n".join(out)


def accounts_of(folders: Sequence[Path]) -> dict[str, Account]:
    """The account of each folder's story, by the folder's name."""
    out = {}
    for folder in folders:
        where = folder / "reports.jsonl" if (folder / "reports.jsonl").exists() else folder / "reports"
        reports = [r for r in collect([str(where)]) if isinstance(r, Report)]
        accounts = list(pipeline.brief(reports))
        if not accounts:
            sys.exit(f"{folder}: no reports found; expected reports/ or reports.jsonl")
        out[folder.resolve().name] = accounts[0]
    return out


# ------------------------------------------------------------------ verdicts


def read_verdicts(path: Path) -> list[dict[str, str]]:
    """The rows of one reader's file.

    Raises:
        ValueError: A column or a verdict is missing, or is not one that is known; the message says which line.
    """
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    missing = {*KEY, "verdict", "fault"} - set(rows[0] if rows else ())
    if missing:
        raise ValueError(
            f"{path}: columns missing: {', '.join(sorted(missing))}; use the file that draw wrote"
        )
    for line, row in enumerate(rows, 2):
        verdict, fault = (row[k].strip().lower() for k in ("verdict", "fault"))
        if verdict not in VERDICTS:
            raise ValueError(
                f"{path}, line {line}: verdict {verdict!r}; expected one of {', '.join(VERDICTS)}"
            )
        if (verdict == "right") != (fault == "") or (fault and fault not in FAULTS):
            raise ValueError(
                f"{path}, line {line}: {verdict} with fault {fault!r}; what is right has none, all else one of {', '.join(FAULTS)}"
            )
        row.update(verdict=verdict, fault=fault)
    return rows


def merged(first: Sequence[Mapping[str, str]], second: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The verdicts of two readers side by side.

    Raises:
        ValueError: The two read other samples.
    """
    keys = [[tuple(row[k] for k in KEY) for row in rows] for rows in (first, second)]
    if sorted(keys[0]) != sorted(keys[1]):
        odd = sorted(set(keys[0]) ^ set(keys[1]))
        raise ValueError(
            f"the two files are of other samples: {len(odd)} points stand in one alone, as number {odd[0][0]}"
        )
    other = dict(zip(keys[1], second, strict=True))
    return [
        {
            **{k: row[k] for k in KEY},
            "first": row["verdict"],
            "first_fault": row["fault"],
            "second": other[key]["verdict"],
            "second_fault": other[key]["fault"],
        }
        for key, row in zip(keys[0], first, strict=True)
    ]


# ------------------------------------------------------------------ figures


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson score interval of a share (Wilson 1927).

    Example:
        >>> [round(x, 3) for x in wilson(90, 100)]
        [0.826, 0.945]
    """
    if not n:
        return 0.0, 1.0
    p, square = hits / n, z * z
    middle = (p + square / (2 * n)) / (1 + square / n)
    reach = z * math.sqrt(p * (1 - p) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Cohen's kappa: agreement beyond what the two readers' habits would give; 1 where all is one verdict.

    Example:
        >>> kappa(["right", "wrong", "right", "wrong"], ["right", "wrong", "right", "right"])
        0.5
    """
    n = len(first)
    seen = sum(a == b for a, b in zip(first, second, strict=True)) / n
    counts = Counter(first), Counter(second)
    chance = sum(counts[0][v] * counts[1][v] for v in counts[0]) / n**2
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def figures(rows: Sequence[Mapping[str, str]]) -> str:
    """Precision of both readings, by status, and their agreement."""
    out = []
    for reader in ("first", "second"):
        out.append(f"{reader} reading")
        for name, good in (("right", {"right"}), ("right or partly", {"right", "partly"})):
            hits = [row[reader] in good for row in rows]
            low, high = wilson(sum(hits), len(hits))
            weights = [float(row["weight"]) for row in rows]
            weighted = sum(w for w, hit in zip(weights, hits, strict=True) if hit) / sum(weights)
            out.append(
                f"  {name:<16}{sum(hits):>4} of {len(hits)}  {100 * sum(hits) / len(hits):5.1f} % [{100 * low:.1f}, {100 * high:.1f}]  weighted {100 * weighted:.1f} %"
            )
        by_status: dict[str, list[bool]] = defaultdict(list)
        for row in rows:
            by_status[row["status"]].append(row[reader] == "right")
        out.append("  " + ", ".join(f"{s} {sum(h)}/{len(h)}" for s, h in sorted(by_status.items())))
        faults = Counter(row[f"{reader}_fault"] for row in rows if row[f"{reader}_fault"])
        out.append("  faults: " + (", ".join(f"{k} {v}" for k, v in sorted(faults.items())) or "none"))
    pair = [[row[reader] for row in rows] for reader in ("first", "second")]
    agreed = sum(a == b for a, b in zip(*pair, strict=True))
    out.append(f"one verdict on {agreed} of {len(rows)}, kappa {kappa(*pair):.2f}")
    return "\n".join(out)


def _write(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw, take or report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    drawing = verbs.add_parser("draw", help="draw a sample and write what is read")
    drawing.add_argument("folders", nargs="+", type=Path)
    drawing.add_argument("--to", type=Path, required=True, help="a folder outside the project")
    drawing.add_argument("-n", type=int, default=100)
    drawing.add_argument("--seed", type=int, default=0)
    taking = verbs.add_parser("take", help="take two readers' verdicts")
    taking.add_argument("first", type=Path)
    taking.add_argument("second", type=Path)
    taking.add_argument("--kept", type=Path, default=KEPT)
    reporting = verbs.add_parser("report", help="print the figures")
    reporting.add_argument("--kept", type=Path, default=KEPT)
    asked = parser.parse_args(arguments)
    if asked.verb == "draw":
        to = asked.to.resolve()
        if to.is_relative_to(PROJECT):
            sys.exit(f"{to} lies in the project; the sheet holds words of reports, name a folder outside")
        drawn = draw(accounts_of(asked.folders), asked.n, asked.seed)
        to.mkdir(parents=True, exist_ok=True)
        (to / "sheet.md").write_text(sheet(drawn), encoding="utf-8")
        blank = [{**one.key(k), "verdict": "", "fault": ""} for k, one in enumerate(drawn, 1)]
        _write(to / "verdicts.csv", (*KEY, "verdict", "fault"), blank)
        print(f"{len(drawn)} points: read {to / 'sheet.md'}, fill a copy of {to / 'verdicts.csv'} each")
        return
    try:
        if asked.verb == "take":
            rows = merged(read_verdicts(asked.first), read_verdicts(asked.second))
            _write(asked.kept, COLUMNS, rows)
        else:
            with asked.kept.open(newline="", encoding="utf-8") as file:
                rows = list(csv.DictReader(file))
    except (ValueError, OSError) as error:
        sys.exit(str(error))
    print(figures(rows))


if __name__ == "__main__":
    main()
