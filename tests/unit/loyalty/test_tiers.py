from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from retailcrm.loyalty.program import Tier, TierRules
from retailcrm.loyalty.tiers import ahead, standing, tier_at_sale, tier_for, window_start

SILVER = Tier("silver", "Silver", 10_000, Decimal("1.25"))
GOLD = Tier("gold", "Gold", 50_000, Decimal("1.5"))
RULES = TierRules(tiers=(SILVER, GOLD))
BY_REVIEW = replace(RULES, keep_to_year_end=False)
DAY = date(2024, 5, 15)


@pytest.mark.parametrize(
    ("spend", "tier"),
    [(0, ""), (-5, ""), (9_999, ""), (10_000, "silver"), (10_001, "silver"), (49_999, "silver"),
     (50_000, "gold"), (50_001, "gold")],
)  # fmt: skip
def test_c22_a_tier_is_reached_at_exactly_its_threshold(spend, tier):
    assert tier_for(RULES, spend) == tier
    assert tier_for(replace(RULES, tiers=(GOLD, SILVER)), spend) == tier


def test_c22_the_owner_states_at_which_rate_the_crossing_receipt_earns():
    eight_and_three = ("", 8_000, 3_000)
    assert tier_at_sale(RULES, *eight_and_three) == ""
    assert tier_at_sale(replace(RULES, crossing_at_new=True), *eight_and_three) == "silver"


def test_a_receipt_never_earns_below_the_tier_held():
    crossing = replace(RULES, crossing_at_new=True)
    assert tier_at_sale(crossing, "gold", 0, 12_000) == "gold"
    assert tier_at_sale(crossing, "", 9_000, -500) == ""


def test_the_window_ends_today_and_is_twelve_months_long():
    assert window_start(RULES, DAY) == date(2023, 5, 16)


def test_a_tier_reached_holds_to_the_end_of_the_next_year():
    found = standing(RULES, "", None, 50_000, DAY)
    assert (found.tier, found.until) == ("gold", date(2025, 12, 31))
    assert found.cause == "Spending reached Gold."


def test_spending_that_goes_on_renews_the_tier_and_never_shortens_it():
    found = standing(RULES, "gold", date(2025, 12, 31), 60_000, date(2025, 1, 2))
    assert (found.tier, found.until) == ("gold", date(2026, 12, 31))
    long = date(2030, 1, 1)
    assert standing(RULES, "gold", long, 60_000, DAY).until == long


def test_a_tier_is_kept_through_its_last_day_and_lost_after_it():
    last = date(2025, 12, 31)
    assert standing(RULES, "gold", last, 0, last).tier == "gold"
    fallen = standing(RULES, "gold", last, 12_000, date(2026, 1, 1))
    assert (fallen.tier, fallen.until) == ("silver", date(2027, 12, 31))
    assert fallen.cause == "Spending fell below Gold."
    assert standing(RULES, "gold", last, 0, date(2026, 1, 1)).tier == ""


def test_grace_begins_where_the_tier_would_end():
    graceful = replace(RULES, grace_months=2)
    assert standing(graceful, "", None, 10_000, DAY).until == date(2026, 2, 28)


def test_without_the_year_a_member_who_falls_below_has_the_grace_once():
    graceful = replace(BY_REVIEW, grace_months=3)
    first = standing(graceful, "gold", None, 40_000, DAY)
    assert (first.tier, first.until) == ("gold", date(2024, 8, 15))
    assert first.cause == "Spending is below Gold, kept for now."
    later = standing(graceful, "gold", first.until, 40_000, date(2024, 8, 15))
    assert later == first
    assert standing(graceful, "gold", first.until, 40_000, date(2024, 8, 16)).tier == "silver"
    back = standing(graceful, "gold", first.until, 50_000, date(2024, 7, 1))
    assert (back.tier, back.until) == ("gold", None)


def test_without_year_and_grace_a_review_lowers_at_once():
    assert standing(BY_REVIEW, "gold", None, 40_000, DAY).tier == "silver"


def test_c23_every_change_says_why_and_a_tier_that_is_gone_too():
    gone = standing(RULES, "bronze", date(2030, 1, 1), 12_000, DAY)
    assert (gone.tier, gone.cause) == ("silver", "bronze is no tier any more.")
    assert standing(RULES, "", None, 0, DAY).cause == ""


def test_c23_looking_again_on_the_same_day_changes_nothing():
    for spend in (0, 9_999, 10_000, 50_000):
        for held in ("", "silver", "gold"):
            once = standing(RULES, held, None, spend, DAY)
            twice = standing(RULES, once.tier, once.until, spend, DAY)
            assert (twice.tier, twice.until) == (once.tier, once.until)


def test_a_member_sees_what_is_missing_to_the_next_tier():
    assert ahead(RULES, "", 9_900) == (SILVER, 100)
    assert ahead(RULES, "silver", 3_000) == (GOLD, 47_000)
    assert ahead(RULES, "gold", 3_000) is None


def test_closed_days_do_not_count_in_the_window() -> None:
    winter = (date(2026, 1, 10), date(2026, 3, 1))
    rules = TierRules((), window_months=6)
    day = date(2026, 5, 31)
    open_start = window_start(rules, day)
    assert window_start(rules, day, (winter,)) == open_start - timedelta(days=51)
    assert window_start(replace(rules, pause_closed=False), day, (winter,)) == open_start
    long_ago = (date(2020, 1, 1), date(2020, 2, 1))
    assert window_start(rules, day, (long_ago,)) == open_start
    assert window_start(rules, date(2026, 1, 15), (winter,)) == date(2025, 7, 16) - timedelta(
        days=6
    )


@pytest.mark.parametrize("length", [1, 30, 200])
def test_a_window_holds_as_many_open_days_with_seasons_as_without(length: int) -> None:
    seasons = tuple(
        (first, first + timedelta(days=length))
        for first in (date(2024, 11, 3), date(2025, 6, 10), date(2025, 12, 20))
    )
    rules = TierRules((), window_months=9)
    shut = {first + timedelta(days=at) for first, last in seasons for at in range(length + 1)}
    for day in (date(2025, 12, 31), date(2026, 1, 2), date(2026, 4, 1)):
        start = window_start(rules, day, seasons)
        days = {start + timedelta(days=at) for at in range((day - start).days + 1)}
        assert len(days - shut) == (day - window_start(rules, day)).days + 1
