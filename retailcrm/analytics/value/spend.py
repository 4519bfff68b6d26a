"""What a customer spends on a visit: their own mean, pulled towards the shop's."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.curves import gammaln, psi
from retailcrm.analytics.value.climbing import lowest
from retailcrm.analytics.value.fitting import covariance

Floats = NDArray[np.float64]
Numbers = NDArray[Any]

_LOW, _HIGH = -9.0, 12.0
_OWN = 2.0
"""Without a model so many visits of the shop's mean are added to each customer's own."""
FREQUENCY_MATTERS = 0.3
_LEAST_FREE = 0.5
_LEAST = 2


@dataclass(frozen=True, slots=True)
class SpendModel:
    """How spending on a visit spreads, within a customer and from one to another.

    Attributes:
        p: how even one customer's visits are.
        q: how alike customers are.
        v: with both the shop's mean, `p * v / (q - 1)`.
    """

    p: float
    q: float
    v: float

    @property
    def mean(self) -> float:
        """Give the shop's mean spending on a visit."""
        return self.p * self.v / (self.q - 1.0)


@dataclass(frozen=True, slots=True)
class PlainSpend:
    """Spending where no model holds: own mean and the shop's, weighed by visits.

    Attributes:
        mean: the shop's mean of a visit.
        between: variance of a visit's amount over its mean squared.
    """

    mean: float
    between: float = 1.0


Spending = SpendModel | PlainSpend


@dataclass(frozen=True, slots=True)
class SpendFit:
    """What was fitted to spending.

    Attributes:
        spending: the model, or the plain rule where none holds.
        likelihood: log likelihood, None without a model.
        spread: covariance of the logarithms of p, q and v, or of the plain mean.
        correlation: between a customer's visits and mean spending, None of too few.
        left_out: repeat customers whose visits brought nothing or less.
    """

    spending: Spending
    likelihood: float | None
    spread: tuple[tuple[float, ...], ...]
    correlation: float | None
    left_out: int

    @property
    def rough(self) -> bool:
        """Say whether spending depends on how often a customer comes, against the model."""
        return self.correlation is not None and abs(self.correlation) >= FREQUENCY_MATTERS


def fit_spend(repeats: Numbers, spend: Floats, otherwise: float) -> SpendFit:
    """Fit spending to repeat customers whose visits brought something.

    Args:
        repeats: repeat visits of each customer.
        spend: their mean spending on one.
        otherwise: the shop's mean of a visit, where no repeat visit tells it.
    """
    again = repeats > 0
    some = again & (spend > 0)
    left_out = int(np.count_nonzero(again & ~some))
    x, m = repeats[some].astype(np.float64), spend[some].astype(np.float64)
    tie = _correlation(x, m)
    found = _fit(x, m) if x.size >= _LEAST else None
    if found is None:
        plain = _plain(x, m, otherwise)
        unsure = plain.between / max(float(x.sum()), 1.0)
        return SpendFit(plain, None, ((unsure,),), tie, left_out)
    model, spread = found
    return SpendFit(model, spend_likelihood(model, x, m), spread, tie, left_out)


def expected_spend(spending: Spending, repeats: Numbers, spend: Floats) -> Floats:
    """Give each customer's expected spending on a visit; amounts below 0 count as 0."""
    own = np.where(repeats > 0, np.maximum(spend, 0.0), 0.0)
    if isinstance(spending, PlainSpend):
        return np.asarray((repeats * own + _OWN * spending.mean) / (repeats + _OWN))
    p, q, v = spending.p, spending.q, spending.v
    return np.asarray(p * (v + repeats * own) / (p * repeats + q - 1.0))


def expected_squares(spending: Spending, repeats: Numbers, spend: Floats) -> tuple[Floats, Floats]:
    """Give the expected variance within a customer, and the expected square of their mean."""
    mean = expected_spend(spending, repeats, spend)
    if isinstance(spending, PlainSpend):
        within = spending.between * mean**2
        return within, mean**2 + within / (repeats + _OWN)
    p = spending.p
    freedom = p * repeats + spending.q
    square = mean**2 * (freedom - 1.0) / np.maximum(freedom - 2.0, _LEAST_FREE)
    return square / p, square


def spend_likelihood(model: SpendModel, repeats: Floats, spend: Floats) -> float:
    """Give the log likelihood of mean spending."""
    p, q, v = model.p, model.q, model.v
    shape = p * repeats
    each = gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(v)
    each += (shape - 1.0) * np.log(spend) + shape * np.log(repeats)
    each -= (shape + q) * np.log(v + repeats * spend)
    return float(each.sum())


def _fit(x: Floats, spend: Floats) -> tuple[SpendModel, tuple[tuple[float, ...], ...]] | None:
    scale = float(spend.mean())
    curve = _Curve.of(x, spend / scale)
    found = lowest(curve.at, np.zeros(3), _LOW, _HIGH)
    if found is None:
        return None
    p, q, v = (float(one) for one in np.exp(found))
    if q <= 1.0:
        return None
    return SpendModel(p, q, v * scale), covariance(curve.at, found, x.size)


@dataclass(frozen=True, slots=True, eq=False)
class _Curve:
    """The mean negative log likelihood; what no parameter changes is added up once."""

    x: Floats
    many: Floats
    each: NDArray[np.intp]
    total: Floats
    known: float
    power: float

    @classmethod
    def of(cls, x: Floats, spend: Floats) -> "_Curve":
        distinct, each, many = np.unique(x, return_inverse=True, return_counts=True)
        log_spend = np.log(spend)
        power = float(x @ (log_spend + np.log(x)))
        return cls(distinct, many.astype(float), each, x * spend, float(log_spend.sum()), power)

    def at(self, theta: Floats) -> tuple[float, Floats]:
        p, q, v = np.exp(theta)
        size, shape = self.total.size, p * self.x
        both = v + self.total
        log_both = np.log(both)
        logs = np.bincount(self.each, weights=log_both, minlength=shape.size)
        fixed = gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(v)
        told = self.many @ fixed + p * self.power - self.known - (shape + q) @ logs
        known = psi(shape + q)
        by_p = (self.many * self.x) @ (known - psi(shape)) + self.power - self.x @ logs
        by_q = self.many @ known - size * (psi(q) - np.log(v)) - logs.sum()
        ones = np.bincount(self.each, weights=1.0 / both, minlength=shape.size)
        by_v = size * q / v - (shape + q) @ ones
        return -float(told) / size, -np.array([by_p * p, by_q * q, by_v * v]) / size


def _plain(x: Floats, spend: Floats, otherwise: float) -> PlainSpend:
    if not x.size:
        return PlainSpend(max(otherwise, 0.0))
    mean = float(spend.mean())
    # A mean of x visits spreads an x-th as widely as a single visit does.
    spread = float((x * (spend - mean) ** 2).mean()) / mean**2
    return PlainSpend(mean, spread)


def _correlation(x: Floats, spend: Floats) -> float | None:
    if x.size < _LEAST or np.ptp(x) == 0 or np.ptp(spend) == 0:
        return None
    told = float(np.corrcoef(x, spend)[0, 1])
    return told if np.isfinite(told) else None
