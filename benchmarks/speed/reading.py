"""Speed of reading, its parts, and that odd text costs no more than its length.

    python benchmarks/speed/reading.py reports.jsonl [more] [--odd] [--processes 2]

``wall`` counts the clock, ``processor`` the processor seconds of all threads: on a machine that others
use as well, the second is the one to compare. ``--odd`` reads made text of growing length; a cost per
million characters that stays level is linear. ``--processes`` reads the reports in so many processes at
once and says what memory is each one's own and what they share.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from firsthand.model import Report
from firsthand.reading import read, read_each
from firsthand.reading.encoder import Encoder
from firsthand.reading.sentences import split_sentences

ODD: dict[str, str] = {
    "prose": "Mayor Ana Pell said on Friday that 12 people had been hurt. “We will rebuild,” Pell said.\n",
    "one endless line": "the dam held and the mayor said so and ",
    "one paragraph": "Mayor Ana Pell said on Friday that 12 people had been hurt. ",
    "all capitals": "THE DAM HELD, OFFICIALS SAID ON FRIDAY. NOBODY WAS HURT. ",
    "open quotations": "“The dam held, he said. ",
    "unseen characters": "da\u200bm \u202eheld\u202c and ",
    "emoji": "😀🎉 said 👩‍👩‍👧 and ",
    "one word": "x",
    "marks alone": '...!?"“”',
    "other languages": "Der Damm hat gehalten. 大坝守住了。 Плотина выдержала. ",
}
LENGTHS = (50_000, 100_000, 200_000)


def reports(paths: Iterable[str]) -> list[Report]:
    """Reports of JSON Lines files; of any other file, its text as one report."""
    found = []
    for path in paths:
        text = Path(path).read_text("utf-8")
        if path.endswith(".jsonl"):
            rows = [json.loads(line) for line in text.splitlines() if line.strip()]
            found += [
                Report(id=str(n), text=row["text"], published=row.get("published"))
                for n, row in enumerate(rows)
            ]
        else:
            found.append(Report(id=path, text=text))
    return found


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def memory() -> dict[str, int]:
    """MB of this process: its own, and its fair share of what is shared (Linux)."""
    text = Path("/proc/self/smaps_rollup").read_text()
    value = {key: int(n) // 1024 for key, n in re.findall(r"^(\w+):\s+(\d+) kB", text, re.MULTILINE)}
    return {
        "own": value["Private_Dirty"] + value["Private_Clean"],
        "shared": value["Rss"] - value["Private_Dirty"] - value["Private_Clean"],
    }


def _read_all(given: list[Report], ready) -> None:
    for report in given:
        read(report)
    ready.wait()
    print("  a process:", memory(), flush=True)
    ready.wait()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--odd", action="store_true")
    parser.add_argument("--processes", type=int, default=0)
    args = parser.parse_args()
    given = reports(args.paths)
    if given:
        cut = [split_sentences(report.text) for report in given]
        n = sum(map(len, cut))
        encoder = Encoder.shipped()
        encoder.analyze(given[0].text, cut[0])
        texts = [(r.text, s) for r, s in zip(given, cut, strict=True)]
        words = [window.surfaces for text in texts for window in encoder.windows(*text)]
        pool = ThreadPoolExecutor(2)
        for name, work in (
            ("network alone", lambda: list(pool.map(encoder.run, words))),
            ("all heads, decoded", lambda: list(encoder.analyze_all(texts))),
            ("the whole reading", lambda: list(read_each(given))),
        ):
            wall, processor = timed(work)
            print(f"{name:<20} {n / wall:8.0f} sentences/s wall {n / processor:8.0f} a processor second")
    if args.odd:
        for name, unit in ODD.items():
            costs = []
            for length in LENGTHS:
                report = Report(
                    id="a", text=(unit * (length // len(unit) + 1))[:length], published="2032-01-30"
                )
                costs.append(timed(lambda report=report: read(report))[1] / length * 1e6)
            print(
                f"{name:<20} "
                + "  ".join(f"{n // 1000} k: {c:6.1f} s/M" for n, c in zip(LENGTHS, costs, strict=True)),
                flush=True,
            )
    if args.processes:
        context = multiprocessing.get_context("spawn")
        ready = context.Barrier(args.processes)
        sent = [replace(report, extra={}) for report in given]
        running = [context.Process(target=_read_all, args=(sent, ready)) for _ in range(args.processes)]
        for process in running:
            process.start()
        for process in running:
            process.join()


if __name__ == "__main__":
    main()
