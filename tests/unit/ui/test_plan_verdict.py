"""The head of the planner says no more than its history bears."""

from dataclasses import replace
from datetime import date

from retailcrm.core.figures import Figures
from retailcrm.planner.comparison import compare, turns
from retailcrm.planner.plan import Plan
from retailcrm.planner.programs import Step
from retailcrm.planner.verdict import verdict as told
from retailcrm.services.plan_base import plan_base
from retailcrm.services.plan_rows import PlanRun
from retailcrm.ui.screens.planner.findings import verdict
from retailcrm.ui.screens.planner.state import PlannerState
from tests.unit.planner.worked import INPUTS, MODELS, shop

DAY = date(2024, 12, 31)
RICH = replace(INPUTS, margin=0.9, fixed=0.0)


def state(months: int | None, plan: Plan) -> PlannerState:
    base = plan_base(shop(), DAY, months)
    found = compare(base.channels, plan.models, plan.inputs)
    turned = turns(base.channels, plan.models, plan.inputs)
    figures = Figures("EUR")
    words = told(found, turned, {}, figures.money, base.doubts)
    return PlannerState(figures, answer=PlanRun(plan, base, found, turned, (), (), words))


def test_three_years_of_receipts_let_a_program_pay_without_more_ado() -> None:
    head, doubt = verdict(state(None, Plan("Next year", MODELS, RICH)))
    assert "pays: about" in head
    assert "receipts" not in doubt


def test_four_months_of_receipts_let_it_pay_at_most_perhaps() -> None:
    shown = state(4, Plan("Next year", MODELS, RICH))
    head, doubt = verdict(shown)
    assert "may pay: about" in head
    assert "little is known yet" in head
    assert doubt.startswith("This rests on 4 months of receipts")
    assert shown.answer is not None
    assert doubt in shown.answer.verdict[0]


def test_a_status_that_nobody_ever_came_near_pays_at_most_perhaps() -> None:
    steps = (*MODELS[2].steps[:2], Step(12_345_678_00, 0.15))
    far = replace(MODELS[2], name="Far", steps=steps)
    shown = state(None, Plan("Next year", (MODELS[0], far), RICH))
    head, doubt = verdict(shown)
    assert "B Far may pay: about" in head
    assert doubt == "Nobody bought as much within the year as status 3 of Far asks for."


def test_that_none_pays_is_doubted_after_four_months_as_well() -> None:
    head, doubt = verdict(state(4, Plan("Next year", MODELS, replace(INPUTS, margin=0.2))))
    assert "None of these programs earns" in head
    assert "4 months of receipts" in doubt
