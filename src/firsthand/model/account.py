"""Account: what all reports of a story come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from firsthand.model.claim import Point
from firsthand.model.decision import Decision
from firsthand.model.lineage import Lineage
from firsthand.model.reading import Reading
from firsthand.model.story import Story


@dataclass(frozen=True, slots=True)
class Moment:
    """One row of the timeline: a TIMEX3 value and the points that happened then."""

    value: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One story, told by its points, with everything needed to check it."""

    story: Story
    readings: tuple[Reading, ...]  #: one for each report, in the story's order
    points: tuple[Point, ...]
    lineage: Lineage
    timeline: tuple[Moment, ...]
    method: Mapping[str, Any]  #: version, models, settings
    decisions: tuple[Decision, ...] = ()  #: what people settled, as far as it touches this story
