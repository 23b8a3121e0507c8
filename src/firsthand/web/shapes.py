"""The shapes that the API takes and gives, beyond those of ``docs/formats.md``.

Each is checked where it comes in and described in the OpenAPI document from the same class.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Text = Annotated[str, Meta(min_length=1, max_length=400)]
Id = Annotated[str, Meta(min_length=1, max_length=400)]
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[01][0-9]-[0-3][0-9]$", examples=["2032-01-30"])]
Count = Annotated[int, Meta(ge=0, le=2**53)]
Number = Annotated[int, Meta(ge=1, le=2**53)]
Limit = Annotated[int, Meta(ge=1, le=200)]
Offset = Annotated[int, Meta(ge=0, le=10_000_000)]


# Questions -----------------------------------------------------------------------------------------------


class StoriesQuery(msgspec.Struct, kw_only=True):
    """Which stories, in which order. ``place`` is one of the latest account's places."""

    order: Literal["newest", "biggest", "disputed", "changed"] = "newest"
    words: Text | None = None
    since: Day | None = None
    until: Day | None = None
    outlet: Text | None = None
    place: Text | None = None
    changed_after: Count | None = None
    limit: Limit = 50
    offset: Offset = 0


class ReportsQuery(msgspec.Struct, kw_only=True):
    """Which reports: with ``words`` those that hold them, the best first; else the newest first."""

    words: Text | None = None
    since: Day | None = None
    until: Day | None = None
    outlet: Text | None = None
    story: Id | None = None
    limit: Limit = 50
    offset: Offset = 0


class AccountsQuery(msgspec.Struct, kw_only=True):
    """Which stories' accounts: as in the list of stories, without pages."""

    words: Text | None = None
    since: Day | None = None
    until: Day | None = None
    outlet: Text | None = None
    place: Text | None = None
    changed_after: Count | None = None


class AccountQuery(msgspec.Struct, kw_only=True):
    """Which account of a story's history; the latest when no number is given."""

    number: Number | None = None


class ChangesQuery(msgspec.Struct, kw_only=True):
    """Two accounts by their numbers: ``before``, else the one that stood a day ago; ``after``, else the latest."""

    before: Number | None = None
    after: Number | None = None


class PairQuery(msgspec.Struct, kw_only=True):
    """Two reports of a story."""

    left: Id
    right: Id


class VersionQuery(msgspec.Struct, kw_only=True):
    """Which version of a report; the latest when none is given."""

    version: Number | None = None


class AddQuery(msgspec.Struct, kw_only=True):
    """What to call what is added, where it has no name of its own."""

    name: Text | None = None


class DecisionsQuery(msgspec.Struct, kw_only=True):
    """Decisions on a story or all; ``undone`` also those no longer in force."""

    story: Id | None = None
    undone: bool = False


class LogQuery(msgspec.Struct, kw_only=True):
    """Entries past a position, of one subject, oldest or newest first."""

    after: Count = 0
    subject: Text | None = None
    newest: bool = False
    limit: Limit = 100


# Decisions -----------------------------------------------------------------------------------------------


class Words(msgspec.Struct, kw_only=True):
    """Words of a report: where they stand (code points) and what they are."""

    report: Id
    start: Count
    end: Count
    words: Annotated[str, Meta(min_length=1, max_length=20_000)]


Claims = Annotated[list[Words], Meta(min_length=1, max_length=200)]
Reports = Annotated[list[Id], Meta(min_length=1, max_length=2000)]


class JoinPointsAction(msgspec.Struct, kw_only=True, tag="join-points", tag_field="do"):
    """The points that these claims stand in are one matter."""

    claims: Annotated[list[Words], Meta(min_length=2, max_length=200)]


class PartPointAction(msgspec.Struct, kw_only=True, tag="part-point", tag_field="do"):
    """These claims are a matter of their own."""

    claims: Claims


class SetAsideAction(msgspec.Struct, kw_only=True, tag="set-aside", tag_field="do"):
    """These words give no claim."""

    words: Words
    as_noise: bool = False


class NameSpeakerAction(msgspec.Struct, kw_only=True, tag="name-speaker", tag_field="do"):
    """This claim comes from ``name``, through ``via``."""

    claim: Words
    name: Text
    via: Annotated[list[Text], Meta(max_length=20)] = []


class RateSourceAction(msgspec.Struct, kw_only=True, tag="rate-source", tag_field="do"):
    """How reliable a source is held to be; null takes the rating back."""

    source: Text
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None


class JoinStoriesAction(msgspec.Struct, kw_only=True, tag="join-stories", tag_field="do"):
    """These reports, and the stories they stand in, are one story."""

    reports: Annotated[list[Id], Meta(min_length=2, max_length=2000)]


class PartStoryAction(msgspec.Struct, kw_only=True, tag="part-story", tag_field="do"):
    """These reports are a story of their own."""

    reports: Reports


AnyAction = (
    JoinPointsAction
    | PartPointAction
    | SetAsideAction
    | NameSpeakerAction
    | RateSourceAction
    | JoinStoriesAction
    | PartStoryAction
)


class NewDecision(msgspec.Struct, kw_only=True):
    """A decision to make. It is logged under the name of who asks."""

    action: AnyAction
    reason: Annotated[str, Meta(max_length=500)] = ""


class DecisionShape(msgspec.Struct, kw_only=True):
    """A decision on record."""

    id: str
    action: AnyAction
    by: str
    at: str
    reason: str
    undone_by: str | None
    undone_at: str | None


class DecisionsAnswer(msgspec.Struct, kw_only=True):
    """Decisions in the order they were made."""

    decisions: list[DecisionShape]


# Answers -------------------------------------------------------------------------------------------------


class Failure(msgspec.Struct, kw_only=True):
    """What went wrong, in words: what was found, what was expected, what to do."""

    status: int
    message: str


class ErrorAnswer(msgspec.Struct, kw_only=True):
    """Every answer that is not the one asked for."""

    error: Failure


class StoryShape(msgspec.Struct, kw_only=True, rename={"start": "from", "end": "to"}):
    """A story in a list. Counts of points are of its latest account, null when it has none."""

    id: str
    title: str
    start: str | None
    end: str | None
    reports: list[str]
    n_reports: int
    n_outlets: int
    n_points: int | None
    n_disputed: int | None
    n_differing: int | None
    changed: int
    updated: str
    is_stale: bool


class StoriesAnswer(msgspec.Struct, kw_only=True):
    """Some of the stories, from ``offset`` on, of ``total`` that there are."""

    schema: Literal["firsthand/stories/1"] = "firsthand/stories/1"
    stories: list[StoryShape]
    total: int
    offset: int
    position: int


class SpanShape(msgspec.Struct, kw_only=True):
    """A half-open range of code points."""

    start: int
    end: int


class ReportShape(msgspec.Struct, kw_only=True):
    """A report in a list; with a search also an excerpt and where the words stand in it."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    story: str | None
    n_versions: int
    added: str
    excerpt: str | None = None
    marks: list[SpanShape] = []


class ReportsAnswer(msgspec.Struct, kw_only=True):
    """Some of the reports, from ``offset`` on, of ``total`` that there are."""

    reports: list[ReportShape]
    total: int
    offset: int


class VersionShape(msgspec.Struct, kw_only=True):
    """One version of a report."""

    number: int
    added: str
    sha256: str


class RetrievalShape(msgspec.Struct, kw_only=True):
    """One time that the report's bytes were had."""

    version: int
    sha256: str
    size: int
    media_type: str
    location: str
    via: str | None
    retrieved: str
    by: str
    facts: dict[str, str]


class RecordAnswer(msgspec.Struct, kw_only=True):
    """A report with its versions and its chain of custody."""

    id: str
    version: int
    story: str | None
    title: str | None
    outlet: str | None
    author: str | None
    agencies: list[str]
    published: str | None
    published_basis: str
    modified: str | None
    language: str | None
    url: str | None
    text: str
    versions: list[VersionShape]
    retrievals: list[RetrievalShape]


class AccountShape(msgspec.Struct, kw_only=True):
    """One account in a story's history."""

    number: int
    at: str
    n_reports: int
    n_points: int
    n_disputed: int
    n_differing: int


class HistoryAnswer(msgspec.Struct, kw_only=True):
    """A story's accounts, first to last."""

    story: str
    accounts: list[AccountShape]


class PointChangeShape(msgspec.Struct, kw_only=True):
    """A point by its id in both accounts, and what of it changed."""

    before: str
    after: str
    statement: str
    what: list[str]
    status_before: str
    status_after: str


class ChangesAnswer(msgspec.Struct, kw_only=True):
    """What differs between two accounts; points added are ids of ``after``, points gone of ``before``."""

    story: str
    before: int
    after: int
    reports_added: list[str]
    reports_gone: list[str]
    points_added: list[str]
    points_gone: list[str]
    points_changed: list[PointChangeShape]


class PassageShape(msgspec.Struct, kw_only=True):
    """Words that both reports share."""

    left: SpanShape
    right: SpanShape
    kind: str


class PairAnswer(msgspec.Struct, kw_only=True):
    """What two reports of a story share."""

    left: str
    right: str
    passages: list[PassageShape]


class NamedCount(msgspec.Struct, kw_only=True):
    """A name and how many there are of it."""

    name: str
    n: int


class FiltersAnswer(msgspec.Struct, kw_only=True):
    """What the lists can be filtered by: outlets with reports, places with stories, most first."""

    outlets: list[NamedCount]
    places: list[NamedCount]


class EntryShape(msgspec.Struct, kw_only=True):
    """One line of the log."""

    position: int
    at: str
    by: str
    what: str
    subject: str
    chain: str


class LogAnswer(msgspec.Struct, kw_only=True):
    """Entries of the log; ``position`` is its last."""

    entries: list[EntryShape]
    position: int


# Lines of long work ---------------------------------------------------------------------------------------


class AddedLine(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What became of one report: kept (``outcome``), or left out (``reason``)."""

    outcome: Literal["new", "changed", "same"] | None = None
    report: str | None = None
    version: int | None = None
    location: str | None = None
    title: str | None = None
    reason: str | None = None
    error: Failure | None = None


class ProgressLine(msgspec.Struct, kw_only=True, omit_defaults=True):
    """How far the work is; the last line has ``account``, or ``error``."""

    stage: str | None = None
    done: int | None = None
    of: int | None = None
    account: int | None = None
    error: Failure | None = None
