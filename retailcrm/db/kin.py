"""Everyone who now counts as one customer, because a person put them together."""

from collections.abc import Collection

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


def kin_of_all(connection: Connection, customers: Collection[int]) -> dict[int, int]:
    """Give for customers and everyone merged into one of them which of them they now are."""
    wanted = set(customers)
    kin = {one: one for one in wanted}
    kin.update({loser: heir for loser, heir in heirs(connection).items() if heir in wanted})
    return kin


def survivor_of(connection: Connection, customer: int) -> int:
    """Give whom a customer now belongs to: himself, unless he was merged into another."""
    return int(connection.scalar(_SURVIVOR, {"customer": customer}) or customer)


def heirs(connection: Connection) -> dict[int, int]:
    """Give for everyone who was merged into another whom they now belong to."""
    merged = "SELECT loser_id, winner_id FROM customer_merge WHERE undone_at IS NULL"
    into = {int(loser): int(winner) for loser, winner in connection.execute(text(merged))}
    found = {}
    for loser, winner in into.items():
        heir = winner
        while heir in into:
            heir = into[heir]
        found[loser] = heir
    return found
