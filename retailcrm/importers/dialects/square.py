"""Square: Items Detail, Transactions, and the customer directory.

A refund is a row of its own with a new Transaction ID and the Payment ID of its sale, and
without its customer: the Payment ID is the link. Voided sales are not exported. Where prices
include tax, Square writes other columns (`Product Sales` first, `Gross Sales` behind `Tax`)
and no Transaction ID: the number is then taken from the link in `Details`; without one, all
that a customer bought in a store on a day counts as one document, and so do all anonymous
sales of a day, which keeps visits and sums right but not the number of receipts.
"""

import polars as pl

from retailcrm.importers.chunks import Reading
from retailcrm.importers.dialect import Cell, Column, Dialect, Shaped
from retailcrm.importers.dialects.checks import lines_aside, needed_aside, set_aside
from retailcrm.importers.dialects.frames import (
    as_customers,
    as_lines,
    doc_sum,
    documents,
    matching,
)
from retailcrm.importers.dialects.goods import gift_by_name, with_variant
from retailcrm.importers.dialects.moments import place_clock
from retailcrm.importers.dialects.people import joined, names
from retailcrm.importers.dialects.states import says

_ONLINE = (
    r"(?i)online|e-?commerce|web|doordash|uber ?eats|grubhub|postmates|deliveroo|just eat|"
    r"caviar|chowly|invoice|checkout link|appointments"
)
_IN_STORE = r"(?i)point of sale|register|terminal|retail|restaurants|kiosk|in[- ]person"
_FINAL = r"(?i)cancel|void"
_UNDECIDED = r"(?i)open|pending|fail|incomplete|declined"

_WHEN = (
    Column("date", ("Date",), Cell.DATE, required=True, filled=True),
    Column("time", ("Time",), Cell.TIME),
    Column("zone", ("Time Zone",)),
)
_WHERE = (
    Column("details", ("Details",)),
    Column("event", ("Event Type",), required=True),
    Column("store", ("Location",)),
    Column("till_id", ("Customer ID",)),
    Column("customer", ("Customer Name",)),
    Column("card", ("Customer Reference ID",)),
    Column("register", ("Device Name",)),
    Column("channel_name", ("Channel",)),
)
_KEYS = (
    Column("receipt", ("Transaction ID",), required=True, filled=True),
    Column("link", ("Payment ID",)),
)
_GOODS = (
    Column("category", ("Category",)),
    Column("name", ("Item",), required=True),
    Column("quantity", ("Qty",), Cell.QUANTITY, required=True),
    Column("variant", ("Price Point Name",)),
    Column("sku", ("SKU",)),
    Column("discounts", ("Discounts",), Cell.MONEY),
    Column("net_sales", ("Net Sales",), Cell.MONEY, required=True, filled=True),
    Column("tax", ("Tax",), Cell.MONEY),
    Column("kind", ("Itemization Type",)),
    Column("cashier", ("Employee",)),
)
_ITEMS = (
    *_WHEN,
    *_GOODS,
    Column("gross_sales", ("Gross Sales",), Cell.MONEY),
    *_KEYS,
    *_WHERE,
)
_ITEMS_WITH_TAX = (
    *_WHEN,
    *_GOODS,
    Column("product_sales", ("Product Sales",), Cell.MONEY, required=True),
    Column("with_tax", ("Gross Sales",), Cell.MONEY, required=True),
    Column("transaction", ("Transaction ID",)),
    Column("link", ("Payment ID",)),
    *_WHERE,
)


def _items(frame: pl.DataFrame, reading: Reading) -> Shaped:
    frame, empty = needed_aside(frame, "date", "net_sales")
    discount = -pl.col("discounts").fill_null(0)
    gross = pl.coalesce("gross_sales", pl.col("net_sales") + discount)
    frame, problems = lines_aside(
        frame.with_columns(gross=gross),
        parts=pl.col("gross") - discount,
        stated=pl.col("net_sales"),
        role="net_sales",
        digits=reading.digits,
    )
    return Shaped(_item_lines(frame, reading), empty + problems)


def _items_with_tax(frame: pl.DataFrame, reading: Reading) -> Shaped:
    frame, empty = needed_aside(frame, "date", "net_sales")
    # `Gross Sales` is what was paid, whether or not the other two contain the tax.
    net = pl.coalesce(pl.col("with_tax") - pl.col("tax").fill_null(0), pl.col("net_sales"))
    frame = frame.with_columns(
        net_sales=net,
        gross=net - pl.col("discounts").fill_null(0),
        receipt=pl.coalesce("transaction", _linked_number(), _day_number()),
    )
    return Shaped(_item_lines(frame, reading), empty)


def _linked_number() -> pl.Expr:
    return pl.col("details").str.extract(r"/transactions/([A-Za-z0-9_-]+)")


def _day_number() -> pl.Expr:
    parts = ("event", "store", "channel_name", "till_id", "customer")
    date = pl.from_epoch(pl.col("date"), "d").dt.strftime("%Y-%m-%d")
    return pl.concat_str(date, *(pl.col(part) for part in parts), separator="/", ignore_nulls=True)


def _item_lines(frame: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    gift = (pl.col("kind") == "Gift Card").fill_null(value=False)
    frame = place_clock(frame, "date", "time", reading, "zone").with_columns(
        _part(),
        _channel(frame, "channel_name"),
        *_names(),
        item=with_variant().fill_null("Custom Amount"),
        category=pl.col("category").replace("None", None),
        discount=pl.col("gross") - pl.col("net_sales"),
        net=pl.col("net_sales"),
        gift=gift | gift_by_name(frame, "name"),
    )
    return as_lines(frame, reading)


def _part() -> pl.Expr:
    return says("event", "(?i)refund|return").cast(pl.Int8).alias("part")


def _channel(frame: pl.DataFrame, role: str) -> pl.Expr:
    online = matching(frame, role, lambda source: source.str.contains(_ONLINE))
    in_store = matching(frame, role, lambda source: source.str.contains(_IN_STORE))
    return (
        pl.when(online)
        .then(pl.lit("online"))
        .when(in_store | (pl.col(role) == pl.col("store")))
        .then(pl.lit("offline"))
        .alias("channel")
    )


def _names() -> tuple[pl.Expr, pl.Expr]:
    full = pl.col("customer")
    return names(full)


_TRANSACTIONS = (
    *_WHEN,
    Column("gross_sales", ("Gross Sales",), Cell.MONEY, required=True, filled=True),
    Column("discounts", ("Discounts",), Cell.MONEY),
    Column("service", ("Service Charges",), Cell.MONEY),
    Column("net_sales", ("Net Sales",), Cell.MONEY),
    Column("gifts", ("Gift Card Sales",), Cell.MONEY),
    Column("tax", ("Tax",), Cell.MONEY),
    Column("tip", ("Tip",), Cell.MONEY),
    Column("partial", ("Partial Refunds",), Cell.MONEY),
    Column("collected", ("Total Collected",), Cell.MONEY, required=True),
    Column("source", ("Source",)),
    Column("status", ("Transaction Status",)),
    Column("coupon", ("Discount Name",)),
    Column("cashier", ("Staff Name",)),
    *_KEYS,
    *_WHERE,
)


def _transactions(frame: pl.DataFrame, reading: Reading) -> Shaped:
    frame, empty = needed_aside(frame, "date", "gross_sales")
    frame = frame.with_columns(
        pl.col("discounts", "service", "gifts", "tax", "tip", "partial").fill_null(0)
    )
    frame = frame.with_columns(gross=pl.col("gross_sales"), discount=-pl.col("discounts"))
    frame = frame.with_columns(net=pl.col("gross") - pl.col("discount"))
    frame, problems = set_aside(
        frame.with_columns(doc=pl.col("row")),
        parts=_nearest_total(),
        stated=pl.col("collected"),
        role="collected",
        digits=reading.digits,
    )
    frame = place_clock(frame, "date", "time", reading, "zone").with_columns(
        key=pl.concat_str("receipt", "event", separator="/", ignore_nulls=True)
    )
    frame = documents(_with_gift_rows(frame), "key").with_columns(
        _part(),
        _channel(frame, "source"),
        *_names(),
        doc_sum(pl.col("tip")),
        voided=says("status", _FINAL) | says("status", _UNDECIDED),
        complete=~says("status", _UNDECIDED),
    )
    return Shaped(as_lines(frame.drop("channel_name"), reading), empty + problems)


def _nearest_total() -> pl.Expr:
    """Add the row up; older files leave service charges or partial refunds out of the total."""
    parts = pl.col("net") + pl.col("gifts") + pl.col("tax") + pl.col("tip")
    ways = [
        parts + service + partial
        for service in (pl.lit(0), pl.col("service"))
        for partial in (pl.lit(0), pl.col("partial"), -pl.col("partial"))
    ]
    nearest = ways[0]
    for way in ways[1:]:
        closer = (way - pl.col("collected")).abs() < (nearest - pl.col("collected")).abs()
        nearest = pl.when(closer).then(way).otherwise(nearest)
    return nearest


def _with_gift_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the gift cards of a transaction a line of their own beside its goods."""
    frame = frame.with_columns(gift=(pl.col("gifts") != 0) & (pl.col("gross") == 0))
    only = frame.with_columns(
        pl.when("gift").then("gifts").otherwise(name).alias(name) for name in ("gross", "net")
    )
    both = frame.filter((pl.col("gifts") != 0) & ~pl.col("gift")).with_columns(
        gross=pl.col("gifts"),
        net=pl.col("gifts"),
        discount=pl.lit(0, dtype=pl.Int64),
        tax=pl.lit(0, dtype=pl.Int64),
        tip=pl.lit(0, dtype=pl.Int64),
        gift=pl.lit(value=True),
    )
    return only.vstack(both.select(only.columns)) if len(both) else only


_CUSTOMERS = (
    Column("card", ("Reference ID",)),
    Column("first_name", ("First Name", "Given Name")),
    Column("last_name", ("Last Name", "Family Name", "Surname")),
    Column("email", ("Email Address", "Email"), Cell.EMAIL),
    Column("phone", ("Phone Number", "Phone"), Cell.PHONE),
    Column("company", ("Company Name", "Company")),
    Column("street_1", ("Street Address 1", "Address Line 1")),
    Column("street_2", ("Street Address 2", "Address Line 2")),
    Column("city", ("City", "Locality")),
    Column("region", ("State", "Administrative District Level 1")),
    Column("postcode", ("Postal Code",)),
    Column("country", ("Country",)),
    Column("birthday", ("Birthday",), Cell.BIRTHDAY),
    Column("note", ("Memo", "Note")),
    Column("till_id", ("Square Customer ID",), required=True),
    Column("subscribed", ("Email Subscription Status",)),
    Column("joined", ("Creation Date", "Created At"), Cell.DATE),
)


def _customers(frame: pl.DataFrame, reading: Reading) -> Shaped:
    del reading
    status = pl.col("subscribed").str.to_lowercase()
    frame = frame.with_columns(
        street=joined(pl.col("street_1"), pl.col("street_2")),
        email_consent=pl.when(status == "subscribed")
        .then(pl.lit(value=True))
        .when(status == "unsubscribed")
        .then(pl.lit(value=False)),
    )
    return Shaped(as_customers(frame))


ITEMS = Dialect(
    key="square-items",
    family="square",
    title="Square, Items Detail",
    kind="sales",
    columns=_ITEMS,
    shape=_items,
    must=("Item", "Qty", "Net Sales", "Transaction ID", "Event Type", "Price Point Name"),
    must_not=("Product Sales", "Total Collected"),
    receipt="receipt",
)
ITEMS_WITH_TAX = Dialect(
    key="square-items-with-tax",
    family="square",
    title="Square, Items Detail with tax included",
    kind="sales",
    columns=_ITEMS_WITH_TAX,
    shape=_items_with_tax,
    must=("Item", "Qty", "Product Sales", "Price Point Name", "Event Type"),
    receipt="details",
)
TRANSACTIONS = Dialect(
    key="square-transactions",
    family="square",
    title="Square, Transactions",
    kind="sales",
    columns=_TRANSACTIONS,
    shape=_transactions,
    must=("Total Collected", "Card Entry Methods", "PAN Suffix", "Transaction ID"),
    must_not=("Receipt number",),
    receipt="receipt",
)
CUSTOMERS = Dialect(
    key="square-customers",
    family="square",
    title="Square, customer directory",
    kind="customers",
    columns=_CUSTOMERS,
    shape=_customers,
    must=("Square Customer ID", "First Name"),
    must_not=("Transaction ID",),
)
