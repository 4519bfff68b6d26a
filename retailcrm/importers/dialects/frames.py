"""What all tills share: documents as whole numbers, and the columns that leave a dialect."""

import polars as pl

from retailcrm.importers.chunks import CUSTOMERS, LINES, Reading


def documents(frame: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Add `place`, the row's position, and `doc`, the place of its document's first row."""
    placed = frame.with_columns(place=pl.int_range(pl.len()))
    return placed.with_columns(doc=pl.col("place").first().over(keys))


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
