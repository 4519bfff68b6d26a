"""What the shop owes in points, for the accountant and in plain cost.

Under IFRS 15 and ASC 606 points are a right that the member buys along with the goods: part of
each sale is theirs, is put aside, and becomes revenue as points are used. A small shop may
look at plain cost instead; the sheet carries both. Sums are kept exact and rounded only where
they are shown, as differences of rounded running totals, so every column adds up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from retailcrm.core.words import say

_HALF = Fraction(1, 2)


def half_up(amount: Fraction) -> int:
    """Round to whole minor units, halves away from zero."""
    whole = floor(abs(amount) + _HALF)
    return -whole if amount < 0 else whole


@dataclass(frozen=True, slots=True)
class Worth:
    """What a point stands for.

    Attributes:
        value: minor units to the member.
        cost_factor: what a unit of reward costs the shop; 1 for money off.
    """

    value: Decimal
    cost_factor: Decimal = Decimal(1)

    def price(self, points: int, share: Decimal) -> Fraction:
        """Give what points would sell for by themselves, given the share ever redeemed."""
        return points * Fraction(self.value) * Fraction(share)

    def cost(self, points: int, share: Decimal) -> Fraction:
        """Give what open points will cost the shop, given the share ever redeemed."""
        return self.price(points, share) * Fraction(self.cost_factor)


@dataclass(frozen=True, slots=True)
class Allocation:
    """How a sale divides between goods and points, exactly, in minor units."""

    goods: Fraction
    points: Fraction


def allocate(paid: int, goods: int, points: Fraction) -> Allocation:
    """Divide what was paid by what goods and points would sell for by themselves.

    Args:
        paid: what the customer paid.
        goods: price of the goods by themselves; the same as `paid` without a discount.
        points: price of the points by themselves, see `Worth.price`.

    Returns:
        Both parts, which add up to `paid`. Returns (all negative) divide likewise; where only
        one of goods and points has a price, points get nothing.
    """
    if goods * points <= 0 or paid * goods <= 0:
        return Allocation(Fraction(paid), Fraction(0))
    part = paid * points / (goods + points)
    return Allocation(paid - part, part)


def released(allocated: Fraction, redeemed: int, expected: int) -> Fraction:
    """Give how much of the revenue put aside has been earned so far.

    Args:
        allocated: everything put aside so far.
        redeemed: points redeemed so far.
        expected: points ever redeemed in the end, as judged today.
    """
    if redeemed >= expected:
        return allocated
    return allocated * max(redeemed, 0) / expected


@dataclass(frozen=True, slots=True)
class Period:
    """What happened to points in a month or a year.

    Attributes:
        name: as it is printed.
        sales: net sales on the receipts that earned, in minor units.
        earned: points earned, less what returns took back.
        redeemed: points used, less what was given back.
        expired: points lost.
        other: adjustments, opening balances and the like; may be negative.
        share: share of points ever redeemed as judged at the end of the period.
        to_come: open points that will still be used, by the age of their lots; None takes
            `share` of all points there were.
    """

    name: str
    sales: int
    earned: int
    redeemed: int
    expired: int
    share: Decimal
    other: int = 0
    to_come: int | None = None


@dataclass(frozen=True, slots=True)
class LiabilityRow:
    """One period of the sheet: points first, then money in minor units.

    Attributes:
        name: the period.
        opening: points open at its beginning.
        earned: points earned in it.
        redeemed: points used in it.
        expired: points lost in it.
        other: adjustments in it.
        closing: points open at its end.
        share: share of points ever redeemed, as judged then.
        expected: points ever redeemed in the end, of all there were so far.
        owed_before: revenue put aside at the beginning.
        allocated: revenue put aside in it.
        revenue: revenue that points used or lost in it released.
        owed: revenue put aside at the end: the liability.
        cost: the simple view: what the open points will cost.
    """

    name: str
    opening: int
    earned: int
    redeemed: int
    expired: int
    other: int
    closing: int
    share: Decimal
    expected: int
    owed_before: int
    allocated: int
    revenue: int
    owed: int
    cost: int


@dataclass(frozen=True, slots=True)
class LiabilitySheet:
    """Points and what they are worth, period by period.

    Attributes:
        worth: what a point stands for.
        rows: the periods in order.
    """

    worth: Worth
    rows: tuple[LiabilityRow, ...]

    def total(self) -> LiabilityRow | None:
        """Give all periods as one row; None without any."""
        if not self.rows:
            return None
        first, last = self.rows[0], self.rows[-1]
        return LiabilityRow(
            say("All periods"),
            first.opening,
            sum(row.earned for row in self.rows),
            sum(row.redeemed for row in self.rows),
            sum(row.expired for row in self.rows),
            sum(row.other for row in self.rows),
            last.closing,
            last.share,
            last.expected,
            first.owed_before,
            sum(row.allocated for row in self.rows),
            sum(row.revenue for row in self.rows),
            last.owed,
            last.cost,
        )

    def notes(self) -> tuple[str, ...]:
        """Say what the two views mean, for the foot of the sheet."""
        return (
            say(
                "Deferred revenue follows IFRS 15 and ASC 606: part of each sale belongs to points."
            ),
            say("The cost view is no accounting standard: open points by value, share and cost."),
            say("Ask your accountant which of the two your books need."),
        )


@dataclass(frozen=True, slots=True)
class _Running:
    points: int = 0
    came: int = 0
    redeemed: int = 0
    allocated: Fraction = Fraction(0)
    revenue: Fraction = Fraction(0)


def liability_sheet(worth: Worth, periods: Iterable[Period]) -> LiabilitySheet:
    """Roll points and revenue forward, from the first period on.

    Args:
        worth: what a point stands for.
        periods: all periods since the program began, in order, without gaps.
    """
    running, rows = _Running(), []
    for period in periods:
        after, expected = _after(worth, running, period)
        rows.append(_row(worth, period, running, after, expected))
        running = after
    return LiabilitySheet(worth, tuple(rows))


def _after(worth: Worth, before: _Running, period: Period) -> tuple[_Running, int]:
    points = before.points + period.earned + period.other - period.redeemed - period.expired
    came = before.came + period.earned + period.other
    redeemed = before.redeemed + period.redeemed
    price = worth.price(period.earned, period.share)
    allocated = before.allocated + allocate(period.sales, period.sales, price).points
    to_come = period.to_come
    if to_come is None:
        to_come = half_up(Fraction(period.share) * came) - redeemed
    expected = redeemed + min(max(to_come, 0), max(points, 0))
    revenue = released(allocated, redeemed, expected)
    return _Running(points, came, redeemed, allocated, revenue), expected


def _row(
    worth: Worth, period: Period, before: _Running, after: _Running, expected: int
) -> LiabilityRow:
    put_aside = half_up(after.allocated) - half_up(before.allocated)
    revenue = half_up(after.revenue) - half_up(before.revenue)
    return LiabilityRow(
        period.name,
        before.points,
        period.earned,
        period.redeemed,
        period.expired,
        period.other,
        after.points,
        period.share,
        expected,
        half_up(before.allocated) - half_up(before.revenue),
        put_aside,
        revenue,
        half_up(after.allocated) - half_up(after.revenue),
        half_up(worth.cost(max(after.points, 0), period.share)),
    )
