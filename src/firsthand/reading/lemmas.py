"""Lemmas as edits: cut so many letters from the end, put these on.

The network chooses one of a few hundred edits that the treebanks teach ("sent" → "send" is cut 1, add
"d"); ``apply_rule`` carries it out. Edits are stated on the lower-cased word.
"""

from __future__ import annotations


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


def apply_rule(word: str, rule: str, is_name: bool = False) -> str:
    """The lemma of ``word`` by an edit; names keep their capitals.

    Example:
        >>> apply_rule("carried", "3+y"), apply_rule("Pyongyang", "0+", is_name=True)
        ('carry', 'Pyongyang')
    """
    cut, _, add = rule.partition("+")
    n = int(cut)
    if n > len(word):
        return word if is_name else word.lower()
    base = word if is_name else word.lower()
    return base[: len(base) - n] + add or base
