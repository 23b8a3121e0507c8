"""The nouns. Frozen; no I/O; nothing but the standard library."""

from firsthand.model.account import Account, Moment
from firsthand.model.changes import AccountChanges, PointChange, changes
from firsthand.model.claim import Antecedent, Claim, Difference, Origin, OriginCount, Point, Value, When
from firsthand.model.custody import Original, Taken
from firsthand.model.decision import (
    ACTIONS,
    Action,
    Anchor,
    Decision,
    JoinPoints,
    JoinStories,
    NameSpeaker,
    PartPoint,
    PartStory,
    RateSource,
    Reliability,
    SetAside,
    action_name,
)
from firsthand.model.likeness import Likeness
from firsthand.model.lineage import Evidence, Imprint, Lineage, Link, Passage
from firsthand.model.ratings import RELIABILITY, Ratings, parse_ratings, rated_by
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
from firsthand.model.story import Card, Placement, Story, StoryChange
from firsthand.model.text import Span, cover
from firsthand.model.wording import WordingChange, wording_changes

__all__ = [
    "ACTIONS",
    "RELIABILITY",
    "Account",
    "AccountChanges",
    "Action",
    "Anchor",
    "Antecedent",
    "Attribution",
    "Card",
    "Claim",
    "Decision",
    "Difference",
    "Entity",
    "Evidence",
    "Imprint",
    "Issue",
    "JoinPoints",
    "JoinStories",
    "LeftOut",
    "Likeness",
    "Lineage",
    "Link",
    "Meaning",
    "Moment",
    "NameSpeaker",
    "Noise",
    "Origin",
    "OriginCount",
    "Original",
    "PartPoint",
    "PartStory",
    "Passage",
    "Placement",
    "Point",
    "PointChange",
    "Quantity",
    "RateSource",
    "Ratings",
    "Reading",
    "Reliability",
    "Report",
    "SetAside",
    "Span",
    "Speaker",
    "Story",
    "StoryChange",
    "Taken",
    "TimeExpression",
    "Token",
    "Value",
    "When",
    "WordingChange",
    "action_name",
    "changes",
    "cover",
    "parse_ratings",
    "rated_by",
    "wording_changes",
]
