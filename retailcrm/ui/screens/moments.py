"""Moments as days of the shop."""

from datetime import datetime
from zoneinfo import ZoneInfo

from retailcrm.core.zones import is_zone
from retailcrm.ui.screens.phrases import PLAIN


def day_words(at: datetime, zone: str) -> str:
    """Write the day of a moment as the shop's calendar has it."""
    there = at.astimezone(ZoneInfo(zone)) if zone and is_zone(zone) else at
    return PLAIN.day_year(there.date())
