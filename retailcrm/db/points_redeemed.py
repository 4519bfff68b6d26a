"""Points that were used to pay a receipt, and what of them was given back since."""

from collections.abc import Iterable
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
