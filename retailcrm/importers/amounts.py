"""Amounts, prices and quantities: text to whole numbers of the smallest unit, never a float."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import polars as pl

from retailcrm.core.words import say
from retailcrm.core.written import NOTHING
from retailcrm.importers.currencies import front_sign, is_foreign, mark_of
from retailcrm.importers.unreadable import (
    ColumnRead,
    Unreadable,
    by_value,
    explain,
)

#: No shop's receipt reaches this many units; more is a barcode in the wrong column.
_MOST_DIGITS = 11
#: Decimals of the finest amounts that any file writes.
_FINEST = 6
_TOO_MUCH = 10 ** (_MOST_DIGITS + _FINEST)

_SAME = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2007": " ",
        "\u2212": "-",
        "\u2013": "-",
        "’": "'",
        "´": "'",
        "`": "'",
        "\u200e": "",
        "\u200f": "",
        "\ufeff": "",
    }
)
_UNIT = (
    r"(?:[A-Z]{1,3}\$|[$€£¥₹₽₺₩₪₫₦₱฿₴₸৳₡₲₵₭₮]|[A-Z]{3}|kr\.?|Kč|zł|Ft|Rs\.?|S?Fr\.?|R|Tk\.?|лв\.?)"
)
_UNIT_FIRST = re.compile(rf"^([+-]?)\s*{_UNIT}\s*(?=[-+(\d.,])")
_UNIT_LAST = re.compile(rf"(?<=[\d.)\-])\s*{_UNIT}\s*(-?)$")
_EXPONENT = re.compile(r"^[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d{1,2}$")
_PLAIN = re.compile(r"^[\d.,' ]*\d[\d.,' ]*$")
_GROUPED = {
    ".": re.compile(r"^\d{1,3}(?:\.\d{3})+$"),
    # India groups by two: 1,00,000.
    ",": re.compile(r"^\d{1,3}(?:,\d{2,3})*,\d{3}$"),
    "'": re.compile(r"^\d{1,3}(?:'\d{3})+$"),
    " ": re.compile(r"^\d{1,3}(?: \d{3})+$"),
}


def read_amounts(
    text: pl.Series, scale: int, mark: str, plain: pl.Series | None = None, own: str = ""
) -> ColumnRead[pl.Series]:
    """Read a column of amounts into whole numbers of 10^-scale.

    Plain cells are read at once; the others ("$1,149.00 ", "(33.62)", "12,50-") one by one,
    each distinct text once.

    Args:
        text: cells as they stand in the file.
        scale: decimals kept; further ones are rounded half up.
        mark: the column's decimal sign, "." or ",".
        plain: what `plain_amounts` has read of them already.
        own: the books' currency, so that no sign of another is read over; empty: any goes.
    """
    sign = sign_of(own)
    values = _plain(text, scale, mark, sign) if plain is None else plain
    if values.null_count() == text.null_count():
        return ColumnRead(values)
    rest = values.is_null() & text.is_not_null()
    if sign:
        negative = _rest(text, rest).str.replace(f"-{sign}", "-", literal=True)
        values = values.fill_null(_plain(negative, scale, mark, ""))
    if values.null_count() == text.null_count():
        return ColumnRead(values)
    rest &= values.is_null()
    slow = by_value(_rest(text, rest), _reader(scale, mark, own), pl.Int64())
    return ColumnRead(values.fill_null(slow.values), slow.bad)


def _reader(scale: int, mark: str, own: str) -> Callable[[str], int | None]:
    """Give the reader of one cell, which reads no other currency than `own`."""
    foreign = cache(lambda sign: bool(own) and is_foreign(sign, own))

    def read(cell: str) -> int | None:
        sign = mark_of(cell)
        if sign and foreign(sign):
            raise Unreadable(say("In {sign}, but the books are in {own}", sign=sign, own=own))
        return read_amount(cell, scale, mark)

    return read


def sign_of(own: str) -> str:
    """Give the sign that stands before amounts and is read over at once."""
    return front_sign(own) if own else "$"


def _rest(text: pl.Series, rest: pl.Series) -> pl.Series:
    return text.zip_with(rest, pl.Series([None], dtype=pl.String))


def _plain(text: pl.Series, scale: int, mark: str, sign: str) -> pl.Series:
    cells = pl.DataFrame({"text": text})
    read = cells.select(plain_amounts(pl.col("text"), scale, mark, sign))
    return read.to_series().alias(text.name)


def plain_amounts(text: pl.Expr, scale: int, mark: str, sign: str = "$") -> pl.Expr:
    """Read the cells that are a bare number, or one behind `sign`; the others become null."""
    if sign:
        text = text.str.strip_prefix(sign)
    if mark == ",":
        # A point groups thousands here; such cells are read one by one.
        text = text.str.replace(".", " ", literal=True).str.replace(",", ".", literal=True)
    fine = (
        text.cast(pl.Decimal(24, _FINEST), strict=False).to_physical().cast(pl.Int64, strict=False)
    )
    fine = pl.when(fine.abs() < _TOO_MUCH).then(fine)
    if scale == _FINEST:
        return fine
    step = 10 ** (_FINEST - scale)
    whole: pl.Expr = (fine.abs() + step // 2) // step * fine.sign()
    return whole


def read_amount(text: str, scale: int, mark: str = ".") -> int | None:
    """Read one amount; None where the cell says that there is none.

    Raises:
        Unreadable: with the reason in plain words.
    """
    cell = text.translate(_SAME).strip().lstrip("'").strip()
    if cell.lower() in NOTHING:
        return None
    if _EXPONENT.match(cell):
        return _scaled(Decimal(cell.replace(",", ".")), scale)
    negative, body = _unsigned(cell)
    if body in ("-", ""):
        return 0  # accountants write nought as a dash
    if not _PLAIN.match(body):
        raise Unreadable(explain(text, say("No number")))
    amount = _scaled(Decimal(_ungrouped(body, mark)), scale)
    return -amount if negative else amount


def _unsigned(cell: str) -> tuple[bool, str]:
    """Take signs, brackets and currency off."""
    minus = False
    for _ in range(3):
        before = cell
        if cell.startswith("(") and cell.endswith(")"):
            minus, cell = True, cell[1:-1].strip()
        cell = _UNIT_FIRST.sub(r"\1", cell)
        cell = _UNIT_LAST.sub(r"\1", cell).strip()
        if cell == before:
            break
    if cell[:1] in ("-", "+") and len(cell) > 1:
        minus, cell = minus or cell[0] == "-", cell[1:].strip()
    elif cell.endswith("-") and len(cell) > 1:
        minus, cell = True, cell[:-1].strip()
    return minus, _UNIT_FIRST.sub("", cell).strip()


def _ungrouped(body: str, mark: str) -> str:
    """Give a plain decimal string, once the thousands stand where they should."""
    whole, found, part = body.rpartition(mark)
    if not found:
        whole, part = body, ""
    if part and not part.isdigit():
        raise Unreadable(_misplaced(mark))
    if whole and not whole.isdigit() and not _grouped(whole, mark):
        raise Unreadable(_misplaced(mark))
    digits = re.sub(r"\D", "", whole)
    return f"{digits or '0'}.{part or '0'}"


def _grouped(whole: str, mark: str) -> bool:
    return any(shape.match(whole) for sign, shape in _GROUPED.items() if sign != mark)


def _misplaced(mark: str) -> str:
    if mark == ",":
        return say("Point or comma stands elsewhere than in the column's other numbers (1.234,56)")
    return say("Point or comma stands elsewhere than in the column's other numbers (1,234.56)")


def _scaled(amount: Decimal, scale: int) -> int:
    if abs(amount) >= 10**_MOST_DIGITS:
        raise Unreadable(say("A number too large to be true"))
    return int((amount.scaleb(scale)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
