"""How often customers come and when they leave: the likelihood of what they did.

Each customer comes at a rate of their own and may leave after any visit with a chance of
their own; rates spread like a Gamma distribution, chances like a Beta distribution. With
`once` 1 a customer may leave after the very first visit (MBG/NBD), with 0 only after a
repeat visit (BG/NBD, kept to check the arithmetic against published figures).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, gammaln, psi

from retailcrm.analytics.value.sample import Sample

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class VisitModel:
    """What a shop's customers have in common.

    Attributes:
        r: how alike their rates of visits are; large means one common rate.
        alpha: with `r` the mean rate, `r / alpha` visits a day.
        a: with `b` the mean chance of leaving after a visit, `a / (a + b)`.
        b: see `a`.
        once: 1 if a customer may leave after the first visit, else 0.
    """

    r: float
    alpha: float
    a: float
    b: float
    once: int = 1


def likelihood(model: VisitModel, sample: Sample) -> tuple[float, Floats]:
    """Give the log likelihood and its slopes along r, alpha, a and b."""
    if not sample.count.size:
        return 0.0, np.zeros(4)
    table = _by_repeats(model, sample.repeats)
    rows = _by_row(model, sample, table)
    told = float(sample.many @ table.base + rows.total)
    lost = np.bincount(sample.of_repeats, weights=rows.gone, minlength=table.base.size)
    slopes = sample.many @ table.slopes
    slopes[0] -= rows.by_r
    slopes[1] -= rows.by_alpha
    slopes[2] += lost.sum() / model.a
    slopes[3] -= lost @ table.leaving
    return told, slopes


@dataclass(frozen=True, slots=True, eq=False)
class _ByRepeats:
    """What depends on the number of repeat visits alone."""

    base: Floats
    slopes: Floats
    shape: Floats
    leaving: Floats
    log_left: Floats


def _by_repeats(model: VisitModel, x: Floats) -> _ByRepeats:
    r, a, b, more = model.r, model.a, model.b, x + model.once
    shape, log_alpha = r + x, np.log(model.alpha)
    base = gammaln(shape) - gammaln(r) + r * log_alpha
    base += gammaln(a + b) + gammaln(b + more) - gammaln(b) - gammaln(a + b + more)
    both = psi(a + b) - psi(a + b + more)
    slopes = np.stack(
        (
            psi(shape) - psi(r) + log_alpha,
            np.full(x.size, r / model.alpha),
            both,
            both + psi(b + more) - psi(b),
        ),
        axis=1,
    )
    could = more > 0
    left = np.where(could, b + more - 1.0, 1.0)
    leaving = np.where(could, 1.0 / left, 0.0)
    log_left = np.where(could, np.log(a) - np.log(left), -np.inf)
    return _ByRepeats(base, slopes, shape, leaving, log_left)


@dataclass(frozen=True, slots=True, eq=False)
class _ByRow:
    """Sums over rows of equal buyers; `gone` is the weight of those who have left."""

    total: float
    gone: Floats
    by_r: float
    by_alpha: float


def _by_row(model: VisitModel, sample: Sample, table: _ByRepeats) -> _ByRow:
    ages, lasts = model.alpha + sample.ages, model.alpha + sample.lasts
    log_age = np.log(ages)[sample.of_age]
    silence = log_age - np.log(lasts)[sample.of_last]
    shape = table.shape[sample.of_repeats]
    odds = table.log_left[sample.of_repeats] + shape * silence
    gone = expit(odds)
    # ln(1 + e^odds) from the chance already at hand; exact where e^odds would overflow.
    more = np.maximum(odds, 0.0) + np.log1p(np.exp(-np.abs(odds)))
    weight = sample.count
    lost = weight * gone
    by_age = (weight - lost) / ages[sample.of_age] + lost / lasts[sample.of_last]
    return _ByRow(
        float(weight @ (more - shape * log_age)),
        lost,
        float(weight @ log_age - lost @ silence),
        float(shape @ by_age),
    )
