"""The library over an SQL database: one implementation, in the SQL that SQLite and PostgreSQL share.

What differs between the two (connections, transactions, the search index, the schema) is a
:class:`Database`, given by :mod:`firsthand.library.sqlite` and :mod:`firsthand.library.postgres`.

Public: :class:`SqlLibrary`, :class:`Database`, :class:`Session`.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Protocol

from firsthand.errors import Conflict, LibraryError, NotFound
from firsthand.library.protocol import (
    WHAT,
    AccountRow,
    Added,
    Entry,
    Feed,
    Filters,
    Hit,
    Outcome,
    Page,
    ReportRow,
    Retrieval,
    StoryOrder,
    StoryRow,
    Version,
)
from firsthand.library.rows import (
    action_json,
    action_of,
    anchors_of,
    content,
    digest,
    pack,
    pack_account,
    reports_of,
    unpack,
    unpack_account,
)
from firsthand.library.words import Query, excerpts, parse, term_of
from firsthand.model import (
    Account,
    Action,
    Decision,
    JoinPoints,
    JoinStories,
    LeftOut,
    PartPoint,
    PartStory,
    RateSource,
    Reading,
    Report,
    Story,
    Taken,
    action_name,
)

MAX_LIMIT = 1000  #: items of one page
MAX_COUNTED = 1000  #: hits of a search; beyond it a count tells nobody anything
#: Hits that are ranked, the newest that came; a word that is in everything needs no ranking of all.
MAX_RANKED = 4000
MAX_HOLDING = 2000  #: reports that are looked at for one word, when companions are looked up
MAX_COMPANIONS = 200  #: of all of these, those whose day is looked at
BATCH = 128  #: reports of one transaction, at most
BATCH_BYTES = 16 << 20
BATCH_SECONDS = 0.5  #: how long a report waits for others before it is written
FIRST_CHAIN = "0" * 64

_REPORT = (
    "report.id, report.title, report.outlet, report.published, report.url, report.story,"
    " report.n_versions, report.added, report.changed"
)
_STORY = (
    "story.id, story.title, story.start_day, story.end_day, story.n_reports, story.n_outlets, story.n_points,"
    " story.n_disputed, story.n_differing, story.changed, story.updated, story.touched, story.seen"
)
_ORDERS: Mapping[StoryOrder, str] = {
    "newest": "story.end_day DESC, story.id",
    "biggest": "story.n_reports DESC, story.id",
    "disputed": "story.disputes DESC, story.id",
    "changed": "story.changed DESC, story.id",
}


class Session(Protocol):
    """One transaction."""

    def run(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement with ``?`` for its values; give all rows."""
        ...

    def index(self, n: int, title: str, text: str, outlet: str) -> None:
        """Put the words of report ``n`` into the search index, in place of what was there."""
        ...


class Database(Protocol):
    """A database that holds a library."""

    #: A FROM clause of reports that match the query given as its one value; the number of the report in
    #: the index, and how well it matches (less is better).
    matching: str
    row: str
    rank: str
    #: The same without the reports: only the index.
    holding: str

    def reading(self) -> AbstractContextManager[Session]:
        """A transaction that sees one state of the library."""
        ...

    def writing(self) -> AbstractContextManager[Session]:
        """A transaction that alone may write, and is on disk when the block ends without an error."""
        ...

    def query(self, query: Query) -> str:
        """A query in the words of this database."""
        ...

    def problems(self) -> list[str]:
        """What the database itself finds wrong with its files and indexes."""
        ...

    def close(self) -> None:
        """Let go of all connections."""
        ...


def utc_now() -> str:
    """The time, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class SqlLibrary:
    """A library in an SQL database; see :class:`firsthand.library.Library` for what it does."""

    def __init__(self, database: Database, *, clock: Callable[[], str] = utc_now) -> None:
        self._database = database
        self._clock = clock

    # Reports ----------------------------------------------------------------------------------------

    def add(self, items: Iterable[Taken | LeftOut], *, by: str) -> Iterator[Added | LeftOut]:
        batch: list[Taken | LeftOut] = []
        size, due = 0, time.monotonic() + BATCH_SECONDS
        source = iter(items)
        failure: BaseException | None = None
        while True:
            try:
                item = next(source, None)
            except Exception as error:
                # What came before it is written all the same.
                item, failure = None, error
            if item is not None:
                if not batch:
                    size, due = 0, time.monotonic() + BATCH_SECONDS
                batch.append(item)
                size += len(item.original.data) if isinstance(item, Taken) else 0
            full = len(batch) >= BATCH or size >= BATCH_BYTES or time.monotonic() >= due
            if batch and (item is None or full):
                yield from self._add_batch(batch, by)
                batch = []
            if failure is not None:
                raise failure
            if item is None:
                return

    def _add_batch(self, batch: Sequence[Taken | LeftOut], by: str) -> list[Added | LeftOut]:
        # Packing needs no lock: it is done before the others have to wait.
        packed = {
            item.original.sha256: (len(item.original.data), zlib.compress(item.original.data, 3))
            for item in batch
            if isinstance(item, Taken)
        }
        with self._database.writing() as session:
            log = _Log(session, self._clock(), by)
            for sha, (size, data) in packed.items():
                session.run(
                    "INSERT INTO bytes (sha256, size, packed) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
                    sha,
                    size,
                    data,
                )
            return [
                item if isinstance(item, LeftOut) else self._add_one(session, item, log) for item in batch
            ]

    def _add_one(self, session: Session, item: Taken, log: _Log) -> Added:
        names = (item.key, *item.also)
        is_named = item.key.startswith("id:")
        known = session.run(
            "SELECT report.n, report.id, report.digest, report.n_versions, report.story FROM article"
            f" JOIN report ON report.id = article.report WHERE article.name IN ({', '.join('?' * len(names))})"
            " ORDER BY report.n LIMIT 1",
            *names,
        )
        alike = content(item.report)
        same_words = False
        if not known and not is_named:
            # A second file or address with the very words of the first is no second report.
            known = session.run(
                "SELECT n, id, digest, n_versions, story FROM report WHERE content = ? AND is_named = 0"
                " ORDER BY n LIMIT 1",
                alike,
            )
            same_words = bool(known)
        made = digest(item.report)
        outcome: Outcome
        if not known:
            outcome, number = "new", 1
            name = self._free_id(session, item)
            report = replace(item.report, id=name)
            position = log.write(
                "added report", name, {"location": item.original.location, "sha256": item.original.sha256}
            )
            [(n,)] = session.run(
                "INSERT INTO report (id, is_named, digest, content, title, outlet, outlet_key, published, url,"
                " n_versions, added, changed, placed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, 0) RETURNING n",
                name,
                int(is_named),
                made,
                alike,
                report.title,
                report.outlet,
                (report.outlet or "").casefold(),
                report.published or "",
                report.url,
                log.at,
                position,
            )
            self._write_version(session, n, report, 1, item, log.at)
        else:
            [(n, name, old, number, story)] = known
            report = replace(item.report, id=name)
            if old == made or same_words:
                outcome = "same"
                log.write(
                    "met report again",
                    name,
                    {"location": item.original.location, "sha256": item.original.sha256},
                )
            else:
                outcome, number = "changed", number + 1
                position = log.write(
                    "changed report",
                    name,
                    {
                        "location": item.original.location,
                        "sha256": item.original.sha256,
                        "version": number,
                    },
                )
                session.run(
                    "UPDATE report SET digest = ?, content = ?, title = ?, outlet = ?, outlet_key = ?, published = ?,"
                    " url = ?, n_versions = ?, changed = ?, placed = 0 WHERE n = ?",
                    made,
                    alike,
                    report.title,
                    report.outlet,
                    (report.outlet or "").casefold(),
                    report.published or "",
                    report.url,
                    number,
                    position,
                    n,
                )
                self._write_version(session, n, report, number, item, log.at)
                if story is not None:
                    _touch(session, [story], position, log.at)
        for other in names:
            session.run(
                "INSERT INTO article (name, report) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", other, name
            )
        session.run(
            "INSERT INTO retrieval (report, version, sha256, media_type, location, via, retrieved, by_whom, facts)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            name,
            number,
            item.original.sha256,
            item.original.media_type,
            item.original.location,
            item.original.via,
            item.original.retrieved or log.at,
            log.by,
            _json(dict(item.original.facts)),
        )
        return Added(
            outcome=outcome,
            report=name,
            version=number,
            location=item.original.location,
            title=report.title,
        )

    def _free_id(self, session: Session, item: Taken) -> str:
        name = item.report.id
        if session.run("SELECT 1 FROM report WHERE id = ?", name):
            # Of another article: two files of one name in two folders, say.
            name = f"{name}#{hashlib.sha256(item.key.encode()).hexdigest()[:8]}"
        return name

    def _write_version(
        self, session: Session, n: int, report: Report, number: int, item: Taken, at: str
    ) -> None:
        session.run(
            "INSERT INTO version (report, number, added, sha256, body) VALUES (?, ?, ?, ?, ?)",
            report.id,
            number,
            at,
            item.original.sha256,
            pack(report),
        )
        session.index(n, report.title or "", report.text, report.outlet or "")

    def known(self, names: Sequence[str]) -> dict[str, tuple[str, str]]:
        with self._database.reading() as session:
            return {
                name: (report, when)
                for part in _parts(names)
                for name, report, when in session.run(
                    "SELECT article.name, article.report, max(retrieval.retrieved) FROM article JOIN retrieval"
                    f" ON retrieval.report = article.report WHERE article.name IN ({', '.join('?' * len(part))})"
                    " GROUP BY article.name, article.report",
                    *part,
                )
            }

    def report(self, id: str, version: int | None = None) -> Version:
        found = [v for v in self.versions(id) if version is None or v.number == version]
        if not found:
            raise NotFound(f"report {id!r} has no version {version}; `firsthand show` lists those it has", id)
        return found[-1]

    def versions(self, id: str) -> tuple[Version, ...]:
        with self._database.reading() as session:
            rows = session.run(
                "SELECT body, number, added, sha256 FROM version WHERE report = ? ORDER BY number", id
            )
        if not rows:
            raise NotFound(f"the library has no report {id!r}; `firsthand search` finds reports", id)
        return tuple(
            Version(report=unpack(body, Report), number=number, added=added, sha256=sha)
            for body, number, added, sha in rows
        )

    def latest(self, ids: Sequence[str]) -> tuple[Report, ...]:
        with self._database.reading() as session:
            found = _latest(session, ids)
        missing = next((id for id in ids if id not in found), None)
        if missing is not None:
            raise NotFound(f"the library has no report {missing!r}", missing)
        return tuple(found[id] for id in ids)

    def retrievals(self, id: str) -> tuple[Retrieval, ...]:
        with self._database.reading() as session:
            rows = session.run(
                "SELECT version, sha256, size, media_type, location, via, retrieved, by_whom, facts"
                " FROM retrieval JOIN bytes USING (sha256) WHERE report = ? ORDER BY retrieval.n",
                id,
            )
        if not rows:
            raise NotFound(f"the library has no report {id!r}", id)
        return tuple(
            Retrieval(
                report=id,
                version=version,
                sha256=sha,
                size=size,
                media_type=media,
                location=location,
                via=via,
                retrieved=retrieved,
                by=by,
                facts=json.loads(facts),
            )
            for version, sha, size, media, location, via, retrieved, by, facts in rows
        )

    def original(self, sha256: str) -> bytes:
        with self._database.reading() as session:
            rows = session.run("SELECT packed FROM bytes WHERE sha256 = ?", sha256)
        if not rows:
            raise NotFound(f"the library has no bytes with the SHA-256 {sha256}", sha256)
        return _checked(sha256, rows[0][0])

    def reports(self, filters: Filters | None = None, *, limit: int = 50, offset: int = 0) -> Page[ReportRow]:
        where, values = _report_filters(filters)
        with self._database.reading() as session:
            [(total,)] = session.run(f"SELECT count(*) FROM report WHERE {where}", *values)
            rows = session.run(
                f"SELECT {_REPORT} FROM report WHERE {where} ORDER BY report.published DESC, report.n DESC"
                " LIMIT ? OFFSET ?",
                *values,
                _limit(limit),
                offset,
            )
        return Page(tuple(_report_row(row) for row in rows), total, offset)

    def search(
        self, words: str, filters: Filters | None = None, *, limit: int = 20, offset: int = 0
    ) -> Page[Hit]:
        query = parse(words)
        if query is None:
            return Page((), 0, offset)
        where, values = _report_filters(filters)
        asked = self._database.query(query)
        with self._database.reading() as session:
            rows = session.run(
                f"SELECT {_REPORT}, found.rank FROM (SELECT report.n AS n, {self._database.rank} AS rank"
                f" FROM {self._database.matching} WHERE {where} ORDER BY {self._database.row} DESC LIMIT ?) AS found"
                " JOIN report ON report.n = found.n ORDER BY found.rank, found.n DESC",
                asked,
                *values,
                MAX_RANKED,
            )
            shown = rows[offset : offset + _limit(limit)]
            texts = _latest(session, [row[0] for row in shown])
        shown_texts = excerpts([texts[row[0]].text for row in shown], query)
        hits = [
            Hit(report=_report_row(row[:-1]), excerpt=said, marks=marks)
            for row, (said, marks) in zip(shown, shown_texts, strict=True)
        ]
        return Page(tuple(hits), min(len(rows), MAX_COUNTED), offset)

    def alike(
        self,
        words: Mapping[str, float],
        *,
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
    ) -> tuple[tuple[str, str, float], ...]:
        where = "report.placed = 1 AND report.story IS NOT NULL"
        values: list[Any] = []
        if since is not None and until is not None:
            where += " AND (report.published = '' OR (report.published >= ? AND report.published < ?))"
            values = [since, until + "~"]
        shared: dict[int, float] = {}
        with self._database.reading() as session:
            for word, weight in words.items():
                term = term_of(word)
                if term is not None:
                    for (n,) in session.run(
                        f"SELECT {self._database.row} FROM {self._database.holding} ORDER BY 1 DESC LIMIT ?",
                        self._database.query(Query(((term,),))),
                        MAX_HOLDING,
                    ):
                        shared[n] = shared.get(n, 0.0) + weight
            if not shared:
                return ()
            most = heapq.nsmallest(MAX_COMPANIONS, shared, key=lambda n: (-shared[n], -n))
            rows = session.run(
                f"SELECT n, id, story FROM report WHERE {where} AND n IN ({', '.join('?' * len(most))})",
                *values,
                *most,
            )
        rows.sort(key=lambda row: (-shared[row[0]], -row[0]))
        return tuple((id, story, shared[n]) for n, id, story in rows[: _limit(limit)])

    # Readings ---------------------------------------------------------------------------------------

    def reading(self, report: Report, reader: str, version: str) -> Reading | None:
        with self._database.reading() as session:
            rows = session.run(
                "SELECT packed FROM reading JOIN bytes USING (sha256)"
                " WHERE report = ? AND digest = ? AND reader = ? AND reader_version = ?",
                report.id,
                digest(report),
                reader,
                version,
            )
        if not rows:
            return None
        # What is kept was read from the same words; what the report carries beside them may be newer.
        return replace(unpack(rows[0][0], Reading), report=report)

    def keep_readings(self, readings: Sequence[Reading], reader: str, version: str) -> None:
        made = [(reading, *_packed(reading)) for reading in readings]
        with self._database.writing() as session:
            for reading, sha, size, data in made:
                _keep_bytes(session, sha, size, data)
                session.run(
                    "INSERT INTO reading (report, digest, reader, reader_version, sha256) VALUES (?, ?, ?, ?, ?)"
                    " ON CONFLICT (report, digest, reader, reader_version) DO UPDATE SET sha256 = excluded.sha256",
                    reading.report.id,
                    digest(reading.report),
                    reader,
                    version,
                    sha,
                )

    # Stories ----------------------------------------------------------------------------------------

    def unplaced(self, limit: int = 1000) -> tuple[Report, ...]:
        with self._database.reading() as session:
            rows = session.run("SELECT id FROM report WHERE placed = 0 ORDER BY n LIMIT ?", _limit(limit))
            ids = [id for (id,) in rows]
            found = _latest(session, ids)
        return tuple(found[id] for id in ids)

    def keep_stories(
        self, stories: Sequence[Story], *, by: str, gone: Mapping[str, str] | None = None
    ) -> tuple[str, ...]:
        gone = gone or {}
        changed: list[str] = []
        with self._database.writing() as session:
            log = _Log(session, self._clock(), by)
            left: dict[str, None] = {}
            for story in stories:
                if self._keep_story(session, story, log, left):
                    changed.append(story.id)
            kept = {story.id for story in stories}
            for id in left:
                if id in kept:
                    continue
                remaining = session.run("SELECT count(*) FROM report WHERE story = ?", id)[0][0]
                if remaining:
                    position = log.write("changed story", id, {"reports": remaining})
                    _recount(session, id)
                    _touch(session, [id], position, log.at)
                else:
                    position = log.write("merged story", id, {"into": gone.get(id)})
                    session.run(
                        "UPDATE story SET n_reports = 0, n_outlets = 0, disputes = -1, merged_into = ?, changed = ?,"
                        " updated = ?, touched = ? WHERE id = ?",
                        gone.get(id),
                        position,
                        log.at,
                        position,
                        id,
                    )
                    session.run("DELETE FROM place WHERE story = ?", id)
                changed.append(id)
        return tuple(dict.fromkeys(changed))

    def _keep_story(self, session: Session, story: Story, log: _Log, left: dict[str, None]) -> bool:
        reasons = dict(story.reasons)
        before = session.run("SELECT title, start_day, end_day, n_reports FROM story WHERE id = ?", story.id)
        rows = session.run("SELECT id, reason, placed FROM report WHERE story = ?", story.id)
        members = {id: reason for id, reason, _ in rows}
        waiting = {id for id, _, placed in rows if not placed}
        came = [id for id in story.reports if id not in members]
        went = sorted(set(members).difference(story.reports))
        for id in came:
            previous = session.run("SELECT story FROM report WHERE id = ?", id)
            if not previous:
                raise NotFound(f"story {story.id} names report {id!r}, which the library has not", id)
            if previous[0][0] is not None:
                left.setdefault(previous[0][0])
        for id in went:
            # Placed by another story of this call, or waiting to be placed again.
            session.run("UPDATE report SET story = NULL, placed = 0 WHERE id = ? AND story = ?", id, story.id)
        for id in came:
            session.run("UPDATE report SET story = ? WHERE id = ?", story.id, id)
        for id in story.reports:
            if id not in members or id in waiting or members[id] != reasons.get(id):
                session.run("UPDATE report SET placed = 1, reason = ? WHERE id = ?", reasons.get(id), id)
        told = (story.title, story.start or "", story.end or "", len(story.reports))
        if before and not came and not went and before[0] == told:
            return False
        what = "changed story" if before else "made story"
        position = log.write(what, story.id, {"came": came[:100], "went": went[:100], "title": story.title})
        if before:
            session.run(
                "UPDATE story SET title = ?, start_day = ?, end_day = ?, merged_into = NULL WHERE id = ?",
                *told[:3],
                story.id,
            )
        else:
            session.run(
                "INSERT INTO story (id, title, start_day, end_day, n_reports, n_outlets, changed, updated, touched,"
                " disputes) VALUES (?, ?, ?, ?, 0, 0, ?, ?, ?, 0)",
                story.id,
                *told[:3],
                position,
                log.at,
                position,
            )
        _recount(session, story.id)
        _touch(session, [story.id], position, log.at)
        return True

    def story(self, id: str) -> Story:
        with self._database.reading() as session:
            id = _living(session, id)
            [(title, start, end)] = session.run(
                "SELECT title, start_day, end_day FROM story WHERE id = ?", id
            )
            rows = session.run(
                "SELECT id, reason FROM report WHERE story = ?"
                " ORDER BY CASE WHEN published = '' THEN '9999' ELSE published END, id",
                id,
            )
        return Story(
            id=id,
            title=title,
            start=start or None,
            end=end or None,
            reports=tuple(report for report, _ in rows),
            reasons=tuple((report, reason) for report, reason in rows if reason is not None),
        )

    def story_row(self, id: str) -> StoryRow:
        with self._database.reading() as session:
            id = _living(session, id)
            return _story_row(session.run(f"SELECT {_STORY} FROM story WHERE id = ?", id)[0])

    def story_of(self, report: str) -> str | None:
        with self._database.reading() as session:
            rows = session.run("SELECT story FROM report WHERE id = ?", report)
        if not rows:
            raise NotFound(f"the library has no report {report!r}", report)
        return rows[0][0]  # type: ignore[no-any-return]

    def stories(
        self,
        filters: Filters | None = None,
        *,
        words: str | None = None,
        order: StoryOrder = "newest",
        limit: int = 50,
        offset: int = 0,
    ) -> Page[StoryRow]:
        where, values = _story_filters(filters)
        if words is not None and words.strip():
            query = parse(words)
            if query is None:
                return Page((), 0, offset)
            where += f" AND story.id IN (SELECT report.story FROM {self._database.matching})"
            values.append(self._database.query(query))
        with self._database.reading() as session:
            [(total,)] = session.run(f"SELECT count(*) FROM story WHERE {where}", *values)
            rows = session.run(
                f"SELECT {_STORY} FROM story WHERE {where} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
                *values,
                _limit(limit),
                offset,
            )
        return Page(tuple(_story_row(row) for row in rows), total, offset)

    def outlets(self, limit: int = 200) -> tuple[tuple[str, int], ...]:
        with self._database.reading() as session:
            rows = session.run(
                "SELECT min(outlet), count(*) AS n FROM report WHERE outlet_key <> '' GROUP BY outlet_key"
                " ORDER BY n DESC, outlet_key LIMIT ?",
                _limit(limit),
            )
        return tuple((name, n) for name, n in rows)

    def places(self, limit: int = 200) -> tuple[tuple[str, int], ...]:
        with self._database.reading() as session:
            rows = session.run(
                "SELECT min(name), count(*) AS n FROM place GROUP BY name_key ORDER BY n DESC, name_key LIMIT ?",
                _limit(limit),
            )
        return tuple((name, n) for name, n in rows)

    # Accounts ---------------------------------------------------------------------------------------

    def keep_account(self, account: Account, *, by: str, seen: int) -> AccountRow:
        # Tokens serve the claims that were made of them; an account does not need them again.
        readings = [_packed(replace(reading, tokens=())) for reading in account.readings]
        shas = [sha for sha, _, _ in readings]
        actions = [(d.id, action_json(d.action)) for d in account.decisions]
        body = pack_account(account)
        made = hashlib.sha256(body + _json([shas, actions]).encode()).hexdigest()
        with self._database.writing() as session:
            id = account.story.id
            if not session.run("SELECT 1 FROM story WHERE id = ?", id):
                raise NotFound(f"the library has no story {id!r} to keep an account of", id)
            last = session.run(
                "SELECT number, digest FROM account WHERE story = ? ORDER BY number DESC LIMIT 1", id
            )
            session.run("UPDATE story SET seen = ? WHERE id = ?", seen, id)
            if not last or last[0][1] != made:
                log = _Log(session, self._clock(), by)
                number = last[0][0] + 1 if last else 1
                for sha, size, data in readings:
                    _keep_bytes(session, sha, size, data)
                disputed = sum(p.status == "disputed" for p in account.points)
                differing = sum(p.status == "differs" for p in account.points)
                position = log.write("made account", id, {"number": number, "points": len(account.points)})
                session.run(
                    "INSERT INTO account (story, number, at, digest, n_reports, n_points, n_disputed, n_differing,"
                    " method, readings, decisions, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    id,
                    number,
                    log.at,
                    made,
                    len(account.readings),
                    len(account.points),
                    disputed,
                    differing,
                    _json(dict(account.method)),
                    _json(shas),
                    _json([d.id for d in account.decisions]),
                    body,
                )
                session.run(
                    "UPDATE story SET n_points = ?, n_disputed = ?, n_differing = ?, disputes = ?, changed = ?,"
                    " updated = ? WHERE id = ?",
                    len(account.points),
                    disputed,
                    differing,
                    # One order for a list: a dispute weighs more than any number of differences.
                    disputed * 100_000 + min(differing, 99_999),
                    position,
                    log.at,
                    id,
                )
                session.run("DELETE FROM place WHERE story = ?", id)
                places = {
                    e.name.casefold(): e.name
                    for r in account.readings
                    for e in r.entities
                    if e.type == "place"
                }
                for key, name in sorted(places.items()):
                    session.run("INSERT INTO place (story, name_key, name) VALUES (?, ?, ?)", id, key, name)
            return _account_rows(session, id)[-1]

    def account(self, story: str, number: int | None = None) -> Account:
        with self._database.reading() as session:
            id = _living(session, story)
            rows = session.run(
                "SELECT body, readings, decisions FROM account WHERE story = ?"
                + (" AND number = ?" if number is not None else "")
                + " ORDER BY number DESC LIMIT 1",
                *([id] if number is None else [id, number]),
            )
            if not rows:
                which = "no account yet" if number is None else f"no account number {number}"
                raise NotFound(f"story {id!r} has {which}; `firsthand show {id}` makes one", id)
            body, shas, decided = rows[0][0], json.loads(rows[0][1]), json.loads(rows[0][2])
            packed = _packed_bytes(session, shas)
            decisions = tuple(_decision(row) for row in _decision_rows(session, decided))
        return unpack_account(body, tuple(unpack(packed[sha], Reading) for sha in shas), decisions)

    def accounts(self, story: str) -> tuple[AccountRow, ...]:
        with self._database.reading() as session:
            return tuple(_account_rows(session, _living(session, story)))

    # Decisions --------------------------------------------------------------------------------------

    def decide(self, action: Action, *, by: str, reason: str = "") -> Decision:
        _complete(action)
        reports = reports_of(action)
        with self._database.writing() as session:
            found = _latest(session, reports)
            for id in reports:
                if id not in found:
                    raise NotFound(f"the decision speaks of report {id!r}, which the library has not", id)
            for anchor in anchors_of(action):
                if anchor.find(found[anchor.report].text) is None:
                    raise Conflict(
                        f"{anchor.words!r} does not stand in report {anchor.report!r}; it may have a new version: look again",
                        anchor.report,
                    )
            log = _Log(session, self._clock(), by)
            [(count,)] = session.run("SELECT count(*) FROM decision")
            decision = Decision(id=f"d{count + 1}", action=action, by=by, at=log.at, reason=reason)
            session.run(
                "INSERT INTO decision (n, id, action, by_whom, at, reason) VALUES (?, ?, ?, ?, ?, ?)",
                count + 1,
                decision.id,
                action_json(action),
                by,
                log.at,
                reason,
            )
            for id in reports:
                session.run("INSERT INTO decided (decision, report) VALUES (?, ?)", decision.id, id)
            position = log.write(
                "decided", decision.id, {"action": json.loads(action_json(action)), "reason": reason}
            )
            self._touch_decided(session, action, reports, position, log.at)
        return decision

    def undo(self, id: str, *, by: str) -> Decision:
        with self._database.writing() as session:
            rows = _decision_rows(session, [id])
            if not rows:
                raise NotFound(f"the library has no decision {id!r}", id)
            decision = _decision(rows[0])
            if not decision.holds:
                raise Conflict(
                    f"decision {id} was undone by {decision.undone_by} at {decision.undone_at}", id
                )
            log = _Log(session, self._clock(), by)
            session.run("UPDATE decision SET undone_by = ?, undone_at = ? WHERE id = ?", by, log.at, id)
            position = log.write("undid decision", id, {"do": action_name(decision.action)})
            self._touch_decided(session, decision.action, reports_of(decision.action), position, log.at)
        return replace(decision, undone_by=by, undone_at=log.at)

    def _touch_decided(
        self, session: Session, action: Action, reports: Sequence[str], position: int, at: str
    ) -> None:
        stories = {
            story
            for id in reports
            for (story,) in session.run("SELECT story FROM report WHERE id = ?", id)
            if story is not None
        }
        _touch(session, sorted(stories), position, at)
        if isinstance(action, (JoinStories, PartStory)):
            for story in sorted(stories):
                session.run("UPDATE report SET placed = 0 WHERE story = ?", story)

    def decision(self, id: str) -> Decision:
        with self._database.reading() as session:
            rows = _decision_rows(session, [id])
        if not rows:
            raise NotFound(f"the library has no decision {id!r}", id)
        return _decision(rows[0])

    def decisions(self, story: str | None = None, *, undone: bool = False) -> tuple[Decision, ...]:
        where = "1 = 1" if undone else "undone_at IS NULL"
        values: list[Any] = []
        with self._database.reading() as session:
            if story is not None:
                where += (
                    " AND (id IN (SELECT decided.decision FROM decided JOIN report ON report.id = decided.report"
                    " WHERE report.story = ?) OR NOT EXISTS (SELECT 1 FROM decided WHERE decided.decision = decision.id))"
                )
                values.append(_living(session, story))
            rows = session.run(
                f"SELECT id, action, by_whom, at, reason, undone_by, undone_at FROM decision WHERE {where} ORDER BY n",
                *values,
            )
        return tuple(_decision(row) for row in rows)

    # Log --------------------------------------------------------------------------------------------

    def position(self) -> int:
        with self._database.reading() as session:
            return _last_entry(session)[0]

    def log(
        self, *, after: int = 0, subject: str | None = None, newest: bool = False, limit: int = 100
    ) -> tuple[Entry, ...]:
        where = "position > ?"
        values: list[Any] = [after]
        if subject is not None:
            where += " AND subject = ?"
            values.append(subject)
        with self._database.reading() as session:
            rows = session.run(
                f"SELECT position, at, by_whom, what, subject, detail, chain FROM log WHERE {where}"
                f" ORDER BY position {'DESC' if newest else ''} LIMIT ?",
                *values,
                _limit(limit),
            )
        return tuple(
            Entry(position=n, at=at, by=by, what=what, subject=about, detail=json.loads(detail), chain=chain)
            for n, at, by, what, about, detail, chain in rows
        )

    def note(self, what: str, subject: str, *, by: str, detail: Mapping[str, object] | None = None) -> int:
        with self._database.writing() as session:
            return _Log(session, self._clock(), by).write(what, subject, detail or {})

    def check(self) -> tuple[str, ...]:
        problems = self._database.problems()
        with self._database.reading() as session:
            chain = FIRST_CHAIN
            expected = 1
            while True:
                rows = session.run(
                    "SELECT position, at, by_whom, what, subject, detail, chain FROM log WHERE position >= ?"
                    " ORDER BY position LIMIT 5000",
                    expected,
                )
                for position, at, by, what, subject, detail, kept in rows:
                    if position != expected:
                        problems.append(f"log entries {expected} to {position - 1} are missing")
                    elif kept != _chained(chain, position, at, by, what, subject, detail):
                        problems.append(f"log entry {position} was altered")
                    chain, expected = kept, position + 1
                if not rows:
                    break
            last = ""
            while True:
                rows = session.run(
                    "SELECT sha256, packed FROM bytes WHERE sha256 > ? ORDER BY sha256 LIMIT 200", last
                )
                for sha, packed in rows:
                    try:
                        _checked(sha, packed)
                    except LibraryError as error:
                        problems.append(str(error))
                    last = sha
                if not rows:
                    break
            for what, sql in _REFERENCES:
                [(n,)] = session.run(f"SELECT count(*) FROM {sql}")
                if n:
                    problems.append(f"{n} {what}")
        return tuple(problems)

    # Feeds ------------------------------------------------------------------------------------------

    def feeds(self) -> tuple[Feed, ...]:
        with self._database.reading() as session:
            rows = session.run(
                "SELECT url, title, folder, etag, last_modified, next_at, last_at, failures, problem FROM feed"
                " ORDER BY url"
            )
        return tuple(_feed(row) for row in rows)

    def keep_feed(self, feed: Feed, *, by: str) -> None:
        with self._database.writing() as session:
            if not session.run("SELECT 1 FROM feed WHERE url = ?", feed.url):
                _Log(session, self._clock(), by).write("followed feed", feed.url, {"title": feed.title})
            session.run(
                "INSERT INTO feed (url, title, folder, etag, last_modified, next_at, last_at, failures, problem)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET title = excluded.title,"
                " folder = excluded.folder, etag = excluded.etag, last_modified = excluded.last_modified,"
                " next_at = excluded.next_at, last_at = excluded.last_at, failures = excluded.failures,"
                " problem = excluded.problem",
                feed.url,
                feed.title,
                feed.folder,
                feed.etag,
                feed.last_modified,
                feed.next_at,
                feed.last_at,
                feed.failures,
                feed.problem,
            )

    def drop_feed(self, url: str, *, by: str) -> None:
        with self._database.writing() as session:
            if not session.run("SELECT 1 FROM feed WHERE url = ?", url):
                raise NotFound(
                    f"the feed {url} is not watched; `firsthand watch --list` names those that are", url
                )
            session.run("DELETE FROM feed WHERE url = ?", url)
            _Log(session, self._clock(), by).write("left feed", url, {})

    def close(self) -> None:
        self._database.close()


class _Log:
    """Writes entries of one transaction, each chained to the one before."""

    def __init__(self, session: Session, at: str, by: str) -> None:
        self._session = session
        self.at, self.by = at, by
        self._position, self._chain = _last_entry(session)

    def write(self, what: str, subject: str, detail: Mapping[str, object]) -> int:
        if what not in WHAT:
            raise LibraryError(f"the log knows no {what!r}; it knows {', '.join(WHAT)}")
        self._position += 1
        told = _json(detail)
        self._chain = _chained(self._chain, self._position, self.at, self.by, what, subject, told)
        self._session.run(
            "INSERT INTO log (position, at, by_whom, what, subject, detail, chain) VALUES (?, ?, ?, ?, ?, ?, ?)",
            self._position,
            self.at,
            self.by,
            what,
            subject,
            told,
            self._chain,
        )
        return self._position


#: What may not be, each as a FROM clause that must count nothing.
_REFERENCES = (
    (
        "versions without their bytes",
        "version WHERE NOT EXISTS (SELECT 1 FROM bytes WHERE bytes.sha256 = version.sha256)",
    ),
    (
        "retrievals without their bytes",
        "retrieval WHERE NOT EXISTS (SELECT 1 FROM bytes WHERE bytes.sha256 = retrieval.sha256)",
    ),
    (
        "reports without all their versions",
        "report WHERE n_versions <> (SELECT count(*) FROM version WHERE version.report = report.id)",
    ),
    (
        "reports without a retrieval",
        "report WHERE NOT EXISTS (SELECT 1 FROM retrieval WHERE retrieval.report = report.id)",
    ),
    (
        "reports in stories that are not there",
        "report WHERE story IS NOT NULL AND NOT EXISTS (SELECT 1 FROM story WHERE story.id = report.story)",
    ),
    (
        "stories that count their reports wrong",
        "story WHERE n_reports <> (SELECT count(*) FROM report WHERE report.story = story.id)",
    ),
)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _limit(limit: int) -> int:
    return max(0, min(limit, MAX_LIMIT))


def _chained(chain: str, position: int, at: str, by: str, what: str, subject: str, detail: str) -> str:
    return hashlib.sha256(_json([chain, position, at, by, what, subject, detail]).encode()).hexdigest()


def _last_entry(session: Session) -> tuple[int, str]:
    rows = session.run("SELECT position, chain FROM log ORDER BY position DESC LIMIT 1")
    return (rows[0][0], rows[0][1]) if rows else (0, FIRST_CHAIN)


def _packed(reading: Reading) -> tuple[str, int, bytes]:
    data = pack(reading)
    plain = zlib.decompress(data)
    return hashlib.sha256(plain).hexdigest(), len(plain), data


def _keep_bytes(session: Session, sha: str, size: int, data: bytes) -> None:
    session.run(
        "INSERT INTO bytes (sha256, size, packed) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
        sha,
        size,
        data,
    )


def _packed_bytes(session: Session, shas: Sequence[str]) -> dict[str, bytes]:
    return {
        sha: bytes(packed)
        for part in _parts(shas)
        for sha, packed in session.run(
            f"SELECT sha256, packed FROM bytes WHERE sha256 IN ({', '.join('?' * len(part))})", *part
        )
    }


def _checked(sha: str, packed: bytes) -> bytes:
    try:
        data = zlib.decompress(packed)
    except zlib.error:
        data = b""
    if hashlib.sha256(data).hexdigest() != sha:
        raise LibraryError(f"the bytes kept as {sha} are not those that were put in; the file was damaged")
    return data


def _latest(session: Session, ids: Sequence[str]) -> dict[str, Report]:
    return {
        id: unpack(body, Report)
        for part in _parts(ids)
        for id, body in session.run(
            "SELECT report.id, version.body FROM report JOIN version ON version.report = report.id"
            f" AND version.number = report.n_versions WHERE report.id IN ({', '.join('?' * len(part))})",
            *part,
        )
    }


def _parts(keys: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def _living(session: Session, id: str) -> str:
    """The id of the story that holds what story ``id`` held."""
    passed: set[str] = set()
    while True:
        rows = session.run("SELECT n_reports, merged_into FROM story WHERE id = ?", id)
        if not rows:
            raise NotFound(f"the library has no story {id!r}; `firsthand list` names those it has", id)
        n_reports, into = rows[0]
        if n_reports or into is None or into in passed:
            return id
        passed.add(id)
        id = into


def _touch(session: Session, stories: Sequence[str], position: int, at: str) -> None:
    for story in stories:
        session.run(
            "UPDATE story SET touched = ?, changed = ?, updated = ? WHERE id = ?",
            position,
            position,
            at,
            story,
        )


def _recount(session: Session, story: str) -> None:
    session.run(
        "UPDATE story SET n_reports = (SELECT count(*) FROM report WHERE story = ?),"
        " n_outlets = (SELECT count(DISTINCT outlet_key) FROM report WHERE story = ? AND outlet_key <> '')"
        " WHERE id = ?",
        story,
        story,
        story,
    )


def _report_filters(filters: Filters | None) -> tuple[str, list[Any]]:
    filters = filters or Filters()
    where: list[str] = ["1 = 1"]
    values: list[Any] = []
    if filters.since is not None:
        where.append("report.published >= ?")
        values.append(filters.since)
    if filters.until is not None:
        # A day includes its hours: whatever begins with it sorts below the next character.
        where.append("report.published < ?")
        values.append(filters.until + "~")
        where.append("report.published <> ''")
    if filters.outlet is not None:
        where.append("report.outlet_key = ?")
        values.append(filters.outlet.casefold())
    if filters.story is not None:
        where.append("report.story = ?")
        values.append(filters.story)
    if filters.place is not None:
        where.append("report.story IN (SELECT story FROM place WHERE name_key = ?)")
        values.append(filters.place.casefold())
    if filters.changed_after is not None:
        where.append("report.changed > ?")
        values.append(filters.changed_after)
    return " AND ".join(where), values


def _story_filters(filters: Filters | None) -> tuple[str, list[Any]]:
    filters = filters or Filters()
    where: list[str] = ["story.n_reports > 0"]
    values: list[Any] = []
    if filters.since is not None:
        where.append("story.end_day >= ?")
        values.append(filters.since)
    if filters.until is not None:
        where.append("story.start_day <= ? AND story.start_day <> ''")
        values.append(filters.until)
    if filters.outlet is not None:
        where.append("story.id IN (SELECT story FROM report WHERE outlet_key = ?)")
        values.append(filters.outlet.casefold())
    if filters.place is not None:
        where.append("story.id IN (SELECT story FROM place WHERE name_key = ?)")
        values.append(filters.place.casefold())
    if filters.story is not None:
        where.append("story.id = ?")
        values.append(filters.story)
    if filters.changed_after is not None:
        where.append("story.changed > ?")
        values.append(filters.changed_after)
    return " AND ".join(where), values


def _report_row(row: Sequence[Any]) -> ReportRow:
    id, title, outlet, published, url, story, n_versions, added, changed = row
    return ReportRow(
        id=id,
        title=title,
        outlet=outlet,
        published=published or None,
        url=url,
        story=story,
        n_versions=n_versions,
        added=added,
        changed=changed,
    )


def _story_row(row: Sequence[Any]) -> StoryRow:
    id, title, start, end, reports, outlets, points, disputed, differing, changed, updated, touched, seen = (
        row
    )
    return StoryRow(
        id=id,
        title=title,
        start=start or None,
        end=end or None,
        n_reports=reports,
        n_outlets=outlets,
        n_points=points,
        n_disputed=disputed,
        n_differing=differing,
        changed=changed,
        updated=updated,
        is_stale=seen is None or touched > seen,
    )


def _account_rows(session: Session, story: str) -> list[AccountRow]:
    rows = session.run(
        "SELECT number, at, n_reports, n_points, n_disputed, n_differing, method FROM account WHERE story = ?"
        " ORDER BY number",
        story,
    )
    return [
        AccountRow(
            story=story,
            number=number,
            at=at,
            n_reports=reports,
            n_points=points,
            n_disputed=disputed,
            n_differing=differing,
            method=json.loads(method),
        )
        for number, at, reports, points, disputed, differing, method in rows
    ]


def _decision_rows(session: Session, ids: Sequence[str]) -> list[tuple[Any, ...]]:
    return [
        row
        for id in ids
        for row in session.run(
            "SELECT id, action, by_whom, at, reason, undone_by, undone_at FROM decision WHERE id = ?", id
        )
    ]


def _decision(row: Sequence[Any]) -> Decision:
    id, action, by, at, reason, undone_by, undone_at = row
    return Decision(
        id=id,
        action=action_of(action),
        by=by,
        at=at,
        reason=reason,
        undone_by=undone_by,
        undone_at=undone_at,
    )


def _feed(row: Sequence[Any]) -> Feed:
    url, title, folder, etag, last_modified, next_at, last_at, failures, problem = row
    return Feed(
        url=url,
        title=title,
        folder=folder,
        etag=etag,
        last_modified=last_modified,
        next_at=next_at,
        last_at=last_at,
        failures=failures,
        problem=problem,
    )


def _complete(action: Action) -> None:
    """Refuse an action that says nothing.

    Raises:
        LibraryError: It joins one thing, parts none, or names nobody.
    """
    match action:
        case JoinPoints(claims=things) if len(things) < 2:
            raise LibraryError("points are joined by at least two claims, one of each; found fewer")
        case JoinStories(reports=names) if len(set(names)) < 2:
            raise LibraryError("stories are joined by at least two reports, one of each; found fewer")
        case PartPoint(claims=()) | PartStory(reports=()):
            raise LibraryError("nothing was named that should stand apart")
        case RateSource(source=name) if not name.strip():
            raise LibraryError("no source was named; expected the name as the account shows it")
