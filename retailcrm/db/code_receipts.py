"""Receipts that carry a code, as far as an import touched them."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from retailcrm.db.bulk import blocks, bound, fetch_all, values_clause

RETURN = 1
_HEAD = (
    "r.id, r.number, r.part, r.kind, r.voided, r.day, r.customer_id, COALESCE(r.coupon, ''), "
    "r.batch_id"
)


class CodedReceipt(NamedTuple):
    """A receipt and what its till wrote where codes stand."""

    id: int
    number: str
    part: int
    kind: int
    voided: int
    day: int
    customer: int | None
    coupon: str
    batch: int

    @property
    def may_use(self) -> bool:
        """Whether goods were bought with it: returns and voids use no code."""
        return bool(self.coupon) and self.kind != RETURN and not self.voided


def coded_of_batch(connection: Connection, batch: int) -> list[CodedReceipt]:
    """List the receipts with codes that an import brought, and all that it corrected."""
    statement = (
        f"SELECT {_HEAD} FROM receipt AS r WHERE r.batch_id = :batch AND r.coupon IS NOT NULL "
        f"UNION SELECT {_HEAD} FROM receipt_revision AS v JOIN receipt AS r "
        "ON r.id = v.receipt_id WHERE v.batch_id = :batch"
    )
    return _sorted(fetch_all(connection, statement, {"batch": batch}))


def coded_by_id(connection: Connection, receipts: Iterable[int]) -> list[CodedReceipt]:
    """List some receipts, with or without a code."""
    statement = (
        f"SELECT {_HEAD} FROM {values_clause(connection, 'bigint')} "
        "JOIN receipt AS r ON r.id = wanted.value"
    )
    found: list[tuple[object, ...]] = []
    for block in blocks(sorted(set(receipts))):
        found += fetch_all(connection, statement, {"wanted": bound(connection, list(block))})
    return _sorted(found)


def corrected_by(connection: Connection, batch: int) -> list[int]:
    """List the receipts that an import corrected."""
    statement = "SELECT DISTINCT receipt_id FROM receipt_revision WHERE batch_id = :batch"
    return [row[0] for row in fetch_all(connection, statement, {"batch": batch})]


def _sorted(rows: list[tuple[object, ...]]) -> list[CodedReceipt]:
    """Put them in the order in which the shop sold."""
    found = [CodedReceipt(*row) for row in rows]  # type: ignore[arg-type]
    return sorted(found, key=lambda one: (one.day, one.id))
