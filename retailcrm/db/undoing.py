"""Taking an import back entirely."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from retailcrm.db.corrections import rewrite
from retailcrm.db.measures import Sums
from retailcrm.db.merging import Merging
from retailcrm.db.of_batch import OfBatch
from retailcrm.db.receipt_frames import in_blocks, take
from retailcrm.db.undoing_people import PeopleLeaving


@dataclass(slots=True)
class Undone:
    """What an undo took back, and whose days changed."""

    receipts_removed: int = 0
    receipts_restored: int = 0
    customers_removed: int = 0
    problems_removed: int = 0


class Undoing(OfBatch):
    """One batch on its way out of the books.

    Args:
        connection: inside the undo's transaction.
        batch_id: the import taken back.
        at: now, as epoch seconds.
    """

    def __init__(self, connection: Connection, batch_id: int, at: int) -> None:
        super().__init__(connection, batch_id)
        self._at = at
        self._sums = Sums()
        self.touched: set[int] = set()
        self.undone = Undone()

    def run(self) -> Undone:
        """Take everything of the batch back, inside the caller's transaction."""
        # Who was put together since is parted meanwhile, so that everyone is whom the file told.
        merging = Merging(self._connection, self._sums, self.touched, self._at)
        parted = merging.part_for(self._batch)
        self._hand_over()
        self._restore_receipts()
        self._remove_receipts()
        people = PeopleLeaving(self._connection, self._batch, self._sums, self.touched)
        self.undone.customers_removed = people.run()
        merging.join_again(parted)
        self._sums.flush(self._connection)
        self._clear_away()
        return self.undone

    def _hand_over(self) -> None:
        """Receipts that a later file corrected are that file's from now on."""
        later = self._all(
            "SELECT receipt_id, MIN(receipt_revision.batch_id) FROM receipt_revision "
            "JOIN receipt ON receipt.id = receipt_id "
            "WHERE receipt.batch_id = :batch AND receipt_revision.batch_id <> :batch "
            "GROUP BY receipt_id"
        )
        for receipt, batch in later:
            for statement in (
                "UPDATE receipt SET batch_id = :heir WHERE id = :id",
                "DELETE FROM receipt_revision WHERE receipt_id = :id AND batch_id = :heir",
            ):
                self._run(statement, heir=batch, id=receipt)

    def _restore_receipts(self) -> None:
        """Bring receipts back to what they were, unless a later file corrected them again.

        Then his correction stays, and stands on what was there before ours.
        """
        rows = self._all(
            "SELECT ours.id, ours.receipt_id, ours.before, MIN(later.id) "
            "FROM receipt_revision ours JOIN receipt ON receipt.id = ours.receipt_id "
            "LEFT JOIN receipt_revision later ON later.receipt_id = ours.receipt_id "
            "AND later.id > ours.id AND later.batch_id <> :batch WHERE ours.batch_id = :batch "
            "AND receipt.batch_id <> :batch "
            "GROUP BY ours.id, ours.receipt_id, ours.before ORDER BY ours.id DESC"
        )
        restored = set()
        for _, receipt, before, later in rows:
            if later is None:
                self._restore(receipt, json.loads(before))
                restored.add(receipt)
            else:
                self._run(
                    "UPDATE receipt_revision SET before = :before WHERE id = :id",
                    before=before,
                    id=later,
                )
        self.undone.receipts_restored = len(restored)

    def _restore(self, receipt: int, was: dict[str, Any]) -> None:
        self.touched |= take(self._connection, self._sums, [receipt], -1)
        rewrite(self._connection, receipt, _head(was["head"]), was["lines"])
        # Who an identity is may have been learned, or taken back, since.
        self._run(
            "UPDATE receipt SET identity_id = (SELECT id FROM identity WHERE id = :identity), "
            "customer_id = (SELECT customer_id FROM identity WHERE id = :identity) "
            "WHERE id = :id",
            identity=was["head"]["identity_id"],
            id=receipt,
        )
        self.touched |= take(self._connection, self._sums, [receipt], 1)

    def _remove_receipts(self) -> None:
        ids = [row[0] for row in self._all("SELECT id FROM receipt WHERE batch_id = :batch")]
        for block in in_blocks(ids):
            self.touched |= take(self._connection, self._sums, block, -1)
        # A return may have been brought by somebody else than who bought the goods.
        self.touched.update(
            row[0]
            for row in self._all(
                "SELECT DISTINCT sale.customer_id FROM receipt AS back JOIN receipt AS sale "
                "ON sale.id = back.original_id WHERE back.batch_id = :batch "
                "AND sale.customer_id IS NOT NULL"
            )
        )
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
                f"(SELECT id FROM store WHERE batch_id IN {_GONE} "
                "AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.store_id = store.id))"
            ),
            (
                f"DELETE FROM store WHERE batch_id IN {_GONE} "
                "AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.store_id = store.id)"
            ),
            "UPDATE import_batch SET state = 'undone' WHERE id = :batch",
        ):
            self._run(statement)


_GONE = "(SELECT id FROM import_batch WHERE id = :batch OR state = 'undone')"
_KEPT = {"id", "batch_id", "identity_id", "customer_id", "original_id"}


def _head(head: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in head.items() if name not in _KEPT}
