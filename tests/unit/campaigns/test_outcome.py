from typing import Any

import numpy as np
import pytest

from retailcrm.analytics.rates import Rate
from retailcrm.campaigns import measurement, outcome, planning, pooling
from retailcrm.campaigns.effect import Side, Verdict
from retailcrm.campaigns.following import NEVER, followed
from retailcrm.campaigns.measurement import Difference
from retailcrm.campaigns.planning import ALPHA, POWER
from retailcrm.campaigns.pooling import Trial

# Whether there is a value is what each test asks by reading it.
judge: Any = outcome.judge
subsidy: Any = outcome.subsidy
pooled: Any = pooling.pooled
newcombe: Any = measurement.newcombe
smallest_effect: Any = planning.smallest_effect
SHOPS = 2_000
"""Campaigns of one simulation."""


def side(people: int, came: int, spent: float = 2_000.0, margin: float = 0.4, **told: Any) -> Side:
    """Give an arm in which some come and spend alike."""
    flags = np.zeros(people, dtype=np.bool_)
    flags[:came] = True
    sales = np.where(flags, spent, 0.0)
    nothing = np.zeros(people)
    return Side(flags, sales, sales * margin, nothing, nothing, **told)


def test_a_voucher_that_pulls_people_in_worked():
    found = judge([side(4_000, 1_000, cost=40_000, redeemers=800)], side(1_000, 110))
    arm = found.arms[0]
    assert found.verdict is Verdict.WORKED
    assert arm.more_came.value == pytest.approx(0.14)
    assert arm.brought_people.value == pytest.approx(560)
    assert arm.brought_sales.value == pytest.approx(560 * 2_000)
    assert arm.brought.value == pytest.approx(560 * 2_000 * 0.4 - 40_000)
    assert arm.sales_per_cost.value == pytest.approx(28)
    assert arm.roi.value == pytest.approx((560 * 800 - 40_000) / 40_000)
    assert arm.roi.low == pytest.approx(arm.brought.low / 40_000)


def test_a_mailing_that_costs_more_than_it_brings_harmed():
    found = judge([side(4_000, 500, cost=900_000)], side(1_000, 110))
    assert found.verdict is Verdict.HARMED
    assert found.arms[0].brought.high < 0


def test_what_is_not_proven_says_how_many_people_it_would_take():
    found = judge([side(420, 68)], side(210, 24)).arms[0]
    assert found.verdict is Verdict.NOT_PROVEN
    assert found.needed_for == "came"
    assert found.needed == 823


def test_people_who_came_and_money_that_is_not_proven_are_two_things():
    chance = np.random.default_rng(1)
    treated, alone = side(2_000, 420), side(2_000, 300)
    wild = np.where(treated.came, chance.lognormal(6, 2.5, 2_000), 0.0)
    calm = np.where(alone.came, chance.lognormal(6, 2.5, 2_000), 0.0)
    found = judge(
        [Side(treated.came, wild, wild, wild * 0, wild * 0, 20_000.0)],
        Side(alone.came, calm, calm, calm * 0, calm * 0),
    ).arms[0]
    assert found.more_came.is_above
    assert found.verdict is Verdict.NOT_PROVEN
    assert found.needed_for == "money"


def test_nobody_came_anywhere_and_nothing_breaks():
    found = judge([side(900, 0)], side(100, 0))
    assert found.verdict is Verdict.NOT_PROVEN
    assert found.arms[0].needed is None
    assert found.arms[0].relative is None
    assert found.arms[0].subsidy is None
    assert found.arms[0].brought.value == 0


def test_without_people_left_alone_only_counts_are_told():
    found = judge([side(900, 90, redeemers=20)], side(0, 0))
    assert found.verdict is Verdict.NO_CONTROL
    assert found.arms[0].came == Rate(90, 900)
    assert found.arms[0].after is None
    assert found.arms[0].subsidy is None


@pytest.mark.parametrize(("treated", "alone"), [(80, 19), (1, 1), (0, 10), (200, 5), (5, 200)])
def test_a_handful_of_people_gets_counts_and_no_statistics(treated, alone):
    found = judge([side(treated, treated // 2)], side(alone, 0))
    assert found.verdict is Verdict.TOO_SMALL
    assert found.together.people == treated
    assert found.arms[0].more_came is None


def test_each_step_of_a_series_is_compared_with_those_left_alone_at_the_same_step():
    """Whoever came gets no second letter, so the second step has other people on either side."""
    steps = [side(1_000, 300), side(200, 20)]
    alone = [side(250, 75), side(150, 15)]
    together = side(400, 90)
    found = judge(steps, together, apart=alone, ratio=1.0)
    assert [one.more_came.value for one in found.arms] == [pytest.approx(0), pytest.approx(0)]
    assert found.together.more_came.value == pytest.approx(0)
    assert found.together.people == 1_200
    assert found.verdict is Verdict.NOT_PROVEN
    thrown_together = judge(steps, together)
    assert thrown_together.together.more_came.value > 0.04


def test_the_steps_of_a_series_are_weighed_by_those_who_were_written_to():
    steps, alone = [side(900, 360), side(100, 20)], [side(300, 60), side(100, 20)]
    found = judge(steps, side(400, 80), apart=alone, ratio=1.0)
    assert found.arms[0].more_came.value == pytest.approx(0.2)
    assert found.together.more_came.value == pytest.approx(0.18)
    assert found.together.brought_people.value == pytest.approx(180)
    assert found.best_over_second is None


def test_a_step_with_hardly_anybody_left_alone_is_counted_and_not_compared():
    found = judge(
        [side(900, 360), side(100, 20)], side(303, 60), apart=[side(300, 60), side(3, 0)], ratio=1.0
    )
    assert found.arms[1].after is None
    assert found.together.more_came.value == pytest.approx(0.2)
    assert found.together.came == Rate(380, 1_000)


def test_groups_of_the_wrong_size_are_not_interpreted():
    found = judge([side(900, 90)], side(300, 20), planned=(0.1, 0.9))
    assert found.verdict is Verdict.BROKEN
    assert found.arms[0].after is None
    assert found.ratio < 0.001


def test_a_campaign_that_cost_nothing_has_no_return_on_cost():
    found = judge([side(4_000, 1_000)], side(1_000, 110)).arms[0]
    assert (found.roi, found.sales_per_cost) == (None, None)
    assert found.verdict is Verdict.WORKED


def test_returns_alone_make_sales_below_zero_and_no_fuss():
    found = judge([side(500, 0, -900.0, 0.4)], side(500, 0)).arms[0]
    assert found.sales == 0
    brought_back = np.full(500, -900.0)
    none = np.zeros(500, dtype=np.bool_)
    arm = Side(none, brought_back, brought_back, brought_back * 0, brought_back * 0)
    worse = judge([arm], side(500, 0)).arms[0]
    assert worse.brought.value == pytest.approx(-450_000)
    assert worse.verdict is Verdict.HARMED


def test_two_offers_are_compared_with_the_control_and_with_each_other():
    found = judge([side(2_000, 320, cost=20_000), side(2_000, 600, cost=20_000)], side(1_000, 110))
    assert found.best == 1
    assert found.best_over_second.is_above
    assert found.arms[1].p >= found.arms[1].after.p
    assert found.together.people == 4_000
    assert found.together.cost == 40_000
    parts = sum(one.brought.value for one in found.arms)
    assert found.together.brought.value == pytest.approx(parts)


def test_of_many_offers_one_that_only_luck_favours_is_not_called_a_success():
    alone = side(2_000, 220)
    lucky = judge([side(2_000, 262)], alone)
    among = judge([side(2_000, 262), *(side(2_000, 220) for _ in range(6))], alone)
    assert lucky.verdict is Verdict.WORKED
    assert among.arms[0].after == lucky.arms[0].after
    assert among.verdict is Verdict.NOT_PROVEN


def test_a_drop_in_the_ocean_of_one_arm_does_not_stop_the_others():
    found = judge([side(3, 1), side(4_000, 1_000)], side(1_000, 110))
    assert found.arms[0].verdict is Verdict.TOO_SMALL
    assert found.arms[1].verdict is Verdict.WORKED
    assert found.best == 1


def test_vouchers_taken_by_people_who_come_anyway_are_a_subsidy():
    found = subsidy(side(420, 101, redeemers=92), side(210, 24))
    assert found.anyway == pytest.approx(48)
    assert found.share == pytest.approx(48 / 92)
    assert found.low < found.share < found.high <= 1
    every = subsidy(side(400, 40, redeemers=10), side(200, 100))
    assert every.share == 1


def test_who_may_still_come_is_not_counted_as_having_stayed_away():
    after = np.array([0, 3, NEVER, NEVER, 30])
    first = np.array([100, 100, 100, 120, 100])
    found = followed(after, first, 113, 14)
    assert (found.came, found.waiting, found.stayed) == (2, 1, 2)
    assert found.people == 5
    assert found.by_day[0] == 0.25
    assert found.by_day[-1] == 0.5
    assert followed(np.array([1]), np.array([100]), 101, 14).by_day == ()


def _trial(treated: tuple[int, int], control: tuple[int, int], after: float, wide: float) -> Trial:
    return Trial(Rate(*treated), Rate(*control), Difference(after, after - wide, after + wide))


def test_six_like_postcards_show_what_one_cannot():
    one = _trial((68, 420), (24, 210), 60.0, 90.0)
    alone, six = pooled([one]), pooled([one] * 6)
    assert not alone.after.is_above
    assert six.after.is_above
    assert six.after.value == pytest.approx(60)
    assert six.brought.value == pytest.approx(6 * 420 * 60)
    assert six.more_came.is_above
    assert not alone.more_came.is_above
    assert (six.campaigns, six.treated, six.control) == (6, 2_520, 1_260)
    assert six.alike == pytest.approx(1)


def test_campaigns_that_are_not_alike_are_told_apart():
    good, bad = _trial((90, 420), (24, 210), 300, 60), _trial((68, 420), (24, 210), -300, 60)
    assert pooled([good, bad]).alike < 0.001
    assert pooled([]) is None
    assert pooled([_trial((0, 0), (1, 10), 0, 0)]) is None


def _spends(chance: np.random.Generator, share: float, people: int) -> Side:
    came = chance.random(people) < share
    sales = np.where(came, chance.gamma(2.0, 2_000.0, people), 0.0)
    nothing = np.zeros(people)
    return Side(came, sales, sales * 0.4, nothing, nothing)


def test_claimed_a_third_of_revenue_where_pausing_shows_none():
    """Without any true effect 95 of 100 intervals hold zero, while all sales are claimed."""
    chance = np.random.default_rng(2_026)
    people, money, claimed = 0, 0, 0
    for shop in range(SHOPS):
        treated, alone = _spends(chance, 0.2, 900), _spends(chance, 0.2, 300)
        found = judge([treated], alone, seed=shop).arms[0]
        people += found.more_came.low <= 0 <= found.more_came.high
        money += found.after.low <= 0 <= found.after.high
        claimed += found.sales > 0.6 * (treated.sales.sum() + alone.sales.sum())
    assert 0.94 <= people / SHOPS <= 0.96
    assert 0.94 <= money / SHOPS <= 0.96
    assert claimed > 0.95 * SHOPS


def test_a_true_effect_of_the_promised_size_is_found_as_often_as_promised():
    chance = np.random.default_rng(7)
    treated, control, base = 1_800, 200, 0.1
    share = base + smallest_effect(treated, control, base)
    came = chance.binomial(treated, share, SHOPS).tolist()
    alone = chance.binomial(control, base, SHOPS).tolist()
    found = [
        newcombe(Rate(one, treated), Rate(other, control))
        for one, other in zip(came, alone, strict=True)
    ]
    assert sum(one.p < ALPHA for one in found) / SHOPS == pytest.approx(POWER, abs=0.025)
