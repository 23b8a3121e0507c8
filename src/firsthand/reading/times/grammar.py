"""The grammar put together: all rules in order, compiled, and indexed by the letter they begin with.

At a token the longest match wins, then the earlier rule.
"""

from __future__ import annotations

import re
from functools import lru_cache

from firsthand.reading.times import dates, lengths, periods, references
from firsthand.reading.times import words as w
from firsthand.reading.times.classes import CLASSES, MACROS, NUMERIC_SETS, numeric_kind
from firsthand.reading.times.patterns import OTHER, Alphabet
from firsthand.reading.times.rules import Rule

#: Every rule; of two that match equally long, the earlier wins.
RULES = (*dates.RULES, *periods.RULES, *lengths.RULES, *references.RULES)

#: What may stand before an expression and belongs to it.
PREFIX = (
    "<bound:bound 'exactly'? | 'more' 'than' | 'less' 'than' | 'fewer' 'than' | 'no' ('more' | 'less'"
    " | 'fewer') 'than' | 'at' ('least' | 'most') | 'up' 'to' | 'as' ('much' | 'many' | 'long'"
    " | 'little' | 'few') 'as' | 'well' 'over' | 'just' ('over' | 'under')>"
    " | <edge:('the' 'very'?)? edge_noun 'of' | edge hyphen? ('in' | 'on')?>"
    " | <beside:('the' | article)? 'day' ('before' | 'after')>"
)

ALPHABET = Alphabet(CLASSES, MACROS, (PREFIX, *(r.pattern for r in RULES)), NUMERIC_SETS.values())
COMPILED = tuple((r, ALPHABET.compile(r.pattern)) for r in RULES)
PREFIX_PATTERN = ALPHABET.compile(PREFIX)

_OPENERS: dict[str, list[tuple[Rule, re.Pattern[str]]]] = {}
for _rule, _compiled in COMPILED:
    for _letter in ALPHABET.openers(_compiled):
        _OPENERS.setdefault(_letter, []).append((_rule, _compiled))
#: For each letter, the rules that can begin with it, in the grammar's order.
OPENERS = {letter: tuple(rules) for letter, rules in _OPENERS.items()}
PREFIX_LETTERS = ALPHABET.openers(PREFIX_PATTERN)


def _unnamed(compiled: re.Pattern[str]) -> str:
    return re.sub(r"\?P<\w+>", "?:", compiled.pattern)


#: The letters with which an expression can begin.
BEGINNINGS = "".join(sorted({*OPENERS, *PREFIX_LETTERS}))


@lru_cache(maxsize=len(BEGINNINGS))
def any_from(letter: str) -> re.Pattern[str]:
    """Whether anything that begins with the letter matches: one question in place of many.

    Compiled when a text asks first: most texts ask for few of the letters.
    """
    patterns = [_unnamed(compiled) for _, compiled in OPENERS.get(letter, ())]
    if letter in PREFIX_LETTERS:
        patterns.append(f"(?:{_unnamed(PREFIX_PATTERN)})[{''.join(OPENERS)}]")
    return re.compile("|".join(patterns))


NUMERIC_LETTERS = {kind: ALPHABET.letter(names) for kind, names in NUMERIC_SETS.items()}

#: Each word as it may stand in the text (lower, Title, UPPER), with its letter.
SURFACES: dict[str, str] = {}
for _word, _letter in ALPHABET.words().items():
    for _form in (_word.capitalize(), _word.upper(), _word):
        if _form == _word and _word in w.CASED and _word[0].isalpha():
            continue
        SURFACES[_form] = _letter


@lru_cache(maxsize=1 << 15)
def letter_of(word: str) -> str:
    """The letter of a token as it stands in the text."""
    letter = SURFACES.get(word)
    if letter is not None:
        return letter
    if word[0].isdigit():
        kind = numeric_kind(word)
        return OTHER if kind is None else NUMERIC_LETTERS[kind]
    return OTHER
