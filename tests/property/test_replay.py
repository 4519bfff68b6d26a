"""The same baskets through the counter's rules one by one, and through the replay at once."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retailcrm.core.days import day_number
from retailcrm.loyalty import awarding
from retailcrm.loyalty.earning import Basket, Line, earn, unrounded, whole_points
from retailcrm.loyalty.past import Customers, Heads, Lines, Names, Past
from retailcrm.loyalty.program import (
    Bonus,
    Campaign,
    Earning,
    Goods,
    Program,
    Stacking,
    Tier,
    TierRules,
    Who,
)
from retailcrm.loyalty.replay import replay
from retailcrm.loyalty.returns import running, unlinked

START = date(2024, 1, 1)
PRODUCTS = (("A1", "Tea"), ("B2", "Coffee "), ("", "mug"), ("D4", ""))
CATEGORIES = ("Drinks", "Gifts", "")
GROUPS = ("best", "rest")
TIERS = (Tier("silver", "Silver", 100, Decimal("1.25")), Tier("gold", "Gold", 900, Decimal("1.5")))
COUPONS = ((), ("X10",), ("y", " x10 "))

decimals = st.decimals(0, 4, places=2)
days = st.integers(0, 40).map(lambda n: START + timedelta(days=n))
maybe_day = st.none() | days
goods = st.builds(
    Goods,
    st.lists(st.sampled_from(["drinks ", "GIFTS", "", "none"]), max_size=2).map(tuple),
    st.lists(st.sampled_from(["a1", "COFFEE", "Mug", "", "zz"]), max_size=2).map(tuple),
)
bonuses = st.builds(Bonus, goods, decimals, st.integers(0, 5), maybe_day, maybe_day)
campaigns = st.builds(
    Campaign,
    st.just("c"),
    decimals,
    days,
    days,
    st.lists(st.sampled_from(GROUPS), max_size=1).map(tuple),
    st.lists(st.sampled_from([70, 71]), max_size=1).map(tuple),
    st.sampled_from(["", "x10"]),
)
earnings = st.builds(
    Earning,
    per_unit=st.decimals(0, 20, places=6) | st.sampled_from([Decimal(1), Decimal(10)]),
    per_visit=st.integers(0, 9),
    per_item=st.integers(0, 3),
    bonuses=st.lists(bonuses, max_size=3).map(tuple),
    excluded=goods,
    groups=st.lists(st.tuples(st.sampled_from(GROUPS), decimals), max_size=2).map(tuple),
    tiers_multiply=st.booleans(),
    weekdays=st.just(()) | st.tuples(*[decimals] * 7),
    campaigns=st.lists(campaigns, max_size=3).map(tuple),
    customers=st.lists(st.tuples(st.sampled_from([70, 71]), decimals), max_size=2).map(tuple),
    stacking=st.sampled_from(Stacking),
    carry=st.booleans(),
    discounted_earn=st.booleans(),
    tax_earns=st.booleans(),
    gift_cards_earn=st.booleans(),
    tips_earn=st.booleans(),
    points_paid_earn=st.booleans(),
    who=st.just(Who.CUSTOMERS),
)


@st.composite
def lines(draw, number):
    product = draw(st.integers(-1, len(PRODUCTS) - 1))
    category = draw(st.integers(0, len(CATEGORIES) - 1))
    sign = draw(st.sampled_from([1, 1, 1, -1]))
    net, quantity = draw(st.integers(0, 20_000)), draw(st.integers(0, 4_500))
    sku, name = PRODUCTS[product] if product >= 0 else ("", "")
    found = Line(
        number,
        product if product >= 0 else None,
        sku,
        CATEGORIES[category],
        sign * quantity,
        sign * net,
        sign * draw(st.sampled_from([0, 0, 250])),
        sign * draw(st.sampled_from([0, 19, net // 5])),
        draw(st.sampled_from([False, False, True])),
        name=name,
    )
    if sign < 0 or draw(st.booleans()):
        return found
    back, pieces = draw(st.integers(0, net)), draw(st.integers(0, quantity))
    return replace(found, returned=back, returned_quantity=pieces)


@st.composite
def baskets(draw, digits):
    count = draw(st.integers(1, 4))
    who = draw(st.integers(-1, 2))
    return Basket(
        draw(days),
        tuple(draw(lines(number)) for number in range(count)),
        70 + who if who >= 0 else None,
        ("", *GROUPS)[who] if who >= 0 else "",
        ("gold", "", "silver")[who] if who >= 0 else "",
        draw(st.sampled_from(COUPONS)),
        draw(st.sampled_from([0, 0, 300, -50])),
        draw(st.sampled_from([0, 0, 0, 700])),
        digits,
    )


def past_of(found, digits, times=1):
    rows = [(place, line) for place, basket in enumerate(found) for line in basket.lines]

    def column(of):
        return np.array([of(line) for _place, line in rows], dtype=np.int64)

    def head(of):
        return np.array([of(basket) for basket in found], dtype=np.int64)

    return Past(
        Heads(
            head(lambda one: day_number(one.day)),
            head(lambda one: -1 if one.customer is None else one.customer - 70),
            head(lambda one: one.tip * times),
            head(lambda one: one.points_paid * times),
            head(lambda one: COUPONS.index(one.coupons)),
        ),
        Lines(
            np.array([place for place, _line in rows], dtype=np.int64),
            column(lambda line: line.net * times),
            column(lambda line: line.discount * times),
            column(lambda line: line.quantity),
            column(lambda line: line.gift).astype(np.bool_),
            column(lambda line: -1 if line.product is None else line.product),
            column(lambda line: CATEGORIES.index(line.category)),
            returned=column(lambda line: line.returned * times),
            returned_quantity=column(lambda line: line.returned_quantity),
            tax=column(lambda line: line.tax * times),
        ),
        Customers(np.array([70, 71, 72]), group=np.array([-1, 0, 1]), tier=np.array([1, -1, 0])),
        Names(PRODUCTS, CATEGORIES, GROUPS, ("silver", "gold"), COUPONS),
        digits,
    )


def one_by_one(found, program, digits):
    """What the counter gives: a sale floored, a return toward zero, remainders per member."""
    points: list[int] = [0] * len(found)
    mine: dict[int, list[int]] = {}
    for place, basket in enumerate(found):
        if basket.customer is not None:
            mine.setdefault(basket.customer, []).append(place)
            points[place] = unlinked(basket, program)
            if unrounded(earn(basket, program)) >= 0 and any(x.net > 0 for x in basket.lines):
                assert points[place] == whole_points(earn(basket, program), digits)[0]
    if program.earning.carry:
        for places in mine.values():
            places.sort(key=lambda place: found[place].day)
            changes = [
                unrounded(earn(found[place], timed(found[place], program))) for place in places
            ]
            for place, one in zip(places, running(changes, digits), strict=True):
                points[place] = one
    return points


def timed(basket, program):
    """Goods that only came back were bought on another day, so no day counts against them."""
    if any(line.net > 0 for line in basket.lines):
        return program
    lasting = tuple(
        one for one in program.earning.bonuses if one.starts is None and one.ends is None
    )
    rules = replace(program.earning, weekdays=(), campaigns=(), bonuses=lasting)
    return replace(program, earning=rules)


@settings(max_examples=80)
@given(st.data(), earnings, st.sampled_from([0, 2, 3]))
def test_replaying_receipts_gives_the_points_the_counter_would_have_given(data, earning, digits):
    found = data.draw(st.lists(baskets(digits), max_size=6))
    program = Program(earning=earning, tiers=TierRules(TIERS))
    replayed = replay(past_of(found, digits), program)
    assert replayed.points.tolist() == one_by_one(found, program, digits)


@settings(max_examples=30)
@given(st.data(), earnings)
def test_amounts_beyond_64_bits_are_still_counted_to_the_point(data, earning):
    found = data.draw(st.lists(baskets(2), min_size=1, max_size=4))
    times = 10**9
    large = [
        replace(
            one,
            tip=one.tip * times,
            points_paid=one.points_paid * times,
            lines=tuple(
                replace(
                    line,
                    net=line.net * times,
                    discount=line.discount * times,
                    tax=line.tax * times,
                    returned=line.returned * times,
                )
                for line in one.lines
            ),
        )
        for one in found
    ]
    program = Program(earning=earning, tiers=TierRules(TIERS))
    replayed = replay(past_of(found, 2, times), program)
    assert replayed.points.tolist() == one_by_one(large, program, 2)


@pytest.mark.parametrize("stretch", [1, 3, 7])
def test_where_the_work_is_cut_changes_nothing(monkeypatch, stretch):
    chance = np.random.default_rng(5)
    found = [
        Basket(
            START + timedelta(days=int(chance.integers(40))),
            tuple(
                Line(at, 0, "A1", "Drinks", 1_000, int(chance.integers(5_000)))
                for at in range(chance.integers(1, 9))
            ),
            70 + int(chance.integers(3)),
            coupons=(),
        )
        for _each in range(50)
    ]
    whole = replay(past_of(found, 2), Program())
    starts = past_of(found, 2).starts()
    cuts = list(awarding.stretches(starts, stretch))
    assert cuts[0][0] == 0
    assert cuts[-1][1] == 50
    assert all(before[1] == after[0] for before, after in pairwise(cuts))
    original = awarding.stretches
    monkeypatch.setattr(awarding, "stretches", lambda one: original(one, stretch))
    assert replay(past_of(found, 2), Program()).points.tolist() == whole.points.tolist()
