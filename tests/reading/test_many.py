"""Many reports read by several processes: the readings are those of one."""

from __future__ import annotations

from firsthand.model import Report
from firsthand.reading import read_all
from firsthand.reading.many import MANY


def test_several_processes_read_what_one_reads():
    """Same readings in the same order, with all that a report was given besides its text."""
    reports = [
        Report(
            id=f"r{n}",
            text=f"Mayor Ana Oro said on Friday that {n + 2} people had left the harbour.",
            published="2031-03-07",
            extra={"desk": object()},
        )
        for n in range(MANY)
    ]

    assert read_all(reports, processes=2) == read_all(reports, processes=1)
