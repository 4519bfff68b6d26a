"""What a change of the rules would do, before anyone saves it."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from retailcrm.loyalty.past import Ints
from retailcrm.loyalty.program import Expiry, ExpiryMode, Program
from retailcrm.loyalty.replay import Replayed


@dataclass(frozen=True, slots=True)
class TierMove:
    """Members who would stand in another tier.

    Attributes:
        before: key of the tier now, empty for none.
        after: key of the tier then, empty for none.
        members: how many.
    """

    before: str
    after: str
    members: int


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """Two programs on the same past.

    Attributes:
        change: points more or fewer of each customer, in the order of the past.
        gaining: customers who would have earned more.
        losing: customers who would have earned less.
        points: points more or fewer of everyone.
        cost: what that costs more or less, in minor units.
        open_before: points open at the end under the old rules, if nobody had used any.
        open_after: the same under the new ones.
        liability_before: what those cost, in minor units.
        liability_after: the same under the new rules.
        moves: between tiers, those who stay left out.
        notice: first day on which the new rules should hold.
    """

    change: Ints
    gaining: int
    losing: int
    points: int
    cost: int
    open_before: int
    open_after: int
    liability_before: int
    liability_after: int
    moves: tuple[TierMove, ...]
    notice: date


def preview(old: tuple[Program, Replayed], new: tuple[Program, Replayed], today: date) -> Preview:
    """Compare two programs, each with its replay of the same past.

    Args:
        old: the rules in force.
        new: the rules that are to follow.
        today: the day on which the owner asks.
    """
    (rules, was), (wanted, will) = old, new
    change = will.of_customer - was.of_customer
    moves = _moves(rules, was, wanted, will)
    harsher = bool((change < 0).any()) or _fell(rules, wanted, moves)
    harsher = harsher or shortened(rules.expiry, wanted.expiry)
    days = max(rules.expiry.notice_days, wanted.expiry.notice_days) if harsher else 0
    return Preview(
        change,
        int((change > 0).sum()),
        int((change < 0).sum()),
        int(change.sum()),
        will.totals.cost - was.totals.cost,
        was.open_points,
        will.open_points,
        was.liability,
        will.liability,
        moves,
        today + timedelta(days=days),
    )


def shortened(before: Expiry, after: Expiry) -> bool:
    """Say whether points may be lost sooner than before, so that members must hear of it."""
    if after.mode is ExpiryMode.NEVER:
        return False
    if before.mode is not after.mode:
        return True
    if after.mode is ExpiryMode.FIXED:
        return (after.month, after.day) != (before.month, before.day)
    return after.months < before.months


def _moves(rules: Program, was: Replayed, wanted: Program, will: Replayed) -> tuple[TierMove, ...]:
    before = ["", *(tier.key for tier in rules.tiers.tiers)]
    after = ["", *(tier.key for tier in wanted.tiers.tiers)]
    cells = (was.held.astype(np.int64) + 1) * len(after) + will.held + 1
    counts = np.bincount(cells, minlength=len(before) * len(after))
    found = [
        TierMove(before[at // len(after)], after[at % len(after)], int(counts[at]))
        for at in np.flatnonzero(counts).tolist()
    ]
    return tuple(one for one in found if one.before != one.after)


def _fell(rules: Program, wanted: Program, moves: tuple[TierMove, ...]) -> bool:
    """Say whether someone would stand lower: among the new tiers, or out of all of them."""
    order = {tier.key: tier.threshold for tier in (*rules.tiers.tiers, *wanted.tiers.tiers)}
    return any(order.get(one.after, -1) < order.get(one.before, -1) for one in moves)
