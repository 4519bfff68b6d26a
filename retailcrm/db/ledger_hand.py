"""Entries that a person made, looked at before they are taken back."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, text

from retailcrm.db.bulk import bound, values_clause
from retailcrm.loyalty.lots import Use

#: what a person books at the counter and may take back
HAND_MADE = ("award", "redeem", "adjust")

#: The kind an entry `e` counts under: what was taken back counts against what it was.
MEANT = (
    "CASE WHEN e.kind = 'take_back' "
    "THEN (SELECT old.kind FROM points_entry AS old WHERE old.id = e.reverses) ELSE e.kind END"
)


@dataclass(frozen=True, slots=True)
class HandEntry:
    """What taking an entry back has to know of it."""

    id: int
    customer_id: int
    kind: str
    points: int
    day: int
    reference: str
    actor: str
    value: int | None


def entry_by_id(connection: Connection, entry: int) -> HandEntry | None:
    """Read one entry; None if there is no such one."""
    row = connection.execute(
        text(
            "SELECT id, customer_id, kind, points, day, reference, actor, value "
            "FROM points_entry WHERE id = :id"
        ),
        {"id": entry},
    ).one_or_none()
    return None if row is None else HandEntry(**row._mapping)


def take_back_key(entry: int) -> str:
    """Give the key under which an entry is taken back, once and for all."""
    return f"take_back:{entry}"


def latest_by(connection: Connection, actor: str) -> int | None:
    """Give the last entry that somebody made by hand.

    Entries are walked from the newest back, so that this is quick for whoever was here today.
    """
    kinds = ", ".join(f"'{one}'" for one in HAND_MADE)
    found: int | None = connection.scalar(
        text(
            f"SELECT id FROM points_entry WHERE actor = :actor AND kind IN ({kinds}) "
            "ORDER BY id DESC LIMIT 1"
        ),
        {"actor": actor},
    )
    return found


def expired_of(connection: Connection, lot: int) -> int:
    """Count the points of a lot that were lost because its last day was over."""
    found = connection.scalar(
        text(
            "SELECT SUM(u.points) FROM lot_use AS u JOIN points_entry AS e ON e.id = u.entry_id "
            "WHERE u.lot_id = :lot AND e.kind = 'expire'"
        ),
        {"lot": lot},
    )
    return int(found or 0)


def taken_by(connection: Connection, entry: int) -> dict[int, tuple[Use, ...]]:
    """Give what an entry took from lots, by whose lots they are."""
    rows = connection.execute(
        text(
            "SELECT lot.customer_id, u.lot_id, SUM(u.points) AS points FROM lot_use AS u "
            "JOIN points_entry AS lot ON lot.id = u.lot_id WHERE u.entry_id = :entry "
            "GROUP BY lot.customer_id, u.lot_id ORDER BY u.lot_id"
        ),
        {"entry": entry},
    )
    found: dict[int, tuple[Use, ...]] = {}
    for row in rows:
        use = Use(row.lot_id, int(row.points))
        found[row.customer_id] = (*found.get(row.customer_id, ()), use)
    return found


def has_come_back(connection: Connection, used: HandEntry, members: Collection[int]) -> bool:
    """Say whether goods of the receipt that points paid came back, and points with them."""
    found = connection.scalar(
        text(
            f"SELECT SUM(back.points) FROM {values_clause(connection, 'bigint')} "
            "JOIN points_entry AS e ON e.customer_id = wanted.value AND e.kind = 'redeem' "
            "AND e.reference = :reference AND e.day = :day "
            "JOIN points_entry AS back ON back.reverses = e.id AND back.kind = 'give_back'"
        ),
        {
            "wanted": bound(connection, list(members)),
            "reference": used.reference,
            "day": used.day,
        },
    )
    return bool(found)
