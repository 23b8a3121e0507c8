"""Lemmas: the treebanks' own word where they have it, else an edit that makes a word.

The network ranks a few hundred edits that the treebanks teach ("sent" → "send" is cut 1, add "d"). A
form that the treebanks annotate under its tag takes their lemma; any other the best edit whose outcome
is a word, so that "killed" never becomes "kille".

Public: :class:`Lemmas`, :func:`rule_of`, :func:`apply_rule`. Edits are stated on the lower-cased word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources

#: Edits that are tried for a form the treebanks do not have, best first.
TRIES = 12
#: Letters at most that an edit may take from a form the treebanks do not have: "-ied", "-ing".
LONGEST_CUT = 4


#: Tags of words that are edited until one comes out.
OPEN = frozenset({"VERB", "AUX", "NOUN", "ADJ", "ADV"})


class Lemmas:
    """The forms and lemmas that the treebanks know."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._forms: dict[tuple[str, str], str] = {}
        self._words: set[str] = set()
        for line in lines:
            *key, lemma = line.split(" ")
            self._words.add(lemma)
            if key:
                self._forms[key[0], key[1]] = lemma

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped() -> Lemmas:
        """The table that comes with the package."""
        path = resources.files("firsthand.reading").joinpath("weights", "lemmas.txt")
        return Lemmas(path.read_text("utf-8").splitlines())

    def of(self, word: str, tag: str, rules: Sequence[str]) -> str:
        """The lemma of a word.

        Args:
            word: As it stands in the text.
            tag: Its universal part of speech; proper nouns keep their capitals.
            rules: Edits, best first.

        Example:
            >>> Lemmas(["VERB killed kill", "raid"]).of("Killed", "VERB", ["1+"])
            'kill'
            >>> Lemmas(["raid"]).of("raided", "VERB", ["1+", "2+"])
            'raid'
        """
        settled = self.settled(word, tag, rules[0])
        return self.chosen(word, rules) if settled is None else settled

    def settled(self, word: str, tag: str, rule: str) -> str | None:
        """The lemma of a word where the best edit alone tells it, else None."""
        if tag == "PROPN":
            return word[:-1] if rule == "1+" and word[-1:] == "s" else word
        low = word.lower()
        known = self._forms.get((tag, low))
        if known is None and (tag not in OPEN or not low.isalpha()):
            return apply_rule(word, rule)
        return known

    def chosen(self, word: str, rules: Sequence[str]) -> str:
        """The lemma by the first of the edits that makes a word."""
        for rule in rules[:TRIES]:
            if int(rule.partition("+")[0]) <= LONGEST_CUT:
                lemma = apply_rule(word, rule)
                if lemma in self._words:
                    return lemma
        return apply_rule(word, rules[0])


def rule_of(word: str, lemma: str) -> str:
    """The edit that turns ``word`` into ``lemma``.

    Example:
        >>> rule_of("carried", "carry"), rule_of("Workers", "worker"), rule_of("was", "be")
        ('3+y', '1+', '3+be')
    """
    low, target = word.lower(), lemma.lower()
    shared = 0
    while shared < min(len(low), len(target)) and low[shared] == target[shared]:
        shared += 1
    return f"{len(low) - shared}+{target[shared:]}"


@lru_cache(maxsize=2**16)
def apply_rule(word: str, rule: str) -> str:
    """The lower-cased word after an edit.

    Example:
        >>> apply_rule("Carried", "3+y")
        'carry'
    """
    cut, _, add = rule.partition("+")
    base = word.lower()
    return base[: max(0, len(base) - int(cut))] + add or base
