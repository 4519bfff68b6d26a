"""What all tills share: documents as whole numbers, and the columns that leave a dialect."""

import polars as pl

from retailcrm.importers.chunks import CUSTOMERS, LINES, Reading


def documents(frame: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Number the documents in `doc`: the position of each one's first row."""
    return frame.with_columns(doc=pl.int_range(pl.len()).first().over(keys))


def as_lines(frame: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """Give the columns of `LINES` that the frame has, with store and channel of the reading."""
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
