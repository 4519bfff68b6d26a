"""While the shop is shut nobody goes missing."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.analytics.base import Attributes, score_base
from retailcrm.analytics.closed_days import closed_between
from retailcrm.analytics.history import NO_DAY, DayBook
from retailcrm.analytics.reasons import stage_evidence
from retailcrm.analytics.rhythm import ACTIVE, MIA
from retailcrm.analytics.rules import Rules

WINTER = (100, 189)  # ninety days
SPANS = st.lists(
    st.tuples(st.integers(0, 80), st.integers(0, 30)).map(lambda one: (one[0], sum(one))),
    max_size=4,
).map(tuple)


def a_regular(*days: int) -> DayBook:
    """Someone who came on these days, each time for 10.00."""
    many = len(days)
    ones, amounts = np.ones(many, dtype=np.int64), np.full(many, 1_000, dtype=np.int64)
    none = np.zeros(many, dtype=np.int64)
    return DayBook(
        ids=np.array([7], dtype=np.int64),
        customer=np.zeros(many, dtype=np.int32),
        day=np.array(days, dtype=np.int32),
        receipts=ones,
        returns=none,
        sales_with_value=ones,
        net=amounts,
        list_amount=amounts,
        discount=none,
        cost=none,
        list_uncosted=amounts,
        returned_list=none,
    )


def scored(book: DayBook, as_of: int, *closed: tuple[int, int]):
    held = Attributes(
        np.array([True]), np.array([NO_DAY], dtype=np.int32), np.array([-1], dtype=np.int32)
    )
    return score_base(book, held, Rules(closed=closed), as_of)


def test_a_regular_is_not_missing_because_the_shop_was_shut() -> None:
    weekly = a_regular(*range(9, 100, 7))
    assert scored(weekly, 191).stage[0] == MIA
    assert scored(weekly, 191, WINTER).stage[0] == ACTIVE


def test_the_evidence_says_how_many_days_were_closed() -> None:
    weekly = a_regular(*range(9, 100, 7))
    assert "102 days ago, 90 of them closed" in stage_evidence(scored(weekly, 195, WINTER), [0])[0]
    assert "102 days ago;" in stage_evidence(scored(weekly, 195), [0])[0]


def test_a_gap_over_the_winter_does_not_make_a_regular_slow() -> None:
    across = a_regular(*range(9, 100, 7), *range(190, 212, 7))
    assert scored(across, 212, WINTER).usual[0] < scored(across, 212).usual[0]


def test_scores_still_count_days_as_the_calendar_does() -> None:
    weekly = a_regular(*range(9, 100, 7))
    assert scored(weekly, 195, WINTER).recency[0] == scored(weekly, 195).recency[0] == 102


@given(SPANS, st.integers(0, 120), st.integers(0, 120))
def test_closed_days_are_those_of_the_calendar(
    closed: tuple[tuple[int, int], ...], after: int, until: int
) -> None:
    shut = {day for first, last in closed for day in range(first, last + 1)}
    expected = len([day for day in range(after + 1, until + 1) if day in shut])
    assert int(closed_between(after, until, closed)) == expected


def test_a_day_that_is_unknown_counts_nothing() -> None:
    assert closed_between(np.array([NO_DAY, 95]), 110, (WINTER,)).tolist() == [0, 11]
