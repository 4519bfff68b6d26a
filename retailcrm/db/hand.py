"""Customers made and changed by a person here, by the same matching and keys as imports."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from retailcrm.analytics.matching import Key
from retailcrm.db.enlisting import FIELDS
from retailcrm.db.linking import name_unnamed
from retailcrm.db.measures import Sums
from retailcrm.db.naming import retell
from retailcrm.db.people import People, Row, revise
from retailcrm.db.told_by_hand import HAND

_KEYS = {"card": Key.CARD, "email": Key.EMAIL, "phone": Key.PHONE}


class ByHand:
    """What one person tells of customers, inside a unit of the books."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._people = People(connection, 0, HAND)
        self._sums = Sums()
        self.touched: set[int] = set()

    def match(self, told: Mapping[str, str]) -> int | None:
        """Find whom the matching rule of imports takes this person for."""
        row = _row(told)
        self._people.look_up([row])
        return self._people.find(row).customer

    def make(self, told: Mapping[str, str]) -> int:
        """Make a customer of a name, a contact or a card; `tell` adds the rest."""
        row = _row(told)
        self._people.look_up([row])
        customer = self._people.make(row)
        self._attach(row, customer)
        return customer

    def tell(self, customer: int, told: Mapping[str, str | int]) -> tuple[str, ...]:
        """Write what a person told of a customer; give the names of what changed."""
        held = held_of(self._connection, customer)
        changed = tuple(name for name, value in told.items() if held[name] != value)
        if told:
            before = {name: held[name] for name in told}
            revise(self._connection, HAND, [(customer, json.dumps(before))])
        if changed:
            assigned = ", ".join(f"{name} = :{name}" for name in changed)
            self._connection.execute(
                text(f"UPDATE customer SET {assigned} WHERE id = :id"),
                {**{name: told[name] for name in changed}, "id": customer},
            )
            retell(self._connection, [customer])
            self.touched.add(customer)
        self._recognise(customer, told)
        self._forget(customer, held, changed)
        return changed

    def finish(self) -> None:
        """Give receipts of keys that were nobody's their customer, and write the sums."""
        name_unnamed(self._connection, self._people.claimed, self._sums, self.touched)
        self._sums.flush(self._connection)

    def _recognise(self, customer: int, told: Mapping[str, str | int]) -> None:
        keys = {name: str(told[name]) for name in _KEYS if told.get(name)}
        if keys:
            row = _row(keys)
            self._people.look_up([row])
            self._people.know([customer])
            self._attach(row, customer)

    def _attach(self, row: Row, customer: int) -> None:
        self._people.attach(row, customer)
        self._people.write()
        self.touched.add(customer)

    def _forget(self, customer: int, held: Mapping[str, Any], changed: Sequence[str]) -> None:
        """Drop a contact that a person here had typed wrong, unless receipts already carry it."""
        for name in ("email", "phone"):
            if name in changed and held[name]:
                self._connection.execute(
                    text(
                        "DELETE FROM identity WHERE customer_id = :customer AND kind = :kind "
                        "AND value = :value AND batch_id = :hand AND NOT EXISTS "
                        "(SELECT 1 FROM receipt WHERE receipt.customer_id = :customer "
                        "AND identity_id = identity.id)"
                    ),
                    {
                        "customer": customer,
                        "kind": int(_KEYS[name]),
                        "value": held[name],
                        "hand": HAND,
                    },
                )


def held_of(connection: Connection, customer: int) -> dict[str, Any]:
    """Give what is kept of a customer and may be told by hand."""
    names = ", ".join((*FIELDS, "joined"))
    found = connection.execute(
        text(f"SELECT {names} FROM customer WHERE id = :id"), {"id": customer}
    ).one()
    return dict(found._mapping)


def _row(told: Mapping[str, str]) -> Row:
    card, email, phone, first, last = (
        told.get(name) or None for name in ("card", "email", "phone", "first_name", "last_name")
    )
    return card, None, email, phone, first, last
