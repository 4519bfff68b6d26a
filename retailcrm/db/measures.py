"""What receipt lines add to the sums kept beside them.

One place turns lines into measures, so that an import, an undo, a correction and a full
rebuild can only agree.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import Connection

from retailcrm.db.bulk import add, drop_empty, table_of
from retailcrm.models.summaries import (
    CategoryMonth,
    CustomerCategory,
    CustomerDay,
    ProductMonth,
    StoreDay,
)

RETURN = 1
#: each summary, and what must come to nothing for a row of it to go
SUMMARIES: tuple[tuple[type, str], ...] = (
    (StoreDay, "receipts + returns + voided"),
    (CustomerDay, "receipts + returns"),
    (ProductMonth, "lines"),
    (CustomerCategory, "lines"),
    (CategoryMonth, "lines"),
)
_GOODS = ~pl.col("gift")
_NET = pl.col("gross") - pl.col("discount")


def priced(lines: pl.DataFrame) -> pl.DataFrame:
    """Add to lines (quantity, gross, discount, cost, refunded, gift) what remains of them.

    A refund folded into its sale takes the same share of list amount, discount and cost
    with it. Gift cards and deposits are no goods: every measure of theirs is nothing.
    """
    zero = pl.lit(0, pl.Int64)
    back = (
        pl.when(_GOODS & (pl.col("refunded") != 0) & (_NET != 0))
        .then(_share("gross"))
        .otherwise(zero)
    )
    cost_back = (
        pl.when((pl.col("refunded") != 0) & (_NET != 0)).then(_share("cost")).otherwise(zero)
    )
    lines = lines.with_columns(
        net=pl.when(_GOODS).then(_NET).otherwise(zero),
        list_back=back,
    )
    return lines.with_columns(
        net_after=pl.col("net") - pl.col("refunded"),
        list_after=pl.when(_GOODS).then(pl.col("gross") - pl.col("list_back")).otherwise(zero),
        cost_after=pl.when(_GOODS).then(pl.col("cost").fill_null(0) - cost_back).otherwise(zero),
        uncosted=_GOODS & pl.col("cost").is_null(),
        returned_list=pl.when(_GOODS & (pl.col("gross") < 0))
        .then(-pl.col("gross"))
        .otherwise(pl.col("list_back")),
        returns_value=pl.when(pl.col("net") < 0).then(-pl.col("net")).otherwise(pl.col("refunded")),
        discounts=pl.when(_GOODS & (pl.col("gross") >= 0)).then(pl.col("discount")).otherwise(zero),
    )


def _share(name: str) -> pl.Expr:
    """Give the part of `name` that went back, rounded half up in whole minor units."""
    net, value, refunded = _NET, pl.col(name).fill_null(0), pl.col("refunded")
    twice = 2 * value * refunded + net
    return pl.when(net != 0).then(twice.floordiv(2 * pl.when(net == 0).then(1).otherwise(net)))


def receipt_sums(priced_lines: pl.DataFrame, key: str) -> pl.DataFrame:
    """Add priced lines up by receipt; the lines of a receipt stand together."""
    keys = priced_lines[key].to_numpy()
    if not keys.size:
        return pl.DataFrame(schema={key: pl.Int64, **dict.fromkeys(_SUMS, pl.Int64)})
    starts = receipt_starts(keys)
    goods = ~priced_lines["gift"].to_numpy()
    uncosted = priced_lines["uncosted"].to_numpy()

    def amount(name: str) -> NDArray[np.int64]:
        return priced_lines[name].to_numpy()

    def total(values: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.add.reduceat(values, starts)

    quantity = amount("quantity")
    return pl.DataFrame(
        {
            key: keys[starts],
            "lines": np.diff(starts, append=keys.size),
            "gross": total(amount("gross") * goods),
            "discount": total(amount("discount") * goods),
            "gift": total(amount("gross") * ~goods),
            "least": np.minimum.reduceat(quantity, starts),
            "most": np.maximum.reduceat(quantity, starts),
            "list_uncosted": total(amount("list_after") * uncosted),
            "net_uncosted": total(amount("net_after") * uncosted),
            **{name: total(amount(name)) for name in _PLAIN_SUMS},
        }
    )


def receipt_starts(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give where each receipt's lines start."""
    return np.flatnonzero(np.diff(keys, prepend=keys[:1] - 1))


_PLAIN_SUMS = (
    "tax", "refunded", "net", "net_after", "list_after", "cost_after", "returned_list",
    "returns_value", "discounts",
)  # fmt: skip
_SUMS = (
    "lines", "gross", "discount", "gift", "least", "most", "list_uncosted", "net_uncosted",
    *_PLAIN_SUMS,
)  # fmt: skip


class Sums:
    """Measures waiting to be written: five kinds of frames, added up before they go."""

    def __init__(self) -> None:
        self.frames: tuple[list[pl.DataFrame], ...] = ([], [], [], [], [])
        self._taken: tuple[list[pl.DataFrame], ...] = ([], [], [], [], [])
        self.rows = 0

    def take(self, receipts: pl.DataFrame, lines: pl.DataFrame, sign: int = 1) -> None:
        """Take receipts in (or with sign -1 back out).

        Args:
            receipts: rx, store_id, customer_id, day, channel, voided, kind, tip and the
                columns of `receipt_sums`.
            lines: priced lines with rx, product_id and category_id.
            sign: 1 or -1.
        """
        counted = receipts.filter(pl.col("voided") == 0)
        self._keep(0, _by_store_day(receipts), 4, sign)
        named = counted.filter(pl.col("customer_id").is_not_null())
        self._keep(1, _by_customer_day(named), 2, sign)
        goods = lines.filter(_GOODS & pl.col("product_id").is_not_null()).join(
            counted.select("rx", "store_id", "customer_id", "month"), on="rx"
        )
        self._keep(2, _by_month(goods, "product_id"), 3, sign)
        self._keep(4, _by_month(goods, "category_id"), 3, sign)
        self._keep(3, _by_customer_category(goods), 2, sign)

    def flush(self, connection: Connection) -> None:
        """Write what has gathered; rows that come to nothing are no rows."""
        for (model, counts), frames, taken in zip(SUMMARIES, self.frames, self._taken, strict=True):
            if not frames:
                continue
            keys = [column.name for column in table_of(model).primary_key]
            total = pl.concat(frames).group_by(keys).sum()
            measures = [name for name in total.columns if name not in keys]
            moving = pl.any_horizontal(pl.col(name) != 0 for name in measures)
            add(connection, model, total.filter(moving))
            if taken:
                drop_empty(connection, model, pl.concat(taken).unique(), counts)
            frames.clear()
            taken.clear()
        self.rows = 0

    def _keep(self, kind: int, frame: pl.DataFrame, keys: int, sign: int) -> None:
        self.rows += frame.height
        if sign > 0:
            self.frames[kind].append(frame)
            return
        self._taken[kind].append(frame.select(frame.columns[:keys]))
        self.frames[kind].append(frame.with_columns(-pl.col(name) for name in frame.columns[keys:]))


def _count(condition: pl.Expr) -> pl.Expr:
    return condition.cast(pl.Int64).sum()


def _by_customer_day(receipts: pl.DataFrame) -> pl.DataFrame:
    sale = pl.col("kind") != RETURN
    return receipts.group_by("customer_id", "day").agg(
        receipts=_count(sale),
        returns=_count(~sale),
        sales_with_value=_count(sale & (pl.col("net") > 0)),
        net=pl.col("net_after").sum(),
        list_amount=pl.col("list_after").sum(),
        discount=(pl.col("list_after") - pl.col("net_after")).sum(),
        cost=pl.col("cost_after").sum(),
        list_uncosted=pl.col("list_uncosted").sum(),
        returned_list=pl.col("returned_list").sum(),
    )


def _by_store_day(receipts: pl.DataFrame) -> pl.DataFrame:
    counts = pl.col("voided") == 0
    sale = pl.col("kind") != RETURN

    def amount(name: str) -> pl.Expr:
        return pl.col(name).filter(counts).sum()

    return (
        receipts.with_columns(known=pl.col("customer_id").is_not_null().cast(pl.Int64))
        .group_by("day", "store_id", "channel", "known")
        .agg(
            receipts=_count(counts & sale),
            returns=_count(counts & ~sale),
            voided=_count(~counts),
            lines=amount("lines"),
            net=amount("net_after"),
            discounts=amount("discounts"),
            returns_value=amount("returns_value"),
            tax=amount("tax"),
            gift=amount("gift"),
            tip=amount("tip"),
            cost=amount("cost_after"),
            list_uncosted=amount("list_uncosted"),
            net_uncosted=amount("net_uncosted"),
        )
    )


def _by_month(goods: pl.DataFrame, what: str) -> pl.DataFrame:
    return goods.group_by("month", "store_id", what).agg(
        lines=pl.len().cast(pl.Int64),
        quantity=pl.col("quantity").sum(),
        net=pl.col("net_after").sum(),
        discounts=pl.col("discounts").sum(),
        returns_value=pl.col("returns_value").sum(),
        cost=pl.col("cost_after").sum(),
        list_uncosted=pl.col("list_after").filter(pl.col("uncosted")).sum(),
    )


def _by_customer_category(goods: pl.DataFrame) -> pl.DataFrame:
    return (
        goods.filter(pl.col("customer_id").is_not_null())
        .group_by("customer_id", "category_id")
        .agg(lines=pl.len().cast(pl.Int64), net=pl.col("net_after").sum())
    )
