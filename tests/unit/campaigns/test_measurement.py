import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from retailcrm.analytics.rates import Rate
from retailcrm.campaigns import measurement
from retailcrm.campaigns.measurement import Spread, holm, pooled_p, pooled_z, sample_ratio

# Whether there is a value is what each test asks by reading it.
agresti_caffo: Any = measurement.agresti_caffo
money_difference: Any = measurement.money_difference
newcombe: Any = measurement.newcombe
relative_lift: Any = measurement.relative_lift
resampled: Any = measurement.resampled
welch: Any = measurement.welch
DATA = Path(__file__).parents[2] / "data" / "methods"


def _told(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _rates(row: dict[str, str]) -> tuple[Rate, Rate]:
    return (
        Rate(int(float(row["k1"])), int(row["n1"])),
        Rate(int(float(row["k0"])), int(row["n0"])),
    )


@pytest.mark.parametrize("row", _told("campaign_newcombe_reference.csv"))
def test_intervals_are_those_newcombe_published(row):
    treated, control = _rates(row)
    found = newcombe(treated, control)
    assert found.value == pytest.approx(float(row["diff"]), abs=1e-6)
    assert found.low == pytest.approx(float(row["newcombe_lo"]), abs=1e-6)
    assert found.high == pytest.approx(float(row["newcombe_hi"]), abs=1e-6)
    assert found.low == pytest.approx(float(row["published_lo"]), abs=5.1e-5)
    assert found.high == pytest.approx(float(row["published_hi"]), abs=5.1e-5)
    check = agresti_caffo(treated, control)
    assert (check.low, check.high) == pytest.approx(
        (float(row["ac_lo"]), float(row["ac_hi"])), abs=1e-6
    )


HILLSTROM = [row for row in _told("campaign_hillstrom.csv") if row["metric"] != "spend"]


@pytest.mark.parametrize("row", HILLSTROM, ids=lambda row: f"{row['arm']}, {row['metric']}")
def test_a_published_mailing_of_64_000_people_comes_out_as_published(row):
    treated, control = _rates(row)
    found, lift = newcombe(treated, control), relative_lift(treated, control)
    check = agresti_caffo(treated, control)
    near = pytest.approx
    assert treated.value == near(float(row["rate1"]), abs=1e-6)
    assert (found.value, found.low, found.high) == near(
        (float(row["diff"]), float(row["lo"]), float(row["hi"])), abs=1e-6
    )
    assert (check.low, check.high) == near((float(row["ac_lo"]), float(row["ac_hi"])), abs=1e-6)
    assert pooled_z(treated, control) == near(float(row["z"]), abs=1e-6)
    assert found.p == near(float(row["p"]), abs=1e-6)
    assert (lift.value, lift.low, lift.high) == near(
        (float(row["lift"]), float(row["lift_lo"]), float(row["lift_hi"])), abs=1e-6
    )


def test_group_sizes_of_that_mailing_are_as_chance_makes_them():
    assert sample_ratio((21_306, 21_307, 21_387), (1, 1, 1)) == pytest.approx(0.904, abs=5e-4)


def test_one_in_a_thousand_more_is_an_unsafe_figure_of_few_people():
    found = newcombe(Rate(84, 1_000), Rate(3, 1_000))
    assert found.value == pytest.approx(0.081)
    assert (found.low, found.high) == pytest.approx((0.064, 0.100), abs=5e-4)


def test_looking_several_times_raises_each_chance():
    assert holm((0.01, 0.04, 0.03, 0.005)) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm(()) == ()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_looking_several_times_never_lowers_a_chance(told):
    raised = holm(told)
    assert all(after >= before for before, after in zip(told, raised, strict=True))
    assert all(after <= 1 for after in raised)


rates = st.integers(1, 400).flatmap(lambda n: st.integers(0, n).map(lambda k: Rate(k, n)))


@given(rates, rates)
def test_every_interval_of_shares_holds_its_difference_and_stays_possible(treated, control):
    found = newcombe(treated, control)
    assert -1 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1
    back = newcombe(control, treated)
    assert (back.low, back.high) == pytest.approx((-found.high, -found.low))
    assert 0 <= found.p <= 1


def test_nobody_is_compared_with_nobody():
    assert newcombe(Rate(0, 0), Rate(3, 10)) is None
    assert agresti_caffo(Rate(3, 10), Rate(0, 0)) is None
    assert pooled_z(Rate(0, 10), Rate(0, 10)) is None
    assert pooled_p(Rate(10, 10), Rate(10, 10)) == 1
    assert relative_lift(Rate(3, 10), Rate(0, 10)) is None
    assert relative_lift(Rate(3, 10), Rate(2, 10)).high == float("inf")
    assert welch(Spread.of(np.ones(1)), Spread.of(np.ones(9))) is None
    assert resampled(np.ones(1), np.ones(9), 1) is None
    assert sample_ratio((0, 0), (1, 9)) == 1
    assert sample_ratio((5, 95), (0, 1)) == 0
    assert Spread.of(np.zeros(0)).mean is None


def test_money_that_never_varies_is_certain():
    found = welch(Spread.of(np.full(300, 500.0)), Spread.of(np.full(300, 400.0)))
    assert (found.value, found.low, found.high, found.p) == (100, 100, 100, 0)
    nothing = money_difference(np.zeros(300), np.zeros(30), 1)
    assert (nothing.value, nothing.low, nothing.high, nothing.p) == (0, 0, 0, 1)


def test_two_small_groups_of_unlike_spread_compare_as_scipy_says():
    one, other = np.array([3.0, 5.0, 8.0, 4.0]), np.array([1.0, 2.0, 2.0])
    found = welch(Spread.of(one), Spread.of(other))
    told = ttest_ind(one, other, equal_var=False)
    assert found.value == pytest.approx(5 - 5 / 3)
    assert (found.low, found.high) == pytest.approx(tuple(told.confidence_interval()))
    assert found.p == pytest.approx(told.pvalue)


def test_drawing_again_repeats_to_the_cent_under_the_same_seed():
    chance = np.random.default_rng(3)
    spent = np.where(chance.random(500) < 0.2, chance.lognormal(8, 1, 500), 0)
    alone = np.where(chance.random(120) < 0.2, chance.lognormal(8, 1, 120), 0)
    assert resampled(spent, alone, 5) == resampled(spent, alone, 5)
    assert resampled(spent, alone, 5) != resampled(spent, alone, 6)


def test_drawing_again_and_welch_agree_where_money_is_tame():
    chance = np.random.default_rng(4)
    one, other = chance.normal(900, 200, 5_000), chance.normal(880, 200, 5_000)
    drawn, told = resampled(one, other, 1), welch(Spread.of(one), Spread.of(other))
    assert (drawn.low, drawn.high) == pytest.approx((told.low, told.high), abs=1)


def test_a_few_people_and_one_huge_bill_are_drawn_again_and_not_believed_normal():
    quiet = np.full(150, 100.0)
    loud = quiet.copy()
    loud[0] = 1_000_000.0
    found = money_difference(loud, quiet, 9)
    assert found.low >= 0  # nobody pulls the mean down
    assert found.high > found.value
