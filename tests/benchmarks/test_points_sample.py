"""The sample of points that people read: drawn once for all, kept without words, counted."""

from __future__ import annotations

import csv
import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


sample = load(ROOT / "benchmarks" / "quality" / "points_sample.py")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample of the shipped example, as it is laid out to read."""
    folder = tmp_path_factory.mktemp("stories") / "ferry"
    shutil.copytree(ROOT / "examples" / "ferry", folder / "reports")
    to = tmp_path_factory.mktemp("reading")
    sample.main(["draw", str(folder), "--to", str(to), "-n", "25"])
    return to


def verdicts(drawn: Path, name: str, say) -> Path:  # type: ignore[no-untyped-def]
    with (drawn / "verdicts.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for k, row in enumerate(rows):
        row["verdict"], row["fault"] = say(k)
    path = drawn / name
    sample._write(path, list(rows[0]), rows)
    return path


def test_every_status_is_drawn_and_every_place_is_true(drawn: Path):
    """25 points, rare statuses among them; the places of the first column lead to words in the reports."""
    with (drawn / "verdicts.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    sheet = (drawn / "sheet.md").read_text("utf-8")

    assert len(rows) == 25 and {"disputed", "differs", "single"} <= {row["status"] for row in rows}
    for row in rows:
        for place in row["claims"].split("; "):
            report, _, span = place.rpartition(" ")
            start, end = map(int, span.split("-"))
            assert f"[{report} {start}-{end}]" in sheet


def test_verdicts_become_places_without_words(drawn: Path, capsys: pytest.CaptureFixture[str]):
    """Two readings of one sample give precision with its interval, faults and kappa; the kept file has no text."""
    first = verdicts(drawn, "a.csv", lambda k: ("wrong", "mixed") if k < 5 else ("right", ""))
    second = verdicts(drawn, "b.csv", lambda k: ("partly", "status") if k < 5 else ("right", ""))
    kept = drawn / "kept.csv"
    sample.main(["take", str(first), str(second), "--kept", str(kept)])
    said = capsys.readouterr().out

    assert "20 of 25   80.0 % [60.9, 91.1]" in said and "faults: mixed 5" in said
    assert "one verdict on 20 of 25, kappa 0.44" in said
    assert kept.read_text("utf-8").splitlines()[0] == ",".join(sample.COLUMNS)
    sample.main(["report", "--kept", str(kept)])
    assert capsys.readouterr().out == said


def test_files_that_do_not_fit_are_told(drawn: Path, tmp_path: Path):
    """A blank verdict, a fault where all is right, and another sample are named with what to do."""
    good = verdicts(drawn, "good.csv", lambda k: ("right", ""))
    for say, message in ((("", ""), "line 2: verdict ''"), (("right", "mixed"), "right with fault 'mixed'")):
        bad = verdicts(drawn, "bad.csv", lambda k, say=say: say)
        with pytest.raises(SystemExit, match=message):
            sample.main(["take", str(good), str(bad), "--kept", str(tmp_path / "kept.csv")])
    short = tmp_path / "short.csv"
    short.write_text("".join(good.read_text("utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    with pytest.raises(SystemExit, match="1 points stand in one alone, as number 25"):
        sample.main(["take", str(good), str(short), "--kept", str(tmp_path / "kept.csv")])


def test_the_sheet_is_never_written_in_the_project():
    with pytest.raises(SystemExit, match="lies in the project"):
        sample.main(["draw", "nowhere", "--to", str(ROOT / "benchmarks" / "sheets")])


@given(st.fixed_dictionaries({s: st.integers(0, 300) for s in sample.SHARES}), st.integers(1, 150))
def test_quotas_fill_the_sample(n_points: dict[str, int], n: int):
    """The sample is full while there are points, and no status is drawn beyond its points."""
    found = sample.quotas(n_points, n)

    assert sum(found.values()) == min(n, sum(n_points.values()))
    assert all(0 <= found[s] <= n_points[s] for s in n_points)


@given(st.integers(0, 200), st.integers(1, 200))
def test_wilson_holds_the_share(hits: int, n: int):
    low, high = sample.wilson(min(hits, n), n)

    assert 0 <= low <= min(hits, n) / n + 1e-9 and min(hits, n) / n - 1e-9 <= high <= 1
