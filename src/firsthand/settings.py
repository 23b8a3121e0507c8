"""Settings: what a user may choose. Everything else is the method.

The only reader of files and environment among the stages' neighbours: what a file says is handed to them
as values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path

from firsthand.errors import SettingsError
from firsthand.model import Ratings, parse_ratings
from firsthand.model.outlets import Families, parse_families


@lru_cache(maxsize=1)
def shipped_families() -> Families:
    """The families that ship with the package (``families.tsv``, with source and date)."""
    return parse_families(resources.files("firsthand").joinpath("families.tsv").read_text("utf-8"))


def load_families(path: str | Path) -> Families:
    """The shipped families and those of a file of the same form, whose rows overrule.

    Raises:
        SettingsError: The file cannot be read, or a line has another form.
    """
    try:
        return shipped_families() + parse_families(Path(path).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {error}") from error


def load_ratings(path: str | Path) -> Ratings:
    """A user's list of how reliable sources are (see ``parse_ratings`` for its form).

    Raises:
        SettingsError: The file cannot be read, or a line has another form.
    """
    try:
        return parse_ratings(Path(path).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Choices for one run.

    ``reader`` names the reader that takes the seat; ``families`` says which outlets have one publisher.
    """

    reader: str = "trained"
    families: Families = field(default_factory=shipped_families)
