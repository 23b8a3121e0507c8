"""Lineage: who has what from whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from firsthand.model.text import Span

PassageKind = Literal["prose", "quotation", "boilerplate"]
LinkKind = Literal["copies", "shares-copy", "credits", "relays"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words that two reports share, with exact offsets on both sides."""

    left: str  #: report id
    left_span: Span
    right: str  #: report id
    right_span: Span
    kind: PassageKind = "prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words of one report that show a link."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One edge of the lineage graph: ``source`` has something from ``target``.

    ``source`` is a report id; ``target`` a report id or the name of an outlet, agency or speaker
    outside the story. ``shares-copy`` has no direction.
    """

    source: str
    target: str
    kind: LinkKind
    evidence: tuple[Evidence, ...]
    confidence: float
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """What the reports of one story have from each other and from others."""

    links: tuple[Link, ...] = ()
    passages: tuple[Passage, ...] = ()
