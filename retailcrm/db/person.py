"""One person as the books know him: everyone merged into him, and every way he is told."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, text

from retailcrm.core.folding import fold
from retailcrm.core.plain_address import exact_email, plain_email, plain_phone, plain_post
from retailcrm.core.traces import Traces, traces_of
from retailcrm.db.bulk import bound, values_clause
from retailcrm.db.kin import kin_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """A person and everything he is told by.

    Attributes:
        customer: his number in the books.
        kin: his number and those of everyone merged into him.
        rows: what the books say or said of him, the present first.
        keys: (kind, value) of what he is recognised by.
        cards: numbers that are his.
        traces: by which free text is searched; nothing that another customer shares.
        addresses: (channel, plain form) of what is his alone and must not be used again.
        shared: contacts that another customer has as well.
    """

    customer: int
    kin: tuple[int, ...]
    rows: tuple[Row, ...]
    keys: tuple[tuple[int, str], ...]
    cards: tuple[str, ...]
    traces: Traces
    addresses: tuple[tuple[str, str], ...]
    shared: tuple[str, ...] = ()

    @property
    def listed(self) -> str:
        """His numbers as a list in SQL."""
        return f"({', '.join(str(one) for one in self.kin)})"


def person_of(connection: Connection, customer: int) -> Person | None:
    """Gather a person; None if there is no such customer."""
    kin = tuple(kin_of(connection, customer))
    rows = _rows(connection, customer, kin)
    if not rows:
        return None
    found = Person(customer, kin, rows, (), (), Traces(), ())
    keys = tuple(
        (int(kind), str(value))
        for kind, value in connection.execute(
            text(f"SELECT kind, value FROM identity WHERE customer_id IN {found.listed}")
        )
    )
    cards = {value for kind, value in keys if kind == 0}
    cards |= set(
        connection.scalars(text(f"SELECT number FROM card WHERE customer_id IN {found.listed}"))
    )
    told = [*rows, *({"email": value} for kind, value in keys if kind == _EMAIL),
            *({"phone": value} for kind, value in keys if kind == _PHONE)]  # fmt: skip
    tills = [value for kind, value in keys if kind == 1]
    whole = replace(found, keys=keys, cards=tuple(sorted(cards)))
    return _his_alone(connection, whole, told, traces_of(told, [*cards, *tills]))


_EMAIL, _PHONE = 2, 3


def _rows(connection: Connection, customer: int, kin: Sequence[int]) -> tuple[Row, ...]:
    present = connection.execute(
        text("SELECT * FROM customer WHERE id = :id"), {"id": customer}
    ).one_or_none()
    if present is None:
        return ()
    listed = ", ".join(str(one) for one in kin)
    merged = connection.scalars(
        text(
            f"SELECT before FROM customer_merge WHERE loser_id IN ({listed}) "
            "AND undone_at IS NULL ORDER BY id"
        )
    )
    earlier = connection.scalars(
        text(f"SELECT before FROM customer_revision WHERE customer_id IN ({listed}) ORDER BY id")
    )
    return (
        dict(present._mapping),
        *(json.loads(one)["loser"] for one in merged),
        *(json.loads(one) for one in earlier),
    )


def _his_alone(
    connection: Connection, person: Person, told: Sequence[Row], traces: Traces
) -> Person:
    """Leave out what another customer shares: it is as much hers."""
    phones = {_text(row, "phone") for row in told} - {""}
    shared = _held(connection, person, _EMAIL, traces.emails)
    shared |= _held(connection, person, _PHONE, phones)
    emails, phones = traces.emails - shared, phones - shared
    digits = {plain_phone(one).lstrip("+") for one in phones}
    homes = _homes(connection, person, told)
    streets = {tuple(fold(_text(row, "street")).split()) for row in told}
    own_streets = {tuple(fold(street).split()) for _, street, _ in homes}
    names = traces.names - (streets - own_streets) - _namesakes(connection, person, told)
    kept = {pair for pair in traces.pairs if tuple(" ".join(pair).split()) in names}
    return replace(
        person,
        traces=replace(
            traces,
            emails=frozenset(emails),
            phones=traces.phones & digits,
            names=frozenset(names),
            pairs=frozenset(kept),
        ),
        addresses=_addresses(emails, phones, homes),
        shared=tuple(sorted(shared)),
    )


def _addresses(
    emails: frozenset[str] | set[str], phones: set[str], homes: set[tuple[str, str, str]]
) -> tuple[tuple[str, str], ...]:
    found = {("email", form(one)) for one in emails for form in (exact_email, plain_email)}
    found |= {(channel, plain_phone(one)) for one in phones for channel in ("sms", "phone")}
    found |= {("post", plain_post(*one)) for one in homes}
    return tuple(sorted(found))


def _held(
    connection: Connection, person: Person, kind: int, values: frozenset[str] | set[str]
) -> set[str]:
    """Give those of some contacts that others hold as well."""
    statement = (
        f"SELECT identity.value FROM {values_clause(connection, 'text')} JOIN identity "
        "ON identity.value = wanted.value AND identity.kind = :kind "
        f"WHERE customer_id IS NOT NULL AND customer_id NOT IN {person.listed}"
    )
    return set(
        connection.scalars(
            text(statement), {"wanted": bound(connection, sorted(values)), "kind": kind}
        )
    )


def _homes(
    connection: Connection, person: Person, told: Sequence[Row]
) -> set[tuple[str, str, str]]:
    """List (last name, street, postcode) of homes where no other customer lives."""
    found = {(_text(row, "last_name"), _text(row, "street"), _text(row, "postcode"))
             for row in told if _text(row, "street")}  # fmt: skip
    statement = text(
        "SELECT street FROM customer WHERE LOWER(street) = :street "
        f"AND id NOT IN {person.listed} LIMIT 1"
    )
    return {
        one for one in found if connection.scalar(statement, {"street": one[1].lower()}) is None
    }


def _namesakes(connection: Connection, person: Person, told: Sequence[Row]) -> set[tuple[str, ...]]:
    """Give the names that other customers have as well."""
    found: set[tuple[str, ...]] = set()
    statement = text(
        f"SELECT 1 FROM customer WHERE sort_name = :name AND id NOT IN {person.listed} LIMIT 1"
    )
    for row in told:
        first, last = fold(_text(row, "first_name")), fold(_text(row, "last_name"))
        if first and last and connection.scalar(statement, {"name": f"{last} {first}"}):
            found |= {(*first.split(), *last.split()), (*last.split(), *first.split())}
    return found


def _text(row: Row, name: str) -> str:
    return str(row.get(name) or "")
