"""What the reading of each report alone gets right: noise, origins, speakers, relays, inferred dates.

    python benchmarks/quality/markup.py FOLDER... [--errors FILE]

A folder holds ``reports.jsonl`` (or ``reports/*.txt``) and ``gold.json`` with ``points`` (claims with
``report``, ``start``, ``end``, ``origin``), ``noise``, ``attributions`` (``content``, ``cue``, ``resolved``,
``relay``) and ``reports`` (``published``); what is missing is not scored. Figures:

noise        spans of ours that overlap a gold span by half of the shorter (precision), and the reverse
             (recall); characters of gold noise that stay unmarked; characters of claims marked as noise.
             Gold that lists only what tempted its makers makes precision a lower bound.
origins      of gold claims with an origin, those whose innermost attribution names it, or that stand in
             none and come from the outlet or the credited agency.
speakers     of gold attributions that one of ours shares words with, those whose speaker is the gold's.
relays       of gold relays of such attributions, those that ours names.
dates        every stated date withheld, each report alone with its companions' dates: how many get one
             back, and how many of those are right.

What the figures do not show: a claim that the account cuts otherwise, and names that two people share.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from firsthand.intake import collect, infer_published
from firsthand.model import Attribution, Reading, Report
from firsthand.model.names import name_key, same_name
from firsthand.model.outlets import is_media, outlet_name
from firsthand.reading import read

Gold = dict[str, Any]
_EMPTY = frozenset({"mr", "mrs", "ms", "dr", "jr", "inc", "corp", "ltd"})


def story(folder: Path) -> tuple[list[Report], Gold]:
    """The reports of a folder, as the command line would take them, and its gold."""
    lines = folder / "reports.jsonl"
    if lines.exists():
        records = [json.loads(line) for line in lines.read_text("utf-8").splitlines() if line.strip()]
    else:
        paths = sorted((folder / "reports").glob("*.txt"))
        records = [{"id": p.name, "text": p.read_bytes().decode("utf-8")} for p in paths]
    data = "\n".join(json.dumps(record) for record in records).encode()
    reports = [item for item in collect(["-"], stdin=io.BytesIO(data)) if isinstance(item, Report)]
    return reports, json.loads((folder / "gold.json").read_text("utf-8"))


def names_it(gold: str, ours: str | None) -> bool:
    """Whether two names share most of the shorter one's words, in their key form."""
    if ours is None:
        return False
    if same_name(gold, ours):
        return True
    a, b = ({w for w in re.findall(r"\w+", " ".join(name_key(_plain(n))))} - _EMPTY for n in (gold, ours))
    return bool(a and b) and 2 * len(a & b) >= min(len(a), len(b))


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def innermost(reading: Reading, start: int, end: int) -> Attribution | None:
    """The attribution whose content holds most of a stretch, the shortest one; people before media."""
    holding = []
    for attribution in reading.attributions:
        held = sum(max(0, min(c.end, end) - max(c.start, start)) for c in attribution.content)
        if 2 * held >= end - start:
            speaker = attribution.speaker
            passes_on = speaker is None or is_media(speaker.name)
            holding.append((passes_on, sum(map(len, attribution.content)), len(holding), attribution))
    for attribution in reading.attributions:
        # A claim that keeps its verb of saying is its speaker's.
        if any(start <= cue.start and cue.end <= end for cue in attribution.cue) and not holding:
            return attribution
    return min(holding)[3] if holding else None


def errors_of_origins(reading: Reading, gold: Gold) -> Iterator[tuple[str, Gold, str]]:
    """Each gold claim of one report with an origin: "" or the kind of error, the claim, what we say."""
    report = reading.report
    own = [outlet_name(report.outlet) if report.outlet else report.id, *report.agencies]
    for point in gold["points"]:
        for claim in point["claims"]:
            want = claim.get("origin")
            if claim["report"] != report.id or not isinstance(want, str):
                continue
            found = innermost(reading, claim["start"], claim["end"])
            if found is None:
                right = any(names_it(want, name) for name in own)
                yield "" if right else "attribution missed", claim, "own voice"
            elif found.speaker is None:
                yield "speaker unresolved", claim, " ".join(s.of(report.text) for s in found.source)
            elif names_it(want, found.speaker.name):
                yield "", claim, found.speaker.name
            elif any(names_it(want, name) for name in own):
                yield "own voice expected", claim, found.speaker.name
            elif is_media(found.speaker.name):
                yield "relay taken for the origin", claim, found.speaker.name
            elif found.speaker.entity is None:
                yield "description unresolved", claim, found.speaker.name
            else:
                yield "another speaker", claim, found.speaker.name


def score_noise(reading: Reading, gold: Gold, count: Counter[str]) -> Iterator[dict[str, Any]]:
    """Count one report's noise; yield what leaks and what is marked inside claims."""
    report, text = reading.report, reading.report.text
    wanted = [(n["start"], n["end"]) for n in gold.get("noise", ()) if n["report"] == report.id]
    ours = [(n.start, n.end) for n in reading.noise]

    def half(a: tuple[int, int], others: list[tuple[int, int]]) -> bool:
        return any(2 * (min(a[1], b[1]) - max(a[0], b[0])) >= min(a[1] - a[0], b[1] - b[0]) for b in others)

    marked = {i for start, end in ours for i in range(start, end)}
    count["noise said"] += len(ours)
    count["noise right"] += sum(half(span, wanted) for span in ours)
    count["noise gold"] += len(wanted)
    count["noise found"] += sum(half(span, ours) for span in wanted)
    for start, end in wanted:
        left = [i for i in range(start, end) if i not in marked and text[i].isalnum()]
        count["noise characters"] += sum(c.isalnum() for c in text[start:end])
        count["noise characters left"] += len(left)
        if left:
            yield {"report": report.id, "error": "noise left", "text": text[left[0] : left[-1] + 1][:300]}
    for start, end in ours:
        if not half((start, end), wanted):
            yield {"report": report.id, "error": "noise not in gold", "text": text[start:end][:300]}
    for point in gold["points"]:
        for claim in point["claims"]:
            if claim["report"] == report.id:
                count["claim characters"] += claim["end"] - claim["start"]
                lost = len(marked & set(range(claim["start"], claim["end"])))
                count["claim characters lost"] += lost
                if lost:
                    yield {"report": report.id, "error": "claim marked as noise", "text": claim["text"]}


def score_speakers(reading: Reading, gold: Gold, count: Counter[str]) -> Iterator[dict[str, Any]]:
    """Count one report's attributions against the gold's."""
    for wanted in gold.get("attributions", ()):
        if wanted["report"] != reading.report.id:
            continue
        start, end = wanted["content"]["start"], wanted["content"]["end"]
        found = innermost(reading, start, end)
        count["attributions gold"] += 1
        if found is None:
            yield {"report": reading.report.id, "error": "attribution missed", **_shown(wanted)}
            continue
        count["attributions found"] += 1
        ours = found.speaker.name if found.speaker else None
        resolved = wanted.get("resolved")
        if resolved is None:
            continue
        count["speakers gold"] += 1
        right = names_it(resolved, ours)
        count["speakers right"] += right
        if not right:
            yield {"report": reading.report.id, "error": "speaker", "said": ours, **_shown(wanted)}
        for relay in wanted.get("relay") or ():
            count["relays gold"] += 1
            named = any(names_it(relay, name) for name in found.relays)
            count["relays right"] += named
            if not named:
                said = list(found.relays)
                yield {"report": reading.report.id, "error": "relay", "said": said, **_shown(wanted)}


def _shown(wanted: Gold) -> dict[str, Any]:
    return {
        "content": wanted["content"]["text"][:160],
        "source": wanted.get("source"),
        "cue": wanted.get("cue"),
        "resolved": wanted.get("resolved"),
        "relay": wanted.get("relay"),
    }


def score_dates(reports: list[Report], gold: Gold, count: Counter[str]) -> Iterator[dict[str, Any]]:
    """Withhold each date in turn; stated ones that gold gives are what companions have."""
    days = {k: v.get("published") for k, v in gold.get("reports", {}).items()}
    known = [replace(r, published=days[r.id]) for r in reports if days.get(r.id)]
    for report in known:
        bare = replace(report, published=None, published_basis="unknown")
        found = infer_published(bare, [other for other in known if other is not report])
        count["dates withheld"] += 1
        count["dates inferred"] += found.published is not None
        count["dates right"] += found.published == report.published
        if found.published not in (None, report.published):
            yield {"report": report.id, "error": "date", "said": found.published, "gold": report.published}


def _share(count: Counter[str], part: str, whole: str) -> str:
    return f"{count[part]}/{count[whole]} ({100 * count[part] / count[whole] if count[whole] else 0:.1f})"


def shown(name: str, count: Counter[str], kinds: Counter[str]) -> str:
    """One block of the printed table."""
    origins = sum(kinds.values())
    return "\n".join(
        (
            f"{name}",
            f"  noise precision {_share(count, 'noise right', 'noise said')}"
            f"  recall {_share(count, 'noise found', 'noise gold')}"
            f"  characters left {_share(count, 'noise characters left', 'noise characters')}"
            f"  claims lost {_share(count, 'claim characters lost', 'claim characters')}",
            f"  origins {kinds['']}/{origins} ({100 * kinds[''] / origins if origins else 0:.1f})  "
            + "  ".join(f"{kind} {n}" for kind, n in sorted(kinds.items()) if kind),
            f"  attributions {_share(count, 'attributions found', 'attributions gold')}"
            f"  speakers {_share(count, 'speakers right', 'speakers gold')}"
            f"  relays {_share(count, 'relays right', 'relays gold')}",
            f"  dates inferred {_share(count, 'dates inferred', 'dates withheld')}"
            f"  right {_share(count, 'dates right', 'dates inferred')}",
        )
    )


def main() -> None:
    """Print a block for every folder and one for all."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--errors", type=Path, help="write every error there, one JSON object a line")
    args = options.parse_args()
    total: Counter[str] = Counter()
    total_kinds: Counter[str] = Counter()
    errors: list[dict[str, Any]] = []
    for folder in args.folders:
        reports, gold = story(folder)
        count: Counter[str] = Counter()
        kinds: Counter[str] = Counter()
        for report in reports:
            reading = read(report)
            errors += [{"story": folder.name, **e} for e in score_noise(reading, gold, count)]
            for kind, claim, said in errors_of_origins(reading, gold):
                kinds[kind] += 1
                if kind:
                    row = {"story": folder.name, "report": report.id, "error": kind, "said": said}
                    errors.append({**row, "origin": claim["origin"], "text": claim["text"]})
            errors += [{"story": folder.name, **e} for e in score_speakers(reading, gold, count)]
        errors += [{"story": folder.name, **e} for e in score_dates(reports, gold, count)]
        print(shown(folder.name, count, kinds))
        total += count
        total_kinds += kinds
    print(shown("ALL", total, total_kinds))
    if args.errors:
        args.errors.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in errors), "utf-8")


if __name__ == "__main__":
    main()
