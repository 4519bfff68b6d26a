"""Times of the day, and the zone that a file writes behind them."""

import re
from decimal import Decimal
from functools import cache

from retailcrm.core.words import say
from retailcrm.importers.unreadable import NOTHING, Unreadable, explain

_DAY = 86_400
_HOURS = 3_600

_CLOCK = re.compile(
    r"^[T,\s]*(?:1899-12-3[01]\s+|um |at )?(\d{1,2})[:.hH](\d{2})(?:[:.m](\d{2})(?:[.,]\d+)?)?s?"
    r"\s*([AaPp]\.?\s?[Mm]\.?)?\s*(?:Uhr|h)?\s*(.*)$"
)
_HOUR_ONLY = re.compile(r"^(\d{1,2})\s*([AaPp])\.?[Mm]\.?$")
_FRACTION = re.compile(r"^[01]?[.,]\d+(?:[eE]-\d+)?$")
_OFFSET = re.compile(r"^(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?$")
_TRAILING_NAME = re.compile(r"^(.*?)\s*[\[(].*[\])]$")

_ABBREVIATIONS = (
    "UTC 0,GMT 0,Z 0,WET 0,UT 0,BST 1,CET 1,WEST 1,MEZ 1,CEST 2,MESZ 2,EET 2,SAST 2,EEST 3,MSK 3,"
    "IST 5.5,PKT 5,BDT 6,WIB 7,ICT 7,HKT 8,SGT 8,AWST 8,PHT 8,JST 9,KST 9,ACST 9.5,AEST 10,"
    "ACDT 10.5,AEDT 11,NZST 12,NZDT 13,NST -3.5,NDT -2.5,AST -4,ADT -3,EST -5,EDT -4,CST -6,"
    "CDT -5,MST -7,MDT -6,PST -8,PDT -7,AKST -9,AKDT -8,HST -10,BRT -3,ART -3"
)


@cache
def _zones() -> dict[str, int]:
    pairs = (entry.split(" ") for entry in _ABBREVIATIONS.split(","))
    return {name: int(float(hours) * _HOURS) for name, hours in pairs}


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
    if name.upper() in _zones():
        return _zones()[name.upper()]
    if found := _OFFSET.match(name):
        sign, hours, minutes = found.groups()
        seconds = int(hours) * _HOURS + int(minutes or 0) * 60
        if seconds <= 15 * _HOURS:
            return -seconds if sign == "-" else seconds
    raise Unreadable(say('Unknown time zone "{zone}"', zone=zone))
