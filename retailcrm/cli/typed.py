"""What a person typed on the command line, read into the shop's own values."""

import re
from argparse import ArgumentTypeError
from datetime import date
from decimal import Decimal, InvalidOperation

from retailcrm.core.errors import UserError
from retailcrm.core.money import to_minor
from retailcrm.core.words import say

_WHOLE = re.compile(r"[+\-\u2212]?[0-9]{1,30}")
_MOST_POINTS = 10**9
_MOST_MONEY = 10**12
_YEARS = range(1900, 2200)


def day_typed(text: str | None) -> date | None:
    """Read a date.

    Raises:
        UserError: it is none, or none that a shop has to do with.
    """
    if text is None:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError as fault:
        raise UserError(
            say("{text} is no date.", text=text), say("Write it as 2026-10-31.")
        ) from fault
    if found.year not in _YEARS:
        raise UserError(say("{text} is too far away.", text=text), say("Look at the year."))
    return found


def month_typed(text: str) -> int:
    """Read a month as its number.

    Raises:
        UserError: it is none.
    """
    try:
        year, month = (int(part) for part in text.split("-"))
        first = date(year, month, 1)
    except ValueError as fault:
        raise UserError(
            say("{text} is no month.", text=text), say("Write it as 2026-10.")
        ) from fault
    return (first.year - 1970) * 12 + first.month - 1


def points_typed(text: str) -> int:
    """Read a number of points, below zero with any minus sign; for argparse.

    Raises:
        ArgumentTypeError: it is no whole number.
    """
    if not _WHOLE.fullmatch(text.strip()):
        raise ArgumentTypeError(say("{text} is no whole number of points.", text=text))
    return int(text.strip().replace("\u2212", "-"))


def bounded(points: int) -> int:
    """Give points as they are, unless no shop ever gives so many.

    Raises:
        UserError: there are too many of them.
    """
    if abs(points) > _MOST_POINTS:
        raise UserError(
            say("{points} points are more than any member has.", points=points),
            say("Look at the number."),
        )
    return points


def amount_typed(text: str, digits: int) -> int:
    """Read an amount of money into minor units.

    Raises:
        UserError: it is none, or has more decimals than the currency.
    """
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    is_amount = amount.is_finite() and 0 <= amount < _MOST_MONEY
    if not is_amount or to_minor(amount, digits) != amount * 10**digits:
        raise UserError(say("{text} is no amount.", text=text), say("Write it as 12.50."))
    return to_minor(amount, digits)


def share_typed(text: str) -> float:
    """Read a share, 0.2 for 20 of 100.

    Raises:
        UserError: it is none.
    """
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UserError(say("{text} is no share.", text=text), say("Write 20 of 100 as 0.2."))
    return share
