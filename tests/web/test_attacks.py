"""Reports are hostile: nothing of theirs runs, loads, hides or leads elsewhere."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from firsthand.library import open_library
from firsthand.web.desk import Desk

from .conftest import client_of

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "</textarea></title></style><iframe src=//evil.example>",
    "{{ 7*7 }}{% raw %}",
    "<a href=javascript:alert(1)>x</a>",
    "\u202egnp.exe\u202c\u200b",
    "</q></mark></div></details><base href=//evil.example>",
    "<!--",
)
#: Elements that a page of ours can hold.
OURS = set(
    "html head meta title link script body a header nav form label input span main footer p h1 h2 h3 b q section article details"
    " summary div ul ol li time i mark aside figure figcaption svg rect path g text defs marker button table thead tbody tr th td"
    " dl dt dd code pre select option datalist textarea kbd ins del".split()
)


def hostile(payload: str, n: int) -> dict[str, object]:
    return {
        "id": f"{payload}-{n}",
        "title": f"Dam {payload} breaks above Oro",
        "outlet": f"Post {payload}",
        "url": f"javascript:alert('{n}')" if n % 2 else f"https://example.org/{payload}",
        "published": f"2032-05-0{n + 1}T10:00:00Z",
        "language": "en",
        "text": f"The dam {payload} above Oro broke on Friday, mayor Ana Pell {payload} said.\n"
        f"At least {n + 5} people died in Oro, Ana Pell said. {payload}\n"
        f"“The water came {payload} at night,” Ben Orr told reporters in Oro.",
    }


class Elements(HTMLParser):
    """The elements of a page and their attributes, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module", params=PAYLOADS, ids=range(len(PAYLOADS)))
def attacked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[TestClient, Desk, str]:
    """A workbench over reports that carry one payload everywhere."""
    folder: Path = tmp_path_factory.mktemp("attack")
    feed = folder / "feed.jsonl"
    feed.write_text("\n".join(json.dumps(hostile(request.param, n)) for n in range(3)), "utf-8")
    desk = Desk(open_library(folder / "attacked.firsthand"))
    list(desk.add(feed, f"Eve {request.param}"))
    stories = desk.library.stories(order="biggest").items
    desk.tell(stories[0].id, "Eve")
    desk.rate(f"Post {request.param}", "E", f"Eve {request.param}", f"because {request.param}")
    told = desk.told(stories[0].id)
    assert told is not None and told.account.points
    claim = told.account.points[0].claims[0]
    desk.set_aside(stories[0].id, 1, claim.id, "Eve", as_noise=False, reason=request.param)
    return client_of(desk), desk, stories[0].id


def addresses(desk: Desk, story: str) -> list[str]:
    from urllib.parse import quote

    told = desk.told(story)
    assert told is not None
    claim = told.account.points[0].claims[0].id
    views = (
        "",
        "/table",
        "/timeline",
        "/lineage",
        "/compare",
        "/changes",
        "/reports",
        "/exports",
        f"/claims/{claim}",
    )
    reports = [f"/reports/{quote(r.id, safe='')}" for r in desk.library.reports().items]
    return [
        "/",
        "/?words=dam",
        "/reports",
        "/reports?words=dam",
        "/sources",
        "/decisions",
        *reports,
        *(f"/stories/{story}{v}" for v in views),
    ]


def test_no_element_of_a_report_reaches_a_page(attacked):
    """Every element is ours, none has a handler or style, no link runs or leads out unasked."""
    client, desk, story = attacked
    for path in addresses(desk, story):
        done = client.get(path)
        assert done.status_code == 200, path
        page = Elements(done.text)
        for tag, attributes in page.tags:
            assert tag in OURS, (path, tag)
            assert not [
                a for a in attributes if a.startswith("on") or a in ("style", "srcdoc", "autofocus")
            ], path
            if tag == "script":
                assert (attributes["src"] or "").startswith("/static/")
            for name in ("href", "src", "action"):
                target = attributes.get(name) or "/"
                is_report = (
                    target.startswith("https://example.org/")
                    and attributes.get("rel") == "noreferrer noopener"
                )
                is_ours = target.startswith(("/", "#", "?")) and not target.startswith("//")
                assert is_ours or is_report, (path, target)
        assert len([tag for tag, _ in page.tags if tag == "script"]) == 1


def test_the_words_are_shown_as_they_are(attacked, request):
    """What is escaped is not lost: the page's text holds it, without invisible characters."""
    client, _, story = attacked
    payload = request.node.callspec.params["attacked"]
    page = Elements(client.get(f"/stories/{story}/compare").text)
    shown = "".join(c for c in payload if c not in "\u202e\u202c\u200b")

    assert shown in "".join(page.text)
    assert not {"\u202e", "\u202c", "\u200b"} & set("".join(page.text))


def test_originals_are_handed_out_never_opened(attacked):
    """The bytes of a report are a download of no type, whatever they are."""
    from urllib.parse import quote

    client, desk, _ = attacked
    id = desk.library.reports().items[0].id
    done = client.get(f"/api/reports/{quote(id, safe='')}/original")

    assert done.status_code == 200
    assert done.headers["content-type"] == "application/octet-stream"
    assert done.headers["content-disposition"].startswith("attachment;")


def test_answers_of_the_api_are_never_pages(attacked):
    """A browser that opens an answer shows data; it cannot take it for a page."""
    client, _, story = attacked
    for path in (
        f"/api/stories/{story}/account",
        "/api/reports?words=dam",
        "/api/stories/%3Cscript%3E",
        "/api/nothing",
    ):
        done = client.get(path)
        assert done.headers["content-type"].startswith("application/json")
        assert done.headers["x-content-type-options"] == "nosniff"


def test_a_name_given_to_an_upload_leads_nowhere(client: TestClient, tmp_path: Path):
    """Paths in names, and names of other types, change neither place nor kind."""
    text = b"The dam above Oro held on Friday, mayor Ana Pell said."
    for name in ("../../etc/passwd", "/etc/cron.d/x", "a.html", "\x00", "x" * 300):
        done = client.post(
            "/api/reports", params={"name": name}, content=text, headers={"content-type": "text/plain"}
        )
        assert done.status_code in (200, 400)
        for line in done.text.splitlines():
            location = json.loads(line).get("location")
            assert location is None or location == f"sent here: {name}"
