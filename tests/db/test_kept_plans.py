"""Plans are kept under a name, copied and thrown away, on both databases."""

from dataclasses import replace

import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.traces import Traces
from retailcrm.db.mending import mend_texts
from retailcrm.planner.plan import Plan
from retailcrm.planner.programs import ProgramModel, Step
from retailcrm.planner.uplift import Inputs
from retailcrm.wiring import Services
from tests.unit.planner.worked import INPUTS, MODELS

PLAN = Plan("Next year", MODELS, INPUTS, history_months=36)


def test_a_plan_comes_back_as_it_was_kept(shop: Services) -> None:
    saved = shop.plans.save(PLAN).value
    assert shop.plans.plan(saved.id).plan == PLAN
    assert shop.plans.named(" Next  year ").id == saved.id
    assert saved.chosen is None
    assert [one.name for one in shop.plans.plans()] == ["Next year"]


def test_an_unfinished_plan_is_kept_as_well(file_shop: Services) -> None:
    wrong = Plan(
        "Draft",
        (ProgramModel("A", 5000, (Step(4000, 1.2),)),),
        Inputs(margin=0, delivery={}, growth={}),
    )
    assert file_shop.plans.save(wrong).value.plan == wrong


def test_a_kept_plan_is_changed_in_its_place_and_copied_to_another(shop: Services) -> None:
    first = shop.plans.save(PLAN).value
    changed = replace(PLAN, inputs=replace(INPUTS, margin=0.5))
    assert shop.plans.save(changed, first.id).value.plan == changed
    copy = shop.plans.duplicate(first.id).value
    assert copy.name == "Next year 2"
    assert copy.plan.inputs == changed.inputs
    assert shop.plans.duplicate(first.id).value.name == "Next year 3"
    assert [one.id for one in shop.plans.plans()] == [copy.id + 1, copy.id, first.id]


def test_a_name_is_given_once(file_shop: Services) -> None:
    first = file_shop.plans.save(PLAN).value
    with pytest.raises(UserError, match="already"):
        file_shop.plans.save(PLAN)
    with pytest.raises(UserError, match="needs a name"):
        file_shop.plans.save(replace(PLAN, name="  "))
    other = file_shop.plans.duplicate(first.id, "Other").value
    with pytest.raises(UserError, match="already"):
        file_shop.plans.rename(other.id, "Next year")
    assert file_shop.plans.rename(other.id, "The year after").value.name == "The year after"


def test_a_plan_that_is_thrown_away_is_gone(shop: Services) -> None:
    first = shop.plans.save(PLAN).value
    shop.plans.remove(first.id)
    assert shop.plans.plans() == ()
    with pytest.raises(UserError, match="not kept any more"):
        shop.plans.plan(first.id)
    with pytest.raises(UserError, match="no plan"):
        shop.plans.named("Next year")


def test_a_plan_that_bears_a_persons_name_is_freed_of_it(shop: Services) -> None:
    named = replace(MODELS[0], name="As Zdenka Quistgaard wanted")
    kept = shop.plans.save(Plan("For Zdenka Quistgaard", (named,), Inputs(delivery={}, growth={})))
    traces = Traces(names=frozenset({("zdenka", "quistgaard")}))
    with shop.books.write() as unit:
        assert mend_texts(unit.connection, traces) == 2
    found = shop.plans.plan(kept.value.id)
    assert "Quistgaard" not in f"{found.name} {found.plan.models[0].name}"
    assert found.plan.models[0].steps == named.steps
