"""The visits to come by the model, month by month, and the plain rules that need none."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.value.buyers import MONTH
from retailcrm.analytics.value.forecast import still_there, visits_if_there
from retailcrm.analytics.value.visits_model import VisitModel

Floats = NDArray[np.float64]
Numbers = NDArray[Any]

LEAST_AGE = 3 * MONTH
"""Nobody's own rate is taken over less than three months."""


def discounted_visits(
    model: VisitModel,
    known: tuple[Numbers, Numbers, Numbers],
    months: int = 12,
    discount: float = 0.01,
    month: float = MONTH,
) -> Floats:
    """Give the visits of the coming months, each month's worth a little less than the last's.

    Args:
        model: the fitted model.
        known: repeat visits, time of the latest and age of each customer.
        months: how many months to add up.
        discount: by how much a month's visits lose with each month of waiting.
        month: days of a month, or a month in the unit of the times.
    """
    repeats, last, age = known
    there = still_there(model, repeats, last, age)
    found: Floats = there * discounted_if_there(model, repeats, age, months, discount, month)
    return found


def discounted_if_there(
    model: VisitModel,
    repeats: Numbers,
    age: Numbers,
    months: int = 12,
    discount: float = 0.01,
    month: float = MONTH,
) -> Floats:
    """Give the same of customers who are still there."""
    before, total = np.zeros(np.shape(repeats)), np.zeros(np.shape(repeats))
    for number in range(1, months + 1):
        so_far = visits_if_there(model, repeats, age, number * month)
        total += (so_far - before) / (1.0 + discount) ** number
        before = so_far
    return total


def own_rate(repeats: Numbers, age: Numbers, days: float, least: float = LEAST_AGE) -> Floats:
    """Give the naive forecast: everyone goes on as often as so far, for ever."""
    over = np.maximum(np.asarray(age, dtype=np.float64), least)
    found = np.zeros(np.shape(repeats))
    np.divide(repeats * float(days), over, out=found, where=over > 0)
    return found


def simple_year(visits: Numbers, age: Numbers, returns: Floats) -> Floats:
    """Give a year's visits without a model: as often as so far, by the chance of coming back."""
    months = np.maximum(np.asarray(age, dtype=np.float64) / MONTH, 3.0)
    found: Floats = visits / months * 12.0 * returns
    return found


def worth_by_age(margins: Floats, sizes: Floats) -> Floats:
    """Add up a customer's margin age by age over the cohorts that are old enough.

    Args:
        margins: margin of each cohort (rows) at each age (columns), NaN where not lived yet.
        sizes: customers of each cohort.
    """
    lived = np.isfinite(margins)
    base = (lived * sizes[:, None]).sum(axis=0)
    each = np.full(margins.shape[1], np.nan)
    np.divide(np.where(lived, margins, 0.0).sum(axis=0), base, out=each, where=base > 0)
    return np.cumsum(each)


def worth_if_kept(margin: float, kept: float, discount: float, months: int | None = None) -> float:
    """Give the worth of a customer who brings `margin` a month and stays with chance `kept`.

    `months` None adds up for ever, which is finite because waiting costs.
    """
    if months is None:
        return margin * kept / (1.0 + discount - kept)
    ratio = kept / (1.0 + discount)
    return margin * sum(ratio**month for month in range(1, months + 1))
