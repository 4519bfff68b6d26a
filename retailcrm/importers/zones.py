"""Local clocks to instants, and the zone names that tills use."""

from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl

_RAILS = (
    "Eastern Time (US & Canada)=America/New_York;Central Time (US & Canada)=America/Chicago;"
    "Mountain Time (US & Canada)=America/Denver;Pacific Time (US & Canada)=America/Los_Angeles;"
    "Indiana (East)=America/Indiana/Indianapolis;Arizona=America/Phoenix;"
    "Alaska=America/Juneau;Hawaii=Pacific/Honolulu;Puerto Rico=America/Puerto_Rico;"
    "Atlantic Time (Canada)=America/Halifax;Newfoundland=America/St_Johns;"
    "Saskatchewan=America/Regina;London=Europe/London;Edinburgh=Europe/London;"
    "Dublin=Europe/Dublin;Lisbon=Europe/Lisbon;Paris=Europe/Paris;Berlin=Europe/Berlin;"
    "Madrid=Europe/Madrid;Rome=Europe/Rome;Vienna=Europe/Vienna;Bern=Europe/Zurich;"
    "Zurich=Europe/Zurich;Amsterdam=Europe/Amsterdam;Brussels=Europe/Brussels;"
    "Copenhagen=Europe/Copenhagen;Stockholm=Europe/Stockholm;Helsinki=Europe/Helsinki;"
    "Warsaw=Europe/Warsaw;Prague=Europe/Prague;Budapest=Europe/Budapest;Athens=Europe/Athens;"
    "Bucharest=Europe/Bucharest;Moscow=Europe/Moscow;Tokyo=Asia/Tokyo;Osaka=Asia/Tokyo;"
    "Sydney=Australia/Sydney;Melbourne=Australia/Melbourne;Brisbane=Australia/Brisbane;"
    "Adelaide=Australia/Adelaide;Darwin=Australia/Darwin;Perth=Australia/Perth;"
    "Hobart=Australia/Hobart;Canberra=Australia/Sydney;Auckland=Pacific/Auckland;"
    "Wellington=Pacific/Auckland;New Delhi=Asia/Kolkata;Mumbai=Asia/Kolkata;"
    "Chennai=Asia/Kolkata;Kolkata=Asia/Kolkata;Dhaka=Asia/Dhaka;Karachi=Asia/Karachi;"
    "Singapore=Asia/Singapore;Hong Kong=Asia/Hong_Kong;Mexico City=America/Mexico_City;"
    "Bogota=America/Bogota;Buenos Aires=America/Argentina/Buenos_Aires;UTC=Etc/UTC"
)


@cache
def _labels() -> dict[str, str]:
    return dict(pair.split("=") for pair in _RAILS.split(";"))


@cache
def zone_named(label: str) -> str | None:
    """Give the IANA name of a zone as a till writes it; None where nobody knows it."""
    name = _labels().get(label.strip(), label.strip())
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return name


def instants(
    local: pl.Series,
    zone: str | None,
    offset: pl.Series | None = None,
    labels: pl.Series | None = None,
) -> pl.Series:
    """Turn local clocks (epoch seconds as if UTC) into instants (UTC epoch seconds).

    Args:
        local: of each row.
        zone: IANA name of the shop's zone; None: the local clock counts as UTC.
        offset: seconds east of UTC where the cell tells them; they come first.
        labels: zone of each row as the till writes it; they come second.
    """
    done = _in_zone(local, zone)
    if labels is not None:
        done = _by_label(local, labels, done)
    if offset is not None:
        done = (local - offset.cast(pl.Int64)).fill_null(done)
    return done.alias("at")


def _by_label(local: pl.Series, labels: pl.Series, done: pl.Series) -> pl.Series:
    for label in labels.drop_nulls().unique():
        zone = zone_named(label)
        if zone:
            here = (labels == label).fill_null(value=False)
            done = _in_zone(local, zone).zip_with(here, done)
    return done


def _in_zone(local: pl.Series, zone: str | None) -> pl.Series:
    if zone is None:
        return local
    placed = _placed(local, zone)
    if placed.null_count() == local.null_count():
        return placed
    # An hour that the clocks leap over is read by the clock of before the leap.
    return placed.fill_null(_placed(local + 3600, zone))


def _placed(local: pl.Series, zone: str) -> pl.Series:
    stamps = (local * 1000).cast(pl.Datetime("ms"))
    placed = stamps.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return placed.dt.epoch("s")


def business_days(local: pl.Series, day_end: int) -> pl.Series:
    """Give the business day of local clocks in a shop whose day ends `day_end` minutes late."""
    return ((local - day_end * 60) // 86_400).cast(pl.Int32).alias("day")
