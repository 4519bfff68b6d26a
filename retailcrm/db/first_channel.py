"""Where each customer first bought: in store or online."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text

CHANNELS = ("offline", "online")
"""Names of the channels by their number in the books."""


def known_channels(connection: Connection) -> tuple[str, ...]:
    """Name the channels in which customers have bought."""
    found = connection.scalars(
        text("SELECT DISTINCT channel FROM store_day WHERE known = 1 AND receipts > 0")
    )
    return tuple(CHANNELS[one] for one in sorted(found) if 0 <= one < len(CHANNELS))


def first_online(connection: Connection) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the ids of everyone who ever bought online, ascending, and the first day of each."""
    # Asked of one channel alone: grouping all receipts by customer takes ten times as long.
    statement = (
        "SELECT customer_id, MIN(day) FROM receipt WHERE channel = 1 "
        "AND customer_id IS NOT NULL AND voided = 0 AND kind <> 1 GROUP BY customer_id"
    )
    rows: Any = connection.execute(text(statement)).fetchall()
    pairs = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, 2)
    pairs = pairs[np.argsort(pairs[:, 0])]
    return pairs[:, 0], pairs[:, 1]
