"""The library in a file: made on first use, killed at any moment, migrated with a copy kept."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import apsw
import pytest

from firsthand.errors import LibraryError, SchemaTooNew
from firsthand.library import default_place, open_library
from firsthand.library.schema import SCHEMA
from firsthand.library.sqlite import MIGRATIONS, open_sqlite
from firsthand.testing import a_taken


def fill(path: Path, n: int = 3) -> None:
    library = open_sqlite(path)
    assert (
        sum(1 for _ in library.add((a_taken(f"r{i}", f"Report {i} of rain.") for i in range(n)), by="ana"))
        == n
    )
    library.close()


def test_a_library_is_made_where_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A file in a folder that is not there yet; without a name, where the environment or platform says."""
    path = tmp_path / "a" / "b" / "library.firsthand"
    open_library(path).close()
    assert path.exists()

    monkeypatch.setenv("FIRSTHAND_LIBRARY", str(tmp_path / "other"))
    assert default_place() == str(tmp_path / "other")
    monkeypatch.delenv("FIRSTHAND_LIBRARY")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Path(default_place()).name == "library.firsthand" and str(tmp_path) in default_place()


def test_the_sqlite_in_use_has_no_known_fault():
    """Not one of the versions whose write-ahead log two checkpoints can damage."""
    assert tuple(int(n) for n in apsw.sqlite_lib_version().split(".")) >= (3, 51, 3)


def test_what_is_no_library_is_refused(tmp_path: Path):
    """A text, another database and a folder are named as what they are, and left as they were."""
    text, other = tmp_path / "text", tmp_path / "other.db"
    text.write_text("This is no database. " * 100)
    connection = apsw.Connection(str(other))
    connection.execute("CREATE TABLE x (y)")
    connection.close()
    for path, told in ((text, "no database"), (other, "no library"), (tmp_path, "library")):
        with pytest.raises(LibraryError, match=told):
            open_sqlite(path)
    assert text.read_text().startswith("This is no database.")


def test_an_older_library_is_migrated_with_a_copy_kept(tmp_path: Path):
    """The step runs once, what was there is there, the copy is the library as it was."""
    path = tmp_path / "library.firsthand"
    fill(path)
    steps = {
        **MIGRATIONS,
        SCHEMA: lambda connection: connection.execute("ALTER TABLE report ADD COLUMN mood TEXT"),
    }
    newer = open_sqlite(path, schema=SCHEMA + 1, migrations=steps)

    assert newer.reports().total == 3 and newer.check() == ()
    assert newer.log(newest=True)[0].what == "migrated library"
    newer.close()
    open_sqlite(path, schema=SCHEMA + 1, migrations=steps).close()
    copy = open_sqlite(tmp_path / f"library.firsthand.schema-{SCHEMA}")
    assert copy.reports().total == 3 and copy.check() == ()
    copy.close()
    with pytest.raises(SchemaTooNew) as caught:
        open_sqlite(path)
    assert (caught.value.found, caught.value.expected) == (SCHEMA + 1, SCHEMA)


def test_a_migration_that_fails_changes_nothing(tmp_path: Path):
    """The library is as it was, and opens."""
    path = tmp_path / "library.firsthand"
    fill(path)

    def broken(connection: apsw.Connection) -> None:
        connection.execute("DROP TABLE feed")
        connection.execute("UPDATE nothing SET there = 1")

    with pytest.raises(LibraryError):
        open_sqlite(path, schema=SCHEMA + 1, migrations={SCHEMA: broken})
    library = open_sqlite(path)
    assert library.feeds() == () and library.reports().total == 3 and library.check() == ()
    library.close()


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path):
    """What came out of add is kept; the rest is refused with what to do; then the library goes on."""
    path = tmp_path / "library.firsthand"
    library = open_sqlite(path)
    connection = library._database._connection()
    connection.pragma("max_page_count", connection.pragma("page_count") + 60)
    safe = []
    noise = random.Random(1)
    with pytest.raises(LibraryError, match="disk is full"):
        for n in range(400):
            text = " ".join(f"{noise.random()}" for _ in range(300))
            safe += [a.report for a in library.add([a_taken(f"r{n}", text)], by="ana")]
    assert safe and library.reports(limit=1000).total == len(safe)
    assert library.check() == ()
    connection.pragma("max_page_count", 1 << 30)
    assert len(list(library.add([a_taken("later", "Rain.")], by="ana"))) == 1
    library.close()


def test_the_log_cannot_be_changed_and_shows_it_when_it_was(tmp_path: Path):
    """The database refuses; who goes around it is found by the chain. So it is with originals."""
    path = tmp_path / "library.firsthand"
    fill(path)
    raw = apsw.Connection(str(path))
    for statement in ("UPDATE log SET by_whom = 'nobody'", "DELETE FROM log"):
        with pytest.raises(apsw.ConstraintError):
            raw.execute(statement)
    raw.execute("DROP TRIGGER log_is_not_changed")
    raw.execute("UPDATE log SET by_whom = 'nobody' WHERE position = 2")
    raw.execute("UPDATE bytes SET packed = x'00' WHERE sha256 = (SELECT min(sha256) FROM bytes)")
    raw.close()
    library = open_sqlite(path)
    found = " ".join(library.check())
    assert "log entry 2 was altered" in found and "not those that were put in" in found
    library.close()


WRITER = """
import sys
from firsthand.library.sqlite import open_sqlite
from firsthand.testing import a_taken
library = open_sqlite(sys.argv[1])
first = int(sys.argv[2])
for made in library.add((a_taken(f"r{n}", f"Report {n} of rain. " * 40) for n in range(first, first + 100000)), by="ana"):
    print(made.report, flush=True)
"""


def test_a_writer_that_is_killed_loses_nothing_it_acknowledged(tmp_path: Path):
    """kill -9 at odd moments; the next start needs no repair. (200 kills: ``benchmarks/speed/library.py``.)"""
    path = tmp_path / "library.firsthand"
    open_sqlite(path).close()
    chance = random.Random(7)
    said: set[str] = set()
    for round_ in range(3):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(round_ * 100_000)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        said.add(writer.stdout.readline().strip())
        time.sleep(chance.random() * 0.4)
        writer.send_signal(signal.SIGKILL)
        said.update(
            line.strip() for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")
        )
        writer.wait()
        library = open_sqlite(path)
        assert len(library.latest(sorted(said))) == len(said)
        library.close()
    library = open_sqlite(path)
    assert library.check() == ()
    library.close()


def test_readers_go_on_while_another_process_writes(tmp_path: Path):
    """A reader sees whole states of the library, never waits, and never fails."""
    path = tmp_path / "library.firsthand"
    library = open_sqlite(path)
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), "0"], stdout=subprocess.DEVNULL)
    try:
        last = 0
        deadline = time.monotonic() + 20
        while last < 200 and time.monotonic() < deadline:
            page = library.reports(limit=1000)
            assert min(page.total, 1000) == len(page.items) and page.total >= last
            last = page.total
            library.search("rain")
        assert last >= 200
    finally:
        writer.kill()
        writer.wait()
    library.close()


def test_the_library_is_one_file_again_when_it_is_closed(tmp_path: Path):
    """After the last one has closed it there is no write-ahead log beside it: it can be copied."""
    path = tmp_path / "library.firsthand"
    fill(path)

    assert [p.name for p in tmp_path.iterdir()] == ["library.firsthand"]


def test_rows_of_today_are_read_for_ever(tmp_path: Path):
    """A row with a field that is not known, or without one that came later, is still read."""
    import zlib

    import msgspec

    from firsthand.library.rows import pack, unpack
    from firsthand.model import Report

    told = msgspec.msgpack.decode(zlib.decompress(pack(Report(id="a", text="Rain."))))
    told["mood"] = "wet"
    del told["agencies"]
    assert unpack(zlib.compress(msgspec.msgpack.encode(told)), Report) == Report(id="a", text="Rain.")
    with pytest.raises(LibraryError):
        unpack(b"nonsense", Report)
