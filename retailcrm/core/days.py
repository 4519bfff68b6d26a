"""Business dates as plain day numbers, so that arrays and tables stay small.

A day number counts days since 1 January 1970; it is a calendar date of the store
and knows no time zone.
"""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Count the days from 1 January 1970 to `day`."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """Give the calendar date of a day number."""
    return EPOCH + timedelta(days=int(number))


def joined_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort spans of days and put those together that overlap or touch, so no day counts twice.

    Args:
        spans: first and last day number of each; those that end before they begin are none.
    """
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        elif first <= last:
            found.append((first, last))
    return found


def month_index(day: date) -> int:
    """Number the month of `day`, counting from January 1970 as 0."""
    return (day.year - 1970) * 12 + day.month - 1


def month_of(index: int) -> tuple[int, int]:
    """Give (year, month) of a month number."""
    return 1970 + index // 12, index % 12 + 1


def month_start(index: int) -> date:
    """Give the first day of a month by its number."""
    year, month = month_of(index)
    return date(year, month, 1)


def month_end(index: int) -> date:
    """Give the last day of a month by its number."""
    year, month = month_of(index)
    return date(year, month, calendar.monthrange(year, month)[1])


def month_key(index: int) -> str:
    """Write a month as YYYY-MM."""
    year, month = month_of(index)
    return f"{year:04d}-{month:02d}"


def add_months(day: date, months: int) -> date:
    """Move by calendar months with the end of the month clamped (31 Jan + 1 = 28 or 29 Feb)."""
    year, month = month_of(month_index(day) + months)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
