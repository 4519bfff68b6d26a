"""What a list tells of its people, for many of them at once."""

from typing import Any

import polars as pl
from sqlalchemy import Connection

from retailcrm.db.bulk import fetch_all
from retailcrm.db.kin import heirs
from retailcrm.db.whole_columns import fetch_numbers


def points_of(connection: Connection) -> pl.DataFrame:
    """Give what everyone holds, people put together added up: `id`, `points`.

    Points of those who are in the books no more are among them, under a number of nobody.
    """
    held = "SELECT customer_id, SUM(points) AS points FROM points_entry"
    told = fetch_numbers(
        connection,
        {"id": "customer_id", "points": "points"},
        f"({held} GROUP BY customer_id HAVING SUM(points) <> 0) AS held",
    )
    into = heirs(connection)
    frame = pl.DataFrame(told)
    if into:
        frame = frame.with_columns(pl.col("id").replace(into))
    return frame.group_by("id").agg(pl.col("points").sum())


def codes_of(connection: Connection, campaign: int) -> pl.DataFrame:
    """Give the newest code of a campaign that is each one's own: `id`, `code`."""
    rows = fetch_all(
        connection,
        "SELECT customer_id, shown FROM coupon_code WHERE customer_id IS NOT NULL "
        f"AND withdrawn = 0 AND campaign_id = {int(campaign)} ORDER BY id",
    )
    return _newest(connection, rows, "code", pl.String())


def shared_codes_of(connection: Connection, campaign: int) -> dict[int | None, str]:
    """Give the newest code for many by the place of the arm it is for; None: for every arm."""
    rows = fetch_all(
        connection,
        "SELECT arm.place, shown FROM coupon_code LEFT JOIN arm ON arm.id = arm_id "
        "WHERE customer_id IS NULL AND withdrawn = 0 "
        f"AND coupon_code.campaign_id = {int(campaign)} ORDER BY coupon_code.id",
    )
    return {None if place is None else int(place): str(code) for place, code in rows}


def arm_places(connection: Connection, campaign: int) -> pl.DataFrame:
    """Give in which arm of a campaign each is: `id`, `place`; the newest assignment counts."""
    rows = fetch_all(
        connection,
        "SELECT a.customer_id, arm.place FROM assignment a JOIN arm ON arm.id = a.arm_id "
        f"WHERE a.campaign_id = {int(campaign)} ORDER BY a.day, a.occasion",
    )
    return _newest(connection, rows, "place", pl.Int64())


def _newest(
    connection: Connection, rows: list[tuple[Any, ...]], name: str, kind: pl.DataType
) -> pl.DataFrame:
    """Give the last value of each customer, by whom they are now: `id` and the value's name."""
    into = heirs(connection)
    found = {into.get(int(who), int(who)): value for who, value in rows}
    return pl.DataFrame(
        {"id": list(found), name: list(found.values())}, schema={"id": pl.Int64(), name: kind}
    )
