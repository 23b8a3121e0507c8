"""The tables of a library, in the SQL that SQLite and PostgreSQL share.

``SERIAL KEY`` and ``BYTES`` stand for the two types that they name differently. Everything else that
differs (the search index) is with its database. A change of a table is a new ``SCHEMA`` number and a
migration in both databases.
"""

from __future__ import annotations

SCHEMA = 1

TABLES = (
    # What bytes there are, by what they are: originals, readings.
    "CREATE TABLE bytes (sha256 TEXT PRIMARY KEY, size BIGINT NOT NULL, packed BYTES NOT NULL)",
    # The latest of each article; what lists and filters ask for. Unknown days are '', so that they sort.
    """CREATE TABLE report (
        n SERIAL KEY,
        id TEXT NOT NULL UNIQUE,
        is_named INTEGER NOT NULL,
        digest TEXT NOT NULL,
        content TEXT NOT NULL,
        title TEXT,
        outlet TEXT,
        outlet_key TEXT NOT NULL,
        published TEXT NOT NULL,
        url TEXT,
        story TEXT,
        reason TEXT,
        placed INTEGER NOT NULL,
        n_versions INTEGER NOT NULL,
        added TEXT NOT NULL,
        changed BIGINT NOT NULL)""",
    "CREATE INDEX report_content ON report (content)",
    "CREATE INDEX report_published ON report (published, n)",
    "CREATE INDEX report_outlet ON report (outlet_key, outlet)",
    "CREATE INDEX report_story ON report (story)",
    "CREATE INDEX report_changed ON report (changed)",
    "CREATE INDEX report_unplaced ON report (n) WHERE placed = 0",
    # The names that articles go by: addresses, ids, files.
    """CREATE TABLE article (
        name TEXT PRIMARY KEY,
        report TEXT NOT NULL REFERENCES report (id))""",
    """CREATE TABLE version (
        report TEXT NOT NULL REFERENCES report (id),
        number INTEGER NOT NULL,
        added TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES bytes (sha256),
        body BYTES NOT NULL,
        PRIMARY KEY (report, number))""",
    """CREATE TABLE retrieval (
        n SERIAL KEY,
        report TEXT NOT NULL,
        version INTEGER NOT NULL,
        sha256 TEXT NOT NULL REFERENCES bytes (sha256),
        media_type TEXT NOT NULL,
        location TEXT NOT NULL,
        via TEXT,
        retrieved TEXT NOT NULL,
        by_whom TEXT NOT NULL,
        facts TEXT NOT NULL,
        FOREIGN KEY (report, version) REFERENCES version (report, number))""",
    "CREATE INDEX retrieval_report ON retrieval (report)",
    """CREATE TABLE reading (
        report TEXT NOT NULL REFERENCES report (id),
        digest TEXT NOT NULL,
        reader TEXT NOT NULL,
        reader_version TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES bytes (sha256),
        PRIMARY KEY (report, digest, reader, reader_version))""",
    # touched: position at which reports or decisions last changed; seen: what the latest account saw.
    """CREATE TABLE story (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        start_day TEXT NOT NULL,
        end_day TEXT NOT NULL,
        n_reports INTEGER NOT NULL,
        n_outlets INTEGER NOT NULL,
        n_points INTEGER,
        n_disputed INTEGER,
        n_differing INTEGER,
        disputes BIGINT NOT NULL,
        changed BIGINT NOT NULL,
        updated TEXT NOT NULL,
        touched BIGINT NOT NULL,
        seen BIGINT,
        merged_into TEXT)""",
    "CREATE INDEX story_newest ON story (end_day DESC, id)",
    "CREATE INDEX story_biggest ON story (n_reports DESC, id)",
    "CREATE INDEX story_disputed ON story (disputes DESC, id)",
    "CREATE INDEX story_changed ON story (changed DESC, id)",
    """CREATE TABLE account (
        story TEXT NOT NULL REFERENCES story (id),
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        digest TEXT NOT NULL,
        n_reports INTEGER NOT NULL,
        n_points INTEGER NOT NULL,
        n_disputed INTEGER NOT NULL,
        n_differing INTEGER NOT NULL,
        method TEXT NOT NULL,
        readings TEXT NOT NULL,
        decisions TEXT NOT NULL,
        body BYTES NOT NULL,
        PRIMARY KEY (story, number))""",
    """CREATE TABLE place (
        story TEXT NOT NULL REFERENCES story (id),
        name_key TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (story, name_key))""",
    "CREATE INDEX place_name ON place (name_key)",
    """CREATE TABLE decision (
        n BIGINT NOT NULL UNIQUE,
        id TEXT PRIMARY KEY,
        action TEXT NOT NULL,
        by_whom TEXT NOT NULL,
        at TEXT NOT NULL,
        reason TEXT NOT NULL,
        undone_by TEXT,
        undone_at TEXT)""",
    """CREATE TABLE decided (
        decision TEXT NOT NULL REFERENCES decision (id),
        report TEXT NOT NULL REFERENCES report (id),
        PRIMARY KEY (decision, report))""",
    "CREATE INDEX decided_report ON decided (report)",
    """CREATE TABLE log (
        position BIGINT PRIMARY KEY,
        at TEXT NOT NULL,
        by_whom TEXT NOT NULL,
        what TEXT NOT NULL,
        subject TEXT NOT NULL,
        detail TEXT NOT NULL,
        chain TEXT NOT NULL)""",
    "CREATE INDEX log_subject ON log (subject, position)",
    """CREATE TABLE feed (
        url TEXT PRIMARY KEY,
        title TEXT,
        folder TEXT,
        etag TEXT,
        last_modified TEXT,
        next_at TEXT,
        last_at TEXT,
        failures INTEGER NOT NULL,
        problem TEXT)""",
)
