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
