import polars as pl
import pytest

from retailcrm.importers.dialects import clover
from tests.unit.importers.shaping import full, shape_rows, shape_text
from tests.unit.importers.till_files import rows_of

ORDERS = (
    "Order Date,Order ID,Order Employee Name,Currency,Tax Amount,Tip,Service Charge,Discount,"
    "Order Total,Payments Total,Refunds Total,Manual Refunds Total,Order Payment State\n"
)


def order(row: str) -> pl.DataFrame:
    text = f"16-Dec-2025 02:44 AM EST,A1,Tom,USD,{row}\n"
    return full(shape_text(clover.ORDERS, ORDERS + text))


def test_an_order_is_one_line_without_product() -> None:
    found = order("3.00,0.00,,-7.00,33.00,33.00,0.00,0.00,Paid")
    told = found.select("item", "gross", "discount", "net", "tax", "cashier", "complete")
    assert told.row(0) == (None, 3700, 700, 3000, 300, "Tom", True)
    assert found["day"].cast(pl.Date).cast(pl.String).item() == "2025-12-16"


def test_a_tip_is_no_sale_whether_the_total_holds_it_or_not() -> None:
    inside = order("3.00,5.00,,0.00,38.00,38.00,0.00,0.00,Paid")
    beside = order("3.00,5.00,,0.00,33.00,38.00,0.00,0.00,Paid")
    for found in (inside, beside):
        assert found.select("net", "tip").row(0) == (3000, 500)


def test_a_refund_of_an_order_counts_without_its_tax() -> None:
    part = order("3.00,0.00,,0.00,33.00,33.00,11.00,0.00,Paid")
    whole = order("3.00,0.00,,0.00,33.00,33.00,33.00,0.00,Paid")
    assert part.select("refunded", "tax").row(0) == (1000, 200)
    assert whole.select("refunded", "tax").row(0) == (3000, 0)


def test_a_manual_refund_without_goods_is_a_return() -> None:
    found = order("0.00,0.00,,0.00,0.00,0.00,0.00,12.50,Paid")
    assert found.select("part", "net", "refunded").row(0) == (1, -1250, 0)


def test_an_open_order_counts_nowhere_until_it_is_paid() -> None:
    found = order("0.00,0.00,,0.00,33.00,0.00,0.00,0.00,Open")
    assert found.select("voided", "complete").row(0) == (True, False)


ITEMS = (
    "Line Item Date,Item Product Code,Item SKU,Order ID,Item Name,Currency,Per Unit Quantity,"
    "Item Revenue,Modifiers Revenue,Total Revenue,Total Discount,Order Discount Proportion,"
    "Item Total,Tax Amount,Item Total with Tax/Fee Amount,Refunded,Exchanged,"
    "Order Payment State,Service Charge\n"
)


def items(*rows: str) -> pl.DataFrame:
    text = "".join(f"16-Dec-2025 02:44 AM EST,085,07,A1,{row}\n" for row in rows)
    shaped = shape_text(clover.LINE_ITEMS, ITEMS + text)
    assert shaped.problems == ()
    return full(shaped)


def test_a_line_item_is_one_piece_with_its_share_of_the_orders_discount() -> None:
    found = items("Honey,USD,,8.00,1.00,9.00,0.00,-0.90,8.10,0.65,8.75,false,false,Paid,")
    told = found.select("item", "sku", "quantity", "gross", "discount", "net", "tax")
    assert told.row(0) == ("Honey", "07", 1000, 900, 90, 810, 65)


@pytest.mark.parametrize("flags", ["true,false", "false,true"])
def test_a_refunded_or_exchanged_piece_is_given_back_with_its_tax(flags: str) -> None:
    found = items(f"Honey,USD,,8.00,,8.00,0.00,0.00,8.00,0.64,8.64,{flags},Paid,")
    assert found.select("net", "refunded", "tax").row(0) == (800, 800, 0)


def test_a_service_charge_among_the_goods_is_a_tip() -> None:
    goods = "Honey,USD,,8.00,,8.00,0.00,0.00,8.00,0.64,8.64,false,false,Paid,"
    charge = "Gratuity,USD,,1.44,,1.44,0.00,0.00,1.44,0.00,1.44,false,false,Paid,True"
    assert items(goods, charge).select("item", "net", "tip").rows() == [("Honey", 800, 144)]
    assert items(charge).select("item", "net", "tip").rows() == [(None, 0, 144)]


def test_goods_sold_by_weight_keep_their_weight() -> None:
    row = "Tea,USD,0.250,8.00,,8.00,0.00,0.00,8.00,0.64,8.64,false,false,Paid,"
    assert items(row)["quantity"].to_list() == [250]


def test_a_line_item_that_does_not_add_up_is_kept_aside() -> None:
    row = "16-Dec-2025 02:44 AM EST,,,A1,Honey,USD,,8,,8,0,0,9,0,9,false,false,Paid,\n"
    assert [problem[:2] for problem in shape_text(clover.LINE_ITEMS, ITEMS + row).problems] == [
        (0, "net")
    ]


PAYMENTS = (
    "Payment Date,Payment ID,Currency,Amount,Tax Amount,Tip Amount,Service Charge Amount,"
    "Customer Name,Order ID,Order Date,Order Employee Name,Result,Device,# Refunds,"
    "Refund Amount\n"
)


def payments(*rows: str) -> pl.DataFrame:
    text = "".join(f"16-Dec-2025 09:00 AM EST,{row}\n" for row in rows)
    shaped = shape_text(clover.PAYMENTS, PAYMENTS + text)
    assert len(shaped.frame) + shaped.passed == len(rows)
    return full(shaped)


def test_several_payments_make_one_sale_and_failed_ones_none() -> None:
    order_date = "16-Dec-2025 02:44 AM EST"
    found = payments(
        f"P1,USD,11.00,1.00,2.00,,ANA DIAZ,A1,{order_date},Tom,SUCCESS,Till 1,,",
        f"P2,USD,22.00,2.00,,,,A1,{order_date},Tom,SUCCESS,Till 1,1,11.00",
        f"P3,USD,22.00,2.00,,,,A1,{order_date},Tom,FAIL,Till 1,,",
    )
    told = found.select("receipt", "net", "tip", "refunded", "complete", "first_name")
    assert told.rows() == [("A1", 3000, 200, 1000, False, None)]
    assert found["at"].to_list() == [1765871040]


def as_payments(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        row
        | {
            "Payment ID": row["Order ID"],
            "Payment Date": row["Order Date"],
            "Amount": row["Payments Total"],
            "Refund Amount": row["Refunds Total"],
            "# Refunds": "",
            "Tip Amount": "",
        }
        for row in rows
        if row["Order Payment State"] == "Paid"
    ]


def test_payments_and_orders_say_the_same_of_every_paid_order() -> None:
    rows = rows_of("clover", "Orders-*.csv")
    paid = as_payments(rows)
    by_payment = full(
        shape_rows(clover.PAYMENTS, list(paid[0]), [list(row.values()) for row in paid])
    )
    orders = full(shape_rows(clover.ORDERS, list(rows[0]), [list(row.values()) for row in rows]))
    told = ["receipt", "day", "at", "net", "tax", "refunded", "tip"]
    assert (
        by_payment.select(told)
        .sort("receipt")
        .equals(orders.filter(~pl.col("voided")).select(told).sort("receipt"))
    )
