from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from retailcrm.loyalty.earning import TIP, VISIT, Line, earn, scale, unrounded, whole_points
from retailcrm.loyalty.program import (
    Bonus,
    Campaign,
    Goods,
    Program,
    Stacking,
    Tier,
    TierRules,
)
from tests.unit.loyalty.receipts import DAY, basket, line, program

CHEESE = Goods(categories=("Cheese",))


def tiered(*tiers: Tier, **earning: Any):
    return replace(program(**earning), tiers=TierRules(tiers=tiers))


GOLD = Tier("gold", "Gold", 50_000, Decimal("1.5"))


@pytest.mark.parametrize(
    ("net", "per_unit", "times", "expected"),
    [
        (4_999, "1", "1", 49),
        (4_999, "1", "1.5", 74),
        (99, "1", "1", 0),
        (10_999, "0.1", "2", 21),
        (2_000, "1", "1.25", 25),
    ],
)
def test_worked_receipts_earn_the_worked_points(points, net, per_unit, times, expected):
    rules = program(per_unit=per_unit, customers=((7, Decimal(times)),))
    assert points(basket(line(1, net), customer=7), rules) == expected


def test_a_receipt_is_floored_once_and_not_line_by_line(points):
    assert points(basket(line(1, 150), line(2, 150)), program()) == 3


def test_currencies_without_cents_and_with_thousandths_earn_by_their_own_unit(points):
    assert points(basket(line(1, 1_999), digits=0), program(per_unit="0.01")) == 19
    assert points(basket(line(1, 12_999), digits=3), program()) == 12


def test_every_unrounded_earn_is_amount_times_rate_times_factor():
    (one,) = earn(basket(line(1, 1_234), tier="gold"), tiered(GOLD, per_unit="0.333333"))
    assert (one.amount, one.rate, one.factor) == (1_234, 333_333, 15_000)
    assert one.earned == 1_234 * 333_333 * 15_000


def test_the_greatest_multiplier_counts_and_is_named():
    rules = tiered(GOLD, groups=(("most_valuable", Decimal(2)),))
    (one,) = earn(basket(line(1, 1_000), tier="gold", group="most_valuable"), rules)
    assert one.factor == 20_000
    assert one.told == "1 point per 1.00, Most Valuable ×2"


def test_multipliers_make_a_product_where_the_owner_says_so():
    rules = tiered(GOLD, groups=(("most_valuable", Decimal(2)),), stacking=Stacking.PRODUCT)
    (one,) = earn(basket(line(1, 1_000), tier="gold", group="most_valuable"), rules)
    assert one.factor == 30_000
    assert one.told == "1 point per 1.00, Most Valuable ×2, Gold ×1.5"


def test_a_product_of_many_decimals_is_rounded_half_up_once():
    bonuses = tuple(Bonus(Goods(products=("A1",)), Decimal("1.25")) for _ in range(3))
    (one,) = earn(basket(line(1, 100)), program(bonuses=bonuses, stacking=Stacking.PRODUCT))
    assert one.factor == 19_531


def test_a_multiplier_of_one_lifts_no_lower_one():
    rules = tiered(replace(GOLD, multiplier=Decimal(1)), weekdays=(Decimal("0.5"),) * 7)
    (one,) = earn(basket(line(1, 1_000), tier="gold"), rules)
    assert one.factor == 5_000


def test_tiers_take_no_part_once_the_owner_switches_that_off(points):
    assert points(basket(line(1, 1_000), tier="gold"), tiered(GOLD, tiers_multiply=False)) == 10


def test_a_weekday_multiplies_only_its_own_day(points):
    days = tuple(Decimal(3 if day == 2 else 1) for day in range(7))
    assert points(basket(line(1, 1_000)), program(weekdays=days)) == 30
    assert points(basket(line(1, 1_000), day=date(2024, 5, 16)), program(weekdays=days)) == 10


@pytest.mark.parametrize("day", [date(2024, 5, 10), date(2024, 5, 20)])
def test_a_campaign_holds_on_its_first_and_last_day(points, day):
    campaign = Campaign("Spring", Decimal(2), date(2024, 5, 10), date(2024, 5, 20))
    assert points(basket(line(1, 1_000), day=day), program(campaigns=(campaign,))) == 20


@pytest.mark.parametrize(
    "change",
    [
        {"starts": date(2024, 5, 16)},
        {"ends": date(2024, 5, 14)},
        {"groups": ("below_zero",)},
        {"customers": (8,)},
        {"coupon": "SPRING"},
    ],
)
def test_a_campaign_passes_over_receipts_it_is_not_for(points, change):
    campaign = Campaign("Spring", Decimal(2), date(2024, 5, 10), date(2024, 5, 20))
    rules = program(campaigns=(replace(campaign, **change),))
    assert points(basket(line(1, 1_000), customer=7, group="most_valuable"), rules) == 10


def test_a_campaign_reaches_the_groups_customers_and_coupons_it_names(points):
    campaign = Campaign(
        "Spring",
        Decimal(2),
        DAY,
        DAY,
        groups=("most_valuable",),
        customers=(7,),
        coupon="SPRING",
    )
    who = {"customer": 7, "group": "most_valuable", "coupons": ("x", "spring ")}
    assert points(basket(line(1, 1_000), **who), program(campaigns=(campaign,))) == 20


def test_goods_are_recognised_whatever_the_case_of_their_names(points):
    rules = program(bonuses=(Bonus(CHEESE, Decimal(2)),))
    assert points(basket(line(1, 1_000, category=" cHEESE")), rules) == 20
    by_name = program(excluded=Goods(products=("brie",)))
    assert points(basket(line(1, 1_000, name="Brie"), line(2, 500)), by_name) == 5


def test_goods_without_a_name_belong_to_no_rule(points):
    rules = program(excluded=Goods(categories=("",), products=("",)))
    assert points(basket(line(1, 1_000, category="", sku="")), rules) == 10


def test_a_bonus_outside_its_dates_changes_nothing(points):
    rules = program(bonuses=(Bonus(CHEESE, Decimal(2), ends=date(2024, 5, 14)),))
    assert points(basket(line(1, 1_000, category="Cheese")), rules) == 10


def test_pieces_earn_for_each_whole_one_that_is_kept(points):
    rules = program(bonuses=(Bonus(CHEESE, per_item=5, name="Cheese week"),))
    three = line(1, 300, category="Cheese", quantity=3_000)
    assert points(basket(three), rules) == 18
    assert points(basket(replace(three, quantity=2_750)), rules) == 13
    kept = replace(three, returned=100, returned_quantity=1_000)
    assert points(basket(kept), rules) == 12
    (told,) = earn(basket(three), rules)
    assert told.told == "1 point per 1.00, Cheese week 5 for each piece"


def test_a_visit_earns_once_with_the_members_multiplier():
    rules = tiered(GOLD, per_visit=10)
    lines = earn(basket(line(1, 100), line(2, 100), tier="gold"), rules)
    visit = lines[-1]
    assert (visit.line_no, visit.earned) == (VISIT, 15 * scale(2))
    assert visit.told == "10 for the visit, Gold ×1.5"
    assert whole_points(lines, 2) == (18, 0)


def test_c09_voided_lines_earn_nothing(points):
    rules = program(per_visit=3, per_item=2)
    pair = (line(1, 1_000), line(2, -1_000, product=1))
    assert points(basket(*pair), rules) == 0
    assert points(basket(line(3, 0, quantity=0)), rules) == 0
    assert points(basket(*pair, line(3, 500)), rules) == 5 + 3 + 2


def test_an_exchange_nets_out_line_by_line():
    rules = program(bonuses=(Bonus(CHEESE, Decimal(2)),))
    swapped = basket(line(1, -1_000, category="Cheese"), line(2, 3_000))
    assert [one.earned // scale(2) for one in earn(swapped, rules)] == [-20, 30]
    assert whole_points(earn(swapped, rules), 2) == (10, 0)


def test_more_back_than_bought_earns_nothing_at_a_sale(points):
    assert points(basket(line(1, -1_000), line(2, 300)), program(per_visit=5)) == 0


def test_c15_a_reward_line_earns_nothing_and_the_part_it_paid_neither(points):
    # Five pieces at 1.00, each one point; the reward of 5.00 is a line of its own or a payment.
    rules = program(per_item=1, per_unit="0")
    goods = line(1, 500, quantity=5_000)
    assert points(basket(goods, points_paid=500), rules) == 0
    assert points(basket(goods, line(2, 0, product=9)), rules) == 5
    on_bought = program(per_item=1, per_unit="0", points_paid_earn=True)
    assert points(basket(goods, points_paid=500), on_bought) == 5


@pytest.mark.parametrize("taxes", [(0, 0), (190, 0), (190, 35), (190, 190)])
def test_c16_tax_earns_nothing_unless_switched(points, taxes):
    goods = basket(*(line(no, 1_000, tax=tax) for no, tax in enumerate(taxes, 1)))
    assert points(goods, program()) == 20
    assert points(goods, program(tax_earns=True)) == (2_000 + sum(taxes)) // 100


def test_c17_a_gift_card_earns_nothing_when_sold_and_the_goods_it_pays_earn_once(points):
    sold = basket(line(1, 5_000, gift=True))
    assert points(sold, program(per_visit=5)) == 0
    assert earn(sold, program())[0].told == "Gift card, earns nothing"
    assert points(sold, program(gift_cards_earn=True)) == 50
    assert points(basket(line(1, 5_000)), program()) == 50


def test_c18_excluded_and_reduced_goods_earn_nothing_not_for_pieces_or_visits_either(points):
    rules = program(excluded=CHEESE, per_item=2, per_visit=3, discounted_earn=False)
    cheese = line(1, 1_000, category="Cheese")
    reduced = line(2, 1_000, discount=1)
    assert points(basket(cheese, reduced), rules) == 0
    assert [one.told for one in earn(basket(cheese, reduced), rules)] == [
        "Excluded goods",
        "Already reduced",
    ]
    assert points(basket(cheese, reduced, line(3, 1_000)), rules) == 10 + 2 + 3


def test_c19_a_basket_paid_with_points_earns_nothing_unless_switched(points):
    goods = (line(1, 1_999), line(2, 349), line(3, 1_250))
    assert points(basket(*goods, points_paid=3_598), program(per_visit=5)) == 0
    assert points(basket(*goods, points_paid=500), program()) == 30
    amounts = [one.amount for one in earn(basket(*goods, points_paid=500), program())]
    assert amounts == [1_999 - 278, 349 - 48, 1_250 - 174]
    assert points(basket(*goods, points_paid=500), program(points_paid_earn=True)) == 35


def test_points_pay_tax_too_so_half_paid_means_half_earned(points):
    goods = basket(line(1, 1_000, tax=190), points_paid=595)
    assert points(goods, program()) == 5


def test_points_beyond_the_goods_pay_the_tip(points):
    tipped = basket(line(1, 1_000), tip=300)
    assert points(tipped, program()) == 10
    lines = earn(tipped, program(tips_earn=True))
    assert [(one.line_no, one.amount) for one in lines] == [(1, 1_000), (TIP, 300)]
    assert points(replace(tipped, points_paid=900), program(tips_earn=True)) == 4
    assert points(replace(tipped, points_paid=1_300), program(tips_earn=True)) == 0


def test_c20_what_binary_fractions_spoil_is_exact_here(points):
    assert points(basket(line(1, 290_000)), program(per_unit="0.1")) == 290
    tenths = basket(*(line(no, 10) for no in range(1, 11)))
    assert whole_points(earn(tenths, program()), 2) == (1, 0)


def test_c21_thirty_today_and_twenty_tomorrow_make_the_star_of_fifty():
    rules = program(per_unit="0.02")
    today, left = whole_points(earn(basket(line(1, 3_000)), rules), 2)
    assert today == 0
    missing = scale(2) - left
    (unit,) = earn(basket(line(1, 1)), rules)
    assert missing // unit.earned == 2_000  # "20.00 to the next"
    assert whole_points(earn(basket(line(1, 2_000)), rules), 2, left) == (1, 0)


def test_c22_196_000_at_one_point_for_a_thousand_earns_196(points):
    assert points(basket(line(1, 196_000_00)), program(per_unit="0.001")) == 196


def test_c59_the_order_of_rules_changes_nothing():
    gold, silver = GOLD, Tier("silver", "Silver", 10_000, Decimal("1.25"))
    bonuses = (Bonus(CHEESE, Decimal(2), per_item=1), Bonus(CHEESE, Decimal("1.1"), per_item=2))
    one = tiered(silver, gold, bonuses=bonuses)
    other = tiered(silver, gold, bonuses=bonuses[::-1])
    goods = basket(line(1, 999, category="Cheese"), tier="gold")
    assert unrounded(earn(goods, one)) == unrounded(earn(goods, other))


def test_a_receipt_without_goods_earns_by_its_one_total(points):
    assert points(basket(Line(1, None, "", "", 1_000, 4_999)), Program()) == 49
