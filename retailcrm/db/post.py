"""What a letter needs to know of people, for many of them at once."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from retailcrm.db.bulk import blocks, bound, fetch_all, values_clause
from retailcrm.db.kin import heirs

_DUPLICATE = "duplicate"


class Resident(NamedTuple):
    """A customer with name, card and postal address."""

    id: int
    first_name: str
    last_name: str
    company: str
    card: str
    street: str
    city: str
    region: str
    postcode: str
    country: str


class Sent(NamedTuple):
    """Somebody in an arm of a campaign that says something to them."""

    customer: int
    arm: int
    occasion: int


class PostHead(NamedTuple):
    """A campaign as letters need it."""

    id: int
    name: str
    kind: str
    state: str
    channel: str
    starts: int | None
    sent: int | None
    ends: int | None
    days: int
    wording: str


def post_head(connection: Connection, campaign: int) -> PostHead | None:
    """Give a campaign."""
    rows = fetch_all(
        connection,
        "SELECT id, name, kind, state, channel, starts, sent, ends, days, wording FROM campaign "
        "WHERE id = :id",
        {"id": campaign},
    )
    return PostHead(*rows[0]) if rows else None


def sent_to(
    connection: Connection, campaign: int, day: int | None = None, place: int | None = None
) -> dict[int, Sent]:
    """Give everyone whom a campaign says something to, by whom they are now.

    Args:
        connection: to read with.
        campaign: its number.
        day: only those drawn on this day, as moments draw them.
        place: only those of the arm, or step of a moment, in this place.
    """
    when = "" if day is None else f"AND a.day = {int(day)} "
    when += "" if place is None else f"AND arm.place = {int(place)} "
    rows = fetch_all(
        connection,
        "SELECT a.customer_id, a.arm_id, a.occasion FROM assignment AS a "
        "JOIN arm ON arm.id = a.arm_id AND arm.place > 0 "
        f"WHERE a.campaign_id = :campaign {when}ORDER BY a.occasion, a.customer_id DESC",
        {"campaign": campaign},
    )
    into = heirs(connection)
    return {into.get(row[0], row[0]): Sent(*row) for row in rows}


def last_drawn(connection: Connection, campaign: int) -> int | None:
    """Give the day on which somebody was drawn for a campaign last."""
    rows = fetch_all(
        connection,
        "SELECT MAX(day) FROM assignment WHERE campaign_id = :campaign",
        {"campaign": campaign},
    )
    return None if rows[0][0] is None else int(rows[0][0])


def living_with(connection: Connection, campaign: int) -> list[int]:
    """List who was left out for sharing an address with somebody whom the campaign reaches."""
    rows = fetch_all(
        connection,
        "SELECT DISTINCT customer_id FROM left_out WHERE campaign_id = :campaign "
        f"AND reason = '{_DUPLICATE}'",
        {"campaign": campaign},
    )
    into = heirs(connection)
    return sorted({into.get(row[0], row[0]) for row in rows})


def residents(connection: Connection, ids: Iterable[int]) -> dict[int, Resident]:
    """Give names and addresses."""
    statement = (
        "SELECT c.id, c.first_name, c.last_name, c.company, c.card, c.street, c.city, c.region, "
        f"c.postcode, c.country FROM {values_clause(connection, 'bigint')} "
        "JOIN customer AS c ON c.id = wanted.value"
    )
    found: dict[int, Resident] = {}
    for block in blocks(sorted(set(ids))):
        rows = fetch_all(connection, statement, {"wanted": bound(connection, list(block))})
        found |= {row[0]: Resident(*row) for row in rows}
    return found


def balances(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    """Give everyone's points as last kept; who never had any is missing."""
    statement = (
        f"SELECT customer_id, balance FROM {values_clause(connection, 'bigint')} "
        "JOIN points_account ON customer_id = wanted.value"
    )
    found: dict[int, int] = {}
    for block in blocks(sorted(set(ids))):
        rows = fetch_all(connection, statement, {"wanted": bound(connection, list(block))})
        found |= {row[0]: int(row[1]) for row in rows}
    return found


def keep_wording(connection: Connection, campaign: int, part: str, told: Mapping[str, Any]) -> None:
    """Keep one part of what a campaign says; other parts stay."""
    held = connection.scalar(text("SELECT wording FROM campaign WHERE id = :id"), {"id": campaign})
    whole = {**json.loads(held or "{}"), part: dict(told)}
    connection.execute(
        text("UPDATE campaign SET wording = :wording WHERE id = :id"),
        {"wording": json.dumps(whole, ensure_ascii=False, sort_keys=True), "id": campaign},
    )
