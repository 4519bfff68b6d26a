from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.analytics.history import DayBook
from retailcrm.campaigns.following import NEVER
from retailcrm.campaigns.windows import did, on_days, rows_within

Row = tuple[int, int, int]  # customer, day, net


def a_book(ids: Sequence[int], rows: Sequence[Row]) -> DayBook:
    ordered = sorted(rows)
    table = np.array(ordered, dtype=np.int64).reshape(len(ordered), 3)
    place = np.searchsorted(np.array(ids, dtype=np.int64), table[:, 0]).astype(np.int32)
    net, ones = table[:, 2], np.ones(len(ordered), dtype=np.int64)
    return DayBook(
        ids=np.array(ids, dtype=np.int64),
        customer=place,
        day=table[:, 1].astype(np.int32),
        receipts=ones,
        returns=ones * 0,
        sales_with_value=(net > 0).astype(np.int64),
        net=net,
        list_amount=net * 2,
        discount=net,
        cost=net * 0,
        list_uncosted=net * 2,
        returned_list=net * 0,
    )


people = st.lists(st.integers(1, 9), min_size=1, max_size=9, unique=True).map(sorted)
entries = st.lists(
    st.tuples(st.integers(1, 12), st.integers(0, 20), st.integers(1, 10)), max_size=8
)


@given(people, st.data())
def test_each_window_adds_up_what_its_own_person_did_in_it(ids, data):
    keys = data.draw(
        st.lists(st.tuples(st.sampled_from(ids), st.integers(0, 25)), max_size=25, unique=True)
    )
    rows = [(who, day, (who * 31 + day * 7) % 11 - 3) for who, day in keys]
    wanted = data.draw(entries)
    book = a_book(ids, rows)
    asked, first = (np.array([one[at] for one in wanted], dtype=np.int64) for at in (0, 1))
    last = first + np.array([one[2] for one in wanted], dtype=np.int64) - 1
    found = did(book, asked, first, last)
    for at, (who, begins, days) in enumerate(wanted):
        mine = [row for row in rows if row[0] == who and begins <= row[1] < begins + days]
        visits = [day for _, day, net in mine if net > 0]
        assert found.net[at] == sum(net for _, _, net in mine)
        assert found.list_amount[at] == 2 * found.net[at]
        assert found.after[at] == (min(visits) - begins if visits else NEVER)
        assert found.came[at] == bool(visits)


def test_an_empty_shop_and_nobody_asked_for_give_nothing():
    none = np.zeros(0, dtype=np.int64)
    assert did(a_book([], []), none, none, none).net.size == 0
    one = np.array([4])
    assert did(a_book([], []), one, one, one).net.tolist() == [0]
    assert rows_within(none, none, np.array([-1]), one, one).total(none).tolist() == [0]


def test_sales_of_a_day_are_those_of_that_day_alone():
    book = a_book([1, 2], [(1, 5, 100), (1, 6, 40), (2, 5, 7)])
    asked = np.array([1, 2, 1, 9])
    assert on_days(book, asked, np.array([5, 5, 7, 5])).tolist() == [100, 7, 0, 0]
