"""A plan as the books keep it: exact, in minor units, finished or not."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from retailcrm.planner.plan import Plan
from retailcrm.planner.programs import Band, ProgramModel, Step
from retailcrm.planner.uplift import Inputs

_COSTS = ("margin", "gift", "small_gift", "small_conversion", "fixed")


def free_name(name: str, taken: set[str]) -> str:
    """Give a name that nothing has yet: the name itself, or with a number behind it."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name} {number}", number + 1
    return found


def kept(plan: Plan) -> dict[str, Any]:
    """Write a plan as values that JSON holds; its name is kept beside it."""
    inputs = plan.inputs
    return {
        "models": [
            {
                "name": one.name,
                "gift_limit": one.gift_limit,
                "steps": [[step.threshold, step.discount] for step in one.steps],
                "redeemed": one.redeemed,
            }
            for one in plan.models
        ],
        **{name: getattr(inputs, name) for name in _COSTS},
        "delivery": dict(inputs.delivery or {}),
        "growth": [[*key, share] for key, share in sorted((inputs.growth or {}).items())],
        "bands": [[one.name, one.low, one.high, one.conversion] for one in inputs.bands],
        "weights": list(inputs.weights),
        "as_of": None if plan.as_of is None else plan.as_of.isoformat(),
        "history_months": plan.history_months,
    }


def plan_of(told: Mapping[str, Any], name: str) -> Plan:
    """Read back what `kept` wrote."""
    low, middle, high = told["weights"]
    inputs = Inputs(
        **{key: told[key] for key in _COSTS},
        delivery=dict(told["delivery"]),
        growth={(model, scenario, at): share for model, scenario, at, share in told["growth"]},
        bands=tuple(Band(*one) for one in told["bands"]),
        weights=(low, middle, high),
    )
    models = tuple(
        ProgramModel(
            one["name"],
            one["gift_limit"],
            tuple(Step(threshold, discount) for threshold, discount in one["steps"]),
            one.get("redeemed", 1.0),
        )
        for one in told["models"]
    )
    as_of = None if told["as_of"] is None else date.fromisoformat(told["as_of"])
    return Plan(name, models, inputs, as_of, told["history_months"])
