"""The command line: parsing and printing only.

Exit status: 0 all input was read, 1 some of it was left out (each named on standard error), 2 the
command was not understood.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from firsthand.model import Report

LEFT_OUT = 1


class Intake:
    """Reports from the paths of one command; what is left out is said at once and counted."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        self._paths = paths
        self.n_left_out = 0

    def __iter__(self) -> Iterator[Report]:
        from firsthand.intake import collect
        from firsthand.model import LeftOut

        for item in collect(self._paths, stdin=sys.stdin.buffer):
            if isinstance(item, LeftOut):
                self.n_left_out += 1
                where = item.path if item.line is None else f"{item.path}, line {item.line}"
                click.echo(f"firsthand: left out {where}: {item.reason}", err=True)
            else:
                yield item


def _paths(command: Any) -> Any:
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(command)


def _output(command: Any) -> Any:
    return click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, writable=True),
        help="Write to FILE instead of the terminal.",
    )(command)


def _reader(command: Any) -> Any:
    return click.option("--reader", default="trained", show_default=True, help="Who reads each report.")(
        command
    )


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="firsthand")
def main() -> None:
    """Many news reports of one event in, one sourced account out.

    PATH is a .txt, .html, .jsonl or .jsonl.gz file, a folder of them, or - for JSON Lines on standard
    input. Nothing leaves this machine.

    \b
    firsthand brief reports/                      the account, in the terminal
    firsthand brief reports/ --format html -o account.html
    firsthand brief reports/ --json | jq .points  for programs
    firsthand stories feed.jsonl                  which reports belong together
    """


@main.command()
@_paths
@click.option("--json", "as_json", is_flag=True, help="One JSON object a story, one a line.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "markdown", "html"]),
    default="terminal",
    show_default=True,
)
@click.option("--all", "show_all", is_flag=True, help="Also list every point that only one report has.")
@click.option("--width", type=click.IntRange(40, 400), help="Columns of the terminal brief.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@_reader
@_output
def brief(
    paths: tuple[str, ...],
    as_json: bool,
    form: str,
    show_all: bool,
    width: int | None,
    color: str,
    reader: str,
    output: str | None,
) -> None:
    """Give one account of what the reports say, in their own words, with who stands behind it."""
    from firsthand import pipeline
    from firsthand.settings import Settings

    intake = Intake(paths)
    reports = list(intake)
    accounts = _watched(pipeline.brief(reports, Settings(reader=reader)), "stories")
    if as_json:
        from firsthand.briefs.json import account_json

        _write((_encoded(account_json(account)) for account in accounts), output)
    elif form == "html":
        from firsthand.briefs.html import render_html

        _write([render_html(list(accounts))], output)
    elif form == "markdown":
        from firsthand.briefs.markdown import render_markdown

        _write((render_markdown(account) for account in accounts), output)
    else:
        from firsthand.briefs.terminal import render_terminal

        columns = width or _columns(output)
        painted = color == "always" or (color == "auto" and output is None and _is_terminal(sys.stdout))
        _write(
            (render_terminal(a, width=columns, color=painted, show_all=show_all) for a in accounts), output
        )
    _finish(intake, len(reports))


@main.command()
@_paths
@click.option("--json", "as_json", is_flag=True, help="One JSON object a report, one a line.")
@_reader
@_output
def read(paths: tuple[str, ...], as_json: bool, reader: str, output: str | None) -> None:
    """Read each report alone: who says what, times, quantities, names, noise."""
    from firsthand.reading import get_reader

    seat = get_reader(reader)
    intake = Intake(paths)
    count = 0

    def lines() -> Iterator[str]:
        nonlocal count
        for report in _watched(intake, "reports"):
            count += 1
            reading = seat.read(report)
            if as_json:
                from firsthand.briefs.json import reading_json

                yield _encoded(reading_json(reading))
            else:
                from firsthand.briefs.terminal import render_reading

                yield render_reading(reading, width=_columns(output))

    _write(lines(), output)
    _finish(intake, count)


@main.command()
@_paths
@click.option("--json", "as_json", is_flag=True, help="One JSON object with all stories.")
@_output
def stories(paths: tuple[str, ...], as_json: bool, output: str | None) -> None:
    """Group reports by event; every report is in exactly one story."""
    from firsthand import pipeline

    intake = Intake(paths)
    reports = list(_watched(intake, "reports"))
    found = pipeline.group(reports)
    if as_json:
        from firsthand.briefs.json import stories_json

        _write([_encoded(stories_json(found))], output)
    else:
        from firsthand.briefs.terminal import render_stories

        _write([render_stories(found, reports, width=_columns(output))], output)
    _finish(intake, len(reports))


@main.command()
@click.option("--library", type=click.Path(dir_okay=False), help="The library's file; made on first use.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", default=8750, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option("--token-file", type=click.File("r"), help="File with the token that lets people in.")
@click.option("--name", "names", multiple=True, help="A host name of yours that leads here; may be repeated.")
@click.option("--person", help="Whom decisions are logged under; else your user name.")
@_reader
def serve(
    library: str | None,
    host: str,
    port: int,
    token_file: Any,
    names: tuple[str, ...],
    person: str | None,
    reader: str,
) -> None:
    """Open the workbench on a library: pages and an HTTP API.

    Only this machine can reach it, unless --host says otherwise; then FIRSTHAND_TOKEN or --token-file
    must hold a token.
    """
    from firsthand.errors import LibraryError, SettingsError
    from firsthand.library import default_place, open_library
    from firsthand.settings import Settings
    from firsthand.web.serving import guard_for
    from firsthand.web.serving import serve as serve_library

    token = token_file.read().strip() if token_file else os.environ.get("FIRSTHAND_TOKEN") or None
    try:
        guard = guard_for(host, token=token, names=names, person=person)
        place = library or str(default_place())
        serve_library(
            open_library(place),
            host=host,
            port=port,
            guard=guard,
            library_name=place,
            settings=Settings(reader=reader),
            say=lambda line: click.echo(line, err=True),
        )
    except (SettingsError, LibraryError) as error:
        raise click.ClickException(str(error)) from error


def _encoded(value: Any) -> str:
    import msgspec

    return msgspec.json.encode(value).decode() + "\n"


def _finish(intake: Intake, n_reports: int) -> None:
    if intake.n_left_out:
        if not n_reports:
            click.echo("firsthand: no report could be read; see above for what to do", err=True)
        sys.exit(LEFT_OUT)


def _watched(items: Any, what: str) -> Iterator[Any]:
    """Items with a count on standard error, when that is a terminal."""
    shown = _is_terminal(sys.stderr)
    n = 0
    for n, item in enumerate(items, 1):
        if shown:
            click.echo(f"\r{n} {what} …", err=True, nl=False)
        yield item
    if shown and n:
        click.echo("\r\x1b[K", err=True, nl=False)


def _is_terminal(stream: Any) -> bool:
    return bool(stream.isatty()) and "NO_COLOR" not in os.environ


def _columns(output: str | None) -> int:
    import shutil

    return 88 if output else max(40, min(120, shutil.get_terminal_size((88, 24)).columns))


def _write(parts: Any, output: str | None) -> None:
    """Write the parts to standard output as UTF-8, or whole to a file or not at all."""
    if output is None:
        stream = sys.stdout.buffer
        try:
            for part in parts:
                stream.write(part.encode("utf-8"))
                stream.flush()
        except BrokenPipeError:
            # The reader of the pipe has enough; that is no error of ours.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    target = Path(output)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise click.ClickException(f"cannot write {output}: {error.strerror}; choose another file") from error
    try:
        with os.fdopen(handle, "wb") as stream_:
            for part in parts:
                stream_.write(part.encode("utf-8"))
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    main()
