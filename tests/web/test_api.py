"""The HTTP API: shapes, long work, decisions, and its own description put to the test."""

from __future__ import annotations

import json
import shutil
from importlib import resources
from pathlib import Path
from urllib.parse import quote

import jsonschema
import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from starlette.testclient import TestClient

from firsthand.briefs.forms import FORMS
from firsthand.library import open_library
from firsthand.web import shapes
from firsthand.web.api import ENDPOINTS, Endpoint
from firsthand.web.desk import Desk
from firsthand.web.openapi import describe

from .conftest import client_of


def schema(name: str) -> dict:
    return json.loads(resources.files("firsthand.schemas").joinpath(f"{name}.schema.json").read_text("utf-8"))


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_answers_have_the_shapes_they_promise(client: TestClient, story: str):
    """Every endpoint that needs no more than a story answers in its declared shape."""
    filled = {
        "/api/stories/{id}/pair": f"/api/stories/{story}/pair?left=nw-1&right=nw-2",
        "/api/reports/{id}": "/api/reports/nw-1",
        "/api/reports?": "/api/reports?words=ferry&limit=3",
        "/api/reports/{id}/reading": "/api/reports/nw-1/reading",
    }
    for endpoint in ENDPOINTS:
        if endpoint.method != "GET" or not isinstance(endpoint.answer, type):
            continue
        path = filled.get(endpoint.path, endpoint.path.replace("{id}", story))
        if endpoint.path == "/api/decisions/{id}":
            continue
        done = client.get(path)
        assert done.status_code == 200, path
        msgspec.convert(done.json(), endpoint.answer, strict=True)


def test_accounts_keep_to_the_public_formats(client: TestClient, story: str):
    """An account and a reading are what ``docs/formats.md`` says, and every span is true."""
    account = client.get(f"/api/stories/{story}/account").json()
    told = {k: v for k, v in account.items() if k not in ("number", "at")}
    jsonschema.validate(told, schema("account"))
    jsonschema.validate(client.get("/api/reports/nw-1/reading").json(), schema("reading"))
    texts = {r["id"]: r["text"] for r in account["reports"]}
    for point in account["points"]:
        for claim in point["claims"]:
            assert texts[claim["report"]][claim["start"] : claim["end"]] == claim["text"]
    streamed = lines(client.get("/api/accounts").text)
    assert streamed == [told]


def test_stories_are_paged_and_filtered(client: TestClient, story: str):
    """``formats.md``'s shape of stories, with counts; pages join to the whole."""
    whole = client.get("/api/stories?order=biggest").json()
    parts = [
        client.get(f"/api/stories?order=biggest&limit=1&offset={n}").json()["stories"][0] for n in (0, 1)
    ]

    assert whole["schema"] == "firsthand/stories/1" and whole["total"] == 2
    assert parts == whole["stories"] and whole["stories"][0]["id"] == story
    assert len(whole["stories"][0]["reports"]) == 8
    changed = client.get(f"/api/stories?changed_after={whole['position']}").json()
    assert changed["stories"] == []


def test_reports_come_in_as_lines(client: TestClient):
    """JSON Lines in, a line for each out: what was kept, what was left out and why."""
    body = "\n".join(
        json.dumps(record)
        for record in (
            {"id": "oro-1", "text": "The dam above Oro held on Friday."},
            {"id": "oro-2"},
            {"id": "oro-1", "text": "The dam above Oro broke on Friday."},
        )
    )
    done = client.post(
        "/api/reports?name=oro.jsonl",
        content=body + "\nnot json",
        headers={"content-type": "application/x-ndjson"},
    )
    found = lines(done.text)

    assert done.status_code == 200
    assert [line.get("outcome", "left out") for line in found] == ["new", "left out", "changed", "left out"]
    assert all(line["reason"] for line in found if "outcome" not in line)
    record = client.get("/api/reports/oro-1").json()
    assert record["version"] == 2 and record["text"].endswith("broke on Friday.")
    assert [v["number"] for v in record["versions"]] == [1, 2] and len(record["retrievals"]) == 2
    assert client.get("/api/reports/oro-1/original?version=1").content
    assert record["story"]


def test_telling_a_story_says_how_far_it_is(client: TestClient):
    """Each step is a line; the last has the account's number."""
    [story] = [s["id"] for s in client.get("/api/stories").json()["stories"] if s["n_points"] is None]
    found = lines(client.post(f"/api/stories/{story}/account").text)

    assert found[0]["stage"] == "reading report" and found[-1]["account"] == 1
    assert client.get(f"/api/stories/{story}/account").json()["number"] == 1
    assert client.post("/api/stories/none/account").status_code == 404


def test_decisions_are_made_shown_and_undone(client: TestClient, story: str):
    """A decision by words holds in the account; undone it is gone; twice undone is refused."""
    account = client.get(f"/api/stories/{story}/account").json()
    claim = account["points"][0]["claims"][0]
    words = {"report": claim["report"], "start": claim["start"], "end": claim["end"], "words": claim["text"]}
    made = client.post(
        "/api/decisions", json={"action": {"do": "set-aside", "words": words}, "reason": "a title"}
    )
    decision = made.json()

    assert made.status_code == 201 and decision["action"]["words"] == words and decision["by"] == "Ana"
    spans = {
        (c["report"], c["start"], c["end"])
        for p in client.get(f"/api/stories/{story}/account").json()["points"]
        for c in p["claims"]
    }
    assert (claim["report"], claim["start"], claim["end"]) not in spans
    assert client.get(f"/api/decisions?story={story}").json()["decisions"] == [decision]
    assert client.get(f"/api/decisions/{decision['id']}").json() == decision
    undone = client.delete(f"/api/decisions/{decision['id']}")
    assert undone.status_code == 200 and undone.json()["undone_by"] == "Ana"
    assert client.delete(f"/api/decisions/{decision['id']}").status_code == 409
    assert client.get("/api/decisions").json()["decisions"] == []
    assert len(client.get("/api/decisions?undone=true").json()["decisions"]) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/stories?order=loudest", 400),
        ("/api/stories?limit=0", 400),
        ("/api/stories?since=31.1.2032", 400),
        ("/api/stories?colour=red", 400),
        ("/api/stories/none", 404),
        ("/api/stories/none/account", 404),
        ("/api/reports/none", 404),
        ("/api/decisions/none", 404),
        ("/api/none", 404),
    ],
)
def test_what_cannot_be_answered_says_why(client: TestClient, path: str, status: int):
    """One shape for every failure, with words."""
    done = client.get(path)

    assert done.status_code == status
    failure = msgspec.convert(done.json(), shapes.ErrorAnswer).error
    assert failure.status == status and len(failure.message) > 10


def test_bodies_of_other_kinds_are_refused(client: TestClient):
    """A decision is JSON, an upload one of the kinds that are read."""
    assert (
        client.post("/api/decisions", content=b"{}", headers={"content-type": "text/plain"}).status_code
        == 415
    )
    assert (
        client.post("/api/decisions", content=b"{", headers={"content-type": "application/json"}).status_code
        == 400
    )
    assert client.post("/api/reports", content=b"x", headers={"content-type": "image/png"}).status_code == 415
    assert client.put("/api/stories").status_code == 405


def test_words_that_do_not_stand_there_decide_nothing(client: TestClient):
    """A decision on words that the report has not is refused; nothing is kept."""
    words = {"report": "nw-1", "start": 0, "end": 9, "words": "no such words at all"}
    done = client.post("/api/decisions", json={"action": {"do": "set-aside", "words": words}})

    assert done.status_code == 409 and client.get("/api/decisions").json() == {"decisions": []}


@pytest.mark.parametrize("form", FORMS)
def test_every_export_is_a_download(client: TestClient, story: str, form: str):
    """Each form comes with its type and a name, and is not empty."""
    done = client.get(f"/api/stories/{story}/exports/{form}")

    assert done.status_code == 200 and len(done.content) > 500
    assert done.headers["content-disposition"].startswith("attachment; filename")
    assert done.headers["content-type"].partition(";")[0] == FORMS[form].media_type.partition(";")[0]
    assert client.get(f"/api/stories/{story}/exports/scroll").status_code == 404


def test_ids_with_slashes_and_marks_can_be_asked_for(client: TestClient):
    """Ids are the feeds' own: addresses, paths, anything."""
    for id in ("https://example.org/a/b?c=d#e", "a/reading", "ä ö"):
        body = json.dumps({"id": id, "text": f"The dam above Oro held on Friday, said {id}."})
        client.post("/api/reports", content=body, headers={"content-type": "application/x-ndjson"})
        assert client.get(f"/reports/{quote(id, safe='')}").status_code == 200
        if not id.endswith("/reading"):
            assert client.get(f"/api/reports/{quote(id, safe='')}").json()["id"] == id
            assert client.get(f"/api/reports/{quote(id, safe='')}/reading").json()["report"]["id"] == id


def test_the_description_names_every_endpoint_and_no_other():
    """The document and the routes are made of one table; every reference leads somewhere."""
    document = describe(ENDPOINTS)
    named = {(path, method.upper()) for path, held in document["paths"].items() for method in held}
    references = {r for r in _references(document) if r.startswith("#/components/schemas/")}

    assert named == {(e.path, e.method) for e in ENDPOINTS}
    assert document["openapi"].startswith("3.1")
    for reference in references:
        here = document
        for part in reference.removeprefix("#/").split("/"):
            here = here[part]
    assert json.loads(json.dumps(document)) == document


def _references(node: object) -> list[str]:
    """Every "$ref" below a node."""
    if isinstance(node, dict):
        mine = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return mine + [r for v in node.values() for r in _references(v)]
    return [r for v in node for r in _references(v)] if isinstance(node, list) else []


# The description, put to the test by its own words ------------------------------------------------------------


@pytest.fixture(scope="module")
def described(told_library: Path, tmp_path_factory: pytest.TempPathFactory):
    """The API as its description shows it, over a library of its own."""
    place = tmp_path_factory.mktemp("fuzz") / "fuzz.firsthand"
    shutil.copy(told_library, place)
    app = client_of(Desk(open_library(place))).app
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


#: Endpoints with what can be asked wrongly: any text is an id or an upload.
ASKED = [(e, GenerationMode.POSITIVE) for e in ENDPOINTS] + [
    (e, GenerationMode.NEGATIVE) for e in ENDPOINTS if (e.query or e.body) and not e.takes
]


@pytest.mark.parametrize(("endpoint", "mode"), ASKED, ids=lambda x: getattr(x, "name", x))
def test_no_question_breaks_the_server(described, endpoint: Endpoint, mode: GenerationMode):
    """Whatever the description allows or forbids: an answer of a declared status, type and shape, never 5xx."""
    operation = described[endpoint.path][endpoint.method]
    # Ids of nothing are allowed and get 404; words that do not stand where they are said to get 409.
    checks = [c for c in CHECKS.get_all() if c.__name__ != "positive_data_acceptance"]

    @settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case) -> None:
        case.call_and_validate(checks=checks)

    ask()
