"""The customers behind the figures of categories."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.services.category_state import Baskets
from retailcrm.services.finding import Finder, Found, How, Unit

CUSTOMERS, BUYERS, PENETRATION = "category.customers", "category.buyers", "category.penetration"
SPENT, BREADTH, NEW, MOVED = (
    "category.net_sales", "category.breadth", "category.new_buyers", "category.moved",
)  # fmt: skip
SHOW, BOTH, SHARE, LIFT, NEVER = (
    "category.show_to", "category.both", "category.confidence", "category.lift", "category.never",
)  # fmt: skip


def behind(finding: str, as_of: date, **inputs: str) -> RowsRef:
    """Name the rows of a figure about categories."""
    return rows("customers", finding=finding, as_of=as_of.isoformat(), **inputs)


class CategoryFinders:
    """Find who makes a figure of categories.

    Args:
        baskets: gives what is known as of a day; None in an empty shop.
    """

    def __init__(self, baskets: Callable[[date | None], Baskets | None]) -> None:
        self._baskets = baskets

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders by name."""
        return {
            CUSTOMERS: self._customers,
            BUYERS: self._buyers,
            PENETRATION: self._penetration,
            SPENT: self._spent,
            BREADTH: self._breadth,
            NEW: self._new,
            MOVED: self._moved,
            SHOW: self._show,
            BOTH: self._both,
            SHARE: self._confidence,
            LIFT: self._lift,
            NEVER: self._never,
        }

    def _customers(self, ref: RowsRef) -> Found:
        return Found(say("Came in the year"), self._of(ref).people)

    def _buyers(self, ref: RowsRef) -> Found:
        held, at, name = self._category(ref)
        return Found(say("Bought {category}", category=name), held.people[held.bought[:, at]])

    def _penetration(self, ref: RowsRef) -> Found:
        held, at, name = self._category(ref)
        did = held.bought[:, at].astype(np.float64)
        title = say("Came in the year; 100 % is who bought {category}", category=name)
        return Found(title, held.people, say("Bought it"), Unit.SHARE, did, How.MEAN)

    def _spent(self, ref: RowsRef) -> Found:
        held, at, name = self._category(ref)
        amounts = held.spent(at)
        some = amounts != 0
        title = say("Spent on {category}", category=name)
        return Found(title, held.people[some], name, Unit.MONEY, amounts[some], How.SUM)

    def _breadth(self, ref: RowsRef) -> Found:
        held = self._of(ref)
        many = held.bought.sum(axis=1).astype(np.float64)
        title = say("Came in the year, and in how many categories they bought")
        return Found(title, held.people, say("Categories"), Unit.COUNT, many, How.MEAN)

    def _new(self, ref: RowsRef) -> Found:
        held, at, name = self._category(ref)
        first, last = self._period(ref)
        title = say("Bought {category} for the first time", category=name)
        return Found(title, held.began(at, first, last))

    def _moved(self, ref: RowsRef) -> Found:
        held = self._of(ref)
        first, last = self._period(ref)
        title = say(
            "Tried a new category between {first} and {last}",
            first=day_of(first).isoformat(),
            last=day_of(last).isoformat(),
        )
        return Found(title, held.moved(first, last))

    def _show(self, ref: RowsRef) -> Found:
        held, at, name = self._category(ref)
        best = held.nexts.category[:, 0] == at
        title = say("To show {category} to", category=name)
        chance = held.nexts.chance[:, 0][best]
        return Found(title, held.people[best], say("Similar buyers who buy it"), Unit.SHARE, chance)

    def _both(self, ref: RowsRef) -> Found:
        held, a, b, title = self._pair(ref)
        return Found(title, held.people[held.bought[:, a] & held.bought[:, b]])

    def _confidence(self, ref: RowsRef) -> Found:
        held, a, b, _ = self._pair(ref)
        owners = held.bought[:, a]
        did = held.bought[owners, b].astype(np.float64)
        title = say(
            "Bought {first}; 100 % is who bought {second} too",
            first=held.names[a],
            second=held.names[b],
        )
        ids = held.people[owners]
        return Found(title, ids, say("Bought it too"), Unit.SHARE, did, How.MEAN)

    def _lift(self, ref: RowsRef) -> Found:
        held, a, b, title = self._pair(ref)
        many = held.bought[:, a].astype(np.float64) + held.bought[:, b]
        return Found(title, held.people, say("Of the two"), Unit.COUNT, many, How.MODEL)

    def _never(self, ref: RowsRef) -> Found:
        held, a, b, _ = self._pair(ref)
        title = say("Bought {first}, never {second}", first=held.names[a], second=held.names[b])
        return Found(title, held.people[held.bought[:, a] & ~held.ever[:, b]])

    def _of(self, ref: RowsRef) -> Baskets:
        told = ref.get("as_of")
        held = self._baskets(None if told is None else date.fromisoformat(told))
        if held is None:
            raise UserError(say("There are no receipts yet."))
        return held

    def _category(self, ref: RowsRef, name: str = "category") -> tuple[Baskets, int, str]:
        held = self._of(ref)
        told = ref.get(name) or ""
        at = held.column_of(int(told)) if told.isdigit() else -1
        if at < 0:
            raise UserError(say("The rows behind this figure cannot be told any more."))
        return held, at, held.names[at]

    def _pair(self, ref: RowsRef) -> tuple[Baskets, int, int, str]:
        held, a, first = self._category(ref, "first")
        _, b, second = self._category(ref, "second")
        return held, a, b, say("Bought {first} and {second}", first=first, second=second)

    def _period(self, ref: RowsRef) -> tuple[int, int]:
        first, last = ref.get("from"), ref.get("to")
        if first is None or last is None:
            raise UserError(say("The rows behind this figure cannot be told any more."))
        return day_number(date.fromisoformat(first)), day_number(date.fromisoformat(last))
