"""Shopify: orders (one row a line item, the order itself on the first) and customers.

Shopify writes no return: a refund is an amount with tax on the order, without a date, and is
shared over the order's lines. A discount of the order is shared likewise. Where the order's
total is goods and shipping alone, the tax is inside the prices, and comes out of them.
"""

import polars as pl

from retailcrm.importers.chunks import Reading
from retailcrm.importers.dialect import Cell, Column, Dialect, Shaped
from retailcrm.importers.dialects.checks import refuse_other_currency, set_aside, undated_aside
from retailcrm.importers.dialects.frames import (
    as_customers,
    as_lines,
    doc_any,
    doc_sum,
    documents,
    from_heads,
    matching,
)
from retailcrm.importers.dialects.gifts import is_gift
from retailcrm.importers.dialects.moments import place_moment
from retailcrm.importers.dialects.people import joined, names, somebody
from retailcrm.importers.dialects.shares import part_of, share, times
from retailcrm.importers.dialects.states import state

_ONLINE = r"(?i)^(?:web|\d+|.*online.*|.*instagram.*|.*facebook.*|.*shop app.*|.*google.*|buy.*)$"
_DRAFT = "shopify_draft_order"
_TIP = r"(?i)^(?:tip|gratuity|trinkgeld|pourboire|propina|mancia)s?$"
_FINAL = ("voided", "expired")
_UNDECIDED = ("pending", "authorized")

_ORDER_TEXT = (
    Column("status", ("Financial Status",)),
    Column("coupon", ("Discount Code",)),
    Column("paid_at", ("Paid at",)),
    Column("cancelled_at", ("Cancelled at",)),
    Column("shipping_method", ("Shipping Method",)),
    Column("cashier", ("Employee",)),
    Column("store", ("Location",)),
    Column("register", ("Device ID",)),
    Column("source", ("Source",)),
    Column("email", ("Email",), Cell.EMAIL),
    Column("own_phone", ("Phone",), Cell.PHONE),
    Column("billing_phone", ("Billing Phone",), Cell.PHONE),
    Column("shipping_phone", ("Shipping Phone",), Cell.PHONE),
    Column("billing_name", ("Billing Name",)),
    Column("shipping_name", ("Shipping Name",)),
)
_ORDER_MONEY = tuple(
    Column(role, (heading,), Cell.MONEY)
    for role, heading in (
        ("subtotal", "Subtotal"),
        ("shipping", "Shipping"),
        ("taxes", "Taxes"),
        ("total", "Total"),
        ("order_discount", "Discount Amount"),
        ("refund", "Refunded Amount"),
    )
)
_ORDERS = (
    Column("receipt", ("Name",), required=True, filled=True),
    *_ORDER_TEXT,
    *_ORDER_MONEY,
    Column("currency", ("Currency",)),
    Column("created", ("Created at",), Cell.MOMENT, required=True),
    Column("quantity", ("Lineitem quantity",), Cell.QUANTITY, required=True),
    Column("item", ("Lineitem name",), required=True),
    Column("price", ("Lineitem price",), Cell.MONEY, required=True),
    Column("sku", ("Lineitem sku",)),
    Column("line_discount", ("Lineitem discount",), Cell.MONEY),
    Column("taxable", ("Lineitem taxable",), Cell.BOOL),
)
#: What only an order's first row tells.
_ORDER_TELLS = (
    *(column.role for column in (*_ORDER_TEXT, *_ORDER_MONEY)),
    "created",
    "created_offset",
    "created_timed",
)


def _orders(frame: pl.DataFrame, reading: Reading) -> Shaped:
    refuse_other_currency(frame, reading)
    rows = len(frame)
    frame = documents(frame, "receipt")
    frame = from_heads(frame, pl.col("status").is_not_null(), _ORDER_TELLS)
    frame = _tips_apart(frame)
    frame = _list_amounts(frame)
    frame, problems = _checked(frame, reading)
    frame = _refunded(_without_tax(_discounted(frame)))
    frame, undated = undated_aside(place_moment(frame, "created", reading), "created")
    frame = frame.with_columns(
        *_customer(),
        _channel(),
        *_state(),
        tax=pl.col("tax") - pl.col("tax_back"),
    )
    problems += undated
    # Tips have left the lines for the order.
    passed = rows - len(frame) - len(problems)
    return Shaped(as_lines(frame, reading), problems, passed)


def _tips_apart(frame: pl.DataFrame) -> pl.DataFrame:
    """Turn lines that are tips into the order's tip; an order of tips alone keeps one line."""
    is_tip = matching(frame, "item", lambda item: item.str.contains(_TIP))
    amount = times(pl.col("price").fill_null(0), pl.col("quantity").fill_null(1000))
    frame = frame.with_columns(is_tip=is_tip, tip=pl.lit(0, pl.Int64))
    if not frame["is_tip"].any():
        return frame
    frame = frame.with_columns(
        tip=doc_sum(pl.when("is_tip").then(amount)),
        price=pl.when(~pl.col("is_tip")).then("price").otherwise(0),
        item=pl.when(~pl.col("is_tip")).then("item"),
    )
    goods = doc_any(~pl.col("is_tip"))
    return frame.filter(~pl.col("is_tip") | (~goods & (pl.col("place") == pl.col("doc"))))


def _list_amounts(frame: pl.DataFrame) -> pl.DataFrame:
    listed = times(pl.col("price").fill_null(0), pl.col("quantity").fill_null(1000))
    gift = matching(frame, "item", is_gift) & ~pl.col("taxable").fill_null(value=False)
    frame = frame.with_columns(listed=listed, gift=gift)
    # A file trimmed down to its lines still says what they cost.
    own = doc_sum(pl.col("listed"))
    shown = own - pl.col("order_discount").fill_null(0)
    tipped = (pl.col("subtotal") - pl.col("tip") - shown).abs() < (pl.col("subtotal") - shown).abs()
    return frame.with_columns(
        listed_sum=own,
        stated=pl.col("subtotal").is_not_null(),
        subtotal=pl.coalesce(pl.col("subtotal") - pl.when(tipped).then("tip").otherwise(0), shown),
        line_off=pl.col("line_discount").fill_null(0),
    )


def _checked(
    frame: pl.DataFrame, reading: Reading
) -> tuple[pl.DataFrame, tuple[tuple[int, str, str], ...]]:
    """Set orders aside whose lines less discount are not the subtotal."""
    off = pl.col("order_discount").fill_null(0)
    by_line = doc_sum(pl.col("line_off"))
    taken = pl.col("listed_sum") - pl.col("subtotal")
    # A code for free shipping is a discount too, but not of goods.
    on_shipping = (taken >= 0) & (taken < off) & pl.col("shipping_method").is_not_null()
    nearest = (
        pl.when(on_shipping)
        .then(taken)
        .when((taken - off - by_line).abs() < (taken - off).abs())
        .then(off + by_line)
        .otherwise(off)
    )
    return set_aside(
        frame,
        parts=pl.col("listed_sum") - nearest,
        stated=pl.col("subtotal"),
        role="subtotal",
        digits=reading.digits,
    )


def _discounted(frame: pl.DataFrame) -> pl.DataFrame:
    """Give each line its discount: its own first, the rest of the order's by value."""
    off = pl.col("listed_sum") - pl.col("subtotal")
    own = pl.when(doc_sum(pl.col("line_off")) <= off).then("line_off").otherwise(0)
    frame = frame.with_columns(own_off=own).with_columns(
        left_off=off - doc_sum(pl.col("own_off")),
        base=pl.when(pl.col("gift")).then(0).otherwise(pl.col("listed") - pl.col("own_off")),
    )
    frame = share(frame, "shared_off", amount=pl.col("left_off"), weight=pl.col("base"))
    return frame.with_columns(
        discount=pl.col("own_off") + pl.col("shared_off"),
        net=pl.col("listed") - pl.col("own_off") - pl.col("shared_off"),
    )


def _without_tax(frame: pl.DataFrame) -> pl.DataFrame:
    """Share the tax over the taxed lines, and take it out of prices that include it."""
    taxes, shipping = pl.col("taxes").fill_null(0), pl.col("shipping").fill_null(0)
    paid = pl.col("subtotal") + shipping
    total = pl.coalesce("total", paid + taxes)
    inside = (taxes > 0) & ((total - paid).abs() < (total - paid - taxes).abs())
    taxed = ~pl.col("gift") & pl.col("taxable").fill_null(value=True)
    frame = frame.with_columns(
        inside=inside,
        # The tax of shipping is in `Taxes` too, and is no tax on goods.
        goods_tax=pl.when(inside).then(part_of(taxes, pl.col("subtotal"), paid)).otherwise(taxes),
        tax_weight=pl.when(taxed).then("net").otherwise(0),
    )
    frame = share(frame, "tax", amount=pl.col("goods_tax"), weight=pl.col("tax_weight"))
    held = pl.when("inside").then("tax").otherwise(0)
    off = (
        pl.when("inside")
        .then(part_of(pl.col("tax"), pl.col("discount"), pl.col("net")))
        .otherwise(0)
    )
    return frame.with_columns(
        net=pl.col("net") - held, discount=pl.col("discount") - off
    ).with_columns(gross=pl.col("net") + pl.col("discount"))


def _refunded(frame: pl.DataFrame) -> pl.DataFrame:
    """Share the goods part of what was refunded over the lines, and the tax with it."""
    back = pl.col("refund").fill_null(0).abs()
    goods = doc_sum(pl.col("net"))
    tax = pl.col("goods_tax")
    part = pl.min_horizontal(part_of(back, goods, goods + tax), goods)
    frame = frame.with_columns(goods_back=part)
    frame = frame.with_columns(
        goods_tax_back=pl.min_horizontal(back - pl.col("goods_back"), tax).clip(lower_bound=0)
    )
    frame = share(frame, "refunded", amount=pl.col("goods_back"), weight=pl.col("net"))
    return share(frame, "tax_back", amount=pl.col("goods_tax_back"), weight=pl.col("tax"))


def _state() -> tuple[pl.Expr, pl.Expr]:
    status = pl.col("status").str.to_lowercase()
    final = status.is_in(_FINAL) | pl.col("cancelled_at").is_not_null()
    open_ = status.is_in(_UNDECIDED).fill_null(value=False)
    final = final.fill_null(value=False)
    return state(final, open_, stated=pl.col("stated"))


def _channel() -> pl.Expr:
    source, here = pl.col("source"), pl.col("store").is_not_null()
    return (
        pl.when(source.str.contains(_ONLINE))
        .then(pl.lit("online"))
        .when((source == "pos") | ((source == _DRAFT) & here))
        .then(pl.lit("offline"))
        .alias("channel")
    )


def _customer() -> tuple[pl.Expr, ...]:
    full = somebody(pl.coalesce("billing_name", "shipping_name"))
    # A parcel may go to somebody else.
    own_parcel = pl.col("shipping_name") == pl.coalesce("billing_name", "shipping_name")
    phone = pl.coalesce("own_phone", "billing_phone", pl.when(own_parcel).then("shipping_phone"))
    return (
        phone.alias("phone"),
        *names(full),
    )


_CUSTOMERS = (
    Column("till_id", ("Customer ID",)),
    Column("first_name", ("First Name",), required=True),
    Column("last_name", ("Last Name",), required=True),
    Column("email", ("Email",), Cell.EMAIL, required=True),
    Column("email_consent", ("Accepts Email Marketing", "Accepts Marketing"), Cell.BOOL),
    Column("sms_consent", ("Accepts SMS Marketing",), Cell.BOOL),
    Column("company", ("Default Address Company", "Company")),
    Column("street_1", ("Default Address Address1", "Address1")),
    Column("street_2", ("Default Address Address2", "Address2")),
    Column("city", ("Default Address City", "City")),
    Column("region", ("Default Address Province Code", "Province Code", "Province")),
    Column("country", ("Default Address Country Code", "Country Code", "Country")),
    Column("postcode", ("Default Address Zip", "Zip")),
    Column("own_phone", ("Phone",), Cell.PHONE),
    Column("address_phone", ("Default Address Phone",), Cell.PHONE),
    Column("note", ("Note",)),
    Column("tags", ("Tags",)),
)


def _customers(frame: pl.DataFrame, reading: Reading) -> Shaped:
    del reading
    return Shaped(
        as_customers(
            frame.with_columns(
                street=joined(pl.col("street_1"), pl.col("street_2")),
                phone=pl.coalesce("own_phone", "address_phone"),
                # Shops keep card numbers here; a note with words in it stays a note.
                card=pl.col("note").str.extract(r"^(\d{6,13})$"),
            )
        )
    )


ORDERS = Dialect(
    key="shopify-orders",
    family="shopify",
    title="Shopify, orders",
    kind="sales",
    columns=_ORDERS,
    shape=_orders,
    must=("Name", "Financial Status", "Lineitem name", "Lineitem price", "Created at"),
    receipt="receipt",
    whole=True,
)
CUSTOMERS = Dialect(
    key="shopify-customers",
    family="shopify",
    title="Shopify, customers",
    kind="customers",
    columns=_CUSTOMERS,
    shape=_customers,
    must=("First Name", "Last Name", "Email", "Total Spent", "Total Orders"),
    must_not=("Lineitem name",),
)
