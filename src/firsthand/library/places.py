"""Where a library is: a file, or a PostgreSQL database.

Public: :func:`open_library`, :func:`default_place`.
"""

from __future__ import annotations

import os
from pathlib import Path

from firsthand.library.protocol import Library

VARIABLE = "FIRSTHAND_LIBRARY"


def default_place() -> str:
    """The library that is meant when none is named.

    What the environment variable ``FIRSTHAND_LIBRARY`` says, else ``library.firsthand`` in the folder
    that the platform has for a program's data (on Linux ``~/.local/share/firsthand``).
    """
    from platformdirs import user_data_path

    return os.environ.get(VARIABLE) or str(user_data_path("firsthand", False) / "library.firsthand")


def open_library(place: str | Path | None = None, *, by: str = "firsthand") -> Library:
    """Open a library, made on first use.

    Args:
        place: A file, or a ``postgresql://`` address; None for :func:`default_place`.
        by: Who opens it, for the log of a library that is made or migrated.

    Raises:
        LibraryError: It cannot be opened; the message says what to do.
    """
    where = str(place or default_place())
    if where.startswith(("postgresql://", "postgres://")):
        from firsthand.library.postgres import open_postgres

        return open_postgres(where, by=by)
    from firsthand.library.sqlite import open_sqlite

    return open_sqlite(where, by=by)
