"""Opposition: which numbers of a story stand against each other, and what only the clauses show.

Numbers far apart look like two matters until their clauses are read. Here groups are joined by what only a
reader of the clauses sees, and numbers inside the clauses of one point are set against each other.

Public: :func:`join_numbers`, :func:`clause_values`, :func:`clause_contraries`, :func:`rival_contraries`,
:func:`rival_moves`, :func:`rival_negations`, :func:`one_or_more`, :func:`told_numbers`, :func:`told_alike`, :func:`pairs_within`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.claims.comparing.compare import rival_numbers, short
from firsthand.claims.comparing.counting import individual, tolls
from firsthand.claims.comparing.denials import STANDING, is_up_to
from firsthand.claims.comparing.groups import Groups, Opposed
from firsthand.claims.comparing.rivals import rival_frames
from firsthand.claims.frames import LIGHT, Frame
from firsthand.claims.joining.meaning import word_similarity
from firsthand.model import Claim, Difference, Quantity, Reading, timex
from firsthand.model.names import same_name

#: Likeness of two words from which they may name one matter ("labourer", "worker").
NEAR = 0.45
#: Chance that two clauses are of one matter from which the numbers in them are set against each other.
SURE = 0.5

#: And from which two nouns may name one person ("soldier", "troop").
SAME_PERSON = 0.55

#: Words by which a clause is only supposed, and how far up and aside they are looked for.
SUPPOSING = frozenset("if unless whether should would could".split())
DEEP = 4
REACH = 25
#: By how much something rose or fell is not what was done to it.
MEASURES = frozenset("percent % point cent dollar pound euro basis degree place".split())
TITLES = frozenset("mr. mrs. ms. dr. mr mrs ms dr".split())
#: Predicates of which one thing at one time can have but one side.
CONTRARIES: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (
        frozenset("rise gain climb jump surge soar increase grow rally up edge".split()),
        frozenset("fall drop decline slip slide plunge tumble sink decrease shrink plummet dip down".split()),
    ),
    (
        frozenset("accept approve endorse back support".split()),
        frozenset("reject oppose veto block".split()),
    ),
    (frozenset({"win"}), frozenset({"lose"})),
    (frozenset({"open", "reopen"}), frozenset({"close", "shut"})),
    (frozenset({"survive"}), frozenset({"die"})),
)


def join_numbers(
    groups: Sequence[tuple[int, ...]],
    frames: Sequence[Frame],
    readings: Sequence[Reading],
    probability: Mapping[tuple[int, int], float],
) -> tuple[tuple[int, ...], ...]:
    """Join the numbers that two clauses of one matter set against each other.

    "The deal would be worth $146 billion" and "amounts to $148.9 billion" are far from each other as
    numbers; their clauses say that they are of one thing. A report that has both numbers says two
    things: nothing is joined then.
    """
    by_place = {(f.report, f.quantity.start): i for i, f in enumerate(frames) if f.quantity is not None}
    held = Groups(groups, frames)
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
    for toll in tolls(frames, readings):
        held.gather(toll[0], set().union(*(held.saying(i) for i in toll)))
    for left, right in rival_frames(frames, readings):
        # Only who gives one of the two numbers stands on a side.
        sides = (held.saying(left), held.saying(right))
        if not {frames[i].report for i in sides[0]} & {frames[i].report for i in sides[1]}:
            held.gather(left, sides[0] | sides[1])
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
    for (i, j), p in probability.items():
        if i in of and of[i] == of.get(j):
            found[of[i]].append((i, j, p))
    for pairs in found:
        pairs.sort()
    return found


def clause_values(
    members: Sequence[tuple[Frame, Claim]], sure: Sequence[tuple[str, str]], readings: Sequence[Reading]
) -> tuple[Difference, ...]:
    """The numbers inside clauses of one matter that cannot all be right, if there are any.

    Args:
        members: The frames and claims of one point.
        sure: Ids of its claims that are surely of one matter, in order.
        readings: The story's readings.
    """
    frame = {c.id: f for f, c in members if f.quantities}
    seen = set()
    for first, second in sure:
        if first not in frame or second not in frame or not told_alike(frame[first], frame[second]):
            continue
        doers = [_words_at(f.doers_at, readings[f.report])[1] for f in (frame[first], frame[second])]
        if all(doers) and not doers[0] & doers[1]:
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


def clause_contraries(
    members: Sequence[tuple[Frame, Claim]], readings: Sequence[Reading]
) -> tuple[Difference, ...]:
    """Clauses of one point that say contrary things of one subject: it rose, it fell."""
    told = [(f, c) for f, c in members if _is_told(f, readings[f.report])]
    for one, other in CONTRARIES:
        sides = [[(f, c) for f, c in told if f.predicate[-1] in side] for side in (one, other)]
        if not all(sides) or {c.report for _, c in sides[0]} & {c.report for _, c in sides[1]}:
            continue
        if any(
            set(f.core) & set(g.core) and not _of_others(f.names, g.names) and _is_done_to_one(f, g, readings)
            for f, _ in sides[0]
            for g, _ in sides[1]
        ):
            said = " against ".join(f"“{short(side[0][1].text)}”" for side in sides)
            groups = tuple(tuple(c.id for _, c in side) for side in sides)
            return (Difference(kind="value", groups=groups, explanation=said),)
    return ()


def rival_contraries(frames: Sequence[Frame], readings: Sequence[Reading]) -> list[Opposed]:
    """Contrary things that two reports say of one named subject, wherever in the story: shares that rose, that fell.

    One subject: a name in common, and the other words of the one among the other's ("Oro Lines", "Oro Lines shares");
    where something is done to somebody, a word of that as well. A report that tells both tells two things.

    Cost: linear in the frames; quadratic in those that tell one of the contraries.
    """
    found: list[Opposed] = []
    either = frozenset(word for pair in CONTRARIES for side in pair for word in side)
    told = [
        i
        for i, f in enumerate(frames)
        if f.kind == "clause"
        and not f.is_nominal
        and f.predicate[-1] in either
        and _is_told(f, readings[f.report])
    ]
    for one, other in CONTRARIES:
        rows = [[i for i in told if frames[i].predicate[-1] in side] for side in (one, other)]
        for i in rows[0]:
            if any(i in side for o in found for side in o.sides):
                continue
            both = [
                {frames[k].report for k in row if _of_one_doer(frames[i], frames[k], readings)}
                for row in rows
            ]
            if both[0] & both[1]:
                continue
            sides = [
                tuple(k for k in row if k == i or _of_one_subject(frames[i], frames[k], readings))
                for row in rows
            ]
            reports = [{frames[k].report for k in side} for side in sides]
            if all(sides) and not reports[0] & reports[1]:
                is_move = one is CONTRARIES[0][0]
                found.append(_of_hours(sides[0], sides[1], frames, readings, is_move))
    return found


def _of_hours(
    one: tuple[int, ...],
    other: tuple[int, ...],
    frames: Sequence[Frame],
    readings: Sequence[Reading],
    is_move: bool,
) -> Opposed:
    """Two sides that say what cannot both be at one time; of something that moves, the later told is an update where
    all are printed at an hour that is known, those of one side before those of the other.
    """
    hours = [sorted(readings[frames[k].report].report.published or "" for k in side) for side in (one, other)]
    if hours[1][0] < hours[0][0]:
        one, other, hours = other, one, hours[::-1]
    known = all("T" in hour and "T00:00:00" not in hour for side in hours for hour in side)
    said = [frames[side[0]].span.of(readings[frames[side[0]].report].report.text) for side in (one, other)]
    return Opposed(
        kind="value",
        sides=(one, other),
        said=(said[0], said[1]),
        is_update=is_move and known and hours[0][-1] < hours[1][0],
    )


def rival_moves(frames: Sequence[Frame], readings: Sequence[Reading]) -> list[Opposed]:
    """By how much two reports of one day say that one named thing rose or fell, where they say it in percent and
    differ by more than rounding: prices of two hours, or a mistake.

    One subject and what a report tells twice as in :func:`rival_contraries`. Moves over more than a day are not
    compared.

    Cost: quadratic in the clauses of a percentage that rose or fell.
    """
    found: list[Opposed] = []
    for side in CONTRARIES[0]:
        told = [
            (i, f, by)
            for i, f in enumerate(frames)
            if f.kind == "clause"
            and f.predicate[-1] in side
            and (by := _percent(f)) is not None
            and _is_told(f, readings[f.report])
        ]
        for n, (_, f, by) in enumerate(told):
            for _, g, other in told[n + 1 :]:
                days = [readings[frame.report].report.published or "" for frame in (f, g)]
                if f.report == g.report or _rounds_to(by, other) or days[0][:10] != days[1][:10]:
                    continue
                if not _of_one_subject(f, g, readings):
                    continue
                sides = tuple(
                    tuple(k for k, h, b in told if _rounds_to(b, one) and _of_one_subject(f, h, readings))
                    for one in (by, other)
                )
                if not {frames[k].report for k in sides[0]} & {frames[k].report for k in sides[1]}:
                    found.append(_of_hours(sides[0], sides[1], frames, readings, is_move=True))
    return found


def _percent(f: Frame) -> float | None:
    """By what percentage a clause says that something moved, over no more than a day; None where it does not."""
    if f.time is not None and timex.granularity(f.time.value) not in ("day", "part", "hour", "minute"):
        return None
    found = [q.value for q in f.quantities if q.kind == "percentage" and q.low == q.high == q.value]
    return float(found[0]) if len(found) == 1 and found[0] is not None else None


def _rounds_to(a: float, b: float) -> bool:
    """Whether two numbers are one, as roughly as the rougher of them is given.

    Example:
        >>> _rounds_to(1.5, 2.0), _rounds_to(1.46, 1.5), _rounds_to(1.5, 6.6)
        (True, True, False)
    """
    places = min(len(f"{n:g}".partition(".")[2]) for n in (a, b))
    return abs(a - b) <= 0.5 * 10.0**-places + 1e-9


def rival_negations(frames: Sequence[Frame], readings: Sequence[Reading]) -> list[Opposed]:
    """What one report says was not done and another says was, wherever in the story: "did not name Lund", "named Petra Lund".

    One verb tells both, of the same thing and, where both say who did it, of somebody in common. Neither is supposed, planned or an infinitive.

    Cost: linear in the clauses, and in those of one verb.
    """
    denied: list[int] = []
    done: dict[str, list[int]] = {}
    for i, f in enumerate(frames):
        if f.kind != "clause" or f.is_nominal or f.modality != "stated" or not f.undergoers_at:
            continue
        if f.polarity == "denied" and not f.is_contested and f.denied not in LIGHT | STANDING:
            if f.predicate[-1] == f.denied and _is_so(f, readings[f.report]) and not is_up_to(f, readings):
                denied.append(i)
        elif f.predicate[-1] not in LIGHT and all(
            is_so(f, readings[f.report]) for is_so in (_is_told, _is_so)
        ):
            done.setdefault(f.predicate[-1], []).append(i)
    found: list[Opposed] = []
    for i in denied:
        f = frames[i]
        against = [
            j
            for j in done.get(f.denied, ())
            if frames[j].report != f.report and _of_one_doing(f, frames[j], readings)
        ]
        if against:
            said = [frames[k].span.of(readings[frames[k].report].report.text) for k in (i, against[0])]
            found.append(Opposed(kind="polarity", sides=((i,), tuple(against)), said=(said[0], said[1])))
    return found


def _is_so(f: Frame, reading: Reading) -> bool:
    """Whether a clause has a verb of its own hour, and is no infinitive, no condition and nothing that is yet to come."""
    tokens = reading.tokens
    below = {t.lemma.lower() for t in tokens[max(0, f.head - REACH) : f.head] if t.head == f.head}
    return (
        tokens[f.head].tag == "VERB"
        and not below & (SUPPOSING | {"to", "yet", "will", "immediately", "still", "ever"})
        and (tokens[f.head].features in ("VBD", "VBN", "VBZ", "VBP") or "do" in below)
    )


def _of_one_doing(f: Frame, g: Frame, readings: Sequence[Reading]) -> bool:
    """Whether the second of two clauses of one verb tells what the first denies: it was done to all that the first
    names, by one doer where both name one. Who denies a share of a thing denies nothing of the rest.
    """
    done_to = [set().union(*_words_at(h.undergoers_at, readings[h.report])) for h in (f, g)]
    doers = [set().union(*_words_at(h.doers_at, readings[h.report])) for h in (f, g)]
    if not done_to[0] - TITLES or not done_to[0] - TITLES <= done_to[1]:
        return False
    return not all(doers) or bool(doers[0] & doers[1])


def _is_told(f: Frame, reading: Reading) -> bool:
    """Whether a clause says that something is so: no plan, no supposition, nothing that did not come about."""
    if f.kind != "clause" or f.polarity != "affirmed" or f.modality != "stated":
        return False
    tokens, i = reading.tokens, f.head
    for _ in range(DEEP):
        below = [t.lemma.lower() for t in tokens[max(0, i - REACH) : i + REACH] if t.head == i]
        if SUPPOSING & set(below) or (i != f.head and {"not", "n't", "n’t"} & set(below)):
            return False
        i = tokens[i].head
        if i < 0:
            return True
    return True


def _of_one_subject(f: Frame, g: Frame, readings: Sequence[Reading]) -> bool:
    """Whether two clauses say something of one named subject, and of one time as far as they tell it."""
    if not _of_one_doer(f, g, readings):
        return False
    if f.time is not None and g.time is not None and not timex.compatible(f.time.value, g.time.value):
        return False
    return _is_done_to_one(f, g, readings)


def _is_done_to_one(f: Frame, g: Frame, readings: Sequence[Reading]) -> bool:
    """Whether what two clauses tell is done to one thing, or both to none: who backs a vote may oppose a war."""
    (a, named), (b, also) = (_words_at(frame.undergoers_at, readings[frame.report]) for frame in (f, g))
    if a and b:
        return bool(a & b)
    return not (a or named or b or also) or bool((a | named) & (b | also))


def _of_one_doer(f: Frame, g: Frame, readings: Sequence[Reading]) -> bool:
    """Whether two clauses have one named subject: a name in common, the other words of the one among the other's."""
    (a, named), (b, also) = (_words_at(frame.doers_at, readings[frame.report]) for frame in (f, g))
    return bool(named & also) and (a <= b or b <= a)


def _words_at(at: Sequence[int], reading: Reading) -> tuple[set[str], set[str]]:
    """The common words among some tokens, and the names."""
    words: tuple[set[str], set[str]] = (set(), set())
    for i in at:
        if reading.tokens[i].tag in ("NOUN", "PROPN") and reading.tokens[i].lemma.lower() not in MEASURES:
            words[reading.tokens[i].tag == "PROPN"].add(reading.tokens[i].lemma.lower())
    return words


def one_or_more(
    members: Sequence[tuple[Frame, Claim]], readings: Sequence[Reading]
) -> tuple[Difference, ...]:
    """Clauses of one point that tell of one and of several in one part: "a gunman", "gunmen".

    One is who is told with "a" or "one"; several are a plural that nothing counts. A report that tells of
    both in the point tells two things.
    """
    told = [
        (f, c, part, noun, several)
        for f, c in members
        if f.kind == "clause" and f.polarity == "affirmed"
        for part, noun, several in _numbered(f, readings[f.report])
    ]
    for f, _, part, noun, several in told:
        for g, _, other, word, others in told:
            if several or not others or part != other or f.report == g.report:
                continue
            if not _near(noun, word) or not told_alike(f, g):
                continue
            sides = [
                [(h, m) for h, m, p, w, many in told if p == part and many is side and _near(w, noun)]
                for side in (False, True)
            ]
            if {h.report for h, _ in sides[0]} & {h.report for h, _ in sides[1]}:
                continue
            said = " against ".join(f"“{short(side[0][1].text)}”" for side in sides)
            groups = tuple(tuple(dict.fromkeys(m.id for _, m in side)) for side in sides)
            return (Difference(kind="value", groups=groups, explanation=said),)
    return ()


def told_numbers(
    members: Sequence[tuple[Frame, Claim]], rivals: Mapping[tuple[int, int], tuple[int, int]]
) -> tuple[Difference, ...]:
    """The clauses of one point that tell alike what was found to differ in number: the point differs with them.

    Of a clause with more than one number it is not plain what it tells of which.

    Args:
        members: The frames and claims of the point.
        rivals: By report and place, the numbers of the story that differ from others: in which difference, on
            which side.
    """
    sides: dict[int, dict[int, list[tuple[Frame, Claim]]]] = {}
    for f, c in members:
        if len(f.quantities) == 1 and (key := (f.report, f.quantities[0].start)) in rivals:
            number, side = rivals[key]
            sides.setdefault(number, {}).setdefault(side, []).append((f, c))
    for found in sides.values():
        rows = [rows for _, rows in sorted(found.items())]
        reports = [report for row in rows for report in {f.report for f, _ in row}]
        if len(rows) < 2 or len(set(reports)) < len(reports):
            continue
        if any(told_alike(f, g) for f, _ in rows[0] for row in rows[1:] for g, _ in row):
            said = " against ".join(f"“{short(row[0][1].text)}”" for row in rows)
            groups = tuple(tuple(c.id for _, c in row) for row in rows)
            return (Difference(kind="value", groups=groups, explanation=said),)
    return ()


def _numbered(f: Frame, reading: Reading) -> list[tuple[str, str, bool]]:
    """The people who play a part in a clause: the part, the noun, and whether they are several."""
    tokens = reading.tokens
    found = []
    for part, at in (("doer", f.doers_at), ("undergoer", f.undergoers_at)):
        for i in at:
            noun = individual(tokens[i], reading.report.text)
            if noun is None or tokens[i].tag != "NOUN" or tokens[i].relation == "compound":
                continue
            beside = {t.lemma.lower() for t in tokens[max(0, i - 6) : i] if t.head == i}
            counted = any(t.tag == "NUM" for t in tokens[max(0, i - 6) : i] if t.head == i)
            # One of several is told of: "one of the passengers".
            counted = counted or tokens[tokens[i].head].tag in ("NUM", "DET", "PRON")
            if tokens[i].features == "NNS" and not counted:
                found.append((part, noun, True))
            elif tokens[i].features == "NN" and beside & {"a", "an", "one"}:
                found.append((part, noun, False))
    return found


def _near(a: str, b: str) -> bool:
    return a == b or word_similarity(a, b) > SAME_PERSON


def told_alike(f: Frame, g: Frame) -> bool:
    """Whether two clauses tell one thing of what they name: by their predicates, or by two words besides
    what is counted.
    """
    if _of_others(f.names, g.names):
        return False
    if _predicates_near(f, g):
        return True
    counted = {q.unit_name.split()[-1] for frame in (f, g) for q in frame.quantities}
    return len({w for w in f.words if w.isalpha()} & set(g.words) - counted) > 1


def _of_others(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two claims name somebody each, and nobody both: one firm's shares are not another's.

    Example:
        >>> _of_others(frozenset({"Oro Lines"}), frozenset({"Pell Ferries"})), _of_others(frozenset(), frozenset({"Pell"}))
        (True, False)
    """
    return bool(a and b) and not any(same_name(x, y) for x in a for y in b)


def _predicates_near(f: Frame, g: Frame) -> bool:
    return any(word_similarity(a, b) > NEAR for a in f.predicate for b in g.predicate)


def _says(q: Quantity, number: Quantity) -> bool:
    return rival_numbers([q], [number]) is None and q.kind == number.kind and q.value == number.value
