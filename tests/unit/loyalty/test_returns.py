from dataclasses import replace
from datetime import date
from decimal import Decimal

from retailcrm.loyalty.earning import Line, earn, whole_points
from retailcrm.loyalty.program import Bonus, Campaign, Goods, Program
from retailcrm.loyalty.returns import matched, parts, running, targets, unlinked
from tests.unit.loyalty.receipts import DAY, basket, line, program

GENERAL = Program()


def total(net):
    return Line(1, None, "", "", 1_000 if net > 0 else -1_000, net)


def test_c01_a_hundred_full_returns_leave_exactly_nothing():
    rules = program(per_unit="0.333333", per_visit=2, per_item=1)
    sale = basket(line(1, 1_999), line(2, 349, quantity=1_500))
    back = basket(line(1, -1_999), line(2, -349, quantity=-1_500))
    for _cycle in range(100):
        assert sum(targets(sale, (back,), rules)) == 0


def test_c02_a_return_of_goods_part_paid_with_points_takes_what_they_earned_once():
    sale = basket(line(1, 1_000), line(2, 1_000), points_paid=1_000)
    assert targets(sale, (basket(line(1, -1_000)),), GENERAL) == (10, -5)
    with_reward = replace(sale, lines=(*sale.lines, line(3, 0)))
    back = basket(line(1, -1_000), line(3, 0, quantity=-1_000))
    assert targets(with_reward, (back,), GENERAL) == (10, -5)


def test_c03_a_tenth_back_takes_the_share_of_its_line():
    sale = basket(line(1, 90_000), line(2, 10_000))
    assert targets(sale, (basket(line(2, -10_000)),), GENERAL) == (1_000, -100)
    redeemed = replace(sale, points_paid=50_000)
    assert targets(redeemed, (basket(line(2, -10_000)),), GENERAL) == (500, -50)


def test_c05_refunds_in_parts_end_where_one_refund_does():
    # One point for 10.00 on 21.90 makes 2 points.
    rules = program(per_unit="0.1")
    sale = basket(line(1, 2_190))
    assert targets(sale, (), rules) == (2,)
    for split in ((100, 500), (500, 500, 500, 500), (1_000,), (2_000,)):
        backs = tuple(basket(line(1, -part)) for part in split)
        kept = (2_190 - sum(split)) // 1_000
        assert sum(targets(sale, backs, rules)) == kept


def test_three_unequal_refunds_take_back_the_99_points_of_99_97():
    backs = tuple(basket(line(1, -part)) for part in (3_333, 3_333, 3_331))
    found = targets(basket(line(1, 9_997)), backs, GENERAL)
    assert found[0] == 99
    assert sum(found) == 0


def test_c06_a_return_goes_by_the_rule_of_the_sale():
    sale, back = basket(line(1, 5_000)), basket(line(1, -5_000))
    doubled, gone = program(per_unit="2"), program(per_unit="0")
    for today in (doubled, gone):
        assert targets(sale, (back,), GENERAL, own=(today,)) == (50, -50)


def test_c07_a_return_takes_what_its_own_line_earned_and_no_share_of_bonuses():
    # 40.00 earned 70 points: 1 for each unit, and 30 of bonuses on A and B, none on C.
    bonuses = (
        Bonus(Goods(products=("A",)), per_item=20),
        Bonus(Goods(products=("B",)), per_item=10),
    )
    rules = program(bonuses=bonuses)
    sale = basket(line(1, 1_000, sku="A"), line(2, 1_000, sku="B"), line(3, 2_000, sku="C"))
    assert whole_points(earn(sale, rules), 2) == (70, 0)
    assert targets(sale, (basket(line(3, -2_000, sku="C")),), rules) == (70, -20)
    assert targets(sale, (basket(line(1, -1_000, sku="A")),), rules) == (70, -30)


def test_c08_a_void_in_the_next_file_is_a_full_return_of_both_sides():
    sale = basket(line(1, 1_000), line(2, 1_500), points_paid=500)
    back = basket(line(1, -1_000), line(2, -1_500))
    assert targets(sale, (back,), GENERAL) == (20, -20)


def test_c10_cancel_and_refund_in_any_order_leave_the_first_points():
    one = targets(basket(line(1, 5_000)), (basket(line(1, -5_000)),), GENERAL)
    other = targets(basket(line(1, 2_100)), (basket(line(1, -2_100)),), GENERAL)
    again = targets(basket(line(1, 5_000)), (), GENERAL)
    assert (one, other, again) == ((50, -50), (21, -21), (50,))
    assert sum(one + other + again) == 50


def test_refunds_the_till_folded_into_the_sale_count_like_documents():
    folded = basket(line(1, 1_000, returned=400), line(2, 500))
    assert targets(folded, (), GENERAL) == (11,)
    assert targets(folded, (basket(line(1, -600), line(2, -500)),), GENERAL) == (11, -11)


def test_goods_are_matched_by_product_then_by_article_number():
    sale = basket(line(1, 1_000, product=5), line(2, 800, product=6, sku="A6"))
    renamed = basket(line(1, -800, product=66, sku="a6 "))
    assert [one.returned for one in matched(sale, renamed).lines] == [0, 800]


def test_goods_the_sale_does_not_know_come_back_in_proportion():
    sale = basket(line(1, 3_000), line(2, 1_000))
    back = basket(line(9, -400))
    assert [one.returned for one in matched(sale, back).lines] == [300, 100]


def test_a_return_without_goods_takes_its_share_of_every_line():
    rules = program(bonuses=(Bonus(Goods(products=("A1",)), Decimal(2)),))
    sale = basket(line(1, 2_000), line(2, 2_000))
    assert targets(sale, (basket(total(-1_000)),), rules) == (60, -15)
    assert targets(sale, (basket(total(-4_000)),), rules) == (60, -60)


def test_a_sale_without_goods_goes_by_its_total():
    assert targets(basket(total(4_000)), (basket(line(7, -1_000)),), GENERAL) == (40, -10)


def test_nothing_comes_back_beyond_what_was_sold():
    sale = basket(line(1, 1_000))
    assert targets(sale, (basket(line(1, -5_000)),), GENERAL) == (10, -10)


def test_gift_cards_and_goods_do_not_pay_for_each_other():
    sale = basket(line(1, 1_000), line(2, 5_000, gift=True))
    back = basket(replace(total(-2_000), gift=True))
    assert targets(sale, (back,), GENERAL) == (10, 0)


def test_pieces_come_back_in_proportion_where_the_return_names_none():
    sale = basket(line(1, 1_000, quantity=4_000))
    found = targets(sale, (basket(total(-500)),), program(per_unit="0", per_item=3))
    assert found == (12, -6)


def test_a_tip_and_the_visit_stay_until_nothing_is_kept():
    rules = program(tips_earn=True, per_visit=4)
    sale = basket(line(1, 1_000), line(2, 1_000), tip=200)
    assert targets(sale, (basket(line(1, -1_000)), basket(line(2, -1_000))), rules) == (
        26,
        -10,
        -16,
    )
    assert targets(sale, (basket(line(1, -1_000), tip=-200),), rules) == (26, -12)


def test_goods_bought_on_an_exchange_earn_by_the_rules_of_that_day():
    sale = basket(line(1, 1_000))
    swap = basket(line(1, -1_000), line(2, 3_000))
    assert targets(sale, (swap,), GENERAL, own=(program(per_unit="2"),)) == (10, 50)


def test_an_unknown_sale_is_taken_back_in_the_members_favour():
    assert unlinked(basket(line(1, -1_999)), GENERAL) == -19
    spring = Campaign("Spring", Decimal(3), DAY, DAY)
    dated = Bonus(Goods(products=("A1",)), Decimal(5), ends=date(2025, 1, 1))
    rules = program(campaigns=(spring,), bonuses=(dated,), weekdays=(Decimal(2),) * 7, per_visit=9)
    assert unlinked(basket(line(1, -1_000)), rules) == -10


def test_an_unknown_exchange_nets_out():
    assert unlinked(basket(line(1, -1_000), line(2, 2_500)), GENERAL) == 15
    assert unlinked(basket(line(1, -2_500), line(2, 1_000)), GENERAL) == -15


def test_carried_remainders_follow_the_member_through_returns():
    rules = program(per_unit="0.02")
    first = parts(basket(line(1, 3_000)), (basket(line(1, -3_000)),), rules)
    second = parts(basket(line(1, 2_000)), (), rules)
    assert running((first[0], *second, first[1]), 2) == (0, 1, -1)
    assert targets(basket(line(1, 2_000)), (), rules, carried=first[0]) == (1,)
