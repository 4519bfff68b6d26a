"""How far months to come may lie from their forecast, and a year of them.

Four things make a forecast err: chance in each month, a level that wanders, a season seen only a
few times, and a trend that goes on otherwise than half as fast. Each has its size from the
months that are over; together they make one table of how errors go together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.planner.forecast import ENOUGH, YEAR, season_errors, seasons, smoothed

Floats = NDArray[np.float64]

#: a range holds what happens in so many of a hundred cases
HOLDS = 0.80


@dataclass(frozen=True, slots=True, eq=False)
class Range:
    """Where values lie in `HOLDS` of all cases; as given.

    Attributes:
        low: of each month.
        high: of each month.
        year_low: of all of them together.
        year_high: likewise.
    """

    low: Floats
    high: Floats
    year_low: float
    year_high: float


def errors(series: Floats, months: int) -> Floats | None:
    """Give how errors of the months after a series vary and go together; None where too short.

    Args:
        series: month by month.
        months: how many ahead.

    Returns:
        A square table: variances of the months, and what they share.
    """
    if series.size < ENOUGH or not series.any():
        return None
    factors = seasons(series)
    free = series / np.resize(np.where(factors > 0, factors, 1.0), series.size)
    ahead = factors[(series.size + np.arange(months)) % YEAR]
    level, alpha = smoothed(free)
    chance = _chance(free, alpha)
    step = np.arange(1, months + 1)
    shared = np.minimum.outer(step, step) - 1.0
    table = chance * (alpha**2 * shared + alpha)
    table[np.diag_indices(months)] = chance * (1.0 + alpha**2 * (step - 1))
    table += chance * _forgotten(alpha, series.size)
    table += _drift(free, chance) * np.outer(step, step)
    table *= np.outer(ahead, ahead)
    table[np.diag_indices(months)] += season_errors(series) * level**2
    return table


def _chance(free: Floats, alpha: float) -> float:
    """Give the variance of one month, once its season and level are known."""
    level, squares = float(free[0]), 0.0
    for value in free[1:].tolist():
        error = value - level
        squares += error * error
        level += alpha * error
    # twelve seasons and a level were fitted to the same months
    return squares / max(free.size - YEAR / 2, 1.0)


def _forgotten(alpha: float, months: int) -> float:
    """Give how much of the level is still the chance of the first month."""
    return float((1.0 - alpha) ** (2 * months))


def _drift(free: Floats, chance: float) -> float:
    """Give the variance of the trend of a month: half of it is taken, all or none may come."""
    at = np.arange(free.size) - (free.size - 1) / 2
    spread = float(at @ at)
    slope = float(at @ free) / spread
    return (slope / 2) ** 2 / 3 + chance / spread / 4


def within(values: Floats, table: Floats, holds: float = HOLDS) -> Range:
    """Give the range around values whose errors are told."""
    from scipy.special import ndtri  # noqa: PLC0415 - slow to load

    wide = float(ndtri((1 + holds) / 2))
    each = wide * np.sqrt(np.diag(table))
    total, year = float(values.sum()), wide * float(np.sqrt(max(table.sum(), 0.0)))
    return Range(
        np.maximum(values - each, 0.0), values + each, max(total - year, 0.0), total + year
    )
