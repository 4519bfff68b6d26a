"""Small shops written as visits, for the tests of the analytics."""

from collections.abc import Iterable, Mapping

import numpy as np

from retailcrm.analytics.base import Attributes
from retailcrm.analytics.history import NO_DAY, DayBook

AS_OF = 20_000
Row = tuple[int, int, int]  # customer, day, net in minor units


def book_of(rows: Iterable[Row], ids: Iterable[int] = (), **columns: int) -> DayBook:
    """Write one sale for each row; what `columns` name is the same on every row."""
    table = sorted(rows)
    who = np.array([row[0] for row in table], dtype=np.int64)
    known = np.unique(np.concatenate([who, np.array(list(ids), dtype=np.int64)]))
    net = np.array([row[2] for row in table], dtype=np.int64)

    def same(name: str, usual: int) -> np.ndarray:
        return np.full(net.size, columns.get(name, usual), dtype=np.int64)

    discount = same("discount", 0)
    return DayBook(
        ids=known,
        customer=np.searchsorted(known, who).astype(np.int32),
        day=np.array([row[1] for row in table], dtype=np.int32),
        receipts=same("receipts", 1).astype(np.int32),
        returns=same("returns", 0).astype(np.int32),
        sales_with_value=(net > 0).astype(np.int32),
        net=net,
        list_amount=net + discount,
        discount=discount,
        cost=same("cost", 0),
        list_uncosted=net + discount,
        returned_list=same("returned_list", 0),
    )


def plain(book: DayBook, enrolled: Mapping[int, int] | None = None) -> Attributes:
    """Give everyone a card and no category."""
    days = [(enrolled or {}).get(int(one), NO_DAY) for one in book.ids]
    return Attributes(
        has_card=np.ones(book.ids.size, dtype=np.bool_),
        enrolled=np.array(days, dtype=np.int32),
        main_category=np.full(book.ids.size, -1, dtype=np.int32),
    )
