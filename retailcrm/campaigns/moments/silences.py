"""When a silence has lasted so long that something should be said."""

import numpy as np

from retailcrm.analytics.closed_days import Closed, closed_between
from retailcrm.analytics.history import NO_DAY, Column, Ints
from retailcrm.campaigns.moments.moment import Moment, Reached
from retailcrm.campaigns.moments.people import Events, Floats, People, falling, together


def silences(moment: Moment, people: People) -> Events:
    """Find the day on which each step of a silence falls due, whoever's it is.

    The occasion is the latest visit: only a new visit, and a new silence after it, can bring
    the same step again.
    """
    limits = {
        Reached.BEEN_A_WHILE: people.remind,
        Reached.MIA: people.limit,
        Reached.DEAD: people.dead,
    }
    parts = []
    for place, step in enumerate(moment.steps):
        limit = limits[step.reached]
        at = np.flatnonzero((people.last != NO_DAY) & np.isfinite(limit))
        last = people.last[at].astype(np.int64)
        due = reached_on(last, limit[at], people.closed) + step.days
        parts.append(falling(at, place, last, due, due + moment.late))
    return together(parts)


def reached_on(last: Ints, limit: Floats, closed: Closed) -> Ints:
    """Give the first day on which a silence is `limit` open days long."""
    due: Ints = last + np.ceil(limit).astype(np.int64)
    for _ in range(_rounds(closed)):
        shut = closed_between(last, due, closed)
        later = last + np.ceil(limit).astype(np.int64) + shut
        if np.array_equal(later, due):
            break
        due = later
    return due


def _rounds(closed: Closed) -> int:
    """Each round reaches past at least one more closed span, so there are no more than those."""
    return 2 * len(closed) + 1 if closed else 0


def is_dead(people: People) -> Column:
    """Say whose card is dead: nobody should pay postage for them."""
    quiet = people.known - people.last.astype(np.int64)
    quiet = quiet - closed_between(people.last, people.known, people.closed)
    found: Column = ((people.last != NO_DAY) & (quiet >= people.dead)).astype(np.int8)
    return found
