"""Points that were used to pay a receipt, and what of them was given back since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from retailcrm.db.bulk import bound, values_clause
from retailcrm.db.ledger import Holding


@dataclass(frozen=True, slots=True)
class Redeemed:
    """What points paid of one receipt.

    Attributes:
        points: how many, as a positive number.
        value: what they stood for, in minor units.
        entries: the entries they were used by.
        returned: points of them that were given back.
    """

    points: int = 0
    value: int = 0
    entries: tuple[int, ...] = ()
    returned: int = 0


NOTHING = Redeemed()


@dataclass(frozen=True, slots=True)
class Given:
    """Points given back for a receipt that came back.

    Attributes:
        customer_id: who has got them.
        lot: where they went.
        receipt: the return, or the sale that was voided.
        reference: the sale, as people name it.
        points: how many of them still are given back.
    """

    customer_id: int
    lot: int
    receipt: int
    reference: str
    points: int


def given_back(connection: Connection, entries: Sequence[int]) -> list[Given]:
    """List what was given back of some redemptions, the latest first."""
    rows = connection.execute(
        text(_GIVEN.format(wanted=values_clause(connection, "bigint"))),
        {"wanted": bound(connection, list(entries))},
    )
    return [
        Given(row.customer_id, row.lot, row.receipt, row.reference, int(row.points)) for row in rows
    ]


def redeemed_of(
    connection: Connection, holdings: Iterable[Holding]
) -> dict[tuple[int, str, int], Redeemed]:
    """Find what was paid with points, by holder, number of the receipt and day."""
    owner = {member: one.holder for one in holdings for member in one.members}
    rows = connection.execute(
        text(_REDEEMED.format(wanted=values_clause(connection, "bigint"))),
        {"wanted": bound(connection, list(owner))},
    )
    found: dict[tuple[int, str, int], Redeemed] = {}
    for row in rows:
        key = (owner[row.customer_id], row.reference, row.day)
        held = found.get(key, NOTHING)
        found[key] = Redeemed(
            held.points - row.points,
            held.value + int(row.value or 0),
            (*held.entries, row.id),
            held.returned + int(row.returned or 0),
        )
    return found


_REDEEMED = (
    "SELECT e.id, e.customer_id, e.reference, e.day, e.points, e.value, "
    "(SELECT SUM(b.points) FROM points_entry AS b WHERE b.reverses = e.id "
    "AND b.kind = 'give_back') AS returned "
    "FROM {wanted} JOIN points_entry AS e ON e.customer_id = wanted.value "
    "WHERE e.kind = 'redeem' AND e.reference <> '' AND NOT EXISTS "
    "(SELECT 1 FROM points_entry AS b WHERE b.key = 'take_back:' || e.id) ORDER BY e.id"
)
# Points go back into lots that were used, or make one of their own.
_GIVEN = (
    "SELECT e.customer_id, COALESCE(u.lot_id, e.id) AS lot, MAX(e.receipt_id) AS receipt, "
    "MAX(e.reference) AS reference, SUM(COALESCE(-u.points, e.points)) AS points "
    "FROM {wanted} JOIN points_entry AS e "
    "ON e.reverses = wanted.value AND e.kind = 'give_back' "
    "LEFT JOIN lot_use AS u ON u.entry_id = e.id "
    "GROUP BY e.customer_id, COALESCE(u.lot_id, e.id) "
    "HAVING SUM(COALESCE(-u.points, e.points)) > 0 ORDER BY MAX(e.id) DESC, 2"
)
