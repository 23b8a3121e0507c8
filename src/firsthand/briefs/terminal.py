"""Briefs for the terminal: plain text of a given width, painted when asked.

Whatever came from a report is made harmless first: control, escape and direction characters never
reach the terminal.

Public: :func:`render_terminal`, :func:`write_text`, :func:`render_reading`, :func:`render_stories`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from firsthand.briefs.admiralty import CAUTION, CREDIBILITY, Assessment, admiralty, reliability_words
from firsthand.briefs.days import days, in_words
from firsthand.briefs.outline import (
    MARKS,
    STANCES,
    Outline,
    backing,
    course,
    fresh,
    leans,
    listed,
    moments,
    others,
    outline,
    printed,
    rank,
    roles,
    said_by,
    sayers,
    side_words,
    standing,
    status_words,
    table_rows,
    wording,
)
from firsthand.model import Account, Card, Placement, Point, Ratings, Reading, Story
from firsthand.model.names import fold

MAX_COPIES = 6  #: outlets of a folded text that are named
MAX_SINGLES = 8  #: statements of one report that are shown unless all are asked for
MAX_SIDE = 4  #: claims of one side of a difference that are shown unless all are asked for
MAX_ROWS = 20  #: rows of the table of reports and points, unless all are asked for
TIME_COLUMNS = 20  #: width of the times beside the timeline
MAX_COLUMNS = 60  #: reports with a column each in that table; past that it counts
_PAINT = {
    "bold": "\x1b[1m",
    "dim": "\x1b[2m",
    "red": "\x1b[31m",
    "yellow": "\x1b[33m",
    "green": "\x1b[32m",
    "cyan": "\x1b[36m",
}
_STATUS_PAINT = {
    "disputed": "red",
    "differs": "yellow",
    "corroborated": "green",
    "relayed": "cyan",
    "single": "dim",
}


class _Page:
    """Lines of one width."""

    def __init__(self, width: int, color: bool) -> None:
        self.width, self.color = width, color
        self.lines: list[str] = []

    def paint(self, words: str, *styles: str) -> str:
        return "".join(_PAINT[s] for s in styles) + words + "\x1b[0m" if self.color and styles else words

    def put(self, words: str = "", *styles: str, indent: str = "", hang: str | None = None) -> None:
        if not words:
            self.lines.append("")
            return
        hang = indent if hang is None else hang
        for number, line in enumerate(
            wrapped(harmless(words), self.width - columns(indent), self.width - columns(hang))
        ):
            self.lines.append((indent if number == 0 else hang) + self.paint(line, *styles))

    def put_row(self, words: str, marks: str, room: int) -> None:
        """Words in ``room`` columns, wrapped, with marks at the right of their last line."""
        lines = wrapped(harmless(words), room)
        for line in lines[:-1]:
            self.lines.append("  " + line)
        self.lines.append("  " + lines[-1] + " " * (room - columns(lines[-1])) + "  " + marks)

    def head(self, words: str, note: str = "") -> None:
        self.put()
        self.put(words.upper(), "bold")
        if note:
            self.put(note, "dim")
        self.put()

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines) + "\n"


def harmless(words: str) -> str:
    """One line without control, escape, direction and other invisible characters.

    Example:
        >>> harmless("a\\x1b[31mb\\u202ec\\n d")
        'a[31mbc d'
    """
    flat = " ".join(words.split())
    return "".join(c for c in flat if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))


def columns(words: str) -> int:
    """How many columns a terminal gives to a text: wide letters take two, combining marks none."""
    total = 0
    for c in words:
        if unicodedata.combining(c):
            continue
        total += 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1
    return total


def wrapped(words: str, first: int, rest: int | None = None) -> list[str]:
    """Words in lines of at most so many columns; a longer word is broken."""
    rest = first if rest is None else rest
    lines: list[str] = []
    line = ""
    for word in words.split(" "):
        limit = max(8, first if not lines else rest)
        while columns(word) > limit:
            room = limit - columns(line) - (1 if line else 0)
            if room < 4:
                lines.append(line)
                line = ""
                continue
            cut = 0
            while cut < len(word) and columns(word[: cut + 1]) <= room:
                cut += 1
            lines.append((line + " " if line else "") + word[:cut])
            line, word = "", word[cut:]
        if line and columns(line) + 1 + columns(word) > limit:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    return lines


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown of one account, and where it goes."""

    page: _Page
    made: Outline
    show_all: bool
    show_why: bool
    assessed: Mapping[str, Assessment]  #: empty without the Admiralty view


def render_terminal(
    account: Account,
    *,
    width: int = 88,
    color: bool = False,
    show_all: bool = False,
    show_why: bool = False,
    ratings: Ratings | None = None,
) -> str:
    """One account for the terminal.

    Args:
        width: Columns of a line, at least 40.
        color: Whether to paint with escape codes.
        show_all: Whether every point that only one report has is listed, and every row of the table.
        show_why: Whether each count of origins is unfolded to who has it from whom, and why some are one.
        ratings: The Admiralty view, with these ratings of sources (which may be empty); without it, none.
    """
    page = _Page(width, color)
    assessed = {} if ratings is None else admiralty(account, ratings)
    shown = _Shown(page, outline(account), show_all, show_why, assessed)
    made = shown.made
    story = account.story
    page.put("═" * width, "dim")
    page.put(story.title, "bold")
    page.put(
        f"{days(story.start, story.end)} · {counted(len(account.readings), 'report')} · {counted(len(account.points), 'point')}",
        "dim",
    )
    page.put("═" * width, "dim")
    page.put()
    for reading in account.readings:
        report = reading.report
        title = f" “{report.title}”" if report.title else ""
        agencies = f", text of {listed(list(report.agencies))}" if report.agencies else ""
        page.put(f"{made.labels[report.id]}, {printed(report)}{agencies}{title}", indent="  ", hang="    ")
    if assessed:
        page.put()
        page.put(CAUTION, "dim", indent="  ")
    for section in made.sections:
        page.head(section.heading, section.note)
        if section.key == "who" and not show_why:
            for words, reports in roles(made, section):
                page.put(f"“{_short(words)}”: in {reports}", indent="  ", hang="    ")
            continue
        entries = section.entries if show_why else fresh(made, section)
        n_entries = len(entries)
        if section.key == "single" and not show_all:
            entries = _foremost(entries)
        for entry in entries:
            _entry(shown, entry)
        n_left = n_entries - len(entries)
        if n_left:
            page.put(f"… and {n_left} more; --all lists them", "dim", indent="  ")
    _table(shown)
    _timeline(page, made)
    _sources(page, made)
    return page.text()


def write_text(accounts: Sequence[Account], ratings: Ratings | None = None) -> str:
    """Accounts as plain text, every point shown with its reasons."""
    return "\n".join(
        render_terminal(account, show_all=True, show_why=True, ratings=ratings) for account in accounts
    )


def _foremost(entries: Sequence[tuple[Point, ...]]) -> tuple[tuple[Point, ...], ...]:
    """Of what only one report has: first what stands alone, and of that what carries a number, a time or a named speaker."""

    def weight(entry: tuple[Point, ...]) -> tuple[bool, int]:
        claims = [point.claims[0] for point in entry]
        named = any(c.origin is not None and not c.origin.own_voice for c in claims)
        carries = (
            2 * any(c.value is not None for c in claims) + named + any(c.time is not None for c in claims)
        )
        return leans(entry[0]), -carries

    return tuple(sorted(entries, key=weight)[:MAX_SINGLES])


def _entry(shown: _Shown, entry: Sequence[Point]) -> None:
    """A strand: the statement that leads it, how its number changed, what else is told of the thing."""
    page, made = shown.page, shown.made
    lead = entry[0]
    statement, about = wording(made, entry, lead)
    page.put(f"“{statement}”", indent="  • ", hang="    ")
    _point(shown, lead, _short(about, 80), "    ", "    ")
    steps = course(made, entry)
    if steps:
        told = "; ".join(f"“{words}” ({listed(list(who), 3)})" for words, who in steps)
        page.put(f"as it was told: {told}", indent="    ", hang="      ")
    folded = 0
    for same in _alike(shown, entry):
        point = same[0]
        # What those have near it who say all of the headline is read there.
        above = set(sayers(made, lead))
        near = {made.labels[beside.claim.report] for beside in others(made, point)}
        is_alone = point.as_stated.status == "single" and near <= above
        if is_alone and not shown.show_all:
            folded += len(same)
            continue
        statement, about = wording(made, entry, point)
        if statement:
            page.put(f"“{_short(statement)}”", indent="    – ", hang="      ")
        about = (
            "”, “".join(dict.fromkeys(_short(wording(made, entry, p)[1], 80) for p in same)) if about else ""
        )
        _point(shown, point, about, "      " if statement else "    – ", "      ")
    if folded:
        more = (
            f"{counted(folded, 'detail')} that one report has"
            if lead.status != "single"
            else counted(folded, "more point")
        )
        page.put(f"– and {more}; --all lists them", "dim", indent="    ")
    page.put()


def _alike(shown: _Shown, entry: Sequence[Point]) -> list[list[Point]]:
    """The points of an entry after the first; those on parts of one statement that stand alike together."""
    groups: dict[tuple[object, ...], list[Point]] = {}
    for number, point in enumerate(entry[1:]):
        reports = tuple(sayers(shown.made, point))
        key: tuple[object, ...] = (standing(point, shown.made.labels), reports)
        if (
            shown.show_why
            or point.differences
            or others(shown.made, point)
            or wording(shown.made, entry, point)[0]
        ):
            key = (number,)
        groups.setdefault(key, []).append(point)
    return list(groups.values())


def _point(shown: _Shown, point: Point, about: str, first: str, indent: str) -> None:
    """Who stands behind a point; ``about`` says which words of the statement above are meant, if not all."""
    page, made = shown.page, shown.made
    words = standing(point, made.labels)
    told = words if rank(point) in ("corroborated", "relayed") else f"{status_words(point)} — {words}"
    if about:
        told = f"on “{about}”: {told}"
    page.put(told, _STATUS_PAINT[point.as_stated.status], indent=first, hang=indent)
    assessment = shown.assessed.get(point.id)
    if assessment is not None:
        page.put(
            f"credibility {assessment.credibility} ({CREDIBILITY[assessment.credibility]}): "
            + "; ".join(assessment.reasons),
            indent=indent,
            hang=indent + "  ",
        )
        page.put(f"reliability: {reliability_words(assessment)}", indent=indent, hang=indent + "  ")
    for difference in point.differences:
        for number, group in enumerate(difference.groups):
            mark = "┌" if number == 0 else "└" if number == len(difference.groups) - 1 else "├"
            side = [made.claims[c] for c in group]
            opening = {claim.report: claim for claim in reversed(side)}  # of each report what it says first
            shorter = [claim for claim in side if opening[claim.report] is claim][:MAX_SIDE]
            shown_claims = side if shown.show_all else shorter
            for claim in shown_claims:
                page.put(
                    f"{mark} {made.labels[claim.report]}: “{_short(side_words(made, claim))}” — {said_by(claim, made.labels)}",
                    indent=indent + "  ",
                    hang=indent + "    ",
                )
            more = {made.labels[c.report] for c in side} - {made.labels[c.report] for c in shown_claims}
            if more:
                page.put(f"{mark} also {listed(sorted(more), 8)}", indent=indent + "  ", hang=indent + "    ")
    said = sayers(made, point)
    if not point.differences and len(said) > 1:
        page.put("in " + listed(said, 8), "dim", indent=indent)
    rest = others(made, point)
    for beside in rest if shown.show_all else rest[:MAX_SIDE]:
        who = made.labels[beside.claim.report]
        words = f"◔ {who}: “{_short(beside.words)}” — {said_by(beside.claim, made.labels)}"
        page.put(words, "dim", indent=indent, hang=indent + "  ")
    if len(rest) > MAX_SIDE and not shown.show_all:
        page.put(
            "◔ also " + listed([made.labels[b.claim.report] for b in rest[MAX_SIDE:]], 8),
            "dim",
            indent=indent,
        )
    if shown.show_why:
        for line in backing(made, point):
            page.put(line, "dim", indent=indent + "  · ", hang=indent + "    ")


def _table(shown: _Shown) -> None:
    """Report × point, one column a report; more reports than fit are told in counts."""
    page, made = shown.page, shown.made
    rows = table_rows(made)
    if not rows:
        return
    reports = [reading.report.id for reading in made.account.readings]
    page.head("Who says what")
    page.put(", ".join(f"{MARKS[word]} {STANCES[word]}" for word in STANCES), "dim", indent="  ")
    n = len(reports)
    room = page.width - 4 - n
    as_counts = n > MAX_COLUMNS or room < 16
    if not as_counts:
        names = [f"{_column(k)} {made.labels[r]}" for k, r in enumerate(reports)]
        page.put(" · ".join(names), indent="  ")
        page.put()
        page.put_row("", "".join(_column(k) for k in range(n)), room)
    page_rows = rows if shown.show_all else rows[:MAX_ROWS]
    for row in page_rows:
        words, stood = f"“{_short(row.statement, 110)}”", row.stances
        words += f" on “{_short(row.about, 60)}”" if row.about else ""
        if as_counts:
            told = ", ".join(f"{MARKS[w]} {stood.count(w)}" for w in STANCES if w in stood)
            page.put(f"{words} {told}", indent="  ", hang="    ")
        else:
            page.put_row(words, "".join(MARKS[w] for w in stood), room)
    if len(rows) > len(page_rows):
        page.put(f"… and {len(rows) - len(page_rows)} more rows; --all lists them", "dim", indent="  ")


def _column(number: int) -> str:
    """The sign of a column: 1 to 9, a to z, A to Z."""
    signs = "123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return signs[number]


def _short(words: str, limit: int = 140) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= limit else flat[:limit].rsplit(" ", 1)[0] + " […]"


def _timeline(page: _Page, made: Outline) -> None:
    rows = moments(made, 2)
    if not rows:
        return
    page.head("Timeline")
    hang = " " * (TIME_COLUMNS + 3)
    for value, held in rows:
        for number, (_, words) in enumerate(held):
            when = harmless(in_words(value)) if number == 0 else ""
            page.put(
                f"“{words}”",
                indent=f"  {when:<{TIME_COLUMNS}} ",
                hang=hang,
            )


def _sources(page: _Page, made: Outline) -> None:
    page.head("Where it comes from")
    counts: dict[str, tuple[int, list[str], list[str]]] = {}
    names: dict[str, str] = {}
    for claim in made.claims.values():
        if claim.origin is None or claim.origin.own_voice:
            continue
        # "Fire officials" at the head of a sentence and "fire officials" inside one are one name.
        name = names.setdefault(fold(claim.origin.name), claim.origin.name)
        n, via, reports = counts.get(name, (0, [], []))
        via = [*via, *(v for v in claim.origin.via if v not in via)]
        label = made.labels[claim.report]
        counts[name] = (n + 1, via, reports if label in reports else [*reports, label])
    ranked = sorted(counts.items(), key=lambda row: (-len(row[1][2]), -row[1][0], row[0]))[:12]
    for name, (n, via, reports) in ranked:
        through = f", through {listed(via, 4)}" if via else ""
        page.put(
            f"{name}: {n} {'claim' if n == 1 else 'claims'} in {listed(reports, 5)}{through}",
            indent="  ",
            hang="    ",
        )
    if made.account.lineage.links:
        page.put()
        verbs = {
            "copies": "has text from",
            "shares-copy": "prints one text with",
            "credits": "credits",
            "relays": "relays",
        }
        for link in made.account.lineage.links:
            target = made.labels.get(link.target, link.target)
            page.put(
                f"{made.labels[link.source]} {verbs[link.kind]} {target} ({link.reason})",
                "dim",
                indent="  ",
                hang="    ",
            )


def render_reading(reading: Reading, *, width: int = 88) -> str:
    """One reading for the terminal: who says what, and what else was found."""
    page = _Page(width, False)
    text = reading.report.text
    page.put(f"{reading.report.title or reading.report.id}, {printed(reading.report)}")
    page.put("─" * width)
    for a in reading.attributions:
        who = a.speaker.name if a.speaker else "somebody who is not named"
        via = f", through {listed(list(a.relays))}" if a.relays else ""
        said = " […] ".join(s.of(text) for s in a.content)
        page.put(
            f"{who}{via} ({a.form}, {a.confidence:.2f}): {_short(said, 300)}", indent="  ", hang="      "
        )
    for heading, rows in (
        ("Times", [f"{t.span.of(text)} = {t.value or '?'}" for t in reading.times]),
        (
            "Quantities",
            [
                f"{q.span.of(text)} {q.counted.of(text) if q.counted else ''}".strip()
                for q in reading.quantities
            ],
        ),
        ("Names", [f"{e.name} ({e.type}, {len(e.mentions)})" for e in reading.entities]),
        ("Left aside", [f"{n.kind}: {_short(n.span.of(text), 60)}" for n in reading.noise]),
        ("Unsure", [i.message for i in reading.issues]),
    ):
        if rows:
            page.put()
            page.put(f"{heading}: " + " · ".join(rows), indent="  ", hang="      ")
    page.put()
    return page.text()


def render_stories(
    stories: Iterable[Story], cards: Mapping[str, Card], *, width: int = 88, why: bool = False
) -> Iterator[str]:
    """Stories for the terminal, one part each: title, days, outlets, reports, with copies folded.

    ``why`` adds to each report what placed it: the report it is likest, and what the two share.
    """
    for story in stories:
        page = _Page(width, False)
        placed = {p.report: p for p in story.placements}
        copies: dict[str, list[str]] = {}
        for p in story.placements:
            copies.setdefault(p.copy_of or p.report, []).append(p.report)
        outlets = {cards[i].outlet for i in story.reports} - {None}
        n = len(story.reports)
        parts = [
            (story.start if story.start == story.end else f"{story.start} to {story.end}") or "no date",
            counted(n, "report"),
            counted(len(outlets), "outlet") if outlets else "",
            counted(n - len(copies), "copy", "copies"),
        ]
        page.put(story.title)
        page.put(" · ".join(p for p in parts if p and not p.startswith("0 ")), indent="  ")
        for identifier, same in copies.items():
            card = cards[identifier]
            page.put(f"{card.outlet or card.id}: {card.title}", indent="    ", hang="      ")
            if why:
                page.put(_why(placed[identifier], cards), indent="      ")
            if len(same) > 1:
                named = [cards[i].outlet or i for i in same[1 : MAX_COPIES + 1]]
                more = len(same) - 1 - len(named)
                page.put(f"also {', '.join(named)}" + (f" and {more} more" if more else ""), indent="      ")
        page.put()
        yield page.text()


def counted(n: int, one: str, many: str | None = None) -> str:
    """A number of things.

    Example:
        >>> counted(1, "copy", "copies"), counted(3, "report")
        ('1 copy', '3 reports')
    """
    return f"{n} {one if n == 1 else many or one + 's'}"


def _why(placement: Placement, cards: Mapping[str, Card]) -> str:
    if placement.likest is None:
        return placement.reason
    other = cards[placement.likest]
    shared = [
        f"names {', '.join(placement.names)}" if placement.names else "",
        f"words {', '.join(placement.words)}" if placement.words else "",
        f"days {', '.join(placement.days_named)}" if placement.days_named else "",
        "" if placement.days_apart is None else f"{counted(placement.days_apart, 'day')} apart",
    ]
    return f"likest {other.outlet or other.id} ({placement.likeness:.2f}): " + "; ".join(
        s for s in shared if s
    )
