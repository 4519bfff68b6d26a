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


def first_buyers(connection: Connection, channel: str) -> NDArray[np.int64]:
    """List the ids of everyone whose first purchase was in a channel, ascending.

    Who bought in both on the first day counts where the day's earlier number is: in store.
    """
    statement = (
        "SELECT customer_id, MIN(day * 2 + channel) FROM receipt "
        "WHERE customer_id IS NOT NULL AND voided = 0 AND kind <> 1 GROUP BY customer_id"
    )
    rows: Any = connection.execute(text(statement)).fetchall()
    pairs = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, 2)
    return np.sort(pairs[pairs[:, 1] % 2 == CHANNELS.index(channel), 0])
