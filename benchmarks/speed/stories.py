"""Passages and stories in bulk, in one run: time, memory and cost per report as a corpus grows.

    python benchmarks/speed/stories.py SET.jsonl [more] [-n 10000 -n 30000 -n 100000] [--processes 2] [--no-passages]
    python benchmarks/speed/stories.py --bad [-n 100000] [--processes 2] [--no-passages]

With ``--bad``, corpora that break quadratic methods instead: prints of one text, of one text but for a
number, one word each, ten megabytes twice, one alphabet each, all of one second, all in the far future.

The corpora are made by ``benchmarks/corpus.py`` from the sets; each is grouped by the installed command in
processes of its own. Processor time is that of all processes together; memory is the highest sum of what
they held at one time. Growth is processor time per report against that of the smallest corpus. Pure is
the share of reports whose story holds reports of one story of the corpus only.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


def bad(n: int) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """Corpora of ``n`` reports that are bad on purpose, each with its name."""
    chance = random.Random(0)
    words = [
        "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(20_000)
    ]
    text = " ".join(chance.choices(words, k=300))
    letters = [chr(c) for c in range(0x100, 0x30000) if chr(c).isalpha()]

    def matter(k: int) -> str:
        own = random.Random(k // 10)
        return " ".join(own.choices(words, k=120) + random.Random(-k).choices(words, k=30))

    def alphabet(k: int) -> str:
        own = letters[12 * k % (len(letters) - 12) :][:12]
        return " ".join("".join(chance.choices(own, k=5)) for _ in range(60))

    def records(
        texts: Iterator[str], published: str | None = "2031-05-06T10:00:00Z"
    ) -> Iterator[dict[str, Any]]:
        for k, one in enumerate(texts):
            yield {"id": str(k), "text": one, "published": published, "outlet": f"outlet{k % 300}.example"}

    long = " ".join(chance.choices(words, k=1_700_000))
    yield "prints of one text", records(text for _ in range(n))
    yield "but for a number", records(f"{text} {k}" for k in range(n))
    yield "one word each", records(chance.choice(words) for _ in range(n))
    yield "ten megabytes, twice", records(iter([long, f"{long} more"]))
    yield "one alphabet each", records(alphabet(k) for k in range(min(n, 1000)))
    yield "one second", records(matter(k) for k in range(n))
    yield "far future", records((matter(k) for k in range(n)), "9999-12-31T23:59:59Z")
    yield "no time", records((matter(k) for k in range(n)), None)


def measure_bad(n: int, processes: int, with_passages: bool) -> None:
    """Print a row for each corpus that is bad on purpose."""
    print(
        f"{'corpus':<22} {'reports':>8} {'wall s':>8} {'cpu s':>8} {'MB':>6} {'stories':>8} {'passages':>9}"
    )
    for name, records in bad(n):
        count = 0
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            for count, record in enumerate(records, 1):  # noqa: B007 - its last value is the count
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
            file.flush()
            wall, cpu, peak, stories, passages = measure(Path(file.name), processes, with_passages)
        print(
            f"{name:<22} {count:8} {wall:8.1f} {cpu:8.1f} {peak:6.0f} {len(stories):8} {passages:9}",
            flush=True,
        )


def main() -> None:
    """Print a row for each size, or for each corpus that is bad on purpose."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", help="JSON Lines with id, text and story")
    parser.add_argument("-n", type=int, action="append", help="sizes")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--no-passages", action="store_true", help="stories alone")
    parser.add_argument("--bad", action="store_true", help="corpora that are bad on purpose")
    asked = parser.parse_args()
    if asked.bad:
        for n in asked.n or [100_000]:
            measure_bad(n, asked.processes, not asked.no_passages)
        return
    if not asked.sets:
        parser.error("name the sets that the corpora are grown from")
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
