"""From pairs of like reports to stories: copies first, then groups that fit each other, then the lone.

Two groups are joined while the average likeness across them holds against two things: how like the
reports inside each group already are (:data:`COHESION`: a group whose reports agree closely does not take
in one that is merely of its kind, which keeps two earthquakes of one year apart), and how many reports
stand on the smaller side (:data:`MASS`: many reports that never met are no accident). See
docs/decisions/0015. A report that is alone then goes to the story whose report it is likest, if no other
story comes near (:data:`CLEAR`): a teaser, or one that tells of one side of the matter only.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from firsthand.model import Card, Placement, Story
from firsthand.model.grouping import agglomerate
from firsthand.stories.features import Kept, Traits
from firsthand.stories.likeness import MOST_COPIES, Ints, Pairs, runs

THRESHOLD = 0.10  #: fit that two groups need
FLOOR = 0.09  #: likeness below which a pair speaks against joining two groups
COHESION = 0.5  #: exponent: how strongly likeness inside a group raises what it asks of another
LOOSE = 0.15  #: likeness inside a group up to which nothing is raised
MASS = 0.15  #: exponent: how strongly the size of the smaller group raises it
CLEAR = 0.6  #: of the likeness to the nearest story, what a lone report may have to any other
N_WORDS, N_NAMES = 6, 4  #: shown of what two reports share


def fit(across: float, n: int, m: int, within_n: float, within_m: float) -> float:
    """How well two groups go together: their average likeness, against what each is inside.

    The likeness inside is drawn towards :data:`LOOSE` by one pair's weight, since of one report nothing
    is known.

    Example:
        >>> fit(0.2, 1, 1, 0, 0), round(fit(9 * 0.2, 3, 3, 3 * 0.6, 3 * 0.6), 3)
        (0.2, 0.094)
    """
    inside_n = (within_n + LOOSE) / (n * (n - 1) / 2 + 1)
    inside_m = (within_m + LOOSE) / (m * (m - 1) / 2 + 1)
    least, small = min(inside_n, inside_m), min(n, m)
    value = across / (n * m)
    if least > LOOSE:
        value *= (LOOSE / least) ** COHESION
    return float(value if small == 1 else value * small**-MASS)


def join(first: Ints, pairs: Pairs) -> list[tuple[int, ...]]:
    """Groups of reports, each in exactly one: copies at once, then by fit, then the lone.

    ``first`` is what :func:`firsthand.stories.copies.copies` gives. Cost: some ten microseconds a pair.
    """
    families, family = np.unique(first, return_inverse=True)
    strong = pairs.likeness >= FLOOR
    left, right, like = family[pairs.left[strong]], family[pairs.right[strong]], pairs.likeness[strong]
    inner = left == right
    inside = np.bincount(left[inner], like[inner], minlength=len(families)).astype(np.float64)
    sizes = np.bincount(family, minlength=len(families))
    # Of a text with very many prints not every pair is held: the others are as like as those that are.
    many = np.flatnonzero(sizes > MOST_COPIES)
    n_inner = np.bincount(left[inner], minlength=len(families))[many]
    inside[many] *= sizes[many] * (sizes[many] - 1) / 2 / n_inner
    low, high = np.minimum(left, right)[~inner], np.maximum(left, right)[~inner]
    codes, at = np.unique(low * len(families) + high, return_inverse=True)
    across = np.bincount(at, like[~inner], minlength=len(codes))
    likeness = {
        (i, j): p
        for i, j, p in zip(
            (codes // max(1, len(families))).tolist(),
            (codes % max(1, len(families))).tolist(),
            across.tolist(),
            strict=True,
        )
    }
    groups = agglomerate(
        len(families),
        likeness,
        THRESHOLD,
        fit,
        sizes=sizes.tolist(),
        inside=inside.tolist(),
    )
    home = np.zeros(len(families), np.int64)
    for number, group in enumerate(groups):
        home[list(group)] = number
    members: dict[int, list[int]] = defaultdict(list)
    for report, number in enumerate(_take_in(home[family], pairs).tolist()):
        members[number].append(report)
    return [tuple(group) for _, group in sorted(members.items())]


def _take_in(home: Ints, pairs: Pairs) -> Ints:
    """The group of each report, with lone reports in the group that alone is near them, if one is.

    A lone report joins no other lone report here, and draws nobody after it.
    """
    size = np.bincount(home)
    mine = np.concatenate([pairs.left, pairs.right])
    other = home[np.concatenate([pairs.right, pairs.left])]
    like = np.concatenate([pairs.likeness] * 2)
    asked = size[home[mine]] == 1
    mine, other, like = mine[asked], other[asked], like[asked]
    # The nearest report of each group that is near at all, the nearest group first; of equals the first.
    order = np.lexsort((other, -like, mine))
    mine, other, like = mine[order], other[order], like[order]
    home = home.copy()
    for a, b in runs(mine):
        nearest = other[a]
        others = like[a:b][other[a:b] != nearest]
        if size[nearest] > 1 and (not len(others) or others[0] <= CLEAR * like[a]):
            home[mine[a]] = nearest
    return home


def tell_stories(
    held: Sequence[Kept],
    twins: Sequence[Sequence[Card]],
    pairs: Pairs,
    first: Ints,
    groups: Sequence[tuple[int, ...]],
) -> tuple[Story, ...]:
    """Stories of groups, the largest first, then by day and id.

    ``twins`` are, for each of ``held``, the cards of the reports with the same words on the same day, it
    among them.
    """
    home = np.zeros(len(held), np.int64)
    for number, group in enumerate(groups):
        home[list(group)] = number
    likest = _likest(len(held), pairs, home)
    nearest = _likest(len(held), pairs, np.zeros(len(held), np.int64))
    stories = []
    for group in groups:
        rows = [(card, at) for at in group for card in twins[at]]
        rows.sort(key=lambda row: (row[0].published or "9999", row[0].id))
        prints: dict[int, str] = {}
        for card, at in rows:
            prints.setdefault(int(first[at]), card.id)
        days = sorted(card.published_day for card, _ in rows if card.published_day)
        placements = tuple(
            _placement(card, at, held, twins, likest.get(at), nearest.get(at), prints[int(first[at])])
            for card, at in rows
        )
        stories.append(
            Story(
                id="s" + hashlib.sha256(rows[0][0].id.encode("utf-8", "surrogatepass")).hexdigest()[:12],
                title=_title([(held[at], card) for card, at in rows]),
                start=days[0] if days else None,
                end=days[-1] if days else None,
                reports=tuple(card.id for card, _ in rows),
                reasons=tuple((p.report, p.reason) for p in placements),
                placements=placements,
            )
        )
    stories.sort(key=lambda s: (-len(s.reports), s.start or "9999", s.id))
    return tuple(stories)


def _likest(n: int, pairs: Pairs, home: Ints) -> dict[int, tuple[int, float]]:
    """For each report, the one it is likest in its own story; of equals, the first."""
    inner = home[pairs.left] == home[pairs.right]
    mine = np.concatenate([pairs.left[inner], pairs.right[inner]])
    other = np.concatenate([pairs.right[inner], pairs.left[inner]])
    like = np.concatenate([pairs.likeness[inner]] * 2)
    order = np.lexsort((other, -like, mine))
    first = order[np.unique(mine[order], return_index=True)[1]]
    return {
        a: (b, p)
        for a, b, p in zip(mine[first].tolist(), other[first].tolist(), like[first].tolist(), strict=True)
    }


def _placement(
    card: Card,
    at: int,
    held: Sequence[Kept],
    twins: Sequence[Sequence[Card]],
    likest: tuple[int, float] | None,
    nearest: tuple[int, float] | None,
    printed: str,
) -> Placement:
    twin = next((other for other in twins[at] if other.id != card.id), None)
    if twin is not None:
        other, like = at, 1.0
        name = twin.id
    elif likest is not None:
        other, like = likest
        name = held[other].card.id
    elif nearest is not None:
        names, words = _in_common(held[at].traits, held[nearest[0]].traits)
        return Placement(report=card.id, names=names, words=words)
    else:
        return Placement(report=card.id)
    mine, theirs = held[at].traits, held[other].traits
    names, words = _in_common(mine, theirs)
    return Placement(
        report=card.id,
        likest=name,
        likeness=round(like, 4),
        days_apart=None if mine.day is None or theirs.day is None else abs(mine.day - theirs.day),
        names=names,
        words=words,
        days_named=tuple(sorted(set(mine.days_named) & set(theirs.days_named))),
        copy_of=None if printed == card.id else printed,
    )


def _in_common(mine: Traits, theirs: Traits) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names and the other words that weigh most in both, the weightiest first."""
    weight = dict(zip(theirs.keys, theirs.key_weights, strict=True))
    shared = sorted(
        (k for k in mine.keys if k in weight),
        key=lambda k: (-weight[k] * mine.key_weights[mine.keys.index(k)], k),
    )
    names = {*mine.names, *theirs.names}
    return (
        tuple(k for k in shared if k in names)[:N_NAMES],
        tuple(k for k in shared if k not in names)[:N_WORDS],
    )


def _title(rows: Sequence[tuple[Kept, Card]]) -> str:
    """The title nearest to what all reports speak of."""
    centre: dict[str, float] = defaultdict(float)
    for kept, _ in rows:
        for key, weight in zip(kept.traits.keys, kept.traits.key_weights, strict=True):
            centre[key] += weight

    def rank(row: tuple[Kept, Card]) -> tuple[bool, float, str]:
        kept, card = row
        words = kept.heading if card.id == kept.card.id else ()
        return (not kept.is_titled, -sum(centre.get(w, 0.0) for w in words) / (3 + len(words)), card.id)

    return min(rows, key=rank)[1].title
