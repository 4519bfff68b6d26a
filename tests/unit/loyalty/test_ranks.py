from datetime import date
from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.core.days import day_number, day_of
from retailcrm.loyalty.program import Tier, TierRules
from retailcrm.loyalty.ranks import OPEN, Spending, ranked
from retailcrm.loyalty.tiers import standing, tier_at_sale, window_start

TIERS = (
    Tier("gold", "Gold", 20_000, Decimal(2)),
    Tier("silver", "Silver", 10_000, Decimal("1.5")),
)
START = day_number(date(2022, 1, 31))


END = START + 1_000


def follow(rules, receipts):
    """Review one member receipt by receipt, as the counter would, and once more at the end."""
    held, until, at_sale = "", None, []
    for place, (day, net) in enumerate(receipts):
        on = day_of(day)
        start = day_number(window_start(rules, on))
        before = sum(amount for when, amount in receipts[:place] if when >= start)
        now = standing(rules, held, until, before, on)
        at_sale.append(tier_at_sale(rules, now.tier, before, net))
        now = standing(rules, now.tier, now.until, before + net, on)
        held, until = now.tier, now.until
    since = day_number(window_start(rules, day_of(END)))
    left = sum(amount for when, amount in receipts if when >= since)
    last = standing(rules, held, until, left, day_of(END))
    return at_sale, last.tier, last.until


@given(
    st.builds(
        TierRules,
        st.just(TIERS),
        st.sampled_from([1, 6, 12]),
        st.sampled_from([0, 2]),
        st.booleans(),
        st.booleans(),
    ),
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 900), st.integers(-9_000, 12_000)), max_size=25
    ),
)
def test_tiers_of_the_past_are_those_the_counter_would_have_given(rules, receipts):
    rows = sorted((START + day, who, net) for who, day, net in receipts)
    day = np.array([row[0] for row in rows], dtype=np.int32)
    who = np.array([row[1] for row in rows], dtype=np.int32)
    net = np.array([row[2] for row in rows], dtype=np.int64)
    found = ranked(rules, Spending(who, day, net, 3), END)
    keys = [*(tier.key for tier in TIERS), ""]
    for one in range(3):
        mine = [(when, amount) for when, person, amount in rows if person == one]
        at_sale, held, until = follow(rules, mine)
        assert [keys[at] for at in found.at_sale[who == one]] == at_sale
        assert keys[found.held[one]] == held
        last = None if found.until[one] == OPEN else day_of(int(found.until[one]))
        assert last == until


def test_a_cent_below_the_threshold_is_not_enough():
    day = np.array([START, START + 1, START + 2], dtype=np.int32)
    who = np.zeros(3, dtype=np.int32)
    net = np.array([9_999, 1, 5], dtype=np.int64)
    spent = Spending(who, day, net, 1)
    assert ranked(TierRules(TIERS), spent, END).at_sale.tolist() == [-1, -1, 1]
    crossing = TierRules(TIERS, crossing_at_new=True)
    assert ranked(crossing, spent, END).at_sale.tolist() == [-1, 1, 1]


def test_what_is_bought_after_the_end_lifts_nobody():
    day = np.array([START, START + 5], dtype=np.int32)
    spent = Spending(np.zeros(2, dtype=np.int32), day, np.array([50, 30_000]), 1)
    assert ranked(TierRules(TIERS), spent, START + 4).held.tolist() == [-1]
    assert ranked(TierRules(TIERS), spent, START + 5).held.tolist() == [0]


def test_without_receipts_in_the_window_a_tier_ends_with_its_last_day():
    rules = TierRules(TIERS)
    day, who = np.array([START], dtype=np.int32), np.zeros(1, dtype=np.int32)
    spent = Spending(who, day, np.array([12_000]), 1)
    last = day_number(date(2023, 12, 31))
    assert ranked(rules, spent, last).held.tolist() == [1]
    assert ranked(rules, spent, last + 1).held.tolist() == [-1]


def test_nobody_known_has_no_tier():
    day, who = np.array([START], dtype=np.int32), np.array([-1], dtype=np.int32)
    found = ranked(TierRules(TIERS), Spending(who, day, np.array([99_999]), 2), END)
    assert found.at_sale.tolist() == [-1]
    assert found.held.tolist() == [-1, -1]
