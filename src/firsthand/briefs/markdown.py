"""Briefs as Markdown (CommonMark): for documents, issues and notes.

Whatever came from a report is escaped: no mark-up, link or HTML of a report's survives.

Public: :func:`render_markdown`, :func:`write_markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from firsthand.briefs.admiralty import CAUTION, CREDIBILITY, Assessment, admiralty, reliability_words
from firsthand.briefs.days import days, in_words
from firsthand.briefs.outline import (
    MARKS,
    STANCES,
    Outline,
    Row,
    backing,
    course,
    fresh,
    listed,
    moments,
    others,
    outline,
    printed,
    roles,
    said_by,
    side_words,
    standing,
    status_words,
    table_rows,
    wording,
)
from firsthand.briefs.terminal import harmless
from firsthand.model import Account, Point, Ratings

MAX_COLUMNS = 40  #: reports with a column each in the table of reports and points; past that it counts

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~&-])")


def escaped(words: str) -> str:
    """Words of a report as plain Markdown text on one line.

    Example:
        >>> escaped("<b>*5*</b> [x](y)")
        '\\\\<b\\\\>\\\\*5\\\\*\\\\</b\\\\> \\\\[x\\\\]\\\\(y\\\\)'
    """
    return _SPECIAL.sub(r"\\\1", harmless(words))


def write_markdown(accounts: Sequence[Account], ratings: Ratings | None = None) -> str:
    """Accounts as one Markdown document, one after another."""
    return "\n".join(render_markdown(account, ratings) for account in accounts)


def render_markdown(account: Account, ratings: Ratings | None = None) -> str:
    """One account as a Markdown document; with ``ratings`` (which may be empty) the Admiralty view too."""
    made = outline(account)
    assessed = {} if ratings is None else admiralty(account, ratings)
    story = account.story
    out = [
        f"# {escaped(story.title)}",
        "",
        f"{days(story.start, story.end)}, {len(account.readings)} reports",
        "",
    ]
    for reading in account.readings:
        report = reading.report
        title = f" — “{escaped(report.title)}”" if report.title else ""
        out.append(f"- **{escaped(made.labels[report.id])}**, {escaped(printed(report))}{title}")
    if assessed:
        out += ["", f"*{escaped(CAUTION)}*"]
    for section in made.sections:
        out += ["", f"## {section.heading}", "", f"*{section.note}*", ""]
        if section.key == "who":
            out += [f"- “{escaped(words)}”: in {escaped(reports)}" for words, reports in roles(made, section)]
            continue
        for entry in fresh(made, section):
            out += _entry(made, entry, assessed)
    out += _table(made)
    out += _timeline(made)
    links = account.lineage.links
    if links:
        out += ["", "## Where it comes from", ""]
        verbs = {
            "copies": "has text from",
            "shares-copy": "prints one text with",
            "credits": "credits",
            "relays": "relays",
        }
        for link in links:
            target = made.labels.get(link.target, link.target)
            out.append(
                f"- {escaped(made.labels[link.source])} {verbs[link.kind]} {escaped(target)} ({escaped(link.reason)})"
            )
    return "\n".join(out) + "\n"


def _entry(made: Outline, entry: Sequence[Point], assessed: Mapping[str, Assessment]) -> list[str]:
    """A strand: its first point, how its number changed, and under it the other points."""
    lead = entry[0]
    statement, about = wording(made, entry, lead)
    out = [f"- “{escaped(statement)}”  ", *_point(made, lead, assessed, about, "  ", "  ")]
    steps = course(made, entry)
    if steps:
        told = "; ".join(f"“{escaped(words)}” ({escaped(listed(list(who), 3))})" for words, who in steps)
        out.append(f"  - as it was told: {told}")
    for point in entry[1:]:
        statement, about = wording(made, entry, point)
        if statement:
            out.append(f"  - “{escaped(statement)}”  ")
        out += _point(made, point, assessed, about, "    " if statement else "  - ", "    ")
    return out


def _point(
    made: Outline, point: Point, assessed: Mapping[str, Assessment], about: str, first: str, indent: str
) -> list[str]:
    """Who stands behind a point; ``about`` says which words of the statement above are meant, if not all."""
    on = f"on “{escaped(about)}”: " if about else ""
    out = [f"{first}{on}**{status_words(point)}** — {escaped(standing(point, made.labels))}"]
    assessment = assessed.get(point.id)
    if assessment is not None:
        grade = assessment.credibility
        out.append(
            f"{indent}- credibility {grade} ({CREDIBILITY[grade]}): {escaped('; '.join(assessment.reasons))}"
        )
        out.append(f"{indent}- reliability: {escaped(reliability_words(assessment))}")
    for difference in point.differences:
        for group in difference.groups:
            said = [
                f"{escaped(made.labels[c.report])}: “{escaped(side_words(made, c))}” ({escaped(said_by(c, made.labels))})"
                for c in (made.claims[i] for i in group)
            ]
            out.append(f"{indent}- " + "; ".join(said))
    for beside in others(made, point):
        words = f"{MARKS['part']} {made.labels[beside.claim.report]}: “{_short(beside.words, 160)}”"
        out.append(f"{indent}- {escaped(words)} ({escaped(said_by(beside.claim, made.labels))})")
    if point.as_stated.status != "single":
        out.append(f"{indent}- why: " + "; ".join(escaped(line) for line in backing(made, point)))
    return out


def _table(made: Outline) -> list[str]:
    """Report × point, for up to as many reports as a page can hold side by side."""
    rows = table_rows(made)
    if not rows:
        return []
    reports = [reading.report.id for reading in made.account.readings]
    out = ["", "## Who says what", "", ", ".join(f"{MARKS[w]} {STANCES[w]}" for w in STANCES), ""]
    if len(reports) > MAX_COLUMNS:
        out += ["| | " + " | ".join(MARKS.values()) + " |", "|---|" + "---:|" * len(MARKS)]
        for row in rows:
            counts = " | ".join(str(row.stances.count(w)) for w in STANCES)
            out.append(f"| {_row_words(row)} | {counts} |")
        return out
    names = " | ".join(escaped(made.labels[r]) for r in reports)
    out += [f"| | {names} |", "|---|" + ":-:|" * len(reports)]
    for row in rows:
        marks = " | ".join(MARKS[w] for w in row.stances)
        out.append(f"| {_row_words(row)} | {marks} |")
    return out


def _row_words(row: Row) -> str:
    return escaped(_short(row.statement) + (f" on “{_short(row.about, 60)}”" if row.about else ""))


def _short(words: str, limit: int = 110) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= limit else flat[:limit].rsplit(" ", 1)[0] + " […]"


def _timeline(made: Outline) -> list[str]:
    rows = moments(made, 3)
    if not rows:
        return []
    out = ["", "## Timeline", ""]
    for value, held in rows:
        told = "; ".join(f"“{escaped(words)}”" for _, words in held)
        out.append(f"- **{escaped(in_words(value))}** {told}")
    return out
