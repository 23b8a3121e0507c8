"""Briefs as one self-contained HTML file.

Nothing is loaded from elsewhere and nothing of a report's runs: every word of theirs is escaped and a
strict content policy stands in the file. Without scripts the page still reads: points unfold, claims
link to their words in the reports. A small script shows the report beside the point.

Public: :func:`render_html`.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources

from firsthand.briefs.admiralty import CAUTION, CREDIBILITY, Assessment, admiralty, reliability_words
from firsthand.briefs.days import days, in_words
from firsthand.briefs.graph import show_lineage
from firsthand.briefs.outline import (
    MARKS,
    OPINION,
    STANCES,
    Outline,
    attributed,
    backing,
    course,
    listed,
    moments,
    outline,
    printed,
    sayers,
    standing,
    status_words,
    table_rows,
    wording,
)
from firsthand.model import Account, Claim, Difference, Point, Ratings, Reading


def render_html(accounts: Sequence[Account], ratings: Ratings | None = None) -> str:
    """Accounts as one HTML document (UTF-8); with ``ratings`` (which may be empty) the Admiralty view too."""
    style, script = _asset("brief.css"), _asset("brief.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    title = accounts[0].story.title if accounts else "No story"
    body = "".join(
        _account(_Page(outline(account), f"s{n}", {} if ratings is None else admiralty(account, ratings)))
        for n, account in enumerate(accounts, 1)
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="generator" content="firsthand">\n'
        f"<title>{_words(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{body}<script>{script}</script>\n</body>\n</html>\n"
    )


def _asset(name: str) -> str:
    return resources.files("firsthand.briefs").joinpath("assets", name).read_text("utf-8").strip()


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _words(text: str) -> str:
    """A report's words on one line, escaped, without control and direction characters."""
    from firsthand.briefs.terminal import harmless

    return escape(harmless(text))


@dataclass(frozen=True, slots=True)
class _Page:
    """One account on its page: ``key`` begins its anchors; ``assessed`` is empty without the Admiralty view."""

    made: Outline
    key: str
    assessed: Mapping[str, Assessment]


def _account(page: _Page) -> str:
    made, key = page.made, page.key
    account = made.account
    story = account.story
    n = len(account.readings)
    parts = [
        f'<main class="account" id="{key}">\n<header>\n<h1>{_words(story.title)}</h1>\n'
        f'<p class="meta">{escape(days(story.start, story.end))} · {n} {"report" if n == 1 else "reports"} · '
        f"{len(account.points)} points</p>\n</header>\n",
        _contents(made, key),
        f'<p class="note">{escape(CAUTION)}</p>\n' if page.assessed else "",
        '<div class="columns"><div class="points">\n',
    ]
    for section in made.sections:
        parts.append(
            f'<section id="{key}-{section.key}" aria-labelledby="{key}-{section.key}-h">'
            f'<h2 id="{key}-{section.key}-h">{escape(section.heading)} <span class="count">{len(section.entries)}</span></h2>'
            f'<p class="note">{escape(section.note)}</p>\n'
        )
        parts.extend(_entry(page, entry) for entry in section.entries)
        parts.append("</section>\n")
    parts.append(_table(made, key))
    parts.append(_timeline(made, key))
    parts.append(show_lineage(made, key))
    parts.append('</div>\n<div class="reports" aria-label="Reports">\n')
    parts.extend(_report(made, reading, key) for reading in account.readings)
    method = account.method
    parts.append(
        f'</div></div>\n<footer><p class="meta">Statements are the reports’ exact words; … marks where words were '
        f"left out, square brackets hold whom a pronoun stands for, in words of the same report. “Independently "
        f"reported” says what the texts show, not what is true. firsthand {escape(str(method.get('version', '')))}"
        f"</p></footer>\n</main>\n"
    )
    return "".join(parts)


def _contents(made: Outline, key: str) -> str:
    items = "".join(
        f'<li><a href="#{key}-{s.key}">{escape(s.heading)} <span class="count">{len(s.entries)}</span></a></li>'
        for s in made.sections
    )
    more = "".join(
        f'<li><a href="#{key}-{anchor}">{name}</a></li>'
        for anchor, name, is_there in (
            ("table", "Who says what", bool(table_rows(made))),
            ("timeline", "Timeline", bool(moments(made, 1))),
            ("lineage", "Where it comes from", bool(made.account.lineage.links)),
        )
        if is_there
    )
    return f'<nav aria-label="Sections"><ul>{items}{more}</ul></nav>\n'


def _entry(page: _Page, entry: Sequence[Point]) -> str:
    """A strand: the point that leads it, how its number changed, and the points read under it."""
    made = page.made
    lead = entry[0]
    steps = course(made, entry)
    told = "; ".join(f"<q>{_words(words)}</q> ({_words(listed(list(who), 3))})" for words, who in steps)
    shown = f'<p class="course">As it was told: {told}</p>' if steps else ""
    first = _point(page, lead, *wording(made, entry, lead)) + shown
    if len(entry) == 1:
        return first
    led: list[str] = []
    alone: list[str] = []
    for point in entry[1:]:
        folds = point.id in made.repeats or (point.status == "single" and lead.status != "single")
        (alone if folds else led).append(_point(page, point, *wording(made, entry, point)))
    folded = (
        f'<details class="alone"><summary>{len(alone)} '
        f"{'detail' if len(alone) == 1 else 'details'} that one report has, or said again</summary>{''.join(alone)}</details>"
        if alone
        else ""
    )
    return f'<div class="entry">{first}<div class="led">{"".join(led)}{folded}</div></div>\n'


def _point(page: _Page, point: Point, words: str, about: str) -> str:
    made, key = page.made, page.key
    status = point.as_stated.status
    aside = {c.report for c in point.claims} - {c.report for c in point.as_stated.claims}
    claims = "".join(f"<li>{_claim(made, c, key)}</li>" for c in point.claims if c.report not in aside)
    rest = "".join(f"<li>{_claim(made, c, key)}</li>" for c in point.claims if c.report in aside)
    reasons = "".join(f"<li>{_words(line)}</li>" for line in backing(made, point))
    differences = "".join(_difference(made, d) for d in point.differences)
    said = f"<q>{_words(words)}</q>" if words else ""
    said += f'<span class="about">on <q>{_words(_short(about))}</q></span>' if about else ""
    assessment = page.assessed.get(point.id)
    return (
        f'<details class="point {status}" id="{key}-{point.id}"><summary>'
        f'<span class="badge {status}">{escape(status_words(point))}</span> '
        f"{_badge(assessment)}{said}"
        f'<span class="standing">{_words(standing(point, made.labels))}</span></summary>\n'
        f"{differences}{_assessment(assessment)}"
        f'<ul class="claims">{claims}</ul>\n'
        + (f'<p class="meta">{STANCES["part"]}:</p><ul class="claims">{rest}</ul>\n' if rest else "")
        + (f'<p class="why">Why the origins count so:</p><ul class="why">{reasons}</ul>' if reasons else "")
        + f'<p class="meta">in {_words(listed(sayers(made, point), 10))}</p></details>\n'
    )


def _badge(assessment: Assessment | None) -> str:
    if assessment is None:
        return ""
    grade = assessment.credibility
    return f'<span class="badge grade" title="credibility: {escape(CREDIBILITY[grade])}">{grade}</span> '


def _assessment(assessment: Assessment | None) -> str:
    if assessment is None:
        return ""
    grade = assessment.credibility
    return (
        f'<p class="grades"><b>Credibility {grade}</b> ({escape(CREDIBILITY[grade])}): '
        f"{_words('; '.join(assessment.reasons))}<br><b>Reliability</b>: {_words(reliability_words(assessment, 12))}</p>\n"
    )


def _difference(made: Outline, difference: Difference) -> str:
    groups = ' <span class="against">against</span> '.join(
        '<span class="side">'
        + "; ".join(
            f"<q>{_words(_short(made.claims[c].text))}</q> ({_words(made.labels[made.claims[c].report])})"
            for c in group
        )
        + "</span>"
        for group in difference.groups
    )
    return f'<p class="difference"><b>{escape(difference.kind)}</b> {groups}</p>\n'


def _short(words: str, limit: int = 160) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= limit else flat[:limit].rsplit(" ", 1)[0] + " […]"


def _claim(made: Outline, claim: Claim, key: str) -> str:
    extra = []
    if claim.time is not None:
        extra.append(in_words(claim.time.value))
    if claim.polarity == "denied":
        extra.append("denied")
    if claim.modality != "stated":
        extra.append(claim.modality)
    if claim.opinion:
        extra.append(OPINION)
    tail = f' <span class="meta">{_words(", ".join(extra))}</span>' if extra else ""
    who = attributed(claim, made.labels)
    return (
        f'<a class="claim" href="#{key}-{claim.id}"><b>{_words(made.labels[claim.report])}</b> '
        f'<q>{_words(claim.text)}</q></a> <span class="who">{_words(who)}</span>{tail}'
    )


def _table(made: Outline, key: str) -> str:
    """Report × point: says, differs, denies, silent, printed before it was known."""
    rows = table_rows(made)
    if not rows:
        return ""
    reports = [reading.report for reading in made.account.readings]
    head = "".join(f'<th scope="col"><span>{_words(made.labels[r.id])}</span></th>' for r in reports)
    body = []
    for row in rows:
        cells = "".join(f'<td class="{w}" title="{STANCES[w]}">{MARKS[w]}</td>' for w in row.stances)
        about = f" on <q>{_words(_short(row.about, 60))}</q>" if row.about else ""
        link = f'<a href="#{key}-{row.point.id}">{_words(_short(row.statement, 90))}</a>{about}'
        body.append(f'<tr><th scope="row">{link}</th>{cells}</tr>')
    legend = ", ".join(f"{MARKS[word]} {STANCES[word]}" for word in STANCES)
    return (
        f'<section id="{key}-table"><h2>Who says what</h2><p class="note">{escape(legend)}</p><div class="scroll">'
        f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div></section>\n"
    )


def _timeline(made: Outline, key: str) -> str:
    rows = moments(made, 4)
    if not rows:
        return ""
    items = "".join(
        f"<li><time>{_words(in_words(value))}</time><ul>"
        + "".join(f'<li><a href="#{key}-{point.id}">{_words(words)}</a></li>' for point, words in held)
        + "</ul></li>"
        for value, held in rows
    )
    return f'<section id="{key}-timeline"><h2>Timeline</h2><ol class="timeline">{items}</ol></section>\n'


def _report(made: Outline, reading: Reading, key: str) -> str:
    report = reading.report
    title = f"<h4>{_words(report.title)}</h4>" if report.title else ""
    return (
        f'<details class="report" id="{key}-r-{_anchor(report.id)}"><summary><b>{_words(made.labels[report.id])}</b> '
        f'<span class="meta">{_words(printed(report))}</span></summary>{title}'
        f'<div class="text" lang="{escape(report.language or "en")}">{_marked(made, reading, key)}</div></details>\n'
    )


def _anchor(identifier: str) -> str:
    return hashlib.sha256(identifier.encode()).hexdigest()[:10]


def _marked(made: Outline, reading: Reading, key: str) -> str:
    """The report's whole text with its claims marked and noise greyed; marks never overlap.

    Claims nest and cross, HTML elements do not: the text is cut at every border, and each claim's
    anchor stands where it begins.
    """
    text = reading.report.text
    claims = [c for c in made.claims.values() if c.report == reading.report.id]
    borders = {0, len(text)}
    for c in claims:
        borders |= {c.span.start, c.span.end}
    for noise in reading.noise:
        borders |= {noise.start, noise.end}
    cuts = sorted(borders)
    starts: dict[int, list[Claim]] = {}
    for c in claims:
        starts.setdefault(c.span.start, []).append(c)
    out = []
    for start, end in itertools.pairwise(cuts):
        anchors = "".join(
            f'<a id="{key}-{c.id}" class="at" data-end="{c.span.end}"></a>' for c in starts.get(start, ())
        )
        held = [c.id for c in claims if c.span.start <= start and end <= c.span.end]
        noisy = any(n.start <= start and end <= n.end for n in reading.noise)
        words = _kept(text[start:end])
        if noisy:
            words = f'<span class="noise">{words}</span>'
        elif held:
            names = " ".join(f"{key}-{i}" for i in held)
            words = f'<mark data-claims="{names}">{words}</mark>'
        out.append(anchors + words)
    return "".join(out)


def _kept(text: str) -> str:
    """Text with its line ends, escaped, without control and direction characters."""
    import unicodedata

    clean = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))
    return escape(clean)
