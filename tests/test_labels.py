"""The labels of public stories that train the alignment: offsets only, and whole."""

import json
from pathlib import Path

import pytest
from training.labels import LABELS, unfold

STATUSES = {"single", "relayed", "corroborated", "relayed-or-corroborated", "differs", "disputed"}


@pytest.mark.parametrize("path", sorted(LABELS.glob("*.json")), ids=lambda path: path.stem)
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
    label = json.loads(min(LABELS.glob("*.json")).read_text("utf-8"))
    (tmp_path / f"{label['set']}.jsonl").write_text(
        json.dumps({"id": label["reports"][0]["id"], "text": "Other."})
    )
    with pytest.raises(ValueError, match="has no report"):
        unfold(tmp_path, tmp_path / "out")
