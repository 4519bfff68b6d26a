import csv
from pathlib import Path

import pytest

from retailcrm.analytics.champions import Keeping, Winning, action_ratio, value_ratio
from retailcrm.analytics.program_return import Costs, ProgramReturn

DATA = Path(__file__).parents[2] / "data" / "methods"


def worked(column):
    with (DATA / "roi_example.csv").open(encoding="utf-8") as file:
        return {row[""]: float(row[column]) for row in csv.DictReader(file)}


@pytest.mark.parametrize("column", ["flat 5 % discount", "points with multipliers"])
def test_the_two_worked_programs_return_as_told(column):
    told = worked(column)
    costs = Costs(
        discounts=told["discounts"],
        points=told["points_cost"],
        offers=told["offers"],
        messages=told["messages"],
        running=told["ops"],
    )
    share = told["incremental_sales"] / told["member_sales"]
    found = ProgramReturn(told["member_sales"], 0.40, share, costs)
    assert costs.total == told["cost"]
    assert found.brought == pytest.approx(told["incremental_sales"])
    assert found.gain == pytest.approx(told["incremental_margin"])
    assert found.multiple == pytest.approx(told["roi_multiple"])
    assert found.left == pytest.approx(told["net"])
    assert found.percent == pytest.approx(told["roi_pct"])
    assert found.break_even == pytest.approx(told["breakeven_inc_share"], abs=6e-7)


def test_a_program_that_costs_nothing_has_no_multiple():
    found = ProgramReturn(1_000.0, 0.4, 0.1, Costs())
    assert (found.multiple, found.percent) == (None, None)
    assert found.break_even == 0.0


def test_without_margin_nothing_breaks_even():
    assert ProgramReturn(1_000.0, 0.0, 0.1, Costs(discounts=5.0)).break_even is None


def test_keeping_one_of_the_best_is_worth_twelve_new_ones_as_worked_out():
    keeping, winning = Keeping(2_400, 0.90, 0.70, 60), Winning(50, 15)
    assert keeping.gain == pytest.approx(420)
    assert winning.gain == 35
    assert action_ratio(keeping, winning) == pytest.approx(12.0)


def test_in_a_real_shop_the_best_are_worth_one_and_a_half_new_ones():
    assert value_ratio(49.00, 18.97 + 14.07) == pytest.approx(1.48, abs=5e-3)
    assert value_ratio(49.00, 18.97) == pytest.approx(2.58, abs=5e-3)


def test_where_new_customers_lose_money_no_multiple_is_told():
    assert action_ratio(Keeping(2_400, 0.9, 0.7, 60), Winning(15, 15)) is None
    assert value_ratio(2_400, 0.0) is None
    assert value_ratio(None, 50.0) is None
