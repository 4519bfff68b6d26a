"""Rules of the program as the ledger keeps them, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.loyalty.program import (
    Earning,
    Expiry,
    ExpiryMode,
    Reward,
    Tier,
    TierRules,
)
from retailcrm.services.points_rows import Change, Redemption
from retailcrm.wiring import Services
from tests.builders import (
    HONEY,
    PAN,
    a_directory,
    a_return,
    taken_in,
)
from tests.club import ANA, SIMPLE, START, ana, anas_club, balance, bought, kinds, sales
from tests.kept_shops import Fill


@pytest.fixture
def club(filled_with: Callable[[Fill], Services]) -> Services:
    """Open a shop with one member and one point for each dollar."""
    return filled_with(anas_club)


def test_c21_what_flooring_leaves_over_is_carried_where_the_program_says_so(
    shop: Services, tmp_path: Path
) -> None:
    slow = replace(SIMPLE, earning=Earning(per_unit=Decimal("0.02"), carry=True))
    shop.program.save(slow, START)
    taken_in(shop, a_directory(tmp_path / "people.csv", ANA))
    sales(shop, tmp_path, bought("1", replace(HONEY, cents=3_000)))
    assert balance(shop) == 0
    sales(shop, tmp_path, bought("2", replace(HONEY, cents=2_000)), name="2.csv")
    assert balance(shop) == 1
    sales(shop, tmp_path, a_return("R", replace(HONEY, cents=3_000), of="1"), name="r.csv")
    assert balance(shop) == 0


def test_c22_the_sale_that_reaches_a_tier_earns_at_the_old_rate(
    shop: Services, tmp_path: Path
) -> None:
    gold = TierRules((Tier("gold", "Gold", 3_000, Decimal(2)),))
    shop.program.save(replace(SIMPLE, tiers=gold), START)
    taken_in(shop, a_directory(tmp_path / "people.csv", ANA))
    sales(shop, tmp_path, bought("1", replace(HONEY, cents=2_999)))
    assert shop.points.account(ana(shop)).to_next_tier == 1
    sales(shop, tmp_path, bought("2", HONEY, day="2026-05-05"), name="2.csv")
    sales(shop, tmp_path, bought("3", HONEY, day="2026-05-06"), name="3.csv")
    assert balance(shop) == 29 + 10 + 20
    assert shop.points.account(ana(shop)).tier == "Gold"


def test_c23_using_points_never_lowers_a_tier(shop: Services, tmp_path: Path) -> None:
    gold = TierRules((Tier("gold", "Gold", 2_000),))
    shop.program.save(replace(SIMPLE, tiers=gold), START)
    taken_in(shop, a_directory(tmp_path / "people.csv", ANA))
    sales(shop, tmp_path, bought("1", PAN))
    shop.points.redeem(Redemption(customer_id=ana(shop), points=21))
    assert shop.points.account(ana(shop)).tier == "Gold"


def test_c25_switching_expiry_on_takes_nothing_before_the_notice(
    shop: Services, tmp_path: Path
) -> None:
    shop.program.save(replace(SIMPLE, expiry=Expiry(mode=ExpiryMode.NEVER)), date(2025, 1, 1))
    taken_in(shop, a_directory(tmp_path / "people.csv", ANA))
    sales(shop, tmp_path, bought("1", PAN, day="2025-02-01"), bought("2", day="2026-11-01"))
    shop.program.save(SIMPLE, date(2026, 11, 2))
    told = shop.expiring.run().value
    assert (told.points, balance(shop)) == (0, 31)


def test_points_expire_the_day_after_their_last_day(club: Services, tmp_path: Path) -> None:
    club.points.open_balance(
        Change(
            customer_id=ana(club), points=40, reason="brought along", source="Old cards",
            day=date(2026, 2, 1), expires=date(2026, 11, 1),
        )
    )  # fmt: skip
    sales(club, tmp_path, bought("1", PAN, day="2026-10-30"))
    told = club.expiring.run().value
    assert (told.members, told.points, balance(club)) == (1, 40, 21)
    assert kinds(club) == [("opening", 40), ("earn", 21), ("expire", -40)]
    assert club.expiring.run().value.points == 0


def test_points_do_not_expire_while_the_data_are_old(club: Services, tmp_path: Path) -> None:
    sales(club, tmp_path, bought("1", PAN))
    with pytest.raises(UserError, match="old"):
        club.expiring.run()


def test_c32_rewards_in_reach_shrink_after_each_pick(shop: Services, tmp_path: Path) -> None:
    mug, bag = Reward("mug", "A mug", 15, 900), Reward("bag", "A bag", 12, 500)
    shop.program.save(replace(SIMPLE, rewards=(mug, bag)), START)
    taken_in(shop, a_directory(tmp_path / "people.csv", ANA))
    sales(shop, tmp_path, bought("1", PAN))
    assert shop.points.account(ana(shop)).in_reach == ("A mug", "A bag")
    shop.points.redeem(Redemption(customer_id=ana(shop), reward="mug"))
    told = shop.points.account(ana(shop))
    assert (told.in_reach, told.next_reward, told.to_next_reward) == ((), "A bag", 6)
    with pytest.raises(UserError):
        shop.points.redeem(Redemption(customer_id=ana(shop), reward="bag"))


def test_only_an_owner_or_manager_changes_a_balance_by_hand_and_says_why(
    club: Services,
) -> None:
    change = Change(customer_id=ana(club), points=50, reason="Goodwill")
    with pytest.raises(UserError, match="may not"):
        club.points.adjust(change, actor=Actor("Kim", Role.STAFF))
    with pytest.raises(UserError, match="why"):
        club.points.adjust(replace(change, reason=" "))
    club.points.adjust(change, actor=Actor("Lou", Role.MANAGER))
    told = club.points.why(ana(club))[-1]
    assert (told.kind, told.points, told.actor, told.reason) == ("adjust", 50, "Lou", "Goodwill")
    with pytest.raises(UserError, match="50"):
        club.points.adjust(replace(change, points=-51))
    assert balance(club) == 50


def test_c58_an_opening_balance_is_dated_and_not_earned(club: Services) -> None:
    change = Change(customer_id=ana(club), points=70, reason="Moved", source="Stamp cards",
                    day=date(2026, 3, 1))  # fmt: skip
    club.points.open_balance(change)
    told = club.points.why(ana(club))
    assert [(one.kind, one.day, one.reference) for one in told] == [
        ("opening", date(2026, 3, 1), "Stamp cards")
    ]


def test_why_this_balance_goes_down_to_line_rule_and_arithmetic(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, bought("1", PAN, replace(HONEY, cents=150)))
    (told,) = club.points.why(ana(club))
    assert (told.points, told.balance, told.rules_since) == (22, 22, START)
    assert [(one.line, one.amount, one.points) for one in told.earned] == [
        ("Sheet Pan", 2_100, "21"),
        ("Honey", 150, "1.5"),
    ]
    assert all(one.told for one in told.earned)


def test_c59_saving_the_rules_unchanged_changes_nothing(club: Services) -> None:
    before = club.program.versions()
    club.program.save(SIMPLE, date(2026, 11, 2))
    assert club.program.versions() == before


def test_a_program_that_begins_in_the_past_catches_up_with_its_receipts(
    shop: Services, tmp_path: Path
) -> None:
    taken_in(shop, a_directory(tmp_path / "people.csv", ANA))
    sales(shop, tmp_path, bought("1", PAN), bought("2", HONEY, day="2025-12-30"))
    shop.program.save(SIMPLE, START)
    told = shop.posting.catch_up().value
    assert (told.entries, balance(shop)) == (1, 21)
    assert shop.posting.catch_up().value.entries == 0


def test_rules_that_were_in_force_cannot_be_changed(club: Services) -> None:
    other = replace(SIMPLE, earning=Earning(per_unit=Decimal(2)))
    with pytest.raises(UserError, match="in force"):
        club.program.save(other, date(2026, 11, 1))
    with pytest.raises(UserError, match="may not"):
        club.program.save(other, date(2026, 12, 1), actor=Actor("Lou", Role.MANAGER))


def test_points_are_booked_neither_ahead_nor_beyond_their_last_day(club: Services) -> None:
    brought = Change(customer_id=ana(club), points=5, reason="Moved", source="Stamps")
    with pytest.raises(UserError, match="ahead"):
        club.points.open_balance(replace(brought, day=date(2026, 11, 3)))
    with pytest.raises(UserError, match="last day"):
        club.points.open_balance(replace(brought, day=date(2026, 10, 1), expires=date(2026, 9, 30)))
    assert balance(club) == 0


def test_a_redemption_told_twice_answers_the_same_both_times(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, bought("1", PAN))
    wish = Redemption(customer_id=ana(club), points=20, key="till-1")
    first, second = (club.points.redeem(wish).value for _ in range(2))
    assert first == second
