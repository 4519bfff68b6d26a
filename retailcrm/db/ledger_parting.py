"""Points that one member used of another's, while the two counted as one."""

from collections.abc import Collection

from sqlalchemy import Connection, text

from retailcrm.db.bulk import bound, values_clause
from retailcrm.db.ledger import Ledger, NewEntry, holdings
from retailcrm.loyalty.lots import Use

# Entries look their lots up and lots their entries: a member may have used or been used.
_CROSSING = (
    "SELECT e.customer_id AS taker, lot.customer_id AS giver, u.lot_id, SUM(u.points) AS points "
    "FROM {wanted} JOIN points_entry AS {first} ON {first}.customer_id = wanted.value "
    "JOIN lot_use AS u ON u.{key} = {first}.id JOIN points_entry AS {second} "
    "ON {second}.id = u.{other} WHERE e.customer_id <> lot.customer_id "
    "GROUP BY e.customer_id, lot.customer_id, u.lot_id"
)
_WAYS = (("e", "entry_id", "lot", "lot_id"), ("lot", "lot_id", "e", "entry_id"))


def settle_crossings(
    connection: Connection, customers: Collection[int], *, at: int, day: int, actor: str
) -> None:
    """Let whoever's points were used bear it, once members are parted again.

    What was spent together stays spent: the points leave the account they were earned on, and
    the other account is cleared of them, by an entry on each side. Settling twice books once.

    Args:
        connection: of the unit in which they were parted.
        customers: whose accounts changed.
        at: now, as epoch seconds.
        day: business date of the entries.
        actor: who parted them.
    """
    members = {member for one in holdings(connection, customers).values() for member in one.members}
    ledger = Ledger(connection, at)
    for (taker, giver, lot), points in sorted(_crossings(connection, sorted(members)).items()):
        for customer, sign in ((taker, 1), (giver, -1)):
            entry = NewEntry(
                customer_id=customer,
                kind="transfer",
                points=sign * points,
                day=day,
                key=ledger.transfer_key(lot, customer),
                reverses=lot,
                actor=actor,
            )
            ledger.add(entry, [Use(lot, -sign * points)])


def _crossings(connection: Connection, members: list[int]) -> dict[tuple[int, int, int], int]:
    """Add up what stands on one account and came from a lot of another, by taker and lot."""
    found: dict[tuple[int, int, int], int] = {}
    for first, key, second, other in _WAYS:
        statement = _CROSSING.format(
            wanted=values_clause(connection, "bigint"),
            first=first, key=key, second=second, other=other,
        )  # fmt: skip
        for row in connection.execute(text(statement), {"wanted": bound(connection, members)}):
            found[row.taker, row.giver, row.lot_id] = int(row.points)
    held = holdings(connection, {one for pair in found for one in pair[:2]})
    return {
        pair: points
        for pair, points in found.items()
        if points and held[pair[0]].holder != held[pair[1]].holder
    }
