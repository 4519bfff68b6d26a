"""Who came back, told of each customer, so that every rate can name its people."""

from dataclasses import dataclass

import numpy as np

from retailcrm.analytics.cohorts import months
from retailcrm.analytics.history import NO_DAY, Days, Flags, Ints, Visits
from retailcrm.analytics.rates import Part, Rate

SOON = 90
"""Days after the first visit in which a second one counts as soon."""


def visits_between(visits: Visits, since: int, until: int) -> Ints:
    """Count each customer's visits from one day to another, both inclusive."""
    inside = (visits.day >= since) & (visits.day <= until)
    running = np.zeros(visits.day.size + 1, dtype=np.int32)
    np.cumsum(inside, dtype=np.int32, out=running[1:])
    return np.diff(running[visits.starts]).astype(np.int64)


def came_between(visits: Visits, since: int, until: int) -> Flags:
    """Say of each customer whether they came in a period."""
    came: Flags = visits_between(visits, since, until) > 0
    return came


def returning(visits: Visits, since: int, until: int) -> Part:
    """Ask the buyers of a period whether they had been there before it."""
    return Part.of(came_between(visits, since, until), visits.first() < since)


def kept(visits: Visits, before: tuple[int, int], period: tuple[int, int]) -> Part:
    """Ask the buyers of one period whether they also bought in a later one."""
    return Part.of(came_between(visits, *before), came_between(visits, *period))


def repeated(visits: Visits) -> Part:
    """Ask everyone who ever came whether they came at least twice."""
    ever = visits.ever()
    return Part.of(ever > 0, ever > 1)


def repeated_within(visits: Visits, as_of: int, days: int = SOON) -> Part:
    """Ask those who first came at least `days` ago whether they were back within these days."""
    first = visits.first()
    could = (first != NO_DAY) & (first <= as_of - days)
    begun = visits.starts[:-1][twice := np.flatnonzero(visits.ever() > 1)]
    soon = np.zeros(first.size, dtype=np.bool_)
    soon[twice] = visits.day[begun + 1] - visits.day[begun] <= days
    return Part.of(could, soon)


@dataclass(frozen=True, slots=True, eq=False)
class Periods:
    """Who bought in each whole stretch of calendar months, counted in one pass.

    Attributes:
        first: number of the first period: its first month divided by the months of each.
        buyers: customers with a visit in it.
        earlier: of them those who had been there before it.
        kept: of them those who had bought in the period before, too.
    """

    first: int
    buyers: Ints
    earlier: Ints
    kept: Ints

    def returning(self, period: int) -> Rate:
        """Give the share of the buyers of a period who had been there before."""
        at = period - self.first
        return Rate(self._of(self.earlier, at), self._of(self.buyers, at))

    def retention(self, period: int) -> Rate:
        """Give the share of the buyers of the period before who also bought in this one."""
        at = period - self.first
        return Rate(self._of(self.kept, at), self._of(self.buyers, at - 1))

    @staticmethod
    def _of(counts: Ints, at: int) -> int:
        return int(counts[at]) if 0 <= at < counts.size else 0


def by_period(visits: Visits, length: int) -> Periods:
    """Count buyers in periods of so many calendar months."""
    if not visits.day.size:
        none = np.zeros(0, dtype=np.int64)
        return Periods(0, none, none, none)
    period = months(visits.day) // length
    fresh = np.ones(period.size, dtype=np.bool_)
    np.not_equal(period[1:], period[:-1], out=fresh[1:])
    opens = np.zeros(period.size, dtype=np.bool_)
    opens[visits.starts[:-1][visits.ever() > 0]] = True
    seen = np.flatnonzero(fresh | opens)
    lowest = int(period.min())
    period, opens = period[seen] - lowest, opens[seen]
    follows = np.flatnonzero((np.diff(period, prepend=period[:1]) == 1) & ~opens)
    many = int(period.max()) + 1
    buyers = np.bincount(period, minlength=many)
    return Periods(
        lowest,
        buyers,
        buyers - np.bincount(period[opens], minlength=many),
        np.bincount(period[follows], minlength=many),
    )


def second_visit(visits: Visits) -> Days:
    """Give each customer's second visit day, NO_DAY without one."""
    found = np.full(visits.starts.size - 1, NO_DAY, dtype=np.int32)
    twice = visits.ever() > 1
    found[twice] = visits.day[visits.starts[:-1][twice] + 1]
    return found
