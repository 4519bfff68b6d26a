"""Small shops written as visits, for the tests of the analytics."""

import numpy as np
import pytest

from retailcrm.analytics.base import Attributes
from retailcrm.analytics.history import NO_DAY, DayBook


@pytest.fixture(scope="session")
def book_of():
    """Write one sale for each (customer, day, net); `columns` are the same on every row."""

    def build(rows, ids=(), **columns: int):
        table = sorted(rows)
        who = np.array([row[0] for row in table], dtype=np.int64)
        known = np.unique(np.concatenate([who, np.array(list(ids), dtype=np.int64)]))
        net = np.array([row[2] for row in table], dtype=np.int64)

        def same(name, usual=0):
            return np.full(net.size, columns.get(name, usual), dtype=np.int64)

        discount = same("discount")
        return DayBook(
            ids=known,
            customer=np.searchsorted(known, who).astype(np.int32),
            day=np.array([row[1] for row in table], dtype=np.int32),
            receipts=same("receipts", 1).astype(np.int32),
            returns=same("returns").astype(np.int32),
            sales_with_value=(net > 0).astype(np.int32),
            net=net,
            list_amount=net + discount,
            discount=discount,
            cost=same("cost"),
            list_uncosted=net + discount,
            returned_list=same("returned_list"),
        )

    return build


@pytest.fixture(scope="session")
def plain():
    """Give everyone a card and no category; `enrolled` maps ids to days."""

    def build(book, enrolled=None):
        days = [(enrolled or {}).get(int(one), NO_DAY) for one in book.ids]
        return Attributes(
            has_card=np.ones(book.ids.size, dtype=np.bool_),
            enrolled=np.array(days, dtype=np.int32),
            main_category=np.full(book.ids.size, -1, dtype=np.int32),
        )

    return build
