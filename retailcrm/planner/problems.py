"""What makes no sense in a plan, each told at the field where it can be mended."""

from collections.abc import Iterator
from dataclasses import dataclass

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.planner.programs import ProgramModel
from retailcrm.planner.purchases import ONLINE
from retailcrm.planner.uplift import MOST_CLIENTS, Inputs


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """Something to mend, or to know, at a field of a plan.

    Attributes:
        field: where, for example `models.0.steps.1.discount`; places count from 0.
        reason: one sentence.
        stops: nothing is worked out before it is mended; otherwise it is worked out as well as
            the history allows.
    """

    field: str
    reason: str
    stops: bool = True


def problems(models: tuple[ProgramModel, ...], inputs: Inputs) -> tuple[PlanProblem, ...]:
    """Name everything in a plan that makes no sense, in the order of its fields."""
    return (*_inputs(inputs), *_models(models), *_growth(models, inputs))


def refuse(found: tuple[PlanProblem, ...]) -> None:
    """Refuse a plan by its first problem that has to be mended.

    Raises:
        UserError: there is one.
    """
    for one in found:
        if one.stops:
            raise UserError(one.reason)


def check(models: tuple[ProgramModel, ...], inputs: Inputs) -> None:
    """Refuse a plan that makes no sense, naming what to mend.

    Raises:
        UserError: thresholds out of order, a share outside 0 to 100 %, a negative cost, and such.
    """
    refuse(problems(models, inputs))


def _inputs(inputs: Inputs) -> Iterator[PlanProblem]:
    if not 0 < inputs.margin <= 1:
        yield PlanProblem("margin", say("The margin lies above 0 and is at most 100 %."))
    costs = {"gift": inputs.gift, "small_gift": inputs.small_gift, "fixed": inputs.fixed}
    costs |= {f"delivery.{channel}": cost for channel, cost in (inputs.delivery or {}).items()}
    for field, cost in costs.items():
        if not cost >= 0:
            yield PlanProblem(field, say("Costs cannot be negative."))
    if not 0 <= inputs.small_conversion <= 1:
        yield PlanProblem(
            "small_conversion", say("The share that a small gift wins lies between 0 and 100 %.")
        )
    yield from _bands(inputs)
    if min(inputs.weights) < 0 or not sum(inputs.weights) > 0:
        yield PlanProblem(
            "weights", say("The chances of the scenarios cannot be negative or all nothing.")
        )


def _bands(inputs: Inputs) -> Iterator[PlanProblem]:
    if not inputs.bands:
        yield PlanProblem("bands", say("There is no band of nearness."))
    before = 0.0
    for place, one in enumerate(inputs.bands):
        if not (before <= one.low < one.high <= 1):
            yield PlanProblem(
                f"bands.{place}", say("Each band of nearness begins where the one before it ends.")
            )
        if not 0 <= one.conversion <= 1:
            yield PlanProblem(
                f"bands.{place}", say("The share who reach a status lies between 0 and 100 %.")
            )
        before = one.high


def _models(models: tuple[ProgramModel, ...]) -> Iterator[PlanProblem]:
    if not models:
        yield PlanProblem(
            "models", say("The plan has no program to work out: add one under “models”.")
        )
    names = [one.name.strip() for one in models]
    for place, model in enumerate(models):
        if not names[place]:
            yield PlanProblem(f"models.{place}.name", say("The program needs a name."))
        elif names[place] in names[:place]:
            yield PlanProblem(
                f"models.{place}.name",
                say("There is a program {name} already.", name=names[place]),
            )
        yield from _steps(place, model)


def _steps(place: int, model: ProgramModel) -> Iterator[PlanProblem]:
    field, low = f"models.{place}", model.gift_limit
    if low < 0:
        yield PlanProblem(
            f"{field}.gift_limit",
            say("{program}: the entry amount cannot be negative.", program=model.name),
        )
    if not 0 <= model.redeemed <= 1:
        yield PlanProblem(
            f"{field}.redeemed",
            say("{program}: what is ever redeemed lies between 0 and 100 %.", program=model.name),
        )
    if not model.steps:
        yield PlanProblem(
            f"{field}.steps", say("{program} has no status yet: add one.", program=model.name)
        )
    for number, step in enumerate(model.steps, start=1):
        at = f"{field}.steps.{number - 1}"
        if step.threshold <= low:
            yield PlanProblem(
                f"{at}.threshold",
                say(
                    "{program}: status {number} has to begin above the one before it.",
                    program=model.name,
                    number=number,
                ),
            )
        if not 0 <= step.discount <= 1:
            yield PlanProblem(
                f"{at}.discount",
                say(
                    "{program}: the discount of status {number} lies between 0 and 100 %.",
                    program=model.name,
                    number=number,
                ),
            )
        low = max(low, step.threshold)


def _growth(models: tuple[ProgramModel, ...], inputs: Inputs) -> Iterator[PlanProblem]:
    places = {one.name: place for place, one in enumerate(models)}
    for (model, scenario, channel), share in (inputs.growth or {}).items():
        if model in places and not -1 <= share <= MOST_CLIENTS:
            yield PlanProblem(
                f"growth.{places[model]}.{scenario}.{channel}",
                say(
                    "{program}, {scenario}, {channel}: clients grow by −100 % to 1,000 %.",
                    program=model,
                    scenario=say(scenario),
                    channel=say("online shop") if channel == ONLINE else say("store"),
                ),
            )
