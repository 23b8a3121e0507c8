"""The command line: parsing and printing only. A module for each group of verbs."""

from __future__ import annotations

import click

from firsthand.cli import library, reports, web


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="firsthand")
def main() -> None:
    """Many news reports of one event in, one sourced account out.

    PATH is a .txt, .html, .jsonl or .jsonl.gz file, a folder of them, or - for JSON Lines on standard
    input; also WARC, WACZ, ninjs and NITF. Nothing leaves this machine; only add and watch fetch, and
    only what they are given.

    \b
    firsthand brief reports/                      the account, in the terminal
    firsthand brief reports/ --format html -o account.html
    firsthand brief reports/ --json | jq .points  for programs
    firsthand stories feed.jsonl                  which reports belong together
    \b
    firsthand add reports/ https://…/feed         keep reports in the library
    firsthand watch https://…/feed                and those that come
    firsthand list                                its stories, the newest first
    firsthand show STORY                          the account of one
    firsthand serve                               all of it in the browser
    """


for verb in (
    reports.brief,
    reports.read,
    reports.stories,
    library.add,
    library.watch,
    library.list_,
    library.search,
    library.show,
    library.export,
    library.reread,
    library.check,
    web.serve,
):
    main.add_command(verb)
