"""The range in which an amount will lie in eight years out of ten."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.curves import gammaincinv, ndtri
from retailcrm.analytics.value.outlook import Outlook

Floats = NDArray[np.float64]

LEVEL = 0.80
"""How often the truth lies within a range."""
_TAIL = (1.0 - LEVEL) / 2


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """Lower and upper end of each amount's range."""

    low: Floats
    high: Floats


def each_range(ahead: Outlook, rates: Floats, shock: float) -> Ranges:
    """Give every customer's own range of margin.

    Args:
        ahead: what is expected of the customers.
        rates: margin on net sales of each.
        shock: by how much, as a share, everything may turn out different together.
    """
    sales = ahead.sales
    wide = ahead.chance + (ahead.sway**2).sum(axis=0) + (shock * sales) ** 2
    found = spread_out(sales, wide, ahead.none)
    ends = found.low * rates, found.high * rates
    return Ranges(np.minimum(*ends), np.maximum(*ends))


def group_ranges(
    ahead: Outlook, rates: Floats, groups: NDArray[np.integer], many: int, shock: float
) -> Ranges:
    """Give the range of what each group brings together.

    What chance does to one customer evens out among many; what the model has wrong does
    not, because it is wrong about all of them.

    Args:
        ahead: see `each_range`.
        rates: likewise.
        groups: number of each customer's group, below `many`; negative is in none.
        many: how many groups there are.
        shock: see `each_range`.
    """
    inside = groups >= 0
    where = groups[inside]

    def added(values: Floats) -> Floats:
        found = np.bincount(where, weights=values[inside], minlength=many)
        return found.astype(np.float64)

    mean = added(ahead.sales * rates)
    wide = added(ahead.chance * rates**2) + (shock * mean) ** 2
    for moved in ahead.sway:
        wide = wide + added(moved * rates) ** 2
    none = np.exp(added(np.log(np.maximum(ahead.none, 1e-300))))
    return spread_out(mean, wide, none)


def spread_out(mean: Floats, wide: Floats, none: Floats) -> Ranges:
    """Give ranges of amounts with a mean, a variance and a chance of being nothing at all.

    Amounts above nothing are taken as Gamma distributed, which stays above 0 for a single
    customer and turns into the normal curve for many. A mean below 0 has the normal curve.
    """
    some = np.maximum(1.0 - none, 1e-12)
    middle = mean / some
    square = np.maximum((wide + mean**2) / some - middle**2, (1e-6 * middle) ** 2)
    positive = (mean > 0) & (square > 0)
    shape = np.where(positive, middle**2 / np.where(positive, square, 1.0), 1.0)
    scale = np.where(positive, square / np.where(positive, middle, 1.0), 0.0)
    ends = []
    for share in (_TAIL, 1.0 - _TAIL):
        left = np.clip((share - none) / some, 0.0, 1.0)
        ends.append(np.where(positive, _gamma(shape, left) * scale, _normal(mean, wide, share)))
    return Ranges(ends[0], ends[1])


_ALMOST_NORMAL = 1e4


def _gamma(shape: Floats, share: Floats) -> Floats:
    """Give quantiles of Gamma(shape, 1); Wilson and Hilferty's cube where it is as good."""
    slim = np.minimum(shape, _ALMOST_NORMAL)
    exact = gammaincinv(slim, share)
    inner = np.clip(share, 1e-12, 1.0 - 1e-12)
    cube = shape * (1.0 - 1.0 / (9.0 * shape) + ndtri(inner) / (3.0 * np.sqrt(shape))) ** 3
    found: Floats = np.where(shape < _ALMOST_NORMAL, exact, np.maximum(cube, 0.0))
    return found


def _normal(mean: Floats, wide: Floats, share: float) -> Floats:
    found: Floats = mean + float(ndtri(share)) * np.sqrt(np.maximum(wide, 0.0))
    return found
