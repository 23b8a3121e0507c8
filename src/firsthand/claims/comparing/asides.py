"""Asides: who somebody is, in a phrase beside the name, and when or where somebody spoke, beside what they said.

Two phrases that say who somebody is ("Mayor Ann Poe", "Ann Poe, mayor of Oster") have a name and a word in common
and little else, and stand in sentences of any matter: that they tell one thing is told by whom they are of and what
they say. What else their sentences tell ("Mayor Ann Poe fled") is no matter of theirs, or every report that has a
mayor would tell that she fled.

Public: :func:`part_asides`.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.claims.comparing.groups import Groups
from firsthand.claims.frames import TELLING, Frame
from firsthand.model.names import KnownNames


def part_asides(groups: Sequence[tuple[int, ...]], frames: Sequence[Frame]) -> tuple[tuple[int, ...], ...]:
    """The groups with asides apart from all else, and phrases that say one thing of one person together.

    Clauses that tell the same ("Ann Poe is the mayor", "the mayor made a statement on Monday") stay with them.

    Cost: linear in the frames.
    """
    known = KnownNames()
    parted: list[tuple[int, ...]] = []
    of: dict[tuple[int, str], list[int]] = {}
    for group in groups:
        phrases = [i for i in group if frames[i].bearer]
        posts = {frames[i].predicate[0] for i in phrases}
        verbs = TELLING if any(frames[i].is_telling for i in group) else frozenset()
        roles = [i for i in group if frames[i].bearer or posts.intersection(frames[i].predicate)]
        told = [i for i in group if i not in roles and verbs.intersection(frames[i].predicate)]
        rest = [i for i in group if i not in roles and i not in told]
        parted += (tuple(part) for part in (roles, told, rest) if part)
        for i in phrases:
            of.setdefault((known.number(frames[i].bearer), frames[i].predicate[0]), []).append(i)
    held = Groups(parted, frames)
    for phrases in of.values():
        for i in phrases[1:]:
            held.join(phrases[0], i)
    return held.all()
