"""The days between two visits in a row."""

from dataclasses import dataclass

import numpy as np

from retailcrm.analytics.history import Days, Ints, Visits

MOST = 0.8
"""The share of all gaps that `Intervals.most` is as long as."""
_WIDTHS = (1, 2, 7, 14, 28, 91, 182, 364)
_BARS = 20
_SHOWN = 0.95


@dataclass(frozen=True, slots=True, eq=False)
class Gaps:
    """All gaps between consecutive visits of the same customer.

    Attributes:
        days: how long each was.
        owner: position of the customer whose gap it is.
    """

    days: Days
    owner: Ints


@dataclass(frozen=True, slots=True)
class Intervals:
    """What is usual between two visits, in days; of one visit each there is nothing to tell.

    Attributes:
        gaps: how many gaps there are.
        median: half of them are at most this long.
        mean: their mean.
        most: eight of ten are at most this long.
    """

    gaps: int
    median: float
    mean: float
    most: float


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """How often gaps of each length occur.

    Attributes:
        edges: bar i holds gaps of `edges[i]` up to, not including, `edges[i + 1]` days; the
            last bar is open.
        counts: gaps in each bar.
    """

    edges: Ints
    counts: Ints


def gap_days(visits: Visits) -> Days:
    """List how long all gaps were, customer by customer."""
    if not visits.day.size:
        return np.zeros(0, dtype=np.int32)
    inner = np.ones(visits.day.size, dtype=np.bool_)
    inner[visits.starts[:-1][visits.ever() > 0]] = False
    days: Days = np.diff(visits.day, prepend=visits.day[:1])[inner]
    return days


def gaps_of(visits: Visits) -> Gaps:
    """List all gaps with whose they were."""
    many = np.maximum(visits.ever() - 1, 0)
    return Gaps(gap_days(visits), np.repeat(np.arange(many.size), many))


def intervals(days: Days) -> Intervals | None:
    """Sum up gaps; None without one."""
    if not days.size:
        return None
    # Gaps are whole days, few of them different: counting beats sorting.
    upto = np.cumsum(np.bincount(days))
    median, most = (_quantile(upto, share) for share in (0.5, MOST))
    return Intervals(days.size, median, float(np.mean(days)), most)


def _quantile(upto: Ints, share: float) -> float:
    """Give the value that a share does not exceed, in proportion between two of them."""
    place = (int(upto[-1]) - 1) * share
    low, high = np.searchsorted(upto, (int(place), min(int(place) + 1, int(upto[-1]) - 1)), "right")
    return float(low + (place - int(place)) * (high - low))


def bars(days: Days) -> Bars:
    """Count gaps in about twenty bars of equal width, the few longest together in the last."""
    if not days.size:
        return Bars(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    far = float(np.quantile(days, _SHOWN))
    width = next((one for one in _WIDTHS if far / one <= _BARS), _WIDTHS[-1])
    many = min(int(far // width) + 1, _BARS) + 1
    place = np.minimum((days.astype(np.int64) - 1) // width, many - 1)
    return Bars(1 + width * np.arange(many), np.bincount(place, minlength=many))


def latest_gaps(visits: Visits) -> Ints:
    """Give the days between each customer's last two visits, -1 with fewer than two."""
    found = np.full(visits.starts.size - 1, -1, dtype=np.int64)
    twice = np.flatnonzero(visits.ever() > 1)
    last = visits.starts[1:][twice] - 1
    found[twice] = visits.day[last] - visits.day[last - 1]
    return found


def mean_gaps(visits: Visits) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Give each customer's mean gap in days, NaN with fewer than two visits."""
    ever = visits.ever()
    found = np.full(ever.size, np.nan)
    span = visits.last().astype(np.float64) - visits.first()
    np.divide(span, ever - 1, out=found, where=ever > 1)
    return found
