"""What was on the lines that earned points, by name."""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from retailcrm.db.bulk import bound, values_clause


def names_of_lines(connection: Connection, receipts: Iterable[int]) -> dict[tuple[int, int], str]:
    """Give the product of each line of some receipts, by receipt and line."""
    rows = connection.execute(
        text(
            "SELECT l.receipt_id, l.line_no, p.name FROM "
            f"{values_clause(connection, 'bigint')} JOIN receipt_line AS l "
            "ON l.receipt_id = wanted.value JOIN product AS p ON p.id = l.product_id"
        ),
        {"wanted": bound(connection, sorted(set(receipts)))},
    )
    return {(row.receipt_id, row.line_no): row.name for row in rows}
