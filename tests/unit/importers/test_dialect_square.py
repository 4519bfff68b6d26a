import polars as pl
import pytest

from retailcrm.importers.dialects import square
from tests.unit.importers.shaping import full, shape_rows, shape_text
from tests.unit.importers.till_books import goods
from tests.unit.importers.till_files import rows_of

ITEMS = (
    "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Gross Sales,Discounts,Net Sales,"
    "Tax,Transaction ID,Payment ID,Event Type,Location,Customer ID,Customer Name,"
    "Customer Reference ID,Itemization Type,Channel\n"
)
SALE = (
    "2026-05-02,23:30:00,Eastern Time (US & Canada),Pantry,Honey,2.0,Small,07,$16.00,-$1.00,"
    "$15.00,$1.20,T1,P1,Payment,Main Street,C1,Ana de la Cruz,7010000825,Physical Good,"
    "Main Street\n"
)
REFUND = (
    "2026-05-04,10:00:00,Eastern Time (US & Canada),Pantry,Honey,-1.0,Small,07,-$8.00,$0.50,"
    "-$7.50,-$0.60,T2,P1,Refund,Main Street,,,,Physical Good,Main Street\n"
)


def items(text: str) -> pl.DataFrame:
    return full(shape_text(square.ITEMS, ITEMS + text))


def test_a_refund_is_a_return_tied_to_its_sale_by_the_payment() -> None:
    lines = items(SALE + REFUND)
    told = lines.select("receipt", "part", "link", "till_id", "quantity", "discount", "net", "tax")
    assert told.rows() == [
        ("T1", 0, "P1", "C1", 2000, 100, 1500, 120),
        ("T2", 1, "P1", None, -1000, -50, -750, -60),
    ]


def test_a_customer_stands_on_the_sale_with_id_card_and_name() -> None:
    found = items(SALE).select("till_id", "card", "first_name", "last_name", "item").row(0)
    assert found == ("C1", "7010000825", "Ana", "de la Cruz", "Honey - Small")


def test_two_equal_lines_of_a_sale_both_count() -> None:
    lines = items(SALE + SALE)
    assert (len(lines), lines["net"].sum()) == (2, 3000)


def test_the_business_day_is_the_shops_where_the_account_shows_another_zone() -> None:
    pacific = SALE.replace("Eastern Time", "Pacific Time")
    assert items(SALE)["day"].cast(pl.Date).cast(pl.String).item() == "2026-05-02"
    assert items(pacific)["day"].cast(pl.Date).cast(pl.String).item() == "2026-05-03"


def test_a_line_whose_amounts_contradict_each_other_is_kept_aside_with_both() -> None:
    shaped = shape_text(square.ITEMS, ITEMS + SALE + REFUND.replace("-$7.50", "-$9.50"))
    assert shaped.problems == (
        (1, "net_sales", "The amounts of the line make -7.50, but the till says -9.50"),
    )
    assert full(shaped)["receipt"].to_list() == ["T1"]


@pytest.mark.parametrize(
    ("name", "kind", "tax", "gift"),
    [
        ("Gift Card", "", "$0.00", True),
        ("Geburtstag", "Gift Card", "$0.00", True),
        ("Geschenkgutschein 50 €", "", "$0.00", True),
        ("Carte cadeau", "", "$0.00", True),
        ("Tarjeta de regalo", "", "$0.00", True),
        ("Buono regalo", "", "$0.00", True),
        ("Gift Card", "", "$1.00", False),
        ("Gift card box", "", "$0.00", False),
        ("Gift wrap", "", "$0.00", False),
    ],
)
def test_gift_cards_sold_are_told_from_goods(name: str, kind: str, tax: str, gift: bool) -> None:  # noqa: FBT001
    row = SALE.replace("Honey", name).replace("$1.20", tax).replace("Physical Good", kind)
    assert items(row)["gift"].to_list() == [gift]


def test_a_keyed_in_amount_keeps_its_name_and_has_no_category() -> None:
    row = SALE.replace("Pantry,Honey,2.0,Small,07", "None,Custom Amount,1.0,,")
    assert items(row).select("item", "category", "sku").row(0) == ("Custom Amount", None, None)


@pytest.mark.parametrize(
    ("channel", "expected"),
    [("Main Street", "offline"), ("Square Online", "online"), ("DoorDash", "online"), ("", None)],
)
def test_the_channel_of_a_sale_is_known_by_its_column(channel: str, expected: str | None) -> None:
    row = SALE.replace("Physical Good,Main Street", f"Physical Good,{channel}")
    assert items(row)["channel"].to_list() == [expected]


TRANSACTIONS = (
    "Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,"
    "Total Collected,Source,Card,Card Entry Methods,PAN Suffix,Transaction ID,Payment ID,"
    "Device Name,Staff Name,Event Type,Location,Customer ID,Transaction Status\n"
)


def transactions(*rows: str) -> pl.DataFrame:
    text = "".join(f"2026-05-02,10:00:00,,{row}\n" for row in rows)
    shaped = shape_text(square.TRANSACTIONS, TRANSACTIONS + text)
    assert shaped.problems == ()
    return full(shaped)


def till_row(money: str, source: str = "Register", event: str = "Payment", end: str = "") -> str:
    return f"{money},{source},$0.00,Chip,1234,T1,P1,Till 1,Tom,{event},Main Street,C1,{end}"


def test_a_transaction_is_one_line_without_product_and_keeps_its_tip() -> None:
    lines = transactions(till_row("$50.00,-$5.00,$45.00,$0.00,$3.60,$4.00,$0.00,$52.60"))
    told = lines.select("item", "gross", "discount", "net", "tax", "tip", "cashier", "complete")
    assert told.rows() == [(None, 5000, 500, 4500, 360, 400, "Tom", True)]


def test_gift_cards_sold_are_a_line_of_their_own_and_no_goods() -> None:
    mixed = transactions(till_row("$10.00,$0.00,$10.00,$50.00,$0.80,$0.00,$0.00,$60.80"))
    alone = transactions(till_row("$0.00,$0.00,$0.00,$50.00,$0.00,$0.00,$0.00,$50.00"))
    assert mixed.select("net", "gift", "tax").rows() == [(1000, False, 80), (5000, True, 0)]
    assert alone.select("net", "gift").rows() == [(5000, True)]


def test_partial_refunds_on_the_sale_are_left_to_the_refunds_own_row() -> None:
    sale = till_row("$50.00,$0.00,$50.00,$0.00,$0.00,$0.00,-$20.00,$30.00")
    back = till_row("-$20.00,$0.00,-$20.00,$0.00,$0.00,$0.00,$0.00,-$20.00", event="Refund")
    lines = transactions(sale, back)
    assert lines.select("part", "net", "refunded").rows() == [(0, 5000, 0), (1, -2000, 0)]


@pytest.mark.parametrize(
    ("source", "channel"),
    [
        ("Square Online", "online"),
        ("eCommerce Integrations", "online"),
        ("Point of Sale", "offline"),
        ("Virtual Terminal", "offline"),
        ("Somebody's app", None),
    ],
)
def test_the_source_of_a_transaction_tells_its_channel(source: str, channel: str | None) -> None:
    lines = transactions(till_row("$5.00,$0.00,$5.00,$0.00,$0.00,$0.00,$0.00,$5.00", source))
    assert lines["channel"].to_list() == [channel]


@pytest.mark.parametrize(
    ("status", "voided", "complete"),
    [("Complete", False, True), ("Voided", True, True), ("Pending", True, False)],
)
def test_a_transaction_that_came_to_nothing_is_void(
    status: str, *, voided: bool, complete: bool
) -> None:
    row = till_row("$5.00,$0.00,$5.00,$0.00,$0.00,$0.00,$0.00,$5.00", end=status)
    assert transactions(row).select("voided", "complete").rows() == [(voided, complete)]


def test_a_transaction_that_does_not_add_up_is_kept_aside() -> None:
    row = "2026-05-02,10:00:00,," + till_row("$5.00,$0.00,$5.00,$0.00,$0.40,$0.00,$0.00,$5.90")
    shaped = shape_text(square.TRANSACTIONS, TRANSACTIONS + row)
    assert shaped.problems == (
        (0, "collected", "The lines add up to 5.40, but the till says 5.90"),
    )


def as_transactions(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Add the items of each transaction up, as Square's other export does."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        gift = row["Item"] == "Gift Card"
        one = found.setdefault(row["Transaction ID"], row | dict.fromkeys(TOTALS, "0"))
        for name, source in zip(TOTALS, ("Gross Sales", "Discounts", "Net Sales"), strict=False):
            if not gift:
                one[name] = str(float(one[name]) + float(row[source].replace("$", "")))
        if gift:
            one["Gift Card Sales"] = row["Net Sales"].replace("$", "")
        one["Tax"] = str(float(one["Tax"]) + float(row["Tax"].replace("$", "")))
        parts = ("Net Sales", "Gift Card Sales", "Tax")
        one["Total Collected"] = f"{sum(float(one[part]) for part in parts):.2f}"
    return list(found.values())


TOTALS = ("Gross Sales", "Discounts", "Net Sales", "Gift Card Sales", "Tax", "Total Collected")


def test_transactions_and_items_say_the_same_of_every_document() -> None:
    rows = rows_of("square", "items-*.csv")
    totals = as_transactions([dict(row) for row in rows])
    summed = full(
        shape_rows(square.TRANSACTIONS, list(totals[0]), [list(row.values()) for row in totals])
    )
    lines = full(shape_rows(square.ITEMS, list(rows[0]), [list(row.values()) for row in rows]))
    by = ("receipt", "part", "day", "store", "link", "till_id")

    def documents(frame: pl.DataFrame) -> pl.DataFrame:
        sums = pl.col("gross", "discount", "net", "tax").sum()
        return goods(frame).group_by(by).agg(sums).sort(by)

    assert documents(summed).equals(documents(lines), null_equal=True)
    assert summed.filter("gift")["net"].sum() == lines.filter("gift")["net"].sum()


def test_a_subscription_status_is_a_yes_a_no_or_nothing_and_birthdays_may_lack_the_year() -> None:
    text = (
        "Reference ID,First Name,Last Name,Email Address,Phone Number,Birthday,Square Customer ID,"
        "Creation Source,Email Subscription Status,Street Address 1,Street Address 2\n"
        "70,Ana,Diaz,ANA@Example.com,'+1 212 555 0100,1980-02-03,A,Directory,Subscribed,5 Elm,B 2\n"
        "71,Bo,Ek,,,02-03,B,Directory,Unsubscribed,,\n72,Cy,Ek,,,,C,Directory,Unknown,6 Elm,\n"
    )
    people = full(shape_text(square.CUSTOMERS, text), "customers")
    assert people["email_consent"].to_list() == [True, False, None]
    assert people["birthday"].to_list() == ["1980-02-03", "--02-03", None]
    assert people["street"].to_list() == ["5 Elm B 2", None, "6 Elm"]
    assert people.select("card", "till_id", "email", "phone").row(0) == (
        "70",
        "A",
        "ana@example.com",
        "+12125550100",
    )
