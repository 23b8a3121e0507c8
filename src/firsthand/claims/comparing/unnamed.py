"""Unnamed: who did it, said to be unknown in one report and named in another.

"The driver has not been identified" and "the attacker, Ana Oro" share no word, and both are true of their hour. Set
side by side they show what became known; printed the other way round, what one report does not know.

Public: :func:`later_named`.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.claims.comparing.counting import PERPETRATORS
from firsthand.claims.comparing.groups import Opposed
from firsthand.claims.comparing.persons import full_names, named_in
from firsthand.claims.frames import Frame
from firsthand.model import Reading
from firsthand.model.names import same_name

#: Verbs and adjectives that, negated, say that somebody has no name yet.
IDENTIFYING = frozenset(
    "identify name know clear release disclose determine establish reveal unknown unclear".split()
)
#: Those that say it by themselves.
UNKNOWN = frozenset("unknown unclear unidentified".split())
#: Nouns of which there is one at a time, named some time after it is told of.
BEARERS = PERPETRATORS | frozenset("pilot winner buyer successor bidder sniper founder owner".split())
IDENTITY = frozenset("identity name who".split())


def later_named(frames: Sequence[Frame], readings: Sequence[Reading]) -> list[Opposed]:
    """Claims that somebody is not identified, against those of other reports that name who it is.

    Cost: linear in frames and tokens; for each name found, linear in the story's names.
    """
    unknown = [(i, role) for i, f in enumerate(frames) for role in _unknown(f, readings[f.report])]
    if not unknown:
        return []
    telling: dict[str, list[int]] = {}
    for i, f in enumerate(frames):
        if f.kind == "clause" and not f.is_nominal:
            for name in sorted(f.names):
                telling.setdefault(name, []).append(i)
    found: list[Opposed] = []
    persons = full_names(readings)
    known = sorted({(role, person) for r in readings for role, person in _named_roles(r, persons)})
    done: set[int] = set()
    for role, person in known:
        without = [i for i, other in unknown if i not in done and _one_role(role, other)]
        naming: dict[int, int] = {}
        for i in sorted(i for name, where in telling.items() if same_name(name, person) for i in where):
            naming.setdefault(frames[i].report, i)
        without = [i for i in without if frames[i].report not in naming]
        if not without or not naming:
            continue
        done.update(without)
        printed = [readings[n].report.published or "" for n in naming]
        earlier = [readings[frames[i].report].report.published or "" for i in without]
        found.append(
            Opposed(
                kind="name",
                sides=(tuple(without), tuple(sorted(naming.values()))),
                said=(frames[without[0]].span.of(readings[frames[without[0]].report].report.text), person),
                is_update=all(earlier) and all(printed) and max(earlier) <= min(printed),
            )
        )
    return found


def _one_role(a: str, b: str) -> bool:
    return a == b or {a, b} <= PERPETRATORS


def _unknown(f: Frame, reading: Reading) -> list[str]:
    """The roles of whom a clause says that nobody knows the name."""
    if f.kind != "clause" or f.is_nominal or f.quantity is not None:
        return []
    predicate = set(f.predicate)
    is_open = (f.polarity == "denied" and predicate & IDENTIFYING) or predicate & UNKNOWN
    if not is_open:
        return []
    text, tokens = reading.report.text, reading.tokens
    words = {tokens[i].span.of(text).lower() for i in f.words_at}
    subjects = {tokens[i].span.of(text).lower() for i in (*f.doers_at, *f.undergoers_at)}
    if "identify" in predicate or words & IDENTITY:
        return sorted((subjects | (words if words & IDENTITY else set())) & BEARERS)
    return []


def _named_roles(reading: Reading, persons: frozenset[str]) -> list[tuple[str, str]]:
    """Roles that a report gives a name for, right beside each other: "the attacker, Ana Oro", "suspect Ana Oro"."""
    tokens, text = reading.tokens, reading.report.text
    found = []
    for person, name in named_in(reading, persons):
        before = [t for t in tokens[max(0, name[0] - 2) : name[0]] if t.span.of(text) != ","][-1:]
        behind = [t for t in tokens[name[-1] + 1 : name[-1] + 6] if t.tag not in ("DET", "ADJ", "VERB")][:2]
        if len(behind) < 2 or behind[0].span.of(text) != ",":
            behind = []
        for token in (*before, *behind):
            # "The brother of the gunman, Ana Oro" names the brother.
            is_whose = token.relation.partition(":")[0] == "nmod"
            is_one = token.tag == "NOUN" and token.features != "NNS" and not is_whose
            if is_one and token.span.of(text).lower() in BEARERS:
                found.append((token.span.of(text).lower(), person))
    return found
