"""Verbs on the library: add, watch, list, search, show, export, reread, check."""

from __future__ import annotations

import getpass
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import click

from firsthand.cli.output import (
    FORM_NAMES,
    LEFT_OUT,
    chosen,
    columns,
    encoded,
    is_terminal,
    say_left_out,
    watched,
    with_families,
    with_output,
    with_reader,
    write,
)

if TYPE_CHECKING:
    from firsthand.library import Added, Filters, Library


def with_library(command: Any) -> Any:
    return click.option(
        "--library",
        "place",
        metavar="FILE",
        help="The library: a file, made on first use, or a postgresql:// address. Without it, "
        "$FIRSTHAND_LIBRARY or the one in your data folder.",
    )(command)


def with_filters(command: Any) -> Any:
    for option in (
        click.option("--since", metavar="DAY", help="Published on or after this day (YYYY-MM-DD)."),
        click.option("--until", metavar="DAY", help="Published on or before this day."),
        click.option("--outlet", help="Of this outlet."),
        click.option("--place", "where", help="Of this place, as an account names it."),
        click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000)),
        click.option("--offset", default=0, type=click.IntRange(0), help="Pass over so many."),
    ):
        command = option(command)
    return command


@contextmanager
def opened(place: str | None) -> Iterator[Library]:
    """The library, closed when done; its errors become the command's."""
    from firsthand.errors import FirsthandError
    from firsthand.library import open_library

    try:
        library = open_library(place, by=who())
        try:
            yield library
        finally:
            library.close()
    except FirsthandError as error:
        raise click.ClickException(str(error)) from error


def who() -> str:
    """Whom the log names: the user of this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="PATH|URL|FEED...")
@with_library
@click.option("--json", "as_json", is_flag=True, help="One JSON line a report, once it is safe on disk.")
def add(sources: tuple[str, ...], place: str | None, as_json: bool) -> None:
    """Keep reports in the library: files, folders, archives, pages and feeds by their addresses.

    A report that is there already is a new version of it when it has changed, and only noted when it has
    not. Then every new report is put into a story.
    """
    from firsthand import following
    from firsthand.model import LeftOut

    counts: Counter[str] = Counter()
    with opened(place) as library:
        taken = following.take(sources, stdin=sys.stdin.buffer)

        def lines() -> Iterator[str]:
            for item in watched(library.add(taken, by=who()), "reports"):
                if isinstance(item, LeftOut):
                    counts["left out"] += 1
                    say_left_out(item)
                else:
                    counts[item.outcome] += 1
                    if as_json:
                        yield encoded(_added(item))

        write(lines(), None)
        changed = following.place(library, by=who())
        if not as_json:
            click.echo(f"{_told(counts)}; {len(changed)} stories changed")
    if counts["left out"]:
        sys.exit(LEFT_OUT)


def _added(item: Added) -> dict[str, Any]:
    return {
        "outcome": item.outcome,
        "report": item.report,
        "version": item.version,
        "location": item.location,
        "title": item.title,
    }


def _told(counts: Counter[str]) -> str:
    told = [f"{counts['new']} new"]
    told += [f"{counts['changed']} changed"] if counts["changed"] else []
    told += [f"{counts['same']} as they were"] if counts["same"] else []
    told += [f"{counts['left out']} left out"] if counts["left out"] else []
    return ", ".join(told)


@click.command()
@click.argument("feeds", nargs=-1, metavar="[FEED...]")
@with_library
@click.option(
    "--opml", type=click.Path(exists=True, dir_okay=False), help="Watch the feeds of an OPML list too."
)
@click.option(
    "--list", "only_list", is_flag=True, help="Say which feeds are watched and how they do, and end."
)
@click.option("--save-opml", is_flag=True, help="Print the feeds as an OPML list and end.")
@click.option("--drop", multiple=True, metavar="FEED", help="Watch this feed no more.")
@click.option("--once", is_flag=True, help="Ask what is due and end; else go on until stopped.")
def watch(
    feeds: tuple[str, ...],
    place: str | None,
    opml: str | None,
    only_list: bool,
    save_opml: bool,
    drop: tuple[str, ...],
    once: bool,
) -> None:
    """Watch feeds (RSS, Atom, JSON Feed) and keep what they bring.

    Feeds that were named once are watched from then on. Each is asked when it is due, and only whether it
    changed; robots.txt is kept to.
    """
    from pathlib import Path

    from firsthand.intake.feeds import read_outlines, write_outlines
    from firsthand.library import Feed

    with opened(place) as library:
        known = {feed.url for feed in library.feeds()}
        wanted: list[tuple[str, str | None, str | None]] = [(url, None, None) for url in feeds]
        if opml:
            found = read_outlines(Path(opml).read_bytes())
            if not found:
                raise click.ClickException(
                    f"{opml} names no feed; expected OPML with outlines that have xmlUrl"
                )
            wanted += found
        for url, title, folder in wanted:
            if not url.startswith(("http://", "https://")):
                raise click.ClickException(f"{url} is no http(s) address; `firsthand add` takes files")
            if url not in known:
                library.keep_feed(Feed(url=url, title=title, folder=folder), by=who())
        for url in drop:
            library.drop_feed(url, by=who())
        if save_opml:
            write([write_outlines([(f.url, f.title, f.folder) for f in library.feeds()])], None)
        elif only_list or drop:
            for feed in library.feeds():
                click.echo(_feed_line(feed))
        else:
            _watch(library, once)


def _feed_line(feed: Any) -> str:
    from firsthand.briefs.terminal import harmless

    state = f"problem: {feed.problem}" if feed.problem else f"last asked {feed.last_at or 'never'}"
    return harmless(f"{feed.url}  {feed.title or ''}  {state}; next {feed.next_at or 'now'}")


def _watch(library: Library, once: bool) -> None:
    from datetime import UTC, datetime

    from firsthand import following
    from firsthand.fetching import Fetcher, Seen, watch
    from firsthand.fetching.watching import next_due
    from firsthand.model import LeftOut

    fetcher = Fetcher()
    if not library.feeds():
        raise click.ClickException("no feed is watched yet; name one: firsthand watch https://…/feed")
    try:
        while True:
            counts: Counter[str] = Counter()
            for item in watch(library, fetcher, by=who()):
                if isinstance(item, LeftOut):
                    say_left_out(item)
                elif isinstance(item, Seen):
                    click.echo(
                        f"{item.feed.title or item.feed.url}: {item.n_new} new of {item.n_items} items"
                    )
                else:
                    counts[item.outcome] += 1
            if counts:
                following.place(library, by=who())
            if once:
                return
            due = next_due(library)
            left = (due - datetime.now(UTC)).total_seconds() if due else 60.0
            time.sleep(min(max(left, 1.0), 60.0))
    except KeyboardInterrupt:
        click.echo("firsthand: no longer watching; what came is kept", err=True)


def _filters(since: str | None, until: str | None, outlet: str | None, where: str | None) -> Filters:
    from datetime import date

    from firsthand.library import Filters

    for day in (since, until):
        try:
            if day is not None:
                date.fromisoformat(day)
        except ValueError as error:
            raise click.BadParameter(f"{day!r} is no day; expected YYYY-MM-DD") from error
    return Filters(since=since, until=until, outlet=outlet, place=where)


@click.command()
@click.argument("words", nargs=-1, required=True)
@with_filters
@with_library
@click.option("--json", "as_json", is_flag=True, help="One JSON line a report.")
def search(
    words: tuple[str, ...],
    since: str | None,
    until: str | None,
    outlet: str | None,
    where: str | None,
    limit: int,
    offset: int,
    place: str | None,
    as_json: bool,
) -> None:
    """Find reports by their words.

    All words must occur, in any form; "a phrase" in quotation marks; OR between two; -word must not occur;
    begin* the beginning of a word.
    """
    from dataclasses import asdict

    from firsthand.briefs.terminal import harmless

    asked = " ".join(f'"{w}"' if " " in w and '"' not in w else w for w in words)
    with opened(place) as library:
        page = library.search(asked, _filters(since, until, outlet, where), limit=limit, offset=offset)
    if as_json:
        write((encoded(asdict(hit)) for hit in page.items), None)
        return
    for hit in page.items:
        row = hit.report
        click.echo(harmless(f"{row.published or 'no date'}  {row.outlet or ''}  {row.title or row.id}"))
        click.echo("    " + harmless(hit.excerpt))
        click.echo(harmless(f"    report {row.id}" + (f", story {row.story}" if row.story else "")))
    click.echo(f"{len(page.items)} of {page.total if page.total < 1000 else 'over 1000'} reports")


@click.command(name="list")
@click.option(
    "--order",
    type=click.Choice(["newest", "biggest", "disputed", "changed"]),
    default="newest",
    show_default=True,
)
@click.option("--reports", "as_reports", is_flag=True, help="Reports instead of stories.")
@with_filters
@with_library
@click.option("--json", "as_json", is_flag=True, help="One JSON line each.")
def list_(
    order: Any,
    as_reports: bool,
    since: str | None,
    until: str | None,
    outlet: str | None,
    where: str | None,
    limit: int,
    offset: int,
    place: str | None,
    as_json: bool,
) -> None:
    """List the stories of the library, or its reports."""
    from dataclasses import asdict

    from firsthand.briefs.terminal import harmless

    filters = _filters(since, until, outlet, where)
    with opened(place) as library:
        if as_reports:
            reports = library.reports(filters, limit=limit, offset=offset)
            rows: list[Any] = list(reports.items)
            lines = [
                f"{r.published or 'no date':16.16}  {r.outlet or '':20.20}  {r.title or r.id}  [{r.id}]"
                for r in rows
            ]
            total, what = reports.total, "reports"
        else:
            stories = library.stories(filters, order=order, limit=limit, offset=offset)
            rows = list(stories.items)
            lines = [_story_line(r) for r in rows]
            total, what = stories.total, "stories"
    if as_json:
        write((encoded(asdict(row)) for row in rows), None)
        return
    for line in lines:
        click.echo(harmless(line))
    click.echo(f"{len(rows)} of {total} {what}")


def _story_line(row: Any) -> str:
    day = row.start if row.start == row.end else f"{row.start} to {row.end}"
    told = "not told yet" if row.n_points is None else f"{row.n_points} points"
    if row.n_disputed:
        told += f", {row.n_disputed} disputed"
    if row.n_differing:
        told += f", {row.n_differing} differ"
    if row.n_points is not None and row.is_stale:
        told += ", more has come"
    return f"{row.id}  {day or 'no date'}  {row.title}  ({row.n_reports} reports; {told})"


@click.command()
@click.argument("name", metavar="STORY|REPORT")
@with_library
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--account", "number", type=click.IntRange(1), help="An earlier account of the story.")
@click.option("--history", is_flag=True, help="The story's accounts, and what changed from one to the next.")
@click.option("--all", "show_all", is_flag=True, help="Also list every point that only one report has.")
@click.option(
    "--why", is_flag=True, help="Unfold each count of origins: who has it from whom, who counts as one."
)
@click.option(
    "--admiralty",
    is_flag=True,
    help="Grade each point: credibility 1-6 from the account, reliability A-F as rated in the library.",
)
@with_reader
@with_families
def show(
    name: str,
    place: str | None,
    as_json: bool,
    number: int | None,
    history: bool,
    show_all: bool,
    why: bool,
    admiralty: bool,
    reader: str,
    families: str | None,
) -> None:
    """Show the account of a story, told anew if reports or decisions came; or a report with its versions."""
    from firsthand import following
    from firsthand.errors import NotFound
    from firsthand.model import rated_by

    with opened(place) as library:
        try:
            library.story(name)
        except NotFound:
            _show_report(library, name, as_json)
            return
        if history:
            _show_history(library, name)
            return
        if number is not None:
            account = library.account(name, number)
        else:
            account = following.account_of(library, name, chosen(reader, families), by=who())
        ratings = rated_by(library.decisions()) if admiralty else None
    if as_json:
        from firsthand.briefs.json import write_json

        write([write_json([account], ratings)], None)
    else:
        from firsthand.briefs.terminal import render_terminal

        painted = is_terminal(sys.stdout)
        told = render_terminal(
            account,
            width=columns(None),
            color=painted,
            show_all=show_all,
            show_why=why,
            ratings=ratings,
        )
        write([told], None)


def _show_history(library: Library, story: str) -> None:
    from firsthand.briefs.terminal import harmless
    from firsthand.model import changes

    before = None
    for row in library.accounts(story):
        click.echo(f"account {row.number}, {row.at}: {row.n_reports} reports, {row.n_points} points")
        account = library.account(story, row.number)
        if before is not None:
            found = changes(before, account)
            for report in found.reports_added:
                click.echo(harmless(f"  + report {report}"))
            for point in found.points_added:
                click.echo(harmless(f"  + {point.statement} ({point.status})"))
            for point in found.points_gone:
                click.echo(harmless(f"  - {point.statement}"))
            for change in found.points_changed:
                click.echo(harmless(f"  ~ {change.after.statement}: {', '.join(change.what)}"))
        before = account


def _show_report(library: Library, name: str, as_json: bool) -> None:
    from dataclasses import asdict

    from firsthand.briefs.terminal import harmless
    from firsthand.model import wording_changes

    versions, custody = library.versions(name), library.retrievals(name)
    if as_json:
        told = {
            "versions": [{**asdict(v), "report": {**_plain(v.report)}} for v in versions],
            "retrievals": [asdict(r) for r in custody],
            "story": library.story_of(name),
        }
        write([encoded(told)], None)
        return
    latest = versions[-1]
    click.echo(
        harmless(
            f"{latest.report.title or name}  ({latest.report.outlet or 'no outlet'}, {latest.report.published or 'no date'})"
        )
    )
    click.echo(harmless(f"report {name}, story {library.story_of(name) or 'not placed yet'}"))
    for link in custody:
        via = f" through {link.via}" if link.via else ""
        click.echo(
            harmless(f"  version {link.version}: {link.retrieved} from {link.location}{via} by {link.by}")
        )
        click.echo(f"    SHA-256 {link.sha256}, {link.size} bytes, {harmless(link.media_type)}")
    for old, new in pairwise(versions):
        click.echo(f"what version {new.number} changed:")
        for change in wording_changes(old.report.text, new.report.text):
            gone, came = change.before.of(old.report.text), change.after.of(new.report.text)
            click.echo(harmless(f"  - {gone}" if gone else "  -"))
            click.echo(harmless(f"  + {came}" if came else "  +"))
    click.echo()
    for line in latest.report.text.splitlines():
        click.echo(harmless(line))


def _plain(report: Any) -> dict[str, Any]:
    from dataclasses import fields

    told = {f.name: getattr(report, f.name) for f in fields(report)}
    return {**told, "extra": dict(report.extra)}


@click.command()
@click.argument("stories", nargs=-1, metavar="[STORY...]")
@click.option("--format", "form", type=click.Choice(FORM_NAMES[1:]), default="json", show_default=True)
@with_library
@with_reader
@with_families
@with_output
def export(
    stories: tuple[str, ...],
    form: str,
    place: str | None,
    reader: str,
    families: str | None,
    output: str | None,
) -> None:
    """Write accounts in a form for other tools: those of the stories named, or all that were told."""
    from firsthand import following
    from firsthand.briefs.forms import FORMS

    with opened(place) as library:
        named = stories or tuple(following.told(library))
        if not named:
            raise click.ClickException("no story of the library was told yet; name those that should be")
        accounts = [
            following.account_of(library, story, chosen(reader, families), by=who())
            for story in watched(named, "stories")
        ]
    write([FORMS[form].write(accounts)], output)


@click.command()
@click.argument("stories", nargs=-1, metavar="[STORY...]")
@with_library
@with_reader
@with_families
def reread(stories: tuple[str, ...], place: str | None, reader: str, families: str | None) -> None:
    """Read again what was read by an older reader, and say which accounts changed."""
    from firsthand import following
    from firsthand.briefs.terminal import harmless

    n = n_changed = 0
    with opened(place) as library:
        for done in following.reread(library, chosen(reader, families), by=who(), stories=stories or None):
            n += 1
            if done.changes:
                n_changed += 1
                found = done.changes
                click.echo(
                    harmless(
                        f"{done.story.id}  {done.story.title}: {len(found.points_added)} points came,"
                        f" {len(found.points_gone)} went, {len(found.points_changed)} changed"
                    )
                )
    click.echo(f"{n_changed} of {n} accounts changed")


@click.command()
@with_library
def check(place: str | None) -> None:
    """Check the library: hashes of originals, the log, references, the search index."""
    with opened(place) as library:
        problems = library.check()
    for problem in problems:
        click.echo(f"firsthand: {problem}", err=True)
    if problems:
        sys.exit(LEFT_OUT)
    click.echo("the library is sound")
