"""A points program beside the programs of a plan, on the same history and the same measure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from retailcrm.core.days import day_of
from retailcrm.core.words import say
from retailcrm.loyalty.program import Program
from retailcrm.planner.purchases import CHANNELS
from retailcrm.planner.uplift import SCENARIOS
from retailcrm.services.plan_base import year_of
from retailcrm.services.plan_rows import PlanRun
from retailcrm.services.replaying import Tried

Try = Callable[[Program, date, date], Tried]


@dataclass(frozen=True, slots=True)
class PointsBeside:
    """What a points program would leave in the year ahead; money in minor units.

    Attributes:
        name: of the program.
        first: first day of the year it was tried on.
        last: last day of that year.
        members: customers who would have earned.
        like: the program of the plan whose growth of clients is presupposed of it as well.
        baseline: sales of the year ahead without any program.
        cost: what its points would cost on these, given the share ever redeemed.
        profits: what it would leave by scenario: margin on new clients less all points.
        expected: their weighted mean.
        needed: share by which sales have to rise for it to cost nothing; None where no rise pays.
    """

    name: str
    first: date
    last: date
    members: int
    like: str
    baseline: float
    cost: float
    profits: tuple[float, ...]
    expected: float
    needed: float | None


def points_beside(run: PlanRun, program: Program, tried: Try) -> PointsBeside:
    """Try a points program on the year that a plan rests on, and carry it to the year ahead.

    Nobody buys more to reach a status in it; that it brings as many new clients as the best
    program of the plan is presupposed, so that the two can be told apart by their costs.

    Raises:
        UserError: there are no receipts to try it on.
    """
    first, last = (day_of(one) for one in year_of(run.base.through))
    totals = tried(program, first, last)
    inputs, like = run.plan.inputs, run.comparison.ranking[0].model
    ahead = {one.channel: float(one.revenue.sum()) for one in run.base.channels}
    baseline = sum(ahead.values())
    rate = totals.totals.cost / totals.totals.net if totals.totals.net > 0 else 0.0
    new = np.array(
        [
            sum(ahead.get(one, 0.0) * inputs.grows(like, scenario, one) for one in CHANNELS)
            for scenario in SCENARIOS
        ]
    )
    profits = new * inputs.margin - (baseline + new) * rate - inputs.fixed
    weights = np.array(inputs.weights) / sum(inputs.weights)
    left = inputs.margin - rate
    cost = baseline * rate
    return PointsBeside(
        program.name,
        first,
        last,
        totals.members,
        like,
        baseline,
        cost,
        tuple(profits.tolist()),
        float(weights @ profits),
        (cost + inputs.fixed) / (baseline * left) if left > 0 and baseline > 0 else None,
    )


def points_sentence(found: PointsBeside, money: Callable[[float], str]) -> str:
    """Say on paper what a points program would leave beside the plan.

    Args:
        found: the points program tried.
        money: writes an amount of minor units.
    """
    told = {
        "name": found.name,
        "expected": money(found.expected),
        "worst": money(found.profits[0]),
        "cost": money(found.cost),
        "like": found.like,
    }
    return say(
        "The points program in force, {name}, would leave {expected} in a year ({worst} in the "
        "pessimistic case) for {cost} of points, with as many new customers as {like}.",
        **told,
    )
