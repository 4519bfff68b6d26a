"""The shop itself: its settings, its stores, and how fresh its books are."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any

from retailcrm.core.days import day_of
from retailcrm.core.errors import UserError
from retailcrm.core.money import minor_digits
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.words import say
from retailcrm.core.zones import is_zone
from retailcrm.db.books import Books, Reading
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.db.status import (
    data_through,
    last_import,
    open_problems,
    people,
    rename_store,
    store_rows,
    totals,
)

KEY = "shop"
WORDINGS = "consent.wordings"
ISO_LETTERS = 3


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """What the owner says about the shop.

    Attributes:
        name: printed on reports.
        currency: ISO code.
        currency_told: somebody said so; until then the first file may tell another.
        country: two letters, the default region of phone numbers; empty if unknown.
        zone: IANA zone; empty: local times count as the till writes them.
        stale_days: data older than this stops everything automatic (ruling: 7).
        margin: assumed margin where cost is unknown, as a fraction (0.40).
        questions: (channel, own words) in which people are asked for consent; kept apart.
    """

    name: str = "My shop"
    currency: str = "USD"
    currency_told: bool = False
    country: str = ""
    zone: str = ""
    stale_days: int = 7
    margin: float = 0.40
    questions: tuple[tuple[str, str], ...] = ()

    @property
    def digits(self) -> int:
        """Decimals of the currency."""
        return minor_digits(self.currency)


@dataclass(frozen=True, slots=True)
class StoreRow:
    """One store and how far its data reach."""

    store_id: int
    name: str
    channel: str  # offline | online
    receipts: int
    first_on: date | None
    data_through: date | None
    day_end: int  # minutes after midnight


@dataclass(frozen=True, slots=True)
class Status:
    """The books at a glance; amounts in minor units."""

    stores: tuple[StoreRow, ...]
    customers: int
    members: int
    receipts: int
    lines: int
    returns: int
    voided: int
    anonymous_receipts: int
    net_sales: int
    returns_value: int
    discounts: int
    tax: int
    currency: str
    problems_open: int
    last_import_at: datetime | None
    backup_at: datetime | None


class ShopService:
    """Settings and status of the shop."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def settings(self) -> ShopSettings:
        """Read the shop's settings."""
        with self._books.read() as connection:
            held = settings_from(read_setting(connection, KEY, {}))
            return replace(held, questions=_questions(connection))

    def save_settings(self, settings: ShopSettings) -> Outcome[ShopSettings]:
        """Keep new settings.

        Raises:
            UserError: a setting makes no sense, named in the sentence.
        """
        _check(settings)
        with self._books.write() as unit:
            held = settings_from(read_setting(unit.connection, KEY, {}))
            if held.currency != settings.currency and data_through(unit.connection) is not None:
                raise UserError(
                    f"The books are kept in {held.currency}.",
                    "Another currency needs books of its own.",
                )
            if held.currency != settings.currency:
                settings = replace(settings, currency_told=True)
            write_setting(unit.connection, KEY, asdict(settings))
        return Outcome(settings, frozenset({Topic.SETTINGS, Topic.GROUPS}), say("Settings kept."))

    def save_store(
        self, store_id: int, *, name: str, channel: str, day_end: int
    ) -> Outcome[StoreRow]:
        """Rename a store, or set its channel or the end of its day.

        Raises:
            UserError: the name is empty or another store's.
        """
        with self._books.write() as unit:
            rows = store_rows(unit.connection)
            if not name.strip() or any(row[1] == name and row[0] != store_id for row in rows):
                raise UserError(say("A store needs a name of its own."))
            rename_store(unit.connection, store_id, name.strip(), channel, day_end)
            row = next(row for row in store_rows(unit.connection) if row[0] == store_id)
        return Outcome(_store(row), frozenset({Topic.SETTINGS}), say("Store kept."))

    def status(self) -> Status:
        """Count the books."""
        with self._books.read() as connection:
            sums = totals(connection)
            customers, members = people(connection)
            imported = last_import(connection)
            backed_up = read_setting(connection, "backup.at")
            return Status(
                stores=tuple(_store(row) for row in store_rows(connection)),
                customers=customers,
                members=members,
                currency=settings_from(read_setting(connection, KEY, {})).currency,
                problems_open=open_problems(connection),
                last_import_at=_moment(imported),
                backup_at=_moment(backed_up),
                **sums,
            )


def settings_from(held: dict[str, Any]) -> ShopSettings:
    """Read settings as kept; what an older version did not know has its default."""
    known = {one.name for one in fields(ShopSettings)} - {"questions"}
    return ShopSettings(**{name: value for name, value in held.items() if name in known})


def _questions(connection: Reading) -> tuple[tuple[str, str], ...]:
    """Give the newest words of each channel, as far as they are the shop's own."""
    newest = {one["channel"]: str(one["text"]) for one in read_setting(connection, WORDINGS, [])}
    return tuple((channel, words) for channel, words in newest.items() if words)


def _check(settings: ShopSettings) -> None:
    if not 0 <= settings.margin <= 1:
        raise UserError(say("The assumed margin lies between 0 and 100 %."))
    if settings.zone and not is_zone(settings.zone):
        raise UserError(say("There is no time zone {zone}.", zone=settings.zone))
    if len(settings.currency) != ISO_LETTERS or not settings.currency.isupper():
        raise UserError(
            say("{code} is no currency.", code=settings.currency), say("Use three letters, as USD.")
        )


def _store(row: tuple[Any, ...]) -> StoreRow:
    store, name, channel, day_end, receipts, first, through = row
    return StoreRow(
        store_id=store,
        name=name,
        channel=channel,
        receipts=int(receipts),
        first_on=None if first is None else day_of(first),
        data_through=None if through is None else day_of(through),
        day_end=day_end,
    )


def _moment(at: int | None) -> datetime | None:
    return None if at is None else datetime.fromtimestamp(at, tz=UTC)
