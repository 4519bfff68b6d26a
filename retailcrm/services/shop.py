"""The shop itself: its settings, its stores, and how fresh its books are."""

from dataclasses import dataclass
from datetime import date, datetime

from retailcrm.core.outcome import Outcome


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """What the owner says about the shop.

    Attributes:
        name: printed on reports.
        currency: ISO code.
        country: two letters, the default region of phone numbers; empty if unknown.
        zone: IANA zone; empty: local times count as the till writes them.
        stale_days: data older than this stops everything automatic (ruling: 7).
        margin: assumed margin where cost is unknown, as a fraction (0.40).
    """

    name: str = "My shop"
    currency: str = "USD"
    country: str = ""
    zone: str = ""
    stale_days: int = 7
    margin: float = 0.40

    @property
    def digits(self) -> int:
        """Decimals of the currency."""
        raise NotImplementedError


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

    def settings(self) -> ShopSettings:
        """Read the shop's settings."""
        raise NotImplementedError

    def save_settings(self, settings: ShopSettings) -> Outcome[ShopSettings]:
        """Keep new settings."""
        raise NotImplementedError

    def save_store(
        self, store_id: int, *, name: str, channel: str, day_end: int
    ) -> Outcome[StoreRow]:
        """Rename a store, or set its channel or the end of its day."""
        raise NotImplementedError

    def status(self) -> Status:
        """Count the books."""
        raise NotImplementedError
