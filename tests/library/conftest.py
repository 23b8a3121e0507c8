"""Libraries for tests: one in a file, and one in a PostgreSQL server that the tests start."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from firsthand.library import Library
from firsthand.library.sqlite import open_sqlite


def _server_programs() -> Path | None:
    """The folder of the newest PostgreSQL server on this machine."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -int(p.parent.name)):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server on a socket of its own, gone when the tests are done."""
    programs = _server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    user: dict[str, object] = {}
    if os.geteuid() == 0:
        # The server refuses to run as root.
        try:
            account = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("the server does not run as root, and there is no user postgres")
        user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    with tempfile.TemporaryDirectory(prefix="firsthand-pg-") as name:
        folder = Path(name)
        if user:
            os.chown(folder, account.pw_uid, account.pw_gid)

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [str(programs / program), *arguments],
                check=True,
                cwd=folder,
                stdout=subprocess.DEVNULL,
                stdin=subprocess.DEVNULL,
                timeout=120,
                **user,  # type: ignore[call-overload]
            )

        run("initdb", "-D", f"{folder}/data", "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C")
        options = (
            f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"
        )
        run("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", "-o", options, "start")
        try:
            yield f"host={folder} user=tests"
        finally:
            run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")


_numbers = itertools.count(1)


@pytest.fixture
def make_postgres(server: str) -> Callable[[], Library]:
    """Makes a library in a new database of the server."""
    import psycopg

    from firsthand.library.postgres import open_postgres

    def make() -> Library:
        name = f"library{next(_numbers)}"
        with psycopg.connect(f"{server} dbname=postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return open_postgres(f"{server} dbname={name}")

    return make


@pytest.fixture
def make_sqlite(tmp_path: Path) -> Callable[[], Library]:
    """Makes a library in a new file."""
    return lambda: open_sqlite(tmp_path / f"library{next(_numbers)}.firsthand")


@pytest.fixture
def library(make_sqlite: Callable[[], Library]) -> Iterator[Library]:
    """An empty library in a file."""
    made = make_sqlite()
    yield made
    made.close()
