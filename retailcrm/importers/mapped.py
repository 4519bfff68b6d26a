"""Files of no known till, read by a mapping of roles to headings: sales."""

import re
from collections.abc import Mapping

import polars as pl

from retailcrm.core.words import say
from retailcrm.core.written import NOTHING
from retailcrm.importers.cells import TYPES
from retailcrm.importers.chunks import Reading
from retailcrm.importers.clocks import read_offset
from retailcrm.importers.contacts import read_phones
from retailcrm.importers.dialect import Column, Dialect, Shaped
from retailcrm.importers.dialects.checks import refuse_other_currency
from retailcrm.importers.dialects.frames import matching
from retailcrm.importers.dialects.gifts import is_gift
from retailcrm.importers.dialects.moments import place_moment
from retailcrm.importers.dialects.people import (
    address_in,
    first_name,
    last_name,
    phone_in,
    somebody,
)
from retailcrm.importers.dialects.shares import times, whole_units
from retailcrm.importers.meanings import Meaning, channels, meanings
from retailcrm.importers.roles import SALES, SALES_ROLES, Role, plain, roles_of
from retailcrm.importers.unreadable import Unreadable, by_value

KEY, FAMILY = "mapped", "file"
_DAY = 86_400
_TOTAL = re.compile(r"total|collected|paid|gesamt|summe|brutto|ttc|totale")
_ONCE = (
    "date moment time store register cashier channel kind status card till_id email phone "
    "contact name first_name last_name coupon tip original utc_offset currency"
)


def mapped_sales(columns: Mapping[str, str], *, fill: bool, by_person: bool) -> Dialect:
    """Declare a file of sales by its mapping.

    Args:
        columns: role to heading.
        fill: receipt-wide cells stand only on a receipt's first row.
        by_person: somebody matched the columns, now or for an earlier file.
    """
    filled = {"receipt", "date", "moment"} | ({"item"} if fill else set())
    return Dialect(
        key=KEY,
        family=FAMILY,
        title=(
            say("Sales, columns matched by you")
            if by_person
            else say("Sales, columns matched by their names")
        ),
        kind=SALES,
        columns=tuple(
            _column(role, columns, filled) for role in SALES_ROLES if role.key in columns
        ),
        shape=lambda frame, reading: _sales(frame, reading, columns),
        must=(),
        by_person=by_person,
        receipt="receipt" if "receipt" in columns else "",
        fill_down=("receipt", *_ONCE.split()) if fill else (),
    )


def _column(role: Role, columns: Mapping[str, str], filled: set[str]) -> Column:
    return Column(
        role.key, (columns[role.key],), role.cell, required=True, filled=role.key in filled
    )


def with_all_roles(frame: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Add the roles that the mapping leaves out, as empty columns."""
    missing = {
        role.key: TYPES[role.cell] for role in roles_of(kind) if role.key not in frame.columns
    }
    if "moment" in missing:
        missing |= {"moment_offset": pl.Int32(), "moment_timed": pl.Boolean()}
    return frame.with_columns(
        pl.lit(None, dtype=dtype).alias(key) for key, dtype in missing.items()
    )


def _sales(frame: pl.DataFrame, reading: Reading, columns: Mapping[str, str]) -> Shaped:
    has_moment = "moment" in columns
    frame = with_all_roles(frame, SALES)
    refuse_other_currency(frame, reading)
    frame = _with_meanings(frame, columns)
    goods = frame.filter(pl.col("kind_means") != Meaning.MONEY.value)
    passed = len(frame) - len(goods)
    goods, problems = _timed(goods, has_moment=has_moment)
    inside = pl.col("tip") if _holds_tip(columns) else pl.lit(0)
    goods = goods.with_columns(tip_inside=inside.fill_null(0).abs())
    goods = _amounts(place_moment(goods, "moment", reading), reading)
    lost = goods.filter(pl.col("net").is_null())["row"].to_list()
    reason = say("No amount stands in this row")
    problems.extend((row, _amount_role(columns), reason) for row in lost)
    goods = goods.filter(pl.col("net").is_not_null())
    if "receipt_day" in columns:
        date = pl.from_epoch("day", "d").dt.strftime("%Y-%m-%d")
        goods = goods.with_columns(receipt=pl.concat_str(date, "receipt", separator=" "))
    if "receipt" not in columns:
        untimed = goods.filter(~pl.col("moment_timed"))["row"].to_list()
        reason = say("Neither a receipt number nor a time stands in this row")
        problems.extend((row, "moment", reason) for row in untimed)
        goods = goods.filter("moment_timed").with_columns(_number_from_time(columns))
    return Shaped(_people(_what(goods, columns), reading), tuple(problems), passed)


def _with_meanings(frame: pl.DataFrame, columns: Mapping[str, str]) -> pl.DataFrame:
    return frame.with_columns(
        meanings(frame[role], columns.get(role, "")).alias(f"{role}_means")
        for role in ("kind", "status", "line_type")
    )


def _timed(
    frame: pl.DataFrame, *, has_moment: bool
) -> tuple[pl.DataFrame, list[tuple[int, str, str]]]:
    """Bring date, time and offset into one moment; rows with a wrong offset are kept aside."""
    if not has_moment:
        frame = frame.with_columns(
            moment=pl.col("date").cast(pl.Int64) * _DAY
            + pl.col("time").fill_null(0).cast(pl.Int64),
            moment_timed=pl.col("time").is_not_null(),
        )
    offsets = by_value(frame["utc_offset"], _offset, pl.Int32())
    frame = frame.with_columns(moment_offset=pl.coalesce("moment_offset", offsets.values))
    rows = frame["row"]
    problems = [(int(rows[at]), "utc_offset", reason) for at, reason in offsets.bad]
    return frame.filter(~pl.col("row").is_in([row for row, _, _ in problems])), problems


def _offset(text: str) -> int | None:
    cell = text.strip()
    if cell.lower() in NOTHING:
        return None
    try:
        return read_offset(cell)
    except Unreadable:
        # A spreadsheet turns -0400 into -400.
        sign, digits = ("-", cell[1:]) if cell.startswith("-") else ("+", cell.lstrip("+"))
        return read_offset(f"{sign}{digits.zfill(4)}")


def _number_from_time(columns: Mapping[str, str]) -> pl.Expr:
    """Number receipts that have no number by when and where they were, and for whom."""
    local = pl.from_epoch("moment", "s").dt.strftime("%Y-%m-%d %H:%M:%S")
    further = [pl.col(role) for role in ("store", "register", "card", "email") if role in columns]
    return pl.concat_str(local, *further, separator=" ", ignore_nulls=True).alias("receipt")


def _amounts(frame: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """Complete quantity, gross, discount, net, tax and cost, negative on returned goods."""
    back = _is_return()
    count = pl.coalesce("quantity", pl.lit(1000, dtype=pl.Int64))
    listed = whole_units(times(pl.col("unit_price"), count.abs()), reading.digits)
    frame = frame.with_columns(
        listed=listed, count=count, tax_told=pl.col("tax").fill_null(0).abs()
    )
    known = pl.coalesce("net", "total", "gross", "quantity", "unit_price").fill_null(0)
    sign = pl.when(back | (known < 0)).then(-1).otherwise(1)
    less = pl.col("discount").fill_null(0).abs()
    net = pl.coalesce(
        pl.col("net").abs(),
        pl.col("gross").abs() - pl.col("discount").abs(),
        pl.col("total").abs() - pl.col("tax_told") - pl.col("tip_inside"),
        pl.coalesce(pl.col("gross").abs(), "listed") - less,
    )
    frame = frame.with_columns(sign=sign, less=less, bare=net)
    each = pl.coalesce(
        pl.col("cost").abs(),
        whole_units(times(pl.col("unit_cost"), count.abs()), reading.digits).abs(),
    )
    gross = pl.coalesce(pl.col("gross").abs(), pl.col("bare") + pl.col("less"))
    return frame.with_columns(
        quantity=pl.col("count").abs() * pl.col("sign"),
        net=pl.col("bare") * pl.col("sign"),
        gross=gross * pl.col("sign"),
        discount=(gross - pl.col("bare")) * pl.col("sign"),
        tax=pl.col("tax_told") * pl.col("sign"),
        cost=each * pl.col("sign"),
    )


def _is_return() -> pl.Expr:
    return (pl.col("kind_means") == Meaning.RETURN.value) | (
        pl.col("line_type_means") == Meaning.RETURN.value
    )


def _holds_tip(columns: Mapping[str, str]) -> bool:
    """Say whether the amount with tax holds the tip too: a total does, an amount does not."""
    return bool(_TOTAL.search(plain(columns.get("total", ""))))


def _amount_role(columns: Mapping[str, str]) -> str:
    return next((role for role in ("net", "total", "unit_price", "gross") if role in columns), "")


def _what(frame: pl.DataFrame, columns: Mapping[str, str]) -> pl.DataFrame:
    voided = (pl.col("kind_means") == Meaning.VOID.value) | (
        pl.col("status_means") == Meaning.VOID.value
    )
    gift = (pl.col("line_type_means") == Meaning.GIFT.value) | (
        pl.col("kind_means") == Meaning.GIFT.value
    )
    # A taxed line is goods, whatever its name.
    named = matching(frame, "item", is_gift) & (pl.col("tax") == 0)
    taken_back = (pl.col("status_means") == Meaning.RETURN.value) & ~_is_return()
    frame = frame.with_columns(
        part=_is_return().cast(pl.Int8),
        voided=voided,
        gift=gift | named,
        refunded=pl.when(taken_back & (pl.col("net") > 0)).then("net").otherwise(0),
        channel=channels(pl.col("channel")),
        coupon=pl.col("coupon").str.replace_all(r"\s*[,;|]\s*", " "),
    )
    if "original" in columns and "receipt_day" not in columns:
        frame = frame.with_columns(link=pl.coalesce("original", "receipt"))
    return frame


def _people(frame: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    names = ["row", "receipt", "part", "voided", "day", "at", "store", "register", "cashier"]
    names += ["channel", "coupon", "sku", "item", "category", "quantity", "gross", "discount"]
    names += ["net", "tax", "cost", "refunded", "gift", "tip"]
    names += ["link"] if "link" in frame.columns else []
    return people(frame, reading, names)


def people(frame: pl.DataFrame, reading: Reading, names: list[str]) -> pl.DataFrame:
    """Add who it was to the columns `names`: one e-mail, one phone, first and last name."""
    phones = read_phones(frame.select(phone_in(pl.col("contact"))).to_series(), reading.country)
    full = somebody(pl.col("name"))
    turned = full.str.replace(r"^([^,]+),\s*(.+)$", "${2} ${1}")
    who = frame.with_columns(phones.values.alias("contact_phone"))
    return who.select(
        *names,
        _known("till_id"),
        _known("card"),
        pl.coalesce("email", address_in(pl.col("contact"))).alias("email"),
        pl.coalesce("phone", "contact_phone").alias("phone"),
        pl.coalesce("first_name", first_name(turned)).alias("first_name"),
        pl.coalesce("last_name", last_name(turned)).alias("last_name"),
    )


def _known(role: str) -> pl.Expr:
    """Leave out what tills write where there is no customer."""
    text = pl.col(role)
    nobody = text.str.to_lowercase().is_in(list(NOTHING)) | text.str.contains(r"^0+$")
    return pl.when(~nobody).then(somebody(text)).alias(role)
