import csv
from pathlib import Path

import numpy as np
import pytest

from retailcrm.analytics.history import NO_DAY, Visits
from retailcrm.analytics.leakage import (
    Basis,
    Leak,
    Pace,
    brought,
    expected_visits,
    leaked_share,
)

DATA = Path(__file__).parents[2] / "data" / "methods"
BANDS = (91, 365, 730)


def every(days, start, end):
    return range(start, end + 1, days)


def shop(book_of, customers, joined, until, since=0):
    """Give the pace of customers told by their visit days and the days they joined."""
    rows = [(who, day, 1_000) for who, days in enumerate(customers) for day in days]
    visits = Visits.of(book_of(rows, ids=range(len(customers))), until)
    return Pace.of(visits, np.array(joined), since, until)


def whole(expected, pace, basis, assumed):
    """Give what the program brought of everyone together."""
    (found,) = brought(expected, pace, basis, np.zeros(basis.size, dtype=np.int64), 1, assumed)
    return found


def test_the_worked_shop_pays_nine_tenths_for_what_is_bought_anyway():
    with (DATA / "loyalty_tax_example.csv").open(encoding="utf-8") as file:
        told = list(csv.DictReader(file))
    parts = tuple(
        Leak(float(one["sales"]), float(one["discount"]), float(one["incremental_share"]), 0.40)
        for one in told
    )
    for row, part in zip(told, parts, strict=True):
        assert part.leak == pytest.approx(float(row["leak"]))
        assert part.useful == pytest.approx(float(row["useful"]))
        assert part.gained == pytest.approx(float(row["inc_margin"]))
        expected = row["roi_multiple"] if float(row["discount"]) else ""
        assert part.multiple == (pytest.approx(float(expected)) if expected else None)
    assert sum(one.leak for one in parts) == pytest.approx(112_500)
    assert leaked_share(parts) == pytest.approx(0.9375)
    assert sum(one.gained for one in parts) / 120_000 == pytest.approx(0.5)


def test_without_discounts_nothing_leaks():
    assert leaked_share(()) is None
    assert Leak(100.0, 0.0, 0.1, 0.4).leak_share is None
    assert Leak(100.0, 0.0, 0.1, 0.4).multiple is None


def test_visits_before_and_since_joining_leave_out_the_day_of_joining(book_of):
    pace = shop(book_of, [[10, 40, 70, 100, 130, 160]], joined=[100], until=200)
    assert (pace.days_before.tolist(), pace.visits_before.tolist()) == ([90], [2])
    assert (pace.days_since.tolist(), pace.visits_since.tolist()) == ([100], [2])


def test_who_joined_at_the_first_visit_or_never_has_no_past(book_of):
    pace = shop(book_of, [[10, 20], [10, 20], []], joined=[10, NO_DAY, 5], until=100)
    assert pace.with_past().tolist() == [False, False, False]
    assert pace.days_before.tolist() == [0, 0, 0]
    assert pace.visits_since.tolist() == [1, 0, 0]


def test_who_comes_as_often_as_before_was_not_brought_by_the_program(book_of):
    same = [list(every(7, 0, 728))] * 40
    pace = shop(book_of, same, joined=[364] * 40, until=728)
    expected, basis = expected_visits(pace, np.full(40, 728), BANDS)
    assert set(basis.tolist()) == {Basis.OWN}
    # The visit of joining is on neither side, so the past is one of 52 visits short.
    assert whole(expected, pace, basis, 0.1) == (pytest.approx(1 / 52), Basis.OWN)


def test_who_comes_twice_as_often_owes_half_the_visits_to_the_program(book_of):
    faster = [[*every(14, 0, 364), *every(7, 371, 728)]] * 40
    pace = shop(book_of, faster, joined=[364] * 40, until=728)
    expected, basis = expected_visits(pace, np.full(40, 728), BANDS)
    share, found = whole(expected, pace, basis, 0.1)
    assert (share, found) == (pytest.approx(0.5, abs=0.02), Basis.OWN)


def test_who_has_no_past_is_held_against_those_who_joined_later(book_of):
    known = [list(every(14, 0, 728))] * 40
    fresh = [list(every(7, 0, 728))] * 40
    pace = shop(book_of, known + fresh, joined=[364] * 40 + [0] * 40, until=728)
    expected, basis = expected_visits(pace, np.full(80, 728), BANDS)
    assert set(basis[40:].tolist()) == {Basis.LATER}
    part = np.repeat([0, 1], 40)
    old, new = brought(expected, pace, basis, part, 2, 0.1)
    assert [found for _, found in (old, new)] == [Basis.OWN, Basis.LATER]
    assert old[0] == pytest.approx(0.0, abs=0.04)
    assert new[0] == pytest.approx(0.5, abs=0.02)


def test_with_few_pasts_the_share_is_assumed_and_says_so(book_of):
    pace = shop(book_of, [[0, 100, 200]], joined=[150], until=360)
    expected, basis = expected_visits(pace, np.array([360]), BANDS)
    assert whole(expected, pace, basis, 0.1) == (0.1, Basis.ASSUMED)


def test_nobody_at_all_is_assumed_too(book_of):
    pace = shop(book_of, [], joined=[], until=10)
    expected, basis = expected_visits(pace, np.zeros(0, dtype=np.int64), BANDS)
    assert whole(expected, pace, basis, 0.2) == (0.2, Basis.ASSUMED)
