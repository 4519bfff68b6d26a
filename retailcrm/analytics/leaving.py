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
    entered, following = _entries(visits, prior, rules)
    before = since - 1
    # In sight when it began: here by then, not back yet, and not beyond the limit.
    there = (visits.day <= before) & (following > before) & (entered > before)
    gone = (entered >= since) & (entered <= until) & (entered < following)
    return Part.of(_any(visits, there), _any(visits, gone))


def _entries(visits: Visits, prior: Prior, rules: Rules) -> tuple[Ints, Ints]:
    """Give for each visit the day on which the silence after it is too long, and the next visit."""
    days = visits.day.astype(np.int64)
    rank = np.arange(days.size) - np.repeat(visits.starts[:-1], visits.ever())
    many = np.minimum(rank, rules.rhythm_gaps)
    spent = days - days[np.arange(days.size) - many]
    limit = deadline(rules.missing_at, many, spent, prior)
    following = np.append(days[1:], _NEVER)
    following[visits.starts[1:][visits.ever() > 0] - 1] = _NEVER
    # In a shop whose customers have nothing in common a limit may lie past any calendar.
    return days + np.ceil(np.minimum(limit, _NEVER)).astype(np.int64), following[: days.size]


def _any(visits: Visits, hit: Flags) -> Flags:
    running = np.zeros(hit.size + 1, dtype=np.int64)
    np.cumsum(hit, out=running[1:])
    found: Flags = np.diff(running[visits.starts]) > 0
    return found
