"""Do customers come back: by month of the first visit, and in plain rates."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import NO_DAY, Days, Ints, Visits

Floats = NDArray[np.float64]
_NORMAL_95 = 1.959963984540054
FEW = 30
"""Rates of fewer customers than this are shown with their interval."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of customers, with the range in which the true one probably lies.

    Attributes:
        part: customers who did.
        whole: customers who could.
    """

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Give the share, None of nobody."""
        return self.part / self.whole if self.whole else None

    @property
    def few_data(self) -> bool:
        """Say whether the share rests on few customers."""
        return self.whole < FEW

    def interval(self) -> tuple[float, float] | None:
        """Give Wilson's 95 % interval, None of nobody."""
        return wilson(self.part, self.whole)


def wilson(part: int, whole: int, deviates: float = _NORMAL_95) -> tuple[float, float] | None:
    """Give the interval of a share that stays sensible at 0, at 1 and for few cases."""
    if not whole:
        return None
    share, spread = part / whole, deviates**2 / whole
    middle = (share + spread / 2) / (1 + spread)
    half = deviates / (1 + spread) * sqrt(share * (1 - share) / whole + spread / (4 * whole))
    low = 0.0 if part == 0 else middle - half
    high = 1.0 if part == whole else middle + half
    return low, high


@dataclass(frozen=True, slots=True, eq=False)
class Cohorts:
    """Who came back how many months after the first visit.

    Attributes:
        first_month: month number (`core.days`) of the first row.
        sizes: new customers of each month.
        came: `came[c, k]` of them who visited in month c + k; -1 where that month is not over.
    """

    first_month: int
    sizes: Ints
    came: Ints

    def shares(self) -> Floats:
        """Give `came` as shares of the cohort, NaN where blank or nobody was new."""
        sizes = np.broadcast_to(self.sizes[:, None], self.came.shape)
        known = (self.came >= 0) & (sizes > 0)
        shares = np.full(self.came.shape, np.nan)
        np.divide(self.came, sizes, out=shares, where=known)
        return shares

    def by_age(self) -> tuple[Rate, ...]:
        """Give the share back at each age, over all cohorts that are old enough."""
        known = self.came >= 0
        return tuple(
            Rate(
                int(self.came[known[:, age], age].sum()),
                int(self.sizes[known[:, age]].sum()),
            )
            for age in range(self.came.shape[1])
        )


def months(day: Days | Ints) -> Days:
    """Number the months of days, counting from January 1970 as 0; NO_DAY stays as it is."""
    found = np.full(day.size, NO_DAY, dtype=np.int32)
    known = day != NO_DAY
    if known.all():
        return _months(day) if day.size else found
    if known.any():
        found[known] = _months(day[known])
    return found


def _months(day: Days | Ints) -> Days:
    # The calendar is asked once for each day there is, not for each row.
    first = int(day.min())
    calendar = np.arange(first, int(day.max()) + 1).astype("datetime64[D]")
    numbers: Days = calendar.astype("datetime64[M]").astype(np.int64).astype(np.int32)
    found: Days = numbers[day - first]
    return found


def last_complete_month(as_of: int) -> int:
    """Give the number of the last month that is over at the end of a day."""
    return int(months(np.array([as_of + 1]))[0]) - 1


def cohorts(visits: Visits, as_of: int, most: int | None = None) -> Cohorts:
    """Build the matrix up to the last complete month.

    Args:
        visits: visits up to `as_of`.
        as_of: the last day with data.
        most: how many of the latest months to show; None shows all.

    Returns:
        A row for each month of first visits, a column for each age in months.
    """
    end = last_complete_month(as_of)
    month = months(visits.day)
    came = visits.ever() > 0
    first = month[visits.starts[:-1][came]]
    start = int(first.min(initial=end + 1))
    start = max(start, end + 1 - most) if most else start
    rows = max(0, end + 1 - start)
    cells = _cells(visits, month, start, rows)
    counts = np.bincount(cells, minlength=rows * rows).reshape(rows, rows)
    sizes = np.bincount(first[(first >= start) & (first <= end)] - start, minlength=rows)
    blank = np.add.outer(np.arange(rows), np.arange(rows)) >= rows
    return Cohorts(start, sizes, np.where(blank, -1, counts))


def returning_rate(visits: Visits, since: int, until: int) -> Rate:
    """Give, of the buyers of a period, the share who had been there before it."""
    buyers = _came(visits, since, until)
    first = visits.first()
    return Rate(int((buyers & (first < since)).sum()), int(buyers.sum()))


def retention_rate(visits: Visits, before: tuple[int, int], period: tuple[int, int]) -> Rate:
    """Give, of the buyers of one period, the share who also bought in a later one."""
    were = _came(visits, *before)
    again = were & _came(visits, *period)
    return Rate(int(again.sum()), int(were.sum()))


def repeat_rate(visits: Visits) -> Rate:
    """Give, of everyone who ever came, the share who came at least twice."""
    ever = visits.ever()
    return Rate(int((ever > 1).sum()), int((ever > 0).sum()))


def repeat_rate_within(visits: Visits, as_of: int, days: int = 90) -> Rate:
    """Give the share back within `days` of the first visit, of those it is that long ago for."""
    first, second = visits.first(), second_visit(visits)
    old = (first != NO_DAY) & (as_of - first.astype(np.int64) >= days)
    back = old & (second != NO_DAY) & (second.astype(np.int64) - first <= days)
    return Rate(int(back.sum()), int(old.sum()))


def second_visit(visits: Visits) -> Days:
    """Give each customer's second visit day, NO_DAY without one."""
    found = np.full(visits.starts.size - 1, NO_DAY, dtype=np.int32)
    twice = visits.ever() > 1
    found[twice] = visits.day[visits.starts[:-1][twice] + 1]
    return found


def all_gaps(visits: Visits) -> Days:
    """List all gaps between consecutive visits of the same customer, in days."""
    if not visits.day.size:
        return np.zeros(0, dtype=np.int32)
    inner = np.ones(visits.day.size, dtype=np.bool_)
    inner[visits.starts[:-1][visits.ever() > 0]] = False
    return np.diff(visits.day, prepend=visits.day[:1])[inner]


def _cells(visits: Visits, month: Days, start: int, rows: int) -> Days:
    """Give the cell, counted row by row, of each customer's each month with a visit."""
    ever = visits.ever()
    mine = visits.starts[:-1][ever > 0]
    fresh = np.ones(month.size, dtype=np.bool_)
    np.not_equal(month[1:], month[:-1], out=fresh[1:])
    fresh[mine] = True
    born = np.repeat(month[mine], ever[ever > 0])
    shown = np.flatnonzero(fresh & (born >= start) & (month < start + rows))
    born = born[shown]
    return (born - start) * np.int32(rows) + (month[shown] - born)


def _came(visits: Visits, since: int, until: int) -> NDArray[np.bool_]:
    running = np.zeros(visits.day.size + 1, dtype=np.int64)
    np.cumsum((visits.day >= since) & (visits.day <= until), out=running[1:])
    came: NDArray[np.bool_] = np.diff(running[visits.starts]) > 0
    return came
