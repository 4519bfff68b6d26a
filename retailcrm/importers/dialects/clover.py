"""Clover: orders, line items, and payments. All three describe the same orders.

Line items carry the goods, one row a piece. The orders file carries what only the order
knows: tip, total discount, refunds, and whether it was paid. Payments know tips and refunds
of each payment. No file names the customer: the cardholder's name is nobody's identity.

Orders and payments give one line without product (see the package for how the books join
them with line items). A refund in these two is an amount with tax, so its goods part may
differ by a cent from the refunded lines; the lines are right.
"""

import polars as pl

from retailcrm.importers.chunks import Reading
from retailcrm.importers.dialect import Cell, Column, Dialect, Shaped
from retailcrm.importers.dialects.checks import (
    lines_aside,
    needed_aside,
    refuse_other_currency,
    undated_aside,
)
from retailcrm.importers.dialects.frames import as_lines, doc_any, doc_sum, documents
from retailcrm.importers.dialects.goods import gift_by_name
from retailcrm.importers.dialects.moments import place_moment
from retailcrm.importers.dialects.shares import part_of
from retailcrm.importers.dialects.states import says, state

_UNDECIDED = r"(?i)^(?:open|unpaid|pending|authorized)$"
_FINAL = r"(?i)void|cancel"

_ORDERS = (
    Column("receipt", ("Order ID",), required=True, filled=True),
    Column("moment", ("Order Date",), Cell.MOMENT, required=True, filled=True),
    Column("cashier", ("Order Employee Name",)),
    Column("currency", ("Currency",)),
    Column("tax", ("Tax Amount",), Cell.MONEY),
    Column("tip", ("Tip",), Cell.MONEY),
    Column("service", ("Service Charge",), Cell.MONEY),
    Column("off", ("Discount",), Cell.MONEY),
    Column("total", ("Order Total",), Cell.MONEY, required=True, filled=True),
    Column("paid", ("Payments Total",), Cell.MONEY),
    Column("refunds", ("Refunds Total",), Cell.MONEY),
    Column("manual", ("Manual Refunds Total",), Cell.MONEY),
    Column("status", ("Order Payment State",)),
)
_ORDER_MONEY = ("tax", "tip", "service", "off", "refunds", "manual")


def _orders(frame: pl.DataFrame, reading: Reading) -> Shaped:
    refuse_other_currency(frame, reading)
    frame, empty = needed_aside(frame, "moment", "total")
    frame = place_moment(frame, "moment", reading).with_columns(
        pl.col(role).fill_null(0) for role in _ORDER_MONEY
    )
    # Payments equal to the total show that the total holds the tip already.
    tip_inside = (pl.col("tip") != 0) & (pl.col("paid") == pl.col("total"))
    tip = pl.when(tip_inside).then("tip").otherwise(0)
    # Money given back without an order of its own makes a return.
    bare = (pl.col("total") == 0) & (pl.col("manual") != 0)
    net = pl.col("total") - pl.col("tax") - pl.col("service") - tip
    frame = frame.with_columns(
        part=bare,
        net=pl.when(bare).then(-pl.col("manual").abs()).otherwise(net),
        discount=pl.col("off").abs(),
        back=pl.when(bare).then(0).otherwise(pl.col("refunds").abs() + pl.col("manual").abs()),
    ).with_columns(*_state(), gross=pl.col("net") + pl.col("discount"))
    return Shaped(as_lines(_refunded(frame), reading), empty)


def _refunded(frame: pl.DataFrame) -> pl.DataFrame:
    """Part what was given back into goods and tax; what is left of the tax stays."""
    net, tax = pl.col("net"), pl.col("tax").fill_null(0)
    goods = pl.min_horizontal(part_of(pl.col("back"), net, net + tax), net).clip(lower_bound=0)
    frame = frame.with_columns(refunded=goods)
    tax_back = pl.min_horizontal(pl.col("back") - pl.col("refunded"), tax).clip(lower_bound=0)
    return frame.with_columns(tax=tax - tax_back)


def _state() -> tuple[pl.Expr, ...]:
    return state(says("status", _FINAL), says("status", _UNDECIDED))


_ITEMS = (
    Column("receipt", ("Order ID",), required=True, filled=True),
    Column("moment", ("Line Item Date",), Cell.MOMENT, required=True, filled=True),
    Column("cashier", ("Order Employee Name",)),
    Column("sku", ("Item SKU",)),
    Column("barcode", ("Item Product Code",)),
    Column("item", ("Item Name",), required=True),
    Column("currency", ("Currency",)),
    Column("quantity", ("Per Unit Quantity",), Cell.QUANTITY),
    Column("revenue", ("Item Revenue",), Cell.MONEY),
    Column("modifiers", ("Modifiers Revenue",), Cell.MONEY),
    Column("listed", ("Total Revenue",), Cell.MONEY),
    Column("line_off", ("Total Discount",), Cell.MONEY),
    Column("order_off", ("Order Discount Proportion",), Cell.MONEY),
    Column("net", ("Item Total",), Cell.MONEY, required=True, filled=True),
    Column("tax", ("Tax Amount",), Cell.MONEY),
    Column("with_tax", ("Item Total with Tax/Fee Amount",), Cell.MONEY),
    Column("given_back", ("Refunded",), Cell.BOOL),
    Column("exchanged", ("Exchanged",), Cell.BOOL),
    Column("status", ("Order Payment State",)),
    Column("is_service", ("Service Charge",), Cell.BOOL),
)


def _line_items(frame: pl.DataFrame, reading: Reading) -> Shaped:
    refuse_other_currency(frame, reading)
    rows = len(frame)
    frame, empty = needed_aside(frame, "moment", "net")
    own = pl.col("revenue").fill_null(0) + pl.col("modifiers").fill_null(0)
    off = pl.col("line_off").fill_null(0) + pl.col("order_off").fill_null(0)
    frame, problems = lines_aside(
        frame.with_columns(pl.coalesce("listed", own).alias("listed")),
        parts=pl.col("listed") - off.abs(),
        stated=pl.col("net"),
        role="net",
        digits=reading.digits,
    )
    frame = _tips_apart(place_moment(frame, "moment", reading))
    tax = pl.col("tax").fill_null(0)
    inside = (tax != 0) & (pl.col("with_tax") == pl.col("net"))
    back = (pl.col("given_back") | pl.col("exchanged")).fill_null(value=False)
    frame = frame.with_columns(
        *_state(),
        quantity=pl.col("quantity").fill_null(1000),
        sku=pl.coalesce("sku", "barcode"),
        gift=gift_by_name(frame, "item"),
        discount=pl.col("listed") - pl.col("net"),
        net=pl.col("net") - pl.when(inside).then(tax).otherwise(0),
    )
    frame = frame.with_columns(
        gross=pl.col("net") + pl.col("discount"),
        refunded=pl.when(back).then(pl.col("net").clip(lower_bound=0)).otherwise(0),
        tax=pl.when(back).then(0).otherwise(tax),
    )
    problems += empty
    return Shaped(as_lines(frame, reading), problems, rows - len(frame) - len(problems))


def _tips_apart(frame: pl.DataFrame) -> pl.DataFrame:
    """Turn a service charge, which stands among the goods, into the order's tip."""
    charge = pl.col("is_service").fill_null(value=False)
    frame = documents(frame, "receipt").with_columns(
        tip=doc_sum(pl.when(charge).then("net")),
        alone=~doc_any(~charge),
    )
    amounts = ("net", "listed", "tax", "with_tax", "quantity")
    kept = frame.filter(~charge | (pl.col("alone") & (pl.col("place") == pl.col("doc"))))
    return kept.with_columns(
        *(pl.when("alone").then(0).otherwise(role).alias(role) for role in amounts),
        item=pl.when(~pl.col("alone")).then("item"),
    )


_PAYMENTS = (
    Column("receipt", ("Order ID",), required=True, filled=True),
    Column("order_moment", ("Order Date",), Cell.MOMENT),
    Column("payment_moment", ("Payment Date",), Cell.MOMENT, required=True),
    Column("cashier", ("Order Employee Name", "Payment Employee Name")),
    Column("register", ("Device",)),
    Column("currency", ("Currency",)),
    Column("amount", ("Amount",), Cell.MONEY, required=True, filled=True),
    Column("tax", ("Tax Amount",), Cell.MONEY),
    Column("tip", ("Tip Amount",), Cell.MONEY),
    Column("service", ("Service Charge Amount",), Cell.MONEY),
    Column("back", ("Refund Amount",), Cell.MONEY),
    Column("result", ("Result",)),
)


def _payments(frame: pl.DataFrame, reading: Reading) -> Shaped:
    refuse_other_currency(frame, reading)
    rows = len(frame)
    failed = pl.col("result").str.contains(r"(?i)fail|declin|void|cancel|error")
    frame = frame.filter(~failed.fill_null(value=False)).with_columns(
        pl.coalesce(f"order_moment{tail}", f"payment_moment{tail}").alias(f"moment{tail}")
        for tail in ("", "_offset", "_timed")
    )
    frame, empty = needed_aside(frame, "amount")
    frame, undated = undated_aside(place_moment(frame, "moment", reading), "payment_moment")
    undated += empty
    passed = rows - len(frame) - len(undated)
    frame = documents(frame, "receipt").with_columns(
        doc_sum(pl.col(role)).alias(role) for role in ("amount", "tax", "tip", "service", "back")
    )
    passed += len(frame)
    frame = frame.filter(pl.col("place") == pl.col("doc"))
    passed -= len(frame)
    net = pl.col("amount") - pl.col("tax") - pl.col("service")
    frame = frame.with_columns(net=net, gross=net, back=pl.col("back").abs())
    return Shaped(as_lines(_refunded(frame), reading), undated, passed)


ORDERS = Dialect(
    key="clover-orders",
    family="clover",
    title="Clover, orders",
    kind="sales",
    columns=_ORDERS,
    shape=_orders,
    must=("Order ID", "Order Total", "Payments Total", "Order Payment State"),
    receipt="receipt",
)
LINE_ITEMS = Dialect(
    key="clover-items",
    family="clover",
    title="Clover, line items",
    kind="sales",
    columns=_ITEMS,
    shape=_line_items,
    must=("Line Item Date", "Item Revenue", "Order ID"),
    receipt="receipt",
)
PAYMENTS = Dialect(
    key="clover-payments",
    family="clover",
    title="Clover, payments",
    kind="sales",
    columns=_PAYMENTS,
    shape=_payments,
    must=("Payment ID", "Order ID", "# Refunds"),
    receipt="receipt",
)
