"""What the visit model expects of each customer: still with us, back within days, visits."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.curves import betainc, betaln, gammaln, hyp2f1, roots_jacobi
from retailcrm.analytics.value.visits_model import VisitModel

Floats = NDArray[np.float64]
Numbers = NDArray[Any]

POINTS = 48
_NEAR_ONE = 1e-3
_MOST_REPEATS = 500
"""Beyond so many repeat visits the weights of the quadrature overflow."""


def still_there(model: VisitModel, repeats: Numbers, last: Numbers, age: Numbers) -> Floats:
    """Give the chance that a customer has not left for good."""
    could = repeats + model.once > 0
    left = np.where(could, model.b + repeats + model.once - 1.0, 1.0)
    silence = np.log((model.alpha + age) / (model.alpha + last))
    odds = np.where(could, np.log(model.a / left) + (model.r + repeats) * silence, -np.inf)
    return _logistic(-odds)


def back_within(
    model: VisitModel, repeats: Numbers, last: Numbers, age: Numbers, days: float
) -> Floats:
    """Give the chance of at least one visit within the coming days."""
    known = model.alpha + age
    comes = -np.expm1((model.r + repeats) * np.log(known / (known + days)))
    found: Floats = still_there(model, repeats, last, age) * comes
    return found


def expected_visits(
    model: VisitModel, repeats: Numbers, last: Numbers, age: Numbers, days: float
) -> Floats:
    """Give the expected number of visits in the coming days."""
    there = still_there(model, repeats, last, age)
    return there * visits_if_there(model, repeats, age, days)


def visits_if_there(model: VisitModel, repeats: Numbers, age: Numbers, days: float) -> Floats:
    """Give the expected visits of customers who are still there, in whichever form is sound."""
    if abs(model.a - 1.0) > _NEAR_ONE:
        found = _closed(model, repeats, age, days)
        doubtful = ~np.isfinite(found) | (found < 0)
    else:
        found = np.zeros(np.shape(repeats))
        doubtful = np.ones(np.shape(repeats), dtype=np.bool_)
    if doubtful.any():
        x, t = np.asarray(repeats)[doubtful], np.asarray(age)[doubtful]
        found[doubtful] = moments_if_there(model, x, t, days).visits
    return found


def _closed(model: VisitModel, repeats: Numbers, age: Numbers, days: float) -> Floats:
    a, b, shape = model.a, model.b + repeats + model.once, model.r + repeats
    known = model.alpha + age
    stays = np.exp(shape * np.log(known / (known + days)))
    with np.errstate(all="ignore"):  # what is not finite is computed the other way
        curve = hyp2f1(shape, b, a + b - 1.0, days / (known + days))
        found: Floats = np.asarray((a + b - 1.0) / (a - 1.0) * (1.0 - stays * curve))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Expected visits, and expected visits times those less one."""

    visits: Floats
    pairs: Floats


def moments_if_there(model: VisitModel, repeats: Numbers, age: Numbers, days: float) -> Moments:
    """Average over every chance of leaving that a customer still there may have.

    Given that chance p and the rate, visits are the fewer of those of a Poisson process and
    of the visits that leave room for the next one; both expectations have a closed form.
    """
    visits, pairs = np.zeros(np.shape(repeats)), np.zeros(np.shape(repeats))
    for x in np.unique(repeats):
        rows = np.flatnonzero(repeats == x)
        chance, weight = _chances(model, float(x))
        per = days / (model.alpha + np.asarray(age, dtype=np.float64)[rows])
        shape = model.r + float(x)
        reach = per[:, None] * chance
        log_none = -shape * np.log1p(reach)
        none = np.exp(log_none)
        visits[rows] = (-np.expm1(log_none) / chance) @ weight
        later = 1.0 - none - shape * reach * none / (1.0 + reach)
        pairs[rows] = (2.0 * (1.0 - chance) * np.maximum(later, 0.0) / chance**2) @ weight
    return Moments(visits, pairs)


def _chances(model: VisitModel, repeats: float) -> tuple[Floats, Floats]:
    """Give chances of leaving after a visit and how much each weighs, of one still there."""
    a, b = model.a, model.b + repeats + model.once
    if repeats > _MOST_REPEATS:
        return np.array([a / (a + b)]), np.ones(1)
    at, weight = roots_jacobi(POINTS, b - 1.0, a - 1.0)
    # The rule's outermost points may touch 0 in the last digit, where nobody ever leaves.
    chance = np.maximum((1.0 + at) / 2.0, 1e-12)
    return chance, weight / weight.sum()


def first_visits(model: VisitModel, days: float) -> float:
    """Give the repeat visits expected of a customer who comes for the first time today."""
    if model.once:
        one = np.array([0])
        return float(visits_if_there(model, one, one, days)[0] * model.b / (model.a + model.b))
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    stays = (alpha / (alpha + days)) ** r
    curve = hyp2f1(r, b, a + b - 1.0, days / (alpha + days))
    return float((a + b - 1.0) / (a - 1.0) * (1.0 - stays * curve))


def share_with(model: VisitModel, visits: int, days: float) -> float:
    """Give the share of new customers with so many repeat visits after so many days (BG)."""
    a, b, r = model.a, model.b, model.r
    ratio = days / (model.alpha + days)
    log_term = gammaln(r + visits) - gammaln(r) - gammaln(visits + 1)
    term = np.exp(log_term + r * np.log1p(-ratio) + visits * np.log(ratio))
    share = np.exp(betaln(a, b + visits) - betaln(a, b)) * term
    if visits > 0:
        share += np.exp(betaln(a + 1.0, b + visits - 1.0) - betaln(a, b)) * betainc(
            visits, r, ratio
        )
    return float(share)


def _logistic(odds: Floats) -> Floats:
    small = np.exp(-np.abs(odds))
    return np.where(odds >= 0, 1.0 / (1.0 + small), small / (1.0 + small))
