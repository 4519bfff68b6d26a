"""What a shop's books hold, added up so that two of them can be held against each other."""

from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from retailcrm.db.points_check import LedgerSums, check_ledger
from retailcrm.db.settings import read_setting
from retailcrm.db.status import data_through, people, totals

_ENTRIES = text("SELECT COUNT(*), COALESCE(SUM(points), 0) FROM points_entry")


@dataclass(frozen=True, slots=True)
class Counted:
    """The books added up; equal for equal books.

    Attributes:
        receipts: sales and returns that count, voids apart.
        documents: receipts and voids.
        lines: lines of all documents.
        customers: people who can be recognised.
        members: those with a card.
        net_sales: in minor units of the currency.
        currency: ISO code.
        accounts: whoever ever had points.
        entries: movements of points.
        points: the sum of all movements.
        through: day number of the newest receipt; None without any.
    """

    receipts: int
    documents: int
    lines: int
    customers: int
    members: int
    net_sales: int
    currency: str
    accounts: int
    entries: int
    points: int
    through: int | None


def count_books(connection: Connection) -> Counted:
    """Add the books up; books from before the points ledger have no points."""
    sums = totals(connection)
    customers, members = people(connection)
    accounts, entries, points = 0, 0, 0
    if has_ledger(connection):
        entries, points = (int(one) for one in connection.execute(_ENTRIES).one())
        accounts = _count(connection, "points_account")
    return Counted(
        receipts=sums["receipts"],
        documents=_count(connection, "receipt"),
        lines=_count(connection, "receipt_line"),
        customers=customers,
        members=members,
        net_sales=sums["net_sales"],
        currency=read_setting(connection, "shop", {}).get("currency", "USD"),
        accounts=accounts,
        entries=entries,
        points=points,
        through=data_through(connection),
    )


def ledger_of(connection: Connection) -> LedgerSums:
    """Add the points ledger up; books from before it have none."""
    return check_ledger(connection) if has_ledger(connection) else LedgerSums(0, 0, ())


def has_ledger(connection: Connection) -> bool:
    """Say whether these books know points."""
    return bool(inspect(connection).has_table("points_receipt"))


def _count(connection: Connection, table: str) -> int:
    return int(connection.scalar(text(f"SELECT COUNT(*) FROM {table}")) or 0)
