"""What each customer did on each day, as parallel columns.

Everything about a customer is a slice of these columns, so a whole base is one pass
over each column however many customers there are.
"""

from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

NO_DAY = -(2**31)
"""The day number that stands for "never"."""

Ints = NDArray[np.int64]
Days = NDArray[np.int32]
Column = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class DayBook:
    """One row for each customer and day with a receipt, sorted by customer, then day.

    Money is in minor units and net of returned lines, so `net = list_amount - discount`.

    Attributes:
        ids: the sorted ids of all customers, those without a row as well.
        customer: position in `ids` of the row's customer.
        day: day number of the row.
        receipts: receipts with a sale.
        returns: receipts that returned something.
        sales_with_value: receipts whose net goods value was positive; more than 0 is a visit.
        net: goods after discounts and returns.
        list_amount: the same before discounts.
        discount: reductions given, less those of returned lines.
        cost: cost of goods where it is known.
        list_uncosted: list amount of the lines whose cost is unknown.
        returned_list: list amount of what came back, as a positive number.
    """

    ids: Ints
    customer: Column
    day: Column
    receipts: Column
    returns: Column
    sales_with_value: Column
    net: Ints
    list_amount: Ints
    discount: Ints
    cost: Ints
    list_uncosted: Ints
    returned_list: Ints

    def starts(self) -> Ints:
        """Give where each customer's rows start, and the end of the last one's."""
        return _starts(self.customer, self.ids.size)

    def only(self, keep: Flags) -> Self:
        """Leave only some customers, told by a flag for each of `ids`."""
        rows = np.flatnonzero(keep[self.customer])
        place = np.cumsum(keep, dtype=np.int32) - 1
        columns = {
            one.name: getattr(self, one.name)[rows]
            for one in fields(self)
            if one.name not in {"ids", "customer"}
        }
        return replace(self, ids=self.ids[keep], customer=place[self.customer[rows]], **columns)

    def is_sorted(self) -> bool:
        """Say whether the rows are in the order that every function here relies on."""
        step = np.diff(self.customer)
        return bool(np.all((step > 0) | ((step == 0) & (np.diff(self.day) > 0))))


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """The rows of each customer between two days.

    Attributes:
        rows: positions of the rows; None is all of them.
        starts: where each customer's start in `rows`, and the end of the last one's.
    """

    rows: Ints | None
    starts: Ints

    def total(self, column: Column | Flags) -> Ints:
        """Add a column up per customer, exactly."""
        part = column if self.rows is None else column[self.rows]
        if not part.any():
            return np.zeros(self.starts.size - 1, dtype=np.int64)
        # Differences of one running sum beat a sum per customer, who have few rows each.
        running = np.empty(part.size + 1, dtype=np.int64)
        running[0] = 0
        np.cumsum(part, out=running[1:])
        return np.diff(running[self.starts])


def span(book: DayBook, since: int | None, until: int | None) -> Span:
    """Find each customer's rows from `since` to `until`, both inclusive; None is open."""
    if since is None and (until is None or book.day.max(initial=NO_DAY) <= until):
        return Span(None, book.starts())
    inside = book.day >= (NO_DAY if since is None else since)
    if until is not None:
        inside &= book.day <= until
    # Positions first, then a take: with a mixed mask several times faster than the mask.
    rows = np.flatnonzero(inside)
    return Span(rows, _starts(book.customer[rows], book.ids.size))


@dataclass(frozen=True, slots=True, eq=False)
class Visits:
    """The visit days of each customer up to a day, in order.

    Attributes:
        starts: where each customer's days start, and the end of the last one's.
        day: the visit days of all customers one after the other.
    """

    starts: Ints
    day: Days

    @classmethod
    def of(cls, book: DayBook, as_of: int) -> Self:
        """Take the days with a sale of positive value, up to `as_of`."""
        came = (book.sales_with_value > 0) & (book.day <= as_of)
        # Nearly all rows are visits, which makes the boolean index the fast way.
        days = book.day[came].astype(np.int32, copy=False)
        return cls(_starts(book.customer[came], book.ids.size), days)

    def only(self, keep: Flags) -> Self:
        """Leave only some customers, told by a flag for each."""
        ever = self.ever()
        starts = np.zeros(np.count_nonzero(keep) + 1, dtype=np.int64)
        np.cumsum(ever[keep], out=starts[1:])
        return replace(self, starts=starts, day=self.day[np.repeat(keep, ever)])

    def since(self, day: int) -> Self:
        """Leave only the visits on a day and after it; nobody is left out."""
        late = self.day >= day
        running = np.zeros(late.size + 1, dtype=np.int32)
        np.cumsum(late, dtype=np.int32, out=running[1:])
        return replace(self, starts=running[self.starts].astype(np.int64), day=self.day[late])

    def ever(self) -> Ints:
        """Count each customer's visits."""
        return np.diff(self.starts)

    def first(self) -> Days:
        """Give each customer's first visit day, NO_DAY without one."""
        return self._pick(self.starts[:-1])

    def last(self) -> Days:
        """Give each customer's latest visit day, NO_DAY without one."""
        return self._pick(self.starts[1:] - 1)

    def gaps(self, latest: int) -> tuple[Ints, Ints]:
        """Count each customer's latest gaps between visits, up to `latest`, and add them up."""
        many = np.minimum(np.maximum(self.ever() - 1, 0), latest)
        if not self.day.size:
            return many, many
        # Without a visit both ends are the same day, whosever it is: no gap of 0 days.
        newest = np.maximum(self.starts[1:] - 1, 0)
        return many, (self.day[newest] - self.day[newest - many]).astype(np.int64)

    def longest_gap(self, at: int) -> int:
        """Give one customer's longest gap between visits in days, 0 without one."""
        # A customer has few visits, for which a plain list is the fast way.
        days = self.day[self.starts[at] : self.starts[at + 1]].tolist()
        return max((later - sooner for sooner, later in pairwise(days)), default=0)

    def _pick(self, at: Ints) -> Days:
        if not self.day.size:
            return np.full(at.size, NO_DAY, dtype=np.int32)
        days = self.day[np.minimum(at, self.day.size - 1)]
        days[self.starts[1:] == self.starts[:-1]] = NO_DAY
        return days


def _starts(customer: Column, customers: int) -> Ints:
    starts = np.zeros(customers + 1, dtype=np.int64)
    if customer.size:
        edges = np.flatnonzero(customer[1:] != customer[:-1]) + 1
        begin = np.concatenate((np.zeros(1, dtype=np.int64), edges))
        starts[customer[begin] + 1] = np.diff(begin, append=customer.size)
    return np.cumsum(starts, out=starts)
