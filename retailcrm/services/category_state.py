"""Who bought what in the window, counted once and kept for all questions about it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from retailcrm.analytics.base import Scored
from retailcrm.analytics.basket import Flags2, Pair, Together, pairs, together
from retailcrm.analytics.category_book import CategoryBook
from retailcrm.analytics.history import Column, Ints
from retailcrm.analytics.next_category import Floats, Suggestions, because, shrunk, suggest
from retailcrm.analytics.rewards import Rewards, Standings, rewards
from retailcrm.core.days import day_of

#: More categories than this are articles rather than categories; the largest are looked at.
MOST_CATEGORIES = 60
PERIOD = 90
_EVER = -(2**30)
_AT_ONCE = 1 << 16


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
    def sales(self) -> Floats:
        """Add up what these people spent on each category in the window."""
        _, what, net = self.book.spent(self.people, self.since, self.scored.as_of)
        return _added(what, net, self.book.categories.size)[self.kinds]

    def spent(self, column: int) -> Floats:
        """Give what each of these people spent on a category in the window."""
        who, what, net = self.book.spent(self.people, self.since, self.scored.as_of)
        own = what == self.kinds[column]
        return _added(who[own], net[own], self.people.size)

    @cached_property
    def ever(self) -> Flags2:
        """Say who ever bought what up to the day."""
        return self.book.ever(self.people, self.scored.as_of, self.kinds)

    @cached_property
    def never(self) -> Ints:
        """Count who bought the category of the row, and that of the column never."""
        found = np.zeros((self.kinds.size, self.kinds.size))
        for start in range(0, self.people.size, _AT_ONCE):
            block = slice(start, start + _AT_ONCE)
            found += self.bought[block].astype(np.float32).T @ self.ever[block].astype(np.float32)
        return self.counts.each[:, None] - np.rint(found).astype(np.int64)

    @cached_property
    def counts(self) -> Together:
        """Count who bought what with what."""
        return together(self.bought)

    @cached_property
    def pairs(self) -> tuple[tuple[int, int, Pair], ...]:
        """List the categories that go together."""
        return pairs(self.counts)

    @cached_property
    def worth(self) -> Floats:
        """Give the margin of a usual first basket of each category, in minor units."""
        book, width = self.book, self.book.categories.size
        known = book.first <= self.scored.as_of
        lately = known & (book.first >= self.since)
        recent = _means(book.of_category[lately], book.first_net[lately], width)
        ever = _means(book.of_category[known], book.first_net[known], width)
        mean = np.where(np.isnan(recent), ever, recent)[self.kinds]
        worth: Floats = np.nan_to_num(mean) * np.array(self.rates)
        return worth

    @cached_property
    def likely(self) -> Floats:
        """Give the shrunk share of the row's buyers who buy the column."""
        return shrunk(self.counts)

    @cached_property
    def nexts(self) -> Suggestions:
        """Give what each may try next."""
        return suggest(self.bought, self.counts, self.worth)

    def reward_of(self, customer_id: int, favourite: int) -> Rewards | None:
        """Give one customer's reward, by the column of what they spend most on; None if unknown."""
        at = np.flatnonzero(self.scored.ids == customer_id)
        if not at.size:
            return None
        place = np.flatnonzero(self.people == customer_id)
        best = self.nexts.category
        newest = best[place, 0] if place.size and best.shape[1] else np.array([-1])
        return rewards(Standings.of(self.scored, at), np.array([favourite]), newest, self.margin)

    def why(self, places: Ints, suggestion: int = 0) -> Ints:
        """Give the column of the own category that points to each one's suggestion most."""
        wanted = self.nexts.category[places, suggestion]
        return because(self.bought[places], self.likely, wanted)

    def moved(self, first: int, last: int) -> Ints:
        """Find who tried a category new to them between two days.

        Only customers who had bought something before `first` can move.
        """
        began = self.book.began(self.scored.as_of)
        who, _ = self._new(first, last)
        ids = np.unique(who[began[who] < first])
        return self.book.ids[ids]

    def began(self, column: int, first: int, last: int) -> Ints:
        """Find who bought a category for the first time ever between two days."""
        who, what = self._new(first, last)
        ids: Ints = self.book.ids[who[what == self.kinds[column]]]
        return ids

    def _new(self, first: int, last: int) -> tuple[Column, Column]:
        """Give (customer, category) of every first purchase between two days."""
        inside = np.flatnonzero((self.book.first >= first) & (self.book.first <= last))
        looked = np.zeros(self.book.categories.size, dtype=np.bool_)
        looked[self.kinds] = True
        inside = inside[looked[self.book.of_category[inside]]]
        return self.book.of_customer[inside], self.book.of_category[inside]

    def new_buyers(self, first: int, last: int) -> Ints:
        """Count the first-time buyers of each category between two days."""
        _, what = self._new(first, last)
        counts: Ints = np.bincount(what, minlength=self.book.categories.size)[self.kinds]
        return counts

    def column_of(self, category_id: int) -> int:
        """Give the column of a category by its number, -1 if it is not looked at."""
        at = np.flatnonzero(self.ids == category_id)
        return int(at[0]) if at.size else -1


def _added(where: Column, net: Ints, width: int) -> Floats:
    return np.asarray(np.bincount(where, weights=net, minlength=width), dtype=np.float64)


def _means(what: Column, net: Ints, width: int) -> Floats:
    count = np.bincount(what, minlength=width)
    return np.where(count > 0, _added(what, net, width) / np.maximum(count, 1), np.nan)
