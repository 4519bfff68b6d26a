"""Everyone who now counts as one customer, because a person put them together."""

from sqlalchemy import Connection, text

_KIN = text(
    "WITH RECURSIVE kin (id) AS (SELECT CAST(:customer AS INTEGER) UNION "
    "SELECT loser_id FROM customer_merge JOIN kin ON winner_id = kin.id "
    "WHERE undone_at IS NULL) SELECT id FROM kin ORDER BY id"
)
_SURVIVOR = text(
    "WITH RECURSIVE heir (id) AS (SELECT CAST(:customer AS INTEGER) UNION "
    "SELECT winner_id FROM customer_merge JOIN heir ON loser_id = heir.id "
    "WHERE undone_at IS NULL) SELECT id FROM heir WHERE NOT EXISTS "
    "(SELECT 1 FROM customer_merge WHERE loser_id = heir.id AND undone_at IS NULL)"
)


def kin_of(connection: Connection, customer: int) -> list[int]:
    """List a customer and everyone merged into him, at any remove."""
    return list(connection.scalars(_KIN, {"customer": customer}))


def survivor_of(connection: Connection, customer: int) -> int:
    """Give whom a customer now belongs to: himself, unless he was merged into another."""
    return int(connection.scalar(_SURVIVOR, {"customer": customer}) or customer)
