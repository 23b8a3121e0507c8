"""The nouns. Frozen; no I/O; nothing but the standard library."""

from firsthand.model.account import Account, Moment
from firsthand.model.claim import Claim, Difference, Origin, OriginCount, Point, Value, When
from firsthand.model.lineage import Evidence, Lineage, Link, Passage, Provenance
from firsthand.model.reading import (
    Attribution,
    Entity,
    Meaning,
    Noise,
    Quantity,
    Reading,
    Speaker,
    TimeExpression,
    Token,
)
from firsthand.model.report import Issue, LeftOut, Report
from firsthand.model.story import Story
from firsthand.model.text import Span, cover

__all__ = [
    "Account",
    "Attribution",
    "Claim",
    "Difference",
    "Entity",
    "Evidence",
    "Issue",
    "LeftOut",
    "Lineage",
    "Link",
    "Meaning",
    "Moment",
    "Noise",
    "Origin",
    "OriginCount",
    "Passage",
    "Point",
    "Provenance",
    "Quantity",
    "Reading",
    "Report",
    "Span",
    "Speaker",
    "Story",
    "TimeExpression",
    "Token",
    "Value",
    "When",
    "cover",
]
