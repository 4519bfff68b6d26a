"""A channel's year ahead without a program, and how far such forecasts erred in the past."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from retailcrm.planner.forecast import ENOUGH, HALF, YEAR, combined, level, theta
from retailcrm.planner.purchases import Monthly
from retailcrm.planner.ranges import errors

Floats = NDArray[np.float64]

THETA, COMBINATION = "theta", "combination"
#: the mean of theta and last year; last year's months again
MEAN, LAST_YEAR = "mean", "last_year"
#: with fewer months the season of most was seen once, and cannot be told from chance
SURE = ENOUGH + YEAR
#: another method replaces the first only if it errs so much less
_BETTER = 0.9
_ORIGINS = 3
#: purchases, clients and averages forecast one by one are told beside all sales at once
#: where the two differ by more
APART = 0.10


@dataclass(frozen=True, slots=True)
class Backtest:
    """How far forecasts erred that were made as if later months were unknown.

    Attributes:
        method: theta, combination or mean (of theta and last year).
        origins: how many forecasts were made.
        months: how far each looked ahead.
        wape: all errors together as a share of all sales.
        mape: mean error of a month as a share of its sales.
        year_error: the newest forecast's sum as a share of what happened, less 1.
        others: with less than three years, the same share of errors by the other methods.
    """

    method: str
    origins: int
    months: int
    wape: float
    mape: float
    year_error: float
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """Months to come of a channel.

    Attributes:
        clients: of each month.
        often: purchases of each of them.
        revenue: sales in minor units.
        errors: how errors of sales vary and go together; None where history is too short.
        tested: None where nothing can be held out.
        direct: the year's sales had they been carried on by themselves; None where history is
            too short.
    """

    clients: Floats
    often: Floats
    revenue: Floats
    errors: Floats | None
    tested: Backtest | None
    direct: float | None = None


def apart(revenue: Floats, direct: float | None) -> float | None:
    """Give by what share all sales at once come to more than the forecast; None if about equal."""
    total = float(revenue.sum())
    if direct is None or total <= 0 or abs(direct - total) <= APART * total:
        return None
    return direct / total - 1


def baseline(months: Monthly) -> Baseline:
    """Forecast a year by the method that erred least, theta unless another is clearly better."""
    tested = best_tested(months)
    method = THETA if tested is None else tested.method
    clients, often, revenue = _ahead(months, months.clients.size, YEAR, method)
    sales = _floats(months.revenue)
    told = float(theta(sales, YEAR).values.sum()) if sales.size >= ENOUGH else None
    return Baseline(clients, often, revenue, errors(sales, YEAR), tested, told)


def best_tested(months: Monthly) -> Backtest | None:
    """Hold months out and say how the forecast did; None with less than two years."""
    first = backtest(months, THETA)
    if first is None:
        return None
    if months.clients.size < SURE:
        return _best_of_short(months, first)
    if first.origins < _ORIGINS:
        return first
    other = backtest(months, COMBINATION)
    return other if other is not None and other.wape <= _BETTER * first.wape else first


def _best_of_short(months: Monthly, first: Backtest) -> Backtest:
    """Take the mean of theta and last year, unless theta is clearly better in a trial of its own.

    A season of which each month was seen once is not told from chance, nor the level freed of it:
    on invented shops the mean erred less than theta and less than last year. Below two years and
    a half theta has no trial, for six months earlier it knows half a season only.
    """
    mean, last = backtest(months, MEAN), backtest(months, LAST_YEAR)
    assert mean is not None  # the same months are held out for each
    assert last is not None
    if months.clients.size >= ENOUGH + HALF and first.wape <= _BETTER * mean.wape:
        return replace(first, others=((MEAN, mean.wape), (LAST_YEAR, last.wape)))
    return replace(mean, others=((THETA, first.wape), (LAST_YEAR, last.wape)))


def backtest(months: Monthly, method: str) -> Backtest | None:
    """Make the forecasts of the past anew, each from the months before it alone."""
    many = months.clients.size
    if many < ENOUGH:
        return None
    ahead = YEAR if many >= SURE else HALF
    first = many - ahead
    origins = (first, *range(first - HALF, ENOUGH - 1, -HALF))[:_ORIGINS]
    sales = _floats(months.revenue)
    found = [
        (sales[at : at + ahead], _ahead(months, at, ahead, method, ENOUGH - HALF)[2])
        for at in origins
    ]
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


def _ahead(
    months: Monthly, known: int, ahead: int, method: str, least: int = ENOUGH
) -> tuple[Floats, Floats, Floats]:
    """Give clients, purchases of each and sales of the months after the first `known` ones."""
    if method == LAST_YEAR:
        return _repeated(months, known, ahead)
    if method == MEAN:
        return _mean(_ahead(months, known, ahead, THETA, least), _repeated(months, known, ahead))
    series = _floats(months.clients[:known])
    found = theta(series, ahead, least) if method == THETA else combined(series, ahead)
    often = level(months.frequency[:known], ahead, least).values
    check = level(months.check[:known], ahead, least).values
    return found.values, often, found.values * often * check


def _repeated(months: Monthly, known: int, ahead: int) -> tuple[Floats, Floats, Floats]:
    year = slice(max(known - YEAR, 0), known)
    columns = (_floats(months.clients), months.frequency, _floats(months.revenue))
    clients, often, revenue = (np.resize(one[year], ahead) for one in columns)
    return clients, often, revenue


def _mean(
    one: tuple[Floats, Floats, Floats], other: tuple[Floats, Floats, Floats]
) -> tuple[Floats, Floats, Floats]:
    """Give the mean of two forecasts, so that clients, purchases and sales still go together."""
    clients = (one[0] + other[0]) / 2
    receipts = (one[0] * one[1] + other[0] * other[1]) / 2
    often = np.divide(receipts, clients, out=np.zeros_like(clients), where=clients > 0)
    return clients, often, np.maximum((one[2] + other[2]) / 2, 0.0)


def _floats(values: NDArray[np.int64]) -> Floats:
    return values.astype(np.float64)
