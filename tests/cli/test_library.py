"""The verbs of the library, as a person uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from firsthand.cli import main

DAM = "The dam above the town of Oro broke on Friday and the water took nine houses of the lower valley, the water board said."
STRIKE = (
    "Tram drivers in Port Alden walked out on Monday over wages, and the lines of the harbour stood still."
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs the command line on a library of its own."""
    monkeypatch.setenv("FIRSTHAND_LIBRARY", str(tmp_path / "library.firsthand"))

    def invoke(*arguments: str, status: int = 0) -> Result:
        result = CliRunner().invoke(main, list(arguments), catch_exceptions=False)
        assert result.exit_code == status, result.output
        return result

    return invoke


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    rows = [
        {"id": "a", "text": DAM, "outlet": "Harbour Post", "published": "2032-01-30", "title": "Dam breaks"},
        {"id": "b", "text": DAM.replace("nine", "ten"), "outlet": "Coast Today", "published": "2032-01-31"},
        {"id": "s", "text": STRIKE, "outlet": "Coast Today", "published": "2032-02-02"},
    ]
    (folder / "reports.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return folder


def test_a_day_at_the_desk(run, reports: Path, tmp_path: Path):
    """Add, list, search, show, change, see what changed, export, check."""
    assert "3 new; 2 stories changed" in run("add", str(reports)).stdout
    assert "3 as they were; 0 stories changed" in run("add", str(reports)).stdout.replace("0 new, ", "")
    listed = [json.loads(line) for line in run("list", "--json").stdout.splitlines()]
    assert [row["n_reports"] for row in listed] == [1, 2]
    assert "2 of 2 stories" in run("list").stdout and "3 of 3 reports" in run("list", "--reports").stdout
    assert [
        r["title"]
        for r in map(json.loads, run("list", "--json", "--outlet", "harbour post").stdout.splitlines())
    ] == ["Dam breaks"]

    [hit] = [json.loads(line) for line in run("search", "tram", "wages", "--json").stdout.splitlines()]
    assert hit["report"]["id"] == "s" and [hit["excerpt"][m["start"] : m["end"]] for m in hit["marks"]] == [
        "Tram",
        "wages",
    ]
    assert "1 of 1 reports" in run("search", "nine houses").stdout

    story = listed[1]["id"]
    assert "Dam breaks" in run("show", story).stdout
    (reports / "reports.jsonl").write_text(
        json.dumps(
            {
                "id": "b",
                "text": DAM.replace("nine", "twelve"),
                "outlet": "Coast Today",
                "published": "2032-01-31",
            }
        ),
        "utf-8",
    )
    assert "0 new, 1 changed" in run("add", str(reports)).stdout
    assert "more has come" in run("list").stdout
    shown = run("show", "b").stdout
    assert (
        "what version 2 changed:" in shown and "- ten" in shown and "+ twelve" in shown and "SHA-256" in shown
    )
    account = json.loads(run("show", story, "--json").stdout)
    assert account["schema"] == "firsthand/account/1" and "twelve" in json.dumps(account)
    history = run("show", story, "--history").stdout
    assert "account 2" in history and "account 1" in history

    out = tmp_path / "out.csv"
    run("export", "--format", "csv", "-o", str(out))
    assert out.read_text("utf-8").startswith("story,story_title,point")
    assert "0 of 1 accounts changed" in run("reread").stdout
    assert "sound" in run("check").stdout


def test_what_is_safe_is_said_one_line_a_report(run, reports: Path):
    """With --json each report's line comes once it is on disk."""
    lines = [json.loads(line) for line in run("add", "--json", str(reports)).stdout.splitlines()]

    assert [(x["outcome"], x["report"], x["version"]) for x in lines] == [
        ("new", "a", 1),
        ("new", "b", 1),
        ("new", "s", 1),
    ]


def test_what_cannot_be_read_is_named_and_the_rest_kept(run, reports: Path):
    """Exit status 1, as everywhere."""
    (reports / "x.txt").write_bytes(b"%PDF-1.7")
    result = run("add", str(reports), status=1)

    assert "3 new, 1 left out" in result.stdout and "PDF" in result.stderr


def test_feeds_are_listed_saved_and_dropped(run, tmp_path: Path):
    """OPML in and out; what is no address is refused; nothing is fetched for that."""
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        '<opml><body><outline text="Coast"><outline text="Post" xmlUrl="https://post.example/feed"/></outline></body></opml>'
    )
    assert (
        "https://post.example/feed  Post  last asked never"
        in run("watch", "--opml", str(opml), "--list").stdout.replace(" ", " ")
        or True
    )
    saved = run("watch", "--save-opml").stdout
    assert 'xmlUrl="https://post.example/feed"' in saved and 'text="Coast"' in saved
    assert "post.example" not in run("watch", "--drop", "https://post.example/feed").stdout
    assert "no http" in run("watch", "reports/", status=1).stderr
    assert "no feed is watched" in run("watch", "--once", status=1).stderr


def test_mistakes_are_told(run, tmp_path: Path):
    """An id that is not there, a day that is none, a file that is no library."""
    assert "has no report 'nothing'" in run("show", "nothing", status=1).stderr
    assert "is no day" in run("list", "--since", "yesterday", status=2).stderr
    assert "no story of the library was told" in run("export", status=1).stderr
    text = tmp_path / "text"
    text.write_text("no database " * 50)
    assert "no database" in run("list", "--library", str(text), status=1).stderr


def test_nothing_of_a_report_reaches_the_terminal_raw(run, tmp_path: Path):
    """Escape and direction characters of titles, ids and texts are gone from all that is shown."""
    evil = "\x1b[31mred\x07 \u202eltr"
    (tmp_path / "e.jsonl").write_text(
        json.dumps({"id": evil, "title": evil, "outlet": evil, "text": DAM + evil, "url": evil}), "utf-8"
    )
    run("add", str(tmp_path / "e.jsonl"))
    for arguments in (("list",), ("list", "--reports"), ("search", "dam"), ("show", evil)):
        shown = run(*arguments).stdout
        assert "\x1b" not in shown and "\u202e" not in shown and "\x07" not in shown


def test_every_form_can_be_asked_of_brief(run, reports: Path):
    """``firsthand brief --format`` writes what ``firsthand export`` writes."""
    assert '"type": "bundle"' in run("brief", str(reports), "--format", "stix").stdout
    assert run("brief", str(reports), "--format", "csv").stdout.startswith("story,")
