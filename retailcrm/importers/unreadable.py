"""Why a cell cannot be read, in words that help to mend it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import polars as pl

from retailcrm.core.words import say

Value = TypeVar("Value")

_LETTER_O = re.compile(r"(?i)(?:\d[.,:/-]?o|o[.,:/-]?\d)")
_LETTER_L = re.compile(r"(?:\d[.,:/-]?[lI]|[lI][.,:/-]?\d)")
_SHEET_ERROR = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|#+)")


class Unreadable(Exception):  # noqa: N818 - an answer of the small parsers, not a failure
    """Raised by the parser of one cell; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """One cell that cannot be read: its row in the chunk, the role, and why."""

    row: int
    role: str
    reason: str


@dataclass(frozen=True, slots=True)
class ColumnRead(Generic[Value]):
    """A column after reading: its values, and (row, reason) of the cells that failed."""

    values: Value
    bad: tuple[tuple[int, str], ...] = ()


def explain(text: str, otherwise: str) -> str:
    """Say why `text` is no number or date, naming the usual slips of the keyboard.

    Args:
        text: the cell.
        otherwise: what to say where no usual slip is found.
    """
    if _SHEET_ERROR.search(text):
        return say("The spreadsheet shows an error here instead of a value")
    if "\x00" in text or "�" in text:
        return say("Characters that cannot be read")
    if _LETTER_O.search(text):
        return say("Letter O where a zero belongs")
    if _LETTER_L.search(text):
        return say("Letter l where a one belongs")
    return otherwise


def by_value(
    text: pl.Series, read: Callable[[str], object], dtype: pl.DataType
) -> ColumnRead[pl.Series]:
    """Read each distinct text once, however often it occurs.

    Args:
        text: cells; empty and null ones stay null.
        read: gives the value, or raises `Unreadable`.
        dtype: of the values.
    """
    distinct = text.drop_nulls().unique()
    reasons: dict[str, str] = {}
    values = [_value_or_reason(one, read, reasons) for one in distinct]
    if distinct.is_empty():
        return ColumnRead(pl.Series(text.name, [None] * len(text), dtype=dtype))
    done = text.replace_strict(
        distinct, pl.Series(values, dtype=dtype), default=None, return_dtype=dtype
    )
    return ColumnRead(done, _bad_rows(text, reasons))


def _value_or_reason(
    text: str, read: Callable[[str], object], reasons: dict[str, str]
) -> object | None:
    try:
        return read(text)
    except Unreadable as wrong:
        reasons[text] = str(wrong)
        return None


def _bad_rows(text: pl.Series, reasons: dict[str, str]) -> tuple[tuple[int, str], ...]:
    if not reasons:
        return ()
    rows = text.is_in(list(reasons)).fill_null(value=False).arg_true()
    return tuple((row, reasons[text[row]]) for row in rows)
