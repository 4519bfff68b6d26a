"""What the program is measured beside: plain tools that do as much, or less."""

import shutil
import sqlite3
from pathlib import Path

import duckdb
import pandas as pd

from bench.measure import Cost, whole_process


def shell_import(csv: Path, database: Path) -> Cost:
    """Let the sqlite3 shell pour a CSV into a raw text table: no keys, no checks, no types.

    Raises:
        RuntimeError: there is no sqlite3 shell here.
    """
    shell = shutil.which("sqlite3")
    if shell is None:
        raise RuntimeError(
            "Install the sqlite3 shell (package sqlite3): imports are measured by it."
        )
    database.unlink(missing_ok=True)
    return whole_process([shell, database, ".mode csv", f".import {csv} raw"])


def duckdb_books(csv: Path) -> duckdb.DuckDBPyConnection:
    """Load an Items Detail export into DuckDB, typed: one row a line, amounts in cents."""
    books = duckdb.connect()
    books.execute("SET threads = 2; SET autoinstall_known_extensions = false")
    cents = (
        "CAST(round(CAST(replace(replace(\"{}\", '$', ''), ',', '') AS DOUBLE) * 100) AS BIGINT)"
    )
    books.execute(
        f"""
        CREATE TABLE line AS SELECT
            CAST("Date" AS DATE) AS day, "Location" AS store, "Category" AS category,
            "Item" AS item, "Transaction ID" AS receipt, "Payment ID" AS link,
            "Event Type" AS event, NULLIF("Customer ID", '') AS customer,
            {cents.format("Gross Sales")} AS gross, {cents.format("Discounts")} AS discount,
            {cents.format("Net Sales")} AS net, {cents.format("Tax")} AS tax
        FROM read_csv(?, header = true, all_varchar = true, delim = ',', quote = '"')
        """,
        [str(csv)],
    )
    books.execute(
        """
        UPDATE line SET customer = sale.customer
        FROM (SELECT link, any_value(customer) AS customer FROM line
              WHERE event = 'Payment' GROUP BY link) AS sale
        WHERE line.event = 'Refund' AND line.link = sale.link
        """
    )
    return books


def pandas_groups(database: Path, as_of: int) -> pd.DataFrame:
    """Score a base the usual way: read the receipts, group them by customer, cut in five."""
    query = """
        SELECT customer_id, day, gross - discount - refunded AS net, kind FROM receipt
        WHERE customer_id IS NOT NULL AND voided = 0
    """
    with sqlite3.connect(database) as books:
        receipts = pd.read_sql(query, books)
    recent = receipts[receipts["day"] > as_of - 365]
    sales = recent[recent["net"] > 0]
    base = pd.DataFrame(
        {
            "recency": as_of - sales.groupby("customer_id")["day"].max(),
            "frequency": sales.groupby("customer_id")["day"].nunique(),
            "monetary": recent.groupby("customer_id")["net"].sum(),
        }
    ).dropna()
    for column in ("recency", "frequency", "monetary"):
        ranks = base[column].rank(method="first")
        base[column + "_score"] = pd.qcut(ranks, 5, labels=False) + 1
    return base


LIKE = """
    SELECT id, first_name, last_name FROM customer
    WHERE first_name LIKE ? OR last_name LIKE ? OR email LIKE ? OR phone LIKE ? OR card LIKE ?
    LIMIT 50
"""


def like_search(books: sqlite3.Connection, text: str) -> list[tuple[object, ...]]:
    """Search five columns for a piece of text."""
    return books.execute(LIKE, [f"%{text}%"] * 5).fetchall()


def everyone(books: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Fetch the whole customer table, in order of names."""
    return books.execute("SELECT * FROM customer ORDER BY sort_name, id").fetchall()
