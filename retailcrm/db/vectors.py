"""The days of all customers as columns in memory, read once and then kept up.

Fetching two million rows through a cursor takes seconds; the same columns from files beside
the books take milliseconds. The files can be deleted at any time: they are rebuilt.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from retailcrm.analytics.base import Attributes
from retailcrm.analytics.history import NO_DAY, DayBook
from retailcrm.db.bulk import blocks, bound, fetch_all, values_clause
from retailcrm.db.column_files import MOST_TOUCHED, ColumnFiles

_MEASURES = (
    "receipts", "returns", "sales_with_value", "net", "list_amount", "discount", "cost",
    "list_uncosted", "returned_list",
)  # fmt: skip
_COLUMNS = f"customer_id, day, {', '.join(_MEASURES)}"
_WIDTH = 2 + len(_MEASURES)
_HEADS = f"id, CASE WHEN card = '' THEN 0 ELSE 1 END, COALESCE(joined, {NO_DAY})"


def read_daybook(connection: Connection) -> DayBook:
    """Read every customer's days from the books."""
    ids = _column(connection, "SELECT id FROM customer ORDER BY id")
    statement = f"SELECT {_COLUMNS} FROM customer_day ORDER BY customer_id, day"
    return _book(ids, _matrix(connection, statement, _WIDTH))


def read_attributes(connection: Connection, ids: NDArray[np.int64]) -> Attributes:
    """Read what else the groups need to know of every customer."""
    heads = _matrix(connection, f"SELECT {_HEADS} FROM customer", 3)
    main = _matrix(connection, _main_category("customer_category"), 2)
    return _attributes(ids, heads, main)


def refresh(
    connection: Connection, book: DayBook, held: Attributes, touched: Sequence[int]
) -> tuple[DayBook, Attributes]:
    """Bring columns up to date where only `touched` customers changed."""
    wanted = np.unique(np.asarray(touched, dtype=np.int64))
    heads, days, main = _rows_of(connection, wanted)
    ids = np.union1d(np.setdiff1d(book.ids, wanted), heads[:, 0])
    kept = ~np.isin(book.ids, wanted)[book.customer]
    fresh = _book(ids, days)
    places = np.searchsorted(ids, book.ids).astype(np.int64)
    customer = places[book.customer[kept]]
    key = customer * 2**20 + book.day[kept] + 2**18
    into = np.searchsorted(key, fresh.customer.astype(np.int64) * 2**20 + fresh.day + 2**18)
    merged = {
        name: np.insert(getattr(book, name)[kept], into, getattr(fresh, name))
        for name in ("day", *_MEASURES)
    }
    merged["customer"] = np.insert(customer, into, fresh.customer).astype(np.int32)
    return DayBook(ids=ids, **merged), _merged(
        book.ids, held, wanted, _attributes(ids, heads, main), ids
    )


class VectorFiles(ColumnFiles):
    """The columns as files beside the books."""

    def load(self, shop: str) -> tuple[int, DayBook, Attributes] | None:
        """Give (version, columns) as last saved; None if there is nothing to trust."""
        days = [one.name for one in fields(DayBook)]
        found = self.load_arrays(shop, [*days, *(f"of_{name}" for name in _HELD)])
        if found is None:
            return None
        version, arrays = found
        book = DayBook(**{name: arrays[name] for name in days})
        return version, book, Attributes(**{name: arrays[f"of_{name}"] for name in _HELD})

    def save(self, shop: str, version: int, book: DayBook, held: Attributes) -> None:
        """Save the columns."""
        arrays = {one.name: getattr(book, one.name) for one in fields(DayBook)}
        arrays |= {f"of_{name}": getattr(held, name) for name in _HELD}
        self.save_arrays(shop, version, arrays)


_HELD = ("has_card", "enrolled", "main_category")


def _main_category(source: str) -> str:
    return (
        "SELECT c.customer_id, MIN(c.category_id) FROM customer_category c JOIN "
        f"(SELECT customer_id, MAX(net) AS most FROM {source} GROUP BY customer_id) m "
        "ON m.customer_id = c.customer_id AND m.most = c.net GROUP BY c.customer_id"
    )


def _rows_of(
    connection: Connection, wanted: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    clause = values_clause(connection, "bigint")
    days = (
        f"SELECT {_COLUMNS} FROM {clause} JOIN customer_day "
        "ON customer_id = wanted.value ORDER BY customer_id, day"
    )
    theirs = (
        f"(SELECT customer_id, net FROM {clause} JOIN customer_category "
        "ON customer_id = wanted.value) AS theirs"
    )
    statements = (
        (f"SELECT {_HEADS} FROM {clause} JOIN customer ON id = wanted.value", 3),
        (days, _WIDTH),
        (_main_category(theirs), 2),
    )
    parts: list[list[NDArray[np.int64]]] = [[], [], []]
    for block in blocks(wanted.tolist(), MOST_TOUCHED):
        for place, (statement, width) in enumerate(statements):
            listed = bound(connection, list(block))
            parts[place].append(_matrix(connection, statement, width, listed))
    empty = [np.empty((0, width), dtype=np.int64) for _, width in statements]
    found = [np.concatenate(part) if part else empty[place] for place, part in enumerate(parts)]
    return found[0], found[1], found[2]


def _book(ids: NDArray[np.int64], rows: NDArray[np.int64]) -> DayBook:
    measures = {name: rows[:, 2 + place].copy() for place, name in enumerate(_MEASURES)}
    for name in ("receipts", "returns", "sales_with_value"):
        measures[name] = measures[name].astype(np.int32)
    return DayBook(
        ids=ids,
        customer=np.searchsorted(ids, rows[:, 0]).astype(np.int32),
        day=rows[:, 1].astype(np.int32),
        **measures,
    )


def _attributes(
    ids: NDArray[np.int64], heads: NDArray[np.int64], main: NDArray[np.int64]
) -> Attributes:
    has_card = np.zeros(ids.size, dtype=bool)
    enrolled = np.full(ids.size, NO_DAY, dtype=np.int64)
    category = np.full(ids.size, -1, dtype=np.int64)
    at = np.searchsorted(ids, heads[:, 0])
    has_card[at] = heads[:, 1] != 0
    enrolled[at] = heads[:, 2]
    category[np.searchsorted(ids, main[:, 0])] = main[:, 1]
    return Attributes(has_card=has_card, enrolled=enrolled, main_category=category)


def _merged(
    old_ids: NDArray[np.int64],
    old: Attributes,
    wanted: NDArray[np.int64],
    fresh: Attributes,
    ids: NDArray[np.int64],
) -> Attributes:
    """Keep the old values of everyone who was not touched."""
    kept = np.isin(ids, old_ids) & ~np.isin(ids, wanted)
    place = np.searchsorted(old_ids, ids[kept])
    merged: dict[str, Any] = {}
    for name in _HELD:
        merged[name] = getattr(fresh, name).copy()
        merged[name][kept] = getattr(old, name)[place]
    return replace(fresh, **merged)


def _matrix(
    connection: Connection, statement: str, width: int, wanted: Any = None
) -> NDArray[np.int64]:
    """Fetch whole numbers through the driver itself: the rows are many and all alike."""
    rows = fetch_all(connection, statement, None if wanted is None else {"wanted": wanted})
    return np.array(rows, dtype=np.int64).reshape(len(rows), width)


def _column(connection: Connection, statement: str) -> NDArray[np.int64]:
    return _matrix(connection, statement, 1)[:, 0]
