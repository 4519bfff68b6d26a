"""Returns in a replay end where the counter ends, however they are split."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from retailcrm.loyalty.basket import Basket, Line
from retailcrm.loyalty.past import NO_COST
from retailcrm.loyalty.program import Program, TierRules
from retailcrm.loyalty.replay import replay
from retailcrm.loyalty.returns import targets
from retailcrm.loyalty.taken_back import fold_returns
from tests.property.test_replay import (
    CATEGORIES,
    PRODUCTS,
    START,
    TIERS,
    earnings,
    past_of,
)


@st.composite
def stories(draw):
    """A sale and its returns; now and then of goods that were not on it."""
    who = draw(st.integers(0, 2))
    member = {"customer": 70 + who, "group": ("", "best", "rest")[who]}
    member["tier"] = ("gold", "", "silver")[who]
    sold = tuple(draw(line(number, 1)) for number in range(draw(st.integers(1, 4))))
    sale = Basket(START, sold, tip=draw(st.sampled_from([0, 300])), **member)
    returns = []
    for _each in range(draw(st.integers(0, 3))):
        back = tuple(draw(line(number, -1)) for number in range(draw(st.integers(1, 2))))
        tip = draw(st.sampled_from([0, 0, -100]))
        returns.append(Basket(START + timedelta(days=9), back, tip=tip, **member))
    return sale, tuple(returns)


@st.composite
def line(draw, number, sign):
    product, category = draw(st.integers(-1, 3)), draw(st.integers(0, 2))
    sku, name = PRODUCTS[product] if product >= 0 else ("", "")
    return Line(
        number,
        product if product >= 0 else None,
        sku,
        CATEGORIES[category],
        sign * draw(st.sampled_from([1_000, 2_000, 3_500])),
        sign * draw(st.integers(1, 9_000)),
        sign * draw(st.sampled_from([0, 50])),
        0,
        draw(st.sampled_from([False, False, False, True])),
        name=name,
    )


@settings(max_examples=60)
@given(st.lists(stories(), min_size=1, max_size=3), earnings)
def test_sales_and_their_returns_add_up_to_what_the_counter_keeps(told, earning):
    program = Program(earning=replace(earning, carry=False), tiers=TierRules(TIERS))
    found = [basket for sale, returns in told for basket in (sale, *returns)]
    of = [
        (place, at) for place, (_sale, returns) in enumerate(told) for at in range(len(returns) + 1)
    ]
    heads = [row for row, (_place, at) in enumerate(of) if at == 0]
    sale = np.array([-1 if at == 0 else heads[place] for place, at in of], dtype=np.int64)
    points = replay(fold_returns(past_of(found, 2), sale), program).points
    for place, (sold, returns) in enumerate(told):
        mine = [row for row, (one, _at) in enumerate(of) if one == place]
        assert points[mine].sum() == sum(targets(sold, returns, program))


def test_folding_changes_nothing_of_the_shops_net_sales():
    sale = Basket(START, (Line(0, 0, "A1", "Drinks", 2_000, 5_000, 100),), customer=70)
    back = Basket(START, (Line(0, 0, "A1", "Drinks", -1_000, -2_500, -50),), customer=70)
    past = past_of([sale, back], 2)
    past = replace(past, lines=replace(past.lines, cost=np.array([3_000, NO_COST])))
    folded = fold_returns(past, np.array([-1, 0]))
    totals = replay(folded, Program()).totals
    assert (totals.net, totals.discount, totals.margin) == (2_500, 50, 1_000)
    assert folded.lines.returned is not None
    assert folded.lines.returned.tolist() == [2_500, 0]
    assert past.lines.net.tolist() == [5_000, -2_500]


def test_without_known_sales_the_past_stays_as_it_is():
    past = past_of([Basket(START, (Line(0, 0, "A1", "", -1_000, -500),), customer=70)], 2)
    assert fold_returns(past, np.array([-1])) is past
