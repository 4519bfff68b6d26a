"""Taking an import back entirely."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from retailcrm.db.corrections import rewrite
from retailcrm.db.linking import reassign
from retailcrm.db.measures import Sums
from retailcrm.db.receipt_frames import in_blocks, take


@dataclass(slots=True)
class Undone:
    """What an undo took back, and whose days changed."""

    receipts_removed: int = 0
    receipts_restored: int = 0
    customers_removed: int = 0
    problems_removed: int = 0


class Undoing:
    """One batch on its way out of the books."""

    def __init__(self, connection: Connection, batch_id: int) -> None:
        self._connection = connection
        self._batch = batch_id
        self._sums = Sums()
        self.touched: set[int] = set()
        self.undone = Undone()

    def run(self) -> Undone:
        """Take everything of the batch back, inside the caller's transaction."""
        self._hand_over()
        self._restore_receipts()
        self._remove_receipts()
        self._restore_customers()
        self._remove_people()
        self._sums.flush(self._connection)
        self._clear_away()
        return self.undone

    def _hand_over(self) -> None:
        """Receipts that a later file corrected are that file's from now on."""
        later = self._all(
            "SELECT receipt_id, MAX(receipt_revision.batch_id) FROM receipt_revision "
            "JOIN receipt ON receipt.id = receipt_id "
            "WHERE receipt.batch_id = :batch AND receipt_revision.batch_id <> :batch "
            "GROUP BY receipt_id"
        )
        for receipt, batch in later:
            self._run(
                "UPDATE receipt SET batch_id = :other WHERE id = :id", other=batch, id=receipt
            )
            self._run("DELETE FROM receipt_revision WHERE receipt_id = :id", id=receipt)

    def _restore_receipts(self) -> None:
        rows = self._all(
            "SELECT receipt_revision.id, receipt_id, before FROM receipt_revision "
            "JOIN receipt ON receipt.id = receipt_id WHERE receipt_revision.batch_id = :batch "
            "AND receipt.batch_id <> :batch ORDER BY receipt_revision.id DESC"
        )
        for _, receipt, before in rows:
            was = json.loads(before)
            self.touched |= take(self._connection, self._sums, [receipt], -1)
            rewrite(self._connection, receipt, _head(was["head"]), was["lines"])
            self.touched |= take(self._connection, self._sums, [receipt], 1)
        self.undone.receipts_restored = len({row[1] for row in rows})

    def _remove_receipts(self) -> None:
        ids = [row[0] for row in self._all("SELECT id FROM receipt WHERE batch_id = :batch")]
        for block in in_blocks(ids):
            self.touched |= take(self._connection, self._sums, block, -1)
        for statement in (
            (
                "UPDATE receipt SET original_id = NULL WHERE original_id IN "
                "(SELECT id FROM receipt WHERE batch_id = :batch)"
            ),
            (
                "DELETE FROM receipt_revision WHERE receipt_id IN "
                "(SELECT id FROM receipt WHERE batch_id = :batch)"
            ),
            (
                "DELETE FROM receipt_line WHERE receipt_id IN "
                "(SELECT id FROM receipt WHERE batch_id = :batch)"
            ),
            "DELETE FROM receipt WHERE batch_id = :batch",
        ):
            self._run(statement)
        self.undone.receipts_removed = len(ids)

    def _restore_customers(self) -> None:
        rows = self._all(
            "SELECT customer_id, before FROM customer_revision WHERE batch_id = :batch "
            "ORDER BY id DESC"
        )
        for customer, before in rows:
            was = json.loads(before)
            assigned = ", ".join(f"{name} = :{name}" for name in was)
            self._run(f"UPDATE customer SET {assigned} WHERE id = :id", **was, id=customer)

    def _remove_people(self) -> None:
        """Remove customers that only this batch knows; what they bought becomes anonymous."""
        doomed = [row[0] for row in self._all(_ONLY_OURS)]
        for customer in doomed:
            self._run("DELETE FROM search_term WHERE customer_id = :id", id=customer)
            self._run("UPDATE identity SET customer_id = NULL WHERE customer_id = :id", id=customer)
            receipts = self._all("SELECT id FROM receipt WHERE customer_id = :id", id=customer)
            reassign(self._connection, [row[0] for row in receipts], self._sums, self.touched)
            self._run("DELETE FROM customer WHERE id = :id", id=customer)
        self._run(
            "DELETE FROM identity WHERE batch_id = :batch AND NOT EXISTS "
            "(SELECT 1 FROM receipt WHERE receipt.identity_id = identity.id)"
        )
        self.touched.update(doomed)
        self.undone.customers_removed = len(doomed)

    def _clear_away(self) -> None:
        self.undone.problems_removed = int(
            self._all("SELECT COUNT(*) FROM problem WHERE batch_id = :batch")[0][0]
        )
        for statement in (
            "DELETE FROM problem WHERE batch_id = :batch",
            "UPDATE problem SET state = 'open', repaired_by = NULL WHERE repaired_by = :batch",
            "DELETE FROM receipt_revision WHERE batch_id = :batch",
            "DELETE FROM customer_revision WHERE batch_id = :batch",
            (
                "DELETE FROM register WHERE store_id IN "
                "(SELECT id FROM store WHERE batch_id = :batch "
                "AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.store_id = store.id))"
            ),
            (
                "DELETE FROM store WHERE batch_id = :batch "
                "AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.store_id = store.id)"
            ),
            "UPDATE import_batch SET state = 'undone' WHERE id = :batch",
        ):
            self._run(statement)

    def _all(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        found = self._connection.execute(text(statement), {"batch": self._batch, **values})
        return [tuple(row) for row in found]

    def _run(self, statement: str, **values: object) -> None:
        self._connection.execute(text(statement), {"batch": self._batch, **values})


# Made by the batch, and recognised by nothing that another batch brought but bare till ids.
_ONLY_OURS = (
    "SELECT customer.id FROM customer WHERE customer.batch_id = :batch AND NOT EXISTS "
    "(SELECT 1 FROM identity WHERE identity.customer_id = customer.id "
    "AND identity.batch_id <> :batch AND identity.kind <> 1)"
)
_KEPT = {"id", "batch_id"}


def _head(head: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in head.items() if name not in _KEPT}
