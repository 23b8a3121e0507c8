"""The lineage of a story as a picture: reports and named origins, and who has it from whom.

Public: :func:`draw_lineage`.
"""

from __future__ import annotations

from html import escape

from firsthand.briefs.outline import Outline
from firsthand.model.names import same_name

ROW, TOP, LEFT, RIGHT, BOX = 46, 24, 10, 470, 230  #: pixels of the drawing
MOST_ORIGINS = 9


def draw_lineage(made: Outline, key: str) -> str:
    """An SVG: reports on the left, those they have it from on the right.

    A whole line is shown by credits or a shared text, a dashed one was inferred from wording. Each line
    leads to the words that show it.
    """
    account = made.account
    reports = [r.report.id for r in account.readings]
    origins: list[str] = []
    for link in account.lineage.links:
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
    height = TOP + ROW * max(len(reports), len(origins)) + 10
    y_report = {r: TOP + ROW * i for i, r in enumerate(reports)}
    y_origin = {o: TOP + ROW * i for i, o in enumerate(origins)}
    lines = []
    drawn: set[tuple[str, str]] = set()
    for number, link in enumerate(account.lineage.links, 1):
        dashed = ' stroke-dasharray="5 4"' if link.confidence < 0.8 else ""
        a = y_report[link.source] + 15
        title = f"<title>{escape(link.reason)}</title>"
        if link.target in y_report:
            b = y_report[link.target] + 15
            path = f"M{LEFT + BOX} {a} C {LEFT + BOX + 70} {a}, {LEFT + BOX + 70} {b}, {LEFT + BOX} {b}"
        else:
            target = next(o for o in origins if same_name(link.target, o))
            drawn.add((link.source, target))
            b = y_origin[target] + 15
            path = f"M{LEFT + BOX} {a} C {LEFT + BOX + 110} {a}, {RIGHT - 110} {b}, {RIGHT} {b}"
        lines.append(
            f'<a href="#{key}-link{number}"><path class="edge {link.kind}" d="{path}"{dashed}>{title}</path></a>'
        )
    for claim in made.claims.values():
        if claim.origin is None or claim.origin.own_voice:
            continue
        origin = next((o for o in origins if same_name(claim.origin.name, o)), None)
        if origin is None or (claim.report, origin) in drawn:
            continue
        drawn.add((claim.report, origin))
        a, b = y_report[claim.report] + 15, y_origin[origin] + 15
        path = f"M{LEFT + BOX} {a} C {LEFT + BOX + 110} {a}, {RIGHT - 110} {b}, {RIGHT} {b}"
        lines.append(f'<a href="#{key}-{claim.id}"><path class="edge said" d="{path}"/></a>')
    boxes = [_box(LEFT, y_report[r], made.labels[r], "report") for r in reports]
    boxes += [_box(RIGHT, y_origin[o], made.labels.get(o, o), "origin") for o in origins]
    return (
        f'<svg class="lineage" viewBox="0 0 {RIGHT + BOX + 10} {height}" role="img" '
        f'aria-label="Reports and whom they have it from">{"".join(lines)}{"".join(boxes)}</svg>'
    )


def _box(x: int, y: int, name: str, kind: str) -> str:
    from firsthand.briefs.terminal import harmless

    full = harmless(name)
    shown = full if len(full) <= 30 else full[:29] + "…"
    return (
        f'<g class="{kind}"><rect x="{x}" y="{y}" width="{BOX}" height="30" rx="5"/>'
        f'<text x="{x + 10}" y="{y + 20}">{escape(shown)}</text><title>{escape(full)}</title></g>'
    )
