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
from collections.abc import Mapping, Sequence

from firsthand.claims.comparing.groups import Groups, Opposed
from firsthand.claims.frames import DENIALS, FALSEHOODS, LIGHT, REPORTS, TELLING, Frame, is_content
from firsthand.claims.joining.meaning import word_similarity, word_weight
from firsthand.model import Claim, Reading
from firsthand.model.names import fold, same_name

#: Likeness of two words from which they may name one matter ("labourer", "worker").
NEAR = 0.45
#: Chance from which silence that a report remarks on is shown beside who speaks.
LIKELY = 0.2
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
    probability: Mapping[tuple[int, int], float],
) -> tuple[tuple[tuple[int, ...], ...], Mapping[int, int]]:
    """Bring a denial that stands alone to what it answers.

    A denial is worded by its denier and seldom like the assertion; missing the conflict costs a reader more
    than a loose join, which shows both sides in their words.

    Returns:
        The groups, and the frames that deny, each with the one that it answers.
    """
    answered = {
        **_unsaid(frames, readings, probability),
        **_answered(frames),
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


def _unsaid(
    frames: Sequence[Frame], readings: Sequence[Reading], probability: Mapping[tuple[int, int], float]
) -> dict[int, int]:
    """For claims that somebody did not report a matter, the claim of another report that says they did; where
    none does, the one that likeliest tells the matter.
    """
    best: dict[int, tuple[float, int]] = {}
    for (i, j), chance in probability.items():
        for denial, other in ((i, j), (j, i)):
            if frames[denial].is_speech_denied and frames[other].polarity == "affirmed" and chance > LIKELY:
                best[denial] = max(best.get(denial, (chance, -other)), (chance, -other))
    found = {denial: -other for denial, (_, other) in best.items()}
    for denial, f in enumerate(frames):
        if not f.is_speech_denied or not f.core:
            continue
        silent = [*f.names, subject_of(f, readings[f.report])]
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


def subject_of(f: Frame, reading: Reading) -> str:
    """The name of who denies, or is said not to have told, as it stands before the verb."""
    words = []
    for token in reading.tokens:
        if f.span.start <= token.start < f.span.end:
            if token.tag == "VERB":
                break
            if token.tag in ("PROPN", "NOUN", "ADJ"):
                words.append(token.span.of(reading.report.text))
    return " ".join(words)


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


def _answered(frames: Sequence[Frame]) -> dict[int, int]:
    """For denials, the claim just before, of somebody else, that names what they name; for who calls a
    statement false, the first claim of the statement just before.

    News sets a denial right behind what it denies.
    """
    found: dict[int, int] = {}
    for denial, f in enumerate(frames):
        if not f.is_contested:
            continue
        is_called_false = bool(FALSEHOODS & set(f.predicate))
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
            elif f.names & g.names:
                found[denial] = other
                break
        if denial not in found and f.denied in DENIALS and REPORTS & set(f.denied_words):
            behind = _behind(denial, frames)
            if behind is not None:
                found[denial] = behind
    return found


def _behind(denial: int, frames: Sequence[Frame]) -> int | None:
    """What a report, a claim or an accusation says that somebody denies, where it follows in the same sentence:
    "disputes a report that the two had met".
    """
    f = frames[denial]
    for other in range(denial + 1, len(frames)):
        g = frames[other]
        if g.report != f.report or g.sentence != f.sentence:
            return None
        is_told = g.kind == "clause" and not g.is_nominal and g.polarity == "affirmed"
        if is_told and not TELLING & set(g.predicate) and not g.span.overlaps(f.span):
            return other
    return None


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
    members: Sequence[tuple[Frame, Claim]], answering: frozenset[str] = frozenset()
) -> dict[str, bool]:
    """Claims that deny what another claim of the point asserts; true where they deny a speech.

    A denying verb always does, and so does a claim that was found to answer one; a negation does when what
    it negates is what the other asserts ("did not sink" against "sank"), not when it stands in another part
    of the sentence.

    Args:
        members: The frames and claims of the point.
        answering: Ids of claims that were joined because they deny (:func:`join_denials`).
    """
    told = [f for f, c in members if c.polarity == "affirmed" and not WITHHELD & set(f.predicate)]
    found: dict[str, bool] = {}
    for frame, claim in members:
        if claim.polarity != "denied" or frame.kind != "clause":
            continue
        if claim.id in answering:
            found[claim.id] = frame.is_speech_denied
        elif frame.denied in DENIALS and not denies_fact(frame) and not frame.is_speech_denied:
            continue
        elif frame.denied in DENIALS or frame.is_speech_denied:
            others = sorted({w for f, c in members if c.polarity == "affirmed" for w in f.words})
            if frame.is_contested or any(
                word_similarity(a, b) > NEAR for a in frame.denied_words for b in others
            ):
                found[claim.id] = frame.is_speech_denied
        elif not UP_TO.search(claim.text) and any(_negates(frame, f) for f in told):
            found[claim.id] = False
    return found


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
    return bool(negated) and len(beside & set(told.words)) > (denial.denied in VAGUE)


def is_overtaken(
    members: Sequence[tuple[Frame, Claim]],
    denials: Mapping[str, bool],
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
            or denials[claim.id]
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
    """Whether two claims are of two reports, or of two speakers in one."""
    if f.report != g.report:
        return True
    return not f.span.overlaps(g.span) and _speaker(f, readings) != _speaker(g, readings)


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
