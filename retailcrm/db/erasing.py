"""A person taken out of the books, while every total stays as it was.

What he bought becomes anonymous. What may only grow (points, answers, the audit) is opened for
this one act: entries stay under a number that means nobody any more, words that name him go.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, text, update

from retailcrm.db.append_only import lifted
from retailcrm.db.erased_cards import ERASED, forget_cards
from retailcrm.db.measures import Sums
from retailcrm.db.mending import mend_texts
from retailcrm.db.person import Person
from retailcrm.db.receipt_frames import take
from retailcrm.db.snapshots import drop_snapshots
from retailcrm.db.suppressions import suppress
from retailcrm.models.campaigns import SavedList

_BLOCK = 500
#: rows that are about him alone
_HIS = (
    "search_term", "customer_revision", "exported_row", "left_out", "assignment", "consent_event",
    "points_receipt", "identity", "card",
)  # fmt: skip
_GUARDED = frozenset({"consent_event"})


@dataclass(frozen=True, slots=True)
class Found:
    """What the books hold of a person, counted.

    Attributes:
        receipts: that will be nobody's.
        entries: movements of points that stay, under a number that means nobody.
        balance: points that stay with them.
        cards: numbers that are blocked for good.
        answers: yes and no to mailings.
        quarantined: rows kept aside that tell of him.
        lists: lists that left the shop with him on them.
    """

    receipts: int
    entries: int
    balance: int
    cards: int
    answers: int
    quarantined: int
    lists: int


def count_person(connection: Connection, person: Person) -> Found:
    """Count what an erasure would take or change."""

    def counted(what: str, table: str) -> int:
        statement = f"SELECT {what} FROM {table} WHERE customer_id IN {person.listed}"
        return int(connection.scalar(text(statement)) or 0)

    return Found(
        receipts=counted("COUNT(*)", "receipt"),
        entries=counted("COUNT(*)", "points_entry"),
        balance=counted("SUM(points)", "points_entry"),
        cards=len(person.cards),
        answers=counted("COUNT(*)", "consent_event"),
        quarantined=sum(1 for _ in _kept_aside(connection, person)),
        lists=counted("COUNT(DISTINCT export_id)", "exported_row"),
    )


def erase_person(connection: Connection, person: Person, at: int) -> set[int]:
    """Take a person out of the books; give whose days changed.

    Args:
        connection: inside a unit.
        person: as `person_of` found him.
        at: now, as epoch seconds.
    """
    erasing = _Erasing(connection, person)
    erasing.mark_addresses(at)
    erasing.forget_quarantine()
    touched = erasing.part_from_receipts()
    erasing.part_from_points()
    erasing.part_from_lists()
    erasing.forget()
    mend_texts(connection, person.traces)
    drop_snapshots(connection)
    return touched


@dataclass(frozen=True, slots=True)
class _Erasing:
    connection: Connection
    person: Person

    def mark_addresses(self, at: int) -> None:
        for channel, address in self.person.addresses:
            suppress(self.connection, channel, [address], reason=ERASED, at=at)
        forget_cards(self.connection, self.person.cards, at)

    def forget_quarantine(self) -> None:
        gone = list(_kept_aside(self.connection, self.person))
        if gone:
            self.connection.execute(
                text("DELETE FROM problem WHERE id = :id"), [{"id": one} for one in gone]
            )

    def part_from_receipts(self) -> set[int]:
        his = (
            f"customer_id IN {self.person.listed} OR (customer_id IS NULL AND identity_id IN "
            f"(SELECT id FROM identity WHERE customer_id IN {self.person.listed}))"
        )
        receipts = list(self.connection.scalars(text(f"SELECT id FROM receipt WHERE {his}")))
        sums = Sums()
        touched = take(self.connection, sums, receipts, -1)
        self._run(f"UPDATE receipt SET customer_id = NULL, identity_id = NULL WHERE {his}")
        touched |= take(self.connection, sums, receipts, 1)
        sums.flush(self.connection)
        return touched | set(self.person.kin)

    def part_from_points(self) -> None:
        """Keep every number of the ledger, and nothing that leads from it to a person."""
        listed, nobody = self.person.listed, self.person.customer
        self._run(f"DELETE FROM points_receipt WHERE customer_id IN {listed}")
        with lifted(self.connection, "points_line"):
            self._run(
                "UPDATE points_line SET told = '' WHERE told <> '' AND entry_id IN "
                f"(SELECT id FROM points_entry WHERE customer_id IN {listed})"
            )
        with lifted(self.connection, "points_entry"):
            # A receipt that another account still stands for keeps its entries.
            self._run(
                "UPDATE points_entry SET receipt_id = NULL "
                f"WHERE customer_id IN {listed} AND receipt_id IS NOT NULL AND receipt_id NOT IN "
                "(SELECT receipt_id FROM points_receipt)"
            )
            self._run(
                "UPDATE points_entry SET reason = '', reference = '', "
                f"customer_id = {nobody}, key = 'erased:' || id WHERE customer_id IN {listed}"
            )
        with lifted(self.connection, "tier_event"):
            self._run(
                f"UPDATE tier_event SET cause = '', customer_id = {nobody} "
                f"WHERE customer_id IN {listed}"
            )
        self._run(
            f"DELETE FROM points_account WHERE customer_id IN {listed} AND customer_id <> {nobody}"
        )
        self._run(
            f"UPDATE points_account SET tier = '', tier_until = NULL WHERE customer_id IN {listed}"
        )

    def part_from_lists(self) -> None:
        self._run(f"UPDATE coupon_code SET withdrawn = 1 WHERE customer_id IN {self.person.listed}")
        lists = self.connection.execute(
            text("SELECT id, customers FROM saved_list WHERE customers IS NOT NULL")
        ).all()
        for number, held in lists:
            ids = np.frombuffer(held, dtype="<i8")
            kept = ids[~np.isin(ids, self.person.kin)]
            if kept.size < ids.size:
                self.connection.execute(
                    update(SavedList)
                    .where(SavedList.id == number)
                    .values(customers=kept.astype("<i8").tobytes())
                )

    def forget(self) -> None:
        listed = self.person.listed
        for table in _HIS:
            statement = f"DELETE FROM {table} WHERE customer_id IN {listed}"
            if table in _GUARDED:
                with lifted(self.connection, table):
                    self._run(statement)
            else:
                self._run(statement)
        for table, one, other in (
            ("customer_merge", "winner_id", "loser_id"), ("not_duplicate", "first_id", "second_id")
        ):  # fmt: skip
            self._run(f"DELETE FROM {table} WHERE {one} IN {listed} OR {other} IN {listed}")
        self._run(f"DELETE FROM customer WHERE id IN {listed}")

    def _run(self, statement: str) -> None:
        self.connection.execute(text(statement))


def _kept_aside(connection: Connection, person: Person) -> Iterator[int]:
    """Give the rows in quarantine that tell of a person."""
    found = connection.execute(text("SELECT id, value, raw FROM problem ORDER BY id"))
    while rows := found.fetchmany(_BLOCK):
        for number, value, raw in rows:
            cells = [str(cell) for cell in json.loads(raw)]
            if person.traces.found_in([*cells, value]):
                yield number
