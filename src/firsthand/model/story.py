"""Story: the reports of one event, and why each stands there."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.model.report import Report

OPENING_WORDS = 14  #: of a text that stand for a title where there is none
MAX_OPENING = 600  #: characters in which these are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Why a report stands in its story: the report it is likest there, and what the two share.

    ``likest`` is None for a report that stands alone; ``names`` and ``words`` are then what it shares with
    the report nearest to it, if any is near. ``likeness`` is in (0, 1]; ``days_apart`` is None where a day
    is not known. Names and words are in the form in which they are compared, the weightiest first; ``days_named`` are days of the year (``MM-DD``) that both texts name. ``copy_of`` is
    the first report with all or nearly all the same words, or None for that report itself.
    """

    report: str
    likest: str | None = None
    likeness: float = 0.0
    days_apart: int | None = None
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    days_named: tuple[str, ...] = ()
    copy_of: str | None = None

    @property
    def reason(self) -> str:
        """The placement in words."""
        shared = ", ".join((*self.names, *self.words))
        if self.likest is None:
            return (
                f"alone: shares {shared} with the nearest report, too little for one story"
                if shared
                else "alone: no other report shares enough of its words"
            )
        return "shares " + (shared or "the same words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A set of reports on one happening.

    ``reports`` are ids in order of publication, then of id. ``start`` and ``end`` are days
    (``YYYY-MM-DD``) or None. ``reasons`` says for each report what placed it here, in words; ``placements``,
    where known, says it as data.
    """

    id: str  #: made from the first report: it stays while later reports come
    title: str
    start: str | None
    end: str | None
    reports: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...] = ()
    placements: tuple[Placement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryChange:
    """What reports that came later did to a story.

    ``kind``: ``new``, ``grown``, ``joined`` (reports of several stories are now one), ``split`` (it has
    some of the reports of a story whose others are elsewhere now). ``before`` are the ids of the stories
    that its reports stood in.
    """

    kind: str
    story: str
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is kept of a report when its text is not: enough to name it."""

    id: str
    title: str  #: its own, else its first words; one line
    outlet: str | None = None
    published: str | None = None

    @classmethod
    def of(cls, report: Report) -> Card:
        """The card of a report.

        Example:
            >>> Card.of(Report(id="1", text="A word " * 20)).title
            'A word A word A word A word A word A word A word …'
        """
        title = " ".join((report.title or "").split())
        if not title:
            opening = report.text[:MAX_OPENING].split()
            title = " ".join(opening[:OPENING_WORDS]) + (" …" if len(opening) > OPENING_WORDS else "")
        return cls(id=report.id, title=title, outlet=report.outlet, published=report.published)

    @property
    def published_day(self) -> str | None:
        """The day of publication as ``YYYY-MM-DD``, or None when it is not known to the day."""
        return self.published[:10] if self.published and len(self.published) >= 10 else None
