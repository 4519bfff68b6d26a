from dataclasses import replace

import polars as pl
import pytest

from retailcrm.importers.chunks import Reading
from retailcrm.importers.dialect import Shaped
from retailcrm.importers.dialects import lightspeed
from tests.unit.importers.shaping import SHOP, full, shape_text

HEADINGS = (
    "Sale Date,Sale Time,Invoice Number,Line Type,Customer Code,Customer Name,Quantity,Cost,Price,"
    "Tax,Discount,Total,Paid,Details,Register,User,Status,Product Sku\n"
)
HEAD = (
    "2026-05-02, 10:00:00,A1,Sale,{code},{name},{count},,{price},{tax},0,{total},,,{register},"
    "Tom,{status},\n"
)
LINE = (
    "2026-05-02, 10:00:00,A1,Sale Line,,,{count},3.00,{price},{tax},{off},{total},,{item},,,,07\n"
)
PAYMENT = "2026-05-02, 10:00:00,A1,Payment,,,,,,,,,12.94,Cash,,,,\n"


def head(
    price: str,
    tax: str = "0",
    count: str = "1",
    code: str = "70",
    name: str = "Ana Diaz",
    register: str = "Main Street Register 1",
    status: str = "CLOSED",
) -> str:
    total = float(price) + float(tax)
    return HEAD.format(
        code=code, name=name, count=count, price=price, tax=tax, total=total, register=register,
        status=status,
    )  # fmt: skip


def line(price: str, tax: str = "0", count: str = "1", off: str = "0", item: str = "Honey") -> str:
    total = float(count) * (float(price) + float(tax))
    return LINE.format(price=price, tax=tax, count=count, off=off, item=item, total=total)


def shape(*rows: str, reading: Reading = SHOP) -> Shaped:
    return shape_text(lightspeed.SALES, HEADINGS + "".join(rows), reading)


def lines(*rows: str, reading: Reading = SHOP) -> pl.DataFrame:
    shaped = shape(*rows, reading=reading)
    assert shaped.problems == ()
    assert len(shaped.frame) + shaped.passed == len(rows)
    return full(shaped)


def test_a_sale_is_its_lines_and_what_its_head_tells_stands_on_each() -> None:
    found = lines(
        head("21.98", "1.7584", "3"),
        line("5.99", "0.4792", "2", item="Mustard / Small"),
        line("10", "0.8"),
        PAYMENT,
    )
    told = found.select("item", "quantity", "net", "cost", "card", "cashier", "register")
    assert told.rows() == [
        ("Mustard - Small", 2000, 1198, 600, "70", "Tom", "Main Street Register 1"),
        ("Honey", 1000, 1000, 300, "70", "Tom", "Main Street Register 1"),
    ]
    assert found["tax"].sum() == 176


def test_unrounded_lines_add_up_to_the_rounded_receipt() -> None:
    third = line("3.333333")
    found = lines(head("10", count="3"), third, third, line("3.333334"))
    assert found["net"].to_list() == [333, 334, 333]


def test_a_discount_is_what_was_taken_off_each_piece() -> None:
    found = lines(head("22.38", count="2"), line("11.19", count="2", off="2.8"))
    assert found.select("gross", "discount", "net").row(0) == (2798, 560, 2238)


def test_a_return_is_below_nought_in_everything() -> None:
    found = lines(head("-11.19", "-0.9", "-1"), line("11.19", "0.9", "-1", off="2.8"))
    told = found.select("part", "quantity", "gross", "discount", "net", "tax", "cost")
    assert told.row(0) == (1, -1000, -1399, -280, -1119, -90, -300)


def test_an_exchange_that_costs_something_is_a_sale_with_a_line_given_back() -> None:
    found = lines(head("5", count="0"), line("10", count="-1"), line("15"))
    assert found.select("part", "net").rows() == [(0, -1000), (0, 1500)]


def test_a_sale_without_lines_is_one_line_without_product() -> None:
    found = lines(head("12", "0.94"), PAYMENT)
    assert found.select("item", "net", "tax").rows() == [(None, 1200, 94)]


def test_a_sale_whose_lines_are_not_its_price_is_kept_aside_with_its_payments() -> None:
    shaped = shape(head("12"), line("10"), PAYMENT)
    why = "The lines add up to 10.00, but the till says 12.00"
    assert shaped.problems == tuple((row, "price", why) for row in range(3))
    assert len(shaped.frame) == shaped.passed == 0


@pytest.mark.parametrize("code", ["Anonymous Customer", "WALKIN", "walk-in", "Guest"])
def test_a_code_that_stands_for_nobody_is_nobody(code: str) -> None:
    found = lines(head("10", code=code, name=""), line("10"))
    assert found.select("card", "first_name").row(0) == (None, None)


@pytest.mark.parametrize(
    ("status", "voided", "complete"),
    [
        ("CLOSED", False, True),
        ("ONACCOUNT", False, True),
        ("LAYBY_CLOSED", False, True),
        ("VOIDED", True, True),
        ("SAVED", True, False),
        ("OPEN", True, False),
    ],
)
def test_sales_that_came_to_nothing_are_void(status: str, *, voided: bool, complete: bool) -> None:
    found = lines(head("10", status=status), line("10"))
    assert found.select("voided", "complete").row(0) == (voided, complete)


@pytest.mark.parametrize(
    ("register", "store"),
    [
        ("Main Street Register 1", "Main Street"),
        ("Harbor Mall - Till 2", "Harbor Mall"),
        ("Main (Deleted)", "Main"),
        ("<Deleted Register>", None),
        ("Register 1", None),
    ],
)
def test_the_register_names_the_store_where_nothing_else_does(
    register: str, store: str | None
) -> None:
    found = lines(head("10", register=register), line("10"))
    assert found["store"].to_list() == [store]


def test_the_files_name_and_the_person_come_before_the_register() -> None:
    named = replace(SHOP, name="shop_sales_history_Harbor Mall_f2026-01-01_t2026-06-30.csv")
    told = replace(SHOP, store="Pier")
    assert lines(head("10"), line("10"), reading=named)["store"].to_list() == ["Harbor Mall"]
    assert lines(head("10"), line("10"), reading=told)["store"].to_list() == ["Pier"]


def test_a_refusal_of_mail_is_no_consent_and_loyalty_money_becomes_points() -> None:
    text = (
        "id,customer_code,first_name,last_name,email,loyalty_balance,date_of_birth,phone,mobile,"
        "do_not_email,physical_city\n"
        "u1,70,Ana,Diaz,ana@example.com,12.50,1980-02-03,,212-555-0100,true,Boston\n"
        "u2,71,Bo,Ek,,0.00,,212-555-0101,,false,\n"
    )
    people = full(shape_text(lightspeed.CUSTOMERS, text), "customers")
    assert people["email_consent"].to_list() == [False, True]
    assert people["opening_points"].to_list() == [1250, 0]
    assert people["phone"].to_list() == ["+12125550100", "+12125550101"]
