"""Finding and making the customers of an import, by the rule of `analytics.matching`."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polars as pl
from sqlalchemy import Connection, text

from retailcrm.analytics.matching import Choice, Key, Known, Person, choose
from retailcrm.core.folding import fold
from retailcrm.db.bulk import append, blocks, bound, values_clause
from retailcrm.db.ids import Ids, reserve
from retailcrm.db.search_terms import sort_name, terms
from retailcrm.models.people import Customer, CustomerRevision, Identity, SearchTerm

#: columns of a receipt that say who bought, in the order of `Row`
BUYER = ("card", "till_id", "email", "phone", "first_name", "last_name")
Row = tuple[str | None, str | None, str | None, str | None, str | None, str | None]
_KEYS = tuple(int(kind) for kind in Key)
MOST_FACES = 60_000
NOBODY: tuple[int | None, int | None] = (None, None)


@dataclass(slots=True)
class _Holder:
    identity: int
    customer: int | None


@dataclass(slots=True)
class Face:
    """What the books hold of one customer while an import runs."""

    first_name: str = ""
    last_name: str = ""
    company: str = ""
    card: str = ""
    email: str = ""
    phone: str = ""
    postcode: str = ""
    keys: list[tuple[str, ...]] = field(default_factory=lambda: [(), (), (), ()])

    def learn(self, kind: int, value: str) -> None:
        """Note a key of the customer."""
        if value not in self.keys[kind]:
            self.keys[kind] = (*self.keys[kind], value)

    @property
    def name(self) -> str:
        """Folded full name."""
        return fold(f"{self.first_name} {self.last_name}")


def revise(connection: Connection, batch: int, before: Sequence[tuple[int, str]]) -> None:
    """Note how customers stood (JSON of the changed fields), so that an undo restores them."""
    if not before:
        return
    first = reserve(connection, "customer_revision", len(before))
    frame = pl.DataFrame(
        [(first + place, one, batch, was) for place, (one, was) in enumerate(before)],
        schema=("id", "customer_id", "batch_id", "before"),
        orient="row",
    )
    append(connection, CustomerRevision, frame)


class People:
    """Resolve the buyers of one import: an identity and a customer for each."""

    def __init__(self, connection: Connection, family_id: int, batch_id: int) -> None:
        self._connection = connection
        self._family = family_id
        self._batch = batch_id
        self._seen: dict[Row, tuple[int | None, int | None]] = {}
        self._holders: dict[tuple[int, str], list[_Holder]] = {}
        self._faces: dict[int, Face] = {}
        self._new: dict[int, Face] = {}
        self._filled: dict[int, Face] = {}
        self._customer_ids = Ids(connection, "customer")
        self._identity_ids = Ids(connection, "identity")
        self._before: list[tuple[int, str]] = []
        self._new_identities: list[tuple[int, int, int, str, int | None]] = []
        self.claimed: dict[int, int] = {}  # bare identity -> the customer it turned out to be
        self.made = 0
        self.filled = 0
        self.unnamed: set[int] = set()

    def resolve(self, rows: Sequence[Row]) -> list[tuple[int | None, int | None]]:
        """Give (identity, customer) of each buyer; both None for anonymous ones."""
        self.make_room()
        fresh = [row for row in dict.fromkeys(rows) if row not in self._seen]
        self._look_up(fresh)
        for row in fresh:
            self._seen[row] = self._one(row)
        self._write()
        return [self._seen[row] for row in rows]

    def face(self, customer: int) -> Face:
        """Give what is held of a customer."""
        return self._faces[customer]

    def make_room(self) -> None:
        """Forget who was seen long ago; whoever comes again is looked up in the books."""
        if len(self._faces) > MOST_FACES or len(self._seen) > MOST_FACES:
            self._seen.clear()
            self._holders.clear()
            self._faces.clear()

    def find(self, row: Row) -> Choice:
        """Apply the matching rule to a row whose keys have been looked up."""
        person = self._person(row)
        holders = [self._customers(kind, person.keys[kind]) for kind in Key]
        return choose(person, holders, self._known)

    def look_up(self, rows: Sequence[Row]) -> None:
        """Fetch everyone who holds a key of these rows."""
        self._look_up(rows)

    def know(self, customers: Sequence[int]) -> None:
        """Fetch what the books hold of these customers."""
        self._fetch_faces([one for one in customers if one not in self._faces])

    def attach(self, row: Row, customer: int) -> int | None:
        """Give `customer` the keys of a row; the strongest one's identity comes back."""
        first: int | None = None
        for kind in _KEYS:
            value = row[kind]
            if value:
                identity = self._hold(kind, value, customer)
                first = identity if first is None else first
        return first

    def make(self, row: Row) -> int:
        """Make a customer of a row."""
        customer = self._customer_ids.next()
        face = Face(
            first_name=row[4] or "",
            last_name=row[5] or "",
            card=row[0] or "",
            email=row[2] or "",
            phone=row[3] or "",
        )
        self._faces[customer] = face
        self._new[customer] = face
        self.made += 1
        return customer

    def write(self) -> None:
        """Write new customers and identities."""
        self._write()

    def _one(self, row: Row) -> tuple[int | None, int | None]:
        if not any(row[:4]):
            return NOBODY
        # Most rows of a first file name somebody new: nothing to weigh.
        customer = self.find(row).customer if self._is_held(row) else None
        if customer is None:
            if not (row[0] or row[2] or row[3] or row[4] or row[5]):
                return self._bare(row), None
            customer = self.make(row)
        else:
            self._fill(customer, row)
        return self.attach(row, customer), customer

    def _is_held(self, row: Row) -> bool:
        """Say whether any key of the row is somebody's."""
        held = self._holders
        return any(
            row[kind] and any(one.customer is not None for one in held[kind, row[kind]])  # type: ignore[index]
            for kind in _KEYS
        )

    def _bare(self, row: Row) -> int | None:
        value = row[Key.TILL]
        assert value is not None
        identity = self._hold(Key.TILL, value, None)
        self.unnamed.add(identity)
        return identity

    def _fill(self, customer: int, row: Row) -> None:
        """Fill what was blank; a receipt never overwrites what a person or list said."""
        face = self._faces[customer]
        blank_name = not (face.first_name or face.last_name)
        values = {"card": row[0], "email": row[2], "phone": row[3]}
        if blank_name:
            values |= {"first_name": row[4], "last_name": row[5]}
        blanks = {
            name: value for name, value in values.items() if value and not getattr(face, name)
        }
        if blanks and customer not in self._new and customer not in self._filled:
            self._before.append((customer, json.dumps(dict.fromkeys(blanks, ""))))
            self._filled[customer] = face
        for name, value in blanks.items():
            setattr(face, name, value)

    def _hold(self, kind: int, value: str, customer: int | None) -> int:
        holders = self._holders.setdefault((kind, value), [])
        for holder in holders:
            if holder.customer == customer:
                return holder.identity
            if holder.customer is None and customer is not None:
                holder.customer = customer
                self.claimed[holder.identity] = customer
                self._faces[customer].learn(kind, value)
                return holder.identity
        if holders and kind <= Key.TILL:
            # The key is another customer's already: it stays his, and a person may judge.
            return holders[0].identity
        identity = self._identity_ids.next()
        holders.append(_Holder(identity, customer))
        family = self._family if kind == Key.TILL else 0
        self._new_identities.append((identity, kind, family, value, customer))
        if customer is not None:
            self._faces[customer].learn(kind, value)
        return identity

    def _person(self, row: Row) -> Person:
        return Person(row[:4], fold(f"{row[4] or ''} {row[5] or ''}"))

    def _customers(self, kind: int, value: str | None) -> list[int]:
        if not value:
            return []
        held = self._holders.get((kind, value), ())
        # Two entries put together may both have brought the same contact.
        return sorted({one.customer for one in held if one.customer is not None})

    def _known(self, customer: int) -> Known:
        face = self._faces[customer]
        card, till, email, phone = (frozenset(values) for values in face.keys)
        return Known(face.name, (card, till, email, phone))

    def _look_up(self, rows: Iterable[Row]) -> None:
        wanted: dict[int, list[str]] = defaultdict(list)
        for row in rows:
            for kind in _KEYS:
                value = row[kind]
                if value and (kind, value) not in self._holders:
                    self._holders[kind, value] = []
                    wanted[kind].append(value)
        customers: set[int] = set()
        for kind, values in wanted.items():
            customers |= self._fetch_holders(kind, values)
        self._fetch_faces([one for one in customers if one not in self._faces])

    def _fetch_holders(self, kind: int, values: Sequence[str]) -> set[int]:
        family = self._family if kind == Key.TILL else 0
        statement = text(
            "SELECT identity.value, identity.id, identity.customer_id FROM "
            f"{values_clause(self._connection, 'text')} JOIN identity "
            "ON identity.kind = :kind AND identity.value = wanted.value "
            "AND identity.family_id = :family ORDER BY identity.id"
        )
        customers: set[int] = set()
        for block in blocks(values, 20_000):
            found = self._connection.execute(
                statement,
                {"wanted": bound(self._connection, block), "kind": kind, "family": family},
            )
            for value, identity, held in found:
                # A bare id that got its name in this very import is written at its end.
                customer = held if held is not None else self.claimed.get(identity)
                self._holders[kind, value].append(_Holder(identity, customer))
                if customer is not None:
                    customers.add(customer)
        return customers

    def _fetch_faces(self, customers: Sequence[int]) -> None:
        heads = text(
            "SELECT customer.id, first_name, last_name, company, card, email, phone, postcode "
            f"FROM {values_clause(self._connection, 'bigint')} "
            "JOIN customer ON customer.id = wanted.value"
        )
        keys = text(
            "SELECT customer_id, kind, identity.value FROM "
            f"{values_clause(self._connection, 'bigint')} "
            "JOIN identity ON identity.customer_id = wanted.value "
            "WHERE kind <> 1 OR family_id = :family"
        )
        for block in blocks(customers, 20_000):
            wanted = bound(self._connection, list(block))
            for row in self._connection.execute(heads, {"wanted": wanted}):
                self._faces[row[0]] = Face(*row[1:])
            found = self._connection.execute(keys, {"wanted": wanted, "family": self._family})
            for customer, kind, value in found:
                self._faces[customer].learn(kind, value)

    def _write(self) -> None:
        self._write_new()
        self._write_filled()
        if self._new_identities:
            columns = ("id", "kind", "family_id", "value", "customer_id")
            frame = pl.DataFrame(
                self._new_identities, schema=columns, orient="row", infer_schema_length=None
            )
            append(
                self._connection,
                Identity,
                frame.with_columns(batch_id=pl.lit(self._batch, pl.Int64)),
            )
            self._new_identities.clear()

    def _write_new(self) -> None:
        if not self._new:
            return
        made = [
            {
                "id": customer,
                "first_name": face.first_name,
                "last_name": face.last_name,
                "sort_name": sort_name(face),
                "card": face.card,
                "email": face.email,
                "phone": face.phone,
            }
            for customer, face in self._new.items()
        ]
        blank = ("company", "street", "city", "region", "postcode", "country", "birthday")
        frame = pl.DataFrame(made, infer_schema_length=None).with_columns(
            *(pl.lit("").alias(name) for name in (*blank, "note", "tags", "source")),
            joined=pl.lit(None, pl.Int64),
            batch_id=pl.lit(self._batch, pl.Int64),
        )
        append(self._connection, Customer, frame)
        self._write_terms(self._new)
        self._new.clear()

    def _write_filled(self) -> None:
        if not self._filled:
            return
        statement = text(
            "UPDATE customer SET first_name=:first_name, last_name=:last_name, card=:card, "
            "email=:email, phone=:phone, sort_name=:sort_name WHERE id=:id"
        )
        self._connection.execute(
            statement,
            [
                {
                    "id": customer,
                    "first_name": face.first_name,
                    "last_name": face.last_name,
                    "card": face.card,
                    "email": face.email,
                    "phone": face.phone,
                    "sort_name": sort_name(face),
                }
                for customer, face in self._filled.items()
            ],
        )
        self.retell(self._filled)
        self.filled += len(self._filled)
        self._filled.clear()
        revise(self._connection, self._batch, self._before)
        self._before.clear()

    def retell(self, faces: dict[int, Face]) -> None:
        """Write the search terms of customers anew."""
        self._connection.execute(
            text("DELETE FROM search_term WHERE customer_id = :id"),
            [{"id": customer} for customer in faces],
        )
        self._write_terms(faces)

    def _write_terms(self, faces: dict[int, Face]) -> None:
        found = [(customer, term) for customer, face in faces.items() for term in terms(face)]
        frame = pl.DataFrame(
            found, schema={"customer_id": pl.Int64, "term": pl.String}, orient="row"
        )
        append(self._connection, SearchTerm, frame)
