"""What every brief says, before it is decided how it looks: sections, labels and phrases.

Public: :func:`outline`, :class:`Outline`, :class:`Section`, :class:`Beside`, :func:`fresh`, :func:`roles`, :func:`rank`,
:func:`standing`, :func:`backing`, :func:`sayers`, :func:`others`, :func:`stances`, :func:`stated`, :func:`moments`, :func:`told_then`,
:func:`part`, :func:`wording`, :func:`side_words`, :func:`course`, :func:`leans`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from firsthand.briefs.days import in_words
from firsthand.briefs.matter import Matters
from firsthand.model import Account, Claim, Point, Report, Span, cover, timex
from firsthand.model.names import fold
from firsthand.model.outlets import outlet_name

BASIS = {
    "given": "as given",
    "metadata": "from the page",
    "dateline": "from its dateline",
    "caption": "from a caption",
    "inferred": "inferred from the other reports",
    "unknown": "not known",
}
STATUS = {
    "disputed": "disputed",
    "differs": "reports differ",
    "corroborated": "independently reported",
    "relayed": "one origin",
    "single": "one report",
}
#: A point of two origins that may share one: what no text rules out is not told as shown.
PERHAPS = "perhaps independently reported"
STANCES = {
    "says": "says so",
    "differs": "says otherwise",
    "denies": "denies it",
    "both": "tells both sides",
    "part": "tells part of it, or something near it",
    "nearby": "tells of it in other words",
    "silent": "does not speak of it",
    "earlier": "was printed before it was known",
}
MARKS = {
    "says": "●",
    "differs": "◐",
    "denies": "✕",
    "both": "◇",
    "part": "◔",
    "nearby": "○",
    "silent": "·",
    "earlier": "‹",
}
#: How what somebody feels or holds is marked.
OPINION = "an opinion"
#: The gravest first: of points that are told together the gravest leads.
GRAVITY = ("disputed", "differs", "corroborated", "relayed", "partly", "single")
#: A statement longer than so many times its point's own words says more than the point: they are shown.
MUCH_MORE = 1.6
#: Letters of a sentence that are shown with a claim in it.
ROOM = 120
#: Letters that are shown of a time of the timeline.
GLANCE = 160
#: Words from which a claim says what happened; beside its time, words that are not short; and words with which it opens
#: where it does not say by itself of what.
TELLING, TELLING_THEN = 4, 3
BACK = frozenset("which who whom whose that where when it he she they this these those".split())
#: Share of the words of LEAST_LETTERS of a point from which what is read before it tells them; how many of its words are
#: looked for, the rarest; and words that turn a statement over.
MOSTLY, LEAST_LETTERS, RAREST = 0.8, 4, 3
TURNING = frozenset("no not never none nobody nothing neither nor without deny denied denies".split())
#: Letters that tell a word.
STEM = 5
#: Words and numbers of a statement, and their share of it, that one sentence of a report has, from which it cannot
#: be said that the matter was not known when the report was printed; and from which it is told there.
LEAST_WORDS = 2
LEAST_SHARE, MOST_SHARE = 0.25, 0.6


@dataclass(frozen=True, slots=True)
class Section:
    """Points that belong together. ``key`` is stable, for anchors; ``note`` explains in one line.

    An entry is a strand: points about one thing, read under the first of them.
    """

    key: str
    heading: str
    note: str
    entries: tuple[tuple[Point, ...], ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """All its points, in the order of reading."""
        return tuple(point for entry in self.entries for point in entry)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a report says that tells part of a statement."""

    claim: Claim
    words: str  #: of the claim, or of its sentence where the claim alone does not show it


@dataclass(frozen=True, slots=True)
class Outline:
    """One account in the order in which it is read."""

    account: Account
    sections: tuple[Section, ...]
    repeats: frozenset[str]  #: ids of the points that tell no more than what is read before them
    labels: dict[str, str]  #: report id → short name, unique in the account
    claims: dict[str, Claim]  #: claim id → claim
    texts: Mapping[str, str] = field(repr=False)  #: report id → text
    sentences: Mapping[str, tuple[Span, ...]] = field(repr=False)  #: report id → its sentences
    weighty: Mapping[str, tuple[frozenset[str], ...]] = field(repr=False)
    """Report id → the words that carry a matter: of all its text, then of each sentence."""
    matters: Matters = field(repr=False)


def outline(account: Account) -> Outline:
    """Arrange an account's points into sections; every point is in exactly one, with its strand."""
    reports = [reading.report for reading in account.readings]
    n = len(reports)
    held: dict[str, list[Point]] = {}
    for point in account.points:
        held.setdefault(point.strand or point.id, []).append(point)
    left = [
        tuple(sorted(points, key=lambda p: (GRAVITY.index(rank(p)), -_n_at_odds(p))))
        for points in held.values()
    ]

    def take(key: str, heading: str, note: str, test) -> Section:  # type: ignore[no-untyped-def]
        chosen = tuple(entry for entry in left if test(entry[0]))
        for entry in chosen:
            left.remove(entry)
        return Section(key, heading, note, chosen)

    def quiet(p: Point) -> bool:
        return rank(p) in ("corroborated", "relayed")

    who = take(
        "who",
        "Who is who",
        "Names with offices, as more than one report gives them.",
        lambda p: p.kind == "name" and not p.differences,
    )
    sections = (
        take("disputed", "Disputed", "One says so, another denies it.", lambda p: rank(p) == "disputed"),
        take(
            "differs",
            "Where the reports differ",
            "What cannot all be true, or has changed.",
            lambda p: rank(p) == "differs",
        ),
        take(
            "all",
            "What every report has",
            "Told in all of them; see from how many origins.",
            lambda p: n > 2 and quiet(p) and len({c.report for c in p.as_stated.claims}) == n,
        ),
        take(
            "corroborated",
            "Independently reported",
            "Two or more origins that do not lean on each other, as far as the texts show.",
            lambda p: rank(p) == "corroborated" and p.as_stated.origins.least > 1,
        ),
        take(
            "open",
            "Perhaps independently reported",
            "Told by more than one who may share a source that none of them names.",
            lambda p: rank(p) == "corroborated",
        ),
        take(
            "relayed",
            "Many reports, one origin",
            "However often it is printed, one source stands behind it.",
            quiet,
        ),
        take(
            "partly",
            "Told in part by others",
            "One report says just this; others tell part of it, or something near it: the words beside it, if any.",
            lambda p: rank(p) == "partly",
        ),
        take("single", "Only one report says", "Nobody else has it; silence is not denial.", lambda p: True),
        who,
    )
    matters = Matters(account.readings)
    return Outline(
        account=account,
        sections=tuple(s for s in sections if s.entries),
        repeats=_repeats(matters, [entry for section in sections for entry in section.entries]),
        labels=labels(reports),
        claims={c.id: c for p in account.points for c in p.claims},
        texts={report.id: report.text for report in reports},
        sentences={r.report.id: r.sentences for r in account.readings},
        weighty={
            r.report.id: tuple(
                _weighty(words) for words in (r.report.text, *(s.of(r.report.text) for s in r.sentences))
            )
            for r in account.readings
        },
        matters=matters,
    )


def _repeats(matters: Matters, entries: Sequence[tuple[Point, ...]]) -> frozenset[str]:
    """The points whose words stand in what is read before them, said by all who say theirs.

    All the words in their order; or all the numbers, and nearly all the words, in any. A point on which reports differ
    where one of its entry shows that difference, with all its reports. Nearly linear: words are looked for by the rarest
    of them.
    """
    told: list[tuple[str, frozenset[str]]] = []
    having: dict[str, list[int]] = {}
    found: set[str] = set()

    def tell(words: str, reports: frozenset[str]) -> None:
        folded = f" {fold(words)} "
        for word in dict.fromkeys(folded.split()):
            having.setdefault(word, []).append(len(told))
        told.append((folded, reports))

    for point, before in ((p, entry[:n]) for entry in entries for n, p in enumerate(entry)):
        if point.differences and any(_shows(p, point) for p in before):
            found.add(point.id)
            continue
        meant = f" {fold(_meant(matters, point) or point.statement)} "
        reports = frozenset(c.report for c in point.claims if c.id in point.says)
        rarest = sorted((having.get(word, []) for word in dict.fromkeys(meant.split())), key=len)[:RAREST]
        places = sorted({n for numbers in rarest for n in numbers})
        if not point.differences and any(
            reports <= told[n][1] and (meant in told[n][0] or _are_there(meant, told[n][0])) for n in places
        ):
            found.add(point.id)
            continue
        against = [side for side in _sides(point) if all(c.id != point.statement_claim for c in side)]
        tell(point.statement, reports - {c.report for side in against for c in side})
        for claim in (c for side in _sides(point) for c in side):
            tell(claim.text, frozenset({claim.report}))
    return frozenset(found)


def _sides(point: Point) -> list[list[Claim]]:
    return [[c for c in point.claims if c.id in group] for d in point.differences for group in d.groups]


def _n_at_odds(point: Point) -> int:
    """How many reports differ in a point."""
    return len({claim.report for side in _sides(point) for claim in side})


def _shows(a: Point, b: Point) -> bool:
    """Whether the differences of one point are shown by those of another: each side by words of a side of its own."""
    theirs = _sides(a)
    met = [
        {
            n
            for n, side in enumerate(theirs)
            if all(any(c.report == d.report and c.span.overlaps(d.span) for d in side) for c in mine)
        }
        for mine in _sides(b)
    ]
    return len(theirs) > 1 and all(met) and len(set().union(*met)) >= len(met)


def _are_there(words: str, text: str) -> bool:
    """Whether a folded text has all the numbers of other words, and nearly all the longer ones of these."""
    asked, there = set(words.split()), set(text.split())
    long = {word for word in asked if len(word) >= LEAST_LETTERS}
    return (
        len(long) >= TELLING
        and len(long & there) >= MOSTLY * len(long)
        and all(word in there for word in asked if word.isdigit() or word in TURNING)
    )


def fresh(made: Outline, section: Section) -> tuple[tuple[Point, ...], ...]:
    """The entries of a section as they are read: without the points that tell no more than what is read before them."""
    left = (tuple(p for p in entry if p.id not in made.repeats) for entry in section.entries)
    return tuple(entry for entry in left if entry)


def roles(made: Outline, section: Section) -> tuple[tuple[str, str], ...]:
    """Who somebody is, for each point of a section of names, and in which reports: ("Mayor Ann Poe", "A and B").

    Also in those that have all its words in one sentence.
    """
    return tuple(
        (
            " ".join(point.statement.split()),
            listed(
                [
                    made.labels[report]
                    for report in made.texts
                    if any(c.report == report for c in point.claims)
                    or made.matters.has_words(report, point.statement)
                ],
                8,
            ),
        )
        for point in section.points
    )


def rank(point: Point) -> str:
    """How a point's statement stands, a word of ``GRAVITY``: ``partly`` where one report says all of it, and others of
    the point do not.
    """
    status = point.as_stated.status
    return "partly" if status == "single" != point.status else status


def status_words(point: Point) -> str:
    """How a point's statement stands, in words: "independently reported" only where two origins must be distinct."""
    point = point.as_stated
    return PERHAPS if point.status == "corroborated" and point.origins.least < 2 else STATUS[point.status]


def stated(made: Outline, point: Point) -> str:
    """A point's statement as it is printed: cuts marked with …, antecedents in square brackets.

    What stands in brackets is words of the same report. "… it [Harbour Trust] had shut the bridge".
    """
    report = made.claims[point.statement_claim].report
    text, span = made.texts[report], point.statement_span
    out, at = [], span.start
    for antecedent in point.antecedents:
        out.append(text[at : antecedent.pronoun.end] + f" [{antecedent.words.of(text)}]")
        at = antecedent.pronoun.end
    out.append(text[at : span.end])
    before, after = _cut(text, span, made.sentences[report])
    return " ".join(("… " * before + "".join(out) + " …" * after).split())


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table of reports and points."""

    point: Point
    statement: str
    about: str  #: the point's own words where they alone are meant, or an earlier row has the statement
    stances: tuple[str, ...]  #: of each report, in order


def table_rows(made: Outline) -> tuple[Row, ...]:
    """The table of reports and points.

    Points that more than one report has, or part of it; of a strand those that the reports stand to otherwise than to the
    points before them. Who is who is read by itself.
    """
    rows: list[Row] = []
    told: set[str] = set()
    for section in made.sections:
        for entry in fresh(made, section) if section.key != "who" else ():
            seen: set[tuple[str, ...]] = set()
            for point in entry:
                stood = tuple(stances(made, point).values())
                told_of = [word for word in stood if word not in ("silent", "nearby", "earlier")]
                if (len(told_of) > 1 or "both" in told_of) and stood not in seen:
                    words = stated(made, point)
                    is_part = words in told or (point.support is not None and point.support.is_of_part)
                    rows.append(Row(point, words, part(point) if is_part else "", stood))
                    seen.add(stood)
                    told.add(words)
    return tuple(rows)


def _cut(text: str, span: Span, sentences: Sequence[Span]) -> tuple[bool, bool]:
    """Whether words of its sentences stand before a span, and after it."""
    touched = [s for s in sentences if s.overlaps(span)]
    if not touched:
        return False, False
    before = text[min(s.start for s in touched) : span.start]
    after = text[span.end : max(s.end for s in touched)]
    return any(c.isalnum() for c in before), any(c.isalnum() for c in after)


def part(point: Point) -> str:
    """What a point is about when its statement says more: the words of its own claim.

    Of a claim that is denied or only possible the statement: its own words may lack the "not" or the "might".
    """
    claim = next(c for c in point.claims if c.id == point.statement_claim)
    return claim.text if claim.polarity == "affirmed" and claim.modality != "possible" else point.statement


def wording(made: Outline, entry: Sequence[Point], point: Point) -> tuple[str, str]:
    """How a point is shown in its entry: its statement, and the words in it that are meant.

    The statement is "" where an earlier point of the entry has it, and no more than the words of the point's own clause
    where it has all of an earlier one. The words are "" where all of the statement is meant. They are a pointer into the
    statement and may not stand alone: "on “the ferry will sail”" of "the ferry will sail if the harbour opens".
    """
    before = entry[: next(n for n, p in enumerate(entry) if p.id == point.id)]
    about = " ".join(part(point).split())
    if any(_shares(p, point) for p in before):
        return "", about
    if _is_clause(made.matters, point) and any(_shares(point, p) and not _shares(p, about) for p in before):
        return ("… " if not stated(made, point).startswith(about) else "") + about, ""
    return stated(made, point), " ".join(_meant(made.matters, point).split())


def _is_clause(matters: Matters, point: Point) -> bool:
    """Whether the words of the claim that states a point say by themselves what happened."""
    claim = next(c for c in point.claims if c.id == point.statement_claim)
    return claim.text == part(point) and not point.differences and _is_telling(matters, claim)


def leans(told: Point | Claim) -> bool:
    """Whether a statement, or a claim, opens with a word that stands for something before it, which is not shown."""
    words, is_shown = (told.statement, told.antecedents) if isinstance(told, Point) else (told.text, ())
    return not is_shown and words.split()[0].lower() in BACK


def _is_telling(matters: Matters, claim: Claim) -> bool:
    """Whether a claim's words say what happened: they are more than a few, with a verb that has a tense."""
    return (
        claim.value is None
        and sum(word.strip(",;:").isalpha() for word in claim.text.split()) >= TELLING
        and matters.has_verb(claim.report, claim.span)
    )


def _meant(matters: Matters, point: Point) -> str:
    """The words that are meant of a statement that says much more.

    "" where it does not, and where whoever is named beside it says all of it: of what one report says that is as good
    as always; then its number or its clause is meant, and no time or place by itself.
    """
    about = part(point)
    if point.differences or len(point.statement) <= MUCH_MORE * len(about):
        return ""
    if len({c.report for c in point.claims}) > 1:
        return about if point.support is not None and point.support.is_of_part else ""
    claim = next(c for c in point.claims if c.id == point.statement_claim)
    return about if claim.value is not None or (_is_telling(matters, claim) and not leans(claim)) else ""


def _shares(a: Point, b: Point | str) -> bool:
    """Whether the words of ``b`` stand in those of ``a``, whichever reports print them."""
    words = b if isinstance(b, str) else b.statement
    return f" {fold(words)} " in f" {fold(a.statement)} "


def course(made: Outline, entry: Sequence[Point]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """How one number was told over time: words that give it and who printed them, the earliest first.

    Empty unless a number of the entry has developed, or three or more differ, and reports of different times
    give them.
    """
    lead = next(
        (p for p in entry if p.status == "differs" and any(d.kind == "value" for d in p.differences)), None
    )
    if lead is None:
        return ()
    units = Counter(c.value.unit for c in lead.claims if c.value is not None and c.value.value is not None)
    if not units:
        return ()
    unit = units.most_common(1)[0][0]
    times = {r.report.id: r.report.published or "" for r in made.account.readings}
    rows: dict[float, list[Claim]] = {}
    given: dict[str, float] = {}  #: of each report the number that it gives: another of its own is no step
    # Only numbers that differ: "171 people were saved" is no step of "37 people are missing", nor is "171 of the 214".
    for point in entry:
        at_odds = {c for d in point.differences if d.kind == "value" for group in d.groups for c in group}
        for claim in (c for c in point.claims if c.id in at_odds):
            value = claim.value
            is_same = value is not None and (value.unit == unit or (point is lead and value.unit == "-"))
            if is_same and value.value is not None and times[claim.report]:  # type: ignore[union-attr]
                number = float(value.value)  # type: ignore[union-attr]
                if given.setdefault(claim.report, number) == number:
                    rows.setdefault(number, []).append(claim)
    for claims in rows.values():
        claims.sort(key=lambda c: (times[c.report], c.report, c.span.start))
    ordered = sorted(rows.values(), key=lambda claims: (times[claims[0].report], claims[0].value.value))  # type: ignore[union-attr]
    if (
        len(ordered) < (2 if lead.developed else 3)
        or len({times[claims[0].report][:16] for claims in ordered}) < 2
        # Who prints last may tell how it began: "at first 12,000", two days after the 14,000.
        or (lead.developed and any(lead.statement_claim == c.id for claims in ordered[:-1] for c in claims))
    ):
        return ()
    return tuple((" ".join(claims[0].text.split()), _printers(made, claims, times)) for claims in ordered)


def _printers(made: Outline, claims: Sequence[Claim], times: Mapping[str, str]) -> tuple[str, ...]:
    """Who printed the claims, those of one day together: "Post and Courier on 30 January 2032"."""
    days: dict[str, list[str]] = {}
    for claim in claims:
        printers = days.setdefault(in_words(times[claim.report][:10]), [])
        if made.labels[claim.report] not in printers:
            printers.append(made.labels[claim.report])
    return tuple(f"{listed(printers, 4)} on {day}" for day, printers in days.items())


def labels(reports: list[Report]) -> dict[str, str]:
    """A short name for each report, unique: its outlet, else its file or id."""
    names = {r.id: outlet_name(r.outlet) if r.outlet else _short_id(r) for r in reports}
    counts = Counter(names.values())
    numbers: Counter[str] = Counter()
    out = {}
    for report in reports:
        name = names[report.id]
        if counts[name] > 1:
            numbers[name] += 1
            name = f"{name} ({numbers[name]})"
        out[report.id] = name
    return out


def _short_id(report: Report) -> str:
    stem = re.sub(r"\.(?:txt|html?|jsonl?)$", "", report.id)
    head = re.split(r"[_\s]", stem)[0]
    stem = head if 2 < len(head) < len(stem) and re.search(r"[0-9a-f]{12,}", stem) else stem
    return f"report {stem[:24]}"


def sayers(made: Outline, point: Point) -> list[str]:
    """The short names of the reports that say all that a point's statement says."""
    says = point.says
    return list(dict.fromkeys(made.labels[c.report] for c in point.claims if c.id in says))


def others(made: Outline, point: Point) -> tuple[Beside, ...]:
    """Of each report of a point that neither says all that its statement says nor is at odds, where it tells most of it.

    Of equals the longest claim; none of a report that tells no part of it.
    """
    theirs: dict[str, tuple[float, int, Beside]] = {}
    told = {c.report for c in point.as_stated.claims}
    for claim in point.claims:
        if claim.report in told or (passage := made.matters.passage(point, claim)) is None:
            continue
        rank_ = (round(passage[0], 6), len(claim.text))
        if rank_ > theirs.get(claim.report, (0.0, 0))[:2]:
            theirs[claim.report] = (*rank_, Beside(claim, _in_sentence(made, claim, passage[1])))
    return tuple(beside for _, _, beside in theirs.values())


def _in_sentence(made: Outline, claim: Claim, span: Span) -> str:
    """The words at a span; of a sentence, with a mark where words before them are left out."""
    words = " ".join(span.of(made.texts[claim.report]).split())
    return f"… {words}" if span != claim.span and span.start > claim.sentence.start else words


def side_words(made: Outline, claim: Claim) -> str:
    """What a claim says on its side of a difference; of a few words that give no figure, the sentence around them too.

    "… met on Thursday" against "on Friday they met": a day or "the second time" alone cannot be judged.
    """
    text = claim.text
    if any(c.isdigit() for c in text) or sum(word.strip(",;:").isalpha() for word in text.split()) >= TELLING:
        return text
    whole, sentence = made.texts[claim.report], claim.sentence
    start = sentence.start
    if claim.span.end - start > ROOM:
        start = whole.find(" ", claim.span.start - ROOM // 2, claim.span.start) + 1 or claim.span.start
    return "… " * (start > sentence.start) + whole[start : sentence.end]


def standing(point: Point, labels_: Mapping[str, str]) -> str:
    """Who stands behind a point's statement, in words; never that it is true.

    "independently reported by A and B (2 to 3 origins)", "one origin: A, through B and C"; where all its claims
    are opinions, "one origin: A (an opinion)".
    """
    point = point.as_stated
    return _behind(point, labels_) + (f" ({OPINION})" if all(c.opinion for c in point.claims) else "")


def _behind(point: Point, labels_: Mapping[str, str]) -> str:
    origins = point.origins
    names = [labels_.get(name, name) for name in origins.names]
    if point.status == "single":
        claim = next(c for c in point.claims if c.id == point.statement_claim)
        if claim.origin is None or claim.origin.own_voice:
            return f"{labels_[claim.report]}, in its own voice"
        through = (
            f", through {listed([labels_.get(v, v) for v in claim.origin.via])}" if claim.origin.via else ""
        )
        return f"{labels_.get(claim.origin.name, claim.origin.name)}{through}, in {labels_[claim.report]}"
    how_many = str(origins.most) if origins.least == origins.most else f"{origins.least} to {origins.most}"
    noun = "origin" if origins.most == 1 else "origins"
    who = listed(names, 5)
    if point.status == "corroborated":
        if origins.least > 1:
            return f"independently reported by {who} ({how_many} {noun})"
        return f"reported by {who} ({how_many} {noun}: they may share one)"
    if point.status == "relayed":
        via = list(dict.fromkeys(v for c in point.claims if c.origin for v in c.origin.via if v not in names))
        return f"one origin: {who}" + (
            f", through {listed([labels_.get(v, v) for v in via], 4)}" if via else ""
        )
    if point.developed:
        return f"has developed; from {who} ({how_many} {noun})"
    return f"from {who} ({how_many} {noun})"


def backing(made: Outline, point: Point) -> tuple[str, ...]:
    """Why the origins of a point's statement count as they do: each origin with the reports that have it, then each
    merge.

    The lines that a count unfolds to, in every form.
    """
    point = point.as_stated
    held: dict[tuple[str, bool], dict[str, list[str]]] = {}
    for claim in point.claims:
        if claim.origin is None:
            continue
        reports = held.setdefault((claim.origin.name, claim.origin.own_voice), {})
        via = reports.setdefault(made.labels[claim.report], [])
        via += [made.labels.get(v, v) for v in claim.origin.via if made.labels.get(v, v) not in via]
    lines = []
    for (name, own_voice), reports in held.items():
        where = [f"{label} (through {listed(via)})" if via else label for label, via in reports.items()]
        shown = made.labels.get(name, name)
        if own_voice:
            lines.append(f"in its own voice: {listed(where, 8)}")
        else:
            lines.append(f"{shown}: in {listed(where, 8)}")
    return (*lines, *(named(reason, made.labels) for reason in point.origins.reasons))


def named(words: str, labels_: Mapping[str, str]) -> str:
    """A reason with the short names of reports in place of their ids."""
    for identifier in sorted(labels_, key=len, reverse=True):
        words = re.sub(rf"(?<!\w){re.escape(identifier)}(?!\w)", lambda _: labels_[identifier], words)  # noqa: B023
    return words


def moments(made: Outline, most: int) -> tuple[tuple[str, tuple[tuple[Point, str], ...]], ...]:
    """The timeline as it is read: each time with the points that are told of it most of all, in words that tell both.

    A point whose claims state other times in the main stands there and not here, one that has an hour of a day stands
    at the hour; what only one report has is left out where more have something.
    """
    points = {point.id: point for point in made.account.points}
    times: dict[str, list[str]] = {}
    for moment in made.account.timeline:
        for identifier in moment.points:
            times.setdefault(identifier, []).append(moment.value)
    rows = []
    for moment in made.account.timeline:
        if len(moment.value) < 4:
            continue
        held = [
            p
            for p in (points[i] for i in moment.points)
            if _share(p, moment.value) >= 0.5
            and not any(_is_closer(moment.value, other) for other in times[p.id])
        ]
        held = [p for p in held if p.status != "single"] or held
        seen: dict[str, tuple[Point, str]] = {}
        for point in held:
            if (point.strand or point.id) not in seen and (words := told_then(made, point, moment.value)):
                seen[point.strand or point.id] = point, words
        rows.append((moment.value, _apart(seen.values())[:most]))
    return tuple(row for row in rows if row[1])


def _is_closer(value: str, other: str) -> bool:
    """Whether another time is an hour of this day, or within this part of it."""
    return value != other and timex.granularity(value) in ("day", "part") and timex.contains(value, other)


def _apart(rows: Iterable[tuple[Point, str]]) -> tuple[tuple[Point, str], ...]:
    """The rows but for those whose words are among another's before them."""
    kept: list[tuple[Point, str]] = []
    for point, words in rows:
        if not any(f" {fold(words)} " in f" {fold(other)} " for _, other in kept):
            kept.append((point, words))
    return tuple(kept)


def told_then(made: Outline, point: Point, value: str) -> str:
    """What a point says of a time of the timeline: words of a claim of that very time, with the time in them.

    Those of the statement's claim, or of one that begins its sentence, if they tell enough. What tells too little by
    itself is shown with what stands before it in its sentence, and is "" where that too is little; a claim whose own
    words may lack a "not" or a "might" with the whole sentence.
    """
    rows: list[tuple[bool, bool, bool, int, Claim, Span]] = []
    is_told = False
    for claim in point.claims:
        when = claim.time
        if when is None or when.value != value or when.told is None or when.words is None:
            continue
        is_told = True
        words, text = when.told, made.texts[claim.report]
        if claim.polarity == "denied" or claim.modality == "possible":
            words = cover((words, claim.sentence))
        if text.startswith(" that ", words.end):  # "said on Friday that …": what was said
            words = Span(words.start, max(words.end, len(text[: claim.sentence.end].rstrip('.”" '))))
        is_little = not _tells(text, words, when.words)
        if is_little:
            words = Span(min(words.start, claim.sentence.start), words.end)
        if _tells(text, words, when.words):
            is_cut = _cut(text, words, made.sentences[claim.report])[0]
            rows.append((is_little, claim.id != point.statement_claim, is_cut, len(rows), claim, words))
    if not rows:
        # An account that was kept before its times had words is told in its statements.
        return "" if is_told else stated(made, point)
    *_, claim, words = min(rows)
    return _at_a_glance(made, claim, words)


def _tells(text: str, words: Span, time: Span) -> bool:
    """Whether words say what happened, beside the time of it."""
    beside = text[words.start : time.start] + " " + text[time.end : words.end]
    return sum(len(word) >= LEAST_LETTERS for word in fold(beside).split()) >= TELLING_THEN


def _at_a_glance(made: Outline, claim: Claim, words: Span) -> str:
    """Words that tell a claim with its time; of many those that open them and those at the time."""
    text = made.texts[claim.report]
    time = claim.time.words if claim.time is not None and claim.time.words is not None else words
    shown = [words]
    if time.end - words.start > GLANCE:
        opening = Span(words.start, text.rfind(" ", words.start, words.start + GLANCE // 2))
        closing = Span(min(text.find(" ", time.end - GLANCE // 2) + 1, time.start), time.end)
        # Cut in the middle: what happened is told by who opens the words as much as by what stands at the time.
        shown = (
            [opening, closing] if words.start < opening.end < closing.start else [Span(words.start, time.end)]
        )
    elif len(words) > GLANCE:
        shown = [Span(words.start, max(text.rfind(" ", words.start, words.start + GLANCE + 1), time.end))]
    before, after = _cut(text, cover(shown), made.sentences[claim.report])
    said = " […] ".join(part.of(text) for part in shown)
    return " ".join(("… " * before + said + " …" * after).split())


def _share(point: Point, value: str) -> float:
    """The share of a point's dated claims that state this time or one that goes with it."""
    dated = [c.time.value for c in point.claims if c.time is not None]
    return sum(timex.compatible(value, other) for other in dated) / max(1, len(dated))


def stances(made: Outline, point: Point) -> dict[str, str]:
    """How each report of an account, in order, stands to a point's statement: a key of ``STANCES``.

    Part of it tells whoever has words that are shown beside it (:func:`others`).
    A report that was printed before the matter happened is not silent about it, unless another told it in advance;
    nor is one that was printed before any other told it: of a matter that has a time on its day, of one that has none
    on a day before. One that has claims of the point that tell nothing of its words, or words of the statement in a
    sentence of its own, tells of the matter in other words.
    """
    account = made.account
    reports = [reading.report for reading in account.readings]
    in_part = {beside.claim.report for beside in others(made, point)}
    held: dict[str, list[Claim]] = {}
    for claim in point.claims:
        held.setdefault(claim.report, []).append(claim)
    told = [r.published for r in reports if r.id in held and r.published]
    complete = all(r.published for r in reports if r.id in held)
    times = [timex.period(c.time.value) for c in point.claims if c.time is not None]
    happened = [p for p in times if p is not None and p.end is not None]
    begun = min(p.start for p in happened).isoformat() if happened else None
    over = max(p.end for p in happened if p.end).isoformat() if happened else None
    out = {}
    matter = _weighty(point.statement) if len(held) > 1 else frozenset()
    for reading in account.readings:
        report = reading.report
        word = _stance(point, held.get(report.id, ()))
        if word == "part" and report.id not in in_part:
            word = "nearby"  # it tells of the matter, if nothing that can be shown beside these words
        if word == "silent":
            # What was told in advance could be known; so could what was over before the day of printing.
            is_early = (
                begun is not None
                and report.published is not None
                and _earlier(report.published, begun)
                and not any(_earlier(other, begun) for other in told)
            )
            is_first = (
                report.published is not None
                and complete
                and all(_earlier(report.published, other) for other in told)
                and (
                    all(report.published[:10] < other[:10] for other in told)
                    if begun is None or over is None
                    # A month that holds the day of printing does not say whether it was known by then.
                    else over[:10] >= report.published[:10]
                    and not begun[:10] < report.published[:10] < over[:10]
                )
            )
            share = LEAST_SHARE if is_early or is_first else MOST_SHARE
            if _has_words_of(made.weighty[report.id], matter, share):
                word = "nearby"
            elif is_early or is_first:
                word = "earlier"
        out[report.id] = word
    return out


def _has_words_of(told: Sequence[frozenset[str]], matter: frozenset[str], share: float) -> bool:
    """Whether one sentence of a report, all of whose words come first, has so many of a matter that it tells of it."""
    least = max(LEAST_WORDS, share * len(matter))
    met = matter & told[0] if len(matter) >= least else matter
    return len(met) >= least and any(len(met & sentence) >= least for sentence in told[1:])


@lru_cache(maxsize=65536)
def _weighty(words: str) -> frozenset[str]:
    """The numbers and the beginnings of the words that carry a matter: no names, no short ones, endings aside."""
    found = re.findall(rf"[^\W\d_]{{{STEM},}}|\d\d[\d,.]*", words)
    return frozenset(
        word.rstrip(".,") if word[0].isdigit() else fold(word)[:STEM]
        for word in found
        if word.lower() == word
    )


def _earlier(a: str, b: str) -> bool:
    """Whether one time of publication is before another: by the hour where both have one and say in which zone,
    else by the day. Clocks of two papers may be hours apart.
    """
    x, y = _moment(a), _moment(b)
    if x is not None and y is not None and x.tzinfo is not None and y.tzinfo is not None:
        return x < y
    return a[:10] < b[:10]


def _moment(published: str) -> dt.datetime | None:
    """The moment of a time that has an hour."""
    if "T" not in published or "T00:00:00" in published:
        return None
    try:
        return dt.datetime.fromisoformat(published)
    except ValueError:
        return None


def _stance(point: Point, mine: Sequence[Claim]) -> str:
    if not mine:
        return "silent"
    ids = {c.id for c in mine}
    for difference in point.differences:
        sides = [set(group) for group in difference.groups]
        with_statement = next((side for side in sides if point.statement_claim in side), sides[0])
        against = [side for side in sides if side is not with_statement and ids & side]
        if against and ids & with_statement:
            return "both"
        if against:
            return "denies" if difference.kind in ("polarity", "attribution") else "differs"
    return "says" if ids & point.says else "part"


def attributed(claim: Claim, labels_: dict[str, str]) -> str:
    """Who says a claim, and through whom."""
    origin = claim.origin
    if origin is None:
        return ""
    if origin.own_voice:
        return "in its own voice" + (f", from {labels_.get(origin.name, origin.name)}" if origin.via else "")
    via = [labels_.get(v, v) for v in origin.via]
    return labels_.get(origin.name, origin.name) + (f", through {listed(via)}" if via else "")


def said_by(claim: Claim, labels_: dict[str, str]) -> str:
    """Who says a claim, and whether it is an opinion."""
    return attributed(claim, labels_) + (f" ({OPINION})" if claim.opinion else "")


def listed(names: list[str], most: int = 6) -> str:
    """Names in a row: "A, B and C"; past ``most``, "A, B and 3 more"."""
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return (
        names[0]
        if len(names) == 1
        else ", ".join(names[:-1]) + " and " + names[-1]
        if names
        else "nobody named"
    )


def printed(report: Report) -> str:
    """When a report was published and how that is known."""
    if report.published is None:
        return "no date"
    return f"{in_words(report.published)} ({BASIS[report.published_basis]})"
