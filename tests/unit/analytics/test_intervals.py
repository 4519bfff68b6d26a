import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.analytics.history import Visits
from retailcrm.analytics.intervals import bars, gaps_of, intervals, latest_gaps, mean_gaps
from retailcrm.core.days import day_number

DATA = Path(__file__).parents[2] / "data" / "methods"
END = day_number(date(2024, 4, 30))


@pytest.fixture(scope="module")
def visits(book_of):
    with (DATA / "cohort_worked_transactions.csv").open(encoding="utf-8") as file:
        rows = [
            (ord(row["id"]), day_number(date.fromisoformat(row["date"])), 100)
            for row in csv.DictReader(file)
        ]
    return Visits.of(book_of(rows), END)


def test_gaps_between_visits_are_as_worked_out(visits):
    told = intervals(gaps_of(visits).days)
    assert told is not None
    assert told.gaps == 12
    assert told.mean == pytest.approx(34.9167, abs=1e-4)
    assert told.median == 30
    assert told.most == pytest.approx(53.6)


def test_a_gap_belongs_to_the_customer_who_stayed_away(visits):
    found = gaps_of(visits)
    many = np.bincount(found.owner, minlength=12)
    assert many.tolist() == (np.maximum(visits.ever() - 1, 0)).tolist()
    assert found.days[found.owner == 0].tolist() == [20, 16, 52]
    assert mean_gaps(visits)[0] == pytest.approx(88 / 3)
    assert np.isnan(mean_gaps(visits)[2])
    assert latest_gaps(visits)[:3].tolist() == [52, 66, -1]


def test_one_visit_each_has_no_gaps(book_of):
    for rows in ([], [(1, END, 5), (2, END - 400, 5)]):
        alone = Visits.of(book_of(rows, ids=(3,)), END)
        assert intervals(gaps_of(alone).days) is None
        assert bars(gaps_of(alone).days).counts.size == 0
        assert (latest_gaps(alone) == -1).all()
        assert np.isnan(mean_gaps(alone)).all()


@given(st.lists(st.integers(1, 3_000), min_size=1, max_size=80))
def test_counted_gaps_have_the_quantiles_of_sorted_ones(told):
    found = intervals(np.array(told, dtype=np.int32))
    assert found is not None
    assert found.median == pytest.approx(np.quantile(told, 0.5))
    assert found.most == pytest.approx(np.quantile(told, 0.8))
    assert found.mean == pytest.approx(np.mean(told))


@given(st.lists(st.integers(1, 3_000), min_size=1, max_size=80))
def test_every_gap_is_in_one_bar(told):
    days = np.array(told, dtype=np.int32)
    found = bars(days)
    assert found.counts.sum() == days.size
    assert found.edges[0] == 1
    assert found.edges.size <= 22
    ends = np.append(found.edges[1:], 10_000)
    for low, high, count in zip(found.edges, ends, found.counts, strict=True):
        assert count == ((days >= low) & (days < high)).sum()
