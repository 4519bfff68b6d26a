"""What is typed about an ad, checked word by word and turned into a wish."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from retailcrm.core.money import to_minor
from retailcrm.core.words import say
from retailcrm.services.ad_rows import NewAd

MEDIA = ("Flyer", "Newspaper", "Poster", "Radio", "Other")
_MOST = Decimal(10_000_000)


@dataclass(frozen=True, slots=True)
class TypedAd:
    """The fields of the form, as typed."""

    medium: str = ""
    name: str = ""
    starts: str = ""
    ends: str = ""
    cost: str = ""
    copies: str = ""
    by: str = ""
    went_to: str = ""
    compared: str = ""
    code: str = ""

    def typed(self, name: str, text: str) -> "TypedAd":
        """Give the same with one field typed anew."""
        return replace(self, **{name: text})


def faults_of(typed: TypedAd, digits: int) -> dict[str, str]:
    """Say by field what cannot be read; fields that are empty yet are no fault."""
    found = {}
    for name in ("starts", "ends"):
        text = getattr(typed, name)
        if text.strip() and _day(text) is None:
            found[name] = say("Write a day as 2026-09-07.")
    first, last = _day(typed.starts), _day(typed.ends)
    if first and last and last < first:
        found["ends"] = say("The last day comes after the first.")
    if typed.cost.strip() and _amount(typed.cost, digits) is None:
        found["cost"] = say("Type an amount, such as 120.00.")
    if typed.copies.strip() and not _count(typed.copies):
        found["copies"] = say("Type how many, such as 5000.")
    return found


def is_whole(typed: TypedAd) -> bool:
    """Say whether everything that is needed has been typed."""
    needed = (typed.medium, typed.name, typed.starts, typed.ends)
    return all(one.strip() for one in needed)


def wish_of(typed: TypedAd, digits: int) -> NewAd:
    """Turn a form without faults into a wish."""
    starts, ends = _day(typed.starts), _day(typed.ends)
    assert starts is not None
    assert ends is not None
    return NewAd(
        medium=typed.medium.strip(),
        name=typed.name.strip(),
        starts=starts,
        ends=ends,
        copies=_count(typed.copies),
        by=typed.by,
        went_to=_places(typed.went_to) if typed.by else (),
        compared=_places(typed.compared) if typed.by else (),
        code=typed.code.strip(),
        cost=_amount(typed.cost, digits) or 0,
    )


def amount_of(text: str, digits: int) -> int | None:
    """Read an amount that may be below zero; None if it is none."""
    told = text.strip()
    below = told.startswith(("-", "\N{MINUS SIGN}"))
    found = _amount(told.lstrip("-\N{MINUS SIGN}"), digits)
    return None if found is None else -found if below else found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _amount(text: str, digits: int) -> int | None:
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    if not number.is_finite() or not 0 <= number < _MOST:
        return None
    return to_minor(number, digits)


def _count(text: str) -> int | None:
    told = text.strip()
    return int(told) if told.isascii() and told.isdigit() and int(told) else None


def _places(text: str) -> tuple[str, ...]:
    parts = (one.strip() for one in text.split(","))
    return tuple(dict.fromkeys(one for one in parts if one))
