"""The method on one page.

::

    paths ──1 collect──▶ reports ──2 group──▶ stories
                                                 │ for each story, largest first
                                                 ▼
      3 date     a report that states no date, or one that it belies, gets one from its companions
      4 read     noise, sentences, attributions, times, quantities, entities of each report alone
      5 trace    passages, copies, credits, relays between the reports
      6 compare  claims cut, aligned into points, traced to origins, compared; what people decided holds
      7 account  everything a brief needs, with the words it rests on

No stage knows another; they meet here. Nothing here reads the clock, the network or an unseeded
source: the same reports give the same accounts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.model import (
    Account,
    Card,
    Decision,
    Likeness,
    Lineage,
    Passage,
    Reading,
    Report,
    Span,
    Story,
)
from firsthand.model.outlets import Families
from firsthand.settings import Settings, shipped_families

if TYPE_CHECKING:
    from firsthand.reading import Reader


def group(reports: Iterable[Report]) -> tuple[Story, ...]:
    """Group reports by event; each is in exactly one story. Largest story first."""
    from firsthand.lineage import prints_of
    from firsthand.stories import group as group_reports

    return group_reports(reports, prints_of=prints_of)


def group_stream(
    reports: Iterable[Report],
    *,
    processes: int = 1,
    state: Path | None = None,
    passages: Callable[[Iterable[Passage]], object] | None = None,
    families: Families | None = None,
) -> tuple[tuple[Story, ...], dict[str, Card]]:
    """Group a corpus of any size without holding its texts.

    Args:
        reports: Reports in any order.
        processes: How many read them; the result does not depend on it.
        state: A file that keeps what was read, so that it is never read again; with it, reports of
            earlier calls are grouped with these.
        passages: Is given the passages that the reports of this call share, once all are in, each report
            with those that came before it. The index of passages is let go before stories are told; where
            there are several processes, it has one of its own.
        families: Which outlets have one publisher, for passages that are stock lines; those shipped, if
            not given.

    Returns:
        The stories, and for each id the card of its report.
    """
    from firsthand.lineage import PassingReports, prints_of
    from firsthand.stories import State, Stream, keep_all

    stream = Stream()

    def take_in(reports: Iterable[Report]) -> None:
        if state is None:
            stream.add(keep_all(reports, processes, prints_of))
            return
        kept = State(state)
        stream.add(kept.load())
        new = (report for report in reports if not stream.has(report))
        stream.add(kept.save(keep_all(new, processes, prints_of)))

    if passages is None:
        take_in(reports)
    else:
        with PassingReports(families or shipped_families(), apart=processes > 1) as passing:
            take_in(passing.watch(reports))
            passages(passing.found())
    return stream.stories(), stream.cards()


def dated(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Give reports of one story that state no date, or one that their text belies, the one that their companions
    imply, where they do.
    """
    from firsthand.intake import infer_published, redate

    reports = redate(reports)
    return tuple(
        infer_published(report, [r for r in reports if r is not report])
        if report.published is None
        else report
        for report in reports
    )


def read_story(
    reports: Sequence[Report],
    settings: Settings | None = None,
    reader: Reader | None = None,
    *,
    processes: int = 1,
) -> tuple[tuple[Reading, ...], Lineage]:
    """Steps 3 to 5 for the reports of one story; ``reader`` takes the seat instead of the settings'.

    ``processes`` says how many read a story of many reports; the result does not depend on it.
    """
    from firsthand.lineage import trace
    from firsthand.reading import read_all

    settings = settings or Settings()
    ordered = sorted(dated(reports), key=lambda r: (r.published or "9999", r.id))
    readings = tuple(map(reader.read, ordered)) if reader else read_all(ordered, settings.reader, processes)
    return readings, trace(readings, settings.families)


def tell(
    story: Story,
    reports: Sequence[Report],
    settings: Settings | None = None,
    *,
    reader: Reader | None = None,
    decisions: Sequence[Decision] = (),
    processes: int = 1,
) -> Account:
    """Steps 3 to 7: the account of one story, as far as people decided as they did."""
    from firsthand.claims import find_points, timeline

    settings = settings or Settings()
    readings, lineage = read_story(reports, settings, reader, processes=processes)
    points = find_points(readings, lineage, decisions)
    days = sorted(r.report.published_day for r in readings if r.report.published_day)
    return Account(
        story=replace(story, start=days[0], end=days[-1]) if days else story,
        readings=readings,
        points=points,
        lineage=lineage,
        timeline=timeline(points),
        method={"version": version("firsthand"), "models": {"reader": settings.reader}, "settings": {}},
        decisions=tuple(decisions),
    )


def brief(
    reports: Iterable[Report], settings: Settings | None = None, *, processes: int = 1
) -> Iterator[Account]:
    """The whole method: accounts of all stories among the reports, largest first.

    ``processes`` says how many read a story of many reports; the accounts do not depend on it. With more
    than one, the calling program must guard its main module, as ``multiprocessing`` asks.
    """
    held = {report.id: report for report in reports}
    for story in group(held.values()):
        yield tell(story, [held[identifier] for identifier in story.reports], settings, processes=processes)


def compare(
    reports: Sequence[Report], stretches: Sequence[tuple[str, Span]], settings: Settings | None = None
) -> tuple[Likeness, ...]:
    """Say of every two stretches of text how surely they say one thing: answers to one question, marked passages.

    Args:
        reports: The reports that hold them, read as those of one story: what few of them have tells most.
        stretches: Of each, the id of its report and its place in that report's text.

    Returns:
        A row for each two stretches, in order, with what spoke for and against.

    Raises:
        KeyError: No report has the id.
        ValueError: A stretch holds no whole word.

    Example:
        >>> texts = ("The bridge fell on Monday.", "On Monday the bridge collapsed.", "Rain is due on Tuesday.")
        >>> reports = [Report(id=str(n), text=text) for n, text in enumerate(texts)]
        >>> answers = [("0", Span(0, 15)), ("1", Span(10, 30)), ("2", Span(0, 4))]
        >>> [(row.left, row.right) for row in compare(reports, answers) if row.is_one]
        [(0, 1)]
    """
    from firsthand.claims import compare_phrases

    readings, lineage = read_story(reports, settings)
    number = {reading.report.id: n for n, reading in enumerate(readings)}
    return compare_phrases(readings, lineage, [(number[report], span) for report, span in stretches])
