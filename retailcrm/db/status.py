"""Counts of the books, answered from the sums."""

from typing import Any

from sqlalchemy import Connection, text

_STORES = text(
    "SELECT store.id, name, store.channel, day_end, COALESCE(SUM(d.receipts + d.returns), 0), "
    "MIN(CASE WHEN d.receipts + d.returns > 0 THEN d.day END), MAX(d.day) "
    "FROM store LEFT JOIN store_day d ON d.store_id = store.id "
    "GROUP BY store.id, name, store.channel, day_end ORDER BY name"
)
_TOTALS = text(
    "SELECT COALESCE(SUM(receipts + returns), 0), COALESCE(SUM(returns), 0), "
    "COALESCE(SUM(voided), 0), COALESCE(SUM(lines), 0), COALESCE(SUM(net), 0), "
    "COALESCE(SUM(returns_value), 0), COALESCE(SUM(discounts), 0), COALESCE(SUM(tax), 0), "
    "COALESCE(SUM(CASE WHEN known = 0 THEN receipts + returns ELSE 0 END), 0) FROM store_day"
)
_TOTAL_NAMES = (
    "receipts", "returns", "voided", "lines", "net_sales", "returns_value", "discounts", "tax",
    "anonymous_receipts",
)  # fmt: skip


def data_through(connection: Connection) -> int | None:
    """Give the last business date with a receipt, over all stores."""
    found: int | None = connection.scalar(text("SELECT MAX(day) FROM store_day"))
    return found


def first_and_last(connection: Connection) -> tuple[int, int] | None:
    """Give the first and last business date with a receipt that counts; None without any."""
    row = connection.execute(
        text("SELECT MIN(day), MAX(day) FROM store_day WHERE receipts + returns > 0")
    ).one()
    return None if row[0] is None else (int(row[0]), int(row[1]))


def store_rows(connection: Connection) -> list[tuple[Any, ...]]:
    """List stores: id, name, channel, day end, receipts, first day, data through."""
    return [tuple(row) for row in connection.execute(_STORES)]


def totals(connection: Connection) -> dict[str, int]:
    """Add the whole books up."""
    row = connection.execute(_TOTALS).one()
    return {name: int(value) for name, value in zip(_TOTAL_NAMES, row, strict=True)}


def people(connection: Connection) -> tuple[int, int]:
    """Count customers, and those with a card."""
    row = connection.execute(
        text(
            "SELECT COUNT(*), COALESCE(SUM(CASE WHEN card <> '' THEN 1 ELSE 0 END), 0) "
            "FROM customer"
        )
    ).one()
    return int(row[0]), int(row[1])


def open_problems(connection: Connection) -> int:
    """Count rows in quarantine."""
    found = connection.scalar(text("SELECT COUNT(*) FROM problem WHERE state = 'open'"))
    return int(found or 0)


def last_import(connection: Connection) -> int | None:
    """Give when the newest import was, as epoch seconds."""
    found: int | None = connection.scalar(
        text("SELECT MAX(at) FROM import_batch WHERE state = 'done'")
    )
    return found


def rename_store(connection: Connection, store: int, name: str, channel: str, day_end: int) -> None:
    """Change what the owner says of a store."""
    connection.execute(
        text("UPDATE store SET name = :name, channel = :channel, day_end = :end WHERE id = :id"),
        {"name": name, "channel": channel, "end": day_end, "id": store},
    )
