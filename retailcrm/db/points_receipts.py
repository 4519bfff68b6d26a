"""Receipts as the points ledger needs them: what earns, what came back, what was booked."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from retailcrm.db.bulk import blocks, bound, values_clause
from retailcrm.loyalty.earning import Line


class Document(NamedTuple):
    """The head of a sale or return; there are very many of them."""

    id: int
    customer_id: int
    kind: int
    voided: bool
    original_id: int | None
    day: int
    number: str
    coupon: str
    tip: int
    net: int
    state: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BookedReceipt:
    """How a receipt stood when its points were booked."""

    receipt_id: int
    customer_id: int
    mark: int
    points: int
    earned: int
    version_id: int
    context: str


def documents(connection: Connection, customers: Sequence[int], since: int) -> list[Document]:
    """Read the receipts of some customers from a day on."""
    found: list[Document] = []
    for block in blocks(list(customers), 20_000):
        found.extend(_document(row) for row in _ask(connection, _OF_CUSTOMERS, block, since=since))
    return found


def documents_by_id(connection: Connection, ids: Iterable[int]) -> list[Document]:
    """Read receipts that somebody buys or bought, by id."""
    wanted = list(ids)
    return [_document(row) for row in _ask(connection, _BY_ID, wanted)] if wanted else []


def lines_by_receipt(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[Line, ...]]:
    """Read the lines of receipts as the program looks at them; gift cards are marked."""
    found: dict[int, list[Line]] = {}
    for block in blocks(list(ids), 20_000):
        for row in _ask(connection, _LINES, block):
            found.setdefault(row.receipt_id, []).append(
                Line(
                    line_no=row.line_no,
                    product=row.product_id,
                    sku=row.sku or "",
                    category=row.category or "",
                    name=row.product or "",
                    quantity=int(row.quantity),
                    net=int(row.gross - row.discount),
                    discount=int(row.discount),
                    tax=int(row.tax),
                    gift=bool(row.gift),
                    returned=int(row.refunded),
                )
            )
    return {receipt: tuple(lines) for receipt, lines in found.items()}


def booked_of(connection: Connection, customers: Sequence[int]) -> dict[int, BookedReceipt]:
    """Read what was booked for receipts on some accounts."""
    rows = _ask(connection, _BOOKED.format(key="customer_id", wanted="{wanted}"), customers)
    return {row.receipt_id: _booked(row) for row in rows}


def booked_by_id(connection: Connection, receipts: Sequence[int]) -> dict[int, BookedReceipt]:
    """Read what was booked for some receipts, on whichever account."""
    rows = _ask(connection, _BOOKED.format(key="receipt_id", wanted="{wanted}"), receipts)
    return {row.receipt_id: _booked(row) for row in rows}


def keep_booked(connection: Connection, rows: Sequence[BookedReceipt]) -> None:
    """Remember how receipts stand that were just booked."""
    if rows:
        connection.execute(
            text(
                "INSERT INTO points_receipt "
                "(receipt_id, customer_id, mark, points, earned, version_id, context) VALUES "
                "(:receipt_id, :customer_id, :mark, :points, :earned, :version_id, :context) "
                "ON CONFLICT (receipt_id) DO UPDATE SET customer_id = excluded.customer_id, "
                "mark = excluded.mark, points = excluded.points, earned = excluded.earned, "
                "version_id = excluded.version_id, context = excluded.context"
            ),
            [{name: getattr(one, name) for name in BookedReceipt.__slots__} for one in rows],
        )


def forget_booked(connection: Connection, receipts: Sequence[int]) -> None:
    """Forget receipts that are in the books no more."""
    if receipts:
        connection.execute(
            text("DELETE FROM points_receipt WHERE receipt_id = :id"),
            [{"id": one} for one in receipts],
        )


def members_since(connection: Connection, customers: Sequence[int]) -> dict[int, int | None]:
    """Give the day since when each holder of a card is a member; None: as long as we know.

    A card that only the till told of was handed out on a day that nobody noted here; what came
    in its place later makes nobody a newer member.
    """
    return {
        row.id: row.joined if row.untold or row.issued is None else row.issued
        for row in _ask(connection, _MEMBERS, customers)
    }


def daily_nets(connection: Connection, customer: int) -> list[tuple[int, int]]:
    """Read a customer's net sales by day, in order."""
    rows = connection.execute(
        text("SELECT day, net FROM customer_day WHERE customer_id = :customer ORDER BY day"),
        {"customer": customer},
    )
    return [(int(row.day), int(row.net)) for row in rows]


def mark_of(documents: Sequence[Document], redeemed: int) -> int:
    """Boil everything that a sale and its returns earn from down to one number."""
    told = repr([(one.id, one.voided, one.state) for one in documents])
    found = hashlib.blake2b(f"{told}{redeemed}".encode(), digest_size=7)
    return int.from_bytes(found.digest(), "big")


_HEAD = (
    "r.id, r.customer_id, r.kind, r.voided, r.original_id, r.day, r.number, r.coupon, r.tip, "
    "r.checksum, r.refunded, r.gift, r.gross, r.discount, r.tax"
)
_OF_CUSTOMERS = (
    f"SELECT {_HEAD} FROM {{wanted}} JOIN receipt AS r ON r.customer_id = wanted.value "
    "AND r.day >= :since"
)
_BY_ID = (
    f"SELECT {_HEAD} FROM {{wanted}} JOIN receipt AS r ON r.id = wanted.value "
    "AND r.customer_id IS NOT NULL"
)
_LINES = (
    "SELECT l.receipt_id, l.line_no, l.product_id, l.quantity, l.gross, l.discount, l.tax, "
    "l.refunded, l.gift, p.sku, p.name AS product, k.name AS category FROM {wanted} "
    "JOIN receipt_line AS l ON l.receipt_id = wanted.value "
    "LEFT JOIN product AS p ON p.id = l.product_id LEFT JOIN category AS k ON k.id = p.category_id "
    "ORDER BY l.receipt_id, l.line_no"
)
_BOOKED = "SELECT b.* FROM {wanted} JOIN points_receipt AS b ON b.{key} = wanted.value"
_MEMBERS = (
    "SELECT c.id, c.joined, (SELECT MIN(card.issued) FROM card WHERE card.customer_id = c.id) "
    "AS issued, EXISTS (SELECT 1 FROM identity LEFT JOIN card ON card.number = identity.value "
    "WHERE identity.customer_id = c.id AND identity.kind = 0 AND card.issued IS NULL) AS untold "
    "FROM {wanted} JOIN customer AS c ON c.id = wanted.value AND c.card <> ''"
)


def _ask(
    connection: Connection, statement: str, wanted: Iterable[int], **values: object
) -> Iterable[Any]:
    told = text(statement.format(wanted=values_clause(connection, "bigint")))
    return connection.execute(told, {"wanted": bound(connection, list(wanted)), **values})


def _document(row: Any) -> Document:
    return Document(
        id=row.id,
        customer_id=row.customer_id,
        kind=row.kind,
        voided=bool(row.voided),
        original_id=row.original_id,
        day=row.day,
        number=row.number,
        coupon=row.coupon or "",
        tip=int(row.tip),
        net=int(row.gross - row.discount - row.refunded),
        state=(row.checksum, row.refunded, row.gift, row.gross, row.discount, row.day, row.tip),
    )


def _booked(row: Any) -> BookedReceipt:
    told: Mapping[str, Any] = row._mapping
    return BookedReceipt(**told)
