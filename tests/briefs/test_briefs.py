"""Briefs: exact words, harmless output, one line width, nothing that runs."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import firsthand
from firsthand.briefs.html import render_html
from firsthand.briefs.markdown import escaped, render_markdown
from firsthand.briefs.terminal import (
    columns,
    harmless,
    render_reading,
    render_stories,
    render_terminal,
    wrapped,
)
from firsthand.model import Account, Card, Report

EVIL = (
    'The mayor <script>alert("x")</script> of Oro said on Friday that 12 people & "friends" had died. '
    "\x1b[31mRed\x1b[0m \u202egnitirw\u202c <img src=x onerror=alert(1)> </details></main></script> stood there, Ana Pell said."
)


@pytest.fixture(scope="module")
def evil() -> Account:
    reports = [
        Report(
            id="a<b>",
            text=EVIL,
            title="<b>Bold</b> \x1b[5m title",
            outlet='"><svg onload=x>',
            published="2032-01-30",
        ),
        Report(id="c", text=EVIL.replace("12", "14"), outlet="Post", published="2032-01-30"),
    ]
    return next(iter(firsthand.brief(reports)))


@pytest.fixture(scope="module")
def account(ferry: Path) -> Account:
    reports = [r for r in firsthand.collect([ferry]) if isinstance(r, Report)]
    return next(iter(firsthand.brief(reports)))


def test_nothing_of_a_report_reaches_the_terminal_as_control(evil: Account):
    """No escape, control or direction character in any terminal output."""
    cards = {r.report.id: Card.of(r.report) for r in evil.readings}
    shown = (
        render_terminal(evil)
        + render_reading(evil.readings[0])
        + "".join(render_stories([evil.story], cards, why=True))
    )

    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", shown)


def test_colour_only_when_asked(account: Account):
    """Plain text has no escape codes; the painted brief is the same words."""
    plain, painted = render_terminal(account), render_terminal(account, color=True)

    assert "\x1b" not in plain and "\x1b" in painted
    assert re.sub(r"\x1b\[\d+m", "", painted) == plain


@pytest.mark.parametrize("width", [40, 72, 100])
def test_no_line_is_wider_than_the_terminal(account: Account, width: int):
    """Every line keeps to the width."""
    assert (
        max(columns(line) for line in render_terminal(account, width=width, show_all=True).splitlines())
        <= width
    )


@given(st.text(max_size=120), st.integers(10, 60))
def test_wrapping_loses_nothing(words: str, width: int):
    """Lines keep to the width, and together they are the words."""
    flat = harmless(words)
    lines = wrapped(flat, width)

    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == flat.replace(" ", "")


def test_every_quoted_statement_is_in_a_report(account: Account):
    """A brief says nothing in words of its own."""
    texts = [" ".join(r.report.text.split()) for r in account.readings]
    for point in account.points:
        assert any(" ".join(point.statement.split()) in text for text in texts)


def test_a_page_runs_nothing_and_loads_nothing(evil: Account):
    """The one script and style are ours, allowed by hash; all else is refused and escaped."""
    page = render_html([evil])
    policy = html.unescape(
        re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page).group(1)
    )
    for tag in ("style", "script"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "<script>alert" not in page and "<img" not in page and "<svg onload" not in page
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", page)
    # Every tag of the page is one of ours: none carries a handler.
    tags = re.findall(r"<[a-zA-Z][^>]*>", page.split("<script>")[0])
    assert not [tag for tag in tags if re.search(r"\son\w+\s*=", tag)]


def test_the_reports_stand_in_the_page_whole(account: Account):
    """Without its tags, each report's pane is its text."""
    page = render_html([account])
    panes = re.findall(r'<div class="text"[^>]*>(.*?)</div></details>', page, re.DOTALL)
    shown = [html.unescape(re.sub(r"<[^>]+>", "", pane)) for pane in panes]

    assert shown == [r.report.text.replace("\r", "") for r in account.readings]


def test_every_link_of_the_page_leads_somewhere(account: Account):
    """No anchor is missing."""
    page = render_html([account])
    ids = set(re.findall(r'\bid="([^"]+)"', page))

    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_markdown_of_a_report_stays_words(evil: Account):
    """Marks of a report's own are escaped."""
    shown = render_markdown(evil)

    assert "<script>" not in shown and "\x1b" not in shown
    assert escaped("# [x](y) *z*") == "\\# \\[x\\]\\(y\\) \\*z\\*"


def test_a_brief_is_the_same_every_time(account: Account):
    """Two renderings are equal."""
    assert render_html([account]) == render_html([account])
