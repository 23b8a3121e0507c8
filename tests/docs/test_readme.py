"""The README's Python runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)


def test_the_readme_has_an_example():
    """There is Python to run."""
    assert BLOCKS


@pytest.mark.parametrize("block", BLOCKS)
def test_the_readmes_example_runs(block: str, monkeypatch: pytest.MonkeyPatch):
    """What a first-time user copies works as it stands."""
    monkeypatch.chdir(ROOT)
    exec(compile(block, "README.md", "exec"), {})
