"""The year ahead without a program, and how such forecasts did on months that are over."""

import numpy as np
import pytest

from retailcrm.planner.baseline import apart, backtest, baseline, best_tested
from retailcrm.planner.purchases import Monthly
from tests.unit.planner.worked import base, history, table


def test_the_baseline_is_the_worked_one() -> None:
    found = baseline(history("offline"))
    assert found.clients == pytest.approx(base("offline").clients)
    assert found.revenue == pytest.approx(base("offline").revenue)


@pytest.mark.parametrize("channel", ["offline", "online"])
def test_a_year_held_out_errs_as_in_the_worked_shop(channel: str) -> None:
    (row,) = (
        one
        for one in table("model_05_backtest_2024")
        if one["channel"] == channel and one["method"].startswith("components")
    )
    found = backtest(history(channel), "theta")
    assert found is not None
    assert (found.origins, found.months) == (1, 12)
    assert found.wape == pytest.approx(float(row["wape"]), rel=2e-3)
    assert found.mape == pytest.approx(float(row["mape"]), rel=2e-3)
    assert found.year_error == pytest.approx(float(row["year_error"]), abs=1e-4)


def monthly(clients: list[float]) -> Monthly:
    held = np.rint(clients).astype(np.int64)
    return Monthly(0, held, held * 2, held * 5000)


def test_too_few_months_hold_nothing_out() -> None:
    assert best_tested(monthly([100.0] * 23)) is None
    found = best_tested(monthly([100.0] * 30))
    assert found is not None
    assert (found.months, found.origins, found.wape) == (6, 1, 0.0)


NOISE = 10 * np.random.default_rng(5).standard_normal(60)


@pytest.mark.parametrize(
    ("clients", "method"),
    [
        # growth that goes on whole: half of it is what theta takes
        ([200.0 * 1.03**at for at in range(60)], "combination"),
        ([300.0 + float(one) for one in NOISE], "theta"),
    ],
)
def test_another_method_forecasts_only_where_it_is_clearly_better(
    clients: list[float], method: str
) -> None:
    months = monthly(clients)
    theta, other, told = (
        backtest(months, "theta"), backtest(months, "combination"), best_tested(months)
    )  # fmt: skip
    assert theta is not None
    assert other is not None
    assert told is not None
    assert (other.wape <= 0.9 * theta.wape) == (method == "combination")
    assert (told.method, told.origins) == (method, 3)


def test_a_channel_that_began_within_the_year_is_forecast_without_a_fault() -> None:
    new = monthly([0.0] * 32 + [50.0] * 8)
    found = baseline(new)
    assert np.isfinite(found.revenue).all()
    assert (found.revenue >= 0).all()


def test_a_channel_that_sold_nothing_is_not_tested() -> None:
    nothing = np.zeros(40, np.int64)
    assert backtest(Monthly(0, nothing, nothing, nothing), "theta") is None


#: two years of clients that came to be known, then stayed as many; last months by chance high
GREW = [67, 110, 78, 91, 124, 114, 147, 97, 110, 105, 106, 118,
        151, 190, 138, 123, 146, 129, 153, 119, 129, 124, 142, 166]  # fmt: skip


def test_two_years_that_grew_and_then_stayed_are_not_taken_to_go_on_growing() -> None:
    months = monthly([float(one) for one in GREW])
    theta, last = backtest(months, "theta"), backtest(months, "last_year")
    found = baseline(months)
    assert theta is not None
    assert last is not None
    assert found.tested is not None
    assert (found.tested.method, found.tested.months) == ("mean", 6)
    assert found.tested.wape < last.wape
    assert dict(found.tested.others) == {"theta": theta.wape, "last_year": last.wape}
    year = float(months.revenue[12:].sum())
    assert year < found.revenue.sum() < 1.2 * year


def test_the_mean_of_two_forecasts_keeps_clients_purchases_and_sales_together() -> None:
    months = monthly([float(one) for one in GREW])
    found = baseline(months)
    # each bought twice for 25.00
    assert found.often == pytest.approx(np.full(12, 2.0))
    assert found.revenue == pytest.approx(found.clients * 2 * 2500)


def test_where_last_year_repeats_itself_the_forecast_repeats_it() -> None:
    year = [100.0, 40.0, 180.0, 90.0, 60.0, 150.0, 30.0, 120.0, 80.0, 200.0, 70.0, 140.0]
    months = monthly([*year, *year])
    last = backtest(months, "last_year")
    found = baseline(months)
    assert last is not None
    assert last.wape == 0.0
    assert found.tested is not None
    assert found.tested.method == "mean"


def test_growth_that_goes_on_for_two_years_and_a_half_is_left_to_the_usual_forecast() -> None:
    found = baseline(monthly([100.0 * 1.03**at for at in range(30)]))
    assert found.tested is not None
    assert (found.tested.method, found.tested.months) == ("theta", 6)
    assert found.tested.wape <= 0.9 * dict(found.tested.others)["mean"]


def test_three_years_are_forecast_and_tested_as_before() -> None:
    found = baseline(history("offline"))
    assert found.tested is not None
    assert (found.tested.method, found.tested.months, found.tested.others) == ("theta", 12, ())
    assert found.direct is not None
    assert apart(found.revenue, found.direct) is None, "61,944 beside 60,468"


def test_all_sales_at_once_are_told_where_they_come_to_something_else() -> None:
    year = np.full(12, 100.0)
    assert apart(year, 1310.0) is None
    assert apart(year, 1400.0) == pytest.approx(1 / 6)
    assert apart(year, 900.0) == pytest.approx(-0.25)
    assert apart(year, None) is None
