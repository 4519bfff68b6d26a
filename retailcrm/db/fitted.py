"""Models as they were fitted, kept until the days they rest on change."""

import json
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from retailcrm.models.knowledge import FittedModel


def read_fit(connection: Connection, name: str, day: int, inputs: str) -> dict[str, Any] | None:
    """Give what was fitted to exactly these days; None if it is not kept."""
    row = connection.execute(
        select(FittedModel.inputs, FittedModel.told).where(
            FittedModel.name == name, FittedModel.day == day
        )
    ).one_or_none()
    if row is None or row.inputs != inputs:
        return None
    found: dict[str, Any] = json.loads(row.told)
    return found


def has_fit(connection: Connection, name: str, day: int) -> bool:
    """Say whether a fit of that day is kept and none of its days were changed since."""
    return (
        connection.scalar(
            select(FittedModel.day).where(FittedModel.name == name, FittedModel.day == day)
        )
        is not None
    )


def write_fit(
    connection: Connection, name: str, day: int, inputs: str, told: dict[str, Any], at: int
) -> None:
    """Keep a fit in place of an earlier one of that day."""
    connection.execute(delete(FittedModel).where(FittedModel.name == name, FittedModel.day == day))
    connection.execute(
        insert(FittedModel).values(name=name, day=day, inputs=inputs, told=json.dumps(told), at=at)
    )


def drop_fits_since(connection: Connection, day: int) -> None:
    """Forget what was fitted to days that changed afterwards."""
    connection.execute(delete(FittedModel).where(FittedModel.day >= day))


def drop_fits(connection: Connection) -> None:
    """Forget everything fitted, after a change that may reach back to any day."""
    connection.execute(delete(FittedModel))
