"""Where the customers live: how many of a place's households buy, without luck on top.

A tiny place with three good customers is luck as often as promise. So every place is drawn
towards the whole by as much as its size allows, and places are ranked by what is almost
certain of them, not by what was seen.
"""

from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.curves import gammaincinv, gammaln, minimize_scalar
from retailcrm.analytics.history import Flags, Ints

Floats = NDArray[np.float64]

#: The trade area holds this share of all customers.
MOST_CUSTOMERS = 0.90
#: Places are ranked by the value that theirs exceeds with 95 % certainty.
_LOW, _HIGH = 0.05, 0.95
_BOUNDS = (-4.0, 8.0)  # of the logarithm of the strength
_HUNDRED, _THOUSAND = 100.0, 1000.0


@dataclass(frozen=True, slots=True, eq=False)
class Areas:
    """What is known of each place, in one order.

    Attributes:
        households: NaN where nobody told.
        customers: of the shop.
        best: of those, the best.
        revenue: net sales to them, in minor units.
    """

    households: Floats
    customers: Ints
    best: Ints
    revenue: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Every place against the trade area; NaN is no value. An index of 100 is the average.

    Attributes:
        per_thousand: customers per 1,000 households.
        index: the same against the area.
        best_index: best customers per household against the area.
        among_index: share of best customers among the customers against the area.
        per_household: net sales per household.
        expected: best customers that a place of its size would have.
        likely: best index drawn towards 100 as far as the size of the place asks for.
        low: best index that it exceeds almost certainly.
        high: best index that it almost certainly stays below.
        prospects: households that do not buy yet.
        found: best customers expected among 1,000 more households.
        strength: how strongly places are drawn together; large: they hardly differ.
        rate: best customers per household of the area.
    """

    per_thousand: Floats
    index: Floats
    best_index: Floats
    among_index: Floats
    per_household: Floats
    expected: Floats
    likely: Floats
    low: Floats
    high: Floats
    prospects: Floats
    found: Floats
    strength: float
    rate: float


def rank(areas: Areas, inside: Flags) -> Ranked:
    """Compare each place with the trade area.

    Args:
        areas: what is known of the places.
        inside: which of them make up the trade area.
    """
    known = areas.households > 0
    counted = inside & known
    homes = np.where(known, areas.households, np.nan)
    buy, best = areas.customers.astype(np.float64), areas.best.astype(np.float64)
    overall = _ratio(buy[counted].sum(), homes[counted].sum())
    rate = _ratio(best[counted].sum(), homes[counted].sum())
    among = _ratio(best[inside].sum(), buy[inside].sum())
    expected = homes * rate
    strength = fit_strength(best[counted], expected[counted])
    likely, low, high = shrink(best, expected, strength)
    return Ranked(
        per_thousand=_THOUSAND * buy / homes,
        index=_HUNDRED * _over(buy / homes, overall),
        best_index=_HUNDRED * _over(best / homes, rate),
        among_index=_HUNDRED * _over(_over(best, np.where(buy > 0, buy, np.nan)), among),
        per_household=areas.revenue / homes,
        expected=expected,
        likely=_HUNDRED * likely,
        low=_HUNDRED * low,
        high=_HUNDRED * high,
        prospects=np.maximum(homes - buy, 0.0),
        found=_THOUSAND * rate * likely,
        strength=strength,
        rate=rate,
    )


def fit_strength(seen: Floats, expected: Floats) -> float:
    """Find how much places differ beyond chance, from what was seen and expected in each.

    The counts are Poisson around `expected` times a factor that varies by place as a gamma
    with mean 1; its shape is what makes the counts most likely. Without any count: NaN.
    """
    usable = np.isfinite(expected) & (expected > 0)
    seen, expected = seen[usable], expected[usable]
    if not seen.size or not seen.sum():
        return float("nan")

    def unlikely(log_shape: float) -> float:
        shape = exp(log_shape)
        found = gammaln(seen + shape) - gammaln(shape)
        found += shape * np.log(shape / (expected + shape))
        found += seen * np.log(expected / (expected + shape))
        return -float(found.sum())

    best = minimize_scalar(unlikely, bounds=_BOUNDS, method="bounded", options={"xatol": 1e-9})
    return exp(float(best.x))


def shrink(seen: Floats, expected: Floats, strength: float) -> tuple[Floats, Floats, Floats]:
    """Give (likely factor, what it exceeds, what it stays below) of each place, 95 % certain."""
    shape, rate = seen + strength, expected + strength
    low, high = (gammaincinv(shape, end) / rate for end in (_LOW, _HIGH))
    return shape / rate, low, high


def trade_area(customers: Ints, share: float = MOST_CUSTOMERS) -> Flags:
    """Find the fewest places that hold `share` of all customers; equals come in their order."""
    order = np.argsort(-customers, kind="stable")
    held = np.cumsum(customers[order])
    inside = np.zeros(customers.size, dtype=np.bool_)
    if not held.size or not held[-1]:
        return inside
    needed = int(np.searchsorted(held, share * held[-1] - 1e-9)) + 1
    inside[order[:needed]] = True
    return inside


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else float("nan")


def _over(part: Floats, whole: Floats | float) -> Floats:
    """Divide where there is something to divide by."""
    found: Floats = part / np.where(np.asarray(whole) > 0, whole, np.nan)
    return found
