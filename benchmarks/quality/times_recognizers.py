"""Times: how Firsthand does on the cases of Recognizers-Text's DateTimeModel.

    python benchmarks/quality/times_recognizers.py DateTimeModel.json [--list]

The cases are sentences said to an assistant ("I'll go back Oct/2"). Those in wording that news could use are
told apart by a rule: no question, nobody who speaks or is spoken to (I, we, you, let's, please), no command
at the start, no notation of forms (5/12, 2014~2018, "6-8"), and at least four words. Nothing else is left
out, whatever it names.

A case passes when every expected expression is found with the same words (function words at its edges
aside) and the same meaning: the same timex, or the same stretch of time, or the same start; and nothing else
is found. What does not pass is counted by the first of these reasons that holds:

* cut: TimeML tells in two or three expressions what these cases tell in one ("from 2014 to 2018", "3 days
  after January 12th", "tomorrow before 4pm"), or the last year of a range belongs to it, as in TIMEX3;
* anchor: the right words with a value of another convention (a bare day of the week or month without a tense
  looks ahead here and back in news; "two months ago" is a day here and a month there);
* missed, value, more: the rest, most of it not printed by news (months in lower case, years and times of day
  in words, "eod", "3Y", "week 10", "next workweek").
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from firsthand.model import TimeExpression, Token
from firsthand.model.timex import period
from firsthand.reading.times import find_times
from firsthand.reading.tokens import tokenize

Case = dict[str, Any]

_SPOKEN = re.compile(
    r"\b(i|i'(ll|m|ve|d)|me|my|mine|we|we'(ll|re)|us|our|your?|you'll|let'?s?|please|cortana|hi|thanks|okay?)\b"
    r"|’(ll|m|ve)\b|\?",
    re.I,
)
_COMMAND = re.compile(
    r"\W*(set|show|schedule|book|meet|move|add|change|find|listen|call|create|put|make|get|give|remind|cancel|check"
    r"|can|could|would|will|what|when|where|which|who|how|is|are|did|do|does|was|were|plan|search|play|sync|block"
    r"|arrange|reserve|organize|ask|send|pick|delay|display|return|start|wake|watch|see|go|look|use|try|take|have"
    r"|deliver|rating|date:)\b",
    re.I,
)
_NOTATION = re.compile(
    r"\d[/~#]\d|\d[/\-.]\s?[A-Za-z]{3}|[A-Za-z]{3}[/\-]\d|~|\d:\d\d\s?-|\d-\d{1,2}\b|[ap]m\s?-|www|[@#<$]"
    r"|\d{1,2}-\d{1,2}-\d{2,4}|\d+\.\d+\.\d+|\bxx",
)
_FUNCTION_WORDS = frozenset(
    "the a an in on at from to since before after by for during between and of till until through within over"
    " this around or later earlier than no sometime some time last next past".split()
)


def is_newslike(text: str) -> bool:
    """Whether a report could be worded like that, by the rule above."""
    told = _SPOKEN.search(text) or _COMMAND.match(text) or _NOTATION.search(text)
    return not told and len(text.split()) >= 4


def found_in(case: Case) -> list[TimeExpression]:
    """What the grammar finds in a case, read at its own time."""
    text = case["Input"]
    tokens = [Token(s.start, s.end, "", "", -1, "", 0) for s in tokenize(text)]
    return list(
        find_times(text, tokens, published=(case.get("Context") or {}).get("ReferenceDateTime")).expressions
    )


def _words(text: str, start: int, end: int) -> frozenset[int]:
    return frozenset(
        match.start()
        for match in re.finditer(r"[\w’']+", text)
        if start <= match.start() < end and match.group().lower() not in _FUNCTION_WORDS
    )


def means(value: str, resolution: Case) -> bool:
    """Whether a value means one of the readings of a case."""
    ours = period(value)
    for reading in resolution.get("values", ()):
        timex = str(reading.get("timex", ""))
        if value in (timex, reading.get("value")) or (timex[:1] == "T" and value.endswith(timex)):
            return True
        if timex[:1] == "T" and timex[1:].isdigit() and value.endswith(f"{timex}:00"):
            return True
        first, last = reading.get("start") or reading.get("value"), reading.get("end")
        begins = period(str(first).replace(" ", "T")) if first else None
        ends = period(str(last).replace(" ", "T")) if last else None
        if ours and begins and ours.start == begins.start and (ends is None or ours.end == ends.start):
            return True
    return False


def failures(case: Case) -> list[str]:
    """Why a case does not pass; nothing when it does."""
    text, left = case["Input"], found_in(case)
    reasons = []
    for wanted in case["Results"]:
        start, end = wanted["Start"], wanted["End"] + 1
        hits = [e for e in left if e.start < end and start < e.end]
        left = [e for e in left if e not in hits]
        resolution = wanted.get("Resolution") or {}
        if len(hits) == 1 and means(hits[0].value, resolution):
            if _words(text, start, end) == _words(text, hits[0].start, hits[0].end):
                continue
            reasons.append("cut")
        elif len(hits) > 1 or any("/" in hit.value for hit in hits):
            reasons.append("cut")
        elif not hits:
            reasons.append("missed")
        elif _words(text, start, end) == _words(text, hits[0].start, hits[0].end):
            reasons.append("anchor")
        else:
            reasons.append("value")
    return reasons + ["more"] * bool(left)


def main() -> None:
    """Print the share of all cases and of the news-like ones that pass, and why the rest does not."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("cases", type=Path, help="DateTimeModel.json of Recognizers-Text")
    options.add_argument("--list", action="store_true", help="print the news-like cases that do not pass")
    args = options.parse_args()
    cases: list[Case] = json.loads(args.cases.read_text("utf-8-sig"))
    order = ("cut", "anchor", "missed", "value", "more")
    for name, chosen in (("all", cases), ("news-like", [c for c in cases if is_newslike(c["Input"])])):
        judged = [(case, failures(case)) for case in chosen]
        counts = Counter(min(reasons, key=order.index) for _, reasons in judged if reasons)
        passed = len(judged) - counts.total()
        why = ", ".join(f"{reason} {counts[reason]}" for reason in order)
        print(f"{name:10} {passed} of {len(judged)} pass ({100 * passed / len(judged):.0f}%); {why}")
    if args.list:
        for case, reasons in judged:
            if reasons:
                ours = [(case["Input"][e.start : e.end], e.value) for e in found_in(case)]
                print(f"  {', '.join(reasons):14} {case['Input']}  {ours}")


if __name__ == "__main__":
    main()
