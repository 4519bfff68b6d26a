from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from retailcrm.core.days import day_number, month_index
from retailcrm.loyalty.past import NO_COST, Customers, Heads, Lines, Names, Past
from retailcrm.loyalty.program import (
    Earning,
    Expiry,
    ExpiryMode,
    Goods,
    Program,
    Redeeming,
    Tier,
    TierRules,
    Who,
)
from retailcrm.loyalty.replay import Totals, replay

START = date(2024, 1, 10)


def ints(values):
    return np.array(values, dtype=np.int64)


def past(*rows: tuple[str, int, int, int], people=3, **columns: Any):
    """Write one receipt of one line for each (day, customer, net, discount)."""
    count = len(rows)
    line = {
        "gift": np.zeros(count, dtype=np.bool_),
        "product": ints([0] * count),
        "category": ints([0] * count),
        "cost": None,
        "returned": None,
        **columns,
    }
    return Past(
        Heads(
            ints([day_number(date.fromisoformat(row[0])) for row in rows]),
            ints([row[1] for row in rows]),
        ),
        Lines(
            np.arange(count),
            ints([row[2] for row in rows]),
            ints([row[3] for row in rows]),
            ints([1_000] * count),
            **line,
        ),
        Customers(np.arange(people) + 70, group=ints([0, 1, 1][:people])),
        Names((("A1", "Tea"),), ("Drinks",), ("best", "rest")),
    )


def test_a_year_of_receipts_tells_points_value_and_cost():
    found = replay(
        past(
            ("2024-01-10", 0, 4_999, 0),
            ("2024-01-20", 1, 2_000, 100),
            ("2024-03-01", 0, 1_000, 0),
            ("2024-03-02", -1, 9_999, 0),
        ),
        Program(cost_factor=Decimal("0.5")),
    )
    assert found.points.tolist() == [49, 20, 10, 0]
    assert found.of_customer.tolist() == [59, 20, 0]
    totals = found.totals
    assert (totals.receipts, totals.net, totals.discount, totals.points) == (3, 7_999, 100, 79)
    assert (totals.value, totals.cost) == (79, 30)  # 79 x 0.75 x 0.5 = 29.6
    assert totals.of_sales == pytest.approx(79 / 7_999)
    january = month_index(START)
    assert [(one.month, one.net, one.discount, one.points) for one in found.months] == [
        (january, 6_999, 100, 69),
        (january + 1, 0, 0, 0),
        (january + 2, 1_000, 0, 10),
    ]


def test_margin_is_what_is_known_and_else_assumed():
    shop = past(
        ("2024-01-10", 0, 10_000, 0),
        ("2024-01-10", 0, 9_000, 1_000),
        cost=ints([7_000, NO_COST]),
    )
    # 3 000 known; of a list amount of 10 000 40 % less the discount of 1 000.
    assert replay(shop, Program()).totals.margin == 3_000 + 3_000
    assert replay(shop, Program(), margin=0.5).totals.margin == 3_000 + 4_000
    assert replay(shop, Program()).totals.of_margin == pytest.approx(190 / 6_000)


def test_what_came_back_takes_its_discount_and_cost_along():
    shop = past(("2024-01-10", 0, 8_000, 400), cost=ints([4_000]), returned=ints([6_000]))
    totals = replay(shop, Program()).totals
    assert (totals.net, totals.discount, totals.margin, totals.points) == (2_000, 100, 1_000, 20)


def test_a_sale_that_came_back_whole_leaves_nothing():
    sold = ("2024-01-10", 0, 5_000, 0)
    back = ("2024-02-10", 0, -5_000, 0)
    found = replay(past(sold, back), Program())
    assert found.points.tolist() == [50, -50]
    assert (found.totals.net, found.totals.value, found.open_points) == (0, 0, 0)


def test_gift_cards_sold_are_no_sales():
    shop = past(
        ("2024-01-10", 0, 5_000, 0), ("2024-01-10", 0, 1_000, 0), gift=np.array([True, False])
    )
    totals = replay(shop, Program()).totals
    assert (totals.net, totals.points) == (1_000, 10)


def test_winners_and_losers_are_told_by_group_against_the_discount_they_had():
    found = replay(
        past(
            ("2024-01-10", 0, 10_000, 0),
            ("2024-01-10", 1, 9_500, 500),
            ("2024-01-10", 2, 10_000, 100),
        ),
        Program(earning=Earning(per_unit=Decimal(1))),
    )
    told = [
        (one.group, one.members, one.winners, one.losers, one.won, one.lost)
        for one in found.changes
    ]
    assert told == [("best", 1, 1, 0, 100, 0), ("rest", 2, 0, 1, 0, 405), ("", 3, 1, 1, 100, 405)]


def test_only_members_earn_unless_everyone_may():
    shop = past(("2024-01-10", 0, 1_000, 0), ("2024-01-10", 1, 1_000, 0))
    members = Customers(shop.customers.ids, member=np.array([False, True, True]))
    shop = Past(shop.heads, shop.lines, members, shop.names)
    assert replay(shop, Program()).points.tolist() == [0, 10]
    everyone = Program(earning=Earning(who=Who.CUSTOMERS))
    assert replay(shop, everyone).points.tolist() == [10, 10]


def test_points_pay_for_themselves_from_a_certain_uplift_on():
    totals = Totals(
        receipts=1, net=10_000, discount=300, margin=4_000, points=200, value=200, cost=150
    )
    assert totals.uplift_beside == pytest.approx(150 / 4_000)
    assert totals.uplift_instead == 0
    assert totals.gain(0.0) == -150
    assert totals.gain(150 / (4_000 - 150)) == pytest.approx(0)
    dearer = Totals(1, 10_000, 300, 4_000, 1_000, 1_000, 730)
    assert dearer.uplift_instead == pytest.approx(430 / 4_300)


def test_without_sales_there_are_no_shares():
    found = replay(past(), Program())
    totals = found.totals
    assert (totals.of_sales, totals.of_margin) == (None, None)
    assert (totals.uplift_beside, totals.uplift_instead) == (None, None)
    assert found.months == ()
    assert found.open_points == 0


def test_days_before_the_stretch_make_tiers_but_no_points():
    tiers = TierRules((Tier("silver", "Silver", 5_000, Decimal(2)),))
    shop = past(("2024-01-10", 0, 6_000, 0), ("2024-02-10", 0, 1_000, 0))
    found = replay(shop, Program(tiers=tiers), since=day_number(date(2024, 2, 1)))
    assert found.points.tolist() == [0, 20]
    assert found.tier.tolist() == [-1, 0]
    assert found.totals.receipts == 1
    assert found.held.tolist() == [0, -1, -1]


def test_days_after_the_stretch_do_not_count():
    shop = past(("2024-01-10", 0, 6_000, 0), ("2024-02-10", 0, 1_000, 0))
    found = replay(shop, Program(), until=day_number(date(2024, 1, 31)))
    assert found.points.tolist() == [60, 0]
    assert found.open_points == 60


def test_points_are_open_until_the_end_of_their_last_day():
    shop = past(("2023-01-10", 0, 6_000, 0), ("2023-02-10", 0, 1_000, 0))
    for day, left in (("2024-01-10", 70), ("2024-01-11", 10), ("2024-02-11", 0)):
        end = day_number(date.fromisoformat(day))
        assert replay(shop, Program(), until=end).open_points == left
    never = Program(expiry=Expiry(ExpiryMode.NEVER))
    assert replay(shop, never, until=day_number(date(2030, 1, 1))).open_points == 70


def test_staying_away_for_too_long_loses_what_was_earned_before():
    shop = past(
        ("2022-01-10", 0, 6_000, 0),
        ("2023-01-10", 0, 1_000, 0),
        ("2022-01-10", 1, 6_000, 0),
        ("2023-01-11", 1, 1_000, 0),
        ("2022-06-10", 2, 900, 0),
    )
    program = Program(expiry=Expiry(ExpiryMode.INACTIVITY, months=12))
    end = day_number(date(2023, 6, 1))
    assert replay(shop, program, until=end).open_points == 60 + 10 + 10 + 9
    later = day_number(date(2024, 1, 11))
    assert replay(shop, program, until=later).open_points == 10


def test_a_return_does_not_keep_points_alive():
    shop = past(("2022-01-10", 0, 6_000, 0), ("2022-12-01", 0, -1_000, 0))
    program = Program(expiry=Expiry(ExpiryMode.INACTIVITY, months=12))
    assert replay(shop, program, until=day_number(date(2023, 1, 10))).open_points == 50
    assert replay(shop, program, until=day_number(date(2023, 1, 11))).open_points == 0


def test_liability_is_what_open_points_will_cost():
    shop = past(("2024-01-10", 0, 100_000, 0))
    program = Program(
        redeeming=Redeeming(value=Decimal("0.5")), urr=Decimal("0.8"), cost_factor=Decimal("0.6")
    )
    found = replay(shop, program)
    assert (found.open_points, found.liability) == (1_000, 240)
    assert found.value.tolist() == [500, 0, 0]


def test_excluded_goods_give_nothing():
    shop = past(("2024-01-10", 0, 5_000, 0), ("2024-01-10", 1, 5_000, 0), category=ints([0, -1]))
    program = Program(earning=Earning(excluded=Goods(categories=("drinks",))))
    assert replay(shop, program).points.tolist() == [0, 50]
