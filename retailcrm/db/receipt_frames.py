"""Receipts and lines read back from the books as frames, ready to be measured again."""

from collections.abc import Iterator, Sequence

import polars as pl
from sqlalchemy import Connection, text

from retailcrm.core.days import day_of, month_index
from retailcrm.db.bulk import blocks, bound, values_clause
from retailcrm.db.measures import Sums, priced, receipt_sums

BLOCK = 20_000
_HEADS = {
    "rx": pl.Int64, "store_id": pl.Int64, "customer_id": pl.Int64, "identity_id": pl.Int64,
    "day": pl.Int32, "channel": pl.Int64, "voided": pl.Int64, "kind": pl.Int64, "tip": pl.Int64,
}  # fmt: skip
LINES = {
    "rx": pl.Int64, "line_no": pl.Int64, "product_id": pl.Int64, "category_id": pl.Int64,
    "quantity": pl.Int64, "gross": pl.Int64, "discount": pl.Int64, "tax": pl.Int64,
    "cost": pl.Int64, "refunded": pl.Int64, "gift": pl.Boolean,
}  # fmt: skip


def heads_of(connection: Connection, ids: Sequence[int]) -> pl.DataFrame:
    """Read the heads of receipts; `rx` is the receipt's id."""
    statement = text(
        "SELECT id, store_id, customer_id, identity_id, day, channel, voided, kind, tip "
        f"FROM {values_clause(connection, 'bigint')} JOIN receipt ON receipt.id = wanted.value"
    )
    found = connection.execute(statement, {"wanted": bound(connection, list(ids))})
    return pl.DataFrame([tuple(row) for row in found], schema=_HEADS, orient="row")


def lines_of(connection: Connection, ids: Sequence[int]) -> pl.DataFrame:
    """Read the lines of receipts, in order."""
    statement = text(
        "SELECT receipt_id, line_no, product_id, category_id, quantity, gross, discount, tax, "
        f"cost, refunded, gift FROM {values_clause(connection, 'bigint')} "
        "JOIN receipt_line ON receipt_id = wanted.value JOIN product ON product.id = product_id "
        "ORDER BY receipt_id, line_no"
    )
    found = connection.execute(statement, {"wanted": bound(connection, list(ids))})
    rows = [(*row[:-1], bool(row[-1])) for row in found]
    return pl.DataFrame(rows, schema=LINES, orient="row")


def measured(heads: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Give heads their month and the sums of their lines."""
    days = heads.select(pl.col("day").unique())
    months = [month_index(day_of(day)) for day in days["day"]]
    days = days.with_columns(pl.Series("month", months, dtype=pl.Int64))
    return heads.join(days, on="day", how="left").join(
        receipt_sums(priced(lines), "rx"), on="rx", how="left"
    )


def in_blocks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut a long list of receipts into parts that fit memory."""
    return blocks(ids, BLOCK)


def take(connection: Connection, sums: Sums, ids: Sequence[int], sign: int) -> set[int]:
    """Take receipts as they now stand into the sums, or back out; give their customers."""
    customers: set[int] = set()
    for block in in_blocks(list(ids)):
        heads, lines = heads_of(connection, block), lines_of(connection, block)
        sums.take(measured(heads, lines), priced(lines), sign)
        customers.update(heads["customer_id"].drop_nulls().to_list())
    return customers
