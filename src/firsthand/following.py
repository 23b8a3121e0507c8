"""A library and the method together: what a desk does all day, step by step.

::

    paths, addresses ──take──▶ library.add ──place──▶ stories ──tell──▶ accounts
                                                                 ▲
                                              decisions of people ┘

``pipeline`` tells how reports become accounts; here its results are kept, so that nothing is read twice
and people's decisions hold. Who reads the clock or the network does it in the library or in ``fetching``.

Public: :func:`take`, :func:`place`, :func:`read`, :func:`tell`, :func:`account_of`, :func:`reread`,
:func:`told`.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from firsthand import pipeline
from firsthand.errors import NotFound
from firsthand.intake import take as take_paths
from firsthand.library import AccountRow, Library
from firsthand.model import (
    Account,
    AccountChanges,
    Decision,
    JoinStories,
    LeftOut,
    PartStory,
    Reading,
    Report,
    Story,
    Taken,
    changes,
)
from firsthand.settings import Settings

if TYPE_CHECKING:
    from firsthand.fetching import Fetcher
    from firsthand.reading import Reader

#: Days before and after a report in which its story is looked for. Stories that pause for longer go on
#: as new ones; people can join them.
WINDOW_DAYS = 45
N_WORDS = 10  #: that a report is looked up by
LOOKED_AT = 2500  #: characters of a report from which they are taken
#: Reports that share most words with a new one; their stories are those it may belong to.
N_COMPANIONS = 12
#: Share of its weightiest words that a companion must have; one of less is of another matter.
MIN_SHARE = 0.25
MAX_STORIES = 3  #: that a report may belong to
MAX_COMPARED = 10  #: reports of a story that new ones are grouped with
BATCH = 500  #: reports placed in one go


def take(
    sources: Sequence[str | Path], *, fetcher: Fetcher | None = None, stdin: BinaryIO | None = None
) -> Iterator[Taken | LeftOut]:
    """Reports from files, folders and addresses, with their originals.

    Args:
        sources: Paths as ``firsthand.intake.collect`` takes them, and http(s) addresses of pages,
            feeds, archives or records.
        fetcher: Who fetches addresses; None for one with the standard settings.
        stdin: Where ``-`` reads from.
    """
    for source in sources:
        if str(source).startswith(("http://", "https://")):
            from firsthand.fetching import Fetcher, take_address

            fetcher = fetcher or Fetcher()
            yield from take_address(str(source), fetcher)
        else:
            yield from take_paths([source], stdin=stdin)


# Stories ----------------------------------------------------------------------------------------------


def place(library: Library, *, by: str) -> tuple[str, ...]:
    """Put every report that is in no story into one, and carry out what people decided on stories.

    What came at once is grouped together with the stories that it may belong to: those of the reports
    that share most of its weighty words within ``WINDOW_DAYS``. A story keeps its id as it grows; one
    that is merged leads on to the other. Two stories become one where most of what was looked at of both
    falls into one group; a story is parted by people only.

    Returns:
        The ids of the stories that changed.

    Cost: a search for each report and the grouping of ``BATCH`` reports with their companions,
    whatever the size of the library.
    """
    changed: dict[str, None] = {}
    while reports := library.unplaced(BATCH):
        board = _Board(library, reports)
        board.place()
        changed.update(dict.fromkeys(board.keep(by)))
    return tuple(changed)


def telling_words(report: Report) -> dict[str, float]:
    """The words by which companions of a report can be looked up, each with how much it tells."""
    from firsthand.stories.features import rarity, terms

    counts = Counter(terms(report.text[:LOOKED_AT]))
    counts.update(terms(report.title or ""))
    weights = {term: (1 + math.log(n)) * rarity(term) for term, n in counts.items()}
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:N_WORDS])


class _Board:
    """The stories that one batch of reports touches, as they are being changed."""

    def __init__(self, library: Library, reports: Sequence[Report]) -> None:
        self._library = library
        self._waiting = reports
        self._reports: dict[str, Report] = {report.id: report for report in reports}
        self._stories: dict[str, list[str]] = {}  # name → ids of reports
        self._told: dict[str, Story] = {}  # name → title and reasons as last told
        self._reasons: dict[str, str] = {}
        self._where: dict[str, str] = {}  # report → name of its story
        self._gone: dict[str, str] = {}
        self._touched: dict[str, None] = {}
        held = library.decisions(undone=True)
        self._decisions = [d for d in held if isinstance(d.action, (JoinStories, PartStory))]

    def place(self) -> None:
        for report in self._waiting:
            name = self._library.story_of(report.id)
            if name is not None:
                # It has a new text, or somebody decided about its story, or took that back.
                self._load(name)
                self._touched[name] = None
                self._take_back(name)
        self._place_fresh([report for report in self._waiting if report.id not in self._where])
        for decision in self._decisions:
            if decision.holds:
                self._carry_out(decision)

    def keep(self, by: str) -> tuple[str, ...]:
        made = [self._story(name) for name in self._touched if self._stories.get(name)]
        return self._library.keep_stories(made, by=by, gone=self._gone)

    def _story(self, name: str) -> Story:
        ids = self._stories[name]
        self._read(ids)
        reports = sorted((self._reports[id] for id in ids), key=lambda r: (r.published or "9999", r.id))
        days = sorted(r.published_day for r in reports if r.published_day)
        told = self._told.get(name)
        if told is None:
            # Made by a person: what it tells of has to be found out.
            told = pipeline.group(reports)[0]
        return Story(
            id=name,
            title=told.title,
            start=days[0] if days else None,
            end=days[-1] if days else None,
            reports=tuple(report.id for report in reports),
            reasons=tuple((r.id, self._reasons[r.id]) for r in reports if r.id in self._reasons),
        )

    def _load(self, name: str) -> None:
        if name in self._stories or name in self._gone:
            return
        story = self._library.story(name)
        self._stories[name] = list(story.reports)
        self._told[name] = story
        self._reasons.update(story.reasons)
        self._where.update(dict.fromkeys(story.reports, name))

    def _read(self, ids: Iterable[str]) -> list[Report]:
        missing = [id for id in ids if id not in self._reports]
        self._reports.update((report.id, report) for report in self._library.latest(missing))
        return [self._reports[id] for id in ids]

    def _place_fresh(self, fresh: Sequence[Report], besides: str | None = None) -> None:
        """Put reports that are in no story into one; ``besides`` is one they were just taken out of."""
        ids = {report.id for report in fresh}
        companions: dict[str, None] = {}
        names: dict[str, None] = {}
        for report in fresh:
            since, until = _window(report)
            weights = telling_words(report)
            least = MIN_SHARE * sum(weights.values())
            mine: dict[str, None] = {}
            for id, story, shared in self._library.alike(
                weights, since=since, until=until, limit=N_COMPANIONS
            ):
                name = self._where.get(id) or self._living(story)
                if shared < least or id in ids or name == besides:
                    continue
                if name in mine or len(mine) < MAX_STORIES:
                    mine[name] = companions[id] = None
            names.update(mine)
        seen: dict[str, list[str]] = {}
        for name in names:
            self._load(name)
            held = self._stories[name]
            near = [id for id in held if id in companions]
            rest = [id for id in held if id not in companions]
            # Not only what is most alike: a report has to fit the story, not one of its reports.
            seen[name] = (near + sorted(rest, key=_shuffled))[:MAX_COMPARED]
        sample = self._read([id for held in seen.values() for id in held])
        for group in pipeline.group([*fresh, *sample]):
            self._settle(group, ids, seen)

    def _settle(self, group: Story, fresh: set[str], seen: Mapping[str, list[str]]) -> None:
        """Put the fresh reports of a group into the story that it mostly is, or a new one."""
        came = [id for id in group.reports if id in fresh]
        counts = Counter(self._where[id] for id in group.reports if id not in fresh)
        names = sorted(counts, key=lambda name: (-counts[name], name))
        if not came:
            return
        for id, reason in group.reasons:
            if id in fresh:
                self._reasons[id] = reason
        name = names[0] if names else _name("story", came[0])
        self._move(came, name)
        for other in names[1:]:
            # Sampled before this batch: stories may have become one meanwhile.
            is_most = all(2 * counts[n] > len(seen.get(n, ())) for n in (name, other))
            if other in self._stories and is_most and not self._is_parted(name, other):
                self._merge(name, other)
        if name not in self._told or len(self._stories[name]) == len(group.reports):
            self._told[name] = group

    def _is_parted(self, a: str, b: str) -> bool:
        """Whether a person parted the two stories: what a person parted no likeness joins."""
        for decision in self._decisions:
            if decision.holds and isinstance(decision.action, PartStory):
                inside = set(decision.action.reports)
                if (inside & set(self._stories[a])) != set() or (inside & set(self._stories[b])) != set():
                    return True
        return False

    def _carry_out(self, decision: Decision) -> None:
        action = decision.action
        if isinstance(action, JoinStories):
            names = self._names(action.reports)
            if len(names) > 1 and self._touched.keys() & set(names):
                first = max(names, key=lambda n: (len(self._stories[n]), n))
                for other in names:
                    if other != first:
                        self._merge(first, other)
        elif isinstance(action, PartStory):
            names = self._names(action.reports)
            mine = _name("parted", decision.id)
            if names and names != [mine] and self._touched.keys() & set(names):
                self._move([id for id in action.reports if id in self._where], mine)

    def _take_back(self, name: str) -> None:
        """Part anew a story that an undone decision had shaped."""
        for decision in self._decisions:
            action = decision.action
            if decision.holds or not set(_reports_of(action)) & set(self._stories.get(name, ())):
                continue
            members = list(self._stories[name])
            if isinstance(action, PartStory) and name == _name("parted", decision.id):
                groups = [tuple(members)]
                stays: tuple[str, ...] = ()
            elif isinstance(action, JoinStories):
                found = pipeline.group(self._read(members))
                groups = [story.reports for story in found]
                stays = groups[0]
            else:
                continue
            for group in groups:
                if group != stays:
                    for id in group:
                        self._stories[name].remove(id)
                        del self._where[id]
                    self._place_fresh(self._read(group), besides=name)

    def _names(self, reports: Iterable[str]) -> list[str]:
        names: dict[str, None] = {}
        for id in reports:
            name = self._where.get(id)
            if name is None:
                try:
                    name = self._library.story_of(id)
                except NotFound:
                    name = None
            if name is not None:
                name = self._living(name)
                self._load(name)
                names[name] = None
        return list(names)

    def _living(self, name: str) -> str:
        while name in self._gone:
            name = self._gone[name]
        return name

    def _move(self, ids: Sequence[str], name: str) -> None:
        for id in ids:
            old = self._where.get(id)
            if old is not None:
                self._stories[old].remove(id)
                self._touched[old] = None
            self._stories.setdefault(name, []).append(id)
            self._where[id] = name
        self._gone.pop(name, None)
        self._touched[name] = None

    def _merge(self, into: str, other: str) -> None:
        self._move(list(self._stories[other]), into)
        self._gone[other] = into


def _reports_of(action: object) -> tuple[str, ...]:
    return action.reports if isinstance(action, (JoinStories, PartStory)) else ()


def _window(report: Report) -> tuple[str | None, str | None]:
    try:
        day = date.fromisoformat(report.published_day or "")
        around = timedelta(days=WINDOW_DAYS)
        return (day - around).isoformat(), (day + around).isoformat()
    except (ValueError, OverflowError):
        return None, None


def _shuffled(id: str) -> str:
    """An order that has nothing to do with what a report says, and is always the same."""
    return hashlib.sha256(id.encode()).hexdigest()


def _name(kind: str, of: str) -> str:
    """The id of a story that begins with ``of``; the same however often it is asked for."""
    return "s" + hashlib.sha256(f"{kind}\0{of}".encode()).hexdigest()[:12]


# Accounts ---------------------------------------------------------------------------------------------


class KeptReader:
    """A reader that looks into the library first and keeps there what it reads."""

    def __init__(self, library: Library, reader: Reader) -> None:
        self._library, self._reader = library, reader
        self.name, self.version = reader.name, reader.version

    def read(self, report: Report) -> Reading:
        """The report's reading by the present version of the reader."""
        kept = self._library.reading(report, self.name, self.version)
        if kept is None:
            kept = self._reader.read(report)
            self._library.keep_readings([kept], self.name, self.version)
        return kept


def read(library: Library, report: Report, settings: Settings | None = None) -> Reading:
    """A report's reading: the kept one, or made and kept now."""
    return _reader(library, settings).read(report)


def tell(library: Library, story: str, settings: Settings | None = None, *, by: str) -> AccountRow:
    """Tell a story from its latest reports and decisions, and keep the account.

    Reports that were read before are not read again. An account equal to the latest is not kept twice.
    """
    seen = library.position()
    held = library.story(story)
    account = pipeline.tell(
        held,
        library.latest(held.reports),
        settings,
        reader=_reader(library, settings),
        decisions=library.decisions(held.id),
    )
    return library.keep_account(account, by=by, seen=seen)


def account_of(library: Library, story: str, settings: Settings | None = None, *, by: str) -> Account:
    """The account of a story as it stands: told now if reports or decisions came, else the kept one."""
    if library.story_row(story).is_stale:
        tell(library, story, settings, by=by)
    return library.account(story)


def _reader(library: Library, settings: Settings | None) -> KeptReader:
    from firsthand.reading import get_reader

    return KeptReader(library, get_reader((settings or Settings()).reader))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A story whose account was told anew, and what changed in it."""

    story: Story
    before: AccountRow
    after: AccountRow
    changes: AccountChanges


def reread(
    library: Library, settings: Settings | None = None, *, by: str, stories: Iterable[str] | None = None
) -> Iterator[Reread]:
    """Read the reports of stories that have accounts again, with the reader as it is now.

    A reader that has not changed finds its readings kept and changes nothing.

    Args:
        library: The library.
        settings: Which reader.
        by: Who asked.
        stories: Which stories; None for all that have an account.

    Yields:
        Each story, with what is different between its account before and after.
    """
    chosen = list(stories) if stories is not None else list(told(library))
    for id in chosen:
        history = library.accounts(id)
        if not history:
            continue
        old = library.account(id, history[-1].number)
        row = tell(library, id, settings, by=by)
        new = library.account(id, row.number)
        library.note("re-read", id, by=by, detail=_detail(old, new))
        yield Reread(story=new.story, before=history[-1], after=row, changes=changes(old, new))


def told(library: Library) -> Iterator[str]:
    """The stories that have an account, the biggest first."""
    offset = 0
    while True:
        page = library.stories(order="biggest", limit=1000, offset=offset)
        yield from (row.id for row in page.items if row.n_points is not None)
        offset += len(page.items)
        if offset >= page.total or not page.items:
            return


def _detail(old: Account, new: Account) -> Mapping[str, object]:
    return {"from": dict(old.method), "to": dict(new.method)}
