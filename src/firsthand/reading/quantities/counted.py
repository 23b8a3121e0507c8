"""What is counted: the noun phrase after a number, through the tree where one is given.

With syntax the number's head noun is taken; without, a small walk over the words: past adjectives and
nouns up to the first plural, or, where none comes, to the end of the run of content words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from firsthand.model import Span, Token
from firsthand.reading.quantities import words as w
from firsthand.reading.quantities.numbers import Line, Number

#: How many words a noun phrase may run before its noun.
_REACH: Final = 7
_QUOTES: Final = frozenset("“”\"'‘’")
_DETERMINERS: Final = frozenset(
    "the its his her their our all these those my your some a combined total estimated".split()
)
_POSSESSIVES: Final = frozenset({"'s", "’s", "'", "’"})
#: Plurals that often stand before the noun that is counted: "crew members", "sales staff".
_MODIFYING: Final = frozenset(
    "crew police staff media sales sports arms goods systems women men people aircraft troops".split()
)
_PRONOUNS: Final = frozenset("them us which whom you it".split()) | {""}
_JOINERS: Final = frozenset("-‐‑–&")


class Counted(NamedTuple):
    """The words that name what is counted, the lemma of their head, and the token after it."""

    span: Span
    lemma: str
    last: int
    plural: bool
    first_upper: bool = False


def singular(word: str) -> str:
    """The singular of a lower-case noun, by the plain rules of English spelling.

    Example:
        >>> [singular(word) for word in "workers cities boxes people women troops gas lives".split()]
        ['worker', 'city', 'box', 'people', 'woman', 'troop', 'gas', 'life']
    """
    if word in w.PLURALS:
        return w.PLURALS[word]
    if len(word) > 6 and word.endswith("men") and not word.endswith("imen"):
        return word[:-3] + "man"
    if len(word) > 8 and word.endswith("children"):
        return word[:-3]
    if len(word) < 4 or not word.endswith("s") or word in w.NOT_PLURAL or word.endswith(("ss", "us", "is")):
        return word
    if word in ("viruses", "buses", "campuses", "bonuses", "statuses", "censuses", "gases", "lenses"):
        return word[:-2]
    if word.endswith("ies"):
        return (
            word[:-3] + "y" if len(word) > 4 and word not in ("movies", "cookies", "rookies") else word[:-1]
        )
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if word.endswith("oes") and word not in ("shoes", "toes", "canoes"):
        return word[:-2]
    return word[:-1]


def _lemma(word: str) -> str:
    """The singular of a word as printed: "Americans" is American, "WORKERS" is worker."""
    if word[-1:] == "s" and len(word) < 7 and word[:-1].isupper() and word[:-1].isalpha():
        return word[:-1]  # "MPs"
    one = singular(word.lower())
    return one[:1].upper() + one[1:] if word.istitle() and one not in w.PLURALS.values() else one


def is_plural(word: str, low: str) -> bool:
    """Whether a word looks like a plural noun; ``low`` is its lower case."""
    if low in w.PLURALS or (len(low) > 6 and low.endswith(("men", "children", "people"))):
        return True
    return (
        len(low) > 3
        and low.endswith("s")
        and low not in w.NOT_PLURAL
        and not low.endswith(("ss", "us", "is", "ous"))
        and not (word.isupper() and len(word) < 6)
    )


def find_counted(
    line: Line, tokens: Sequence[Token], number: Number, at: int, *, of_only: bool = False
) -> Counted | None:
    """What the number counts, reading from token ``at``.

    Args:
        line: The words.
        tokens: The tokens, with or without syntax.
        number: The number.
        at: First token after the number (or after its unit).
        of_only: Read only an "of" phrase ("24 per cent of adults").

    Returns:
        None when nothing is counted in so many words.
    """
    if at >= line.n:
        return None
    low = line.lower[at]
    start = at
    if low == "of":
        start = _after_of(line, at + 1)
        if start >= line.n:
            return None
        is_last = line.low(start + 1) in w.STOPS or not line.word(start + 1).isalpha()
        if is_last and line.lower[start] in w.TOLL_WORDS and line.low(start - 1) == "the":
            # "two of the missing", but "two of the missing climbers"
            return Counted(Span(line.starts[start], line.ends[start]), line.lower[start], start + 1, True)
    elif of_only:
        return None
    elif number.form == "fraction" and not _is_one_in(line, number):
        if low in w.OWNERS:
            start += 1
        elif low != "-":
            return None
    elif low in w.AFTER or low in ("more", "or", "additional", "further", "other"):
        start = at = _after_more(line, at)
        low = line.low(at)
    if low in w.TOLL_WORDS and line.low(at + 1) != "-":
        return Counted(Span(line.starts[at], line.ends[at]), low, at + 1, True)
    if at >= line.n:
        return None
    if line.words[at] in _JOINERS and line.glued(at) and line.glued(at + 1) and line.word(at + 1).isalpha():
        # "six-cylinder engine", "11-member bloc": what stands behind the hyphen
        word, low = line.words[at + 1], line.lower[at + 1]
        if low in ("plus", "odd", "ish"):
            return find_counted(line, tokens, number, at + 2)
        if low in w.STOPS:
            return None
        return Counted(
            Span(line.starts[at + 1], line.ends[at + 1]), singular(low), at + 2, is_plural(word, low)
        )
    if low == "times":  # "6.5 times earnings"
        return Counted(Span(line.starts[at], line.ends[at]), "time", at + 1, True)
    model = _model(line, start)
    if model is not None:
        return model
    if tokens[number.first].tag and start < len(tokens):
        return _by_tree(line, tokens, number, start)
    return _by_words(line, number, start)


def _model(line: Line, at: int) -> Counted | None:
    """ "two F-16s", "12 MiG-29s": letters, a number and the plural's "s" in one piece."""
    parts = line.words[at : at + 4]
    is_glued = all(line.glued(step) for step in range(at + 1, at + 4))
    if len(parts) < 4 or not is_glued or parts[1] not in _JOINERS or parts[3] != "s":
        return None
    if not (parts[0].isalpha() and parts[0][:1].isupper() and parts[2].isdigit()):
        return None
    return Counted(Span(line.starts[at], line.ends[at + 3]), "".join(parts[:3]), at + 4, True, True)


def _is_one_in(line: Line, number: Number) -> bool:
    """Whether a share was written with two numbers: "one in five Germans"."""
    last = line.low(number.last - 1)
    return number.last - number.first > 2 and (last.isdigit() or last in w.ONES or last in w.TENS)


def _after_more(line: Line, at: int) -> int:
    """ "10 more people", "five or more workers", "200 other soldiers"."""
    if line.lower[at] == "or" and line.low(at + 1) in ("more", "so", "fewer"):
        return at + 2
    return at + 1 if line.lower[at] in ("more", "additional", "further", "other", "plus", "odd") else at


def _after_of(line: Line, at: int) -> int:
    """The noun phrase past "the", "its", "all" and a number of its own: "10 of the 12 victims"."""
    for _ in range(4):
        low = line.low(at)
        if low in _DETERMINERS:
            at += 1
        elif line.low(at + 1) in _POSSESSIVES and line.low(at + 2)[:1].isdigit():
            at += 2  # "64 of Acme's 95 shops"
        elif low[:1].isdigit() or low in w.ONES or low in w.TENS:
            at += 1
            while (
                line.low(at) in w.SCALES or line.low(at) in w.SHORT_SCALES or line.word(at) in w.BARE_LETTERS
            ):
                at += 1
        else:
            break
    return line.n if line.low(at) in _PRONOUNS and not line.word(at).isupper() else at


def _by_tree(line: Line, tokens: Sequence[Token], number: Number, start: int) -> Counted | None:
    """The number's head in the tree, as far as it stands in the noun phrase that the tags show.

    A head behind a preposition or a verb is a slip of the parser; the last plural of the phrase is
    taken then, or its last noun.
    """
    stop = _phrase_end(line, tokens, start)
    nouns = [i for i in range(start, stop) if tokens[i].tag in ("NOUN", "PROPN")]
    is_one = number.top == number.bottom
    if not nouns:  # tags may slip too: what the words show plainly is taken all the same
        found = _by_words(line, number, start)
        if found is None or not (found.plural or is_one) or found.lemma.endswith(("ing", "ed")):
            return None
        return found
    plurals = [
        i for i in nouns if tokens[i].features in ("NNS", "NNPS") or is_plural(line.words[i], line.lower[i])
    ]
    head = nouns[-1] if is_one or not plurals else plurals[-1]
    singulars = [i for i in nouns if i not in plurals]
    if number.top == number.bottom and line.low(number.last) != "of" and singulars:
        head = singulars[-1]  # "one senator faces": the plural is a verb
    own = tokens[number.last - 1]
    if (
        own.head in nouns
        and own.relation.startswith("nummod")
        and (is_one or not plurals or own.head in plurals)
    ):
        head = own.head
    while start < head and line.words[start] in _QUOTES:
        start += 1
    word, low = line.words[head], line.lower[head]
    plural = head in plurals or is_plural(word, low)
    lemma = _lemma(word) if plural else low if tokens[head].tag == "NOUN" else word
    return Counted(
        Span(line.starts[start], line.ends[head]), lemma, head + 1, plural, line.words[start][:1].isupper()
    )


def _phrase_end(line: Line, tokens: Sequence[Token], start: int) -> int:
    """Where the run of adjectives and nouns that begins at ``start`` ends."""
    seen = False
    end = min(start + 2 * _REACH, line.n)
    for i in range(start, end):
        tag, word, low = tokens[i].tag, line.words[i], line.lower[i]
        closed = low in w.STOPS and not (word.isupper() and len(word) > 1)
        if closed and low not in _POSSESSIVES and not (low == "and" and _coordinated(line, i)):
            return i  # a word of a closed class ends the phrase, whatever its tag
        if tag in ("NOUN", "PROPN"):
            seen = True
            continue
        goes_on = (
            (tag == "ADJ" and low not in ("last", "next"))
            or word in _JOINERS
            or low in _POSSESSIVES
            or (not seen and (tag == "ADV" or word in _QUOTES))
            or (
                tag == "VERB"
                and tokens[i].features in ("VBN", "VBG")
                and (not seen or line.words[i - 1] == "-")
            )
            or (tag == "NUM" and i > start and _is_in_phrase(line, i))
            or (low == "and" and _coordinated(line, i))
        )
        if not goes_on:
            return i
    return end


def _is_in_phrase(line: Line, at: int) -> bool:
    """Whether digits belong to the phrase they stand in: "737 Max jets", "COVID-19 tests", "five new 737 aircraft"."""
    after, low = line.word(at + 1), line.low(at + 1)
    is_model = len(line.words[at]) == 3 and after.isalpha() and low not in w.STOPS and is_plural(after, low)
    return line.words[at - 1] == "-" or after[:1].isupper() or is_model


def _by_words(line: Line, number: Number, start: int) -> Counted | None:
    """Walk over the words: up to the first plural, else to the end of the run."""
    head, at = -1, start
    plural = False
    one = number.top == number.bottom
    while at < line.n and at < start + _REACH:
        word, low = line.words[at], line.lower[at]
        if low in _POSSESSIVES and head == at - 1 and head >= 0:
            head = -1  # "one of the city's oldest mills"
        elif word in _JOINERS:
            if not line.glued(at + 1) and word != "&":
                break
        elif word in _QUOTES:
            if at > start and head >= 0:
                break
        elif low == "and" and head >= 0 and not one and _coordinated(line, at):
            pass  # "4.3M digital and physical sales"
        elif word[0].isdigit() and head >= 0 and _is_in_phrase(line, at):
            pass  # "two new 737 Max jets", "COVID-19 tests"
        elif (low in w.STOPS and not (word.isupper() and len(word) > 1)) or not (word[0].isalpha()):
            break
        elif low.endswith("ly") and head < 0 and len(low) > 4 and low not in ("family", "supply", "assembly"):
            pass
        else:
            head = at
            if is_plural(word, low) and not one and not _goes_on(line, at):
                plural = line.low(at + 1) not in _POSSESSIVES
                if plural:
                    break
            if one and at > start and _looks_like_verb(low):
                head = at - 1
                break
        at += 1
    if head < 0 or (not plural and (line.lower[head] in w.ORDINALS or line.lower[head].endswith("ed"))):
        return None
    first = start
    while first < head and line.words[first] in _QUOTES:
        first += 1
    lemma = _lemma(line.words[head])
    return Counted(
        Span(line.starts[first], line.ends[head]), lemma, head + 1, plural, line.words[first][:1].isupper()
    )


def _coordinated(line: Line, at: int) -> bool:
    """Whether "and" joins two words before one noun, which follows within two words."""
    for step in (at + 1, at + 2):
        low = line.low(step)
        if not low.isalpha() or low in w.STOPS or low in w.ONES:
            return False
        if is_plural(line.word(step), low):
            return step > at + 1
    return False


def _goes_on(line: Line, at: int) -> bool:
    """Whether a plural only modifies the plural after it: "crew members", "nine Broncos fans"."""
    if line.lower[at] not in _MODIFYING and not line.words[at][0].isupper():
        return False
    word, low = line.word(at + 1), line.low(at + 1)
    return word.isalpha() and low not in w.STOPS and word.islower() and is_plural(word, low)


def _looks_like_verb(low: str) -> bool:
    return low.endswith(("asks", "says", "ed")) and low not in (
        "red",
        "bed",
        "seed",
        "feed",
        "speed",
        "shed",
        "breed",
    )
