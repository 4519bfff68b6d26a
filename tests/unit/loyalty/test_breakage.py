import csv
from pathlib import Path

import numpy as np
import pytest

from retailcrm.loyalty.breakage import (
    Found,
    Moves,
    Triangle,
    blend,
    chain_ladder,
    expected_use,
    lot_curve,
    redemption_share,
    triangle,
)

DATA = Path(__file__).parents[2] / "data" / "loyalty"
NOTHING = np.zeros(0, dtype=np.int64)
NOBODY = Moves(NOTHING, NOTHING, NOTHING)


def worked():
    with (DATA / "points_triangle.csv").open(encoding="utf-8") as file:
        rows = [[int(cell or -1) for cell in row] for row in list(csv.reader(file))[1:]]
    cells = np.array(rows, dtype=np.int64)
    return Triangle(0, cells[:, 0], cells[:, 1:], np.where(cells[:, 1:] < 0, -1, 0))


def moves(*rows: tuple[int, int, int]):
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return Moves(*columns)


def shop(months, used_each=60, earned_each=100, lives=12):
    """Points of every month: some used two months later, the rest lost after `lives` months."""
    month = np.arange(months)
    earned = np.full(months, earned_each)
    used = moves(*((m, m + 2, used_each) for m in range(months)))
    lost = moves(*((m, m + lives, earned_each - used_each) for m in range(months)))
    return triangle(month, earned, used, lost, months - 1)


def test_the_worked_triangle_grows_as_worked_out():
    found = chain_ladder(worked())
    assert found.links == pytest.approx((2.51667, 1.5, 1.18421), abs=1e-5)
    assert found.ultimates == pytest.approx((450, 509.21, 381.91, 581.15), abs=0.005)
    assert found.share == pytest.approx(0.4577, abs=1e-4)
    assert found.to_come == pytest.approx(697.27, abs=0.005)


def test_a_young_program_mixes_its_own_months_with_the_assumption():
    assert blend(0.75, 500, 1310, 2200) == pytest.approx(0.6241, abs=1e-4)
    assert blend(0.75, 0, 0, 0) == 0.75


def test_movements_are_laid_out_by_month_and_age():
    found = triangle(
        np.array([10, 10, 11, 13]),
        np.array([60, 40, 50, 9]),
        moves((10, 10, 5), (10, 12, 20), (10, 12, -3), (11, 12, 7), (11, 13, 99)),
        moves((10, 11, 30)),
        last=12,
    )
    assert found.first_month == 10
    assert found.earned.tolist() == [100, 50, 0]
    assert found.used.tolist() == [[5, 5, 22], [0, 7, -1], [0, -1, -1]]
    assert found.expired.tolist() == [[0, 30, 30], [0, 0, -1], [0, -1, -1]]
    assert found.still_open().tolist() == [48, 43, 0]


def test_points_given_back_are_not_used():
    found = triangle(np.array([3]), np.array([50]), moves((3, 3, 40), (3, 4, -15)), NOBODY, last=5)
    assert found.so_far(found.used).tolist() == [25, 0, 0]
    assert found.still_open().tolist() == [25, 0, 0]


def test_in_the_first_year_the_share_is_assumed():
    found = redemption_share(shop(11))
    assert (found.share, found.found) == (0.75, Found.ASSUMED)
    assert "11 months" in found.told


def test_in_the_second_year_the_months_that_are_over_count():
    found = redemption_share(shop(15))
    assert found.found is Found.BLENDED
    # Three months are over: 180 of 300 used; the assumption weighs 120 points.
    assert found.share == pytest.approx((120 * 0.75 + 180) / 420)
    assert "180 of 300" in found.told


def test_without_a_month_that_is_over_the_share_stays_assumed():
    found = redemption_share(shop(18, lives=40), assumed=0.6)
    assert (found.share, found.found) == (0.6, Found.ASSUMED)


def test_a_grown_program_has_its_own_share():
    found = redemption_share(shop(30))
    assert found.found is Found.MEASURED
    assert found.share == pytest.approx(0.6)
    assert "after" not in found.told


def test_points_that_never_expire_leave_a_warning():
    found = redemption_share(shop(30, lives=99))
    assert found.share == pytest.approx(0.6)
    assert "after 30 months" in found.told


def test_a_month_of_which_nothing_is_used_yet_takes_the_share_of_those_before():
    ladder = chain_ladder(shop(30))
    assert ladder.ultimates[-1] == pytest.approx(60)
    assert ladder.to_come == pytest.approx(120)


def test_a_shop_without_points_assumes():
    none = triangle(NOTHING, NOTHING, NOBODY, NOBODY, last=5)
    assert none.earned.size == 0
    assert chain_ladder(none).share is None
    assert redemption_share(none).found is Found.ASSUMED
    assert lot_curve(none).chance(0) is None
    assert expected_use(none, lot_curve(none)) == 0


def test_the_curve_follows_points_until_they_are_used_or_lost():
    curve = lot_curve(shop(20))
    assert curve.used[:3] == pytest.approx((0, 0, 0.6))
    assert curve.still[2:12] == pytest.approx((0.4,) * 10)
    assert (curve.expired[12], curve.still[12]) == pytest.approx((0.4, 0))
    assert curve.chance(0) == pytest.approx(0.6)
    assert curve.chance(2) == pytest.approx(0)


def test_open_points_are_expected_by_the_age_of_their_lots():
    cohorts = shop(20)
    # Only the two youngest months can still be used: 100 points each, 60 of them will be.
    assert expected_use(cohorts, lot_curve(cohorts)) == pytest.approx(120)


def test_young_lots_count_as_far_as_they_have_come():
    found = triangle(
        np.array([0, 1]), np.array([100, 300]), moves((0, 0, 10), (0, 1, 30)), NOBODY, last=1
    )
    curve = lot_curve(found)
    assert curve.used == pytest.approx((10 / 400, 10 / 400 + (390 / 400) * (30 / 90)))
    assert curve.still[-1] == pytest.approx(1 - curve.used[-1])


def test_without_any_end_the_curve_tells_no_chance():
    found = triangle(np.array([0]), np.array([100]), NOBODY, NOBODY, last=1)
    assert expected_use(found, lot_curve(found)) is None


def test_members_who_began_to_use_points_lately_show_no_curve_yet():
    months = np.arange(24)
    earned = np.full(24, 100)
    used = Moves(months[:12], np.full(12, 23), np.full(12, 40))
    nothing = Moves(months[:0], months[:0], months[:0])
    found = redemption_share(triangle(months, earned, used, nothing, 23), 0.75)
    assert found.found is not Found.MEASURED
    assert found.share == pytest.approx(0.75, abs=0.05)
