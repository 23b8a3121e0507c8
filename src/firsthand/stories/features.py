"""What grouping keeps of a report: its weighty terms, its day, and nothing that other reports change.

A report becomes one sparse vector of length about 1: the terms of its body, its lead and its title, its
names, its numbers and the days it names, each kind scaled by a share that was learned on the development
sets (docs/decisions/0015). Terms weigh by a table of report frequencies that ships, so the vector of
a report is the same in a folder of five and in a corpus.
"""

from __future__ import annotations

import hashlib
import math
import re
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import TypeVar

from firsthand.model import Card, Report

MAX_CHARS = 40_000  #: of a text that are looked at: the event is told by then
LEAD_CHARS = 600  #: the lead tells the event
MOST_KNOWN, LONGEST_KNOWN = 200_000, 64  #: words whose term and weight are at hand, and their letters
LATELY = 64  #: texts whose traits are at hand: prints of one text often come together
OPENING_WORDS = 14  #: stand for a title where there is no short first line
MAX_BODY = 160  #: terms of a body; more change nothing on the development sets
MAX_NAMES = 40
MAX_KEYS = 20  #: weightiest terms, by which reports find each other
NAME_WEIGHT = 1.3  #: names tell events apart better than other words
#: What each kind of term adds to the likeness of two reports. One configuration for all, learned by
#: ``training/stories.py`` on the development sets.
SHARES: Mapping[str, float] = {
    "body": 0.7,
    "lead": 0.15,
    "title": 0.18,
    "names": 0.05,
    "numbers": 0.045,
    "days": 0.015,
}

_TERM = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
# What comes before is looked at after the first character, by which a pattern is found fast.
_NAME = re.compile(
    r"[A-Z](?:(?<=[a-z0-9,;:'’”\")] [A-Z])|(?<=[a-z0-9,;] [“\"‘][A-Z]))[\w’'-]+(?:\s+[A-Z][\w’'-]+)*"
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    "(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_MONTH_DAY = re.compile(rf"{_MONTH}\.?\s?(\d{{1,2}})(?:st|nd|rd|th)?\b")
_DAY_MONTH = re.compile(rf"(\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b")
_IN_WORD = re.compile(r"\w")
_IN_ADDRESS = (
    re.compile(
        r"(?<!\d)(?P<y>(?:19|20)\d\d)[/_-]?(?P<m>0[1-9]|1[0-2])[/_-]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)/(?P<m>[a-z]{3,9}|\d)/(?P<d>\d\d?)(?!\d)", re.IGNORECASE),
)
_STOP = frozenset(
    "the a an of to in on at by for from with and or but that this these those is are was were be"
    " been has have had will would it its he she they his her their them him as not said says say who"
    " which than more after before when where while over into out up about also i you we our your my"
    " me us what how why there here all any some no nor so if then just only very can could should may"
    " might must do does did done being am because between against during through under again further"
    " once both each few other such own same too told tell according one two first new last year years"
    " time people monday tuesday wednesday thursday friday saturday sunday".split()
)
_CALENDAR = frozenset([*_MONTHS, *(month[:3] for month in _MONTHS), "sept"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What grouping keeps of a report: about two kilobytes, whatever the length of its text.

    ``terms`` are the numbers of its terms in rising order (see :func:`numbered`), ``weights`` theirs;
    ``keys`` are its weightiest words, by which reports find each other, ``names`` those that are names;
    ``day`` is the day of publication as a proleptic ordinal, or None.
    """

    day: int | None
    terms: array[int]  #: of type "I"
    weights: array[float]  #: of type "f", as many
    keys: tuple[str, ...]
    key_weights: array[float]  #: the share of each key in the vector, as a word of the body
    names: tuple[str, ...]  #: in the order of letters
    days_named: tuple[str, ...]  #: days of the year in the text, ``MM-DD``


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """All that grouping keeps of a report; the text itself is let go."""

    card: Card
    words: str  #: a digest of the text: equal for equal texts
    is_titled: bool  #: the title is the report's own
    heading: tuple[str, ...]  #: the terms of the title
    traits: Traits
    prints: array[int] = field(default_factory=lambda: array("I"))  #: see :data:`PrintsOf`


#: Gives the fingerprints of a text, rising and each once, of type "I": two texts with a long enough run of
#: words in common share some. Lineage makes them.
PrintsOf = Callable[[str], "array[int]"]


def no_prints(text: str) -> array[int]:
    """No fingerprints: copies are then known by likeness alone."""
    return array("I")


def keep(report: Report, prints_of: PrintsOf = no_prints) -> Kept:
    """What is kept of a report. A text that was read a moment ago is not read again."""
    card = Card.of(report)
    text, title = report.text[:MAX_CHARS], (report.title or "")[:LEAD_CHARS]
    return Kept(
        card=card,
        words=digest(report.text),
        is_titled=bool((report.title or "").strip()),
        heading=tuple(sorted(set(terms(card.title)))),
        traits=_traits(text, title, day_of(report)),
        prints=_prints(text, prints_of),
    )


@lru_cache(maxsize=LATELY)
def _prints(text: str, prints_of: PrintsOf) -> array[int]:
    return prints_of(text)


def digest(text: str) -> str:
    """Equal for equal texts, and for no others in practice."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def traits(report: Report) -> Traits:
    """The traits of a report.

    Cost: about a millisecond for a report of usual length; bounded by :data:`MAX_CHARS`.
    """
    return _traits(report.text[:MAX_CHARS], (report.title or "")[:LEAD_CHARS], day_of(report))


@lru_cache(maxsize=LATELY)
def _traits(text: str, title: str, day: int | None) -> Traits:
    opening, titled = _counted(text[:LEAD_CHARS]), _counted(title)
    lead = _added(titled, opening)
    heading = titled if title else _counted(_opening(text))
    counts = _added(_counted(text), opening, titled, titled)
    names = _names(text)
    days_named = tuple(sorted(_days_named(text)))
    body = _heaviest(
        [(n / (n + 1.5) * _RARITIES[t] * (NAME_WEIGHT if t in names else 1.0), t) for t, n in counts.items()],
        MAX_BODY,
    )
    kinds = {
        "body": body,
        "lead": [(t, (1 + math.log(n)) * _RARITIES[t]) for t, n in lead.items()],
        "title": [(t, _RARITIES[t]) for t in heading],
        "names": _heaviest([((1 + math.log(n)) * _RARITIES[t], t) for t, n in names.items()], MAX_NAMES),
        "numbers": [(t, _RARITIES[t]) for t in sorted(_numbers(text))],
        "days": [(t, 1.0) for t in days_named],
    }
    vector: dict[int, float] = {}
    for kind, weighed in kinds.items():
        length, share = math.sqrt(sum([w * w for _, w in weighed])), math.sqrt(SHARES[kind])
        for term, weight in weighed:
            number = numbered(kind, term)
            vector[number] = vector.get(number, 0.0) + share * weight / length
    rows = sorted(vector)
    keys = tuple(t for t, _ in body[:MAX_KEYS])
    norm = math.sqrt(sum(w * w for _, w in body))
    return Traits(
        day=day,
        terms=array("I", rows),
        weights=array("f", map(vector.__getitem__, rows)),
        keys=keys,
        key_weights=array("f", (math.sqrt(SHARES["body"]) * w / norm for _, w in body[:MAX_KEYS])),
        names=tuple(sorted(t for t in keys if t in names)),
        days_named=days_named,
    )


def day_of(report: Report) -> int | None:
    """The day of publication: the one that the report states, else the one in its address.

    Example:
        >>> day_of(Report(id="1", text="", url="https://example.org/2031/05/17/dam")) == date(2031, 5, 17).toordinal()
        True
    """
    try:
        return date.fromisoformat(report.published_day or "").toordinal()
    except ValueError:
        pass
    for pattern in _IN_ADDRESS:
        if found := pattern.search(report.url or ""):
            month = found["m"]
            number = int(month) if month.isdigit() else _month(month)
            try:
                return date(int(found["y"]), number, int(found["d"])).toordinal()
            except ValueError:
                continue
    return None


def numbered(kind: str, term: str) -> int:
    """The number of a term of one kind: a checksum, so that it is the same for every reader.

    Of a million different terms, one in four thousand shares its number with another.
    """
    return zlib.crc32(term.encode("utf-8", "surrogatepass"), _KIND_SEED[kind])


_KIND_SEED = {kind: zlib.crc32(kind.encode()) for kind in SHARES}


def stem(word: str) -> str:
    """A word without possessive and plural endings.

    Example:
        >>> stem("workers"), stem("Shoigu’s".lower()), stem("agencies"), stem("crisis")
        ('worker', 'shoigu', 'agency', 'crisis')
    """
    if word.endswith(("’s", "'s")):
        word = word[:-2]
    elif word.endswith(("’", "'")):
        word = word[:-1]
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
    return [term for word in _TERM.findall(text.lower()) if (term := _TERMS[word])]


def _counted(text: str) -> dict[str, int]:
    """How often each term stands in a text, in the order in which they first do."""
    counts: dict[str, int] = {}
    for word, n in Counter(_TERM.findall(text.lower())).items():
        if term := _TERMS[word]:
            counts[term] = counts.get(term, 0) + n
    return counts


def _added(first: Mapping[str, int], *others: Mapping[str, int]) -> dict[str, int]:
    counts = dict(first)
    for other in others:
        for term, n in other.items():
            counts[term] = counts.get(term, 0) + n
    return counts


def _term(word: str) -> str:
    """The term that a word counts as; empty for a function word or a single letter."""
    term = stem(word)
    return term if len(term) > 1 and term not in _STOP else ""


@lru_cache(maxsize=1)
def frequencies() -> tuple[int, dict[str, int]]:
    """(reports counted, word → reports that have it), as shipped."""
    text = resources.files("firsthand.stories").joinpath("frequencies.txt").read_text("utf-8")
    head, _, rest = text.partition("\n")
    return int(head), {w: int(c) for w, _, c in (line.partition(" ") for line in rest.splitlines())}


def rarity(term: str) -> float:
    """How much a term tells: the logarithm of reports per report that has it; at least 0.

    Years all tell as little as the commonest: the table knows those of its own time only.
    """
    n, counts = frequencies()
    if _YEAR.fullmatch(term):
        term = _commonest_year()
    return math.log((n + 1) / (counts.get(term, 1) + 0.5))


@lru_cache(maxsize=1)
def _commonest_year() -> str:
    _, counts = frequencies()
    return max((t for t in counts if _YEAR.fullmatch(t)), key=lambda t: (counts[t], t), default="")


_Made = TypeVar("_Made")


class _Known(dict[str, _Made]):
    """What a function makes of words, kept for the next time; all is let go before it gets too much."""

    def __init__(self, make: Callable[[str], _Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> _Made:
        made = self._make(word)
        if len(word) <= LONGEST_KNOWN:
            if len(self) == MOST_KNOWN:
                self.clear()
            self[word] = made
        return made


_TERMS, _RARITIES = _Known(_term), _Known(rarity)


def _heaviest(weighed: list[tuple[float, str]], n: int) -> list[tuple[str, float]]:
    """The ``n`` heaviest of terms, the heaviest first; of equals in the order of letters."""
    return [(t, -w) for w, t in sorted([(-w, t) for w, t in weighed])[:n]]


def _opening(text: str) -> str:
    """What stands for a title: a short first line, else the first words."""
    first = text.lstrip().partition("\n")[0]
    return first if len(first) < 140 else " ".join(first.split()[:OPENING_WORDS])


def _names(text: str) -> dict[str, int]:
    """How often each word of a name stands in a text, inside sentences."""
    counts = _counted("\n".join(_NAME.findall(text)))
    return {word: n for word, n in counts.items() if word not in _CALENDAR}


def _numbers(text: str) -> set[str]:
    found = (match.group().replace(",", "") for match in _NUMBER.finditer(text))
    return {f"{float(number[:15]):g}" for number in found if not _YEAR.fullmatch(number)}


def _days_named(text: str) -> set[str]:
    """The days of the year that a text names."""
    found = [(m, m[1], m[2]) for m in _MONTH_DAY.finditer(text)] + [
        (m, m[2], m[1]) for m in _DAY_MONTH.finditer(text)
    ]
    return {
        f"{_month(month):02}-{int(day):02}"
        for m, month, day in found
        if not _IN_WORD.match(text[max(0, m.start() - 1) : m.start()])
    }


def _month(name: str) -> int:
    """1 to 12, or 0 for what is no month.

    Example:
        >>> _month("Sept"), _month("june"), _month("xyz")
        (9, 6, 0)
    """
    return next((i for i, month in enumerate(_MONTHS, 1) if month.startswith(name[:3].lower())), 0)
