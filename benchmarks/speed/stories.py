"""Passages and stories in bulk, in one run: time, memory and cost per report as a corpus grows.

    python benchmarks/speed/stories.py SET.jsonl [more] [-n 10000 -n 30000 -n 100000] [--processes 2] [--no-passages]

The corpora are made by ``benchmarks/corpus.py`` from the sets; each is grouped by the installed command in
processes of its own. Processor time is that of all processes together; memory is the highest sum of what
they held at one time. Growth is processor time per report against that of the smallest corpus. Pure is
the share of reports whose story holds reports of one story of the corpus only.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.corpus import grow, load


def measure(
    corpus: Path, processes: int, with_passages: bool
) -> tuple[float, float, float, list[list[str]], int]:
    """(wall s, processor s, peak MB, the reports of each story, passages) of one grouping."""
    command = [str(Path(sys.executable).with_name("firsthand")), "stories", str(corpus), "--json"]
    with tempfile.NamedTemporaryFile(suffix=".json") as out, tempfile.NamedTemporaryFile("rb") as passages:
        command += ["-o", out.name, "--processes", str(processes)]
        if with_passages:
            command += ["--passages", passages.name]
        begun = time.perf_counter()
        process = subprocess.Popen(command)
        peak = [0.0]
        watch = threading.Thread(target=_watch, args=(process.pid, peak), daemon=True)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        if status:
            sys.exit(f"firsthand stories ended with {os.waitstatus_to_exitcode(status)}")
        stories = [s["reports"] for s in json.loads(Path(out.name).read_text("utf-8"))["stories"]]
        n_passages = Path(passages.name).read_bytes().count(b"\n") if with_passages else 0
    return wall, used.ru_utime + used.ru_stime, peak[0], stories, n_passages


def _watch(pid: int, peak: list[float]) -> None:
    """Keep the highest sum of what a process and those it started hold, in MB, while it lives."""
    while (held := _held(pid)) > 0:
        peak[0] = max(peak[0], held)
        time.sleep(0.2)


def _held(pid: int) -> float:
    """Proportional set size in MB: what processes share is divided among them; 0 when it is gone."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        kin = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    own = sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024
    return own + sum(_held(int(child)) for child in kin)


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+")
    parser.add_argument("-n", type=int, action="append", help="sizes")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--no-passages", action="store_true", help="stories alone")
    asked = parser.parse_args()
    records = load(asked.sets)
    print(
        f"{'reports':>8} {'wall s':>8} {'cpu s':>8} {'MB':>6} {'ms cpu':>7} {'growth':>7} {'stories':>8}"
        f" {'pure':>6} {'passages':>9}"
    )
    first = 0.0
    for n in sorted(asked.n or [10_000, 30_000, 100_000]):
        gold = {}
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            for record in grow(records, n):
                gold[record["id"]] = record.pop("story")
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
            file.flush()
            wall, cpu, peak, stories, passages = measure(
                Path(file.name), asked.processes, not asked.no_passages
            )
        each = 1000 * cpu / n
        first = first or each
        pure = sum(len(s) for s in stories if len({gold[i] for i in s}) == 1) / n
        print(
            f"{n:8} {wall:8.1f} {cpu:8.1f} {peak:6.0f} {each:7.2f} {each / first:7.2f} {len(stories):8}"
            f" {pure:6.3f} {passages:9}",
            flush=True,
        )


if __name__ == "__main__":
    main()
