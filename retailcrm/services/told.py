"""What a person types of a contact, brought into the one form that imports match by."""

from collections.abc import Mapping

import polars as pl

from retailcrm.cards.scanning import new_card_number
from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.db.settings import read_setting
from retailcrm.importers.contacts import read_emails, read_phone
from retailcrm.importers.dates import read_birthday
from retailcrm.importers.masking import masked
from retailcrm.importers.unreadable import Unreadable
from retailcrm.services.card_range import habits_of, ranges_of
from retailcrm.services.countries import country_of
from retailcrm.services.shop import KEY, settings_from

_MONTH_FIRST = frozenset({"US", "PH", "FM", "PW", "MH", "PR", "GU"})


def email_told(text: str) -> str:
    """Give an e-mail address in lower case; empty for nothing.

    Raises:
        UserError: it is no address.
    """
    if not text.strip():
        return ""
    found = read_emails(pl.Series([text], dtype=pl.String)).values[0]
    if found is None:
        raise UserError(
            say("{text} is no e-mail address.", text=text.strip()),
            say("Write it as name@example.com, or leave it empty."),
        )
    return str(found)


def phone_told(text: str, country: str | None) -> str:
    """Give a phone number as E.164, else its digits; empty for nothing.

    Raises:
        UserError: it is no number.
    """
    if not text.strip():
        return ""
    found = read_phone(text, country)
    if found is None:
        raise UserError(
            say("{text} is no phone number.", text=text.strip()),
            say("Write it with its area code, or leave it empty."),
        )
    return found


def birthday_told(text: str, country: str | None) -> str:
    """Give a birthday as YYYY-MM-DD, or --MM-DD without the year; empty for nothing.

    Raises:
        UserError: it is no date.
    """
    order = "mdy" if country in _MONTH_FIRST else "dmy"
    try:
        return read_birthday(text, order) or ""
    except Unreadable as fault:
        raise UserError(
            say("{text} is no birthday.", text=text.strip()),
            say("Write it as 1980-05-24, or as 05-24 without the year."),
        ) from fault


def text_told(text: str) -> str:
    """Give a text without spaces around it; payment card numbers in it are masked."""
    return masked(text.strip())


def normalised(
    told: Mapping[str, str], country: str | None, *, lenient: bool = False
) -> dict[str, str]:
    """Bring fields of a customer into the form in which they are kept.

    Args:
        told: by name of the field.
        country: where phones without a country and dates without an order come from.
        lenient: what is no contact yet, being typed, counts as nothing.

    Raises:
        UserError: a contact is none, and `lenient` is not asked for.
    """
    kept: dict[str, str] = {}
    for name, text in told.items():
        try:
            kept[name] = _one(name, text, country)
        except UserError:
            if not lenient:
                raise
            kept[name] = ""
    return kept


def _one(name: str, text: str, country: str | None) -> str:
    if name == "phone":
        return phone_told(text, country)
    if name == "email":
        return email_told(text)
    return birthday_told(text, country) if name == "birthday" else text_told(text)


def card_told(text: str, connection: Reading) -> str:
    """Give the number of a card that was scanned or typed to be handed out.

    Raises:
        UserError: no card has such a number, or tills would take it for something else.
    """
    ranges = ranges_of(connection)
    number = new_card_number(text, ranges, habits_of(connection))
    if masked(number) != number and not any(one.holds(number) for one in ranges):
        raise UserError(
            say("This looks like the number of a payment card, which is not kept here."),
            say("Scan the shop's own card."),
        )
    return number


def country_here(connection: Reading) -> str | None:
    """Give the country that phone numbers and dates are read by."""
    shop = settings_from(read_setting(connection, KEY, {}))
    return shop.country or country_of(shop.zone or None)
