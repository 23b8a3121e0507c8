"""The account of one long story: seconds and memory of each step, as the story grows.

    python benchmarks/speed/account.py SET.jsonl [more] --reports 10 30 100 300 [--processes 2]

The story is the largest of the sets, told on by ``benchmarks/corpus.py``; each size has a process of its own.
``wall`` counts the clock, ``processor`` the processor seconds of all threads and reading processes; on a
machine that others use as well, the second is the one to compare. ``MB`` is the most that the process held
(the largest reading process beside it, where there are several). The last column is what the whole cost
grew by over what the reports grew by: 1 is linear.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import corpus

T = TypeVar("T")

STEPS = ("reading", "lineage", "claims", "JSON")


def measure(records: Sequence[corpus.Record], processes: int) -> dict[str, Any]:
    """Wall and processor seconds of each step for one story, and what was held."""
    from firsthand.briefs.json import write_json
    from firsthand.claims import find_points, timeline
    from firsthand.lineage import trace
    from firsthand.model import Account, Report, Story
    from firsthand.pipeline import dated
    from firsthand.reading import read_all
    from firsthand.settings import Settings

    costs: dict[str, Any] = {}

    def step(name: str, work: Callable[[], T]) -> T:
        begun = time.perf_counter(), _processor()
        out = work()
        costs[name] = (time.perf_counter() - begun[0], _processor() - begun[1])
        return out

    reports = [
        Report(**{k: r.get(k) for k in ("id", "text", "title", "outlet", "published")}) for r in records
    ]
    story = Story(id="long", title="long", start=None, end=None, reports=tuple(r.id for r in reports))
    readings = step(
        "reading",
        lambda: read_all(
            sorted(dated(reports), key=lambda r: (r.published or "9999", r.id)), processes=processes
        ),
    )
    lineage = step("lineage", lambda: trace(readings, Settings().families))
    points = step("claims", lambda: find_points(readings, lineage))
    account = Account(
        story=story, readings=readings, points=points, lineage=lineage, timeline=timeline(points), method={}
    )
    step("JSON", lambda: write_json([account]))
    return {
        **costs,
        "claims found": sum(len(p.claims) for p in points),
        "points": len(points),
        "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "MB of a reader": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }


def _processor() -> float:
    """Processor seconds of this process and of those it started that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def main() -> None:
    """Print the curve."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", help="JSON Lines with id, text and story")
    parser.add_argument("--reports", nargs="+", type=int, default=[10, 30, 100, 300])
    parser.add_argument("--processes", type=int, default=2, help="how many read")
    parser.add_argument("--json", action="store_true", help="one JSON object a size")
    asked = parser.parse_args()
    records = list(corpus.lengthen(corpus.load(asked.sets), max(asked.reports)))
    context = multiprocessing.get_context("spawn")
    before: tuple[int, float] | None = None
    if not asked.json:
        heads = "".join(f"{step + ' s':>16}" for step in (*STEPS, "whole"))
        print(f"{'reports':>7}{'claims':>8}{'points':>8}{heads}{'MB':>12}{'growth':>8}   (wall / processor)")
    for n in asked.reports:
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            found = pool.submit(measure, records[:n], asked.processes).result()
        if asked.json:
            print(json.dumps({"reports": n, **found}), flush=True)
            continue
        whole = [sum(found[step][k] for step in STEPS) for k in (0, 1)]
        shown = "".join(
            f"{f'{wall:.1f} / {cpu:.1f}':>16}" for wall, cpu in (*(found[s] for s in STEPS), whole)
        )
        growth = f"{(whole[1] / before[1]) / (n / before[0]):.2f}" if before else ""
        memory = f"{found['MB']:,} + {found['MB of a reader']:,}"
        print(
            f"{n:>7}{found['claims found']:>8,}{found['points']:>8,}{shown}{memory:>12}{growth:>8}",
            flush=True,
        )
        before = n, whole[1]


if __name__ == "__main__":
    main()
