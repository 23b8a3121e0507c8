"""In whose words a frame stands."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.claims.frames.frame import Frame
from firsthand.claims.frames.index import Index
from firsthand.claims.frames.words import STATING, TELLING
from firsthand.model import Span
from firsthand.model.outlets import is_media

HIGHEST = 20  #: steps up a tree to the clause that holds a word


def stated_by(index: Index, head: int) -> str | None:
    """The named subject of a verb by which one states, expects or pledges what follows."""
    if index.tokens[head].lemma.lower() not in STATING:
        return None
    subject = index.tree.child(head, "nsubj")
    return index.names.get(subject) if subject is not None else None


def attributions_of(index: Index, span: Span) -> tuple[int, ...]:
    """The attributions whose content holds the span, innermost first.

    Of two that hold the same words, people speak and media pass on.
    """
    holding = []
    for number, attribution in enumerate(index.reading.attributions):
        if any(part.contains(span) for part in attribution.content) and number not in index.acts:
            speaker = attribution.speaker
            passes_on = speaker is None or is_media(speaker.name)
            holding.append((passes_on, sum(len(part) for part in attribution.content), number))
    return tuple(number for *_, number in sorted(holding))


def untold(index: Index, frame: Frame) -> frozenset[int]:
    """The attributions by which nobody tells a frame: deeds, and the one to whose words the report adds it."""
    is_added = _is_added(index, frame.head, frame.attributions)
    return index.acts | {frame.attributions[0]} if is_added else index.acts


def _is_added(index: Index, head: int, numbers: Sequence[int]) -> bool:
    """Whether a clause beside a name adds the words to what a person says, in the report's telling: then the
    report says them.

    "She said help would go to Oro, which burned in May", "to Oro, a town that burned". Not between quotation
    marks, not where that clause names who tells it, and not of what a paper or an agency reports, whose
    background is its own.
    """
    if not numbers or index.is_quoted(index.tokens[head].start):
        return False
    attribution = index.reading.attributions[numbers[0]]
    if attribution.speaker is not None and is_media(attribution.speaker.name):
        return False
    tokens, tree = index.tokens, index.tree
    for step in range(HIGHEST):
        above = tokens[head].head
        if step and tokens[head].lemma.lower() in TELLING and tree.child(head, "nsubj") is not None:
            return False
        if above < 0 or not any(part.contains(tokens[above].span) for part in attribution.content):
            return False
        first = tree.subtree(head)[0]
        is_beside = (
            tree.relation(above) == "appos" or index.text_of(first) == "," or index.text_of(first - 1) == ","
        )
        if tokens[head].relation == "acl:relcl" and is_beside:
            return True
        head = above
    return False


def speaks(index: Index, head: int) -> int | None:
    """The attribution whose cue the token is of."""
    span = index.tokens[head].span
    for number, attribution in enumerate(index.reading.attributions):
        if any(part.overlaps(span) for part in attribution.cue):
            return None if number in index.acts else number
    return None
