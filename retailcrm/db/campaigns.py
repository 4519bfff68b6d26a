"""Campaigns, their arms, and what was spent."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, delete, func, insert, select, update

from retailcrm.db.ids import reserve
from retailcrm.models.campaigns import (
    Arm,
    Assignment,
    Campaign,
    CampaignCost,
    CodeUse,
    CouponCode,
    LeftOut,
)
from retailcrm.models.mailing import ListExport


@dataclass(frozen=True, slots=True)
class Head:
    """A campaign with its counts, as kept."""

    id: int
    name: str
    kind: str
    state: str
    channel: str
    audience: str
    salt: str
    held_back: int
    days: int
    starts: int | None
    sent: int | None
    ends: int | None
    series: str
    note: str
    wording: str
    promised: str
    people: int
    control: int
    left_out: int


@dataclass(frozen=True, slots=True)
class KeptArm:
    """An arm as kept, and how many fell into it."""

    id: int
    place: int
    name: str
    offer: str
    people: int


@dataclass(frozen=True, slots=True)
class KeptCost:
    """What entries of one kind come to; `id` is that of the first."""

    id: int
    kind: str
    per_piece: bool
    amount: int
    note: str


_KEPT = (
    Campaign.id, Campaign.name, Campaign.kind, Campaign.state, Campaign.channel,
    Campaign.audience, Campaign.salt, Campaign.held_back, Campaign.days, Campaign.starts,
    Campaign.sent, Campaign.ends, Campaign.series, Campaign.note, Campaign.wording,
    Campaign.promised,
)  # fmt: skip


def heads(connection: Connection, campaign: int | None = None) -> tuple[Head, ...]:
    """List campaigns with their counts, the newest first; or one of them.

    What a launch has settled was counted then; only moments, which go on, are counted anew.
    """
    wanted = select(*_KEPT).order_by(Campaign.id.desc())
    if campaign is not None:
        wanted = wanted.where(Campaign.id == campaign)
    found = connection.execute(wanted).mappings().all()
    kept: list[dict[str, Any]] = [dict(row) for row in found]
    return tuple(Head(**(one | _counts(connection, one))) for one in kept)


def _counts(connection: Connection, kept: dict[str, Any]) -> dict[str, int]:
    settled = json.loads(kept["promised"]) if kept["promised"] else {}
    if "treated" in settled:
        told = ("people", "treated"), ("control", "control"), ("left_out", "left_out")
        return {name: int(settled.get(key, 0)) for name, key in told}
    drawn = connection.execute(
        select(
            func.coalesce(func.sum(case((Arm.place > 0, 1), else_=0)), 0),
            func.coalesce(func.sum(case((Arm.place == 0, 1), else_=0)), 0),
        )
        .select_from(Assignment)
        .join(Arm, Arm.id == Assignment.arm_id)
        .where(Assignment.campaign_id == kept["id"])
    ).one()
    out = connection.scalar(
        select(func.count()).select_from(LeftOut).where(LeftOut.campaign_id == kept["id"])
    )
    return {"people": int(drawn[0]), "control": int(drawn[1]), "left_out": int(out or 0)}


def head(connection: Connection, campaign: int) -> Head | None:
    """Read one campaign; None if there is none of this number."""
    return next(iter(heads(connection, campaign)), None)


def add_campaign(connection: Connection, **kept: Any) -> int:
    """Write a campaign down and give its number."""
    number = reserve(connection, "campaign", 1)
    connection.execute(insert(Campaign).values(id=number, **kept))
    return number


def write_campaign(connection: Connection, campaign: int, **kept: Any) -> None:
    """Write a campaign as it now is."""
    connection.execute(update(Campaign).where(Campaign.id == campaign).values(**kept))


def arms_of(connection: Connection, campaign: int) -> tuple[KeptArm, ...]:
    """List the arms, the control first."""
    people = (
        select(Assignment.arm_id, func.count().label("people"))
        .where(Assignment.campaign_id == campaign)
        .group_by(Assignment.arm_id)
        .subquery()
    )
    found = connection.execute(
        select(Arm.id, Arm.place, Arm.name, Arm.offer, func.coalesce(people.c.people, 0))
        .outerjoin(people, people.c.arm_id == Arm.id)
        .where(Arm.campaign_id == campaign)
        .order_by(Arm.place)
    )
    return tuple(KeptArm(*row) for row in found)


def write_arms(connection: Connection, campaign: int, arms: Sequence[tuple[str, str]]) -> None:
    """Write names and offers of all arms, the control first; arms that stay keep their number."""
    held = {one.place: one for one in arms_of(connection, campaign)}
    for place, (name, offer) in enumerate(arms):
        if place in held:
            connection.execute(
                update(Arm).where(Arm.id == held[place].id).values(name=name, offer=offer)
            )
            continue
        connection.execute(
            insert(Arm).values(
                id=reserve(connection, "arm", 1),
                campaign_id=campaign,
                place=place,
                name=name,
                offer=offer,
            )
        )
    connection.execute(delete(Arm).where(Arm.campaign_id == campaign, Arm.place >= len(arms)))


def costs_of(connection: Connection, campaign: int) -> tuple[KeptCost, ...]:
    """List what costs come to, entries of one kind and note together, in the order entered."""
    found = connection.execute(
        select(
            func.min(CampaignCost.id),
            CampaignCost.kind,
            CampaignCost.per_piece,
            func.sum(CampaignCost.amount),
            CampaignCost.note,
        )
        .where(CampaignCost.campaign_id == campaign)
        .group_by(CampaignCost.kind, CampaignCost.per_piece, CampaignCost.note)
        .order_by(func.min(CampaignCost.id))
    )
    return tuple(
        KeptCost(row[0], row[1], bool(row[2]), int(row[3]), row[4]) for row in found if row[3]
    )


def add_cost(connection: Connection, campaign: int, **kept: Any) -> int:
    """Enter a cost, or take one back by an amount below zero; give the entry's number."""
    number = reserve(connection, "campaign_cost", 1)
    connection.execute(insert(CampaignCost).values(id=number, campaign_id=campaign, **kept))
    return number


def remove_draft(connection: Connection, campaign: int) -> None:
    """Take a draft away, and whatever was only planned for it."""
    connection.execute(delete(CampaignCost).where(CampaignCost.campaign_id == campaign))
    connection.execute(delete(Arm).where(Arm.campaign_id == campaign))
    connection.execute(delete(Campaign).where(Campaign.id == campaign))


def is_out(connection: Connection, campaign: int) -> bool:
    """Say whether a list of the campaign has left the shop, or a code of it was shown here."""
    listed = select(ListExport.id).where(ListExport.campaign_id == campaign)
    shown = (
        select(CodeUse.id)
        .join(CouponCode, CouponCode.id == CodeUse.code_id)
        .where(CouponCode.campaign_id == campaign)
    )
    return any(connection.scalar(one.limit(1)) is not None for one in (listed, shown))
