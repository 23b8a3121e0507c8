"""Tracing: which reports of one story have their text from which, and whom they name.

1. passages    words that two reports share (``passages``), told apart: prose, quotation, boilerplate, an
               outlet's own background; and one quotation in two wordings (``quotations``)
2. copies      pairs whose shared prose is much of the shorter report; with direction where something decides
3. rewrites    a report that credits an outlet and carries phrases of one companion that no other has
4. credits     outlets and agencies that a report names as its source
5. imprints     the publisher of each report, and the agency whose text it prints

Public: :func:`trace`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from firsthand.lineage.passages import find_passages
from firsthand.lineage.quotations import Quotation, find_translations, quotations
from firsthand.lineage.words import words_of
from firsthand.model import Evidence, Imprint, Lineage, Link, Passage, Reading, Span
from firsthand.model.lineage import AgencyBasis, LinkKind, PassageKind, Sharing
from firsthand.model.names import same_name
from firsthand.model.outlets import Families, agency_of, is_media, outlet_name

#: Shared prose that makes a copy: so many words; or this share of the shorter report, if that is more than
#: a sentence or two or half of it. Set on the development stories' lineage, 2026-11; docs/decisions/0008.
COPY_WORDS = 75
COPY_SHARE, SENTENCES = 0.25, 40
QUOTED = 0.7  #: of a passage, on both sides: then it is a quotation
WHOLE = 0.9  #: of a report found in another: then it is a part of it
#: Phrases of three words, two of them weighty, that only two reports of the story share.
REWRITE_PHRASES = 5

_COMMON = (
    "the a an of to in on at by for from with and or but that this these those is are was were be"
    " been has have had will would it its he she they his her their as not said says say who which"
    " than more after before when where while over into out up about also"
)
#: Notes by which a print says that it is a later state of its text.
_CORRECTED = re.compile(
    r"^\W*(?:correction|clarification|corrected)\b *[:.(–—-]|\((?:corrects|clarifies)\b"
    r"|\b(?:this|the) (?:story|report|article|version) (?:was|has been|is) (?:corrected|updated|clarified)\b"
    r"|\b(?:an )?earlier version of this (?:story|report|article)\b",
    re.IGNORECASE | re.MULTILINE,
)


def trace(readings: Sequence[Reading], families: Families = Families()) -> Lineage:  # noqa: B008 - frozen
    """Find what the reports of one story have from each other and from others.

    Args:
        readings: Readings of the story, in its order.
        families: Which outlets have one publisher.

    Returns:
        Links in order of report and kind; passages in order of report and place; the imprint of each
        report.

    Cost: linear in the words, and in the pairs of reports that share passages.
    """
    by_id = {reading.report.id: reading for reading in readings}
    quoted = {r.report.id: quotations(r) for r in readings}
    publishers = {
        r.report.id: families.publisher(r.report.outlet) if r.report.outlet else None for r in readings
    }
    shared = find_passages((reading.report for reading in readings), families)
    told = [_Told(p, by_id, quoted, publishers) for p in shared]
    pairs = _pairs(told, by_id, publishers)
    passages = [replace(t.passage, kind=pair.kind_of(t)) for pair in pairs for t in pair.told]
    links = [link for pair in pairs if (link := pair.link()) is not None]
    copied = {frozenset((link.source, link.target)) for link in links}
    links += (k for k in _rewrites(readings, quoted) if frozenset((k.source, k.target)) not in copied)
    links += _credits(readings)
    order = {reading.report.id: n for n, reading in enumerate(readings)}
    passages += find_translations(readings, [quoted[r.report.id] for r in readings])
    passages.sort(key=lambda p: (order[p.right], order[p.left], p.right_span, p.left_span, p.kind))
    kinds = {"copies": 0, "shares-copy": 1, "credits": 2, "relays": 3}
    links.sort(key=lambda k: (order[k.source], kinds[k.kind], order.get(k.target, 10**6), k.target))
    return Lineage(
        links=tuple(links),
        passages=tuple(passages),
        imprints=_imprints(readings, links, publishers),
    )


# ------------------------------------------------------------------ passages, told apart


class _Told:
    """A passage with what its words are: its kind, and how many of its words are a report's own prose."""

    def __init__(
        self,
        passage: Passage,
        by_id: dict[str, Reading],
        quoted: dict[str, tuple[Quotation, ...]],
        publishers: dict[str, str | None],
    ) -> None:
        sides = ((passage.left, passage.left_span), (passage.right, passage.right_span))
        self.passage = passage
        self.kind: PassageKind = passage.kind
        marked = [_covered(span, [q.span for q in quoted[i] if q.marked]) for i, span in sides]
        spoken = [_covered(span, [q.span for q in quoted[i]]) for i, span in sides]
        if any(2 * _covered(span, [n.span for n in by_id[i].noise]) > 1 for i, span in sides):
            self.kind = "boilerplate"
        elif self.kind == "prose" and max(marked) > QUOTED and min(spoken) > QUOTED:
            # Marks on one side and the same speaker's words on the other are enough: desks set statements
            # in and out of marks.
            self.kind = "quotation"
        self.own_words = round(passage.n_words * (1 - min(marked)))


def _distinct_words(passages: Sequence[Passage]) -> int:
    """Words that two reports share, those that stand in two passages of a side once."""
    sides: tuple[list[Span], list[Span]] = ([], [])
    totals = [0.0, 0.0]
    for passage in sorted(passages, key=lambda p: (-p.n_words, p.left_span, p.right_span)):
        for k, span in enumerate((passage.left_span, passage.right_span)):
            totals[k] += passage.n_words * (1 - _covered(span, sides[k]))
            sides[k].append(span)
    return round(min(totals))


def _covered(span: Span, parts: Sequence[Span]) -> float:
    """Share of a span that others cover."""
    total, at = 0, span.start
    for part in sorted(parts):
        start, end = max(at, part.start), min(span.end, part.end)
        if start < end:
            total += end - start
            at = end
    return total / max(1, len(span))


# ------------------------------------------------------------------ copies


def _n_words(reading: Reading) -> int:
    noisy = sum(len(n.span.of(reading.report.text).split()) for n in reading.noise)
    return max(1, len(reading.report.text.split()) - noisy)


@dataclass(frozen=True, slots=True)
class _Direction:
    """Who has it from whom: ``source`` has it from ``target``. ``kind`` is shares-copy where none is known."""

    source: Reading
    target: Reading
    kind: LinkKind
    sharing: Sharing
    why: str
    inferred: bool


class _Pair:
    """Two reports with all that they share."""

    def __init__(self, a: Reading, b: Reading, told: list[_Told], sisters: bool) -> None:
        self.a, self.b, self.told, self.sisters = a, b, told, sisters
        prose = [t for t in told if t.kind == "prose"]
        self.n = _distinct_words([t.passage for t in prose])
        own = sum(t.own_words for t in prose)
        sizes = (_n_words(a), _n_words(b))
        self.shares = (min(1.0, self.n / sizes[0]), min(1.0, self.n / sizes[1]))  #: of each report
        share = max(self.shares)
        much = self.n >= COPY_WORDS or share >= 0.5 or (share >= COPY_SHARE and self.n >= SENTENCES)
        self.is_copy = much and 3 * own >= min(self.n, COPY_WORDS)
        #: An outlet that takes paragraphs from its own earlier report on the matter copies nobody.
        self.is_background = (
            sisters
            and share < 0.5
            and not (a.report.agencies or b.report.agencies)
            and a.report.published_day != b.report.published_day
        )

    def kind_of(self, told: _Told) -> PassageKind:
        return "background" if told.kind == "prose" and self.is_background else told.kind

    def link(self) -> Link | None:
        if not self.is_copy or self.is_background:
            return None
        told = [t.passage for t in self.told if t.kind == "prose"]
        share = max(self.shares)
        found = self._direction()
        evidence = tuple(
            e
            for p in told[:12]
            for e in (Evidence(report=p.left, span=p.left_span), Evidence(report=p.right, span=p.right_span))
        )
        return Link(
            source=found.source.report.id,
            target=found.target.report.id,
            kind=found.kind,
            evidence=evidence,
            confidence=round(min(0.99, 0.5 + share), 2),
            reason=f"{self.n} words in {len(told)} {'passage' if len(told) == 1 else 'passages'} shared, {share:.0%} of the shorter report; {found.why}",
            sharing=found.sharing,
            inferred=found.inferred,
        )

    def _direction(self) -> _Direction:
        """By credits, then agencies, corrections, days and hours, containment; else none."""
        a, b = self.a, self.b
        names = [outlet_name(r.report.outlet) if r.report.outlet else "" for r in (a, b)]
        for x, y, name in ((a, b, names[1]), (b, a, names[0])):
            if name in x.report.agencies:
                return _Direction(x, y, "copies", "agency copy", f"prints {name}", False)
        both = sorted(set(a.report.agencies) & set(b.report.agencies))
        if both:
            return _Direction(a, b, "shares-copy", "agency copy", f"both print {', '.join(both)}", False)
        for x, y, name in ((a, b, names[1]), (b, a, names[0])):
            if name and any(same_name(name, credited) for credited, _ in _named_media(x)):
                return _Direction(x, y, "copies", "copy with credit", f"credits {name}", False)
        of_agency = [agency_of(name) is not None for name in names]
        if of_agency[0] != of_agency[1]:
            x, y, name = (a, b, names[1]) if of_agency[1] else (b, a, names[0])
            return _Direction(x, y, "copies", "copy without credit", f"{name} is an agency", True)
        agencies = sorted({*a.report.agencies, *b.report.agencies})
        if agencies:
            why = f"one of them prints {', '.join(agencies)}"
            return _Direction(a, b, "shares-copy", "agency copy", why, True)
        sharing: Sharing = "sister editions" if self.sisters else "copy without credit"
        for x, y in ((a, b), (b, a)):
            if _is_corrected(x) and not _is_corrected(y):
                return _Direction(
                    x, y, "copies", sharing, "it carries a correction, the other does not", True
                )
        early = _earlier(a, b)
        if early is not None:
            late = b if early is a else a
            return _Direction(late, early, "copies", sharing, "the other was printed earlier", True)
        of_a, of_b = self.shares
        for x, y, of_x, of_y in ((a, b, of_a, of_b), (b, a, of_b, of_a)):
            if of_x >= WHOLE and of_y < 0.75 and self._is_head(y):
                return _Direction(x, y, "copies", sharing, "it is the beginning of the other, cut", True)
        return _Direction(a, b, "shares-copy", sharing, "nothing shows who was first", True)

    def _is_head(self, whole: Reading) -> bool:
        """Whether what is shared ends well before the end of a report: it was cut from below."""
        ends = [
            (p.left_span if p.left == whole.report.id else p.right_span).end
            for p in (t.passage for t in self.told if t.kind == "prose")
        ]
        return max(ends) < 0.85 * len(whole.report.text)


def _pairs(
    told: Sequence[_Told], by_id: dict[str, Reading], publishers: dict[str, str | None]
) -> list[_Pair]:
    shared: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for one in told:
        shared[one.passage.left, one.passage.right].append(one)
    return [
        _Pair(by_id[a], by_id[b], found, publishers[a] is not None and publishers[a] == publishers[b])
        for (a, b), found in shared.items()
    ]


def _is_corrected(reading: Reading) -> bool:
    """Whether a report says, in its first or last lines, that it was put right."""
    text = reading.report.text
    return bool(_CORRECTED.search(text[:400]) or _CORRECTED.search(text[-600:]))


def _earlier(a: Reading, b: Reading) -> Reading | None:
    """The one that was printed before the other: on an earlier day, or an hour and more before."""
    x, y = a.report.published or "", b.report.published or ""
    if len(x) < 10 or len(y) < 10:
        return None
    if x[:10] != y[:10]:
        return a if x < y else b
    # Hours say something only where both are given in one form; midnight stands for none.
    clock = re.compile(r"T(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(.*)$")
    p, q = clock.search(x), clock.search(y)
    if not p or not q or p.group(3) != q.group(3) or "T00:00" in x or "T00:00" in y:
        return None
    minutes = [60 * int(m.group(1)) + int(m.group(2)) for m in (p, q)]
    if abs(minutes[0] - minutes[1]) < 60:
        return None
    return a if minutes[0] < minutes[1] else b


# ------------------------------------------------------------------ credits and rewrites


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


def _rewrites(readings: Sequence[Reading], quoted: dict[str, tuple[Quotation, ...]]) -> list[Link]:
    """Reports that credit an outlet and share phrases with one companion that no other shares."""
    phrases = [_phrases(reading, quoted[reading.report.id]) for reading in readings]
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
        target, theirs = readings[-best[1]], phrases[-best[1]]
        common = sorted((p for p in phrases[i] if p in theirs and seen[p] == 2), key=lambda p: phrases[i][p])
        evidence = [Evidence(report=reading.report.id, span=credited[0][1])]
        for phrase in common[:8]:
            evidence.append(Evidence(report=reading.report.id, span=phrases[i][phrase]))
            evidence.append(Evidence(report=target.report.id, span=theirs[phrase]))
        links.append(
            Link(
                source=reading.report.id,
                target=target.report.id,
                kind="copies",
                evidence=tuple(evidence),
                confidence=0.7,
                reason=f"credits {credited[0][0]} and shares {best[0]} phrases that no other report has",
                sharing="rewrite with credit",
                inferred=True,
            )
        )
    return links


def _may_be(reading: Reading, credited: Sequence[str]) -> bool:
    """Whether a report may be of an outlet that is credited: it is, or it names no outlet of its own."""
    outlet = reading.report.outlet
    return outlet is None or any(same_name(outlet_name(outlet), name) for name in credited)


def _phrases(reading: Reading, quoted: Sequence[Quotation]) -> dict[tuple[int, ...], Span]:
    """Runs of three words, two of them weighty, outside noise and quotation marks: first place of each."""
    text = reading.report.text
    held = words_of(text)
    common = set(words_of(_COMMON).numbers.tolist())
    banned: set[int] = set()
    for span in (*(n.span for n in reading.noise), *(q.span for q in quoted if q.marked)):
        banned.update(range(span.start, span.end))
    numbers, starts = held.numbers.tolist(), held.starts.tolist()
    weighty = [n not in common and not text[s].isdigit() for n, s in zip(numbers, starts, strict=True)]
    found: dict[tuple[int, ...], Span] = {}
    for i in range(len(numbers) - 2):
        if sum(weighty[i : i + 3]) >= 2 and starts[i] not in banned and starts[i + 2] not in banned:
            found.setdefault(tuple(numbers[i : i + 3]), held.span(i, i + 2))
    return found


# ------------------------------------------------------------------ imprints


def _imprints(
    readings: Sequence[Reading], links: Sequence[Link], publishers: dict[str, str | None]
) -> tuple[Imprint, ...]:
    """Whose text each report prints: credited, its outlet's own, or that of a report it shares copy with."""
    credited = {r.report.id: r.report.agencies for r in readings}
    companions: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.kind in ("copies", "shares-copy"):
            companions[link.source].append(link.target)
            companions[link.target].append(link.source)
    known: dict[str, tuple[str, AgencyBasis]] = {}
    for reading in readings:
        report = reading.report
        own = agency_of(outlet_name(report.outlet)) if report.outlet else None
        if report.agencies:
            # Of several that are credited, the one whose text its companions print too.
            backed = Counter(a for other in companions[report.id] for a in credited.get(other, ()))
            first = max(report.agencies, key=backed.__getitem__)  # the first of equals
            known[report.id] = (first, "credited")
        elif own:
            known[report.id] = (own, "outlet")
    copied: dict[str, str] = {}
    for reading in readings:
        identifier = reading.report.id
        agencies = Counter(known[other][0] for other in companions[identifier] if other in known)
        if identifier not in known and agencies:
            copied[identifier] = min(agencies, key=lambda a: (-agencies[a], a))
    known.update((identifier, (agency, "copied")) for identifier, agency in copied.items())
    return tuple(
        Imprint(
            report=r.report.id,
            publisher=publishers[r.report.id],
            agency=known[r.report.id][0] if r.report.id in known else None,
            basis=known[r.report.id][1] if r.report.id in known else None,
        )
        for r in readings
    )
