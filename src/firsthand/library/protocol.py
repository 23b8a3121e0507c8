"""The library as its users see it, whatever database stands behind it.

:class:`Library` keeps reports with their versions and originals, readings, stories, accounts with
their history, decisions and a log. It knows nothing of how reports are read: ``firsthand.following``
brings the library and the method together.

Promises that every implementation keeps, and ``firsthand.testing.check_library`` holds it to:

* What a method returned, or an iterator yielded, is on disk: no crash loses it.
* One process writes at a time, the others wait; readers never wait and see whole transactions.
* Ids are text; times are ISO 8601 in UTC ("2031-04-02T09:40:00Z").
* An object may be used from any thread.
* Positions count the log: each entry has the next number, and what changed after a position is what
  has a greater one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar, runtime_checkable

from firsthand.model import Account, Action, Decision, LeftOut, Reading, Report, Span, Story, Taken

T = TypeVar("T")

Outcome = Literal["new", "changed", "same"]
StoryOrder = Literal["newest", "biggest", "disputed", "changed"]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of many: ``items`` from ``offset`` on, of ``total`` that there are."""

    items: tuple[T, ...]
    total: int
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of one report that was added, once it is safe on disk.

    ``new``: an article that the library had not; ``changed``: a new version of one it had; ``same``:
    word for word what it had, so only the retrieval was noted.
    """

    outcome: Outcome
    report: str  #: the report's id in the library
    version: int
    location: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """One time that bytes of a report were had: a link of the chain of custody."""

    report: str
    version: int
    sha256: str
    size: int  #: bytes
    media_type: str
    location: str
    via: str | None
    retrieved: str
    by: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an article. ``sha256`` names the original it was made from."""

    report: Report  #: with the id of the library; all versions share it
    number: int  #: from 1 up
    added: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report in a list: what is shown of it without its text."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    story: str | None  #: id of its story; None until it is placed
    n_versions: int
    added: str  #: when its first version came
    changed: int  #: position in the log


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """A story in a list. The counts of points are of its latest account, None when it has none."""

    id: str
    title: str
    start: str | None
    end: str | None
    n_reports: int
    n_outlets: int
    n_points: int | None
    n_disputed: int | None
    n_differing: int | None
    changed: int  #: position in the log at which its reports, account or decisions last changed
    updated: str  #: when that was
    is_stale: bool  #: reports or decisions came since its latest account, or it has none


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account in a story's history."""

    story: str
    number: int  #: from 1 up
    at: str
    n_reports: int
    n_points: int
    n_disputed: int
    n_differing: int
    method: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which reports or stories are meant; a field that is None asks for nothing.

    ``since`` and ``until`` are days (``YYYY-MM-DD``, both included) of publication; ``outlet`` is the
    outlet's name as reports carry it, in any case; ``place`` a name of a place in the latest account;
    ``changed_after`` a position in the log.
    """

    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    place: str | None = None
    story: str | None = None  #: for reports: those of this story
    changed_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A report that a search found. ``marks`` are where the words looked for stand in ``excerpt``."""

    report: ReportRow
    excerpt: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log: who did what to what, when. Never changed, never removed.

    ``chain`` is the SHA-256 of the entry and of the chain before it: a log that was altered shows it.
    """

    position: int
    at: str
    by: str
    what: str  #: "added report", "made account", "decided", … (``WHAT`` lists them)
    subject: str  #: id of what it was done to
    detail: Mapping[str, object]
    chain: str


#: Everything that an entry of the log can be about.
WHAT = (
    "made library",
    "migrated library",
    "added report",
    "changed report",
    "met report again",
    "made story",
    "changed story",
    "merged story",
    "made account",
    "decided",
    "undid decision",
    "followed feed",
    "left feed",
    "re-read",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that is watched, and what is needed to ask for it politely.

    ``etag`` and ``last_modified`` go back to the server; ``next_at`` is when it may be asked again;
    ``failures`` counts the times in a row that it could not be had.
    """

    url: str
    title: str | None = None
    folder: str | None = None  #: of the OPML outline it came from
    etag: str | None = None
    last_modified: str | None = None
    next_at: str | None = None
    last_at: str | None = None
    failures: int = 0
    problem: str | None = None


@runtime_checkable
class Library(Protocol):
    """Keeps everything; see the module's promises.

    Reading methods raise ``NotFound`` for an id that is not there. Lists are paged: ``limit`` is at
    most 1000.
    """

    # Reports ----------------------------------------------------------------------------------------

    def add(self, items: Iterable[Taken | LeftOut], *, by: str) -> Iterator[Added | LeftOut]:
        """Keep reports and their originals, one after another, and say what became of each.

        An item comes out only when it is safe on disk: they are written some dozens at a time.
        ``LeftOut`` passes through. Nothing is lost if the iterator is not exhausted, but what was
        taken in and not yet given out may or may not be kept.
        """
        ...

    def known(self, names: Sequence[str]) -> Mapping[str, tuple[str, str]]:
        """Of these names of articles (``Taken.key``), those it has: report, and when it was last had."""
        ...

    def report(self, id: str, version: int | None = None) -> Version:
        """A report: its latest version, or the one with this number."""
        ...

    def versions(self, id: str) -> tuple[Version, ...]:
        """All versions of a report, first to last."""
        ...

    def latest(self, ids: Sequence[str]) -> tuple[Report, ...]:
        """The latest versions of many reports, in the order of ``ids``."""
        ...

    def retrievals(self, id: str) -> tuple[Retrieval, ...]:
        """The chain of custody of a report, first to last."""
        ...

    def original(self, sha256: str) -> bytes:
        """The bytes with this hash, checked against it."""
        ...

    def reports(self, filters: Filters | None = None, *, limit: int = 50, offset: int = 0) -> Page[ReportRow]:
        """Reports, the newest publication first, those without a date last."""
        ...

    def search(
        self, words: str, filters: Filters | None = None, *, limit: int = 20, offset: int = 0
    ) -> Page[Hit]:
        """Reports whose latest version holds the words, the best first.

        ``words``: all must occur, in any form (``ferry`` finds "ferries"); ``"in quotes"`` a phrase,
        ``OR`` between two, ``-word`` must not occur, ``begin*`` the beginning of a word. Words without
        a letter or digit count for nothing; when none is left nothing is found. ``total`` counts to
        1000 and no further.
        """
        ...

    def alike(
        self,
        words: Mapping[str, float],
        *,
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
    ) -> tuple[tuple[str, str, float], ...]:
        """Reports in stories that share some of the words: id, story, and the weight of what they share.

        ``words`` says how much each word weighs; the heaviest come first. ``since`` and ``until`` bound
        the day of publication; reports without a day are always meant. Of a word that very many reports
        have, the latest that came are looked at.
        """
        ...

    # Readings ---------------------------------------------------------------------------------------

    def reading(self, report: Report, reader: str, version: str) -> Reading | None:
        """The kept reading of exactly this report (its text and time) by this version of a reader."""
        ...

    def keep_readings(self, readings: Sequence[Reading], reader: str, version: str) -> None:
        """Keep readings; one of the same report, time, reader and version is replaced."""
        ...

    # Stories ----------------------------------------------------------------------------------------

    def unplaced(self, limit: int = 1000) -> tuple[Report, ...]:
        """Reports that are in no story yet, in the order they came, and those whose text changed."""
        ...

    def keep_stories(
        self, stories: Sequence[Story], *, by: str, gone: Mapping[str, str] | None = None
    ) -> tuple[str, ...]:
        """Write stories: each holds the reports it names, which leave the story they were in.

        A story left without reports is gone; ``gone`` says into which other story each such one went,
        so that its id goes on leading there. Only what differs from what is kept is written and
        logged. Gives back the ids of the stories that changed.
        """
        ...

    def story(self, id: str) -> Story:
        """A story; the id of one that was merged gives the story that holds it now."""
        ...

    def story_row(self, id: str) -> StoryRow:
        """What a list shows of one story."""
        ...

    def story_of(self, report: str) -> str | None:
        """The id of the story that a report is in."""
        ...

    def stories(
        self,
        filters: Filters | None = None,
        *,
        words: str | None = None,
        order: StoryOrder = "newest",
        limit: int = 50,
        offset: int = 0,
    ) -> Page[StoryRow]:
        """Stories that pass the filters and, with ``words``, hold a report that a search finds."""
        ...

    def outlets(self, limit: int = 200) -> tuple[tuple[str, int], ...]:
        """Outlets and how many reports each has, most first: what a filter can offer."""
        ...

    def places(self, limit: int = 200) -> tuple[tuple[str, int], ...]:
        """Places of the latest accounts and in how many stories each is, most first."""
        ...

    # Accounts ---------------------------------------------------------------------------------------

    def keep_account(self, account: Account, *, by: str, seen: int) -> AccountRow:
        """Keep an account as its story's latest, unless it equals the latest; that is then given back.

        ``seen`` is the position of the log from before the account's reports and decisions were read:
        what came after it leaves the story stale.
        """
        ...

    def account(self, story: str, number: int | None = None) -> Account:
        """An account of a story: the latest, or the one with this number."""
        ...

    def accounts(self, story: str) -> tuple[AccountRow, ...]:
        """A story's history, first to last."""
        ...

    # Decisions --------------------------------------------------------------------------------------

    def decide(self, action: Action, *, by: str, reason: str = "") -> Decision:
        """Keep a decision. Its reports must be there. The stories it touches become stale."""
        ...

    def undo(self, id: str, *, by: str) -> Decision:
        """Take a decision out of force; it stays on record. ``Conflict`` when it was undone before."""
        ...

    def decision(self, id: str) -> Decision:
        """One decision."""
        ...

    def decisions(self, story: str | None = None, *, undone: bool = False) -> tuple[Decision, ...]:
        """Decisions in the order they were made; ``undone`` also those no longer in force.

        With ``story``: those that speak of its reports, and ratings of sources, which hold everywhere.
        """
        ...

    # Log --------------------------------------------------------------------------------------------

    def position(self) -> int:
        """The number of the log's last entry: what changes from now on has a greater one."""
        ...

    def log(
        self, *, after: int = 0, subject: str | None = None, newest: bool = False, limit: int = 100
    ) -> tuple[Entry, ...]:
        """Entries with a greater position than ``after``, of one subject if given."""
        ...

    def note(self, what: str, subject: str, *, by: str, detail: Mapping[str, object] | None = None) -> int:
        """Write an entry of one's own (``what`` is one of ``WHAT``) and give its position."""
        ...

    def check(self) -> tuple[str, ...]:
        """What is wrong with the library; nothing, when all is well.

        Hashes of originals, the log's chain, references and the search index are checked. Linear in
        the library.
        """
        ...

    # Feeds ------------------------------------------------------------------------------------------

    def feeds(self) -> tuple[Feed, ...]:
        """Feeds that are watched, by address."""
        ...

    def keep_feed(self, feed: Feed, *, by: str) -> None:
        """Watch a feed, or renew what is known of it."""
        ...

    def drop_feed(self, url: str, *, by: str) -> None:
        """Watch a feed no more. Its reports stay."""
        ...

    def close(self) -> None:
        """Let go of the database. The library can not be used afterwards."""
        ...
