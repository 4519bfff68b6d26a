"""What a person tells with files, made sure of before anything is opened."""

from dataclasses import replace

from babel.core import get_global
from babel.numbers import list_currencies

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.core.zones import is_zone
from retailcrm.services.import_rows import ImportFiles


def checked(wish: ImportFiles) -> ImportFiles:
    """Give the wish with its codes written as they are kept.

    Raises:
        UserError: there is no such currency, time zone or country.
    """
    currency, country = _upper(wish.currency), _upper(wish.country)
    if currency and currency not in list_currencies():
        raise UserError(
            say("{code} is no currency.", code=wish.currency), say("Use three letters, as USD.")
        )
    if wish.zone and not is_zone(wish.zone):
        raise UserError(
            say("There is no time zone {zone}.", zone=wish.zone),
            say("Write it as Europe/Paris or America/New_York."),
        )
    if country and country not in get_global("territory_zones"):
        raise UserError(
            say("{code} is no country.", code=wish.country), say("Use two letters, as US or DE.")
        )
    return replace(
        wish,
        currency=currency,
        country=country,
        zone=wish.zone or None,
        store=(wish.store or "").strip() or None,
    )


def _upper(code: str | None) -> str | None:
    return (code or "").strip().upper() or None
