"""Writing a customer list into the books: matched by the same rule as buyers, then updated."""

import json
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import Connection, text

from retailcrm.db.bulk import append, blocks, bound, values_clause
from retailcrm.db.ids import reserve
from retailcrm.db.linking import name_unnamed
from retailcrm.db.measures import Sums
from retailcrm.db.people import BUYER, Face, People, Row, revise
from retailcrm.db.search_terms import sort_name
from retailcrm.db.told_by_hand import ToldByHand
from retailcrm.models.people import ConsentEvent

#: columns of a customer list that are kept on the customer
FIELDS = (
    "first_name", "last_name", "company", "card", "email", "phone", "street", "city", "region",
    "postcode", "country", "birthday", "note", "tags", "source",
)  # fmt: skip
_FACE = ("first_name", "last_name", "company", "card", "email", "phone", "postcode")


@dataclass(slots=True)
class ListCounts:
    """What became of the rows of a customer list."""

    customers_new: int = 0
    customers_updated: int = 0
    customers_same: int = 0


class Enlisting:
    """One customer list on its way into the books."""

    def __init__(
        self, connection: Connection, *, batch_id: int, family_id: int, at: int, source: str
    ) -> None:
        self._connection = connection
        self._batch = batch_id
        self._at = at
        self._source = source
        self.people = People(connection, family_id, batch_id)
        self.by_hand = ToldByHand(connection)
        self.sums = Sums()
        self.touched: set[int] = set()
        self.counts = ListCounts()

    def add(self, rows: pl.DataFrame) -> None:
        """Take a chunk of the list in."""
        if rows.is_empty():
            return
        keys: list[Row] = rows.select(BUYER).rows()
        self.people.make_room()
        self.people.look_up(keys)
        found: list[tuple[int, dict[str, Any], bool]] = []
        for key, row in zip(keys, rows.to_dicts(), strict=True):
            customer = self.people.find(key).customer
            fresh = customer is None
            if customer is None:
                customer = self.people.make(key)
            self.people.attach(key, customer)
            found.append((customer, row, fresh))
        self.people.write()
        changed = self._update(found)
        self.touched |= changed | {customer for customer, _, fresh in found if fresh}
        self._consents(found)
        self.counts.customers_new += len({customer for customer, _, fresh in found if fresh})
        old = {customer for customer, _, fresh in found if not fresh}
        self.counts.customers_updated += len(old & changed)
        self.counts.customers_same += len(old - changed)

    def finish(self) -> ListCounts:
        """Give receipts of bare ids their customer and write the sums."""
        name_unnamed(self._connection, self.people.claimed, self.sums, self.touched)
        self.sums.flush(self._connection)
        return self.counts

    def _update(self, found: list[tuple[int, dict[str, Any], bool]]) -> set[int]:
        """Bring customers in line with the list; a blank cell never wipes what is known."""
        held = self._held([customer for customer, _, _ in found])
        before: list[tuple[int, str]] = []
        changed: dict[int, dict[str, Any]] = {}
        for customer, row, fresh in found:
            now = held[customer]
            told = {
                name: row[name]
                for name in FIELDS
                if row[name]
                and row[name] != now[name]
                and not self.by_hand.corrected(customer, name, row[name])
            }
            if row["joined"] is not None and now["joined"] is None:
                told["joined"] = row["joined"]
            if not told:
                continue
            if not fresh:
                before.append((customer, json.dumps({name: now[name] for name in told})))
            now.update(told)
            changed[customer] = now
        if changed:
            self._write(changed)
        revise(self._connection, self._batch, before)
        return set(changed)

    def _write(self, changed: dict[int, dict[str, Any]]) -> None:
        faces: dict[int, Face] = {}
        for customer, values in changed.items():
            face = self.people.face(customer)
            for name in _FACE:
                setattr(face, name, values[name])
            values["sort_name"] = sort_name(face)
            faces[customer] = face
        assigned = ", ".join(f"{name} = :{name}" for name in (*FIELDS, "joined", "sort_name"))
        self._connection.execute(
            text(f"UPDATE customer SET {assigned} WHERE id = :id"),
            list(changed.values()),
        )
        self.people.retell(faces)

    def _held(self, customers: list[int]) -> dict[int, dict[str, Any]]:
        names = ", ".join(f"customer.{name}" for name in (*FIELDS, "joined"))
        statement = text(
            f"SELECT customer.id, {names} FROM "
            f"{values_clause(self._connection, 'bigint')} "
            "JOIN customer ON customer.id = wanted.value"
        )
        held: dict[int, dict[str, Any]] = {}
        for block in blocks(customers, 20_000):
            wanted = {"wanted": bound(self._connection, list(block))}
            for row in self._connection.execute(statement, wanted):
                held[row[0]] = dict(row._mapping)
        return held

    def _consents(self, found: list[tuple[int, dict[str, Any], bool]]) -> None:
        """Note each answer that differs from the last one; the same answer is no event."""
        last = self._last_consents([customer for customer, _, _ in found])
        events = []
        for customer, row, _ in found:
            for channel in ("email", "sms"):
                given = row[f"{channel}_consent"]
                if given is None or last.get((customer, channel)) == given:
                    continue
                last[customer, channel] = given
                events.append((customer, channel, given))
        if not events:
            return
        first = reserve(self._connection, "consent_event", len(events))
        rows = [
            (first + place, *event, self._at, self._source, self._batch)
            for place, event in enumerate(events)
        ]
        names = ("id", "customer_id", "channel", "given", "at", "source", "batch_id")
        append(self._connection, ConsentEvent, pl.DataFrame(rows, schema=names, orient="row"))

    def _last_consents(self, customers: list[int]) -> dict[tuple[int, str], bool]:
        statement = text(
            "SELECT consent_event.customer_id, channel, given FROM "
            f"{values_clause(self._connection, 'bigint')} "
            "JOIN consent_event ON consent_event.customer_id = wanted.value "
            "JOIN import_batch ON import_batch.id = consent_event.batch_id "
            "WHERE import_batch.state <> 'undone' ORDER BY consent_event.at, consent_event.id"
        )
        last: dict[tuple[int, str], bool] = {}
        for block in blocks(sorted(set(customers)), 20_000):
            wanted = {"wanted": bound(self._connection, list(block))}
            for customer, channel, given in self._connection.execute(statement, wanted):
                last[customer, channel] = bool(given)
        return last
