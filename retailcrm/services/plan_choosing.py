"""What is written down when a plan is chosen, and how plans stand beside each other."""

from dataclasses import dataclass
from typing import Any

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.db.plans import ForecastMonth
from retailcrm.planner.comparison import Ranked
from retailcrm.planner.outlook import Outlook, outlooks
from retailcrm.planner.plan import Plan
from retailcrm.planner.programs import ProgramModel
from retailcrm.planner.purchases import CHANNELS
from retailcrm.planner.ranges import HOLDS
from retailcrm.planner.uplift import SCENARIOS
from retailcrm.services.plan_rows import PlanRun

_THOUSAND = 1_000


@dataclass(frozen=True, slots=True)
class PlanCompared:
    """One plan beside others; money in minor units.

    Attributes:
        plan: its number.
        name: what the owner calls it.
        best: its best program; None where a problem stops the plan.
        earns: that program is expected to leave something.
        baseline: sales of the year without a program, in the middle scenario.
        uplift: sales it adds, less gifts, discounts and delivery, in the middle scenario.
        problem: why nothing could be worked out; empty otherwise.
    """

    plan: int
    name: str
    best: Ranked | None
    earns: bool
    baseline: float
    uplift: float
    problem: str


def compared(number: int, run: PlanRun) -> PlanCompared:
    """Give what a plan comes to."""
    best = run.comparison.ranking[0]
    year = next(
        one
        for one in run.comparison.sums
        if (one.model, one.scenario) == (best.model, SCENARIOS[1])
    )
    earns = run.comparison.choice is not None
    return PlanCompared(number, run.plan.name, best, earns, year.baseline, year.uplift, "")


def model_named(plan: Plan, name: str) -> ProgramModel:
    """Give a program of a plan.

    Raises:
        UserError: it has none of this name.
    """
    for one in plan.models:
        if one.name == name:
            return one
    raise UserError(
        say("The plan {plan} has no program {program}.", plan=plan.name, program=name),
        say("It has: {programs}.", programs=", ".join(one.name for one in plan.models)),
    )


def foreseen(run: PlanRun, model: ProgramModel) -> tuple[list[ForecastMonth], dict[str, Any]]:
    """Give what a program is forecast to bring, month by month, and what was promised of it."""
    by_channel, whole = outlooks(run.base.channels, model, run.plan.inputs)
    months = [
        one
        for channel, found in by_channel.items()
        for one in _months(found, CHANNELS.index(channel), run.base.first_ahead)
    ]
    every = _months(whole, -1, run.base.first_ahead)
    ranked = next(one for one in run.comparison.ranking if one.model == model.name)
    promised: dict[str, Any] = {
        "holds": HOLDS,
        "profits": [round(one) for one in ranked.profits],
        "expected": round(ranked.expected),
        "months": [[one.month, one.low, one.high] for one in every if one.low is not None],
        "year": None
        if whole.range is None
        else [round(whole.range.year_low), round(whole.range.year_high)],
    }
    return months, promised


def _months(found: Outlook, channel: int, first: int) -> list[ForecastMonth]:
    held = found.range
    return [
        ForecastMonth(
            first + at,
            channel,
            round(float(found.clients[at]) * _THOUSAND),
            round(float(found.purchases[at]) * _THOUSAND),
            round(float(found.sales[at])),
            round(float(found.margin[at])),
            None if held is None else round(float(held.low[at])),
            None if held is None else round(float(held.high[at])),
        )
        for at in range(found.sales.size)
    ]
