"""Times of the day, and the zone that a file writes behind them."""

import re
from decimal import Decimal
from functools import cache

from retailcrm.core.words import say
from retailcrm.core.written import NOTHING, seconds_east
from retailcrm.importers.unreadable import Unreadable, explain

_DAY = 86_400
_HOURS = 3_600

_CLOCK = re.compile(
    r"^[T,\s]*(?:1899-12-3[01]\s+|um |at )?(\d{1,2})[:.hH](\d{2})(?:[:.m](\d{2})(?:[.,]\d+)?)?s?"
    r"\s*([AaPp]\.?\s?[Mm]\.?)?\s*(?:Uhr|h)?\s*(.*)$"
)
_HOUR_ONLY = re.compile(r"^(\d{1,2})\s*([AaPp])\.?[Mm]\.?$")
_FRACTION = re.compile(r"^[01]?[.,]\d+(?:[eE]-\d+)?$")
_TRAILING_NAME = re.compile(r"^(.*?)\s*[\[(].*[\])]$")


def read_time(text: str) -> int | None:
    """Give the seconds after midnight, or None where the cell says that there is no time.

    Raises:
        Unreadable: with the reason in plain words.
    """
    clock = read_clock(text)
    return None if clock is None else clock[0]


def read_clock(text: str) -> tuple[int, int | None] | None:
    """Give (seconds after midnight, seconds east of UTC or None where no zone is written).

    Raises:
        Unreadable: with the reason in plain words.
    """
    cell = text.replace("\u202f", " ").replace("\u00a0", " ").strip().lstrip("'").strip()
    if cell.lower() in NOTHING:
        return None
    if found := _CLOCK.match(cell):
        hour, minute, second, half, zone = found.groups()
        seconds = _seconds(int(hour), int(minute), int(second or 0), half or "")
        return seconds, read_offset(zone)
    if found := _HOUR_ONLY.match(cell):
        return _seconds(int(found.group(1)), 0, 0, found.group(2)), None
    if _FRACTION.match(cell):
        return round(Decimal(cell.replace(",", ".")) % 1 * _DAY) % _DAY, None
    raise Unreadable(explain(text, say("No time of day")))


def _seconds(hour: int, minute: int, second: int, half: str) -> int:
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - hours of half a day
            raise Unreadable(say("No hour {hour}", hour=hour))
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 60:  # noqa: PLR2004 - a clock's ends
        raise Unreadable(say("No such time of day"))
    return hour * _HOURS + minute * 60 + min(second, 59)


@cache
def read_offset(zone: str) -> int | None:
    """Give the seconds east of UTC of "-0500", "+01:00", "Z" or "EST"; None where empty.

    Raises:
        Unreadable: where the zone is unknown.
    """
    name = zone.strip()
    if inner := _TRAILING_NAME.match(name):
        name = inner.group(1)
    if not name:
        return None
    seconds = seconds_east(name)
    if seconds is not None:
        return seconds
    raise Unreadable(say('Unknown time zone "{zone}"', zone=zone))
