"""How often customers come and when they leave: the likelihood of what they did.

Each customer comes at a rate of their own and may leave after any visit with a chance of
their own; rates spread like a Gamma distribution, chances like a Beta distribution. With
`once` 1 a customer may leave after the very first visit (MBG/NBD), with 0 only after a
repeat visit (BG/NBD, kept to check the arithmetic against published figures).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.curves import gammaln, psi
from retailcrm.analytics.value.sample import Sample

Floats = NDArray[np.float64]
_BLOCK = 8_192


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
    slopes = sample.many @ table.slopes
    slopes[0] -= rows.by_r
    slopes[1] -= rows.by_alpha
    slopes[2] += rows.gone.sum() / model.a
    slopes[3] -= rows.gone @ table.leaving
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


@dataclass(slots=True)
class _ByRow:
    """Sums over rows of equal buyers; `gone` is the weight of those who have left, by repeats."""

    gone: Floats
    total: float = 0.0
    by_r: float = 0.0
    by_alpha: float = 0.0


def _by_row(model: VisitModel, sample: Sample, table: _ByRepeats) -> _ByRow:
    ages, lasts = model.alpha + sample.ages, model.alpha + sample.lasts
    logs = np.log(ages), np.log(lasts)
    sums = _ByRow(np.zeros(sample.repeats.size))
    # Some thousand rows at a time, so that what is worked out of them stays near the processor.
    for start in range(0, sample.count.size, _BLOCK):
        rows = slice(start, start + _BLOCK)
        _add_rows(sums, sample, rows, table, (ages, lasts, *logs))
    return sums


def _add_rows(
    sums: _ByRow,
    sample: Sample,
    rows: slice,
    table: _ByRepeats,
    times: tuple[Floats, Floats, Floats, Floats],
) -> None:
    ages, lasts, log_ages, log_lasts = times
    of_repeats, of_age, of_last = sample.of_repeats[rows], sample.of_age[rows], sample.of_last[rows]
    weight, shape, log_age = sample.count[rows], table.shape[of_repeats], log_ages[of_age]
    silence = log_age - log_lasts[of_last]
    odds = shape * silence
    odds += table.log_left[of_repeats]
    small = np.exp(-np.abs(odds))
    lost = np.where(odds >= 0.0, weight, weight * small) / (1.0 + small)
    # ln(1 + e^odds), exact where e^odds would overflow.
    likely = np.maximum(odds, 0.0) + np.log1p(small) - shape * log_age
    by_age = (weight - lost) / ages[of_age] + lost / lasts[of_last]
    sums.gone += np.bincount(of_repeats, weights=lost, minlength=sums.gone.size)
    # Without BLAS, whose threads get into the way of others and of equal last digits.
    sums.total += float(np.einsum("i,i->", weight, likely))
    sums.by_r += float(np.einsum("i,i->", weight, log_age) - np.einsum("i,i->", lost, silence))
    sums.by_alpha += float(np.einsum("i,i->", shape, by_age))
