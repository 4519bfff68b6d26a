"""Loyverse: receipts, and receipts by item. Both describe the same documents.

A refund is a receipt of its own; its amounts are written with either sign and are always
counted as given back. Cancelled receipts stay in the file with full amounts. Customers are
recognised by the e-mail address or phone number in the one cell `Customer contacts`.
"""

import polars as pl

from retailcrm.importers.chunks import Reading
from retailcrm.importers.contacts import read_phones
from retailcrm.importers.dialect import Cell, Column, Dialect, Shaped
from retailcrm.importers.dialects.checks import (
    Problems,
    lines_aside,
    needed_aside,
    set_aside,
)
from retailcrm.importers.dialects.frames import as_lines, matching
from retailcrm.importers.dialects.gifts import is_gift, untaxed
from retailcrm.importers.dialects.goods import with_variant
from retailcrm.importers.dialects.moments import place_moment
from retailcrm.importers.dialects.people import (
    address_in,
    names,
    phone_in,
    somebody,
)
from retailcrm.importers.dialects.states import says

_REFUND = r"(?i)refund|return|erstattung|r[uü]ckgabe|rembours|reembolso|devoluci|rimborso|reso"
_CANCELLED = r"(?i)cancel|void|storn|annul|anul"

_BOTH = (
    Column("moment", ("Date",), Cell.MOMENT, required=True, filled=True),
    Column("receipt", ("Receipt number",), required=True, filled=True),
    Column("kind", ("Receipt type",), required=True, filled=True),
    Column("gross", ("Gross sales",), Cell.MONEY, required=True),
    Column("discount", ("Discounts",), Cell.MONEY),
    Column("net", ("Net sales",), Cell.MONEY, required=True, filled=True),
    Column("tax", ("Taxes",), Cell.MONEY),
    Column("cost", ("Cost of goods",), Cell.MONEY),
    Column("profit", ("Gross profit",), Cell.MONEY),
    Column("register", ("POS",)),
    Column("store", ("Store",)),
    Column("cashier", ("Cashier name",)),
    Column("customer", ("Customer name",)),
    Column("contacts", ("Customer contacts",)),
    Column("status", ("Status",)),
)
_RECEIPTS = (
    *_BOTH,
    Column("collected", ("Total collected",), Cell.MONEY, required=True),
    Column("tip", ("Tips", "Tip"), Cell.MONEY),
)
_BY_ITEM = (
    *_BOTH,
    Column("category", ("Category",)),
    Column("sku", ("SKU",)),
    Column("name", ("Item", "Item name"), required=True),
    Column("variant", ("Variant",)),
    Column("quantity", ("Quantity",), Cell.QUANTITY, required=True),
)


def _receipts(frame: pl.DataFrame, reading: Reading) -> Shaped:
    frame, empty = needed_aside(frame, "moment", "net")
    frame, wrong = _signed(frame, ("collected", "tip"), reading)
    tip, tax = pl.col("tip").fill_null(0), pl.col("tax").fill_null(0)
    plain = pl.col("net") + tip
    # The sum paid tells whether the tax is inside.
    inside = (pl.col("collected") - plain).abs() < (pl.col("collected") - plain - tax).abs()
    frame, differing = set_aside(
        frame.with_columns(inside=inside.fill_null(value=False), doc=pl.col("row")),
        parts=plain + pl.when(inside).then(0).otherwise(tax),
        stated=pl.col("collected"),
        role="collected",
        digits=reading.digits,
    )
    frame = _common(_without_tax(frame), reading).with_columns(
        complete=pl.col("collected").is_not_null() | pl.col("voided")
    )
    return Shaped(as_lines(frame, reading), empty + wrong + differing)


def _by_item(frame: pl.DataFrame, reading: Reading) -> Shaped:
    frame, empty = needed_aside(frame, "moment", "net")
    frame, wrong = _signed(frame, ("quantity",), reading)
    # Gross profit leaves the tax out, so it tells whether the tax is inside.
    profit, tax = pl.col("net") - pl.col("cost"), pl.col("tax").fill_null(0)
    inside = (pl.col("profit") - profit + tax).abs() < (pl.col("profit") - profit).abs()
    frame = _without_tax(frame.with_columns(inside=inside.fill_null(value=False)))
    sold_card = matching(frame, "name", is_gift) | matching(frame, "category", is_gift)
    frame = _common(frame, reading).with_columns(
        item=with_variant(),
        gift=sold_card & untaxed("tax"),
        # Cancelled for good, whatever the other file says.
        complete=pl.col("voided"),
    )
    return Shaped(as_lines(frame, reading), empty + wrong)


def _signed(
    frame: pl.DataFrame, more: tuple[str, ...], reading: Reading
) -> tuple[pl.DataFrame, Problems]:
    """Write what was given back below nought, and keep rows aside that contradict themselves."""
    back = pl.col("kind").str.contains(_REFUND)
    amounts = ("gross", "discount", "net", "tax", "cost", *more)
    frame = frame.with_columns(
        pl.when(back & (pl.col(role) > 0)).then(-pl.col(role)).otherwise(role).alias(role)
        for role in amounts
    )
    frame = frame.with_columns(
        pl.col("discount").fill_null(0), pl.col("gross").fill_null(pl.col("net")), part=back
    )
    frame = frame.with_columns(
        # A refund's profit is below nought unless goods were sold under cost.
        profit=pl.when(back & ((pl.col("net") - pl.col("cost")) * pl.col("profit") < 0))
        .then(-pl.col("profit"))
        .otherwise("profit")
    )
    return lines_aside(
        frame,
        parts=pl.col("gross") - pl.col("discount"),
        stated=pl.col("net"),
        role="net",
        digits=reading.digits,
    )


def _without_tax(frame: pl.DataFrame) -> pl.DataFrame:
    net = pl.col("net") - pl.when("inside").then(pl.col("tax").fill_null(0)).otherwise(0)
    # A discount on a price with tax is kept as it was written: the list price follows.
    return frame.with_columns(net=net, gross=net + pl.col("discount"))


def _common(frame: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    name = somebody(pl.col("customer"))
    frame = place_moment(frame, "moment", reading)
    phones = read_phones(frame.select(phone_in(pl.col("contacts"))).to_series(), reading.country)
    return frame.with_columns(
        phones.values.alias("phone"),
        *names(name),
        email=address_in(pl.col("contacts")),
        voided=says("status", _CANCELLED),
    )


RECEIPTS = Dialect(
    key="loyverse-receipts",
    family="loyverse",
    title="Loyverse, receipts",
    kind="sales",
    columns=_RECEIPTS,
    shape=_receipts,
    must=("Receipt number", "Receipt type", "Total collected"),
    must_not=("Quantity",),
    receipt="receipt",
)
BY_ITEM = Dialect(
    key="loyverse-items",
    family="loyverse",
    title="Loyverse, receipts by item",
    kind="sales",
    columns=_BY_ITEM,
    shape=_by_item,
    must=("Receipt number", "Receipt type", "Quantity", "Gross sales"),
    must_not=("Total collected",),
    receipt="receipt",
)
