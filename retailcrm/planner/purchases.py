"""Purchases of known customers as columns, and how these customers come back."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.cohorts import months
from retailcrm.analytics.spans import LOYAL

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

OFFLINE, ONLINE = "offline", "online"
CHANNELS = (OFFLINE, ONLINE)


@dataclass(frozen=True, slots=True, eq=False)
class Purchases:
    """One receipt a row, sorted by customer and day.

    Attributes:
        customer: who bought.
        day: business day number.
        amount: net sales in minor units; below zero for what came back.
        online: bought in the web shop.
        is_sale: a purchase; what only came back is money, but no purchase.
    """

    customer: Ints
    day: Ints
    amount: Ints
    online: Bools
    is_sale: Bools

    def take(self, wanted: Bools) -> "Purchases":
        """Give some of the rows."""
        return Purchases(
            self.customer[wanted],
            self.day[wanted],
            self.amount[wanted],
            self.online[wanted],
            self.is_sale[wanted],
        )

    @property
    def sales(self) -> "Purchases":
        """Those that are purchases."""
        return self.take(self.is_sale)

    def of(self, channel: str) -> "Purchases":
        """Give those of one channel."""
        return self.take(self.online if channel == ONLINE else ~self.online)

    def between(self, first: int, last: int) -> "Purchases":
        """Give those of some days, both included."""
        return self.take((self.day >= first) & (self.day <= last))


def purchases(
    customer: Ints, day: Ints, amount: Ints, online: Bools, is_sale: Bools | None = None
) -> Purchases:
    """Sort columns of any order into purchases; all are sales unless told."""
    order = np.lexsort((day, customer))
    sale = np.ones(day.size, np.bool_) if is_sale is None else is_sale
    return Purchases(customer[order], day[order], amount[order], online[order], sale[order])


@dataclass(frozen=True, slots=True, eq=False)
class Buyers:
    """Each customer's purchases together, in the order of `ids`.

    Attributes:
        ids: ascending.
        number: of purchases.
        amount: of all of them less what came back, minor units.
        first: day of the first.
        last: day of the last.
    """

    ids: Ints
    number: Ints
    amount: Ints
    first: Ints
    last: Ints

    @property
    def loyal(self) -> Bools:
        """Who bought at least twice."""
        return self.number >= LOYAL


def buyers(bought: Purchases) -> Buyers:
    """Add purchases up by customer; who only brought something back is no buyer."""
    sales = bought.sales
    ids, starts, number = np.unique(sales.customer, return_index=True, return_counts=True)
    if not ids.size:
        none = np.zeros(0, np.int64)
        return Buyers(none, none, none, none, none)
    at = np.searchsorted(ids, bought.customer)
    known = ids[np.minimum(at, ids.size - 1)] == bought.customer
    amount = np.zeros(ids.size, np.int64)
    np.add.at(amount, at[known], bought.amount[known])
    return Buyers(
        ids, number.astype(np.int64), amount, sales.day[starts], sales.day[starts + number - 1]
    )


@dataclass(frozen=True, slots=True)
class LoyalRatio:
    """How many came back at all.

    Attributes:
        share: of loyal among all, None without anybody.
        ratio: loyal for each who bought once, None where nobody bought once.
    """

    clients: int
    loyal: int
    disloyal: int
    share: float | None
    ratio: float | None


def loyal_ratio(every: Buyers) -> LoyalRatio:
    """Set those who bought at least twice beside those who bought once."""
    clients, loyal = every.ids.size, int(every.loyal.sum())
    once = clients - loyal
    return LoyalRatio(
        clients, loyal, once, loyal / clients if clients else None, loyal / once if once else None
    )


@dataclass(frozen=True, slots=True, eq=False)
class Monthly:
    """A channel month by month, without gaps.

    Attributes:
        first: the first month, counted from January 1970.
        clients: distinct customers of each month.
        receipts: their purchases.
        revenue: minor units.
    """

    first: int
    clients: Ints
    receipts: Ints
    revenue: Ints

    @property
    def frequency(self) -> Floats:
        """Purchases of a client in each month; 0 in a month without any."""
        return self.receipts / np.maximum(self.clients, 1)

    @property
    def check(self) -> Floats:
        """Average purchase of each month in minor units; 0 in a month without any."""
        return self.revenue / np.maximum(self.receipts, 1)


def monthly(bought: Purchases, first: int, many: int) -> Monthly:
    """Add purchases up by month.

    Args:
        bought: of one channel.
        first: month to begin with, counted from January 1970.
        many: how many months.
    """
    at = months(bought.day).astype(np.int64) - first
    seen = (at >= 0) & (at < many)
    at, held = at[seen], bought.take(seen)
    sold, who = at[held.is_sale], held.customer[held.is_sale]
    return Monthly(
        first,
        np.bincount(sold[_changes(who, sold)], minlength=many).astype(np.int64),
        np.bincount(sold, minlength=many).astype(np.int64),
        np.bincount(at, weights=held.amount, minlength=many).astype(np.int64),
    )


def active_months(bought: Purchases) -> float:
    """Give the months in which a client bought something, on average; 0 without clients."""
    sales = bought.sales
    if not sales.customer.size:
        return 0.0
    active = int(_changes(sales.customer, months(sales.day)).sum())
    return active / int(_changes(sales.customer).sum())


def _changes(*columns: NDArray[np.integer[Any]]) -> Bools:
    """Say of each row whether it differs from the one before; equal rows stand together."""
    found = np.ones(columns[0].size, np.bool_)
    if found.size:
        found[1:] = np.any([one[1:] != one[:-1] for one in columns], axis=0)
    return found
