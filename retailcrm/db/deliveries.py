"""What became of things sent, each noted once however often it is told."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, text

from retailcrm.db.append_rows import append_rows
from retailcrm.db.bulk import blocks, bound, fetch_all, values_clause
from retailcrm.db.ids import reserve
from retailcrm.db.kin import kin_of_all
from retailcrm.models.mailing import Delivery
from retailcrm.models.people import ConsentEvent

EMAIL, PHONE = 2, 3
_NAMES = (
    "id", "customer_id", "campaign_id", "channel", "kind", "at", "detail", "final", "source", "key",
)  # fmt: skip
_BLOCK = 20_000


class Holder(NamedTuple):
    """Somebody an address belongs to.

    Attributes:
        customer: who he is now.
        owner: who brought the address along, before any merge; the same without one.
    """

    customer: int
    owner: int


class NewDelivery(NamedTuple):
    """One thing that happened, on its way into the books."""

    customer: int
    campaign: int | None
    channel: str
    kind: str
    at: int
    detail: str
    final: bool
    source: str
    key: str


class Refusal(NamedTuple):
    """Somebody's no to a channel, dated by when it was said."""

    customer: int
    channel: str
    at: int
    source: str


class Sent(NamedTuple):
    """A list that somebody was on."""

    at: int
    campaign: int | None
    channel: str


def holders_of(
    connection: Connection, kind: int, values: Iterable[str]
) -> dict[str, tuple[Holder, ...]]:
    """Find who holds each address: everyone, for two people may share one.

    Args:
        connection: to read with.
        kind: EMAIL or PHONE.
        values: in the form in which imports keep them.
    """
    owners = _owners(connection)
    found: dict[str, tuple[Holder, ...]] = {}
    statement = (
        "SELECT wanted.value, identity.id, customer_id FROM "
        f"{values_clause(connection, 'text')} JOIN identity ON identity.value = wanted.value "
        f"WHERE kind = {int(kind)} AND family_id = 0 AND customer_id IS NOT NULL "
        "ORDER BY identity.id"
    )
    for block in blocks(sorted(set(values)), _BLOCK):
        told = {"wanted": bound(connection, list(block))}
        for value, identity, customer in fetch_all(connection, statement, told):
            holder = Holder(customer, owners.get(identity, customer))
            others = found.get(value)
            if others is None:
                found[value] = (holder,)
            elif holder not in others:
                found[value] = (*others, holder)
    return found


def known_deliveries(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Give those of these keys that are in the books."""
    statement = (
        f"SELECT delivery.key FROM {values_clause(connection, 'text')} "
        "JOIN delivery ON delivery.key = wanted.value"
    )
    return {
        key
        for block in blocks(sorted(set(keys)), _BLOCK)
        for (key,) in fetch_all(connection, statement, {"wanted": bound(connection, list(block))})
    }


def add_deliveries(connection: Connection, rows: Sequence[NewDelivery]) -> None:
    """Note what happened; whoever calls has left out what `known_deliveries` knows."""
    first = reserve(connection, "delivery", len(rows))
    append_rows(
        connection,
        Delivery,
        _NAMES,
        [
            (first + place, *row[:6], int(row.final), row.source, row.key)
            for place, row in enumerate(rows)
        ],
    )


def add_refusals(connection: Connection, rows: Sequence[Refusal], actor: str) -> None:
    """Note refusals by the day on which they were said, whenever we heard of them."""
    if not rows:
        return
    first = reserve(connection, "consent_event", len(rows))
    connection.execute(
        insert(ConsentEvent),
        [
            {
                "id": first + place,
                "customer_id": row.customer,
                "channel": row.channel,
                "given": False,
                "at": row.at,
                "source": row.source,
                "actor": actor,
            }
            for place, row in enumerate(rows)
        ],
    )


def lists_by_person(
    connection: Connection, customers: Collection[int], channels: Collection[str]
) -> dict[int, tuple[Sent, ...]]:
    """Give the lists that each person was on, oldest first; as whoever he is now."""
    kin = kin_of_all(connection, customers)
    listed = ", ".join(f"'{one}'" for one in sorted(channels))
    statement = (
        "SELECT customer_id, list_export.at, campaign_id, channel FROM "
        f"{values_clause(connection, 'bigint')} "
        "JOIN exported_row ON exported_row.customer_id = wanted.value "
        "JOIN list_export ON list_export.id = export_id "
        f"WHERE channel IN ({listed}) ORDER BY list_export.at, list_export.id"
    )
    found: dict[int, list[Sent]] = defaultdict(list)
    for block in blocks(sorted(kin), _BLOCK):
        told = {"wanted": bound(connection, list(block))}
        for customer, at, campaign, channel in fetch_all(connection, statement, told):
            found[kin[customer]].append(Sent(at, campaign, channel))
    return {one: tuple(sorted(rows, key=lambda row: row.at)) for one, rows in found.items()}


def heard_of(
    connection: Connection, customers: Collection[int]
) -> dict[int, tuple[tuple[str, int | None, int, bool, str], ...]]:
    """Give what is known of e-mails to people: (kind, campaign, when, final, source)."""
    statement = text(
        "SELECT customer_id, kind, campaign_id, at, final, source FROM "
        f"{values_clause(connection, 'bigint')} "
        "JOIN delivery ON delivery.customer_id = wanted.value "
        "WHERE channel = 'email' ORDER BY at, id"
    )
    found: dict[int, list[tuple[str, int | None, int, bool, str]]] = defaultdict(list)
    for block in blocks(sorted(set(customers)), _BLOCK):
        told = {"wanted": bound(connection, list(block))}
        for customer, kind, campaign, at, final, source in connection.execute(statement, told):
            found[int(customer)].append((kind, campaign, int(at), bool(final), source))
    return {one: tuple(rows) for one, rows in found.items()}


def sent_on(connection: Connection) -> dict[int, tuple[str, int | None]]:
    """Give each campaign's name and the day on which it was sent."""
    found = connection.execute(text("SELECT id, name, sent FROM campaign"))
    return {int(one): (name, sent) for one, name, sent in found}


def postal_of(connection: Connection, customers: Collection[int]) -> Mapping[int, Any]:
    """Give last name, street, postcode and city of customers."""
    statement = text(
        "SELECT id, last_name, street, postcode, city FROM "
        f"{values_clause(connection, 'bigint')} JOIN customer ON customer.id = wanted.value"
    )
    return {
        row.id: row
        for block in blocks(sorted(set(customers)), _BLOCK)
        for row in connection.execute(statement, {"wanted": bound(connection, list(block))})
    }


def code_of_letter(connection: Connection, plain: str) -> tuple[int, int | None] | None:
    """Give whose a printed code is, and of which campaign; None: it is nobody's own."""
    row = connection.execute(
        text(
            "SELECT customer_id, campaign_id FROM coupon_code "
            "WHERE code = :code AND customer_id IS NOT NULL"
        ),
        {"code": plain},
    ).one_or_none()
    return None if row is None else (int(row[0]), row[1])


def _owners(connection: Connection) -> dict[int, int]:
    """Give for each identity that a merge moved whose it was at first."""
    rows = connection.execute(
        text("SELECT loser_id, before FROM customer_merge WHERE undone_at IS NULL ORDER BY id DESC")
    )
    # The oldest merge comes last and so has the last word.
    return {
        int(identity): int(loser)
        for loser, before in rows
        for identity in json.loads(before).get("identities", ())
    }
