"""Changes: what is different between two accounts of one story.

Points carry numbers of their account only, so they are matched by the claims they share: the same
words at the same place of the same report.

Public: :func:`changes`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from firsthand.model.account import Account
from firsthand.model.claim import Claim, Point


@dataclass(frozen=True, slots=True, kw_only=True)
class PointChange:
    """One point before and after, and what of it changed.

    ``what`` names, in this order: status, origins, claims, differences.
    """

    before: Point
    after: Point
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChanges:
    """What a later account of a story has that an earlier one had not, and the other way round."""

    reports_added: tuple[str, ...]
    reports_gone: tuple[str, ...]
    points_added: tuple[Point, ...]
    points_gone: tuple[Point, ...]
    points_changed: tuple[PointChange, ...]

    def __bool__(self) -> bool:
        return bool(
            self.reports_added
            or self.reports_gone
            or self.points_added
            or self.points_gone
            or self.points_changed
        )


def changes(before: Account, after: Account) -> AccountChanges:
    """Compare two accounts of one story. Linear in their claims.

    A later point continues the earlier one with which it shares most claims; of several that continue
    one earlier point (it was parted), the one that shares most does, the others are new.
    """
    # Two points may rest on the same words: one on what is counted there, one on what happened.
    places: dict[tuple[str, int, int, str], set[int]] = {}
    for n, point in enumerate(before.points):
        for claim in point.claims:
            places.setdefault(_place(claim), set()).add(n)
    shared: Counter[tuple[int, int]] = Counter()
    for m, point in enumerate(after.points):
        for claim in point.claims:
            for n in places.get(_place(claim), ()):
                shared[n, m] += 1
    continued: dict[int, int] = {}
    for (n, m), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if n not in continued.values() and m not in continued:
            continued[m] = n
    old_reports = [reading.report.id for reading in before.readings]
    new_reports = [reading.report.id for reading in after.readings]
    changed = []
    for m, n in sorted(continued.items()):
        what = _what_changed(before.points[n], after.points[m])
        if what:
            changed.append(PointChange(before=before.points[n], after=after.points[m], what=what))
    kept = set(continued.values())
    return AccountChanges(
        reports_added=tuple(r for r in new_reports if r not in old_reports),
        reports_gone=tuple(r for r in old_reports if r not in new_reports),
        points_added=tuple(p for m, p in enumerate(after.points) if m not in continued),
        points_gone=tuple(p for n, p in enumerate(before.points) if n not in kept),
        points_changed=tuple(changed),
    )


def _place(claim: Claim) -> tuple[str, int, int, str]:
    return (claim.report, claim.span.start, claim.span.end, claim.text)


def _what_changed(before: Point, after: Point) -> tuple[str, ...]:
    origins = (before.origins.least, before.origins.most, before.origins.names)
    compared = {
        "status": before.status != after.status,
        "origins": origins != (after.origins.least, after.origins.most, after.origins.names),
        "claims": {_place(c) for c in before.claims} != {_place(c) for c in after.claims},
        "differences": [d.kind for d in before.differences] != [d.kind for d in after.differences],
    }
    return tuple(name for name, differs in compared.items() if differs)
