"""What each customer bought of each category on each day, as parallel columns."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Column, Ints

_SPARSE = 1_000_000
_SPAN = 2**20  # days that one number a row has room for
_MIDDLE = _SPAN // 2


@dataclass(frozen=True, slots=True, eq=False)
class CategoryBook:
    """One row for each customer, category and day, sorted by customer, category, day.

    Money is in minor units, net of what was brought back that day. A purchase is a day on which
    more of a category was bought than brought back. Most questions ask only when somebody began
    with a category and bought it last, so that is kept beside the rows (`of_customer` and on):
    one entry for each customer and category with a purchase, in the same order.

    Attributes:
        ids: the sorted ids of the customers who have a row.
        categories: the sorted ids of the categories that have a row.
        customer: position in `ids` of the row's customer.
        category: position in `categories` of the row's category.
        day: day number of the row.
        net: goods of the category after discounts and returns.
        lines: receipt lines.
        of_customer: position in `ids` of an entry.
        of_category: position in `categories` of an entry.
        first: day of the first purchase.
        latest: day of the latest purchase.
        first_net: what the first purchase came to.
    """

    ids: Ints
    categories: Ints
    customer: Column
    category: Column
    day: Column
    net: Ints
    lines: Column
    of_customer: Column
    of_category: Column
    first: Column
    latest: Column
    first_net: Ints

    @classmethod
    def of(cls, rows: tuple[Column, Column, Column, Ints, Column]) -> Self:
        """Make a book of (customer id, category id, day, net, lines), in any order.

        Rows of the same customer, category and day are added up.
        """
        who, what, day, net, lines = rows
        ids, customer = _ranked(who)
        categories, category = _ranked(what)
        # One number a row sorts several times faster than three keys.
        key = _key(customer, category, day, categories.size)
        order = np.argsort(key, kind="stable")
        key = key[order]
        starts = np.flatnonzero(np.diff(key, prepend=key[:1] - 1))
        kept = order[starts]
        return cls._with_entries(
            ids,
            categories,
            (
                customer[kept].astype(np.int32),
                category[kept].astype(_narrow(categories.size)),
                day[kept].astype(np.int32),
                _added(net[order].astype(np.int64), starts),
                _added(lines[order].astype(np.int64), starts).astype(np.int32),
            ),
        )

    @classmethod
    def _with_entries(
        cls, ids: Ints, categories: Ints, rows: tuple[Column, Column, Column, Ints, Column]
    ) -> Self:
        """Add when each customer began with each category, and bought it last."""
        customer, category, day, net, _ = rows
        bought = np.flatnonzero(net > 0)
        who, what = customer[bought], category[bought]
        edge = np.ones(bought.size + 1, dtype=np.bool_)
        edge[1:-1] = (who[1:] != who[:-1]) | (what[1:] != what[:-1])
        first, last = bought[edge[:-1]], bought[edge[1:]]
        entries = (customer[first], category[first], day[first], day[last], net[first])
        return cls(ids, categories, *rows, *entries)

    def replaced(self, touched: Ints, fresh: Self) -> Self:
        """Take the rows of `touched` customers from another book, all others from this one."""
        gone = np.isin(self.ids, touched)
        ids = np.union1d(self.ids[~gone], fresh.ids)
        categories = np.union1d(self.categories, fresh.categories)
        mine = _Places(np.searchsorted(ids, self.ids), np.searchsorted(categories, self.categories))
        theirs = _Places(
            np.searchsorted(ids, fresh.ids), np.searchsorted(categories, fresh.categories)
        )
        who, what, day, net, lines = _merged(gone, _rows(self), _rows(fresh), mine, theirs)
        of_who, of_what, first, latest, began = _merged(
            gone, _entries(self), _entries(fresh), mine, theirs
        )
        rows = (who, what, day, net.astype(np.int64, copy=False), lines)
        entries = (of_who, of_what, first, latest, began.astype(np.int64, copy=False))
        return type(self)(ids, categories, *rows, *entries)

    def last_day(self) -> int | None:
        """Give the last day with a row; None without one."""
        return int(self.day.max()) if self.day.size else None

    def bought(
        self, people: Ints, since: int, until: int, kinds: Ints | None = None
    ) -> NDArray[np.bool_]:
        """Say which of `people` (sorted ids) bought which category from one day to another.

        Args:
            people: sorted ids; the rows of what is given back.
            since: first day.
            until: last day.
            kinds: positions in `categories`, the columns of what is given back; None: all.
        """
        last = self.last_day()
        if last is None or until >= last:
            at = np.flatnonzero(self.latest >= since)
            who, what = self.of_customer[at], self.of_category[at]
        else:
            inside = (self.day >= since) & (self.day <= until)
            at = np.flatnonzero(inside & (self.net > 0))
            who, what = self.customer[at], self.category[at]
        return self._matrix(people, who, what, kinds)

    def ever(self, people: Ints, until: int, kinds: Ints | None = None) -> NDArray[np.bool_]:
        """Say which of `people` bought which category up to a day."""
        at = np.flatnonzero(self.first <= until)
        return self._matrix(people, self.of_customer[at], self.of_category[at], kinds)

    def spent(self, people: Ints, since: int, until: int) -> tuple[Ints, Column, Ints]:
        """Give (place in `people`, category, net) of every row between two days."""
        rows = np.flatnonzero((self.day >= since) & (self.day <= until))
        who = self._place(people)[self.customer[rows]]
        if (who < 0).any():
            rows, who = rows[who >= 0], who[who >= 0]
        return who, self.category[rows], self.net[rows]

    def began(self, until: int) -> Column:
        """Give the day of each customer's first purchase of anything up to a day.

        Whoever had not bought by then has a day that never comes.
        """
        never = np.iinfo(np.int32).max
        first = np.full(self.ids.size, never, dtype=np.int32)
        if self.of_customer.size:
            starts = np.flatnonzero(np.diff(self.of_customer, prepend=-1))
            first[self.of_customer[starts]] = np.minimum.reduceat(self.first, starts)
        return np.where(first <= until, first, never)

    def largest(self, since: int, until: int) -> Ints:
        """Give the positions of the categories bought between two days, most buyers first."""
        inside = (self.latest >= since) & (self.first <= until)
        many = np.bincount(self.of_category[inside], minlength=self.categories.size)
        order = np.lexsort((np.arange(many.size), -many))
        return order[: int((many > 0).sum())]

    def _matrix(
        self, people: Ints, who: Column, what: Column, kinds: Ints | None
    ) -> NDArray[np.bool_]:
        width = self.categories.size if kinds is None else kinds.size
        column = np.arange(self.categories.size)
        if kinds is not None:
            column = np.full(self.categories.size, width)
            column[kinds] = np.arange(width)
        place = self._place(people)
        # One row and one column more take in what is not asked for.
        row = np.where(place < 0, people.size, place) * (width + 1)
        found = np.zeros((people.size + 1) * (width + 1), dtype=np.bool_)
        found[row[who] + column[what]] = True
        return found.reshape(people.size + 1, width + 1)[:-1, :-1]

    def _place(self, people: Ints) -> Ints:
        """Give the position in `people` of each customer, -1 for others."""
        if not people.size:
            return np.full(self.ids.size, -1, dtype=np.int64)
        at = np.searchsorted(people, self.ids).clip(max=people.size - 1)
        return np.where(people[at] == self.ids, at, -1)


_Table = tuple[Column, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """New positions of a book's customers and categories."""

    customers: Ints
    categories: Ints


def _rows(book: CategoryBook) -> _Table:
    return book.customer, book.category, book.day, book.net, book.lines


def _entries(book: CategoryBook) -> _Table:
    first = book.first
    return book.of_customer, book.of_category, first, book.latest, book.first_net


def _merged(
    gone: NDArray[np.bool_], old: _Table, new: _Table, mine: _Places, theirs: _Places
) -> _Table:
    """Put rows of some customers in the place of theirs; both tables are sorted."""
    kept = np.flatnonzero(~gone[old[0]])
    customer, category = mine.customers[old[0][kept]], mine.categories[old[1][kept]]
    customer_new, category_new = theirs.customers[new[0]], theirs.categories[new[1]]
    # Whole customers are replaced, so their number alone says where their rows go.
    into = np.searchsorted(customer, customer_new)
    narrow = _narrow(1 + int(max(mine.categories.max(initial=0), theirs.categories.max(initial=0))))
    return (
        np.insert(customer, into, customer_new).astype(np.int32),
        np.insert(category, into, category_new).astype(narrow),
        *(np.insert(a[kept], into, b) for a, b in zip(old[2:], new[2:], strict=True)),
    )


def _key(customer: Column, category: Column, day: Column, width: int) -> Ints:
    key = (customer.astype(np.int64) * max(width, 1) + category) * _SPAN
    key += day.astype(np.int64) + _MIDDLE
    return key


def _narrow(categories: int) -> type[np.integer[Any]]:
    return np.int16 if categories < np.iinfo(np.int16).max else np.int32


def _ranked(values: Column) -> tuple[Ints, Ints]:
    """Give the different values in order, and the position of each among them."""
    if not values.size or values.min() < 0 or values.max() > _SPARSE + 4 * values.size:
        found, places = np.unique(values, return_inverse=True)
        return found.astype(np.int64), places
    # Ids are nearly dense, so a table of them is several times faster than sorting.
    there = np.zeros(int(values.max()) + 1, dtype=np.bool_)
    there[values] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[values]


def _added(values: Ints, starts: Ints) -> Ints:
    if not starts.size:
        return values
    return np.add.reduceat(values, starts)
