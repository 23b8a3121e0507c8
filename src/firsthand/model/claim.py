"""Claim, origin, point, difference: what reports assert and how it compares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from firsthand.model.text import Span

Polarity = Literal["affirmed", "denied"]
Modality = Literal["stated", "planned", "possible", "estimated"]
Status = Literal["corroborated", "relayed", "differs", "disputed", "single"]
DifferenceKind = Literal["value", "time", "polarity", "name", "attribution"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """The number a claim states, with its bounds (see ``Quantity``)."""

    value: float | int | None
    low: float | int | None
    high: float | int | None
    change: str = "="
    unit: str = "-"
    counted: str | None = None  #: the words that name what is counted


@dataclass(frozen=True, slots=True)
class When:
    """When the matter happened or holds: TIMEX3 value and type."""

    value: str
    type: str
    words: Span | None = None  #: the words of the report that state it
    told: Span | None = (
        None  #: the words that tell the matter with it; None where it is said of something else
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who a claim first comes from, and through whom it was relayed (nearest to the origin first).

    ``own_voice`` marks a report that tells the matter itself and names nobody: the origin is then
    its outlet (or the agency whose text it prints).
    """

    name: str
    entity: str | None = None
    via: tuple[str, ...] = ()
    own_voice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An assertion in one report, in its exact words: ``text == report.text[start:end]``."""

    id: str
    report: str
    span: Span
    text: str
    sentence: Span
    origin: Origin | None = None
    value: Value | None = None
    time: When | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "stated"
    opinion: bool = False  #: says what somebody feels or holds of a matter, and nothing that could be checked
    decided: tuple[str, ...] = ()  #: ids of the decisions that shaped it (``Account.decisions``)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How the claims of one point differ: groups of claim ids that agree among themselves."""

    kind: DifferenceKind
    groups: tuple[tuple[str, ...], ...]
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginCount:
    """How many independent origins stand behind a point, with bounds and reasons.

    ``least`` counts only what must be distinct, ``most`` what may be. ``reasons`` says, for each
    merge of two origins, why they count as one.
    """

    least: int
    most: int
    names: tuple[str, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a pronoun of a statement stands for, in words of the same report."""

    pronoun: Span
    words: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Who says all that a point's statement says, or of a number, a time or a place that, and enough of what is said of it.

    The point's other claims tell part of it, something near it, or the contrary. Status and origins are those of
    the claims that say it, with those that are at odds where reports differ.
    """

    claims: tuple[str, ...]  #: ids of those that say it, that of the statement's claim among them
    status: Status
    origins: OriginCount
    is_of_part: bool = False  #: some say no more than the words of the statement's claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One matter on which reports make claims. ``statement`` is the words of one report."""

    id: str
    statement: str
    statement_claim: str  #: id of the claim whose report gave the statement
    statement_span: Span
    kind: str  #: quantity, event, time, place, statement, state, denial, name
    status: Status
    origins: OriginCount
    claims: tuple[Claim, ...]
    differences: tuple[Difference, ...] = ()
    developed: bool = False  #: values differ because later reports update earlier ones
    joins: tuple[str, ...] = ()  #: for each join of two claims, why
    decided: tuple[str, ...] = ()  #: ids of the decisions that shaped it (``Account.decisions``)
    antecedents: tuple[Antecedent, ...] = ()  #: of pronouns in the statement that nothing in it explains
    support: Support | None = None  #: who says all that the statement says; None where every claim does
    strand: str = ""  #: id of the weightiest point that is told together with it; its own where it leads

    @property
    def says(self) -> frozenset[str]:
        """Ids of the claims that say all that the statement says."""
        return frozenset(self.support.claims if self.support else (c.id for c in self.claims))

    @property
    def as_stated(self) -> Point:
        """The point as far as its statement goes: the claims that say it or are at odds, their status and origins."""
        if self.support is None:
            return self
        kept = self.says.union(*(group for d in self.differences for group in d.groups))
        return replace(
            self,
            claims=tuple(c for c in self.claims if c.id in kept),
            status=self.support.status,
            origins=self.support.origins,
            support=None,
        )
