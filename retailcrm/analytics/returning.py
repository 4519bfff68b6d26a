"""Who came back, told of each customer, so that every rate can name its people."""

import numpy as np

from retailcrm.analytics.history import NO_DAY, Days, Flags, Ints, Visits
from retailcrm.analytics.rates import Part

SOON = 90
"""Days after the first visit in which a second one counts as soon."""


def visits_between(visits: Visits, since: int, until: int) -> Ints:
    """Count each customer's visits from one day to another, both inclusive."""
    inside = (visits.day >= since) & (visits.day <= until)
    running = np.zeros(visits.day.size + 1, dtype=np.int64)
    np.cumsum(inside, out=running[1:])
    return np.diff(running[visits.starts])


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
    first, second = visits.first(), second_visit(visits)
    could = (first != NO_DAY) & (as_of - first.astype(np.int64) >= days)
    soon = (second != NO_DAY) & (second.astype(np.int64) - first <= days)
    return Part.of(could, soon)


def second_visit(visits: Visits) -> Days:
    """Give each customer's second visit day, NO_DAY without one."""
    found = np.full(visits.starts.size - 1, NO_DAY, dtype=np.int32)
    twice = visits.ever() > 1
    found[twice] = visits.day[visits.starts[:-1][twice] + 1]
    return found
