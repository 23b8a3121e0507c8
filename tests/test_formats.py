"""What the command line prints is what the schemas promise."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from firsthand.cli import main


def schema(name: str) -> dict:
    return json.loads(resources.files("firsthand.schemas").joinpath(f"{name}.schema.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("verb", "name"), [("read", "reading"), ("stories", "stories"), ("brief", "account")]
)
def test_output_keeps_to_its_schema(verb: str, name: str, ferry: Path):
    """Every line of every verb on the shipped example is valid."""
    done = CliRunner().invoke(main, [verb, str(ferry), "--json"])
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.exit_code in (0, 1) and lines
    for line in lines:
        jsonschema.validate(line, schema(name))


def test_every_span_is_true(ferry: Path):
    """Claims, statements and evidence are the words at their spans."""
    done = CliRunner().invoke(main, ["brief", str(ferry), "--json"])
    for line in done.stdout.splitlines():
        account = json.loads(line)
        texts = {r["id"]: r["text"] for r in account["reports"]}
        for point in account["points"]:
            claims = {c["id"]: c for c in point["claims"]}
            home = texts[claims[point["statement_claim"]]["report"]]
            span = point["statement_span"]
            assert home[span["start"] : span["end"]] == point["statement"]
            for claim in point["claims"]:
                assert texts[claim["report"]][claim["start"] : claim["end"]] == claim["text"]
            for difference in point["differences"]:
                assert {i for group in difference["groups"] for i in group} <= set(claims)
        for link in account["lineage"]:
            for e in link["evidence"]:
                assert texts[e["report"]][e["start"] : e["end"]].strip()
