"""Who may ask, and what a page may do."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from firsthand.cli import main
from firsthand.errors import SettingsError
from firsthand.web.pages import _inside
from firsthand.web.security import Guard, Session
from firsthand.web.serving import guard_for

from .conftest import client_of, mark_on

TOKEN = "correct-horse-battery-staple"
PAGES = ("/", "/reports", "/reports?words=ferry", "/sources", "/decisions", "/add", "/help", "/nothing-here")
VIEWS = (
    "",
    "/table",
    "/timeline",
    "/lineage",
    "/compare",
    "/changes",
    "/reports",
    "/exports",
    "/claims/c1.1",
)


class Tags(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", ""])
def test_a_name_pointed_at_this_machine_is_refused(client: TestClient, host: str):
    """A page elsewhere that rebinds its own name to loopback gets nothing."""
    assert client.get("/", headers={"host": host}).status_code in (400, 421)
    assert client.get("/api/stories", headers={"host": host}).status_code in (400, 421)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:1"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/decisions/rate", "/api/decisions"])
def test_other_sites_change_nothing(client: TestClient, headers: dict[str, str], path: str):
    """A form or script of another site is refused, even with a right mark."""
    mark = mark_on(client.get("/sources").text)
    done = client.post(
        path, data={"mark": mark, "source": "Coast Today", "reliability": "A"}, headers=headers
    )

    assert done.status_code == 403
    assert client.get("/api/decisions").json() == {"decisions": []}


def test_a_form_without_its_mark_changes_nothing(client: TestClient):
    """A form that is none of ours is refused and says what to do."""
    for mark in ("", "wrong"):
        done = client.post(
            "/decisions/rate", data={"mark": mark, "source": "Coast Today", "reliability": "A"}
        )
        assert done.status_code == 403 and "load it again" in done.text
    assert client.get("/api/decisions").json() == {"decisions": []}


def test_a_browser_needs_the_mark_for_the_api(client: TestClient):
    """A script of a page sends the page's mark; a program that is no browser needs none."""
    body = {"action": {"do": "rate-source", "source": "Coast Today", "reliability": "B"}}
    mine = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}

    assert client.post("/api/decisions", json=body, headers=mine).status_code == 403
    mark = mark_on(client.get("/add").text)
    assert (
        client.post("/api/decisions", json=body, headers={**mine, "x-firsthand-mark": mark}).status_code
        == 201
    )
    assert client.post("/api/decisions", json=body).status_code == 201


def test_marks_of_one_browser_do_not_work_in_another(desk):
    """A mark is bound to the session it was given to."""
    one, other = client_of(desk), client_of(desk)
    other.get("/")
    done = other.post(
        "/decisions/rate", data={"mark": mark_on(one.get("/sources").text), "source": "x", "reliability": "A"}
    )

    assert done.status_code == 403


def test_with_a_token_nothing_is_shown_without_it(desk, story):
    """Pages lead to the door, the API says what it wants, files of our own are open."""
    client = client_of(desk, TOKEN)

    for path in (*PAGES, *(f"/stories/{story}{view}" for view in VIEWS)):
        done = client.get(path)
        assert done.status_code == 303 and done.headers["location"].startswith("/enter?next=")
    for headers in ({}, {"authorization": "Bearer wrong"}, {"cookie": "firsthand=forged.signature"}):
        assert client.get("/api/stories", headers=headers).status_code == 401
    assert client.get("/api/stories", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/static/workbench.css").status_code == 200


def test_the_door_opens_to_the_token(desk):
    """Who gives the token once is let in under the name they gave; the cookie is out of scripts' reach."""
    client = client_of(desk, TOKEN)
    refused = client.post("/enter", data={"token": "wrong", "person": "Bo", "next": "/help"})
    done = client.post("/enter", data={"token": TOKEN, "person": "Bo <b>", "next": "/help"})

    assert refused.status_code == 403
    assert (done.status_code, done.headers["location"]) == (303, "/help")
    assert "HttpOnly" in done.headers["set-cookie"] and "SameSite=Strict" in done.headers["set-cookie"]
    assert "Bo &lt;b&gt;" in client.get("/help").text


def test_cookies_cannot_be_made_outside():
    """A session is what its signature says, or none."""
    guard = Guard(hosts=frozenset({"localhost"}), person="Ana")
    cookie = guard.cookie_of(Session("Bo", "x"))

    assert guard.session_of(cookie) == Session("Bo", "x")
    assert guard.session_of(cookie[:-1] + ("A" if cookie[-1] != "A" else "B")) is None
    assert Guard(hosts=frozenset(), person="Ana").session_of(cookie) is None
    assert guard.session_of("") is None


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", "/a\nb", ""]
)
def test_the_door_leads_inside_only(path: str):
    """Where to go after entering is a path of this server."""
    assert _inside(path) == "/"
    assert _inside("/stories/s1?x=1") == "/stories/s1?x=1"


def test_beyond_this_machine_only_with_a_token():
    """Without one the server does not start, and shows how to set one."""
    for host in ("0.0.0.0", "::", "192.168.7.7", "desk.example"):
        with pytest.raises(SettingsError, match="FIRSTHAND_TOKEN"):
            guard_for(host, token=None)
    with pytest.raises(SettingsError, match="16 or more"):
        guard_for("0.0.0.0", token="short")
    assert guard_for("0.0.0.0", token=TOKEN, names=["desk.example"]).knows_host("desk.example:8750")
    assert not guard_for("127.0.0.1", token=None).knows_host("desk.example")


def test_the_command_refuses_to_be_open_to_all(tmp_path):
    """``serve --host 0.0.0.0`` ends with the way to do it, and makes no library."""
    place = tmp_path / "new.firsthand"
    done = CliRunner().invoke(
        main, ["serve", "--host", "0.0.0.0", "--library", str(place)], env={"FIRSTHAND_TOKEN": ""}
    )

    assert done.exit_code == 1 and "FIRSTHAND_TOKEN" in done.stderr
    assert not place.exists()


def test_every_answer_is_told_what_it_may_do(client: TestClient, story: str):
    """Pages, data, files and refusals all carry the policy: nothing but our own, framed by nobody."""
    for path in (*PAGES, f"/stories/{story}", "/api/stories", "/api/nothing", "/static/workbench.js"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"


def test_pages_need_nothing_that_the_policy_forbids(client: TestClient, story: str):
    """No inline script, style or handler; nothing loaded from elsewhere."""
    for path in (*PAGES, *(f"/stories/{story}{view}" for view in VIEWS)):
        for tag, attributes in Tags(client.get(path).text).found:
            assert tag != "style" and "style" not in attributes
            assert not [a for a in attributes if a.startswith("on")]
            if tag == "script":
                assert (attributes["src"] or "").startswith("/static/")
            for name in ("src", "action"):
                assert (attributes.get(name) or "/").startswith("/")
            if tag == "link":
                assert (attributes["href"] or "").startswith("/static/")


def test_a_body_that_never_ends_is_cut(client: TestClient):
    """A decision or form longer than any can be is refused."""
    done = client.post(
        "/api/decisions", content=b"x" * (3 << 20), headers={"content-type": "application/json"}
    )
    assert done.status_code == 413
    assert client.post("/decisions/rate", content=b"mark=" + b"x" * (3 << 20)).status_code == 413
