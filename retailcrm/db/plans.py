"""Plans that are kept, and the forecasts that were written when one was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from retailcrm.db.append_rows import append_rows
from retailcrm.db.ids import reserve
from retailcrm.models.plans import Forecast, Plan


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A plan as kept; days as day numbers."""

    id: int
    name: str
    made_on: int
    inputs: str
    chosen: str
    chosen_on: int | None
    chosen_by: str
    promised: str
    actor: str


@dataclass(frozen=True, slots=True)
class ForecastMonth:
    """A month of a channel as it was foreseen; counts in thousandths, money in minor units.

    Attributes:
        month: counted from January 1970.
        channel: 0 in store, 1 online.
        low: sales lie above it as often as the plan says; None where history was too short.
        high: likewise below.
    """

    month: int
    channel: int
    clients: int
    purchases: int
    sales: int
    margin: int
    low: int | None
    high: int | None


_HEADS = (
    Plan.id, Plan.name, Plan.made_on, Plan.inputs, Plan.chosen, Plan.chosen_on, Plan.chosen_by,
    Plan.promised, Plan.actor,
)  # fmt: skip
_MONTHS = ("month", "channel", "clients", "purchases", "sales", "margin", "low", "high")


def plan_heads(connection: Connection) -> tuple[PlanHead, ...]:
    """List the kept plans, the newest first."""
    found = connection.execute(select(*_HEADS).order_by(Plan.id.desc()))
    return tuple(PlanHead(*row) for row in found)


def plan_head(connection: Connection, number: int) -> PlanHead | None:
    """Give a plan by its number."""
    row = connection.execute(select(*_HEADS).where(Plan.id == number)).one_or_none()
    return None if row is None else PlanHead(*row)


def plan_named(connection: Connection, name: str) -> PlanHead | None:
    """Give a plan by its name."""
    row = connection.execute(select(*_HEADS).where(Plan.name == name)).one_or_none()
    return None if row is None else PlanHead(*row)


def plan_in_force(connection: Connection) -> PlanHead | None:
    """Give the plan that was chosen last."""
    row = connection.execute(
        select(*_HEADS)
        .where(Plan.chosen_on.is_not(None))
        .order_by(Plan.chosen_on.desc(), Plan.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else PlanHead(*row)


def add_plan(connection: Connection, **told: Any) -> int:
    """Keep a plan under a name that is free; give its number."""
    number = reserve(connection, "plan", 1)
    connection.execute(insert(Plan).values(id=number, **told))
    return number


def write_plan(connection: Connection, number: int, **told: Any) -> None:
    """Change what is kept of a plan."""
    connection.execute(update(Plan).where(Plan.id == number).values(**told))


def remove_plan(connection: Connection, number: int) -> None:
    """Forget a plan, which was never chosen."""
    connection.execute(delete(Plan).where(Plan.id == number))


def add_forecast(connection: Connection, plan: int, months: Sequence[ForecastMonth]) -> None:
    """Write down what a chosen plan foresees, once and for all."""
    rows = [(plan, *(getattr(one, name) for name in _MONTHS)) for one in months]
    append_rows(connection, Forecast, ("plan_id", *_MONTHS), rows)


def forecast_of(connection: Connection, plan: int) -> tuple[ForecastMonth, ...]:
    """Give what a chosen plan foresaw, by channel and month; nothing of one never chosen."""
    found = connection.execute(
        select(*(getattr(Forecast, name) for name in _MONTHS))
        .where(Forecast.plan_id == plan)
        .order_by(Forecast.channel, Forecast.month)
    )
    return tuple(ForecastMonth(*row) for row in found)
