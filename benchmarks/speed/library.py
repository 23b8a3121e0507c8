"""How fast the library is, and whether it loses anything.

    python benchmarks/speed/library.py add --reports 100000 --file /tmp/large.firsthand
    python benchmarks/speed/library.py search --file /tmp/large.firsthand
    python benchmarks/speed/library.py readers --file /tmp/large.firsthand --readers 50
    python benchmarks/speed/library.py crash --kills 200

``add`` takes made-up reports through what ``firsthand add`` does (intake, library, and for the last of them
the search for their stories), without reading them deeply, and says how many it took a second. ``search`` times searches of rare,
common and several words, phrases, with filters, and lists. ``readers`` runs readers in processes of their
own while one process writes. ``crash`` kills a writer (kill -9) at random moments and looks for every
report that it had acknowledged. Seconds are of the wall and of the processor: on a busy machine only the
second tells something.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate, islice
from pathlib import Path
from typing import IO

from firsthand import following
from firsthand.intake import take_original
from firsthand.library import Filters, Library
from firsthand.library.sqlite import open_sqlite
from firsthand.model import LeftOut, Original, Story, Taken

OUTLETS = [f"Outlet {n}" for n in range(120)]
PER_STORY = 8  #: reports of one event, on average
DAYS = 730


def vocabulary() -> tuple[list[str], list[float]]:
    """Words of English news with how many reports have them, as the package ships them."""
    from firsthand.stories.features import frequencies

    total, counts = frequencies()
    words = sorted((w for w in counts if w.isalpha()), key=lambda w: (-counts[w], w))[:30_000]
    return words, [counts[w] / total for w in words]


def records(n: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Reports of some 180 words, of events that share their rare words, spread over two years."""
    chance = random.Random(seed)
    words, weights = vocabulary()
    cumulative = list(accumulate(weights))
    rare = words[2000:]
    made = number = 0
    while made < n:
        number += 1
        event = chance.sample(rare, 25)
        day = chance.randrange(DAYS)
        for _ in range(1 + int(chance.expovariate(1 / (PER_STORY - 1)))):
            if made >= n:
                return
            plain = chance.choices(words, cum_weights=cumulative, k=120)
            told = chance.choices(event, k=60)
            mixed = plain + told
            chance.shuffle(mixed)
            sentences = [" ".join(mixed[i : i + 18]).capitalize() + "." for i in range(0, len(mixed), 18)]
            when = time.strftime(
                "%Y-%m-%d", time.gmtime(1_900_000_000 + 86_400 * (day + chance.randrange(3)))
            )
            yield {
                "id": f"r{seed}-{made}",
                "title": " ".join(chance.sample(event, 6)).capitalize(),
                "text": "\n\n".join(sentences),
                "outlet": chance.choice(OUTLETS),
                "published": when,
                "url": f"https://news.example/{seed}/{made}",
                "language": "en",
                "event": f"{seed}-{number}",
            }
            made += 1


def add(file: Path, n: int, placed: int) -> None:
    """Take n reports in, a tenth at a time, and put the last of them into stories.

    The stories of the earlier ones are written as they were made up, so that a library of any size is
    there in time; the last ``placed`` reports find their stories among all of them.
    """
    library = open_sqlite(file)
    source = records(n, seed=1 + library.reports(limit=1).total)
    print(f"{'reports':>9} {'add /s':>8} {'cpu':>8}  MB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "part.jsonl"

        def take(count: int) -> tuple[list[dict[str, str]], float, float]:
            part = list(islice(source, count))
            path.write_text("\n".join(json.dumps(r) for r in part), "utf-8")
            wall, cpu = time.perf_counter(), time.process_time()
            assert sum(1 for _ in library.add(following.take([path]), by="bench")) == len(part)
            return part, time.perf_counter() - wall, time.process_time() - cpu

        for _ in range(10 if n > placed else 0):
            part, wall, cpu = take((n - placed) // 10)
            events: dict[str, list[dict[str, str]]] = {}
            for record in part:
                events.setdefault(record["event"], []).append(record)
            library.keep_stories([_story(event, rows) for event, rows in events.items()], by="bench")
            print(
                f"{library.reports(limit=1).total:9} {len(part) / wall:8.0f} {len(part) / cpu:8.0f}"
                f"  {file.stat().st_size >> 20}",
                flush=True,
            )
        if placed:
            part, wall, cpu = take(placed)
            began, spent = time.perf_counter(), time.process_time()
            following.place(library, by="bench")
            wall, cpu = wall + time.perf_counter() - began, cpu + time.process_time() - spent
            right = sum(library.story_of(r["id"]) == f"s{r['event']}" for r in part)
            print(
                f"with placing, the last {placed}: {placed / wall:.0f} /s, processor {placed / cpu:.0f} /s;"
                f" {right} to a story made up before"
            )
    print(f"{library.reports(limit=1).total} reports, {library.stories(limit=1).total} stories")
    library.close()


def _story(event: str, rows: list[dict[str, str]]) -> Story:
    days = sorted(row["published"] for row in rows)
    ids = tuple(row["id"] for row in sorted(rows, key=lambda r: (r["published"], r["id"])))
    return Story(id=f"s{event}", title=rows[0]["title"], start=days[0], end=days[-1], reports=ids)


def search(file: Path) -> None:
    """Time what a person asks of the library."""
    library = open_sqlite(file)
    words, _ = vocabulary()
    chance = random.Random(3)
    tasks: dict[str, Callable[[], object]] = {
        "rare word": lambda: library.search(chance.choice(words[8000:])),
        "common word": lambda: library.search(chance.choice(words[:50])),
        "two words": lambda: library.search(
            f"{chance.choice(words[200:2000])} {chance.choice(words[200:2000])}"
        ),
        "five words OR": lambda: library.search(" OR ".join(chance.choices(words[200:4000], k=5))),
        "phrase": lambda: library.search(f'"{chance.choice(words[:300])} {chance.choice(words[:300])}"'),
        "beginning": lambda: library.search(chance.choice(words[500:5000])[:4] + "*"),
        "common, outlet, days": lambda: library.search(
            chance.choice(words[:50]),
            Filters(outlet=chance.choice(OUTLETS), since="2030-06-01", until="2030-09-01"),
        ),
        "page 10 of a common word": lambda: library.search(chance.choice(words[:50]), offset=180),
        "stories, newest": lambda: library.stories(),
        "stories, biggest": lambda: library.stories(order="biggest"),
        "stories, disputed": lambda: library.stories(order="disputed"),
        "stories of an outlet": lambda: library.stories(Filters(outlet=chance.choice(OUTLETS))),
        "stories by a word": lambda: library.stories(words=chance.choice(words[500:5000])),
        "reports, page 100": lambda: library.reports(offset=5000),
        "outlets": lambda: library.outlets(),
    }
    print(f"{library.reports(limit=1).total} reports; ms: median, 95 %, worst; processor median")
    for name, task in tasks.items():
        walls, cpus = [], []
        for _ in range(40):
            wall, cpu = time.perf_counter(), time.process_time()
            task()
            walls.append(1000 * (time.perf_counter() - wall))
            cpus.append(1000 * (time.process_time() - cpu))
        walls.sort()
        print(
            f"  {name:26} {statistics.median(walls):7.1f} {walls[37]:7.1f} {walls[-1]:7.1f}   {statistics.median(cpus):7.1f}",
            flush=True,
        )
    library.close()


def _read(file: str, until: float, seed: int, out: multiprocessing.Queue[tuple[int, float, str]]) -> None:
    library = open_sqlite(file)
    words, _ = vocabulary()
    chance = random.Random(seed)
    n, worst, problem, last = 0, 0.0, "", 0
    try:
        while time.time() < until:
            began = time.perf_counter()
            library.search(chance.choice(words[200:8000]), limit=10)
            total = library.reports(limit=1).total
            if total < last:
                problem = "a report was gone"
            last = total
            worst = max(worst, time.perf_counter() - began)
            n += 1
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
    out.put((n, worst, problem))


def readers(file: Path, n: int, seconds: float) -> None:
    """n processes search while this one writes."""
    out: multiprocessing.Queue[tuple[int, float, str]] = multiprocessing.Queue()
    until = time.time() + 5 + seconds
    crew = [multiprocessing.Process(target=_read, args=(str(file), until, seed, out)) for seed in range(n)]
    for process in crew:
        process.start()
    library = open_sqlite(file)
    before = library.reports(limit=1).total

    def items() -> Iterator[Taken | LeftOut]:
        for record in records(1_000_000, seed=int(time.time())):
            if time.time() > until:
                return
            data = json.dumps(record).encode()
            yield from take_original(
                Original(data=data, location="bench.json", media_type="application/json")
            )

    wall = time.time()
    written = sum(1 for _ in library.add(items(), by="bench"))
    took = time.time() - wall
    results = [out.get(timeout=120) for _ in crew]
    for process in crew:
        process.join()
    problems = [problem for _, _, problem in results if problem]
    print(
        f"{n} readers: {sum(r[0] for r in results) / took:.0f} searches/s in all, worst {max(r[1] for r in results):.2f} s;"
        f" writer {written / took:.0f} reports/s; failures: {problems or 'none'}"
    )
    assert library.reports(limit=1).total == before + written
    library.close()


def crash(kills: int, seed: int) -> None:
    """Kill ``firsthand add`` at random moments; every report that it said was safe must be there."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        file, source = Path(folder) / "library.firsthand", Path(folder) / "part.jsonl"
        parts = records(kills * 600)
        said: set[str] = set()
        lost = unsound = early = 0
        for n in range(kills):
            source.write_text("\n".join(json.dumps(r) for r in islice(parts, 600)), "utf-8")
            writer, output = _writer(file, source)
            # From before its first word to well into placing; by its output, since the machine's speed varies.
            after = chance.choice((0, 0, 1, 100, 300, 500, 600))
            got = list(islice(output, after))
            time.sleep(chance.random() * 0.4)
            early += os.waitpid(writer, os.WNOHANG) == (0, 0)
            with contextlib.suppress(ProcessLookupError):
                os.kill(writer, signal.SIGKILL)
            got += output.readlines()
            output.close()
            with contextlib.suppress(ChildProcessError):
                os.waitpid(writer, 0)
            said |= {json.loads(line)["report"] for line in got if line.endswith("\n") and line[0] == "{"}
            library: Library = open_sqlite(file)
            lost += len(said - _there(library, said))
            if n % 20 == 19 or n == kills - 1:
                problems = library.check()
                unsound += bool(problems)
                print(
                    f"  {n + 1} kills, {len(said)} acknowledged, {lost} lost, problems: {problems or 'none'}",
                    flush=True,
                )
            library.close()
        print(
            f"{kills} kills ({early} while it ran), {len(said)} acknowledged, {lost} lost, {unsound} checks failed"
        )
        if lost or unsound:
            sys.exit(1)


def _writer(file: Path, source: Path) -> tuple[int, IO[str]]:
    """A process that runs ``firsthand add``, and what it prints; a fork, so that it begins at once."""
    from firsthand.cli import main as firsthand

    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.dup2(writing, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
        firsthand(["add", "--json", "--library", str(file), str(source)], standalone_mode=False)
        os._exit(0)
    os.close(writing)
    return process, os.fdopen(reading, encoding="utf-8")


def _there(library: Library, ids: set[str]) -> set[str]:
    names = [f"id:{id}" for id in sorted(ids)]
    return {report for report, _ in library.known(names).values()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["add", "search", "readers", "crash"])
    parser.add_argument("--file", type=Path, default=Path(tempfile.gettempdir()) / "bench.firsthand")
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--placed", type=int, default=1000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.what == "add":
        add(asked.file, asked.reports, asked.placed)
    elif asked.what == "search":
        search(asked.file)
    elif asked.what == "readers":
        readers(asked.file, asked.readers, asked.seconds)
    else:
        crash(asked.kills, asked.seed)


if __name__ == "__main__":
    main()
