from dataclasses import replace

import polars as pl
import pytest

from retailcrm.importers.dialect import Shaped
from retailcrm.importers.dialects import woocommerce
from tests.unit.importers.shaping import SHOP, full, shape_text

HEADINGS = (
    "Order Number,Order Status,Order Date,Email (Billing),SKU,Name,Quantity,"
    "Order Line (w/o tax),Order Line Tax,Order Line Total,Order Line Total Refunded,"
    "Coupons Used,Cart Discount Amount,Order Subtotal Amount,Order Tax Amount,"
    "Order Shipping Amount,Order Refund Amount,Order Total Amount\n"
)


def shape(*rows: str, status: str = "Completed") -> Shaped:
    text = "".join(f"7,{status},2026-05-02 10:00,ANA@example.com,{row}\n" for row in rows)
    return shape_text(woocommerce.EXPORT, HEADINGS + text)


def lines(*rows: str, status: str = "Completed") -> pl.DataFrame:
    shaped = shape(*rows, status=status)
    assert shaped.problems == ()
    return full(shaped)


def pair(first_back: str, second_back: str, given: str) -> tuple[str, str]:
    order = f",,0,30,2.40,0,{given},32.40"
    return (
        f"07,Honey,1,10,0.80,10,{first_back}{order}",
        f"08,Pan,1,20,1.60,20,{second_back}{order}",
    )


def test_totals_that_repeat_on_every_row_count_once() -> None:
    found = lines(*pair("0", "0", "0"))
    assert found.select("net", "tax", "discount").sum().row(0) == (3000, 240, 0)
    assert found["channel"].to_list() == ["online"] * 2


def test_refunded_lines_are_given_back_with_their_tax() -> None:
    found = lines(*pair("10", "0", "10.80"))
    assert found.select("refunded", "tax").rows() == [(1000, 0), (0, 160)]


def test_a_refund_that_names_no_line_is_shared_over_them_without_tax() -> None:
    found = lines(*pair("0", "0", "16.20"))
    assert found["refunded"].to_list() == [500, 1000]
    assert found["tax"].sum() == 120


def test_a_refunded_order_without_an_amount_is_given_back_whole() -> None:
    found = lines(*pair("0", "0", "0"), status="wc-refunded")
    assert found["refunded"].to_list() == [1000, 2000]
    assert not found["voided"].any()


def test_the_discount_of_the_cart_is_shared_by_value() -> None:
    order = ",MAY VIP,6,36,2.40,0,0,32.40"
    found = lines(f"07,Honey,1,10,0.80,10,0{order}", f"08,Pan,1,20,1.60,20,0{order}")
    assert found.select("gross", "discount", "net").rows() == [(1200, 200, 1000), (2400, 400, 2000)]
    assert found["coupon"].to_list() == ["MAY VIP"] * 2


def test_a_line_that_shows_its_price_before_the_discount_keeps_it() -> None:
    order = ",,6,36,2.40,0,0,32.40"
    found = lines(f"07,Honey,1,16,0.80,10,0{order}", f"08,Pan,1,20,1.60,20,0{order}")
    assert found["discount"].to_list() == [600, 0]


@pytest.mark.parametrize(
    ("status", "voided", "complete"),
    [
        ("Completed", False, True),
        ("processing", False, True),
        ("Cancelled", True, True),
        ("wc-cancelled", True, True),
        ("On hold", True, False),
        ("Pending payment", True, False),
        ("failed", True, False),
    ],
)
def test_only_orders_that_were_paid_count(status: str, *, voided: bool, complete: bool) -> None:
    found = lines(*pair("0", "0", "0"), status=status)
    assert found.select("voided", "complete").row(0) == (voided, complete)


@pytest.mark.parametrize(
    ("change", "role"), [(("30,2.40", "35,2.40"), "subtotal"), (("32.40", "31.40"), "total")]
)
def test_an_order_that_does_not_add_up_is_kept_aside_whole(
    change: tuple[str, str], role: str
) -> None:
    shaped = shape(*(row.replace(*change) for row in pair("0", "0", "0")))
    assert [(row, where) for row, where, _ in shaped.problems] == [(0, role), (1, role)]


def test_a_fee_in_the_total_is_no_goods_and_no_problem() -> None:
    found = lines(*(row.replace("32.40", "34.40") for row in pair("0", "0", "0")))
    assert found["net"].sum() == 3000


def test_the_analytics_list_gives_lines_without_product_under_the_same_number() -> None:
    text = (
        "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),"
        "Items sold,Coupon(s),Net Sales,Attribution\n"
        '2026-05-02 10:00:00,#7,"$1,230.00",completed,Ana Diaz,new,1× Honey,1,,1230,Direct\n'
        "2026-05-02 10:00:00,8,,on-hold,,new,1× Pan,1,,20,Direct\n"
    )
    found = full(shape_text(woocommerce.ANALYTICS, text))
    told = found.select("receipt", "item", "net", "voided", "complete")
    assert told.rows() == [
        ("7", None, 123000, False, True),
        ("8", None, 2000, True, False),
    ]


def test_an_order_of_the_analytics_may_be_written_with_the_sign_of_the_books() -> None:
    text = (
        "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),"
        "Items sold,Coupon(s),Net Sales,Attribution\n"
        '2026-05-02 10:00:00,9,"৳2,999",completed,Bo Ek,new,1× Pot,1,,,Direct\n'
    )
    found = full(shape_text(woocommerce.ANALYTICS, text, replace(SHOP, currency="BDT")))
    assert found.select("receipt", "net").rows() == [("9", 299900)]


def test_customers_of_the_analytics_come_with_their_sign_up_and_place() -> None:
    text = (
        "Name,Username,Last Active,Sign Up,Email,Orders,Total Spend,AOV,Country / Region,City,"
        "Region,Postal Code\n"
        "Ana de la Cruz,ana,2026-05-02,2025-04-01,Ana@Example.com,2,30,15,US,Boston,MA,02139\n"
    )
    people = full(shape_text(woocommerce.CUSTOMERS, text), "customers")
    told = people.select("first_name", "last_name", "email", "city", "postcode").row(0)
    assert told == ("Ana", "de la Cruz", "ana@example.com", "Boston", "02139")
    assert people["joined"].cast(pl.Date).cast(pl.String).item() == "2025-04-01"


def test_an_order_with_a_row_that_tells_no_date_is_kept_aside_whole() -> None:
    first, second = pair("0", "0", "0")
    text = f"7,Completed,-,,{first}\n7,Completed,2026-05-02 10:00,,{second}\n"
    shaped = shape_text(woocommerce.EXPORT, HEADINGS + text)
    assert shaped.problems == (
        (0, "moment", "Empty, but needed"),
        (1, "moment", "Empty, but needed"),
    )
    assert shaped.frame.is_empty()
