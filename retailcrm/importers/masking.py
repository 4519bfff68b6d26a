"""Payment card numbers, masked to their last four digits before anything is kept."""

import re
from collections.abc import Sequence

import polars as pl

_RUN = re.compile(r"(?<![\d.,])\d(?:[ -]?\d){12,18}(?![\d]|[.,]\d)")
_MAYBE = r"\d(?:[ -]?\d){12,18}"
_BRANDS = re.compile(
    r"^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01]|720)\d{12,13}|3[47]\d{13}"
    r"|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12,15}|35\d{14}|62\d{14,17}"
    r"|(?:5[06-9]|6[37])\d{11,17})$"
)
#: Columns that hold what somebody typed, and cards; keys, products and phones stay as they are.
MASKED = ("card", "coupon", "cashier", "register", "note", "tags", "source", "company", "street")
_NEVER_WORDS = (
    "receipt line_no sku item variant name category phone mobile till_id link original barcode"
)
_NEVER = frozenset(_NEVER_WORDS.split())
_MOST_FOUND = 0.5


def is_key(role: str) -> bool:
    """Say whether a role holds a key, a product or a phone, which is never masked."""
    return role in _NEVER


def masked(text: str) -> str:
    """Mask the payment card numbers in a text."""
    return _RUN.sub(_mask, text) if len(text) > 12 else text  # noqa: PLR2004 - the shortest card


def _mask(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found.group())
    return f"**** {digits[-4:]}" if _is_card(digits) else found.group()


def _is_card(digits: str) -> bool:
    if not _BRANDS.match(digits) or len(set(digits)) == 1:
        return False
    doubled = (int(sign) * (1 + at % 2) for at, sign in enumerate(reversed(digits)))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def mask_column(text: pl.Series, role: str) -> pl.Series:
    """Mask the payment card numbers in a column.

    In the column of customers' cards they become null: four digits would make one customer of
    many.
    """
    maybe = text.str.contains(_MAYBE).fill_null(value=False)
    if not maybe.any():
        return text
    found = text.filter(maybe).unique()
    new: list[str | None] = [masked(one) for one in found]
    if role == "card":
        new = _without_cards(found.to_list(), new)
    return text.replace(found, pl.Series(new, dtype=pl.String))


def _without_cards(old: Sequence[str], new: Sequence[str | None]) -> list[str | None]:
    """Drop payment cards from a column of customers' cards.

    Loyalty numbers look like payment cards by chance, one in ten; so of all numbers of one
    length most must, or none of them is taken for one.
    """
    looks: dict[int, list[bool]] = {}
    for before, after in zip(old, new, strict=True):
        looks.setdefault(len(before), []).append(before != after)
    cards = {length for length, seen in looks.items() if sum(seen) >= _MOST_FOUND * len(seen)}
    return [
        None if before != after and len(before) in cards else before
        for before, after in zip(old, new, strict=True)
    ]
