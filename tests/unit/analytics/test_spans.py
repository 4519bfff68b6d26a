import csv
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.analytics.spans import (
    TIMES,
    amount_edges,
    bands,
    box,
    months_stayed,
    table,
    time_class,
)
from retailcrm.core.days import add_months, day_number, day_of

DATA = Path(__file__).parents[2] / "data" / "methods"


def days(told):
    return np.array([day_number(date.fromisoformat(one)) for one in told], dtype=np.int32)


@pytest.fixture(scope="module")
def loyal():
    """Read first day, last day, purchases and cents of a small shop's loyal customers."""
    with (DATA / "loyal_spans.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        "first": days(row["first"] for row in rows),
        "last": days(row["last"] for row in rows),
        "times": np.array([int(row["purchases"]) for row in rows]),
        "cents": np.array([int(row["cents"]) for row in rows]),
    }


def worked(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return [[int(cell) for cell in row[1:]] for row in list(csv.reader(file))[1:]]


def test_a_small_shops_customers_stay_as_worked_out(loyal):
    stayed = months_stayed(loyal["first"], loyal["last"])
    everyone = np.ones(loyal["times"].size, dtype=bool)
    found = table(stayed - 1, time_class(loyal["times"]), (stayed.max(), 6), everyone)
    assert found.sum() == 611 + 271
    assert found.tolist() == worked("model_02_duration_histogram.csv")


def test_number_against_amount_is_as_worked_out(loyal):
    edges = (5_000, 10_000, 15_000, 20_000, 30_000, 50_000)
    everyone = np.ones(loyal["times"].size, dtype=bool)
    found = table(bands(loyal["cents"], edges), time_class(loyal["times"]), (7, 6), everyone)
    assert found.tolist() == worked("model_03_amount_by_purchases.csv")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-03-05", "2024-03-05", 1),
        ("2024-03-05", "2024-04-05", 1),
        ("2024-03-05", "2024-04-06", 2),
        ("2023-01-31", "2023-02-28", 1),
        ("2023-01-31", "2023-03-01", 2),
        ("2024-01-30", "2024-02-29", 1),
        ("2022-12-31", "2024-12-31", 24),
    ],
)
def test_a_month_is_a_month_of_the_calendar(first, last, expected):
    assert months_stayed(days([first]), days([last])).tolist() == [expected]


@given(st.integers(10_000, 25_000), st.integers(0, 2_000))
def test_it_is_the_fewest_months_that_reach_the_last_day(first, later):
    found = int(months_stayed(np.array([first]), np.array([first + later]))[0])
    start, last = day_of(first), day_of(first + later)
    assert add_months(start, found) >= last
    assert found == 1 or add_months(start, found - 1) < last


def test_how_often_falls_into_classes():
    assert time_class(np.array([0, 1, 2, 5, 6, 10, 11, 400])).tolist() == [-1, -1, 0, 3, 4, 4, 5, 5]
    assert len(TIMES) == 6


def test_amounts_are_cut_at_round_sums():
    spread = np.geomspace(2_000, 200_000, 200).astype(np.int64)
    edges = amount_edges(spread, 100)
    assert edges == (5_000, 15_000, 30_000, 80_000, 150_000)
    assert Counter(bands(spread, edges).tolist())[0] > 10
    assert amount_edges(np.array([7, 7, 7]), 1) == (8,)
    assert amount_edges(np.array([0, -50]), 100) == ()
    assert amount_edges(np.zeros(0, dtype=np.int64), 100) == ()
    assert bands(np.array([-5, 0, 900]), ()).tolist() == [0, 0, 0]


@given(st.lists(st.integers(-(10**12), 10**12), max_size=40), st.sampled_from([1, 100, 1000]))
def test_everyone_is_in_one_band(told, minor):
    amounts = np.array(told, dtype=np.int64)
    edges = amount_edges(amounts, minor)
    assert list(edges) == sorted(set(edges))
    assert all(edge > 0 for edge in edges)
    found = bands(amounts, edges)
    for amount, band in zip(told, found.tolist(), strict=True):
        assert band == sum(amount >= edge for edge in edges)


def test_nobody_stays_no_time_at_all():
    nobody = box(np.zeros(0, dtype=np.int32))
    assert (nobody.customers, nobody.middle) == (0, None)
    five = box(np.array([10, 20, 30, 40, 50]))
    assert (five.low, five.middle, five.high) == (20, 30, 40)
