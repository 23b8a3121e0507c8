"""The frame: one assertion of one report, before it is compared with any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from firsthand.model import Quantity, Span, TimeExpression
from firsthand.model.claim import Modality, Polarity

FrameKind = Literal["clause", "quantity", "time", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One assertion of one report, before it is compared with any other."""

    report: int  #: index of the reading
    kind: FrameKind
    span: Span
    sentence: int
    head: int  #: token index of the predicate, or of the counted noun
    predicate: tuple[str, ...]  #: lemmas of the predicate, outermost first
    words: tuple[str, ...]  #: lemmas of the content words, in order of the text
    core: tuple[str, ...]  #: lemmas of what is counted, or of subject and objects
    words_at: tuple[int, ...]  #: token indices of ``words``
    core_at: tuple[int, ...]  #: token indices of the core, in order of the text
    predicate_at: tuple[int, ...]  #: token indices of ``predicate``
    names: frozenset[str]  #: canonical names of the entities it mentions
    quantity: Quantity | None
    quantities: tuple[Quantity, ...]
    time: TimeExpression | None
    is_time_own: bool  #: the time stands in the clause itself, not in one that governs it
    is_time_sole: bool  #: and it is the only one there
    told_then: (
        Span | None
    )  #: the words that tell the matter with its time, where the time is said of nothing else
    polarity: Polarity
    modality: Modality
    attributions: tuple[int, ...]  #: indices of the attributions it stands in, innermost first
    clause: Span  #: the words of the whole clause (for a clause frame, its own span)
    doers_at: tuple[int, ...] = ()  #: token indices of who does it, through relative and participle clauses
    undergoers_at: tuple[int, ...] = ()  #: and of whom or what it is done to
    is_nominal: bool = False  #: a noun phrase that tells what a clause could ("the death of the driver"), or as ``is_telling``
    is_telling: bool = (
        False  #: only tells when, where or to whom somebody spoke ("the mayor wrote on Monday")
    )
    bearer: str = ""  #: the name of whoever a noun phrase says to hold an office or to be something
    denied: str = ""  #: the lemma that is negated, or the verb that denies
    denied_words: tuple[str, ...] = ()  #: lemmas of what a verb of denying or saying governs
    is_speech_denied: bool = False  #: says that somebody did not say it
    is_contested: bool = False  #: somebody denies what somebody else asserts, in so many words
    untold_by: frozenset[int] = (
        frozenset()
    )  #: attributions near it by which nobody tells it: deeds, and where it is added
    stated_by: str | None = None  #: the subject that states, expects or pledges it, where no attribution does

    @property
    def is_aside(self) -> bool:
        """Whether it says only who somebody is, or when or where they spoke: nobody reads a story for it."""
        return bool(self.bearer) or self.is_telling
