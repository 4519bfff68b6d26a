"""Which accounts hold points whose day may be over."""

from sqlalchemy import Connection, text

_LEFT = (
    "SELECT DISTINCT e.customer_id FROM points_entry AS e WHERE e.available IS NOT NULL "
    "AND e.points > COALESCE((SELECT SUM(u.points) FROM lot_use AS u WHERE u.lot_id = e.id), 0) "
)


def holders_with_lots(connection: Connection, before: int | None) -> list[int]:
    """List who has points left in a lot whose last day lies before a day; None: in any lot."""
    statement = _LEFT if before is None else _LEFT + "AND e.expires < :before "
    rows = connection.scalars(text(statement + "ORDER BY 1"), {"before": before} if before else {})
    return [int(one) for one in rows]


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
