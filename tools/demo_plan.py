"""Two plans of the demonstration's shop, one of them chosen a few months ago."""

from dataclasses import replace
from datetime import date

from retailcrm.planner.plan import Plan
from retailcrm.planner.programs import Band
from retailcrm.wiring import Services

#: what somebody would know of a shop whose goods carry a high margin
MARGIN, NEAR = 0.68, 0.45
SPRING = date(2026, 4, 30)


def fill(services: Services) -> None:
    """Keep a plan of this spring, which was chosen, and one for the year to come."""
    spring = services.planning.start("Spring 2026")
    chosen = services.plans.save(replace(_hopeful(spring), as_of=SPRING)).value
    best = services.planning.run(chosen.plan).comparison.ranking[0].model
    services.plans.choose(chosen.id, best)
    services.plans.save(_hopeful(services.planning.start("Plan 2027")))


def _hopeful(plan: Plan) -> Plan:
    bands = (*plan.inputs.bands[:-1], Band("near", plan.inputs.bands[-1].low, 1.0, NEAR))
    models = tuple(
        replace(one, steps=tuple(replace(step, discount=step.discount / 2) for step in one.steps))
        for one in plan.models
    )
    inputs = replace(plan.inputs, margin=MARGIN, bands=bands, fixed=240_00.0)
    return replace(plan, models=models, inputs=inputs)
