"""Who went missing in a period, by each customer's own rhythm at each visit."""

import numpy as np

from retailcrm.analytics.history import Flags, Ints, Visits
from retailcrm.analytics.prior import Prior
from retailcrm.analytics.rates import Part
from retailcrm.analytics.rhythm import deadline
from retailcrm.analytics.rules import Rules

_NEVER = 2**40


def went_missing(visits: Visits, since: int, until: int, prior: Prior, rules: Rules) -> Part:
    """Ask who was not missing when a period began whether they went missing in it.

    Someone who was found again before the end went missing all the same.

    Args:
        visits: visits up to `until` at least.
        since: first day of the period.
        until: its last day.
        prior: the shop's rhythm, the same for the whole period.
        rules: say from which share on a customer is missing.

    Returns:
        Who was active or been a while on the day before the period, and who of them was silent
        beyond their limit on any day of it.
    """
    days = visits.day.astype(np.int64)
    following = np.append(days[1:], _NEVER)[: days.size]
    following[visits.starts[1:][visits.ever() > 0] - 1] = _NEVER
    # Only silences that reach into the period matter: of most customers the last one.
    open_ = np.flatnonzero((following >= since) & (days <= until))
    owner = np.searchsorted(visits.starts, open_, side="right") - 1
    entered, following = _limits(visits, open_, owner, prior, rules), following[open_]
    before = since - 1
    # In sight when it began: here by then, not back yet, and not beyond the limit.
    there = (days[open_] <= before) & (entered > before)
    gone = (entered >= since) & (entered <= until) & (entered < following)
    return Part.of(_any(visits, owner[there]), _any(visits, owner[gone]))


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
