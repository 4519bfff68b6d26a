"""How one setting is typed and read: numbers, shares, money, days, lists, choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from retailcrm.core.money import decimal_text, minor_digits
from retailcrm.core.vocabulary import GROUPS, group_title
from retailcrm.core.words import say

YES = "yes"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHAPES = ("%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%d.%m.%Y")
_HUNDRED = Decimal(100)


class Unreadable(ValueError):  # noqa: N818 - it is no error of ours, the field says what it wants
    """What stands in a field cannot be read; the text says what may stand there."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the program as a field.

    Attributes:
        path: its name in the program's file ("earning.per_unit"), or in its row ("points").
        title: before the field, in shop words.
        kind: number, whole, share (shown in per cent), money, price (a point's value), day,
            text, list, groups, customers, switch, or one of `CHOICES`.
        unit: behind the field; "money" stands for the shop's currency.
        help: one sentence for the tooltip and for screen readers.
        optional: may stay empty.
    """

    path: str
    title: str
    kind: str = "whole"
    unit: str = ""
    help: str = ""
    optional: bool = False


CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "who": (("members", "Members with a card"), ("customers", "Everyone you know")),
    "stacking": (
        ("greatest", "Only the greatest counts"),
        ("product", "Multiplied together"),
    ),
    "expiry": (
        ("never", "Never"),
        ("rolling", "Months after earning"),
        ("fixed", "On one date a year"),
        ("inactivity", "Months after last visit"),
    ),
    "negative": (
        ("allow", "Balance goes below zero"),
        ("clamp", "The rest is forgiven"),
        ("ask", "Below zero; Today tells"),
    ),
    "give_back": (("yes", "Come back"), ("no", "Stay used"), ("ask", "The counter decides")),
}


def write(kind: str, value: Any, currency: str) -> str:
    """Write a value as it stands in its field."""
    if value is None:
        return ""
    if kind == "money":
        return decimal_text(int(value), minor_digits(currency))
    if kind == "price":
        return _price(Decimal(value), minor_digits(currency))
    if kind in _WRITERS:
        return str(_WRITERS[kind](value))
    return _plain(value) if isinstance(value, Decimal) else str(value)


def read(setting: Setting, text: str, currency: str) -> Any:
    """Read what was typed.

    Raises:
        Unreadable: it is nothing that may stand there; the text says what may.
    """
    kind, typed = setting.kind, text.strip()
    if not typed and setting.optional:
        return None
    reader = _READERS.get(kind)
    if reader is not None:
        return reader(typed)
    if kind in ("money", "price"):
        return _amount(typed, kind, minor_digits(currency))
    return typed


def day_words(day: date) -> str:
    """Write a day as it can be typed back."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def read_day(text: str) -> date | None:
    """Read a day in any of the usual shapes; None where it is none."""
    for shape in _SHAPES:
        try:
            return datetime.strptime(text.strip(), shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def number_of(text: str) -> Decimal | None:
    """Read a number with point or comma; None where it is none."""
    try:
        number = Decimal(text.strip().rstrip("%").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _price(minor: Decimal, digits: int) -> str:
    """Write a point's value with the currency's decimals at least, and more where it has them."""
    text = _plain(minor.scaleb(-digits))
    whole, _, part = text.partition(".")
    return f"{whole}.{part.ljust(digits, '0')}" if digits or part else whole


def _number(text: str) -> Decimal:
    number = number_of(text)
    if number is None:
        raise Unreadable(say("Type a number, such as 1 or 1.5."))
    return number


def _whole(text: str) -> int:
    number = number_of(text)
    if number is None or number != number.to_integral_value():
        raise Unreadable(say("Type a whole number."))
    return int(number)


def _share(text: str) -> Decimal:
    number = number_of(text)
    if number is None or not 0 <= number <= _HUNDRED:
        raise Unreadable(say("Type a percentage from 0 to 100."))
    return number / _HUNDRED


def _amount(text: str, kind: str, digits: int) -> Decimal | int:
    number = number_of(text)
    if number is None or number < 0:
        raise Unreadable(say("Type an amount, such as {n}.", n=decimal_text(500, digits)))
    minor = number.scaleb(digits)
    if kind == "price":
        return minor
    if minor != minor.to_integral_value():
        raise Unreadable(say("Your currency has {n} decimals at most.", n=digits))
    return int(minor)


def _day(text: str) -> date:
    day = read_day(text)
    if day is None:
        raise Unreadable(say("Type a day, such as 31 Dec 2026."))
    return day


def _list(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(";") if one.strip())


def _groups(text: str) -> tuple[str, ...]:
    known = {group_title(key).casefold(): str(key) for key in GROUPS}
    known |= {str(key): str(key) for key in GROUPS}
    found = [known.get(one.casefold()) for one in _list(text)]
    if None in found:
        titles = "; ".join(group_title(key) for key in GROUPS)
        raise Unreadable(say("Type groups out of: {titles}.", titles=titles))
    return tuple(one for one in found if one is not None)


def _ids(text: str) -> tuple[int, ...]:
    found = _list(text)
    if not all(one.isascii() and one.isdigit() for one in found):
        raise Unreadable(say("Type the numbers of customers, separated by semicolons."))
    return tuple(int(one) for one in found)


def _switch(text: str) -> bool:
    return text == YES


_READERS: Mapping[str, Any] = {
    "number": _number,
    "whole": _whole,
    "share": _share,
    "day": _day,
    "list": _list,
    "groups": _groups,
    "customers": _ids,
    "switch": _switch,
}
_WRITERS: Mapping[str, Any] = {
    "switch": lambda value: YES if value else "",
    "share": lambda value: _plain(Decimal(value) * _HUNDRED),
    "day": day_words,
    "groups": lambda value: "; ".join(group_title(one) for one in value),
    "list": "; ".join,
    "customers": lambda value: "; ".join(str(one) for one in value),
}
