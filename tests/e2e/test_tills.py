"""One invented shop in the files of six tills: the books say of it what is true."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from retailcrm.services.customer_rows import CustomerQuery, CustomerRow
from retailcrm.wiring import Services, open_shop
from tests.builders import TILLS, Books, one_value, taken_in, the_books, till_files
from tests.conftest import clock

SALES = ("square", "shopify", "loyverse", "clover", "lightspeed", "woocommerce")


@cache
def _truth(till: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((TILLS / till / "truth.json").read_text(encoding="utf-8"))
    return told


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Open a shop for each till, filled when it is first asked for."""
    opened: dict[str, Services] = {}

    def get(till: str) -> Services:
        if till not in opened:
            opened[till] = open_shop(str(tmp_path_factory.mktemp(till) / "shop.db"), clock)
            taken_in(opened[till], *till_files(till))
        return opened[till]

    yield get
    for one in opened.values():
        one.close()


@pytest.mark.parametrize("till", SALES)
def test_receipts_returns_voids_and_lines_are_counted(shops: Any, till: str) -> None:
    told, status = _truth(till)["counts"], shops(till).shop.status()
    found = {
        "receipts": status.receipts,
        "returns": status.returns,
        "voided": status.voided,
        "lines": status.lines,
        "anonymous_receipts": status.anonymous_receipts,
    }
    assert found == {name: told[name] for name in found}


@pytest.mark.parametrize("till", SALES)
def test_the_money_is_right_to_the_cent(shops: Any, till: str) -> None:
    shop = shops(till)
    told, status = _truth(till)["money"], shop.shop.status()
    assert status.net_sales == told["net_sales_cents"]
    assert status.tax == told["tax_cents"]
    assert status.returns_value == told["returned_net_cents"]
    gifts = one_value(shop, "SELECT SUM(gift) FROM receipt WHERE voided = 0")
    assert gifts == told["gift_card_sales_cents"]


@pytest.mark.parametrize("till", SALES)
def test_net_sales_of_each_month_and_store_are_right(shops: Any, till: str) -> None:
    sales = shops(till).sales
    assert {row.key: row.net_sales for row in sales.by("month")} == _truth(till)[
        "per_month_net_cents"
    ]
    if stores := _truth(till)["per_store_net_cents"]:
        assert {row.key: row.net_sales for row in sales.by("store")} == stores


def _everyone(shop: Services) -> list[CustomerRow]:
    ids = shop.customers.ids(CustomerQuery())
    return [
        row for at in range(0, ids.size, 128) for row in shop.customers.page(ids[at : at + 128])
    ]


def _told(row: CustomerRow) -> dict[str, Any]:
    return {
        "first_purchase": row.first_on and row.first_on.isoformat(),
        "last_purchase": row.last_on and row.last_on.isoformat(),
        "visit_days": row.visits,
        "receipts": row.receipts,
        "returns": row.returns,
        "net_cents": row.net_sales,
    }


@pytest.mark.parametrize("till", [one for one in SALES if one != "clover"])
def test_each_customer_has_his_visits_receipts_returns_and_sales(shops: Any, till: str) -> None:
    told = _truth(till)["per_customer"]
    bought = [row for row in _everyone(shops(till)) if row.receipts or row.returns]
    found = {
        next(key for key in (r.card, r.email, r.phone) if key in told): _told(r) for r in bought
    }
    assert len(found) == len(bought)
    assert found == {key: {name: one[name] for name in found[key]} for key, one in told.items()}


@pytest.mark.parametrize("till", SALES)
def test_the_books_add_up(shops: Any, till: str) -> None:
    assert shops(till).checking.check().ok


@pytest.mark.parametrize("till", SALES)
def test_importing_the_same_export_twice_adds_nothing(shops: Any, till: str) -> None:
    shop = shops(till)
    before: Books = the_books(shop)
    reports = taken_in(shop, *till_files(till))
    assert sum(report.receipts_same for report in reports) >= _truth(till)["counts"]["receipts"]
    for report in reports:
        changed = (
            report.receipts_new, report.receipts_changed, report.lines_new, report.returns_new,
            report.customers_new, report.customers_updated, report.problems,
        )  # fmt: skip
        assert changed == (0,) * len(changed)
    assert the_books(shop) == before


def test_every_till_tells_the_same_months_before_returns(shops: Any) -> None:
    def days(till: str) -> dict[str, int]:
        rows = shops(till).sales.by("day")
        sold = {row.key: row.net_sales + row.returns for row in rows}
        return {day: cents for day, cents in sold.items() if cents}

    assert days("square") == days("loyverse") == days("lightspeed")
    assert days("shopify") == days("clover") == days("woocommerce") == days("square")


def test_the_tills_agree_on_who_came_how_often(shops: Any) -> None:
    def visits(till: str) -> dict[str, int]:
        rows = [row for row in _everyone(shops(till)) if row.visits]
        return {row.card: row.visits for row in rows if row.card}

    square, lightspeed = visits("square"), visits("lightspeed")
    assert {card: square[card] for card in square.keys() & lightspeed.keys()} == square
    assert {card: n for card, n in lightspeed.items() if card in square} == square


def test_a_plain_file_of_no_till_is_read_by_its_headings(
    tmp_path: Path, file_shop: Services
) -> None:
    folder = TILLS.parent / "plain"
    taken_in(file_shop, folder / "receipts.csv", folder / "customers.csv")
    rows = file_shop.sales.by("month")
    assert {row.key: row.net_sales for row in rows} == _truth("square")["per_month_net_cents"]
    assert file_shop.checking.check().ok
