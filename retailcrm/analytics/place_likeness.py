"""Places that look like those where the best customers live."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Flags

Floats = NDArray[np.float64]

#: A model needs so many places and best customers.
LEAST_PLACES = 30
LEAST_BEST = 100
RIDGE = 1.0
_STEP = 2.0
_ROUNDS = 100
_CLOSE = 1e-10
_FLAT = 1e-12
#: Below so many places with a good customer there is no profile to compare with.
LEAST_PROFILE = 3


class Way(StrEnum):
    """How places were compared."""

    MODEL = "model"
    PROFILE = "profile"
    NONE = ""


@dataclass(frozen=True, slots=True, eq=False)
class Scaled:
    """Columns of the places on one scale: mean 0, deviation 1; what is unknown stands at 0.

    Attributes:
        values: a column for each of `names`.
        names: columns that differ from place to place.
    """

    values: Floats
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """How much each place promises.

    Attributes:
        way: how they were compared.
        rate: best customers per household that the model expects, NaN without a model.
        score: higher is more alike; NaN where nothing is known of a place.
        weights: (column, weight) pairs of the model, or the profile's place on the scale, by
            how much they matter.
    """

    way: Way
    rate: Floats
    score: Floats
    weights: tuple[tuple[str, float], ...]


def scaled(columns: dict[str, Floats], far: frozenset[str] = frozenset()) -> Scaled:
    """Bring columns to one scale.

    Args:
        columns: by name, NaN where unknown.
        far: names of distances, of which the logarithm counts.
    """
    kept: list[Floats] = []
    names: list[str] = []
    for name, told in columns.items():
        values = np.log1p(np.maximum(told, 0.0)) if name in far else told
        known = np.isfinite(values)
        if not known.any():
            continue
        spread = float(values[known].std())
        if spread <= _FLAT * max(1.0, float(np.abs(values[known]).max())):
            continue
        kept.append(np.where(known, (values - values[known].mean()) / spread, 0.0))
        names.append(name)
    size = next(iter(columns.values())).size if columns else 0
    stacked = np.column_stack(kept) if kept else np.empty((size, 0))
    return Scaled(stacked, tuple(names))


def poisson_ridge(counts: Floats, homes: Floats, values: Floats, ridge: float = RIDGE) -> Floats:
    """Fit counts ~ Poisson(homes x exp(b0 + values b)); give b0, then b.

    The sum of squares of b, times half of `ridge`, is what a fit costs besides; b0 is free.
    Newton's steps are cut at 2, so that no place with few homes throws the fit off.
    """
    design = np.column_stack((np.ones(counts.size), values))
    penalty = np.full(design.shape[1], ridge)
    penalty[0] = 0.0
    found = np.zeros(design.shape[1])
    found[0] = np.log(max(counts.sum(), 0.5) / homes.sum())
    for _ in range(_ROUNDS):
        mean = homes * np.exp(np.clip(design @ found, -50.0, 50.0))
        slope = design.T @ (counts - mean) - penalty * found
        curve = (design.T * mean) @ design + np.diag(penalty)
        step = np.linalg.lstsq(curve, slope, rcond=None)[0]
        found = found + np.clip(step, -_STEP, _STEP)
        if np.abs(step).max() < _CLOSE:
            break
    return found


def likeness(counts: Floats, homes: Floats, held: Scaled, learn: Flags) -> Likeness:
    """Compare every place with those where the best customers are.

    Args:
        counts: best customers.
        homes: households, NaN or 0 where unknown.
        held: what else is known of the places.
        learn: places to learn from: those of the trade area.
    """
    nothing = np.full(counts.size, np.nan)
    known = learn & (homes > 0)
    if not held.names:
        return Likeness(Way.NONE, nothing, nothing, ())
    if known.sum() >= LEAST_PLACES and counts[known].sum() >= LEAST_BEST:
        found = poisson_ridge(counts[known], homes[known], held.values[known])
        rate = np.exp(np.clip(found[0] + held.values @ found[1:], -50.0, 50.0))
        return Likeness(Way.MODEL, rate, rate, _weights(held, found[1:]))
    return _profile(counts, homes, held, known)


def _profile(counts: Floats, homes: Floats, held: Scaled, known: Flags) -> Likeness:
    """Measure how far each place is from the mean of those where the best customers are."""
    nothing = np.full(counts.size, np.nan)
    model = known & (counts > 0)
    if model.sum() < LEAST_PROFILE:
        return Likeness(Way.NONE, nothing, nothing, ())
    rate = np.where(model, counts / np.where(model, homes, 1.0), 0.0)
    usual = counts[known].sum() / homes[known].sum()
    best = model & (rate > usual)
    weight = np.where(best if best.any() else model, counts, 0.0)
    middle = (held.values * weight[:, None]).sum(axis=0) / weight.sum()
    score = -((held.values - middle) ** 2).sum(axis=1)
    return Likeness(Way.PROFILE, nothing, score, _weights(held, middle))


def _weights(held: Scaled, found: Floats) -> tuple[tuple[str, float], ...]:
    told = zip(held.names, (float(one) for one in found), strict=True)
    return tuple(sorted(told, key=lambda pair: (-abs(pair[1]), pair[0])))
