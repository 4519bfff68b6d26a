import csv
from datetime import date
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from retailcrm.analytics.cohorts import at_age, cell, cohorts
from retailcrm.analytics.history import Visits
from retailcrm.analytics.rates import Part, Rate, wilson
from retailcrm.analytics.returning import (
    by_period,
    came_between,
    kept,
    repeated,
    repeated_within,
    returning,
    visits_between,
)
from retailcrm.analytics.survival import AGES, second_visit_curve
from retailcrm.core.days import day_number, month_end, month_index, month_start

DATA = Path(__file__).parents[2] / "data" / "methods"
END = day_number(date(2024, 4, 30))


def day(text):
    return day_number(date.fromisoformat(text))


@pytest.fixture(scope="module")
def visits(book_of):
    with (DATA / "cohort_worked_transactions.csv").open(encoding="utf-8") as file:
        rows = [(ord(row["id"]), day(row["date"]), 100) for row in csv.DictReader(file)]
    return Visits.of(book_of(rows), END)


@pytest.fixture(scope="module")
def cdnow(book_of):
    """Read the published purchases of 23,570 customers of a music shop, free ones too."""
    # Found without being imported: it asks pandas for what pandas warns of.
    spec = find_spec("lifetimes")
    assert spec is not None
    assert spec.origin is not None
    told = (Path(spec.origin).parent / "datasets" / "CDNOW_master.txt").read_text(encoding="utf-8")
    spent: dict[tuple[int, int], int] = {}
    for line in told.splitlines()[1:]:
        who, on, _, amount = line.split()
        key = int(who), day(f"{on[:4]}-{on[4:6]}-{on[6:]}")
        spent[key] = spent.get(key, 1) + round(float(amount) * 100)
    return [(who, on, net) for (who, on), net in spent.items()]


def test_rates_are_as_worked_out(visits):
    bounds = [(day(f"2024-0{m}-01"), day(f"2024-0{m + 1}-01") - 1) for m in range(1, 5)]
    stayed = [kept(visits, *pair).rate() for pair in pairwise(bounds)]
    assert stayed == [Rate(2, 4), Rate(3, 6), Rate(3, 7)]
    assert [rate.other() for rate in stayed] == [Rate(2, 4), Rate(3, 6), Rate(4, 7)]
    assert returning(visits, *bounds[3]).rate() == Rate(5, 6)
    assert repeated(visits).rate() == Rate(7, 12)


def test_back_within_ninety_days_asks_only_those_who_had_ninety_days(visits):
    assert repeated_within(visits, END).rate() == Rate(3, 4)
    assert repeated_within(visits, END + 300).rate() == Rate(7, 12)
    assert repeated_within(visits, END + 300, days=29).rate() == Rate(4, 12)
    assert repeated_within(visits, END + 300, days=28).rate() == Rate(3, 12)


def test_rates_of_nobody_have_no_value(book_of):
    nobody = Visits.of(book_of([], ids=(1, 2)), END)
    for part in (
        repeated(nobody),
        returning(nobody, 0, END),
        kept(nobody, (0, 1), (2, END)),
        repeated_within(nobody, END),
        cell(nobody, END, 300, 1),
        at_age(nobody, END, 0),
    ):
        assert part.rate().value is None
        assert part.rate().interval() is None
        assert part.did.size == 2


def test_whoever_did_not_is_everyone_else(visits):
    part = repeated(visits)
    assert part.other().rate() == Rate(5, 12)
    assert not (part.did & part.other().did).any()
    first_three = np.arange(part.could.size) < 3
    assert part.among(first_three).rate() == Rate(2, 3)


def test_a_cell_of_the_matrix_names_its_people(visits):
    january = month_index(date(2024, 1, 1))
    back = cell(visits, END, january, 1)
    assert np.flatnonzero(back.did).tolist() == [0, 3]  # a and d
    assert back.rate() == Rate(2, 4)
    assert cell(visits, END, january, 4).rate().value is None  # not over yet


@pytest.mark.parametrize("rolling", [False, True])
def test_every_cell_and_age_counts_the_people_it_names(visits, rolling):
    as_of = END + 61
    found = cohorts(visits, as_of, rolling=rolling)
    for row, size in enumerate(found.sizes.tolist()):
        for age, came in enumerate(found.came[row].tolist()):
            part = cell(visits, as_of, found.first_month + row, age, rolling=rolling).rate()
            assert part == (Rate(came, size) if came >= 0 else Rate(0, 0))
    for age, rate in enumerate(found.by_age()):
        assert at_age(visits, as_of, age, rolling=rolling).rate() == rate


def test_windows_of_thirty_days_give_everybody_the_same_time(book_of):
    start = day("2024-01-31")
    book = book_of([(1, start, 5), (1, start + 29, 5), (2, start, 5), (2, start + 30, 5)])
    until = start + 59
    by_month = cohorts(Visits.of(book, until), until)
    windows = cohorts(Visits.of(book, until), until, rolling=True)
    assert by_month.came.tolist()[0][:2] == [2, 1]  # 29 February; 1 March is month 2
    assert windows.came[0].tolist() == [2, 1]
    # A day less, and the window is not over for those who came on the 31st.
    before = cohorts(Visits.of(book, until - 1), until - 1, rolling=True)
    assert before.came[0].tolist() == [2]


@pytest.mark.parametrize("length", [1, 3])
@given(
    st.lists(st.tuples(st.integers(1, 7), st.integers(19_000, 19_500)), max_size=60, unique=True)
)
def test_periods_counted_in_one_pass_are_those_asked_one_by_one(book_of, length, told):
    visits = Visits.of(book_of([(who, on, 100) for who, on in told], ids=(1,)), 19_500)
    found = by_period(visits, length)
    for period in range(624 // length - 1, 642 // length):
        stretch = [
            (
                day_number(month_start(one * length)),
                day_number(month_end(one * length + length - 1)),
            )
            for one in (period - 1, period)
        ]
        assert found.returning(period) == returning(visits, *stretch[1]).rate()
        assert found.retention(period) == kept(visits, *stretch).rate()


def test_visits_and_buyers_of_a_period(visits):
    april = day("2024-04-01"), END
    assert visits_between(visits, *april).sum() == 6
    assert np.count_nonzero(came_between(visits, *april)) == 6


def test_the_published_shop_comes_back_as_published(cdnow, book_of):
    until = day("1998-06-30")
    visits = Visits.of(book_of(cdnow), until)
    curve = second_visit_curve(visits, until)
    shares = np.array([curve.back_within(days) for days in AGES])
    assert (100 * shares).tolist() == pytest.approx([17.5, 25.2, 29.2, 37.5, 45.9], abs=0.05)
    found = cohorts(visits, until)
    month = (100 * found.shares()[:3, 1]).tolist()
    assert month == pytest.approx([14.8, 15.5, 14.2], abs=0.06)


@pytest.mark.parametrize(("part", "whole"), [(7, 12), (0, 10), (10, 10), (1, 1), (450, 9000)])
def test_the_range_is_what_a_library_gives(part, whole):
    by_library = binomtest(part, whole).proportion_ci(method="wilson")
    assert wilson(part, whole) == pytest.approx((by_library.low, by_library.high))


def test_few_cases_come_with_a_wide_range():
    assert Rate(7, 12).few_data
    assert not Rate(7, 30).few_data
    assert Rate(7, 12).interval() == wilson(7, 12)


@pytest.mark.parametrize("truth", [0.08, 0.35, 0.6])
def test_the_range_holds_the_true_share_as_often_as_it_promises(truth):
    rng = np.random.default_rng(11)
    draws = rng.binomial(150, truth, 2_000)
    ranges = np.array([wilson(int(one), 150) for one in draws])
    covered = np.mean((ranges[:, 0] <= truth) & (truth <= ranges[:, 1]))
    assert 0.935 < covered < 0.97


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(19_000, 19_400)), max_size=60, unique=True),
    st.integers(19_000, 19_600),
    st.booleans(),
)
def test_no_shop_has_more_people_back_than_there_were(book_of, told, as_of, rolling):
    visits = Visits.of(book_of([(who, on, 100) for who, on in told], ids=(1, 2)), as_of)
    found = cohorts(visits, as_of, rolling=rolling)
    assert (found.came <= found.sizes[:, None]).all()
    assert (found.came[:, :1] == found.sizes[:, None]).all()
    parts: list[Part] = [repeated(visits), repeated_within(visits, as_of)]
    assert all(0 <= one.rate().part <= one.rate().whole for one in parts)
