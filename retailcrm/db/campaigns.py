"""Campaigns, their arms, who fell into which, who was left out, and what was spent."""

from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from retailcrm.models.campaigns import Arm, Assignment, Campaign, LeftOut


@dataclass(frozen=True, slots=True)
class Head:
    """A campaign with its counts, as kept."""

    id: int
    name: str
    kind: str
    state: str
    channel: str
    audience: str
    held_back: int
    days: int
    starts: int | None
    sent: int | None
    ends: int | None
    series: str
    people: int
    control: int
    left_out: int


def heads(connection: Connection, campaign: int | None = None) -> tuple[Head, ...]:
    """List campaigns with their counts, the newest first; or one of them."""
    drawn = (
        select(
            Assignment.campaign_id,
            func.sum(case((Arm.place > 0, 1), else_=0)).label("people"),
            func.sum(case((Arm.place == 0, 1), else_=0)).label("control"),
        )
        .join(Arm, Arm.id == Assignment.arm_id)
        .group_by(Assignment.campaign_id)
        .subquery()
    )
    out = (
        select(LeftOut.campaign_id, func.count().label("left_out"))
        .group_by(LeftOut.campaign_id)
        .subquery()
    )
    wanted = (
        select(
            Campaign.id, Campaign.name, Campaign.kind, Campaign.state, Campaign.channel,
            Campaign.audience, Campaign.held_back, Campaign.days, Campaign.starts,
            Campaign.sent, Campaign.ends, Campaign.series,
            func.coalesce(drawn.c.people, 0).label("people"),
            func.coalesce(drawn.c.control, 0).label("control"),
            func.coalesce(out.c.left_out, 0).label("left_out"),
        )
        .outerjoin(drawn, drawn.c.campaign_id == Campaign.id)
        .outerjoin(out, out.c.campaign_id == Campaign.id)
        .order_by(Campaign.id.desc())
    )  # fmt: skip
    if campaign is not None:
        wanted = wanted.where(Campaign.id == campaign)
    found = connection.execute(wanted).mappings()
    return tuple(Head(**row) for row in found)
