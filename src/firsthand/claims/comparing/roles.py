"""Roles: who somebody is, as reports say it in a noun phrase beside the name ("Mayor Ann Poe", "Ann Poe, mayor of Oster").

Two such phrases have a name and a word in common and little else, and stand in sentences of any matter: that they
tell one thing is told by whom they are of and what they say. What else their sentences tell ("Mayor Ann Poe fled") is
no matter of theirs, or every report that has a mayor would tell that she fled.

Public: :func:`part_roles`.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.claims.comparing.groups import Groups
from firsthand.claims.frames import Frame
from firsthand.model.names import KnownNames


def part_roles(groups: Sequence[tuple[int, ...]], frames: Sequence[Frame]) -> tuple[tuple[int, ...], ...]:
    """The groups with the phrases by which several reports say one thing of one person together, and apart from all else.

    What says who somebody is in the same group stays with them: other phrases, and clauses ("Ann Poe is the
    mayor"). A phrase that one report alone has stays where it is and helps to join.

    Cost: linear in the frames.
    """
    known = KnownNames()
    person = {i: known.number(f.bearer) for i, f in enumerate(frames) if f.bearer}
    of: dict[tuple[int, str], list[int]] = {}
    for i, who in person.items():
        of.setdefault((who, frames[i].predicate[0]), []).append(i)
    shared = [phrases for phrases in of.values() if len({frames[i].report for i in phrases}) > 1]
    told_again = {i for phrases in shared for i in phrases}
    parted: list[tuple[int, ...]] = []
    for group in groups:
        rest = group
        for who in sorted({person[i] for i in told_again.intersection(group)}):
            posts = {frames[i].predicate[0] for i in group if person.get(i) == who}
            said = tuple(
                i for i in rest if person.get(i, who) == who and posts.intersection(frames[i].predicate)
            )
            rest = tuple(i for i in rest if i not in said)
            parted.append(said)
        parted += [rest] if rest else []
    held = Groups(parted, frames)
    for phrases in shared:
        for i in phrases[1:]:
            held.join(phrases[0], i)
    return held.all()
