"""What all tills share: documents as whole numbers, and the columns that leave a dialect."""

from collections.abc import Callable, Sequence

import polars as pl

from retailcrm.importers.chunks import CUSTOMERS, LINES, Reading


def documents(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    """Add `place`, the row's position, and `doc`, the place of its document's first row.

    The rows of a document stand together afterwards, also where somebody sorted the file:
    `doc_sum` and `from_heads` need that, and rows may be left out later.
    """
    place = pl.int_range(pl.len())
    frame = frame.with_columns(place=place)
    starts = frame.filter(_changes(key))
    if starts[key].n_unique() < len(starts):
        order = pl.col("place").first().over(key)
        frame = frame.with_columns(doc=order).sort("doc", "place").with_columns(place=place)
    starting = pl.when(_changes(key)).then("place")
    return frame.with_columns(doc=starting.forward_fill())


def _changes(role: str) -> pl.Expr:
    change = pl.col(role).ne_missing(pl.col(role).shift(1))
    return change | (pl.int_range(pl.len()) == 0)


def doc_sum(amount: pl.Expr) -> pl.Expr:
    """Add up over the document; null counts as nought."""
    value = amount.cast(pl.Int64).fill_null(0)
    return _at_last(value.cum_sum()) - _at_first(value.cum_sum() - value)


def doc_any(flag: pl.Expr) -> pl.Expr:
    """Say whether it holds for any row of the document."""
    return doc_sum(flag) > 0


def along_doc(amount: pl.Expr) -> pl.Expr:
    """Add up from the document's first row to this one."""
    value = amount.cast(pl.Int64).fill_null(0)
    return value.cum_sum() - _at_first(value.cum_sum() - value)


def step_in_doc(amount: pl.Expr) -> pl.Expr:
    """Give by how much it grew since the document's row before."""
    return amount - pl.when(_changes("doc")).then(0).otherwise(amount.shift(1))


def _at_first(value: pl.Expr) -> pl.Expr:
    return pl.when(_changes("doc")).then(value).forward_fill()


def _at_last(value: pl.Expr) -> pl.Expr:
    last = (pl.col("doc") != pl.col("doc").shift(-1)).fill_null(value=True)
    return pl.when(last).then(value).backward_fill()


def from_heads(frame: pl.DataFrame, head: pl.Expr, roles: Sequence[str]) -> pl.DataFrame:
    """Write on every row what the document's head row tells, right after `documents`.

    A document without a head row is told by its first.
    """
    heads = frame.filter(head).select("place", "doc")
    index = frame["doc"]
    if (heads["place"] != heads["doc"]).any():
        first = heads.group_by("doc").agg(head=pl.col("place").min())
        joined = frame.select("doc").join(first, on="doc", how="left", maintain_order="left")
        index = joined["head"].fill_null(index)
    return frame.with_columns(frame[role].gather(index) for role in roles)


def matching(frame: pl.DataFrame, role: str, test: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
    """Apply a costly test of texts to each different text once."""
    texts = frame.select(pl.col(role).unique()).filter(test(pl.col(role)))[role]
    if texts.is_empty():
        return pl.lit(value=False)
    return pl.col(role).is_in(texts.implode()).fill_null(value=False)


def as_lines(frame: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """Give the columns of `LINES` that the frame has, with store and channel of the reading."""
    if "part" not in frame.columns:
        frame = frame.with_columns(part=pl.lit(0))
    told = {"store": reading.store, "channel": reading.channel}
    for name, value in told.items():
        known = pl.col(name) if name in frame.columns else pl.lit(None, dtype=pl.String())
        frame = frame.with_columns(pl.coalesce(known, pl.lit(value, pl.String())).alias(name))
    return _typed(frame, LINES)


def as_customers(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the columns of `CUSTOMERS` that the frame has."""
    return _typed(frame, CUSTOMERS)


def _typed(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    names = [name for name in schema if name in frame.columns]
    return frame.select("row", *(pl.col(name).cast(schema[name]) for name in names))
