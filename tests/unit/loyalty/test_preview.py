from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from retailcrm.core.days import day_number
from retailcrm.loyalty.past import Customers, Heads, Lines, Past
from retailcrm.loyalty.preview import TierMove, preview, shortened
from retailcrm.loyalty.program import Earning, Expiry, ExpiryMode, Program, Tier, TierRules
from retailcrm.loyalty.replay import replay

TODAY = date(2024, 6, 1)
RULES = Program(tiers=TierRules((Tier("silver", "Silver", 5_000), Tier("gold", "Gold", 20_000))))


@pytest.fixture
def past():
    """Three members who bought for 60, 120 and 250 in May, the first for 30 a year before."""
    net = np.array([3_000, 6_000, 12_000, 25_000])
    day = [date(2023, 5, 2), *[date(2024, 5, 2)] * 3]
    zero = np.zeros(4, dtype=np.int64)
    return Past(
        Heads(np.array([day_number(one) for one in day]), np.array([0, 0, 1, 2])),
        Lines(np.arange(4), net, zero, zero, zero.astype(np.bool_), zero - 1, zero - 1),
        Customers(np.arange(3)),
    )


def compare(past, new, old=RULES):
    end = day_number(TODAY)
    return preview((old, replay(past, old, until=end)), (new, replay(past, new, until=end)), TODAY)


def test_saving_the_same_rules_changes_nothing_and_needs_no_notice(past):
    found = compare(past, RULES)
    assert found.change.tolist() == [0, 0, 0]
    assert (found.gaining, found.losing, found.points, found.cost) == (0, 0, 0, 0)
    assert found.liability_before == found.liability_after
    assert found.moves == ()
    assert found.notice == TODAY


def test_more_points_may_hold_from_today(past):
    found = compare(past, replace(RULES, earning=Earning(per_unit=Decimal(2))))
    assert found.change.tolist() == [90, 120, 250]
    assert (found.gaining, found.losing, found.points, found.cost) == (3, 0, 460, 345)
    assert (found.open_before, found.open_after) == (430, 860)
    assert (found.liability_before, found.liability_after) == (323, 645)
    assert found.notice == TODAY


def test_who_would_fall_is_named_and_hears_of_it_first(past):
    tiers = TierRules((Tier("silver", "Silver", 10_000), Tier("gold", "Gold", 30_000)))
    found = compare(past, replace(RULES, tiers=tiers))
    assert found.moves == (TierMove("silver", "", 1), TierMove("gold", "silver", 1))
    assert found.notice == TODAY + timedelta(days=30)


def test_who_would_rise_need_not_wait(past):
    tiers = TierRules((Tier("silver", "Silver", 5_000), Tier("gold", "Gold", 12_000)))
    found = compare(past, replace(RULES, tiers=tiers))
    assert found.moves == (TierMove("silver", "gold", 1),)
    assert found.notice == TODAY


def test_a_shorter_life_of_points_shows_what_is_lost_and_gives_notice(past):
    long = replace(RULES, expiry=Expiry(months=24))
    found = compare(past, RULES, old=long)
    assert (found.open_before, found.open_after) == (460, 430)
    assert found.notice == TODAY + timedelta(days=30)


@pytest.mark.parametrize(
    ("before", "after", "sooner"),
    [
        (Expiry(), Expiry(), False),
        (Expiry(), Expiry(months=11), True),
        (Expiry(), Expiry(months=13), False),
        (Expiry(), Expiry(ExpiryMode.NEVER), False),
        (Expiry(ExpiryMode.NEVER), Expiry(months=60), True),
        (Expiry(), Expiry(ExpiryMode.INACTIVITY, months=24), True),
        (Expiry(ExpiryMode.FIXED), Expiry(ExpiryMode.FIXED, month=6, day=30), True),
        (Expiry(ExpiryMode.FIXED), Expiry(ExpiryMode.FIXED, months=3), False),
    ],
)
def test_an_expiry_that_may_come_sooner_is_recognised(before, after, sooner):
    assert shortened(before, after) is sooner
