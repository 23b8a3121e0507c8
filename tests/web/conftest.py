"""A library with the shipped example in it, told once and copied for every test that writes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from firsthand.library import Library, open_library
from firsthand.web.app import build
from firsthand.web.desk import Desk
from firsthand.web.security import Guard

STORY_TITLE = "Six dead after ferry hits Teller Reef"


@pytest.fixture(scope="session")
def told_library(tmp_path_factory: pytest.TempPathFactory, ferry: Path) -> Path:
    """The file of a library in which the example was read."""
    place = tmp_path_factory.mktemp("library") / "ferry.firsthand"
    library = open_library(place)
    desk = Desk(library)
    assert list(desk.add(ferry, "Ana"))
    for row in library.stories().items:
        if row.n_reports > 1:
            desk.tell(row.id, "Ana")
    library.close()
    return place


@pytest.fixture
def library(told_library: Path, tmp_path: Path) -> Iterator[Library]:
    place = tmp_path / "ferry.firsthand"
    shutil.copy(told_library, place)
    library = open_library(place)
    yield library
    library.close()


@pytest.fixture
def desk(library: Library) -> Desk:
    return Desk(library)


@pytest.fixture
def story(library: Library) -> str:
    """The id of the ferry's story."""
    return library.stories(order="biggest").items[0].id


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with client_of(desk) as client:
        yield client


def client_of(desk: Desk, token: str | None = None) -> TestClient:
    """A browser without scripts, at a workbench."""
    guard = Guard(hosts=frozenset({"localhost", "testserver"}), person="Ana", token=token)
    return TestClient(
        build(desk, guard, "test.firsthand"), base_url="http://localhost", follow_redirects=False
    )


def mark_on(html: str) -> str:
    """The mark that the forms of a page carry."""
    found = re.search(r'name="mark" value="([^"]+)"', html)
    assert found is not None
    return found[1]


def submit(client: TestClient, page: str, action: str, **fields: str | list[str]) -> str:
    """Send a form as a browser does from a page; where it led, followed to its text."""
    mark = mark_on(client.get(page).text)
    done = client.post(
        action,
        data={"mark": mark, **fields},
        headers={"origin": "http://localhost", "sec-fetch-site": "same-origin"},
    )
    assert done.status_code == 303, done.text
    return client.get(done.headers["location"]).text
