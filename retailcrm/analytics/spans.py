"""How long customers have stayed, by how often and for how much they bought."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.cohorts import months
from retailcrm.analytics.history import Column, Days, Flags, Ints

Floats = NDArray[np.float64]

TIMES = ((2, 2), (3, 3), (4, 4), (5, 5), (6, 10), (11, None))
"""The classes of how often a loyal customer bought: (least, most), None is open."""
LOYAL = 2
"""Purchases from which a customer is loyal."""
_SHARES = (0.2, 0.4, 0.6, 0.8, 0.95)
_STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
_QUARTERS = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Box:
    """How long the customers of one class stayed, in days.

    Attributes:
        customers: how many they are.
        low: a quarter of them stayed at most this long.
        middle: half of them; None of nobody, as are the others.
        high: three quarters of them.
    """

    customers: int
    low: float | None
    middle: float | None
    high: float | None


def months_stayed(first: Days | Ints, last: Days | Ints) -> Ints:
    """Give the number of calendar months in which the time from first to last purchase fits.

    The fewest months, at least one, that lead from the first day to the last or past it; a day
    that the month does not have counts as its last (31 January + 1 = 28 February).
    """
    day = first.astype("datetime64[D]")
    start, end = months(first).astype(np.int64), months(last).astype(np.int64)
    of_month = (day - day.astype("datetime64[M]")).astype(np.int64)
    opens = end.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    length = (end + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - opens
    late = last - opens > np.minimum(of_month, length - 1)
    found: Ints = np.maximum(end - start + late, 1)
    return found


def time_class(times: Column) -> Ints:
    """Give the place in `TIMES` of how often each customer bought, -1 below two."""
    least = np.array([low for low, _ in TIMES])
    return np.searchsorted(least, times, side="right") - 1


def amount_edges(amounts: Ints, minor: int) -> tuple[int, ...]:
    """Cut amounts into bands at round sums of money that part customers about evenly.

    Args:
        amounts: minor units.
        minor: minor units in one currency unit.

    Returns:
        The lower ends of the bands after the first, ascending; empty if there is nothing to cut.
    """
    above = amounts[amounts > 0]
    if not above.size:
        return ()
    found = {_rounded(float(cut) / minor) for cut in np.quantile(above, _SHARES)}
    return tuple(sorted(round(one * minor) for one in found if one * minor >= 1))


def _rounded(amount: float) -> float:
    """Give the sum people would say, such as 150, 200 or 250, that is nearest in proportion."""
    power = 10.0 ** np.floor(np.log10(amount))
    steps = np.array(_STEPS) * power
    return float(steps[np.argmin(np.abs(np.log(steps / amount)))])


def bands(amounts: Ints, edges: tuple[int, ...]) -> Ints:
    """Give the band of each amount; 0 is below the first edge."""
    return np.searchsorted(np.asarray(edges, dtype=np.int64), amounts, side="right")


def table(rows: Ints, columns: Ints, shape: tuple[int, int], among: Flags) -> Ints:
    """Count customers by row and column, among some of them."""
    cells = rows[among] * shape[1] + columns[among]
    return np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)


def box(days: Days | Ints) -> Box:
    """Give the quarters of how long customers stayed."""
    if not days.size:
        return Box(0, None, None, None)
    low, middle, high = (float(one) for one in np.quantile(days, _QUARTERS))
    return Box(days.size, low, middle, high)
