"""The layouts of Loyverse, Lightspeed and WooCommerce that say the same in another way."""

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from tests.unit.importers.till_books import TILLS, read_lines
from tests.unit.importers.till_files import Row, books, original, rows_of, write


def loyverse_dates(style: str) -> list[Row]:
    rows = rows_of("loyverse", "receipts-*.csv")
    for row in rows:
        moment = datetime.strptime(row["Date"], "%m/%d/%y %I:%M %p")  # noqa: DTZ007 - local
        row["Date"] = moment.strftime(style)
    return rows


@pytest.mark.parametrize("style", ["%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M"])
def test_loyverse_dates_of_every_region_mean_the_same_day(tmp_path: Path, style: str) -> None:
    found = books(write(tmp_path / "receipts.csv", loyverse_dates(style)))
    assert found.equals(original("loyverse", "receipts-*.csv"))


def test_loyverse_without_dining_option_and_with_item_name_reads_alike(tmp_path: Path) -> None:
    rows = [row | {"Item name": row["Item"]} for row in rows_of("loyverse", "receipts-*.csv")]
    names = [name for name in rows[0] if name not in ("Dining option", "Item")]
    assert len(names) == 22
    found = books(write(tmp_path / "receipts.csv", rows, names))
    assert found.equals(original("loyverse", "receipts-*.csv"))


def test_loyverse_refunds_count_as_given_back_whatever_their_sign(tmp_path: Path) -> None:
    rows = rows_of("loyverse", "receipts-*.csv")
    for row in rows:
        if row["Receipt type"] == "Refund":
            for name in ("Quantity", "Gross sales", "Discounts", "Taxes", "Cost of goods"):
                row[name] = row[name].lstrip("-")
    found = books(write(tmp_path / "receipts.csv", rows))
    assert found.equals(original("loyverse", "receipts-*.csv"))


WEB = {
    "Date": "Sale Date",
    "Receipt Number": "Invoice Number",
    "Note": "Sale Note",
    "Subtotal": "Price",
    "Sales Tax": "Tax",
    "Sku": "Product Sku",
}
WEB_ORDER = (
    *("Date", "Receipt Number", "Line Type", "Customer Code", "Customer Name", "Note"),
    *("Quantity", "Subtotal", "Sales Tax", "Discount", "Loyalty", "Total", "Paid", "Details"),
    *("Register", "User", "Status", "Sku", "AccountCodeSale", "AccountCodePurchase"),
)


def web_rows(*, times: bool, of_all_pieces: bool) -> list[Row]:
    rows = rows_of("lightspeed", "*Main Street*.csv")
    for row in rows:
        if of_all_pieces and row["Line Type"] == "Sale Line":
            for name in ("Price", "Tax", "Discount"):
                row[name] = f"{float(row[name]) * float(row['Quantity']):.6f}"
        if times:
            row["Sale Date"] += row["Sale Time"]
    return [row | {new: row[old] for new, old in WEB.items()} for row in rows]


@pytest.mark.parametrize("times", [True, False])
@pytest.mark.parametrize("of_all_pieces", [True, False])
def test_lightspeed_as_the_web_office_writes_it_gives_the_same_sales(
    tmp_path: Path, *, times: bool, of_all_pieces: bool
) -> None:
    path = tmp_path / "shop_sales_history_Main Street_f2025-04-01_t2026-06-30.csv"
    write(path, web_rows(times=times, of_all_pieces=of_all_pieces), WEB_ORDER)
    # The web office writes no e-mail address.
    found = books(path, without=("email",))
    assert found.equals(original("lightspeed", "*Main Street*.csv", without=("email",)))


def test_the_store_of_a_renamed_lightspeed_file_comes_from_the_register(tmp_path: Path) -> None:
    path = write(tmp_path / "june.csv", rows_of("lightspeed", "*Harbor*.csv"))
    assert read_lines([path])["store"].unique().to_list() == ["Harbor Mall"]


def test_woocommerce_lines_with_their_own_prices_before_discount_read_alike(
    tmp_path: Path,
) -> None:
    rows = rows_of("woocommerce", "orders-*.csv")
    names = [*rows[0], "Order Fees Amount"]
    by = ["receipt", "day", "email", "phone"]
    for row in rows:
        if row["Total products"] == "1":
            row["Order Line (w/o tax)"] = row["Order Subtotal Amount"]
    changed = read_lines([write(tmp_path / "orders.csv", rows, names)])
    known = read_lines([next((TILLS / "woocommerce").glob("orders-*.csv"))])
    sums = [pl.col(name).sum() for name in ("gross", "discount", "net", "tax", "refunded")]
    assert (
        changed.group_by(by)
        .agg(sums)
        .sort(by)
        .equals(known.group_by(by).agg(sums).sort(by), null_equal=True)
    )
