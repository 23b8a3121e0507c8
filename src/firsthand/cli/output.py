"""What the verbs share: reports from paths, options, and how results are written.

Exit status: 0 all input was read, 1 some of it was left out (each named on standard error), 2 the
command was not understood.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from firsthand.model import Account, LeftOut, Ratings, Report
    from firsthand.settings import Settings

LEFT_OUT = 1
#: Notes of one kind that are printed; the rest are counted, so that a feed of thousands drowns nothing.
NOTES_OF_A_KIND = 5
#: Forms of an account: the terminal's own, and those of ``briefs.forms``, which is not loaded for --help.
FORM_NAMES = ("terminal", "json", "csv", "markdown", "html", "text", "annotations", "prov", "stix", "ftm")


class Intake:
    """Reports from the paths of one command.

    What is left out is said at once and counted; what makes a report doubtful is noted, and the report read.
    """

    def __init__(self, paths: tuple[str, ...]) -> None:
        self._paths = paths
        self._notes: Counter[str] = Counter()
        self.n_left_out = 0

    def __iter__(self) -> Iterator[Report]:
        from firsthand.intake import collect
        from firsthand.model import LeftOut

        for item in collect(self._paths, stdin=sys.stdin.buffer):
            if isinstance(item, LeftOut):
                self.n_left_out += 1
                say_left_out(item)
            else:
                for issue in item.issues:
                    self.note(item, issue.kind, issue.message)
                yield item

    def note(self, report: Report, kind: str, message: str) -> None:
        """Say what is doubtful about a report that is read all the same."""
        self._notes[kind] += 1
        if self._notes[kind] <= NOTES_OF_A_KIND:
            click.echo(f"firsthand: note on {report.path or report.id}: {message}", err=True)

    def say_rest(self) -> None:
        """Say how many notes were not printed."""
        for kind, n in sorted(self._notes.items()):
            if n > NOTES_OF_A_KIND:
                click.echo(f"firsthand: {n - NOTES_OF_A_KIND} more reports with a note of {kind}", err=True)


def dated(accounts: Iterator[Account], intake: Intake) -> Iterator[Account]:
    """The accounts, with a note on each report that neither states a date nor gets one from its companions."""
    for account in accounts:
        for reading in account.readings:
            if reading.report.published is None:
                message = (
                    "no date was found, so days such as “Friday” stay open; expected a date line under the"
                    ' headline, or "published" in a JSON Lines record'
                )
                intake.note(reading.report, "undated", message)
        yield account


def say_left_out(item: LeftOut) -> None:
    """Name what was left out, and why, on standard error."""
    where = item.path if item.line is None else f"{item.path}, line {item.line}"
    click.echo(f"firsthand: left out {where}: {item.reason}", err=True)


def with_paths(command: Any) -> Any:
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(command)


def with_output(command: Any) -> Any:
    return click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, writable=True),
        help="Write to FILE instead of the terminal.",
    )(command)


def with_reader(command: Any) -> Any:
    return click.option("--reader", default="trained", show_default=True, help="Who reads each report.")(
        command
    )


def with_families(command: Any) -> Any:
    return click.option(
        "--families",
        type=click.Path(exists=True, dir_okay=False),
        help="Outlets of one publisher, besides those known: publisher, outlet, hosts a line, with tabs between.",
    )(command)


def chosen(reader: str, families: str | None) -> Settings:
    """The settings that the options say."""
    from firsthand.errors import SettingsError
    from firsthand.settings import Settings, load_families, shipped_families

    try:
        known = load_families(families) if families else shipped_families()
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    return Settings(reader=reader, families=known)


def rated(path: str | None) -> Ratings:
    """The user's list of how reliable sources are; an empty one without a file."""
    from firsthand.errors import SettingsError
    from firsthand.model import Ratings
    from firsthand.settings import load_ratings

    try:
        return load_ratings(path) if path else Ratings()
    except SettingsError as error:
        raise click.UsageError(str(error)) from error


def encoded(value: Any) -> str:
    """One JSON line."""
    import msgspec

    return msgspec.json.encode(value).decode() + "\n"


def finish(intake: Intake, n_reports: int) -> None:
    """End with the status that says whether anything was left out."""
    intake.say_rest()
    if intake.n_left_out:
        if not n_reports:
            click.echo("firsthand: no report could be read; see above for what to do", err=True)
        sys.exit(LEFT_OUT)


def watched(items: Any, what: str) -> Iterator[Any]:
    """Items with a count on standard error, when that is a terminal."""
    shown = is_terminal(sys.stderr)
    n = 0
    for n, item in enumerate(items, 1):
        if shown:
            click.echo(f"\r{n} {what} …", err=True, nl=False)
        yield item
    if shown and n:
        click.echo("\r\x1b[K", err=True, nl=False)


def is_terminal(stream: Any) -> bool:
    """Whether a person sees the stream."""
    return bool(stream.isatty()) and "NO_COLOR" not in os.environ


def columns(output: str | None) -> int:
    """How wide to write."""
    import shutil

    return 88 if output else max(40, min(120, shutil.get_terminal_size((88, 24)).columns))


def write(parts: Any, output: str | None) -> None:
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
