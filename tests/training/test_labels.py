"""The labels of public stories that train the alignment: offsets only, and whole."""

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("labels", ROOT / "training" / "labels.py")
assert _spec and _spec.loader
labels = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(labels)

STATUSES = {"single", "relayed", "corroborated", "relayed-or-corroborated", "differs", "disputed"}


@pytest.mark.parametrize("path", sorted(labels.LABELS.glob("*.json")), ids=lambda path: path.stem)
def test_labels_hold_offsets_within_their_reports_and_no_texts(path: Path):
    labelled = json.loads(path.read_text("utf-8"))
    length = {report["id"]: report["length"] for report in labelled["reports"]}
    assert len({point["id"] for point in labelled["points"]}) == len(labelled["points"])
    for point in labelled["points"]:
        assert point["status"] in STATUSES and point["claims"]
        for claim in point["claims"]:
            assert 0 <= claim["start"] < claim["end"] <= length[claim["report"]]
            assert "text" not in claim


def test_labels_of_another_text_are_refused(tmp_path: Path):
    label = json.loads(min(labels.LABELS.glob("*.json")).read_text("utf-8"))
    (tmp_path / f"{label['set']}.jsonl").write_text(
        json.dumps({"id": label["reports"][0]["id"], "text": "Other."})
    )
    with pytest.raises(ValueError, match="has no report"):
        labels.unfold(tmp_path, tmp_path / "out")
