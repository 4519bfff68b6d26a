"""What each customer bought of each category on each day, as parallel columns."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import NO_DAY, Column, Ints

_SPARSE = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class CategoryBook:
    """One row for each customer, category and day, sorted by customer, category, day.

    Money is in minor units, net of what was brought back that day.

    Attributes:
        ids: the sorted ids of the customers who have a row.
        categories: the sorted ids of the categories that have a row.
        customer: position in `ids` of the row's customer.
        category: position in `categories` of the row's category.
        day: day number of the row.
        net: goods of the category after discounts and returns.
        lines: receipt lines.
    """

    ids: Ints
    categories: Ints
    customer: Column
    category: Column
    day: Column
    net: Ints
    lines: Column

    @classmethod
    def of(cls, rows: tuple[Ints, Ints, Ints, Ints, Ints]) -> Self:
        """Make a book of (customer id, category id, day, net, lines), in any order.

        Rows of the same customer, category and day are added up.
        """
        who, what, day, net, lines = rows
        ids, customer = _ranked(who)
        categories, category = _ranked(what)
        return cls._packed(ids, categories, (customer, category, day, net, lines))

    @classmethod
    def _packed(
        cls, ids: Ints, categories: Ints, columns: tuple[Column, Column, Column, Ints, Column]
    ) -> Self:
        customer, category, day, net, lines = columns
        # One number a row sorts several times faster than three keys.
        span = 2**20
        key = (customer.astype(np.int64) * max(categories.size, 1) + category) * span
        key += day.astype(np.int64) + span // 2
        order = np.argsort(key, kind="stable")
        key = key[order]
        starts = np.flatnonzero(np.diff(key, prepend=key[:1] - 1))
        kept = order[starts]
        narrow = np.int16 if categories.size < np.iinfo(np.int16).max else np.int32
        return cls(
            ids=ids,
            categories=categories,
            customer=customer[kept].astype(np.int32),
            category=category[kept].astype(narrow),
            day=day[kept].astype(np.int32),
            net=_added(net[order].astype(np.int64), starts),
            lines=_added(lines[order].astype(np.int64), starts).astype(np.int32),
        )

    def replaced(self, touched: Ints, fresh: Self) -> Self:
        """Take the rows of `touched` customers from another book, all others from this one."""
        gone = np.isin(self.ids, touched)
        kept = np.flatnonzero(~gone[self.customer])
        ids = np.union1d(self.ids[~gone], fresh.ids)
        categories = np.union1d(self.categories, fresh.categories)
        mine = np.searchsorted(ids, self.ids)
        my_kinds = np.searchsorted(categories, self.categories)
        theirs = np.searchsorted(ids, fresh.ids)
        their_kinds = np.searchsorted(categories, fresh.categories)
        joined = (
            np.concatenate((mine[self.customer[kept]], theirs[fresh.customer])),
            np.concatenate((my_kinds[self.category[kept]], their_kinds[fresh.category])),
            np.concatenate((self.day[kept], fresh.day)),
            np.concatenate((self.net[kept], fresh.net)),
            np.concatenate((self.lines[kept], fresh.lines)),
        )
        return self._packed(ids, categories, joined)

    def bought(
        self, people: Ints, since: int, until: int, kinds: Ints | None = None
    ) -> NDArray[np.bool_]:
        """Say which of `people` (sorted ids) bought which category from one day to another.

        A purchase is a day on which more of the category was bought than brought back.

        Args:
            people: sorted ids; the rows of what is given back.
            since: first day.
            until: last day.
            kinds: positions in `categories`, the columns of what is given back; None: all.
        """
        inside = (self.day >= since) & (self.day <= until)
        inside &= self.net > 0
        who, what, _ = self._cells(people, np.flatnonzero(inside), kinds)
        found = np.zeros((people.size, self._width(kinds)), dtype=np.bool_)
        found[who, what] = True
        return found

    def spent(
        self, people: Ints, since: int, until: int, kinds: Ints | None = None
    ) -> NDArray[np.float64]:
        """Add up what each of `people` spent on each category, in minor units."""
        rows = np.flatnonzero((self.day >= since) & (self.day <= until))
        who, what, rows = self._cells(people, rows, kinds)
        width = self._width(kinds)
        total = np.bincount(
            who * width + what, weights=self.net[rows], minlength=people.size * width
        )
        return np.asarray(total, dtype=np.float64).reshape(people.size, width)

    def largest(self, since: int, until: int) -> Ints:
        """Give the positions of the categories bought between two days, most often first."""
        rows = (self.day >= since) & (self.day <= until)
        often = np.bincount(self.category[rows], minlength=self.categories.size)
        order = np.lexsort((np.arange(often.size), -often))
        return order[: int((often > 0).sum())]

    def first_days(self, until: int) -> tuple[Ints, Column, Column]:
        """Give (row, customer, category) of the first purchase of each category by each customer.

        Only purchases up to `until` count; the rows are positions in this book.
        """
        rows = np.flatnonzero((self.net > 0) & (self.day <= until))
        who, what = self.customer[rows], self.category[rows]
        is_first = np.ones(rows.size, dtype=np.bool_)
        is_first[1:] = (who[1:] != who[:-1]) | (what[1:] != what[:-1])
        first = rows[is_first]
        return first, who[is_first], what[is_first]

    def came(self, until: int) -> NDArray[np.int32]:
        """Give the day of each customer's first purchase of anything, NO_DAY without one."""
        rows = np.flatnonzero((self.net > 0) & (self.day <= until))
        first = np.full(self.ids.size, np.iinfo(np.int32).max, dtype=np.int32)
        np.minimum.at(first, self.customer[rows], self.day[rows].astype(np.int32))
        first[first == np.iinfo(np.int32).max] = NO_DAY
        return first

    def _width(self, kinds: Ints | None) -> int:
        return self.categories.size if kinds is None else kinds.size

    def _cells(self, people: Ints, rows: Ints, kinds: Ints | None) -> tuple[Ints, Ints, Ints]:
        """Give (position in `people`, column, row) of those rows that are asked for."""
        place = np.full(self.ids.size, -1, dtype=np.int64)
        if people.size:
            at = np.searchsorted(people, self.ids).clip(max=people.size - 1)
            place = np.where(people[at] == self.ids, at, -1)
        column = np.arange(self.categories.size)
        if kinds is not None:
            column = np.full(self.categories.size, -1, dtype=np.int64)
            column[kinds] = np.arange(kinds.size)
        who, what = place[self.customer[rows]], column[self.category[rows]]
        ours = (who >= 0) & (what >= 0)
        return (who, what, rows) if ours.all() else (who[ours], what[ours], rows[ours])


def _ranked(values: Ints) -> tuple[Ints, Ints]:
    """Give the different values in order, and the position of each among them."""
    if not values.size or values.min() < 0 or values.max() > _SPARSE + 4 * values.size:
        found, places = np.unique(values, return_inverse=True)
        return found, places
    # Ids are nearly dense, so a table of them is several times faster than sorting.
    there = np.zeros(int(values.max()) + 1, dtype=np.bool_)
    there[values] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[values]


def _added(values: Ints, starts: Ints) -> Ints:
    if not starts.size:
        return values
    return np.add.reduceat(values, starts)
