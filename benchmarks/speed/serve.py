"""How long pages and answers take at the server, on a library of many reports.

    python benchmarks/speed/serve.py [--reports 100000] [--folder DIR]

Makes a library of invented reports (seeded; kept in DIR and used again), each tenth group of reports a
story with an account, and the shipped example read for real, eight and sixty reports of it. Then
``firsthand serve`` answers over loopback, one question after another; printed are the median and the
slowest of twenty, in milliseconds, from sending the question to the last byte.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from firsthand import pipeline
from firsthand.intake import collect
from firsthand.library import Library, open_library
from firsthand.model import (
    Account,
    Claim,
    Lineage,
    Origin,
    Original,
    OriginCount,
    Point,
    Reading,
    Report,
    Span,
    Story,
    Taken,
)

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ferry"
WORDS = (
    "harbour council river bridge storm strike vote budget school clinic mayor inspector union factory "
    "railway island market festival drought wildfire court appeal tunnel airport ferry miners pipeline "
    "election border treaty museum vaccine satellite reservoir landslide parade ceasefire refinery"
).split()
SYLLABLES = "ba ce di fo gu ha ke li mo nu pa re si to vu wa xe yi zo qua".split()
PLACES = "Alden Marra Calder Oster Brannoc Teller Venn Lorne Hask Pellow Quill Tarn Wex Yarrow".split()
STATUSES = ("single", "single", "single", "relayed", "corroborated", "differs", "disputed")


def vocabulary(n: int = 20_000, seed: int = 3) -> tuple[list[str], list[float]]:
    """Invented words and their summed shares, after Zipf: as spread as those of real news."""
    chance = random.Random(seed)
    words = {"".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))) for _ in range(2 * n)}
    kept = sorted(words)[:n]
    chance.shuffle(kept)
    return kept, list(itertools.accumulate(1 / rank for rank in range(3, len(kept) + 3)))


def invented(n: int, seed: int = 7) -> list[tuple[Story, list[Report]]]:
    """Stories of one to nineteen reports each, n reports in all."""
    chance = random.Random(seed)
    words, shares = vocabulary()
    made: list[tuple[Story, list[Report]]] = []
    count = 0
    while count < n:
        size = min(n - count, chance.choice((1, 1, 2, 4, 8, 12, 19)))
        day = f"2031-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        subject = " ".join(chance.sample(WORDS, 3))
        place = chance.choice(PLACES)
        reports = []
        for k in range(size):
            lines = [
                f"The {subject} of {place} was discussed by {chance.randint(2, 90)} people on {day}."
                f" A {chance.choices(words, cum_weights=shares)[0]} near {chance.choice(PLACES)} had {' '.join(chance.choices(words, cum_weights=shares, k=9))}."
                for _ in range(8)
            ]
            reports.append(
                Report(
                    id=f"r{count + k}",
                    text="\n".join(lines),
                    title=f"{place}: {subject}",
                    title_start=None,
                    outlet=f"{chance.choice(PLACES)} {chance.choice(('Post', 'Wire', 'Gazette', 'Radio'))}",
                    published=f"{day}T{chance.randint(0, 23):02}:00:00+00:00",
                    published_basis="given",
                    language="en",
                )
            )
        story = Story(
            id=f"s{len(made)}",
            title=f"{place}: {subject}",
            start=day,
            end=day,
            reports=tuple(r.id for r in reports),
        )
        made.append((story, reports))
        count += size
    return made


def invented_account(story: Story, reports: list[Report], chance: random.Random) -> Account:
    """An account of a few points, one claim for each report."""
    points = []
    for k in range(6):
        claims = []
        for n, report in enumerate(reports):
            span = Span(0, report.text.index("."))
            claims.append(
                Claim(
                    id=f"c{n + 1}.{k + 1}",
                    report=report.id,
                    span=span,
                    text=span.of(report.text),
                    sentence=span,
                    origin=Origin(name=report.outlet or "", own_voice=True),
                )
            )
        points.append(
            Point(
                id=f"p{k + 1}",
                statement=claims[0].text,
                statement_claim=claims[0].id,
                statement_span=claims[0].span,
                kind="event",
                status=chance.choice(STATUSES),  # type: ignore[arg-type]
                origins=OriginCount(
                    least=1, most=len(claims), names=tuple(c.origin.name for c in claims if c.origin)
                ),
                claims=tuple(claims),
            )
        )
    return Account(
        story=story,
        readings=tuple(Reading(report=r) for r in reports),
        points=tuple(points),
        lineage=Lineage(),
        timeline=(),
        method={"version": "0", "models": {}, "settings": {}},
    )


def taken(report: Report) -> Taken:
    original = Original(
        data=report.text.encode(), location=f"invented/{report.id}.txt", media_type="text/plain"
    )
    return Taken(report=report, original=original, key=f"id:{report.id}")


def fill(library: Library, n: int) -> None:
    """Put the invented stories, and the example of eight and of sixty reports, into a library."""
    made = invented(n)
    start = time.perf_counter()
    for _ in library.add((taken(r) for _, reports in made for r in reports), by="benchmark"):
        pass
    print(f"added {n} reports: {n / (time.perf_counter() - start):.0f} a second")
    library.keep_stories([story for story, _ in made], by="benchmark")
    chance = random.Random(11)
    seen = library.position()
    for number, (story, reports) in enumerate(made):
        if number % 3 == 0:
            library.keep_account(invented_account(story, reports, chance), by="benchmark", seen=seen)
    example = [r for r in collect([EXAMPLE]) if isinstance(r, Report)]
    for name, copies in (("eight", 1), ("sixty", 8)):
        reports = [
            replace(r, id=f"{name}-{k}-{r.id}") for k in range(copies) for r in example if "stray" not in r.id
        ]
        reports = reports[:60]
        for _ in library.add((taken(r) for r in reports), by="benchmark"):
            pass
        story = Story(
            id=f"s-{name}",
            title=f"Ferry, {name}",
            start="2032-01-30",
            end="2032-02-01",
            reports=tuple(r.id for r in reports),
        )
        library.keep_stories([story], by="benchmark")
        library.keep_account(pipeline.tell(story, reports), by="benchmark", seen=library.position())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--times", type=int, default=20)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="firsthand-serve-"))
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{given.reports}.firsthand"
    if not place.exists():
        library = open_library(place)
        fill(library, given.reports)
        library.close()
    print(f"library of {place.stat().st_size / 1e6:.0f} MB")
    command = [
        str(Path(sys.executable).with_name("firsthand")),
        "serve",
        "--library",
        str(place),
        "--port",
        "0",
    ]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        port = next(int(line.split(":")[2].split("/")[0]) for line in server.stderr if "Workbench" in line)
        ask(port, given.times)
    finally:
        server.terminate()
        server.wait()


def ask(port: int, times: int) -> None:
    paths = {
        "stories, newest": "/",
        "stories, biggest": "/?order=biggest",
        "stories, most disputed": "/?order=disputed",
        "stories, changed": "/?order=changed&changed_after=1000",
        "stories, far down": "/?offset=5000",
        "stories, one outlet, a month": "/?outlet=Marra%20Wire&since=2031-05-01&until=2031-05-31",
        "stories, words": f"/?words={quote('ceasefire Marra')}",
        "reports, newest": "/reports",
        "reports, search": f"/reports?words={quote('ferry island')}",
        "story, 8 reports": "/stories/s-eight",
        "story, 60 reports": "/stories/s-sixty",
        "table, 60 reports": "/stories/s-sixty/table",
        "lineage, 60 reports": "/stories/s-sixty/lineage",
        "a claim's report": "/stories/s-sixty/claims/c1.1",
        "account as JSON, 60": "/api/stories/s-sixty/account",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port)
    print(f"{'page':<30} {'median':>8} {'slowest':>8} {'first':>8}   ms;  KB")
    for name, path in paths.items():
        took = []
        size = 0
        for _ in range(times + 1):
            start = time.perf_counter()
            connection.request("GET", path)
            response = connection.getresponse()
            size = len(response.read())
            took.append(1000 * (time.perf_counter() - start))
            assert response.status == 200, (path, response.status)
        print(
            f"{name:<30} {statistics.median(took[1:]):8.1f} {max(took[1:]):8.1f} {took[0]:8.1f}   {size / 1000:8.0f}"
        )


if __name__ == "__main__":
    main()
