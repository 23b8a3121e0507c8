"""Who or what can tell something: people, bodies and papers, no headings, numbers or things.

Public: :func:`can_tell`, :func:`is_paper`.

Source: the table of nouns is out of WordNet 3.0 (Princeton University); made by ``training/tellers.py``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from firsthand.model.names import BODY_WORDS, fold, is_country_word, is_group
from firsthand.model.outlets import is_media

#: What is cited beside people and bodies.
PAPERS = frozenset(
    "account article blog book charge complaint data decision document email estimate feed figure filing finding"
    " guideline indictment interview lawsuit letter list memo memoir message note notice page paper poll post profile record report research review ruling search sheet site"
    " source statement study suit survey tally testimony text transcript tweet website".split()
)
PRONOUNS = frozenset("he she it they we i you who which this that these those".split())
HEADING = 2  #: words from which a name all in capitals is a heading, none of them an acronym's letters
CORE_ENDS = frozenset("of in at for from with on by to about near above against".split())
DEMONYMS = ("an", "ese", "ish", "ian")
AGENT = re.compile(r"\w(?:man|woman|goer|maker)$")
CLAUSE = re.compile(r",? (?:who|whom|which|that|whose|where)\b")


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    text = resources.files("firsthand.claims.sourcing").joinpath("tellers.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@lru_cache(maxsize=16384)
def can_tell(name: str) -> bool:
    """Whether who or what is called so can have told something, as far as the words show.

    A name may be anybody's; a description must hold a noun for a person, a body or a paper.

    Example:
        >>> [can_tell(n) for n in ("Ana Oro", "the port's engineer", "witnesses", "court records")]
        [True, True, True, True]
        >>> [can_tell(n) for n in ("PORT CLOSES FOR A WEEK", "a clock above the gate", "several instances", "she")]
        [False, False, False, False]
    """
    words = name.split()
    if not words or words[0].lower() in PRONOUNS:
        return False
    if is_media(name):
        return True
    if len(words) >= HEADING and name.isupper() and all(len(word) > 2 for word in words[:HEADING]):
        return False
    if is_country_word(name) and name.lower().endswith(DEMONYMS):
        return False  # "the 46-year-old Norwegian"
    said = CLAUSE.split(name, maxsplit=1)[0].split()
    if any(not word.islower() for word in said[1:]) or (len(said) == 1 and said[0][:1].isupper()):
        return True
    core = fold(" ".join(said)).split()
    ends = next((n for n, word in enumerate(core) if n and word in CORE_ENDS), len(core))
    return any(_is_noun(words) for words in " ".join(core[:ends]).split(" and "))


def is_paper(name: str) -> bool:
    """Whether a name is of something written, which somebody issued.

    Example:
        >>> is_paper("the charge sheet against Oro"), is_paper("court records"), is_paper("Harbour Post")
        (True, True, False)
    """
    words = CLAUSE.split(name, maxsplit=1)[0].split()
    ends = next((n for n, word in enumerate(words) if n and word in CORE_ENDS), len(words))
    last = words[ends - 1] if words else ""
    return last.islower() and not PAPERS.isdisjoint(_singular(last))


def _is_noun(phrase: str) -> bool:
    """Whether a phrase ends in a noun for a person, a body or a paper, or holds one in the plural.

    What stands behind it may be more of the clause: "watchdog overseeing the process", "rebels angry".
    """
    words = phrase.split()
    tells = [
        is_group(word)
        or any(
            form in _nouns() or form in PAPERS or form in BODY_WORDS or AGENT.search(form)
            for form in _singular(word)
        )
        for word in words
    ]
    for n, word in enumerate(words):
        is_last = n == len(words) - 1 or words[n + 1].endswith(("ed", "ing"))
        if tells[n] and (is_last or (word.endswith("s") and word not in _nouns())):
            return True
    return False


def _singular(word: str) -> tuple[str, ...]:
    """A word and what it may be the plural of."""
    forms = [word, word.removesuffix("s"), word.removesuffix("es")]
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("men"):
        forms.append(word[:-3] + "man")
    return tuple(forms)
