"""Marks that were decoded wrong ("â\x80\x99" for "’"), read as what they were.

UTF-8 that somebody took for Latin-1 or Windows-1252 has three characters in place of a quotation mark, an
apostrophe or a dash. A report's text is kept as it came, since every span points into it; whoever reads it
reads :func:`unscrambled`, which has the same length. Letters ("Ã©" for "é") stay as they are.

Public: :func:`unscrambled`.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: What "“”‘’–—…" and their like became; a short ending behind an apostrophe, which moves up to it.
_MARK = re.compile("(?:â[\x80€].|Â[\xa0\xab\xbb])((?<=[\x99™])(?:s|t|re|ve|ll|d|m)\\b)?", re.DOTALL)
_OPENING = frozenset("“‘«")


def unscrambled(text: str) -> str:
    """The text with its scrambled marks as marks and blanks: as long as the text, every other place the same.

    Blanks stand before a mark that opens and behind any other; what ends a word ("’s") comes before them.

    Cost: one search for a letter where there is nothing to mend, else linear.

    Example:
        >>> unscrambled("â\x80\x9cNo,â\x80\x9d said Oroâ\x80\x99s aide.")
        '  “No,”   said Oro’s   aide.'
    """
    return _mended(text) if "â" in text or "Â" in text else text


@lru_cache(maxsize=256)
def _mended(text: str) -> str:
    return _MARK.sub(_mark, text)


def _mark(found: re.Match[str]) -> str:
    ending = found[1] or ""
    scrambled = found.group()[: len(found.group()) - len(ending)]
    for encoding in ("latin-1", "cp1252"):
        try:
            mark = scrambled.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        blanks = " " * (len(scrambled) - len(mark))
        if len(mark) == 1 and not mark.isalnum():
            return blanks + mark + ending if mark in _OPENING else mark + ending + blanks
    return found.group()
