"""During the move to points: who gets a gift, how each week went, and when to pause."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.words import say
from retailcrm.loyalty.liability import Worth, half_up
from retailcrm.loyalty.transition import PhaseTerms

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Column = NDArray[np.integer[Any]]

MOST_CHURN = 0.04
"""The move pauses when so much more of the best members stay away than before."""
NEVER = -(2**31)
"""The day number that stands for "never"."""
_WEEK = 7
_HAIR = 1e-12  # exactly the limit is not beyond it, whatever floats say


@dataclass(frozen=True, slots=True, eq=False)
class Compensation:
    """Who loses in the end, and the points that make up for it.

    Attributes:
        change: what each member's year would change by, in minor units.
        loses: flags of the members who lose.
        gift: start gift of each member in points; 0 for those who do not lose.
        points: all gifts together.
        cost: what they are worth, in minor units, before points that are never used.
    """

    change: Ints
    loses: Flags
    gift: Ints
    points: int
    cost: int


def start_gifts(discount: Column, months: int, value: Decimal) -> Ints:
    """Give one month of each member's former discount as points.

    Args:
        discount: what each member was let off in the period, in minor units.
        months: length of the period.
        value: minor units that one point is worth, up to four decimals.
    """
    price = int(value.scaleb(4)) * months
    gifts: Ints = (2 * 10**4 * np.maximum(discount, 0).astype(np.int64) + price) // (2 * price)
    return gifts


def compensation(
    terms: PhaseTerms, group: Column, list_amount: Column, discount: Column, value: Decimal
) -> Compensation:
    """Find who loses by the end of the move, from a year of their own receipts.

    Args:
        terms: the last phase.
        group: each member's position in the mix, -1 for none (points without multiplier).
        list_amount: each member's goods of the last twelve months before discount.
        discount: each member's discount in them.
        value: minor units that one point is worth.
    """
    plain = terms.phase.discount + terms.base
    values = np.array([*(one.value for one in terms.groups), plain])
    later = np.rint(list_amount * values[np.where(group < 0, values.size - 1, group)])
    change = later.astype(np.int64) - discount
    loses: Flags = change < 0
    gift = np.where(loses, start_gifts(discount, 12, value), 0)
    points = int(gift.sum())
    worth = half_up(Worth(value).price(points, Decimal(1)))
    return Compensation(change, loses, gift, points, worth)


@dataclass(frozen=True, slots=True)
class Pause:
    """Whether the move should pause, and why in words."""

    pause: bool
    told: str


def stop_rule(away: float | None, before: float, most: float = MOST_CHURN) -> Pause:
    """Judge whether the best members stay away more than they did.

    Args:
        away: share of loyal members and champions who are missing now; None if unknown.
        before: the same before the move.
        most: how much more is still borne.
    """
    if away is None:
        return Pause(pause=False, told=say("Nothing can be said yet: no loyal members are known."))
    if away > before + most + _HAIR:
        told = say("Pause: more of the loyal members stay away than the move can bear.")
        return Pause(pause=True, told=told)
    return Pause(pause=False, told=say("Carry on: the loyal members keep coming."))


@dataclass(frozen=True, slots=True, eq=False)
class Receipts:
    """Members' receipts since the move began, in any order; money in minor units.

    Attributes:
        day: business date as a day number.
        member: position of the member.
        net: net sales.
        discount: what the member was let off.
        earned: points earned.
        redeemed: points used.
    """

    day: Column
    member: Column
    net: Column
    discount: Column
    earned: Column
    redeemed: Column


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """What is known of each member when the move begins.

    Attributes:
        seen: day of the latest visit before it, NEVER without one.
        limit: days of silence from which the member is missing; NaN if nobody can say.
        best: whether loyal or a champion then.
        moved: day on which the member changed to points, NEVER if not yet.
        carded: day on which the new card was handed out, NEVER if not yet.
    """

    seen: Column
    limit: NDArray[np.float64]
    best: Flags
    moved: Column
    carded: Column


@dataclass(frozen=True, slots=True)
class Week:
    """How the move stands at the end of a week.

    Attributes:
        first: day number of its first day.
        last: day number of its last day.
        buyers: members who bought in it.
        net: their net sales.
        discount: what they were let off.
        earned: points they earned.
        redeemed: points they used.
        moved: members on points by its end.
        carded: members with a new card by its end.
        members: all members.
        best: loyal members and champions whose rhythm is known.
        away: of them, missing at its end.
    """

    first: int
    last: int
    buyers: int
    net: int
    discount: int
    earned: int
    redeemed: int
    moved: int
    carded: int
    members: int
    best: int
    away: int

    @property
    def away_share(self) -> float | None:
        """Give the share of the best members who are missing; None of nobody."""
        return self.away / self.best if self.best else None

    def cost_rate(self, value: Decimal, redeemed: float) -> float | None:
        """Give what discount and points cost of what the goods listed for; None without sales.

        Args:
            value: minor units that one point is worth.
            redeemed: share of points ever redeemed.
        """
        listed = self.net + self.discount
        cost = self.discount + self.earned * float(value) * redeemed
        return cost / listed if listed > 0 else None


def progress(members: Members, receipts: Receipts, first: int, last: int) -> tuple[Week, ...]:
    """Tell how the move went, week by week.

    Args:
        members: all members that take part.
        receipts: their receipts; those outside the weeks are left out.
        first: day number of the first day of the move.
        last: the last day with data; a week that is not over counts as far as it goes.
    """
    seen = members.seen.astype(np.int64)
    weeks = []
    for start in range(first, last + 1, _WEEK):
        end = min(start + _WEEK - 1, last)
        rows = (receipts.day >= start) & (receipts.day <= end)
        who, bought = receipts.member[rows], receipts.net[rows] > 0
        np.maximum.at(seen, who[bought], receipts.day[rows][bought])
        weeks.append(_week(members, receipts, rows, seen, (start, end)))
    return tuple(weeks)


def seen_by(members: Members, receipts: Receipts, end: int) -> Ints:
    """Give the day of each member's latest visit by the end of a day, NEVER without one."""
    seen = members.seen.astype(np.int64)
    came = (receipts.day <= end) & (receipts.net > 0)
    np.maximum.at(seen, receipts.member[came], receipts.day[came])
    return seen


def watched(members: Members, seen: Ints) -> Flags:
    """Say of each member whether they are among the best, with a rhythm that is known."""
    found: Flags = members.best & (seen != NEVER) & ~np.isnan(members.limit)
    return found


def _week(
    members: Members, receipts: Receipts, rows: Flags, seen: Ints, days: tuple[int, int]
) -> Week:
    def total(column: Column) -> int:
        return int(column[rows].sum(dtype=np.int64))

    def since(column: Column) -> int:
        return int(((column != NEVER) & (column <= days[1])).sum())

    best = watched(members, seen)
    away = best & (days[1] - seen > members.limit)
    bought = receipts.member[rows & (receipts.net > 0)]
    return Week(
        *days,
        buyers=int(np.unique(bought).size),
        net=total(receipts.net),
        discount=total(receipts.discount),
        earned=total(receipts.earned),
        redeemed=total(receipts.redeemed),
        moved=since(members.moved),
        carded=since(members.carded),
        members=int(members.seen.size),
        best=int(best.sum()),
        away=int(away.sum()),
    )
