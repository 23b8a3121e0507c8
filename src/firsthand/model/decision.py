"""Decisions: what a person has settled about points, stories, speakers and sources.

A decision speaks of words in reports, never of the numbers that one run gave to points and claims: so
it holds after the reports are read again and when new ones come. Words are anchored as in the W3C Web
Annotation model: by position, and by what stands there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from firsthand.model.text import Span

#: Reliability of a source after the Admiralty code (NATO AJP-2.1): A reliable, B usually, C fairly,
#: D not usually, E unreliable, F cannot be judged. Set by people only; no rating is built in.
Reliability = Literal["A", "B", "C", "D", "E", "F"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words of one report: where they stood, and what they were."""

    report: str
    start: int
    end: int
    words: str

    def find(self, text: str) -> Span | None:
        """Where the words stand in ``text``, nearest to where they stood; None when they are gone.

        Example:
            >>> Anchor(report="r", start=0, end=4, words="Rain").find("Late on: Rain fell")
            Span(start=9, end=13)
        """
        if self.words and text[self.start : self.end] == self.words:
            return Span(self.start, self.end)
        best: int | None = None
        at = text.find(self.words) if self.words else -1
        while at >= 0:
            if best is None or abs(at - self.start) < abs(best - self.start):
                best = at
            at = text.find(self.words, at + 1)
        return None if best is None else Span(best, best + len(self.words))


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPoints:
    """The points that these claims stand in are one matter."""

    claims: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPoint:
    """These claims are a matter of their own, apart from the point they stand in."""

    claims: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """These words give no claim: they are noise, or what was read from them is wrong."""

    words: Anchor
    as_noise: bool = False  #: no part of the report (an advert, a caption of another picture)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSpeaker:
    """This claim comes from ``name``, through ``via`` (nearest to the origin first)."""

    claim: Anchor
    name: str
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RateSource:
    """How reliable a source (an outlet, an agency, a speaker) is held to be; None takes the rating back.

    A rating is shown beside the source wherever it is named; it changes no count and no status.
    """

    source: str
    reliability: Reliability | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinStories:
    """These reports, and the stories they stand in, are one story."""

    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartStory:
    """These reports are a story of their own, apart from the one they stand in."""

    reports: tuple[str, ...]


Action = JoinPoints | PartPoint | SetAside | NameSpeaker | RateSource | JoinStories | PartStory

#: The name of each action wherever it is written down; never changed once released.
ACTIONS: Mapping[str, type[Action]] = MappingProxyType(
    {
        "join-points": JoinPoints,
        "part-point": PartPoint,
        "set-aside": SetAside,
        "name-speaker": NameSpeaker,
        "rate-source": RateSource,
        "join-stories": JoinStories,
        "part-story": PartStory,
    }
)


def action_name(action: Action) -> str:
    """The name of an action.

    Example:
        >>> action_name(PartStory(reports=("a",)))
        'part-story'
    """
    return next(name for name, kind in ACTIONS.items() if type(action) is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One action of a person: who, when, why; and whether it was undone."""

    id: str
    action: Action
    by: str
    at: str  #: ISO 8601, UTC
    reason: str = ""
    undone_by: str | None = None
    undone_at: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the decision is in force."""
        return self.undone_at is None
