"""What a page shows of an account: plain values, ready for the templates.

Templates decide how things look, this module what is there to see. Reports' words pass
:func:`one_line` or :func:`cut` on their way, so no control or direction character reaches a page;
escaping is the template engine's work and always on.

Public: :class:`StoryView`, :func:`story_view`, :func:`report_view`, :func:`table_view`,
:func:`timeline_view`, :func:`lineage_view`, :func:`pair_view`, :func:`cut`.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from firsthand.briefs.admiralty import CREDIBILITY, Assessment, admiralty, reliability_words
from firsthand.briefs.days import days, in_words
from firsthand.briefs.graph import VERBS
from firsthand.briefs.outline import (
    GRAVITY,
    MARKS,
    OPINION,
    STANCES,
    Outline,
    attributed,
    backing,
    course,
    listed,
    outline,
    printed,
    stances,
    standing,
    stated,
    status_words,
    told_then,
    wording,
)
from firsthand.briefs.terminal import harmless
from firsthand.model import (
    RELIABILITY,
    Account,
    AccountChanges,
    Claim,
    Decision,
    Difference,
    JoinPoints,
    JoinStories,
    NameSpeaker,
    Noise,
    PartPoint,
    PartStory,
    Point,
    RateSource,
    Ratings,
    Reading,
    Report,
    SetAside,
    Span,
)

#: Reports of which a point shows one mark each; past that the counts speak.
MOST_MARKS = 16
#: Points that one report alone has, shown before "show all".
MOST_SINGLE = 30
#: Rows and columns of one page of the table.
TABLE_ROWS, TABLE_COLUMNS = 60, 40

# Words ----------------------------------------------------------------------------------------------


def one_line(words: str) -> str:
    """A report's words on one line, without control, direction and other invisible characters."""
    is_clean = words.isprintable() and "  " not in words and words[:1] != " " and words[-1:] != " "
    return words if is_clean else harmless(words)


def kept(text: str) -> str:
    """A report's text with its line ends, without control, direction and other invisible characters."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))


def short(words: str, limit: int = 160) -> str:
    """Words on one line, cut at a word past ``limit``; a cut is marked."""
    flat = one_line(words)
    return flat if len(flat) <= limit else flat[:limit].rsplit(" ", 1)[0] + " […]"


# Texts with marks -------------------------------------------------------------------------------------


class Mark(NamedTuple):
    """A stretch of a text to be shown so: ``kind`` is claim, noise or passage, ``key`` says which."""

    start: int
    end: int
    kind: str
    key: str


class Piece(NamedTuple):
    """Words between two borders of marks, with the keys of the claims and passages that cover them."""

    words: str
    claims: tuple[str, ...]
    passages: tuple[str, ...]
    is_noise: bool


def cut(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Cut a text at every border of its marks, so that crossing marks can be shown as nested elements.

    The pieces' words together are the text without invisible characters. O(text + marks · log marks)
    while few marks cover one place.

    Example:
        >>> [(p.words, p.claims) for p in cut("one two three", [Mark(0, 7, "claim", "a"), Mark(4, 13, "claim", "b")])]
        [('one ', ('a',)), ('two', ('a', 'b')), (' three', ('b',))]
    """
    borders = sorted({0, len(text)} | {p for m in marks for p in (m.start, m.end) if 0 <= p <= len(text)})
    starts: dict[int, list[Mark]] = {}
    for mark in sorted(marks):
        if mark.end > mark.start:
            starts.setdefault(mark.start, []).append(mark)
    open_: list[Mark] = []
    pieces = []
    for start, end in itertools.pairwise(borders):
        open_ = [m for m in open_ if m.end > start] + starts.get(start, [])
        pieces.append(
            Piece(
                words=kept(text[start:end]),
                claims=tuple(m.key for m in open_ if m.kind == "claim"),
                passages=tuple(m.key for m in open_ if m.kind == "passage"),
                is_noise=any(m.kind == "noise" for m in open_),
            )
        )
    return tuple(pieces)


# Decisions -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision in words: "joined these points", by whom, when, why."""

    id: str
    words: str
    subject: str
    by: str
    at: str
    reason: str
    holds: bool
    undone: str


def decision_view(decision: Decision) -> DecisionView:
    """Say a decision as a person would."""
    action = decision.action
    match action:
        case JoinPoints(claims=claims):
            words, subject = "joined into one point", " + ".join(f"“{short(c.words, 80)}”" for c in claims)
        case PartPoint(claims=claims):
            words, subject = "made a point of its own", " + ".join(f"“{short(c.words, 80)}”" for c in claims)
        case SetAside(words=anchor, as_noise=as_noise):
            words = "set aside as no part of the report" if as_noise else "set aside as wrongly read"
            subject = f"“{short(anchor.words, 120)}”"
        case NameSpeaker(claim=claim, name=name, via=via):
            through = f", through {one_line(', '.join(via))}" if via else ""
            words, subject = f"named the speaker: {one_line(name)}{through}", f"“{short(claim.words, 120)}”"
        case RateSource(source=source, reliability=reliability):
            words = (
                f"rated {reliability} ({RELIABILITY[reliability]})" if reliability else "took the rating back"
            )
            subject = one_line(source)
        case JoinStories(reports=reports):
            words, subject = "joined into one story", f"{len(reports)} reports: {short(', '.join(reports))}"
        case PartStory(reports=reports):
            words, subject = (
                "made a story of their own",
                f"{len(reports)} reports: {short(', '.join(reports))}",
            )
    undone = (
        ""
        if decision.holds
        else f"undone by {one_line(decision.undone_by or '')}, {in_words(decision.undone_at or '')}"
    )
    return DecisionView(
        id=decision.id,
        words=words,
        subject=subject,
        by=one_line(decision.by),
        at=decision.at,
        reason=one_line(decision.reason),
        holds=decision.holds,
        undone=undone,
    )


# The account -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim: the report, its exact words, who says it through whom, and what else is known."""

    id: str
    report: str
    label: str
    words: str
    who: str
    notes: tuple[str, ...]
    is_denied: bool
    decided: tuple[DecisionView, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference: claims that agree among themselves."""

    claims: tuple[tuple[str, str], ...]  #: (words, report's label)


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """What two or more sides say of one matter."""

    kind: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class PointView:
    """One point of an account.

    ``marks`` has, for each report in order, its label, a word of ``STANCES`` and a sign; empty for
    stories of many reports.
    """

    id: str
    words: str  #: "" where a point before it in its entry has the same
    about: str  #: which of the words are meant, if not all
    status: str
    status_words: str
    standing: str
    n_reports: int
    developed: bool
    marks: tuple[tuple[str, str, str], ...]
    claims: tuple[ClaimView, ...]
    differences: tuple[DifferenceView, ...]
    reasons: tuple[str, ...]
    credibility: str  #: the Admiralty view: grade and its words
    grounds: str
    reliability: str
    decided: tuple[DecisionView, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """Points that are read together, under the first; ``course`` is how their number changed."""

    course: tuple[tuple[str, str], ...]  #: words, who printed them when
    points: tuple[PointView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """Entries that belong together; ``n_hidden`` of them are not shown until asked for."""

    key: str
    heading: str
    note: str
    entries: tuple[EntryView, ...]
    n_points: int
    n_hidden: int


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list: label, title, when and how that is known, its outlet's rating."""

    id: str
    label: str
    title: str
    printed: str
    published: str | None
    url: str | None
    n_points: int
    n_alone: int
    decided: tuple[DecisionView, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryView:
    """An account as the story page shows it."""

    id: str
    title: str
    days: str
    n_points: int
    counts: tuple[tuple[str, str, int], ...]  #: (status, in words, points)
    sections: tuple[SectionView, ...]
    reports: tuple[ReportLine, ...]
    decisions: tuple[DecisionView, ...]
    version: str


class Shown(NamedTuple):
    """An account arranged for reading, with names that carry people's ratings: "Harbour Post [B]"."""

    made: Outline
    decisions: dict[str, DecisionView]
    assessed: dict[str, Assessment]


def arrange(account: Account, rated: Ratings) -> Shown:
    """Arrange an account with people's ratings.

    A rating stands behind its source's name wherever that name is shown; it touches nothing else.
    """
    made = outline(account)
    if rated.letters:
        labels = {}
        for reading in account.readings:
            report = reading.report
            label = made.labels[report.id]
            grade = rated.of(report.outlet) if report.outlet else None
            labels[report.id] = f"{label} [{grade}]" if grade else label
        for claim in made.claims.values():
            if claim.origin is not None:
                for name in (claim.origin.name, *claim.origin.via):
                    grade = rated.of(name)
                    if grade and name not in labels:
                        labels[name] = f"{name} [{grade}]"
        made = replace(made, labels=labels)
    return Shown(made, {d.id: decision_view(d) for d in account.decisions}, admiralty(account, rated))


def story_view(account: Account, rated: Ratings, *, show_all: bool = False) -> StoryView:
    """The account page. Linear in the account."""
    shown = arrange(account, rated)
    made, story = shown.made, account.story
    tally: dict[tuple[str, str], int] = {}
    for point in account.points:
        said = (point.as_stated.status, status_words(point))
        tally[said] = tally.get(said, 0) + 1
    sections = []
    for section in made.sections:
        entries: list[EntryView] = []
        for entry in section.entries:
            if section.key == "single" and not show_all and len(entries) >= MOST_SINGLE:
                break
            entries.append(_entry(shown, entry))
        sections.append(
            SectionView(
                section.key,
                section.heading,
                section.note,
                tuple(entries),
                len(section.entries),
                len(section.entries) - len(entries),
            )
        )
    return StoryView(
        id=story.id,
        title=one_line(story.title),
        days=days(story.start, story.end),
        n_points=len(account.points),
        counts=tuple(
            (*said, tally[said]) for said in sorted(tally, key=lambda s: (GRAVITY.index(s[0]), s[1]))
        ),
        sections=tuple(sections),
        reports=report_lines(account, made),
        decisions=tuple(shown.decisions.values()),
        version=str(account.method.get("version", "")),
    )


def report_lines(account: Account, made: Outline) -> tuple[ReportLine, ...]:
    """The reports of an account, with how many points each has and has alone."""
    n_points: dict[str, int] = {}
    n_alone: dict[str, int] = {}
    for point in account.points:
        held = {c.report for c in point.claims}
        for report in held:
            n_points[report] = n_points.get(report, 0) + 1
        if len(held) == 1:
            only = next(iter(held))
            n_alone[only] = n_alone.get(only, 0) + 1
    return tuple(
        ReportLine(
            id=r.report.id,
            label=one_line(made.labels[r.report.id]),
            title=one_line(r.report.title or ""),
            printed=one_line(printed(r.report)),
            published=r.report.published,
            url=web_address(r.report.url),
            n_points=n_points.get(r.report.id, 0),
            n_alone=n_alone.get(r.report.id, 0),
        )
        for r in account.readings
    )


def web_address(url: str | None) -> str | None:
    """An address that may stand in a link: of the web, and nothing that a browser would run.

    Example:
        >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
        ('https://example.org/a', None)
    """
    return url if url and re.match(r"https?://[^\s\x00-\x1f]+\Z", url, re.IGNORECASE) else None


def wordings(made: Outline) -> dict[str, str]:
    """Point → its statement as lists show it."""
    return {point.id: stated(made, point) for point in made.account.points}


def _entry(shown: Shown, entry: Sequence[Point]) -> EntryView:
    made = shown.made
    told = tuple((one_line(words), one_line(listed(list(who), 3))) for words, who in course(made, entry))
    return EntryView(told, tuple(_point(shown, p, *wording(made, entry, p)) for p in entry))


def _alone(shown: Shown, point: Point) -> PointView:
    """A point shown by itself."""
    return _point(shown, point, *wording(shown.made, (point,), point))


def _point(shown: Shown, point: Point, words: str, about: str) -> PointView:
    made = shown.made
    labels = made.labels
    stood = stances(made, point) if len(made.account.readings) <= MOST_MARKS else {}
    seen, says = shown.assessed[point.id], point.says
    return PointView(
        id=point.id,
        words=one_line(words),
        about=short(about, 110),
        status=point.as_stated.status,
        status_words=status_words(point),
        standing=one_line(standing(point, labels)),
        n_reports=len({c.report for c in point.claims if c.id in says}),
        developed=point.developed,
        marks=tuple((one_line(labels[r]), STANCES[w], MARKS[w]) for r, w in stood.items()),
        claims=tuple(_claim(shown, c) for c in point.claims),
        differences=tuple(_difference(made, d) for d in point.differences),
        reasons=tuple(one_line(line) for line in backing(made, point)),
        credibility=f"{seen.credibility}, {CREDIBILITY[seen.credibility]}",
        grounds=one_line("; ".join(seen.reasons)),
        reliability=one_line(reliability_words(seen, 12)),
        decided=tuple(shown.decisions[d] for d in point.decided if d in shown.decisions),
    )


def _claim(shown: Shown, claim: Claim) -> ClaimView:
    labels = shown.made.labels
    notes = []
    if claim.time is not None:
        notes.append(in_words(claim.time.value))
    if claim.polarity == "denied":
        notes.append("denied")
    if claim.modality != "stated":
        notes.append(claim.modality)
    if claim.opinion:
        notes.append(OPINION)
    return ClaimView(
        id=claim.id,
        report=claim.report,
        label=one_line(labels[claim.report]),
        words=one_line(claim.text),
        who=one_line(attributed(claim, labels)),
        notes=tuple(notes),
        is_denied=claim.polarity == "denied",
        decided=tuple(shown.decisions[d] for d in claim.decided if d in shown.decisions),
    )


def _difference(made: Outline, difference: Difference) -> DifferenceView:
    return DifferenceView(
        difference.kind,
        tuple(
            Side(
                tuple(
                    (short(made.claims[c].text), one_line(made.labels[made.claims[c].report])) for c in group
                )
            )
            for group in difference.groups
        ),
    )


def point_view(account: Account, rated: Ratings, point: Point, claim: str) -> tuple[PointView, ClaimView]:
    """One point and one of its claims, as the page shows them."""
    view = _alone(arrange(account, rated), point)
    return view, next(c for c in view.claims if c.id == claim)


def speakers(account: Account) -> tuple[str, ...]:
    """Everybody whom the reports name as an origin or a relay, for a field to offer."""
    origins = (c.origin for p in account.points for c in p.claims)
    named = {n for o in origins if o is not None and not o.own_voice for n in (o.name, *o.via)}
    return tuple(sorted(one_line(n) for n in named))


@dataclass(frozen=True, slots=True)
class ChangedPoint:
    """A point before and after."""

    before: PointView
    after: PointView


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What a later account has that an earlier one had not, and the other way round."""

    reports_added: tuple[str, ...]
    reports_gone: tuple[str, ...]
    points_added: tuple[PointView, ...]
    points_gone: tuple[PointView, ...]
    points_changed: tuple[ChangedPoint, ...]


def changes_view(
    before: Account, after: Account, found: AccountChanges, rated: Ratings
) -> ChangesView | None:
    """The changes between two accounts in the names of both; None when there are none."""
    if not found:
        return None
    old, new = arrange(before, rated), arrange(after, rated)
    return ChangesView(
        reports_added=tuple(one_line(new.made.labels[r]) for r in found.reports_added),
        reports_gone=tuple(one_line(old.made.labels[r]) for r in found.reports_gone),
        points_added=tuple(_alone(new, p) for p in found.points_added),
        points_gone=tuple(_alone(old, p) for p in found.points_gone),
        points_changed=tuple(
            ChangedPoint(_alone(old, c.before), _alone(new, c.after)) for c in found.points_changed
        ),
    )


# One report --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report's whole text with its claims marked; ``points`` says which point each claim is of."""

    id: str
    label: str
    heading: str
    printed: str
    url: str | None
    language: str
    pieces: tuple[Piece, ...]
    points: Mapping[str, str]


def report_view(account: Account, rated: Ratings, report_id: str) -> ReportView | None:
    """A report of an account; None when the account has it not."""
    made = arrange(account, rated).made
    reading = next((r for r in account.readings if r.report.id == report_id), None)
    if reading is None:
        return None
    home = {c.id: p.id for p in account.points for c in p.claims if c.report == report_id}
    marks = [
        Mark(c.span.start, c.span.end, "claim", c.id) for c in made.claims.values() if c.report == report_id
    ]
    report = reading.report
    return ReportView(
        id=report.id,
        label=one_line(made.labels[report.id]),
        heading=heading_of(report),
        printed=one_line(printed(report)),
        url=web_address(report.url),
        language=language_of(report),
        pieces=cut(report.text, [*marks, *_noise(reading.noise)]),
        points=home,
    )


def heading_of(report: Report) -> str:
    """A report's title where its text does not hold it already."""
    return one_line(report.title or "") if report.title_start is None else ""


def language_of(report: Report) -> str:
    """A report's language as a page may name it."""
    return (
        report.language
        if report.language and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", report.language)
        else "en"
    )


def _noise(noise: Sequence[Noise]) -> list[Mark]:
    return [Mark(n.start, n.end, "noise", n.kind) for n in noise]


# Table, timeline, lineage --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a report stands to a point; ``claim`` is its first claim there, if it makes one."""

    stance: str
    words: str
    sign: str
    claim: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One point of the table."""

    point: str
    words: str
    status: str
    status_words: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """Report × point for the points that more than one report has."""

    heads: tuple[tuple[str, str], ...]  #: (report id, label)
    rows: tuple[Row, ...]
    n_rows: int
    offset: int
    n_reports: int
    legend: tuple[tuple[str, str, str], ...]


def table_view(account: Account, rated: Ratings, offset: int = 0) -> TableView:
    """A page of the report × point table: at most 60 points and 40 reports."""
    made = arrange(account, rated).made
    points = [p for p in account.points if len({c.report for c in p.claims}) > 1]
    reports = [r.report.id for r in account.readings][:TABLE_COLUMNS]
    words = wordings(made)
    rows = []
    for point in points[offset : offset + TABLE_ROWS]:
        stood = stances(made, point)
        first: dict[str, str] = {}
        for claim in point.claims:
            first.setdefault(claim.report, claim.id)
        rows.append(
            Row(
                point.id,
                short(words[point.id], 110),
                point.as_stated.status,
                status_words(point),
                tuple(Cell(w, STANCES[w], MARKS[w], first.get(r)) for r in reports for w in (stood[r],)),
            )
        )
    return TableView(
        heads=tuple((r, one_line(made.labels[r])) for r in reports),
        rows=tuple(rows),
        n_rows=len(points),
        offset=offset,
        n_reports=len(account.readings),
        legend=tuple((w, MARKS[w], STANCES[w]) for w in STANCES),
    )


@dataclass(frozen=True, slots=True)
class MomentView:
    """A time and what happened then: (point id, words, status)."""

    value: str
    words: str
    points: tuple[tuple[str, str, str], ...]
    n_more: int


def timeline_view(account: Account, most: int = 12) -> tuple[MomentView, ...]:
    """The timeline; of a crowded time the first ``most`` points, which are the weightiest."""
    points = {p.id: p for p in account.points}
    made = outline(account)
    rows = []
    for moment in account.timeline:
        told = ((points[i], told_then(made, points[i], moment.value)) for i in moment.points)
        held = tuple((point.id, words, point.as_stated.status) for point, words in told if words)
        if held:
            n_more = max(0, len(held) - most)
            rows.append(MomentView(moment.value, in_words(moment.value), held[:most], n_more))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class LinkView:
    """One link of the lineage with the words that show it: (report id, label, words)."""

    number: int
    source: str
    verb: str
    target: str
    reason: str
    confidence: float
    evidence: tuple[tuple[str, str, str], ...]
    pair: tuple[str, str] | None  #: both reports, when both are of the story


@dataclass(frozen=True, slots=True)
class NamedOrigin:
    """Somebody whom reports name as the origin of claims: (claim id, report's label, words)."""

    name: str
    claims: tuple[tuple[str, str, str], ...]


def lineage_view(account: Account, rated: Ratings) -> tuple[tuple[LinkView, ...], tuple[NamedOrigin, ...]]:
    """Links between reports, and the origins that reports name, most claims first."""
    made = arrange(account, rated).made
    labels = made.labels
    texts = {r.report.id: r.report.text for r in account.readings}
    links = tuple(
        LinkView(
            number,
            one_line(labels[link.source]),
            VERBS[link.kind],
            one_line(labels.get(link.target, link.target)),
            one_line(
                "; ".join(w for w in (link.sharing, "inferred" if link.inferred else "", link.reason) if w)
            ),
            link.confidence,
            tuple(
                (e.report, one_line(labels[e.report]), short(e.span.of(texts[e.report]), 320))
                for e in link.evidence
            ),
            (link.source, link.target) if link.target in texts else None,
        )
        for number, link in enumerate(account.lineage.links, 1)
    )
    named: dict[str, list[Claim]] = {}
    for claim in made.claims.values():
        if claim.origin is not None and not claim.origin.own_voice:
            named.setdefault(claim.origin.name, []).append(claim)
    return links, tuple(
        NamedOrigin(
            one_line(labels.get(name, name)),
            tuple((c.id, one_line(labels[c.report]), short(c.text, 140)) for c in named[name]),
        )
        for name in sorted(named, key=lambda n: (-len(named[n]), n))
    )


@dataclass(frozen=True, slots=True)
class PairView:
    """Two reports side by side; pieces carry the keys of the passages they share."""

    left: ReportLine
    right: ReportLine
    left_pieces: tuple[Piece, ...]
    right_pieces: tuple[Piece, ...]
    left_language: str
    right_language: str
    left_heading: str
    right_heading: str
    n_passages: int
    shares: tuple[int, int]  #: percent of each text that stands in the other, left and right
    links: tuple[LinkView, ...]


def pair_view(account: Account, rated: Ratings, left: str, right: str) -> PairView | None:
    """Two reports of an account with their shared passages; None when one is not of it."""
    readings = {r.report.id: r for r in account.readings}
    if left not in readings or right not in readings:
        return None
    made = arrange(account, rated).made
    lines = {line.id: line for line in report_lines(account, made)}
    left_marks: list[Mark] = []
    right_marks: list[Mark] = []
    n_passages = 0
    for passage in account.lineage.passages:
        here = (passage.left, passage.right)
        if here not in ((left, right), (right, left)):
            continue
        n_passages += 1
        a, b = passage.left_span, passage.right_span
        if here == (right, left):
            a, b = b, a
        key = f"g{n_passages}"
        left_marks.append(Mark(a.start, a.end, "passage", key))
        right_marks.append(Mark(b.start, b.end, "passage", key))
    links, _ = lineage_view(account, rated)
    return PairView(
        left=lines[left],
        right=lines[right],
        left_pieces=cut(readings[left].report.text, [*left_marks, *_noise(readings[left].noise)]),
        right_pieces=cut(readings[right].report.text, [*right_marks, *_noise(readings[right].noise)]),
        left_language=language_of(readings[left].report),
        right_language=language_of(readings[right].report),
        left_heading=heading_of(readings[left].report),
        right_heading=heading_of(readings[right].report),
        n_passages=n_passages,
        shares=(_share(readings[left], left_marks), _share(readings[right], right_marks)),
        links=tuple(k for k in links if k.pair and set(k.pair) == {left, right}),
    )


def likely_pair(account: Account) -> tuple[str | None, str | None]:
    """The two reports that are best looked at side by side: those that share most words."""
    shared: dict[tuple[str, str], int] = {}
    for passage in account.lineage.passages:
        key = (passage.left, passage.right)
        shared[key] = shared.get(key, 0) + len(passage.left_span)
    if shared:
        return min(shared, key=lambda k: (-shared[k], k))
    first = [r.report.id for r in account.readings[:2]]
    return (first[0], first[1]) if len(first) == 2 else (None, None)


def _share(reading: Reading, marks: Sequence[Mark]) -> int:
    text = reading.report.text
    covered = 0
    at = 0
    for mark in sorted(marks):
        covered += max(0, mark.end - max(at, mark.start))
        at = max(at, mark.end)
    return round(100 * covered / len(text)) if text else 0


def lit(text: str, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """An excerpt with the words that were looked for marked."""
    return cut(text, [Mark(s.start, s.end, "passage", "hit") for s in spans])
