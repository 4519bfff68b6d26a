"""What can be chosen: currencies, countries and time zones, by name."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale

CURRENCIES = (
    "USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF",
    "RON", "BGN", "UAH", "TRY", "ILS", "AED", "SAR", "KWD", "BHD", "INR", "PKR", "BDT", "LKR",
    "THB", "VND", "IDR", "MYR", "SGD", "PHP", "HKD", "TWD", "CNY", "JPY", "KRW", "ZAR", "NGN",
    "KES", "EGP", "MAD", "TND", "BRL", "MXN", "ARS", "CLP", "COP", "PEN", "UYU",
)  # fmt: skip

Options = tuple[tuple[str, str], ...]


def currencies(kept: str, locale: str = "en") -> Options:
    """List currencies by code with their names; the one in use is always there."""
    names = Locale.parse(locale).currencies
    codes = CURRENCIES if kept in CURRENCIES else (kept, *CURRENCIES)
    return tuple((code, f"{code} – {names.get(code, code)}") for code in codes)


def countries(locale: str = "en") -> Options:
    """List countries by name; the first choice is to leave it to the time zone."""
    from phonenumbers import SUPPORTED_REGIONS  # noqa: PLC0415 - slow to load, and asked here alone

    names = Locale.parse(locale).territories
    known = sorted((names.get(code, code), code) for code in SUPPORTED_REGIONS)
    return (("", "–"), *((code, name) for name, code in known))


def zones(kept: str) -> Options:
    """List time zones by city; the first choice takes times as the till writes them."""
    listed = sorted(_cities() | ({kept} if kept else set()))
    return (("", "–"), *((zone, zone.replace("_", " ")) for zone in listed))


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    """Leave out what no shop lives in: offsets and the copies under other names."""
    no_city = ("Etc/", "posix/", "right/", "SystemV/")
    named = (zone for zone in available_timezones() if "/" in zone)
    return frozenset(zone for zone in named if not zone.startswith(no_city))
