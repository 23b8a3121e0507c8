"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("firsthand", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("firsthand")

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew; review the diff")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real stories and public data beside the project; tests that need it skip without it."""
    folder = Path(os.environ.get("FIRSTHAND_SHARED", ROOT.parent / "shared"))
    if not (folder / "seed-story").is_dir():
        pytest.skip(f"{folder} is not there: real stories are no part of the project")
    return folder


@pytest.fixture(scope="session")
def ferry() -> Path:
    """The shipped example."""
    return ROOT / "examples" / "ferry"
