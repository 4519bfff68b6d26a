"""Start gifts as they stand in the ledger."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

#: what the key of every start gift begins with; the first day of the move and the member follow
PREFIX = "award:gift-"


@dataclass(frozen=True, slots=True)
class GiftEntry:
    """A start gift that was booked.

    Attributes:
        is_back: it was taken back since.
    """

    entry: int
    customer_id: int
    points: int
    day: int
    is_back: bool


def gift_entries(connection: Connection) -> tuple[GiftEntry, ...]:
    """List every start gift ever booked, of any move, in the order of their booking."""
    rows = connection.execute(
        text(
            "SELECT e.id AS entry, e.customer_id, e.points, e.day, back.id IS NOT NULL AS is_back "
            "FROM points_entry AS e LEFT JOIN points_entry AS back "
            f"ON back.key = 'take_back:' || e.id WHERE e.key {_begins(connection)} ORDER BY e.id"
        )
    )
    return tuple(
        GiftEntry(row.entry, row.customer_id, row.points, row.day, bool(row.is_back))
        for row in rows
    )


def _begins(connection: Connection) -> str:
    """Say how a key begins so that SQLite goes by the index; its LIKE would read every entry."""
    return f"GLOB '{PREFIX}*'" if connection.dialect.name == "sqlite" else f"LIKE '{PREFIX}%'"
