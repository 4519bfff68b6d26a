"""The last day on which points may be used, and who is to hear of it before.

The day named is always still a good one; what is left is lost on the day after.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from retailcrm.core.days import add_months, day_number, day_of, joined_spans
from retailcrm.loyalty.lots import Lot, order
from retailcrm.loyalty.program import Expiry, ExpiryMode

Seasons = Sequence[tuple[date, date]]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Notice:
    """Points that are lost soon.

    Attributes:
        expires: last day they may be used.
        points: how many.
        lot_ids: where they are.
    """

    expires: date
    points: int
    lot_ids: tuple[int, ...]


def expires_on(
    expiry: Expiry, earned: date, last_visit: date | None = None, closed: Seasons = ()
) -> date | None:
    """Give the last day points may be used; None: they never expire.

    Args:
        expiry: the rules.
        earned: day the points came.
        last_visit: the member's latest visit, where inactivity counts.
        closed: seasons (first day, last day) in which points do not age.
    """
    if expiry.mode is ExpiryMode.NEVER:
        return None
    if expiry.mode is ExpiryMode.FIXED:
        return _of_year(earned.year, expiry, closed)
    start = earned
    if expiry.mode is ExpiryMode.INACTIVITY and last_visit is not None:
        start = max(earned, last_visit)
    return aged(start, add_months(start, expiry.months), closed)


def aged(start: date, end: date, closed: Seasons) -> date:
    """Move an end by the closed days that lie between it and the start, or before the new end."""
    for first, last in joined(closed):
        counted = max(first, start + _DAY)
        if counted <= min(end, last):
            end += last - counted + _DAY
    return end


def not_before(expiry: Expiry, switched_on: date) -> date:
    """Give the first day that may be a last day, once expiry was switched on or shortened."""
    return switched_on + timedelta(days=expiry.notice_days)


def one_period_later(expiry: Expiry, switched_on: date, closed: Seasons = ()) -> date | None:
    """Offer the kinder start: whatever is there counts as earned on the day of the change."""
    found = expires_on(expiry, switched_on, switched_on, closed)
    return None if found is None else max(found, not_before(expiry, switched_on))


def lost_on(expires: date) -> date:
    """Give the day on which points with this last day are booked as lost."""
    return expires + _DAY


def notices(lots: Iterable[Lot], day: date, expiry: Expiry) -> tuple[Notice, ...]:
    """List what is lost within the days of notice, each date by itself, the next one first."""
    until = day + timedelta(days=expiry.notice_days)
    return tuple(one for one in dates(lots, day) if one.expires <= until)


def dates(lots: Iterable[Lot], day: date) -> tuple[Notice, ...]:
    """List every date on which points are lost from a day on, the next one first."""
    dated = [
        (lot.expires, lot)
        for lot in order(lots)
        if lot.points > 0 and lot.expires is not None and lot.expires >= day
    ]
    return tuple(
        Notice(
            expires, sum(lot.points for _day, lot in same), tuple(lot.entry_id for _d, lot in same)
        )
        for expires, same in (
            (at, tuple(found)) for at, found in groupby(dated, lambda one: one[0])
        )
    )


def _of_year(year: int, expiry: Expiry, closed: Seasons) -> date:
    """Give the fixed date for everything earned in a year: the first one after that year.

    Where it falls into a closed season, the days the shop was closed before it are added
    after the season; other seasons do not move a date that members know by heart.
    """
    day = min(expiry.day, calendar.monthrange(year + 1, expiry.month)[1])
    end = date(year + 1, expiry.month, day)
    around = [(first, last) for first, last in joined(closed) if first <= end <= last]
    return aged(around[0][0] - _DAY, end, around) if around else end


def joined(closed: Seasons) -> list[tuple[date, date]]:
    """Sort seasons and put those together that overlap or touch, so no day counts twice."""
    spans = joined_spans((day_number(first), day_number(last)) for first, last in closed)
    return [(day_of(first), day_of(last)) for first, last in spans]
