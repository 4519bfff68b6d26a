"""The country of a time zone, as the default region of phone numbers."""

from babel.core import get_global


def country_of(zone: str | None) -> str | None:
    """Give the two-letter country of an IANA zone; None if it has none or is unknown."""
    if zone is None:
        return None
    found = get_global("zone_territories")
    country: str | None = found.get(zone)
    return country
