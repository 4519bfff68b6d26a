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


def gaps_of(visits: Visits) -> Gaps:
    """List all gaps, customer by customer."""
    if not visits.day.size:
        return Gaps(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64))
    ever = visits.ever()
    inner = np.ones(visits.day.size, dtype=np.bool_)
    inner[visits.starts[:-1][ever > 0]] = False
    days: Days = np.diff(visits.day, prepend=visits.day[:1])[inner]
    return Gaps(days, np.repeat(np.arange(ever.size), np.maximum(ever - 1, 0)))


def intervals(days: Days) -> Intervals | None:
    """Sum up gaps; None without one."""
    if not days.size:
        return None
    median, most = np.quantile(days, (0.5, MOST))
    return Intervals(days.size, float(median), float(np.mean(days)), float(most))


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
