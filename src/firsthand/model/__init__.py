"""The nouns. Frozen; no I/O; nothing but the standard library."""

from firsthand.model.account import Account, Moment
from firsthand.model.claim import Claim, Difference, Origin, OriginCount, Point, Value, When
from firsthand.model.lineage import Evidence, Lineage, Link, Passage
from firsthand.model.reading import (
    Attribution,
    Entity,
    Noise,
    Quantity,
    Reading,
    Speaker,
    TimeExpression,
    Token,
)
from firsthand.model.report import Issue, LeftOut, Report
from firsthand.model.story import Card, Placement, Story, StoryChange
from firsthand.model.text import Span, cover

__all__ = [
    "Account",
    "Attribution",
    "Card",
    "Claim",
    "Difference",
    "Entity",
    "Evidence",
    "Issue",
    "LeftOut",
    "Lineage",
    "Link",
    "Moment",
    "Noise",
    "Origin",
    "OriginCount",
    "Passage",
    "Placement",
    "Point",
    "Quantity",
    "Reading",
    "Report",
    "Span",
    "Speaker",
    "Story",
    "StoryChange",
    "TimeExpression",
    "Token",
    "Value",
    "When",
    "cover",
]
