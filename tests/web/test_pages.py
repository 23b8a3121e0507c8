"""The pages, as a browser without scripts sees them: what they show, and that corrections are kept."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from starlette.testclient import TestClient

from firsthand.library import Library
from firsthand.model import Original, Report, Taken
from firsthand.web import views
from firsthand.web.desk import Desk
from firsthand.web.pages import looked_at, words_changed

from .conftest import STORY_TITLE, client_of, submit


def points_of(desk: Desk, story: str):
    told = desk.told(story)
    assert told is not None
    return told.account.points


def a_report(name: str, text: str, **fields: str) -> Taken:
    report = Report(id=name, text=text, published="2032-02-02", published_basis="given", **fields)
    return Taken(report=report, original=Original(data=text.encode(), location=name), key=f"id:{name}")


def test_an_empty_library_says_what_to_do(tmp_path):
    """The first page of a new library shows the first command."""
    from firsthand.library import open_library

    client = client_of(Desk(open_library(tmp_path / "new.firsthand")))

    assert "firsthand add" in client.get("/").text
    for path in ("/reports", "/sources", "/decisions", "/?order=changed", "/?words=x"):
        assert client.get(path).status_code == 200


def test_stories_can_be_ordered_searched_and_filtered(client: TestClient):
    """Each order and filter is an address; what does not match is not there."""
    other = "Schoolgirl wins national chess title in Oster"

    assert STORY_TITLE in client.get("/").text and other in client.get("/").text
    assert client.get("/?order=biggest").text.index(STORY_TITLE) < client.get("/?order=biggest").text.index(
        other
    )
    assert other not in client.get("/?words=ferry").text
    assert other not in client.get("/?outlet=Coast+Today").text
    assert STORY_TITLE not in client.get("/?since=2033-01-01").text
    assert STORY_TITLE in client.get("/?since=2032-01-30&until=2032-01-30").text
    assert client.get("/?order=loudest").status_code == 400
    assert client.get("/?since=yesterday").status_code == 400


def test_the_account_shows_every_point_claim_and_voice(client: TestClient, desk: Desk, story: str):
    """Each claim stands there in its exact words, with its report, and leads to it."""
    page = client.get(f"/stories/{story}?all=true").text
    shown = unescape(page)
    for point in points_of(desk, story):
        assert f'id="{point.id}"' in page
        for claim in point.claims:
            assert f"/stories/{story}/claims/{claim.id}?account=1" in page
            assert f"<q>{' '.join(claim.text.split())}</q>" in shown
    assert "in its own voice" in shown and "they may share one" in shown
    assert "perhaps independently reported" in shown


def test_many_points_of_one_report_fold(
    client: TestClient, desk: Desk, story: str, monkeypatch: pytest.MonkeyPatch
):
    """What only one report says is shown in part, and whole when asked for."""
    whole = client.get(f"/stories/{story}?all=true").text
    monkeypatch.setattr(views, "MOST_SINGLE", 5)
    part = client.get(f"/stories/{story}").text

    assert "Show the other" in part and "Show the other" not in whole
    assert len(re.findall(r'<article class="point', whole)) == len(points_of(desk, story))


def test_a_claim_leads_to_its_lit_words(client: TestClient, desk: Desk, story: str):
    """The report opens with exactly the claim's words lit."""
    for point in points_of(desk, story)[:12]:
        for claim in point.claims:
            page = client.get(f"/stories/{story}/claims/{claim.id}").text
            lit = re.findall(r'<mark class="lit"[^>]*>([^<]*)</mark>', page)
            assert " ".join(unescape("".join(lit)).split()) == " ".join(claim.text.split())


def test_the_part_beside_the_points_is_the_page_without_its_frame(client: TestClient, story: str):
    """A script asks for the report alone and gets no second frame."""
    part = client.get(f"/stories/{story}/claims/c1.1", headers={"x-firsthand-part": "pane"}).text

    assert "<html" not in part and "Correct this claim" in part


def test_joined_points_stay_joined(client: TestClient, desk: Desk, story: str):
    """Two points become one, the page says who did it, a new report does not undo it, a person can."""
    first, second = [p for p in points_of(desk, story) if p.status == "single"][:2]
    words = {c.text for p in (first, second) for c in p.claims}
    page = submit(
        client, f"/stories/{story}", f"/stories/{story}/join-points", account="1", point=[first.id, second.id]
    )

    def together() -> bool:
        return any(words <= {c.text for c in p.claims} for p in points_of(desk, story))

    assert together() and "joined into one point" in page and "by Ana" in page
    fresh = a_report(
        "late", "The ferry Marra Star sank off Port Alden on Friday. Its owner wept.", outlet="Late Post"
    )
    list(desk.library.add([fresh], by="Bo"))
    desk.place("Bo")
    desk.tell(story, "Bo")
    assert together()
    decision = desk.library.decisions()[0]
    page = submit(client, f"/stories/{story}", f"/decisions/{decision.id}/undo", back=f"/stories/{story}")
    assert not together() and "The decision is undone" in page
    assert "undone by Ana" in client.get("/decisions").text


def test_parted_claims_stay_parted(client: TestClient, desk: Desk, story: str):
    """A claim that does not belong becomes a point of its own."""
    point = next(p for p in points_of(desk, story) if len(p.claims) > 2)
    claim = point.claims[-1]
    submit(client, f"/stories/{story}", f"/stories/{story}/part-point", account="1", claim=claim.id)

    home = next(
        p
        for p in points_of(desk, story)
        if claim.text in {c.text for c in p.claims if c.report == claim.report and c.span == claim.span}
    )
    assert {(c.report, c.span) for c in home.claims}.isdisjoint((c.report, c.span) for c in point.claims[:-1])
    assert home.decided


def test_words_set_aside_give_no_claim(client: TestClient, desk: Desk, story: str):
    """A wrong claim is gone from the account and stands among the decisions, with its reason."""
    claim = points_of(desk, story)[0].claims[0]
    page = submit(
        client,
        f"/stories/{story}/claims/{claim.id}",
        f"/stories/{story}/set-aside",
        account="1",
        claim=claim.id,
        reason="a headline",
        **{"as": "noise"},
    )

    assert not [
        c
        for p in points_of(desk, story)
        for c in p.claims
        if c.report == claim.report and c.span == claim.span
    ]
    assert "set aside as no part of the report" in page and "a headline" in page


def test_a_named_speaker_is_shown_and_counted(client: TestClient, desk: Desk, story: str):
    """The claim comes from whom a person named, through whom they named, and says that a person did."""
    claim = next(c for p in points_of(desk, story) for c in p.claims if c.origin and c.origin.own_voice)
    page = submit(
        client,
        f"/stories/{story}",
        f"/stories/{story}/name-speaker",
        account="1",
        claim=claim.id,
        name="Orla Vance",
        via="Alden Radio",
    )

    now = next(
        c
        for p in points_of(desk, story)
        for c in p.claims
        if c.report == claim.report and c.span == claim.span
    )
    assert now.origin is not None and (now.origin.name, now.origin.via) == ("Orla Vance", ("Alden Radio",))
    assert "Orla Vance, through Alden Radio" in unescape(page) and now.decided


def test_a_rating_stands_beside_its_source_and_changes_nothing_else(
    client: TestClient, desk: Desk, story: str
):
    """The letter is shown with the name; points, counts and order stay as they were."""
    before = points_of(desk, story)
    submit(client, "/sources", "/decisions/rate", source="coast today", reliability="B", back="/sources")
    page = client.get(f"/stories/{story}").text

    assert "Coast Today [B]" in page and points_of(desk, story) == before
    assert "usually reliable" in client.get("/sources").text
    submit(client, "/sources", "/decisions/rate", source="Coast Today", reliability="", back="/sources")
    assert "Coast Today [B]" not in client.get(f"/stories/{story}").text


def test_stories_can_be_parted_and_joined(client: TestClient, desk: Desk, story: str):
    """Reports chosen out of a story are one of their own; two stories chosen become one."""
    id = next(r.id for r in desk.library.reports().items if r.id.startswith("04-"))
    page = submit(client, f"/stories/{story}/reports", f"/stories/{story}/part-story", report=id)
    other = desk.library.story_of(id)

    assert "a story of their own now" in page and other != story
    assert id not in {r.report.id for r in desk.told(story).account.readings}  # type: ignore[union-attr]
    submit(client, "/", "/decisions/join-stories", story=[story, f"http://localhost/stories/{other}#p1"])
    assert desk.library.story_of(id) == desk.library.story_of("nw-1")


def test_forms_that_choose_nothing_say_so(client: TestClient, story: str):
    """A mistake gets words, not an error of the server."""
    from .conftest import mark_on

    mark = mark_on(client.get(f"/stories/{story}").text)
    for path, fields in {
        f"/stories/{story}/join-points": {"account": "1", "point": "p1"},
        f"/stories/{story}/part-point": {"account": "1"},
        f"/stories/{story}/set-aside": {"account": "x", "claim": "c1.1"},
        f"/stories/{story}/name-speaker": {"account": "1", "claim": "c1.1", "name": " "},
        f"/stories/{story}/part-story": {},
        "/decisions/join-stories": {"story": story},
        "/decisions/rate": {"source": "x", "reliability": "Z"},
        "/add": {"text": " "},
    }.items():
        done = client.post(path, data={"mark": mark, **fields})
        assert done.status_code == 400 and "That could not be done" in done.text, path
    assert (
        client.post(
            f"/stories/{story}/join-points", data={"mark": mark, "account": "9", "point": ["p1", "p2"]}
        ).status_code
        == 404
    )


def test_a_pasted_report_is_kept_and_found(client: TestClient, desk: Desk):
    """Text from a form becomes a report with its day, outlet and words."""
    text = "The dam above Oro held on Friday, mayor Ana Pell said.\r\nNobody was hurt."
    submit(
        client,
        "/add",
        "/add",
        text=text,
        title="Dam holds",
        outlet="Oro Post",
        published="2032-03-05T10:00",
        url="",
    )
    [hit] = desk.library.search("Pell").items

    assert (hit.report.title, hit.report.outlet, hit.report.published) == (
        "Dam holds",
        "Oro Post",
        "2032-03-05T10:00",
    )
    assert "\r" not in desk.library.report(hit.report.id).report.text
    assert desk.library.retrievals(hit.report.id)[0].location == "sent here: pasted text"
    assert desk.library.story_of(hit.report.id) is not None


def test_a_changed_report_shows_what_changed(client: TestClient, desk: Desk):
    """A new version stands beside the old one with its words marked."""
    first = a_report("oro", "The dam held. Two people were hurt.", outlet="Oro Post")
    text = "The dam broke. Two people were hurt."
    later = replace(
        first, report=replace(first.report, text=text), original=Original(data=text.encode(), location="oro")
    )
    list(desk.library.add([first], by="Bo"))
    list(desk.library.add([later], by="Bo"))
    page = client.get("/reports/oro").text

    assert "<del>held</del>" in page and "<ins>broke</ins>" in page and "version 2" in page
    assert "<ins>" not in client.get("/reports/oro?version=1").text
    assert client.get("/reports/oro?version=3").status_code == 404


def test_changes_between_accounts_are_shown(client: TestClient, desk: Desk, story: str):
    """After a correction the page of changes says what it did."""
    claim = points_of(desk, story)[0].claims[0]
    desk.set_aside(story, 1, claim.id, "Ana", as_noise=False)
    page = client.get(f"/stories/{story}/changes?before=1&after=2").text

    assert "Points that changed" in page or "Points that went" in page
    assert "Nothing differs" in client.get(f"/stories/{story}/changes?before=2&after=2").text
    page = client.get(f"/stories/{story}").text
    assert "Since yesterday" in page and re.search(r"\d+ points? (changed|went)", page)
    assert "Since yesterday" not in client.get(f"/stories/{story}?account=1").text
    assert client.get(f"/stories/{story}?account=7").status_code == 404


def test_two_reports_share_lit_passages(client: TestClient, story: str):
    """Shared passages stand lit on both sides; of reports that share none it is said."""
    page = client.get(f"/stories/{story}/compare?left=01-harbour-post.txt&right=02-evening-courier.txt").text
    keys = re.findall(r'<mark class="passage[^"]*" data-keys="(g\d+)', page)

    assert keys and all(keys.count(k) >= 2 for k in keys)
    assert (
        "share no passage" in client.get(f"/stories/{story}/compare?left=nw-1&right=04-alden-radio.txt").text
    )


def test_a_story_that_nobody_read_offers_to(client: TestClient, desk: Desk):
    """Its reports are there; reading it makes the account."""
    row = next(s for s in desk.library.stories().items if s.n_points is None)
    assert "not been read together yet" in client.get(f"/stories/{row.id}").text
    page = submit(client, f"/stories/{row.id}", f"/stories/{row.id}/read")

    assert "Only one report says" in page


def test_unknown_addresses_answer_in_words(client: TestClient, story: str):
    """What is not there is a page that says so."""
    for path in (
        "/stories/none",
        "/stories/none/table",
        f"/stories/{story}/claims/c99.9",
        "/reports/none",
        "/none",
    ):
        done = client.get(path)
        assert done.status_code == 404 and "All stories" in done.text
    assert client.post("/").status_code == 405


class Cookies:
    def __init__(self, value: str) -> None:
        self.cookies = {"firsthand-looked": value} if value else {}


def test_a_look_ends_with_half_an_hour_of_quiet(monkeypatch: pytest.MonkeyPatch):
    """What came since the last look stays new for as long as this look goes on."""
    monkeypatch.setattr("time.time", lambda: 10_000.0)

    def look(value: str, position: int) -> int:
        return looked_at(Cookies(value), position)[0]  # type: ignore[arg-type]

    assert look("", 40) == 40
    assert look("12.20.9000", 40) == 12
    assert look("12.20.5000", 40) == 20
    assert look("nonsense", 40) == 40
    assert look("99.99.9000", 40) == 40


def test_words_changed_keep_both_texts():
    """What was kept and added is the new text, what was kept and removed the old."""
    before, after = "One two  three.\nFour", "One 2  three.\nFour five"
    found = list(words_changed(before, after))

    assert "".join(w for k, w in found if k != "removed") == after
    assert "".join(w for k, w in found if k != "added") == before


def test_library_of_nobody_else_is_needed(library: Library):
    """The desk needs what the protocol promises and no more."""
    assert isinstance(library, Library)
