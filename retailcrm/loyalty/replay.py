"""Any program tried on the shop's own past: what it gives, to whom, and what must pay for it.

Nothing here guesses what members would buy because of the program. How much more they must
buy for it to pay is worked out; how much more they will is for the owner to say.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.days import day_of, month_index
from retailcrm.loyalty.awarding import award, earners, kept_of, stretches
from retailcrm.loyalty.liability import Worth, half_up
from retailcrm.loyalty.outstanding import open_by_customer
from retailcrm.loyalty.past import NO_COST, Column, Flags, Ints, Past, sums
from retailcrm.loyalty.program import ExpiryMode, Program
from retailcrm.loyalty.ranks import Histories, Ranked, Spending, histories, ranked
from retailcrm.loyalty.redeeming import value_of

Floats = NDArray[np.float64]
NO_TIERS = -1


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the past under the program; money in minor units.

    Attributes:
        month: number of the month, see `core.days`.
        net: net sales to those who earn.
        discount: what they were let off.
        points: points they would have earned.
    """

    month: int
    net: int
    discount: int
    points: int


@dataclass(frozen=True, slots=True)
class Change:
    """Who is better and who is worse off than with the discount they had.

    Attributes:
        group: key of the group; empty: everyone.
        members: who bought.
        winners: of them, whose points are worth more than their discount was.
        losers: of them, whose points are worth less.
        won: what winners get more, in minor units.
        lost: what losers get less.
    """

    group: str
    members: int
    winners: int
    losers: int
    won: int
    lost: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole stretch of those who earn; money in minor units.

    Attributes:
        receipts: their receipts.
        net: their net sales.
        discount: what they were let off.
        margin: net sales less cost, assumed where the cost is not known.
        points: points they would have earned.
        value: what the points are worth to them.
        cost: what the points would cost the shop, given the share ever redeemed.
    """

    receipts: int
    net: int
    discount: int
    margin: int
    points: int
    value: int
    cost: int

    @property
    def of_sales(self) -> float | None:
        """Give the value of points as a share of net sales."""
        return self.value / self.net if self.net > 0 else None

    @property
    def of_margin(self) -> float | None:
        """Give the value of points as a share of the margin."""
        return self.value / self.margin if self.margin > 0 else None

    @property
    def uplift_beside(self) -> float | None:
        """Give the extra share of sales whose margin pays for points beside the discount."""
        return self.cost / self.margin if self.margin > 0 else None

    @property
    def uplift_instead(self) -> float | None:
        """Give the extra share of sales that pays for points in place of the discount."""
        margin = self.margin + self.discount
        return max(0, self.cost - self.discount) / margin if margin > 0 else None

    def gain(self, uplift: float) -> float:
        """Give what is left in the end if sales rise by a share; points follow sales.

        Args:
            uplift: the share, which the owner expects; nothing here knows it.
        """
        return self.margin * uplift - self.cost * (1 + uplift)


@dataclass(frozen=True, slots=True, eq=False)
class Replayed:
    """A program on a past; columns by receipt or by customer, in the order of the past.

    Attributes:
        points: points of each receipt.
        tier: each receipt's position among the program's tiers, -1 for none.
        of_customer: points of each customer.
        value: what they are worth, in minor units.
        net: net sales of each customer who earns.
        discount: what each was let off.
        margin: of what each bought.
        still: points of each that have not expired at the end if nobody had used any.
        counts: receipts that count, of those who earn.
        held: each customer's tier at the end, -1 for none.
        months: month by month.
        changes: by group, then everyone.
        totals: all of it.
        open_points: points not expired at the end if nobody had used any.
        liability: what they will cost, given the share ever redeemed, in minor units.
    """

    points: Ints
    tier: NDArray[np.int16]
    of_customer: Ints
    value: Ints
    net: Ints
    discount: Ints
    margin: Floats
    still: Ints
    counts: Flags
    held: NDArray[np.int16]
    months: tuple[Month, ...]
    changes: tuple[Change, ...]
    totals: Totals
    open_points: int
    liability: int


def replay(
    past: Past,
    program: Program,
    *,
    since: int | None = None,
    until: int | None = None,
    margin: float = 0.4,
) -> Replayed:
    """Try a program on the past.

    Args:
        past: receipts in the order in which they count.
        program: the rules, as if they had always been so.
        since: first day that counts; receipts before it only make tiers. None: all count.
        until: last day, at whose end points are still open or not; None: the last receipt's.
        margin: assumed margin on the list amount where the cost is not known.
    """
    figures = _figures(past, margin)
    end = until if until is not None else int(past.heads.day.max(initial=0))
    told = _histories(past, program)
    tiers = _tiers(past, program, figures.net, end)
    points = award(past, program, tiers.at_sale, figures.back, told)
    counts = _counting(past, since, until)
    points[~counts] = 0
    earns = counts & earners(past, program)[past.heads.customer]
    return _told(past, program, _Run(figures, tiers, points, earns, told), end)


@dataclass(frozen=True, slots=True, eq=False)
class _Figures:
    """What each receipt brought: goods only, less what came back."""

    net: Ints
    discount: Ints
    margin: Floats
    back: Flags


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    figures: _Figures
    tiers: Ranked
    points: Ints
    earns: Flags
    told: Histories


def _figures(past: Past, margin: float) -> _Figures:
    starts = past.starts()
    rows = [_of_lines(past, starts[first : last + 1], margin) for first, last in stretches(starts)]
    columns = [np.concatenate(one) for one in zip(*rows, strict=True)]
    if not columns:
        none = np.zeros(0, dtype=np.int64)
        return _Figures(none, none, none.astype(np.float64), none.astype(np.bool_))
    return _Figures(columns[0], columns[1], columns[2], columns[3])


def _of_lines(past: Past, starts: Ints, margin: float) -> tuple[Ints, Ints, Floats, Flags]:
    lines, at = past.lines, slice(int(starts[0]), int(starts[-1]))
    local = starts - starts[0]
    sold = lines.net[at].astype(np.int64)
    kept, off = kept_of(lines, at), lines.discount[at].astype(np.int64)
    cost = None if lines.cost is None else lines.cost[at]
    known = np.zeros(sold.size, dtype=np.bool_) if cost is None else cost != NO_COST
    if lines.returned is not None:
        # What came back takes its part of the discount and of the cost along.
        part = np.where(sold == 0, 1.0, kept / np.where(sold == 0, 1, sold))
        off = np.rint(off * part).astype(np.int64)
        cost = None if cost is None else np.where(known, cost * part, 0.0)
    left = (kept + off) * margin - off
    if cost is not None:
        left = np.where(known, kept - cost, left)
    back = sums((sold > 0).astype(np.int32), local) == 0
    gift = lines.gift[at]
    for column in (kept, off, left) if gift.any() else ():
        column[gift] = 0
    return sums(kept, local), sums(off, local), sums(left, local), back


def _histories(past: Past, program: Program) -> Histories:
    """Gather receipts by customer where a rule asks for it; nobody's otherwise."""
    count = past.customers.ids.size
    if program.earning.carry or program.expiry.mode is ExpiryMode.INACTIVITY:
        return histories(past.heads.customer, past.heads.day, count)
    return Histories(np.zeros(0, dtype=np.int64), np.zeros(count + 1, dtype=np.int64))


def _tiers(past: Past, program: Program, net: Ints, end: int) -> Ranked:
    """Follow tiers through the past, or take those the customers hold today."""
    tier, who = past.customers.tier, past.heads.customer
    if tier is None and program.tiers.tiers:
        spent = Spending(who, past.heads.day, net, past.customers.ids.size)
        return ranked(program.tiers, spent, end, program.closed)
    places = {one.key: at for at, one in enumerate(program.tiers.tiers)}
    known = [places.get(key, NO_TIERS) for key in (*past.names.tiers, "")]
    held = np.full(past.customers.ids.size, NO_TIERS, dtype=np.int16)
    if tier is not None:
        held = np.array(known, dtype=np.int16)[tier]
    at_sale = np.append(held, np.int16(NO_TIERS))[who]
    return Ranked(at_sale, held, np.zeros(0, dtype=np.int64))


def _counting(past: Past, since: int | None, until: int | None) -> Flags:
    day = past.heads.day
    counts = np.ones(day.size, dtype=np.bool_)
    if since is not None:
        counts &= day >= since
    if until is not None:
        counts &= day <= until
    return counts


def _told(past: Past, program: Program, run: _Run, end: int) -> Replayed:
    figures, earns, who = run.figures, run.earns, past.heads.customer

    def of_customer(column: NDArray[Any]) -> NDArray[Any]:
        found = np.zeros(past.customers.ids.size, dtype=column.dtype)
        np.add.at(found, who[earns], column[earns])
        return found

    points, net = of_customer(run.points), of_customer(figures.net)
    discount, value = of_customer(figures.discount), worth(points, program.redeeming.value)
    earned = np.where(earns, run.points, 0)
    still = open_by_customer(past, program, earned, end, run.told, figures.back)
    open_points = int(still.sum())
    return Replayed(
        run.points,
        run.tiers.at_sale,
        points,
        value,
        net,
        discount,
        of_customer(figures.margin),
        still,
        earns,
        run.tiers.held,
        _months(past, run),
        _changes(past, value - discount, _bought(past, earns)),
        _totals(program, run),
        open_points,
        _cost(open_points, program),
    )


def worth(points: Ints, value: Decimal) -> Ints:
    """Give what points are worth in minor units, halves rounded up."""
    fine = int(value.scaleb(4))
    return (2 * points * fine + 10**4) // (2 * 10**4)


def _cost(points: int, program: Program) -> int:
    each = Worth(program.redeeming.value, program.cost_factor)
    return half_up(each.cost(points, program.urr))


def _totals(program: Program, run: _Run) -> Totals:
    def total(column: Ints) -> int:
        return int(column[run.earns].sum(dtype=np.int64))

    points = total(run.points)
    return Totals(
        int(run.earns.sum()),
        total(run.figures.net),
        total(run.figures.discount),
        round(float(run.figures.margin[run.earns].sum())),
        points,
        value_of(points, program.redeeming),
        _cost(points, program),
    )


def _months(past: Past, run: _Run) -> tuple[Month, ...]:
    rows = np.flatnonzero(run.earns)
    if not rows.size:
        return ()
    month = _month_of(past.heads.day[rows])
    first = int(month.min())
    columns = np.zeros((3, int(month.max()) + 1 - first), dtype=np.int64)
    found = (run.figures.net, run.figures.discount, run.points)
    for place, column in enumerate(found):
        np.add.at(columns[place], month - first, column[rows])
    return tuple(
        Month(first + at, *(int(one) for one in column)) for at, column in enumerate(columns.T)
    )


def _month_of(day: Column) -> Ints:
    # The calendar is asked once for each day there is, not for each receipt.
    first = int(day.min())
    calendar = [month_index(day_of(one)) for one in range(first, int(day.max()) + 1)]
    return np.array(calendar, dtype=np.int64)[day.astype(np.int64) - first]


def _bought(past: Past, earns: Flags) -> Flags:
    found = np.zeros(past.customers.ids.size, dtype=np.bool_)
    found[past.heads.customer[earns]] = True
    return found


def _changes(past: Past, change: Ints, bought: Flags) -> tuple[Change, ...]:
    group = past.customers.group
    rows = (
        []
        if group is None
        else [
            _change(key, change[bought & (group == at)]) for at, key in enumerate(past.names.groups)
        ]
    )
    return (*rows, _change("", change[bought]))


def _change(key: str, change: Ints) -> Change:
    won, lost = change[change > 0], change[change < 0]
    return Change(key, change.size, won.size, lost.size, int(won.sum()), -int(lost.sum()))
