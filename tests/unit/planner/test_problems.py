"""What makes no sense in a plan is told at the field where it can be mended."""

from dataclasses import replace

import pytest

from retailcrm.core.errors import UserError
from retailcrm.planner.plan import plan_from
from retailcrm.planner.problems import PlanProblem, check, problems
from retailcrm.planner.programs import BANDS, Band, ProgramModel, Step
from retailcrm.planner.uplift import Inputs
from tests.unit.planner.worked import INPUTS, MODELS


def fields(found: tuple[PlanProblem, ...]) -> list[str]:
    return [one.field for one in found]


def test_a_plan_that_makes_sense_has_no_problem() -> None:
    assert problems(MODELS, INPUTS) == ()


def test_thresholds_out_of_order_are_told_at_the_one_that_is_too_low() -> None:
    wrong = ProgramModel("A", 3000, (Step(2000, 0.1), Step(5000, 0.2), Step(4000, 0.3)))
    assert fields(problems((wrong,), Inputs())) == [
        "models.0.steps.0.threshold", "models.0.steps.2.threshold"
    ]  # fmt: skip


@pytest.mark.parametrize("discount", [1.2, -0.01, float("nan")])
def test_a_discount_of_more_than_everything_is_told_at_its_status(discount: float) -> None:
    wrong = ProgramModel("A", 0, (Step(2000, 0.1), Step(5000, discount)))
    assert fields(problems((MODELS[0], wrong), INPUTS)) == ["models.1.steps.1.discount"]


def test_growth_below_nobody_is_told_at_its_scenario_and_channel() -> None:
    growth = {**(INPUTS.growth or {}), ("M2", "pessimistic", "online"): -1.5}
    (one,) = problems(MODELS, replace(INPUTS, growth=growth))
    assert one.field == "growth.1.pessimistic.online"
    assert "online shop: clients grow by −100 %" in one.reason
    gone = {**growth, ("M2", "pessimistic", "online"): -1.0}
    assert problems(MODELS, replace(INPUTS, growth=gone)) == ()


def test_growth_of_a_program_that_is_gone_does_no_harm() -> None:
    assert problems(MODELS[:1], INPUTS) == ()


def test_programs_need_names_of_their_own_and_a_status() -> None:
    bare = ProgramModel(" ", 0, ())
    twin = replace(MODELS[0], gift_limit=-1)
    assert fields(problems((MODELS[0], twin, bare), Inputs())) == [
        "models.1.name", "models.1.gift_limit", "models.2.name", "models.2.steps"
    ]  # fmt: skip
    assert fields(problems((), Inputs())) == ["models"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"margin": 0.0}, "margin"),
        ({"margin": float("nan")}, "margin"),
        ({"gift": -1.0}, "gift"),
        ({"small_gift": -1.0}, "small_gift"),
        ({"fixed": float("nan")}, "fixed"),
        ({"delivery": {"online": -4.0}}, "delivery.online"),
        ({"small_conversion": 1.5}, "small_conversion"),
        ({"weights": (0.0, 0.0, 0.0)}, "weights"),
        ({"bands": (*BANDS[:2], Band("near", 0.7, 1.0, 0.2))}, "bands.2"),
        ({"bands": (Band("all", 0.0, 1.0, 1.2),)}, "bands.0"),
        ({"bands": ()}, "bands"),
    ],
)
def test_each_input_has_its_own_field(change: dict[str, object], field: str) -> None:
    wrong = replace(INPUTS, **change)  # type: ignore[arg-type]
    assert fields(problems(MODELS, wrong)) == [field]
    with pytest.raises(UserError):
        check(MODELS, wrong)


@pytest.mark.parametrize("amount", ["1e21", 10**13])
def test_an_amount_that_nobody_can_mean_is_refused_by_name(amount: object) -> None:
    told = {"models": {"A": {"gift_limit": 0, "steps": [[65, 0.03], [amount, 0.05]]}}}
    with pytest.raises(UserError, match="“steps” is too large"):
        plan_from(told, 100)
