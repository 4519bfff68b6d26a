from datetime import date
from typing import Any

import pytest

from retailcrm.loyalty.expiry import (
    Notice,
    aged,
    dates,
    expires_on,
    lost_on,
    not_before,
    notices,
    one_period_later,
)
from retailcrm.loyalty.lots import Lot
from retailcrm.loyalty.program import Expiry, ExpiryMode

WINTER = ((date(2024, 12, 1), date(2025, 2, 28)),)
SPRING = date(2024, 5, 15)


def rule(mode, **more: Any):
    return Expiry(mode=ExpiryMode(mode), **more)


def test_points_are_good_through_the_same_day_twelve_months_later():
    last = expires_on(Expiry(), date(2024, 1, 31))
    assert last == date(2025, 1, 31)
    assert lost_on(last) == date(2025, 2, 1)


def test_a_month_without_that_day_ends_on_its_last_one():
    assert expires_on(Expiry(months=1), date(2024, 1, 31)) == date(2024, 2, 29)


def test_c24_off_means_off():
    assert expires_on(rule("never"), SPRING) is None
    assert notices((Lot(1, 5, SPRING),), SPRING, rule("never")) == ()


@pytest.mark.parametrize(
    ("earned", "month", "day", "last"),
    [
        (date(2024, 1, 1), 3, 31, date(2025, 3, 31)),
        (date(2024, 12, 31), 3, 31, date(2025, 3, 31)),
        (date(2024, 7, 1), 12, 31, date(2025, 12, 31)),
        (date(2024, 7, 1), 2, 29, date(2025, 2, 28)),
        (date(2023, 7, 1), 2, 29, date(2024, 2, 29)),
    ],
)
def test_everything_of_a_year_is_good_until_the_fixed_date_of_the_next(earned, month, day, last):
    assert expires_on(rule("fixed", month=month, day=day), earned) == last


def test_inactivity_counts_from_the_latest_visit():
    idle = rule("inactivity", months=6)
    assert expires_on(idle, SPRING, date(2024, 8, 1)) == date(2025, 2, 1)
    assert expires_on(idle, SPRING, date(2024, 1, 1)) == date(2024, 11, 15)
    assert expires_on(idle, SPRING) == date(2024, 11, 15)


def test_closed_seasons_do_not_age_points():
    # 90 closed days in between, so 90 days more.
    assert expires_on(Expiry(), SPRING, closed=WINTER) == date(2025, 8, 13)


def test_an_end_within_a_season_keeps_its_open_days_after_it():
    # Ten of the days before the end are closed; they come again once the shop is open.
    assert aged(SPRING, date(2024, 12, 10), WINTER) == date(2025, 3, 10)


def test_points_earned_in_a_closed_season_begin_to_age_after_it():
    assert aged(date(2025, 2, 1), date(2025, 3, 1), WINTER) == date(2025, 3, 28)


def test_a_season_reached_only_through_another_one_counts_too():
    seasons = ((date(2025, 1, 1), date(2025, 1, 10)), (date(2025, 1, 15), date(2025, 1, 19)))
    assert aged(date(2024, 12, 1), date(2025, 1, 8), seasons) == date(2025, 1, 23)


def test_overlapping_seasons_count_each_day_once_in_whatever_order():
    parts = ((date(2025, 1, 10), date(2025, 2, 28)), (date(2024, 12, 1), date(2025, 1, 20)))
    assert aged(SPRING, date(2025, 5, 15), parts) == aged(SPRING, date(2025, 5, 15), WINTER)
    backwards = ((date(2025, 2, 1), date(2025, 1, 1)),)
    assert aged(SPRING, date(2025, 5, 15), backwards) == date(2025, 5, 15)


def test_seasons_before_or_after_change_nothing():
    assert aged(date(2025, 3, 1), date(2025, 6, 1), WINTER) == date(2025, 6, 1)
    assert aged(SPRING, date(2024, 11, 30), WINTER) == date(2024, 11, 30)


def test_a_fixed_date_moves_only_out_of_the_season_it_falls_into():
    fixed = rule("fixed", month=12, day=10)
    season = ((date(2025, 12, 1), date(2026, 2, 28)),)
    assert expires_on(fixed, SPRING, closed=WINTER) == date(2025, 12, 10)
    assert expires_on(fixed, SPRING, closed=season) == date(2026, 3, 10)


def test_c25_switching_expiry_on_loses_nothing_before_the_notice_is_over():
    assert not_before(Expiry(notice_days=30), SPRING) == date(2024, 6, 14)
    assert one_period_later(Expiry(), SPRING) == date(2025, 5, 15)
    short = Expiry(months=0, notice_days=30)
    assert one_period_later(short, SPRING) == date(2024, 6, 14)
    assert one_period_later(rule("never"), SPRING) is None


def test_c24_three_lots_show_three_dates():
    days = (date(2024, 5, 20), date(2024, 6, 14), date(2024, 6, 15))
    lots = tuple(Lot(no, 10 * no, SPRING, last) for no, last in enumerate(days, 1))
    assert [one.expires for one in dates(lots, SPRING)] == list(days)
    assert [one.points for one in notices(lots, SPRING, Expiry())] == [10, 20]


def test_a_notice_adds_up_the_lots_of_a_day_and_leaves_the_lost_out():
    today = Lot(1, 5, SPRING, SPRING)
    lots = (
        today,
        Lot(2, 6, SPRING, SPRING),
        Lot(3, 7, SPRING, date(2024, 5, 14)),
        Lot(4, 0, SPRING),
    )
    assert notices(lots, SPRING, Expiry()) == (Notice(SPRING, 11, (1, 2)),)
