"""Ratings: how reliable people hold sources to be. Theirs alone: none is built in.

Public: :class:`Ratings`, :func:`parse_ratings`, :func:`rated_by`, :data:`RELIABILITY`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from firsthand.model.decision import Decision, RateSource
from firsthand.model.names import fold
from firsthand.model.outlets import outlet_name

#: The reliability of a source in the words of the Admiralty code (NATO AJP-2.1).
RELIABILITY: Mapping[str, str] = MappingProxyType(
    {
        "A": "reliable",
        "B": "usually reliable",
        "C": "fairly reliable",
        "D": "not usually reliable",
        "E": "unreliable",
        "F": "cannot be judged",
    }
)


@dataclass(frozen=True, slots=True)
class Ratings:
    """A person's list of sources (outlets, agencies, speakers), each with a letter of ``RELIABILITY``.

    Example:
        >>> ratings = parse_ratings("B  Harbour Post")
        >>> ratings.of("harbour post"), ratings.of("Northern Wire")
        ('B', None)
    """

    letters: Mapping[str, str] = field(default_factory=dict)  #: folded name → letter
    names: tuple[str, ...] = ()  #: the sources as they were written down

    def of(self, source: str) -> str | None:
        """The letter of a source by its name, in any spelling of case, accents and marks; None if not rated."""
        return self.letters.get(fold(outlet_name(source)))


def rated_by(decisions: Sequence[Decision]) -> Ratings:
    """The ratings that people decided on, each source's last one."""
    letters: dict[str, str] = {}
    names: dict[str, str] = {}
    for decision in decisions:
        if isinstance(decision.action, RateSource) and decision.holds:
            key = fold(outlet_name(decision.action.source))
            letters.pop(key, None)
            names[key] = decision.action.source
            if decision.action.reliability:
                letters[key] = decision.action.reliability
    return Ratings(MappingProxyType(letters), tuple(names[key] for key in letters))


def parse_ratings(text: str) -> Ratings:
    """Ratings from lines of a letter, blanks or a tab, and the name of a source.

    Blank lines and those that begin with ``#`` are passed over.

    Raises:
        ValueError: A line has another form, or rates a source again and otherwise; the message names it.

    Example:
        >>> parse_ratings("# ours\\nA\\tCoast Guard of Oro").names
        ('Coast Guard of Oro',)
        >>> parse_ratings("good Harbour Post")
        Traceback (most recent call last):
        ValueError: line 1: found 'good Harbour Post', expected a letter from A (reliable) to F (cannot be judged) \
and then the name of a source, as in: B  Harbour Post
    """
    letters: dict[str, str] = {}
    lines: dict[str, int] = {}
    names = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        letter, _, source = line.strip().replace("\t", " ").partition(" ")
        source = " ".join(source.split())
        key = fold(outlet_name(source))
        if letter not in RELIABILITY or not key:
            raise ValueError(
                f"line {number}: found {line.strip()[:60]!r}, expected a letter from A (reliable) to F (cannot be "
                "judged) and then the name of a source, as in: B  Harbour Post"
            )
        if letters.get(key, letter) != letter:
            raise ValueError(
                f"line {number}: {source!r} is {letter} here and {letters[key]} on line {lines[key]}; keep one of the two"
            )
        if key not in letters:
            names.append(source)
        letters[key], lines[key] = letter, number
    return Ratings(MappingProxyType(letters), tuple(names))
