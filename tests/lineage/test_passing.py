"""Passages of reports that pass by: the same wherever the index is."""

from __future__ import annotations

import random

import pytest

from firsthand.lineage import PassingReports, find_passages
from firsthand.lineage.passing import AHEAD, PORTION
from firsthand.model import Report
from firsthand.model.outlets import Families


def reports(n: int) -> list[Report]:
    """Texts of invented words; every third has a paragraph of an earlier one, each outlet a line of its own."""
    chance = random.Random(3)
    words = ["".join(chance.choices("bdfgklmnprstvaeiou", k=chance.randint(3, 9))) for _ in range(3000)]
    lines = [" ".join(chance.choices(words, k=25)) for _ in range(4)]
    made: list[Report] = []
    for k in range(n):
        body = " ".join(chance.choices(words, k=60))
        if made and k % 3 == 0:
            body += "\n" + " ".join(chance.choice(made).text.split()[:30])
        made.append(Report(id=f"r{k}", text=f"{body}\n{lines[k % 4]}", outlet=f"outlet{k % 4}.example"))
    return made


@pytest.mark.parametrize("apart", [False, True])
def test_what_passes_is_what_is_found_at_once(apart: bool):
    """Reports go on unchanged and in order; their passages are those of one call, stock lines marked."""
    told = reports(PORTION * 2 + 7)
    with PassingReports(Families(), apart=apart) as passing:
        assert list(passing.watch(told)) == told
        found = list(passing.found())

    assert found == list(find_passages(told))
    assert {p.kind for p in found} == {"prose", "boilerplate"}


def test_no_more_than_a_few_portions_wait():
    """Whoever reads the reports never gets far ahead of the index."""
    told = reports(PORTION * (AHEAD + 3))
    with PassingReports(Families(), apart=True) as passing:
        most = max(len(passing._waiting) for _ in passing.watch(told))

    assert most <= AHEAD


def test_a_reading_that_breaks_off_leaves_no_process():
    """An error on the way comes through, and the process of the index ends."""

    def broken():
        yield from reports(PORTION)
        raise OSError("the disk is gone")

    with (
        pytest.raises(OSError, match="the disk is gone"),
        PassingReports(Families(), apart=True) as passing,
    ):
        list(passing.watch(broken()))

    assert passing._pool is not None and not passing._pool._processes


def test_long_texts_go_in_small_portions(monkeypatch):
    """What waits is bounded by the text, not by the number of reports alone."""
    told = reports(30)
    monkeypatch.setattr("firsthand.lineage.passing.PORTION_CHARS", 1000)
    sizes: list[int] = []
    monkeypatch.setattr(PassingReports, "_hand_over", lambda self, portion, **_: sizes.append(len(portion)))
    with PassingReports(Families(), apart=False) as passing:
        assert list(passing.watch(told)) == told

    assert sum(sizes) == 30 and max(sizes) <= 3


def test_a_few_reports_start_no_process():
    """What one portion holds is looked through here."""
    told = reports(5)
    with PassingReports(Families(), apart=True) as passing:
        list(passing.watch(told))
        assert list(passing.found()) == list(find_passages(told))
        assert passing._pool is None
