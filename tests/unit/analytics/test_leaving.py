from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.analytics.base import score_base
from retailcrm.analytics.history import Visits
from retailcrm.analytics.leaving import went_missing
from retailcrm.analytics.prior import Prior
from retailcrm.analytics.rates import Rate
from retailcrm.analytics.rhythm import ACTIVE, BEEN_A_WHILE, DEAD, MIA
from retailcrm.analytics.rules import Rules
from retailcrm.core.days import day_number

# By the default rhythm one visit makes a limit of 103.90 days, four gaps of 25 days 74.00.
PRIOR = Prior(3.0, 90.0)
START, END = day_number(date(2024, 4, 1)), day_number(date(2024, 6, 30))


def asked(book, until=END):
    return went_missing(Visits.of(book, until), START, END, PRIOR, Rules())


def test_a_single_visit_goes_missing_on_the_hundred_and_fourth_day(book_of):
    late, last = START - 104, END - 104
    book = book_of([(1, late, 5), (2, last, 5), (3, last + 1, 5), (4, late - 1, 5)])
    part = asked(book)
    # 1 goes missing on the first day, 2 on the last, 3 a day later, and 4 had before.
    assert part.could.tolist() == [True, True, True, False]
    assert part.did.tolist() == [True, True, False, False]


def test_whoever_was_found_again_went_missing_all_the_same(book_of):
    book = book_of([(1, START - 60, 5), (1, START + 60, 5)])
    assert asked(book).rate() == Rate(1, 1)
    in_time = book_of([(1, START - 60, 5), (1, START + 43, 5)])
    assert asked(in_time).rate() == Rate(0, 1)
    # On the very day of the limit the customer is in the shop.
    on_the_day = book_of([(1, START - 60, 5), (1, START + 44, 5)])
    assert asked(on_the_day).rate() == Rate(0, 1)


def test_customers_of_the_period_itself_do_not_count(book_of):
    assert asked(book_of([(1, START, 5)])).rate() == Rate(0, 0)
    assert asked(book_of([], ids=(1,))).rate() == Rate(0, 0)


def test_the_own_rhythm_decides(book_of):
    often = [(1, START - 1 - 25 * step, 5) for step in range(5)]
    seldom = [(2, START - 1, 5)]
    part = asked(book_of(often + seldom))
    assert part.did.tolist() == [True, False]


def test_a_shop_with_nothing_in_common_warns_of_nothing(book_of):
    visits = Visits.of(book_of([(1, START - 9, 5)]), END)
    part = went_missing(visits, START, END, Prior(0.05, 1e5), Rules(missing_at=0.999))
    assert part.rate() == Rate(0, 1)


@given(
    st.lists(st.tuples(st.integers(1, 8), st.integers(START - 300, END)), max_size=50, unique=True)
)
def test_it_agrees_with_the_stages_on_both_days(book_of, plain, told):
    book = book_of([(who, on, 100) for who, on in told])
    part = asked(book)

    def stage(as_of):
        found = score_base(book, plain(book), Rules(), as_of, prior=PRIOR)
        codes = np.full(book.ids.size, -1)
        codes[np.isin(book.ids, found.ids)] = np.where(found.visits > 0, found.stage, -1)
        return codes

    before, after = stage(START - 1), stage(END)
    assert part.could.tolist() == np.isin(before, (ACTIVE, BEEN_A_WHILE)).tolist()
    gone = np.isin(after, (MIA, DEAD)) & part.could
    assert (part.did | ~gone).all()  # missing at the end went missing in between
    silent = ~np.isin(book.ids, [who for who, on in told if on >= START])
    assert part.did[silent].tolist() == gone[silent].tolist()


@pytest.mark.parametrize("until", [START - 1, END + 200])
def test_visits_after_the_period_and_none_in_it_do_no_harm(book_of, until):
    book = book_of([(1, START - 10, 5), (1, END + 100, 5)])
    assert asked(book, until).could.tolist() == [True]
