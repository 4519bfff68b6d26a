"""What each customer did on each day, as parallel columns.

Everything about a customer is a slice of these columns, so a whole base is one pass
over each column however many customers there are.
"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

NO_DAY = -(2**31)
"""The day number that stands for "never"."""

Ints = NDArray[np.int64]
Days = NDArray[np.int32]
Column = NDArray[np.integer[Any]]


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

    def is_sorted(self) -> bool:
        """Say whether the rows are in the order that every function here relies on."""
        step = np.diff(self.customer)
        return bool(np.all((step > 0) | ((step == 0) & (np.diff(self.day) > 0))))


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """The rows of each customer between two days: `begin[i]` up to, not with, `end[i]`."""

    begin: Ints
    end: Ints

    def total(self, column: Column) -> Ints:
        """Add a column up per customer, exactly."""
        running = np.zeros(column.size + 1, dtype=np.int64)
        np.cumsum(column, out=running[1:])
        return running[self.end] - running[self.begin]


def span(book: DayBook, since: int | None, until: int | None) -> Span:
    """Find each customer's rows from `since` to `until`, both inclusive; None is open."""
    starts = book.starts()
    begin, end = starts[:-1], starts[1:]
    if since is not None:
        begin = begin + _count(book, book.day < since)
    if until is not None:
        end = end - _count(book, book.day > until)
    return Span(begin, np.maximum(begin, end))


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
        return cls(
            _starts(book.customer[came], book.ids.size),
            book.day[came].astype(np.int32, copy=False),
        )

    def ever(self) -> Ints:
        """Count each customer's visits."""
        return np.diff(self.starts)

    def since(self, day: int | None) -> Ints:
        """Count each customer's visits from `day` on."""
        if day is None:
            return self.ever()
        running = np.zeros(self.day.size + 1, dtype=np.int32)
        np.cumsum(self.day >= day, out=running[1:])
        counted: Ints = np.diff(running[self.starts]).astype(np.int64)
        return counted

    def first(self) -> Days:
        """Give each customer's first visit day, NO_DAY without one."""
        return self._pick(self.starts[:-1])

    def last(self) -> Days:
        """Give each customer's latest visit day, NO_DAY without one."""
        return self._pick(self.starts[1:] - 1)

    def gaps(self, latest: int) -> tuple[Ints, Ints]:
        """Count each customer's latest gaps between visits, up to `latest`, and add them up."""
        newest = self.starts[1:] - 1
        oldest = np.maximum(self.starts[:-1], newest - latest)
        many = np.maximum(newest - oldest, 0)
        if not self.day.size:
            return many, many
        oldest = np.minimum(oldest, self.day.size - 1)
        lasted = self.day[np.maximum(newest, 0)] - self.day[oldest]
        return many, np.where(many > 0, lasted, 0).astype(np.int64)

    def longest_gap(self) -> Days:
        """Give each customer's longest gap between visits in days, 0 without one."""
        found = np.zeros(self.starts.size - 1, dtype=np.int32)
        filled = self.starts[1:] > self.starts[:-1]
        if not filled.any():
            return found
        step = np.diff(self.day, prepend=self.day[:1])
        step[self.starts[:-1][filled]] = 0
        found[filled] = np.maximum.reduceat(step, self.starts[:-1][filled])
        return found

    def _pick(self, at: Ints) -> Days:
        if not self.day.size:
            return np.full(at.size, NO_DAY, dtype=np.int32)
        days = self.day[np.clip(at, 0, self.day.size - 1)]
        return np.where(self.ever() > 0, days, np.int32(NO_DAY))


def _starts(customer: Column, customers: int) -> Ints:
    starts = np.zeros(customers + 1, dtype=np.int64)
    np.cumsum(np.bincount(customer, minlength=customers), out=starts[1:])
    return starts


def _count(book: DayBook, chosen: NDArray[np.bool_]) -> Ints:
    if not chosen.any():
        return np.zeros(book.ids.size, dtype=np.int64)
    return np.bincount(book.customer[chosen], minlength=book.ids.size)
