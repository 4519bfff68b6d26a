"""The rhythm that a shop's customers share, fitted to their gaps between visits."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Ints

Floats = NDArray[np.float64]

SHAPE_BOUNDS = (-3.0, 6.0)
RATE_BOUNDS = (-3.0, 12.0)
REPEATERS_LEAST = 30
GAPS_LEAST = 60
_ROUNDS = 200
_STEP_MOST = 2.0
_HALVINGS = 40


@dataclass(frozen=True, slots=True)
class Prior:
    """How the customers' rhythms spread: visits a day ~ Gamma(shape, rate).

    Attributes:
        shape: how alike the customers are; large means one common rhythm.
        rate: with `shape` the usual interval, `rate / (shape - 1)` days.
        fitted: from this shop's own gaps, not from the owner's expectation.
    """

    shape: float
    rate: float
    fitted: bool = False


def default_prior(typical_interval: float) -> Prior:
    """Take the owner's word for the usual days between visits."""
    return Prior(3.0, 2.0 * typical_interval)


def fit_prior(gaps: Ints, days: Ints, typical_interval: float = 45) -> Prior:
    """Fit the shop's prior to how many gaps customers have and how long they lasted.

    Args:
        gaps: number of gaps of each customer.
        days: their sum in days.
        typical_interval: what to rest on with fewer than 30 repeat customers or 60 gaps.

    Returns:
        The most likely prior, within bounds that keep it sane.
    """
    again = gaps > 0
    if np.count_nonzero(again) < REPEATERS_LEAST or int(gaps.sum()) < GAPS_LEAST:
        return default_prior(typical_interval)
    sample = _compress(gaps[again], days[again])
    start = np.log([1.5, 1.5 * float(days.sum()) / float(gaps.sum())])
    shape, rate = np.exp(_climb(sample, start))
    return Prior(float(shape), float(rate), fitted=True)


class _Sample(NamedTuple):
    """Distinct (gaps, days) with the number of customers who have them."""

    gaps: Floats
    days: Floats
    weight: Floats
    more_than: Floats  # customers with more than 0, 1, 2, ... gaps


class _Slope(NamedTuple):
    value: float
    gradient: Floats
    curve: Floats


def _compress(gaps: Ints, days: Ints) -> _Sample:
    # A base of 300,000 has few distinct pairs; the likelihood needs only those.
    wide = int(days.max()) + 1
    found, counts = np.unique(gaps * wide + days, return_counts=True)
    weight = counts.astype(np.float64)
    many = found // wide
    of = np.bincount(many, weights=weight)
    more_than = np.cumsum(of[::-1])[::-1][1:].astype(np.float64)
    return _Sample(many.astype(np.float64), (found % wide).astype(np.float64), weight, more_than)


def _slope(sample: _Sample, at: Floats) -> _Slope:
    """Give minus the log-likelihood per customer with its two derivatives in (ln, ln).

    The number of gaps is whole, so the ratio of Gamma functions is a short product.
    """
    shape, rate = np.exp(at)
    known = rate + sample.days
    total = sample.weight.sum()
    steps = shape + np.arange(sample.more_than.size)
    far = np.log(rate / known) @ sample.weight
    spent = sample.gaps * sample.weight
    value = shape * far + sample.more_than @ np.log(steps) - spent @ np.log(known)
    by_shape = far + (sample.more_than / steps).sum()
    each = sample.weight / known
    by_rate = shape * total / rate - (shape * each.sum() + sample.gaps @ each)
    shape2 = -(sample.more_than / steps**2).sum()
    cross = total / rate - each.sum()
    each2 = each / known
    rate2 = -shape * total / rate**2 + shape * each2.sum() + sample.gaps @ each2
    gradient = np.array([shape * by_shape, rate * by_rate])
    curve = np.array(
        [
            [shape * by_shape + shape**2 * shape2, shape * rate * cross],
            [shape * rate * cross, rate * by_rate + rate**2 * rate2],
        ]
    )
    return _Slope(-float(value) / total, -gradient / total, -curve / total)


def _climb(sample: _Sample, start: Floats) -> Floats:
    """Walk to the best point by damped Newton steps that stay inside the bounds."""
    low, high = np.transpose([SHAPE_BOUNDS, RATE_BOUNDS])
    at = np.clip(start, low, high)
    here = _slope(sample, at)
    for _ in range(_ROUNDS):
        walls = ((at <= low) & (here.gradient > 0)) | ((at >= high) & (here.gradient < 0))
        step = _step(here, ~walls)
        if np.abs(step).max() < 1e-10:  # noqa: PLR2004 - far below what a day can show
            break
        following = _search(sample, at, step, here.value)
        if following is None:
            downhill = np.where(walls, 0.0, -here.gradient)
            following = _search(sample, at, downhill, here.value)
        if following is None:
            break
        at = following
        here = _slope(sample, at)
    return at


def _step(here: _Slope, free: NDArray[np.bool_]) -> Floats:
    step = np.zeros(2)
    if not free.any():
        return step
    values, vectors = np.linalg.eigh(here.curve[np.ix_(free, free)])
    steep = np.maximum(np.abs(values), 1e-12)
    step[free] = -(vectors / steep) @ (vectors.T @ here.gradient[free])
    # Shortened, never bent: in a narrow valley a bent step leads uphill.
    return step / max(1.0, float(np.abs(step).max()) / _STEP_MOST)


def _search(sample: _Sample, at: Floats, step: Floats, value: float) -> Floats | None:
    low, high = np.transpose([SHAPE_BOUNDS, RATE_BOUNDS])
    for halving in range(_HALVINGS):
        tried: Floats = np.clip(at + step / 2.0**halving, low, high)
        if _slope(sample, tried).value < value:
            return tried
    return None
