"""The layouts of Square over the years, and what spreadsheets make of them.

Each is built from the rows of one file; the books must not see a difference.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from tests.unit.importers.till_books import TILLS, read_lines
from tests.unit.importers.till_files import Row, books, original, rows_of, write

SQUARE_LATER = ("Commission", "Employee")
SQUARE_2017 = (
    *("Unit", "Count", "GTIN", "Itemization Type", "Fulfillment Note", "Channel"),
    *("Token", "Card Brand", "PAN Suffix"),
)


@pytest.mark.parametrize("missing", [SQUARE_LATER, (*SQUARE_LATER, *SQUARE_2017)])
def test_square_items_of_2017_and_of_spring_2026_read_like_those_of_today(
    tmp_path: Path, missing: tuple[str, ...]
) -> None:
    rows = rows_of("square", "items-*.csv")
    names = [name for name in rows[0] if name not in missing]
    assert len(names) in (24, 33)
    assert books(write(tmp_path / "items.csv", rows, names)).equals(
        original("square", "items-*.csv")
    )


def test_columns_in_any_order_and_unknown_ones_among_them_make_no_difference(
    tmp_path: Path,
) -> None:
    rows = rows_of("square", "items-*.csv")
    names = ["Colour of the bag", *reversed(rows[0])]
    mixed = write(tmp_path / "mixed.csv", rows, names)
    assert books(mixed).equals(original("square", "items-*.csv"))


def in_excel(row: Row) -> Row:
    """Give a Square row as a spreadsheet leaves it: no times, brackets for minus."""
    day = datetime.strptime(row["Date"], "%Y-%m-%d")  # noqa: DTZ007 - a local date
    resaved = row | {"Date": f"{day.month}/{day.day}/{day.year}", "Time": "", "Time Zone": ""}
    for name in ("Gross Sales", "Discounts", "Net Sales", "Tax"):
        amount = float(row[name].replace("$", "").replace(",", ""))
        text = f"${abs(amount):,.2f}"
        resaved[name] = f"({text})" if amount < 0 else f"{text} "
    return resaved


def test_a_square_file_saved_by_a_spreadsheet_reads_alike_but_for_the_times(
    tmp_path: Path,
) -> None:
    rows = [in_excel(row) for row in rows_of("square", "items-*.csv")]
    path = write(tmp_path / "items.csv", rows)
    assert books(path).equals(original("square", "items-*.csv"))
    assert read_lines([path])["at"].null_count() == len(rows)


WITH_TAX = (
    *("Date", "Category", "Item", "Qty", "Price Point Name", "SKU", "Modifiers Applied"),
    *("Product Sales", "Discounts", "Net Sales", "Tax", "Gross Sales", "Details", "Event Type"),
    *("Location", "Dining Option", "Customer ID", "Customer Name", "Itemization Type"),
    *("Fulfillment Note", "Channel"),
)


def dollars(text: str) -> float:
    return float(text.replace("$", "").replace(",", ""))


def with_tax(row: Row) -> Row:
    paid = dollars(row["Net Sales"]) + dollars(row["Tax"])
    return row | {"Product Sales": row["Gross Sales"], "Gross Sales": f"{paid:.2f}"}


def inside_net(row: Row) -> Row:
    """Write net sales and product sales with the tax in them."""
    paid, tax = dollars(row["Net Sales"]) + dollars(row["Tax"]), dollars(row["Tax"])
    shown = dollars(row["Gross Sales"]) + tax
    return row | {
        "Product Sales": f"{shown:.2f}",
        "Net Sales": f"{paid:.2f}",
        "Gross Sales": f"{paid:.2f}",
    }


@pytest.mark.parametrize("spelt", [with_tax, inside_net])
def test_square_with_tax_included_gives_the_same_net_sales(
    tmp_path: Path, spelt: Callable[[Row], Row]
) -> None:
    rows = [spelt(row) for row in rows_of("square", "items-*.csv")]
    found = books(write(tmp_path / "items.csv", rows, WITH_TAX))
    assert found.equals(original("square", "items-*.csv"))


def test_square_without_any_number_still_keeps_days_and_customers_apart(tmp_path: Path) -> None:
    rows = [with_tax(row) for row in rows_of("square", "items-*.csv")]
    names = [name for name in WITH_TAX if name != "Details"]
    found = read_lines([write(tmp_path / "items.csv", rows, names)])
    known = read_lines([next((TILLS / "square").glob("items-*.csv"))])
    by = ("store", "day", "part", "till_id")
    for lines in (found, known):
        assert lines.group_by("receipt").agg(pl.col(by).n_unique()).drop("receipt").max().row(
            0
        ) == (1, 1, 1, 1)
    assert (
        found.group_by(by)
        .agg(pl.col("net").sum())
        .sort(by)
        .equals(known.group_by(by).agg(pl.col("net").sum()).sort(by))
    )
