"""The lineage of a story as a picture: reports and named origins, and who has it from whom.

A line leads to what shows it: the passages of two reports side by side, with the words that differ
marked, or the words by which a report credits somebody.

Public: :func:`show_lineage`, :func:`draw_lineage`.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from firsthand.briefs.outline import Outline
from firsthand.briefs.terminal import harmless
from firsthand.model import Evidence, Imprint, Link
from firsthand.model.names import fold, same_name

ROW, HIGH, WIDE = 56, 40, 230  #: pixels between boxes, and of a box
TOP, LEFT, RIGHT = 12, 120, 560  #: of the drawing: where the columns of reports and origins begin
MOST_ORIGINS = 9
MOST_CHARS = 1200  #: of a passage that is shown
VERBS = {
    "copies": "has text from",
    "shares-copy": "prints one text with",
    "credits": "credits",
    "relays": "relays",
}


def show_lineage(made: Outline, key: str) -> str:
    """The section on lineage: the picture, what its lines mean, and the words behind each line."""
    links = made.account.lineage.links
    if not links:
        return ""
    texts = {r.report.id: r.report.text for r in made.account.readings}
    items = "".join(_link(made, link, f"{key}-link{n}", texts) for n, link in enumerate(links, 1))
    return (
        f'<section id="{key}-lineage"><h2>Where it comes from</h2>'
        '<p class="note">Reports on the left, those they name on the right. Red: shared text, with an arrow to '
        "the one it was taken from where something decides. Dashed: not said, but concluded from wording, days "
        "or what is contained. A line leads to the words that show it.</p>"
        f'<div class="scroll">{draw_lineage(made, key)}</div><div class="links">{items}</div></section>\n'
    )


def _link(made: Outline, link: Link, anchor: str, texts: dict[str, str]) -> str:
    what = ", ".join(w for w in (link.sharing or "", "inferred" if link.inferred else "") if w)
    rows = []
    for first, second in _sides(link.evidence):
        left = first.span.of(texts[first.report])
        if second is None:
            rows.append(_side(made, first.report, escape(_flat(left)), alone=True))
            continue
        right = second.span.of(texts[second.report])
        rows.append(
            _side(made, first.report, _compared(left, right))
            + _side(made, second.report, _compared(right, left))
        )
    return (
        f'<details class="link" id="{anchor}"><summary>{_words(made.labels[link.source])} {VERBS[link.kind]} '
        f'{_words(made.labels.get(link.target, link.target))} <span class="meta">'
        f"{_words('; '.join(w for w in (what, link.reason) if w))}</span></summary>"
        f'<div class="sides">{"".join(rows)}</div></details>\n'
    )


def _sides(evidence: Sequence[Evidence]) -> list[tuple[Evidence, Evidence | None]]:
    """Evidence in pairs of two reports, as it comes; what stands alone, alone."""
    out: list[tuple[Evidence, Evidence | None]] = []
    at = 0
    while at < len(evidence):
        pair = at + 1 < len(evidence) and evidence[at + 1].report != evidence[at].report
        out.append((evidence[at], evidence[at + 1] if pair else None))
        at += 2 if pair else 1
    return out


def _side(made: Outline, report: str, inner: str, alone: bool = False) -> str:
    kind = ' class="alone"' if alone else ""
    return f"<figure{kind}><figcaption>{_words(made.labels[report])}</figcaption><blockquote>{inner}</blockquote></figure>"


def _flat(text: str) -> str:
    flat = " ".join(harmless(text).split())
    return flat if len(flat) <= MOST_CHARS else flat[:MOST_CHARS].rsplit(" ", 1)[0] + " […]"


def _compared(mine: str, other: str) -> str:
    """A passage with the words marked that the other side has not, or has elsewhere."""
    words, others = _flat(mine).split(" "), _flat(other).split(" ")
    # Case and marks are house style and no difference.
    ours, theirs = ([fold(w) for w in side] for side in (words, others))
    out = []
    for tag, start, end, _, _ in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        part = escape(" ".join(words[start:end]))
        if part:
            out.append(part if tag == "equal" else f'<span class="other">{part}</span>')
    return " ".join(out)


def _words(text: str) -> str:
    return escape(harmless(text))


# ------------------------------------------------------------------ the picture


def draw_lineage(made: Outline, key: str) -> str:
    """An SVG: reports on the left with the text they share, those they have it from on the right."""
    account = made.account
    reports = [r.report.id for r in account.readings]
    origins = _origins(made)
    y_report = {r: TOP + ROW * i for i, r in enumerate(reports)}
    y_origin = {o: TOP + ROW * i for i, o in enumerate(origins)}
    height = TOP + ROW * max(len(reports), len(origins))
    lines = []
    drawn: set[tuple[str, str]] = set()
    for number, link in enumerate(account.lineage.links, 1):
        if link.target in y_report:
            path = _arc(y_report[link.source], y_report[link.target])
            arrow = f' marker-end="url(#{key}-arrow)"' if link.kind == "copies" else ""
        else:
            target = next(o for o in origins if same_name(link.target, o))
            drawn.add((link.source, target))
            path, arrow = _across(y_report[link.source], y_origin[target]), ""
        dashed = ' stroke-dasharray="5 4"' if link.inferred else ""
        who = f"{made.labels[link.source]} {VERBS[link.kind]} {made.labels.get(link.target, link.target)}"
        title = f"<title>{_words(f'{who}: {link.reason}')}</title>"
        lines.append(
            f'<a href="#{key}-link{number}">{title}<path class="wide" d="{path}"/>'
            f'<path class="edge {link.kind}" d="{path}"{dashed}{arrow}/></a>'
        )
    for claim in made.claims.values():
        if claim.origin is None or claim.origin.own_voice:
            continue
        origin = next((o for o in origins if same_name(claim.origin.name, o)), None)
        if origin is None or (claim.report, origin) in drawn:
            continue
        drawn.add((claim.report, origin))
        path = _across(y_report[claim.report], y_origin[origin])
        title = f"<title>{_words(f'{made.labels[claim.report]} has it from {origin}')}</title>"
        lines.append(f'<a href="#{key}-{claim.id}">{title}<path class="edge said" d="{path}"/></a>')
    behind = {p.report: _behind(p) for p in account.lineage.imprints}
    boxes = [_box(LEFT, y_report[r], made.labels[r], behind.get(r, ""), "report") for r in reports]
    boxes += [_box(RIGHT, y_origin[o], made.labels.get(o, o), "", "origin") for o in origins]
    return (
        f'<svg class="lineage" viewBox="0 0 {RIGHT + WIDE + 10} {height}" role="group" '
        f'aria-label="Reports and whom they have it from"><defs><marker id="{key}-arrow" viewBox="0 0 8 8" refX="7" refY="4" '
        'markerWidth="5" markerHeight="5" orient="auto"><path d="M0 0L8 4L0 8z" class="head"/></marker></defs>'
        f"{''.join(lines)}{''.join(boxes)}</svg>"
    )


def _origins(made: Outline) -> list[str]:
    """Whom links lead to outside the story, then the speakers that most claims come from."""
    reports = {r.report.id for r in made.account.readings}
    origins: list[str] = []
    for link in made.account.lineage.links:
        if link.target not in reports and not any(same_name(link.target, o) for o in origins):
            origins.append(link.target)
    named: dict[str, int] = {}
    for claim in made.claims.values():
        if claim.origin is not None and not claim.origin.own_voice:
            named[claim.origin.name] = named.get(claim.origin.name, 0) + 1
    for name in sorted(named, key=lambda n: (-named[n], n)):
        if len(origins) >= MOST_ORIGINS:
            break
        if not any(same_name(name, o) for o in origins) and name not in reports:
            origins.append(name)
    return origins


def _arc(a: int, b: int) -> str:
    """From one report to another, on the free side: the further apart, the wider."""
    a, b = a + HIGH // 2 + (5 if b > a else -5), b + HIGH // 2 + (-5 if b > a else 5)
    out = LEFT - min(LEFT - 6, 18 + abs(a - b) // 4)
    return f"M{LEFT} {a} C {out} {a}, {out} {b}, {LEFT - 2} {b}"


def _across(a: int, b: int) -> str:
    a, b = a + HIGH // 2, b + HIGH // 2
    return f"M{LEFT + WIDE} {a} C {LEFT + WIDE + 110} {a}, {RIGHT - 110} {b}, {RIGHT} {b}"


def _behind(known: Imprint) -> str:
    if known.agency is None or known.basis == "outlet":
        return ""
    return f"{'prints' if known.basis == 'credited' else 'shares text of'} {known.agency}"


def _box(x: int, y: int, name: str, below: str, kind: str) -> str:
    line = y + (17 if below else 25)
    small = f'<text class="small" x="{x + 10}" y="{y + 32}">{_cut(below, 36)}</text>' if below else ""
    return (
        f'<g class="{kind}"><rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="5"/>'
        f'<text x="{x + 10}" y="{line}">{_cut(name, 30)}</text>{small}<title>{_words(name)}</title></g>'
    )


def _cut(text: str, limit: int) -> str:
    full = harmless(text)
    return escape(full if len(full) <= limit else full[: limit - 1] + "…")
