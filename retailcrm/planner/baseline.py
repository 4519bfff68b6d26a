"""A channel's year ahead without a program, and how far such forecasts erred in the past."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.planner.forecast import ENOUGH, HALF, YEAR, combined, level, theta
from retailcrm.planner.purchases import Monthly
from retailcrm.planner.ranges import errors

Floats = NDArray[np.float64]

THETA, COMBINATION = "theta", "combination"
_METHODS = {THETA: theta, COMBINATION: combined}
#: another method replaces the first only if it errs so much less
_BETTER = 0.9
_ORIGINS = 3


@dataclass(frozen=True, slots=True)
class Backtest:
    """How far forecasts erred that were made as if later months were unknown.

    Attributes:
        method: theta or combination.
        origins: how many forecasts were made.
        months: how far each looked ahead.
        wape: all errors together as a share of all sales.
        mape: mean error of a month as a share of its sales.
        year_error: the newest forecast's sum as a share of what happened, less 1.
    """

    method: str
    origins: int
    months: int
    wape: float
    mape: float
    year_error: float


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """Months to come of a channel.

    Attributes:
        clients: of each month.
        often: purchases of each of them.
        revenue: sales in minor units.
        errors: how errors of sales vary and go together; None where history is too short.
        tested: None where nothing can be held out.
    """

    clients: Floats
    often: Floats
    revenue: Floats
    errors: Floats | None
    tested: Backtest | None


def baseline(months: Monthly) -> Baseline:
    """Forecast a year by the method that erred least, theta unless another is clearly better."""
    tested = best_tested(months)
    method = THETA if tested is None else tested.method
    clients, often, revenue = _ahead(months, months.clients.size, YEAR, method)
    return Baseline(clients, often, revenue, errors(_floats(months.revenue), YEAR), tested)


def best_tested(months: Monthly) -> Backtest | None:
    """Hold months out and say how the forecast did; None with less than two years and a half."""
    first = backtest(months, THETA)
    if first is None or first.origins < _ORIGINS:
        return first
    other = backtest(months, COMBINATION)
    return other if other is not None and other.wape <= _BETTER * first.wape else first


def backtest(months: Monthly, method: str) -> Backtest | None:
    """Make the forecasts of the past anew, each from the months before it alone."""
    many = months.clients.size
    ahead = YEAR if many >= ENOUGH + YEAR else HALF
    origins = list(range(many - ahead, ENOUGH - 1, -HALF))[:_ORIGINS]
    if not origins:
        return None
    sales = _floats(months.revenue)
    found = [(sales[at : at + ahead], _ahead(months, at, ahead, method)[2]) for at in origins]
    actual = np.concatenate([one for one, _ in found])
    wrong = np.abs(actual - np.concatenate([one for _, one in found]))
    if not actual.any():
        return None
    sold = actual > 0
    newest, told = found[0]
    year = float(told.sum() / newest.sum() - 1) if newest.sum() > 0 else float("nan")
    return Backtest(
        method,
        len(origins),
        ahead,
        float(wrong.sum() / np.abs(actual).sum()),
        float((wrong[sold] / actual[sold]).mean()),
        year,
    )


def _ahead(months: Monthly, known: int, ahead: int, method: str) -> tuple[Floats, Floats, Floats]:
    clients = _METHODS[method](_floats(months.clients[:known]), ahead).values
    often = level(months.frequency[:known], ahead).values
    check = level(months.check[:known], ahead).values
    return clients, often, clients * often * check


def _floats(values: NDArray[np.int64]) -> Floats:
    return values.astype(np.float64)
