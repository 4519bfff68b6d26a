"""Amounts as files write them."""

import polars as pl
import pytest

from retailcrm.importers.amounts import read_amount, read_amounts
from retailcrm.importers.marks import decimal_marks, evidence
from retailcrm.importers.unreadable import Unreadable


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12.50", 1250),
        ("$12.50", 1250),
        ("-$7.00", -700),
        ("$-7.00", -700),
        ("($33.62)", -3362),
        ("$(33.62)", -3362),
        ("$1,149.00 ", 114900),
        ("12.50-", -1250),
        ("€ 12.00-", -1200),
        ("12.00 €", 1200),
        ("£5", 500),
        ("৳2,999", 299900),
        ("1'234.50", 123450),
        ("1’234.50", 123450),
        ("1 234.50", 123450),
        ("1\u202f234.50", 123450),
        ("1\u00a0234.50", 123450),
        ("USD 12.00", 1200),
        ("12.00 CHF", 1200),
        ("\u221212.00", -1200),
        ("'-12.00", -1200),
        ("1,00,000.00", 10_000_000),
        ("1.2E+3", 120_000),
        ("12.345", 1235),
        (".5", 50),
        ("$ -", 0),
        ("n/a", None),
    ],
)
def test_an_amount_is_read_however_the_till_dresses_it(text: str, cents: int | None) -> None:
    assert read_amount(text, 2, ".") == cents


@pytest.mark.parametrize(
    ("text", "cents"),
    [("1.234,56", 123456), ("12,5", 1250), ("1 234,50 €", 123450), ("1.234", 123400)],
)
def test_a_column_with_decimal_commas_reads_points_as_thousands(text: str, cents: int) -> None:
    assert read_amount(text, 2, ",") == cents
    assert read_amounts(pl.Series([text, "1,00"]), 2, ",").values.to_list() == [cents, 100]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("O.50", "Letter O where a zero belongs"),
        ("1l.50", "Letter l where a one belongs"),
        ("#REF!", "The spreadsheet shows an error here instead of a value"),
        ("abc", "No number"),
        ("123456789012345", "A number too large to be true"),
    ],
)
def test_an_amount_that_is_none_says_why(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_amount(text, 2, ".")


def test_a_comma_among_points_is_no_amount() -> None:
    read = read_amounts(pl.Series(["1.50", "1,5", "2.50"]), 2, ".")
    assert read.values.to_list() == [150, None, 250]
    assert [row for row, _ in read.bad] == [1]


def test_the_fast_way_and_the_patient_way_read_alike() -> None:
    cells = ["$7.99", "-$2.34", "0", "19.9", "1000000.01", "7.005", "-7.005", "+3", "5."]
    at_once = read_amounts(pl.Series(cells), 2, ".").values.to_list()
    assert at_once == [read_amount(cell, 2, ".") for cell in cells]


def mark_of(cells: list[str]) -> str:
    return decimal_marks({"net": evidence(pl.Series(cells))})["net"]


def test_one_telling_cell_settles_the_decimal_sign_of_its_column() -> None:
    assert mark_of(["1.234", "12,50"]) == ","
    assert mark_of(["1,234", "12.50"]) == "."
    assert mark_of(["1.234.567", "12"]) == ","


def test_whole_thousands_among_small_numbers_are_thousands() -> None:
    assert mark_of(["1.234", "567"]) == ","
    assert mark_of(["$2,999", "$12"]) == "."


def test_one_is_not_a_thousand_in_a_currency_of_three_decimals() -> None:
    seen = {"net": evidence(pl.Series(["1.000", "2.500"]))}
    assert decimal_marks(seen, three_decimals=["net"]) == {"net": "."}


def test_a_column_in_doubt_follows_the_other_columns_of_the_file() -> None:
    seen = {
        "quantity": evidence(pl.Series(["1.000", "2"])),
        "net": evidence(pl.Series(["3.99"])),
    }
    assert decimal_marks(seen)["quantity"] == "."
