"""Cells of reports as mail services and spreadsheets write them."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from urllib.parse import urlsplit, urlunsplit

from retailcrm.core.written import NO, NOTHING, YES, full_year, month_told, seconds_east

_NO = NO | NOTHING | {"never"}
_ADDRESS = re.compile(r"[^@\s,;<>()\"']+@[^@\s,;<>()\"']+\.[^@\s,;<>()\"'.]{2,}")
_CLEAN = re.compile(r"[a-z0-9._+-]+@[a-z0-9.-]+\.[a-z]{2,}")
_NAMED = re.compile(r".*<([^<>]+)>$")

_CLOCK = (
    r"(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s*(?:([AaPp])(?:\.?\s?[Mm]\.?)?(?![A-Za-z]))?\s*([A-Za-z]{0,4}\s*[+\-−]?\d{0,2}:?\d{0,2}))?"
)
_YEAR_FIRST = re.compile(rf"^(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK}$")
_YEAR_LAST = re.compile(rf"^(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){_CLOCK}$")
_MONTH_FIRST = re.compile(rf"^([^\W\d]{{3,10}})\.? (\d{{1,2}}),? (\d{{4}}){_CLOCK}$")
_DAY_FIRST = re.compile(rf"^(\d{{1,2}})[. -]+([^\W\d]{{3,10}})\.?[ -](\d{{4}}|\d{{2}}){_CLOCK}$")
_SERIAL = re.compile(r"^(\d{5})(?:[.,](\d+))?$")
_SHEET_START = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's clock has no zone
_WITH_SECONDS = len("2026-10-31 10:00:00")
_LONGEST = 200
_DAY_ENDS = timedelta(hours=23, minutes=59, seconds=59)


class NoMoment(ValueError):  # noqa: N818 - an answer of a small parser, not a failure
    """Raised where a cell holds something that is no date."""


def bare(cell: str) -> str:
    """Give a cell without blanks around it and the apostrophe that spreadsheets put before it."""
    return cell.replace("\u00a0", " ").strip().removeprefix("'").strip()


def is_yes(cell: str) -> bool:
    """Say whether a cell says yes; a reason written in its place says it too."""
    return bare(cell).lower() not in _NO


def is_no(cell: str) -> bool:
    """Say whether a cell says no; an empty one says nothing."""
    text = bare(cell).lower()
    return (text in _NO and text != "") or text.startswith(("unsub", "opted out", "opt-out"))


def is_flag(cell: str) -> bool:
    """Say whether a cell says nothing but yes or no."""
    return bare(cell).lower() in YES | _NO


def read_address(cell: str) -> str | None:
    """Give an e-mail address in lower case; None where the cell holds none."""
    if _CLEAN.fullmatch(cell):  # as most are
        return cell
    text = bare(cell).strip("\"' ")
    if named := _NAMED.match(text):
        text = named.group(1)
    text = text.removeprefix("mailto:").strip("<>").lower()
    return text if _ADDRESS.fullmatch(text) else None


def bare_link(text: str) -> str:
    """Give a link, cut where it is long, without what may name its reader; empty for none."""
    try:
        parts = urlsplit(bare(text))
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))[:_LONGEST]


def unnamed(text: str) -> str:
    """Give a text, cut where it is long, without the addresses in it."""
    return " ".join(word for word in text.split() if "@" not in word)[:_LONGEST]


def month_first(cells: Iterable[str], *, usual: bool) -> bool:
    """Decide for a whole column whether 3/4/2026 begins with the month.

    Args:
        cells: all of the column.
        usual: what the service does, where no cell settles it.
    """
    for cell in cells:
        found = _YEAR_LAST.match(bare(cell))
        if found is None:
            continue
        if int(found.group(1)) > 12:  # noqa: PLR2004 - months
            return False
        if int(found.group(2)) > 12:  # noqa: PLR2004 - months
            return True
    return usual


def read_moment(cell: str, zone: tzinfo, *, months_first: bool) -> int | None:
    """Give the moment that a cell tells as epoch seconds; None for an empty cell.

    A date without a time counts to the end of its day, so that a refusal of that day is newer
    than a yes of the same day.

    Args:
        cell: as it stands.
        zone: of clocks that name none.
        months_first: as `month_first` decided.

    Raises:
        NoMoment: it tells none.
    """
    text = bare(cell)
    told = _standard(text)
    if told is not None:
        return _epoch(told, zone) if told.tzinfo is None else int(told.timestamp())
    if text.lower() in _NO:
        return None
    if serial := _SERIAL.match(text):
        return _serial(serial, zone)
    year, month, day, clock = _parts(text, months_first=months_first)
    try:
        stamp = datetime(year, month, day)  # noqa: DTZ001 - the zone follows
        return _placed(stamp, clock, zone)
    except (ValueError, OverflowError) as fault:
        raise NoMoment(text) from fault


def _standard(text: str) -> datetime | None:
    """Read a moment of the usual form, year first and with a clock; the others take longer."""
    if len(text) < _WITH_SECONDS or text[4] != "-" or text[13] != ":":
        return None
    try:
        found = datetime.fromisoformat(text[:_WITH_SECONDS] + text[_WITH_SECONDS:].replace(" ", ""))
    except ValueError:
        return None
    return found.replace(microsecond=0) if found.microsecond else found


def _serial(found: re.Match[str], zone: tzinfo) -> int:
    stamp = _SHEET_START + timedelta(days=int(found.group(1)))
    if found.group(2) is None:
        return _epoch(stamp + _DAY_ENDS, zone)
    seconds = round(float(f"0.{found.group(2)}") * 86_400)
    return _epoch(stamp + timedelta(seconds=seconds), zone)


def _parts(text: str, *, months_first: bool) -> tuple[int, int, int, tuple[str | None, ...]]:
    if found := _YEAR_FIRST.match(text):
        year, month, day, *clock = found.groups()
        return int(year), int(month), int(day), tuple(clock)
    if found := _YEAR_LAST.match(text):
        first, second, last, *clock = found.groups()
        month, day = (first, second) if months_first else (second, first)
        return full_year(last), int(month), int(day), tuple(clock)
    if found := _MONTH_FIRST.match(text):
        name, day, last, *clock = found.groups()
        return full_year(last), _month(name, text), int(day), tuple(clock)
    if found := _DAY_FIRST.match(text):
        day, name, last, *clock = found.groups()
        return full_year(last), _month(name, text), int(day), tuple(clock)
    raise NoMoment(text)


def _month(name: str, text: str) -> int:
    number = month_told(name)
    if number is None:
        raise NoMoment(text)
    return number


def _placed(stamp: datetime, clock: tuple[str | None, ...], zone: tzinfo) -> int:
    hour, minute, second, half, offset = clock
    if hour is None or minute is None:
        return _epoch(stamp + _DAY_ENDS, zone)
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half in "pP" else 0)
    told = stamp.replace(hour=hours, minute=int(minute), second=min(int(second or 0), 59))
    return _epoch(told, _zone_of(offset or "") or zone)


def _zone_of(text: str) -> tzinfo | None:
    name = text.strip()
    if not name:
        return None
    seconds = seconds_east(name)
    if seconds is None:
        raise NoMoment(text)
    return timezone(timedelta(seconds=seconds))


def _epoch(stamp: datetime, zone: tzinfo) -> int:
    return int(stamp.replace(tzinfo=zone).astimezone(UTC).timestamp())
