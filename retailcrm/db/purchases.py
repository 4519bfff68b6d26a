"""Purchases of known customers, read once as columns."""

from itertools import chain

import numpy as np
from numpy.typing import NDArray

from retailcrm.db.books import Reading
from retailcrm.db.bulk import fetch_blocks

_BLOCK = 200_000
_WIDTH = 5
_SALES = (
    "SELECT customer_id, day, gross - discount - refunded, channel, "
    "CASE WHEN kind <> 1 AND gross - discount > 0 THEN 1 ELSE 0 END "
    "FROM receipt WHERE customer_id IS NOT NULL AND voided = 0"
)


def read_purchases(connection: Reading) -> NDArray[np.int64]:
    """Give (customer, day, net amount in minor units, online, is a sale) of each receipt.

    A refund that a till folds into the sale itself is taken off its amount; what came back on a
    receipt of its own is a row below zero.
    """
    parts = [
        np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * _WIDTH)
        for rows in fetch_blocks(connection, _SALES, _BLOCK)
    ]
    flat = np.concatenate(parts) if parts else np.zeros(0, np.int64)
    return flat.reshape(-1, _WIDTH)
