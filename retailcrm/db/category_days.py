"""What each customer bought of each category on each day: read once, then kept up.

The sums kept in the books know only what a customer spent on a category ever. When it was
stands in the lines alone, and those are too many to be asked each time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import chain

import numpy as np
from sqlalchemy import Connection, text

from retailcrm.analytics.category_book import CategoryBook
from retailcrm.analytics.history import Column, Ints
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say
from retailcrm.db.bulk import blocks, bound, fetch_all, fetch_blocks, values_clause
from retailcrm.db.column_files import MOST_TOUCHED, ColumnFiles

_WIDTH = 4
_BLOCK = 200_000
_LINES = (
    "SELECT r.customer_id, l.product_id, r.day, l.gross - l.discount - l.refunded "
    "FROM {source} JOIN receipt_line AS l ON l.receipt_id = r.id "
    "WHERE r.customer_id IS NOT NULL AND r.voided = 0 AND l.gift = 0 "
    "AND l.product_id IS NOT NULL"
)


class CategoryFiles(ColumnFiles):
    """The columns as files beside the books."""

    def load(self, shop: str) -> tuple[int, CategoryBook] | None:
        """Give (version, columns) as last saved; None if there is nothing to trust."""
        found = self.load_arrays(shop, [one.name for one in fields(CategoryBook)])
        return None if found is None else (found[0], CategoryBook(**found[1]))

    def save(self, shop: str, version: int, book: CategoryBook) -> None:
        """Save the columns."""
        arrays = {one.name: getattr(book, one.name) for one in fields(CategoryBook)}
        self.save_arrays(shop, version, arrays)


def read_category_days(connection: Connection, progress: Progress = SILENT) -> CategoryBook:
    """Read every customer's categories and days from the receipts; ten million lines take a while.

    Raises:
        Cancelled: the person asked to stop.
    """
    # Left to itself SQLite walks the index of customers, which costs half as much again.
    is_sqlite = connection.dialect.name == "sqlite"
    source = "receipt AS r NOT INDEXED CROSS" if is_sqlite else "receipt AS r"
    statement = _LINES.format(source=source)
    total = connection.execute(text("SELECT SUM(lines) FROM customer_category")).scalar() or 0
    return _read(connection, fetch_blocks(connection, statement, _BLOCK), int(total), progress)


def refresh_category_days(
    connection: Connection, book: CategoryBook, touched: Sequence[int]
) -> CategoryBook:
    """Bring the columns up to date where only `touched` customers changed."""
    wanted = np.unique(np.asarray(touched, dtype=np.int64))
    source = (
        f"{values_clause(connection, 'bigint')} JOIN receipt AS r ON r.customer_id = wanted.value"
    )
    statement = _LINES.format(source=source)
    parts = (
        fetch_all(connection, statement, {"wanted": bound(connection, list(block))})
        for block in blocks(wanted.tolist(), MOST_TOUCHED)
    )
    return book.replaced(wanted, _read(connection, parts, 0, SILENT))


def category_names(connection: Connection) -> dict[int, str]:
    """Give the name of each category by its id."""
    return {int(one): name for one, name in fetch_all(connection, "SELECT id, name FROM category")}


def _read(
    connection: Connection,
    parts: Iterator[list[tuple[int, ...]]],
    total: int,
    progress: Progress,
) -> CategoryBook:
    """Take lines in part by part: the rows of the driver take far more room than the columns."""
    products, category = _products(connection)
    found: list[tuple[Column, ...]] = [tuple(np.empty(0, dtype=np.int64) for _ in range(_WIDTH))]
    done = 0
    for part in parts:
        done += len(part)
        progress.step(min(done, total), total, say("Reading what was bought"))
        flat = np.fromiter(chain.from_iterable(part), dtype=np.int64, count=len(part) * _WIDTH)
        rows = flat.reshape(-1, _WIDTH)
        what = category[np.searchsorted(products, rows[:, 1])]
        narrow = (rows[:, 0], what, rows[:, 2])
        found.append((*(one.astype(np.int32) for one in narrow), rows[:, 3].copy()))
    who, what, day, net = (np.concatenate(column) for column in zip(*found, strict=True))
    return CategoryBook.of((who, what, day, net, np.ones(who.size, dtype=np.int32)))


def _products(connection: Connection) -> tuple[Ints, Ints]:
    rows = fetch_all(connection, "SELECT id, category_id FROM product ORDER BY id")
    held = np.array(rows, dtype=np.int64).reshape(len(rows), 2)
    return held[:, 0], held[:, 1]
