"""Fields of a plan: what stands in them, what typing changes, what cannot be read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.planner.plan import Plan
from retailcrm.planner.programs import ProgramModel, Step
from retailcrm.planner.uplift import Inputs
from retailcrm.ui.screens.planner.fields import (
    Typed,
    text_of,
    typed_of,
    with_model,
    with_step,
    without_model,
    without_step,
)

EARLY = ProgramModel("Early steps", 30_00, (Step(150_00, 0.03), Step(400_00, 0.055)))
HIGH = ProgramModel("High entry", 65_00, (Step(300_00, 0.05),))
PLAN = Plan(
    "Program plan 2026",
    (EARLY, HIGH),
    Inputs(
        margin=0.412,
        gift=3_50.0,
        growth={
            ("Early steps", "optimistic", "online"): 0.05,
            ("High entry", "pessimistic", "offline"): -0.02,
        },
    ),
)
FIELDS = {
    "name": "Program plan 2026",
    "models.0.name": "Early steps",
    "models.0.gift_limit": "30",
    "models.0.steps.0.threshold": "150",
    "models.0.steps.1.discount": "5.5",
    "growth.0.optimistic.online": "5",
    "growth.1.pessimistic.offline": "-2",
    "growth.1.optimistic.online": "0",
    "margin": "41.2",
    "gift": "3.50",
    "bands.2": "20",
    "weights.1": "50",
    "delivery.online": "0",
}


@pytest.mark.parametrize(("path", "text"), FIELDS.items())
def test_a_field_shows_what_the_plan_has_without_idle_decimals(path, text):
    assert text_of(PLAN, path, 2) == text


@pytest.mark.parametrize("path", FIELDS)
def test_typing_what_stands_there_already_changes_nothing(path):
    typed = typed_of(PLAN).typed(path, text_of(PLAN, path, 2), 2)
    assert {one: text_of(typed.plan, one, 2) for one in FIELDS} == FIELDS
    assert typed.unread == {}


def test_a_shop_without_decimals_types_whole_amounts():
    typed = typed_of(PLAN).typed("models.1.gift_limit", "1200", 0)
    assert typed.plan.models[1].gift_limit == 1200
    assert typed.text("models.1.gift_limit", 0) == "1200"


def test_what_cannot_be_read_is_said_at_its_field_and_changes_nothing():
    typed = typed_of(PLAN).typed("margin", "fourty", 2)
    assert typed.plan == PLAN
    assert typed.text("margin", 2) == "fourty"
    assert list(typed.unread) == ["margin"]
    assert typed.typed("margin", "44", 2).unread == {}


@pytest.mark.parametrize("text", ["1,200", "1200", "1200.00", "1,200.00"])
def test_an_amount_is_read_as_the_tables_write_it(text):
    assert typed_of(PLAN).typed("fixed", text, 2).plan.inputs.fixed == 1200_00


def test_a_comma_before_decimals_stays_one():
    assert typed_of(PLAN).typed("fixed", "2,5", 2).plan.inputs.fixed == 250
    assert typed_of(PLAN).typed("fixed", "1,200", 3).plan.inputs.fixed == 1200
    assert typed_of(PLAN).typed("margin", "40,125", 2).plan.inputs.margin == 0.40125


@pytest.mark.parametrize("path", ["fixed", "models.0.steps.1.threshold", "weights.0", "margin"])
@pytest.mark.parametrize("text", ["9" * 21, "1e400", "-1e400"])
def test_a_number_that_nobody_can_mean_is_said_at_its_field(path, text):
    typed = typed_of(PLAN).typed(path, text, 2)
    assert typed.plan == PLAN
    assert typed.unread == {path: "Type a smaller number."}


@pytest.mark.parametrize("name", ["", "  ", "High entry"])
def test_a_program_needs_a_name_of_its_own(name):
    typed = typed_of(PLAN).typed("models.0.name", name, 2)
    assert typed.plan == PLAN
    assert "models.0.name" in typed.unread


def test_growth_follows_a_program_that_is_called_something_else():
    plan = typed_of(PLAN).typed("models.0.name", "Gentle", 2).plan
    assert plan.inputs.grows("Gentle", "optimistic", "online") == 0.05
    assert plan.inputs.grows("High entry", "pessimistic", "offline") == -0.02


def test_a_new_program_begins_as_the_last_one_under_a_name_of_its_own():
    plan = with_model(with_model(PLAN))
    assert [one.name for one in plan.models][2:] == ["High entry 2", "High entry 3"]
    assert plan.models[2].steps == HIGH.steps
    assert plan.inputs.grows("High entry 2", "pessimistic", "offline") == -0.02


def test_a_program_that_goes_takes_its_growth_with_it():
    plan = without_model(PLAN, 0)
    assert plan.models == (HIGH,)
    assert set(plan.inputs.growth or {}) == {("High entry", "pessimistic", "offline")}


def test_a_status_more_begins_as_far_above_the_last_as_that_above_its_own():
    plan = with_step(PLAN, 0)
    last = plan.models[0].steps[-1]
    assert last.threshold == 650_00
    assert last.discount == pytest.approx(0.075)
    assert without_step(plan, 0, 2) == PLAN
    assert with_step(PLAN, 1).models[1].steps[-1].threshold == 2 * 300_00 - 65_00


def test_texts_of_programs_are_forgotten_when_their_fields_move():
    typed = typed_of(PLAN).typed("models.1.gift_limit", "seventy", 2).typed("margin", "44,5", 2)
    moved = typed.changed(without_model(typed.plan, 0))
    assert moved.unread == {}
    assert moved.text("models.0.gift_limit", 2) == "65"
    assert moved.text("margin", 2) == "44,5"
    assert moved.plan.inputs.margin == pytest.approx(0.445)


@given(
    cents=st.integers(0, 10**9),
    share=st.integers(0, 10_000),
    path=st.sampled_from(["gift", "fixed", "delivery.offline", "models.0.steps.1.threshold"]),
)
def test_amounts_and_shares_come_back_as_they_were_typed(cents, share, path):
    amount, percent = f"{cents / 100:.2f}", f"{share / 100:.2f}"
    typed = typed_of(PLAN).typed(path, amount, 2).typed("bands.0", percent, 2)
    again = Typed(replace(typed.plan), {}, {})
    assert float(again.text(path, 2)) == float(amount)
    assert float(again.text("bands.0", 2)) == pytest.approx(float(percent))
