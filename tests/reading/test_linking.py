"""From scores to attributions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model import Span
from firsthand.reading.linking import TAGS, Weights, link_attributions

#: "Ana said rain fell . Bo said snow fell ."
WORDS = "Ana said rain fell . Bo said snow fell .".split()
SPANS = [
    Span(sum(len(w) + 1 for w in WORDS[:i]), sum(len(w) + 1 for w in WORDS[:i]) + len(w))
    for i, w in enumerate(WORDS)
]
TEXT = " ".join(WORDS)
NUMBERS = [0] * 5 + [1] * 5


def scores(
    content: dict[int, list[int]], source: dict[int, list[int]], cues: list[int]
) -> dict[str, np.ndarray]:
    """Outputs of a network that is sure of itself."""
    n = len(WORDS)
    out = {"cue": np.tile([6.0, -6, -6], (n, 1)), "role": np.zeros((n, 5))}
    for name in ("source", "content", "begin", "end"):
        out[name] = np.full((n, n), -6.0)
    for cue in cues:
        out["cue"][cue] = [-6, 6, -6]
    for name, table in (("content", content), ("source", source)):
        for cue, words in table.items():
            out[name][cue, words] = 6.0
    for cue, words in content.items():
        out["begin"][cue, words[0]] = out["end"][cue, words[-1]] = 6.0
    return {name: x.astype(np.float32) for name, x in out.items()}


def found(out: dict[str, np.ndarray], weights: Weights = Weights()) -> list[tuple[list[str], ...]]:  # noqa: B008
    said = link_attributions(out, SPANS, WORDS, NUMBERS, weights)
    return [tuple([s.of(TEXT) for s in part] for part in (a.source, a.cue, a.content)) for a in said]


def test_each_cue_has_its_own_source_and_content():
    """Two sentences, two attributions."""
    out = scores({1: [2, 3], 6: [7, 8]}, {1: [0], 6: [5]}, [1, 6])

    assert found(out) == [(["Ana"], ["said"], ["rain fell"]), (["Bo"], ["said"], ["snow fell"])]


def test_a_content_in_pieces_stays_in_pieces():
    """Words between its pieces are not taken in."""
    out = scores({6: [2, 3, 7, 8]}, {6: [5]}, [6])
    out["end"][6, 3] = out["begin"][6, 7] = 6.0

    assert found(out) == [(["Bo"], ["said"], ["rain fell", "snow fell"])]


def test_no_word_is_the_content_of_two_cues():
    """The cue that is surer of a word has it."""
    out = scores({1: [2, 3], 6: [2, 3, 7, 8]}, {1: [0], 6: [5]}, [1, 6])
    out["content"][6, [2, 3]] = 1.0
    out["end"][6, 3] = out["begin"][6, 7] = 6.0

    assert [content for _, _, content in found(out)] == [["rain fell"], ["snow fell"]]


def test_one_source_may_have_two_cues():
    """Sources are shared, contents are not."""
    out = scores({1: [2, 3], 6: [7, 8]}, {1: [0], 6: [0]}, [1, 6])

    assert [source for source, _, _ in found(out)] == [["Ana"], ["Ana"]]


def test_what_follows_what_decides_where_a_cue_ends():
    """A chain that likes cues to go on takes the doubtful word beside a sure one, and none elsewhere."""
    steps = [[0.0] * 7 for _ in range(7)]
    steps[0][2], steps[1][2] = -9.0, 2.0
    out = scores({6: [8]}, {6: [5]}, [6])
    out["cue"][[2, 7]] = [0.0, -6.0, -1.0]

    assert found(out) == [(["Bo"], ["said"], ["fell"])]
    liking = replace(TAGS, steps=tuple(map(tuple, steps)))
    assert found(out, Weights(tags=liking)) == [(["Bo"], ["said snow"], ["fell"])]


def test_confidence_grows_with_the_evidence():
    """The weights of a calibration turn evidence into a probability."""
    weights = Weights(confidence=(0.0, 1.0) + (0.0,) * 12)
    sure = scores({1: [2, 3]}, {1: [0]}, [1])
    less = scores({1: [2, 3]}, {1: [0]}, [1])
    less["cue"][1] = [0, 2, -6]
    (a,), (b,) = (link_attributions(out, SPANS, WORDS, NUMBERS, weights) for out in (sure, less))

    assert 0.5 < b.confidence < a.confidence < 1


@given(st.integers(0, 2**32 - 1))
def test_any_scores_give_well_formed_attributions(seed: int):
    """Cue and content are there, nothing is of two contents, and no cue word is of a content."""
    rng = np.random.default_rng(seed)
    n = len(WORDS)
    out = {k: rng.normal(scale=4, size=(n, n)) for k in ("source", "content", "begin", "end")}
    out |= {"cue": rng.normal(scale=4, size=(n, 3)), "role": rng.normal(scale=4, size=(n, 5))}
    said = link_attributions(out, SPANS, WORDS, NUMBERS, Weights())
    contents = [s for a in said for s in a.content]
    cues = [s for a in said for s in a.cue]

    assert all(a.cue and a.content for a in said)
    assert not any(s.overlaps(t) for i, s in enumerate(contents) for t in contents[i + 1 :])
    assert not any(s.overlaps(t) for s in contents for t in cues)
    assert not any(s.overlaps(t) for a in said for s in a.source for t in (*a.content, *a.cue))
