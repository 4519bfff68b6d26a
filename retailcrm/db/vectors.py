"""The days of all customers as columns in memory, read once and then kept up.

Fetching two million rows through a cursor takes seconds; the same columns from files beside
the books take milliseconds. The files can be deleted at any time: they are rebuilt.
"""

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from retailcrm.analytics.base import Attributes
from retailcrm.analytics.history import NO_DAY, DayBook
from retailcrm.db.bulk import blocks, bound, fetch_all, values_clause

_MEASURES = (
    "receipts", "returns", "sales_with_value", "net", "list_amount", "discount", "cost",
    "list_uncosted", "returned_list",
)  # fmt: skip
_COLUMNS = f"customer_id, day, {', '.join(_MEASURES)}"
_WIDTH = 2 + len(_MEASURES)
_HEADS = f"id, CASE WHEN card = '' THEN 0 ELSE 1 END, COALESCE(joined, {NO_DAY})"
MOST_TOUCHED = 20_000


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


class VectorFiles:
    """The columns as files beside the books, with a list of who changed since."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, shop: str) -> tuple[int, DayBook, Attributes] | None:
        """Give (version, columns) as last saved; None if there is nothing to trust."""
        try:
            stamp = json.loads((self._folder / "stamp.json").read_text())
            if stamp["shop"] != shop:
                return None
            book = DayBook(**{f.name: self._array(f.name) for f in fields(DayBook)})
            held = Attributes(**{name: self._array(f"of_{name}") for name in _HELD})
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return int(stamp["version"]), book, held

    def save(self, shop: str, version: int, book: DayBook, held: Attributes) -> None:
        """Save the columns; the stamp comes last, so a torn save is never trusted."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        for one in fields(DayBook):
            np.save(self._folder / f"{one.name}.npy", getattr(book, one.name))
        for name in _HELD:
            np.save(self._folder / f"of_{name}.npy", getattr(held, name))
        stamp = {"shop": shop, "version": version}
        (self._folder / "stamp.json").write_text(json.dumps(stamp))

    def note(self, version: int, touched: Iterable[int]) -> None:
        """Remember who changed on the way to `version`."""
        if self._folder.is_dir():
            np.save(self._folder / f"touched-{version}.npy", np.array([*touched], dtype=np.int64))

    def touched_since(self, since: int, until: int) -> NDArray[np.int64] | None:
        """Give who changed after `since` up to `until`; None if a step is missing."""
        try:
            steps = [
                np.load(self._folder / f"touched-{version}.npy")
                for version in range(since + 1, until + 1)
            ]
        except OSError:
            return None
        return np.unique(np.concatenate(steps)) if steps else np.empty(0, dtype=np.int64)

    def forget_later_than(self, version: int) -> None:
        """Delete what tells of later books than these: an older copy was put back."""
        try:
            told = [int(json.loads((self._folder / "stamp.json").read_text())["version"])]
        except (OSError, ValueError, KeyError, TypeError):
            told = []
        told += [int(one.stem.partition("-")[2]) for one in self._folder.glob("touched-*.npy")]
        if any(one > version for one in told):
            self.forget()

    def forget(self) -> None:
        """Delete the files."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _array(self, name: str) -> NDArray[Any]:
        loaded: NDArray[Any] = np.load(self._folder / f"{name}.npy", mmap_mode="r")
        return loaded


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
