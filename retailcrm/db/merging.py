"""Two entries of one person put together, and parted again as if nothing had been.

The customer who goes leaves everything he is recognised by with the one who stays: so his
receipts follow, and files that name him later find the other. What he was is kept, word for
word; consents and points are never moved, they are read over everyone who is one person now.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, text, update

from retailcrm.db.bulk import bound, table_of, values_clause
from retailcrm.db.ids import reserve
from retailcrm.db.kin import kin_of, survivor_of
from retailcrm.db.linking import reassign
from retailcrm.db.measures import Sums
from retailcrm.db.merged_fields import completed, conflicting, restored
from retailcrm.db.naming import retell
from retailcrm.db.people import revise
from retailcrm.db.told_by_hand import HAND
from retailcrm.models.members import CustomerMerge
from retailcrm.models.people import Customer

_ACTIVE = (
    "SELECT id, winner_id, loser_id, before, at, actor FROM customer_merge WHERE undone_at IS NULL "
)


@dataclass(frozen=True, slots=True)
class Joined:
    """A merge in force."""

    id: int
    winner: int
    loser: int
    before: dict[str, Any]
    at: int
    actor: str


class Merging:
    """Merges and partings inside one unit of the books.

    Args:
        connection: inside the unit.
        sums: where moved measures go; the caller flushes them.
        touched: customers whose days changed are added here.
        at: now, as epoch seconds.
    """

    def __init__(self, connection: Connection, sums: Sums, touched: set[int], at: int) -> None:
        self._connection = connection
        self._sums = sums
        self._touched = touched
        self._at = at

    def merge(self, winner: int, loser: int, actor: str) -> int:
        """Let `loser` become part of `winner`; give the number of the merge."""
        number = reserve(self._connection, "customer_merge", 1)
        before = self._join(winner, loser)
        self._connection.execute(
            insert(CustomerMerge).values(
                id=number,
                winner_id=winner,
                loser_id=loser,
                at=self._at,
                actor=actor,
                before=json.dumps(before),
            )
        )
        return number

    def unmerge(self, number: int) -> Joined | None:
        """Part two customers again; merges of the same people since then stay as they are."""
        found = joined(self._connection, number)
        if found is None:
            return None
        later = [one for one in self._family(found.winner) if one.id > number]
        self._part_all(later)
        self._part(found)
        self._end(number)
        self.join_again(later)
        return found

    def part_for(self, batch: int) -> list[Joined]:
        """Part everyone of whom an import told something, so that it can be taken back."""
        told = self._told_by(batch)
        families = {
            survivor_of(self._connection, one.winner)
            for one in _all_joined(self._connection)
            if one.before["loser"]["batch_id"] == batch or {one.winner, one.loser} & told
        }
        parted = sorted(
            (one for family in families for one in self._family(family)), key=lambda one: one.id
        )
        self._part_all(parted)
        return parted

    def join_again(self, parted: Sequence[Joined]) -> None:
        """Put together again whoever was parted for a while, if both are still there."""
        for one in parted:
            if self._row(one.winner) is None or self._row(one.loser) is None:
                self._end(one.id)
                continue
            before = self._join(one.winner, one.loser)
            self._connection.execute(
                update(CustomerMerge)
                .where(CustomerMerge.id == one.id)
                .values(before=json.dumps(before), undone_at=None)
            )

    def _part_all(self, ascending: Sequence[Joined]) -> None:
        for one in reversed(ascending):
            self._part(one)
            self._end(one.id)

    def _join(self, winner: int, loser: int) -> dict[str, Any]:
        stays, goes = self._row(winner), self._row(loser)
        assert stays is not None
        assert goes is not None
        before: dict[str, Any] = {
            "loser": goes,
            "card": stays["card"],
            "identities": self._list("SELECT id FROM identity WHERE customer_id = :one", loser),
            "cards": self._list(
                "SELECT number FROM card WHERE customer_id = :one UNION "
                "SELECT value FROM identity WHERE customer_id = :one AND kind = 0",
                loser,
            ),
        }
        receipts = self._list("SELECT id FROM receipt WHERE customer_id = :one", loser)
        for table in ("identity", "card"):
            self._run(
                f"UPDATE {table} SET customer_id = :to WHERE customer_id = :one", loser, winner
            )
        reassign(self._connection, receipts, self._sums, self._touched)
        new = completed(stays, goes)
        self._write(winner, new)
        before["completed"] = new
        before["winner"] = {name: stays[name] for name in new}
        before["revision"] = self._outvote(winner, conflicting(stays, goes))
        self._run("DELETE FROM search_term WHERE customer_id = :one", loser)
        self._run("DELETE FROM customer WHERE id = :one", loser)
        retell(self._connection, [winner])
        self._touched.update((winner, loser))
        return before

    def _outvote(self, winner: int, values: dict[str, Any]) -> int | None:
        """Let no list bring back over the winner's contacts what it tells of the loser."""
        if not values:
            return None
        revise(self._connection, HAND, [(winner, json.dumps(values))])
        return int(self._list("SELECT MAX(id) FROM customer_revision WHERE :one > 0", winner)[0])

    def _part(self, one: Joined) -> None:
        before, winner, loser = one.before, one.winner, one.loser
        self._connection.execute(insert(Customer).values(**before["loser"]))
        cards = self._with_successors(before["cards"], winner)
        identities = self._still(before["identities"], cards, winner)
        moved = [
            receipt
            for identity in identities
            for receipt in self._list("SELECT id FROM receipt WHERE identity_id = :one", identity)
        ]
        for identity in identities:
            self._run("UPDATE identity SET customer_id = :to WHERE id = :one", identity, loser)
        for card in cards:
            self._run("UPDATE card SET customer_id = :to WHERE number = :one", card, loser)
        reassign(self._connection, moved, self._sums, self._touched)
        held = self._row(winner)
        assert held is not None
        self._write(winner, restored(held, before, set(cards) | {before["loser"]["card"]}))
        self._write(loser, {"card": self._now_used(before["loser"]["card"])})
        if before["revision"]:
            self._run("DELETE FROM customer_revision WHERE id = :one", before["revision"])
        retell(self._connection, [winner, loser])
        self._touched.update((winner, loser))

    def _with_successors(self, numbers: Sequence[str], winner: int) -> list[str]:
        """Add to the loser's cards those that came in their place since."""
        found = list(numbers)
        for number in found:  # grows while it is walked
            new = self._list(
                "SELECT replaced_by FROM card WHERE number = :one AND replaced_by IS NOT NULL",
                number,
            )
            found.extend(one for one in new if one not in found)
        held = set(self._list("SELECT number FROM card WHERE customer_id = :one", winner))
        return [number for number in found if number in held]

    def _still(self, known: Sequence[int], cards: Sequence[str], winner: int) -> list[int]:
        """Give the loser's identities that are still there, and those of his new cards."""
        held = self._connection.execute(
            text("SELECT id, kind, value FROM identity WHERE customer_id = :one"), {"one": winner}
        ).all()
        return [row.id for row in held if row.id in known or (row.kind == 0 and row.value in cards)]

    def _now_used(self, card: str) -> str:
        for _ in range(len(card) and 64):
            new = self._list(
                "SELECT replaced_by FROM card WHERE number = :one AND replaced_by IS NOT NULL",
                card,
            )
            if not new:
                break
            card = new[0]
        return card

    def _family(self, customer: int) -> list[Joined]:
        return merges_of(self._connection, survivor_of(self._connection, customer))

    def _told_by(self, batch: int) -> set[int]:
        return set(
            self._connection.scalars(
                text(
                    "SELECT customer_id FROM customer_revision WHERE batch_id = :batch UNION "
                    "SELECT customer_id FROM identity WHERE batch_id = :batch "
                    "AND customer_id IN (SELECT winner_id FROM customer_merge "
                    "WHERE undone_at IS NULL) UNION "
                    "SELECT id FROM customer WHERE batch_id = :batch "
                    "AND id IN (SELECT winner_id FROM customer_merge WHERE undone_at IS NULL)"
                ),
                {"batch": batch},
            )
        )

    def _end(self, number: int) -> None:
        self._connection.execute(
            update(CustomerMerge).where(CustomerMerge.id == number).values(undone_at=self._at)
        )

    def _row(self, customer: int) -> dict[str, Any] | None:
        found = self._connection.execute(
            select(table_of(Customer)).where(Customer.id == customer)
        ).one_or_none()
        return None if found is None else dict(found._mapping)

    def _write(self, customer: int, values: dict[str, Any]) -> None:
        if values:
            self._connection.execute(
                update(Customer).where(Customer.id == customer).values(**values)
            )

    def _list(self, statement: str, one: object) -> list[Any]:
        return list(self._connection.scalars(text(statement), {"one": one}))

    def _run(self, statement: str, one: object, to: object = None) -> None:
        values = {"one": one} if to is None else {"one": one, "to": to}
        self._connection.execute(text(statement), values)


def joined(connection: Connection, number: int) -> Joined | None:
    """Give a merge that is in force."""
    row = connection.execute(text(f"{_ACTIVE}AND id = :id"), {"id": number}).one_or_none()
    return None if row is None else _joined(row)


def merges_of(connection: Connection, customer: int) -> list[Joined]:
    """List the merges of everyone who is part of a customer, oldest first."""
    kin = set(kin_of(connection, customer))
    return [one for one in _all_joined(connection) if one.loser in kin]


def with_points(connection: Connection, customers: Collection[int]) -> list[int]:
    """Give those of some customers who ever had points."""
    clause = values_clause(connection, "bigint")
    found = connection.scalars(
        text(
            f"SELECT customer_id FROM {clause} JOIN points_entry "
            "ON customer_id = wanted.value GROUP BY customer_id UNION "
            f"SELECT customer_id FROM {clause} JOIN points_account ON customer_id = wanted.value"
        ),
        {"wanted": bound(connection, sorted(customers))},
    )
    return list(found)


def _all_joined(connection: Connection) -> list[Joined]:
    rows = connection.execute(text(f"{_ACTIVE}ORDER BY id"))
    return [_joined(row) for row in rows]


def _joined(row: Row[Any]) -> Joined:
    return Joined(row.id, row.winner_id, row.loser_id, json.loads(row.before), row.at, row.actor)
