"""Business day and instant of a document, from the times that tills write."""

import polars as pl

from retailcrm.importers.chunks import Reading
from retailcrm.importers.zones import business_days, instants, zone_named

_DAY = 86_400


def place_moment(frame: pl.DataFrame, role: str, reading: Reading) -> pl.DataFrame:
    """Add `day` and `at` from a cell that holds a date, perhaps a time, perhaps an offset."""
    timed = frame[f"{role}_timed"].fill_null(value=False)
    local = frame[role].set(~timed, None)
    offset = frame[f"{role}_offset"]
    at = instants(local, reading.zone, offset)
    here = _moved(local, at, offset.is_not_null(), reading.zone)
    written = (frame[role] // _DAY).cast(pl.Int32)
    return frame.with_columns(at, business_days(here, reading.day_end).fill_null(written))


def place_clock(
    frame: pl.DataFrame, date: str, time: str, reading: Reading, zone: str = ""
) -> pl.DataFrame:
    """Add `day` and `at` from a date, a time that may be empty, and perhaps zone names.

    Without a time the date is the business day, and the instant stays unknown.
    """
    local = frame[date].cast(pl.Int64) * _DAY + frame[time].cast(pl.Int64)
    none = pl.Series([None], dtype=pl.String).new_from_index(0, len(frame))
    labels = frame[zone] if zone else none
    elsewhere = [
        label
        for label in labels.drop_nulls().unique()
        if zone_named(label) not in (None, reading.zone)
    ]
    at = instants(local, reading.zone, labels=labels if elsewhere else None)
    here = _moved(local, at, labels.is_in(elsewhere).fill_null(value=False), reading.zone)
    written = frame[date].cast(pl.Int32)
    return frame.with_columns(at, business_days(here, reading.day_end).fill_null(written))


def _moved(local: pl.Series, at: pl.Series, known: pl.Series, zone: str | None) -> pl.Series:
    """Give the shop's own local clock where the file's clock is known to be another."""
    if zone is None or not known.any():
        return local
    here = (
        pl.from_epoch(at, "s")
        .dt.replace_time_zone("UTC")
        .dt.convert_time_zone(zone)
        .dt.replace_time_zone(None)
        .dt.epoch("s")
    )
    return here.zip_with(known, local)
