"""Nouns that name happenings, and the verbs that tell the same: death, die; acquisition, acquire.

Public: :func:`happening`.

Source: WordNet 3.0 (Princeton University), derivational links; made by ``training/happenings.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def _table() -> Mapping[str, tuple[str, ...]]:
    text = resources.files("firsthand.claims").joinpath("happenings.txt").read_text("utf-8")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {noun: tuple(verbs) for noun, *verbs in rows}


def happening(noun: str) -> tuple[str, ...] | None:
    """The verbs that tell what the noun names; empty where it has none; None where it names no happening.

    Example:
        >>> happening("death"), happening("table")
        (('die',), None)
    """
    return _table().get(noun)
