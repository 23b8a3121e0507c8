"""The time expressions of the seed story, where its texts are at hand."""

import json
import os
from pathlib import Path

import pytest

from firsthand.model import Token
from firsthand.reading.times import find_times
from firsthand.reading.tokens import tokenize

SHARED = Path(os.environ.get("FIRSTHAND_SHARED") or Path(__file__).resolve().parents[4] / "shared")
GOLD = SHARED / "seed-story" / "gold.json"


@pytest.mark.skipif(not GOLD.exists(), reason="the seed story is not at hand")
def test_every_time_of_the_seed_story() -> None:
    """Span, type and value of every time expression of the gold come out exactly."""
    gold = json.loads(GOLD.read_text("utf-8"))
    missed = []
    for name, facts in gold["reports"].items():
        text = (GOLD.parent / "reports" / name).read_bytes().decode("utf-8")
        tokens = [Token(s.start, s.end, "", "", -1, "", 0) for s in tokenize(text)]
        times = find_times(text, tokens, published=facts["published"]).expressions
        found = {(e.start, e.end, e.type, e.value) for e in times}
        wanted = [(t["start"], t["end"], t["type"], t["value"]) for t in gold["times"] if t["report"] == name]
        missed += [(name, *one) for one in wanted if one not in found]
    assert missed == []
