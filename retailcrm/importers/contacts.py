"""E-mail addresses and phone numbers, in the one form that matching uses."""

import polars as pl

from retailcrm.core.plain_address import E164
from retailcrm.core.written import NOTHING
from retailcrm.importers.unreadable import ColumnRead

_ADDRESS = r"^[^@\s,;<>()\"']+@[^@\s,;<>()\"']+\.[a-z\u0080-\U0010ffff0-9-]{2,}$"
_NANP = r"^1?[2-9]\d{2}[2-9]\d{6}$"
_NANP_COUNTRIES = frozenset({"US", "CA", "PR"})
_LEAST_DIGITS = 6
_MOST_DIGITS = 15


def read_emails(text: pl.Series) -> ColumnRead[pl.Series]:
    """Give addresses in lower case; `bad` lists cells that are none (their value is null)."""
    cells = text.str.strip_chars(" \t\u00a0<>'\"").str.to_lowercase()
    cells = cells.str.strip_prefix("mailto:")
    right = cells.str.contains(_ADDRESS).fill_null(value=False)
    values = cells.zip_with(right, pl.Series([None], dtype=pl.String))
    left_out = cells.is_not_null() & ~right & ~cells.is_in(list(NOTHING))
    return ColumnRead(values, tuple((row, "") for row in left_out.arg_true()))


def read_phones(text: pl.Series, country: str | None) -> ColumnRead[pl.Series]:
    """Give numbers as E.164, or as bare digits where nothing tells their country.

    Clean and North American numbers are read at once, the others one by one.
    """
    cells = text.str.strip_chars(" \t\u00a0'")
    clean = cells.str.contains(E164).fill_null(value=False)
    values = cells.zip_with(clean, pl.Series([None], dtype=pl.String))
    if country in _NANP_COUNTRIES:
        values = values.fill_null(_north_american(cells))
    rest = cells.filter(values.is_null() & cells.is_not_null()).unique()
    known = {cell: read_phone(cell, country) for cell in rest}
    if not known:
        return ColumnRead(values)
    slow = cells.replace_strict(
        pl.Series(list(known), dtype=pl.String),
        pl.Series(list(known.values()), dtype=pl.String),
        default=None,
        return_dtype=pl.String,
    )
    lost = [cell for cell, phone in known.items() if not phone and cell.lower() not in NOTHING]
    rows = cells.is_in(lost).fill_null(value=False).arg_true() if lost else ()
    return ColumnRead(values.fill_null(slow), tuple((row, "") for row in rows))


def _north_american(cells: pl.Series) -> pl.Series:
    usual = cells.str.contains(r"^[\d\s().-]+$").fill_null(value=False)
    digits = cells.str.replace_all(r"\D", "")
    usual &= digits.str.contains(_NANP).fill_null(value=False)
    return ("+1" + digits.str.slice(-10)).zip_with(usual, pl.Series([None], dtype=pl.String))


def read_phone(cell: str, country: str | None) -> str | None:
    """Give one number as E.164, else its digits; None where it is no number."""
    # Its tables take longer to load than a directory of clean numbers takes to read.
    import phonenumbers  # noqa: PLC0415

    text = cell.strip().removesuffix(".0")
    if text.startswith("00"):
        text = "+" + text[2:]
    if any(letter in text.upper() for letter in ("E+", "@")):
        return None  # a spreadsheet has rounded the number away
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return _digits(text)
    if phonenumbers.is_possible_number(number):
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return _digits(text)


def _digits(text: str) -> str | None:
    digits = "".join(sign for sign in text if sign.isascii() and sign.isdigit())
    return digits if _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS else None
