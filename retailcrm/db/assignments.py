"""Who fell into which arm of a campaign, and who was left out of it."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, func, select

from retailcrm.db.bulk import append, fetch_all
from retailcrm.db.kin import heirs
from retailcrm.db.whole_columns import fetch_numbers
from retailcrm.models.campaigns import Arm, Assignment, CouponCode, LeftOut

_Ids = NDArray[np.int64]


def assign(
    connection: Connection,
    campaign: int,
    people: Mapping[int, _Ids],
    strata: Mapping[int, str],
    day: int,
) -> None:
    """Note who fell into which arm, for good.

    Args:
        connection: to write with.
        campaign: number of the campaign.
        people: by number of the arm.
        strata: by customer, within which chance drew.
        day: business date of the assignment.
    """
    for arm, ids in people.items():
        frame = pl.DataFrame(
            {
                "campaign_id": np.full(ids.size, campaign, dtype=np.int64),
                "customer_id": ids,
                "occasion": np.zeros(ids.size, dtype=np.int64),
                "arm_id": np.full(ids.size, arm, dtype=np.int64),
                "day": np.full(ids.size, day, dtype=np.int64),
                "stratum": [strata.get(one, "") for one in ids.tolist()],
            },
            schema_overrides={"stratum": pl.String},
        )
        append(connection, Assignment, frame)


def leave_out(connection: Connection, campaign: int, people: Mapping[str, _Ids]) -> None:
    """Note who belonged to the audience and could not take part, by reason."""
    for reason, ids in people.items():
        frame = pl.DataFrame(
            {
                "campaign_id": np.full(ids.size, campaign, dtype=np.int64),
                "customer_id": ids,
                "occasion": np.zeros(ids.size, dtype=np.int64),
                "reason": [reason] * ids.size,
            },
            schema_overrides={"reason": pl.String},
        )
        append(connection, LeftOut, frame)


def forget_launch(connection: Connection, campaign: int) -> None:
    """Take back who fell where, and the codes they got; before anything has left the shop."""
    connection.execute(delete(CouponCode).where(CouponCode.campaign_id == campaign))
    connection.execute(delete(Assignment).where(Assignment.campaign_id == campaign))
    connection.execute(delete(LeftOut).where(LeftOut.campaign_id == campaign))


def assigned(connection: Connection, campaign: int, place: int | None = None) -> _Ids:
    """List who fell into one place, or into any, ascending; people put together are one."""
    wanted = (
        "SELECT DISTINCT assignment.customer_id FROM assignment "
        "JOIN arm ON arm.id = assignment.arm_id WHERE assignment.campaign_id = :campaign"
    )
    values = {"campaign": campaign}
    if place is not None:
        wanted += " AND arm.place = :place"
        values["place"] = place
    return _as_now(connection, fetch_all(connection, wanted, values))


def left_out(connection: Connection, campaign: int, reason: str) -> _Ids:
    """List who was left out for a reason, ascending; people put together are one."""
    found = fetch_all(
        connection,
        "SELECT DISTINCT customer_id FROM left_out "
        "WHERE campaign_id = :campaign AND reason = :reason",
        {"campaign": campaign, "reason": reason},
    )
    return _as_now(connection, found)


def left_out_counts(connection: Connection, campaign: int) -> dict[str, int]:
    """Count who was left out, by reason."""
    found = connection.execute(
        select(LeftOut.reason, func.count())
        .where(LeftOut.campaign_id == campaign)
        .group_by(LeftOut.reason)
    )
    return {reason: int(people) for reason, people in found}


def at_work(connection: Connection, day: int, but: int) -> _Ids:
    """List whom other campaigns write to on a day, ascending; their controls not counted."""
    # Written into the statement: it is a number, and both databases take it alike.
    here = str(int(day))
    found = fetch_numbers(
        connection,
        {"who": "a.customer_id"},
        "assignment a JOIN arm ON arm.id = a.arm_id AND arm.place > 0 "
        "JOIN campaign c ON c.id = a.campaign_id "
        f"WHERE c.state = 'running' AND c.id <> {int(but)} AND (c.kind = 'once' "
        f"AND COALESCE(c.sent, {here}) + c.days > {here} "
        f"OR c.kind = 'trigger' AND a.day + c.days > {here})",
    )
    return _now(connection, found["who"])


def arm_numbers(connection: Connection, campaign: int) -> dict[int, int]:
    """Give the number of each arm by its place."""
    found = connection.execute(select(Arm.place, Arm.id).where(Arm.campaign_id == campaign))
    return {int(place): int(number) for place, number in found}


def _as_now(connection: Connection, found: list[tuple[int, ...]]) -> _Ids:
    """Give everyone by whoever they are today, each once."""
    return _now(connection, np.fromiter((one for (one,) in found), np.int64, len(found)))


def _now(connection: Connection, ids: _Ids) -> _Ids:
    into = heirs(connection) if ids.size else {}
    if into:
        for at in np.flatnonzero(np.isin(ids, list(into))).tolist():
            ids[at] = into[int(ids[at])]
    now: _Ids = np.unique(ids)
    return now
