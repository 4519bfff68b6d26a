"""A status may give points instead of a discount: what is never redeemed costs nothing."""

from dataclasses import replace

import pytest

from retailcrm.planner.comparison import compare
from retailcrm.planner.kept import kept, plan_of
from retailcrm.planner.plan import Plan, plan_from, plan_to
from retailcrm.planner.problems import problems
from retailcrm.planner.programs import ProgramModel, Step
from retailcrm.planner.uplift import Inputs
from tests.unit.planner.worked import INPUTS, MODELS
from tests.unit.planner.worked import bases as worked_bases

POINTS = replace(MODELS[0], redeemed=0.8)


def test_points_of_which_a_fifth_is_never_redeemed_cost_as_a_smaller_discount():
    smaller = replace(
        MODELS[0],
        steps=tuple(replace(one, discount=one.discount * 0.8) for one in MODELS[0].steps),
    )
    points = compare(worked_bases(), (POINTS,), INPUTS).sums
    discount = compare(worked_bases(), (smaller,), INPUTS).sums
    assert [one.profit for one in points] == [one.profit for one in discount]
    assert points[0].profit > compare(worked_bases(), MODELS[:1], INPUTS).sums[0].profit


def test_a_plan_with_points_is_read_written_and_kept():
    plan = Plan("Points", (POINTS, MODELS[1]), INPUTS)
    assert plan_of(kept(plan), "Points").models == plan.models
    told = plan_to(plan, 100)
    assert told["models"][POINTS.name]["points_redeemed"] == pytest.approx(0.8)
    assert "points_redeemed" not in told["models"][MODELS[1].name]
    again = plan_from({key: value for key, value in told.items() if value is not None}, 100)
    assert again.models[0].redeemed == pytest.approx(0.8)


def test_a_plan_kept_before_there_were_points_gives_discounts():
    told = kept(Plan("Old", MODELS, INPUTS))
    for one in told["models"]:
        del one["redeemed"]
    assert plan_of(told, "Old").models == MODELS


@pytest.mark.parametrize("redeemed", [-0.1, 1.2, float("nan")])
def test_more_than_everything_cannot_be_redeemed(redeemed):
    wrong = ProgramModel("A", 0, (Step(2000, 0.1),), redeemed)
    assert [one.field for one in problems((wrong,), Inputs())] == ["models.0.redeemed"]
