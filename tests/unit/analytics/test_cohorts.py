import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from retailcrm.analytics.cohorts import (
    cohorts,
    last_complete_month,
    months,
)
from retailcrm.analytics.history import NO_DAY, Visits
from retailcrm.core.days import day_number, month_index

DATA = Path(__file__).parents[2] / "data" / "methods"
END = day_number(date(2024, 4, 30))


def day(text):
    return day_number(date.fromisoformat(text))


@pytest.fixture(scope="module")
def visits(book_of):
    with (DATA / "cohort_worked_transactions.csv").open(encoding="utf-8") as file:
        rows = [(ord(row["id"]), day(row["date"]), 100) for row in csv.DictReader(file)]
    return Visits.of(book_of(rows), END)


def test_twelve_customers_come_back_as_worked_out(visits):
    found = cohorts(visits, END)
    assert found.first_month == month_index(date(2024, 1, 1))
    assert found.sizes.tolist() == [4, 4, 3, 1]
    with (DATA / "cohort_worked_counts.csv").open(encoding="utf-8") as file:
        worked = [[int(cell) for cell in row[1:]] for row in list(csv.reader(file))[1:]]
    for row, counts in enumerate(worked):
        shown = len(counts) - row
        assert found.came[row, :shown].tolist() == counts[:shown]
        assert (found.came[row, shown:] == -1).all()
    assert [rate.value for rate in found.by_age()] == [1.0, 5 / 11, 4 / 8, 2 / 4]
    assert np.isnan(found.shares()[3]).tolist() == [False, True, True, True]


def test_the_running_month_is_left_out(visits):
    found = cohorts(visits, day("2024-04-29"))
    assert found.came.shape == (3, 3)
    assert found.sizes.tolist() == [4, 4, 3]


def test_only_the_latest_cohorts_if_wanted(visits):
    found = cohorts(visits, END, most=2)
    assert found.sizes.tolist() == [3, 1]
    assert found.came.tolist() == [[3, 1], [1, -1]]


def test_a_month_without_new_customers_is_an_empty_row(book_of):
    book = book_of(
        [(1, day("2024-01-10"), 5), (1, day("2024-02-10"), 5), (2, day("2024-03-10"), 5)]
    )
    found = cohorts(Visits.of(book, day("2024-03-31")), day("2024-03-31"))
    assert found.sizes.tolist() == [1, 0, 1]
    assert np.isnan(found.shares()[1]).all()
    assert [rate.value for rate in found.by_age()] == [1.0, 1.0, 0.0]


def test_a_shop_without_visits_or_a_whole_month_has_no_cohorts(book_of):
    empty = cohorts(Visits.of(book_of([], ids=(1,)), END), END)
    assert empty.came.shape == (0, 0)
    assert empty.by_age() == ()
    young = cohorts(Visits.of(book_of([(1, END - 1, 5)]), END - 1), END - 1)
    assert young.came.size == 0
    assert young.sizes.size == 0


def test_a_month_is_complete_on_its_last_day():
    assert last_complete_month(day("2024-02-29")) == month_index(date(2024, 2, 1))
    assert last_complete_month(day("2024-02-28")) == month_index(date(2024, 1, 1))
    assert months(np.array([day("1999-12-31"), -1])).tolist() == [359, -1]


def test_never_has_no_month():
    assert months(np.array([NO_DAY, 31])).tolist() == [NO_DAY, 1]
    assert months(np.array([NO_DAY])).tolist() == [NO_DAY]
    assert months(np.zeros(0, dtype=np.int32)).tolist() == []
