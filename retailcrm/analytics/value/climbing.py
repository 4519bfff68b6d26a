"""Finds the lowest point of a smooth curve in a few dimensions.

The method is BFGS. SciPy has one, but calls LAPACK for matrices of a few numbers, whose threads
wait for each other while the machine is busy: twenty times as long beside an import.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Curve = Callable[[Floats], tuple[float, Floats]]

_NEAR_BOUND = 0.1
_FLAT = 1e-4
_FLAT_ENOUGH = 1e-8
_GAIN = 1e-13
_ROUNDS = 200
_HALVINGS = 30
_STEP_MOST = 2.0
_EXPECTED = 1e-4


def lowest(curve: Curve, start: Floats, low: float, high: float) -> Floats | None:
    """Go down a curve to its lowest point; None if that is no sound one.

    Args:
        curve: gives height and slopes.
        start: where to begin.
        low: lower bound of every coordinate.
        high: upper bound.
    """
    at = np.clip(start, low, high)
    height, slope = curve(at)
    bend = np.eye(at.size)
    for _ in range(_ROUNDS):
        if float(np.abs(slope).max()) <= _FLAT_ENOUGH or not np.isfinite(height):
            break
        found = _step(curve, at, height, slope, -(bend @ slope), (low, high))
        if found is None:
            if np.array_equal(bend, np.eye(at.size)):
                break
            bend = np.eye(at.size)  # what was known of the bend misleads: begin anew
            continue
        next_, lower, after = found
        bend = _bent(bend, next_ - at, after - slope)
        gained = height - lower
        at, height, slope = next_, lower, after
        if bool(np.any((at <= low) | (at >= high))):
            return None  # the curve falls towards the bound, where no sound answer lies
        if gained <= _GAIN * max(abs(height), 1.0) and float(np.abs(slope).max()) <= _FLAT:
            break
    sound = np.isfinite(height) and bool(np.isfinite(at).all())
    inside = bool(np.all((at - low > _NEAR_BOUND) & (high - at > _NEAR_BOUND)))
    return at if sound and inside and float(np.abs(slope).max()) <= _FLAT else None


def _step(
    curve: Curve,
    at: Floats,
    height: float,
    slope: Floats,
    way: Floats,
    bounds: tuple[float, float],
) -> tuple[Floats, float, Floats] | None:
    """Go down the way, as far as it leads lower; None where it does not."""
    falls = float(slope @ way)
    if falls >= 0:
        return None
    length = min(1.0, _STEP_MOST / float(np.abs(way).max()))
    for _ in range(_HALVINGS):
        next_ = np.clip(at + length * way, *bounds)
        lower, after = curve(next_)
        if np.isfinite(lower) and lower <= height + _EXPECTED * length * falls:
            return next_, lower, after
        length /= 2
    return None


def _bent(bend: Floats, moved: Floats, changed: Floats) -> Floats:
    """Learn how the curve bends from how its slopes changed over a step."""
    along = float(moved @ changed)
    if along <= 1e-12 * float(np.abs(moved).max()) * float(np.abs(changed).max()):
        return bend
    whole = np.eye(moved.size) - np.outer(moved, changed) / along
    found: Floats = whole @ bend @ whole.T + np.outer(moved, moved) / along
    return found
