"""Who bought what in the window, counted once and kept for all questions about it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.base import Scored
from retailcrm.analytics.basket import Flags2, Pair, Together, pairs, together
from retailcrm.analytics.category_book import CategoryBook
from retailcrm.analytics.history import Ints
from retailcrm.analytics.next_category import Floats, Suggestions, suggest
from retailcrm.analytics.rewards import Rewards, rewards
from retailcrm.core.days import day_of

#: More categories than this are articles rather than categories; the largest are looked at.
MOST_CATEGORIES = 60
PERIOD = 90
_EVER = -(2**30)


@dataclass(frozen=True)
class Baskets:
    """The customers of the window and their categories; columns are categories.

    Attributes:
        scored: everyone.
        book: what was bought and when.
        kinds: positions in the book of the categories that are looked at.
        names: of those, in that order.
        left_out: how many categories with a name are too small to be looked at.
        rates: margin of each as a share of its sales.
        margin: assumed margin of the shop.
    """

    scored: Scored
    book: CategoryBook
    kinds: Ints
    names: tuple[str, ...]
    left_out: int
    rates: tuple[float, ...]
    margin: float

    @property
    def as_of(self) -> date:
        """Give the day."""
        return day_of(self.scored.as_of)

    @property
    def since(self) -> int:
        """Give the first day of the window."""
        start = self.scored.rules.window_start(self.scored.as_of)
        return _EVER if start is None else start

    @cached_property
    def people(self) -> Ints:
        """Give the ids of the customers with a visit in the window."""
        return self.scored.ids[self.scored.frequency > 0]

    @cached_property
    def ids(self) -> Ints:
        """Give the numbers of the categories in the books."""
        return self.book.categories[self.kinds]

    @cached_property
    def bought(self) -> Flags2:
        """Say who bought what in the window."""
        return self.book.bought(self.people, self.since, self.scored.as_of, self.kinds)

    @cached_property
    def spent(self) -> Floats:
        """Give what each spent on what in the window."""
        return self.book.spent(self.people, self.since, self.scored.as_of, self.kinds)

    @cached_property
    def ever(self) -> Flags2:
        """Say who ever bought what up to the day."""
        return self.book.bought(self.people, _EVER, self.scored.as_of, self.kinds)

    @cached_property
    def counts(self) -> Together:
        """Count who bought what with what."""
        return together(self.bought)

    @cached_property
    def pairs(self) -> tuple[tuple[int, int, Pair], ...]:
        """List the categories that go together."""
        return pairs(self.counts)

    @cached_property
    def firsts(self) -> tuple[Ints, NDArray[np.int64], Ints]:
        """Give (customer id, column or -1, day) of every first purchase of a category."""
        rows, who, what = self.book.first_days(self.scored.as_of)
        column = np.full(self.book.categories.size, -1, dtype=np.int64)
        column[self.kinds] = np.arange(self.kinds.size)
        return self.book.ids[who], column[what], self.book.day[rows].astype(np.int64)

    @cached_property
    def worth(self) -> Floats:
        """Give the margin of a usual first basket of each category, in minor units."""
        rows, _, what = self.book.first_days(self.scored.as_of)
        recent = self.book.day[rows] >= self.since
        net = _means(what, self.book.net[rows], self.book.categories.size)
        lately = _means(what[recent], self.book.net[rows][recent], self.book.categories.size)
        mean = np.where(np.isnan(lately), net, lately)[self.kinds]
        worth: Floats = np.nan_to_num(mean) * np.array(self.rates)
        return worth

    @cached_property
    def nexts(self) -> Suggestions:
        """Give what each may try next."""
        return suggest(self.bought, self.counts, self.worth)

    @cached_property
    def rewards(self) -> Rewards:
        """Give a reward for everyone, in the order of `scored.ids`."""
        everyone = self.scored.ids
        spent = self.book.spent(everyone, _EVER, self.scored.as_of, self.kinds)
        favourite = np.full(everyone.size, -1, dtype=np.int64)
        if self.kinds.size:
            favourite = np.where(spent.max(axis=1) > 0, spent.argmax(axis=1), -1)
        newest = np.full(everyone.size, -1, dtype=np.int64)
        if self.nexts.category.shape[1]:
            newest[np.searchsorted(everyone, self.people)] = self.nexts.category[:, 0]
        return rewards(self.scored, favourite, newest, self.margin)

    def moved(self, first: int, last: int) -> tuple[Ints, Ints]:
        """Find who tried a new category between two days, and in how many.

        Only customers who had bought something before `first` can move.
        """
        who, column, day = self.firsts
        old = np.unique(who[day < first])
        inside = (day >= first) & (day <= last) & (column >= 0)
        ids, times = np.unique(who[inside], return_counts=True)
        known = np.isin(ids, old, assume_unique=True)
        return ids[known], times[known]

    def began(self, column: int, first: int, last: int) -> Ints:
        """Find who bought a category for the first time ever between two days."""
        who, what, day = self.firsts
        return np.sort(who[(what == column) & (day >= first) & (day <= last)])

    def column_of(self, category_id: int) -> int:
        """Give the column of a category by its number, -1 if it is not looked at."""
        at = np.flatnonzero(self.ids == category_id)
        return int(at[0]) if at.size else -1


def _means(what: NDArray[np.integer], net: Ints, width: int) -> Floats:
    count = np.bincount(what, minlength=width)
    total = np.bincount(what, weights=net, minlength=width)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
