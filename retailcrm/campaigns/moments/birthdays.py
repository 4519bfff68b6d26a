"""Birthdays in the calendar, with the 29 February and those without a year."""

import calendar
from datetime import date

import numpy as np

from retailcrm.analytics.history import Column, Ints
from retailcrm.campaigns.moments.moment import Moment
from retailcrm.campaigns.moments.people import Events, People, falling, together
from retailcrm.core.days import day_number, day_of

_DAYS = 32
_MONTHS = 13


def birthdays(moment: Moment, people: People) -> Events:
    """Find the day on which each step before a birthday falls due.

    The occasion is the birthday's year, so a birthday that is corrected brings no second card.
    """
    month, day = people.birthday // 100, people.birthday % 100
    at = np.flatnonzero((month >= 1) & (month < _MONTHS) & (day >= 1) & (day < _DAYS))
    year = day_of(people.as_of).year
    parts = []
    for one in (year, year + 1):
        on = birthday_in(one, people.birthday[at])
        for place, step in enumerate(moment.steps):
            due = on - step.days
            parts.append(falling(at, place, one, due, np.minimum(due + moment.late, on)))
    return together(parts)


def birthday_in(year: int, birthday: Column) -> Ints:
    """Give the day of each birthday in a year; the 29 February moves to the 28th.

    Args:
        year: in which the birthdays are kept.
        birthday: month x 100 + day.
    """
    table = np.zeros((_MONTHS, _DAYS), dtype=np.int64)
    for month in range(1, _MONTHS):
        last = calendar.monthrange(year, month)[1]
        first = day_number(date(year, month, 1))
        table[month] = first - 1 + np.minimum(np.arange(_DAYS), last)
    whole = birthday.astype(np.int64)
    found: Ints = table[whole // 100, whole % 100]
    return found
