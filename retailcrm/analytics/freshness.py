"""How fresh each store's data are, and whether anything may act on them by itself.

Old data look like missing customers. So whatever acts without being asked, asks here
first; what a person asks for is never held back and shows its date instead.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from retailcrm.core.words import say

STALE_AFTER = 7
"""Days after which a store's data are too old, unless the owner says otherwise."""


@dataclass(frozen=True, slots=True)
class StoreData:
    """How far a store's data reach.

    Attributes:
        name: the store's name.
        through: the last day with data, None if there never were any.
    """

    name: str
    through: int | None


@dataclass(frozen=True, slots=True)
class StoreAge:
    """How old a store's data are."""

    name: str
    through: int
    days: int
    stale: bool


@dataclass(frozen=True, slots=True)
class Freshness:
    """What is known of all stores' data.

    Attributes:
        stores: the stores that have had data, oldest data first.
        may_act: whether anything may happen by itself.
        through: the last day that all stores cover, None without data.
    """

    stores: tuple[StoreAge, ...]
    may_act: bool
    through: int | None

    def stale(self) -> tuple[str, ...]:
        """Name the stores whose data are too old."""
        return tuple(store.name for store in self.stores if store.stale)

    def reason(self) -> str:
        """Say why nothing may happen by itself, "" if it may."""
        if self.may_act:
            return ""
        if not self.stores:
            return say("There are no sales yet.")
        oldest = self.stores[0]
        return say(
            "The sales of {store} are {days} days old. Import the newest export first.",
            store=oldest.name,
            days=oldest.days,
        )


def freshness(stores: Iterable[StoreData], today: int, limit: int = STALE_AFTER) -> Freshness:
    """Judge the stores' data as of today.

    Args:
        stores: every store that is open; one that never had data does not count.
        today: today's day number.
        limit: how many days old the data may be.

    Returns:
        The age of each store's data; nothing may act if one is too old, or all are empty.
    """
    ages = tuple(
        StoreAge(store.name, store.through, today - store.through, today - store.through > limit)
        for store in stores
        if store.through is not None
    )
    oldest_first = tuple(sorted(ages, key=lambda store: (store.through, store.name)))
    return Freshness(
        oldest_first,
        bool(ages) and not any(store.stale for store in ages),
        oldest_first[0].through if oldest_first else None,
    )
