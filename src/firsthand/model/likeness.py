"""How surely two stretches of text say one thing."""

from __future__ import annotations

from dataclasses import dataclass

#: From this chance on, two stretches are taken to say one thing: as many are wrongly parted as wrongly joined
#: where half of all pairs are one.
EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two stretches, how surely they say one thing, and why."""

    left: int  #: which stretch, as they were given
    right: int
    chance: float  #: in [0, 1], for pairs of which half say one thing
    reasons: tuple[
        tuple[str, float], ...
    ]  #: what moved it most, with what each adds to the odds (natural logarithm)

    @property
    def is_one(self) -> bool:
        """Whether the two are taken to say one thing."""
        return self.chance >= EVEN
