"""Codes of a campaign with whose they are and how they were used, for lists and prints."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection

from retailcrm.db.bulk import fetch_all
from retailcrm.db.codes import HeldCode

_STANDS = (
    "u.reverses IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM code_use AS back WHERE back.key = 'back:' || u.id)"
)
_USED = (
    "SELECT u.code_id, SUM(u.accepted) AS used, "
    "SUM(CASE WHEN u.accepted = 0 AND u.reason <> 'noted' THEN 1 ELSE 0 END) AS refused, "
    "MAX(CASE WHEN u.accepted = 1 THEN u.day END) AS last FROM code_use AS u "
    "JOIN coupon_code AS of ON of.id = u.code_id AND of.campaign_id = :campaign "
    f"WHERE {_STANDS} GROUP BY u.code_id"
)


class CodedRow(NamedTuple):
    """A code with its person and uses."""

    id: int
    shown: str
    arm: str
    customer: int | None
    first_name: str
    last_name: str
    company: str
    card: str
    uses: int | None
    until: int | None
    used: int
    refused: int
    last: int | None
    offer: str


class ArmHead(NamedTuple):
    """An arm of a campaign."""

    id: int
    place: int
    name: str
    offer: str


class Counted(NamedTuple):
    """A campaign's codes, counted."""

    made: int
    people: int
    words: tuple[str, ...]
    used: int
    uses: int
    refused: int
    until: int | None


def coded_rows(connection: Connection, campaign: int) -> Iterator[CodedRow]:
    """List a campaign's codes, those for everybody first, then by name."""
    statement = (
        "SELECT c.id, c.shown, COALESCE(arm.name, ''), c.customer_id, "
        "COALESCE(customer.first_name, ''), COALESCE(customer.last_name, ''), "
        "COALESCE(customer.company, ''), COALESCE(customer.card, ''), c.uses, c.until, "
        "COALESCE(w.used, 0), COALESCE(w.refused, 0), w.last, COALESCE(arm.offer, '') "
        "FROM coupon_code AS c "
        "LEFT JOIN arm ON arm.id = c.arm_id LEFT JOIN customer ON customer.id = c.customer_id "
        f"LEFT JOIN ({_USED}) AS w ON w.code_id = c.id WHERE c.campaign_id = :campaign "
        "ORDER BY CASE WHEN c.customer_id IS NULL THEN 0 ELSE 1 END, customer.sort_name, c.id"
    )
    for row in fetch_all(connection, statement, {"campaign": campaign}):
        yield CodedRow(*row)


def counts_of(connection: Connection, campaign: int) -> Counted:
    """Count a campaign's codes and their uses."""
    statement = (
        "SELECT COUNT(*), COUNT(DISTINCT c.customer_id), "
        "COALESCE(SUM(CASE WHEN w.used > 0 THEN 1 ELSE 0 END), 0), COALESCE(SUM(w.used), 0), "
        "COALESCE(SUM(w.refused), 0), MAX(c.until) FROM coupon_code AS c "
        f"LEFT JOIN ({_USED}) AS w ON w.code_id = c.id WHERE c.campaign_id = :campaign"
    )
    made, people, used, uses, refused, until = fetch_all(
        connection, statement, {"campaign": campaign}
    )[0]
    shared = fetch_all(
        connection,
        "SELECT shown FROM coupon_code WHERE campaign_id = :campaign AND customer_id IS NULL "
        "AND withdrawn = 0 ORDER BY id",
        {"campaign": campaign},
    )
    words = tuple(row[0] for row in shared)
    return Counted(int(made), int(people), words, int(used), int(uses), int(refused), until)


def arms_of(connection: Connection, campaign: int) -> dict[int, ArmHead]:
    """Give a campaign's arms by their place."""
    statement = "SELECT id, place, name, offer FROM arm WHERE campaign_id = :campaign"
    found = fetch_all(connection, statement, {"campaign": campaign})
    return {row[1]: ArmHead(*row) for row in found}


def offer_of(connection: Connection, code: HeldCode) -> tuple[str, str]:
    """Give the name of a code's campaign and the offer behind the code.

    A word for all arms stands for what the first of them offers.
    """
    if code.campaign is None:
        return "", ""
    statement = (
        "SELECT campaign.name, COALESCE(arm.offer, '') FROM campaign "
        "LEFT JOIN arm ON arm.campaign_id = campaign.id AND arm.place > 0 "
        "AND (arm.id = :arm OR :anybody = 1) WHERE campaign.id = :campaign "
        "ORDER BY arm.place LIMIT 1"
    )
    values = {
        "campaign": code.campaign, "arm": code.arm or 0, "anybody": int(code.arm is None)
    }  # fmt: skip
    rows = fetch_all(connection, statement, values)
    return (rows[0][0], rows[0][1]) if rows else ("", "")
