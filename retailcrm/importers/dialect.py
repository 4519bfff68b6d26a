"""How a till's file is declared: its columns, and the little code its signs and keys need."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from retailcrm.core.problem import Problem
from retailcrm.importers.chunks import Reading


class Cell(StrEnum):
    """How the text of a column is read, and what the typed column holds."""

    TEXT = "text"  # trimmed, leading apostrophe dropped, empty is null
    MONEY = "money"  # Int64 minor units; empty is null
    PRECISE = "precise"  # Int64 millionths of the unit (for files with unrounded amounts)
    QUANTITY = "quantity"  # Int64 thousandths
    COUNT = "count"  # Int64
    DATE = "date"  # Int32 day number
    TIME = "time"  # Int32 seconds after midnight
    MOMENT = "moment"  # date and time in one cell, zone or offset if written: two columns,
    #                    ROLE (Int64 local epoch seconds) and ROLE_offset (Int32 seconds, null)
    BOOL = "bool"  # yes/no/true/1/ja/oui/si/x ...
    EMAIL = "email"  # lower case; null and a note where it is no address
    PHONE = "phone"  # E.164 by the region of `Reading.country`; else digits
    BIRTHDAY = "birthday"  # YYYY-MM-DD or --MM-DD


@dataclass(frozen=True, slots=True)
class Column:
    """One column a dialect reads.

    Attributes:
        role: name of the typed column that `Dialect.shape` sees.
        names: headings it may stand under, compared without case and outer spaces.
        cell: how it is read.
        required: the file is not of this dialect without the column.
        filled: a row whose cell is empty is kept aside.
    """

    role: str
    names: tuple[str, ...]
    cell: Cell = Cell.TEXT
    required: bool = False
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Shaped:
    """What a dialect made of a typed chunk.

    Attributes:
        frame: columns of `LINES` or `CUSTOMERS`; missing ones are added as null (0 for
            amounts, false for flags) by the reader.
        problems: (row of the typed chunk, role or "", reason) of rows kept aside by meaning
            (totals that do not add up, a receipt number missing, ...). All other rows of the
            same receipt must be listed too where the till states totals.
        passed: how many rows carry no goods by design.
    """

    frame: pl.DataFrame
    problems: tuple[tuple[int, str, str], ...] = ()
    passed: int = 0


@dataclass(frozen=True, slots=True)
class Dialect:
    """A till's file, declared.

    Attributes:
        key: "square-items".
        family: "square": receipt numbers and customer ids are unique within it.
        title: "Square, Items Detail".
        kind: "sales" or "customers".
        columns: what is read.
        shape: turns a typed chunk (one column a role, plus `row`, its number in the chunk)
            into `LINES` or `CUSTOMERS`.
        must: headings that identify the file, whatever their order.
        must_not: headings that rule it out.
        receipt: role whose value names the document, so that chunks end between documents.
        whole: the till states receipt totals, so a document with one bad row is kept aside
            whole; otherwise the row alone.
        fill_down: roles written only on a document's first row.
        by_person: somebody matched the columns, now or for an earlier file.
    """

    key: str
    family: str
    title: str
    kind: str
    columns: tuple[Column, ...]
    shape: Callable[[pl.DataFrame, Reading], Shaped]
    must: tuple[str, ...]
    must_not: tuple[str, ...] = ()
    receipt: str = ""
    whole: bool = False
    fill_down: tuple[str, ...] = ()
    by_person: bool = False


__all__ = ["Cell", "Column", "Dialect", "Problem", "Shaped"]
