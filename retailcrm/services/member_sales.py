"""Sales to members: whoever holds a card; in a shop without cards, everyone it knows."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from retailcrm.core.days import day_number, day_of, month_index, month_start
from retailcrm.db.books import Books
from retailcrm.db.sales_sums import card_nets
from retailcrm.services.base import Base


@dataclass(frozen=True, slots=True)
class MemberNets:
    """Net sales to members by month.

    Attributes:
        by_month: minor units by number of the month; None in a shop without cards.
        behind: what their receipts are asked for.
    """

    by_month: Mapping[int, int] | None
    behind: Mapping[str, str]


class MemberSales:
    """Adds up what members bought.

    All stores together are answered from the columns in memory; the books keep no sums of
    members by store, whose receipts are read one by one.
    """

    def __init__(self, books: Books, base: Base) -> None:
        self._books = books
        self._base = base

    def nets(self, first: int, last: int, store: int | None) -> MemberNets:
        """Give net sales to members in the months from one day to another."""
        book, people = self._base.columns()
        holds = np.asarray(people.has_card, dtype=np.bool_)
        if not holds.any():
            return MemberNets(None, {"member": "yes"})
        if store is not None:
            with self._books.read() as connection:
                found = card_nets(connection, first, last, store)
            return MemberNets(_months(found), {"card": "yes"})
        months = range(month_index(day_of(first)), month_index(day_of(last)) + 1)
        starts = np.array([day_number(month_start(one)) for one in months])
        rows = np.flatnonzero((book.day >= first) & (book.day <= last))
        rows = rows[holds[book.customer[rows]]]
        at = np.searchsorted(starts, book.day[rows], side="right") - 1
        sums = np.zeros(len(months), dtype=np.int64)
        np.add.at(sums, at, book.net[rows])
        return MemberNets(dict(zip(months, sums.tolist(), strict=True)), {"card": "yes"})


def _months(days: Mapping[int, int]) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for day, net in days.items():
        month = month_index(day_of(day))
        found[month] = found.get(month, 0) + net
    return found
