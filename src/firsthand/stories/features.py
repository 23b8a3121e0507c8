"""What grouping sees of a report: its weighty words, with weights that no other report changes."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from importlib import resources

from firsthand.model import Report

MAX_TERMS = 160  #: terms of a report; more change nothing on the development sets
LEAD_CHARS = 600  #: the lead tells the event: its words count twice
TITLE_WEIGHT = 2
NAME_WEIGHT = 1.3  #: names tell events apart better than other words

_TERM = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_STOP = frozenset(
    "the a an of to in on at by for from with and or but that this these those is are was were be"
    " been has have had will would it its he she they his her their them him as not said says say who"
    " which than more after before when where while over into out up about also i you we our your my"
    " me us what how why there here all any some no nor so if then just only very can could should may"
    " might must do does did done being am because between against during through under again further"
    " once both each few other such own same too told tell according one two first new last year years"
    " time people monday tuesday wednesday thursday friday saturday sunday".split()
)


def stem(word: str) -> str:
    """A word without possessive and plural endings.

    Example:
        >>> stem("workers"), stem("Shoigu’s".lower()), stem("agencies"), stem("crisis")
        ('worker', 'shoigu', 'agency', 'crisis')
    """
    word = re.sub(r"[’']s?$", "", word)
    if len(word) > 4:
        if word.endswith("ies"):
            return word[:-3] + "y"
        if word.endswith("sses") or word.endswith("xes"):
            return word[:-2]
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return word[:-1]
    return word


def terms(text: str) -> list[str]:
    """The words of a text in one form, without function words."""
    found = []
    for match in _TERM.finditer(text):
        word = stem(match.group().lower())
        if len(word) > 1 and word not in _STOP:
            found.append(word)
    return found


@lru_cache(maxsize=1)
def frequencies() -> tuple[int, dict[str, int]]:
    """(reports counted, word → reports that have it), as shipped."""
    text = resources.files("firsthand.stories").joinpath("frequencies.txt").read_text("utf-8")
    head, _, rest = text.partition("\n")
    return int(head), {w: int(c) for w, _, c in (line.partition(" ") for line in rest.splitlines())}


def rarity(term: str) -> float:
    """How much a term tells: the logarithm of reports per report that has it; at least 0."""
    n, counts = frequencies()
    return math.log((n + 1) / (counts.get(term, 1) + 0.5))


def vector(report: Report) -> dict[str, float]:
    """The report's weighty terms, scaled to length 1. At most ``MAX_TERMS``."""
    counts: Counter[str] = Counter()
    counts.update(terms(report.text))
    for term in terms(report.text[:LEAD_CHARS]):
        counts[term] += 1
    for term in terms(report.title or ""):
        counts[term] += TITLE_WEIGHT
    names = {stem(w.lower()) for w in re.findall(r"(?<=[a-z,;] )[A-Z][\w’'-]+", report.text)}
    weighed = {
        term: (1 + math.log(n)) * rarity(term) * (NAME_WEIGHT if term in names else 1.0)
        for term, n in counts.items()
    }
    top = sorted(weighed.items(), key=lambda row: (-row[1], row[0]))[:MAX_TERMS]
    length = math.sqrt(sum(w * w for _, w in top)) or 1.0
    return {term: w / length for term, w in top}
