"""The code keeps to the architecture that ARCHITECTURE.md draws."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "firsthand"
STAGES = ("intake", "reading", "lineage", "stories", "claims", "briefs")
FILES = sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Every module that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_stage_imports_another(path: Path):
    """A stage imports the model, the errors and itself."""
    room = path.relative_to(PACKAGE).parts[0]
    ours = {name for name in imports(path) if name.startswith("firsthand")}
    if room == "model":
        assert {n for n in ours if not n.startswith("firsthand.model")} == set()
    elif room in STAGES:
        allowed = ("firsthand.model", "firsthand.errors", f"firsthand.{room}")
        assert {n for n in ours if not n.startswith(allowed)} == set()


@pytest.mark.parametrize("path", sorted((PACKAGE / "model").glob("*.py")), ids=lambda p: p.name)
def test_the_model_needs_the_standard_library_only(path: Path):
    """The nouns depend on nothing that has to be installed."""
    roots = {name.split(".")[0] for name in imports(path)} - {"firsthand", "__future__"}

    assert roots <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_stage_reads_clock_network_or_chance(path: Path):
    """The same reports give the same accounts."""
    if path.relative_to(PACKAGE).parts[0] in STAGES:
        banned = {"time", "random", "socket", "urllib.request", "http", "requests"}
        assert not {n for n in imports(path) if n.split(".")[0] in banned or n.startswith("urllib.request")}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_outside_thing_is_known_in_one_place(path: Path):
    """The network in fetching alone (and listening in web), each database in its module, the desk above all."""
    room, roots = path.relative_to(PACKAGE).parts[0], {name.split(".")[0] for name in imports(path)}
    if room not in ("fetching", "web"):
        assert not roots & {"socket", "urllib3", "http", "ssl", "requests", "httpx"}
        assert not {n for n in imports(path) if n.startswith("urllib.request")}
    if path.name not in ("sqlite.py", "words.py") or room != "library":
        assert "apsw" not in roots and "sqlite3" not in roots
    if path.name != "postgres.py" or room != "library":
        assert "psycopg" not in roots
    if room == "library":
        ours = {n for n in imports(path) if n.startswith("firsthand")}
        assert {
            n for n in ours if not n.startswith(("firsthand.model", "firsthand.errors", "firsthand.library"))
        } == set()


def test_no_room_is_called_utils():
    """A helper is named for what it holds."""
    assert [p for p in FILES if re.search(r"utils?|helpers?|misc", p.stem)] == []


def test_help_starts_without_heavy_libraries():
    """``firsthand --help`` loads neither numpy nor the inference runtime."""
    code = (
        "import sys, firsthand.cli\n"
        "heavy = {'numpy', 'onnxruntime', 'trafilatura', 'nupunkt', 'apsw', 'urllib3', 'feedparser', 'lxml', 'msgspec'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_every_public_name_is_there_and_documented():
    """What ``__all__`` promises can be fetched and says what it is."""
    import firsthand

    assert list(firsthand.__all__) == sorted(firsthand.__all__)
    assert [n for n in firsthand.__all__ if not getattr(firsthand, n).__doc__] == []


def test_nothing_of_a_machine_stands_in_the_project():
    """No path of the machine that somebody worked on."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True).stdout
    if not tracked:
        pytest.skip("not a git checkout")
    pattern = re.compile(r"(?<![\w.])/" + r"(?:work|home|root|Users)/\w")
    bad = []
    for name in tracked.split("\0"):
        path = ROOT / name
        if name and path.is_file() and path.stat().st_size < 1_000_000:
            try:
                text = path.read_text("utf-8")
            except UnicodeDecodeError:
                continue
            if pattern.search(text):
                bad.append(name)
    assert bad == []
