"""Which tier members had from when on; events are added, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, text

from retailcrm.db.bulk import bound, values_clause
from retailcrm.db.ids import reserve
from retailcrm.models.points import TierEvent


@dataclass(frozen=True, slots=True)
class TierChange:
    """A member has a tier from a day on; `until` is the last day it is sure to hold."""

    customer_id: int
    day: int
    tier: str
    until: int | None
    cause: str


def tier_changes(connection: Connection, members: Sequence[int]) -> list[TierChange]:
    """Read how the tier of an account came about, oldest first."""
    rows = connection.execute(
        text(
            "SELECT t.customer_id, t.day, t.tier, t.until, t.cause FROM "
            f"{values_clause(connection, 'bigint')} JOIN tier_event AS t "
            "ON t.customer_id = wanted.value ORDER BY t.day, t.id"
        ),
        {"wanted": bound(connection, list(members))},
    )
    return [TierChange(*row) for row in rows]


def add_tier_change(connection: Connection, change: TierChange, at: int) -> None:
    """Note that a member rose or fell, and keep the copy at the counter up to date."""
    connection.execute(
        insert(TierEvent).values(
            id=reserve(connection, "tier_event", 1),
            customer_id=change.customer_id,
            day=change.day,
            at=at,
            tier=change.tier,
            until=change.until,
            cause=change.cause,
        )
    )
    connection.execute(
        text(
            "INSERT INTO points_account (customer_id, balance, entry_id, tier, tier_until) "
            "VALUES (:customer, 0, 0, :tier, :until) ON CONFLICT (customer_id) "
            "DO UPDATE SET tier = excluded.tier, tier_until = excluded.tier_until"
        ),
        {"customer": change.customer_id, "tier": change.tier, "until": change.until},
    )
