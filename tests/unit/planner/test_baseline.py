"""The year ahead without a program, and how such forecasts did on months that are over."""

import numpy as np
import pytest

from retailcrm.planner.baseline import backtest, baseline, best_tested
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
    assert best_tested(monthly([100.0] * 29)) is None
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
