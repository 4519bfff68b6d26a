from decimal import Decimal

import pytest

from retailcrm.loyalty.program import Redeeming, Reward
from retailcrm.loyalty.redeeming import (
    most,
    next_reward,
    refusal,
    spread,
    value_of,
    within_reach,
)

COFFEE, BAG = Reward("coffee", "Coffee", 50, 300), Reward("bag", "Bag", 120, 900)


def test_money_off_is_spread_to_the_cent():
    assert spread(500, (1_999, 349, 1_250)) == (278, 48, 174)


def test_of_equal_shares_the_first_line_takes_the_odd_cent():
    assert spread(100, (1, 1, 1)) == (34, 33, 33)
    assert spread(-100, (1, 1, 1)) == (-34, -33, -33)


def test_lines_without_value_take_nothing():
    assert spread(10, (0, -500, 20)) == (0, 0, 10)
    assert spread(10, (0, -5)) == (0, 0)
    assert spread(10, ()) == ()


@pytest.mark.parametrize(
    ("points", "value", "money"),
    [(150, "1", 150), (1, "0.5", 1), (3, "0.5", 2), (7, "0.3333", 2), (10_000, "0.0001", 1)],
)
def test_points_are_worth_money_with_halves_rounded_up(points, value, money):
    assert value_of(points, Redeeming(value=Decimal(value))) == money


def test_c20_a_whole_basket_can_be_cleared():
    for total in (10_060, 1, 99_999):
        points = most(1_000_000, total, Redeeming())
        assert total - value_of(points, Redeeming()) == 0
    tenths = Redeeming(value=Decimal("0.1"))
    assert value_of(most(1_000_000, 10_060, tenths), tenths) == 10_060


def test_c29_a_part_may_be_used_up_to_what_the_rules_allow():
    rules = Redeeming(least=100, step=50, cap=Decimal("0.5"))
    assert most(1_000, 1_000, rules) == 500
    assert most(480, 1_000, rules) == 450
    assert most(1_000, None, rules) == 1_000
    assert most(99, None, rules) == 0
    assert most(1_000, 199, rules) == 0
    assert refusal(500, 1_000, 1_000, rules) == ""


def test_nobody_uses_points_they_do_not_have():
    assert most(-20, None, Redeeming()) == 0
    assert refusal(60, 40, None, Redeeming()) == "There are 40 points to use, not 60."
    assert refusal(60, -4, None, Redeeming()) == "There are 0 points to use, not 60."


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        (0, "At least 100 points go in one go."),
        (99, "At least 100 points go in one go."),
        (125, "Points go in steps of 50."),
        (550, "This receipt takes 500 points at most."),
    ],
)
def test_a_refusal_says_which_rule(points, sentence):
    rules = Redeeming(least=100, step=50, cap=Decimal("0.5"))
    assert refusal(points, 1_000, 1_000, rules) == sentence


def test_points_without_value_pay_nothing():
    assert most(100, 1_000, Redeeming(value=Decimal(0))) == 0


def test_the_most_is_the_last_that_fits():
    for value in ("0.3333", "0.5", "1", "2.5", "100"):
        rules = Redeeming(value=Decimal(value))
        for total in (0, 1, 2, 99, 1_001):
            points = most(10**9, total, rules)
            assert value_of(points, rules) <= total < value_of(points + 1, rules)


def test_c32_rewards_on_offer_shrink_with_each_pick():
    rewards = (COFFEE, BAG)
    assert within_reach(rewards, 130) == (COFFEE, BAG)
    assert within_reach(rewards, 130, (COFFEE,)) == (COFFEE,)
    assert within_reach(rewards, 130, (COFFEE, COFFEE)) == ()
    assert next_reward(rewards, 60) == BAG
    assert next_reward(rewards, 120) is None
