"""Which points of the past would still be there at the end, if nobody had used any."""

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.days import day_number, day_of
from retailcrm.loyalty.expiry import expires_on
from retailcrm.loyalty.past import Column, Flags, Ints, Past
from retailcrm.loyalty.program import ExpiryMode, Program
from retailcrm.loyalty.ranks import Histories

_NEVER = 2**31


def open_by_customer(
    past: Past, program: Program, points: Ints, end: int, told: Histories, back: Flags
) -> Ints:
    """Give each customer's points that have not expired by the end of a day; nobody owes any.

    Args:
        past: the receipts.
        program: the rules.
        points: of each receipt.
        end: the last day.
        told: the receipts by customer.
        back: receipts on which nothing was sold, which are no visits.
    """
    last = _last_days(past.heads.day, program)
    alive = last >= end
    if program.expiry.mode is ExpiryMode.INACTIVITY:
        alive = _since_the_last_pause(past, last, end, told, back)
    mine = np.zeros(past.customers.ids.size + 1, dtype=np.int64)
    np.add.at(mine, past.heads.customer[alive], points[alive])
    return np.maximum(mine[:-1], 0)


def _last_days(day: Column, program: Program) -> Ints:
    """Give the last day on which each receipt's points hold, without later visits."""
    if not day.size:
        return np.zeros(0, dtype=np.int64)
    first = int(day.min())
    calendar = [_last_day(one, program) for one in range(first, int(day.max()) + 1)]
    return np.array(calendar, dtype=np.int64)[day.astype(np.int64) - first]


def _last_day(day: int, program: Program) -> int:
    found = expires_on(program.expiry, day_of(day), day_of(day), program.closed)
    return _NEVER if found is None else day_number(found)


def _since_the_last_pause(
    past: Past, last: Ints, end: int, told: Histories, back: Flags
) -> NDArray[np.bool_]:
    """Find receipts after which the member never stayed away until everything was lost."""
    day = past.heads.day
    # Returns are no visits: each stands with the visit before it.
    holds = np.where(back, -_NEVER, last)[told.order]
    who = np.repeat(np.arange(told.starts.size - 1), np.diff(told.starts))
    # Carried along by customer: later customers always count more than earlier ones.
    step = 4 * _NEVER
    reach = np.maximum.accumulate(holds + who * step) - who * step
    following = np.append(day[told.order].astype(np.int64), end)[1:]
    following[told.starts[1:][np.diff(told.starts) > 0] - 1] = end
    lost = np.minimum(following, end) > reach
    # From the end backwards, anything before a pause is gone.
    pause = np.zeros(told.starts.size - 1, dtype=np.int64) - 1
    places = np.flatnonzero(lost)
    np.maximum.at(pause, who[places], places)
    alive = np.zeros(day.size, dtype=np.bool_)
    alive[told.order] = np.arange(who.size) > pause[who]
    return alive
