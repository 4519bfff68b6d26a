"""How many of the points that members earn are ever used: the shop's own curve.

Points are followed by the month in which they were earned. The age of a lot is the number of
calendar months since; a cell of the triangle that lies in the future is -1.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.words import say

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Column = NDArray[np.integer[Any]]

YOUNG = 12
"""Months of data below which nothing of the shop's own counts."""
GROWN = 24
"""Months of data from which the shop's own curve stands alone."""
_OWN_WEIGHT = 0.1  # the assumption weighs as much as a tenth of a year's points


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Points that left their lots, one row a movement.

    Attributes:
        earned: month number in which the lot was earned.
        month: month number in which they left.
        points: how many; points given back to their lot are negative.
    """

    earned: Column
    month: Column
    points: Column


@dataclass(frozen=True, slots=True, eq=False)
class Triangle:
    """What became of each month's points, by age.

    Attributes:
        first_month: month number of the first row.
        earned: points earned in each month, less what returns took back.
        used: of them, used up to each age in months.
        expired: of them, expired up to each age.
    """

    first_month: int
    earned: Ints
    used: Ints
    expired: Ints

    def known(self) -> NDArray[np.bool_]:
        """Tell the cells that have happened."""
        found: NDArray[np.bool_] = self.used >= 0
        return found

    def so_far(self, cells: Ints) -> Ints:
        """Give each month's latest figure of `used` or `expired`."""
        latest = self.known().sum(axis=1) - 1
        found: Ints = cells[np.arange(self.earned.size), latest]
        return found

    def still_open(self) -> Ints:
        """Give the points of each month that are neither used nor expired."""
        return self.earned - self.so_far(self.used) - self.so_far(self.expired)


def triangle(month: Column, earned: Column, used: Moves, expired: Moves, last: int) -> Triangle:
    """Lay the movements of points out by month earned and age.

    Args:
        month: month number of each lot; opening balances are no earnings and stay out.
        earned: points of each lot, less what returns took back.
        used: points used.
        expired: points expired.
        last: the last month that is over; later rows are left out.
    """
    lots = month <= last
    first = int(month[lots].min(initial=last + 1))
    rows = max(0, last + 1 - first)
    sums = np.zeros(rows, dtype=np.int64)
    np.add.at(sums, month[lots] - first, earned[lots])
    return Triangle(first, sums, _cells(used, first, rows), _cells(expired, first, rows))


def _cells(moves: Moves, first: int, rows: int) -> Ints:
    cells = np.zeros((rows, rows), dtype=np.int64)
    row, age = moves.earned - first, moves.month - moves.earned
    seen = (row >= 0) & (age >= 0) & (row + age < rows)
    np.add.at(cells, (row[seen], age[seen]), moves.points[seen])
    cells = np.cumsum(cells, axis=1)
    cells[np.add.outer(np.arange(rows), np.arange(rows)) >= rows] = -1
    return cells


@dataclass(frozen=True, slots=True)
class Ladder:
    """What each month's points come to once they are all used or lost.

    Attributes:
        links: growth of the points used from each age to the next; None where none were.
        ultimates: points of each month ever used.
        share: of all points earned, ever used; None if none were earned.
        to_come: points still to be used.
    """

    links: tuple[float | None, ...]
    ultimates: tuple[float, ...]
    share: float | None
    to_come: float


def chain_ladder(cohorts: Triangle) -> Ladder:
    """Carry each month's points forward as the older months went on.

    A month of which nothing is used yet has nothing to carry forward; it takes the share of
    the months before it.
    """
    links = _links(cohorts)
    known = cohorts.known()
    ultimates: list[float] = []
    for row, age in enumerate(known.sum(axis=1) - 1):
        used = float(cohorts.used[row, age])
        growth = _growth(links[age:])
        if used > 0 and growth is not None:
            ultimates.append(used * growth)
        else:
            before = float(cohorts.earned[:row].sum())
            likewise = cohorts.earned[row] * (sum(ultimates) / before if before else 0.0)
            # What is used already will not be used less.
            ultimates.append(max(used, likewise))
    earned, ends = float(cohorts.earned.sum()), sum(ultimates)
    to_come = ends - float(cohorts.so_far(cohorts.used).sum())
    return Ladder(links, tuple(map(float, ultimates)), ends / earned if earned else None, to_come)


def _links(cohorts: Triangle) -> tuple[float | None, ...]:
    known, used = cohorts.known(), cohorts.used
    found: list[float | None] = []
    for age in range(max(0, used.shape[1] - 1)):
        both = known[:, age + 1]
        before, after = int(used[both, age].sum()), int(used[both, age + 1].sum())
        found.append(after / before if before > 0 else None)
    return tuple(found)


def _growth(links: tuple[float | None, ...]) -> float | None:
    growth = 1.0
    for link in links:
        if link is None:
            return None
        growth *= link
    return growth


class Found(StrEnum):
    """How the share of points redeemed was found."""

    ASSUMED = "assumed"
    BLENDED = "blended"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class Redemption:
    """The share of points that members ever use.

    Attributes:
        share: the share, between 0 and 1.
        found: how it was found.
        told: the same in words.
    """

    share: float
    found: Found
    told: str


def blend(assumed: float, weight: float, used: float, earned: float) -> float:
    """Mix an assumption with what months that are all over have shown.

    Args:
        assumed: the share assumed.
        weight: how many points the assumption counts for.
        used: points used of the months that are over.
        earned: points earned in those months.
    """
    whole = weight + earned
    return (weight * assumed + used) / whole if whole else assumed


def redemption_share(cohorts: Triangle, assumed: float = 0.75) -> Redemption:
    """Find the share of points ever redeemed, by the best means that the data allow.

    Args:
        cohorts: points by the month in which they were earned, up to the last month over.
        assumed: the share of a shop that knows nothing yet.

    Returns:
        The share, and how it was found: assumed in the first year, mixed with the months that
        are all over in the second, then the shop's own curve.
    """
    months = int(cohorts.earned.size)
    ladder = chain_ladder(cohorts) if months >= GROWN else None
    if ladder is not None and ladder.share is not None and _shows_a_curve(ladder):
        return _measured(cohorts, ladder.share)
    if months < YOUNG or cohorts.earned.sum() <= 0:
        told = say(
            "Assumed: there are {months} months of points, {least} are needed.",
            months=months,
            least=YOUNG,
        )
        return Redemption(assumed, Found.ASSUMED, told)
    return _blended(cohorts, assumed)


def _shows_a_curve(ladder: Ladder) -> bool:
    """Say whether a year of ages was seen; members who began to use points lately show none."""
    return sum(link is not None for link in ladder.links) >= YOUNG


def _measured(cohorts: Triangle, share: float) -> Redemption:
    months = int(cohorts.earned.size)
    told = say("Measured on the points earned in {months} months.", months=months)
    if cohorts.still_open()[0] > 0:
        told += " " + say("What members use after {months} months is not in it.", months=months)
    return Redemption(min(max(share, 0.0), 1.0), Found.MEASURED, told)


def _blended(cohorts: Triangle, assumed: float) -> Redemption:
    over = (cohorts.still_open() <= 0) & (cohorts.earned > 0)
    weight = _OWN_WEIGHT * float(cohorts.earned[-YOUNG:].sum())
    used, earned = cohorts.so_far(cohorts.used)[over].sum(), cohorts.earned[over].sum()
    if not earned:
        told = say("Assumed: no month's points are all used or expired yet.")
        return Redemption(assumed, Found.ASSUMED, told)
    told = say(
        "Mixed: {used} of {earned} points of the months that are over were used; "
        "the assumption counts as {weight} points.",
        used=int(used),
        earned=int(earned),
        weight=round(weight),
    )
    share = blend(assumed, weight, float(used), float(earned))
    return Redemption(min(max(share, 0.0), 1.0), Found.BLENDED, told)


@dataclass(frozen=True, slots=True)
class LotCurve:
    """What becomes of points as they grow older, as shares of the points earned.

    Attributes:
        used: used by the end of each age in months.
        expired: expired by then.
        still: still open then.
    """

    used: tuple[float, ...]
    expired: tuple[float, ...]
    still: tuple[float, ...]

    def chance(self, age: int) -> float | None:
        """Give the share of points open at the end of an age that will be used.

        Those open at the end of the curve are taken to end as the others did. None if the
        curve shows no point that came to an end.
        """
        ended = self.used[-1] + self.expired[-1] if self.used else 0.0
        if not ended:
            return None
        tail = self.used[-1] / ended
        at = min(age, len(self.used) - 1)
        if not self.still[at]:
            return tail
        return (self.used[-1] - self.used[at] + self.still[-1] * tail) / self.still[at]


def lot_curve(cohorts: Triangle) -> LotCurve:
    """Follow points by the age of their lots, young lots counting as far as they have come.

    The estimate for two ways to end: at each age the points still open and watched are those
    at risk of being used or of expiring.
    """
    known = cohorts.known()
    left = np.hstack([cohorts.earned[:, None], _left(cohorts)[:, :-1]])
    still, used, expired = 1.0, 0.0, 0.0
    shares: list[tuple[float, float, float]] = []
    for age in range(known.shape[1]):
        rows = known[:, age]
        open_points = int(left[rows, age].sum())
        if open_points > 0:
            went = int(_steps(cohorts.used)[rows, age].sum()) / open_points
            lost = int(_steps(cohorts.expired)[rows, age].sum()) / open_points
            used, expired = used + still * went, expired + still * lost
            still = max(0.0, still * (1 - went - lost))
        shares.append((used, expired, still))
    columns = tuple(zip(*shares, strict=True)) or ((), (), ())
    return LotCurve(*columns)


def expected_use(cohorts: Triangle, curve: LotCurve) -> float | None:
    """Give how many of the open points will be used, each by the age of its lot."""
    total, last = 0.0, cohorts.earned.size - 1
    for row, points in enumerate(cohorts.still_open()):
        chance = curve.chance(last - row)
        if chance is None:
            return None
        total += float(points) * chance
    return total


def _left(cohorts: Triangle) -> Ints:
    left: Ints = cohorts.earned[:, None] - cohorts.used - cohorts.expired
    return left


def _steps(cells: Ints) -> Ints:
    return np.diff(cells, axis=1, prepend=0)
