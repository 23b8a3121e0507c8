"""Briefs as Markdown (CommonMark): for documents, issues and notes.

Whatever came from a report is escaped: no mark-up, link or HTML of a report's survives.

Public: :func:`render_markdown`, :func:`write_markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.briefs.outline import STATUS, Outline, attributed, listed, outline, part, printed, standing
from firsthand.briefs.terminal import harmless
from firsthand.model import Account, Point

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~&-])")


def escaped(words: str) -> str:
    """Words of a report as plain Markdown text on one line.

    Example:
        >>> escaped("<b>*5*</b> [x](y)")
        '\\\\<b\\\\>\\\\*5\\\\*\\\\</b\\\\> \\\\[x\\\\]\\\\(y\\\\)'
    """
    return _SPECIAL.sub(r"\\\1", harmless(words))


def write_markdown(accounts: Sequence[Account]) -> str:
    """Accounts as one Markdown document, one after another."""
    return "\n".join(render_markdown(account) for account in accounts)


def render_markdown(account: Account) -> str:
    """One account as a Markdown document."""
    made = outline(account)
    story = account.story
    span = story.start if story.start == story.end else f"{story.start} to {story.end}"
    out = [f"# {escaped(story.title)}", "", f"{span or 'no date'}, {len(account.readings)} reports", ""]
    for reading in account.readings:
        report = reading.report
        title = f" — “{escaped(report.title)}”" if report.title else ""
        out.append(f"- **{escaped(made.labels[report.id])}**, {escaped(printed(report))}{title}")
    for section in made.sections:
        out += ["", f"## {section.heading}", "", f"*{section.note}*", ""]
        for entry in section.entries():
            out.append(f"- “{escaped(entry[0].statement)}”  ")
            for point in entry:
                out += _point(made, point, len(entry) > 1)
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


def _point(made: Outline, point: Point, is_part: bool) -> list[str]:
    words = f"**{STATUS[point.status]}** — {escaped(standing(point, made.labels))}"
    out = [f"  “{escaped(part(point))}”: {words}" if is_part else f"  {words}"]
    if point.status in ("disputed", "differs"):
        for difference in point.differences:
            for group in difference.groups:
                said = [
                    f"{escaped(made.labels[c.report])}: “{escaped(c.text)}” ({escaped(attributed(c, made.labels))})"
                    for c in (made.claims[i] for i in group)
                ]
                out.append("  - " + "; ".join(said))
    elif len({c.report for c in point.claims}) > 1:
        out[-1] += "  "
        reports = list(dict.fromkeys(c.report for c in point.claims))
        out.append("  in " + escaped(listed([made.labels[r] for r in reports], 8)))
    return out


def _timeline(made: Outline) -> list[str]:
    points = {p.id: p for p in made.account.points}
    rows = [m for m in made.account.timeline if len(m.value) >= 4]
    if not rows:
        return []
    out = ["", "## Timeline", ""]
    for moment in rows:
        out.append(f"- **{escaped(moment.value)}** “{escaped(points[moment.points[0]].statement)}”")
    return out
