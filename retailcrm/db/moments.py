"""Moments as kept: their settings, who was given what on which day, and who had to wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import Connection, insert, select, text, update

from retailcrm.campaigns.moments.choosing import Past
from retailcrm.core.rows import rows as rows_ref
from retailcrm.db.bulk import append, bound, fetch_all, values_clause
from retailcrm.db.ids import reserve
from retailcrm.db.kin import heirs
from retailcrm.models.campaigns import Arm, Assignment, Campaign, LeftOut

TRIGGER = "trigger"
_Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MomentHead:
    """A moment's campaign as kept; `arms` are its ids by place, `cost` is that of a piece."""

    id: int
    name: str
    state: str
    channel: str
    audience: str
    moment: str
    salt: str
    held_back: int
    days: int
    starts: int | None
    ends: int | None
    note: str
    wording: str
    arms: tuple[int, ...]
    offers: tuple[str, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class NewMoment:
    """What is written of a moment when it is set up."""

    name: str
    channel: str
    audience: str
    moment: str
    salt: str
    held_back: int
    days: int
    note: str
    #: name and JSON of the offer, a pair for each step
    steps: tuple[tuple[str, str], ...]
    at: int
    actor: str


_FROM_ELSEWHERE = frozenset({"arms", "offers", "cost"})
_HEAD = tuple(name for name in MomentHead.__dataclass_fields__ if name not in _FROM_ELSEWHERE)


def moment_heads(connection: Connection, campaign: int | None = None) -> tuple[MomentHead, ...]:
    """List the moments in the order in which they were set up; or one of them."""
    wanted = select(*(getattr(Campaign, name) for name in _HEAD)).where(Campaign.kind == TRIGGER)
    if campaign is not None:
        wanted = wanted.where(Campaign.id == campaign)
    found = list(connection.execute(wanted.order_by(Campaign.id)).mappings())
    held: dict[int, list[tuple[int, str]]] = {row["id"]: [] for row in found}
    arms = select(Arm.campaign_id, Arm.id, Arm.offer).order_by(Arm.campaign_id, Arm.place)
    for owner, arm, offer in connection.execute(arms):
        if owner in held:
            held[owner].append((arm, offer))
    costs = _costs_of_a_piece(connection) if found else {}
    return tuple(
        MomentHead(
            **row,
            arms=tuple(arm for arm, _ in held[row["id"]]),
            offers=tuple(offer for _, offer in held[row["id"]]),
            cost=costs.get(row["id"], 0),
        )
        for row in found
    )


def _costs_of_a_piece(connection: Connection) -> dict[int, int]:
    """Give what a piece of each campaign costs, in thousandths of the smallest coin."""
    found = connection.execute(
        text(
            "SELECT campaign_id, SUM(amount) FROM campaign_cost WHERE per_piece = 1 "
            "GROUP BY campaign_id"
        )
    )
    return {int(campaign): int(amount) for campaign, amount in found}


def add_moment(connection: Connection, told: NewMoment) -> int:
    """Write down a moment with an arm for each step, and give its number."""
    campaign = reserve(connection, "campaign", 1)
    connection.execute(
        insert(Campaign).values(
            id=campaign,
            name=told.name,
            kind=TRIGGER,
            state="draft",
            channel=told.channel,
            audience=told.audience,
            moment=told.moment,
            salt=told.salt,
            held_back=told.held_back,
            days=told.days,
            note=told.note,
            at=told.at,
            actor=told.actor,
        )
    )
    add_steps(connection, campaign, 0, (("", ""), *told.steps))
    return campaign


def add_steps(
    connection: Connection, campaign: int, place: int, steps: Sequence[tuple[str, str]]
) -> None:
    """Add arms from a place on: name and JSON of the offer."""
    if not steps:
        return
    first = reserve(connection, "arm", len(steps))
    connection.execute(
        insert(Arm),
        [
            {
                "id": first + at,
                "campaign_id": campaign,
                "place": place + at,
                "name": name,
                "offer": offer,
            }
            for at, (name, offer) in enumerate(steps)
        ],
    )


def change_step(connection: Connection, arm: int, name: str, offer: str) -> None:
    """Write what a step says and offers from now on."""
    connection.execute(update(Arm).where(Arm.id == arm).values(name=name, offer=offer))


def change_moment(connection: Connection, campaign: int, changed: Mapping[str, Any]) -> None:
    """Write some of a moment's settings anew."""
    connection.execute(update(Campaign).where(Campaign.id == campaign).values(**changed))


def past_of(connection: Connection, customers: _Ids) -> Past:
    """Read what people were given before, by whatever campaign; the merged count as one.

    Args:
        connection: to read with.
        customers: ids, ascending.
    """
    into = heirs(connection)
    wanted = set(customers.tolist())
    also = [loser for loser, heir in into.items() if heir in wanted]
    rows = fetch_all(
        connection,
        "SELECT a.campaign_id, a.customer_id, a.occasion, a.day, c.channel, "
        "CASE WHEN arm.place = 0 THEN 1 ELSE 0 END FROM "
        f"{values_clause(connection, 'bigint')} JOIN assignment a "
        "ON a.customer_id = wanted.value JOIN arm ON arm.id = a.arm_id "
        "JOIN campaign c ON c.id = a.campaign_id WHERE c.kind <> 'standing'",
        {"wanted": bound(connection, [*customers.tolist(), *also])},
    )
    columns = list(zip(*rows, strict=True)) or [()] * 6
    return Past(
        campaign=np.array(columns[0], dtype=np.int64),
        customer=np.array([into.get(one, one) for one in columns[1]], dtype=np.int64),
        occasion=np.array(columns[2], dtype=np.int64),
        day=np.array(columns[3], dtype=np.int64),
        channel=np.array(columns[4], dtype=np.str_),
        control=np.array(columns[5], dtype=bool),
    )


def write_assigned(connection: Connection, frame: pl.DataFrame) -> None:
    """Note who was given what; the primary key refuses a second time.

    Args:
        connection: to write with.
        frame: campaign_id, customer_id, occasion, arm_id, day, stratum.
    """
    append(connection, Assignment, frame)


def write_waiting(connection: Connection, frame: pl.DataFrame) -> None:
    """Note who had to wait, and why: campaign_id, customer_id, occasion, reason."""
    append(connection, LeftOut, frame)


def forget_waiting(connection: Connection, keys: Sequence[tuple[int, int, int]]) -> None:
    """Take away what was noted of people who had to wait: (campaign, customer, occasion)."""
    if not keys:
        return
    names = ("campaign", "customer", "occasion")
    connection.execute(
        text(
            "DELETE FROM left_out WHERE campaign_id = :campaign AND customer_id = :customer "
            "AND occasion = :occasion"
        ),
        [dict(zip(names, one, strict=True)) for one in keys],
    )


def birthdays_of(connection: Connection) -> list[tuple[int, int]]:
    """List (customer, month x 100 + day) of everyone whose birthday is known."""
    month = "CAST(SUBSTR(birthday, LENGTH(birthday) - 4, 2) AS INTEGER)"
    day = "CAST(SUBSTR(birthday, LENGTH(birthday) - 1, 2) AS INTEGER)"
    return [
        (int(who), int(when))
        for who, when in fetch_all(
            connection, f"SELECT id, {month} * 100 + {day} FROM customer WHERE birthday <> ''"
        )
    ]


def handed_on(connection: Connection) -> list[tuple[int, int]]:
    """List (customer, first day) of everyone who was handed a card at the counter."""
    return [
        (int(who), int(when))
        for who, when in fetch_all(
            connection,
            "SELECT customer_id, MIN(issued) FROM card WHERE customer_id IS NOT NULL "
            "AND issued IS NOT NULL GROUP BY customer_id",
        )
    ]


def tiers_held(connection: Connection) -> list[tuple[int, str]]:
    """List (customer, tier) of everyone who has one."""
    return [
        (int(who), str(tier))
        for who, tier in fetch_all(
            connection, "SELECT customer_id, tier FROM points_account WHERE tier <> ''"
        )
    ]


def given_by_day(
    connection: Connection, campaign: int, limit: int
) -> list[tuple[int, int, int, int]]:
    """List (day, step, people, of them left alone), the newest day first."""
    rows = connection.execute(
        text(
            "SELECT a.day, a.occasion % 16, COUNT(*), "
            "SUM(CASE WHEN arm.place = 0 THEN 1 ELSE 0 END) FROM assignment a "
            "JOIN arm ON arm.id = a.arm_id WHERE a.campaign_id = :campaign "
            "GROUP BY a.day, a.occasion % 16 ORDER BY a.day DESC, a.occasion % 16 LIMIT :most"
        ),
        {"campaign": campaign, "most": limit},
    )
    return [(int(day), int(step), int(all_), int(alone)) for day, step, all_, alone in rows]


def given_to(
    connection: Connection, campaign: int, day: int | None, place: int | None
) -> list[int]:
    """List who was given something by a moment: on a day or ever, in a place or any."""
    conditions = ["a.campaign_id = :campaign"]
    conditions += ["a.day = :day"] if day is not None else []
    conditions += ["arm.place = :place"] if place is not None else []
    rows = connection.scalars(
        text(
            "SELECT DISTINCT a.customer_id FROM assignment a JOIN arm ON arm.id = a.arm_id "
            f"WHERE {' AND '.join(conditions)} ORDER BY 1"
        ),
        {
            name: value
            for name, value in (("campaign", campaign), ("day", day), ("place", place))
            if value is not None
        },
    )
    return [int(one) for one in rows]


@dataclass(frozen=True, slots=True)
class MomentSums:
    """What a moment has done so far."""

    sent: int
    control: int
    people: int


def sums_of(connection: Connection) -> dict[int, MomentSums]:
    """Count for each moment its pieces, those left alone, and the people written to."""
    rows = connection.execute(
        text(
            "SELECT a.campaign_id, SUM(CASE WHEN arm.place > 0 THEN 1 ELSE 0 END), "
            "SUM(CASE WHEN arm.place = 0 THEN 1 ELSE 0 END), "
            "COUNT(DISTINCT CASE WHEN arm.place > 0 THEN a.customer_id END) FROM campaign c "
            "JOIN assignment a ON a.campaign_id = c.id JOIN arm ON arm.id = a.arm_id "
            "WHERE c.kind = :kind GROUP BY a.campaign_id"
        ),
        {"kind": TRIGGER},
    )
    return {int(one): MomentSums(int(s), int(c), int(p)) for one, s, c, p in rows}


@dataclass(frozen=True, slots=True)
class GivenList:
    """People of one moment, day and step, and the file that was last written of them."""

    campaign: int
    day: int
    place: int
    people: int
    audience: str
    file: str


def given_since(connection: Connection, first: int, last: int) -> list[GivenList]:
    """List what went out by moments between two days, one row a moment, day and step."""
    rows = connection.execute(
        text(
            "SELECT a.campaign_id, a.day, arm.place, COUNT(*) FROM campaign c "
            "JOIN assignment a ON a.campaign_id = c.id JOIN arm ON arm.id = a.arm_id "
            "WHERE c.kind = :kind AND a.day BETWEEN :first AND :last AND arm.place > 0 "
            "GROUP BY a.campaign_id, a.day, arm.place ORDER BY a.day, a.campaign_id, arm.place"
        ),
        {"kind": TRIGGER, "first": first, "last": last},
    )
    whole = [(int(one), int(day), int(place), int(people)) for one, day, place, people in rows]
    names = [audience_of(one, day, place) for one, day, place, _ in whole]
    files = _files_of(connection, names)
    return [
        GivenList(*one, audience=name, file=files.get(name, ""))
        for one, name in zip(whole, names, strict=True)
    ]


def audience_of(campaign: int, day: int, place: int) -> str:
    """Name the people of a moment, day and step as exports of lists do."""
    told = {"id": str(campaign), "day": str(day), "arm": str(place)}
    return rows_ref("campaign", **told).text()


def _files_of(connection: Connection, audiences: Sequence[str]) -> dict[str, str]:
    """Give the newest file of each audience that has one."""
    found = connection.execute(
        text(
            f"SELECT audience, file FROM {values_clause(connection, 'text')} "
            "JOIN list_export ON audience = wanted.value ORDER BY list_export.id"
        ),
        {"wanted": bound(connection, list(audiences))},
    )
    return {str(audience): str(file) for audience, file in found}


def drop_moment(connection: Connection, campaign: int) -> None:
    """Take a draft away that never acted."""
    for table in ("campaign_cost", "left_out", "arm"):
        connection.execute(
            text(f"DELETE FROM {table} WHERE campaign_id = :campaign"), {"campaign": campaign}
        )
    connection.execute(text("DELETE FROM campaign WHERE id = :campaign"), {"campaign": campaign})
