"""Verbs on reports alone: brief, read, stories."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.output import (
    FORM_NAMES,
    Intake,
    chosen,
    columns,
    dated,
    encoded,
    finish,
    is_terminal,
    rated,
    watched,
    with_families,
    with_output,
    with_paths,
    with_reader,
    write,
)

if TYPE_CHECKING:
    from firsthand.model import Passage, Report


with_processes = click.option(
    "--processes",
    type=click.IntRange(1, 64),
    help="How many read the reports; the result is the same.  [default: one a core]",
)


@click.command()
@with_paths
@click.option("--json", "as_json", is_flag=True, help="One JSON object a story, one a line.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORM_NAMES),
    default="terminal",
    show_default=True,
)
@click.option("--all", "show_all", is_flag=True, help="Also list every point that only one report has.")
@click.option(
    "--why", is_flag=True, help="Unfold each count of origins: who has it from whom, who counts as one."
)
@click.option(
    "--admiralty",
    is_flag=True,
    help="Grade each point: credibility 1-6 from the account, reliability A-F from your own list.",
)
@click.option(
    "--reliability",
    type=click.Path(exists=True, dir_okay=False),
    help="Your list of how reliable sources are: a letter A-F and a name a line. Implies --admiralty.",
)
@click.option("--width", type=click.IntRange(40, 400), help="Columns of the terminal brief.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@with_processes
@with_reader
@with_families
@with_output
def brief(
    paths: tuple[str, ...],
    as_json: bool,
    form: str,
    show_all: bool,
    why: bool,
    admiralty: bool,
    reliability: str | None,
    width: int | None,
    color: str,
    processes: int | None,
    reader: str,
    families: str | None,
    output: str | None,
) -> None:
    """Give one account of what the reports say, in their own words, with who stands behind it."""
    from firsthand import pipeline

    settings = chosen(reader, families)
    ratings = rated(reliability) if admiralty or reliability else None
    if ratings is not None and form not in ("terminal", "json"):
        from firsthand.briefs.forms import FORMS, graded_forms

        if not FORMS[form].shows_grades:
            raise click.UsageError(
                f"--format {form} has no place for the Admiralty view; expected terminal, {graded_forms()}"
            )
    intake = Intake(paths)
    reports = list(intake)
    told = pipeline.brief(reports, settings, processes=processes or os.cpu_count() or 1)
    accounts = dated(watched(told, "stories"), intake)
    if as_json:
        from firsthand.briefs.json import account_json

        write((encoded(account_json(account, ratings)) for account in accounts), output)
    elif form != "terminal":
        from firsthand.briefs.forms import FORMS

        write([FORMS[form].write(list(accounts), ratings)], output)
    else:
        from firsthand.briefs.terminal import render_terminal

        wide = width or columns(output)
        painted = color == "always" or (color == "auto" and output is None and is_terminal(sys.stdout))
        write(
            (
                render_terminal(
                    account, width=wide, color=painted, show_all=show_all, show_why=why, ratings=ratings
                )
                for account in accounts
            ),
            output,
        )
    finish(intake, len(reports))


@click.command()
@with_paths
@click.option("--json", "as_json", is_flag=True, help="One JSON object a report, one a line.")
@with_reader
@with_output
def read(paths: tuple[str, ...], as_json: bool, reader: str, output: str | None) -> None:
    """Read each report alone: who says what, times, quantities, names, noise."""
    from firsthand.reading import read_each

    intake = Intake(paths)
    readings = read_each(watched(intake, "reports"), reader)
    count = 0

    def lines() -> Iterator[str]:
        nonlocal count
        for reading in readings:
            count += 1
            if as_json:
                from firsthand.briefs.json import reading_json

                yield encoded(reading_json(reading))
            else:
                from firsthand.briefs.terminal import render_reading

                yield render_reading(reading, width=columns(output))

    write(lines(), output)
    finish(intake, count)


@click.command()
@with_paths
@click.option("--json", "as_json", is_flag=True, help="One JSON object with all stories.")
@click.option("--why", is_flag=True, help="Say for each report what placed it where it stands.")
@click.option(
    "--state",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Keep what was read in FILE: later calls go on from there.",
)
@click.option(
    "--passages",
    type=click.Path(dir_okay=False, writable=True),
    help="Also find the passages that the reports share and write them to FILE, one JSON object a line.",
)
@with_families
@with_processes
@with_output
def stories(
    paths: tuple[str, ...],
    as_json: bool,
    why: bool,
    state: Path | None,
    passages: str | None,
    families: str | None,
    processes: int | None,
    output: str | None,
) -> None:
    """Group reports by event; every report is in exactly one story."""
    from firsthand import pipeline
    from firsthand.errors import SettingsError

    settings = chosen("trained", families)
    intake = Intake(paths)
    n_reports = 0

    def counted() -> Iterator[Report]:
        nonlocal n_reports
        for report in watched(intake, "reports"):
            n_reports += 1
            yield report

    def write_passages(shared: Iterable[Passage]) -> None:
        from firsthand.briefs.json import passage_json

        write((encoded(passage_json(passage)) for passage in shared), passages)

    try:
        found, cards = pipeline.group_stream(
            counted(),
            processes=processes or os.cpu_count() or 1,
            state=state,
            passages=write_passages if passages else None,
            families=settings.families,
        )
    except (SettingsError, OSError) as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        from firsthand.briefs.json import stories_json

        write([encoded(stories_json(found))], output)
    else:
        from firsthand.briefs.terminal import render_stories

        write(render_stories(found, cards, width=columns(output), why=why), output)
    finish(intake, n_reports)
