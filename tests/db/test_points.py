"""Points follow the receipts of the till, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from retailcrm.core.errors import UserError
from retailcrm.loyalty.program import (
    Bonus,
    Earning,
    Goods,
    Negative,
    Redeeming,
    Who,
)
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.points_rows import Redemption
from retailcrm.wiring import Services
from tests.builders import (
    HONEY,
    ORDERS,
    PAN,
    a_directory,
    a_return,
    a_sale,
    an_export,
    an_order,
    taken_in,
)
from tests.club import ANA, SIMPLE, START, ana, anas_club, balance, bought, kinds, sales
from tests.kept_shops import Fill


@pytest.fixture
def club(filled_with: Callable[[Fill], Services]) -> Services:
    """Open a shop with one member and one point for each dollar."""
    return filled_with(anas_club)


def test_a_receipt_earns_when_it_comes_in_and_only_once(club: Services, tmp_path: Path) -> None:
    sales(club, tmp_path, bought("1", PAN))
    sales(club, tmp_path, bought("1", PAN), name="again.csv")
    sales(club, tmp_path, bought("1", PAN), bought("2", HONEY), name="overlap.csv")
    assert kinds(club) == [("earn", 21), ("earn", 10)]
    assert balance(club) == 31


def test_sales_before_the_program_and_of_strangers_earn_nothing(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, bought("1", day="2025-12-31"), a_sale("2", buyer="BARE"), a_sale("3"))
    assert kinds(club) == []
    assert balance(club) == 0


def test_c01_a_hundred_sales_and_full_returns_leave_nothing(club: Services, tmp_path: Path) -> None:
    rows = [row for n in range(100) for row in bought(f"S{n}", HONEY, PAN)]
    backs = [row for n in range(100) for row in a_return(f"R{n}", HONEY, PAN, of=f"S{n}")]
    sales(club, tmp_path, rows, backs)
    assert balance(club) == 0
    told = club.points.account(ana(club))
    assert (told.available, told.owed, told.lots) == (0, 0, ())


def test_c10_whatever_the_order_of_arrival_the_balance_is_what_was_kept(
    shop: Services, tmp_path: Path
) -> None:
    shop.program.save(SIMPLE, START)
    taken_in(shop, a_directory(tmp_path / "people.csv", ANA))
    parts = [bought("1", PAN), a_return("R", PAN, of="1"), bought("2", HONEY)]
    for turn, order in enumerate(permutations(range(3))):
        batches = [sales(shop, tmp_path, parts[one], name=f"{turn}-{one}.csv") for one in order]
        assert balance(shop) == 10, order
        for batch in reversed(batches):
            shop.importing.undo(batch)
        assert balance(shop) == 0, order


def test_c05_any_split_of_a_return_ends_as_one_return(club: Services, tmp_path: Path) -> None:
    odd = replace(HONEY, cents=2_190)
    sales(club, tmp_path, bought("1", odd, PAN))
    assert balance(club) == 42
    for n, cents in enumerate((100, 500, 1_000, 590)):
        part = replace(HONEY, cents=cents)
        sales(club, tmp_path, a_return(f"R{n}", part, of="1"), name=f"r{n}.csv")
    assert balance(club) == 21
    sales(club, tmp_path, a_return("R9", PAN, of="1"), name="r9.csv")
    assert balance(club) == 0


def test_c06_a_rule_changed_or_ended_since_changes_nothing_about_the_past(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, bought("1", PAN, HONEY))
    double = replace(SIMPLE, earning=Earning(per_unit=Decimal(2)))
    club.program.save(double, date(2026, 11, 2))
    sales(club, tmp_path, a_return("R", HONEY, of="1", day="2026-11-03"), name="r.csv")
    assert balance(club) == 21
    club.program.save(None, date(2026, 11, 4))
    sales(club, tmp_path, a_return("Q", PAN, of="1", day="2026-11-05"), name="q.csv")
    assert balance(club) == 0


def test_c07_a_return_takes_what_its_own_lines_earned(shop: Services, tmp_path: Path) -> None:
    bonus = Bonus(Goods(products=("Honey",)), per_item=30)
    shop.program.save(replace(SIMPLE, earning=Earning(bonuses=(bonus,))), START)
    taken_in(shop, a_directory(tmp_path / "people.csv", ANA))
    c = replace(PAN, cents=2_000)
    sales(shop, tmp_path, bought("1", HONEY, replace(HONEY, cents=1_000), c))
    assert balance(shop) == 40 + 60
    sales(shop, tmp_path, a_return("R", c, of="1"), name="r.csv")
    assert balance(shop) == 80


def test_c12_the_same_day_exported_at_noon_and_in_the_evening(
    club: Services, tmp_path: Path
) -> None:
    noon = bought("1", HONEY)
    sales(club, tmp_path, noon, name="noon.csv")
    sales(club, tmp_path, noon, bought("2", PAN), name="evening.csv")
    assert balance(club) == 31


def test_c13_the_database_itself_refuses_an_entry_told_twice(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, bought("1", PAN))
    with (
        pytest.raises(DBAPIError),
        club.books.write() as unit,
    ):
        unit.connection.execute(
            text(
                "INSERT INTO points_entry (id, customer_id, kind, points, day, at, key) "
                "SELECT 900, customer_id, kind, points, day, at, key FROM points_entry"
            )
        )


@pytest.mark.parametrize(
    "change", ["UPDATE points_entry SET points = 9999", "DELETE FROM points_entry",
               "UPDATE lot_use SET points = 0", "DELETE FROM program_version"],
)  # fmt: skip
def test_the_database_itself_refuses_to_change_the_ledger(
    club: Services, tmp_path: Path, change: str
) -> None:
    sales(club, tmp_path, bought("1", PAN))
    club.points.redeem(Redemption(customer_id=ana(club), points=5))
    with pytest.raises(DBAPIError, match="only grows"), club.books.write() as unit:
        unit.connection.execute(text(change))
    assert balance(club) == 16


def test_c14_nobody_has_entries_of_no_points(club: Services, tmp_path: Path) -> None:
    sales(club, tmp_path, bought("1", replace(HONEY, cents=40)))
    assert kinds(club) == []


def test_c29_points_are_used_in_part_up_to_the_cap(club: Services, tmp_path: Path) -> None:
    sales(club, tmp_path, bought("1", PAN, PAN))
    told = club.points.redeem(Redemption(customer_id=ana(club), points=10))
    assert (told.value.balance, told.value.value) == (32, 10)
    with pytest.raises(UserError, match="32 points"):
        club.points.redeem(Redemption(customer_id=ana(club), points=33))
    assert balance(club) == 32


def test_c30_two_redemptions_in_a_row_are_two_and_a_repeated_one_is_one(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, bought("1", PAN))
    for key in ("a", "b", "b"):
        club.points.redeem(Redemption(customer_id=ana(club), points=5, key=key))
    assert balance(club) == 11


def test_c31_what_a_return_takes_beyond_the_balance_is_owed_and_paid_first(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, bought("1", PAN))
    club.points.redeem(Redemption(customer_id=ana(club), points=21))
    sales(club, tmp_path, a_return("R", PAN, of="1"), name="r.csv")
    told = club.points.account(ana(club))
    assert (told.balance, told.owed, told.available) == (-21, 21, 0)
    sales(club, tmp_path, bought("2", PAN, HONEY, day="2026-05-20"), name="2.csv")
    told = club.points.account(ana(club))
    assert (told.balance, told.owed, told.available) == (10, 0, 10)
    assert balance(club) == 10


def test_c31_a_balance_below_zero_can_be_cleared_by_an_entry_of_its_own(
    shop: Services, tmp_path: Path
) -> None:
    kind = replace(SIMPLE, redeeming=Redeeming(negative=Negative.CLAMP))
    shop.program.save(kind, START)
    taken_in(shop, a_directory(tmp_path / "people.csv", ANA))
    sales(shop, tmp_path, bought("1", PAN))
    shop.points.redeem(Redemption(customer_id=ana(shop), points=20))
    sales(shop, tmp_path, a_return("R", PAN, of="1"), name="r.csv")
    assert balance(shop) == 0
    assert ("clamp", 20) in kinds(shop)


def test_c02_c04_points_used_on_a_returned_receipt_come_back_once(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, bought("0", PAN, PAN, day="2026-04-01"))
    club.points.redeem(Redemption(customer_id=ana(club), points=30, receipt="T1"))
    sales(club, tmp_path, bought("1", HONEY, PAN, day="2026-11-02"), name="1.csv")
    assert club.points.why(ana(club))[-1].points == 30  # 31.00 less what 30 points paid
    sales(club, tmp_path, a_return("R", PAN, of="1", day="2026-11-03"), name="r.csv")
    assert ("give_back", 20) in kinds(club)
    for name in ("q.csv", "again.csv"):
        sales(club, tmp_path, a_return("Q", HONEY, of="1", day="2026-11-04"), name=name)
    assert [one for one in kinds(club) if one[0] == "give_back"] == [
        ("give_back", 20),
        ("give_back", 10),
    ]
    assert balance(club) == 42


def test_c08_a_void_in_a_later_file_takes_both_sides_back(shop: Services, tmp_path: Path) -> None:
    shop.program.save(replace(SIMPLE, earning=Earning(who=Who.CUSTOMERS)), START)
    first = an_export(
        tmp_path / "1.csv", an_order("#1", 5_000, email="a@example.com"), columns=ORDERS
    )
    taken_in(shop, first)
    who = int(shop.customers.ids(CustomerQuery(text="a@example.com"))[0])
    assert shop.points.account(who).balance == 50
    voided = an_order("#1", 5_000, email="a@example.com", status="voided")
    taken_in(shop, an_export(tmp_path / "2.csv", voided, columns=ORDERS))
    assert shop.points.account(who).balance == 0
    assert shop.points.verify().ok


def test_an_order_refunded_in_a_later_export_loses_its_share(
    shop: Services, tmp_path: Path
) -> None:
    shop.program.save(replace(SIMPLE, earning=Earning(who=Who.CUSTOMERS)), START)
    for n, refunded in enumerate((0, 1_010, 5_000)):
        order = an_order("#1", 5_000, refunded=refunded, email="a@example.com")
        taken_in(shop, an_export(tmp_path / f"{n}.csv", order, columns=ORDERS))
        who = int(shop.customers.ids(CustomerQuery(text="a@example.com"))[0])
        assert shop.points.account(who).balance == (5_000 - refunded) // 100
    assert shop.points.verify().ok


def test_undoing_an_import_takes_its_points_back_and_importing_again_brings_them(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, bought("1", PAN))
    batch = sales(club, tmp_path, bought("2", HONEY), a_return("R", PAN, of="1"), name="2.csv")
    assert balance(club) == 10
    club.importing.undo(batch)
    assert balance(club) == 21
    sales(club, tmp_path, bought("2", HONEY), a_return("R", PAN, of="1"), name="2.csv")
    assert balance(club) == 10
