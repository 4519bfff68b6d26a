import polars as pl
import pytest

from retailcrm.core.errors import UserError
from retailcrm.importers.dialect import Shaped
from retailcrm.importers.dialects import shopify
from tests.unit.importers.shaping import full, shape_text

HEADINGS = (
    "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,"
    "Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
    "Lineitem taxable,Billing Name,Shipping Name,Shipping Phone,Phone,Cancelled at,"
    "Refunded Amount,Location,Source,Lineitem discount\n"
)
BASE = {
    "Name": "#1001",
    "Email": "Ana@Example.com",
    "Financial Status": "paid",
    "Paid at": "2026-05-02 23:30:00 -0400",
    "Currency": "USD",
    "Subtotal": "30.00",
    "Shipping": "0.00",
    "Taxes": "2.40",
    "Total": "32.40",
    "Created at": "2026-05-02 23:30:00 -0400",
    "Lineitem quantity": "1",
    "Lineitem name": "Honey - Small",
    "Lineitem price": "10.00",
    "Lineitem taxable": "true",
    "Billing Name": "Ana Diaz",
    "Source": "web",
}


def order(*lines: tuple[str, str, str], **cells: str) -> str:
    """Write an order: lines are (quantity, name, price); `_` stands for a space in a heading."""
    head = BASE | {name.replace("_", " "): value for name, value in cells.items()}
    text = ""
    for number, (quantity, name, price) in enumerate(lines or (("3", "Honey", "10.00"),)):
        row = head if not number else {key: head[key] for key in ("Name", "Created at")}
        goods = {"Lineitem quantity": quantity, "Lineitem name": name, "Lineitem price": price}
        gift = {"Lineitem taxable": "false"} if name.startswith("Gift") else {}
        row = row | goods | gift
        text += ",".join(row.get(heading, "") for heading in HEADINGS.strip().split(",")) + "\n"
    return text


def shaped(*orders: str) -> Shaped:
    return shape_text(shopify.ORDERS, HEADINGS + "".join(orders))


def lines(*orders: str) -> pl.DataFrame:
    found = shaped(*orders)
    assert found.problems == ()
    return full(found)


def test_the_discount_of_an_order_is_shared_so_that_its_lines_make_the_subtotal() -> None:
    found = lines(
        order(("1", "Cup", "10.00"), ("1", "Pan", "10.00"), ("1", "Pot", "10.01"),
              Subtotal="25.00", Discount_Amount="5.01", Discount_Code="MAY", Total="27.40")
    )  # fmt: skip
    assert found["discount"].to_list() == [167, 167, 167]
    assert found["net"].sum() == 2500
    assert found["coupon"].to_list() == ["MAY"] * 3


def test_a_discount_that_stands_on_a_line_stays_there() -> None:
    found = lines(
        order(("1", "Cup", "10.00"), ("1", "Pan", "20.00"), Subtotal="26.00",
              Discount_Amount="4.00", Lineitem_discount="4.00", Total="28.40")
    )  # fmt: skip
    assert found["discount"].to_list() == [400, 0]


def test_no_discount_falls_on_a_gift_card_and_no_tax_either() -> None:
    found = lines(
        order(("1", "Cup", "10.00"), ("1", "Gift Card", "50.00"), Subtotal="58.00",
              Discount_Amount="2.00", Taxes="0.64", Total="58.64")
    )  # fmt: skip
    assert found.select("gift", "net", "tax").rows() == [(False, 800, 64), (True, 5000, 0)]


def test_free_shipping_is_no_discount_of_goods() -> None:
    found = lines(order(Discount_Amount="7.00", Shipping_Method="Post"))
    assert found["net"].to_list() == [3000]


def test_a_refund_counts_without_its_tax_and_takes_the_tax_along() -> None:
    found = lines(
        order(("1", "Cup", "10.00"), ("1", "Pan", "20.00"), Refunded_Amount="10.80")
    )  # fmt: skip
    assert found["refunded"].sum() == 1000
    assert found["tax"].sum() == 160


def test_a_full_refund_gives_back_every_line_and_no_shipping() -> None:
    found = lines(
        order(("1", "Cup", "10.00"), ("1", "Pan", "20.00"), Shipping="6.00", Total="38.40",
              Refunded_Amount="38.40", Financial_Status="refunded")
    )  # fmt: skip
    assert found["refunded"].to_list() == found["net"].to_list() == [1000, 2000]
    assert found["tax"].sum() == 0
    assert not found["voided"].any()


def test_tax_inside_the_price_is_no_sale() -> None:
    found = lines(order(Subtotal="30.00", Taxes="5.00", Total="30.00"))
    assert found.select("gross", "net", "tax").row(0) == (2500, 2500, 500)


def test_the_tax_of_shipping_is_not_taken_from_goods() -> None:
    found = lines(order(Subtotal="30.00", Shipping="6.00", Taxes="6.00", Total="36.00"))
    assert found.select("net", "tax").row(0) == (2500, 500)


def test_a_refund_of_prices_with_tax_counts_without_it() -> None:
    found = lines(order(Subtotal="30.00", Taxes="5.00", Total="30.00", Refunded_Amount="15.00"))
    assert found.select("refunded", "tax").row(0) == (1250, 250)


@pytest.mark.parametrize(
    ("cells", "voided", "final"),
    [
        ({"Financial_Status": "voided", "Paid_at": ""}, True, True),
        ({"Financial_Status": "expired", "Paid_at": ""}, True, True),
        ({"Cancelled_at": "2026-05-03 10:00:00 -0400"}, True, True),
        ({"Financial_Status": "pending", "Paid_at": ""}, True, False),
        ({"Financial_Status": "authorized", "Paid_at": ""}, True, False),
        ({"Financial_Status": "partially_paid"}, False, True),
        ({}, False, True),
    ],
)
def test_only_orders_that_came_to_something_count(
    cells: dict[str, str], *, voided: bool, final: bool
) -> None:
    found = lines(order(**cells))
    assert found.select("voided", "complete").row(0) == (voided, final)


@pytest.mark.parametrize(
    ("source", "location", "channel"),
    [
        ("web", "", "online"),
        ("580111", "", "online"),
        ("pos", "Main Street", "offline"),
        ("shopify_draft_order", "Main Street", "offline"),
        ("shopify_draft_order", "", None),
    ],
)
def test_the_source_of_an_order_tells_its_channel(
    source: str, location: str, channel: str | None
) -> None:
    found = lines(order(Source=source, Location=location))
    assert found.select("channel", "store").row(0) == (channel, location or None)


def test_a_tip_among_the_lines_is_a_tip_whether_the_subtotal_holds_it_or_not() -> None:
    goods = (("3", "Honey", "10.00"), ("1", "Tip", "5.00"))
    for subtotal, total in (("35.00", "37.40"), ("30.00", "37.40")):
        found = shaped(order(*goods, Subtotal=subtotal, Total=total))
        assert full(found).select("item", "net", "tip").rows() == [("Honey", 3000, 500)]
        assert (found.problems, found.passed) == ((), 1)


def test_an_order_that_does_not_add_up_is_kept_aside_whole_with_both_sums() -> None:
    found = shaped(
        order(("1", "Cup", "10.00"), ("1", "Pan", "20.00"), Subtotal="31.00"),
        order(Name="#1002"),
    )
    why = "The lines add up to 30.00, but the till says 31.00"
    assert found.problems == ((0, "subtotal", why), (1, "subtotal", why))
    assert full(found)["receipt"].to_list() == ["#1002"]


def test_five_cents_of_rounding_are_no_problem_and_the_subtotal_holds() -> None:
    assert lines(order(Subtotal="30.05", Total="32.45"))["net"].sum() == 3005


def test_an_order_belongs_to_its_buyer_and_not_to_who_gets_the_parcel() -> None:
    other = lines(order(Email="", Shipping_Name="Bo Ek", Shipping_Phone="212-555-0100"))
    own = lines(order(Email="", Shipping_Name="Ana Diaz", Shipping_Phone="212-555-0100"))
    assert other.select("email", "phone", "first_name", "last_name").row(0) == (
        None,
        None,
        "Ana",
        "Diaz",
    )
    assert own["phone"].to_list() == ["+12125550100"]


def test_the_day_of_an_order_follows_its_own_offset() -> None:
    found = lines(order(), order(Name="#1", Created_at="2026-05-02 23:30:00 -0700"))
    assert found["day"].cast(pl.Date).cast(pl.String).to_list() == ["2026-05-02", "2026-05-03"]


def test_a_note_that_is_a_number_is_a_card_and_a_note_with_words_is_not() -> None:
    text = (
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent,"
        "Total Orders,Note,Phone,Default Address Zip\n"
        "'7210448301122,Ana,Diaz,,yes,0,0,7010000140,,'02903\n"
        "'7210448301123,Bo,Ek,,no,0,0,Loyalty card 7010000140,,\n"
    )
    people = full(shape_text(shopify.CUSTOMERS, text), "customers")
    assert people["card"].to_list() == ["7010000140", None]
    assert people["note"].to_list() == ["7010000140", "Loyalty card 7010000140"]
    assert people.select("till_id", "postcode").row(0) == ("7210448301122", "02903")
    assert people["email_consent"].to_list() == [True, False]


def test_orders_in_another_currency_are_refused_in_one_sentence() -> None:
    with pytest.raises(UserError, match="The file is in EUR, the books are in USD"):
        shaped(order(Currency="EUR"))
