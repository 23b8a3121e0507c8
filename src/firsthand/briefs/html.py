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
from collections.abc import Sequence
from html import escape
from importlib import resources

from firsthand.briefs.graph import show_lineage
from firsthand.briefs.outline import (
    MARKS,
    STANCES,
    STATUS,
    Outline,
    attributed,
    listed,
    outline,
    part,
    printed,
    stances,
    standing,
)
from firsthand.model import Account, Claim, Difference, Point, Reading


def render_html(accounts: Sequence[Account]) -> str:
    """Accounts as one HTML document (UTF-8)."""
    style, script = _asset("brief.css"), _asset("brief.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    title = accounts[0].story.title if accounts else "No story"
    body = "".join(_account(outline(account), f"s{n}") for n, account in enumerate(accounts, 1))
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


def _account(made: Outline, key: str) -> str:
    account = made.account
    story = account.story
    span = story.start if story.start == story.end else f"{story.start} to {story.end}"
    n = len(account.readings)
    parts = [
        f'<main class="account" id="{key}">\n<header>\n<h1>{_words(story.title)}</h1>\n'
        f'<p class="meta">{escape(span or "no date")} · {n} {"report" if n == 1 else "reports"} · '
        f"{len(account.points)} points</p>\n</header>\n",
        _contents(made, key),
        '<div class="columns"><div class="points">\n',
    ]
    for section in made.sections:
        parts.append(
            f'<section id="{key}-{section.key}" aria-labelledby="{key}-{section.key}-h">'
            f'<h2 id="{key}-{section.key}-h">{escape(section.heading)} <span class="count">{len(section.points)}</span></h2>'
            f'<p class="note">{escape(section.note)}</p>\n'
        )
        parts.extend(_entry(made, entry, key) for entry in section.entries())
        parts.append("</section>\n")
    parts.append(_table(made, key))
    parts.append(_timeline(made, key))
    parts.append(show_lineage(made, key))
    parts.append('</div>\n<div class="reports" aria-label="Reports">\n')
    parts.extend(_report(made, reading, key) for reading in account.readings)
    method = account.method
    parts.append(
        f'</div></div>\n<footer><p class="meta">Statements are the reports’ exact words. “Independently reported” says what '
        f"the texts show, not what is true. firsthand {escape(str(method.get('version', '')))}</p></footer>\n</main>\n"
    )
    return "".join(parts)


def _contents(made: Outline, key: str) -> str:
    items = "".join(
        f'<li><a href="#{key}-{s.key}">{escape(s.heading)} <span class="count">{len(s.points)}</span></a></li>'
        for s in made.sections
    )
    more = "".join(
        f'<li><a href="#{key}-{anchor}">{name}</a></li>'
        for anchor, name in (
            ("table", "Who says what"),
            ("timeline", "Timeline"),
            ("lineage", "Where it comes from"),
        )
    )
    return f'<nav aria-label="Sections"><ul>{items}{more}</ul></nav>\n'


def _entry(made: Outline, entry: Sequence[Point], key: str) -> str:
    """A statement with its points; those that share one stand under it."""
    if len(entry) == 1:
        return _point(made, entry[0], key, entry[0].statement)
    inside = "".join(_point(made, point, key, part(point)) for point in entry)
    return f'<div class="entry"><p><q>{_words(entry[0].statement)}</q></p>{inside}</div>\n'


def _point(made: Outline, point: Point, key: str, words: str) -> str:
    reports = list(dict.fromkeys(c.report for c in point.claims))
    claims = "".join(f"<li>{_claim(made, c, key)}</li>" for c in point.claims)
    reasons = "".join(f"<li>{_words(_labelled(r, made))}</li>" for r in point.origins.reasons)
    differences = "".join(_difference(made, d) for d in point.differences)
    return (
        f'<details class="point {point.status}" id="{key}-{point.id}"><summary>'
        f'<span class="badge {point.status}">{escape(STATUS[point.status])}</span> '
        f"<q>{_words(words)}</q>"
        f'<span class="standing">{_words(standing(point, made.labels))}</span></summary>\n'
        f"{differences}"
        f'<ul class="claims">{claims}</ul>\n'
        + (f'<p class="why">Why the origins count so:</p><ul class="why">{reasons}</ul>' if reasons else "")
        + f'<p class="meta">in {_words(listed([made.labels[r] for r in reports], 10))}</p></details>\n'
    )


def _labelled(words: str, made: Outline) -> str:
    for identifier, label in made.labels.items():
        words = words.replace(identifier, label)
    return words


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
        extra.append(claim.time.value)
    if claim.polarity == "denied":
        extra.append("denied")
    if claim.modality != "stated":
        extra.append(claim.modality)
    tail = f' <span class="meta">{_words(", ".join(extra))}</span>' if extra else ""
    who = attributed(claim, made.labels)
    return (
        f'<a class="claim" href="#{key}-{claim.id}"><b>{_words(made.labels[claim.report])}</b> '
        f'<q>{_words(claim.text)}</q></a> <span class="who">{_words(who)}</span>{tail}'
    )


def _table(made: Outline, key: str) -> str:
    """Report × point: says, differs, denies, silent, printed before it was known."""
    rows = [p for p in made.account.points if len({c.report for c in p.claims}) > 1]
    if not rows:
        return ""
    reports = [reading.report for reading in made.account.readings]
    head = "".join(f'<th scope="col"><span>{_words(made.labels[r.id])}</span></th>' for r in reports)
    body = []
    for point in rows:
        cells = [
            f'<td class="{word}" title="{STANCES[word]}">{MARKS[word]}</td>'
            for word in stances(made.account, point).values()
        ]
        body.append(
            f'<tr><th scope="row"><a href="#{key}-{point.id}">{_words(_short(point.statement, 90))}</a></th>{"".join(cells)}</tr>'
        )
    legend = ", ".join(f"{MARKS[w]} {STANCES[w]}" for w in ("says", "differs", "denies", "silent", "earlier"))
    return (
        f'<section id="{key}-table"><h2>Who says what</h2><p class="note">{escape(legend)}</p><div class="scroll">'
        f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div></section>\n"
    )


def _timeline(made: Outline, key: str) -> str:
    points = {p.id: p for p in made.account.points}
    rows = [m for m in made.account.timeline if len(m.value) >= 4]
    if not rows:
        return ""
    items = "".join(
        f"<li><time>{_words(m.value)}</time><ul>"
        + "".join(
            f'<li><a href="#{key}-{i}">{_words(_short(points[i].statement, 120))}</a></li>'
            for i in m.points[:4]
        )
        + "</ul></li>"
        for m in rows
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
