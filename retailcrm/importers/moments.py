"""Whole columns of dates, times, and both in one cell."""

import math
import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

import polars as pl

from retailcrm.importers.clocks import read_clock, read_time
from retailcrm.importers.dates import SHEET_EPOCH, read_date
from retailcrm.importers.unreadable import ColumnRead, Unreadable, by_value

_DAY = 86_400
EPOCH_START = datetime(1970, 1, 1)  # noqa: DTZ001 - a local clock without zone
_ISO = r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d"
_SPLIT = (
    r"^(.*?[\w.])(?:(?:[T ]|,\s*|\s+at\s+|\s+um\s+)\s*"
    r"(\d{1,2}[:.hH]\d{2}.*|\d{1,2} ?[AaPp]\.?[Mm]\.?))?$"
)
_SERIAL = r"^\d{5}[.,]\d+$"


class Moments(NamedTuple):
    """A column of moments, split."""

    local: pl.Series  # epoch seconds as if the local clock were UTC
    offset: pl.Series  # seconds east of UTC, null where the cell tells none
    timed: pl.Series  # false where the cell holds a date without a time


def read_dates(text: pl.Series, order: str) -> ColumnRead[pl.Series]:
    """Read a column of dates into day numbers; a time behind the date is not looked at."""

    def day_alone(cell: str) -> int | None:
        try:
            return read_date(cell, order)
        except Unreadable:
            head = cell.strip().split(" ")[0].split("T")[0]
            if head == cell:
                raise
            return _day_before_clock(cell, order)

    return by_value(text, day_alone, pl.Int32())


def _day_before_clock(cell: str, order: str) -> int | None:
    day, clock = split_moment(cell)
    if not clock:
        return read_date(cell, order)
    read_clock(clock)
    return read_date(day, order)


def split_moment(cell: str) -> tuple[str, str]:
    """Split a cell into its date and the time behind it, which may be missing."""
    parts = re.match(_SPLIT, cell.strip())
    return (parts.group(1), parts.group(2) or "") if parts else (cell, "")


def read_times(text: pl.Series) -> ColumnRead[pl.Series]:
    """Read a column of times into seconds after midnight."""
    if bool((text.str.len_bytes() == len("00:00:00")).all()):
        seconds = _clock_seconds(text, 0)
        if seconds.null_count() == text.null_count():
            return ColumnRead(seconds)
    return by_value(text, read_time, pl.Int32())


def _clock_seconds(cells: pl.Series, start: int) -> pl.Series:
    """Read HH:MM:SS from `start` on; null where no clock shows it."""
    hour = cells.str.slice(start, 2).cast(pl.Int32, strict=False)
    minute = cells.str.slice(start + 3, 2).cast(pl.Int32, strict=False)
    second = cells.str.slice(start + 6, 2).cast(pl.Int32, strict=False)
    right = (hour < 24) & (minute < 60) & (second < 60)  # noqa: PLR2004 - a clock's ends
    total = hour * 3600 + minute * 60 + second
    return total.zip_with(right.fill_null(value=False), pl.Series([None], dtype=pl.Int32))


def read_moments(text: pl.Series, order: str) -> ColumnRead[Moments]:
    """Read a column of moments: date, time and, where written, the zone."""
    cells = text.str.strip_chars().str.strip_prefix("'")
    if cells.str.contains(_ISO).all():
        days = read_dates(cells.str.slice(0, 10), "ymd")
        clock = ColumnRead(_clock_seconds(cells, 11))
        if bool(clock.values.is_not_null().eq(cells.is_not_null()).all()):
            offsets = by_value(_filled(cells.str.slice(19)), _offset_behind, pl.Int32())
            return _joined(days, clock, offsets, text)
    return _read_split(cells, order)


def _read_split(cells: pl.Series, order: str) -> ColumnRead[Moments]:
    cells = _serials_written_out(cells)
    parts = cells.str.extract_groups(_SPLIT).struct.unnest()
    date_part, rest = parts.to_series(0).fill_null(cells), parts.to_series(1)
    days = read_dates(date_part, order)
    clock = by_value(rest, read_time, pl.Int32())
    offsets = by_value(rest, _offset_of, pl.Int32())
    return _joined(days, clock, offsets, cells)


def _joined(
    days: ColumnRead[pl.Series],
    clock: ColumnRead[pl.Series],
    offsets: ColumnRead[pl.Series],
    text: pl.Series,
) -> ColumnRead[Moments]:
    local = days.values.cast(pl.Int64) * _DAY + clock.values.fill_null(0).cast(pl.Int64)
    timed = clock.values.is_not_null()
    bad = {**dict(offsets.bad), **dict(clock.bad), **dict(days.bad)}
    values = Moments(
        local.alias(text.name), offsets.values.alias(text.name), timed.alias(text.name)
    )
    return ColumnRead(values, tuple(sorted(bad.items())))


def _offset_of(rest: str) -> int | None:
    try:
        clock = read_clock(rest)
    except Unreadable:
        return None  # said once, by the clock
    return None if clock is None else clock[1]


def _offset_behind(rest: str) -> int | None:
    clock = read_clock(f"00:00:00{rest}")
    return None if clock is None else clock[1]


def _filled(text: pl.Series) -> pl.Series:
    """Make empty cells null."""
    return text.zip_with(text.str.len_bytes() > 0, pl.Series([None], dtype=pl.String))


def _serials_written_out(cells: pl.Series) -> pl.Series:
    """Write a spreadsheet's day-and-fraction numbers as dates and times."""
    serial = cells.str.contains(_SERIAL).fill_null(value=False)
    if not serial.any():
        return cells
    shown = by_value(cells.zip_with(serial, _nothing()), _written_out, pl.String())
    return shown.values.fill_null(cells)


def _nothing() -> pl.Series:
    return pl.Series([None], dtype=pl.String)


def _written_out(cell: str) -> str:
    number = Decimal(cell.replace(",", "."))
    day = math.floor(number)
    seconds = round((number - day) * _DAY)
    stamp = EPOCH_START + timedelta(days=day + SHEET_EPOCH, seconds=seconds)
    return stamp.isoformat(" ")
