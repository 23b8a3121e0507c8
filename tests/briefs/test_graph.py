"""The picture of lineage: lines that lead to the two passages side by side."""

from __future__ import annotations

import re

from firsthand.briefs.html import render_html
from firsthand.lineage import trace
from firsthand.model import Account, Reading, Report, Story

TEXT = (
    "Engineers opened the sluices of the Oro dam before dawn and kept them open until the lake had fallen by two metres. "
    "Police cleared the three villages below the wall and drove along the valley with loudspeakers, while the army sent "
    "four boats and a bridge."
)


def page(*reports: Report) -> str:
    readings = tuple(Reading(report=r) for r in reports)
    story = Story(id="s", title="t", start=None, end=None, reports=tuple(r.id for r in reports))
    return render_html(
        [Account(story=story, readings=readings, points=(), lineage=trace(readings), timeline=(), method={})]
    )


def test_a_line_leads_to_the_passages_side_by_side():
    """The line's address is that of the two passages, each under its report, with the words that differ marked."""
    made = page(
        Report(id="a", text=TEXT, outlet="The Post", published="2031-04-02"),
        Report(
            id="b", text=TEXT.replace("four boats", "five boats"), outlet="The Mail", published="2031-04-03"
        ),
    )
    (anchor,) = set(re.findall(r'<a href="#(s1-link\d+)">', made))
    (shown,) = re.findall(rf'<details class="link" id="{anchor}">.*?</details>', made, re.DOTALL)

    assert shown.count("<figure>") == 2
    assert re.findall(r"<figcaption>(.*?)</figcaption>", shown) == ["The Post", "The Mail"]
    assert re.findall(r'<span class="other">(.*?)</span>', shown) == ["four", "five"]


def test_what_is_inferred_is_dashed_and_has_its_arrow():
    """Direction by days is inferred: dashed, with an arrow to the earlier report."""
    made = page(
        Report(id="a", text=TEXT, published="2031-04-02"), Report(id="b", text=TEXT, published="2031-04-03")
    )
    (edge,) = re.findall(r'<path class="edge copies"[^>]*>', made)

    assert "stroke-dasharray" in edge and "marker-end" in edge


def test_shared_copy_has_no_arrow_and_what_is_said_is_whole():
    """Two prints of one agency: a whole line without an arrow, and the agency in both boxes."""
    made = page(
        Report(id="a", text=TEXT, agencies=("Reuters",)), Report(id="b", text=TEXT, agencies=("Reuters",))
    )
    (edge,) = re.findall(r'<path class="edge shares-copy"[^>]*>', made)

    assert "dasharray" not in edge and "marker" not in edge
    assert made.count("prints Reuters</text>") == 2
