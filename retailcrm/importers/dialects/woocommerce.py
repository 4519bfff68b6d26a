"""WooCommerce: Advanced Order Export (one row a line item), and the analytics' two lists.

Line amounts are without tax. Refunds stand on the lines they were for, or, where only an
amount was given back, on the order with tax; they have no date. Order totals repeat on every
row and count once. The analytics list of orders names no e-mail address: its sales are
anonymous, and an export with lines takes its place.
"""

import polars as pl

from retailcrm.importers.chunks import Reading
from retailcrm.importers.dialect import Cell, Column, Dialect, Shaped
from retailcrm.importers.dialects.checks import (
    RECEIPT_CENTS,
    Problems,
    needed_aside,
    refuse_other_currency,
    set_aside,
)
from retailcrm.importers.dialects.frames import (
    as_customers,
    as_lines,
    doc_sum,
    documents,
    from_heads,
)
from retailcrm.importers.dialects.goods import gift_by_name, with_variant
from retailcrm.importers.dialects.moments import place_moment
from retailcrm.importers.dialects.people import names, somebody
from retailcrm.importers.dialects.shares import part_of, share
from retailcrm.importers.dialects.states import says, state

_FINAL = r"(?i)^(?:wc-)?(?:cancelled|canceled|trash)$"
_UNDECIDED = r"(?i)^(?:wc-)?(?:pending(?:[- ]payment)?|on[- ]hold|failed|draft|checkout-draft)$"
_REFUNDED = r"(?i)^(?:wc-)?refunded$"

_EXPORT = (
    Column("receipt", ("Order Number",), required=True, filled=True),
    Column("status", ("Order Status",)),
    Column("moment", ("Order Date",), Cell.MOMENT, required=True, filled=True),
    Column("first_name", ("First Name (Billing)",)),
    Column("last_name", ("Last Name (Billing)",)),
    Column("email", ("Email (Billing)",), Cell.EMAIL),
    Column("phone", ("Phone (Billing)",), Cell.PHONE),
    Column("currency", ("Order Currency", "Currency")),
    Column("sku", ("SKU",)),
    Column("name", ("Name", "Item Name"), required=True),
    Column("variant", ("Product Variation",)),
    Column("category", ("Category",)),
    Column("quantity", ("Quantity",), Cell.QUANTITY, required=True),
    Column("before_off", ("Order Line (w/o tax)",), Cell.MONEY),
    Column("line_tax", ("Order Line Tax",), Cell.MONEY),
    Column("net", ("Order Line Total",), Cell.MONEY, required=True),
    Column("line_back", ("Order Line Total Refunded",), Cell.MONEY),
    Column("coupon", ("Coupons Used", "Coupon Code")),
    Column("off", ("Cart Discount Amount",), Cell.MONEY),
    Column("subtotal", ("Order Subtotal Amount",), Cell.MONEY),
    Column("order_tax", ("Order Total Tax Amount", "Order Tax Amount"), Cell.MONEY),
    Column("shipping", ("Order Shipping Amount",), Cell.MONEY),
    Column("back", ("Order Refund Amount",), Cell.MONEY),
    Column("total", ("Order Total Amount",), Cell.MONEY),
)
_ORDER_MONEY = ("off", "subtotal", "order_tax", "shipping", "back", "total")


def _export(frame: pl.DataFrame, reading: Reading) -> Shaped:
    refuse_other_currency(frame, reading)
    frame, empty = needed_aside(frame.with_columns(_number()), "moment", whole=True)
    frame = documents(frame, "receipt")
    frame = from_heads(frame, pl.col("place") == pl.col("doc"), _ORDER_MONEY)
    frame = frame.with_columns(
        pl.col("net").fill_null(pl.col("before_off")).fill_null(0),
        gift=gift_by_name(frame, "name", "line_tax"),
    )
    frame, problems = _checked(frame, reading)
    frame = place_moment(_refunded(_discounted(frame)), "moment", reading)
    frame = frame.with_columns(
        *_state(pl.col("total").is_not_null()),
        item=with_variant(),
        coupon=_coupons(),
        channel=pl.lit(reading.channel or "online"),
    )
    return Shaped(as_lines(frame, reading), empty + problems)


def _number() -> pl.Expr:
    return pl.col("receipt").str.strip_chars_start("#")


def _coupons() -> pl.Expr:
    return pl.col("coupon").str.replace_all(r"\s*,\s*", " ")


def _checked(frame: pl.DataFrame, reading: Reading) -> tuple[pl.DataFrame, Problems]:
    """Set orders aside whose lines are not the subtotal less discount, or exceed the total."""
    goods = doc_sum(pl.col("net"))
    frame, first = set_aside(
        frame,
        parts=goods,
        stated=pl.col("subtotal") - pl.col("off").fill_null(0),
        role="subtotal",
        digits=reading.digits,
    )
    # A fee may stand in the total without a column of its own; goods missing from it may not.
    everything = goods + pl.col("order_tax").fill_null(0) + pl.col("shipping").fill_null(0)
    frame, second = set_aside(
        frame,
        parts=everything,
        stated=pl.min_horizontal(pl.col("total"), everything),
        role="total",
        digits=reading.digits,
    )
    return frame, first + second


def _discounted(frame: pl.DataFrame) -> pl.DataFrame:
    """Take what the lines say of their discounts, and share the rest of the order's by value."""
    own = (pl.col("before_off").fill_null(pl.col("net")) - pl.col("net")).clip(lower_bound=0)
    frame = frame.with_columns(
        own_off=own, weight=pl.when("gift").then(0).otherwise("net")
    ).with_columns(
        left_off=(pl.col("off").fill_null(0) - doc_sum(pl.col("own_off"))).clip(lower_bound=0)
    )
    frame = share(frame, "shared_off", amount=pl.col("left_off"), weight=pl.col("weight"))
    discount = pl.col("own_off") + pl.col("shared_off")
    return frame.with_columns(discount=discount, gross=pl.col("net") + discount)


def _refunded(frame: pl.DataFrame) -> pl.DataFrame:
    """Count the refunds of lines, and share over the lines what is not said of any."""
    net, tax = pl.col("net"), pl.col("line_tax").fill_null(0)
    goods, taxes = doc_sum(net), doc_sum(tax)
    all_back = says("status", _REFUNDED)
    given = pl.coalesce(
        pl.when(all_back & (pl.col("back").fill_null(0) == 0)).then(goods + taxes),
        pl.col("back").abs(),
        pl.lit(0),
    )
    frame = frame.with_columns(own_back=pl.col("line_back").fill_null(0).abs(), given=given)
    own = doc_sum(pl.col("own_back"))
    whole = pl.min_horizontal(part_of(pl.col("given"), goods, goods + taxes), goods)
    # Lines that say what was refunded are right; the amount is with tax and may be a cent off.
    unsaid = pl.when((whole - own) > RECEIPT_CENTS).then(whole - own).otherwise(0)
    frame = frame.with_columns(left_back=unsaid, kept=net - pl.col("own_back"))
    frame = share(frame, "shared_back", amount=pl.col("left_back"), weight=pl.col("kept"))
    frame = frame.with_columns(refunded=pl.col("own_back") + pl.col("shared_back"))
    return frame.with_columns(tax=tax - part_of(tax, pl.col("refunded"), net))


def _state(stated: pl.Expr) -> tuple[pl.Expr, ...]:
    return state(says("status", _FINAL), says("status", _UNDECIDED), stated=stated)


_ANALYTICS = (
    Column("receipt", ("Order #",), required=True, filled=True),
    Column("moment", ("Date",), Cell.MOMENT, required=True, filled=True),
    Column("status", ("Status",)),
    Column("customer", ("Customer",)),
    Column("coupon", ("Coupon(s)",)),
    Column("net_sales", ("Net Sales", "N. Revenue"), Cell.MONEY),
    Column("formatted", ("N. Revenue (formatted)",), Cell.MONEY),
)


def _analytics(frame: pl.DataFrame, reading: Reading) -> Shaped:
    name = somebody(pl.col("customer"))
    net = pl.coalesce("net_sales", "formatted", pl.lit(0))
    frame, empty = needed_aside(frame, "moment")
    frame = place_moment(frame, "moment", reading).with_columns(
        _number(),
        *_state(pl.lit(value=True)),
        *names(name),
        part=net < 0,
        net=net,
        gross=net,
        coupon=_coupons(),
        channel=pl.lit(reading.channel or "online"),
        refunded=pl.when(pl.col("status").str.contains(_REFUNDED) & (net > 0))
        .then(net)
        .otherwise(0),
    )
    return Shaped(as_lines(frame, reading), empty)


_CUSTOMERS = (
    Column("name", ("Name",), required=True),
    Column("email", ("Email",), Cell.EMAIL, required=True),
    Column("joined", ("Sign Up",), Cell.DATE),
    Column("country", ("Country / Region", "Country")),
    Column("city", ("City",)),
    Column("region", ("Region",)),
    Column("postcode", ("Postal Code",)),
)


def _customers(frame: pl.DataFrame, reading: Reading) -> Shaped:
    del reading
    name = somebody(pl.col("name"))
    frame = frame.with_columns(*names(name))
    return Shaped(as_customers(frame))


EXPORT = Dialect(
    key="woocommerce-orders",
    family="woocommerce",
    title="WooCommerce, Advanced Order Export",
    kind="sales",
    columns=_EXPORT,
    shape=_export,
    must=("Order Number", "Order Date", "Order Line Total"),
    receipt="receipt",
    whole=True,
)
ANALYTICS = Dialect(
    key="woocommerce-analytics",
    family="woocommerce",
    title="WooCommerce, analytics of orders",
    kind="sales",
    columns=_ANALYTICS,
    shape=_analytics,
    must=("Order #", "N. Revenue (formatted)"),
    receipt="receipt",
)
CUSTOMERS = Dialect(
    key="woocommerce-customers",
    family="woocommerce",
    title="WooCommerce, analytics of customers",
    kind="customers",
    columns=_CUSTOMERS,
    shape=_customers,
    must=("AOV", "Total Spend", "Sign Up"),
)
