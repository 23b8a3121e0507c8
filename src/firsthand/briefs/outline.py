"""What every brief says, before it is decided how it looks: sections, labels and phrases.

Public: :func:`outline`, :class:`Outline`, :class:`Section`, :func:`standing`, :func:`stances`,
:func:`part`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.model import Account, Claim, Point, Report
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
STANCES = {
    "says": "says so",
    "differs": "says otherwise",
    "denies": "denies it",
    "silent": "does not speak of it",
    "earlier": "was printed before others told it",
}
MARKS = {"says": "●", "differs": "◐", "denies": "✕", "silent": "·", "earlier": "‹"}


@dataclass(frozen=True, slots=True)
class Section:
    """Points that belong together. ``key`` is stable, for anchors; ``note`` explains in one line."""

    key: str
    heading: str
    note: str
    points: tuple[Point, ...]

    def entries(self) -> tuple[tuple[Point, ...], ...]:
        """The points in order, those that rest on one statement together, so that they read as one."""
        held: dict[tuple[str, int, int], list[Point]] = {}
        for point in self.points:
            report = next(c.report for c in point.claims if c.id == point.statement_claim)
            key = (report, point.statement_span.start, point.statement_span.end)
            held.setdefault(key, []).append(point)
        return tuple(tuple(points) for points in held.values())


@dataclass(frozen=True, slots=True)
class Outline:
    """One account in the order in which it is read."""

    account: Account
    sections: tuple[Section, ...]
    labels: dict[str, str]  #: report id → short name, unique in the account
    claims: dict[str, Claim]  #: claim id → claim


def outline(account: Account) -> Outline:
    """Arrange an account's points into sections; every point is in exactly one."""
    reports = [reading.report for reading in account.readings]
    n = len(reports)
    left = list(account.points)

    def take(key: str, heading: str, note: str, test) -> Section:  # type: ignore[no-untyped-def]
        chosen = tuple(p for p in left if test(p))
        for point in chosen:
            left.remove(point)
        return Section(key, heading, note, chosen)

    def quiet(p: Point) -> bool:
        return p.status in ("corroborated", "relayed")

    sections = (
        take("disputed", "Disputed", "One says so, another denies it.", lambda p: p.status == "disputed"),
        take(
            "differs",
            "Where the reports differ",
            "What cannot all be true, or has changed.",
            lambda p: p.status == "differs",
        ),
        take(
            "all",
            "What every report has",
            "Told in all of them; see from how many origins.",
            lambda p: n > 2 and quiet(p) and len({c.report for c in p.claims}) == n,
        ),
        take(
            "corroborated",
            "Independently reported",
            "Two or more origins that do not lean on each other, as far as the texts show.",
            lambda p: p.status == "corroborated",
        ),
        take(
            "relayed",
            "Many reports, one origin",
            "However often it is printed, one source stands behind it.",
            quiet,
        ),
        take("single", "Only one report says", "Nobody else has it; silence is not denial.", lambda p: True),
    )
    return Outline(
        account=account,
        sections=tuple(s for s in sections if s.points),
        labels=labels(reports),
        claims={c.id: c for p in account.points for c in p.claims},
    )


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


def standing(point: Point, labels_: dict[str, str]) -> str:
    """Who stands behind a point, in words; never that it is true.

    "independently reported by A and B (2 to 3 origins)", "one origin: A, through B and C".
    """
    origins = point.origins
    names = [labels_.get(name, name) for name in origins.names]
    if point.status == "single":
        claim = point.claims[0]
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
        return f"independently reported by {who} ({how_many} {noun})"
    if point.status == "relayed":
        via = list(dict.fromkeys(v for c in point.claims if c.origin for v in c.origin.via if v not in names))
        return f"one origin: {who}" + (
            f", through {listed([labels_.get(v, v) for v in via], 4)}" if via else ""
        )
    if point.developed:
        return f"has developed; from {who} ({how_many} {noun})"
    return f"from {who} ({how_many} {noun})"


def part(point: Point) -> str:
    """What a point is about when its statement stands above it: the words of its own claim."""
    return next(c.text for c in point.claims if c.id == point.statement_claim)


def stances(account: Account, point: Point) -> dict[str, str]:
    """How each report of an account, in order, stands to a point: a key of ``STANCES``.

    A report that was printed before any other told the matter is not silent about it.
    """
    reports = [reading.report for reading in account.readings]
    held: dict[str, list[Claim]] = {}
    for claim in point.claims:
        held.setdefault(claim.report, []).append(claim)
    first = min((r.published or "9999" for r in reports if r.id in held), default="")
    out = {}
    for report in reports:
        word = _stance(point, held.get(report.id, ()))
        if word == "silent" and report.published and first[:10] > report.published[:10]:
            word = "earlier"
        out[report.id] = word
    return out


def _stance(point: Point, mine: Sequence[Claim]) -> str:
    if not mine:
        return "silent"
    if any(c.polarity == "denied" for c in mine) and point.status == "disputed":
        return "denies"
    ids = {c.id for c in mine}
    for difference in point.differences:
        largest = max(difference.groups, key=len)
        if any(ids & set(group) for group in difference.groups if group is not largest) and not ids & set(
            largest
        ):
            return "differs"
    return "says"


def attributed(claim: Claim, labels_: dict[str, str]) -> str:
    """Who says a claim, and through whom."""
    origin = claim.origin
    if origin is None:
        return ""
    if origin.own_voice:
        return "in its own voice" + (f", from {labels_.get(origin.name, origin.name)}" if origin.via else "")
    via = [labels_.get(v, v) for v in origin.via]
    return labels_.get(origin.name, origin.name) + (f", through {listed(via)}" if via else "")


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
    return f"{report.published.replace('T00:00:00', '')} ({BASIS[report.published_basis]})"
