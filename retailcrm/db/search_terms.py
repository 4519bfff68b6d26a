"""The words, addresses and digits by which a customer is found while typing."""

from typing import Protocol

from retailcrm.core.folding import fold, words

LOCAL_DIGITS = (10, 7)
"""People type a phone as they say it: without the country, or without the area."""


class Named(Protocol):
    """Whoever has a name and contacts."""

    first_name: str
    last_name: str
    company: str
    card: str
    email: str
    phone: str


def sort_name(one: Named) -> str:
    """Give the key by which lists sort: last name first, else the company or contact."""
    name = fold(f"{one.last_name} {one.first_name}")
    return name or fold(one.company) or one.email or one.phone or one.card


def terms(one: Named) -> tuple[str, ...]:
    """Give every term of a customer once; prefixes of terms are found by range."""
    found = [*words(one.first_name), *words(one.last_name), *words(one.company)]
    if one.email:
        found.append(one.email.lower())
    digits = "".join(sign for sign in one.phone if sign.isdigit())
    if digits:
        found.append(digits)
        found.extend(digits[-size:] for size in LOCAL_DIGITS if len(digits) > size)
    if one.card:
        found.append(one.card.lower())
    return tuple(dict.fromkeys(found))
