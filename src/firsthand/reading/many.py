"""Many reports read by several processes; the readings are those of one.

Public: :func:`read_all`.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from firsthand.model import Reading, Report
from firsthand.reading.reader import get_reader, read_each

#: Reports from which it pays to start processes: each loads the reader anew, in about a second.
MANY = 16


def read_all(reports: Sequence[Report], reader: str = "trained", processes: int = 1) -> tuple[Reading, ...]:
    """Read reports with the named reader, in their order.

    Args:
        reports: The reports.
        reader: A reader's name, see :func:`~firsthand.reading.get_reader`.
        processes: How many read; fewer than ``MANY`` reports are read by this one. The result does not
            depend on it.

    Example:
        >>> [reading.report.id for reading in read_all([Report(id="a", text="The dam held on Friday.")])]
        ['a']
    """
    if processes <= 1 or len(reports) < MANY:
        return tuple(read_each(reports, reader))
    # A process that was forked would share the threads of this one's encoder, and hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        processes, mp_context=context, initializer=get_reader, initargs=(reader,)
    ) as pool:
        # What a report was given besides its text may be of any type, and stays here.
        sent = [replace(report, extra={}) for report in reports]
        read = pool.map(_read, sent, [reader] * len(sent), chunksize=2)
        return tuple(replace(reading, report=report) for reading, report in zip(read, reports, strict=True))


def _read(report: Report, reader: str) -> Reading:
    return get_reader(reader).read(report)
