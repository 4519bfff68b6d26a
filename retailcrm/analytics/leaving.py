"""Who went missing in a period, by each customer's own rhythm at each visit."""

import numpy as np

from retailcrm.analytics.history import Flags, Ints, Visits
from retailcrm.analytics.prior import Prior
from retailcrm.analytics.rates import Part
from retailcrm.analytics.returning import visits_between
from retailcrm.analytics.rhythm import deadline
from retailcrm.analytics.rules import Rules

_NEVER = 2**40


def went_missing(
    visits: Visits,
    since: int,
    until: int,
    prior: Prior,
    rules: Rules,
    *,
    recent: Visits | None = None,
) -> Part:
    """Ask who was not missing when a period began whether they went missing in it.

    Someone who was found again before the end went missing all the same.

    Args:
        visits: visits up to `until` at least.
        since: first day of the period.
        until: its last day.
        prior: the shop's rhythm, the same for the whole period.
        rules: say from which share on a customer is missing.
        recent: the visits on and after `since`, where they have been found already.

    Returns:
        Who was active or been a while on the day before the period, and who of them was silent
        beyond their limit on any day of it.
    """
    at, owner = _reaching(visits, recent or visits.since(since), since, until)
    following = _next_day(visits, at, owner)
    entered, before = _limits(visits, at, owner, prior, rules), since - 1
    # In sight when it began: here by then, not back yet, and not beyond the limit.
    there = (visits.day[at] <= before) & (entered > before)
    gone = (entered >= since) & (entered <= until) & (entered < following)
    return Part.of(_any(visits, owner[there]), _any(visits, owner[gone]))


def _reaching(visits: Visits, recent: Visits, since: int, until: int) -> tuple[Ints, Ints]:
    """Find the visits whose silence reaches into the period, and whose they are.

    Of most customers that is the last one before it; then each one in it.
    """
    first_in = visits.starts[1:] - recent.ever()
    waited = np.flatnonzero(first_in > visits.starts[:-1])
    many = visits_between(recent, since, until)
    came = np.repeat(np.arange(many.size), many)
    nth = np.arange(came.size) - (np.cumsum(many) - many)[came]
    at = np.concatenate((first_in[waited] - 1, first_in[came] + nth))
    return at, np.concatenate((waited, came))


def _next_day(visits: Visits, at: Ints, owner: Ints) -> Ints:
    """Give the day of the visit that follows each; past any calendar where none does."""
    later = at + 1
    found = np.full(at.size, _NEVER, dtype=np.int64)
    has = np.flatnonzero(later < visits.starts[1:][owner])
    found[has] = visits.day[later[has]]
    return found


def _limits(visits: Visits, at: Ints, owner: Ints, prior: Prior, rules: Rules) -> Ints:
    """Give the day on which the silence after each of these visits is too long."""
    many = np.minimum(at - visits.starts[owner], rules.rhythm_gaps)
    spent = (visits.day[at] - visits.day[at - many]).astype(np.int64)
    limit = deadline(rules.missing_at, many, spent, prior)
    # In a shop whose customers have nothing in common a limit may lie past any calendar.
    found: Ints = visits.day[at].astype(np.int64) + np.ceil(np.minimum(limit, _NEVER)).astype(
        np.int64
    )
    return found


def _any(visits: Visits, owner: Ints) -> Flags:
    found = np.zeros(visits.starts.size - 1, dtype=np.bool_)
    found[owner] = True
    return found
