"""Do customers come back, by the month of their first visit.

Ages are counted in calendar months, or in windows of 30 days from each customer's own first
visit: the first is what most people read, the second gives everybody the same time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import NO_DAY, Days, Flags, Ints, Visits
from retailcrm.analytics.rates import Part, Rate

Floats = NDArray[np.float64]
WINDOW = 30
"""Days of one age where ages are counted from each customer's own first visit."""


@dataclass(frozen=True, slots=True, eq=False)
class Cohorts:
    """Who came back at which age.

    Attributes:
        first_month: month number (`core.days`) of the first row.
        sizes: new customers of each month.
        came: `came[c, k]` of them who visited at age k; -1 where not all have reached it yet.
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


def cohorts(
    visits: Visits, as_of: int, most: int | None = None, *, rolling: bool = False
) -> Cohorts:
    """Build the matrix of all months that are over.

    Args:
        visits: visits up to `as_of`.
        as_of: the last day with data.
        most: how many of the latest months to show; None shows all.
        rolling: count ages in windows of 30 days from the own first visit.

    Returns:
        A row for each month of first visits, a column for each age.
    """
    end = last_complete_month(as_of)
    ever = visits.ever()
    born = months(visits.first()[ever > 0])
    start = int(born.min(initial=end + 1))
    start = max(start, end + 1 - most) if most else start
    known = _known(start, end, as_of, rolling=rolling)
    columns = int(known.max(initial=0))
    counts = np.bincount(
        _cells(visits, np.repeat(born, ever[ever > 0]), start, known, rolling=rolling),
        minlength=known.size * columns,
    ).reshape(known.size, columns)
    sizes = np.bincount(born[(born >= start) & (born <= end)] - start, minlength=known.size)
    blank = np.arange(columns) >= known[:, None]
    return Cohorts(start, sizes, np.where(blank, -1, counts))


def cell(visits: Visits, as_of: int, month: int, age: int, *, rolling: bool = False) -> Part:
    """Ask one cohort whether it came at an age; the whole cohort is who could."""
    there = (months(visits.first()) == month) & _reached(visits, as_of, age, rolling=rolling)
    return Part.of(there, _came_at(visits, age, rolling=rolling))


def at_age(visits: Visits, as_of: int, age: int, *, rolling: bool = False) -> Part:
    """Ask everyone of the cohorts that are old enough whether they came at an age."""
    return Part.of(
        _reached(visits, as_of, age, rolling=rolling), _came_at(visits, age, rolling=rolling)
    )


def _known(start: int, end: int, as_of: int, *, rolling: bool) -> Ints:
    """Give how many ages of each cohort are over for all of it; the first always is."""
    month = np.arange(start, end + 1)
    if not rolling:
        return end + 1 - month
    last = (month + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - 1
    return np.maximum((as_of + 1 - last) // WINDOW, 1)


def _reached(visits: Visits, as_of: int, age: int, *, rolling: bool) -> Flags:
    """Say whose whole cohort has reached an age."""
    end = last_complete_month(as_of)
    born = months(visits.first())
    come = visits.ever() > 0
    start = int(born[come].min(initial=end + 1))
    old = np.flatnonzero(_known(start, end, as_of, rolling=rolling) > age)
    # The older a cohort, the more ages it has behind it.
    found: Flags = come & (born < start + old.size)
    return found


def _came_at(visits: Visits, age: int, *, rolling: bool) -> Flags:
    ever = visits.ever()
    hit = _ages(visits, np.repeat(months(visits.first()), ever), rolling=rolling) == age
    running = np.zeros(hit.size + 1, dtype=np.int64)
    np.cumsum(hit, out=running[1:])
    came: Flags = np.diff(running[visits.starts]) > 0
    return came


def _ages(visits: Visits, born: Days, *, rolling: bool) -> Ints | Days:
    """Give how old the customer was at each visit."""
    if not rolling:
        return months(visits.day) - born
    days: Days = visits.day - np.repeat(visits.first(), visits.ever())
    return days // WINDOW


def _cells(visits: Visits, born: Days, start: int, known: Ints, *, rolling: bool) -> Ints | Days:
    """Give the cell, counted row by row, of each customer's each age with a visit."""
    age = _ages(visits, born, rolling=rolling)
    fresh = np.ones(age.size, dtype=np.bool_)
    np.not_equal(age[1:], age[:-1], out=fresh[1:])
    fresh[visits.starts[:-1][visits.ever() > 0]] = True
    shown = np.flatnonzero(fresh & (born >= start) & (born < start + known.size))
    row, age = born[shown] - start, age[shown]
    inside = age < known[row]
    return row[inside] * np.int32(known.max(initial=0)) + age[inside]
