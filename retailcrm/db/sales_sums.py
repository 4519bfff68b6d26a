"""Sums of sales by day, month, store, channel and category."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

_MEASURES = (
    "SUM(receipts + returns) AS receipts, SUM(net) AS net, SUM(discounts) AS discounts, "
    "SUM(returns_value) AS returns_value, SUM(cost) AS cost, "
    "SUM(list_uncosted) AS list_uncosted, SUM(net_uncosted) AS net_uncosted, "
    "SUM(CASE WHEN known = 1 THEN net ELSE 0 END) AS known_net"
)
_CATEGORY_MEASURES = (
    "SUM(net) AS net, SUM(discounts) AS discounts, SUM(returns_value) AS returns_value, "
    "SUM(cost) AS cost, SUM(list_uncosted) AS list_uncosted"
)


def day_nets(connection: Connection, first: int, last: int) -> dict[tuple[str, int], int]:
    """Give net sales by (store, day) between two days, inclusive."""
    found = connection.execute(
        text(
            "SELECT name, day, SUM(net) FROM store_day JOIN store ON store.id = store_id "
            "WHERE day BETWEEN :first AND :last GROUP BY name, day"
        ),
        {"first": first, "last": last},
    )
    return {(name, day): int(net) for name, day, net in found}


def card_nets(connection: Connection, first: int, last: int, store: int) -> dict[int, int]:
    """Give one store's net sales to customers with a card, by day."""
    found = connection.execute(
        text(
            "SELECT r.day, SUM(r.gross - r.discount - r.refunded) FROM receipt AS r "
            "JOIN customer AS c ON c.id = r.customer_id AND c.card <> '' "
            "WHERE r.store_id = :store AND r.voided = 0 AND r.day BETWEEN :first AND :last "
            "GROUP BY r.day"
        ),
        {"first": first, "last": last, "store": store},
    )
    return {int(day): int(net) for day, net in found}


def day_sums(
    connection: Connection, first: int, last: int, store: int | None = None
) -> list[Mapping[str, Any]]:
    """Give the measures of each day between two days, inclusive, over all or one store."""
    statement = (
        f"SELECT day, {_MEASURES} FROM store_day WHERE day BETWEEN :first AND :last "
        "AND (:store IS NULL OR store_id = :store) GROUP BY day ORDER BY day"
    )
    return _rows(connection, statement, first=first, last=last, store=store)


def store_sums(connection: Connection, first: int, last: int) -> list[Mapping[str, Any]]:
    """Give the measures of each store."""
    statement = (
        f"SELECT name, {_MEASURES} FROM store_day JOIN store ON store.id = store_id "
        "WHERE day BETWEEN :first AND :last GROUP BY name ORDER BY name"
    )
    return _rows(connection, statement, first=first, last=last)


def channel_sums(connection: Connection, first: int, last: int) -> list[Mapping[str, Any]]:
    """Give the measures of each channel (0 in store, 1 online)."""
    statement = (
        f"SELECT channel, {_MEASURES} FROM store_day WHERE day BETWEEN :first AND :last "
        "GROUP BY channel ORDER BY channel"
    )
    return _rows(connection, statement, first=first, last=last)


def category_sums(
    connection: Connection, first_month: int, last_month: int, store: int | None = None
) -> list[Mapping[str, Any]]:
    """Give the measures of each category over whole months."""
    statement = (
        f"SELECT category.name AS name, {_CATEGORY_MEASURES} FROM category_month "
        "JOIN category ON category.id = category_id "
        "WHERE month BETWEEN :first AND :last AND (:store IS NULL OR store_id = :store) "
        "GROUP BY category.name ORDER BY SUM(net) DESC, category.name"
    )
    return _rows(connection, statement, first=first_month, last=last_month, store=store)


def _rows(connection: Connection, statement: str, **values: object) -> list[Mapping[str, Any]]:
    if connection.dialect.name == "postgresql":
        # An untyped NULL has no type to compare with there.
        statement = statement.replace(":store IS NULL", "CAST(:store AS integer) IS NULL")
    found = connection.execute(text(statement), values)
    return [dict(row._mapping) for row in found]
