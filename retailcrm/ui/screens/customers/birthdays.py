"""Birthdays in words."""

from datetime import date

from retailcrm.core.figures import Figures

_YEARLESS = "--"
_LEAP_YEAR = "2000-"  # so that the 29th of February is a day too


def birthday_words(told: str, figures: Figures) -> str:
    """Write a birthday as a day, without the year if none was told; else as it was told."""
    try:
        if told.startswith(_YEARLESS):
            return figures.short_day(date.fromisoformat(_LEAP_YEAR + told[len(_YEARLESS) :]))
        return figures.day_year(date.fromisoformat(told))
    except ValueError:
        return told
