"""Who went missing in a period, by each customer's own rhythm at each visit."""

import numpy as np

from retailcrm.analytics.history import NO_DAY, Days, Ints, Visits
from retailcrm.analytics.prior import Prior
from retailcrm.analytics.rates import Part
from retailcrm.analytics.rhythm import Floats, deadline
from retailcrm.analytics.rules import Rules


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
    late = visits.since(since) if recent is None else recent
    could, did = (np.zeros(visits.starts.size - 1, dtype=np.bool_) for _ in "12")
    # Of most customers only the silence after the last visit before it reaches into the period.
    until_now = visits.starts[1:] - late.ever()
    waiting = np.flatnonzero(until_now > visits.starts[:-1])
    at = until_now[waiting] - 1
    day, limit = visits.day[at], _limits(visits, at, waiting, prior, rules)
    # In sight when it began: here by then, and not silent beyond the limit.
    there = limit > since - 1 - day
    waiting = waiting[there]
    could[waiting] = True
    did[waiting] = limit[there] <= _back(late, until)[waiting] - 1 - day[there]
    # Whoever went missing then need not be asked about what came later.
    at, owner, away = _silences(visits, late, until, _least(prior, rules))
    asked = could[owner] & ~did[owner]
    at, owner, away = at[asked], owner[asked], away[asked]
    did[owner[_limits(visits, at, owner, prior, rules) <= away - 1]] = True
    return Part.of(could, did)


def _back(late: Visits, until: int) -> Days:
    """Give the day on which each is back, at the latest the one after the period."""
    first = late.first()
    return np.where(first == NO_DAY, until + 1, np.minimum(first, until + 1)).astype(np.int32)


def _silences(visits: Visits, late: Visits, until: int, least: float) -> tuple[Ints, Ints, Days]:
    """Find the silences in a period that last longer than anybody's limit can be short.

    Returns:
        The visit before each, whose it is, and the days until the next visit or the end.
    """
    ever = late.ever()
    following = np.full(late.day.size, until + 1, dtype=np.int32)
    following[:-1] = late.day[1:]
    following[late.starts[1:][ever > 0] - 1] = until + 1
    away = np.minimum(following, until + 1) - late.day
    long_ = np.flatnonzero(away > least)
    owner = np.repeat(np.arange(ever.size), ever)[long_]
    moved = visits.starts[1:] - late.starts[1:]
    return long_ + moved[owner], owner, away[long_]


def _least(prior: Prior, rules: Rules) -> float:
    """Give the shortest limit there can be."""
    gaps = np.arange(rules.rhythm_gaps + 1)
    return float(deadline(rules.missing_at, gaps, np.zeros(gaps.size), prior).min())


def _limits(visits: Visits, at: Ints, owner: Ints, prior: Prior, rules: Rules) -> Floats:
    """Give how many days the silence after each of these visits may last."""
    many = np.minimum(at - visits.starts[owner], rules.rhythm_gaps)
    return deadline(rules.missing_at, many, visits.day[at] - visits.day[at - many], prior)
