"""Lightspeed X (once Vend): sales history as its web office or its command line writes it.

A sale is a row of its own with totals and customer, followed by its lines and its payments.
Amounts are unrounded; they are rounded along the receipt, so that its lines add up to what
was paid. The store stands in the file's name, or else in the register's.
"""

import re

import polars as pl

from retailcrm.importers.chunks import Reading
from retailcrm.importers.dialect import Cell, Column, Dialect, Shaped
from retailcrm.importers.dialects.checks import set_aside, undated_aside
from retailcrm.importers.dialects.frames import (
    along_doc,
    as_customers,
    as_lines,
    doc_any,
    doc_sum,
    documents,
    from_heads,
    step_in_doc,
)
from retailcrm.importers.dialects.goods import gift_by_name
from retailcrm.importers.dialects.moments import place_clock, place_moment
from retailcrm.importers.dialects.people import joined, names, somebody
from retailcrm.importers.dialects.shares import times, whole_units
from retailcrm.importers.dialects.states import says, state

_FILE_NAME = re.compile(r"_sales_history_(.+?)_f\d{4}-\d{2}-\d{2}_t\d{4}", re.IGNORECASE)
_FINAL = r"(?i)void|cancel"
_UNDECIDED = r"(?i)^(?:open|saved|pending|parked|quote|awaiting.*)$"
_COUNTER_WORDS = r"(?i)[\s\-–:]*(?:(?:register|till|pos|counter|kasse|caisse|caja|cassa)\s*)?\d*$"

_SALES = (
    Column("receipt", ("Invoice Number", "Receipt Number"), required=True, filled=True),
    Column("kind", ("Line Type",), required=True, filled=True),
    Column("moment", ("Date",), Cell.MOMENT),
    Column("date", ("Sale Date",), Cell.DATE),
    Column("time", ("Sale Time",), Cell.TIME),
    Column("card", ("Customer Code",)),
    Column("customer", ("Customer Name",)),
    Column("email", ("Customer Email",), Cell.EMAIL),
    Column("quantity", ("Quantity",), Cell.QUANTITY),
    Column("cost", ("Cost",), Cell.PRECISE),
    Column("price", ("Price", "Subtotal"), Cell.PRECISE, required=True),
    Column("tax", ("Tax", "Sales Tax"), Cell.PRECISE),
    Column("discount", ("Discount",), Cell.PRECISE),
    Column("total", ("Total",), Cell.PRECISE, required=True),
    Column("details", ("Details",)),
    Column("register", ("Register",)),
    Column("cashier", ("User",)),
    Column("status", ("Status",)),
    Column("sku", ("Product Sku", "Sku")),
)
_HEAD_TELLS = ("card", "customer", "email", "register", "cashier", "status")
_DOCUMENT_TELLS = ("date", "time", "moment", "moment_offset", "moment_timed")
_AMOUNTS = ("net", "discount", "tax", "cost")


def _sales(frame: pl.DataFrame, reading: Reading) -> Shaped:
    rows = len(frame)
    frame = _fine_amounts(_with_heads(frame))
    frame, wrong = set_aside(
        frame,
        parts=whole_units(doc_sum(pl.col("net")), reading.digits),
        stated=whole_units(pl.col("head_price"), reading.digits),
        role="price",
        digits=reading.digits,
    )
    frame = frame.filter(pl.col("is_line") | (pl.col("is_head") & ~pl.col("has_lines")))
    frame, undated = undated_aside(_dated(frame, reading), "date")
    frame = _rounded(frame, reading.digits).with_columns(*_state(), *_facts(frame, reading))
    problems = wrong + undated
    return Shaped(as_lines(frame, reading), problems, rows - len(frame) - len(problems))


def _with_heads(frame: pl.DataFrame) -> pl.DataFrame:
    """Tell heads, lines and payments apart, and write on every row what the document tells."""
    kind = pl.col("kind").str.to_lowercase()
    frame = documents(frame, "receipt").with_columns(
        is_line=kind.str.contains("line", literal=True),
        is_head=kind.is_in(("sale", "return", "refund", "exchange")),
    )
    frame = frame.with_columns(head_price=pl.when("is_head").then("price"))
    tells = (*_HEAD_TELLS, *_DOCUMENT_TELLS, "head_price")
    return from_heads(frame, pl.col("is_head"), tells).with_columns(
        has_lines=doc_any(pl.col("is_line"))
    )


def _fine_amounts(frame: pl.DataFrame) -> pl.DataFrame:
    """Give `net`, `discount`, `tax` and `cost` of each line in millionths.

    The command line writes prices of one piece. The web office's subtotals may be of one or
    of all: what adds up to the head of the sale decides.
    """
    count = pl.col("quantity").fill_null(1000)
    by_piece = times(pl.col("price"), count)
    line = pl.col("is_line")
    of_pieces = (doc_sum(pl.when(line).then(by_piece)) - pl.col("head_price")).abs()
    of_lines = (doc_sum(pl.when(line).then("price")) - pl.col("head_price")).abs()
    frame = frame.with_columns(
        quantity=count, each=line & ~(of_lines < of_pieces).fill_null(value=False)
    )
    goods = line | (pl.col("is_head") & ~pl.col("has_lines"))
    return frame.with_columns(
        pl.when(goods & pl.col("each"))
        .then(times(pl.col(role), count))
        .when(goods)
        .then(role)
        .fill_null(0)
        .alias(name)
        for role, name in (("price", "net"), *((role, role) for role in ("discount", "tax")))
    ).with_columns(cost=pl.when("each").then(times(pl.col("cost"), count)).otherwise("cost"))


def _rounded(frame: pl.DataFrame, digits: int) -> pl.DataFrame:
    """Round along the document, so that the lines add up to the rounded sum."""
    frame = frame.with_columns(
        whole_units(along_doc(pl.col(role)), digits).alias(f"{role}_so_far") for role in _AMOUNTS
    )
    frame = frame.with_columns(
        pl.when(pl.col(role).is_not_null()).then(step_in_doc(pl.col(f"{role}_so_far"))).alias(role)
        for role in _AMOUNTS
    )
    return frame.with_columns(gross=pl.col("net") + pl.col("discount"))


def _dated(frame: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    if frame["date"].is_not_null().any():
        return place_clock(frame, "date", "time", reading)
    return place_moment(frame, "moment", reading)


def _state() -> tuple[pl.Expr, ...]:
    final, undecided = says("status", _FINAL), says("status", _UNDECIDED)
    net, count = (doc_sum(pl.col(role)) for role in ("net", "quantity"))
    back = (net < 0) | ((net == 0) & (count < 0))
    return (
        *state(final, undecided, stated=pl.col("head_price").is_not_null()),
        back.cast(pl.Int8).alias("part"),
    )


def _facts(frame: pl.DataFrame, reading: Reading) -> tuple[pl.Expr, ...]:
    name = somebody(pl.col("customer"))
    item = pl.col("details").str.replace(" / ", " - ", literal=True)
    by_name = gift_by_name(frame, "details")
    by_sku = says("sku", r"(?i)^gift[-_ ]?card")
    return (
        somebody(pl.col("card")).alias("card"),
        *names(name),
        pl.when("is_line").then(item).alias("item"),
        ((by_name | by_sku) & pl.col("is_line")).alias("gift"),
        _store(reading).alias("store"),
    )


def _store(reading: Reading) -> pl.Expr:
    if found := _FILE_NAME.search(reading.name):
        return pl.lit(found.group(1).strip())
    if reading.store is not None:
        return pl.lit(reading.store)
    known = pl.when(~pl.col("register").str.starts_with("<")).then("register")
    name = known.str.replace(r"(?i)\s*\(deleted\)\s*$", "").str.replace(_COUNTER_WORDS, "")
    return pl.when(name != "").then(name)


_CUSTOMERS = (
    Column("till_id", ("id",), required=True),
    Column("card", ("customer_code",), required=True),
    Column("first_name", ("first_name",)),
    Column("last_name", ("last_name",)),
    Column("email", ("email",), Cell.EMAIL),
    Column("mobile", ("mobile",), Cell.PHONE),
    Column("landline", ("phone",), Cell.PHONE),
    Column("company", ("company_name",)),
    Column("street_1", ("physical_address1",)),
    Column("street_2", ("physical_address2",)),
    Column("suburb", ("physical_suburb",)),
    Column("town", ("physical_city",)),
    Column("region", ("physical_state",)),
    Column("postcode", ("physical_postcode",)),
    Column("country", ("physical_country_id", "postal_country_id")),
    Column("birthday", ("date_of_birth",), Cell.BIRTHDAY),
    Column("note", ("note",)),
    Column("tags", ("customer_group",)),
    Column("refuses", ("do_not_email",), Cell.BOOL),
    Column("joined", ("created_at",), Cell.DATE),
    Column("opening_points", ("loyalty_balance",), Cell.MONEY),
)


def _customers(frame: pl.DataFrame, reading: Reading) -> Shaped:
    """Loyalty money is taken over as points of one cent, so that nothing is lost."""
    del reading
    frame = frame.with_columns(
        card=somebody(pl.col("card")),
        phone=pl.coalesce("mobile", "landline"),
        street=joined(pl.col("street_1"), pl.col("street_2")),
        city=pl.coalesce("town", "suburb"),
        email_consent=~pl.col("refuses"),
    )
    return Shaped(as_customers(frame))


SALES = Dialect(
    key="lightspeed-sales",
    family="lightspeed",
    title="Lightspeed X, sales history",
    kind="sales",
    columns=_SALES,
    shape=_sales,
    must=("Line Type", "Paid", "Total"),
    receipt="receipt",
    whole=True,
)
CUSTOMERS = Dialect(
    key="lightspeed-customers",
    family="lightspeed",
    title="Lightspeed X, customers",
    kind="customers",
    columns=_CUSTOMERS,
    shape=_customers,
    must=("customer_code", "loyalty_balance"),
    must_not=("Line Type",),
)
