"""The people behind the figures of a plan: who would have a status, and who is near the next."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.planner.programs import (
    LOWEST,
    ProgramModel,
    amounts_near,
    below_entry,
    near,
    status_rows,
)
from retailcrm.planner.purchases import Purchases, buyers
from retailcrm.planner.uplift import ChannelBase, Inputs
from retailcrm.services.finding import FINDING, Finder, Found, How, Unit
from retailcrm.services.plan_base import last_month, year_of
from retailcrm.services.plan_rows import NearTold, StatusTable, StatusTold

PEOPLE = "plan.people"  # name of the finder
_SPENT, _LACKING, _BOUGHT = "spent", "lacking", "bought"


def status_table(
    base: ChannelBase, model: ProgramModel, inputs: Inputs, as_of: date
) -> StatusTable:
    """Tell who would be what under a program, each count with its people."""

    def behind(first: int, last: int, **told: str) -> RowsRef:
        return _rows(base.channel, as_of, first, last, **told)

    edges = (-LOWEST, *(one.threshold for one in model.steps), LOWEST)
    return StatusTable(
        model.name,
        base.channel,
        tuple(
            StatusTold(row, behind(edges[row.status], edges[row.status + 1]))
            for row in status_rows(model, base.spread)
        ),
        tuple(
            NearTold(
                one,
                behind(
                    *amounts_near(model, one.to_status, inputs.bands[number % len(inputs.bands)]),
                    to=str(one.threshold),
                    band=one.band,
                ),
            )
            for number, one in enumerate(near(model, base.spread, base.small_check, inputs.bands))
        ),
        NearTold(
            below_entry(model, base.spread, base.small_check, inputs.small_conversion),
            behind(-LOWEST, model.gift_limit, to=str(model.gift_limit)),
        ),
    )


def _rows(channel: str, as_of: date, first: int, last: int, **told: str) -> RowsRef:
    return rows(
        "customers",
        **{FINDING: PEOPLE, "channel": channel, "as_of": as_of.isoformat()},
        above=None if first == -LOWEST else str(first),
        below=None if last == LOWEST else str(last),
        **told,
    )


class PlanFinders:
    """Finds the people behind the figures of plans.

    Args:
        bought: gives every purchase of known customers.
        money: writes an amount.
    """

    def __init__(
        self, bought: Callable[[], Purchases], money: Callable[[], Callable[[int], str]]
    ) -> None:
        self._bought, self._money = bought, money

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders by name."""
        return {PEOPLE: self._people}

    def _people(self, asked: RowsRef) -> Found:
        as_of, channel = _day(asked.get("as_of")), asked.get("channel") or ""
        above, below = (_amount(asked.get(name)) for name in ("above", "below"))
        year = self._bought().between(*year_of(last_month(as_of)))
        mine = buyers(year.of(channel) if channel else year)
        wanted = np.ones(mine.ids.size, np.bool_)
        if above is not None:
            wanted &= mine.amount >= above
        if below is not None:
            wanted &= mine.amount < below
        ids, spent = mine.ids[wanted], mine.amount[wanted].astype(np.float64)
        goal = _amount(asked.get("to"))
        title = self._title(channel, above, below, goal)
        if goal is not None:
            return Found(title, ids, say("Still lacking"), Unit.MONEY, goal - spent, How.MEAN)
        return Found(title, ids, say("Bought in the year"), Unit.MONEY, spent, How.SUM)

    def _title(self, channel: str, above: int | None, below: int | None, goal: int | None) -> str:
        money = self._money()
        if above is not None and below is not None:
            said = say("Bought for {low} to {high} in a year", low=money(above), high=money(below))
        elif above is not None:
            said = say("Bought for {low} or more in a year", low=money(above))
        elif below is not None:
            said = say("Bought for less than {high} in a year", high=money(below))
        else:
            said = say("Bought in the year")
        where = {"online": say("online"), "offline": say("in store")}.get(channel)
        if goal is not None and goal != below:
            said = say("{people}, on the way to {goal}", people=said, goal=money(goal))
        return f"{said}, {where}" if where else said


def _day(told: str | None) -> date:
    try:
        return date.fromisoformat(told or "")
    except ValueError as fault:
        raise UserError(say("The rows behind this figure cannot be told any more.")) from fault


def _amount(told: str | None) -> int | None:
    if told is None:
        return None
    if not told.lstrip("-").isdecimal():
        raise UserError(say("The rows behind this figure cannot be told any more."))
    return int(told)
