"""Groups of frames while some are joined, or taken out of where they are, and frames that stand against each other.

Public: :class:`Groups`, :class:`Opposed`, :func:`brought_together`, :func:`by_group`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.claims.comparing.rivals import says
from firsthand.claims.frames import Frame
from firsthand.model.claim import DifferenceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposed:
    """Frames of two sides that cannot both be right, found over the whole story, and what each side says."""

    kind: DifferenceKind
    sides: tuple[tuple[int, ...], tuple[int, ...]]
    said: tuple[str, str]
    also: tuple[int, ...] = ()  #: frames that tell of the matter and are on neither side
    is_update: bool = False  #: what the first side says was so until what the second says


def brought_together(
    groups: Sequence[tuple[int, ...]], frames: Sequence[Frame], opposed: Sequence[Opposed]
) -> tuple[tuple[int, ...], ...]:
    """The groups with the sides of each opposition in one, and the rest of theirs left behind.

    Sides that meet in a group already stay as they are.
    """
    held = Groups(groups, frames)
    for pair in opposed:
        if not held.home(pair.sides[0]) & held.home(pair.sides[1]):
            held.gather(pair.sides[0][0], {i for side in (*pair.sides, pair.also) for i in side})
    return held.all()


def by_group(opposed: Sequence[Opposed], groups: Sequence[Sequence[int]]) -> dict[int, list[Opposed]]:
    """The oppositions of each group, by its number: those of which both sides have a frame there."""
    of = {i: number for number, group in enumerate(groups) for i in group}
    found: dict[int, list[Opposed]] = {}
    for pair in opposed:
        homes = [{of[i] for i in side if i in of} for side in pair.sides]
        for number in sorted(homes[0] & homes[1]):
            found.setdefault(number, []).append(pair)
    return found


class Groups:
    """Groups of frames while some are joined."""

    def __init__(self, groups: Sequence[tuple[int, ...]], frames: Sequence[Frame]) -> None:
        self._frames = frames
        self._members = {number: set(group) for number, group in enumerate(groups)}
        self._of = {i: number for number, group in enumerate(groups) for i in group}
        self._gathered: set[int] = set()

    def reports(self, frame: int) -> set[int]:
        """The reports of the frame's group."""
        return {self._frames[i].report for i in self._members[self._of[frame]]}

    def home(self, chosen: Iterable[int]) -> set[int]:
        """The numbers of the groups that some frames are in."""
        return {self._of[i] for i in chosen}

    def join(self, frame: int, other: int) -> None:
        """Bring the other frame's group to the frame's, where they are two."""
        here, there = self._of[frame], self._of[other]
        if here != there:
            gone = self._members.pop(there)
            self._members[here] |= gone
            self._of.update(dict.fromkeys(gone, here))

    def move(self, frame: int, other: int) -> None:
        """Take the frame out of its group and into the other frame's."""
        here, there = self._of[frame], self._of[other]
        if here != there:
            self._members[here].discard(frame)
            if not self._members[here]:
                del self._members[here]
            self._members[there].add(frame)
            self._of[frame] = there

    def saying(self, frame: int) -> set[int]:
        """The members of the frame's group that give its number; all of a group that was gathered."""
        if self._of[frame] in self._gathered:
            return set(self._members[self._of[frame]])
        number = self._frames[frame].quantity
        others = ((i, self._frames[i].quantity) for i in self._members[self._of[frame]])
        return {i for i, q in others if q is not None and number is not None and says(q, number)} | {frame}

    def gather(self, frame: int, chosen: set[int]) -> None:
        """Make the chosen frames one group, and leave the rest of theirs behind."""
        if len({self._of[i] for i in chosen}) < 2:
            return
        for i in sorted(chosen):
            group = self._members[self._of[i]]
            group.discard(i)
            if not group:
                del self._members[self._of[i]]
        fresh = max(self._members, default=-1) + 1
        self._members[fresh] = set(chosen)
        self._gathered.add(fresh)
        self._of.update(dict.fromkeys(chosen, fresh))

    def all(self) -> tuple[tuple[int, ...], ...]:
        return tuple(sorted(tuple(sorted(group)) for group in self._members.values()))
