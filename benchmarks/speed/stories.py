"""Stories in bulk: time, memory and cost per report as a corpus grows.

    python benchmarks/speed/stories.py SET.jsonl [more] [-n 10000 -n 30000 -n 100000] [--processes 2]

The corpora are made by ``benchmarks/corpus.py`` from the sets; each is grouped by the installed command in
processes of its own. Processor time is that of all processes together; memory is the peak of the largest
(the others hold two hundred reports at a time). The last column is processor time per report against
that of the smallest corpus.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.corpus import grow, load


def measure(corpus: Path, processes: int) -> tuple[float, float, float, int]:
    """(wall s, processor s, peak MB, stories) of one grouping."""
    command = str(Path(sys.executable).with_name("firsthand"))
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [command, "stories", str(corpus), "--json", "-o", out.name, "--processes", str(processes)]
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        if status:
            sys.exit(f"firsthand stories ended with {os.waitstatus_to_exitcode(status)}")
        stories = len(json.loads(Path(out.name).read_text("utf-8"))["stories"])
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, stories


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+")
    parser.add_argument("-n", type=int, action="append", help="sizes")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    records = load(asked.sets)
    print(f"{'reports':>8} {'wall s':>8} {'cpu s':>8} {'MB':>6} {'ms cpu':>7} {'growth':>7} {'stories':>8}")
    first = 0.0
    for n in sorted(asked.n or [10_000, 30_000, 100_000]):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in grow(records, n))
            file.flush()
            wall, cpu, peak, stories = measure(Path(file.name), asked.processes)
        each = 1000 * cpu / n
        first = first or each
        print(
            f"{n:8} {wall:8.1f} {cpu:8.1f} {peak:6.0f} {each:7.2f} {each / first:7.2f} {stories:8}",
            flush=True,
        )


if __name__ == "__main__":
    main()
