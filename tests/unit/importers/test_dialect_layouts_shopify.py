"""The layouts of Shopify over the years, and what merchants make of them."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from retailcrm.importers.source import open_sources
from tests.unit.importers.till_books import SHOP, TILLS, read_customers, read_lines
from tests.unit.importers.till_files import Row, books, original, rows_of, write

SHOPIFY_YOUNG = (
    *("Outstanding Balance", "Employee", "Location", "Device ID", "Payment ID"),
    *("Payment Terms Name", "Next Payment Due At", "Payment References"),
)


@pytest.mark.parametrize(
    ("missing", "width"),
    [
        (("Payment References",), 78),
        (("Payment References", "Payment ID", "Payment Terms Name", "Next Payment Due At"), 75),
        (("Payment References", "Payment ID", *SHOPIFY_YOUNG[:4]), 73),
        (tuple(SHOPIFY_YOUNG), 71),
    ],
)
def test_shopify_orders_of_every_generation_give_the_same_sales(
    tmp_path: Path, missing: tuple[str, ...], width: int
) -> None:
    rows = rows_of("shopify", "orders_*.csv")
    names = [name for name in rows[0] if name not in missing]
    assert len(names) == width
    unknown = ("store",) if "Location" in missing else ()
    found = books(write(tmp_path / "orders.csv", rows, names), without=unknown)
    assert found.equals(original("shopify", "orders_*.csv", without=unknown))


def test_a_trimmed_shopify_file_counts_goods_and_says_what_it_lacks(tmp_path: Path) -> None:
    rows = rows_of("shopify", "orders_*.csv")
    gone = ("Subtotal", "Shipping", "Taxes", "Total", "Email", "Id", "Refunded Amount")
    names = [name for name in rows[0] if name not in gone]
    path = write(tmp_path / "orders.csv", rows, names)
    found = read_lines([path])
    known = read_lines([next((TILLS / "shopify").glob("orders_*.csv"))])
    assert found["net"].sum() == known["net"].sum()
    assert not found["complete"].filter(~found["voided"]).any()
    notes = " ".join(open_sources(path, SHOP)[0].facts.notes)
    assert all(name in notes for name in ("Subtotal", "Total", "Email"))


def test_a_shopify_file_sorted_by_article_still_finds_the_orders(tmp_path: Path) -> None:
    rows = sorted(rows_of("shopify", "orders_*.csv"), key=lambda row: row["Lineitem name"])
    by = ["receipt", "day", "store", "voided", "email"]
    sums = [pl.col(name).sum() for name in ("gross", "discount", "net", "tax", "refunded")]

    def orders(path: Path) -> pl.DataFrame:
        return read_lines([path]).group_by(by).agg(sums).sort(by)

    sorted_file = orders(write(tmp_path / "orders.csv", rows))
    assert sorted_file.equals(orders(next((TILLS / "shopify").glob("orders_*.csv"))))


def priced_with_tax(rows: Sequence[Row]) -> list[Row]:
    """Write the shop's orders as a shop does whose prices include a tax of 25 %."""
    return [
        row | {"Total": row["Subtotal"], "Taxes": f"{float(row['Subtotal']) / 5:.2f}"}
        if row["Subtotal"]
        else row
        for row in rows
    ]


def test_a_shopify_shop_with_tax_in_its_prices_counts_sales_without_it(tmp_path: Path) -> None:
    rows = priced_with_tax(rows_of("shopify", "orders_*.csv"))
    for row in rows:
        row["Refunded Amount"] = ""
    lines = read_lines([write(tmp_path / "orders.csv", rows)])
    found = lines.group_by("receipt").agg(pl.col("net", "tax").sum())
    told = {
        row["Name"]: (float(row["Subtotal"]), float(row["Taxes"]))
        for row in rows
        if row["Subtotal"]
    }
    assert {receipt: (round(net + tax, 0), tax) for receipt, net, tax in found.iter_rows()} == {
        receipt: (round(paid * 100), round(tax * 100)) for receipt, (paid, tax) in told.items()
    }


CUSTOMERS_2022 = {
    "Company": "Default Address Company",
    "Address1": "Default Address Address1",
    "Address2": "Default Address Address2",
    "City": "Default Address City",
    "Province Code": "Default Address Province Code",
    "Country Code": "Default Address Country Code",
    "Zip": "Default Address Zip",
}


def test_both_layouts_of_shopify_customers_say_the_same(tmp_path: Path) -> None:
    rows = rows_of("shopify", "customers_*.csv")
    older = [row | {new: row[old] for new, old in CUSTOMERS_2022.items()} for row in rows]
    names = [name for name in older[0] if not name.startswith("Default") and name != "Customer ID"]
    found = read_customers(write(tmp_path / "customers.csv", older, names))
    without_second_phone = [name for name in rows[0] if name != "Default Address Phone"]
    known = read_customers(write(tmp_path / "today.csv", rows, without_second_phone))
    assert found.drop("till_id").equals(known.drop("till_id"))
