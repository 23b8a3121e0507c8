"""The library in PostgreSQL (12 or later), for teams: psycopg, one connection a thread.

Words are cut and stemmed here (:mod:`firsthand.library.words`) and handed over as they are, so that a
search finds what it finds in a file. A phrase is found in the first 16,000 words of a text, single
words everywhere.

Public: :func:`open_postgres`, :class:`PostgresDatabase`.
"""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from firsthand.errors import LibraryError, SchemaTooNew
from firsthand.library.schema import SCHEMA, TABLES
from firsthand.library.sql import SqlLibrary, utc_now
from firsthand.library.words import Query, Term, tokens

try:
    import psycopg
except ImportError as missing:
    raise LibraryError(
        "a library in PostgreSQL needs psycopg, which is not installed: pip install 'firsthand[postgres]'"
    ) from missing

#: All of a library lies in this schema of its database.
NAMESPACE = "firsthand"
#: The key of the lock that makes writers wait for each other ("FHLB").
LOCK = 0x46484C42
LAST_POSITION = 16_383  #: that a tsvector can hold
MAX_STEM = 400  #: characters: a tsvector holds no word of 2 kB, so longer ones are cut, here and in a query
GAP = 16  #: between title, text and outlet, so that no phrase runs from one into the next

Migrations = Mapping[int, Callable[["psycopg.Connection[Any]"], None]]
MIGRATIONS: Migrations = {}

_WORDS = (
    "CREATE TABLE report_words (n BIGINT PRIMARY KEY REFERENCES report (n), words tsvector NOT NULL)",
    "CREATE INDEX report_words_words ON report_words USING gin (words)",
    "CREATE TABLE about (schema INTEGER NOT NULL)",
    "CREATE FUNCTION log_is_kept() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the log is only added to'; END $$",
    "CREATE TRIGGER log_is_kept BEFORE UPDATE OR DELETE ON log FOR EACH ROW EXECUTE FUNCTION log_is_kept()",
)


def open_postgres(
    address: str,
    *,
    clock: Callable[[], str] = utc_now,
    by: str = "firsthand",
    schema: int = SCHEMA,
    migrations: Migrations = MIGRATIONS,
) -> SqlLibrary:
    """Open the library in a PostgreSQL database; make it when there is none.

    An older library's tables are copied to the schema ``firsthand_schema_N`` and migrated, all in one
    transaction.

    Args:
        address: ``postgresql://user@host:port/database``, or whatever libpq takes.

    Raises:
        LibraryError: The server cannot be reached, or refuses.
        SchemaTooNew: The library was written by a newer Firsthand.
    """
    database = PostgresDatabase(address, schema=schema, migrations=migrations)
    library = SqlLibrary(database, clock=clock)
    if database.was_made or database.migrated_from is not None:
        what = "made library" if database.was_made else "migrated library"
        library.note(what, "library", by=by, detail={"schema": schema, "from": database.migrated_from})
    return library


class PostgresDatabase:
    """One database and a connection to it for every thread."""

    holding = (
        "(SELECT CAST(? AS tsquery) AS query) AS asked JOIN report_words ON report_words.words @@ asked.query"
    )
    matching = f"{holding} JOIN report ON report.n = report_words.n"
    row = "report_words.n"
    rank = "-ts_rank(report_words.words, asked.query)"

    def __init__(self, address: str, *, schema: int = SCHEMA, migrations: Migrations = MIGRATIONS) -> None:
        self._address = address
        self._local = threading.local()
        self._all: list[psycopg.Connection[Any]] = []
        self._lock = threading.Lock()
        self.was_made = False
        self.migrated_from: int | None = None
        try:
            self._prepare(schema, migrations)
        except psycopg.Error as error:
            self.close()
            raise LibraryError(f"the library in PostgreSQL cannot be opened: {_said(error)}") from error
        except BaseException:
            self.close()
            raise

    def _prepare(self, schema: int, migrations: Migrations) -> None:
        connection = self._connection()
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            there = connection.execute("SELECT to_regclass('about')").fetchone()
            if there is None or there[0] is None:
                connection.execute(f"CREATE SCHEMA IF NOT EXISTS {NAMESPACE}")
                for statement in (*TABLES, *_WORDS):
                    connection.execute(_as_postgres(statement))
                connection.execute("INSERT INTO about (schema) VALUES (%s)", (schema,))
                self.was_made = True
                return
            [(found,)] = connection.execute("SELECT schema FROM about").fetchall()
            if found > schema:
                raise SchemaTooNew(
                    f"the library was written by a newer Firsthand (schema {found}; this one knows {schema}):"
                    " install that version, or name another library",
                    found,
                    schema,
                )
            if found < schema:
                copy = f"{NAMESPACE}_schema_{found}"
                connection.execute(f"CREATE SCHEMA {copy}")
                tables = connection.execute(
                    "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", (NAMESPACE,)
                ).fetchall()
                for (table,) in tables:
                    connection.execute(f"CREATE TABLE {copy}.{table} AS TABLE {NAMESPACE}.{table}")
                for step in range(found, schema):
                    if step not in migrations:
                        raise LibraryError(f"there is no way from schema {step} to {step + 1} of the library")
                    migrations[step](connection)
                connection.execute("UPDATE about SET schema = %s", (schema,))
                self.migrated_from = found

    def _connection(self) -> psycopg.Connection[Any]:
        connection: psycopg.Connection[Any] | None = getattr(self._local, "connection", None)
        if connection is None or connection.closed or self._local.process != os.getpid():
            connection = psycopg.connect(
                self._address,
                autocommit=True,
                options=f"-c search_path={NAMESPACE} -c synchronous_commit=on -c client_min_messages=warning",
            )
            self._local.connection, self._local.process = connection, os.getpid()
            with self._lock:
                self._all.append(connection)
        return connection

    @contextmanager
    def reading(self) -> Iterator[_PostgresSession]:
        with self._transaction("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY") as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[_PostgresSession]:
        with self._transaction(f"SELECT pg_advisory_xact_lock({LOCK})") as session:
            yield session

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[_PostgresSession]:
        try:
            connection = self._connection()
            with connection.transaction():
                connection.execute(begin)
                yield _PostgresSession(connection)
        except psycopg.Error as error:
            raise LibraryError(f"the library in PostgreSQL: {_said(error)}") from error

    def query(self, query: Query) -> str:
        wanted = " & ".join("(" + " | ".join(map(_tsquery, group)) + ")" for group in query.wanted)
        return wanted + "".join(f" & !({_tsquery(term)})" for term in query.unwanted)

    def problems(self) -> list[str]:
        with self.reading() as session:
            [(n,)] = session.run("SELECT count(*) FROM report WHERE n NOT IN (SELECT n FROM report_words)")
        return [f"{n} reports that the search index has not"] if n else []

    def close(self) -> None:
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()


class _PostgresSession:
    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._cursor = connection.cursor(binary=True)

    def run(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        # PostgreSQL's text holds no zero character.
        told = [v.replace("\0", "\ufffd") if isinstance(v, str) and "\0" in v else v for v in values]
        self._cursor.execute(_placed(sql), told, prepare=True)
        return self._cursor.fetchall() if self._cursor.description is not None else []

    def index(self, n: int, title: str, text: str, outlet: str) -> None:
        self.run(
            "INSERT INTO report_words (n, words) VALUES (?, CAST(? AS tsvector))"
            " ON CONFLICT (n) DO UPDATE SET words = excluded.words",
            n,
            _tsvector(((title, "A"), (text, "D"), (outlet, "B"))),
        )


@cache
def _placed(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")


def _as_postgres(statement: str) -> str:
    return statement.replace("SERIAL KEY", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY").replace(
        "BYTES", "BYTEA"
    )


def _tsvector(parts: tuple[tuple[str, str], ...]) -> str:
    """Words with their positions and weights, in the form that PostgreSQL reads."""
    places: dict[str, list[str]] = defaultdict(list)
    at = 1
    for text, weight in parts:
        for _, _, stem in tokens(text):
            kept = places[stem[:MAX_STEM]]
            if at <= LAST_POSITION:
                kept.append(f"{at}{weight}")
            at += 1
        at += GAP
    return " ".join(
        _quoted(stem) + (":" + ",".join(where) if where else "") for stem, where in places.items()
    )


def _tsquery(term: Term) -> str:
    last = len(term.stems) - 1
    words = [_quoted(stem) + (":*" if term.prefix and k == last else "") for k, stem in enumerate(term.stems)]
    return " <-> ".join(words)


def _quoted(stem: str) -> str:
    return "'" + stem[:MAX_STEM].replace("\\", "\\\\").replace("'", "''") + "'"


def _said(error: psycopg.Error) -> str:
    match error:
        case psycopg.errors.DiskFull():
            return "the server's disk is full; nothing of the last step was kept, all before it was"
        case psycopg.OperationalError() if error.sqlstate is None:
            return f"the server cannot be reached ({str(error).strip().splitlines()[-1]}); see that it runs"
    return str(error).strip() or type(error).__name__
