import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from retailcrm.analytics.history import Visits
from retailcrm.analytics.survival import second_visit_curve, waiting
from retailcrm.core.days import day_number

DATA = Path(__file__).parents[2] / "data" / "methods"
END = day_number(date(2024, 4, 30))


def rows_of(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def interval(found, days):
    ends = found.interval(days)
    assert ends is not None
    return ends


@pytest.fixture(scope="module")
def curve(book_of):
    rows = [
        (ord(row["id"]), day_number(date.fromisoformat(row["date"])), 100)
        for row in rows_of("cohort_worked_transactions.csv")
    ]
    return second_visit_curve(Visits.of(book_of(rows), END), END)


def test_the_wait_for_the_second_visit_is_as_worked_out(curve):
    worked = rows_of("km_second_purchase_worked.csv")
    assert curve.days.tolist() == [int(float(row["time"])) for row in worked]
    assert curve.at_risk.tolist() == [int(row["at_risk"]) for row in worked]
    assert curve.events.tolist() == [int(row["events"]) for row in worked]
    assert curve.share == pytest.approx([float(row["S"]) for row in worked], abs=1e-6)
    assert curve.error == pytest.approx([float(row["se_greenwood"]) for row in worked], abs=1e-6)


def test_the_share_back_is_read_off_the_curve(curve):
    assert curve.back_within(10) == 0.0
    assert curve.back_within(30) == pytest.approx(0.45)
    assert curve.back_within(365) == pytest.approx(0.725)


def test_the_published_remission_times_come_out():
    # Freireich's 6-MP arm: weeks, ended and still in remission.
    back = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    still = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    found = waiting(np.array(back + still), np.arange(len(back + still)) < len(back))
    shares = dict(zip(found.days.tolist(), found.share.tolist(), strict=True))
    published = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
    assert shares == pytest.approx(published, abs=5e-5)
    assert found.error[0] == pytest.approx(0.0764, abs=5e-5)


def test_once_everybody_is_back_nobody_waits():
    found = waiting(np.array([3, 5]), np.array([True, True]))
    assert found.share.tolist() == [0.5, 0.0]
    assert found.error[-1] == 0.0
    assert waiting(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)).back_within(9) is None


def test_the_range_of_the_curve_stays_a_share(curve):
    for days in (0, 10, 11, 30, 66, 365):
        low, high = interval(curve, days)
        assert 0 <= low <= curve.back_within(days) <= high <= 1
    # The published arm: log-log limits of the share still in remission after 10 weeks.
    back = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    still = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    arm = waiting(np.array(back + still), np.arange(21) < 9)
    low, high = interval(arm, 10)
    assert (1 - high, 1 - low) == pytest.approx((0.5032, 0.8894), abs=5e-5)
    errors = dict(zip(arm.days.tolist(), arm.error.tolist(), strict=True))
    for row in rows_of("km_freireich.csv"):
        assert errors[int(float(row["time"]))] == pytest.approx(
            float(row["se_greenwood"]), abs=1e-6
        )


def test_nothing_is_told_beyond_what_was_seen(curve):
    assert curve.knows(101)
    assert not curve.knows(102)
    assert curve.few_data(30)
    gone = waiting(np.array([3, 5]), np.array([True, True]))
    assert gone.knows(365)
    low, high = interval(gone, 365)
    assert low == pytest.approx(1 - 0.9104, abs=1e-3)
    assert high == 1
    alone = waiting(np.array([4]), np.array([True]))
    assert alone.interval(9) == (0.0, 1.0)
    nobody_yet = waiting(np.array([9, 9, 2]), np.array([False, False, False]))
    low, high = interval(nobody_yet, 5)
    assert low == 0
    assert 0.6 < high < 0.7
    nobody = waiting(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool))
    assert nobody.interval(30) is None
    assert not nobody.knows(0)


def test_the_range_holds_the_true_share_as_often_as_it_promises():
    # Waits are exponential, every shop opened 400 days ago and wins customers all along.
    rng = np.random.default_rng(5)
    held = {30: 0, 90: 0, 180: 0}
    shops = 1_000
    for _ in range(shops):
        wait = np.ceil(rng.exponential(150, 120)).astype(np.int64)
        sight = rng.integers(0, 400, 120)
        curve = waiting(np.minimum(wait, sight), wait <= sight)
        for days in held:
            low, high = interval(curve, days)
            held[days] += low <= 1 - np.exp(-days / 150) <= high
    assert all(0.93 < one / shops < 0.975 for one in held.values()), held


def test_the_curve_can_follow_some_customers_only(book_of):
    book = book_of([(1, 100, 5), (1, 110, 5), (2, 100, 5)])
    visits = Visits.of(book, 200)
    assert second_visit_curve(visits, 200, np.array([True, False])).back_within(30) == 1.0
    assert second_visit_curve(visits, 200, np.array([False, True])).back_within(30) == 0.0
    nobody = second_visit_curve(visits, 200, np.array([False, False]))
    assert nobody.back_within(30) is None
