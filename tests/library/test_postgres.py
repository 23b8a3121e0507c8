"""The library on a server: migrated in a transaction, closed against change of the log, clear when it fails."""

from __future__ import annotations

import pytest

from firsthand.errors import LibraryError, SchemaTooNew
from firsthand.library import open_library
from firsthand.library.schema import SCHEMA
from firsthand.testing import a_taken

psycopg = pytest.importorskip("psycopg")


@pytest.fixture
def address(make_postgres, server: str) -> str:
    """The address of a database that holds a library with two reports."""
    library = make_postgres()
    list(library.add([a_taken("a", "Rain."), a_taken("b", "Snow.")], by="ana"))
    found: str = library._database._address
    library.close()
    return found


def test_an_older_library_is_migrated_with_a_copy_kept(address: str):
    """The step runs in one transaction; the tables as they were are beside it; an older program says no."""
    from firsthand.library.postgres import open_postgres

    def step(connection):
        connection.execute("ALTER TABLE report ADD COLUMN mood TEXT")

    library = open_postgres(address, schema=SCHEMA + 1, migrations={SCHEMA: step})
    assert library.reports().total == 2 and library.check() == ()
    assert library.log(newest=True)[0].what == "migrated library"
    library.close()
    with psycopg.connect(address) as connection:
        assert connection.execute(f"SELECT count(*) FROM firsthand_schema_{SCHEMA}.report").fetchone() == (2,)
    with pytest.raises(SchemaTooNew):
        open_postgres(address)


def test_a_migration_that_fails_changes_nothing(address: str):
    """No copy is left half made, and the library opens as it was."""
    from firsthand.library.postgres import open_postgres

    def broken(connection):
        connection.execute("DROP TABLE feed")
        connection.execute("UPDATE nothing SET there = 1")

    with pytest.raises(LibraryError):
        open_postgres(address, schema=SCHEMA + 1, migrations={SCHEMA: broken})
    library = open_postgres(address)
    assert library.feeds() == () and library.reports().total == 2
    library.close()


def test_the_log_cannot_be_changed(address: str):
    """The server refuses."""
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in ("UPDATE firsthand.log SET by_whom = 'x'", "DELETE FROM firsthand.log"):
            with pytest.raises(psycopg.errors.RaiseException):
                connection.execute(statement)


def test_a_server_that_is_not_there_is_named_without_its_password():
    """The message says what to do and keeps the password to itself."""
    with pytest.raises(LibraryError, match="cannot be reached") as caught:
        open_library("postgresql://ana:secret@127.0.0.1:1/none?connect_timeout=2")
    assert "secret" not in str(caught.value)
