"""The workbench keeps to its room: it stands on the others, and none stands on it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import firsthand.web

WEB = Path(firsthand.web.__file__).parent
PACKAGE = WEB.parent


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_only_the_verb_imports_the_workbench():
    """Accounts, libraries and briefs know nothing of pages."""
    others = [p for p in PACKAGE.rglob("*.py") if WEB not in p.parents and p != PACKAGE / "cli" / "web.py"]

    assert [
        p
        for p in others
        if any(n.startswith("firsthand.web") for n in imported(p)) and p != PACKAGE / "cli" / "__init__.py"
    ] == []


def test_the_workbench_judges_nothing():
    """It reaches reading, comparing and grouping only through the pipeline and the library."""
    for path in WEB.glob("*.py"):
        stages = {"intake", "reading", "lineage", "stories", "claims"}
        assert not {n for n in imported(path) if n.startswith("firsthand.") and n.split(".")[1] in stages}, (
            path
        )


def test_no_template_marks_words_as_safe():
    """Escaping is never turned off; the one piece of ready markup is the picture that the briefs draw."""
    for path in (WEB / "templates").iterdir():
        assert not re.search(r"\|\s*safe|autoescape|Markup", path.read_text("utf-8")), path
    marked = [p.name for p in WEB.glob("*.py") if re.search(r"\bMarkup\(", p.read_text("utf-8"))]
    assert marked == ["pages.py"]


def test_the_command_line_starts_without_a_server():
    """``firsthand --help`` loads neither the server nor the template engine."""
    code = (
        "import sys, firsthand.cli\n"
        "sys.exit(', '.join(sorted({'starlette', 'uvicorn', 'jinja2', 'apsw'} & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert (done.returncode, done.stderr.strip()) == (0, "")
