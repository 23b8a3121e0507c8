"""Frames: the assertions of one report, cut from its syntax, each with what it speaks of.

A *clause frame* is a predicate with its own words: subject, objects, adjuncts; clauses that hang from
it stand for themselves. A *quantity frame* is a number with what it counts, seen in its clause. Both
carry what alignment and comparison need and nothing that only one report's wording needs. A *time
frame* says when something happened, a *place frame* where: two reports may tell one day of one event
and nothing else alike.

The rooms: :mod:`words`, :mod:`frame`, :mod:`index`; what a tree says (:mod:`grammar`, :mod:`voices`, :mod:`times`); the
kinds of frames (:mod:`clauses`, :mod:`quantities`, :mod:`facets`, :mod:`nouns`); :mod:`cutting`, which brings them together.

Public: :func:`cut_frames`, :func:`phrase_frames`, :func:`is_content`, :func:`names_of_tokens`, :class:`Frame`, :class:`Tree`. Deliberately not here: any comparison with other reports.

Syntax follows Universal Dependencies v2.
"""

from __future__ import annotations

from firsthand.claims.frames.cutting import cut_frames
from firsthand.claims.frames.frame import Frame, FrameKind
from firsthand.claims.frames.index import QUOTED, Tree, names_of_tokens
from firsthand.claims.frames.nouns import phrase_frames
from firsthand.claims.frames.words import (
    CONDITIONS,
    CONTESTING,
    DENIALS,
    FALSEHOODS,
    LIGHT,
    NEGATIONS,
    PLANNING,
    REPORTS,
    STATING,
    TELLING,
    is_content,
)

__all__ = [
    "CONDITIONS",
    "CONTESTING",
    "DENIALS",
    "FALSEHOODS",
    "LIGHT",
    "NEGATIONS",
    "PLANNING",
    "QUOTED",
    "REPORTS",
    "STATING",
    "TELLING",
    "Frame",
    "FrameKind",
    "Tree",
    "cut_frames",
    "is_content",
    "names_of_tokens",
    "phrase_frames",
]
