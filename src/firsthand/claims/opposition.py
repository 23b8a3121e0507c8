"""Opposition: which claims of a story stand against each other, and what only the clauses show.

Numbers far apart look like two matters until their clauses are read; a denial shares few words with what
it denies. Here groups are joined by what only a reader of the clauses sees, and numbers and denials of one
point are set against each other.

Public: :func:`join_numbers`, :func:`join_denials`, :func:`clause_values`, :func:`denials_of`,
:func:`told_alike`, :func:`pairs_within`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.claims.compare import rival_numbers, short
from firsthand.claims.frames import DENIALS, Frame
from firsthand.claims.meaning import word_similarity
from firsthand.model import Claim, Difference, Quantity

#: Likeness of two words from which they may name one matter ("labourer", "worker").
NEAR = 0.45
#: Chance that two clauses are of one matter from which the numbers in them are set against each other.
SURE = 0.5
#: And from which silence that a report remarks on is shown beside who speaks.
LIKELY = 0.2
#: Likeness of a negated word and an asserted one from which the one denies the other.
NEGATES = 0.6
#: Sentences before a denial in which what it denies is looked for.
JUST_BEFORE = 2


def join_numbers(
    groups: Sequence[tuple[int, ...]], frames: Sequence[Frame], probability: Mapping[tuple[int, int], float]
) -> tuple[tuple[int, ...], ...]:
    """Join the numbers that two clauses of one matter set against each other.

    "The deal would be worth $146 billion" and "amounts to $148.9 billion" are far from each other as
    numbers; their clauses say that they are of one thing. A report that has both numbers says two
    things: nothing is joined then.
    """
    by_place = {(f.report, f.quantity.start): i for i, f in enumerate(frames) if f.quantity is not None}
    held = _Groups(groups, frames)
    for group, pairs in zip(groups, pairs_within(groups, probability), strict=True):
        if frames[group[0]].kind != "clause":
            continue
        for i, j, p in pairs:
            numbers = frames[i].quantities, frames[j].quantities
            if p < SURE or not all(numbers) or not told_alike(frames[i], frames[j]):
                continue
            rivals = rival_numbers(*numbers)
            if rivals is None:
                continue
            left = by_place.get((frames[i].report, rivals[0].start))
            right = by_place.get((frames[j].report, rivals[1].start))
            if left is not None and right is not None and not held.reports(left) & held.reports(right):
                held.join(left, right)
    return held.all()


def pairs_within(
    groups: Sequence[Sequence[int]], probability: Mapping[tuple[int, int], float]
) -> list[list[tuple[int, int, float]]]:
    """For each group, the pairs of its frames that have a chance to be of one matter, in order.

    Frames that are in no group have no pairs.

    Cost: linear in the pairs that are known, whatever the groups' sizes.
    """
    of = {i: number for number, group in enumerate(groups) for i in group}
    found: list[list[tuple[int, int, float]]] = [[] for _ in groups]
    for (i, j), p in sorted(probability.items()):
        if i in of and of[i] == of.get(j):
            found[of[i]].append((i, j, p))
    return found


def join_denials(
    groups: Sequence[tuple[int, ...]], frames: Sequence[Frame], probability: Mapping[tuple[int, int], float]
) -> tuple[tuple[int, ...], ...]:
    """Bring a denial that stands alone to what it answers.

    A denial is worded by its denier and seldom like the assertion; missing the conflict costs a reader more
    than a loose join, which shows both sides in their words.
    """
    answered = {**_unsaid(frames, probability), **_answered(frames)}
    held = _Groups(groups, frames)
    for denial, other in sorted(answered.items()):
        if len(held.reports(denial)) == 1:
            held.join(other, denial)
    return held.all()


class _Groups:
    """Groups of frames while some are joined."""

    def __init__(self, groups: Sequence[tuple[int, ...]], frames: Sequence[Frame]) -> None:
        self._frames = frames
        self._members = {number: set(group) for number, group in enumerate(groups)}
        self._of = {i: number for number, group in enumerate(groups) for i in group}

    def reports(self, frame: int) -> set[int]:
        """The reports of the frame's group."""
        return {self._frames[i].report for i in self._members[self._of[frame]]}

    def join(self, frame: int, other: int) -> None:
        """Bring the other frame's group to the frame's, where they are two."""
        here, there = self._of[frame], self._of[other]
        if here != there:
            gone = self._members.pop(there)
            self._members[here] |= gone
            self._of.update(dict.fromkeys(gone, here))

    def all(self) -> tuple[tuple[int, ...], ...]:
        return tuple(sorted(tuple(sorted(group)) for group in self._members.values()))


def _unsaid(frames: Sequence[Frame], probability: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """For claims that somebody did not report a matter, the claim of another report that likeliest does."""
    best: dict[int, tuple[float, int]] = {}
    for (i, j), chance in probability.items():
        for denial, other in ((i, j), (j, i)):
            if frames[denial].is_speech_denied and frames[other].polarity == "affirmed" and chance > LIKELY:
                best[denial] = max(best.get(denial, (chance, -other)), (chance, -other))
    return {denial: -other for denial, (_, other) in best.items()}


def _answered(frames: Sequence[Frame]) -> dict[int, int]:
    """For denials, the claim just before, of somebody else, that names what they name.

    News sets a denial right behind what it denies.
    """
    found: dict[int, int] = {}
    for denial, f in enumerate(frames):
        if not f.is_contested:
            continue
        for other in range(denial - 1, -1, -1):
            g = frames[other]
            if g.report != f.report or g.sentence < f.sentence - JUST_BEFORE:
                break
            is_told = g.kind == "clause" and not g.is_nominal and g.polarity == "affirmed"
            is_told = is_told and not g.span.overlaps(f.span)
            if is_told and (g.attributions or g.stated_by) and f.names & g.names:
                found[denial] = other
                break
    return found


def clause_values(
    members: Sequence[tuple[Frame, Claim]], sure: Sequence[tuple[str, str]]
) -> tuple[Difference, ...]:
    """The numbers inside clauses of one matter that cannot all be right, if there are any.

    Args:
        members: The frames and claims of one point.
        sure: Ids of its claims that are surely of one matter, in order.
    """
    frame = {c.id: f for f, c in members if f.quantities}
    seen = set()
    for first, second in sure:
        if first not in frame or second not in frame or not told_alike(frame[first], frame[second]):
            continue
        rivals = rival_numbers(frame[first].quantities, frame[second].quantities)
        # The same two numbers have the same sides, whichever claims they are met in.
        if (
            rivals is None
            or (
                said := tuple((q.kind, q.unit_name, q.unit, q.value, q.low, q.high, q.change) for q in rivals)
            )
            in seen
        ):
            continue
        seen.add(said)
        sides = [
            [(h, m) for h, m in members if any(_says(q, rival) for q in h.quantities)] for rival in rivals
        ]
        if {h.report for h, _ in sides[0]} & {h.report for h, _ in sides[1]}:
            continue  # a report that has both says two things
        left, right = (side[0][1] for side in sides)
        return (
            Difference(
                kind="value",
                groups=tuple(tuple(m.id for _, m in side) for side in sides),
                explanation=f"“{short(left.text)}” against “{short(right.text)}”",
            ),
        )
    return ()


def told_alike(f: Frame, g: Frame) -> bool:
    """Whether two clauses tell one thing of what they name: by their predicates, or by two words besides
    what is counted.
    """
    if _predicates_near(f, g):
        return True
    counted = {q.unit_name.split()[-1] for frame in (f, g) for q in frame.quantities}
    return len({w for w in f.words if w.isalpha()} & set(g.words) - counted) > 1


def _predicates_near(f: Frame, g: Frame) -> bool:
    return any(word_similarity(a, b) > NEAR for a in f.predicate for b in g.predicate)


def _says(q: Quantity, number: Quantity) -> bool:
    return rival_numbers([q], [number]) is None and q.kind == number.kind and q.value == number.value


def denials_of(members: Sequence[tuple[Frame, Claim]]) -> dict[str, bool]:
    """Claims that deny what another claim of the point asserts; true where they deny a speech.

    A denying verb always does; a negation does when what it negates is what the other asserts ("did
    not sink" against "sank"), not when it stands in another part of the sentence.
    """
    asserted = {lemma for f, c in members if c.polarity == "affirmed" for lemma in f.predicate}
    found: dict[str, bool] = {}
    for frame, claim in members:
        if claim.polarity != "denied" or frame.kind != "clause":
            continue
        if frame.denied in DENIALS or frame.is_speech_denied:
            others = sorted({w for f, c in members if c.polarity == "affirmed" for w in f.words})
            if frame.is_contested or any(
                word_similarity(a, b) > NEAR for a in frame.denied_words for b in others
            ):
                found[claim.id] = frame.is_speech_denied
        elif any(word_similarity(frame.denied, lemma) > NEGATES for lemma in sorted(asserted)):
            found[claim.id] = False
    return found
