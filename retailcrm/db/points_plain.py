"""Plain sales read and booked many at a time, as rows and not as objects."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from retailcrm.db.append_rows import append_rows
from retailcrm.db.bulk import blocks, bound, fetch_all, values_clause
from retailcrm.db.ledger import Ledger
from retailcrm.loyalty.plain_sales import Goods, Row, SoldLine
from retailcrm.models.points import PointsEntry, PointsLine, PointsReceipt

_LINES = (
    "SELECT l.receipt_id, l.line_no, l.product_id, l.quantity, l.gross - l.discount, l.discount, "
    "l.tax, l.gift, l.refunded FROM {wanted} JOIN receipt_line AS l "
    "ON l.receipt_id = wanted.value ORDER BY l.receipt_id, l.line_no"
)
_GOODS = (
    "SELECT p.id, p.sku, p.name, k.name FROM {wanted} JOIN product AS p ON p.id = wanted.value "
    "LEFT JOIN category AS k ON k.id = p.category_id"
)
_ENTRY = (
    "id", "customer_id", "kind", "points", "day", "at", "available", "expires", "receipt_id",
    "reference", "version_id", "key",
)  # fmt: skip
_LINE = ("entry_id", "line_no", "amount", "rate", "factor", "earned", "told")
_BOOKED = ("receipt_id", "customer_id", "mark", "points", "earned", "version_id", "context")
BookedRow = tuple[int, int, int, int, int, int, str]
"""As `BookedReceipt`, in the order of its fields."""


class SaleEntry(NamedTuple):
    """What a sale brought, to be booked for the first time."""

    customer_id: int
    points: int
    day: int
    available: int
    expires: int | None
    receipt_id: int
    reference: str
    version_id: int


def sale_lines(
    connection: Connection, receipts: Sequence[int]
) -> tuple[dict[int, list[SoldLine]], set[int]]:
    """Read the lines of sales, and name the sales on which something came back all the same."""
    found: dict[int, list[SoldLine]] = {one: [] for one in receipts}
    odd: set[int] = set()
    for block in blocks(list(receipts), 20_000):
        for row in _fetched(connection, _LINES, block):
            receipt, number, product, quantity, net, discount, tax, gift, refunded = row
            if net < 0 or refunded or discount < 0 or (not net and tax):
                odd.add(receipt)
            line = SoldLine(number, product, quantity, net, discount, tax, bool(gift))
            found[receipt].append(line)
    return found, odd


def goods_of(connection: Connection, products: Iterable[int]) -> dict[int, Goods]:
    """Read what rules may ask of some products."""
    rows = _fetched(connection, _GOODS, sorted(set(products)))
    return {row[0]: Goods(row[1] or "", row[2] or "", row[3] or "") for row in rows}


def keep_new(connection: Connection, rows: Sequence[BookedRow]) -> None:
    """Remember how receipts stand that were never booked before."""
    append_rows(connection, PointsReceipt, _BOOKED, rows)


class ManyLedger(Ledger):
    """A ledger for which entries wait, those of plain sales as bare rows."""

    def __init__(self, connection: Connection, at: int) -> None:
        super().__init__(connection, at, many=True)
        self._sales: list[tuple[Any, ...]] = []
        self._sale_lines: list[tuple[Any, ...]] = []

    def is_first(self, receipt: int) -> bool:
        """Say whether no points of an expected receipt were ever booked."""
        return self._turns.get(receipt) == 0

    def add_sale(self, sale: SaleEntry, lines: Iterable[Row]) -> int:
        """Write the first entry of a receipt, a lot, and how its lines earned."""
        number = self._ids.next()
        receipt = sale.receipt_id
        self._turns[receipt] = 1
        self._fresh.add(number)
        self._sales.append(
            (number, sale.customer_id, "earn", sale.points, sale.day, self._at, sale.available,
             sale.expires, receipt, sale.reference, sale.version_id, f"receipt:{receipt}:0")
        )  # fmt: skip
        self._sale_lines += [(number, *row) for row in lines]
        return number

    def flush(self) -> None:
        """Write what waits; other entries may use lots that sales brought."""
        if self._sales:
            append_rows(self._connection, PointsEntry, _ENTRY, self._sales)
            append_rows(self._connection, PointsLine, _LINE, self._sale_lines)
            self._sales, self._sale_lines = [], []
        super().flush()


def _fetched(
    connection: Connection, statement: str, wanted: Sequence[int]
) -> list[tuple[Any, ...]]:
    told = statement.format(wanted=values_clause(connection, "bigint"))
    return fetch_all(connection, told, {"wanted": bound(connection, wanted)})
