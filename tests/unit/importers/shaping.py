"""Text as a till writes it, through the typed conversion and a dialect's shape."""

import csv
import io
from pathlib import Path

import polars as pl

from retailcrm.importers.cells import typed
from retailcrm.importers.chunks import CUSTOMERS, LINES, Reading
from retailcrm.importers.dialect import Dialect, Shaped

TILLS = Path(__file__).parents[2] / "data" / "tills"
SHOP = Reading(currency="USD", zone="America/New_York", country="US")


def shape_text(dialect: Dialect, text: str, reading: Reading = SHOP) -> Shaped:
    rows = list(csv.reader(io.StringIO(text)))
    return shape_rows(dialect, rows[0], rows[1:], reading)


def shape_file(dialect: Dialect, path: Path, reading: Reading = SHOP) -> Shaped:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return shape_rows(dialect, rows[0], rows[1:], reading)


def shape_rows(
    dialect: Dialect, headings: list[str], rows: list[list[str]], reading: Reading = SHOP
) -> Shaped:
    places = {heading.strip().lower(): at for at, heading in enumerate(headings)}
    cells = {}
    for column in dialect.columns:
        at = next((places[n.lower()] for n in column.names if n.lower() in places), None)
        if at is not None:
            cells[column.role] = [row[at] if at < len(row) else "" for row in rows]
    text = pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String()))
    read = typed(text, dialect.columns, reading)
    assert read.bad == ()
    return dialect.shape(read.frame, reading)


def full(shaped: Shaped, kind: str = "sales") -> pl.DataFrame:
    """Add the columns that a dialect leaves to the reader."""
    schema = LINES if kind == "sales" else CUSTOMERS
    frame = shaped.frame
    empty = [
        pl.lit(None, dtype=kind_).alias(name)
        for name, kind_ in schema.items()
        if name not in frame.columns
    ]
    amounts = ("gross", "discount", "net", "tax", "refunded", "tip")
    flags = ("voided", "gift", "complete")
    frame = frame.with_columns(empty)
    if kind == "sales":
        frame = frame.with_columns(
            pl.col(amounts).fill_null(0), pl.col(flags).fill_null(value=False)
        )
    return frame
