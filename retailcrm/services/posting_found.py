"""What has to be looked at together when receipts of some customers changed.

A sale and all that came back of it are worked out as one, whoever brought the goods back; and
whoever was merged into a customer is looked at with him, for his entries stay his own.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from retailcrm.db.books import Reading
from retailcrm.db.ledger import Holding, holdings
from retailcrm.db.points_receipts import (
    BookedReceipt,
    Document,
    booked_by_id,
    booked_of,
    documents,
    documents_by_id,
)
from retailcrm.services.posting_targets import Family


@dataclass(frozen=True, slots=True)
class Found:
    """Receipts and how they stand booked.

    Attributes:
        documents: receipts, oldest first; all of everyone in `customers`.
        booked: how receipts stand, by receipt; those that are gone included.
        held: whose account the points of each customer stand on.
        customers: whose receipts are all there.
    """

    documents: tuple[Document, ...]
    booked: dict[int, BookedReceipt]
    held: dict[int, Holding]
    customers: frozenset[int]


def found_for(connection: Reading, customers: Collection[int], since: int) -> Found:
    """Read the receipts of some customers from a day on, and all that belongs with them."""
    return _Search(connection, since).run(customers)


def stands_with(all_of_them: Iterable[Family], held: dict[int, Holding]) -> dict[int, int]:
    """Say on whose account each receipt counts: that of who bought the goods."""
    return {
        one.id: held[family.root.customer_id].holder
        for family in all_of_them
        for one in family.documents
    }


@dataclass(slots=True)
class _Search:
    connection: Reading
    since: int
    known: dict[int, Document] = field(default_factory=dict)
    booked: dict[int, BookedReceipt] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)

    def run(self, customers: Collection[int]) -> Found:
        done, fresh = set[int](), self._kin(customers)
        while fresh:
            done |= fresh
            wanted = sorted(fresh)
            found = documents(self.connection, wanted, self.since)
            self.known |= {one.id: one for one in found}
            self.booked |= booked_of(self.connection, wanted)
            buyers = self._add_missing()
            fresh = self._kin(buyers - done)
        self.booked |= booked_by_id(self.connection, sorted(self.known.keys() - self.booked.keys()))
        everyone = done | {one.customer_id for one in self.known.values()}
        everyone |= {one.customer_id for one in self.booked.values()}
        ordered = sorted(self.known.values(), key=lambda one: (one.day, one.id))
        held = holdings(self.connection, everyone)
        return Found(tuple(ordered), self.booked, held, frozenset(done))

    def _add_missing(self) -> set[int]:
        """Add sales that returns name and what is booked already; give who bought those sales."""
        buyers = set[int]()
        while missing := self._missing():
            self.asked |= missing
            found = documents_by_id(self.connection, sorted(missing))
            self.known |= {one.id: one for one in found}
            buyers |= {one.customer_id for one in found if one.original_id is None}
        return buyers

    def _missing(self) -> set[int]:
        named = {one.original_id for one in self.known.values() if one.original_id is not None}
        return (named | self.booked.keys()) - self.known.keys() - self.asked

    def _kin(self, customers: Collection[int]) -> set[int]:
        if not customers:
            return set()
        held = holdings(self.connection, customers).values()
        return {member for one in held for member in one.members}
