"""Which language a text is in, as far as reading needs to know: English or not.

Public: :func:`language_of`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_FREQUENT = {
    "en": frozenset(
        "the of and to in that is was for on with said as by it at from he his has have be not are".split()
    ),
    "de": frozenset(
        "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch".split()
    ),
    "fr": frozenset("le la les des et en un une du que est pour dans qui sur au par pas plus avec".split()),
    "es": frozenset("el la los las de que y en un una del por con para se su al lo como más".split()),
    "it": frozenset("il la di che e in un una per del della con non sono è le dei gli alla nel".split()),
    "pt": frozenset("o a os as de que e em um uma do da para com não por no na se mais".split()),
    "nl": frozenset("de het een en van in is dat op te zijn met voor niet aan er om die".split()),
}
_SCRIPTS = {"CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "GREEK": "el", "DEVANAGARI": "hi", "THAI": "th"}  # fmt: skip
_LAST_LATIN = "\u024f"
LEAST_LETTERS = 20  #: of a text whose language is told


def language_of(text: str) -> str | None:
    """The likeliest language as ISO 639-1, None when the text is too short or fits none known.

    Example:
        >>> language_of("The dam held, and the people of the town went home on Friday with what they had.")
        'en'
    """
    sample = text[:6000]
    if any(c > _LAST_LATIN and c.isalpha() for c in set(sample)):
        letters = list(filter(str.isalpha, sample))[::3]
        foreign = [c for c in letters if c > _LAST_LATIN]
        if len(foreign) > 0.4 * len(letters) and sum(map(str.isalpha, sample)) >= LEAST_LETTERS:
            names = [unicodedata.name(c, "").split(" ")[0] for c in foreign[:200]]
            top = max(sorted(set(names)), key=names.count)
            return _SCRIPTS.get(top)
    if sum(map(str.isalpha, sample[:200])) < LEAST_LETTERS > sum(map(str.isalpha, sample)):
        return None
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = Counter(words)
    scores = {code: sum(counts.get(w, 0) for w in frequent) for code, frequent in _FREQUENT.items()}
    best = max(sorted(scores), key=lambda code: scores[code])
    return best if scores[best] >= max(2, 0.08 * len(words)) else None
