"""Fits the visit model to a shop's customers, steadied by what is usual for small shops."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.value.climbing import Curve, lowest
from retailcrm.analytics.value.sample import Sample
from retailcrm.analytics.value.visits_model import VisitModel, likelihood

Floats = NDArray[np.float64]

BOUND = 9.0
_LONGEST = 10.0
_STEP = 1e-4
_STARTS = ((1.0, 3.0, 1.0, 3.0), (0.3, 0.0, 0.6, 1.5), (2.0, 5.0, 0.5, 5.0))
_USUAL = (0.6, 0.6, 1.5)


@dataclass(frozen=True, slots=True)
class VisitFit:
    """A fitted model and how sure it is.

    Attributes:
        model: the parameters, times in the unit of the sample.
        likelihood: log likelihood of the sample, the prior left out.
        spread: covariance of the logarithms of r, alpha, a and b, row by row.
        tries: from how many starts it took.
    """

    model: VisitModel
    likelihood: float
    spread: tuple[tuple[float, ...], ...]
    tries: int = 1


def fit_visits(
    sample: Sample, mean_gap: float, *, once: int = 1, steadied: bool = True
) -> VisitFit | None:
    """Find the most likely parameters.

    Args:
        sample: the buyers.
        mean_gap: mean days between visits, in the unit of the sample.
        once: whether a customer may leave after the first visit (1) or not (0).
        steadied: pull towards what is usual, which a small shop needs and a large one
            does not notice.

    Returns:
        The fit, or None if no start leads to a sound one.
    """
    longest = float(sample.ages.max(initial=0.0))
    if longest <= 0 or sample.size <= 0:
        return None
    scale = _LONGEST / longest
    usual = np.log([_USUAL[0], mean_gap * scale, *_USUAL[1:]])
    curve = _curve(sample.scaled(scale), once, usual if steadied else None)
    for tried, start in enumerate(_STARTS, start=1):
        first = np.log([start[0], start[1] or mean_gap * scale, *start[2:]])
        found = lowest(curve, first, -BOUND, BOUND)
        if found is not None:
            spread = covariance(curve, found, sample.size)
            r, alpha, a, b = (float(one) for one in np.exp(found))
            model = VisitModel(r, alpha / scale, a, b, once)
            return VisitFit(model, likelihood(model, sample)[0], spread, tried)
    return None


def _curve(sample: Sample, once: int, usual: Floats | None) -> Curve:
    """Give the mean negative log likelihood of the logarithms of the parameters."""
    size = sample.size

    def at(theta: Floats) -> tuple[float, Floats]:
        values = np.exp(theta)
        r, alpha, a, b = (float(one) for one in values)
        told, slopes = likelihood(VisitModel(r, alpha, a, b, once), sample)
        cost, slope = -told / size, -slopes * values / size
        if usual is not None:
            off = theta - usual
            cost, slope = cost + float(off @ off) / (2 * size), slope + off / size
        return cost, slope

    return at


def covariance(curve: Curve, at: Floats, size: float) -> tuple[tuple[float, ...], ...]:
    """Give how far the parameters may be off, from how sharply the curve bends around them."""
    bend = np.empty((at.size, at.size))
    for place in range(at.size):
        step = np.zeros(at.size)
        step[place] = _STEP
        bend[place] = (curve(at + step)[1] - curve(at - step)[1]) / (2 * _STEP)
    values, axes = np.linalg.eigh((bend + bend.T) * (size / 2))
    # A direction that the data say nothing about keeps the width of the prior, 1.
    spread = (axes / np.maximum(values, 1.0)) @ axes.T
    return tuple(tuple(float(one) for one in line) for line in spread)
