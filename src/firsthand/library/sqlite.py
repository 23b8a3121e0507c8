"""The library in one file: SQLite through APSW, with a write-ahead log and FTS5.

APSW brings its own SQLite (3.54): the one that comes with Python is, on common systems, one of those
(3.7.0 to 3.51.2) whose write-ahead log can be damaged by two connections that checkpoint at once
(docs/decisions/0017). Every commit is synced to disk before it counts.

Public: :func:`open_sqlite`, :class:`SqliteDatabase`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from firsthand.errors import LibraryError, SchemaTooNew
from firsthand.library.schema import SCHEMA, TABLES
from firsthand.library.sql import SqlLibrary, utc_now
from firsthand.library.words import TOKENIZER, Query, fts5

#: "FHLB" in the file's header: what tells a library from any other database.
APPLICATION_ID = 0x46484C42
WAIT_MS = 60_000  #: how long a writer waits for another before it gives up
CACHE_KIB = 32_768  #: of one connection
MMAP_BYTES = 1 << 30

#: From one schema to the next: what turns a library of schema N into one of schema N + 1.
Migrations = Mapping[int, Callable[[apsw.Connection], None]]
MIGRATIONS: Migrations = {}

_WORDS = (
    "CREATE VIRTUAL TABLE report_words USING fts5(title, text, outlet, content='', contentless_delete=1,"
    f" tokenize='{' '.join(TOKENIZER)}')",
    "CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log"
    " BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
    "CREATE TRIGGER log_is_not_cut BEFORE DELETE ON log"
    " BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
)


def open_sqlite(
    path: str | Path,
    *,
    clock: Callable[[], str] = utc_now,
    by: str = "firsthand",
    schema: int = SCHEMA,
    migrations: Migrations = MIGRATIONS,
) -> SqlLibrary:
    """Open the library in a file; make it when there is none.

    A library of an older schema is copied beside itself (``NAME.schema-N``) and migrated in one
    transaction: whatever happens, the file holds either the old library or the new one.

    Raises:
        LibraryError: The file is no library, or cannot be written.
        SchemaTooNew: It was written by a newer Firsthand.
    """
    database = SqliteDatabase(Path(path), schema=schema, migrations=migrations)
    library = SqlLibrary(database, clock=clock)
    if database.was_made or database.migrated_from is not None:
        what = "made library" if database.was_made else "migrated library"
        library.note(what, "library", by=by, detail={"schema": schema, "from": database.migrated_from})
    return library


class SqliteDatabase:
    """One file and a connection to it for every thread."""

    # CROSS JOIN: the words first, always; SQLite might walk through all reports of some days instead.
    matching = "report_words(?) CROSS JOIN report ON report.n = report_words.rowid"
    holding = "report_words(?)"
    row = "report_words.rowid"
    rank = "bm25(report_words, 6.0, 1.0, 2.0)"

    def __init__(self, path: Path, *, schema: int = SCHEMA, migrations: Migrations = MIGRATIONS) -> None:
        self._path = path
        self._local = threading.local()
        self._all: list[apsw.Connection] = []
        self._lock = threading.Lock()
        self.was_made = False
        self.migrated_from: int | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._prepare(schema, migrations)
        except (apsw.Error, OSError) as error:
            self.close()
            raise LibraryError(f"the library {path} cannot be opened: {_said(error)}") from error
        except BaseException:
            self.close()
            raise

    def _prepare(self, schema: int, migrations: Migrations) -> None:
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            [(found,)] = connection.execute("PRAGMA user_version")
            [(kind,)] = connection.execute("PRAGMA application_id")
            [(n_tables,)] = connection.execute("SELECT count(*) FROM sqlite_schema")
            if not n_tables:
                for statement in (*TABLES, *_WORDS):
                    connection.execute(_as_sqlite(statement))
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {schema}")
                self.was_made = True
            elif kind != APPLICATION_ID:
                raise LibraryError(
                    f"{self._path} is a database, but no library of Firsthand's; name another file with --library"
                )
            elif found > schema:
                raise SchemaTooNew(
                    f"{self._path} was written by a newer Firsthand (schema {found}; this one knows {schema}):"
                    " install that version, or name another library",
                    found,
                    schema,
                )
            elif found < schema:
                # The copy is taken while we hold the lock: nobody writes between it and the migration.
                copy_file(self._path, self._path.with_name(f"{self._path.name}.schema-{found}"))
                for step in range(found, schema):
                    if step not in migrations:
                        raise LibraryError(
                            f"there is no way from schema {step} to {step + 1} of {self._path}"
                        )
                    migrations[step](connection)
                connection.execute(f"PRAGMA user_version = {schema}")
                self.migrated_from = found
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _connection(self) -> apsw.Connection:
        connection: apsw.Connection | None = getattr(self._local, "connection", None)
        if connection is None or getattr(self._local, "process", None) != os.getpid():
            # A connection must not be carried into a forked process.
            connection = apsw.Connection(str(self._path))
            connection.set_busy_timeout(WAIT_MS)
            if connection.pragma("journal_mode") != "wal":
                connection.pragma("journal_mode", "wal")
            connection.pragma("synchronous", "full")
            connection.pragma("foreign_keys", True)
            connection.pragma("cache_size", -CACHE_KIB)
            connection.pragma("mmap_size", MMAP_BYTES)
            connection.pragma("temp_store", "memory")
            # Reports are hostile, and a library may come from somebody else.
            connection.pragma("trusted_schema", False)
            self._local.connection, self._local.process = connection, os.getpid()
            with self._lock:
                self._all.append(connection)
        return connection

    @contextmanager
    def reading(self) -> Iterator[_SqliteSession]:
        with self._transaction("BEGIN") as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[_SqliteSession]:
        with self._transaction("BEGIN IMMEDIATE") as session:
            yield session

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[_SqliteSession]:
        try:
            connection = self._connection()
            connection.execute(begin)
            try:
                yield _SqliteSession(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except apsw.Error as error:
            raise LibraryError(f"the library {self._path}: {_said(error)}") from error

    def query(self, query: Query) -> str:
        return fts5(query)

    def problems(self) -> list[str]:
        found = []
        with self.reading() as session:
            found += [said for (said,) in session.run("PRAGMA integrity_check(20)") if said != "ok"]
            found += [f"row {row} refers to nothing" for row in session.run("PRAGMA foreign_key_check")]
            [(n,)] = session.run(
                "SELECT count(*) FROM report WHERE n NOT IN (SELECT rowid FROM report_words)"
            )
            if n:
                found.append(f"{n} reports that the search index has not")
        with self.writing() as session:
            try:
                session.run("INSERT INTO report_words(report_words) VALUES ('integrity-check')")
            except apsw.Error as error:
                found.append(f"the search index is damaged: {_said(error)}")
        return found

    def close(self) -> None:
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()


class _SqliteSession:
    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def run(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()

    def index(self, n: int, title: str, text: str, outlet: str) -> None:
        self.run(
            "INSERT OR REPLACE INTO report_words (rowid, title, text, outlet) VALUES (?, ?, ?, ?)",
            n,
            title,
            text,
            outlet,
        )


def copy_file(source: Path, target: Path) -> None:
    """Copy a library that may be in use, whole, to a file that appears only when it is complete."""
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    connection, copy = apsw.Connection(str(source)), apsw.Connection(str(partial))
    try:
        with copy.backup("main", connection, "main") as backup:
            while not backup.done:
                backup.step(1000)
        copy.pragma("journal_mode", "delete")
    finally:
        copy.close()
        connection.close()
    with partial.open("rb+") as handle:
        os.fsync(handle.fileno())
    os.replace(partial, target)


def _as_sqlite(statement: str) -> str:
    return statement.replace("SERIAL KEY", "INTEGER PRIMARY KEY").replace("BYTES", "BLOB")


def _said(error: BaseException) -> str:
    match error:
        case apsw.FullError():
            return "the disk is full; nothing of the last step was kept, all before it was"
        case apsw.BusyError():
            return f"another process has been writing for {WAIT_MS // 1000} s; try again when it is done"
        case apsw.NotADBError():
            return "the file is no database; name another with --library"
        case apsw.CorruptError():
            return f"the file is damaged ({error}); take the last copy of it"
        case apsw.CantOpenError() | apsw.ReadOnlyError() | apsw.PermissionsError():
            return f"{error}; see that the folder is there and may be written to"
        case OSError(strerror=why) if why:
            return why
    return str(error)
