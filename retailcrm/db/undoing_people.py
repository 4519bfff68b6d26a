"""Customers on their way out with the import that brought them, unless others know them too."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection

from retailcrm.db.enlisting import FIELDS
from retailcrm.db.linking import reassign
from retailcrm.db.measures import Sums
from retailcrm.db.naming import retell
from retailcrm.db.of_batch import OfBatch

_OURS = "(SELECT id FROM customer WHERE batch_id = :batch)"
_CONTACTS = (("card", 0), ("email", 2), ("phone", 3))
_FEW = 8  # keys that are looked for in all receipts sooner than an index of these is made

# Who else knows a customer of this batch: by a key of his, by a later change, by receipts.
_OTHERS = (
    (
        "SELECT customer_id, MIN(identity.batch_id) FROM identity "
        "JOIN customer ON customer.id = customer_id WHERE customer.batch_id = :batch "
        "AND identity.batch_id <> :batch AND kind <> 1 GROUP BY customer_id"
    ),
    (
        "SELECT customer_id, MIN(customer_revision.batch_id) FROM customer_revision "
        "JOIN customer ON customer.id = customer_id WHERE customer.batch_id = :batch "
        "AND customer_revision.batch_id <> :batch GROUP BY customer_id"
    ),
    (
        "SELECT receipt.customer_id, MIN(receipt.batch_id) FROM customer "
        "JOIN receipt ON receipt.customer_id = customer.id "
        "JOIN identity ON identity.id = receipt.identity_id WHERE customer.batch_id = :batch "
        "AND (identity.kind <> 1 OR :named = 1) GROUP BY receipt.customer_id"
    ),
    # What was done here by hand is no import's: a card handed out, an answer, points.
    (
        "SELECT DISTINCT customer_id, 0 FROM card "
        "JOIN customer ON customer.id = customer_id WHERE customer.batch_id = :batch"
    ),
    (
        "SELECT DISTINCT customer_id, 0 FROM consent_event "
        "JOIN customer ON customer.id = customer_id "
        "WHERE customer.batch_id = :batch AND consent_event.batch_id IS NULL"
    ),
    (
        "SELECT DISTINCT customer_id, 0 FROM points_entry "
        "JOIN customer ON customer.id = customer_id "
        "WHERE customer.batch_id = :batch AND kind IN ('adjust', 'award', 'opening', 'redeem')"
    ),
)


class PeopleLeaving(OfBatch):
    """The people of one batch, once its receipts are gone.

    Args:
        connection: inside the undo's transaction.
        batch_id: the import taken back.
        sums: where moved measures go.
        touched: customers whose days changed are added here.
    """

    def __init__(
        self, connection: Connection, batch_id: int, sums: Sums, touched: set[int]
    ) -> None:
        super().__init__(connection, batch_id)
        self._sums = sums
        self._touched = touched

    def run(self) -> int:
        """Restore, hand over or remove customers; give how many were removed."""
        self._restore()
        # A list tells names of bare till ids; receipts that named somebody told it themselves.
        is_list = self._all("SELECT kind FROM import_batch WHERE id = :batch")[0][0] != "sales"
        heirs = self._heirs(named=not is_list)
        self._hand_over(heirs, keys=not is_list)
        removed = self._remove()
        self._hand_over_identities()
        if is_list:
            self._blank(heirs)
        return removed

    def _restore(self) -> None:
        """Give customers back what this batch changed and no later one changed again."""
        changed = set()
        rows = self._all(
            "SELECT id, customer_id, before FROM customer_revision WHERE batch_id = :batch "
            "ORDER BY id DESC"
        )
        for revision, customer, before in rows:
            was = self._told_later(revision, customer, json.loads(before))
            if was:
                assigned = ", ".join(f"{name} = :{name}" for name in was)
                self._run(f"UPDATE customer SET {assigned} WHERE id = :id", **was, id=customer)
                changed.add(customer)
        self._retell(changed)

    def _told_later(self, revision: int, customer: int, was: dict[str, Any]) -> dict[str, Any]:
        """Hand what later changes stand on to them; give the rest."""
        later = self._all(
            "SELECT id, before FROM customer_revision WHERE customer_id = :customer "
            "AND id > :id AND batch_id <> :batch ORDER BY id",
            customer=customer,
            id=revision,
        )
        for other, text_before in later:
            before = json.loads(text_before)
            shared = [name for name in was if name in before]
            if shared:
                before |= {name: was.pop(name) for name in shared}
                self._run(
                    "UPDATE customer_revision SET before = :before WHERE id = :id",
                    before=json.dumps(before),
                    id=other,
                )
        return was

    def _heirs(self, *, named: bool) -> dict[int, int]:
        """Find for each customer of this batch another batch that knows him."""
        heirs: dict[int, int] = {}
        for query in _OTHERS:
            values = {"named": int(named)} if ":named" in query else {}
            for customer, batch in self._all(query, **values):
                heirs[customer] = min(batch, heirs.get(customer, batch))
        return heirs

    def _hand_over(self, heirs: dict[int, int], *, keys: bool) -> None:
        for customer, heir in heirs.items():
            self._run("UPDATE customer SET batch_id = :heir WHERE id = :id", heir=heir, id=customer)
            if keys:
                self._run(
                    "UPDATE identity SET batch_id = :heir "
                    "WHERE customer_id = :id AND batch_id = :batch",
                    heir=heir,
                    id=customer,
                )

    def _remove(self) -> int:
        """Remove customers that only this batch knew; what they bought becomes anonymous."""
        doomed = [row[0] for row in self._all("SELECT id FROM customer WHERE batch_id = :batch")]
        receipts = self._all(
            "SELECT receipt.id FROM customer JOIN receipt ON receipt.customer_id = customer.id "
            "WHERE customer.batch_id = :batch"
        )
        self._run(f"UPDATE identity SET customer_id = NULL WHERE customer_id IN {_OURS}")
        reassign(self._connection, [row[0] for row in receipts], self._sums, self._touched)
        self._run(f"DELETE FROM search_term WHERE customer_id IN {_OURS}")
        self._run("DELETE FROM customer WHERE batch_id = :batch")
        self._touched.update(doomed)
        return len(doomed)

    def _hand_over_identities(self) -> None:
        """Keys that receipts of others still carry are theirs now; the rest goes."""
        carried = self._all(
            "SELECT identity.id, MIN(receipt.batch_id) FROM receipt "
            "JOIN identity ON identity.id = receipt.identity_id "
            "WHERE identity.batch_id = :batch GROUP BY identity.id"
        )
        for identity, heir in carried:
            self._run("UPDATE identity SET batch_id = :heir WHERE id = :id", heir=heir, id=identity)
        going = self._all("SELECT COUNT(*) FROM identity WHERE batch_id = :batch")[0][0]
        if going <= _FEW:
            self._run("DELETE FROM identity WHERE batch_id = :batch")
            return
        # The books look for receipts that carry a key which goes, key by key. An index for that
        # would slow every import down, so it is made for this moment only.
        self._run("CREATE INDEX ix_receipt_identity_id ON receipt (identity_id)")
        self._run("DELETE FROM identity WHERE batch_id = :batch")
        self._run("DROP INDEX ix_receipt_identity_id")

    def _blank(self, customers: Collection[int]) -> None:
        """Take from customers who stay what only the list told of them."""
        for customer in customers:
            kept = {
                name
                for (before,) in self._all(
                    "SELECT before FROM customer_revision WHERE customer_id = :id "
                    "AND batch_id <> :batch",
                    id=customer,
                )
                for name in json.loads(before)
            }
            held = dict(
                self._all("SELECT kind, value FROM identity WHERE customer_id = :id", id=customer)
            )
            contacts = {name: held.get(kind, "") for name, kind in _CONTACTS}
            blank = {name: contacts.get(name, "") for name in FIELDS if name not in kept}
            assigned = ", ".join(f"{name} = :{name}" for name in blank)
            self._run(f"UPDATE customer SET {assigned} WHERE id = :id", **blank, id=customer)
        self._retell(customers)

    def _retell(self, customers: Collection[int]) -> None:
        """Let customers be found and sorted by what they are called now."""
        self._touched.update(customers)
        retell(self._connection, customers)
