"""What pages show of an account: texts cut at marks, times and days in words, names with ratings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.briefs.days import in_words
from firsthand.model import Decision, RateSource, Ratings, parse_ratings, rated_by
from firsthand.web import views
from firsthand.web.desk import Desk
from firsthand.web.views import Mark

texts = st.text(max_size=60)
marks = st.lists(
    st.builds(
        lambda a, b, kind, key: Mark(min(a, b), max(a, b), kind, key),
        st.integers(0, 70),
        st.integers(0, 70),
        st.sampled_from(["claim", "passage", "noise"]),
        st.sampled_from("abcdef"),
    ),
    max_size=8,
)


@given(texts, marks)
def test_a_cut_text_is_the_same_text(text: str, marks: list[Mark]):
    """Pieces joined are the text without what is invisible, wherever marks stand and cross."""
    assert "".join(p.words for p in views.cut(text, marks)) == views.kept(text)


@given(texts, marks)
def test_each_mark_covers_its_own_words(text: str, marks: list[Mark]):
    """The pieces that carry a claim's key are the union of the spans of that key."""
    pieces = views.cut(text, marks)
    for key in {m.key for m in marks if m.kind == "claim"}:
        covered = {
            i
            for m in marks
            if (m.kind, m.key) == ("claim", key)
            for i in range(m.start, min(m.end, len(text)))
        }
        shown = "".join(p.words for p in pieces if key in p.claims)
        assert shown == views.kept("".join(text[i] for i in sorted(covered)))


@given(texts)
def test_one_line_is_one_line(words: str):
    """No line end, control or direction character is left, and doing it twice changes nothing."""
    line = views.one_line(words)

    assert len(line.splitlines()) <= 1 and views.one_line(line) == line
    assert not set(line) & set("\u202e\u2066\u200b\x1b\x00\n\r\t")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2032-01-30T05:45:00+00:00", "30 January 2032, 05:45 UTC"),
        ("2032-01-30T05:45:00Z", "30 January 2032, 05:45 UTC"),
        ("2032-01-30T05:45+05:30", "30 January 2032, 05:45 +05:30"),
        ("2032-Q3", "quarter 3 of 2032"),
        ("2032-WI", "winter 2032"),
        ("2032", "2032"),
        ("2032-13-01", "2032-13-01"),
        ("PAST_REF", "PAST_REF"),
        ("", ""),
    ],
)
def test_times_are_said_as_people_write_them(value: str, words: str):
    """What is not understood stays as it is."""
    assert in_words(value) == words


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "ftp://x",
        " https://x",
        "https://a b",
        "https://a\nb",
        None,
    ],
)
def test_only_web_addresses_become_links(url: str | None):
    """What a browser could run, or take for ours, is no link."""
    assert views.web_address(url) is None


def test_the_last_rating_counts_and_undone_ones_do_not():
    """A later rating replaces an earlier one; none takes it back; undone decisions are as if never made."""

    def rating(n: int, source: str, grade: str | None, undone: str | None = None) -> Decision:
        action = RateSource(source=source, reliability=grade)  # type: ignore[arg-type]
        return Decision(id=str(n), action=action, by="Ana", at="2032-01-01T00:00:00Z", undone_at=undone)

    found = [
        rating(1, "Harbour Post", "A"),
        rating(2, "harbour post", "C"),
        rating(3, "Oro Post", "B"),
        rating(4, "Oro Post", None),
    ]

    assert rated_by(found).letters == {"harbour post": "C"}
    assert rated_by([*found, rating(5, "Harbour Post", "E", "2032-01-02T00:00:00Z")]).letters == {
        "harbour post": "C"
    }


def test_every_view_of_an_account_can_be_made(told_library: Path):
    """Each view names only points, claims and reports that the account has."""
    from firsthand.library import open_library

    desk = Desk(open_library(told_library))
    told = desk.told(desk.library.stories(order="biggest").items[0].id)
    assert told is not None
    account = told.account
    points = {p.id for p in account.points}
    claims = {c.id for p in account.points for c in p.claims}
    table, (links, origins) = views.table_view(account, Ratings()), views.lineage_view(account, Ratings())
    view = views.story_view(account, Ratings(), show_all=True)

    assert [p.id for s in view.sections for e in s.entries for p in e.points].__len__() == len(points)
    assert sum(n for _, _, n in view.counts) == len(points)
    assert {row.point for row in table.rows} <= points
    assert {c.claim for row in table.rows for c in row.cells if c.claim} <= claims
    assert {i for m in views.timeline_view(account) for i, _, _ in m.points} <= points
    assert {i for o in origins for i, _, _ in o.claims} <= claims
    assert len(links) == len(account.lineage.links)
    for point in account.points:
        if len({c.report for c in point.claims}) > 1:
            assert point.id in {row.point for row in table.rows} or table.n_rows > len(table.rows)


def test_ratings_change_labels_and_nothing_else(told_library: Path):
    """A view with ratings has the same points in the same order and standing."""
    from firsthand.library import open_library

    desk = Desk(open_library(told_library))
    told = desk.told(desk.library.stories(order="biggest").items[0].id)
    assert told is not None
    plain, rated = (
        views.story_view(told.account, Ratings()),
        views.story_view(told.account, parse_ratings("B Coast Today\nD Lena Osk")),
    )

    assert rated.counts == plain.counts
    assert [(p.id, p.words, p.status) for s in rated.sections for e in s.entries for p in e.points] == [
        (p.id, p.words, p.status) for s in plain.sections for e in s.entries for p in e.points
    ]
    shown = " ".join(p.standing for s in rated.sections for e in s.entries for p in e.points)
    assert "Coast Today [B]" in shown and "Lena Osk [D]" in shown
