"""The worked shop: three years of receipts, three programs, and what the owner presupposes."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from retailcrm.core.days import day_number
from retailcrm.planner.forecast import level, theta
from retailcrm.planner.programs import ProgramModel, Step, small_check
from retailcrm.planner.purchases import (
    CHANNELS,
    Monthly,
    Purchases,
    active_months,
    buyers,
    monthly,
    purchases,
)
from retailcrm.planner.ranges import errors
from retailcrm.planner.spread import spread
from retailcrm.planner.uplift import ChannelBase, Inputs

DATA = Path(__file__).parents[2] / "data" / "planner"
FIRST, MONTHS = (2022 - 1970) * 12, 36
YEAR = (day_number(date(2024, 1, 1)), day_number(date(2024, 12, 31)))
MODELS = (
    ProgramModel("M1", 3000, (Step(6500, 0.03), Step(15000, 0.05), Step(30000, 0.07))),
    ProgramModel("M2", 6500, (Step(10000, 0.05), Step(20000, 0.07), Step(40000, 0.10))),
    ProgramModel("M3", 6500, (Step(15000, 0.05), Step(30000, 0.10), Step(60000, 0.15))),
)
_GROWTH = {
    "M1": ((0.0, 0.01), (0.02, 0.03), (0.04, 0.06)),
    "M2": ((0.01, 0.015), (0.03, 0.045), (0.06, 0.09)),
    "M3": ((0.015, 0.02), (0.04, 0.06), (0.08, 0.12)),
}
INPUTS = Inputs(
    margin=0.4,
    gift=300.0,
    small_gift=200.0,
    small_conversion=0.05,
    fixed=120_000.0,
    delivery={"offline": 0.0, "online": 400.0},
    growth={
        (model, scenario, channel): share
        for model, rows in _GROWTH.items()
        for scenario, row in zip(("pessimistic", "conservative", "optimistic"), rows, strict=True)
        for channel, share in zip(CHANNELS, row, strict=True)
    },
)


def table(name: str) -> list[dict[str, str]]:
    """Read a worked table."""
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def shop() -> Purchases:
    """Read the receipts."""
    rows = table("receipts")
    names = {one: number for number, one in enumerate(sorted({row["client"] for row in rows}))}
    return purchases(
        np.array([names[row["client"]] for row in rows], np.int64),
        np.array([day_number(date.fromisoformat(row["day"])) for row in rows], np.int64),
        np.array([int(row["cents"]) for row in rows], np.int64),
        np.array([row["channel"] == "online" for row in rows]),
    )


@cache
def history(channel: str, months: int = MONTHS) -> Monthly:
    """Give a channel month by month."""
    return monthly(shop().of(channel), FIRST, months)


@cache
def base(channel: str) -> ChannelBase:
    """Give what the plan rests on, forecast as the worked shop was."""
    months, year = history(channel), shop().of(channel).between(*YEAR)
    every = buyers(year)
    clients = theta(months.clients.astype(float), 12).values
    often, check = level(months.frequency, 12).values, level(months.check, 12).values
    return ChannelBase(
        channel,
        spread(every.amount, every.number),
        active_months(year),
        small_check(year.amount),
        clients,
        often,
        clients * often * check,
        errors(months.revenue.astype(float), 12),
    )


def bases() -> tuple[ChannelBase, ...]:
    """Give both channels."""
    return tuple(base(one) for one in CHANNELS)
