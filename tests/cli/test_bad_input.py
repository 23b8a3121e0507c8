"""Bad input ends in a message that names the file, says what was found and what to do; the rest is read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from firsthand.cli import main
from firsthand.intake import formats

GOOD = (
    "The dam above Oro held through the night of rain, mayor Ana Pell told people at the town hall on Friday."
)


def stories(*paths: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["stories", *map(str, paths), "--json"], input=stdin)


def reports_of(result: Result) -> list[str]:
    return [r for s in json.loads(result.stdout)["stories"] for r in s["reports"]]


def test_good_input_ends_with_zero(tmp_path: Path):
    """All read: status 0 and nothing on standard error."""
    (tmp_path / "a.txt").write_text(GOOD)
    result = stories(tmp_path)

    assert (result.exit_code, result.stderr, reports_of(result)) == (0, "", ["a.txt"])


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t ", "is empty"),
        ("scan.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF file"),
        ("noise.txt", bytes(range(32)) * 50, "binary data"),
        ("bare.html", b"<html><head><title>x</title></head></html>", "no main text"),
        ("lines.jsonl", b"\n\n", "is empty"),
        ("cut.jsonl.gz", gzip.compress(b'{"text": "x"}\n' * 9000)[:60], "breaks off"),
    ],
)
def test_a_file_that_gives_no_report_is_named(tmp_path: Path, name: str, data: bytes, said: str):
    """The message holds the name and what was found; a good neighbour is still read."""
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(GOOD)
    result = stories(tmp_path)

    assert result.exit_code == 1
    assert name in result.stderr and said in result.stderr
    assert "good.txt" in reports_of(result)


def test_an_empty_folder_says_what_was_expected(tmp_path: Path):
    """An empty folder is named with the endings that would be read."""
    result = stories(tmp_path)

    assert result.exit_code == 1
    assert str(tmp_path) in result.stderr and ".jsonl" in result.stderr


def test_a_missing_path_is_named(tmp_path: Path):
    """A path that is not there is an input left out, not a crash."""
    result = stories(tmp_path / "nowhere.txt")

    assert result.exit_code == 1 and "nowhere.txt" in result.stderr and "check the path" in result.stderr


def test_broken_lines_are_numbered_and_the_rest_is_read(tmp_path: Path):
    """Three broken lines in the middle cost three reports, no more."""
    lines = [
        json.dumps({"id": "a", "text": GOOD}),
        '{"id": "b", "text": ',
        "[1, 2]",
        '{"id": "c"}',
        json.dumps({"id": "d", "text": GOOD + " Twice."}),
    ]
    path = tmp_path / "feed.jsonl"
    path.write_text("\n".join(lines))
    result = stories(path)

    assert (result.exit_code, sorted(reports_of(result))) == (1, ["a", "d"])
    assert [f"line {n}" in result.stderr for n in (2, 3, 4)] == [True, True, True]


def test_a_text_over_the_limit_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A huge file is refused by its size, before it is read."""
    monkeypatch.setattr(formats, "MAX_FILE_BYTES", 1 << 20)
    (tmp_path / "huge.txt").write_bytes(b"word " * 300_000)
    result = stories(tmp_path)

    assert result.exit_code == 1 and "huge.txt" in result.stderr and "at most 1 MB" in result.stderr


def test_a_gzip_bomb_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An archive that unpacks without end is cut off and named."""
    monkeypatch.setattr(formats, "MAX_UNPACKED_BYTES", 1 << 20)
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b"0" * (8 << 20)))
    result = stories(tmp_path)

    assert result.exit_code == 1 and "bomb.jsonl.gz" in result.stderr


def test_a_gzip_bomb_on_one_line_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A line without end inside an archive ends in a message too."""
    monkeypatch.setattr(formats, "MAX_FILE_BYTES", 1 << 18)
    monkeypatch.setattr(formats, "MAX_UNPACKED_BYTES", 1 << 20)
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b"0" * (64 << 20)))
    result = stories(tmp_path)

    assert result.exit_code == 1 and "bomb.jsonl.gz" in result.stderr


def test_unclosed_scripts_cost_no_more_than_one(tmp_path: Path):
    """A page of fifty thousand openings is read in linear time."""
    (tmp_path / "open.html").write_text('<script type="application/ld+json">' * 50_000 + f"<p>{GOOD}</p>")

    assert stories(tmp_path).exit_code in (0, 1)


def test_deep_markup_is_bounded(tmp_path: Path):
    """Markup nested a hundred thousand deep neither hangs nor crashes."""
    (tmp_path / "deep.html").write_text("<html><body>" + "<div>" * 100_000 + f"<p>{GOOD * 5}</p>")
    result = stories(tmp_path)

    assert (result.exit_code in (0, 1) and result.exception is None) or isinstance(
        result.exception, SystemExit
    )


def test_entities_do_not_explode(tmp_path: Path):
    """A page that defines entities by entities gives its text or is left out."""
    bomb = '<!DOCTYPE html [<!ENTITY a "xxxxxxxxxx">' + "".join(
        f'<!ENTITY a{n} "{("&a" + str(n - 1) + ";") * 10 if n else "&a;" * 10}">' for n in range(9)
    )
    (tmp_path / "laughs.html").write_text(f"{bomb}]><html><body><p>&a8; {GOOD}</p></body></html>")
    result = stories(tmp_path)

    assert result.exit_code in (0, 1) and len(result.stdout) < 100_000


def test_the_same_file_twice_counts_once(tmp_path: Path):
    """One text in two files is one report, and the message names both."""
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.txt").write_text(GOOD)
    result = stories(tmp_path)

    assert (result.exit_code, reports_of(result)) == (1, ["a.txt"])
    assert "b.txt" in result.stderr and "a.txt" in result.stderr


def test_two_texts_with_one_id_are_both_kept():
    """The second gets an id of its own."""
    feed = "\n".join(json.dumps({"id": "x", "text": GOOD + tail}) for tail in ("", " Rain fell on Oro."))
    result = stories("-", stdin=feed.encode())

    assert result.exit_code == 0
    assert (
        sorted(r.split("#")[0] for r in reports_of(result)) == ["x", "x"]
        and len(set(reports_of(result))) == 2
    )


def test_records_with_ids_of_their_own_are_kept_word_for_word():
    """Two outlets that print one text are two reports."""
    feed = "\n".join(json.dumps({"id": i, "text": GOOD}) for i in ("x", "y"))

    assert sorted(reports_of(stories("-", stdin=feed.encode()))) == ["x", "y"]


def test_another_language_is_read_with_an_issue(tmp_path: Path):
    """A German report is a report; the reading says what to expect."""
    text = "Der Damm oberhalb der Stadt hat gehalten, und die Menschen sind am Freitag nach Hause gegangen, sagte die Bürgermeisterin."
    (tmp_path / "de.txt").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["read", str(tmp_path), "--json"])
    reading = json.loads(result.stdout)

    assert result.exit_code == 0
    assert reading["report"]["language"] == "de" and [i["kind"] for i in reading["issues"]] == ["language"]
    assert "de.txt" in result.stderr and "'de'" in result.stderr


def test_a_doubtful_report_is_noted_and_read(tmp_path: Path):
    """A guessed encoding and a date that is none are said of the file, and nothing is left out."""
    (tmp_path / "a.txt").write_bytes(f"Café “Oro” cost €5. {GOOD}".encode("cp1252"))
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "b", "text": GOOD, "published": "yesterday"}))
    result = stories(tmp_path)

    assert result.exit_code == 0
    assert "a.txt" in result.stderr and "Windows-1252" in result.stderr
    assert "b.jsonl" in result.stderr and "'yesterday'" in result.stderr


def test_a_report_without_a_date_is_noted_in_a_brief(tmp_path: Path):
    """The note says what stays open and how to give a date; a dated report has none."""
    (tmp_path / "open.txt").write_text(GOOD)
    dated = {"id": "d", "text": "Ore fell by 5 percent.", "published": "2032-01-30"}
    (tmp_path / "dated.jsonl").write_text(json.dumps(dated))
    result = CliRunner().invoke(main, ["brief", str(tmp_path)])

    assert result.exit_code == 0
    assert "open.txt" in result.stderr and '"published"' in result.stderr and "dated" not in result.stderr


def test_notes_do_not_drown_the_rest():
    """Of many notes of one kind a few are printed and the others counted."""
    records = [{"id": str(n), "text": f"{GOOD} {n}", "published": "soon"} for n in range(12)]
    result = stories("-", stdin="\n".join(map(json.dumps, records)).encode())

    assert result.stderr.count("note on") == 5 and "7 more" in result.stderr


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"]
)
def test_encodings_are_read_right(tmp_path: Path, encoding: str):
    """Every encoding that news comes in gives the same text."""
    (tmp_path / "a.txt").write_bytes(f"Café “Oro” cost €5. {GOOD}".encode(encoding))
    result = CliRunner().invoke(main, ["read", str(tmp_path), "--json"])

    assert json.loads(result.stdout)["report"]["text"].startswith("Café “Oro” cost €5.")


def test_a_wide_feed_is_read(tmp_path: Path):
    """JSON Lines in UTF-16 give their records."""
    lines = "\n".join(json.dumps({"id": i, "text": f"{GOOD} {i}"}) for i in ("x", "y"))
    (tmp_path / "feed.jsonl").write_bytes(lines.encode("utf-16"))

    assert sorted(reports_of(stories(tmp_path))) == ["x", "y"]


def test_no_path_is_a_usage_error():
    """Status 2 is for commands that were not understood."""
    assert CliRunner().invoke(main, ["brief"]).exit_code == 2
    assert CliRunner().invoke(main, ["brief", ".", "--format", "poem"]).exit_code == 2


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path):
    """``-o`` leaves no half-written file and no litter."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(GOOD)
    out = tmp_path / "out.json"
    result = CliRunner().invoke(main, ["stories", str(tmp_path / "in"), "--json", "-o", str(out)])

    assert result.exit_code == 0 and json.loads(out.read_text())["stories"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out.json"]
    refused = CliRunner().invoke(
        main, ["stories", str(tmp_path / "in"), "-o", str(tmp_path / "no" / "out.json")]
    )
    assert refused.exit_code != 0 and "cannot write" in refused.stderr
