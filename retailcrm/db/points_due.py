"""Which accounts hold points whose day may be over."""

from sqlalchemy import Connection, text

#: points of people who were erased stay in the ledger, but are nobody's to be told of
_SOMEBODY = (
    "customer_id IN (SELECT id FROM customer UNION ALL "
    "SELECT loser_id FROM customer_merge WHERE undone_at IS NULL)"
)
_LEFT = (
    "SELECT DISTINCT e.customer_id FROM points_entry AS e WHERE e.available IS NOT NULL "
    "AND e.points > COALESCE((SELECT SUM(u.points) FROM lot_use AS u WHERE u.lot_id = e.id), 0) "
)


def holders_with_lots(connection: Connection, before: int | None) -> list[int]:
    """List who has points left in a lot whose last day lies before a day; None: in any lot."""
    statement = _LEFT if before is None else _LEFT + "AND e.expires < :before "
    rows = connection.scalars(text(statement + "ORDER BY 1"), {"before": before} if before else {})
    return [int(one) for one in rows]


def points_due(connection: Connection, first: int, last: int) -> list[tuple[int, int, int]]:
    """List (customer, points, first day) of open lots whose last day lies in a span of days."""
    left = (
        "SELECT e.customer_id, e.expires, e.points - COALESCE((SELECT SUM(u.points) "
        "FROM lot_use AS u WHERE u.lot_id = e.id), 0) AS open_points FROM points_entry AS e "
        "WHERE e.available IS NOT NULL AND e.expires BETWEEN :first AND :last"
    )
    rows = connection.execute(
        text(
            f"SELECT customer_id, SUM(open_points), MIN(expires) FROM ({left}) AS lots "
            f"WHERE open_points > 0 AND {_SOMEBODY} GROUP BY customer_id ORDER BY customer_id"
        ),
        {"first": first, "last": last},
    )
    return [(int(who), int(points), int(day)) for who, points, day in rows]


def balances(connection: Connection) -> list[tuple[int, int]]:
    """List (customer, points held) of everyone who holds points or owes some."""
    rows = connection.execute(
        text(
            f"SELECT customer_id, SUM(points) FROM points_entry WHERE {_SOMEBODY} "
            "GROUP BY customer_id "
            "HAVING SUM(points) <> 0 ORDER BY customer_id"
        )
    )
    return [(int(who), int(points)) for who, points in rows]


def buyers_since(connection: Connection, day: int) -> list[int]:
    """List who has receipts from a day on, or points booked for receipts."""
    rows = connection.scalars(
        text(
            "SELECT customer_id FROM customer_day WHERE day >= :day "
            "UNION SELECT customer_id FROM points_receipt ORDER BY 1"
        ),
        {"day": day},
    )
    return [int(one) for one in rows]


def open_points_of(connection: Connection) -> int:
    """Add up the points that all members hold today."""
    found = connection.scalar(text("SELECT COALESCE(SUM(points), 0) FROM points_entry"))
    return int(found or 0)
