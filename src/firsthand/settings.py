"""Settings: what a user may choose. Everything else is the method."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Choices for one run. ``reader`` names the reader that takes the seat."""

    reader: str = "trained"
