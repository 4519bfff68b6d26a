"""The shop's receipts as columns, for trying programs on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say
from retailcrm.db.bulk import fetch_all
from retailcrm.loyalty.codes import codes_in
from retailcrm.loyalty.past import NO_COST, Customers, Heads, Lines, Names, Past
from retailcrm.loyalty.taken_back import fold_returns

Ints = NDArray[np.int64]
# So many receipts' lines are fetched at once: the rows of the driver take far more room than
# the columns that are made of them.
_BLOCK = 50_000

_HEADS = (
    "SELECT id, day, customer_id, tip, coupon, original_id FROM receipt "
    "WHERE customer_id IS NOT NULL AND voided = 0 AND day BETWEEN :first AND :last ORDER BY day, id"
)
_LINES = (
    "SELECT receipt_id, gross - discount, discount, quantity, gift, COALESCE(product_id, -1), "
    f"COALESCE(cost, {NO_COST}), refunded, tax FROM receipt_line "
    "WHERE receipt_id BETWEEN :low AND :high ORDER BY receipt_id, line_no"
)
_WIDTH = 9
_GOODS = (
    "SELECT p.id, p.sku, p.name, k.name FROM product AS p "
    "JOIN category AS k ON k.id = p.category_id ORDER BY p.id"
)
_CARDS = "SELECT id FROM customer WHERE card <> '' ORDER BY id"


@dataclass(frozen=True, slots=True)
class Labelled:
    """The group of every customer: `code` is a position in `names`, -1 for none."""

    ids: Ints
    code: NDArray[Any]
    names: tuple[str, ...]


def read_past(
    connection: Connection,
    first: int,
    last: int,
    *,
    digits: int,
    groups: Labelled | None = None,
    progress: Progress = SILENT,
) -> Past:
    """Read the receipts of known customers from one day to another, in order.

    Args:
        connection: the books.
        first: first business date, as a day number.
        last: last one.
        digits: decimals of the currency.
        groups: the group of everyone, if the program asks.
        progress: told how far it is.
    """
    rows = fetch_all(connection, _HEADS, {"first": first, "last": last})
    ids = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    buyer = np.fromiter((row[2] for row in rows), dtype=np.int64, count=len(rows))
    customers, who = np.unique(buyer, return_inverse=True)
    coupons = sorted({row[4] for row in rows if row[4]})
    coupon_at = {code: place for place, code in enumerate(coupons)}
    heads = Heads(
        day=np.fromiter((row[1] for row in rows), dtype=np.int32, count=len(rows)),
        customer=who.astype(np.int32),
        tip=np.fromiter((row[3] for row in rows), dtype=np.int64, count=len(rows)),
        coupon=np.fromiter(
            (coupon_at.get(row[4], -1) for row in rows), dtype=np.int32, count=len(rows)
        ),
    )
    sale = _sales(ids, [row[5] for row in rows])
    del rows
    goods = _Goods.read(connection)
    names = Names(
        products=goods.products,
        categories=goods.categories,
        groups=groups.names if groups is not None else (),
        coupons=tuple(map(codes_in, coupons)),
    )
    lines = _lines(connection, ids, goods, progress)
    people = Customers(
        ids=customers, member=_members(connection, customers), group=_group_of(groups, customers)
    )
    return fold_returns(Past(heads, lines, people, names, digits), sale)


def _sales(ids: Ints, originals: list[int | None]) -> Ints:
    """Give the position of the sale that each receipt returns something of, -1 for none."""
    wanted = np.array([-1 if one is None else one for one in originals], dtype=np.int64)
    if not ids.size:
        return wanted
    order = np.argsort(ids, kind="stable")
    at = order[np.searchsorted(ids, wanted, sorter=order).clip(max=ids.size - 1)]
    return np.where(ids[at] == wanted, at, -1)


@dataclass(frozen=True, slots=True)
class _Goods:
    """Products by position, and the category of each."""

    ids: Ints
    products: tuple[tuple[str, str], ...]
    categories: tuple[str, ...]
    category: NDArray[np.int32]

    @classmethod
    def read(cls, connection: Connection) -> "_Goods":
        rows = fetch_all(connection, _GOODS)
        categories = tuple(sorted({row[3] for row in rows}))
        at = {name: place for place, name in enumerate(categories)}
        return cls(
            np.array([row[0] for row in rows], dtype=np.int64),
            tuple((row[1], row[2]) for row in rows),
            categories,
            np.array([at[row[3]] for row in rows] or [-1], dtype=np.int32),
        )

    def places(self, product: Ints) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Give the position of each product and of its category, -1 where none is named."""
        if not self.ids.size:
            none = np.full(product.size, -1, dtype=np.int32)
            return none, none
        at = np.searchsorted(self.ids, product).clip(max=self.ids.size - 1)
        at = np.where(self.ids[at] == product, at, -1).astype(np.int32)
        return at, np.where(at < 0, np.int32(-1), self.category[at])


def _lines(connection: Connection, ids: Ints, goods: _Goods, progress: Progress) -> Lines:
    order = np.argsort(ids, kind="stable")
    parts: list[list[NDArray[Any]]] = [[] for _ in range(11)]
    for done, rows in _blocks(connection, ids[order]):
        progress.step(done, ids.size, say("Reading receipts"))
        at = np.searchsorted(ids, rows[:, 0], sorter=order).clip(max=ids.size - 1)
        ours = ids[order[at]] == rows[:, 0]
        kept, place = rows[ours], order[at[ours]]
        product, category = goods.places(kept[:, 5])
        found = (
            place.astype(np.int32), kept[:, 1], kept[:, 2].astype(np.int32),
            kept[:, 3].astype(np.int32), kept[:, 4] != 0, product, category, kept[:, 6],
            kept[:, 7], np.zeros(len(kept), dtype=np.int32), kept[:, 8].astype(np.int32),
        )  # fmt: skip
        for part, column in zip(parts, found, strict=True):
            part.append(column)
    columns: list[NDArray[Any]] = [
        np.concatenate(part) if part else np.zeros(0, dtype=np.int64) for part in parts
    ]
    if np.any(np.diff(columns[0]) < 0):
        by_receipt = np.argsort(columns[0], kind="stable")
        columns = [column[by_receipt] for column in columns]
    came_back = bool(columns[8].any())
    return Lines(
        receipt=columns[0],
        net=columns[1],
        discount=columns[2],
        quantity=columns[3],
        gift=columns[4].astype(np.bool_),
        product=columns[5],
        category=columns[6],
        cost=columns[7],
        returned=columns[8] if came_back else None,
        returned_quantity=columns[9] if came_back else None,
        tax=columns[10],
    )


def _blocks(connection: Connection, ids: Ints) -> Iterator[tuple[int, Ints]]:
    for start in range(0, ids.size, _BLOCK):
        block = ids[start : start + _BLOCK]
        rows = fetch_all(connection, _LINES, {"low": int(block[0]), "high": int(block[-1])})
        if rows:
            yield start, np.array(rows, dtype=np.int64).reshape(len(rows), _WIDTH)


def _members(connection: Connection, customers: Ints) -> NDArray[np.bool_]:
    held = np.array([row[0] for row in fetch_all(connection, _CARDS)], dtype=np.int64)
    found: NDArray[np.bool_] = np.isin(customers, held, assume_unique=True)
    return found


def _group_of(groups: Labelled | None, customers: Ints) -> NDArray[np.int32] | None:
    if groups is None:
        return None
    if not groups.ids.size:
        return np.full(customers.size, -1, dtype=np.int32)
    at = np.searchsorted(groups.ids, customers).clip(max=groups.ids.size - 1)
    return np.where(groups.ids[at] == customers, groups.code[at], -1).astype(np.int32)
