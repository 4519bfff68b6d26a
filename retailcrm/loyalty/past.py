"""The shop's own receipts as parallel columns, for trying a program on them.

Names are kept once and lines hold their positions, so a rule that asks about goods is asked
once for each product and category, however many million lines there are.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Column = NDArray[np.integer[Any]]

NO_COST = -(2**63)
"""The cost of a line whose cost nobody knows."""


@dataclass(frozen=True, slots=True)
class Names:
    """What positions in the columns stand for.

    Attributes:
        products: article number and name of each product.
        categories: as the till writes them.
        groups: keys of the groups of members.
        tiers: keys of the tiers.
        coupons: the codes on a receipt, each combination once.
    """

    products: tuple[tuple[str, str], ...] = ()
    categories: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    coupons: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Customers:
    """Everyone the shop knows; a column of None holds for nobody.

    Attributes:
        ids: customer ids.
        member: whether the customer holds a card; None: all do.
        group: position in `Names.groups`, -1 for none.
        tier: position in `Names.tiers`, -1 for none; None: tiers follow from spending.
    """

    ids: Ints
    member: Flags | None = None
    group: Column | None = None
    tier: Column | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """One row for each receipt.

    Attributes:
        day: business date as a day number.
        customer: position in `Customers.ids`, -1 for nobody known.
        tip: in minor units.
        points_paid: money that points paid, in minor units.
        coupon: position in `Names.coupons`, -1 for none.
    """

    day: Column
    customer: Column
    tip: Column | None = None
    points_paid: Column | None = None
    coupon: Column | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """One row for each line of a receipt, sorted by receipt.

    Attributes:
        receipt: position in `Heads`.
        net: after discounts, without tax; negative on a return.
        discount: what was taken off.
        quantity: thousandths; negative on a return.
        gift: a gift card sold.
        product: position in `Names.products`, -1 where the till names no goods.
        category: position in `Names.categories`, -1 for none.
        cost: in minor units, NO_COST where nobody knows; None: of no line.
        returned: net amount that came back later and has no receipt of its own.
        returned_quantity: thousandths of it.
        tax: of the line.
    """

    receipt: Column
    net: Column
    discount: Column
    quantity: Column
    gift: Flags
    product: Column
    category: Column
    cost: Column | None = None
    returned: Column | None = None
    returned_quantity: Column | None = None
    tax: Column | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """A stretch of the shop's past.

    Attributes:
        heads: its receipts, in the order in which they count.
        lines: their lines.
        customers: everyone.
        names: what the positions stand for.
        digits: decimals of the currency.
    """

    heads: Heads
    lines: Lines
    customers: Customers
    names: Names = Names()
    digits: int = 2

    def starts(self) -> Ints:
        """Give where each receipt's lines start, and the end of the last one's."""
        whole = np.arange(self.heads.day.size + 1, dtype=self.lines.receipt.dtype)
        return np.searchsorted(self.lines.receipt, whole).astype(np.int64)


def sums(values: NDArray[Any], starts: Ints) -> NDArray[Any]:
    """Add values up between starts; nothing between two equal ones is 0."""
    found = np.zeros(starts.size - 1, dtype=values.dtype)
    filled = np.flatnonzero(np.diff(starts) > 0)
    if filled.size:
        found[filled] = np.add.reduceat(values, starts[filled])
    return found
