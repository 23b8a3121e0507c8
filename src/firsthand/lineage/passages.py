"""Passages: the words that two reports share, with exact offsets on both sides.

Every report is a row of words without case, marks and house style. Runs of five words are
fingerprints in an inverted index; what two reports have in common is chained along its diagonal, over
small edits, and kept when it is long and dense enough. The index grows with the words and takes
reports one by one.

Public: :class:`PassageIndex`, :func:`find_passages`.

Method: positional fingerprints as in text-reuse detection (cf. Smith, Cordell and Dillon 2013),
verified by alignment of the chained anchors.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.model import Passage, Report, Span

SHINGLE = 5  #: words of a fingerprint; four let idioms through, six lose edited copies
MAX_GAP = 14  #: words that an edit may add, drop or change inside a passage
MAX_DRIFT = 10  #: by how far the two sides may run apart at one edit
MIN_WORDS = 12  #: shared words of a passage
MIN_DENSITY = 0.55  #: share of a passage's words that are shared
MAX_REPORTS_A_SHINGLE = 64  #: reports that one run leads to: the first that had it; more add time, no news

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_STYLE = {
    "defense": "defence",
    "labor": "labour",
    "center": "centre",
    "percent": "per",
    "mr": "",
    "ms": "",
    "mrs": "",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one report in one form, with their spans."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]


def words_of(text: str) -> Words:
    """Words without case, accents, marks and house style. Linear in the text."""
    words, spans = [], []
    for found in _WORD.finditer(text):
        raw = found.group().lower().replace("’", "'")
        if not raw.isascii():
            raw = "".join(c for c in unicodedata.normalize("NFKD", raw) if not unicodedata.combining(c))
        word = _STYLE.get(raw, raw)
        if word:
            words.append(word)
            spans.append(Span(found.start(), found.end()))
    return Words(tuple(words), tuple(spans))


class PassageIndex:
    """Reports added one by one; each is compared with all before it.

    Cost: linear in the words added, and in the anchors shared.
    """

    def __init__(self) -> None:
        self._at: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        self._held: list[tuple[str, Words]] = []

    def add(self, report: Report) -> tuple[Passage, ...]:
        """Add a report; the passages it shares with those before it, in order of report and place."""
        mine = words_of(report.text)
        number = len(self._held)
        anchors: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for at in range(len(mine.words) - SHINGLE + 1):
            shingle = mine.words[at : at + SHINGLE]
            seats = self._at[shingle]
            for other, place in seats:
                if other != number:
                    anchors[other].append((place, at))
            if len(seats) < MAX_REPORTS_A_SHINGLE and (not seats or seats[-1][0] != number):
                seats.append((number, at))
        found: list[Passage] = []
        for other in sorted(anchors):
            identifier, theirs = self._held[other]
            for left, right in _chains(anchors[other], theirs.words, mine.words):
                found.append(
                    Passage(
                        left=identifier,
                        left_span=Span(theirs.spans[left[0]].start, theirs.spans[left[1]].end),
                        right=report.id,
                        right_span=Span(mine.spans[right[0]].start, mine.spans[right[1]].end),
                    )
                )
        self._held.append((report.id, mine))
        return tuple(found)


def find_passages(reports: Iterable[Report]) -> tuple[Passage, ...]:
    """All passages that the reports share, each pair once."""
    index = PassageIndex()
    return tuple(p for report in reports for p in index.add(report))


def _chains(
    anchors: Sequence[tuple[int, int]], left: Sequence[str], right: Sequence[str]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Anchors chained into passages: (first, last) word on either side."""
    open_chains: list[list[tuple[int, int]]] = []
    done: list[list[tuple[int, int]]] = []
    for place, at in sorted(anchors, key=lambda a: (a[1], a[0])):
        home = None
        for chain in reversed(open_chains[-8:]):
            last_place, last_at = chain[-1]
            if (
                0 <= at - last_at <= MAX_GAP + SHINGLE
                and 0 < place - last_place + (at == last_at) <= MAX_GAP + SHINGLE
            ) and abs((at - last_at) - (place - last_place)) <= MAX_DRIFT:
                home = chain
                break
        if home is None:
            open_chains.append([(place, at)])
            if len(open_chains) > 64:
                done.append(open_chains.pop(0))
        else:
            home.append((place, at))
    out: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for chain in [*done, *open_chains]:
        shared_left = {p + k for p, _ in chain for k in range(SHINGLE)}
        shared_right = {a + k for _, a in chain for k in range(SHINGLE)}
        first_left, last_left = _extend(min(shared_left), max(shared_left), left)
        first_right, last_right = _extend(min(shared_right), max(shared_right), right)
        n = min(len(shared_left), len(shared_right))
        width = max(last_left - first_left, last_right - first_right) + 1
        if n >= MIN_WORDS and n / width >= MIN_DENSITY:
            out.append(((first_left, last_left), (first_right, last_right)))
    out.sort(key=lambda c: (c[1][0], c[0][0], -(c[1][1] - c[1][0])))
    kept: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for chain_span in out:
        # A run that a longer passage already holds on the right side is a repetition inside it.
        if not any(k[1][0] <= chain_span[1][0] and chain_span[1][1] <= k[1][1] for k in kept):
            kept.append(chain_span)
    return kept


def _extend(first: int, last: int, words: Sequence[str]) -> tuple[int, int]:
    return max(0, first), min(len(words) - 1, last)
