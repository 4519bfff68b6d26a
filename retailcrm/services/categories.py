"""Categories: who buys what, what goes together, and what to show to whom next."""

import threading
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np

from retailcrm.analytics.history import Ints
from retailcrm.analytics.rates import Rate
from retailcrm.core.days import day_of, month_index
from retailcrm.core.errors import UserError
from retailcrm.core.folding import fold
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.customer_pages import names_of
from retailcrm.db.sales_sums import category_sums
from retailcrm.services.category_base import CategoryBase
from retailcrm.services.category_finders import (
    BREADTH,
    CUSTOMERS,
    MOVED,
    NEVER,
    CategoryFinders,
    behind,
)
from retailcrm.services.category_rows import (
    CategoriesOverview,
    CustomerCategories,
    Matrix,
    NextRow,
)
from retailcrm.services.category_state import MOST_CATEGORIES, PERIOD, Baskets
from retailcrm.services.category_story import (
    category_rows,
    customer_categories,
    matrix_of,
    pair_row,
    reason_of,
)
from retailcrm.services.finding import Finder, Found, Told, Unit
from retailcrm.services.sales import margin_of
from retailcrm.services.standing import Standing

NEXT_COLUMNS = ("customer", "card", "name", "category", "chance", "because", "reason")
SHOWN_PAIRS = 40
KEPT = 2
_NOTHING = CategoriesOverview(None, None, None, None, None, None, (), (), Matrix((), (), (), ()), 0)


class CategoryService:
    """Questions about categories.

    Args:
        books: the shop's books.
        base: what everyone bought and when.
        standing: everyone's groups and stages.
    """

    def __init__(self, books: Books, base: CategoryBase, standing: Standing) -> None:
        self._books = books
        self.base = base
        self._standing = standing
        self._lock = threading.Lock()
        self._held: dict[tuple[Any, ...], Baskets] = {}
        self._finders = CategoryFinders(self._baskets)

    def finders(self) -> Mapping[str, Finder]:
        """Give who finds the customers behind each figure."""
        return self._finders.finders()

    def state(self, as_of: date | None = None) -> Baskets | None:
        """Give who bought what in the window, for questions of one's own; None in an empty shop."""
        return self._baskets(as_of)

    def overview(
        self, as_of: date | None = None, progress: Progress = SILENT
    ) -> CategoriesOverview:
        """Tell everything about categories as of a day (default: the last day with data).

        Raises:
            Cancelled: the person asked to stop while all receipts are read for the first time.
        """
        held = self._baskets(as_of, progress)
        if held is None:
            return _NOTHING
        start = held.scored.rules.window_start(held.scored.as_of)
        order = np.lexsort((held.ids, -held.counts.each)) if held.kinds.size else held.ids
        return CategoriesOverview(
            as_of=held.as_of,
            since=None if start is None else day_of(start),
            customers=Told(CUSTOMERS, held.people.size, Unit.COUNT, behind(CUSTOMERS, held.as_of)),
            breadth=_breadth(held),
            moved=_moved(held, 0),
            moved_before=_moved(held, 1),
            rows=category_rows(held, order, *_period(held, 0)),
            pairs=tuple(pair_row(held, *one) for one in held.pairs[:SHOWN_PAIRS]),
            matrix=matrix_of(held, order),
            left_out=held.left_out,
        )

    def show_to(
        self, category: str, as_of: date | None = None, limit: int | None = None
    ) -> tuple[NextRow, ...]:
        """List whom to show a category to, the likeliest first.

        Raises:
            UserError: there is no such category.
        """
        held, at = self._named(category, as_of)
        places = np.flatnonzero(held.nexts.category[:, 0] == at)
        chance = held.nexts.chance[places, 0]
        places = places[np.lexsort((held.people[places], -chance))][:limit]
        return tuple(self._next_rows(held, places, best=True))

    def never(self, first: str, second: str, as_of: date | None = None) -> Found:
        """Find who bought one category in the window, and the other never.

        Raises:
            UserError: there is no such category.
        """
        held, a = self._named(first, as_of)
        _, b = self._named(second, as_of)
        ids = {"first": str(held.ids[a]), "second": str(held.ids[b])}
        return self._finders.finders()[NEVER](behind(NEVER, held.as_of, **ids))

    def table(self, as_of: date | None = None, progress: Progress = SILENT) -> list[list[Any]]:
        """Give every suggestion as rows of `NEXT_COLUMNS`, by customer."""
        held = self._baskets(as_of, progress)
        if held is None or not held.nexts.category.size:
            return []
        places = np.flatnonzero(held.nexts.category[:, 0] >= 0)
        return [
            [row.customer_id, row.card, row.name, row.category, round(row.chance, 4),
             row.because, row.reason]
            for row in self._next_rows(held, places, best=False)
        ]  # fmt: skip

    def of_customer(self, customer_id: int, as_of: date | None = None) -> CustomerCategories:
        """Tell what one customer buys, does not buy, and may be shown."""
        held = self._baskets(as_of)
        if held is None:
            return CustomerCategories((), (), (), None)
        return customer_categories(held, customer_id, self._standing.money())

    def _next_rows(self, held: Baskets, places: Ints, *, best: bool) -> Iterable[NextRow]:
        with self._books.read() as connection:
            named = names_of(connection, held.people[places].tolist())
        width = held.nexts.category.shape[1]
        why = [held.why(places, at) for at in range(1 if best else width)]
        for number, place in enumerate(places.tolist()):
            who = int(held.people[place])
            name, card = named.get(who, ("", ""))
            for column in range(len(why)):
                at = int(held.nexts.category[place, column])
                if at < 0:
                    break
                because = held.names[int(why[column][number])]
                chance = float(held.nexts.chance[place, column])
                reason = reason_of(held.names[at], because, chance)
                yield NextRow(who, name, card, held.names[at], chance, because, reason)

    def _named(self, category: str, as_of: date | None) -> tuple[Baskets, int]:
        held = self._baskets(as_of)
        wanted = fold(category)
        if held is not None:
            for at, name in enumerate(held.names):
                if name == category or fold(name) == wanted:
                    return held, at
        raise UserError(
            say("There is no category {category}.", category=category),
            say("`basket` lists them."),
        )

    def _baskets(self, as_of: date | None, progress: Progress = SILENT) -> Baskets | None:
        scored = self._standing.scored(as_of)
        if scored is None:
            return None
        with self._lock:
            version, book, names = self.base.current(progress)
            shop = self._standing.shop()
            key = (version, scored.as_of, scored.rules, shop.margin)
            if key not in self._held:
                while len(self._held) >= KEPT:
                    self._held.pop(next(iter(self._held)))
                first = scored.rules.window_start(scored.as_of)
                since = -(2**30) if first is None else first
                kinds = book.largest(since, scored.as_of)
                named = [bool(names.get(int(one))) for one in book.categories[kinds]]
                kinds = kinds[np.array(named, dtype=np.bool_)]
                kept = np.sort(kinds[:MOST_CATEGORIES])
                told = tuple(names[int(book.categories[at])] for at in kept)
                self._held[key] = Baskets(
                    scored=scored,
                    book=book,
                    kinds=kept,
                    names=told,
                    left_out=kinds.size - kept.size,
                    rates=self._rates(told, scored.as_of, first, shop.margin),
                    margin=shop.margin,
                )
            return self._held[key]

    def _rates(
        self, names: tuple[str, ...], as_of: int, first: int | None, margin: float
    ) -> tuple[float, ...]:
        """Give the margin of each category as a share of its sales."""
        since = 0 if first is None else month_index(day_of(first))
        with self._books.read() as connection:
            sums = {
                one["name"]: one
                for one in category_sums(connection, since, month_index(day_of(as_of)))
            }
        found = []
        for name in names:
            net = int(sums[name]["net"]) if name in sums else 0
            found.append(margin_of(sums[name], margin) / net if net > 0 else margin)
        return tuple(found)


def _period(held: Baskets, back: int) -> tuple[int, int]:
    last = held.scored.as_of - back * PERIOD
    return last - PERIOD + 1, last


def _breadth(held: Baskets) -> Told:
    people = held.people.size
    value = float(held.bought.sum()) / people if people else None
    few = Rate(0, people).few_data
    return Told(BREADTH, value, Unit.RATIO, behind(BREADTH, held.as_of), few_data=few)


def _moved(held: Baskets, back: int) -> Told:
    first, last = _period(held, back)
    ids = held.moved(first, last)
    inputs = {"from": day_of(first).isoformat(), "to": day_of(last).isoformat()}
    return Told(MOVED, ids.size, Unit.COUNT, behind(MOVED, held.as_of, **inputs))
