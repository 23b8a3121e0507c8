"""Many reports read by several processes: the readings are those of one."""

from __future__ import annotations

from firsthand.model import Report
from firsthand.reading import read, read_all, read_each
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


def test_what_is_read_ahead_is_read_as_alone():
    """Reports in a row, one of them empty and one of many windows, are read as each by itself, in order."""
    sentence = (
        "Mayor Ana Pell said on day {} that the dam had held. “Nobody was hurt,” Pell told reporters.\n"
    )
    texts = [sentence.format(1), "", sentence.format(2) * 40, "\n", sentence.format(3), "Oro"]
    reports = [Report(id=str(n), text=text) for n, text in enumerate(texts)]

    assert list(read_each(reports)) == [read(report) for report in reports]
