"""Points and cards by member and day, since a program began."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from retailcrm.db.bulk import fetch_all
from retailcrm.db.ledger_hand import MEANT

Ints = NDArray[np.int64]

_POINTS = (
    "SELECT customer_id, day, "
    "SUM(CASE WHEN kind IN ('earn', 'reverse', 'correct') THEN points ELSE 0 END), "
    f"SUM(CASE WHEN {MEANT} IN ('redeem', 'give_back') THEN -points ELSE 0 END) "
    "FROM points_entry AS e WHERE day BETWEEN :first AND :last GROUP BY customer_id, day"
)
_CARDS = "SELECT customer_id, issued FROM card WHERE customer_id IS NOT NULL AND issued >= :first"


@dataclass(frozen=True, slots=True, eq=False)
class PointDays:
    """Points earned and used, one row for each member and day."""

    customer: Ints
    day: Ints
    earned: Ints
    redeemed: Ints


def point_days(connection: Connection, first: int, last: int) -> PointDays:
    """Add up what members earned and used, by day."""
    rows = fetch_all(connection, _POINTS, {"first": first, "last": last})
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 4)
    return PointDays(table[:, 0], table[:, 1], table[:, 2], table[:, 3])


def cards_since(connection: Connection, first: int) -> Ints:
    """List (customer, day) of the cards handed out from a day on."""
    rows = fetch_all(connection, _CARDS, {"first": first})
    return np.array(rows, dtype=np.int64).reshape(len(rows), 2)
