"""What people did within a window of days of their own: all of them in one pass."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Column, DayBook, Flags, Ints
from retailcrm.campaigns.following import NEVER

_DAYS = 2**20  # room for all days of one customer in one number
_SHIFT = 2**18  # days before 1970 as well


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Which rows of a sorted table belong to which window.

    Attributes:
        at: positions of the rows, window by window.
        owner: the window of each.
        windows: how many windows there are.
    """

    at: Ints
    owner: Ints
    windows: int

    def total(self, column: Column | Flags) -> Ints:
        """Add a column up per window, exactly."""
        running = np.zeros(self.at.size + 1, dtype=np.int64)
        np.cumsum(column[self.at], out=running[1:])
        ends = np.cumsum(np.bincount(self.owner, minlength=self.windows))
        return np.diff(running[ends], prepend=0)

    def first(self, those: Flags) -> tuple[Ints, Ints]:
        """Give the windows with any of those rows, and the position of the first in each."""
        kept = those[self.at]
        owner, place = np.unique(self.owner[kept], return_index=True)
        return owner, self.at[kept][place]


def rows_within(owners: Column, days: Column, wanted: Ints, first: Ints, last: Ints) -> Rows:
    """Find the rows of each wanted owner from one day to another, both inclusive.

    Args:
        owners: of the table's rows, which are sorted by them, then by day.
        days: of the rows.
        wanted: an owner for each window; -1 has no rows.
        first: first day of each window.
        last: last day of each.
    """
    keys = owners.astype(np.int64) * _DAYS + days + _SHIFT
    low = np.searchsorted(keys, wanted * _DAYS + first + _SHIFT, "left")
    high = np.searchsorted(keys, wanted * _DAYS + last + _SHIFT, "right")
    many = np.where(wanted < 0, 0, np.maximum(high - low, 0))
    owner = np.repeat(np.arange(wanted.size), many)
    before = np.cumsum(many) - many
    at = np.arange(owner.size) - before[owner] + low[owner]
    return Rows(at, owner, int(wanted.size))


@dataclass(frozen=True, slots=True, eq=False)
class Did:
    """What each person did within the window; money in minor units, zeros as well.

    Attributes:
        after: days from the first day of the window to the first visit, NEVER for none.
        net: net sales, returns taken off.
        list_amount: goods before discounts.
        cost: cost of goods where it is known.
        list_uncosted: list amount of goods of unknown cost.
    """

    after: Ints
    net: Ints
    list_amount: Ints
    cost: Ints
    list_uncosted: Ints

    @property
    def came(self) -> Flags:
        """Say who came."""
        found: Flags = self.after != NEVER
        return found


def did(book: DayBook, ids: Ints, first: Ints, last: Ints) -> Did:
    """Tell what people did within windows of their own; who is in no book did nothing."""
    rows = rows_within(book.customer, book.day, _places(book.ids, ids), first, last)
    after = np.full(ids.size, NEVER, dtype=np.int64)
    owner, at = rows.first(book.sales_with_value > 0)
    after[owner] = book.day[at] - first[owner]
    return Did(
        after=after,
        net=rows.total(book.net),
        list_amount=rows.total(book.list_amount),
        cost=rows.total(book.cost),
        list_uncosted=rows.total(book.list_uncosted),
    )


def on_days(book: DayBook, ids: Ints, days: Ints) -> Ints:
    """Give the net sales of each person on a day."""
    return rows_within(book.customer, book.day, _places(book.ids, ids), days, days).total(book.net)


def _places(known: NDArray[Any], ids: Ints) -> Ints:
    if not known.size:
        return np.full(ids.size, -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(known, ids), known.size - 1)
    return np.where(known[at] == ids, at, -1)
