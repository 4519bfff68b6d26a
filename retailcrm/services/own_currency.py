"""Whose money the books are in: told by the person, or by the first file of a new shop."""

from collections.abc import Iterable
from dataclasses import asdict, replace

from retailcrm.core.errors import UserError
from retailcrm.core.money import minor_digits
from retailcrm.core.words import say
from retailcrm.db.books import Reading as Connection
from retailcrm.db.books import Unit
from retailcrm.db.first_fill import is_first
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.importers.chunks import FileFacts, Reading
from retailcrm.importers.currencies import refuse_other, stated_currency
from retailcrm.importers.source import Source
from retailcrm.services.countries import country_of
from retailcrm.services.import_rows import ImportFiles
from retailcrm.services.shop import KEY, settings_from


def reading_for(wish: ImportFiles, connection: Connection) -> Reading:
    """Say how files are read where they do not say it themselves.

    Raises:
        UserError: the person tells another currency than that of the books.
    """
    shop = settings_from(read_setting(connection, KEY, {}))
    currency = wish.currency or shop.currency
    if currency != shop.currency and (shop.currency_told or not is_first(connection)):
        _refuse(shop.currency, currency)
    zone = wish.zone or shop.zone or None
    return Reading(
        currency=currency,
        digits=minor_digits(currency),
        zone=zone,
        country=wish.country or shop.country or country_of(zone),
        date_order=wish.date_order,
        channel=wish.channel,
        store=wish.store,
    )


def told_by_files(wish: ImportFiles, sources: Iterable[Source], connection: Connection) -> str:
    """Give the currency that a new shop takes from its first file; empty if it takes none."""
    shop = settings_from(read_setting(connection, KEY, {}))
    if wish.currency or shop.currency_told or not is_first(connection):
        return ""
    stated = (stated_currency(source.facts.currency) for source in sources)
    found = next(filter(None, stated), "")
    return "" if found == shop.currency else found


def check_currency(unit: Unit, reading: Reading, facts: FileFacts) -> None:
    """Make sure that a file is in the currency of the books.

    Raises:
        UserError: it states another, or somebody gave the books another since it was opened.
    """
    refuse_other(facts.currency, reading.currency)
    shop = settings_from(read_setting(unit.connection, KEY, {}))
    if shop.currency != reading.currency and not is_first(unit.connection):
        _refuse(shop.currency, reading.currency)


def adopt(unit: Unit, wish: ImportFiles, reading: Reading) -> None:
    """Keep what the person, or else the first file, told of a new shop."""
    held = settings_from(read_setting(unit.connection, KEY, {}))
    told = replace(
        held,
        currency=reading.currency,
        currency_told=held.currency_told or bool(wish.currency),
        zone=held.zone or wish.zone or "",
        country=held.country or wish.country or "",
    )
    if told != held:
        write_setting(unit.connection, KEY, asdict(told))


def _refuse(own: str, other: str) -> None:
    raise UserError(
        say("The books are kept in {currency}.", currency=own),
        say("A file in {other} needs books of its own.", other=other),
    )
