"""Tracing: which reports of one story have their text from which, and whom they name.

1. passages   words that two reports share (``passages``), told apart: prose, quotation, boilerplate
2. copies     pairs whose shared prose is much of the shorter report
3. rewrites   a report that credits an outlet and carries phrases of one companion that no other has
4. credits    outlets and agencies that a report names as its source

Public: :func:`trace`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from firsthand.lineage.passages import find_passages, words_of
from firsthand.model import Evidence, Lineage, Link, Passage, Reading, Span
from firsthand.model.lineage import LinkKind, PassageKind
from firsthand.model.names import same_name
from firsthand.model.outlets import agency_of, is_media, outlet_name

#: Shared prose that makes a copy: this share of the shorter report, or this many words. Set on the
#: development stories' lineage, 2026-11; see docs/decisions/0008.
COPY_SHARE = 0.25
COPY_WORDS = 90
#: Phrases of three words, two of them weighty, that only two reports of the story share.
REWRITE_PHRASES = 5

_COMMON = frozenset(
    "the a an of to in on at by for from with and or but that this these those is are was were be"
    " been has have had will would it its he she they his her their as not said says say who which"
    " than more after before when where while over into out up about also".split()
)


def trace(readings: Sequence[Reading]) -> Lineage:
    """Find what the reports of one story have from each other and from others.

    Args:
        readings: Readings of the story, in its order.

    Returns:
        Links in order of report and kind; passages in order of report and place.

    Cost: linear in the words, and in the pairs of reports that share passages.
    """
    by_id = {reading.report.id: reading for reading in readings}
    passages = tuple(
        replace(p, kind=_kind(p, by_id)) for p in find_passages(reading.report for reading in readings)
    )
    links = [*_copies(readings, passages), *_credits(readings)]
    linked = {frozenset((link.source, link.target)) for link in links}
    links.extend(link for link in _rewrites(readings) if frozenset((link.source, link.target)) not in linked)
    order = {reading.report.id: n for n, reading in enumerate(readings)}
    kinds = {"copies": 0, "shares-copy": 1, "credits": 2, "relays": 3}
    links.sort(key=lambda k: (order[k.source], kinds[k.kind], order.get(k.target, 10**6), k.target))
    return Lineage(links=tuple(links), passages=passages)


def _kind(passage: Passage, by_id: dict[str, Reading]) -> PassageKind:
    for identifier, span in ((passage.left, passage.left_span), (passage.right, passage.right_span)):
        noise = sum(n.span.overlap(span) for n in by_id[identifier].noise)
        if 2 * noise > len(span):
            return "boilerplate"
    quoted = [
        sum(q.overlap(span) for q in _quotations(by_id[identifier])) / max(1, len(span))
        for identifier, span in ((passage.left, passage.left_span), (passage.right, passage.right_span))
    ]
    return "quotation" if min(quoted) > 0.7 else "prose"


def _quotations(reading: Reading) -> list[Span]:
    """What stands between quotation marks, by the marks alone: the words of others."""
    text, out, start = reading.report.text, [], -1
    for at, c in enumerate(text):
        if c in "“„" or (c == '"' and start < 0):
            start = at
        elif c in "”" or (c == '"' and start >= 0):
            if start >= 0 and at - start < 1200:
                out.append(Span(start, at + 1))
            start = -1
    return out


def _n_words(reading: Reading) -> int:
    noisy = sum(len(n.span.of(reading.report.text).split()) for n in reading.noise)
    return max(1, len(reading.report.text.split()) - noisy)


def _copies(readings: Sequence[Reading], passages: Sequence[Passage]) -> list[Link]:
    by_id = {reading.report.id: reading for reading in readings}
    shared: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.kind == "prose":
            shared[passage.left, passage.right].append(passage)
    links = []
    for (left, right), found in shared.items():
        a, b = by_id[left], by_id[right]
        n = sum(len(p.left_span.of(a.report.text).split()) for p in found)
        share = min(1.0, n / min(_n_words(a), _n_words(b)))
        if share < COPY_SHARE and n < COPY_WORDS:
            continue
        source, target, kind, why = _direction(a, b, share)
        evidence = tuple(
            e
            for p in found[:12]
            for e in (Evidence(report=left, span=p.left_span), Evidence(report=right, span=p.right_span))
        )
        links.append(
            Link(
                source=source,
                target=target,
                kind=kind,
                evidence=evidence,
                confidence=round(min(0.99, 0.5 + share), 2),
                reason=f"{n} words in {len(found)} passages shared, {share:.0%} of the shorter report{why}",
            )
        )
    return links


def _direction(a: Reading, b: Reading, share: float) -> tuple[str, str, LinkKind, str]:
    """(source, target, kind, why): who has it from whom, where something decides."""
    agencies = set(a.report.agencies) & set(b.report.agencies)
    if agencies:
        return a.report.id, b.report.id, "shares-copy", f"; both print {', '.join(sorted(agencies))}"
    for x, y in ((a, b), (b, a)):
        outlet = y.report.outlet
        if outlet and any(same_name(outlet_name(outlet), name) for name, _ in _named_media(x)):
            return x.report.id, y.report.id, "copies", f"; credits {outlet_name(outlet)}"
    if a.report.agencies or b.report.agencies:
        return a.report.id, b.report.id, "shares-copy", "; one of them prints an agency's text"
    mine, theirs = a.report.published_day, b.report.published_day
    if mine and theirs and mine != theirs and share < 0.9:
        later, earlier = (a, b) if mine > theirs else (b, a)
        return later.report.id, earlier.report.id, "copies", "; the other is the earlier"
    return a.report.id, b.report.id, "shares-copy", "; nothing shows who was first"


def _named_media(reading: Reading) -> list[tuple[str, Span]]:
    """Outlets and agencies that the report names as its sources, with the words that do."""
    found: list[tuple[str, Span]] = []
    for attribution in reading.attributions:
        names = [*attribution.relays]
        if attribution.speaker is not None:
            names.append(attribution.speaker.name)
        evidence = [*attribution.source, *attribution.cue]
        for name in names:
            if is_media(name) and evidence and not any(same_name(name, other) for other, _ in found):
                found.append((name, evidence[0]))
    return found


def _credits(readings: Sequence[Reading]) -> list[Link]:
    links = []
    for reading in readings:
        own = reading.report.outlet
        for name, span in _named_media(reading):
            if own and same_name(outlet_name(own), name):
                continue
            agency = agency_of(name)
            links.append(
                Link(
                    source=reading.report.id,
                    target=agency or name,
                    kind="relays" if agency else "credits",
                    evidence=(Evidence(report=reading.report.id, span=span),),
                    confidence=0.9,
                    reason=f"names {name}",
                )
            )
    return links


def _rewrites(readings: Sequence[Reading]) -> list[Link]:
    """Reports that credit an outlet and share phrases with one companion that no other shares."""
    phrases = [_phrases(reading) for reading in readings]
    seen = Counter(phrase for row in phrases for phrase in row)
    links = []
    for i, reading in enumerate(readings):
        credited = [(name, span) for name, span in _named_media(reading) if agency_of(name) is None]
        if not credited:
            continue
        ranked = sorted(
            (
                (len([p for p in phrases[i] if p in phrases[j] and seen[p] == 2]), -j)
                for j, other in enumerate(readings)
                if j != i and _may_be(other, [name for name, _ in credited])
            ),
            reverse=True,
        )
        if not ranked:
            continue
        best, second = ranked[0], ranked[1] if len(ranked) > 1 else (0, 0)
        if best[0] < REWRITE_PHRASES or best[0] < 2 * second[0]:
            continue
        target = readings[-best[1]]
        common = sorted(p for p in phrases[i] if p in phrases[-best[1]] and seen[p] == 2)
        evidence = [Evidence(report=reading.report.id, span=credited[0][1])]
        for phrase in common[:8]:
            evidence.append(Evidence(report=reading.report.id, span=phrases[i][phrase]))
            evidence.append(Evidence(report=target.report.id, span=phrases[-best[1]][phrase]))
        links.append(
            Link(
                source=reading.report.id,
                target=target.report.id,
                kind="copies",
                evidence=tuple(evidence),
                confidence=0.7,
                reason=f"credits {credited[0][0]} and shares {best[0]} phrases that no other report has",
            )
        )
    return links


def _may_be(reading: Reading, credited: Sequence[str]) -> bool:
    """Whether a report may be of an outlet that is credited: it is, or it names no outlet of its own."""
    outlet = reading.report.outlet
    return outlet is None or any(same_name(outlet_name(outlet), name) for name in credited)


def _phrases(reading: Reading) -> dict[tuple[str, ...], Span]:
    """Runs of three words, two of them weighty, outside noise and quotation marks: first place of each."""
    held = words_of(reading.report.text)
    out_of_bounds = [*(n.span for n in reading.noise), *_quotations(reading)]
    banned: set[int] = set()
    for span in out_of_bounds:
        banned.update(range(span.start, span.end))
    found: dict[tuple[str, ...], Span] = {}
    for i in range(len(held.words) - 2):
        phrase = held.words[i : i + 3]
        if sum(w not in _COMMON and not w.isdigit() for w in phrase) < 2:
            continue
        if held.spans[i].start in banned or held.spans[i + 2].start in banned:
            continue
        found.setdefault(phrase, Span(held.spans[i].start, held.spans[i + 2].end))
    return found
