"""Files of a till written anew: other columns, other layouts, the same rows."""

import csv
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from retailcrm.importers.chunks import Reading
from tests.unit.importers.till_books import SHOP, TILLS, read_lines

Row = dict[str, str]
#: Columns that depend on nothing but what was sold, when, where and to whom.
KEPT = ("receipt", "part", "voided", "day", "store", "till_id", "card", "email", "phone")
AMOUNTS = ("quantity", "gross", "discount", "net", "tax", "refunded", "gift")


def rows_of(till: str, pattern: str) -> list[Row]:
    path = next((TILLS / till).glob(pattern))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: Sequence[Row], headings: Sequence[str] = ()) -> Path:
    names = list(headings or rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def books(path: Path, reading: Reading = SHOP, *, without: Sequence[str] = ()) -> pl.DataFrame:
    names = [name for name in (*KEPT, "item", "sku", *AMOUNTS) if name not in without]
    return read_lines([path], reading).select(names).sort(names)


def original(till: str, pattern: str, *, without: Sequence[str] = ()) -> pl.DataFrame:
    return books(next((TILLS / till).glob(pattern)), without=without)
