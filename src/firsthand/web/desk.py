"""What can be asked of a library and done to it: once, for the pages and for the API.

Accounts are told by ``firsthand.following``, kept by ``firsthand.library``; here they meet people.
Decisions are made on what a person sees (claims and points of one account) and kept as words in
reports, so that they outlive that account.

Public: :class:`Desk`, :func:`days_ago`.
"""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from firsthand.errors import LibraryError, NotFound
from firsthand.library import AccountRow, Added, Library, Version
from firsthand.library.rows import reports_of
from firsthand.model import (
    Account,
    AccountChanges,
    Action,
    Anchor,
    Claim,
    Decision,
    JoinPoints,
    JoinStories,
    LeftOut,
    NameSpeaker,
    PartPoint,
    PartStory,
    Point,
    RateSource,
    Ratings,
    Reading,
    SetAside,
    Taken,
    changes,
    rated_by,
)
from firsthand.settings import Settings

#: Accounts that are held in memory; one of ten reports takes some megabytes.
HELD = 24


@dataclass(frozen=True, slots=True)
class Told:
    """An account with its place in its story's history."""

    account: Account
    row: AccountRow
    history: tuple[AccountRow, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """How far a long work is: ``done`` of ``of`` parts of a stage."""

    stage: str
    done: int
    of: int


class Desk:
    """A library with people at it. May be used from any thread, as the library may."""

    def __init__(self, library: Library, settings: Settings | None = None) -> None:
        self.library = library
        self.settings = settings or Settings()
        self._held: OrderedDict[tuple[str, int], Account] = OrderedDict()
        self._lock = threading.Lock()
        self._telling = threading.Lock()

    # Reading ---------------------------------------------------------------------------------------

    def told(self, story: str, number: int | None = None) -> Told | None:
        """The latest account of a story, or the one with this number; None when it has none yet.

        Raises:
            NotFound: There is no such story, or no account with that number.
        """
        history = self.library.accounts(story)
        if not history:
            self.library.story(story)
            if number is not None:
                raise NotFound(f"story {story!r} has no account {number}; it has none yet", story)
            return None
        row = history[-1] if number is None else next((r for r in history if r.number == number), None)
        if row is None:
            raise NotFound(
                f"story {story!r} has no account {number}; it has 1 to {history[-1].number}", story
            )
        return Told(self._account(row.story, row.number), row, history)

    def _account(self, story: str, number: int) -> Account:
        # An account with its number never changes, so it can be held.
        key = (story, number)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        account = self.library.account(story, number)
        with self._lock:
            self._held[key] = account
            while len(self._held) > HELD:
                self._held.popitem(last=False)
        return account

    def rated(self, story: str | None = None) -> Ratings:
        """The ratings of sources in force."""
        return rated_by(self.library.decisions(story))

    def changes(self, story: str, before: int, after: int) -> AccountChanges:
        """What differs between two accounts of a story."""
        return changes(self._account(story, before), self._account(story, after))

    def before(self, history: Sequence[AccountRow], moment: str) -> AccountRow:
        """The account that stood at a moment: the last one made before it, else the first."""
        return next((row for row in reversed(history) if row.at <= moment), history[0])

    def reading(self, version: Version) -> Reading:
        """A report's reading: the kept one, or made and kept now."""
        from firsthand.following import read

        return read(self.library, version.report, self.settings)

    # Deciding --------------------------------------------------------------------------------------

    def claim(self, story: str, number: int, claim: str) -> tuple[Point, Claim]:
        """A claim of an account, with its point.

        Raises:
            NotFound: The account has no such claim.
        """
        told = self.told(story, number)
        if told is not None:
            for point in told.account.points:
                for found in point.claims:
                    if found.id == claim:
                        return point, found
        raise NotFound(f"account {number} of story {story!r} has no claim {claim!r}", claim)

    def home(self, story: str, decision: Decision) -> str | None:
        """The id of the point, in the latest account, that a decision shaped; None when none shows it."""
        told = self.told(story)
        points = told.account.points if told is not None else ()
        return next((p.id for p in points if _is_shaped(p, decision.id)), None)

    def anchors(self, story: str, number: int, claims: Sequence[str]) -> tuple[Anchor, ...]:
        """The words of claims, as decisions speak of them."""
        return tuple(anchor_of(self.claim(story, number, claim)[1]) for claim in claims)

    def join_points(self, story: str, number: int, points: Sequence[str], by: str) -> Decision:
        """The points of an account are one matter."""
        told = self.told(story, number)
        held = {p.id: p for p in told.account.points} if told else {}
        missing = [p for p in points if p not in held]
        if missing:
            raise NotFound(f"account {number} of story {story!r} has no point {missing[0]!r}", missing[0])
        # One claim stands for each point: the one whose words the point is shown by.
        chosen = [next(c for c in held[p].claims if c.id == held[p].statement_claim) for p in points]
        return self.decide(JoinPoints(claims=tuple(anchor_of(c) for c in chosen)), by=by)

    def part_point(self, story: str, number: int, claims: Sequence[str], by: str) -> Decision:
        """The claims are a matter of their own."""
        return self.decide(PartPoint(claims=self.anchors(story, number, claims)), by=by)

    def set_aside(
        self, story: str, number: int, claim: str, by: str, *, as_noise: bool, reason: str = ""
    ) -> Decision:
        """The claim's words give no claim."""
        (anchor,) = self.anchors(story, number, [claim])
        return self.decide(SetAside(words=anchor, as_noise=as_noise), by=by, reason=reason)

    def name_speaker(
        self, story: str, number: int, claim: str, name: str, via: Sequence[str], by: str
    ) -> Decision:
        """The claim comes from somebody."""
        (anchor,) = self.anchors(story, number, [claim])
        return self.decide(NameSpeaker(claim=anchor, name=name, via=tuple(via)), by=by)

    def join_stories(self, stories: Sequence[str], by: str) -> Decision:
        """The stories are one."""
        reports = tuple(self.library.story(s).reports[0] for s in stories)
        return self.decide(JoinStories(reports=reports), by=by)

    def part_story(self, reports: Sequence[str], by: str) -> Decision:
        """The reports are a story of their own."""
        return self.decide(PartStory(reports=tuple(reports)), by=by)

    def rate(self, source: str, reliability: str | None, by: str, reason: str = "") -> Decision:
        """Hold a source to be so reliable; None takes the rating back."""
        return self.decide(RateSource(source=source, reliability=reliability), by=by, reason=reason)  # type: ignore[arg-type]

    def decide(self, action: Action, *, by: str, reason: str = "") -> Decision:
        """Keep a decision and tell anew what it touches, so that it shows at once."""
        touched = self._touched(action)
        decision = self.library.decide(action, by=by, reason=reason)
        self._settle(action, touched, by)
        return decision

    def undo(self, id: str, *, by: str) -> Decision:
        """Take a decision out of force and tell anew what it touched.

        Raises:
            Conflict: It was undone before.
        """
        touched = self._touched(self.library.decision(id).action)
        decision = self.library.undo(id, by=by)
        self._settle(decision.action, touched, by)
        return decision

    def _touched(self, action: Action) -> set[str]:
        """The stories that hold the reports of an action, as far as they are there."""
        found = set()
        for report in reports_of(action):
            try:
                found.add(self.library.story_of(report))
            except NotFound:
                continue
        return {story for story in found if story is not None}

    def _settle(self, action: Action, touched: set[str], by: str) -> None:
        if isinstance(action, JoinStories | PartStory):
            self.place(by)
        for story in sorted(touched | self._touched(action)):
            try:
                row = self.library.story_row(story)
            except NotFound:
                # All its reports are in another story now.
                continue
            if row.n_points is not None and row.is_stale:
                self.tell(row.id, by)

    # Adding ---------------------------------------------------------------------------------------

    def add(self, path: Path, by: str, name: str = "") -> Iterator[Added | LeftOut]:
        """Keep the reports of a file and put them into stories; each comes out once it is safe.

        ``name`` is what the file was called where it came from, when it lies here only for the moment.
        """
        from firsthand.following import take

        taken = take([path])
        try:
            yield from self.library.add((_sent(item, name) for item in taken) if name else taken, by=by)
        finally:
            # Also when whoever asked has gone: what is kept belongs into a story.
            self.place(by)

    def add_text(self, text: str, told: Mapping[str, str], by: str) -> str:
        """Keep one report from its words and what is told of it (title, outlet, published, url); its id."""
        with tempfile.TemporaryDirectory(prefix="firsthand-") as folder:
            path = Path(folder) / "pasted.jsonl"
            path.write_bytes(msgspec.json.encode({**told, "text": text}))
            [item] = self.add(path, by, "pasted text")
        if isinstance(item, LeftOut):
            raise LibraryError(f"the report was left out: {item.reason}")
        return item.report

    # Telling ---------------------------------------------------------------------------------------

    def place(self, by: str) -> None:
        """Put reports that are in no story into one, as decisions on stories have it."""
        from firsthand.following import place

        with self._telling:
            place(self.library, by=by)

    def telling(self, story: str, by: str) -> Iterator[Step]:
        """Tell a story, saying after each report that was read how far it is."""
        from firsthand.following import read
        from firsthand.pipeline import dated

        held = self.library.story(story)
        reports = dated(self.library.latest(held.reports))
        for done, report in enumerate(reports):
            yield Step("reading report", done, len(reports))
            read(self.library, report, self.settings)
        yield Step("comparing", len(reports), len(reports))
        self.tell(held.id, by)

    def tell(self, story: str, by: str) -> AccountRow:
        """Read a story's reports together, as far as that was not done before, and keep the account."""
        from firsthand.following import tell

        with self._telling:
            return tell(self.library, story, self.settings, by=by)


def _is_shaped(point: Point, decision: str) -> bool:
    return decision in point.decided or any(decision in c.decided for c in point.claims)


def _sent(item: Taken | LeftOut, name: str) -> Taken | LeftOut:
    """An item of a file that was sent, as one that came from there and not from where it lies now."""
    if isinstance(item, LeftOut):
        return replace(item, path=name)
    original = replace(item.original, location=f"sent here: {name}")
    # A file of the same name may be another article; the same words are the same.
    key = f"sent:{original.sha256}" if item.key.startswith("file:") else item.key
    return replace(item, original=original, report=replace(item.report, path=name), key=key)


def anchor_of(claim: Claim) -> Anchor:
    """A claim's words as a decision speaks of them."""
    return Anchor(report=claim.report, start=claim.span.start, end=claim.span.end, words=claim.text)


def days_ago(n: float) -> str:
    """The moment n days ago as the library writes times."""
    return (datetime.now(UTC) - timedelta(days=n)).strftime("%Y-%m-%dT%H:%M:%SZ")
