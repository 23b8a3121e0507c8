"""Denials: who denies what, however it is worded, and whether time has overtaken it.

A denial shares few words with what it denies. It is brought to the claim that it answers by where it
stands, by whom it is about, and by what it denies; then the two are set against each other.

Public: :func:`join_denials`, :func:`absences`, :func:`denials_of`, :func:`is_overtaken`, :func:`is_up_to`,
:func:`differ_in_voice`, :func:`subject_of`.
"""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set

from firsthand.claims.comparing.groups import Groups, Opposed
from firsthand.claims.frames import (
    CONTESTING,
    DENIALS,
    FALSEHOODS,
    LIGHT,
    NEGATIONS,
    REPORTS,
    TELLING,
    Frame,
    is_content,
)
from firsthand.claims.joining.meaning import word_similarity, word_weight
from firsthand.model import Claim, Reading, Span, Token
from firsthand.model.names import fold, same_name

#: Likeness of two words from which they may name one matter ("labourer", "worker").
NEAR = 0.45
#: How much of what somebody is said not to have told another report must have from them.
TOLD_OF = 0.1
#: Likeness of a negated word and an asserted one from which the one denies the other.
NEGATES = 0.6
#: Sentences before a denial in which what it denies is looked for.
JUST_BEFORE = 2
#: Words by which something was lacking.
LACKING = frozenset({"without", "no"})
#: Words behind them in which what was lacking stands.
REACH = 5
#: Words before a noun by which it is one that was just told of.
DEFINITE = frozenset("the this that these those such both all".split())
#: How much what was lacking tells that it need not be told with another word in common.
ENOUGH = 8.0
#: Letters of a word from which "-ing" is an ending.
LONG = 5
#: Words for having a hand in something.
HAND = frozenset(
    "involve involved involvement role part interfere interference orchestrate direct control coordinate back support"
    " arm sponsor behind responsible responsibility".split()
)
#: Verbs that only say how something stands to something else.
STANDING = frozenset(
    "suppose seem appear happen tend know think believe see want need let try use help do have".split()
)
#: Verbs whose sense is in what stands with them.
VAGUE = frozenset("put take set bring turn keep let go come get give make run hold call".split())
#: Verbs that say that what they govern was not done.
WITHHELD = frozenset("decline refuse fail stop avoid forget omit neglect".split())
#: Words by which a negation is of the time up to something, and not of what happened then.
UP_TO = re.compile(
    r"\b(since|until|till|before)\b|\bfor (?:\w+ ){0,4}(?:period|days?|weeks?|months?|years?|decades?)\b",
    re.I,
)
#: Words by which a negation speaks of its own hour only.
SO_FAR = re.compile(
    r"\b(yet|immediate(ly)?|still|so far|at once|at th(is|e) (time|stage|moment)|for now)\b", re.I
)


def join_denials(
    groups: Sequence[tuple[int, ...]],
    frames: Sequence[Frame],
    readings: Sequence[Reading],
) -> tuple[tuple[tuple[int, ...], ...], Mapping[int, int]]:
    """Bring a denial that stands alone to what it answers.

    A denial is worded by its denier and seldom like the assertion; missing the conflict costs a reader more
    than a loose join, which shows both sides in their words.

    Returns:
        The groups, and the frames that deny, each with the one that it answers.
    """
    answered = {
        **_unsaid(frames, readings),
        **_answered(frames, readings),
    }
    held = Groups(groups, frames)
    for denial, other in sorted(answered.items()):
        if frames[denial].is_speech_denied:
            # It is of who told, whatever else is told of the matter.
            held.move(denial, other)
        elif len(held.reports(denial)) == 1:
            held.join(other, denial)
    for one, other in _denied_alike(frames, readings):
        if not held.reports(one) & held.reports(other):
            held.join(one, other)
    return held.all(), answered


def _unsaid(frames: Sequence[Frame], readings: Sequence[Reading]) -> dict[int, int]:
    """For claims that somebody did not report a matter, the claim of another report that says they did.

    Their silence says nothing of the matter itself: who has it from others is not at odds with it.
    """
    found: dict[int, int] = {}
    for denial, f in enumerate(frames):
        if not f.is_speech_denied or not f.core:
            continue
        silent = silent_in(f, readings[f.report])
        told = [
            (_told_of(f, g), -other)
            for other, g in enumerate(frames)
            if g.report != f.report
            and g.kind == "clause"
            and g.polarity == "affirmed"
            and any(same_name(name, speaker) for name in silent for speaker in _speakers(g, readings))
        ]
        if told and max(told)[0] >= TOLD_OF:
            found[denial] = -max(told)[1]
    return found


def silent_in(f: Frame, reading: Reading) -> list[str]:
    """The names of who is said not to have told something: those before the verb, and all the words there."""
    words = subject_of(f, reading)
    verb = next((t.start for t in _inside(f, reading) if t.tag == "VERB"), f.span.end)
    before = Span(f.span.start, verb)
    named = (
        e.name
        for e in reading.entities
        if e.type in ("person", "organization") and any(before.contains(m) for m in e.mentions)
    )
    return [*named, words] if words else []


def subject_of(f: Frame, reading: Reading) -> str:
    """The name of who denies, or is said not to have told, as it stands before the verb."""
    before = itertools.takewhile(lambda token: token.tag != "VERB", _inside(f, reading))
    named = (t for t in before if t.tag in ("PROPN", "NOUN", "ADJ"))
    return " ".join(t.span.of(reading.report.text) for t in named)


def _inside(f: Frame, reading: Reading) -> list[Token]:
    first, end = (bisect_left(reading.tokens, at, key=lambda t: t.start) for at in (f.span.start, f.span.end))
    return list(reading.tokens[first:end])


def _told_of(denial: Frame, g: Frame) -> float:
    """How much of what somebody is said not to have told the other frame tells, in [0, 1]: less where it
    tells much else. It is what is done to whom that tells, not the verb; and not names, of which reports are full.
    """
    words, told = _common(denial, denial.core), _common(g, g.words)
    near = [max((word_similarity(w, v) for v in told), default=0.0) for w in words]
    share = sum(n for n in near if n > NEAR) / max(1, len(words))
    return share * math.sqrt(sum(n > NEAR for n in near) / max(1, len(told)))


def _common(frame: Frame, words: Sequence[str]) -> list[str]:
    """The words that are of no name."""
    named = {part for name in frame.names for part in fold(name).split()}
    return [w for w in words if w not in named]


def _speakers(frame: Frame, readings: Sequence[Reading]) -> list[str]:
    """In whose words a frame is, and who passed them on."""
    names: list[str] = []
    for number in frame.attributions:
        attribution = readings[frame.report].attributions[number]
        names.extend(attribution.relays)
        if attribution.speaker is not None:
            names.append(attribution.speaker.name)
    return names


def _answered(frames: Sequence[Frame], readings: Sequence[Reading]) -> dict[int, int]:
    """For denials, the claim just before, of somebody else, that names what they deny something of; for who calls
    a statement false, the first claim of the statement just before; for "those reports", what these say.

    News sets a denial right behind what it denies.
    """
    found: dict[int, int] = {}
    for denial, f in enumerate(frames):
        if _is_answer(f, readings[f.report]):
            told = _just_told(denial, frames, readings[f.report])
            if told is not None:
                found[denial] = told
            continue
        if not f.is_contested:
            continue
        is_called_false = bool(FALSEHOODS & set(f.predicate))
        denier = subject_of(f, readings[f.report])
        named = {name for name in f.names if not same_name(name, denier)}
        sentence: int | None = None
        for other in range(denial - 1, -1, -1):
            g = frames[other]
            if g.report != f.report or g.sentence < f.sentence - JUST_BEFORE:
                break
            if sentence is not None and g.sentence != sentence:
                break
            is_told = (
                g.kind == "clause"
                and not g.is_nominal
                and g.polarity == "affirmed"
                and not g.span.overlaps(f.span)
            )
            if not is_told or not (g.attributions or g.stated_by):
                continue
            if is_called_false:
                if g.attributions != f.attributions:
                    found[denial], sentence = other, g.sentence
            elif named & g.names:
                found[denial] = other
                break
        if denial not in found and f.denied in DENIALS and REPORTS & set(f.denied_words):
            behind = _behind(denial, frames, readings[f.report])
            if behind is not None:
                found[denial] = behind
    return found


def _is_answer(f: Frame, reading: Reading) -> bool:
    """Whether a denial is of what was just told, and says little of it itself: "denied those reports", "denies it",
    "denies any involvement".
    """
    if f.denied not in DENIALS or not subject_of(f, reading):
        return False
    if set(f.denied_words) <= HAND | {"wrongdoing"}:
        return f.denied in CONTESTING
    tokens = reading.tokens
    at = [
        f.head,
        *(i for i in range(f.head + 1, min(f.head + REACH, len(tokens))) if tokens[i].head == f.head),
    ]
    matter = next((i for i in at if tokens[i].lemma.lower() in REPORTS), None)
    if matter is None:
        return False
    below = [t for t in tokens[max(0, matter - REACH) : matter + REACH] if t.head == matter]
    is_meant = any(t.lemma.lower() in DEFINITE for t in below)
    return is_meant and not any(t.relation in ("nmod", "acl", "ccomp") for t in below)


def _just_told(denial: int, frames: Sequence[Frame], reading: Reading) -> int | None:
    """What stands before a denial in its sentence, or in the one before: what a report or a claim there says, else the
    first clause.
    """
    f = frames[denial]
    before: list[int] = []
    for other in range(denial - 1, -1, -1):
        g = frames[other]
        if (
            g.report != f.report
            or g.sentence < f.sentence - 1
            or (before and g.sentence != frames[before[-1]].sentence)
        ):
            break
        is_told = g.kind == "clause" and not g.is_nominal and g.polarity == "affirmed"
        if is_told and g.span.end <= f.span.start:
            before.append(other)
    said = [other for other in before if _is_said(frames[other], reading)]
    return min(said or before, default=None)


def _behind(denial: int, frames: Sequence[Frame], reading: Reading) -> int | None:
    """What a report, a claim or an accusation says that somebody denies, where it follows in the same sentence:
    "disputes a report that the two had met".
    """
    f = frames[denial]
    for other in range(denial + 1, len(frames)):
        g = frames[other]
        if g.report != f.report or g.sentence != f.sentence:
            return None
        is_told = g.kind == "clause" and not g.is_nominal and g.polarity == "affirmed"
        if (
            is_told
            and not g.span.overlaps(f.span)
            and not TELLING & set(g.predicate)
            and _is_said(g, reading)
        ):
            return other
    return None


def _is_said(g: Frame, reading: Reading) -> bool:
    """Whether a clause is what is said in a report or a claim, or by somebody who is told of there: not what is said
    of something else ("the crossing, which she said was closed").
    """
    if g.span.of(reading.report.text).lower().startswith(("which ", "who ")):
        return False
    above = reading.tokens[g.head].head
    is_told = False
    while above >= 0 and reading.tokens[above].lemma.lower() in TELLING - REPORTS:
        above, is_told = reading.tokens[above].head, True
    return is_told if above < 0 else reading.tokens[above].lemma.lower() in REPORTS | DENIALS


def _denied_alike(frames: Sequence[Frame], readings: Sequence[Reading]) -> list[tuple[int, int]]:
    """Denials by one denier in two reports: of one thing, as worded by each, where the reports have but one from them
    each, or where both deny a hand in something.
    """
    deniers = [
        (i, subject_of(f, readings[f.report]))
        for i, f in enumerate(frames)
        if f.is_contested and f.denied in DENIALS
    ]
    alike = [(i, j) for (i, a), (j, b) in itertools.combinations(deniers, 2) if a and b and same_name(a, b)]
    within = {k for i, j in alike if frames[i].report == frames[j].report for k in (i, j)}
    hands = {i for i, _ in deniers if HAND & set(frames[i].denied_words)}
    return [(i, j) for i, j in alike if not {i, j} & within or {i, j} <= hands]


def denials_of(
    members: Sequence[tuple[Frame, Claim]],
    readings: Sequence[Reading],
    answering: frozenset[str] = frozenset(),
) -> dict[str, frozenset[str] | None]:
    """Claims that deny what other claims of the point assert, each with None; those that say that somebody did not
    tell it, each with the claims that are said to come from there, where there are any: silence is at odds with
    nobody else's.

    A denying verb always does, and so does a claim that was found to answer one; a negation does when what
    it negates is what the other asserts ("did not sink" against "sank"), not when it stands in another part
    of the sentence, nor when its own speaker asserts that as well.

    Args:
        members: The frames and claims of the point.
        readings: The story's readings.
        answering: Ids of claims that were joined because they deny (:func:`join_denials`).
    """
    told = [(f, c) for f, c in members if c.polarity == "affirmed"]
    found: dict[str, frozenset[str] | None] = {}
    for frame, claim in members:
        if claim.polarity != "denied" or frame.kind != "clause":
            continue
        if frame.is_speech_denied:
            silent = silent_in(frame, readings[frame.report])
            theirs = frozenset(c.id for _, c in told if _comes_from(c, silent))
            if theirs:
                found[claim.id] = theirs
        elif claim.id in answering:
            found[claim.id] = None
        elif frame.denied in DENIALS:
            others = sorted({w for f, _ in told for w in f.words})
            if denies_fact(frame) and (
                frame.is_contested
                or any(word_similarity(a, b) > NEAR for a in frame.denied_words for b in others)
            ):
                found[claim.id] = None
        elif not UP_TO.search(claim.text):
            negated = [c for f, c in told if not WITHHELD & set(f.predicate) and _negates(frame, f)]
            if negated and not any(_one_voice(claim, c) for c in negated):
                found[claim.id] = None
    return found


def _comes_from(claim: Claim, names: Sequence[str]) -> bool:
    """Whether a claim is said to come from one of some names, by itself or through others."""
    origin = claim.origin
    return origin is not None and any(same_name(a, b) for a in (origin.name, *origin.via) for b in names)


def _one_voice(a: Claim, b: Claim) -> bool:
    """Whether one report has two claims from one speaker."""
    return a.report == b.report and a.origin == b.origin


def denies_fact(f: Frame) -> bool:
    """Whether a verb that denies is of what is: who rejects an offer, or dismisses a vote as a farce, denies nothing."""
    return f.is_contested or f.denied == "deny" or bool(REPORTS & set(f.denied_words))


def is_up_to(f: Frame, readings: Sequence[Reading]) -> bool:
    """Whether a negation is of the time up to something only: "had not won since 1998"."""
    return bool(UP_TO.search(f.span.of(readings[f.report].report.text)))


def _negates(denial: Frame, told: Frame) -> bool:
    """Whether a negation is of what a clause tells: of its predicate, and of something that both have beside it."""
    predicate = told.words if set(told.predicate) <= LIGHT else told.predicate
    negated = {w for w in predicate if word_similarity(denial.denied, w) > NEGATES}
    beside = {w for w in denial.words if w.isalpha()} - negated - {denial.denied}
    if not beside:
        return bool(negated) and denial.denied not in STANDING
    return bool(negated) and len(beside & set(told.words)) > (denial.denied in VAGUE | STANDING)


def is_overtaken(
    members: Sequence[tuple[Frame, Claim]],
    denials: Mapping[str, Set[str] | None],
    published: Mapping[str, str | None],
) -> bool:
    """Whether what some claims deny came true after they were printed: nobody had claimed the attack, then
    somebody did.

    So it is where plain negations, each of its own hour or at least a day older, stand against reports
    that are all younger. Who denies what somebody said is never overtaken.

    Args:
        members: The frames and claims of the point.
        denials: Those that deny (:func:`denials_of`).
        published: Publication time of each report (ISO 8601), None where unknown.
    """
    before = [(f, c) for f, c in members if c.id in denials]
    after = [published.get(c.report) for _, c in members if c.polarity == "affirmed"]
    if not before or not after or None in after:
        return False
    first = min(when for when in after if when is not None)
    for frame, claim in before:
        when = published.get(claim.report)
        if (
            when is None
            or when >= first
            or frame.is_contested
            or frame.denied in DENIALS
            or denials[claim.id] is not None
        ):
            return False
        if when[:10] >= first[:10] and not SO_FAR.search(claim.text):
            return False
    return True


def absences(frames: Sequence[Frame], readings: Sequence[Reading]) -> list[Opposed]:
    """What one speaker says was lacking, against the claim of another that it was there.

    "It sailed without a working radar" and "the radar had been working" stand against each other though neither has
    a verb that the other negates: every word of what was lacking is in the other, and they share one word more
    where these tell little.
    Speakers are told apart by their attributions; two reports by themselves.

    Cost: linear in the clauses, and in those that have a word of what was lacking.
    """
    lacking: dict[int, frozenset[str]] = {}
    having: dict[str, list[int]] = {}
    gone = [[i for i, t in enumerate(r.tokens) if t.lemma.lower() in LACKING] for r in readings]
    for i, f in enumerate(frames):
        if f.kind != "clause" or f.is_nominal:
            continue
        words = _lacking(f, readings[f.report], gone[f.report])
        named = {_stem(part) for name in f.names for part in fold(name).lower().split()}
        if len(words) > 1 and words <= named:
            continue  # somebody, not something
        if len(words) > 1:
            lacking[i] = words
        elif not words and f.polarity == "affirmed" and f.modality == "stated":
            tokens = readings[f.report].tokens
            if tokens[f.head].features == "VBG" and tokens[f.head - 1].tag != "AUX":
                continue  # "to finish repairing the radar" says of no radar that it was there
            # What only says which of something is meant is not there by that: "passenger trains", without passengers.
            for stem in {_stem(tokens[k].lemma) for k in f.words_at if tokens[k].relation != "compound"}:
                having.setdefault(stem, []).append(i)
    found: list[Opposed] = []
    for i, words in lacking.items():
        f = frames[i]
        rows = sorted((having.get(word, []) for word in sorted(words)), key=len)
        against = [
            j
            for j in rows[0]
            if all(j in row for row in rows[1:])
            and differ_in_voice(f, frames[j], readings)
            and (
                sum(map(word_weight, words)) >= ENOUGH
                or set(_stems(f, readings)) & set(_nearby(frames[j], readings)) - words
            )
        ]
        if against:
            said = [frames[k].span.of(readings[frames[k].report].report.text) for k in (i, against[0])]
            found.append(Opposed(kind="polarity", sides=((i,), tuple(against)), said=(said[0], said[1])))
    return found


def differ_in_voice(f: Frame, g: Frame, readings: Sequence[Reading]) -> bool:
    """Whether two claims are of two speakers, or of two reports that name none for one of them."""
    speakers = _speaker(f, readings), _speaker(g, readings)
    if f.report != g.report:
        return None in speakers or not same_name(*(str(name) for name in speakers))
    return not f.span.overlaps(g.span) and speakers[0] != speakers[1]


def _lacking(f: Frame, reading: Reading, gone: Sequence[int]) -> frozenset[str]:
    """The words of what a clause says was lacking: "without a working radar".

    Args:
        f: The clause.
        reading: Its report's reading.
        gone: The report's words for it.
    """
    tokens = reading.tokens
    for i in gone:
        if f.span.contains(tokens[i].span) and tokens[i].head >= 0:
            if sum(t.lemma.lower() in NEGATIONS for t in _inside(f, reading)) > 1:
                break  # "cannot sail without a radar"
            head = tokens[i].head
            behind = range(i + 1, min(i + REACH, len(tokens)))
            said = [k for k in behind if k == head or tokens[k].head == head]
            return frozenset(_stem(tokens[k].lemma) for k in said if is_content(tokens[k]))
    return frozenset()


def _stem(lemma: str) -> str:
    """A word without the ending of a participle: "working" and "work" are one here."""
    low = lemma.lower()
    return low.removesuffix("ing") if len(low) > LONG else low


def _stems(f: Frame, readings: Sequence[Reading]) -> list[str]:
    return [_stem(readings[f.report].tokens[i].lemma) for i in f.words_at]


def _nearby(g: Frame, readings: Sequence[Reading]) -> list[str]:
    """The words of a frame and of the other clauses of its sentence."""
    tokens = readings[g.report].tokens
    return [_stem(t.lemma) for t in tokens if t.sentence == g.sentence and is_content(t)]


def _speaker(f: Frame, readings: Sequence[Reading]) -> str | None:
    """In whose words a frame is, as far as the report says."""
    for number in f.attributions:
        speaker = readings[f.report].attributions[number].speaker
        if speaker is not None:
            return speaker.name
    return None
