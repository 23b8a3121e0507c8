"""Lineage: who has what from whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from firsthand.model.text import Span

#: ``prose``: told in the same words. ``quotation``: both quote one speaker. ``translation``: one quotation
#: in two wordings. ``background``: an outlet's own earlier words. ``boilerplate``: what an outlet puts
#: under everything.
PassageKind = Literal["prose", "quotation", "translation", "background", "boilerplate"]
LinkKind = Literal["copies", "shares-copy", "credits", "relays"]
#: What kind of sharing a link between two reports is.
Sharing = Literal[
    "agency copy", "rewrite with credit", "copy with credit", "copy without credit", "sister editions"
]
AgencyBasis = Literal["credited", "outlet", "copied"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words that two reports share, with exact offsets on both sides."""

    left: str  #: report id
    left_span: Span
    right: str  #: report id
    right_span: Span
    kind: PassageKind = "prose"
    n_words: int = 0  #: words that both sides have, in order


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
    sharing: Sharing | None = None  #: None for links to names outside the story
    inferred: bool = False  #: the texts do not say it: it was concluded from wording, days or containment


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Who stands behind one report: its publisher, and the agency whose text it prints.

    ``basis``: the agency is ``credited``, is the ``outlet`` itself, or the text was ``copied`` from a report
    that credits it.
    """

    report: str
    publisher: str | None  #: one name for all outlets of a family; None when no outlet is known
    agency: str | None = None
    basis: AgencyBasis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """What the reports of one story have from each other and from others."""

    links: tuple[Link, ...] = ()
    passages: tuple[Passage, ...] = ()
    imprints: tuple[Imprint, ...] = ()  #: one for each report, in the story's order

    def sisters(self, a: str, b: str) -> bool:
        """Whether two reports are known to be of one publisher.

        Example:
            >>> rows = (Imprint(report="a", publisher="North Press"), Imprint(report="b", publisher=None))
            >>> Lineage(imprints=rows).sisters("a", "b"), Lineage(imprints=rows).sisters("a", "a")
            (False, True)
        """
        known = {p.report: p.publisher for p in self.imprints}
        return known.get(a) is not None and known.get(a) == known.get(b)
