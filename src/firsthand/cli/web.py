"""The verb serve: the workbench over a library."""

from __future__ import annotations

import os
from typing import Any

import click

from firsthand.cli.library import opened, with_library
from firsthand.cli.output import with_reader


@click.command()
@with_library
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", default=8750, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option("--token-file", type=click.File("r"), help="File with the token that lets people in.")
@click.option("--name", "names", multiple=True, help="A host name of yours that leads here; repeatable.")
@click.option("--person", help="Whom decisions are logged under; else your user name.")
@with_reader
def serve(
    place: str | None,
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
    from firsthand.errors import SettingsError
    from firsthand.library import default_place
    from firsthand.settings import Settings
    from firsthand.web.serving import guard_for, shown_place
    from firsthand.web.serving import serve as serve_library

    token = token_file.read().strip() if token_file else os.environ.get("FIRSTHAND_TOKEN") or None
    try:
        guard = guard_for(host, token=token, names=names, person=person)
        where = place or default_place()
        with opened(where) as library:
            serve_library(
                library,
                host=host,
                port=port,
                guard=guard,
                library_name=shown_place(where),
                settings=Settings(reader=reader),
                say=lambda line: click.echo(line, err=True),
            )
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
