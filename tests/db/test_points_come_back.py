"""Goods that come back long after, by others, or not after all: points stay exact."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from retailcrm.core.errors import UserError
from retailcrm.loyalty.program import Expiry, GiveBack, Negative, Program, Redeeming, Reward
from retailcrm.services import catching_up
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.expiring import ExpiryService
from retailcrm.services.points_rows import Change, Redemption
from retailcrm.wiring import Services
from tests.builders import HONEY, PAN, Goods, Row, a_directory, a_person, a_return, a_sale, taken_in
from tests.club import ANA, SIMPLE, START, ana, balance, bought, kinds, sales
from tests.kept_shops import Fill

BEN = a_person("BEN", "Ben", "Okoro", card="7010000157")
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
YEAR = replace(SIMPLE, expiry=Expiry(months=12, notice_days=0))


def _of_a_year(shop: Services, folder: Path) -> None:
    opened(shop, folder, YEAR)


@pytest.fixture
def club(filled_with: Callable[[Fill], Services]) -> Services:
    """Open a shop with two members and one point for each dollar."""
    return filled_with(_of_a_year)


def opened(shop: Services, folder: Path, program: Program) -> Services:
    shop.program.save(program, START)
    taken_in(shop, a_directory(folder / "people.csv", ANA, BEN))
    return shop


def ben(shop: Services) -> int:
    return int(shop.customers.ids(CustomerQuery(text="7010000157"))[0])


def both(shop: Services) -> tuple[int, int]:
    """Add up both accounts, from lots and from entries."""
    assert shop.points.verify().faults == ()
    told = [shop.points.account(one) for one in (ana(shop), ben(shop))]
    for one in told:
        assert one.balance == sum(lot.points for lot in one.lots) - one.owed
    return told[0].balance, told[1].balance


def used(shop: Services, points: int, receipt: str = "") -> int:
    wish = Redemption(customer_id=ana(shop), points=points, receipt=receipt)
    return shop.points.redeem(wish).value.entry


def awarded(shop: Services, customer: int, points: int) -> None:
    shop.points.award(Change(customer_id=customer, points=points, reason="Welcome"))


def expired_by(shop: Services, days: int) -> None:
    """Let points expire some days from now."""
    later = NOW + timedelta(days=days)
    ExpiryService(shop.books, lambda: (), lambda: later).run()


def brought_by(buyer: str, number: str, *goods: Goods, of: str) -> list[Row]:
    """Write a return with the name of who brought it."""
    return [row | {"Customer ID": buyer} for row in a_return(number, *goods, of=of)]


def part_paid(shop: Services, folder: Path) -> None:
    """Sell for 31 dollars of which 30 points paid, from a balance of 42."""
    sales(shop, folder, bought("0", PAN, PAN, day="2026-04-01"))
    used(shop, 30, "T1")
    sales(shop, folder, bought("1", HONEY, PAN, day="2026-11-02"), name="1.csv")


def all_back(shop: Services, folder: Path) -> int:
    back = a_return("R", PAN, HONEY, of="1", day="2026-11-03")
    return sales(shop, folder, back, name="r.csv")


@pytest.mark.parametrize("policy", [GiveBack.NO, GiveBack.ASK])
def test_c04_points_used_stay_used_where_the_program_says_so(
    shop: Services, tmp_path: Path, policy: GiveBack
) -> None:
    rules = replace(SIMPLE, redeeming=replace(SIMPLE.redeeming, give_back=policy))
    part_paid(opened(shop, tmp_path, rules), tmp_path)
    all_back(shop, tmp_path)
    assert balance(shop) == 12
    assert "give_back" not in dict(kinds(shop))


def test_where_the_counter_decides_it_takes_the_redemption_back(
    shop: Services, tmp_path: Path
) -> None:
    rules = replace(SIMPLE, redeeming=replace(SIMPLE.redeeming, give_back=GiveBack.ASK))
    part_paid(opened(shop, tmp_path, rules), tmp_path)
    all_back(shop, tmp_path)
    (entry,) = [one.entry for one in shop.points.why(ana(shop)) if one.kind == "redeem"]
    shop.points.take_back(entry)
    assert balance(shop) == 42


def test_undoing_a_return_takes_what_was_given_back_for_it(club: Services, tmp_path: Path) -> None:
    part_paid(club, tmp_path)
    before = both(club)
    for _ in range(2):
        batch = all_back(club, tmp_path)
        assert both(club) == (42, 0)
        club.importing.undo(batch)
        assert both(club) == before
    told = [one.text for one in club.points.why(ana(club))]
    assert told.count("30 points used again: receipt T1 did not come back after all") == 2


def test_undoing_a_sale_with_its_return_leaves_the_points_used(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, bought("0", PAN, PAN, day="2026-04-01"))
    used(club, 30, "T1")
    back = a_return("R", PAN, HONEY, of="1", day="2026-11-03")
    for _ in range(2):
        sold = bought("1", HONEY, PAN, day="2026-11-02")
        batch = sales(club, tmp_path, sold, back, name="1.csv")
        assert both(club) == (42, 0)
        club.importing.undo(batch)
        assert both(club) == (12, 0)


def test_what_was_given_back_and_spent_is_owed_once_the_return_is_undone(
    club: Services, tmp_path: Path
) -> None:
    part_paid(club, tmp_path)
    batch = all_back(club, tmp_path)
    used(club, 42)
    club.importing.undo(batch)
    assert both(club) == (0, 0)  # 30 earned by the sale again, 30 not given back
    all_back(club, tmp_path)
    assert both(club) == (0, 0)


def test_c04_points_go_back_to_whose_they_were_even_after_parting(
    club: Services, tmp_path: Path
) -> None:
    awarded(club, ben(club), 100)
    one, two = ana(club), ben(club)
    merged = club.merging.merge(one, two).value
    used(club, 30, "T1")
    sales(club, tmp_path, bought("1", HONEY, PAN, day="2026-11-02"), name="1.csv")
    club.merging.unmerge(merged.merge_id)
    assert both(club) == (30, 70)
    all_back(club, tmp_path)
    assert both(club) == (0, 100)
    again = club.merging.merge(one, two).value
    club.merging.unmerge(again.merge_id)
    assert both(club) == (0, 100)


@pytest.mark.parametrize(("policy", "left"), [(Negative.ALLOW, -20), (Negative.CLAMP, 0)])
def test_points_given_back_pay_what_the_same_return_takes(
    shop: Services, tmp_path: Path, policy: Negative, left: int
) -> None:
    rules = replace(SIMPLE, redeeming=replace(SIMPLE.redeeming, negative=policy))
    opened(shop, tmp_path, rules)
    sales(shop, tmp_path, bought("0", PAN, day="2026-04-01"))
    used(shop, 21, "T1")
    sales(shop, tmp_path, bought("1", PAN, PAN, day="2026-11-02"), name="1.csv")
    used(shop, 41)
    sales(shop, tmp_path, a_return("R", PAN, PAN, of="1", day="2026-11-03"), name="r.csv")
    assert both(shop) == (left, 0)
    assert shop.points.account(ana(shop)).lots == ()


def test_a_lot_pays_what_is_owed_before_it_expires(club: Services, tmp_path: Path) -> None:
    sales(club, tmp_path, bought("1", PAN, PAN, day="2026-11-02"), name="1.csv")
    used(club, 42)
    sales(club, tmp_path, a_return("R", PAN, PAN, of="1", day="2026-11-03"), name="r.csv")
    awarded(club, ben(club), 100)
    assert both(club) == (-42, 100)
    club.merging.merge(ana(club), ben(club))
    expired_by(club, 500)
    assert balance(club) == 0
    assert ("expire", -58) in kinds(club)


def test_goods_that_come_back_after_their_points_expired_cost_nothing_more(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, bought("1", PAN, PAN, day="2026-01-05"), name="1.csv")
    used(club, 12)
    expired_by(club, 500)
    assert both(club) == (0, 0)
    batch = sales(club, tmp_path, a_return("R", PAN, of="1"), name="r.csv")
    assert both(club) == (0, 0)
    sales(club, tmp_path, a_return("Q", PAN, of="1"), name="q.csv")
    assert both(club) == (-12, 0)  # what was used is owed, what was lost is not
    assert ("expire", 21) in kinds(club)
    spared = "21 expired points not counted twice: the goods came back"
    assert spared in [one.text for one in club.points.why(ana(club))]
    club.importing.undo(batch)
    expired_by(club, 501)
    assert both(club) == (0, 0)


def test_catching_up_in_parts_leaves_merged_members_as_they_are(
    club: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sales(club, tmp_path, bought("1", PAN), a_sale("2", HONEY, buyer="BEN"))
    stays = ben(club)
    club.merging.merge(stays, ana(club))
    monkeypatch.setattr(catching_up, "TOGETHER", 1)
    assert club.posting.catch_up().value.entries == 0
    assert club.points.account(stays).balance == 31
    assert club.points.verify().ok


def test_goods_brought_back_by_another_cost_who_bought_them(club: Services, tmp_path: Path) -> None:
    sales(club, tmp_path, bought("1", PAN, HONEY))
    batch = sales(club, tmp_path, brought_by("BEN", "R", PAN, of="1"), name="r.csv")
    assert both(club) == (10, 0)
    sales(club, tmp_path, bought("2", HONEY, day="2026-06-01"), name="2.csv")
    sales(club, tmp_path, a_sale("3", HONEY, buyer="BEN", day="2026-06-01"), name="3.csv")
    assert both(club) == (20, 10)
    sales(club, tmp_path, a_return("Q", HONEY, of="1"), name="q.csv")
    assert both(club) == (10, 10)
    club.importing.undo(batch)
    assert both(club) == (31, 10)


def test_goods_brought_back_by_another_before_the_sale_came_in(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, brought_by("BEN", "R", PAN, of="1"), name="r.csv")
    assert both(club) == (0, -21)
    batch = sales(club, tmp_path, bought("1", PAN, HONEY))
    assert both(club) == (10, 0)
    club.importing.undo(batch)
    assert both(club) == (0, -21)


def test_one_number_in_two_stores_is_paid_and_given_back_once(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, bought("0", PAN, PAN, day="2026-01-02"))
    used(club, 30, "T1")
    there = a_sale("1", HONEY, PAN, buyer="ANA", day="2026-11-02", store="Harbour")
    sales(club, tmp_path, bought("1", HONEY, PAN, day="2026-11-02"), there, name="1.csv")
    assert both(club) == (12 + 30 + 31, 0)


def test_c32_a_reward_in_reach_can_be_had_whatever_the_steps_are(
    shop: Services, tmp_path: Path
) -> None:
    cup = Reward("cup", "Cup", 75, 100)
    opened(shop, tmp_path, replace(SIMPLE, rewards=(cup,), redeeming=Redeeming(least=100, step=50)))
    sales(shop, tmp_path, bought("1", PAN, PAN, PAN, PAN))
    assert "Cup" in shop.points.account(ana(shop)).in_reach
    shop.points.redeem(Redemption(customer_id=ana(shop), reward="cup", total=0))
    assert balance(shop) == 9


def test_nobody_who_is_not_in_the_books_gets_or_uses_points(club: Services) -> None:
    gone = max(ana(club), ben(club)) + 1
    with pytest.raises(UserError, match="not in the books"):
        awarded(club, gone, 5)
    with pytest.raises(UserError, match="not in the books"):
        club.points.redeem(Redemption(customer_id=gone, points=1))
    assert club.points.account(gone).balance == 0


def test_the_check_finds_points_used_of_another_that_nobody_settled(club: Services) -> None:
    awarded(club, ben(club), 100)
    club.merging.merge(ana(club), ben(club))
    used(club, 30)
    assert club.points.verify().faults == ()
    with club.books.write() as unit:
        unit.connection.execute(text("UPDATE customer_merge SET undone_at = 1"))
    found = club.points.verify().faults
    assert "1 lots were used by members whom they do not belong to." in found
