"""The main job, whole: the shipped example, and the same bytes every time."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from firsthand import brief, collect
from firsthand.briefs.json import account_json
from firsthand.briefs.terminal import render_terminal
from firsthand.model import Report

GOLDEN = Path(__file__).resolve().parent / "golden" / "ferry"
README = Path(__file__).resolve().parents[1] / "README.md"


def reports_of(ferry: Path) -> list[Report]:
    return [r for r in collect([ferry]) if isinstance(r, Report)]


def shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def without_texts(account: dict) -> dict:
    """An account as the golden file holds it: texts stand in the reports beside it."""
    account = json.loads(json.dumps(account))
    for report in account["reports"]:
        del report["text"], report["path"]
    account["method"] = {}
    return account


def test_the_shipped_example_gives_the_account_beside_it(ferry: Path, update_golden: bool):
    """What comes out is what the golden files hold; a change is reviewed as their diff."""
    accounts = list(brief(reports_of(ferry)))
    made = {
        "account.json": "".join(shown(without_texts(account_json(a))) for a in accounts),
        "account.txt": "".join(render_terminal(a, width=88) for a in accounts),
    }
    for name, text in made.items():
        if update_golden:
            (GOLDEN / name).write_text(text, encoding="utf-8")
        assert (GOLDEN / name).read_text("utf-8") == text


def test_the_readme_shows_how_the_account_begins(update_golden: bool):
    """What a reader sees first is what the command prints, to the end of a paragraph."""
    account = (GOLDEN / "account.txt").read_text("utf-8")
    page = README.read_text("utf-8")
    block = re.compile(r"(?<=```text\n)═.*?(?=```)", re.DOTALL)
    if update_golden:
        beginning = "\n".join(account.split("\n")[:90]).rpartition("\n\n")[0].rstrip() + "\n"
        page = block.sub(lambda _: beginning, page, count=1)
        README.write_text(page, encoding="utf-8")
    (shown,) = block.findall(page)

    assert account.startswith(shown)


def test_order_of_input_does_not_matter(ferry: Path):
    """Shuffled reports give the same accounts, but for the paths that are told."""
    reports = reports_of(ferry)
    expected = [account_json(a) for a in brief(reports)]
    random.Random(3).shuffle(reports)

    assert [account_json(a) for a in brief(reports)] == expected


@pytest.mark.parametrize("seed", ["0", "7"])
def test_another_process_and_hash_seed_give_the_same_bytes(ferry: Path, seed: str):
    """Nothing depends on the order of sets or on what a process did before."""
    command = [str(Path(sys.executable).with_name("firsthand")), "brief", str(ferry), "--json"]
    runs = [
        subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONHASHSEED": s}).stdout
        for s in ("1", seed)
    ]

    assert runs[0] == runs[1] and runs[0].count(b"\n") == 2


def test_a_report_alone_does_not_depend_on_its_companions(ferry: Path):
    """The stray report has the same account alone as in the folder."""
    reports = reports_of(ferry)
    alone = [account_json(a) for a in brief([r for r in reports if r.id == "08-stray.txt"])]

    assert [account_json(a) for a in brief(reports)][1] == alone[0]


def test_the_seed_story_is_one_story_with_true_spans(shared: Path):
    """Five real reports make one account; every span is exact and noise makes no claim."""
    folder = shared / "seed-story"
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    (account,) = brief([r for r in collect([folder / "reports"]) if isinstance(r, Report)])
    texts = {r.report.id: r.report.text for r in account.readings}

    for report, said in gold["reports"].items():
        found = next(r.report for r in account.readings if r.report.id == report)
        assert (found.published or "")[:10] == said["published"]
    for point in account.points:
        for claim in point.claims:
            assert claim.span.of(texts[claim.report]) == claim.text
            for noise in gold["noise"]:
                if noise["report"] == claim.report:
                    assert claim.span.end <= noise["start"] or noise["end"] <= claim.span.start
