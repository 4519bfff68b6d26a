"""Dates as files write them, to day numbers."""

import calendar
import re
from datetime import date

from retailcrm.core.days import EPOCH
from retailcrm.core.words import say
from retailcrm.core.written import NOTHING, full_year, month_told
from retailcrm.importers.unreadable import Unreadable, explain

FIRST_YEAR, LAST_YEAR = 1970, 2100

_YEAR_FIRST = re.compile(r"^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})\.?$")
_COMPACT = re.compile(r"^((?:19|20)\d\d)([01]\d)([0-3]\d)$")
_NUMBERS = re.compile(r"^(\d{1,2})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}(\d{4}|\d{2})\.?$")
_DAY_NAMED = re.compile(
    r"^(?:[^\W\d]+\.?,? +)?(\d{1,2})(?:\.|st|nd|rd|th|er)?[-/ ]*(?:de |of )?([^\W\d]{3,10})\.?,?"
    r"[-/ ]*(?:de |of )?(\d{4}|\d{2})$"
)
_MONTH_NAMED = re.compile(
    r"^(?:[^\W\d]+\.?,? +)?([^\W\d]{3,10})\.?[-/ ]*(\d{1,2})(?:st|nd|rd|th)?(?:,? +|[-/])(\d{4})$"
)
_SERIAL = re.compile(r"^\d{5}(?:[.,]0*)?$")
#: Day 0 of the spreadsheets' count, 30 December 1899.
SHEET_EPOCH = (date(1899, 12, 30) - EPOCH).days


def read_date(text: str, order: str) -> int | None:
    """Give the day number of a date, or None where the cell says that there is none.

    Args:
        text: the cell.
        order: "dmy", "mdy" or "ymd", for dates that are only numbers.

    Raises:
        Unreadable: with the reason in plain words.
    """
    cell = _told(text)
    if not cell:
        return None
    if _SERIAL.match(cell):
        return _in_range(int(cell[:5]) + SHEET_EPOCH, text)
    year, month, day = date_parts(cell, order)
    return _number(year, month, day)


def date_parts(cell: str, order: str) -> tuple[int, int, int]:
    """Split a date into (year, month, day) without checking that the day exists.

    Raises:
        Unreadable: where it is no date.
    """
    if found := _YEAR_FIRST.match(cell) or _COMPACT.match(cell):
        year, month, day = (int(part) for part in found.groups())
        return year, month, day
    if found := _NUMBERS.match(cell):
        return _ordered(found.group(1), found.group(2), found.group(3), order)
    if found := _DAY_NAMED.match(cell):
        return full_year(found.group(3)), month_named(found.group(2), cell), int(found.group(1))
    if found := _MONTH_NAMED.match(cell):
        return int(found.group(3)), month_named(found.group(1), cell), int(found.group(2))
    raise Unreadable(explain(cell, say("No date")))


def month_named(name: str, cell: str) -> int:
    """Give the number of a month's name in English, German, French, Spanish or Italian."""
    number = month_told(name)
    if number is None:
        raise Unreadable(explain(cell, say('No month "{name}"', name=name)))
    return number


def _ordered(first: str, second: str, third: str, order: str) -> tuple[int, int, int]:
    if order == "ymd" and len(third) == 2:  # noqa: PLR2004 - digits of a short year
        return full_year(first), int(second), int(third)
    if order == "mdy":
        return full_year(third), int(first), int(second)
    return full_year(third), int(second), int(first)


def check_day(year: int, month: int, day: int) -> None:
    """Raise `Unreadable` where the calendar has no such day."""
    if not 1 <= month <= 12:  # noqa: PLR2004 - months
        raise Unreadable(say("No month {month}", month=month))
    if not 1 <= day <= 31:  # noqa: PLR2004 - days
        raise Unreadable(say("No day {day}", day=day))
    if day > calendar.monthrange(max(year, 1), month)[1]:
        raise Unreadable(say("This month has no day {day}", day=day))


def _number(year: int, month: int, day: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(say("Year {year} cannot be right", year=year))
    check_day(year, month, day)
    return (date(year, month, day) - EPOCH).days


def _in_range(number: int, text: str) -> int:
    if not 0 <= number <= (date(LAST_YEAR, 12, 31) - EPOCH).days:
        raise Unreadable(explain(text, say("No date")))
    return number


def read_birthday(text: str, order: str) -> str | None:
    """Give a birthday as YYYY-MM-DD, or --MM-DD where the year is not told.

    Raises:
        Unreadable: with the reason in plain words.
    """
    cell = _told(text)
    if not cell:
        return None
    cell = re.sub(r"[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?Z?$", "", cell)
    if _SERIAL.match(cell):
        return date.fromordinal(EPOCH.toordinal() + int(cell[:5]) + SHEET_EPOCH).isoformat()
    if found := re.match(r"^(?:--)?(\d{1,2})[-/. ](\d{1,2})\.?$", cell):
        return _yearless(int(found.group(1)), int(found.group(2)), order, cell)
    if named := re.match(r"^(\d{1,2})\.?[- ]*([^\W\d]{3,10})\.?$", cell):
        return _month_day(month_named(named.group(2), cell), int(named.group(1)))
    if named := re.match(r"^([^\W\d]{3,10})\.?[- ]*(\d{1,2})$", cell):
        return _month_day(month_named(named.group(1), cell), int(named.group(2)))
    year, month, day = date_parts(cell, order)
    return _birthday(year, month, day)


def _yearless(first: int, second: int, order: str, cell: str) -> str:
    if order == "dmy" and not cell.startswith("--") and "-" not in cell:
        return _month_day(second, first)
    if first > 12 >= second:  # noqa: PLR2004 - months
        return _month_day(second, first)
    return _month_day(first, second)


def _month_day(month: int, day: int) -> str:
    check_day(2000, month, day)
    return f"--{month:02d}-{day:02d}"


def _birthday(year: int, month: int, day: int) -> str:
    if year in (1, 1604, 1900, 1904):  # what programs write for "year not told"
        return _month_day(month, day)
    if 2030 <= year < 2070:  # noqa: PLR2004 - two digits read as this century
        year -= 100
    if not 1900 < year <= LAST_YEAR:  # noqa: PLR2004 - nobody is older
        raise Unreadable(say("Year {year} cannot be right", year=year))
    check_day(year, month, day)
    return f"{year:04d}-{month:02d}-{day:02d}"


def _told(text: str) -> str:
    """Give what a cell says; empty where it says that there is no date."""
    cell = text.strip().lstrip("'").strip()
    return "" if cell.lower() in NOTHING or not cell.strip("0-/. :") else cell
