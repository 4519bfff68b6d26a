"""Points over stores, files and families, on both databases."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from retailcrm.loyalty.program import Campaign, Earning, Who
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.points_rows import Redemption
from retailcrm.wiring import Services
from tests.builders import (
    HONEY,
    ORDERS,
    PAN,
    a_directory,
    a_person,
    a_return,
    a_sale,
    a_table,
    an_export,
    an_order,
    taken_in,
)
from tests.club import ANA, SIMPLE, START, ana, balance, sales


@pytest.fixture
def club(shop: Services, tmp_path: Path) -> Services:
    """Open a shop with one member and one point for each dollar."""
    shop.program.save(SIMPLE, START)
    taken_in(shop, a_directory(tmp_path / "people.csv", ANA))
    return shop


def test_c11_deposits_and_payments_on_account_are_no_sales(club: Services, tmp_path: Path) -> None:
    headings = "Date,Receipt,Type,Item,Quantity,Net,Card number"
    rows = (
        "2026-05-04,A1,Deposit,Deposit on table,1,10.00,7010000140",
        "2026-05-05,A2,Sale,Table,1,21.00,7010000140",
        "2026-05-09,A3,Payment,Account settled,1,21.00,7010000140",
    )
    for name in ("open.csv", "settled.csv"):
        taken_in(club, a_table(tmp_path / name, headings, *rows))
    assert balance(club) == 21


def test_c27_earned_in_one_store_used_at_the_counter_returned_in_another(
    club: Services, tmp_path: Path
) -> None:
    sold = a_sale("1", PAN, HONEY, buyer="ANA", store="Main Street")
    sales(club, tmp_path, sold)
    club.points.redeem(Redemption(customer_id=ana(club), points=25))
    back = a_return("R", PAN, of="1", store="Harbour")
    sales(club, tmp_path, back, name="harbour.csv")
    told = club.points.account(ana(club))
    assert (told.balance, told.owed) == (31 - 25 - 21, 15)
    assert balance(club) == -15


def test_c37_merging_one_of_a_household_leaves_the_others(club: Services, tmp_path: Path) -> None:
    shared = {"email": "home@example.com", "phone": "+12125550142"}
    family = [
        a_person("BEN", "Ben", "Lima", card="7010000157", **shared),
        a_person("EVA", "Eva", "Lima", card="7010000165", **shared),
        a_person("BN2", "Benjamin", "Lima", card="7010000173", **shared),
    ]
    taken_in(club, a_directory(tmp_path / "family.csv", *family))
    ben, eva, again = (
        int(club.customers.ids(CustomerQuery(text=card))[0])
        for card in ("7010000157", "7010000165", "7010000173")
    )
    club.merging.merge(ben, again)
    left = {int(one) for one in club.customers.ids(CustomerQuery(text="lima"))}
    assert left == {ana(club), ben, eva}
    assert club.customers.profile(eva).row.card == "7010000165"


@pytest.mark.parametrize("written", ["abc-12", "ABC12", " abc12 ", "Abc 12"])
def test_c57_a_code_is_one_code_however_it_is_written(
    shop: Services, tmp_path: Path, written: str
) -> None:
    double = Campaign("Spring", Decimal(2), date(2026, 5, 1), date(2026, 5, 31), coupon=written)
    shop.program.save(
        replace(SIMPLE, earning=Earning(campaigns=(double,), who=Who.CUSTOMERS)), START
    )
    order = [row | {"Discount Code": "Abc-12"} for row in an_order("#1", email="a@example.com")]
    taken_in(shop, an_export(tmp_path / "1.csv", order, columns=ORDERS))
    who = int(shop.customers.ids(CustomerQuery(text="a@example.com"))[0])
    assert shop.points.account(who).balance == 20
