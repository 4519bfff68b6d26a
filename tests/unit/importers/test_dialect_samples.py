"""One shop in the files of six tills: what the importers give equals the independent count."""

from functools import cache

import polars as pl
import pytest

from tests.unit.importers.till_books import (
    TILLS,
    by_customer,
    by_month,
    by_store,
    counts,
    money,
    read_customers,
    read_lines,
    told_of_customers,
    truth,
)

FILES = {
    "square": "items-*.csv",
    "shopify": "orders_export_1.csv",
    "loyverse": "receipts-by-item-*.csv",
    "clover": "LineItems-*.csv",
    "lightspeed": "larkfield_sales_history_*.csv",
    "woocommerce": "orders-*.csv",
}
CONTACT = pl.coalesce("email", "phone")


@cache
def lines_of(till: str) -> pl.DataFrame:
    return read_lines(sorted((TILLS / till).glob(FILES[till])))


@pytest.mark.parametrize("till", FILES)
def test_receipts_returns_voids_and_lines_are_counted_as_the_shop_knows_them(till: str) -> None:
    told = truth(till)["counts"]
    found = counts(lines_of(till))
    assert found == {name: told[name] for name in found}


@pytest.mark.parametrize("till", FILES)
def test_the_money_of_every_till_is_right_to_the_cent(till: str) -> None:
    told = truth(till)["money"]
    found = money(lines_of(till))
    assert found == {name: told[name] for name in found}


@pytest.mark.parametrize("till", FILES)
def test_net_sales_of_each_month_and_store_are_right(till: str) -> None:
    lines = lines_of(till)
    assert by_month(lines) == truth(till)["per_month_net_cents"]
    assert by_store(lines) == truth(till)["per_store_net_cents"]


@pytest.mark.parametrize("till", FILES)
def test_every_line_is_its_list_price_less_its_discount(till: str) -> None:
    lines = lines_of(till)
    assert (lines["gross"] - lines["discount"] == lines["net"]).all()


@pytest.mark.parametrize(
    ("till", "key"),
    [
        ("shopify", CONTACT),
        ("loyverse", CONTACT),
        ("woocommerce", CONTACT),
        ("lightspeed", pl.col("card")),
    ],
)
def test_each_customer_has_the_visits_and_sales_of_the_shop(till: str, key: pl.Expr) -> None:
    assert by_customer(lines_of(till), key) == told_of_customers(till)


def test_square_customers_are_found_through_the_directory_and_refunds_through_the_payment() -> None:
    cards = read_customers(next((TILLS / "square").glob("export-*.csv")))
    card_of = dict(cards.select("till_id", "card").iter_rows())
    lines = lines_of("square")
    buyers = lines.filter((pl.col("part") == 0) & pl.col("till_id").is_not_null())
    buyer_of = dict(buyers.select("link", "till_id").iter_rows())
    till_id = pl.coalesce("till_id", pl.col("link").replace_strict(buyer_of, default=None))
    card = till_id.replace_strict(card_of, default=None)
    assert by_customer(lines, card) == told_of_customers("square")


def test_clover_names_nobody() -> None:
    lines = lines_of("clover")
    assert (
        lines.select("till_id", "card", "email", "phone").null_count().row(0) == (len(lines),) * 4
    )


def _documents(lines: pl.DataFrame) -> pl.DataFrame:
    found = (
        lines.filter(~pl.col("voided"))
        .group_by("receipt")
        .agg(pl.col("day").first(), pl.col("net", "refunded", "tax", "discount").sum())
    )
    return found.sort("receipt")


def test_clover_orders_and_line_items_say_the_same_of_every_order() -> None:
    orders = read_lines((TILLS / "clover").glob("Orders-*.csv"))
    assert _documents(orders).equals(_documents(lines_of("clover")))
    assert orders["item"].null_count() == len(orders) == orders["receipt"].n_unique()
    assert orders["complete"].sum() == (~orders["voided"]).sum()


@pytest.mark.parametrize(
    ("till", "pattern", "id_of_customers"),
    [("square", "export-*.csv", "card"), ("shopify", "customers_export.csv", "till_id")],
)
def test_customer_lists_are_read_whole(till: str, pattern: str, id_of_customers: str) -> None:
    told = truth(till)["customer_file"]
    people = read_customers(next((TILLS / till).glob(pattern)))
    reachable = people.select(email=pl.col("email").count(), phone=pl.col("phone").count()).row(0)
    assert len(people) == told["rows"] == people[id_of_customers].n_unique()
    assert reachable == (told["with_email"], told["with_phone"])
    assert people["postcode"].str.starts_with("0").sum() == told["zip_with_leading_zero"]
    assert people["email_consent"].sum() == told["consent"]["yes"]
    assert (~people["email_consent"]).sum() == told["consent"]["no"]
    assert people["birthday"].str.starts_with("--").sum() == told.get("birthday_without_year", 0)


def test_the_same_shop_in_two_tills_gives_the_same_day_by_day_sales() -> None:
    def days(till: str, *, returns: bool) -> list[tuple[int, int]]:
        lines = lines_of(till).filter(~pl.col("voided") & ~pl.col("gift"))
        kept = lines if returns else lines.filter(pl.col("part") == 0)
        return sorted(kept.group_by("day").agg(pl.col("net").sum()).iter_rows())

    assert days("square", returns=True) == days("loyverse", returns=True)
    assert days("square", returns=True) == days("lightspeed", returns=True)
    assert days("square", returns=False) == days("shopify", returns=False)
    assert days("square", returns=False) == days("woocommerce", returns=False)
    assert days("square", returns=False) == days("clover", returns=False)
