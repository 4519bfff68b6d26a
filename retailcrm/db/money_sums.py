"""Sums behind questions about money that the columns of customers do not hold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text

from retailcrm.db.kin import heirs
from retailcrm.db.ledger_hand import MEANT

Ints = NDArray[np.int64]

_NET = text("SELECT SUM(net) FROM store_day WHERE day BETWEEN :first AND :last")
_UNKNOWN = text(
    "SELECT net, receipts + returns FROM store_day "
    "WHERE known = 0 AND day BETWEEN :first AND :last ORDER BY day, store_id, channel"
)
_EARNED = text(
    "SELECT customer_id, SUM(points) FROM points_entry AS e "
    f"WHERE day BETWEEN :first AND :last AND {MEANT} IN ('earn', 'reverse', 'correct') "
    "GROUP BY customer_id"
)


@dataclass(frozen=True, slots=True, eq=False)
class Unknown:
    """Receipts of buyers nobody knows, day by day and store by store."""

    net: Ints
    receipts: Ints


def net_between(connection: Connection, first: int, last: int) -> int:
    """Add up all net sales from one day to another, of known and unknown buyers."""
    return int(connection.scalar(_NET, {"first": first, "last": last}) or 0)


def unknown_between(connection: Connection, first: int, last: int) -> Unknown:
    """Give the receipts without a known buyer, added up by day, store and channel."""
    found = connection.execute(_UNKNOWN, {"first": first, "last": last}).all()
    table = np.array([tuple(row) for row in found], dtype=np.int64).reshape(len(found), 2)
    return Unknown(table[:, 0], table[:, 1])


def points_earned(connection: Connection, first: int, last: int) -> dict[int, int]:
    """Give the points that receipts earned, less what returns took back, by customer now."""
    into = heirs(connection)
    found: dict[int, int] = {}
    for customer, points in connection.execute(_EARNED, {"first": first, "last": last}):
        holder = into.get(int(customer), int(customer))
        found[holder] = found.get(holder, 0) + int(points)
    return found
