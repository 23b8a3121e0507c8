"""Patterns over tokens: regular expressions whose letters are classes of words.

Every token is turned into one letter that stands for the set of word classes it belongs to; a report
becomes a string of such letters. A pattern is written with the names of the classes and compiled to
an ordinary regular expression over these letters, so that matching runs at the speed of ``re`` and a
person reads ``month day ','? year`` rather than code.

Notation:

* ``month`` (lower case) – a token of that class;
* ``'of'`` – that very word, in any capitals;
* ``NUMBER`` (upper case) – another pattern, by name;
* ``<n: … >`` – a part to be asked for later by its name;
* ``( … )``, ``|``, ``?`` – as in regular expressions;
* ``*`` – none, or up to ``MOST`` times.

Matching is linear: a pattern is tried at a token once, and can reach only so many tokens ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_PIECE = re.compile(r"'[^']+'|[a-z_][a-z_0-9]*|[A-Z_]+|<[a-z_]+:|[>()|?*]|\s+")
_FIRST_LETTER = 0x4E00  #: letters come from a block without meaning to ``re``
MOST = 11  #: how often ``*`` repeats: "nine hundred and ninety-nine million …" is shorter
OTHER = "."  #: letter of a token that is in no class


class Alphabet:
    """The letters: which sets of classes there are, and which letter each token has.

    Not a dataclass: it is filled while patterns are compiled and only read afterwards.

    Example:
        >>> alphabet = Alphabet({"month": ("march", "april")}, {}, ("month 'of'",))
        >>> alphabet.encode("april") == alphabet.encode("march") != OTHER
        True
        >>> alphabet.encode("table")
        '.'
    """

    def __init__(
        self,
        classes: Mapping[str, Iterable[str]],
        macros: Mapping[str, str],
        patterns: Iterable[str],
        numeric: Iterable[frozenset[str]] = (),
    ) -> None:
        self._macros = macros
        of_word: dict[str, set[str]] = {}
        for name, words in classes.items():
            for word in words:
                of_word.setdefault(word, set()).add(name)
        for pattern in (*patterns, *macros.values()):
            for piece in _PIECE.findall(pattern):
                if piece[0] == "'":
                    of_word.setdefault(piece[1:-1], set()).add(piece)
        self._letters: dict[frozenset[str], str] = {}
        self._words = {word: self.letter(frozenset(names)) for word, names in of_word.items()}
        for names in numeric:
            self.letter(names)

    def letter(self, names: frozenset[str]) -> str:
        """The letter of a set of classes; a new one the first time."""
        return self._letters.setdefault(names, chr(_FIRST_LETTER + len(self._letters)))

    def encode(self, word: str) -> str:
        """The letter of a word in lower case."""
        return self._words.get(word, OTHER)

    def words(self) -> Mapping[str, str]:
        """Every word that has a letter, with its letter."""
        return self._words

    def _set(self, name: str) -> str:
        letters = sorted(letter for names, letter in self._letters.items() if name in names)
        if not letters:
            raise ValueError(f"no word is of class {name}: a pattern that asks for it can never match")
        return f"[{''.join(letters)}]"

    def source(self, pattern: str) -> str:
        """The regular expression that ``pattern`` stands for."""
        parts = []
        covered = 0
        for found in _PIECE.finditer(pattern):
            if found.start() != covered:
                raise ValueError(f"cannot read {pattern[covered:]!r} in the pattern {pattern!r}")
            covered = found.end()
            piece = found.group()
            if piece.isspace():
                continue
            if piece[0] == "<":
                parts.append(f"(?P<{piece[1:-1]}>")
            elif piece == ">":
                parts.append(")")
            elif piece == "(":
                parts.append("(?:")
            elif piece == "*":
                parts.append(f"{{0,{MOST}}}")
            elif piece in ")|?":
                parts.append(piece)
            elif piece.isupper():
                parts.append(f"(?:{self.source(self._macros[piece])})")
            else:
                parts.append(self._set(piece))
        if covered != len(pattern):
            raise ValueError(f"cannot read {pattern[covered:]!r} in the pattern {pattern!r}")
        return "".join(parts)

    def compile(self, pattern: str) -> re.Pattern[str]:
        """``pattern`` as a compiled regular expression over letters."""
        return re.compile(self.source(pattern))

    def openers(self, compiled: re.Pattern[str]) -> frozenset[str]:
        """The letters that a match of ``compiled`` can begin with."""
        return _first(compiled.pattern, 0)[0]


def _first(source: str, at: int) -> tuple[frozenset[str], bool, int]:
    """Walk the alternation that begins at ``at``: its first letters, whether it may be empty, its end."""
    letters: set[str] = set()
    may_be_empty = False
    empty_so_far = True
    while at < len(source) and source[at] != ")":
        if source[at] == "|":
            may_be_empty |= empty_so_far
            empty_so_far = True
            at += 1
            continue
        if source[at] == "[":
            end = source.index("]", at)
            here, empty, at = frozenset(source[at + 1 : end]), False, end + 1
        else:
            inner = source.index(">", at) + 1 if source.startswith("(?P", at) else at + len("(?:")
            here, empty, close = _first(source, inner)
            at = close + 1
        if at < len(source) and source[at] in "?{":
            empty = True
            at = at + 1 if source[at] == "?" else source.index("}", at) + 1
        if empty_so_far:
            letters |= here
        empty_so_far = empty_so_far and empty
    return frozenset(letters), may_be_empty or empty_so_far, at
