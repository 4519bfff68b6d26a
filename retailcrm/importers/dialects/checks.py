"""The till's own totals are the check of the import."""

import re

import polars as pl

from retailcrm.core.errors import UserError
from retailcrm.core.money import decimal_text
from retailcrm.core.words import say
from retailcrm.importers.chunks import Reading
from retailcrm.importers.currencies import currencies_of, refuse_other

#: Cents by which a receipt, or a line, may differ by rounding.
RECEIPT_CENTS, LINE_CENTS = 5, 1

_CODE = re.compile("^[A-Z]{3}$")

Problems = tuple[tuple[int, str, str], ...]


def refuse_other_currency(frame: pl.DataFrame, reading: Reading) -> None:
    """Refuse a file that says it is in another currency than the books.

    Raises:
        UserError: naming both currencies.
    """
    codes = frame["currency"].drop_nulls().str.strip_chars().str.to_uppercase().unique().sort()
    for code in codes.filter(codes != reading.currency):
        refuse_other(code, reading.currency)
        if _CODE.match(code) and not currencies_of(code):  # no code that we know, yet not ours
            raise UserError(
                say("The file is in {code}, the books are in {own}.", code=code,
                    own=reading.currency),
                say("Import it into books of that currency."),
            )  # fmt: skip


def set_aside(
    frame: pl.DataFrame, *, parts: pl.Expr, stated: pl.Expr, role: str, digits: int
) -> tuple[pl.DataFrame, Problems]:
    """Part the documents whose lines do not add up to what the till says from the others.

    Args:
        frame: rows with `doc` and `row`.
        parts: what the lines add up to, equal on all rows of a document.
        stated: what the till says; null agrees with everything.
        role: the column that states it.
        digits: decimals of the currency.
    """
    return _apart(
        frame.with_columns(__parts=parts, __stated=stated),
        (pl.col("__parts") - pl.col("__stated")).abs() > RECEIPT_CENTS,
        role,
        say("The lines add up to {parts}, but the till says {stated}"),
        digits,
    )


def lines_aside(
    frame: pl.DataFrame, *, parts: pl.Expr, stated: pl.Expr, role: str, digits: int
) -> tuple[pl.DataFrame, Problems]:
    """Part the lines whose own amounts contradict each other from the others."""
    return _apart(
        frame.with_columns(__parts=parts, __stated=stated),
        (pl.col("__parts") - pl.col("__stated")).abs() > LINE_CENTS,
        role,
        say("The amounts of the line make {parts}, but the till says {stated}"),
        digits,
    )


def needed_aside(
    frame: pl.DataFrame, *roles: str, whole: bool = False
) -> tuple[pl.DataFrame, Problems]:
    """Part the rows from the others that tell nothing where a word like "none" stands.

    Args:
        frame: typed rows.
        roles: what must be told.
        whole: a receipt with such a row goes as a whole.
    """
    problems: Problems = ()
    for role in roles:
        if not frame[role].null_count():
            continue
        lost = pl.col(role).is_null()
        if whole:
            lost = pl.col("receipt").is_in(frame.filter(lost)["receipt"].implode())
        reason = say("Empty, but needed")
        problems += tuple((row, role, reason) for row in frame.filter(lost)["row"])
        frame = frame.filter(~lost)
    return frame, problems


def undated_aside(frame: pl.DataFrame, role: str) -> tuple[pl.DataFrame, Problems]:
    """Part the rows without a business day from the others."""
    lost = frame.filter(pl.col("day").is_null())
    if lost.is_empty():
        return frame, ()
    reason = say("No date")
    return frame.filter(pl.col("day").is_not_null()), tuple(
        (row, role, reason) for row in lost["row"]
    )


def _apart(
    frame: pl.DataFrame, wrong: pl.Expr, role: str, reason: str, digits: int
) -> tuple[pl.DataFrame, Problems]:
    frame = frame.with_columns(__wrong=wrong.fill_null(value=False))
    bad = frame.filter("__wrong").select("row", "__parts", "__stated")
    problems = tuple(
        (
            row,
            role,
            reason.format(parts=_amount(parts, digits), stated=_amount(stated, digits)),
        )
        for row, parts, stated in bad.iter_rows()
    )
    kept = frame.filter(~pl.col("__wrong")) if problems else frame
    return kept.drop("__parts", "__stated", "__wrong"), problems


def _amount(value: int | None, digits: int) -> str:
    return "?" if value is None else decimal_text(value, digits)
