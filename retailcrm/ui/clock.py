"""Moments as the clock on the shop's wall shows them."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def on_the_wall(moment: datetime, zone: str, now: datetime) -> datetime:
    """Turn an instant into the shop's time, or this computer's where the shop has no zone.

    Args:
        moment: the instant; one without a zone is taken as it stands.
        zone: the shop's IANA zone, or empty.
        now: gives this computer's zone.
    """
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(ZoneInfo(zone) if zone else now.tzinfo)
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone(now.tzinfo)


def clock(moment: datetime) -> str:
    """Write the time of day: 19:42."""
    return f"{moment.hour:02d}:{moment.minute:02d}"
