"""``firsthand stories``: resumable, the same with any number of processes, readable, with reasons."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import jsonschema
from click.testing import CliRunner, Result

from firsthand.cli import main

FIRE = "A fire burned the grain hall at Mirow on Monday. Two firemen were hurt, captain Ula Brandt of Mirow said."
AGAIN = "Ula Brandt, captain of the firemen, said the grain hall at Mirow burned on Monday; two firemen were hurt."
CHESS = "The chess club of Oster won the cup of the coast, its ninth in as many years, and danced until dawn."


def feed(path: Path, *records: dict) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), "utf-8")
    return path


def stories(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["stories", *map(str, arguments)])


RECORDS = (
    {"id": "a", "text": FIRE, "outlet": "Mirow Post", "published": "2031-05-06", "title": "Grain hall burns"},
    {"id": "b", "text": FIRE, "outlet": "Coast Wire", "published": "2031-05-06", "title": "Grain hall burns"},
    {
        "id": "c",
        "text": AGAIN,
        "outlet": "Oster Mail",
        "published": "2031-05-07",
        "title": "Two hurt at Mirow",
    },
    {
        "id": "d",
        "text": CHESS,
        "outlet": "Oster Mail",
        "published": "2031-05-07",
        "title": "Chess cup for Oster",
    },
)


def test_the_readable_view_folds_copies(tmp_path):
    """Title, days, numbers of reports, outlets and copies; a copy is named under the first print."""
    shown = stories(feed(tmp_path / "f.jsonl", *RECORDS)).stdout

    assert "2031-05-06 to 2031-05-07 · 3 reports · 3 outlets · 1 copy" in shown
    assert "Mirow Post: Grain hall burns\n      also Coast Wire\n" in shown
    assert "Coast Wire: " not in shown
    assert "likest" not in shown


def test_why_names_what_decided(tmp_path):
    """With the flag, each report has the one it is likest and what they share; JSON has it always."""
    path = feed(tmp_path / "f.jsonl", *RECORDS)
    shown = stories(path, "--why").stdout
    told = json.loads(stories(path, "--json").stdout)["stories"]

    assert "mirow" in shown and "1 day apart" in shown and "alone: no other report" in shown
    placed = {p["report"]: p for story in told for p in story["placements"]}
    assert placed["c"]["likest"] in ("a", "b")
    assert "mirow" in placed["c"]["names"]
    assert placed["b"]["copy_of"] == "a"
    assert placed["d"]["likest"] is None
    assert told[0]["reasons"]["c"].startswith("shares ")


def test_a_state_goes_on_where_it_was(tmp_path):
    """Two calls with one state tell what one call over all reports tells; nothing is read twice."""
    whole = feed(tmp_path / "all.jsonl", *RECORDS)
    state = tmp_path / "stories.state"
    first = stories(feed(tmp_path / "1.jsonl", *RECORDS[:1], RECORDS[3]), "--json", "--state", state)
    assert [s["reports"] for s in json.loads(first.stdout)["stories"]] == [["a"], ["d"]]
    second = stories(feed(tmp_path / "2.jsonl", *RECORDS[1:3]), "--json", "--state", state)
    size = state.stat().st_size
    third = stories(whole, "--json", "--state", state)

    assert second.stdout == third.stdout == stories(whole, "--json").stdout
    assert state.stat().st_size == size


def test_a_file_that_is_no_state_is_named(tmp_path):
    """The command says what it found and changes nothing."""
    path = feed(tmp_path / "f.jsonl", *RECORDS)
    result = stories(path, "--state", path)

    assert result.exit_code == 1
    assert "no state of stories" in result.stderr and "name another file" in result.stderr
    assert path.read_text("utf-8").count("\n") == len(RECORDS)


def test_processes_change_nothing(tmp_path):
    """One process or two: the same bytes."""
    records = [
        {"text": f"{FIRE if n % 2 else CHESS} Part {n}.", "published": "2031-05-06"} for n in range(450)
    ]
    path = feed(tmp_path / "f.jsonl", *records)

    assert (
        stories(path, "--json", "--processes", 2).stdout == stories(path, "--json", "--processes", 1).stdout
    )


def test_passages_are_written_beside_the_stories(tmp_path):
    """Each line is valid by its schema and names two reports whose words at the places are the same text."""
    long = f"{FIRE} {CHESS}"
    records = [
        {"id": "x", "text": f"First of all. {long}", "outlet": "Mirow Post", "published": "2031-05-06"},
        {"id": "y", "text": f"{long} Said last.", "outlet": "Coast Wire", "published": "2031-05-06"},
    ]
    source, target = feed(tmp_path / "f.jsonl", *records), tmp_path / "passages.jsonl"
    done = stories(source, "--json", "--passages", target)
    (line,) = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    schema = json.loads(
        resources.files("firsthand.schemas").joinpath("passage.schema.json").read_text("utf-8")
    )
    texts = {r["id"]: r["text"] for r in records}

    assert done.exit_code == 0 and json.loads(done.stdout)["stories"]
    jsonschema.validate(line, schema)
    for side in ("left", "right"):
        assert texts[line[side]["report"]][line[side]["start"] : line[side]["end"]] == long.removesuffix(".")


def test_passages_do_not_change_the_stories(tmp_path):
    """The stories are the same with and without, and with any number of processes."""
    source = feed(tmp_path / "f.jsonl", *RECORDS)
    plain = stories(source, "--json").stdout

    assert stories(source, "--json", "--passages", tmp_path / "p", "--processes", 2).stdout == plain


def test_passages_that_cannot_be_written_are_said(tmp_path):
    """A folder that is not there is named, with what to do."""
    done = stories(feed(tmp_path / "f.jsonl", *RECORDS), "--passages", tmp_path / "none" / "p.jsonl")

    assert done.exit_code == 1 and "cannot write" in done.output
