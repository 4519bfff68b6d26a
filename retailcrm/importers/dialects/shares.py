"""Amounts of a document and of its lines that agree to the cent."""

import polars as pl

#: More than any shop takes; what is larger adds up to nothing and is found by the checks.
_MOST = 10**15


def times(price: pl.Expr, quantity: pl.Expr) -> pl.Expr:
    """Multiply by a quantity in thousandths; half units away from nought."""
    return _divided(price.cast(pl.Int128) * quantity, 1000)


def whole_units(fine: pl.Expr, decimals: int) -> pl.Expr:
    """Round amounts in millionths to units of so many decimals; halves away from nought."""
    return _divided(fine.cast(pl.Int128), 10 ** (6 - decimals))


def _divided(amount: pl.Expr, by: int) -> pl.Expr:
    away = (2 * amount.abs() + by) // (2 * by) * amount.sign()
    return away.clip(-_MOST, _MOST).cast(pl.Int64)


def part_of(amount: pl.Expr, piece: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """Give amount x piece / whole, rounded half up to whole units; nought where whole is."""
    product = amount.cast(pl.Int128) * piece
    size = whole.abs()
    half_up = (2 * product.abs() + size) // (2 * size)
    signed = half_up * product.sign() * whole.sign()
    found = pl.when(whole != 0).then(signed).otherwise(0)
    return found.clip(-_MOST, _MOST).cast(pl.Int64)


def share(frame: pl.DataFrame, name: str, *, amount: pl.Expr, weight: pl.Expr) -> pl.DataFrame:
    """Add the column `name`: each line's share of its document's amount.

    Shares are proportional to the weights, rounded by largest remainder (the earlier line
    first among equals), so that they add up to the amount exactly. Where all weights of a
    document are nought, its first line takes all.

    Args:
        frame: rows with `doc`.
        name: the new column.
        amount: whole units, equal on all lines of a document; null counts as nought.
        weight: whole numbers; below nought counts as nought.
    """
    work = frame.select(
        "doc",
        at=pl.int_range(pl.len()),
        amount=amount.fill_null(0).cast(pl.Int64),
        weight=weight.fill_null(0).clip(lower_bound=0).cast(pl.Int64),
    )
    if not (work["amount"] != 0).any():
        return frame.with_columns(pl.lit(0, dtype=pl.Int64).alias(name))
    busy = _shares(work.filter(pl.col("amount") != 0))
    shares = work.select("at").join(busy, on="at", how="left", maintain_order="left")
    return frame.with_columns(shares["share"].fill_null(0).alias(name))


def _shares(work: pl.DataFrame) -> pl.DataFrame:
    """Share out the documents that have something to share: columns `at` and `share`."""
    first = pl.col("at") == pl.col("at").min().over("doc")
    total = pl.col("weight").sum().over("doc")
    work = work.with_columns(
        weight=pl.when(total == 0).then(first.cast(pl.Int64)).otherwise("weight"),
        sign=pl.col("amount").sign(),
        amount=pl.col("amount").abs(),
    ).with_columns(total=pl.col("weight").sum().over("doc"))
    # A cent amount times a weight in millionths can pass 64 bits.
    product = pl.col("amount").cast(pl.Int128) * pl.col("weight")
    work = work.with_columns(
        base=(product // pl.col("total")).cast(pl.Int64), rest=product % pl.col("total")
    ).with_columns(left=pl.col("amount") - pl.col("base").sum().over("doc"))
    return (
        work.filter(pl.col("left") == 0)
        .select("at", share=pl.col("base") * pl.col("sign"))
        .vstack(_largest_first(work.filter(pl.col("left") != 0)))
    )


def _largest_first(work: pl.DataFrame) -> pl.DataFrame:
    """Give the units left over to the lines with the largest remainders."""
    ordered = work.sort("doc", "rest", "at", descending=[False, True, False])
    place = pl.int_range(pl.len())
    start = pl.col("doc") != pl.col("doc").shift(1)
    nth = place - pl.when(start.fill_null(value=True)).then(place).forward_fill()
    return ordered.select(
        "at",
        share=(pl.col("base") + (nth < pl.col("left")).cast(pl.Int64)) * pl.col("sign"),
    )
