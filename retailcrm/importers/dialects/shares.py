"""Amounts of a document and of its lines that agree to the cent."""

import polars as pl

from retailcrm.importers.dialects.frames import doc_sum

#: More than any shop takes; what is larger adds up to nothing and is found by the checks.
_MOST = 10**15
#: Products below this need no wider numbers.
_NARROW = 2**62


def times(price: pl.Expr, quantity: pl.Expr) -> pl.Expr:
    """Multiply by a quantity in thousandths; half units away from nought."""
    return _divided(price.cast(pl.Int128) * quantity, 1000)


def whole_units(fine: pl.Expr, decimals: int) -> pl.Expr:
    """Round amounts in millionths to units of so many decimals; halves away from nought."""
    return _divided(fine, 10 ** (6 - decimals))


def _divided(amount: pl.Expr, by: int) -> pl.Expr:
    away = (2 * amount.abs() + by) // (2 * by) * amount.sign()
    return away.clip(-_MOST, _MOST).cast(pl.Int64)


def part_of(amount: pl.Expr, piece: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """Give amount x piece / whole, rounded half up to whole units; nought where whole is."""
    product = amount.cast(pl.Int128) * piece
    size = pl.when(whole == 0).then(1).otherwise(whole.abs())
    away = (2 * product.abs() + size) // (2 * size) * product.sign() * whole.sign()
    return away.clip(-_MOST, _MOST).cast(pl.Int64)


def share(frame: pl.DataFrame, name: str, *, amount: pl.Expr, weight: pl.Expr) -> pl.DataFrame:
    """Add the column `name`: each line's share of its document's amount.

    Shares are proportional to the weights, rounded by largest remainder (the earlier line
    first among equals), so that they add up to the amount exactly. Where all weights of a
    document are nought, its first line takes all.

    Args:
        frame: rows with `doc`, as `documents` leaves them.
        name: the new column.
        amount: whole units, equal on all lines of a document; null counts as nought.
        weight: whole numbers; below nought counts as nought.
    """
    work = frame.select(
        "doc",
        at=pl.int_range(pl.len()),
        sign=amount.fill_null(0).cast(pl.Int64).sign(),
        amount=amount.fill_null(0).cast(pl.Int64).abs(),
        weight=weight.fill_null(0).clip(lower_bound=0).cast(pl.Int64),
    )
    if not (work["amount"] != 0).any():
        return frame.with_columns(pl.lit(0, dtype=pl.Int64).alias(name))
    work = _rounded_down(_weighed(work))
    if (work["left"] != 0).any():
        work = work.with_columns(base=_topped_up(work))
    return frame.with_columns((work["base"] * work["sign"]).alias(name))


def _weighed(work: pl.DataFrame) -> pl.DataFrame:
    """Add the documents' `total` weight; a document without any weighs its first line."""
    work = work.with_columns(total=doc_sum(pl.col("weight")))
    bare = (pl.col("total") == 0) & (pl.col("amount") != 0)
    if not work.select(bare.any()).item():
        return work
    first = pl.col("doc") != pl.col("doc").shift(1)
    alone = first.fill_null(value=True).cast(pl.Int64)
    weight = pl.when(pl.col("total") == 0).then(alone).otherwise("weight")
    return work.with_columns(weight=weight).with_columns(total=doc_sum(pl.col("weight")))


def _rounded_down(work: pl.DataFrame) -> pl.DataFrame:
    amount = pl.col("amount")
    most = work.select(pl.col("amount").max().cast(pl.Int128) * pl.col("weight").max()).item()
    if most >= _NARROW:
        amount = amount.cast(pl.Int128)
    product = amount * pl.col("weight")
    total = pl.when(pl.col("total") == 0).then(1).otherwise("total")
    work = work.with_columns(base=(product // total).cast(pl.Int64), rest=product % total)
    left = pl.col("amount") - doc_sum(pl.col("base"))
    return work.with_columns(left=pl.when(pl.col("total") == 0).then(0).otherwise(left))


def _topped_up(work: pl.DataFrame) -> pl.Series:
    """Give the units left over to the lines with the largest remainders."""
    ordered = work.filter(pl.col("left") != 0).sort(
        "doc", "rest", "at", descending=[False, True, False]
    )
    place = pl.int_range(pl.len())
    start = (pl.col("doc") != pl.col("doc").shift(1)).fill_null(value=True)
    nth = place - pl.when(start).then(place).forward_fill()
    winners = ordered.filter(nth < pl.col("left"))["at"]
    return work["base"].scatter(winners, work["base"].gather(winners) + 1)
