"""Contradiction: a negation against the clause of somebody else that tells all that it denies, wherever in the story.

"They are no prisoners" and "he described them as prisoners of war" are joined by no likeness of the whole: one is short,
the other tells more. What counts is that every word that tells in what is denied, or a near one, is in what is told.

Public: :func:`contradictions`, :func:`accusations`.

Method: coverage of the denial's content words by the assertion's, weighted by how rare they are; the reverse of what
textual entailment by overlap asks (Dagan, Glickman and Magnini 2006).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from firsthand.claims.comparing.denials import (
    SO_FAR,
    STANDING,
    WITHHELD,
    denies_fact,
    differ_in_voice,
    is_up_to,
    subject_of,
)
from firsthand.claims.comparing.groups import Opposed
from firsthand.claims.frames import DENIALS, LIGHT, NEGATIONS, REPORTS, Frame
from firsthand.claims.joining.meaning import word_similarity, word_weight
from firsthand.model import Reading
from firsthand.model.names import same_name

#: Share of what a denial tells that the assertion must tell, of its whole and of what it says of its subject.
COVERED = 0.75
#: And how much of it in the same words.
SAME_WORDS = 0.35
#: And where alignment finds the two to be of one matter, at this chance.
COVERED_JOINED = 0.65
JOINED = 0.5
#: Likeness of two words from which one stands for the other, and of the word that is negated.
NEAR = 0.5
NEGATED = 0.55
#: Clauses that a word may be in for what is denied to be looked for among them.
MANY = 300
#: What a word must tell to count, and all that count together.
TELLS = 2.0
AT_LEAST = 6.5
#: How much longer than the denial an assertion may be, in words that tell: in more, some are there by chance.
LONGER = 4
#: Words behind a verb that denies which say what it denies.
MATTER = 5
#: Share of it that somebody's accuser must tell.
SOME = 0.45
#: Words by which somebody is accused.
ACCUSING = frozenset("accuse blame allege allegation accusation".split())
#: Marks of a clause that says what would be, and of one that asks.
OPEN = frozenset("if unless whether would could should might".split())
#: Words by which an assertion says less, or the contrary.
LESS = frozenset(
    "every any whether hardly barely little few wrong false untrue yet ask asked asks deny denied denies".split()
)
_NOT_THAT = re.compile(r", (?:and )?not ")  #: behind it stands what else might have been said
REACH = 25  #: tokens behind a verb in which what it calls something stands
BEFORE = 8  #: tokens before a verb in which its auxiliaries and marks stand
#: What only says which of something is meant.
MODIFIERS = frozenset({"compound", "amod"})
#: Verbs that say what something is, behind "as".
CALLING = frozenset(
    "describe call regard characterize characterise brand see view treat denounce name".split()
)
#: What stands beside what is said.
ASIDE = frozenset({"obl", "compound", "advmod"})


def contradictions(
    frames: Sequence[Frame], readings: Sequence[Reading], probability: Mapping[tuple[int, int], float]
) -> list[Opposed]:
    """Denials and what they deny, of two reports or two speakers.

    Args:
        frames: All frames of the story.
        readings: Its readings.
        probability: How surely two frames are of one matter, where that was asked; less needs to be told of what
            is denied where they are.

    Cost: linear in the clauses, and for each denial in the clauses that share one of its rarer words with it, of
    which ``MANY`` are looked at for each word.
    """
    told: dict[str, list[int]] = {}
    telling: dict[int, Mapping[str, bool]] = {}
    for j, g in enumerate(frames):
        if g.kind == "clause" and not g.is_nominal and _asserts(g, readings[g.report]):
            telling[j] = _telling(g, readings[g.report])
            for word in sorted(telling[j]):
                told.setdefault(word, []).append(j)
    found: list[Opposed] = []
    for i, f in enumerate(frames):
        if not _denies(f, readings):
            continue
        words = _denied(f, readings[f.report])
        if sum(word_weight(w) for w in words) < AT_LEAST or len(words) < 2:
            continue
        covering: dict[int, float] = {}
        rows = sorted((told[word] for word in sorted(words) if word in told), key=len)
        # Words that the whole story is full of find nothing that a rarer one would not.
        for j in sorted({j for n, row in enumerate(rows) if n == 0 or len(row) <= MANY for j in row}):
            g = frames[j]
            if g.report == f.report and g.span.overlaps(f.span):
                continue
            # What will be is denied by what will not.
            if g.modality == "planned" and f.modality != "planned":
                continue
            is_joined = probability.get((min(i, j), max(i, j)), 0.0) >= JOINED
            share = _covered(f, words, g, telling[j], readings, is_joined)
            if share < (COVERED_JOINED if is_joined else COVERED):
                continue
            if differ_in_voice(f, g, readings) and not _of_others(f, g, readings):
                covering[j] = share
        if covering:
            best = max(covering.values())
            side = tuple(j for j, share in covering.items() if share >= best - 0.1)
            known = next((n for n, o in enumerate(found) if set(o.sides[0]) & set(side)), None)
            if known is not None:  # one assertion, denied in more than one report
                found[known] = replace(
                    found[known], sides=(found[known].sides[0], (*found[known].sides[1], i))
                )
                continue
            said = [frames[k].span.of(readings[frames[k].report].report.text) for k in (side[0], i)]
            found.append(Opposed(kind="polarity", sides=(side, (i,)), said=(said[0], said[1])))
    return found


def accusations(frames: Sequence[Frame], readings: Sequence[Reading]) -> list[Opposed]:
    """What somebody denies in so many words ("Orlia denies arming the rebels"), in all reports that have it, against
    what they are accused of: clauses of accusing, not theirs, that tell some of what is denied.

    Cost: for each denial linear in the story's clauses.
    """
    told = [
        j
        for j, g in enumerate(frames)
        if g.kind == "clause"
        and not g.is_nominal
        and g.polarity == "affirmed"
        and not LESS & set(g.words)
        and not DENIALS & set(g.predicate)
        and ACCUSING & set(g.words)
    ]
    denials = [
        (i, subject_of(f, readings[f.report]), _denied(f, readings[f.report]))
        for i, f in enumerate(frames)
        if f.denied in DENIALS and f.denied == "deny" and _denies(f, readings)
    ]
    denials = [row for row in denials if row[1] and row[2]]
    found: list[Opposed] = []
    done: set[int] = set()
    for i, denier, words in denials:
        if i in done:
            continue
        alike = [
            k
            for k, other, said in denials
            if k == i
            or (
                frames[k].report != frames[i].report
                and same_name(denier, other)
                and _share(words, said) >= SOME
            )
        ]
        done.update(alike)
        best: dict[int, tuple[float, int]] = {}
        for j in told:
            g = frames[j]
            if any(g.report == frames[k].report and g.span.overlaps(frames[k].span) for k in alike):
                continue
            if not differ_in_voice(frames[i], g, readings) or _is_theirs(g, denier, readings):
                continue
            there = _telling(g, readings[g.report])
            share = max(_share(_denied(frames[k], readings[frames[k].report]), there) for k in alike)
            if share >= SOME and _asserts(g, readings[g.report]):
                best[g.report] = max(best.get(g.report, (share, -j)), (share, -j))
        if best:
            side = tuple(sorted(-j for _, j in best.values()))
            said = [frames[k].span.of(readings[frames[k].report].report.text) for k in (side[0], i)]
            found.append(Opposed(kind="polarity", sides=(side, tuple(alike)), said=(said[0], said[1])))
    return found


def _share(words: Mapping[str, bool], there: Mapping[str, bool]) -> float:
    """How much of what some words tell others tell as well."""
    total = sum(word_weight(w) for w in words)
    return sum(_nearness(w, m, there) * word_weight(w) for w, m in words.items()) / max(total, 1.0)


def _is_theirs(g: Frame, denier: str, readings: Sequence[Reading]) -> bool:
    """Whether a clause is in the denier's words."""
    speakers = [readings[g.report].attributions[n].speaker for n in g.attributions]
    return any(s is not None and same_name(s.name, denier) for s in speakers) or (
        g.stated_by is not None and same_name(g.stated_by, denier)
    )


def _telling(f: Frame, reading: Reading, at: Sequence[int] | None = None) -> dict[str, bool]:
    """The words of a frame that tell, or of some of its tokens, each with whether it only says which of something is
    meant.
    """
    found: dict[str, bool] = {}
    for i in f.words_at if at is None else at:
        token = reading.tokens[i]
        word = token.lemma.lower()
        if word.isalpha() and word not in LIGHT and word_weight(word) > TELLS:
            relation = token.relation.partition(":")[0]
            # "Women in music" of a denial are "women of the music business".
            is_within = relation == "nmod" and i in f.doers_at and f.polarity == "denied"
            is_modifier = token.tag != "PROPN" and (relation in MODIFIERS or is_within)
            found[word] = found.get(word, True) and is_modifier
    return found


def _denied(f: Frame, reading: Reading) -> dict[str, bool]:
    """The words of what a frame denies: behind a verb that denies, else all."""
    if f.denied not in DENIALS:
        return _telling(f, reading)
    tokens = reading.tokens
    # Behind "denied a newspaper report that …" the parser may end the clause with the report.
    near_by = range(max(0, f.head - BEFORE), min(f.head + REACH, len(tokens)))
    behind = [
        i for i in near_by if f.span.contains(tokens[i].span) and tokens[i].lemma.lower() in f.denied_words
    ]
    # Whose report it is that is denied says nothing of the matter.
    of_report = {
        i
        for i in behind
        if tokens[i].relation.partition(":")[0] in MODIFIERS
        and tokens[tokens[i].head].lemma.lower() in REPORTS
    }
    words = _telling(f, reading, [i for i in behind if i not in of_report])
    near = [w for w in f.denied_words if w in words and w not in REPORTS][:MATTER]
    return {w: words[w] for w in near}


def _denies(f: Frame, readings: Sequence[Reading]) -> bool:
    """Whether a clause says of its own hour that something is not so: no condition, participle or wish."""
    if f.kind != "clause" or f.is_nominal or f.polarity != "denied" or f.is_speech_denied:
        return False
    if f.denied in WITHHELD or f.denied == "suppose" or is_up_to(f, readings):
        return False
    reading = readings[f.report]
    if f.denied in DENIALS:
        return denies_fact(f)
    return not SO_FAR.search(f.span.of(reading.report.text)) and _is_finite(f, reading)


def _is_finite(f: Frame, reading: Reading) -> bool:
    """Whether a clause has a verb of its own time, and nothing that leaves it open."""
    tokens = reading.tokens
    below = [t for t in tokens[max(0, f.head - BEFORE) : f.head] if t.head == f.head]
    # What somebody says would be, will be: "it said that it would not".
    if (OPEN - {"would"} if f.attributions else OPEN) & {t.lemma.lower() for t in below}:
        return False
    has_time = any(t.tag == "AUX" and t.features in ("VBD", "VBZ", "VBP", "MD") for t in below)
    return has_time or tokens[f.head].features in ("VBD", "VBZ", "VBP")


def _asserts(g: Frame, reading: Reading) -> bool:
    """Whether a clause says that something is so, without a negation anywhere in it."""
    if g.polarity != "affirmed":
        return False
    said = _NOT_THAT.split(g.span.of(reading.report.text).lower())[0]
    words = {w.strip(".,;:“”‘’\"'()") for w in said.split()}
    if (
        WITHHELD & set(g.predicate)
        or words & (NEGATIONS | LESS)
        or any(w.endswith(("n't", "n’t")) for w in words)
    ):
        return False
    return _is_finite(g, reading)


def _covered(
    f: Frame,
    words: Mapping[str, bool],
    g: Frame,
    there: Mapping[str, bool],
    readings: Sequence[Reading],
    is_joined: bool,
) -> float:
    """How much of what a denial tells an assertion tells as well; nothing where the negated word is missing."""
    alike = sum(word_weight(w) for w in words if w in there)
    if len(there) > LONGER * len(words) or alike < SAME_WORDS * sum(word_weight(w) for w in words):
        return 0.0
    if f.denied in STANDING and f.denied not in g.predicate:
        return 0.0
    # "The aim is not to close the port": what is negated is more than the aim.
    is_loose = is_joined and readings[f.report].tokens[f.head].tag == "NOUN"
    negated = f.denied if f.denied and f.denied not in DENIALS | LIGHT and not is_loose else ""
    if negated and not any(word_similarity(negated, w) >= NEGATED for w in _weighty(g, readings[g.report])):
        return 0.0
    subject = {readings[f.report].tokens[i].lemma.lower() for i in f.doers_at}
    shares = []
    for chosen in (words, {w: m for w, m in words.items() if w not in subject}):
        total = sum(word_weight(w) for w in chosen)
        shares.append(
            sum(_nearness(w, m, there) * word_weight(w) for w, m in chosen.items()) / max(total, 1.0)
        )
    return min(shares)


def _weighty(g: Frame, reading: Reading) -> set[str]:
    """The words of a clause that say what it says, and not when, where or by what: "after a delay" delays nothing."""
    tokens = reading.tokens
    behind = tokens[g.head : g.head + REACH] if CALLING & set(g.predicate) else ()
    called = {t.head for t in behind if t.lemma == "as" and t.relation == "case"}
    return {
        tokens[i].lemma.lower()
        for i in g.words_at
        if i in called or tokens[i].relation.partition(":")[0] not in ASIDE
    }


def _nearness(word: str, is_modifier: bool, there: Mapping[str, bool]) -> float:
    """How near a word is to one of those there, from 0 to 1; what is a thing of its own to such a one."""
    open_to = [w for w, modifies in there.items() if is_modifier or not modifies]
    if word in open_to or is_modifier:
        return float(word in open_to)
    near = max((word_similarity(word, w) for w in open_to), default=0.0)
    return near if near > NEAR else 0.0


def _of_others(f: Frame, g: Frame, readings: Sequence[Reading]) -> bool:
    """Whether two clauses name somebody each in so many words, and nobody both."""
    named = []
    for frame in (f, g):
        said = frame.span.of(readings[frame.report].report.text)
        named.append([name for name in frame.names if any(word in said for word in name.split())])
    return all(named) and not any(same_name(x, y) for x in named[0] for y in named[1])
