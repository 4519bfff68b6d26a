"""A plan to begin with is cut from what the shop's own clients spend."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retailcrm.planner.problems import problems
from retailcrm.planner.programs import status_rows
from retailcrm.planner.spread import spread
from retailcrm.planner.starting import rounded, starting_plan
from tests.unit.planner.worked import base


@pytest.mark.parametrize(
    ("amount", "wanted"), [(6_270, 60), (14_100, 150), (2_450, 25), (95_000, 1000), (10, 1)]
)
def test_amounts_are_ones_that_people_remember(amount: int, wanted: int) -> None:
    assert rounded(amount, 100) == wanted * 100


def test_the_first_status_is_for_many_and_the_last_for_few() -> None:
    held = base("offline").spread
    plan = starting_plan(held.amounts, 2900.0, 0.4, 100, "First")
    assert len(plan.models) == 3
    assert problems(plan.models, plan.inputs) == ()
    for model in plan.models:
        rows = status_rows(model, held)
        assert rows[0].buyers > rows[-1].buyers > 0
        steps = [one.discount for one in model.steps]
        assert steps == sorted(steps)
    tops = [one.steps[-1] for one in plan.models]
    assert [one.discount for one in tops] == [0.07, 0.10, 0.15]
    assert [one.threshold for one in tops] == sorted(one.threshold for one in tops)


def test_a_pessimist_presupposes_no_new_client() -> None:
    plan = starting_plan(base("offline").spread.amounts, 2900.0, 0.4, 100)
    growth = plan.inputs.growth or {}
    assert {share for (_, scenario, _), share in growth.items() if scenario == "pessimistic"} == {0}


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(-5_000, 10_000_000), max_size=30),
    st.floats(0, 1_000_000),
    st.sampled_from([1, 100, 1000]),
)
def test_whatever_clients_spend_the_plan_makes_sense(
    amounts: list[int], purchase: float, minor: int
) -> None:
    plan = starting_plan(np.array(amounts, np.int64), purchase, 0.4, minor)
    assert problems(plan.models, plan.inputs) == ()
    held = spread(np.array(amounts, np.int64), np.ones(len(amounts), np.int64))
    assert sum(one.buyers for one in status_rows(plan.models[0], held)) == len(amounts)
