"""The ad diary: flyers, pages and posters, what they cost by week, and sales beside them."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from retailcrm.core.folding import fold
from retailcrm.db.bulk import bound, table_of, values_clause
from retailcrm.db.ids import reserve
from retailcrm.models.campaigns import Ad, AdSpend

WEEK = 7
_THURSDAY = 3  # day 0 is one


@dataclass(frozen=True, slots=True)
class HeldAd:
    """An ad as the books hold it.

    Attributes:
        by: store or postcode; empty: it went anywhere.
        went_to: names of stores, or postcodes.
        compared: those it did not go to.
    """

    id: int
    medium: str
    name: str
    starts: int
    ends: int
    copies: int | None
    by: str
    went_to: tuple[str, ...]
    compared: tuple[str, ...]
    note: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class HeldSpend:
    """Money spent on an ad in a week; `day` is its Monday."""

    id: int
    ad: int
    day: int
    amount: int
    note: str
    at: int
    actor: str


@dataclass(frozen=True, slots=True)
class Used:
    """A code of an ad, shown at the till.

    Attributes:
        net: goods of the receipt after refunds; None where only the counter noted it.
        discount: what the receipt's goods were reduced by.
    """

    ad: int
    customer: int | None
    day: int
    net: int | None
    discount: int


def written_spans(connection: Connection) -> list[tuple[int, int, int]]:
    """List (first day, last day, people written to) of every campaign that was sent once."""
    found = connection.execute(
        text(
            "SELECT c.sent, c.sent + c.days - 1, COUNT(*) FROM campaign c "
            "JOIN arm ON arm.campaign_id = c.id AND arm.place > 0 "
            "JOIN assignment a ON a.campaign_id = c.id AND a.arm_id = arm.id "
            "WHERE c.kind = 'once' AND c.state <> 'draft' AND c.sent IS NOT NULL "
            "GROUP BY c.id, c.sent, c.days ORDER BY c.id"
        )
    )
    return [(int(first), int(last), int(people)) for first, last, people in found]


def monday_of(day: int) -> int:
    """Give the Monday of a day's week."""
    return day - (day + _THURSDAY) % WEEK


def add_ad(connection: Connection, told: Mapping[str, Any]) -> int:
    """Note an ad; give its number. `zones` is a mapping of by, went_to and compared."""
    number = reserve(connection, "ad", 1)
    values = {**told, "zones": json.dumps(told["zones"]), "withdrawn": 0}
    connection.execute(insert(Ad).values(id=number, **values))
    return number


def withdraw_ad(connection: Connection, number: int) -> None:
    """Take an ad out of the diary; it stays in the books."""
    connection.execute(update(Ad).where(Ad.id == number).values(withdrawn=1))


def add_spend(connection: Connection, told: Mapping[str, Any]) -> int:
    """Note money spent; give the entry's number."""
    number = reserve(connection, "ad_spend", 1)
    connection.execute(insert(AdSpend).values(id=number, **told))
    return number


def ads(connection: Connection) -> tuple[HeldAd, ...]:
    """List the ads of the diary, the latest first."""
    found = connection.execute(
        select(table_of(Ad)).where(Ad.withdrawn == 0).order_by(Ad.starts.desc(), Ad.id.desc())
    )
    return tuple(_held(row) for row in found)


def spends(connection: Connection) -> tuple[HeldSpend, ...]:
    """List what was spent on ads of the diary, in the order of the weeks."""
    found = connection.execute(
        text(
            "SELECT ad_spend.id, ad_id, day, amount, ad_spend.note, ad_spend.at, ad_spend.actor "
            "FROM ad_spend JOIN ad ON ad.id = ad_id WHERE withdrawn = 0 ORDER BY day, ad_spend.id"
        )
    )
    return tuple(HeldSpend(*row) for row in found)


def codes_of_ads(connection: Connection) -> dict[int, tuple[str, ...]]:
    """Give the words that ads ask for at the till."""
    found: dict[int, tuple[str, ...]] = {}
    for ad, shown in connection.execute(
        text("SELECT ad_id, shown FROM coupon_code WHERE ad_id IS NOT NULL ORDER BY id")
    ):
        found[ad] = (*found.get(ad, ()), shown)
    return found


def used_codes(connection: Connection) -> tuple[Used, ...]:
    """List the uses of ads' codes that stand, oldest first."""
    found = connection.execute(
        text(
            "SELECT c.ad_id, COALESCE(r.customer_id, u.customer_id), u.day, "
            "r.gross - r.discount - r.refunded, COALESCE(r.discount, 0) FROM coupon_code AS c "
            "JOIN code_use AS u ON u.code_id = c.id LEFT JOIN receipt AS r ON r.id = u.receipt_id "
            "WHERE c.ad_id IS NOT NULL AND u.accepted = 1 AND u.reverses IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM code_use AS back WHERE back.key = 'back:' || u.id) "
            "ORDER BY u.day, u.id"
        )
    )
    return tuple(Used(*row) for row in found)


def told_sources(connection: Connection) -> dict[str, tuple[int, ...]]:
    """Give by folded answer to "how did you hear of us" who gave it."""
    found: dict[str, list[int]] = {}
    for customer, source in connection.execute(
        text("SELECT id, source FROM customer WHERE source <> '' ORDER BY id")
    ):
        found.setdefault(fold(source), []).append(customer)
    return {source: tuple(ids) for source, ids in found.items()}


def store_days(connection: Connection, first: int, last: int) -> list[tuple[str, int, int]]:
    """Give (store, day, net sales) between two days, inclusive."""
    found = connection.execute(
        text(
            "SELECT name, day, SUM(net) FROM store_day JOIN store ON store.id = store_id "
            "WHERE day BETWEEN :first AND :last GROUP BY name, day ORDER BY name, day"
        ),
        {"first": first, "last": last},
    )
    return [(name, int(day), int(net)) for name, day, net in found]


def postcode_days(
    connection: Connection, postcodes: Collection[str], first: int, last: int
) -> list[tuple[str, int, int]]:
    """Give (postcode, day, net sales) of the customers who live there."""
    found = connection.execute(
        text(
            f"SELECT wanted.value, customer_day.day, SUM(net) "
            f"FROM {values_clause(connection, 'text')} "
            "JOIN customer ON customer.postcode = wanted.value "
            "JOIN customer_day ON customer_day.customer_id = customer.id "
            "WHERE customer_day.day BETWEEN :first AND :last "
            "GROUP BY wanted.value, customer_day.day ORDER BY 1, 2"
        ),
        {"wanted": bound(connection, sorted(postcodes)), "first": first, "last": last},
    )
    return [(code, int(day), int(net)) for code, day, net in found]


def weekly(
    days: Sequence[tuple[str, int, int]], mondays: Sequence[int]
) -> dict[str, tuple[int, ...]]:
    """Add days up to weeks, by place."""
    at = {monday: place for place, monday in enumerate(mondays)}
    found: dict[str, list[int]] = {}
    for name, day, net in days:
        place = at.get(monday_of(day))
        weeks = found.setdefault(name, [0] * len(mondays))
        if place is not None:
            weeks[place] += net
    return {name: tuple(weeks) for name, weeks in found.items()}


def _held(row: Any) -> HeldAd:
    zones = json.loads(row.zones)
    return HeldAd(
        id=row.id, medium=row.medium, name=row.name, starts=row.starts, ends=row.ends,
        copies=row.copies, by=zones.get("by", ""), went_to=tuple(zones.get("went_to", ())),
        compared=tuple(zones.get("compared", ())), note=row.note, withdrawn=bool(row.withdrawn),
    )  # fmt: skip
