"""Stories: which reports tell of one event.

Reports are compared by their weighty words (``features``), damped by the days between them; likeness
is turned into groups by average links, so that a chain of half-like reports makes no story. The
weights of words are shipped, so two reports are as like in a folder of five as in a corpus.

Public: :func:`group`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from firsthand.model import Report, Story
from firsthand.model.grouping import average_link
from firsthand.stories.features import terms, vector

#: One configuration for everything, set on the development sets together (2026-11): see
#: docs/decisions/0009. The mean over the sets is flat from .18 to .20.
THRESHOLD = 0.19
HALF_DAYS = 180.0  #: days apart that halve a likeness


def group(reports: Iterable[Report]) -> tuple[Story, ...]:
    """Group reports by event.

    Args:
        reports: Reports in any order; the result does not depend on it.

    Returns:
        Stories, each report in exactly one, the largest first, then by day and id.

    Cost: linear in the reports for their vectors; candidate pairs share a weighty term.
    """
    prints: dict[tuple[str, str | None], list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda r: (r.published or "9999", r.id)):
        prints[report.text, report.published_day].append(report)
    # Word for word the same on one day is one text: it is placed once, and weighs once.
    held = [copies[0] for copies in prints.values()]
    vectors = [vector(report) for report in held]
    groups = average_link(len(held), _likeness(held, vectors), THRESHOLD)
    stories = []
    for members in groups:
        rows = [
            (report, vectors[i]) for i in members for report in prints[held[i].text, held[i].published_day]
        ]
        rows.sort(key=lambda row: (row[0].published or "9999", row[0].id))
        stories.append(_story([report for report, _ in rows], [mine for _, mine in rows]))
    stories.sort(key=lambda s: (-len(s.reports), s.start or "9999", s.id))
    return tuple(stories)


def _likeness(held: Sequence[Report], vectors: Sequence[dict[str, float]]) -> dict[tuple[int, int], float]:
    """Likeness of the pairs that share a weighty term."""
    seats: dict[str, list[tuple[int, float]]] = defaultdict(list)
    days = [_day(report) for report in held]
    likeness: dict[tuple[int, int], float] = {}
    for j, mine in enumerate(vectors):
        sums: dict[int, float] = defaultdict(float)
        for term, weight in mine.items():
            for i, other in seats[term]:
                sums[i] += weight * other
            seats[term].append((j, weight))
        for i, cosine in sums.items():
            like = cosine
            if days[i] is not None and days[j] is not None:
                like *= 0.5 ** (abs(days[i] - days[j]) / HALF_DAYS)  # type: ignore[operator]
            if like > 0.05:
                likeness[i, j] = like
    return likeness


def _day(report: Report) -> int | None:
    try:
        return date.fromisoformat(report.published_day or "").toordinal()
    except ValueError:
        return None


def _story(members: Sequence[Report], vectors: Sequence[dict[str, float]]) -> Story:
    days = sorted(r.published_day for r in members if r.published_day)
    ids = tuple(r.id for r in members)
    made = hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:12]
    return Story(
        id=f"s{made}",
        title=_title(members, vectors),
        start=days[0] if days else None,
        end=days[-1] if days else None,
        reports=ids,
        reasons=_reasons(members, vectors),
    )


def _title(members: Sequence[Report], vectors: Sequence[dict[str, float]]) -> str:
    """The title nearest to what all reports speak of, else the lead words of the nearest report."""
    centre: dict[str, float] = defaultdict(float)
    for mine in vectors:
        for term, weight in mine.items():
            centre[term] += weight
    titled = [r for r in members if r.title]
    if titled:

        def fit(report: Report) -> tuple[float, str]:
            words = set(terms(report.title or ""))
            return (-sum(centre[w] for w in words) / (3 + len(words)), report.id)

        return " ".join((min(titled, key=fit).title or "").split())
    nearest = max(range(len(members)), key=lambda i: (sum(centre[t] * w for t, w in vectors[i].items()), -i))
    words = members[nearest].text.split()
    return " ".join(words[:14]) + (" …" if len(words) > 14 else "")


def _reasons(members: Sequence[Report], vectors: Sequence[dict[str, float]]) -> tuple[tuple[str, str], ...]:
    """For each report, the words that it shares most with the rest of the story."""
    if len(members) < 2:
        return tuple((r.id, "alone: no other report shares enough of its words") for r in members)
    centre: dict[str, float] = defaultdict(float)
    for mine in vectors:
        for term, weight in mine.items():
            centre[term] += weight
    out = []
    for report, mine in zip(members, vectors, strict=True):
        shared = sorted(mine, key=lambda t: (-(centre[t] - mine[t]) * mine[t], t))[:6]
        out.append((report.id, "shares " + ", ".join(t for t in shared if centre[t] > mine[t])))
    return tuple(out)
