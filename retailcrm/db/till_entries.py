"""What a till and a ledger say of a period: who served whose card, who booked points by hand."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text

from retailcrm.db.gift_entries import PREFIX
from retailcrm.db.kin import heirs
from retailcrm.db.whole_columns import fetch_numbers

Ints = NDArray[np.int64]
_WIDE = 65_536  # more than the days that are ever asked about at once
_TOLD = {
    "customer": "COALESCE(customer_id, -1)",
    "staff": "COALESCE(staff_id, -1)",
    "register": "COALESCE(register_id, -1)",
    "place": "store_id * {wide} + day - {first}",  # one number is told faster than two
    "at": "COALESCE(at, -1)",
    "id": "id",
}
_RECEIPTS = "receipt WHERE day BETWEEN {first} AND {last} AND voided = 0 AND channel = 0"
_ENTRIES = (
    "SELECT customer_id, actor, points, kind, at, key FROM points_entry "
    "WHERE kind IN ('adjust', 'award', 'redeem') AND day BETWEEN :first AND :last ORDER BY id"
)


@dataclass(frozen=True, slots=True, eq=False)
class TillRows:
    """Receipts in store, one row each; -1 where the till does not tell."""

    customer: Ints
    staff: Ints
    register: Ints
    store: Ints
    day: Ints
    at: Ints


@dataclass(frozen=True, slots=True, eq=False)
class HandRows:
    """Points booked by hand and points used, one row an entry, without start gifts.

    Attributes:
        actors: names, by the numbers in `actor`.
    """

    customer: Ints
    actor: Ints
    points: Ints
    used: NDArray[np.bool_]
    at: Ints
    actors: tuple[str, ...]


def till_rows(connection: Connection, first: int, last: int) -> TillRows:
    """Read who served whom between two days, in stores; a web shop has no till to watch."""
    source = _RECEIPTS.format(first=int(first), last=int(last))
    columns = {name: told.format(wide=_WIDE, first=int(first)) for name, told in _TOLD.items()}
    found = fetch_numbers(connection, columns, source)
    place = found.pop("place")
    found |= {"store": place // _WIDE, "day": place % _WIDE + first}
    order = np.argsort(found["id"], kind="stable")
    return TillRows(*(found[name][order] for name in TillRows.__slots__))


def hand_rows(connection: Connection, first: int, last: int) -> HandRows:
    """Read what people booked by hand between two days."""
    into = heirs(connection)
    found = connection.execute(text(_ENTRIES), {"first": first, "last": last}).all()
    kept = [row for row in found if not row.key.startswith(PREFIX)]
    actors = tuple(sorted({row.actor for row in kept}))
    numbers = {name: number for number, name in enumerate(actors)}
    rows = [
        (
            into.get(row.customer_id, row.customer_id),
            numbers[row.actor],
            row.points,
            int(row.kind == "redeem"),
            row.at,
        )
        for row in kept
    ]
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 5)
    customer, actor, points, used, at = table.T
    return HandRows(customer, actor, points, used.astype(np.bool_), at, actors)


def staff_names(connection: Connection) -> dict[int, str]:
    """Give the names of the people at the tills."""
    return {int(one): name for one, name in connection.execute(text("SELECT id, name FROM staff"))}


def newest_entry(connection: Connection) -> int:
    """Give the id of the newest movement of points, 0 before the first."""
    return int(connection.scalar(text("SELECT MAX(id) FROM points_entry")) or 0)
