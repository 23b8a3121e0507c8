"""What is kept of a report as a row of plain values, for a file or another process, and back.

Public: :func:`packed`, :func:`unpacked`.
"""

from __future__ import annotations

from array import array
from sys import intern
from typing import Any

from firsthand.model import Card
from firsthand.stories.features import Kept, Traits


def packed(kept: Kept) -> list[Any]:
    """A row that MessagePack can hold."""
    card, traits = kept.card, kept.traits
    return [
        [card.id, card.title, card.outlet, card.published],
        kept.words,
        kept.is_titled,
        kept.heading,
        traits.day,
        traits.terms.tobytes(),
        traits.weights.tobytes(),
        traits.keys,
        traits.key_weights.tobytes(),
        traits.names,
        traits.days_named,
        kept.prints.tobytes(),
    ]


def unpacked(row: list[Any]) -> Kept:
    """What a row was made of. Words that reports share are held once."""
    (identifier, title, outlet, published), words, is_titled, heading, day, *rest = row
    terms, weights, keys, key_weights, names, days_named, prints = rest
    return Kept(
        card=Card(id=identifier, title=title, outlet=outlet and intern(outlet), published=published),
        words=words,
        is_titled=is_titled,
        heading=tuple(map(intern, heading)),
        traits=Traits(
            day=day,
            terms=array("I", terms),
            weights=array("f", weights),
            keys=tuple(map(intern, keys)),
            key_weights=array("f", key_weights),
            names=tuple(map(intern, names)),
            days_named=tuple(map(intern, days_named)),
        ),
        prints=array("I", prints),
    )
