"""What months to come would bring by themselves: season, level and half the trend.

Theta method after Assimakopoulos and Nikolopoulos (2000) in the form of Hyndman and Billah
(2003): exponential smoothing with half the slope of a straight line as its drift, on values
freed of their season. The season is shrunk towards none where it is hard to tell from chance.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.curves import minimize, minimize_scalar

Floats = NDArray[np.float64]

YEAR = 12
HALF = 6
#: months below which there is no season of one's own
ENOUGH = 24
#: smoothing stays within these
LEAST, MOST = 0.01, 0.99
#: no year is taken to bring more than this times the one before
MOST_GROWTH = 1.5
_RECENT = 3
_FEW = 2


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """Values of the months after a series.

    Attributes:
        values: one a month, never below 0.
        method: theta, level, combination, last_year (a year ago) or recent (the last months).
        is_sure: there was enough history for the method that was asked for.
    """

    values: Floats
    method: str
    is_sure: bool = True


def seasons(series: Floats) -> Floats:
    """Give twelve factors of a monthly series, the first one that of its first month.

    Ratios to the centred twelve-month average, their median by month (the mean of two or fewer),
    scaled to a mean of 1 and drawn towards 1 by how much of their spread is chance.

    Args:
        series: at least `ENOUGH` months.
    """
    scaled, true, chance = _season(series)
    if true + chance <= 0:
        return np.ones(YEAR)
    return 1.0 + (scaled - 1.0) * true / (true + chance)


def season_errors(series: Floats) -> float:
    """Give the variance of each factor of `seasons`: what of it is not known."""
    _, true, chance = _season(series)
    return true * chance / (true + chance) if true + chance > 0 else 0.0


def _season(series: Floats) -> tuple[Floats, float, float]:
    """Give factors as they come, the variance between them, and that of chance in each."""
    groups = _by_month(_ratios(series))
    raw = np.array([_middle(one) for one in groups])
    scaled = _scaled(raw)
    left = np.concatenate([one - scaled[k] for k, one in enumerate(groups)])
    if not left.size:  # nothing sold, so nothing to tell a season from
        return np.ones(YEAR), 0.0, 0.0
    chance = float(left @ left) / max(left.size - YEAR, 1) * YEAR / left.size
    return scaled, max(float(scaled.var(ddof=1)) - chance, 0.0), chance


def _by_month(ratios: Floats) -> list[Floats]:
    return [ratios[k::YEAR][~np.isnan(ratios[k::YEAR])] for k in range(YEAR)]


def _scaled(raw: Floats) -> Floats:
    mean = float(raw.mean())
    return raw / mean if mean > 0 else np.ones(YEAR)


def _ratios(series: Floats) -> Floats:
    weights = np.r_[0.5, np.ones(YEAR - 1), 0.5] / YEAR
    middle = np.full(series.size, np.nan)
    middle[HALF : series.size - HALF] = np.convolve(series, weights, mode="valid")
    found = np.full(series.size, np.nan)
    known = np.nan_to_num(middle) > 0
    found[known] = series[known] / middle[known]
    return found


def _middle(values: Floats) -> float:
    if not values.size:
        return 1.0
    return float(np.median(values) if values.size > _FEW else values.mean())


def smoothed(series: Floats) -> tuple[float, float]:
    """Give (level, smoothing) of simple exponential smoothing that begins at the first value.

    The smoothing is the one with the smallest squares of one-step errors.
    """
    found = minimize_scalar(
        lambda alpha: _run(series, alpha)[1],
        bounds=(LEAST, MOST),
        method="bounded",
        options={"xatol": 1e-8},
    )
    return _run(series, float(found.x))[0], float(found.x)


def _run(series: Floats, alpha: float) -> tuple[float, float]:
    level, squares = float(series[0]), 0.0
    for value in series[1:].tolist():
        error = value - level
        squares += error * error
        level += alpha * error
    return level, squares


def theta(series: Floats, months: int, least: int = ENOUGH) -> Forecast:
    """Carry a series on with its season, its level and half its trend.

    Args:
        series: month by month.
        months: how many ahead.
        least: with fewer months the last year is repeated; below `ENOUGH` the season is known
            of some months only, which does for holding the last ones out, not for planning.
    """
    if series.size < least:
        return plain(series, months)
    factors = seasons(series)
    free = _freed(series, factors)
    level, alpha = smoothed(free)
    drift = _slope(free) / 2
    steps = np.arange(months) + (1.0 - (1.0 - alpha) ** series.size) / alpha
    return Forecast(
        np.maximum(level + drift * steps, 0.0) * _ahead(factors, series, months), "theta"
    )


def level(series: Floats, months: int, least: int = ENOUGH) -> Forecast:
    """Carry a series on with its season and its level, without a trend; arguments as of theta."""
    if series.size < least:
        return plain(series, months)
    factors = seasons(series)
    held, _ = smoothed(_freed(series, factors))
    return Forecast(max(held, 0.0) * _ahead(factors, series, months), "level")


def plain(series: Floats, months: int) -> Forecast:
    """Repeat the last year, or the mean of the last three months where there is no year."""
    if series.size >= YEAR:
        year = series[-YEAR:]
        return Forecast(np.resize(year, months).astype(np.float64), "last_year", is_sure=False)
    recent = float(series[-_RECENT:].mean()) if series.size else 0.0
    return Forecast(np.full(months, max(recent, 0.0)), "recent", is_sure=False)


def grown(series: Floats, months: int, share: float) -> Floats:
    """Repeat the last year, moved by a share of the growth from the year before it."""
    last, before = float(series[-YEAR:].sum()), float(series[-2 * YEAR : -YEAR].sum())
    factor = 1.0 + share * (last / before - 1.0) if before > 0 else 1.0
    return np.resize(series[-YEAR:], months) * min(factor, MOST_GROWTH)


def line(series: Floats, months: int) -> Floats:
    """Carry a straight line through the logarithms on: for comparison, never for planning."""
    factors = _scaled(np.array([_middle(one) for one in _by_month(_ratios(series))]))
    free = np.log(np.maximum(_freed(series, factors), 1e-9))
    at = np.arange(series.size)
    slope, start = np.polyfit(at, free, 1)
    ahead = series.size + np.arange(months)
    found: Floats = np.exp(start + slope * ahead) * _ahead(factors, series, months)
    return found


def damped(series: Floats, months: int) -> Floats:
    """Carry a series on by Holt and Winters with a trend that fades and a season that is kept."""
    factors = seasons(series)
    free = _freed(series, factors)
    scale = float(free.mean()) or 1.0
    found = minimize(
        lambda told: _fading(free / scale, told)[0],
        np.array([0.3, 0.1, 0.9]),
        bounds=((LEAST, MOST), (LEAST, MOST), (0.8, 0.98)),
        method="L-BFGS-B",
    )
    _, held, trend = _fading(free / scale, found.x)
    fades = np.cumsum(float(found.x[2]) ** np.arange(1, months + 1))
    return np.maximum((held + trend * fades) * scale, 0.0) * _ahead(factors, series, months)


def _fading(series: Floats, told: Floats) -> tuple[float, float, float]:
    alpha, beta, phi = (float(one) for one in told)
    held, trend, squares = float(series[0]), _slope(series[:YEAR]), 0.0
    for value in series[1:].tolist():
        ahead = held + phi * trend
        error = value - ahead
        squares += error * error
        moved = ahead + alpha * error
        trend = beta * (moved - held) + (1 - beta) * phi * trend
        held = moved
    return squares, held, trend


def combined(series: Floats, months: int) -> Forecast:
    """Give the mean of three methods, which errs less where months are noisy."""
    if series.size < ENOUGH:
        return plain(series, months)
    three = (theta(series, months).values, damped(series, months), grown(series, months, 0.5))
    return Forecast(np.mean(three, axis=0), "combination")


def _freed(series: Floats, factors: Floats) -> Floats:
    free: Floats = series / np.resize(np.where(factors > 0, factors, 1.0), series.size)
    return free


def _ahead(factors: Floats, series: Floats, months: int) -> Floats:
    return factors[(series.size + np.arange(months)) % YEAR]


def _slope(series: Floats) -> float:
    at = np.arange(series.size) - (series.size - 1) / 2
    spread = float(at @ at)
    return float(at @ series) / spread if spread > 0 else 0.0
