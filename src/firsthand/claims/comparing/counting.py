"""What is counted: whether two numbers count things that can be one.

Ten tourists can be ten of twelve passengers; eight dead are never the eight missing, nor are six thousand
workers the six thousand killed or wounded, however equal the numbers.

Public: :func:`may_be_one`, :func:`part_unlike`, :func:`is_of_a_beginning`, :func:`tolls`, :func:`fates`, :func:`individual`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from firsthand.claims.frames import Frame
from firsthand.claims.joining.meaning import word_similarity
from firsthand.model import Reading, Token, timex

#: What becomes of people, each with the words that say so. Two fates are two counts.
FATES: dict[str, frozenset[str]] = {
    "dead": frozenset("kill die dead death fatality perish drown slay murder deceased fatal".split()),
    "injured": frozenset("injure injured injury wound wounded hurt hospitalize hospitalise".split()),
    "missing": frozenset("miss missing unaccounted untraced".split()),
    "saved": frozenset("rescue save survive survivor unharmed unhurt alive".split()),
    "held": frozenset("arrest detain detainee jail imprison custody".split()),
    "driven out": frozenset("evacuate evacuee displace flee homeless displaced".split()),
}
#: Words for more than one of them.
BOTH: dict[str, frozenset[str]] = {"casualty": frozenset({"dead", "injured"})}
#: Nouns that count people, whoever they are.
PEOPLE = frozenset(
    "people person human individual man woman child boy girl adult teenager baby civilian citizen resident national"
    " villager local victim casualty dead death fatality body life survivor patient passenger crew member pilot"
    " driver rider guest visitor tourist traveller traveler pilgrim fan spectator student pupil teacher worker"
    " employee staff personnel labourer laborer miner fisherman farmer sailor soldier troop officer policeman"
    " fighter militant rebel separatist insurgent guerrilla serviceman gunman protester protestor demonstrator supporter voter migrant refugee prisoner"
    " detainee hostage suspect consumer customer client user holder member player official doctor nurse rescuer"
    " firefighter volunteer journalist relative family parent mother father brother sister son daughter"
    " guard attendant pedestrian cyclist motorist diver climber inmate evacuee injured wounded missing homeless other black white muslim christian jew".split()
)
#: Nouns for who did it, before anybody names them.
PERPETRATORS = frozenset(
    "attacker assailant gunman bomber shooter killer murderer perpetrator robber thief burglar hijacker kidnapper"
    " arsonist hacker intruder suspect culprit driver".split()
)
#: Nouns of which one names one person: no group, and no happening.
INDIVIDUALS = (PEOPLE | PERPETRATORS) - frozenset(
    "people family crew staff personnel death fatality life body dead other black white relative member".split()
)
#: Words for people of whom nothing more is said.
ANYBODY = frozenset(
    "people person dead death fatality body victim life casualty injured wounded hurt missing other".split()
)
#: From when a time is not the event's.
MONTH = timedelta(days=31)
#: A number of some of those that another number counts: "nine of the dead".
PART = re.compile(
    r"\W*(?:[\w,.-]+ ){1,3}of (?:the|its|his|her|our|their|those|these|them|whom|which)\b", re.IGNORECASE
)

#: Words by which a number is of a beginning, which more may have followed.
_AT_FIRST = re.compile(
    r"\b(?:initially|at first|originally|so far|to date|thus far|up to then)\b", re.IGNORECASE
)
#: Words by which people are counted who are on board of something.
ABOARD = frozenset("aboard board onboard carry".split())
#: Counts that a report gives of its own event only, wherever it gives them.
ANYWHERE = (frozenset({"missing"}), frozenset({"aboard"}))
#: Sentences at the head of a report, in which it tells its own event.
HEAD = 4
#: Nouns for the two sides of a fight within a country, of each of which a report gives one toll.
KINDS: dict[str, str] = {
    **dict.fromkeys("soldier troop serviceman policeman".split(), "of the state"),
    **dict.fromkeys("rebel separatist militant insurgent guerrilla".split(), "against it"),
}
#: Words that say of which kind more than "Orlian soldiers" does.
KIND_WORDS = 4
#: Likeness of two nouns from which they may count one thing.
NEAR = 0.3
#: And from which they do.
SAME = 0.45


def individual(token: Token, text: str) -> str | None:
    """The noun in the singular by which a token names one person or several; None for other words."""
    word = token.span.of(text).lower()
    return next((w for w in (token.lemma.lower(), word, word.removesuffix("s")) if w in INDIVIDUALS), None)


def counts_people(noun: str) -> bool:
    """Whether a noun names people, by itself or by its country's ending.

    Example:
        >>> counts_people("passenger"), counts_people("Australian"), counts_people("bullet")
        (True, True, False)
    """
    return noun.lower() in PEOPLE or (noun[:1].isupper() and noun.endswith(("an", "ese", "ish", "i")))


def may_be_one(a: str, b: str) -> bool:
    """Whether two nouns may count one thing: both count people, or they are near in meaning.

    Example:
        >>> may_be_one("tourist", "passenger"), may_be_one("bullet", "victim"), may_be_one("car", "vehicle")
        (True, False, True)
    """
    return (counts_people(a) and counts_people(b)) or word_similarity(a, b) > NEAR


def fates(frame: Frame) -> frozenset[str]:
    """What a frame says became of those whom it counts: by noun or verb, that they were on board, by its clause."""
    # "Four were killed and 30 injured": the noun says it before the verb.
    said = _fates(frame.core) or _fates(frame.predicate)
    aboard = frozenset({"aboard"} if ABOARD & {*frame.words, *frame.predicate} else ())
    return said or aboard or _fates(frame.words)


def _fates(words: Iterable[str]) -> frozenset[str]:
    said = set(words)
    found = {fate for fate, verbs in FATES.items() if verbs & said}
    for word in said & BOTH.keys():
        found |= BOTH[word]
    return frozenset(found)


def is_of_a_beginning(frame: Frame, reading: Reading) -> bool:
    """Whether the clause of a number says that it is what there was at first: "initially sent 9,000"."""
    return _AT_FIRST.search(frame.clause.of(reading.report.text)) is not None


def tolls(frames: Sequence[Frame], readings: Sequence[Reading]) -> list[list[int]]:
    """The tolls of the story's event, one list for each fate: how many people reports say at their head have
    died, and anywhere how many are missing or were on board.

    At its head a report tells its own event, so that two tolls there are of one matter however far they
    are from each other. Counts of some of them ("three students") and of older events are left out.

    Returns:
        Frame indices, at most one a report; lists of at least two.
    """
    found: dict[frozenset[str], list[dict[int, int]]] = {}
    for i, f in enumerate(frames):
        if f.quantity is None or f.quantity.value is None or f.polarity == "denied":
            continue
        fate = fates(f)
        if len(fate) != 1 or (f.sentence >= HEAD and fate not in ANYWHERE):
            continue
        said = f.span.of(readings[f.report].report.text)
        if not _is_whole(f) or PART.match(said) or _is_old(f, readings[f.report]):
            continue
        rows = found.setdefault(fate, [])
        row = next((r for r in rows if _one_kind(f, frames[min(r.values())])), None)
        if row is None:
            rows.append(row := {})
        row.setdefault(f.report, i)
    return [
        sorted(row.values())
        for _, rows in sorted(found.items(), key=lambda pair: sorted(pair[0]))
        for row in rows
        if len(row) > 1
    ]


def _is_whole(f: Frame) -> bool:
    """Whether a count is of anybody, or of all of a kind of people, and not of some of them: "soldiers", no "students of
    Oro".
    """
    noun = _noun(f)
    others = [w for w in f.core if w.isalpha() and w not in ANYBODY and not _fates([w])]
    return (
        noun in ANYBODY if not others else bool(KINDS.keys() & {noun, *others}) and len(others) < KIND_WORDS
    )


def _one_kind(f: Frame, g: Frame) -> bool:
    """Whether two counts are of one kind of people, or both of anybody."""
    kinds = [next((KINDS[w] for w in (_noun(h), *h.core) if w in KINDS), "") for h in (f, g)]
    return kinds[0] == kinds[1]


def _is_old(frame: Frame, reading: Reading) -> bool:
    """Whether a frame tells of another month than the report's."""
    if frame.time is None or reading.report.published is None:
        return False
    said, printed = timex.period(frame.time.value), timex.period(reading.report.published[:10])
    if said is None or said.end is None or printed is None:
        return False
    return said.end < printed.start - MONTH


def part_unlike(
    groups: Sequence[tuple[int, ...]], frames: Sequence[Frame], probability: Mapping[tuple[int, int], float]
) -> tuple[tuple[int, ...], ...]:
    """Part groups of counts that count what cannot be one.

    Members whose fates meet stay together. Who says of no fate goes with those it is likeliest one with, or,
    where it counts something else than they, stands apart.

    Cost: quadratic in the members of a group.
    """
    out: list[tuple[int, ...]] = []
    for group in groups:
        if frames[group[0]].kind == "quantity":
            out.extend(_parted(group, frames, probability))
        else:
            out.append(group)
    return tuple(sorted(out))


def _parted(
    group: tuple[int, ...], frames: Sequence[Frame], probability: Mapping[tuple[int, int], float]
) -> list[tuple[int, ...]]:
    fate = {i: fates(frames[i]) for i in group}
    parts: list[tuple[set[str], list[int]]] = []
    for i in group:
        if not fate[i]:
            continue
        meeting = [part for part in parts if part[0] & fate[i]]
        merged = (set(fate[i]).union(*(p[0] for p in meeting)), [i, *(k for p in meeting for k in p[1])])
        parts = [part for part in parts if part not in meeting] + [merged]
    if not parts:
        return [group]
    apart: list[int] = []
    for i in group:
        if fate[i]:
            continue
        fitting = [p for p in parts if any(_counted_alike(frames[i], frames[k]) for k in p[1])]
        if not fitting:
            apart.append(i)
            continue
        best = max(
            fitting, key=lambda p: sum(probability.get((min(i, k), max(i, k)), 0.0) for k in p[1]) / len(p[1])
        )
        best[1].append(i)
    return [tuple(sorted(members)) for _, members in parts] + ([tuple(apart)] if apart else [])


def _counted_alike(f: Frame, g: Frame) -> bool:
    """Whether what two frames count has one name, or one that holds any people."""
    a, b = _noun(f), _noun(g)
    general = {"people", "person", "other", "-", ""}
    return bool({a, b} & general) or word_similarity(a, b) > SAME


def _noun(frame: Frame) -> str:
    q = frame.quantity
    return q.unit_name.lower().split()[-1] if q is not None and q.unit_name.strip() else ""
