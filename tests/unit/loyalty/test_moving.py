from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from retailcrm.loyalty.moving import (
    NEVER,
    Members,
    Receipts,
    compensation,
    progress,
    start_gifts,
    stop_rule,
)
from retailcrm.loyalty.transition import Before, GroupShare, Phase, work_out

MIX = (
    GroupShare("champions", 0.42, 2.0),
    GroupShare("loyal", 0.28, 1.5),
    GroupShare("potential", 0.15, 1.25),
    GroupShare("at_risk", 0.05, 1.5),
    GroupShare("new", 0.10, 1.0),
)
LAST = work_out(Before(0.05, MIX, redeemed=0.8), [Phase(0.0, None, 0.9)])[-1]


def ints(*values: int):
    return np.array(values, dtype=np.int64)


def member_base(**columns: Any):
    usual = {
        "seen": ints(95, 95, NEVER),
        "limit": np.array([10.0, 20.0, np.nan]),
        "best": np.array([True, True, True]),
        "moved": ints(100, 108, NEVER),
        "carded": ints(NEVER, 101, NEVER),
    }
    return Members(**{**usual, **columns})


def receipts(*rows: tuple[int, int, int, int, int, int]):
    return Receipts(*np.array(rows, dtype=np.int64).reshape(-1, 6).T)


def test_whoever_loses_gets_a_month_of_the_former_discount_as_points():
    found = compensation(
        LAST, ints(0, 4, -1), ints(120_000, 120_000, 120_000), ints(6_000, 6_000, 0), Decimal(1)
    )
    assert found.loses.tolist() == [False, True, False]
    assert found.change.tolist() == [2_320, -1_840, 4_160]
    assert found.gift.tolist() == [0, 500, 0]
    assert (found.points, found.cost) == (500, 500)


def test_gifts_are_whole_points_rounded_half_up():
    assert start_gifts(ints(6, 17, 18, 0, -5), 12, Decimal(1)).tolist() == [1, 1, 2, 0, 0]
    assert start_gifts(ints(1_200), 12, Decimal("0.5")).tolist() == [200]


def test_the_move_pauses_when_loyal_members_stay_away():
    assert stop_rule(0.101, 0.06).pause
    assert not stop_rule(0.10, 0.06).pause
    unknown = stop_rule(None, 0.06)
    assert not unknown.pause
    assert "no loyal members" in unknown.told


def test_each_week_adds_up_what_happened_in_it():
    found = progress(
        member_base(),
        receipts(
            (100, 0, 5_000, 250, 40, 0),
            (106, 1, 3_000, 150, 30, 10),
            (107, 1, 2_000, 0, 45, 0),
            (99, 0, 9_999, 99, 9, 9),
        ),
        100,
        110,
    )
    first, second = found
    assert [(week.first, week.last) for week in found] == [(100, 106), (107, 110)]
    assert (first.buyers, first.net, first.discount) == (2, 8_000, 400)
    assert (first.earned, first.redeemed) == (70, 10)
    assert (second.buyers, second.net, second.earned) == (1, 2_000, 45)
    assert [(week.moved, week.carded) for week in found] == [(1, 1), (2, 1)]
    assert first.cost_rate(Decimal(1), 0.8) == pytest.approx((400 + 70 * 0.8) / 8_400)


def test_members_are_away_after_their_own_limit():
    nobody_came = receipts()
    weeks = progress(member_base(), nobody_came, 100, 120)
    assert [(week.away, week.best) for week in weeks] == [(1, 2), (1, 2), (2, 2)]
    back = progress(member_base(), receipts((112, 0, 1_000, 0, 0, 0)), 100, 120)
    assert [week.away for week in back] == [1, 0, 1]
    assert back[0].away_share == 0.5


def test_a_return_is_no_visit():
    weeks = progress(member_base(), receipts((106, 0, -1_000, 0, -10, 0)), 100, 106)
    assert weeks[0].away == 1
    assert (weeks[0].buyers, weeks[0].net, weeks[0].earned) == (0, -1_000, -10)
    assert weeks[0].cost_rate(Decimal(1), 0.8) is None


def test_without_best_members_nothing_is_said_about_them():
    weeks = progress(member_base(best=np.zeros(3, dtype=np.bool_)), receipts(), 100, 101)
    assert weeks[0].away_share is None
