"""From a cold start to a printed brief: wall, processor time, memory, and where the time goes.

    python benchmarks/speed/cold_start.py [FOLDER] [--runs N]

Each run is a process of its own. The table of stages comes from one more run inside this process,
imports counted where they happen.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def cold(folder: str) -> tuple[float, float, float]:
    """(wall s, processor s, peak MB) of one brief in a process of its own."""
    command = [str(Path(sys.executable).with_name("firsthand")), "brief", folder]
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def stages(folder: str) -> dict[str, float]:
    """Seconds of each stage, imports included."""
    spent: dict[str, float] = {}
    clock = time.perf_counter()

    def mark(name: str) -> None:
        nonlocal clock
        now = time.perf_counter()
        spent[name] = now - clock
        clock = now

    from firsthand.intake import collect
    from firsthand.model import Account, Report

    reports = [r for r in collect([folder]) if isinstance(r, Report)]
    mark("intake")
    from firsthand import pipeline

    stories = pipeline.group(reports)
    mark("stories")
    held = {r.id: r for r in reports}
    members = pipeline.dated([held[i] for i in stories[0].reports])
    from firsthand.reading.encoder import Encoder

    Encoder.shipped()
    mark("load the encoder")
    from firsthand.reading import get_reader

    reader = get_reader("trained")
    readings = tuple(reader.read(r) for r in members)
    mark("reading")
    from firsthand.lineage import trace

    lineage = trace(readings)
    mark("lineage")
    from firsthand.claims import find_points, timeline

    points = find_points(readings, lineage)
    mark("claims")
    from firsthand.briefs.terminal import render_terminal

    account = Account(
        story=stories[0],
        readings=readings,
        points=points,
        lineage=lineage,
        timeline=timeline(points),
        method={},
    )
    render_terminal(account)
    mark("brief")
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=str(ROOT / "examples" / "ferry"))
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    cold(args.folder)  # byte code and file cache
    runs = [cold(args.folder) for _ in range(args.runs)]
    wall, cpu, memory = (statistics.median(column) for column in zip(*runs, strict=True))
    where = stages(args.folder)
    result = {
        "folder": Path(args.folder).name,
        "wall_s": round(wall, 3),
        "wall_worst_s": round(max(r[0] for r in runs), 3),
        "processor_s": round(cpu, 3),
        "peak_mb": round(memory, 1),
        "stages_s": {k: round(v, 3) for k, v in where.items()},
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "versions": {n: version(n) for n in ("firsthand", "numpy", "onnxruntime")},
        "peak_in_process_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
    print(f"{'cold start to brief':<22}{wall:8.2f} s wall   {cpu:6.2f} s processor   {memory:6.0f} MB")
    for name, seconds in where.items():
        print(f"  {name:<20}{seconds:8.3f} s")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
