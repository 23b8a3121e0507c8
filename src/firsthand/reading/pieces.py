"""Word pieces: words cut into the parts that the encoder knows.

Lower-cased WordPiece as BERT uses it (Wu et al. 2016; Devlin et al. 2019): normalise, part at marks,
then take the longest known part from the left. Checked against the ``tokenizers`` library when the
encoder is trained; done here because that library brings a network client with it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

UNKNOWN = 100
MAX_CHARS = 100  #: a longer word is unknown as a whole


class Pieces:
    """Cuts words by a vocabulary.

    Example:
        >>> Pieces(["[UNK]", "un", "##known", "word", "!"]).of("Unknown")
        [1, 2]
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._known: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        """The pieces of one word; ``UNKNOWN`` where nothing fits. Cost: quadratic in the word's length,
        which is bounded."""
        found = self._known.get(word)
        if found is None:
            found = [piece for part in _parts(word) for piece in self._cut(part)] or [UNKNOWN]
            if len(self._known) < 200_000:
                self._known[word] = found
        return found

    def _cut(self, part: str) -> list[int]:
        if len(part) > MAX_CHARS:
            return [UNKNOWN]
        out: list[int] = []
        start = 0
        while start < len(part):
            end = len(part)
            while end > start:
                piece = part[start:end] if start == 0 else "##" + part[start:end]
                number = self._ids.get(piece)
                if number is not None:
                    out.append(number)
                    break
                end -= 1
            else:
                return [UNKNOWN]
            start = end
        return out


def _parts(word: str) -> list[str]:
    """The word in lower case without accents and control characters, parted at marks and ideographs."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn").lower()
    parts: list[str] = []
    open_part = False
    for c in plain:
        if c in "\x00\ufffd" or (unicodedata.category(c).startswith("C") and c not in "\t\n\r"):
            continue
        if c.isspace():
            open_part = False
        elif _is_mark(c) or _is_ideograph(c):
            parts.append(c)
            open_part = False
        elif open_part:
            parts[-1] += c
        else:
            parts.append(c)
            open_part = True
    return parts


def _is_mark(c: str) -> bool:
    return (c.isascii() and not c.isalnum() and c.isprintable() and c != " ") or unicodedata.category(
        c
    ).startswith("P")


def _is_ideograph(c: str) -> bool:
    n = ord(c)
    return 0x4E00 <= n <= 0x9FFF or 0x3400 <= n <= 0x4DBF or 0x20000 <= n <= 0x2FA1F or 0xF900 <= n <= 0xFAFF
